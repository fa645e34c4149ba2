"""What holds for every document, whatever stands in it and in whatever order."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from converter.layout import understand
from converter.model import Document, Part, Release
from tests.layout.documents import HEADLINE, PROSE, QUOTE, lines, pages

_LINES = st.sampled_from(
    [
        "",
        "COMUNICADO",
        "Comunicado 315.- Abren una biblioteca en la sierra",
        "No. 026/2014",
        "Nota de",
        "prensa",
        "Villalba, Perú, 9 de mayo de 2014.",
        f"Villalba, Sonora; Martes 3 de marzo del 2020.- {PROSE}",
        "INSTITUTO DE LAS AGUAS",
        "COORDINACIÓN DE COMUNICACIÓN SOCIAL",
        "Sala de Prensa",
        HEADLINE,
        "ENTREGAN DOCE PLANTAS POTABILIZADORAS EN LA SIERRA",
        "- ***Beneficiarán a cuarenta pueblos***",
        "e Se invirtieron tres millones",
        "o Beneficiarán a cuarenta pueblos",
        PROSE,
        QUOTE,
        "las obras seguirán en la sierra y en los pue-",
        "blos de la costa, con la ayuda de",
        "---",
        "MODERADORA",
        "-DRA. BRUNA SALAS: Muy buenos días a todas y a todos.",
        "Pregunta: ¿Cuándo se terminan las obras?",
        "De: Instituto de las Aguas. Para: Medios. Asunto: Entregan plantas",
        "Foto: la secretaria de Aguas",
        "Página 1 de 2",
        "TEL: 91 000 00 00",
        "--- o0o ---",
        "https://fotos.example/a?b=1",
        "Autor: Secretaría de Aguas",
        "[image: foto.jpg]",
        "1. Primero",
        "Boletín de prensa            Hoja 1 de 2",
        "??",
    ]
)
_TEXTS = st.lists(_LINES, max_size=25).map("\n".join)


def _check(document: Document, release: Release) -> None:
    text, offsets = release.reading.text, release.reading.offsets
    assert len(text) == len(offsets)
    end = -2
    for passage in release.passages:
        assert passage.span.start == end + 2
        assert passage.span.start < passage.span.end
        end = passage.span.end
        for i in range(*passage.span):
            source = document.text[offsets[i]]
            assert text[i] == source or (text[i] == " " and source.isspace())
    assert len(release.spans(Part.HEADLINE)) <= 1
    for span in (release.dateline, release.place, release.date_span, release.number_span):
        assert span is None or 0 <= span.start < span.end <= len(text)
    if release.number_span is not None:
        assert re.sub(r"\s", "", text[slice(*release.number_span)]) == re.sub(r"\s", "", release.number or "")
    kept = {offset for offset in offsets} | {i for span in release.furniture for i in range(*span)}
    for word in re.finditer(r"[^\W\d_]{4,}", re.sub(r"\[image: [^\]]*\]", lambda m: " " * len(m.group()), document.text)):
        assert word.group() in ("Para", "Asunto") or kept.issuperset(range(*word.span())), word.group()


@settings(max_examples=150, deadline=None)
@given(_TEXTS)
def test_a_text(text: str) -> None:
    document = lines(text)
    _check(document, understand(document))


@settings(max_examples=100, deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=3))
def test_pages(texts: list[str]) -> None:
    document = pages(*texts)
    _check(document, understand(document))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aÁb. ,:-–*_#>•\n\t[]()0129°º“”/@\u00ad\u200b", max_size=200))
def test_noise(text: str) -> None:
    document = lines(text)
    release = understand(document)
    assert len(release.reading.text) == len(release.reading.offsets)
