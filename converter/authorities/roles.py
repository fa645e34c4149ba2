"""Brings the printed forms of an office to one key, so that women's and men's forms are one post."""

from __future__ import annotations

import re
from functools import lru_cache

from converter.language.text import fold

# Articles and prepositions say nothing about which office it is.
_EMPTY = frozenset(("a", "al", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "su", "y"))
_IRREGULAR = {"jefa": "jefe", "alcaldesa": "alcalde", "jueza": "juez", "lideresa": "lider"}
_ENDINGS = (("ora", "or"), ("nta", "nte"), ("a", "o"))


def _masculine(word: str) -> str:
    """The masculine form of an office word; other words change too, which does no harm as both sides of a comparison do."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for feminine, masculine in _ENDINGS:
        if word.endswith(feminine) and len(word) > len(feminine) + 2:
            return word.removesuffix(feminine) + masculine
    return word


@lru_cache(maxsize=4096)
def role_key(name: str) -> str:
    """The words that tell one office from another, in one gender and without case, accents and small words.

    >>> role_key("Directora General del IMSS") == role_key("director general de IMSS")
    True
    >>> role_key("la titular")
    'titular'
    """
    return " ".join(_masculine(word) for word in re.findall(r"[^\W_]+", fold(name)) if word not in _EMPTY)
