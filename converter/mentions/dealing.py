"""A plural office dealt out to several people, each with a place: "los alcaldes de Tula, Ana Paz; de Apan, Eva Ríos"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from converter.language.lexicon import name_words
from converter.language.text import Token
from converter.mentions.analysis import Analysis
from converter.mentions.offices import OfficePhrase
from converter.mentions.phrases import AND, ARTICLES, OF, is_capitalised
from converter.model import Span

_COLON = 16  # tokens behind the office within which the colon of its list stands
_LONGEST = 8  # tokens of a place or matter


def deal_out(
    analysis: Analysis, offices: Sequence[OfficePhrase], people: Sequence[tuple[int, int]]
) -> list[tuple[int, OfficePhrase]]:
    """Each person that an office is dealt out to, with that office: indexes into `people` (first and last tokens)."""
    dealt: list[tuple[int, OfficePhrase]] = []
    by_first = {first: k for k, (first, _) in enumerate(people)}
    for phrase in offices:
        if not phrase.office.plural:
            continue
        dealt += _behind_colon(analysis, phrase, people)
        if phrase.place or phrase.topic or phrase.organization:
            dealt += _in_turn(analysis, phrase, people, by_first) or _respectively(analysis, phrase, people, by_first)
    return dealt


def _behind_colon(
    analysis: Analysis, phrase: OfficePhrase, people: Sequence[tuple[int, int]]
) -> list[tuple[int, OfficePhrase]]:
    """ "los alcaldes electos que acudieron fueron: Ana Paz, de Tula; Luis Mora, de Apan": one office for each, by place."""
    tokens = analysis.tokens
    sentence = analysis.sentence_at(phrase.span.start)
    behind = analysis.tokens_in(Span(phrase.span.end, sentence.end))
    colon = next((t for t in behind[:_COLON] if t.text in ":;."), None)
    if colon is None or colon.text != ":":
        return []
    listed = [
        k
        for k, (first, _) in enumerate(people)
        if colon.end <= tokens[first].start < sentence.end and not _is_replaced(tokens, first)
    ]
    placed = [(k, _place_behind(analysis, people[k][1] + 1)) for k in listed]
    return [(k, replace(phrase, place=place or phrase.place)) for k, place in placed if place is not None or len(listed) > 1]


def _is_replaced(tokens: Sequence[Token], first: int) -> bool:
    """True for whoever is named in "en lugar de Ana Paz"."""
    return tokens[first - 1].fold in OF and tokens[first - 2].fold in name_words("instead")


def _place_behind(analysis: Analysis, k: int) -> str | None:
    """The place in ", de Tula" or "(Tula)" behind a name that ends before token `k`."""
    tokens = analysis.tokens
    k += k < len(tokens) and tokens[k].text in (",", "(")
    k += k < len(tokens) and tokens[k].fold in OF | {"por"}
    end = next(
        (j for j in range(k, min(k + _LONGEST, len(tokens))) if tokens[j].shape == "mark" or tokens[j].fold in AND),
        k,
    )
    if end == k or not is_capitalised(tokens[k]):
        return None
    return analysis.text[tokens[k].start : tokens[end - 1].end]


def _in_turn(
    analysis: Analysis, phrase: OfficePhrase, people: Sequence[tuple[int, int]], by_first: dict[int, int]
) -> list[tuple[int, OfficePhrase]]:
    """Those who follow "; y de Apan, " behind the one named first."""
    tokens, dealt = analysis.tokens, list[tuple[int, OfficePhrase]]()
    k = by_first.get(phrase.last + 2)
    while k is not None and (complement := _complement(tokens, people[k][1] + 1)) is not None:
        start, comma = complement
        k = by_first.get(comma + 1)
        if k is not None:
            dealt.append((k, _with_complement(phrase, analysis.text[tokens[start].start : tokens[comma - 1].end])))
    return dealt


def _respectively(
    analysis: Analysis, phrase: OfficePhrase, people: Sequence[tuple[int, int]], by_first: dict[int, int]
) -> list[tuple[int, OfficePhrase]]:
    """ "los secretarios de Pesca y de Turismo, Ana Paz y Luis Mora": as many people as places or matters."""
    tokens, offices, j = analysis.tokens, [phrase], phrase.last + 1
    while j < len(tokens) and (complement := _complement(tokens, j)) is not None:
        start, j = complement
        offices.append(_with_complement(phrase, analysis.text[tokens[start].start : tokens[j - 1].end]))
    named: list[int] = []
    while (k := by_first.get(j + 1)) is not None and (tokens[j].text == "," or (named and tokens[j].fold in AND)):
        named.append(k)
        j = people[k][1] + 1
    return list(zip(named, offices, strict=True)) if 1 < len(named) == len(offices) else []


def _complement(tokens: Sequence[Token], j: int) -> tuple[int, int] | None:
    """First token and comma of the place or matter in "; y de Apan," at token `j`."""
    if j + 1 >= len(tokens) or not (tokens[j].text in (";", ",") or tokens[j].fold in AND):
        return None
    j += 1 + (tokens[j + 1].fold in AND)
    if j + 2 >= len(tokens) or tokens[j].fold not in OF:
        return None
    j += 1 + (tokens[j + 1].fold in ARTICLES)
    if not is_capitalised(tokens[j]):
        return None
    comma = next((i for i in range(j + 1, min(j + _LONGEST, len(tokens))) if tokens[i].text == ","), None)
    return None if comma is None else (j, comma)


def _with_complement(phrase: OfficePhrase, named: str) -> OfficePhrase:
    """The same office of another place or of another matter."""
    bare = phrase.name.removesuffix(phrase.topic).rstrip() if phrase.topic else phrase.name
    bare = bare.removesuffix(" del").removesuffix(" de")
    if phrase.place or phrase.office.scope == "territory":
        return replace(phrase, name=bare, place=named, topic=None)
    return replace(phrase, name=f"{bare} de {named}", topic=named, organization=None, noun=None)
