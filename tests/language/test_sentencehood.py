from __future__ import annotations

import pytest

from converter import resources
from converter.language.sentencehood import has_finite_verb, looks_like_name, names_something
from converter.language.text import tokenize


@pytest.mark.parametrize("text", ["vamos todos", "nadie se pierda la fiesta", "todo mejorará", "es de todos", "llegaron tarde"])
def test_sentences_have_a_finite_verb(text: str) -> None:
    assert has_finite_verb(tokenize(text))


@pytest.mark.parametrize(
    "text", ["Playas limpias", "salto enorme", "Ley de aguas", "una barca nueva, de velas blancas", "Consejería de Mares"]
)
def test_names_have_none(text: str) -> None:
    assert not has_finite_verb(tokenize(text))


def test_capitals_make_a_title() -> None:
    assert looks_like_name(tokenize("Reglamento de Playas y Muelles"), False)
    assert looks_like_name(tokenize("Todo Puerto Es Una Puerta"), True)
    assert not looks_like_name(tokenize("El Puerto es de todos los vecinos"), True)


@pytest.mark.parametrize(
    ("before", "first", "finite", "expected"),
    [
        ("anunció el programa ", "P", False, True),
        ("anunció que el programa ", "h", True, False),
        ("bajo el lema ", "j", True, True),
        ("un plan denominado ", "c", True, True),
        ("recorrió el hospital. ", "V", True, False),
        ("al inaugurar la clínica, dijo: ", "V", True, False),
        ("y lema: ", "j", True, True),
    ],
)
def test_nouns_that_name(before: str, first: str, finite: bool, expected: bool) -> None:
    assert names_something(before, first, finite) is expected


def test_every_naming_row_names_in_its_example() -> None:
    for row in resources.table("language/naming-nouns.tsv"):
        before, marked = row["example"].split("«")
        assert names_something(before, marked[0], False), row["example"]
