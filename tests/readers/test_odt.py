from __future__ import annotations

import io
import zipfile

import pytest

from converter.errors import SourceError
from converter.model import BlockKind, Source
from converter.readers import read
from tests.readers.documents import codes, document, texts

_NAMES = ("office", "style", "text", "table", "draw", "svg", "fo", "xlink", "manifest", "dc")
_SPACES = " ".join(f'xmlns:{name}="urn:x:{name}"' for name in _NAMES)
_STYLES = """<style:style style:name="N"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="N1" style:parent-style-name="N"/>
<style:style style:name="C"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="C1" style:parent-style-name="C"/>
<style:style style:name="L" style:parent-style-name="C"><style:paragraph-properties fo:text-align="left"/></style:style>
<style:style style:name="O"><style:text-properties text:display="none"/></style:style>"""
LOOKS = ("Villa Sol", "Abre la clínica", "La alcaldesa abrió hoy la clínica de la colonia del Norte.")
MANIFEST = "META-INF/manifest.xml"


def odt(body: str, **parts: str) -> bytes:
    """An OpenDocument text with `body` as the inner XML of its text; further parts by name, ``{ns}`` in their roots."""
    automatic = f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document {{ns}}>{automatic}{text}</office:document>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, xml in {"content.xml": content, **parts}.items():
            archive.writestr(name, xml.replace("{ns}", _SPACES), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def test_kinds_levels_and_bold() -> None:
    body = (
        '<text:h text:outline-level="2">Abre la clínica</text:h>'
        '<text:p text:style-name="N1">Villa Sol, 4 de mayo</text:p>'
        "<text:list><text:list-item><text:p>Consultas</text:p><text:list><text:list-item><text:p>Vacunas</text:p>"
        "</text:list-item></text:list></text:list-item></text:list>"
        '<text:p>La<text:s text:c="2"/>alcaldesa<text:tab/>abrió<text:span text:style-name="N"> hoy</text:span>.</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>Día</text:p></table:table-cell>"
        "<table:table-cell><text:p>Hora</text:p></table:table-cell></table:table-row></table:table>"
    )
    result = document("nota.odt", odt(body))
    assert [(b.kind.value, b.level, b.strong, t) for b, t in zip(result.blocks, texts(result), strict=True)] == [
        ("heading", 2, False, "Abre la clínica"),
        ("paragraph", 0, True, "Villa Sol, 4 de mayo"),
        ("item", 1, False, "Consultas"),
        ("item", 2, False, "Vacunas"),
        ("paragraph", 0, False, "La alcaldesa abrió hoy."),
        ("cell", 0, False, "Día"),
        ("cell", 0, False, "Hora"),
    ]


def test_what_is_centred_where_most_is_not() -> None:
    styled = (f'<text:p text:style-name="{style}">{text}</text:p>' for style, text in zip(["C", "C1", "L"], LOOKS, strict=True))
    lines = "".join(styled)
    assert [block.centred for block in document("nota.odt", odt(lines)).blocks] == [True, True, False]
    assert not any(block.centred for block in document("nota.odt", odt(lines.replace('"L"', '"C"'))).blocks)


def test_deletions_comments_and_hidden_text_are_out_and_boxes_and_links_in() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>cerró</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>La alcaldesa<office:annotation><text:p>¿seguro?</text:p></office:annotation> abrió"
        '<text:span text:style-name="O"> oculto</text:span> <text:a xlink:href="https://a.example.mx/">la clínica</text:a>.'
        "<draw:frame><draw:text-box><text:p>Recuadro</text:p></draw:text-box></draw:frame></text:p>"
        '<text:p text:style-name="O">Nada</text:p>'
    )
    result = document("nota.odt", odt(body))
    assert texts(result) == ["Recuadro", "La alcaldesa abrió la clínica."]
    assert [link.url for link in result.links] == ["https://a.example.mx/"]
    assert codes(result) == ["hidden-text"]


def test_notes_stand_behind_the_text_and_hidden_sections_are_out() -> None:
    cited = "<text:note-citation>1</text:note-citation><text:note-body><text:p>Cifras.</text:p></text:note-body>"
    hidden = '<text:section text:display="none"><text:p>Nada</text:p></text:section>'
    body = f"<text:p>Abre<text:note>{cited}</text:note>.</text:p>{hidden}<text:p>Fin</text:p>"
    result = document("nota.odt", odt(body))
    assert texts(result) == ["Abre.", "Fin", "Cifras."]
    assert texts(result, BlockKind.FURNITURE) == ["Cifras."]
    assert codes(result) == ["hidden-text"]


def test_headers_are_furniture_once() -> None:
    head = "<style:header><text:p>Ayuntamiento de Sol</text:p></style:header>"
    pages = f"<style:master-page>{head}</style:master-page>" * 2
    styles = {"styles.xml": f"<office:styles {{ns}}>{pages}</office:styles>"}
    result = document("nota.odt", odt("<text:p>Abre</text:p>", **styles))
    assert texts(result, BlockKind.FURNITURE) == ["Ayuntamiento de Sol"]
    assert texts(result) == ["Ayuntamiento de Sol", "Abre"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({MANIFEST: "<manifest:m {ns}><manifest:encryption-data/></manifest:m>"}, "encrypted"),
        ({"content.xml": "<office:document {ns}/>"}, "damaged"),
        ({"content.xml": "<office:document"}, "damaged"),
        ({"content.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'}, "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(parts: dict[str, str], code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(Source("nota.odt", odt("", **parts)))
    assert caught.value.code == code
