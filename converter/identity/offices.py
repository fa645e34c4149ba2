"""When two offices are one office of one body, and when they exclude each other."""

from __future__ import annotations

from functools import cache, lru_cache

from converter.identity.profiles import Body, Held, content_words, names_a_place
from converter.language.lexicon import lexicon, office_words
from converter.language.text import fold, tokenize
from converter.resources import table

_HEADS = frozenset({"director", "head", "secretary", "minister", "president", "governor", "mayor"})
_OF_ONE_NAME = frozenset({"mayor", "governor", "head-of-state"})  # classes whose nouns all mean the same office of a body


def same_body(one: Body, other: Body, near: bool) -> bool:
    """`near`: the releases have a source in common; if not, every town may have a body of that name."""
    if one.iri is not None and other.iri is not None:
        return one.iri == other.iri
    if len(one.words & other.words) < 2:
        return False
    if near or one.iri is not None or other.iri is not None:
        return one.words <= other.words or other.words <= one.words
    return one.words == other.words and names_a_place(one.name)


def same_office(one: Held, other: Held, near: bool) -> bool:
    """The same office of the same body, whatever the noun's gender and whether its portfolio is repeated."""
    if one.body is None or other.body is None or not same_body(one.body, other.body, near):
        return False
    if one.post is not None and one.post == other.post:
        return True
    bodies = one.body.words | other.body.words
    (lemma, kind, rest), (other_lemma, other_kind, other_rest) = _parts(one.name), _parts(other.name)
    if rest - bodies != other_rest - bodies or not lemma or not other_lemma:
        return False
    if lemma == other_lemma:
        return True
    leads = not rest - bodies and "titular" in (lemma, other_lemma) and {kind, other_kind} <= _HEADS
    return leads or (kind == other_kind and kind in _OF_ONE_NAME)


def exclude(one: Held, other: Held) -> bool:
    """Nobody holds both at one time."""
    if one.body is None or other.body is None or one.post == other.post is not None:
        return False
    kinds = set()
    for office in (one, other):
        _, kind, rest = _parts(office.name)
        if kind not in _exclusive() or rest & office_words("other-time"):
            return False
        kinds.add(kind)
    words, others = one.body.words, other.body.words
    return len(kinds) > 1 or not (one.body.iri == other.body.iri is not None or words <= others or others <= words)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, str, frozenset[str]]:
    """The noun of an office in its first form, its class, and what else is said of it."""
    tokens = tokenize(name)
    rest = content_words(name) - _idle()
    for start in range(len(tokens)):
        found = lexicon().offices.match(tokens, start)
        if found is not None:
            length, office = found
            return (
                office.lemma,
                "former" if office.former else office.kind,
                rest - {token.fold for token in tokens[start : start + length]},
            )
    return "", "", rest


@cache
def _idle() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in table("identity/idle-office-words.tsv"))


@cache
def _exclusive() -> frozenset[str]:
    return frozenset(row["class"] for row in table("identity/exclusive-offices.tsv"))
