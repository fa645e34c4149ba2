"""What the original says at the places that a graph names, read with other means than the converter's own."""

from __future__ import annotations

import ctypes
import html
import io
import json
import os
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree
from PIL import Image, ImageOps

from converter.graph.origin import Place
from converter.language.text import fold

Reader = Callable[[Sequence[Sequence[Place]]], list[str]]  # the places of each of several spans -> what the original has there
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
WORD = re.compile(r"\w+")
_ALIKE = 0.8  # of what is recognised twice: at 200 dots an inch some letters differ


def same(found: str, exact: str) -> bool:
    """True where the original has the words of a span, blanks and invisible characters aside."""
    return _bare(found) == _bare(exact)


def alike(found: str, exact: str) -> bool:
    """True where what was recognised in the boxes of a span is what was recognised on the page, or has that and marks or a
    further half of a word around it."""
    one, other = ("".join(filter(str.isalnum, fold(text))) for text in (found, exact))
    return (bool(other) and other in one and len(one) < 2 * len(other) + 12) or SequenceMatcher(
        None, one, other
    ).ratio() >= _ALIKE


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(_INVISIBLE.sub("", text).split()))


def _each(read: Callable[[Place], str]) -> Reader:
    return lambda spans: ["".join(map(read, places)) for places in spans]


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return text.replace("\r\n", "\n")


def plain(data: bytes) -> Reader:
    text = _decoded(data)
    return _each(lambda place: html.unescape(text[place.start : place.end]))


def page(data: bytes) -> Reader:
    return _each(_in_page(_decoded(data)))


def _in_page(text: str) -> Callable[[Place], str]:
    xpath: Any = etree.HTML(text).getroottree().xpath

    def read(place: Place) -> str:
        assert len(xpath(place.xpath)) == 1
        found = xpath(f"string({place.xpath})")[place.start : place.end]
        return str(json.loads(f'"{found}"')) if "/script" in place.xpath else found

    return read


def package(data: bytes) -> Reader:
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts: dict[str, Any] = {}

    def read(place: Place) -> str:
        root = parts.setdefault(place.part, etree.fromstring(archive.read(place.part)))
        assert len(root.xpath(place.xpath, namespaces=root.nsmap)) == 1
        return str(root.xpath(f"string({place.xpath})", namespaces=root.nsmap))[place.start : place.end]

    return _each(read)


def rich_text(data: bytes) -> Reader:
    from striprtf.striprtf import rtf_to_text

    def read(place: Place) -> str:
        code = data[place.start : place.end].decode("cp1252")
        return str(rtf_to_text(f"{{\\rtf1\\ansi\\ansicpg1252 {code}}}"))  # type: ignore[no-untyped-call]

    return _each(read)


def old_word(data: bytes) -> Reader:
    def told(*command: str) -> bytes:
        """What the program says; antiword falls over some files, now and then."""
        runs = (subprocess.run(command, input=data, capture_output=True, check=False) for _ in range(9))
        return next((run.stdout for run in runs if run.returncode == 0), b"<book/>")

    plain = told("catdoc", "-w", "-s", "cp1252", "-d", "utf-8").decode()
    parser = etree.XMLParser(load_dtd=False, recover=True)
    book: Any = etree.fromstring(told("antiword", "-m", "UTF-8.txt", "-x", "db", "-"), parser).getroottree()

    def read(place: Place) -> str:
        text = str(book.xpath(f"string({place.xpath})")) if place.part == "antiword" else plain
        return text[place.start : place.end]

    return _each(read)


def mail(data: bytes) -> Reader:
    message = message_from_bytes(data, policy=policy.default)

    def read(place: Place) -> str:
        if place.part == "header.date":  # said otherwise in the text, so that the whole header is the place
            return parsedate_to_datetime(str(message["date"])[place.start : place.end]).date().isoformat()
        if place.part.startswith("header."):
            return str(message[place.part.removeprefix("header.")])[place.start : place.end]
        part: Any = message
        for number in place.part.split(".") if message.is_multipart() else ():
            part = part.get_payload()[int(number) - 1]
        text = part.get_content()
        return _in_page(text)(place) if place.xpath else text[place.start : place.end]

    return _each(read)


def printed(data: bytes) -> Reader:
    """The characters of a PDF, as PDFium finds them, whose middle lies inside a box of the page as it is shown."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = {number: list(_characters(page)) for number, page in enumerate(document, start=1)}

    def read(place: Place) -> str:
        found = []
        for left, top, width, height in place.boxes:
            inside = [c for c, x, y in pages[place.page] if left < x < left + width and top < y < top + height]
            found.append("".join(inside))
        return "".join(found)

    return _each(read)


def _characters(page: Any) -> Iterator[tuple[str, float, float]]:
    """The characters of a page with their middles, in points of the page as it is shown."""
    import pypdfium2.raw as pdfium

    text, (width, height) = page.get_textpage(), (round(side * 100) for side in page.get_size())
    x, y = ctypes.c_int(), ctypes.c_int()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index, loose=True)
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, (left + right) / 2, (bottom + top) / 2, x, y)
        character = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        yield "-" if character in "\ufffe\x02" else character, x.value / 100, y.value / 100


def pictured(pages: Sequence[Image.Image], scale: float, turned: int = 0) -> Reader:
    """What Tesseract recognises in the boxes, cut out of the pictures of the pages (`scale` pixels a unit, to be turned so many
    quarters against the clock to be upright) and set below each other on one sheet: a row a span."""

    def read(spans: Sequence[Sequence[Place]]) -> list[str]:
        rows = [
            _row([cut for place in places for cut in _cuts(pages[place.page - 1], place, scale, turned)]) for places in spans
        ]
        width, height = max(row.width for row in rows) + 80, sum(row.height + 40 for row in rows) + 40
        sheet, tops, at = Image.new("L", (width, height), 255), [], 40
        for row in rows:
            sheet.paste(row, (40, at))
            tops.append(at)
            at += row.height + 40
        return _recognised(sheet, tops)

    return read


def _cuts(whole: Image.Image, place: Place, scale: float, turned: int) -> list[Image.Image]:
    boxes = [[side * scale for side in box] for box in place.boxes]
    cuts = [whole.crop((round(x) - 2, round(y) - 2, round(x + w) + 2, round(y + h) + 2)) for x, y, w, h in boxes]
    return [cut.rotate(90 * turned, expand=True) for cut in cuts]


def _row(cuts: Sequence[Image.Image]) -> Image.Image:
    row = Image.new("L", (sum(cut.width + 12 for cut in cuts), max(cut.height for cut in cuts)), 255)
    at = 0
    for cut in cuts:
        row.paste(ImageOps.grayscale(cut), (at, 0))
        at += cut.width + 12
    return row


def _recognised(sheet: Image.Image, tops: Sequence[int]) -> list[str]:
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG", dpi=(300, 300))
    command = ["tesseract", "stdin", "stdout", "-l", "spa", "--psm", "6", "tsv"]
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    told = subprocess.run(command, input=buffer.getvalue(), capture_output=True, check=True, env=alone).stdout.decode()
    words = [line.split("\t") for line in told.splitlines()[1:]]
    found: list[list[str]] = [[] for _ in tops]
    for word in words:
        if word[0] == "5":
            middle = int(word[7]) + int(word[9]) / 2
            found[max((i for i, top in enumerate(tops) if top - 20 <= middle), default=0)].append(word[11])
    return [" ".join(row) for row in found]
