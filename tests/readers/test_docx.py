from __future__ import annotations

import io

import pytest

from converter.errors import SourceError
from converter.model import BlockKind, Source
from converter.readers import read
from converter.readers.package import MAX_PART_BYTES
from tests.readers.documents import codes, document, docx, paragraph, texts

BULLET = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>'
BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:docPr id='1' name='c' descr='Firma del convenio'/>"
    "<wps:txbx><w:txbxContent><w:p><w:r><w:t>Comunicación Social</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Comunicación Social</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Texto</w:t></w:r></w:p>"
)


def test_kinds_levels_and_bold() -> None:
    body = (
        paragraph("Abre la clínica", '<w:pStyle w:val="Ttulo1"/>')
        + paragraph("Habrá consultas", BULLET)
        + paragraph("Habrá vacunas", '<w:pStyle w:val="Vineta"/>')
        + paragraph("Villa Sol, 4 de mayo de 2021", "", "<w:b/>")
        + paragraph("Resultados", '<w:pStyle w:val="Fuerte"/>')
        + paragraph("Sin negrita", '<w:pStyle w:val="Fuerte"/>', '<w:b w:val="0"/>')
    )
    result = document("nota.docx", docx(body))
    assert [(b.kind.value, b.level, b.strong, b.locator) for b in result.blocks] == [
        ("heading", 1, False, "p1"),
        ("item", 2, False, "p2"),
        ("item", 1, False, "p3"),
        ("paragraph", 0, True, "p4"),
        ("paragraph", 0, True, "p5"),
        ("paragraph", 0, False, "p6"),
    ]


def test_what_a_style_or_its_parent_centres_is_centred_unless_the_paragraph_is_not() -> None:
    own, style = '<w:jc w:val="{}"/>', '<w:pStyle w:val="Lema"/>'
    properties = (own.format("center"), style, style + own.format("left"), "", "")
    result = document("nota.docx", docx("".join(paragraph("Abre la clínica", each) for each in properties)))
    assert [block.centred for block in result.blocks] == [True, True, False, False, False]


def test_tracked_changes_hidden_text_and_breaks() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>La alcaldesa </w:t></w:r><w:ins><w:r><w:t>abrió</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>cerró</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>oculto</w:t></w:r>"
        "<w:r><w:t xml:space='preserve"
        "'> la</w:t><w:tab/><w:t>clínica</w:t><w:noBreakHyphen/><w:t>escuela.</w:t></w:r></w:p>"
        + paragraph("Oculta", '<w:pStyle w:val="Oculto"/>')
        + "<w:p><w:r><w:t>Calle Sol 5</w:t><w:br/><w:t>Villa Sol</w:t></w:r></w:p>"
    )
    result = document("nota.docx", docx(body))
    assert texts(result) == ["La alcaldesa abrió la clínica-escuela.", "Calle Sol 5", "Villa Sol"]
    assert codes(result) == ["hidden-text"]


def test_text_boxes_once_and_images_by_their_description() -> None:
    result = document("nota.docx", docx(BOX))
    assert [(b.kind.value, t) for b, t in zip(result.blocks, texts(result), strict=True)] == [
        ("caption", "Firma del convenio"),
        ("paragraph", "Comunicación Social"),
        ("paragraph", "Texto"),
    ]


def test_headers_and_footers_are_furniture_once() -> None:
    parts = {
        "word/header1.xml": "<w:hdr {ns}>" + paragraph("Instituto de Salud de Sol") + "</w:hdr>",
        "word/header2.xml": "<w:hdr {ns}>" + paragraph("Instituto de Salud de Sol") + "</w:hdr>",
        "word/footer1.xml": "<w:ftr {ns}>" + paragraph("Calle Sol 5") + "</w:ftr>",
    }
    relations = "".join(
        f'<Relationship Id="{kind}{n}" Type="{{type}}{kind}" Target="{kind}{n}.xml"/>'
        for kind, n in (("header", 1), ("header", 2), ("footer", 1))
    )
    result = document("nota.docx", docx(paragraph("Abre la clínica"), parts, relations))
    assert texts(result) == ["Instituto de Salud de Sol", "Abre la clínica", "Calle Sol 5"]
    assert texts(result, BlockKind.FURNITURE) == ["Instituto de Salud de Sol", "Calle Sol 5"]
    assert result.blocks[0].locator == "header1.p1"


