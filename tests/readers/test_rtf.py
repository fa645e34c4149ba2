from __future__ import annotations

import pytest

from converter.errors import SourceError
from converter.model import BlockKind, Source
from converter.readers import read
from tests.readers.documents import codes, document, texts

NOTE = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\stylesheet{\s1 heading 1;}}{\info{\title Borrador}}
{\headerf Ayuntamiento de Villa Sol\par {\b Direcci\'f3n} de Prensa\par}{\header Ayuntamiento de Villa Sol\par}
{\footerl Palacio \{Municipal\}\par}{\footerr Palacio \{Municipal\}\par}\pard\b Abre la cl\'ednica\b0\par
\pard Villa Sol, 4 de mayo de 2021.- La alcaldesa In\u233\'e9s dijo: \ldblquote S\'ed\rdblquote .\par
{\pict\wmetafile8 0102030405}\pard{\pntext\f1\'B7\tab}Habr\'e1 vacunas\par
\trowd\cellx100\intbl Lunes\cell 8\cell\row
\pard {\v oculto}A la \v vista no\v0 vista.\par}"""


@pytest.mark.parametrize("name", ["nota.rtf", "nota.doc", "nota.docx"])
def test_the_text_as_it_prints(name: str) -> None:
    result = document(name, NOTE)
    assert texts(result, BlockKind.PARAGRAPH) == [
        "Abre la clínica",
        "Villa Sol, 4 de mayo de 2021.- La alcaldesa Inés dijo: “Sí”.",
        "Habrá vacunas",
        "A la vista.",
    ]
    assert texts(result, BlockKind.CELL) == ["Lunes", "8"]
    assert texts(result, BlockKind.FURNITURE) == [
        "Ayuntamiento de Villa Sol",
        "Dirección de Prensa",
        "Ayuntamiento de Villa Sol",
        "Palacio {Municipal}",
    ]
    places = [block.locator for block in result.blocks if block.kind is BlockKind.FURNITURE]
    assert places == ["header1.p1", "header1.p2", "header2.p1", "footer1.p1"]
    assert codes(result) == ["hidden-text"]
    assert result.media_type == "application/rtf"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{\\rtf1}", "no-text"),
        (b"{\\rtf1" + b"{" * 100_000, "no-text"),
        (b"{\\rtf1{\\header x", "no-text"),
        (b"{\\rtf1\\u99999999 ", "damaged"),
    ],
)
def test_what_holds_nothing_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(Source("nota.rtf", data))
    assert caught.value.code == code
