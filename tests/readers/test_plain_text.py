from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converter.errors import SourceError
from converter.model import BlockKind, Source
from converter.readers import read
from tests.readers.documents import codes, document, outcome, texts


def test_lines_are_blocks_and_the_text_is_untouched() -> None:
    text = "COMUNICADO\n\n   No. 7/2021\r\nAbre la clínica.  \n"
    result = document("nota.txt", text)
    assert result.text == "COMUNICADO\n\n   No. 7/2021\nAbre la clínica.  \n"
    assert texts(result) == ["COMUNICADO", "No. 7/2021", "Abre la clínica."]
    assert [block.locator for block in result.blocks] == ["line=1", "line=3", "line=4"]
    assert {block.kind for block in result.blocks} == {BlockKind.LINE}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("\ufeffMuñoz y Peña".encode(), None),
        ("Muñoz y Peña".encode("utf-16"), None),
        ("Muñoz y Peña".encode("utf-16-le"), None),
        ("Muñoz y Peña".encode("cp1252"), "decoded-windows-1252"),
        ("Mun\u0303oz y Pen\u0303a".encode(), None),
        ("MuÃ±oz y PeÃ±a".encode(), "mojibake-repaired"),
        ("Mu\u00adñoz y\u200b Pe\x07ña".encode(), "control-characters"),
    ],
)
def test_charsets_end_in_the_same_text(data: bytes, code: str | None) -> None:
    result = document("nota.txt", data)
    assert result.text == "Muñoz y Peña"
    assert codes(result) == ([] if code is None else [code])


@pytest.mark.parametrize("text", ["Café", "ñandú", "São Paulo", "Ã es una letra", "100 € a Â. Núñez"])
def test_what_looks_odd_but_is_right_stays(text: str) -> None:
    assert document("nota.txt", text).text == text
    assert document("nota.txt", text.encode("cp1252")).text == text


def test_few_broken_bytes_do_not_spoil_the_rest() -> None:
    result = document("nota.txt", "Dirección de Atención Médica, señaló".encode() + b"\xc3")
    assert result.text == "Dirección de Atención Médica, señaló\ufffd"
    assert codes(result) == ["broken-bytes"]


def test_unknown_charset_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read(Source("nota.txt", b"Abre la cl\x81nica"))
    assert caught.value.code == "undecodable"


def test_symbol_font_bullets_become_bullets() -> None:
    assert document("nota.txt", "\uf0a7 Abre la clínica").text == "• Abre la clínica"


def test_printed_addresses_are_links() -> None:
    result = document("nota.txt", "Fotos: https://fotos.example.mx/a_b?c=1. Vea becas.example.com/alta y prensa@salud.gob.mx")
    assert [link.url for link in result.links] == ["https://fotos.example.mx/a_b?c=1", "http://becas.example.com/alta"]


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_text_gives_sound_blocks_or_a_named_refusal(text: str) -> None:
    refusals = {"empty", "no-text", "binary-file", "undecodable", "unsupported-format"}
    assert outcome("nota.txt", text.encode("utf-8", "surrogatepass")) in refusals | {"read"}


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=300), st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf", ""]))
def test_any_bytes_give_sound_blocks_or_a_named_refusal(data: bytes, suffix: str) -> None:
    assert outcome(f"nota{suffix}", data)