def test_notes_stand_behind_the_text() -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}" {kind}>{paragraph(text)}</w:footnote>'
        for number, (kind, text) in enumerate((('w:type="separator"', "---"), ("", "Cifras del censo."), ("", "Segunda nota.")))
    )
    relations = '<Relationship Id="n" Type="{type}footnotes" Target="footnotes.xml"/>'
    body = "<w:p><w:r><w:t>Abre la clínica</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    result = document("nota.docx", docx(body, {"word/footnotes.xml": f"<w:footnotes {{ns}}>{notes}</w:footnotes>"}, relations))
    assert texts(result) == ["Abre la clínica", "Cifras del censo.", "Segunda nota."]
    assert texts(result, BlockKind.FURNITURE) == ["Cifras del censo.", "Segunda nota."]
    assert [block.locator for block in result.blocks] == ["p1", "footnotes.p2", "footnotes.p3"]


def test_tables_row_by_row_but_not_those_that_lay_out_the_page() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    result = document("nota.docx", docx(table(("Día", "Hora"), ("Lunes", "8")) + table(("Abre la clínica",))))
    assert texts(result, BlockKind.CELL) == ["Día", "Hora", "Lunes", "8"]
    assert texts(result, BlockKind.PARAGRAPH) == ["Abre la clínica"]


def test_links_outside_are_kept_and_nothing_is_fetched() -> None:
    relations = '<Relationship Id="h1" Type="{type}hyperlink" TargetMode="External" Target="https://clinica.example.mx/"/>'
    body = '<w:p><w:hyperlink r:id="h1"><w:r><w:t>la clínica</w:t></w:r></w:hyperlink></w:p>'
    result = document("nota.docx", docx(body, relations=relations))
    assert [link.url for link in result.links] == ["https://clinica.example.mx/"]
    assert result.text[slice(*result.links[0].span)] == "la clínica"


@pytest.mark.parametrize(("text", "expected"), [("Abre la clínica", ["2021-05-04T10:00:00Z"]), ("Abre en 2020", [])])
def test_the_file_date_is_a_hint_only_where_the_text_has_no_year(text: str, expected: list[str]) -> None:
    core = (
        '<p:coreProperties xmlns:p="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>2021-05-04T10:00:00Z</dcterms:created></p:coreProperties>'
    )
    result = document("nota.docx", docx(paragraph(text), {"docProps/core.xml": core}))
    assert texts(result, BlockKind.DATE) == expected
    assert {b.locator for b in result.blocks if b.kind is BlockKind.DATE} <= {"core-properties"}


def _refusal(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read(Source("nota.docx", data))
    return caught.value


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {ns}><w:body>&x;</w:body></w:document>'
    error = _refusal(docx("", {"word/document.xml": bomb}))
    assert (error.code, "DTD" in str(error)) == ("damaged", True)


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    assert _refusal(docx(paragraph("a" * (MAX_PART_BYTES + 1)))).code == "too-complex"


def test_a_damaged_part_is_named() -> None:
    data = bytearray(docx(paragraph("Abre la clínica")))
    at = data.index(b"word/document.xml") + len(b"word/document.xml")
    data[at : at + 20] = bytes(20)
    error = _refusal(bytes(data))
    assert (error.code, "word/document.xml" in str(error)) == ("damaged", True)


def test_an_empty_document_is_refused() -> None:
    assert _refusal(docx(paragraph(""))).code == "no-text"


def test_a_file_written_by_a_word_library() -> None:
    library = pytest.importorskip("docx")
    made = library.Document()
    made.sections[0].header.paragraphs[0].text = "Ayuntamiento de Sol"
    made.add_heading("Abre la clínica", level=1)
    made.add_paragraph("Habrá vacunas", style="List Bullet")
    made.add_paragraph("La clínica abrió en 2021.")
    buffer = io.BytesIO()
    made.save(buffer)
    result = document("nota.docx", buffer.getvalue())
    assert [(b.kind.value, t) for b, t in zip(result.blocks, texts(result), strict=True)] == [
        ("furniture", "Ayuntamiento de Sol"),
        ("heading", "Abre la clínica"),
        ("item", "Habrá vacunas"),
        ("paragraph", "La clínica abrió en 2021."),
    ]
