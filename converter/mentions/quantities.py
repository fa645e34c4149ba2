"""Quantities: a number with the unit it counts, in the release's own words.

Ordinals, years, dates, hours, addresses, telephone and serial numbers are numbers too, but count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from converter import resources
from converter.language import grammar
from converter.language.lexicon import Phrases, number_words
from converter.language.numerals import Numeral, cardinal, cardinals
from converter.language.text import Token
from converter.mentions.analysis import Analysis
from converter.model import Part, Quantity, Span

_BODY = (Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.CAPTION)
_PARTICIPLE = re.compile(r"[ai]d[ao]s$")
_VERB = re.compile(r"[ae]mos$")
_CLOCK = re.compile(r"[:/]\d|-\d{2,}")


class _Unit(NamedTuple):
    text: str
    factor: Decimal
    end: int  # index of the token after the unit


@cache
def _symbols(position: str) -> Phrases[tuple[str, Decimal]]:
    rows = resources.table("language/units.tsv")
    return Phrases((r["form"], (r["unit"], Decimal(r["factor"]))) for r in rows if r["position"] == position)


@cache
def _comparators() -> Phrases[str]:
    return Phrases((r["form"], r["comparator"]) for r in resources.table("language/comparators.tsv"))


def find(analysis: Analysis) -> list[Quantity]:
    """The quantities of headline and body in reading order, keys `qty-1`, `qty-2` ...; spans take in the comparator."""
    found: list[Quantity] = []
    for passage in analysis.release.passages:
        if passage.part not in _BODY:
            continue
        tokens = analysis.tokens_in(passage.span)
        for position, numeral in cardinals(tokens):
            quantity = _quantity(analysis, tokens, position, numeral, f"qty-{len(found) + 1}")
            if quantity is not None:
                found.append(quantity)
    return found


def _quantity(analysis: Analysis, tokens: Sequence[Token], start: int, numeral: Numeral, key: str) -> Quantity | None:
    """The quantity of one numeral, or None where it labels, dates or merely is an article (un, una)."""
    if tokens[start].fold in ("un", "una", "uno") and not numeral.collective:
        return None
    first, before = _symbols("before").match_before(tokens, start) or (start, None)
    unit = _unit(analysis, tokens, numeral)
    if unit is None and before is None:
        return None
    if before is None and _is_label(analysis.text, tokens, start, numeral):
        return None
    text, factor = (unit.text, unit.factor) if unit is not None else ("", Decimal(1))
    if before is not None:
        text = text or before[0]
    comparator, first = _comparator(tokens, first)
    value = (numeral.value * factor).normalize()
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    end = unit.end if unit is not None else numeral.end
    return Quantity(
        key,
        text,
        Span(tokens[first].start, tokens[end - 1].end),
        value=value if comparator in ("exactly", "about") else None,
        minimum=value if comparator == "more-than" else None,
        maximum=value if comparator == "less-than" else None,
        comparator=comparator,
    )


def _is_label(text: str, tokens: Sequence[Token], start: int, numeral: Numeral) -> bool:
    """True where the number names a thing or a moment instead of counting."""
    first, last = tokens[start], tokens[numeral.end - 1]
    before = tokens[start - 1] if start else None
    glued = text[max(0, first.start - 1) : first.start]
    if first.shape == "number" and (glued in (":", "/", "-", "–", "#", "+", "@", "_", "&") or _CLOCK.match(text, last.end)):
        return True
    if (before is not None and before.fold in number_words("label")) or (first.text.isdigit() and len(first.text) > 6):
        return True
    year = numeral.end == start + 1 and re.fullmatch(r"(?:1[5-9]|20)\d\d", first.text) is not None
    if year and before is not None and before.fold in number_words("before-year"):
        return True
    if before is None or first.shape != "number" or start < 2 or numeral.end > start + 1:
        return False
    return before.shape == "upper" or (year and before.shape in ("cap", "mixed"))  # UMF 93, Agenda 2030


def _unit(analysis: Analysis, tokens: Sequence[Token], numeral: Numeral) -> _Unit | None:
    """What the number counts: a unit of the table, or a plural noun with its adjectives and a short "de ..." complement."""
    position = numeral.end
    symbol = _symbols("after").match(tokens, position) if position < len(tokens) else None
    if symbol is not None:
        return _Unit(*symbol[1], position + symbol[0])
    if numeral.collective:
        if position >= len(tokens) or tokens[position].fold != "de":
            return None
        position += 1
    start = position
    while position < len(tokens) and tokens[position].fold in number_words("adjective"):
        position += 1
    if position >= len(tokens) or not _is_plural(tokens[position]) or tokens[position].fold in number_words("month"):
        return None
    if tokens[start].shape == tokens[numeral.end - 1].shape == "cap":  # a name: Dos Bocas, Tres Cantos
        return None
    position = _complement(tokens, _adjectives(tokens, position + 1))
    return _Unit(analysis.text[tokens[start].start : tokens[position - 1].end], Decimal(1), position)


def _is_plural(token: Token) -> bool:
    """Plural nouns end in -s; a capital is welcome (35 Unidades Médicas) but an acronym is none."""
    return (
        token.shape in ("lower", "cap")
        and token.fold.endswith("s")
        and len(token.text) > 3
        and token.fold not in number_words("no-unit")
    )


def _adjectives(tokens: Sequence[Token], position: int) -> int:
    """The index after the plural adjectives at `position`; one that takes a complement of its own is left out."""
    while position < len(tokens) and _is_plural(tokens[position]) and tokens[position - 1].shape == tokens[position].shape:
        after = tokens[position + 1].fold if position + 1 < len(tokens) else ""
        word = tokens[position].fold
        if (
            after in grammar.folded("after-verb")
            or _VERB.search(word)
            or (_PARTICIPLE.search(word) and after in grammar.folded("after-counted-participle"))
        ):
            break
        position += 1
    return position


def _complement(tokens: Sequence[Token], position: int) -> int:
    """The index after "de" and one bare noun (convenios de colaboración); articles, names and numbers are left out."""
    if position + 1 >= len(tokens) or tokens[position].fold != "de":
        return position
    noun = tokens[position + 1]
    bare = noun.shape == "lower" and noun.fold not in number_words("no-complement")
    return position + 2 if bare and cardinal(tokens, position + 1) is None and len(noun.text) > 3 else position


def _comparator(tokens: Sequence[Token], start: int) -> tuple[str, int]:
    """The comparator before index `start`, and where it begins; an article may stand between (casi **un** 8 %)."""
    if start and tokens[start - 1].fold in ("un", "el") and start > 1 and _comparator(tokens, start - 1)[0] != "exactly":
        return _comparator(tokens, start - 1)
    begins, comparator = _comparators().match_before(tokens, start) or (start, "exactly")
    return comparator, begins
