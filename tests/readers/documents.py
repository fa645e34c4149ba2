"""Small documents of every format, made on the spot, and the checks every document must pass."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping

from converter.errors import SourceError
from converter.model import BlockKind, Document, Source
from converter.readers import read

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_STYLES = """
<w:style w:type="paragraph" w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Vineta"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Oculto"><w:name w:val="Oculto"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Centrado"><w:name w:val="Centrado"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Lema"><w:name w:val="Lema"/><w:basedOn w:val="Centrado"/></w:style>
<w:style w:type="paragraph" w:styleId="Fuerte"><w:name w:val="Fuerte"/><w:rPr><w:b/></w:rPr></w:style>
"""


def document(name: str, data: bytes | str) -> Document:
    """What the reader makes of `data`, checked."""
    result = read(Source(name, data.encode() if isinstance(data, str) else data))
    check(result)
    return result


def outcome(name: str, data: bytes) -> str:
    """The code of the refusal, or "read" where the document was read, and then it is checked."""
    try:
        result = read(Source(name, data))
    except SourceError as error:
        return error.code
    check(result)
    return "read"


def check(result: Document) -> None:
    """Blocks are sorted, apart, inside the text and not blank; the text is clean."""
    end = 0
    assert result.blocks
    for block in result.blocks:
        assert end <= block.span.start < block.span.end <= len(result.text)
        text = result.text[block.span.start : block.span.end]
        assert text == text.strip() != ""
        assert block.locator
        end = block.span.end
    for link in result.links:
        assert 0 <= link.span.start <= link.span.end <= len(result.text)
    assert unicodedata.is_normalized("NFC", result.text)
    assert "\r" not in result.text
    assert "\x00" not in result.text
    result.text.encode("utf-8")


def texts(result: Document, *kinds: BlockKind) -> list[str]:
    """The texts of the blocks of `kinds`, or of all."""
    return [result.text[b.span.start : b.span.end] for b in result.blocks if not kinds or b.kind in kinds]


def codes(result: Document) -> list[str]:
    """The codes of the document's issues."""
    return [issue.code for issue in result.issues]


def docx(body: str, parts: Mapping[str, str] | None = None, relations: str = "") -> bytes:
    """A Word file with `body` as the inner XML of its body; further `parts` by name, their XML whole but for the root's
    namespaces, written ``{ns}``; `relations` of the document."""
    relation = f"{_OFFICE}/"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{relation}officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{_STYLES}</w:styles>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="s" Type="{relation}styles"'
        f' Target="styles.xml"/>{relations.replace("{type}", relation)}</Relationships>',
    }
    members.update({name: xml.replace("{ns}", _NAMESPACES) for name, xml in (parts or {}).items()})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in members.items():
            archive.writestr(name, xml)
    return buffer.getvalue()


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """The XML of a Word paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
