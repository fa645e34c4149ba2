"""How the seats of offices are called: the governments of towns and states, and the words that say who leads a body."""

from __future__ import annotations

import re
from functools import cache

from converter.language.grammar import phrases
from converter.language.lexicon import body_words, lexicon
from converter.language.text import fold
from converter.mentions.gazetteer import gazetteer
from converter.resources import table


@cache
def led() -> re.Pattern[str]:
    """What stands between a body and the office of whoever leads it: "(IP), a cargo de la"."""
    return re.compile(rf"(?:\s*\([^()]*\))?,?\s+{phrases('led').pattern}\s+(?:(?:de |por )?(?:el |la )?|del )", re.I)


@cache
def representing() -> re.Pattern[str]:
    """The words that say for whom the holder of an office is there, up to the name of the body."""
    return re.compile(rf"{phrases('on-behalf').pattern}\s+(?:de|del|a|al)\s+(?:la |el |los )?$", re.I)


def capital_of(state: str | None) -> str | None:
    """The capital of a state by the state's name, where the lists hold it: of "la alcaldesa capitalina"."""
    isos = {spot.iso for spot in gazetteer().spots(state or "") if spot.kind == "state"}
    return next((row["capital"] for row in table("places/state-capitals.tsv") if row["iso"] in isos), None)


def is_town(name: str | None) -> bool:
    spots = gazetteer().spots(name or "")
    return bool(spots) and all(spot.kind in ("city", "municipality") for spot in spots)


def is_town_government(name: str) -> bool:
    """True for "gobierno de Centro", where Centro is a municipality and no state."""
    head, _, town = name.partition(" de ")
    return fold(head) == "gobierno" and is_town(town)


def city_government(country: str, office: str = "") -> str:
    """How the government of a municipality is called in a country, or by a word of its mayor's office, without the
    municipality's name."""
    rows, words = table("language/city-governments.tsv"), set(fold(office).split())
    told = [row["name"] for row in rows if row["word"] in words]
    named = told or [row["name"] for row in rows if row["country"] == country and not row["word"]]
    return named[0].removesuffix(" {}") if named else "Ayuntamiento de"


def names_body(topic: str) -> bool:
    """True for a portfolio that is the name of a body: "la Oficina de Prensa", "Museo Naval"."""
    first, *rest = topic.split()
    head = lexicon().heads.get(first.lower())
    names = head is not None and not head.flags & {"plural", "soft"} and fold(first) not in body_words("portfolio")
    return bool(rest) and (names or fold(first) in body_words("internal-office"))


def state_government(place: str | None) -> str:
    """How the government of a state is called in its country, without the state's name."""
    spots = [spot for spot in gazetteer().spots(place or "") if spot.kind == "state"]
    names = {row["country"]: row["name"].removesuffix(" {}") for row in table("language/state-governments.tsv")}
    return names.get(spots[0].country, "Gobierno de") if spots else names["MX"]
