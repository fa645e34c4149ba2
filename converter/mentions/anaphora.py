"""Descriptions that stand for somebody named before: «la funcionaria», «el mandatario local», an office without its body."""

from __future__ import annotations

from functools import cache

from converter import resources
from converter.language.grammar import words
from converter.language.text import fold

_LONGEST = 4  # words: what says more is an office with its body, which names or does not name its holder by itself


_LEADERS = frozenset(("mayor", "governor", "president", "head-of-state"))


@cache
def _classes() -> dict[str, tuple[str, bool]]:
    """Class of each printed form of an office, and whether the form is only used of somebody named before."""
    rows = resources.table("language/offices.tsv")
    return {fold(form): (row["class"], row["scope"] == "generic") for row in rows for form in row["forms"].split("|")}


def _plain(text: str) -> list[str]:
    return [w for w in fold(text).split() if w not in words("article")]


def is_bare(text: str) -> bool:
    """Whether an office is printed without the body or place it belongs to, so that only the text before can tell whose it is.

    >>> is_bare("la Alcaldesa"), is_bare("el jefe de la comuna"), is_bare("el titular del IMSS")
    (True, True, False)
    """
    plain = _plain(text)
    capitals = sum(w[0].isupper() for w in text.split() if fold(w) not in words("article"))
    return len(plain) <= _LONGEST and (len(plain) == 1 or capitals == 0)


def _leading(text: str) -> tuple[str, bool]:
    """Class of the office the text begins with, and whether its form is only used of somebody named before."""
    plain = _plain(text)
    for end in range(min(len(plain), _LONGEST), 0, -1):
        found = _classes().get(" ".join(plain[:end]))
        if found is not None:
            return found
    return "generic", True


def offices(text: str) -> frozenset[str] | None:
    """The classes of office (mayor, governor ...) of which `text` can be said, None where it can be said of anybody.

    "el mandatario" is said of whoever leads a city, a state or a country.
    """
    kind, later = _leading(text)
    if kind == "generic":
        return None
    return _LEADERS if later and kind in _LEADERS else frozenset((kind,))


def offices_in(text: str) -> frozenset[str]:
    """The class of the office that a bound mention prints, with its complement or without."""
    kind, _ = _leading(text)
    return frozenset() if kind == "generic" else frozenset((kind,))
