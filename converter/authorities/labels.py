"""Finds the labels of authority entries in running text, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from converter.authorities.entries import Entry, LabelMatch
from converter.language.text import fold
from converter.model import Span
from converter.resources import table

# Kinds that may overlap in a text: an office holds the name of its body, a body the name of a place.
_LAYERS = {"organization": "body", "programme": "body", "series": "event", "event": "event"}
# An acronym of so many letters or fewer must be printed in capitals (SEP, not "sep."); a longer one needs a capital (Cepal).
_STRICT_ACRONYM = 3

_ARTICLE = re.compile(r"(?<=\s)(?:(de)l|el|las?|los)\s")


# How far a label is trusted, in the order in which entries are given.
_TRUSTED, _ACRONYM, _HIDDEN = range(3)
# The entries that share one folded label, each with its spelling (Secretaría is no secretaria) and how far it is trusted.
_Sharing = list[tuple[int, Entry, str]]


def _agrees(printed: str, label: str) -> bool:
    """True where the accents printed are those of `label`, which folds alike; capitals are often printed without any."""
    return printed.isupper() or printed.lower() == label.lower()


def _may_be(entry: Entry, label: str, printed: str | None) -> bool:
    """False where capitals are missing: an office may do without, a proper name may not, nor a hidden acronym (SE).

    A head noun may stand in lower case before a name that is still plain: "el instituto estatal de la Mujer Indígena"."""
    if printed is None or entry.kind == "post":
        return True
    if label.isupper():
        return printed.isupper()
    return not printed[0].islower() or (label[0].isupper() and sum(word[0].isupper() for word in printed.split()[1:]) >= 2)


def _is_acronym(printed: str, acronym: str) -> bool:
    if len(acronym) <= _STRICT_ACRONYM:
        return printed in (acronym, acronym.upper())
    return printed[0].isupper()


def _without_articles(folded: str) -> str:
    """A label is printed with and without its inner articles: "Conferencia de (las) Universidades"."""
    return _ARTICLE.sub(lambda match: "de " if match[1] else "", folded)


@cache
def _official() -> dict[str, str]:
    """What the official name of a state adds to the usual one, by the state: Coahuila (de Zaragoza)."""
    pairs = ((row["name"], alias) for row in table("places/states.tsv") for alias in row["aliases"].split("|"))
    return {name: alias[len(name) :] for name, alias in pairs if alias.startswith(f"{name} de ")}


def _in_full(label: str) -> tuple[str, ...]:
    """The label of a body of a state with the state's official name, if that is longer."""
    before, _, state = label.rpartition(" ")
    return (label + _official()[state],) if before and state in _official() else ()


class LabelIndex:
    """An Aho-Corasick automaton over the folded labels of entries; built once, never changed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        import ahocorasick

        self._labels: dict[str, _Sharing] = {}
        for entry in entries:
            for trust, spelt in ((_TRUSTED, entry.labels), (_HIDDEN, entry.hidden), (_ACRONYM, entry.acronyms)):
                for label in spelt:
                    if trust != _TRUSTED or label not in entry.hidden:
                        for form in (label, *_in_full(label)):
                            self._labels.setdefault(fold(form), []).append((trust, entry, form))
        loose = {_without_articles(key): key for key in self._labels if _ARTICLE.search(key)}
        self._loose = {key: label for key, label in loose.items() if key not in self._labels}
        self._automaton: Any = ahocorasick.Automaton()
        for key in sorted(self._labels):  # neighbours share their nodes: half the time to join them, measured
            self._automaton.add_word(key, key)
        self._automaton.make_automaton()

    def lookup(self, label: str, kind: str | None = None) -> tuple[Entry, ...]:
        """The entries that carry `label` as name, alias or acronym, in the order of the lists; hidden labels last."""
        wanted = fold(label.strip())
        found = self._labels.get(wanted) or self._labels.get(self._loose.get(_without_articles(wanted), ""), [])
        ranked = sorted(found, key=lambda label: label[0])
        return tuple({entry.iri: entry for _, entry, _ in ranked if kind in (None, entry.kind)}.values())

    def match(self, folded: str, text: str | None = None) -> list[LabelMatch]:
        """The word-bounded labels in `folded`, longest first where labels of one layer overlap, sorted by position.

        Where the unfolded `text` is given too, an acronym must be printed as one and the accents must agree.
        """
        found: dict[str, list[LabelMatch]] = {}
        for last, key in self._automaton.iter(folded):
            start, end = last - len(key) + 1, last + 1
            if folded[end : end + 1].isalnum() or (start and folded[start - 1].isalnum()):
                continue
            for match in _matches(self._labels[key], Span(start, end), text):
                layer = _LAYERS.get(match.entries[0].kind, match.entries[0].kind)
                found.setdefault(layer, []).append(match)
        return sorted(
            (match for matches in found.values() for match in _longest(matches)), key=lambda m: (m.span.start, -m.span.end)
        )


def _matches(sharing: _Sharing, span: Span, text: str | None) -> list[LabelMatch]:
    """One match per layer of kinds for the entries of a label that the printed text allows."""
    printed = None if text is None else text[span.start : span.end]
    spelt_so = [(t, e, printed is None or _agrees(printed, spelt)) for t, e, spelt in sharing if _may_be(e, spelt, printed)]
    names, hidden = ([(e, ok) for t, e, ok in spelt_so if t == trust] for trust in (_TRUSTED, _HIDDEN))
    acronyms = [e for t, e, spelt in sharing if t == _ACRONYM and (printed is None or _is_acronym(printed, spelt))]
    # A text without its accents still means the name, as long as no other entry's spelling fits it better.
    fits = any(ok for _, ok in names + hidden)
    trusted = [e for e, ok in names if ok or not fits]
    weak = [e for e, ok in hidden if ok or not fits]
    layers: dict[str, dict[str, Entry]] = {}
    for entry in (*trusted, *acronyms, *weak):
        layers.setdefault(_LAYERS.get(entry.kind, entry.kind), {}).setdefault(entry.iri, entry)
    by_name, by_acronym = {entry.iri for entry in trusted}, {entry.iri for entry in acronyms}
    return [
        LabelMatch(
            span,
            tuple(members.values()),
            generic=by_name.union(by_acronym).isdisjoint((next(iter(members)),)),
            acronym=not by_acronym.isdisjoint(members) and by_name.isdisjoint(members),
        )
        for members in layers.values()
    ]


def _longest(matches: list[LabelMatch]) -> list[LabelMatch]:
    kept: list[LabelMatch] = []
    for match in sorted(matches, key=lambda m: (m.span.start - m.span.end, m.span.start)):
        if not any(match.span.overlaps(other.span) for other in kept):
            kept.append(match)
    return kept
