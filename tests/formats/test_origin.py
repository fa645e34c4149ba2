"""Every mention leads back to its place in the original file, whatever the format."""

from __future__ import annotations

import io
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from converter.batch import convert_paths
from converter.evaluation.gold import read as read_gold
from converter.graph.origin import fragments, locate, places
from converter.graph.vocabulary import OA, PREGON, RDF_TYPE, SCHEMA
from converter.model import Source, Span
from converter.pipeline import convert
from converter.readers import read
from converter.settings import Settings
from tests.formats import originals
from tests.formats.elements import Element, Style, elements
from tests.formats.rendering import FORMATS, FURTHER
from tests.formats.table import GOLD, SAMPLES
from tests.formats.way_back import READERS, Counts, scans
from tests.readers.documents import docx, paragraph
from tests.readers.test_docx import BOX
from tests.readers.test_mail import PROSE as MAILED
from tests.readers.test_mail import message
from tests.readers.test_odt import odt
from tests.readers.test_pdf import pdf, prose

pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
needs_catdoc = pytest.mark.skipif(shutil.which("catdoc") is None, reason="catdoc is not installed")
ANNOTATED = {Path(gold.release).stem: gold for gold in read_gold(GOLD)}


def release(stem: str) -> Any:
    gold = ANNOTATED[stem]
    return elements(gold.release, (SAMPLES / gold.release).read_bytes(), gold)


@pytest.mark.parametrize(
    "suffix", [pytest.param(each, marks=needs_catdoc if each == ".doc" else ()) for each in FORMATS | FURTHER]
)
@pytest.mark.parametrize("stem", ["2022-04-26-reabre-mercado-guaymas", "nota-de-prensa-universidades-islas"])
def test_every_mention_leads_to_its_place_in_the_original(stem: str, suffix: str) -> None:
    data = (FORMATS | FURTHER)[suffix](release(stem))
    counts = Counts()
    counts.add(f"nota{suffix}", data, READERS[Path(f"nota{suffix}").suffix](data))
    assert counts.mentions.spans > 20
    assert (counts.mentions.astray, counts.others.astray) == ([], [])


@pytest.mark.parametrize("stem", ANNOTATED)
def test_every_mention_of_a_sample_leads_back_as_it_came(stem: str) -> None:
    name = ANNOTATED[stem].release
    data = (SAMPLES / name).read_bytes()
    counts = Counts()
    counts.add(name, data, READERS[Path(name).suffix](data))
    assert counts.mentions.spans > 15
    assert counts.mentions.astray == []


NOTE = [
    Element(Style.HEADLINE, ("Abre la clínica municipal de Villa Sol",), strong=True),
    Element(Style.PARAGRAPH, ("Villa Sol, Sonora, 4 de mayo de 2021.- La alcaldesa Inés Núñez Peña y el director del Instituto "
                              "Mexicano del Seguro Social (IMSS), Saúl Prado Lima, abrieron la clínica de Puerto Peñasco.",)),
    Element(Style.PARAGRAPH, ("La Secretaría de Salud dará vacunas en Hermosillo, Guaymas y Cajeme, dijo Carmen Ortiz Vela.",)),
]  # fmt: skip


@needs_tesseract
@pytest.mark.slow
def test_the_boxes_of_a_scan_hold_their_mentions_however_its_pages_lay() -> None:
    counts: dict[str, Counts] = {}
    scans(NOTE, "nota", counts)
    assert set(counts) == {".scan.pdf", ".png", ".askew.tiff", ".sideways.tiff"}
    for each in counts.values():
        assert each.mentions.spans > 10
        assert each.mentions.astray == []


