"""The tables of names and places that a curator edits by hand or makes again: whole, without doubles, and consistent."""

from __future__ import annotations

from collections import Counter

import pytest

from converter.language.text import fold
from converter.mentions.gazetteer import TABLES, gazetteer
from converter.resources import table

_KINDS = {"country", "state", "province", "city", "municipality", "borough", "district", "town", "region"}


@pytest.mark.parametrize("path", ["language/given-names.tsv", "language/surnames.tsv"])
def test_names_stand_once_and_begin_with_a_capital(path: str) -> None:
    names = [row["name"] for row in table(path)]
    assert len(names) > 1000
    assert [name for name, n in Counter(names).items() if n > 1] == []
    assert [name for name in names if not name[0].isupper() or " " in name] == []


def test_given_names_have_a_gender() -> None:
    assert {row["gender"] for row in table("language/given-names.tsv")} == {"f", "m", "fm"}


@pytest.mark.parametrize("name", TABLES)
def test_places_have_a_kind_a_parent_and_a_mark_that_are_known(name: str) -> None:
    codes = {row["iso"] for path in ("countries", "states") for row in table(f"places/{path}.tsv")}
    for row in table(f"places/{name}.tsv"):
        assert row["kind"] in _KINDS, row
        assert row["common"] in ("", "word", "person", "minor"), row
        assert (row["parent"] == "") if row["kind"] == "country" else (row["parent"] in codes | {""}), row
        assert row["geonames"].isdigit() or row["kind"] in ("district", "region") or not row["geonames"], row
        assert row["population"].isdigit() or not row["population"], row


def test_every_mexican_state_is_there_with_its_abbreviation() -> None:
    states = [row for row in table("places/states.tsv") if row["parent"] == "MX"]
    assert len(states) == 32
    assert [row["name"] for row in states if not any(a.endswith(".") for a in row["aliases"].split("|"))] == []


def test_aliases_join_places_that_exist() -> None:
    places = gazetteer()
    lost = []
    for row in table("places/aliases.tsv"):
        if not any(spot.name == row["name"] and spot.parent == row["parent"] for spot in places.spots(row["name"])):
            lost.append(row["name"])
    assert lost == []


def test_place_words_show_what_they_do() -> None:
    rows = table("places/place-words.tsv")
    uses = {"unit", "unit-de", "part", "feature", "area", "people", "government", "street", "verb"}
    assert {row["use"] for row in rows} == uses
    assert [row["word"] for row in rows if fold(row["word"]) not in fold(row["example"])] == []
    assert [word for word, n in Counter(row["word"] for row in rows).items() if n > 1] == []
