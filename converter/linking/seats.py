"""How the seats of offices are called: the governments of towns and states, and the words that say who leads a body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from converter.language.grammar import folded_phrases, phrases
from converter.language.lexicon import Office, any_of, body_words, lexicon, office_words
from converter.language.text import fold
from converter.linking.choice import in_state
from converter.linking.organizations import Body, content, spells
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer, is_only_town
from converter.mentions.phrases import ARTICLES, OF, is_capitalised, name_end
from converter.resources import table


@cache
def led() -> re.Pattern[str]:
    """What stands between a body and the office of whoever leads it: "(IP), a cargo de la"."""
    return re.compile(
        rf"(?:\s*\([^()]*\))?,?\s+{phrases('led', 'presided').pattern}\s+(?:(?:de |por )?(?:el |la )?|del )", re.I
    )


@cache
def presided(role: str = "presided") -> re.Pattern[str]:
    """A government, or a body of another role, and the words that say who leads it, at the end of a folded text: "el municipio,
    que preside la", "la Legislatura que preside la diputada"."""
    return re.compile(
        rf"{any_of(body_words(role)).pattern}[^.;:]*?,? {folded_phrases('presided').pattern}"
        r"(?: (?:el|la|[a-z]+\.))*(?: [a-z]+)? ?$"
    )


@cache
def representing() -> re.Pattern[str]:
    """The words that say for whom the holder of an office is there, up to the name of the body."""
    return re.compile(rf"{phrases('on-behalf').pattern}\s+(?:de|del|a|al)\s+(?:la |el |los )?$", re.I)


def capital_of(state: str | None) -> str | None:
    """The capital of a state by the state's name, where the lists hold it: of "la alcaldesa capitalina"."""
    isos = {spot.iso for spot in gazetteer().spots(state or "") if spot.kind == "state"}
    return next((row["capital"] for row in table("places/state-capitals.tsv") if row["iso"] in isos), None)


def is_town_government(name: str) -> bool:
    """True for "gobierno de Centro", where Centro is a municipality and no state."""
    head, _, town = name.partition(" de ")
    return fold(head) == "gobierno" and is_only_town(town)


def city_government(country: str, office: str = "") -> str:
    """How the government of a municipality is called in a country, or by a word of its mayor's office, without the
    municipality's name."""
    rows, words = table("language/city-governments.tsv"), set(fold(office).split())
    told = [row["name"] for row in rows if row["word"] in words]
    named = told or [row["name"] for row in rows if row["country"] == country and not row["word"]]
    return named[0].removesuffix(" {}") if named else "Ayuntamiento de"


def called_after(name: str, office: Office) -> list[str]:
    """How the body is called that an office is named after, printed as `name`; before that, the ministry whose portfolio a
    deputy may share: "subsecretario de Pesca" -> Secretaría de Pesca, Subsecretaría de Pesca."""
    words = name.split()[len(office.lemma.split()) :]
    rank = [w.capitalize() for w in words[: next((i for i, w in enumerate(words) if fold(w) in OF), 0)]]
    feminine = [w[:-1] + "a" if w.endswith("o") else w for w in rank if fold(w) not in office_words("not-of-body")]
    head = office.body.removesuffix(" de")
    own = " ".join([head, *feminine, *words[len(rank) :]])
    return [own[3].upper() + own[4:], own] if own.startswith("Sub") and not rank else [own]


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


def governed(governments: Sequence[Body]) -> list[Body]:
    """Those of the governments a release names that a bare "gobernador" may lead: none of a country, and the first of several
    that all say only what they govern ("Gobierno provincial", "Gobierno de la Provincia")."""
    found = [b for b in governments if b.entry is None or in_state(b.entry)]
    generic = body_words("governed") | office_words("territory")
    return found[:1] if all(set(content(b.name)[1:]) <= generic for b in found) else found


def spelt(topic: str, bodies: Sequence[Body]) -> Body | None:
    """The one body whose name the last word of a portfolio spells, behind an article: "Redes y Posgrado de la UACo"."""
    *_, article, letters = ["", "", *topic.split()]
    mixed = sum(map(str.isupper, letters)) > 1 and not letters.isupper()
    if not mixed or fold(article) not in ARTICLES | {"del"}:
        return None
    found = [b for b in bodies if any(spells(letters, name) for name in b.names)]
    return found[0] if len(found) == 1 else None


def demarcation(analysis: Analysis, noun: str, before: int) -> str | None:
    """The name of the delegation or the like last printed before token `before`, for "el titular de esta demarcación"."""
    words = office_words("demarcation")
    if noun not in words:
        return None
    for i in reversed([i for i in analysis.words.at(words) if i < before]):
        if i + 1 < len(analysis.tokens) and is_capitalised(analysis.tokens[i + 1]):
            end = name_end(analysis.tokens, i + 1, lambda _: False)
            name = analysis.text[analysis.tokens[i].start : analysis.tokens[end - 1].end]
            return name[0].upper() + name[1:]
    return None
