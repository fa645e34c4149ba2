from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from converter.model import BlockKind
from tests.readers.documents import document, outcome, texts

NOTE = """\ufeff---
layout: blog
title: "Actualidad"
news_title: 'Abre la clínica "Sol"'
news_desc: "Atenderá a mil familias."
date: 2021-05-04 10:00
autor:
image: /img/a.jpg
---

**Villa Sol, Sonora; Martes 4 de mayo del 2021.-**

La alcaldesa abrió la [clínica](https://clinica.example.mx/) municipal, *sin costo*.
Dijo que atenderá a las familias.
- Consultas
- Vacunas

> “La salud es primero”, expresó.

{{< figure src="a.jpg" >}}
<div class="carousel slide"><div class="carousel-inner"><img src="a.jpg" alt="La alcaldesa"></div></div>
"""


def test_front_matter_and_body() -> None:
    result = document("nota.md", NOTE)
    assert [(block.kind.value, block.locator) for block in result.blocks] == [
        ("title", "line=4"),
        ("summary", "line=5"),
        ("date", "line=6"),
        ("paragraph", "line=11"),
        ("paragraph", "line=13"),
        ("paragraph", "line=13"),
        ("item", "line=15"),
        ("item", "line=16"),
        ("quote", "line=18"),
    ]
    assert texts(result) == [
        'Abre la clínica "Sol"',
        "Atenderá a mil familias.",
        "2021-05-04 10:00",
        "Villa Sol, Sonora; Martes 4 de mayo del 2021.-",
        "La alcaldesa abrió la clínica municipal, sin costo.",
        "Dijo que atenderá a las familias.",
        "Consultas",
        "Vacunas",
        "“La salud es primero”, expresó.",
    ]
    assert result.blocks[3].strong
    assert not result.blocks[4].strong
    assert [(link.url, result.text[slice(*link.span)]) for link in result.links] == [("https://clinica.example.mx/", "clínica")]


def test_front_matter_without_fences() -> None:
    keys = "Title: Abre la clínica\nSlug: clinica\nDate: 2021-05-04 10:00\n"
    blocks = document("nota.md", f"{keys}\nLa alcaldesa abrió la clínica.\n").blocks
    assert [(block.kind.value, block.locator) for block in blocks] == [
        ("title", "line=1"),
        ("date", "line=3"),
        ("paragraph", "line=5"),
    ]
    alone = document("nota.md", "Title: Abre la clínica\n\nLa alcaldesa abrió la clínica.\n").blocks
    assert [block.kind.value for block in alone] == ["title", "paragraph"]
    printed = "Lugar: Villa Sol\nHora: 10:00\nFecha: 4 de mayo de 2021\n\nLa alcaldesa abrió la clínica.\n"
    assert "Lugar: Villa Sol" in document("nota.md", printed).text


def test_a_summary_that_repeats_the_body_is_no_summary() -> None:
    page = '---\ntitle: Abre\ndescription: "La alcaldesa abrió la…"\n---\n<p>La alcaldesa abri&oacute; la cl&iacute;nica.</p>'
    assert texts(document("nota.md", page), BlockKind.SUMMARY) == []


def test_html_inside_markdown() -> None:
    body = "<ul>\n<li><b>Uno&nbsp;y dos</b></li>\n\n<li>Tres</li>\n</ul>\n\nUn párrafo.\n\n<p>Otro.</p>\n"
    result = document("nota.md", f"---\ntitle: Abre\nlayout: nota\n---\n{body}")
    assert [(b.kind.value, b.locator) for b in result.blocks[1:]] == [
        ("item", "line=6"),
        ("item", "line=8"),
        ("paragraph", "line=11"),
        ("paragraph", "line=13"),
    ]
    assert texts(result)[1:] == ["Uno y dos", "Tres", "Un párrafo.", "Otro."]


def test_wrapped_prose_is_joined_and_typed_bullets_stay_apart() -> None:
    body = (
        "La alcaldesa abrió la clínica municipal que atenderá a las familias de las\n"
        "colonias del norte. Dijo que habrá consultas y vacunas para todas las familias.\n"
        "El horario será de ocho a tres de la tarde.\n"
        "Habrá guardias.\n\n"
        "• Consultas\n• Vacunas\n"
    )
    assert texts(document("nota.md", body)) == [
        "La alcaldesa abrió la clínica municipal que atenderá a las familias de las colonias del norte. Dijo que habrá"
        " consultas y vacunas para todas las familias. El horario será de ocho a tres de la tarde.",
        "Habrá guardias.",
        "• Consultas",
        "• Vacunas",
    ]


def test_emphasis_without_a_space_after_it_leaves_no_marks() -> None:
    result = document("nota.md", "**Villa Sol, 4 de mayo.-**La alcaldesa abrió.\n")
    assert texts(result) == ["Villa Sol, 4 de mayo.-La alcaldesa abrió."]


def test_a_rule_under_a_paragraph_makes_no_heading() -> None:
    prose = "La alcaldesa abrió la clínica municipal. " * 5
    result = document("nota.md", f"{prose}\n---\n\nTitular\n=======\n\n## Menor\n\nTexto.\n")
    assert [(block.kind.value, block.level) for block in result.blocks] == [
        ("paragraph", 0),
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
    ]


def test_front_matter_with_stray_quotes_and_block_scalars() -> None:
    result = document("nota.md", '---\ntitle: "Dijo: "sí" al plan"\ndescription: >-\n  Una\n  bajada\ntags: [a]\n---\nTexto.\n')
    assert texts(result) == ['Dijo: "sí" al plan', "Una bajada", "Texto."]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .\n#-*_>`[](){}<>!|~:+=1\\&;/\"'á“”\t"), min_size=1, max_size=200))
def test_any_markup_gives_sound_blocks(text: str) -> None:
    assert outcome("nota.md", text.encode()) in {"read", "empty", "no-text"}
