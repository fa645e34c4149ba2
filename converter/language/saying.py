"""Verbs of saying: the forms of ``ontology/language/verbs-of-saying.tsv`` and where they stand among tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from converter import resources
from converter.language.grammar import words
from converter.language.text import Token, fold

_ENDINGS = {
    "ar": {
        "present": ("a", "an"),
        "preterite": ("ó", "aron"),
        "imperfect": ("aba", "aban"),
        "participle": ("ado",),
        "gerund": ("ando",),
    },
    "er": {
        "present": ("e", "en"),
        "preterite": ("ió", "ieron"),
        "imperfect": ("ía", "ían"),
        "participle": ("ido",),
        "gerund": ("iendo",),
    },
}
_DIPHTHONGS = {"ie": "e", "ue": "o", "i": "e"}
_AUXILIARIES = {"ha": False, "han": True, "había": False, "habían": True, "habría": False, "habrían": True}
_SIMPLE = ("present", "preterite", "imperfect", "infinitive", "gerund")
_CLITICS = ("me", "te", "se", "les", "le", "los", "las", "lo", "la", "nos")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb of saying. `kind` is say, think, judge, ask or frame; see the table. `rest` are the words that
    must follow, `reflexive` says that it needs "se"."""

    lemma: str
    kind: str
    tense: str
    plural: bool
    reflexive: bool = False
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SayingVerb:
    """A verb of saying in a text: tokens `first` to `last` (inclusive) are the verb as printed, its clitics left out.
    `finite` is false for infinitives and gerunds; `impersonal` where "se" hides the speaker (se informó)."""

    form: Form
    first: int
    last: int
    finite: bool
    impersonal: bool


def conjugate(lemma: str, change: str = "") -> dict[str, tuple[str, ...]]:
    """The third persons (singular, plural), participle and gerund of a verb that is regular but for its stem vowel.

    >>> conjugate("advertir", "ie")["present"], conjugate("advertir", "ie")["preterite"]
    (('advierte', 'advierten'), ('advirtió', 'advirtieron'))
    >>> conjugate("concluir", "y")["preterite"]
    ('concluyó', 'concluyeron')
    """
    stem, ending = lemma[:-2], lemma[-2:]
    stressed = weak = stem
    if change == "y":
        stressed = stem + "y"
    elif change:
        head, _, tail = stem.rpartition(_DIPHTHONGS[change])
        stressed = head + change + tail
        if ending == "ir":
            weak = head + ("u" if change == "ue" else "i") + tail
    forms = {}
    for tense, endings in _ENDINGS["ar" if ending == "ar" else "er"].items():
        base = stressed if tense == "present" else weak if tense in ("preterite", "gerund") else stem
        if change == "y" and tense in ("preterite", "gerund"):
            endings = {"preterite": ("yó", "yeron"), "gerund": ("yendo",)}[tense]
        forms[tense] = tuple(base + e for e in endings)
    return forms


def _with_pronouns(word: str) -> list[str]:
    """An infinitive or gerund with each pronoun written to it (asegurarles, diciéndonos)."""
    stem = re.sub(r"([ae])ndo$", lambda m: ("á" if m.group(1) == "a" else "é") + "ndo", word)
    return [stem + clitic for clitic in _CLITICS]


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every form of every verb in the table, by the printed word in lower case; an infinitive is a form too."""
    found: dict[str, list[Form]] = {}
    for row in resources.table("language/verbs-of-saying.tsv"):
        head, *rest = row["lemma"].split()
        reflexive = head.endswith("se")
        infinitive = head.removesuffix("se") if reflexive else head
        tenses = conjugate(infinitive, row["change"])
        for given in filter(None, row["forms"].split(";")):
            tense, _, printed = given.partition("=")
            tenses[tense] = tuple(filter(None, printed.split(",")))
        tenses["infinitive"] = (infinitive,)
        for tense, printed_forms in tenses.items():
            for number, word in enumerate(printed_forms):
                form = Form(row["lemma"], row["class"], tense, number == 1, reflexive, tuple(rest))
                found.setdefault(word, []).append(form)
            if tense in ("infinitive", "gerund"):
                for word in _with_pronouns(printed_forms[0]):
                    found.setdefault(word, []).append(form)
    return {word: tuple(sorted(several, key=lambda f: not f.reflexive)) for word, several in found.items()}


@cache
def _unaccented() -> dict[str, tuple[Form, ...]]:
    """Preterites by their form without accent, and as scanners misread them: d, é or 6 for ó, fi for ñ."""
    found: dict[str, tuple[Form, ...]] = {}
    for word, several in forms().items():
        past = tuple(f for f in several if f.tense == "preterite")
        if past and word.endswith("ó"):
            for stem in {word[:-1], fold(word[:-1]), word[:-1].replace("ñ", "fi")}:
                found |= dict.fromkeys((stem + end for end in "odé6"), past)
    return found


@cache
def _triggers() -> frozenset[str]:
    """The words a verb of saying can begin with."""
    return frozenset((*forms(), *_unaccented(), *_AUXILIARIES))


@cache
def openings() -> frozenset[str]:
    """The folded words a verb of saying can begin with: most words of a text are none, and are passed over at once."""
    return frozenset(map(fold, _triggers()))


def _candidates(token: Token, before: Token | None) -> tuple[Form, ...]:
    word = token.lower
    known = forms().get(word, ())
    if not known and (before is None or before.shape in ("mark", "cap", "upper")):
        return _unaccented().get(word, ())  # elsewhere a preterite without its accent is a noun: el anuncio
    return known


def _rest_follows(tokens: Sequence[Token], after: int, rest: tuple[str, ...]) -> bool:
    return not rest or tuple(t.lower for t in tokens[after : after + len(rest)]) == rest


def find(tokens: Sequence[Token], start: int, end: int, at: Iterable[int] | None = None) -> Iterator[SayingVerb]:
    """The verbs of saying among ``tokens[start:end]`` (that begin at one of the indices `at`), in order; a compound tense is
    one verb."""
    past, triggers = start, _triggers()
    for first in range(start, end) if at is None else at:
        if first < past or tokens[first].lower not in triggers:
            continue
        last = first
        tenses: tuple[str, ...] = _SIMPLE
        plural = _AUXILIARIES.get(tokens[first].lower)
        if plural is not None:
            last += 1
            while last < min(end, first + 3) and tokens[last].lower in words("adverb"):
                last += 1
            tenses = ("participle",)
        if last >= end:
            continue
        several = _candidates(tokens[last], tokens[first - 1] if first > start else None)
        clitics = {t.lower for t in tokens[max(start, first - 2) : first]} & words("clitic") if several else ()
        for form in several:
            if form.tense not in tenses or not _rest_follows(tokens, last + 1, form.rest):
                continue
            if form.reflexive and "se" not in clitics:
                continue
            if plural is not None:
                form = Form(form.lemma, form.kind, form.tense, plural, form.reflexive, form.rest)
            finite = form.tense not in ("infinitive", "gerund")
            last += len(form.rest)
            yield SayingVerb(form, first, last, finite, "se" in clitics and not form.reflexive)
            past = last + 1
            break
