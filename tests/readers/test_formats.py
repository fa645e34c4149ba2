from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from converter.errors import SourceError
from converter.model import Source
from converter.readers import MAX_BYTES, discover, read
from converter.readers.formats import recognise
from tests.readers.documents import document, docx, paragraph

PAGE = "<!DOCTYPE html><html><body><h1>Abre la clínica</h1><p>La clínica de Villa Sol abrió hoy sus puertas.</p></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _zip(name: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def _code(name: str, data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read(Source(name, data))
    assert name in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("nota.docx", PAGE.encode(), "text/html"),
        ("nota.txt", PAGE.encode(), "text/html"),
        ("nota.html", b"Abre la clinica de Villa Sol", "text/html"),
        ("nota", b"Abre la clinica de Villa Sol", "text/plain"),
        ("nota.txt", b"---\ntitle: Abre\ndate: 2020-01-02\n---\nTexto", "text/markdown"),
        ("nota.md", b"<p>Texto</p>", "text/markdown"),
        ("nota.pdf", b"El texto llego sin formato", "text/plain"),
        ("nota.html", b"---\ntitle: Abre\nlayout: nota\n---\n<p>Uno</p>", "text/markdown"),
    ],
)
def test_content_decides_before_the_name(name: str, data: bytes, media_type: str) -> None:
    assert document(name, data).media_type == media_type


def test_a_word_file_is_known_by_its_members() -> None:
    assert document("nota.bin", docx(paragraph("Abre la clínica"))).media_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("vacio.txt", b"", "empty"),
        ("blanco.docx", b" \n\n ", "empty"),
        ("hoja.xls", OLE, "unsupported-format"),
        ("viejo.docx", OLE, "unsupported-format"),
        ("cifrado.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("foto.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "damaged"),
        ("todo.zip", _zip("a.txt", "hola"), "unsupported-format"),
        ("hoja.odt", _zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "unsupported-format"),
        ("nota.odt", _zip("mimetype", "application/vnd.oasis.opendocument.text"), "damaged"),
        ("datos.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "unsupported-format"),
        ("ruido.txt", bytes(range(256)) * 8, "binary-file"),
        ("roto.pdf", b"%PDF-1.4 nada mas", "damaged"),
        ("roto.docx", b"PK\x03\x04 [Content_Types].xml word/document.xml", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name: str, data: bytes, code: str) -> None:
    assert _code(name, data) == code


def test_the_refusal_says_what_it_is_and_what_to_do() -> None:
    with pytest.raises(SourceError, match=r"really of the format old Office.*save its text as \.docx, \.pdf or \.txt"):
        read(Source("nota.docx", OLE))


def test_too_much_is_refused() -> None:
    assert _code("enorme.txt", b"a" * (MAX_BYTES + 1)) == "too-large"


def test_a_release_that_starts_with_a_colon_line_is_no_mail() -> None:
    assert recognise("Asunto: Abre la clínica\nPara: Medios\n\nTexto".encode(), ".txt").media_type == "text/plain"


def test_discover_lists_documents_and_counts_the_rest(tmp_path: Path) -> None:
    inner = tmp_path / "año 2020"
    inner.mkdir()
    (tmp_path / ".oculto").mkdir()
    for name in ("b.txt", "año 2020/a.HTML", "año 2020/viejo.doc", "datos.csv", "foto.jpg", "c.tiff"):
        (tmp_path / name).write_text("x")
    (tmp_path / ".oculto" / "c.txt").write_text("x")
    (tmp_path / "~$b.docx").write_text("x")
    found = discover([tmp_path])
    assert [item.name for item in found.items] == ["año 2020/a.HTML", "año 2020/viejo.doc", "b.txt", "c.tiff"]
    assert found.ignored == 2


def test_discover_takes_a_file_named_whatever_it_is_and_each_once(tmp_path: Path) -> None:
    file = tmp_path / "foto.jpg"
    file.write_text("x")
    assert [item.name for item in discover([file, file]).items] == ["foto.jpg"]


def test_discover_stays_inside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secreto.txt").write_text("x")
    folder = tmp_path / "carpeta"
    folder.mkdir()
    (folder / "enlace.txt").symlink_to(tmp_path / "secreto.txt")
    found = discover([folder])
    assert (found.items, found.ignored) == ((), 1)


def test_discover_refuses_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="check the path"):
        discover([tmp_path / "nada"])
