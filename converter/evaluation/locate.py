"""Finds in a text what an annotation names, so that a disagreement can be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from converter.language.text import fold

_AROUND = 50  # characters of context on each side


class Locator:
    """Looks names up in one text; case, accents and line breaks do not matter."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)

    def find(self, names: Iterable[str]) -> tuple[int, int] | None:
        """Where the first of `names` that occurs first occurs; None where none does."""
        for name in names:
            words = re.findall(r"\w+", fold(name))
            match = re.search(r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)", self._folded) if words else None
            if match:
                return match.span()
        return None

    def context(self, place: tuple[int, int] | None) -> tuple[int | None, str]:
        """The line number (from 1) of a place, and the words around it on one line; None and nothing where it is unknown."""
        if place is None:
            return None, ""
        start, end = place
        before, after = self._text[max(0, start - _AROUND) : start], self._text[end : end + _AROUND]
        line = self._text.count("\n", 0, start) + 1
        return line, " ".join(f"{before}[{self._text[start:end]}]{after}".split())
