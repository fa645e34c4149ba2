"""The closed classes of Spanish words that the rules of saying share."""

from __future__ import annotations

from functools import cache

from converter import resources


@cache
def words(*classes: str) -> frozenset[str]:
    """The words of these classes of ``ontology/language/grammar-words.tsv``, in lower case.

    >>> "quienes" in words("relative"), "quienes" in words("article", "preposition")
    (True, False)
    """
    rows = resources.table("language/grammar-words.tsv")
    return frozenset(word for row in rows if row["class"] in classes for word in row["words"].split())
