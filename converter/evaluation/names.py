"""When two names, titles or texts count as the same: letter for letter (strict), or as a reader would have it (lenient)."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

from converter.resources import table


def plain(text: str) -> str:
    """The text as strict comparison has it: composed characters, single spaces.

    >>> plain(" José  Pérez ")
    'José Pérez'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """Without case, accents and punctuation: words of ASCII letters and digits.

    >>> folded("Hospital General “Dr. Núñez”, n.º 3")
    'hospital general dr nunez n o 3'
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in decomposed if not unicodedata.combining(c))))


@cache
def _openings() -> frozenset[str]:
    return frozenset(row["form"] for row in table("evaluation/name-openings.tsv"))


def key(name: str) -> str:
    """A name as lenient comparison has it: folded, without titles and articles in front.

    >>> key("La Dra. Inés Paredes"), key("Don")
    ('ines paredes', '')
    """
    words = folded(name).split()
    start = next((i for i, word in enumerate(words) if word not in _openings()), len(words))
    return " ".join(words[start:])


def similarity(one: str, other: str) -> float:
    """From 0 (nothing shared) to 1 (equal but for case, accents and punctuation)."""
    return SequenceMatcher(None, folded(one), folded(other), autojunk=False).ratio()


def same_text(one: str, other: str, at_least: float, strict: bool) -> bool:
    """Whether two texts are equal, or lenient: similar to the degree `at_least`."""
    return plain(one) == plain(other) if strict else similarity(one, other) >= at_least


def same_title(one: str, other: str) -> bool:
    """Whether two folded titles of office are equal, or one goes on where the other ends (the office, then its matter)."""
    return one == other or one.startswith(other + " ") or other.startswith(one + " ")