NFD = "La alcaldesa Ine\u0301s Nu\u0301n\u0303ez abrió la clíni\u00adca.\r\nDijo:\u200b “sí”.\r\n"
PAGE = """<html><head><title>Abre la clínica - Ayuntamiento de Sol</title>
<meta property="article:published_time" content="2021-05-04T10:00"></head><body><p>Menú</p><div>Villa Sol,
   a 4&nbsp;de <b>ma</b>yo.<span hidden>no</span> Abre la <a href="/clinica">clí&shy;nica</a> ine\u0301dita.
<p>La alcaldesa de Villa Sol, <i>Inés
  Núñez</i>,<script>var x;</script> abrió hoy la cl&iacute;nica municipal<br>que atenderá a mil familias.</p>
Y el director &amp; la regidora lo agradecieron mucho, como dijeron después.
<table><tr><td>Lunes</td><td>8</td></tr></table></div></body></html>"""
MARKDOWN = """---
title: "Abre la cl&iacute;nica"
date: 2021-05-04
---

La [alcaldesa](https://sol.example.mx/la-de-sol) **Inés** de *Villa* Sol
abrió hoy la clíni&#99;a \\_nueva\\_, como dijo.

* Habrá **vac**unas en [Sol](a.html) a diario
"""
RUNS = (
    "<w:p><w:r><w:t xml:space='preserve'>La  alcalde</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>sa</w:t><w:tab/><w:t>Inés"
    "</w:t></w:r>"
    "<w:del><w:r><w:delText>cerró</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space='preserve'> abrió</w:t><w:br/><w:t>hoy"
    "</w:t></w:r></w:ins></w:p>"
)
# A letter and its accent in two runs, with one between them that holds nothing.
EMPTY = (
    "<w:p>"
    + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in ("La alcaldesa Ine", "", "\u0301s Mora abrió la clínica"))
    + "</w:p>"
)
CELL = f"<w:tbl><w:tr><w:tc>{paragraph('Lunes')}</w:tc><w:tc>{paragraph('Martes')}</w:tc></w:tr></w:tbl>"
HEADER = ({"word/header1.xml": "<w:hdr {ns}>" + paragraph("Instituto de Sol") + "</w:hdr>"},
          '<Relationship Id="h1" Type="{type}header" Target="header1.xml"/>')  # fmt: skip
OPEN = (
    "<text:p>La<text:s/>alcaldesa <text:span>Inés</text:span><text:tab/>abrió<text:note><text:p>1</text:p></text:note> hoy"
    "<draw:frame><draw:text-box><text:p>Un recuadro</text:p></draw:text-box></draw:frame> la clínica</text:p>"
    "<table:table><table:table-row><table:table-cell><text:p>Lunes</text:p></table:table-cell><table:table-cell><text:p>Martes"
    "</text:p></table:table-cell></table:table-row></table:table>"
)
RICH = (
    rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\header Ayuntamiento de Sol\par}{\pict 0102030405}\pard La alcaldesa In\'e9s "
    rb"\b N\u250\'fa\u241?ez\b0\~dijo: \ldblquote S\'ed\rdblquote .\par}"
)
DOCUMENTS = {
    "nota.txt": (NFD.encode(), originals.plain),
    "bom.txt": (b"\xef\xbb\xbf" + NFD.encode(), originals.plain),
    "latin.txt": ("La alcaldesa Inés Núñez.\r\nAbrió.".encode("cp1252"), originals.plain),
    "nota.html": (PAGE.encode(), originals.page),
    "nota.md": (MARKDOWN.encode(), originals.plain),
    "runs.docx": (docx(RUNS + BOX + CELL, *HEADER), originals.package),
    "empty.docx": (docx(EMPTY), originals.package),
    "nota.odt": (odt(OPEN), originals.package),
    "nota.rtf": (RICH, originals.rich_text),
    "nota.eml": (message(MAILED).as_bytes(), originals.mail),
    "page.eml": (message("Vea.", PAGE).as_bytes(), originals.mail),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_leads_to_its_place_in_an_awkward_original(name: str) -> None:
    data, original = DOCUMENTS[name]
    document, reader = read(Source(name, data)), original(data)
    checked = 0
    for match in originals.WORD.finditer(document.text):
        said = fragments(document, document.text, Span(*match.span())) or f"char={match.start()},{match.end()}"
        (found,) = reader([places(name, said)])
        assert originals.same(found, match[0]) or (name.endswith(".eml") and found == "2021-05-04" and match[0] in found)
        checked += 1
    assert checked > 4


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            '<script type="application/ld+json">{"dateModified": "2021-05-04", "datePublished": "2021-05-04"}</script>',
            "",
            "script",
        ),
        ('<meta property="og:title" content="x"><meta name="date" content="2021-05-04">', "", "/html/head/meta[2]/@content"),
        ("", '<o:wrap><div class="byline"><time datetime="2021-05-04">Hoy</time></div></o:wrap>', "/div/time/@datetime"),
        ("", '<div class="byline">Nota del <time datetime="2021-05-04">martes</time></div>', "/html/body/div/time/@datetime"),
        (
            "",
            '<div class="byline"><meta itemprop="datePublished" content="2021-05-04">Nota</div>',
            "/html/body/div/meta/@content",
        ),
    ],
)
def test_the_date_that_a_page_says_of_itself_leads_there(head: str, body: str, expected: str) -> None:
    prose = "<p>La alcaldesa abrió la clínica municipal, que atenderá a mil familias de las colonias del norte.</p>" * 3
    page = f"<html><head>{head}</head><body><h1>Abre la clínica</h1>{body}{prose}</body></html>"
    graph = Graph().parse(data=convert(Source("nota.html", page.encode())).files["turtle"], format="turtle")
    (evidence,) = set(graph.objects(None, PREGON.datelineEvidence))
    found = locate(graph, evidence)
    assert originals.page(page.encode())([found]) == ["2021-05-04"]
    assert found[0].xpath.endswith(expected)
    if expected == "script":
        assert found[0].start == len('{"dateModified": "2021-05-04", "datePublished": "')


