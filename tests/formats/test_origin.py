"""Every mention leads back to its place in the original file, whatever the format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from rdflib import Graph

from converter.evaluation.gold import read as read_gold
from converter.graph.origin import Place, locate
from converter.graph.vocabulary import OA, PREGON, RDF_TYPE
from converter.model import Source, Status
from converter.pipeline import convert
from tests.formats.elements import elements
from tests.formats.rendering import FORMATS
from tests.formats.table import GOLD, SAMPLES

pdfium = pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Reader = Callable[[Place], str]  # the text that the original has at a place


def squeezed(text: str) -> str:
    return " ".join(text.split())


def text_reader(data: bytes) -> Reader:
    lines = data.decode().split("\n")

    def read(place: Place) -> str:
        first, last = map(int, re.findall(r"\d+", place.selector))
        assert last == first + 1
        return lines[first][place.start : place.end]

    return read


def markdown_reader(data: bytes) -> Reader:
    lines = data.decode().split("\n")

    def read(place: Place) -> str:
        """The exact text where it stands in the block that begins on that line, without its marks."""
        first = int(re.findall(r"\d+", place.selector)[0])
        block = "\n".join(lines[first:]).split("\n\n")[0]
        bare = squeezed(re.sub(r"[*\\]|^(?:#|-) ", "", block, flags=re.MULTILINE))
        return bare[place.start : place.end]

    return read


def html_reader(data: bytes) -> Reader:
    xpath: Any = etree.HTML(data.decode()).getroottree().xpath

    def read(place: Place) -> str:
        (element,) = xpath(place.selector)
        parts = [element.text or ""]
        for each in element.iterdescendants():
            parts += [" " if each.tag == "br" else each.text or "", each.tail or ""]
        return squeezed("".join(parts))[place.start : place.end]

    return read


def docx_reader(data: bytes) -> Reader:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    paragraphs = list(root.iter(f"{WORD}p"))

    def read(place: Place) -> str:
        paragraph = paragraphs[int(place.selector.removeprefix("p")) - 1]
        text = "".join(" " if each.tag == f"{WORD}br" else each.text or "" for each in paragraph.iter(f"{WORD}t", f"{WORD}br"))
        return squeezed(text)[place.start : place.end]

    return read


def pdf_reader(data: bytes) -> Reader:
    document = pdfium.PdfDocument(data)
    pages: dict[int, Any] = {}

    def read(place: Place) -> str:
        number, left, top, width, height = map(int, re.findall(r"\d+", place.selector))
        if number not in pages:
            pages[number] = document[number - 1].get_textpage()
        upper = document[number - 1].get_height() - top
        found = pages[number].get_text_bounded(left - 1, upper - height, left + width + 1, upper)
        return squeezed(found)[place.start : place.end]

    return read


READERS = {".txt": text_reader, ".md": markdown_reader, ".html": html_reader, ".docx": docx_reader, ".pdf": pdf_reader}


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("gold", read_gold(GOLD), ids=lambda gold: Path(gold.release).stem)
def test_every_mention_leads_to_its_place_in_the_original(gold: Any, suffix: str) -> None:
    data = FORMATS[suffix](elements(gold.release, (SAMPLES / gold.release).read_bytes(), gold))
    result = convert(Source(f"release{suffix}", data))
    assert result.conversion.status is not Status.FAILED
    graph = Graph().parse(data=result.files["turtle"], format="turtle")
    read = READERS[suffix](data)
    mentions = list(graph.subjects(RDF_TYPE, PREGON.Mention))
    assert len(mentions) > 20
    for mention in mentions:
        places = locate(graph, mention)
        exact = squeezed(str(graph.value(mention, OA.exact)))
        assert [read(place) for place in places] == [squeezed(place.exact) for place in places]
        assert " ".join(squeezed(place.exact) for place in places) == exact
        assert {place.file for place in places} == {f"release{suffix}"}


def test_what_is_no_text_span_has_no_place() -> None:
    data = (SAMPLES / "comunicado-imss-convenio-oaxaca.txt").read_bytes()
    graph = Graph().parse(data=convert(Source("a.txt", data)).files["turtle"], format="turtle")
    release = next(graph.subjects(RDF_TYPE, PREGON.PressRelease))
    assert locate(graph, release) == ()
