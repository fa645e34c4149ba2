"""Pictures of pages, set upright and levelled, to lines of text, each word with its certainty: Tesseract's Spanish model."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from converter.errors import MissingProgramError, SourceError
from converter.language import misread
from converter.readers import programs
from converter.readers.pages import Page
from converter.readers.pdf_lines import Line, placed

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfMatrix

DPI = 300  # that Tesseract's models were made for
POINTS = 72  # an inch
MAX_PAGES = 50  # of one source
MAX_PIXELS = 30_000_000  # A3 at 400 dpi; the grey values of so many take 30 MB
_LANGUAGE = "spa"
_PURPOSE = "reading scans"
_PAGE_INCHES = 8.27  # width of an A4 page, where a picture does not say how fine it is
_LEAST_DPI, _MOST_DPI = 150, 1200  # what a picture may say of itself; scans below are enlarged
_SLANT = 10.0  # degrees either way that a page may lie askew
_LEVEL = 0.15  # degrees; below, turning blurs more than it helps
_LOOK = 700  # pixels of the larger side, enough to see the slant of lines
_PAPER = 128  # grey value; a page without a darker pixel is blank
_ASTRAY = 0.75  # mean certainty below which the page may be lying on its side
_NOISE = 0.3  # certainty; marks and lines below were no letters
_DOUBT = 0.7  # certainty; a person should look at words below
_FEW = 5  # letters of a line that must be certain
_CAPITALS = 1.4  # from the height of a capital to the size of the font
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")
_UNEVEN = 0.2  # of the usual size; what lies closer is of that size
_NUMBER = r"(-?[\d.]+)"


@dataclass(frozen=True, slots=True)
class Pace:
    """The seconds that recognising one page may take, and who hears that one begins: a long scan is no endless one."""

    seconds: int = 30
    begins: Callable[[], None] = lambda: None


def page(picture: Image, number: int, pace: Pace, shown: PdfMatrix) -> Page:
    """The page that `picture` shows; its boxes are those of the levelled picture, those of its words stand where `shown` takes
    the pixels of `picture`.

    Raises :class:`SourceError` "too-slow" where that takes too long, and :class:`MissingProgramError` where Tesseract or its
    Spanish model is not installed.
    """
    from PIL import ImageOps, ImageStat
    from pypdfium2 import PdfMatrix

    dpi = float(picture.info["dpi"][0])
    end = time.monotonic() + pace.seconds
    picture = _grey(picture)
    if ImageStat.Stat(picture).extrema[0][0] > _PAPER:
        return _page([], picture, dpi, number)
    # Dark pixels are not cut off: on a page of a few lines that would be all of its ink.
    picture, back = _levelled(ImageOps.autocontrast(picture, cutoff=(0, 1)))
    try:
        lines = _lines(picture, dpi, end)
        if _certainty(lines) < _ASTRAY:
            picture, lines, back = _upright(picture, lines, back, dpi, end)
    except SourceError as error:
        message = f"page {number} is not recognised within {pace.seconds} s; raise ocr_timeout, or scan it less finely"
        raise SourceError(error.code, message) from error
    back = PdfMatrix().scale(dpi / POINTS, dpi / POINTS).multiply(back).multiply(shown)
    return _page([_placed(line, back) for line in lines], picture, dpi, number)


def _placed(line: Line, back: PdfMatrix) -> Line:
    """`line` with its words where `back` leads, all as high as the line: what is measured from ink differs."""
    words = tuple((word, (left, line.y0, right, line.y1)) for word, (left, _, right, _) in line.words)
    return placed(replace(line, words=words), back)


def _upright(picture: Image, lines: list[Line], back: PdfMatrix, dpi: float, end: float) -> tuple[Image, list[Line], PdfMatrix]:
    """`picture`, its `lines` and the way `back` to what was levelled, or those of it turned where that reads better."""
    quarters = _quarters_off(picture, dpi, end)
    if not quarters:
        return picture, lines, back
    turned = picture.rotate(90 * quarters, expand=True, fillcolor=255)
    level, again = _levelled(turned)
    found = _lines(level, dpi, end)
    if _certainty(found) <= _certainty(lines):
        return picture, lines, back
    return level, found, again.multiply(unturned(90 * quarters, picture.size, turned.size)).multiply(back)


def fineness(picture: Image) -> float:
    """The dots per inch of a picture: as it says itself, or as if it showed a page of A4."""
    said = picture.info.get("dpi", (0, 0))[0]
    return float(said) if _LEAST_DPI <= said <= _MOST_DPI else min(picture.size) / _PAGE_INCHES


def enlarged(picture: Image, dpi: float) -> Image:
    """`picture` as fine as Tesseract needs it, with its dots per inch."""
    scale = 1.0
    if dpi < _LEAST_DPI:
        scale = min(3.0, DPI / max(dpi, 1.0), (MAX_PIXELS / (picture.width * picture.height)) ** 0.5)
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    picture.info["dpi"] = (dpi * scale,) * 2
    return picture


def _page(lines: list[Line], picture: Image, dpi: float, number: int) -> Page:
    inches = POINTS / dpi
    return Page(number, picture.width * inches, picture.height * inches, lines, [], recognised=True)


def _grey(picture: Image) -> Image:
    from PIL import Image

    if "A" in picture.getbands() or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return picture.convert("L")


def _levelled(picture: Image) -> tuple[Image, PdfMatrix]:
    """`picture` turned so that its lines are level: then dark and light rows differ most; and the way back."""
    from PIL import Image, ImageOps, ImageStat
    from pypdfium2 import PdfMatrix

    small = ImageOps.invert(picture)
    small.thumbnail((_LOOK, _LOOK))

    def contrast(angle: float) -> tuple[float, float]:
        rows = small.rotate(angle, Image.Resampling.BILINEAR).resize((1, small.height), Image.Resampling.BOX)
        return ImageStat.Stat(rows).var[0], -abs(angle)

    angle = max(_steps(0.0, _SLANT, 1.0), key=contrast)
    angle = max(_steps(angle, 0.9, 0.1), key=contrast)
    if abs(angle) < _LEVEL:
        return picture, PdfMatrix()
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    return turned, unturned(angle, picture.size, turned.size)


def unturned(degrees: float, before: tuple[int, int], after: tuple[int, int]) -> PdfMatrix:
    """From a picture of the size `after` back to the one of the size `before` that was turned so far against the clock,
    both about their middles."""
    from pypdfium2 import PdfMatrix

    about = PdfMatrix().translate(-after[0] / 2, -after[1] / 2).rotate(degrees, ccw=True)
    return about.translate(before[0] / 2, before[1] / 2)


def _steps(middle: float, reach: float, step: float) -> list[float]:
    count = round(reach / step)
    return [middle + number * step for number in range(-count, count + 1)]


def _quarters_off(picture: Image, dpi: float, end: float) -> int:
    """How many quarter turns against the clock set the page upright, as far as Tesseract can tell."""
    said = _tesseract(picture, dpi, end, "osd", "--psm", "0")
    rotate = re.search(rb"Rotate: (\d+)", said)
    return 0 if rotate is None else -(int(rotate[1]) // 90) % 4


def _certainty(lines: list[Line]) -> float:
    return sum(line.confidence * len(line.text) for line in lines) / max(1, sum(len(line.text) for line in lines))


def _tesseract(picture: Image, dpi: float, end: float, language: str, *options: str) -> bytes:
    """What the program says. Raises :class:`SourceError` "too-slow" where it does not finish by the clock time `end`."""
    program = programs.find("tesseract", _PURPOSE, "tesseract-ocr tesseract-ocr-spa")
    grey = b"P5 %d %d 255\n" % picture.size + picture.tobytes()
    command = [program, "stdin", "stdout", "-l", language, "--dpi", str(round(dpi)), *options]
    done = programs.call(command, grey, max(0.01, end - time.monotonic()))
    if done.returncode == 0:
        return done.stdout
    if b"Error opening data file" in done.stderr:
        raise MissingProgramError(f"{_PURPOSE} needs Tesseract's Spanish model; install it (apt install tesseract-ocr-spa)")
    return b""  # nothing on the page that could be text


def _lines(picture: Image, dpi: float, end: float) -> list[Line]:
    said = _tesseract(picture, dpi, end, _LANGUAGE, "hocr")
    if not said:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(said, parser)
    found = (_line(each, POINTS / dpi) for each in root.iter("{*}span") if each.get("class") in _LINES)
    return _even([line for line in found if line is not None])


def _even(lines: list[Line]) -> list[Line]:
    """`lines` with those of about one size given just that, and boxes as high as their type: what is measured from ink
    differs from line to line, and "acoso" is lower than "agua"."""
    if not lines:
        return []
    usual = statistics.median_low([line.size for line in lines for _ in line.text])
    groups: list[list[Line]] = []
    for line in (replace(line, size=usual) if _about(line.size, usual) else line for line in lines):
        if groups and _about(line.size, groups[-1][-1].size):
            groups[-1].append(line)
        else:
            groups.append([line])
    sized = [replace(line, size=statistics.median_low([each.size for each in group])) for group in groups for line in group]
    above = statistics.median((line.baseline - line.y0) / line.size for line in sized)
    below = statistics.median((line.y1 - line.baseline) / line.size for line in sized)
    return [replace(line, y0=line.baseline - above * line.size, y1=line.baseline + below * line.size) for line in sized]


def _about(size: float, usual: float) -> bool:
    return abs(size - usual) < _UNEVEN * usual


def _line(element: etree._Element, inches: float) -> Line | None:
    seen = [word for word in _words(element) if word[1] >= _NOISE or any(map(str.isalnum, word[0]))]
    words = [(misread.meant(text, certain < _DOUBT), certain, edges) for text, certain, edges in seen]
    reread = tuple((word, text) for (word, _, _), (text, _, _) in zip(words, seen, strict=True) if word != text)
    if len(words) > 1 and (mark := misread.bullet(words[0][0])):
        words[0] = (mark, *words[0][1:])
    text = " ".join(word for word, _, _ in words)
    box, baseline, size = (_numbers(element, name) for name in ("bbox", "baseline", "x_size"))
    letters = sum(map(str.isalnum, text))
    certain = sum(certain * len(word) for word, certain, _ in words) / max(1, len(text.replace(" ", "")))
    if not box or letters < 2 or (letters < _FEW and certain < _DOUBT):  # a crest, a signature, a stain
        return None
    x0, y0, x1, y1 = (value * inches for value in box)
    height = min((size or [box[3] - box[1]])[0] * inches, _CAPITALS * (y1 - y0))
    base = y1 + (baseline or [0.0, 0.0])[-1] * inches
    doubts = tuple((word, certain) for word, certain, _ in words if certain < _DOUBT and any(map(str.isalnum, word)))
    placed = tuple((word, (box[0] * inches, y0, box[1] * inches, y1)) for word, _, box in words)
    return Line(text, x0, y0, x1, y1, base, height, False, round(certain, 3), doubts, placed, reread)


def _words(line: etree._Element) -> Iterator[tuple[str, float, tuple[float, float]]]:
    """The words of a line, each with its certainty and its left and right edge."""
    for word in line.iter("{*}span"):
        certain = _numbers(word, "x_wconf")
        text = "".join(map(str, word.itertext())).strip()
        if certain and text:
            left, _, right, _ = _numbers(word, "bbox")
            yield text, certain[0] / 100, (left, right)


def _numbers(element: etree._Element, name: str) -> list[float]:
    """The numbers behind `name` in the element's title, which is how hOCR says everything."""
    found = re.search(rf"\b{name}((?: {_NUMBER})+)", element.get("title", ""))
    return [] if found is None else [float(number) for number in found[1].split()]
