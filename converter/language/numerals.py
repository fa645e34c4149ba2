"""Spanish numerals as releases print them: digits in every national notation, words, mixtures of both, romans, ordinals.

Values are exact :class:`~decimal.Decimal` numbers. Everything works on the folded tokens of :mod:`converter.language.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from converter.language.text import Token, fold

# Number words are a closed class of the language: grammar, not data.
_UNITS = {
    "cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
    "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16,
    "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuno": 21, "veintiuna": 21,
    "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
    "veintiocho": 28, "veintinueve": 29,
}  # fmt: skip
_TENS = {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90}
_HUNDREDS = {"cien": 100, "ciento": 100, "quinientos": 500, "quinientas": 500} | {
    stem + ending: 100 * value
    for stem, value in {
        "doscient": 2, "trescient": 3, "cuatrocient": 4, "seiscient": 6, "setecient": 7, "ochocient": 8, "novecient": 9,
    }.items()
    for ending in ("os", "as")
}  # fmt: skip
_SMALL = _UNITS | _TENS | _HUNDREDS
_MILLIONS = {"millon": 10**6, "millones": 10**6, "billon": 10**12, "billones": 10**12}
_COLLECTIVES = {"docena": 12, "docenas": 12, "decena": 10, "centenar": 100, "millar": 1000}
_STARTERS = frozenset({*_SMALL, *_COLLECTIVES, "mil", "medio", "media"})
_ORDINAL_STEMS = {
    "primer": 1, "segund": 2, "tercer": 3, "cuart": 4, "quint": 5, "sext": 6, "septim": 7, "setim": 7, "octav": 8, "noven": 9,
    "decim": 10, "undecim": 11, "onceav": 11, "duodecim": 12, "doceav": 12, "vigesim": 20, "trigesim": 30, "cuadragesim": 40,
    "quincuagesim": 50, "sexagesim": 60, "septuagesim": 70, "octogesim": 80, "nonagesim": 90, "centesim": 100,
}  # fmt: skip
_ORDINAL_WORD = re.compile(rf"(?:{'|'.join(sorted(_ORDINAL_STEMS, key=len, reverse=True))})")
_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DIGITAL_ORDINAL = re.compile(r"(\d{1,4})(?:°|º|ª|[ao]|er|ra|ta|va|na|do|da|to|vo|mo)")
_DIGITS = re.compile(r"\d+(?:[.,']\d{3})*(?:[.,]\d+)?")


class Numeral(NamedTuple):
    """A cardinal number and where it ends: the index after its last token. `collective` numbers take "de" before their
    noun (dos millones **de** pesos, una docena **de** camas)."""

    value: Decimal
    end: int
    collective: bool = False


def digits(text: str) -> Decimal | None:
    """The value of a number in digits, whichever marks its country uses; None if `text` is none.

    Groups of three after a comma, dot or apostrophe are thousands unless the number starts with a zero.

    >>> [str(digits(t)) for t in ("23,761,340", "10.606", "99,9", "86.7", "1.234,56", "0.125")]
    ['23761340', '10606', '99.9', '86.7', '1234.56', '0.125']
    """
    if not _DIGITS.fullmatch(text):
        return None
    marks = [c for c in text if not c.isdigit()]
    if not marks:
        return Decimal(text)
    head, _, tail = text.rpartition(marks[-1])
    grouped = len(tail) == 3 and len(set(marks)) == 1 and not text.startswith("0") and text.index(marks[0]) <= 3
    whole = "".join(c for c in head if c.isdigit())
    return Decimal(whole + tail) if grouped else Decimal(f"{whole}.{tail}")


def roman(text: str) -> int | None:
    """The value of a roman number in capitals below 400; None if `text` is none.

    >>> roman("XXVII"), roman("IMSS")
    (27, None)
    """
    if not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _ordinal_word(word: str) -> int | None:
    """One folded word: decimoquinta is 15, vigesimosegundo 22."""
    total, position = 0, 0
    while match := _ORDINAL_WORD.match(word, position):
        total += _ORDINAL_STEMS[match.group()]
        position = match.end()
        if position < len(word) and word[position] in "oa":
            position += 1
    rest = word[position:]
    return total if total and rest in ("", "s") and (word[-1] in "oas" or word in ("primer", "tercer")) else None


@lru_cache(maxsize=1 << 12)
def ordinal(text: str) -> int | None:
    """The value of an ordinal of one or more words, digits with an ordinal mark, or a roman number; None if it is none.

    >>> [ordinal(t) for t in ("Vigésima Séptima", "XXVII", "35°", "3er", "Primera", "segundo", "2014")]
    [27, 27, 35, 3, 1, 2, None]
    """
    if (value := roman(text)) is not None:
        return value
    folded = fold(text)
    if match := _DIGITAL_ORDINAL.fullmatch(folded):
        return int(match.group(1))
    total = 0
    for word in folded.split():
        value = _ordinal_word(word)
        if value is None:
            return None
        total += value
    return total or None


def _group(tokens: Sequence[Token], start: int) -> tuple[Decimal, int] | None:
    """A number below a thousand in words, or one in digits; digits grouped by single spaces (500 000) are one number."""
    token = tokens[start]
    if token.shape == "number":
        value = digits(token.text)
        if value is None:
            return None
        end = start + 1
        while end < len(tokens) and len(token.text) <= 3 and _continues(tokens, end):
            value = value * 1000 + Decimal(tokens[end].text)
            end += 1
        return value, end
    total, end, last = 0, start, 1000
    while end < len(tokens):
        word = tokens[end].fold
        if word == "y" and 0 < last < 100 and end + 1 < len(tokens) and _SMALL.get(tokens[end + 1].fold, 10) < 10 <= last:
            end += 1
            continue
        value_of = _SMALL.get(word)
        if value_of is None or not _fits(value_of, last):
            break
        total, last, end = total + value_of, value_of, end + 1
    return (Decimal(total), end) if end > start else None


def _fits(value: int, last: int) -> bool:
    """A word may follow a larger one of another order: doscientos + treinta, treinta (y) + cinco; never dos + tres."""
    return last == 1000 or (last >= 100 > value) or (30 <= last < 100 and value < 10)


def _continues(tokens: Sequence[Token], end: int) -> bool:
    before, here = tokens[end - 1], tokens[end]
    return here.shape == "number" and len(here.text) == 3 and here.text.isdigit() and here.start == before.end + 1


def cardinal(tokens: Sequence[Token], start: int) -> Numeral | None:
    """The longest cardinal that starts at `tokens[start]`; None where none does.

    >>> from converter.language.text import tokenize
    >>> [str(cardinal(tokenize(t), 0).value) for t in ("9 mil 400 millones de pesos", "treinta y cinco", "medio millón")]
    ['9400000000', '35', '500000.0']
    """
    first = tokens[start].fold
    if tokens[start].shape != "number" and first not in _STARTERS:
        return None
    after = tokens[start + 1].fold if start + 1 < len(tokens) else ""
    if first in ("medio", "media"):
        scale = _MILLIONS.get(after) or _COLLECTIVES.get(after)
        return Numeral(Decimal("0.5") * scale, start + 2, collective=True) if scale else None
    if first in _COLLECTIVES and start and tokens[start - 1].fold in ("una", "un"):
        return Numeral(Decimal(_COLLECTIVES[first]), start + 1, collective=True)
    return _scaled(tokens, start)


def cardinals(tokens: Sequence[Token]) -> Iterator[tuple[int, Numeral]]:
    """The cardinals among `tokens`, left to right and without overlap, each with the index of its first token."""
    past, starters = 0, _STARTERS
    for start in [i for i, token in enumerate(tokens) if token.shape == "number" or token.fold in starters]:
        numeral = cardinal(tokens, start) if start >= past else None
        if numeral is not None:
            yield start, numeral
            past = numeral.end


def _scaled(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Groups with their scales: (group) mil (group) millones (group) mil (group)."""
    total = section = Decimal(0)
    scale, position, collective = None, start, False
    while position < len(tokens):
        group = _group(tokens, position)
        if group is not None and (position == start or tokens[position - 1].fold in ("mil", *_MILLIONS)):
            value, position = group
        elif tokens[position].fold == "mil" and (position == start or collective):
            value = Decimal(1)
        else:
            break
        if position < len(tokens) and tokens[position].fold == "mil":
            section, value, position = section + value * 1000, Decimal(0), position + 1
            if (more := _group_after_thousand(tokens, position)) is not None:
                value, position = more
        section, collective = section + value, False
        word = tokens[position].fold if position < len(tokens) else ""
        if word in _MILLIONS and (scale is None or _MILLIONS[word] < scale):
            scale = _MILLIONS[word]
            total, section, position, collective = total + section * scale, Decimal(0), position + 1, True
        elif word in _COLLECTIVES:
            return Numeral(section * _COLLECTIVES[word], position + 1, collective=True)
        elif not collective:
            break
    return Numeral(total + section, position, collective) if position > start else None


def _group_after_thousand(tokens: Sequence[Token], position: int) -> tuple[Decimal, int] | None:
    group = _group(tokens, position) if position < len(tokens) else None
    return group if group is not None and group[0] < 1000 else None
