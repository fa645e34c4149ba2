"""The tables of words by their role: whole, without doubles, and each with an example that has the word."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from converter.errors import PregonError
from converter.language.lexicon import office_words, with_role
from converter.language.text import fold
from converter.resources import folder, table

TABLES = ("body-words", "name-words", "office-words", "title-words")


def _printed(word: str) -> str:
    """A pattern for a whole word, or for the end of one ("-ano")."""
    return rf"(?<!\w)\w*{re.escape(fold(word[1:]))}(?!\w)" if word[0] == "-" else rf"(?<!\w){re.escape(fold(word))}(?!\w)"


@pytest.mark.parametrize("name", TABLES)
def test_every_word_stands_once_in_its_role_and_shows_in_its_example(name: str) -> None:
    rows = table(f"language/{name}.tsv")
    assert [key for key, n in Counter((fold(row["word"]), row["role"]) for row in rows).items() if n > 1] == []
    assert [row for row in rows if not re.search(_printed(row["word"]), fold(row["example"]))] == []


@pytest.mark.parametrize("name", [*TABLES, "grammar-words", "number-words"])
def test_every_role_is_explained_in_a_line_above_the_table(name: str) -> None:
    lines = (folder("ontology") / "language" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    explained = [role for line in lines if line.startswith("#   ") for role in line[4:].partition(":")[0].split(", ")]
    assert len(explained) == len(set(explained))
    assert {row.get("role") or row["class"] for row in table(f"language/{name}.tsv")} == set(explained)


def test_every_class_of_grammar_has_an_example_of_its_own_words() -> None:
    rows = table("language/grammar-words.tsv")
    assert [name for name, n in Counter(row["class"] for row in rows).items() if n > 1] == []
    for row in rows:
        shown = [word for word in row["words"].split() if f" {word.replace('_', ' ')} " in f" {row['example'].lower()} "]
        assert shown, row["class"]


def test_a_role_without_words_is_an_error() -> None:
    with pytest.raises(PregonError, match=r"office-words.tsv has no word with the role not-a-role"):
        with_role("office-words", ("capital", "not-a-role"))


def test_words_are_folded() -> None:
    assert "proximo" in office_words("not-now")


def test_a_kind_of_release_is_spoken_in_all_its_forms_or_none() -> None:
    rows = table("layout/kinds.tsv")
    assert {row["spoken"] for row in rows} == {"", "speech", "transcript"}
    assert len({(row["kind"], row["spoken"]) for row in rows}) == len({row["kind"] for row in rows})
