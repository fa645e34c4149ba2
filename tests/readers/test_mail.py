from __future__ import annotations

from email.message import EmailMessage

import pytest

from converter.errors import SourceError
from converter.model import BlockKind, Source
from converter.readers import read
from tests.readers.documents import codes, document, texts

PROSE = "La alcaldesa de Villa Sol abrió hoy la clínica municipal.\nDijo que habrá vacunas.\n\nHabrá consultas.\n"


def message(plain: str = "", page: str = "") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "RV: Fwd: Abre la clínica de Villa Sol"
    made["From"] = "Comunicación Social de Sol <prensa@sol.example.mx>"
    made["Date"] = "Tue, 04 May 2021 10:00:00 -0500"
    made.set_content(plain)
    if page:
        made.add_alternative(page, subtype="html")
    return made


def test_headers_stand_before_the_text() -> None:
    result = document("nota.eml", message(PROSE).as_bytes())
    assert [(b.kind.value, t) for b, t in zip(result.blocks, texts(result), strict=True)] == [
        ("title", "Abre la clínica de Villa Sol"),
        ("date", "2021-05-04"),
        ("author", "Comunicación Social de Sol"),
        ("line", "La alcaldesa de Villa Sol abrió hoy la clínica municipal."),
        ("line", "Dijo que habrá vacunas."),
        ("line", "Habrá consultas."),
    ]
    assert "municipal.\nDijo" in result.text
    assert "vacunas.\n\nHabrá" in result.text


def test_a_page_counts_where_the_plain_text_only_points_to_it() -> None:
    page = f"<html><body><h1>Abre la clínica</h1><p>{PROSE}</p></body></html>"
    result = document("nota.eml", message("Vea este mensaje en su navegador.", page).as_bytes())
    assert "heading" in {block.kind.value for block in result.blocks}
    assert "navegador" not in result.text
    assert texts(document("nota.eml", message(PROSE, page).as_bytes()), BlockKind.HEADING) == []


def test_attachments_are_named_and_other_messages_not_read() -> None:
    made = message(PROSE)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="boletín.pdf")
    made.add_attachment(message("Otro mensaje."))
    result = document("nota.eml", made.as_bytes())
    assert codes(result) == ["attachments"]
    assert "boletín.pdf" in result.issues[0].message
    assert "Otro mensaje" not in result.text


def test_a_charset_that_is_not_what_it_says() -> None:
    head = b"MIME-Version: 1.0\nFrom: a@b.mx\nSubject: Nota\nContent-Type: text/plain; charset=%s\n\n"
    for charset in (b"utf-8", b"desconocido", b"us-ascii"):
        assert "clínica" in document("nota.eml", head % charset + "Abre la clínica.".encode("cp1252")).text


def test_an_empty_message_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read(Source("nota.eml", message("").as_bytes()))
    assert caught.value.code == "no-text"


def test_parts_within_parts_without_end() -> None:
    head = b"MIME-Version: 1.0\n"
    data = head + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000))
    with pytest.raises(SourceError) as caught:
        read(Source("nota.eml", data))
    assert caught.value.code in ("too-complex", "no-text")
