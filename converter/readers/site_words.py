"""Words every site has: its sections, and the labels of its details."""

from __future__ import annotations

from functools import cache

from converter.language.text import fold
from converter.resources import table


@cache
def words(use: str) -> frozenset[str]:
    """The folded words of ``ontology/layout/site-words.tsv`` with that use."""
    return frozenset(fold(row["word"]) for row in table("layout/site-words.tsv") if row["use"] == use)
