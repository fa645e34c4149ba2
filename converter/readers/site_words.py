"""Words every site has: its sections, and the labels of its details."""

from __future__ import annotations

from functools import cache

from converter.language.sentencehood import looks_like_name
from converter.language.text import fold, tokenize
from converter.resources import table


@cache
def words(use: str) -> frozenset[str]:
    """The folded words of ``ontology/layout/site-words.tsv`` with that use."""
    return frozenset(fold(row["word"]) for row in table("layout/site-words.tsv") if row["use"] == use)


def names_a_site(text: str) -> bool:
    """True for the name of a section, or of a public body by its first word, and not a sentence about one."""
    folded = fold(text)
    if folded in words("section"):
        return True
    return folded.startswith(_bodies()) and looks_like_name(tokenize(text), finite=True)


@cache
def _bodies() -> tuple[str, ...]:
    """The opening words of the names of public bodies and offices."""
    return tuple(f"{fold(row['form'])} " for row in table("layout/banner.tsv") if row["what"] in ("issuer", "office"))
