"""Telling a sentence from a name: the two things that stand between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from converter import resources
from converter.language.grammar import words
from converter.language.text import Token, fold

_FINITE_ENDING = re.compile(r"\w{2,}(?:ó|aron|ieron|amos|emos|imos|rán?|aba|aban|arían?|erían?|irían?)$")
_FIRST_PERSON = re.compile(r"\w{2,}(?:é|ré|aste|iste)$")
_SUBJUNCTIVE = re.compile(r"\w{3,}(?:[ae]n?)$")


@cache
def _finite_forms() -> frozenset[str]:
    return frozenset(form for row in resources.table("language/finite-verbs.tsv") for form in row["forms"].split())


@cache
def _naming() -> dict[str, str]:
    return {fold(w): row["kind"] for row in resources.table("language/naming-nouns.tsv") for w in row["words"].split()}


def has_finite_verb(tokens: Sequence[Token]) -> bool:
    """Whether the words hold a conjugated verb, by form or ending; a verb after "se" or "no" counts by its vowel.

    >>> from converter.language.text import tokenize
    >>> has_finite_verb(tokenize("nadie se pierda")), has_finite_verb(tokenize("Plan de Agua Limpia"))
    (True, False)
    """
    for before, token in zip([None, *tokens], tokens, strict=False):
        word = token.lower
        if word in _finite_forms() or (_FINITE_ENDING.fullmatch(word) and word not in words("noun-like-conditional")):
            return True
        if token.shape == "lower" and _FIRST_PERSON.fullmatch(word) and word not in words("noun-like-first-person"):
            return True
        if before is not None and before.lower in ("se", "no", "nos", "les", "quienes") and _SUBJUNCTIVE.fullmatch(word):
            return True
    return False


def looks_like_name(tokens: Sequence[Token], finite: bool) -> bool:
    """Whether the words are capitalised as a title is: nearly all, from the first on."""
    if tokens and tokens[0].shape == "lower":
        return False
    rest = [t for t in tokens[1:] if t.shape != "number" and t.fold not in words("small")]
    capital = sum(t.shape in ("cap", "upper") for t in rest)
    if not rest:
        return not finite
    return capital / len(rest) > (0.75 if finite else 0.6)


def names_something(before: str, first: str, finite: bool) -> bool:
    """Whether the text right before an opening mark says that a name follows (el programa «…», denominada «…»).

    `first` is the first character between the marks: a sentence may follow such a word as its subject or object («el plan
    “ha cambiado la vida de muchos”»), but then it starts in lower case.
    """
    if re.search(r"[.;:]\s*$", before):
        last = re.search(r"([^\W\d_]+)\s*:\s*$", before)
        kind = _naming().get(fold(last.group(1))) if last is not None else None
        return kind == "motto" or (kind is not None and first.isupper())
    near = re.findall(r"[^\W\d_]+", fold(re.split(r"[.;:,](?=\s+\S)", before)[-1]))
    copula = False
    for distance, word in enumerate(reversed(near[-6:])):
        kind = _naming().get(word)
        if kind == "motto":
            return True
        if copula:
            continue  # «la obra es “un sueño cumplido”» says something, «el lema es “…”» names
        if kind == "participle" and distance < 3:
            return True
        if kind == "noun" and distance < 4 and (not finite or first.isupper()):
            return True
        copula = copula or word in ("es", "son", "sera", "fue")
        if word == "que":
            return False
    return False
