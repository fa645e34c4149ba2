from __future__ import annotations

import pytest

from converter.anchors import selections
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


def test_words_are_found_in_the_text_and_not_in_what_the_file_says_of_itself() -> None:
    data = rb"{\rtf1\ansi{\info{\title Abre la cl\'ednica}}\pard Abre la cl\'ednica\par}"
    result = document("nota.rtf", data)
    (place,) = selections(result.anchors, result.text, 0, len(result.text))
    assert (place.first, place.last) == (data.rindex(b"Abre"), data.rindex(b"\\par}"))


def test_data_in_the_file_says_nothing_of_how_the_text_is_set() -> None:
    result = document("nota.rtf", rb"{\rtf1\ansi\pard{\pict\bin6 \b{{{{}\b Villa Sol abre\b0\par y sigue\par}")
    assert [block.strong for block in result.blocks] == [True, False]


BOXED = rb"""{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}
\pard{La alcaldesa }{\deleted\revauthdel1 cerr\'f3}{\revised\revauth1 abri\'f3}
{ la cl\'ednica{\*\footnote \chftn Cifras de 2020.}.}\par
{{\shp{\*\shpinst\shpleft0{\sp{\sn lineColor}{\sv 0}}
{\shptxt Comunicaci\'f3n Social\par}}}Segundo.}\par
{\listtext\u61623\'3f\tab}Habr\'e1 vacunas\par{\listtext 2.\tab}Habr\'e1 consultas\par
{M\'e1s en }{\field{\*\fldinst HYPERLINK "https://clinica.example.mx/alta"}
{\fldrslt{\ul la p\'e1gina}}}.\par}"""


def test_boxes_notes_lists_links_and_deletions() -> None:
    result = document("nota.rtf", BOXED)
    assert [(block.kind.value, text) for block, text in zip(result.blocks, texts(result), strict=True)] == [
        ("paragraph", "La alcaldesa abrió la clínica."),
        ("paragraph", "Comunicación Social"),
        ("paragraph", "Segundo."),
        ("item", "Habrá vacunas"),
        ("item", "Habrá consultas"),
        ("paragraph", "Más en la página."),
        ("furniture", "Cifras de 2020."),
    ]
    assert [(link.url, result.text[slice(*link.span)]) for link in result.links] == [
        ("https://clinica.example.mx/alta", "la página")
    ]
    assert codes(result) == []


LOOKS = rb"""{\rtf1\ansi\uc0{\stylesheet{\s1\b heading 1;}{\s2\qc\b Centrado;}}
\pard\plain\s1\b Abre la cl\'ednica\par\pard\plain\qc{\b Con doce }{\b0 consultorios}\par
\pard\plain\outlinelevel1 {\b Detalles}{\bin6 \b{{{{}\par\pard\plain\outlinelevel9
La alcaldesa {\b abri\'f3} hoy la cl\'ednica del Norte.\par\qc\b Con doce consultorios\par{\listtext\'B7\tab}M\'e9dicos\par}"""


def test_bold_centred_and_heading_level() -> None:
    result = document("nota.rtf", LOOKS)
    found = zip(texts(result), result.blocks, strict=True)
    assert [(text, b.kind.value, b.level, b.strong, b.centred) for text, b in found] == [
        ("Abre la clínica", "heading", 1, True, False),
        ("Con doce consultorios", "paragraph", 0, False, True),
        ("Detalles", "heading", 2, True, False),
        ("La alcaldesa abrió hoy la clínica del Norte.", "paragraph", 0, False, False),
        ("Con doce consultorios", "paragraph", 0, True, True),
        ("Médicos", "item", 1, True, True),
    ]


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
