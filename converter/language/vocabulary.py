"""Every word that the project's own tables know, and the index that finds the ones a damaged word may have been."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from converter.language import saying
from converter.language.confusion import strokes
from converter.language.text import fold
from converter.resources import folder, table

_WORD = re.compile(r"[^\W\d_]{2,}")
# Table and the columns whose words are words of the language; a column that lists regular expressions is not among them.
_LANGUAGE = (
    ("language/function-words.tsv", "words"),
    ("language/grammar-words.tsv", "words"),
    ("language/finite-verbs.tsv", "forms"),
    ("language/offices.tsv", "forms"),
    ("language/offices.tsv", "body"),
    ("language/office-modifiers.tsv", "form"),
    ("language/honorifics.tsv", "form"),
    ("language/organization-heads.tsv", "head"),
    ("language/body-nouns.tsv", "noun"),
    ("language/agreement-heads.tsv", "head"),
    ("language/agreement-heads.tsv", "forms"),
    ("language/event-heads.tsv", "head"),
    ("language/event-heads.tsv", "forms"),
    ("language/event-verbs.tsv", "forms"),
    ("language/governments.tsv", "form"),
    ("language/title-words.tsv", "word"),
    ("language/units.tsv", "form"),
    ("layout/banner.tsv", "form"),
    ("layout/calendar.tsv", "form"),
    ("layout/headline-verbs.tsv", "form"),
    ("layout/kinds.tsv", "form"),
    ("places/place-words.tsv", "word"),
)
_NAMES = (("language/given-names.tsv", "name"), ("language/surnames.tsv", "name"))
_PLACES = ("countries", "states", "world-cities", "mexico", "spain", "peru", "hispanic-america", "regions")
_SHORTEST = 4  # letters of a word of which one may have been lost
_USUAL = 2  # words that make a group of letters a usual one


@cache
def language() -> dict[str, tuple[str, ...]]:
    """Folded word -> as the tables write it, of the words with which the rules of the language work; two letters or more."""
    words = (word for path, column in _LANGUAGE for row in table(path) for word in _WORD.findall(row[column]))
    # Infinitives and gerunds with a pronoun written to them are too many, and too much like other forms.
    verbs = saying.forms().items()
    plain = (w for w, forms in verbs if forms[0].tense not in ("infinitive", "gerund") or w.endswith(("r", "do")))
    return spelt((*words, *plain))


@cache
def names() -> dict[str, tuple[str, ...]]:
    """The same for given names, surnames and places, each word of them by itself."""
    return spelt((*(word for path, column in _NAMES for row in table(path) for word in _WORD.findall(row[column])), *_places()))


@cache
def function_words() -> frozenset[str]:
    """The folded words of the closed classes: the ones that a word may be written together with."""
    rows = table("language/function-words.tsv")
    return frozenset(fold(word) for row in rows if row["class"] == "closed" for word in row["words"].split())


@cache
def openers() -> frozenset[str]:
    """Of the function words, those that stand before a noun as a rule, and so are what a word is glued to behind."""
    wanted = ("article", "preposition")
    rows = table("language/grammar-words.tsv")
    return frozenset(fold(word) for row in rows if row["class"] in wanted for word in row["words"].split()) | {"que", "y"}


@cache
def lookalikes() -> frozenset[str]:
    """Folded words of Spanish that are no words of ours, though recognition may have made them of one."""
    return frozenset(word for row in table("language/look-alikes.tsv") for word in row["words"].split())


def plausible(folded: str) -> bool:
    """True where a word looks like Spanish: any three letters in a row of it are found in other words as well.

    >>> plausible("martel"), plausible("paredcs"), plausible("e1ena")
    (True, False, False)
    """
    return all(part in _trigrams() for part in _parts(folded))


@cache
def _trigrams() -> frozenset[str]:
    counts = Counter(part for word in {**language(), **names()} for part in set(_parts(word)))
    return frozenset(part for part, count in counts.items() if count >= _USUAL)


def _parts(word: str) -> Iterator[str]:
    padded = f" {word} "
    return (padded[i : i + 3] for i in range(len(padded) - 2))


def _places() -> Iterator[str]:
    for file in _PLACES:
        path = folder("ontology") / "places" / f"{file}.tsv"
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield from _WORD.findall(line.partition("\t")[0])


def spelt(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The spellings of each folded word, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        known = found.get(fold(word), ())
        if word not in known:
            found[fold(word)] = (*known, word)
    return found


class Index:
    """Words by their strokes, whole and with one letter gone; immutable once made."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for word in words:
            for key in _keys(word):
                self._words.setdefault(key, []).append(word)

    def near(self, printed: str) -> set[str]:
        """The folded words that `printed` (folded) may have been: of the same strokes, but for a letter lost or added."""
        return {word for key in _keys(printed) for word in self._words.get(key, ())}


def _keys(word: str) -> set[str]:
    keys = {strokes(word)}
    if len(word) >= _SHORTEST:
        keys |= {strokes(word[:i] + word[i + 1 :]) for i in range(len(word))}
    return keys
