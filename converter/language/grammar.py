"""The closed classes of Spanish words that rules share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from converter import resources
from converter.language.text import fold


@cache
def words(*classes: str) -> frozenset[str]:
    """The words of these classes of ``ontology/language/grammar-words.tsv``, in lower case.

    >>> "quienes" in words("relative"), "quienes" in words("article", "preposition")
    (True, False)
    """
    rows = resources.table("language/grammar-words.tsv")
    return frozenset(word for row in rows if row["class"] in classes for word in row["words"].split())


@cache
def folded(*classes: str) -> frozenset[str]:
    """The same words without their accents, for rules that read folded text."""
    return frozenset(map(fold, words(*classes)))


@cache
def folded_phrases(*classes: str) -> re.Pattern[str]:
    """The pattern of :func:`phrases` for folded text."""
    return _pattern(folded(*classes))


@cache
def phrases(*classes: str) -> re.Pattern[str]:
    """A pattern for the phrases of these classes, whose words the table joins by an underscore; either case.

    >>> phrases("aside").match("por su parte, Ana")[0]
    'por su parte'
    """
    return _pattern(words(*classes))


def _pattern(several: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(several, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?:" + "|".join(re.escape(p).replace("_", r"\s+") for p in longest) + r")\b", re.I)