def test_the_box_is_that_of_the_page_as_it_is_shown() -> None:
    import pypdfium2

    lines = [*prose(220, "La alcaldesa de Villa Sol abrió hoy la clínica municipal, que atenderá a", "mil familias.")]
    for quarters in range(4):
        document, buffer = pypdfium2.PdfDocument(pdf(lines, turned="Nota de prensa")), io.BytesIO()
        document[0].set_rotation(90 * quarters)
        document[0].set_cropbox(20, 30, 580, 800)
        document.save(buffer)
        made = read(Source("nota.pdf", buffer.getvalue()))
        reader = originals.printed(buffer.getvalue())
        width, height = pypdfium2.PdfDocument(buffer.getvalue())[0].get_size()
        for match in originals.WORD.finditer(made.text):
            (place,) = places("nota.pdf", fragments(made, made.text, Span(*match.span())) or "")
            assert originals.same(reader([[place]])[0], match[0])
            assert all(0 < x < x + w < width and 0 < y < y + h < height for x, y, w, h in place.boxes)


def spans_of(output: Path) -> tuple[Graph, list[Any]]:
    (file,) = output.rglob("*.ttl")
    graph = Graph().parse(file)
    return graph, sorted(set(graph.subjects(RDF_TYPE, PREGON.Mention)))


@pytest.mark.slow
def test_of_several_files_of_a_release_the_one_is_named_that_the_text_is_from(tmp_path: Path) -> None:
    folder, output = tmp_path / "notas", tmp_path / "salida"
    folder.mkdir()
    note = release("comunicado-imss-convenio-oaxaca")
    made = {f"nota{suffix}": FORMATS[suffix](note) for suffix in (".pdf", ".docx", ".txt")}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    assert convert_paths([folder], Settings(output=output, jobs=1)).exit_code() == 0
    graph, mentions = spans_of(output)
    assert len(set(graph.objects(None, SCHEMA.encoding))) == 3
    assert {place.file for mention in mentions for place in locate(graph, mention)} == {"nota.docx"}
    (document,) = graph.subjects(RDF_TYPE, PREGON.SourceDocument)
    assert str(graph.value(document, PREGON.sha256)) == sha256(made["nota.docx"]).hexdigest()
    found = originals.package(made["nota.docx"])([locate(graph, mention) for mention in mentions])
    assert all(originals.same(text, str(graph.value(each, OA.exact))) for text, each in zip(found, mentions, strict=True))


@pytest.mark.slow
def test_a_document_in_an_archive_is_named_with_that(tmp_path: Path) -> None:
    data = FORMATS[".html"](release("comunicado-imss-convenio-oaxaca"))
    with zipfile.ZipFile(tmp_path / "notas.zip", "w") as archive:
        archive.writestr("marzo/nota.html", data)
    assert convert_paths([tmp_path / "notas.zip"], Settings(output=tmp_path / "salida", jobs=1)).exit_code() == 0
    graph, mentions = spans_of(tmp_path / "salida")
    places_ = [locate(graph, mention) for mention in mentions]
    assert {place.file for each in places_ for place in each} == {"notas.zip/marzo/nota.html"}
    found = originals.page(data)(places_)
    assert all(originals.same(text, str(graph.value(each, OA.exact))) for text, each in zip(found, mentions, strict=True))


def test_what_is_no_text_span_has_no_place() -> None:
    data = (SAMPLES / "comunicado-imss-convenio-oaxaca.txt").read_bytes()
    graph = Graph().parse(data=convert(Source("a.txt", data)).files["turtle"], format="turtle")
    node = next(graph.subjects(RDF_TYPE, PREGON.PressRelease))
    assert locate(graph, node) == ()
