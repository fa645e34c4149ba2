"""PDF with a text layer, through PDFium. The text is what the page shows, line by line, in reading order."""

from __future__ import annotations

import ctypes
import math
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from converter.errors import SourceError
from converter.model import BlockKind, Document, Severity, Source
from converter.readers.assembly import Assembly, Piece
from converter.readers.pdf_lines import Glyph, Line, in_reading_order, lines, pitch, starts_paragraph

MAX_PAGES = 400
_MIN_CHARACTERS = 25  # in the whole document; fewer is a scan with a stamp
_EDGE = 0.16  # of the page's height, at top and foot, where running lines stand
_SMALL = 0.8  # of the body's size; smaller lines at the foot are no body
_BROKEN = re.compile("[\x00\ufffd\ue000-\uf8ff]")
_SYMBOL_MARK = re.compile("(?m)^[\ue000-\uf8ff]+")
_BROKEN_SHARE = 0.02
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_LINE_ENDS = (0x0A, 0x0D)
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    width: float
    height: float
    lines: list[Line]  # in no order
    turned: list[Line]  # set at an angle, as along the margin


def read(source: Source, media_type: str = "application/pdf") -> Document:
    """Read a PDF; the locator of a block is its page and its box, in points from the upper left corner with the
    line level.

    Raises :class:`SourceError` with code "encrypted", "damaged", "too-complex" or "needs-ocr".
    """
    pages = _pages(source)
    assembly = Assembly(source, media_type)
    if sum(len(line.text) for page in pages for line in page.lines) < _MIN_CHARACTERS:
        raise SourceError("needs-ocr", f"«{source.name}» is a PDF without text, a scan; run OCR over it and give the result")
    _note_problems(pages, assembly)
    running = _running(pages)
    body_size = _body_size(pages)
    bodies = [in_reading_order([line for line in page.lines if id(line) not in running]) for page in pages]
    usual = pitch(bodies)
    for page, body in zip(pages, bodies, strict=True):
        foot = [line for line in page.lines if id(line) in running and line.y0 > page.height / 2]
        head = [line for line in page.lines if id(line) in running and line.y0 <= page.height / 2]
        margin = _margin(page)
        for line in page.turned:
            assembly.add(_piece(line, page, id(line) in running, body_size))
        for passage in (in_reading_order(head), body, in_reading_order(foot)):
            for above, line in zip((None, *passage), passage, strict=False):
                tight = above is not None and not starts_paragraph(above, line, usual, margin)
                assembly.add(_piece(line, page, passage is not body, body_size, tight))
    return assembly.document()


def _piece(line: Line, page: _Page, running: bool, body_size: float, tight: bool = False) -> Piece:
    kind = BlockKind.FURNITURE if running else BlockKind.LINE
    box = ",".join(f"{value:.0f}" for value in (line.x0, line.y0, line.x1, line.y1))
    strong = line.strong or line.size > 1.3 * body_size
    return Piece(kind, line.text, page=page.number, strong=strong, locator=f"page={page.number};box={box}", tight=tight)


def _pages(source: Source) -> list[_Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError("encrypted", f"«{source.name}» is protected by a password; save it without one") from error
        raise SourceError("damaged", f"«{source.name}» is not a readable PDF ({error}); fetch it again") from error
    try:
        if len(document) > MAX_PAGES:
            raise SourceError("too-complex", f"«{source.name}» has {len(document)} pages, the limit is {MAX_PAGES}; split it")
        return [_page(document, index) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise SourceError("damaged", f"a page of «{source.name}» cannot be read ({error}); fetch it again") from error
    finally:
        document.close()


def _page(document: Any, index: int) -> _Page:
    page = document[index]
    width, height = page.get_mediabox()[2:]
    quarters: dict[int, list[Glyph]] = {}
    for glyph, angle in _glyphs(page.get_textpage(), height):
        quarters.setdefault(round(angle / (math.pi / 2)) % 4, []).append(glyph)
    page.close()
    # A page scanned or laid out on its side is read from there; what runs another way stands along the margin.
    main = max(quarters, key=lambda quarter: (len(quarters[quarter]), -quarter), default=0)
    turned = {quarter: [_upright(glyph, quarter, width, height) for glyph in quarters[quarter]] for quarter in sorted(quarters)}
    aside = [line for quarter in turned if quarter != main for line in lines(turned[quarter])]
    if main % 2:
        width, height = height, width
    return _Page(index + 1, width, height, lines(turned.get(main, [])), aside)


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
        last = Glyph(character, *edges, height - y.value, box.top - box.bottom, bold)
        yield last, angle


def _is_bold(text: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    if _BOLD.search(name.value.decode("utf-8", "replace")) is not None:
        return True
    return bool(pdfium.FPDFText_GetFontWeight(text, index) >= 600)


def _running(pages: Sequence[_Page]) -> set[int]:
    """Identities of the lines that run through the pages: repeated at head or foot, or small at the
    foot or the head of a later page; the head of the first is the letterhead."""
    edges = [(page, line, _shape(page, line)) for page in pages for line in (*page.lines, *page.turned)]
    edges = [edge for edge in edges if edge[2]]
    places: dict[str, set[int]] = {}
    for page, _, shape in edges:
        places.setdefault(shape, set()).add(page.number)
    body_size = _body_size(pages)
    return {
        id(line)
        for page, line, shape in edges
        if len(places[shape]) > 1 or (line.size < _SMALL * body_size and (shape.startswith("foot") or page.number > 1))
    }


def _shape(page: _Page, line: Line) -> str:
    """Where a line stands that may run, and its text with numbers made alike; empty in the middle of the page."""
    text = re.sub(r"\d+", "#", line.text.casefold())
    if line in page.turned:
        return f"turned {text}"
    if line.y1 < _EDGE * page.height:
        return f"head {text}"
    return f"foot {text}" if line.y1 > (1 - _EDGE) * page.height else ""


def _body_size(pages: Sequence[_Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0]


def _margin(page: _Page) -> float:
    edges = [line.x1 for line in page.lines if len(line.text) > 30]
    return statistics.quantiles(edges, n=10)[-1] if len(edges) > 1 else page.width * 0.85


def _note_problems(pages: Sequence[_Page], assembly: Assembly) -> None:
    text = "\n".join(line.text for page in pages for line in page.lines)
    broken = len(_BROKEN.findall(_SYMBOL_MARK.sub("", text)))
    if broken > _BROKEN_SHARE * len(text):
        message = f"{broken} characters have no meaning in the file's fonts; compare the text with the page."
        assembly.issue(Severity.WARNING, "broken-fonts", message)
    empty = [str(page.number) for page in pages if not page.lines]
    if empty:
        message = f"Pages without text (pictures or blank): {', '.join(empty)}."
        assembly.issue(Severity.WARNING, "pages-without-text", message)
