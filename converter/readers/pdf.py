"""PDF with a text layer, through PDFium. The text is what the page shows, line by line, in reading order."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from converter.errors import MissingProgramError, SourceError
from converter.model import Document, Source
from converter.readers import ocr, pages
from converter.readers.assembly import Assembly
from converter.readers.pages import Page
from converter.readers.pdf_lines import Glyph, lines, placed

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfMatrix

MAX_PAGES = 400
_MIN_CHARACTERS = 25  # in the whole document; fewer is a scan with a stamp
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FINE, _FAR = 1000, 1000.0  # parts of a point that PDFium is asked for, and how far apart the points it is asked of
_LINE_ENDS = (0x0A, 0x0D)
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


def read(source: Source, media_type: str = "application/pdf", mode: str = "auto", pace: ocr.Pace | None = None) -> Document:
    """Read a PDF; the locator of a block is its page and its box, in points from the upper left corner with the
    line level. `mode` says when to recognise the text of pages that are pictures.

    Raises :class:`SourceError` with code "encrypted", "damaged", "too-complex", "needs-ocr", "too-slow" or "no-text", and
    :class:`MissingProgramError`.
    """
    assembly = Assembly(source, media_type)
    with closing(_open(source)) as document:
        try:
            found = [_page(document, index) for index in range(len(document))]
            if mode != "never":
                found = _recognised(document, found, source.name, mode == "always", pace or ocr.Pace())
        except _pdfium_error() as error:
            raise SourceError("damaged", f"a page of «{source.name}» cannot be read ({error}); fetch it again") from error
    if pages.length(found) < _MIN_CHARACTERS:
        if mode == "never":
            raise SourceError("needs-ocr", f"«{source.name}» is a PDF without text, a scan; convert it with --ocr auto")
        raise SourceError("no-text", f"no text can be recognised in the pages of «{source.name}»; scan it anew, or type it")
    pages.add(found, assembly)
    return assembly.document()


def _recognised(document: Any, found: list[Page], name: str, every: bool, pace: ocr.Pace) -> list[Page]:
    """`found` with the text that their pictures show, for every page or for those without text."""
    from pypdfium2 import PdfMatrix

    scan = pages.length(found) < _MIN_CHARACTERS
    pictures = {page.number for page in found if every or scan or not page.lines}
    if len(pictures) > ocr.MAX_PAGES:
        message = f"«{name}» has {len(pictures)} pages to recognise, the limit is {ocr.MAX_PAGES}; split it"
        raise SourceError("too-complex", message)
    result = []
    for page in found:
        if page.number in pictures:
            pace.begins()
            try:
                picture = _picture(document, page.number - 1)
                points = PdfMatrix().scale(*(ocr.POINTS / picture.info["dpi"][0],) * 2)
                page = ocr.page(picture, page.number, pace, points)
            except MissingProgramError:
                if every or scan:  # else it is one page without text among others, and an issue says so
                    raise
        result.append(page)
    return result


def _picture(document: Any, index: int) -> Image:
    page = document[index]
    width, height = page.get_size()
    scale = min(ocr.DPI / ocr.POINTS, math.sqrt(ocr.MAX_PIXELS / max(1.0, width * height)))
    picture: Image = page.render(scale=scale, grayscale=True).to_pil()
    picture.info["dpi"] = (scale * ocr.POINTS,) * 2
    return picture


def _pdfium_error() -> type[Exception]:
    import pypdfium2

    error: type[Exception] = pypdfium2.PdfiumError
    return error


def _open(source: Source) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("encrypted", f"«{source.name}» is protected by a password; save it without one") from error
        raise SourceError("damaged", f"«{source.name}» is not a readable PDF ({error}); fetch it again") from error
    if len(document) > MAX_PAGES:
        document.close()
        raise SourceError("too-complex", f"«{source.name}» has more than {MAX_PAGES} pages, the limit; split it")
    return document


def _page(document: Any, index: int) -> Page:
    page = document[index]
    width, height = page.get_mediabox()[2:]
    quarters: dict[int, list[Glyph]] = {}
    for glyph, angle in _glyphs(page.get_textpage(), height):
        quarters.setdefault(round(angle / (math.pi / 2)) % 4, []).append(glyph)
    shown = _shown(page)
    page.close()
    # A page scanned or laid out on its side is read from there; what runs another way stands along the margin.
    main = max(quarters, key=lambda quarter: (len(quarters[quarter]), -quarter), default=0)
    turned = {quarter: [_upright(glyph, quarter, width, height) for glyph in quarters[quarter]] for quarter in sorted(quarters)}
    found = {quarter: [placed(line, shown) for line in lines(glyphs)] for quarter, glyphs in turned.items()}
    aside = [line for quarter in found if quarter != main for line in found[quarter]]
    if main % 2:
        width, height = height, width
    return Page(index + 1, width, height, found.get(main, []), aside)


def _shown(page: Any) -> PdfMatrix:
    """From the coordinates of the page's content to points from the upper left corner of the page as it is shown: turned and
    cropped as the file says."""
    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfMatrix

    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(across: float, up: float) -> tuple[float, float]:
        width, height = (round(side * _FINE) for side in page.get_size())
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, across, up, x, y)
        return x.value / _FINE, y.value / _FINE

    (e, f), (ae, bf), (ce, df) = shown(0, 0), shown(_FAR, 0), shown(0, _FAR)
    return PdfMatrix((ae - e) / _FAR, (bf - f) / _FAR, (ce - e) / _FAR, (df - f) / _FAR, e, f)


def _upright(glyph: Glyph, quarter: int, width: float, height: float) -> Glyph:
    """`glyph` as one sees it with the page turned so that its line is level; `quarter` turns clockwise it is off."""
    x0, y0, x1, y1 = glyph.x0, glyph.y0, glyph.x1, glyph.y1
    if quarter == 1:
        return replace(glyph, x0=y0, y0=width - x1, x1=y1, y1=width - x0, baseline=width - x0, size=x1 - x0)
    if quarter == 2:
        return replace(glyph, x0=width - x1, y0=height - y1, x1=width - x0, y1=height - y0, baseline=height - y0)
    if quarter == 3:
        return replace(glyph, x0=height - y1, y0=x0, x1=height - y0, y1=x1, baseline=x1, size=x1 - x0)
    return glyph


def _glyphs(page: Any, height: float) -> Iterator[tuple[Glyph, float]]:
    """The characters of a text page with their angle in radians, and the spaces, but not the line ends, that PDFium finds."""
    import pypdfium2.raw as pdfium

    text = page.raw
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    last: Glyph | None = None
    bold, angle, begins = False, 0.0, True
    for index in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _LINE_ENDS or (code == 0x20 and pdfium.FPDFText_IsGenerated(text, index) == 1):
            begins = True
            if code == 0x20 and last is not None:
                last = replace(last, text=" ", x0=last.x1)
                yield last, angle
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, box) or not pdfium.FPDFText_GetCharOrigin(text, index, x, y):
            continue
        if begins:  # asked once a word: half of the time goes here
            bold, angle = _is_bold(text, index), pdfium.FPDFText_GetCharAngle(text, index)
        begins = code == 0x20
        # PDFium marks a hyphen at a line's end with a noncharacter.
        character = "-" if code in (0xFFFE, 0x02) else _LIGATURES.get(chr(code), chr(code))
        edges = (box.left, height - box.top, box.right, height - box.bottom)
        place = (box.left, box.bottom, box.right, box.top)
        last = Glyph(character, *edges, height - y.value, box.top - box.bottom, bold, place)
        yield last, angle


def _is_bold(text: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    if _BOLD.search(name.value.decode("utf-8", "replace")) is not None:
        return True
    return bool(pdfium.FPDFText_GetFontWeight(text, index) >= 600)
