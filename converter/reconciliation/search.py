"""Finds the candidates for a name and says how well each fits, by the label index that linking uses too.

A candidate is certain only where its name is exactly the one asked for, nothing speaks against it, and no other thing of that
name is left: the same care that linking takes with a text.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches

from converter.authorities import Entry
from converter.language.text import fold
from converter.linking.choice import is_hidden
from converter.mentions.gazetteer import gazetteer
from converter.reconciliation.catalogue import RELEASE, Catalogue
from converter.reconciliation.evidence import Evidence

# Of 100: the name itself; an acronym in other letters; a name that others bear too; the most that a similar name gets.
_EXACT, _LOOSE, _SHARED, _SIMILAR = 100.0, 90.0, 80.0, 70.0
_LEAST = 25.0  # below it two names have little more than a frequent word in common
_AGREES, _SILENT, _CONTRADICTS = 1.0, 0.95, 0.5
_OTHER_TYPE = 0.8
_ALMOST = 0.8  # how alike a misspelt word and the word meant are
_POSTINGS = 20_000  # labels looked at for one query, those with its rare words first
_FULL = 3  # words of a person's name that few people share


@dataclass(frozen=True, slots=True)
class Query:
    """One query: `text` may be empty where there is evidence; `types` are local names; `strict`: any, all or should."""

    text: str
    types: frozenset[str] = frozenset()
    strict: str = "any"
    evidence: dict[str, tuple[str, ...]] = field(default_factory=dict)
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant: how well its name fits and how well all does (0 to 100), and what the evidence says."""

    entry: Entry
    name: float
    score: float
    certain: bool
    evidence: dict[str, bool | None]


class Search:
    """The words of all labels, for names that are not exactly a label. Immutable; 100,000 labels take some seconds."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._labels: list[str] = []  # the IRI of each label's thing
        words_of: list[list[str]] = []
        self._holding: dict[str, list[int]] = defaultdict(list)  # word -> labels
        for entry in catalogue.authorities.entries:
            for label in dict.fromkeys((*entry.labels, *entry.hidden)):
                words = list(dict.fromkeys(_words(label)))
                for word in words:
                    self._holding[word].append(len(self._labels))
                self._labels.append(entry.iri)
                words_of.append(words)
        # A word says the more the fewer names hold it; one that none holds says most.
        self._weights = {word: math.log1p(len(self._labels) / (1 + len(held))) for word, held in self._holding.items()}
        self._totals = [sum(self._weights[word] for word in words) for words in words_of]
        self._vocabulary: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self._holding:
            self._vocabulary[word[0], len(word)].append(word)

    def candidates(self, query: Query) -> list[Candidate]:
        """The best candidates, best first, at most ``query.limit``."""
        evidence = Evidence(self.catalogue, query.evidence)
        scores = self._by_name(query.text) if query.text else dict.fromkeys(self._by_evidence(evidence), _SHARED)
        found = []
        for iri, name in scores.items():
            entry = self.catalogue.authorities[iri]
            fits = not query.types or (query.types <= {*entry.types} if query.strict == "all" else query.types & {*entry.types})
            if fits or query.strict == "should":
                judged = evidence.judge(entry)
                score = name * (1.0 if fits else _OTHER_TYPE)
                for verdict in judged.values():
                    score *= _SILENT if verdict is None else _AGREES if verdict else _CONTRADICTS
                found.append(Candidate(entry, name, round(score, 2), False, judged))
        found.sort(key=lambda c: (-c.score, c.entry.name, c.entry.iri))
        certain = self._certain(query, found)
        return [Candidate(c.entry, c.name, c.score, c is certain, c.evidence) for c in found[: query.limit]]

    def _by_name(self, text: str) -> dict[str, float]:
        """How well names fit, by the IRIs of their things."""
        known = self.catalogue.find(text)
        if known is not None:
            return {known.iri: _EXACT}
        scores = {iri: score for iri, score in self._similar(text).items() if score >= _LEAST}
        for entry in self.catalogue.authorities.lookup(text):
            loose = fold(text) not in map(fold, entry.labels) and text not in entry.acronyms
            scores[entry.iri] = _SHARED if is_hidden(entry, text) else _LOOSE if loose else _EXACT
        return scores

    def _similar(self, text: str) -> dict[str, float]:
        """IRIs by the share of the words of name and label that they have in common, weighed by how rare a word is."""
        meant = dict(map(self._meant, dict.fromkeys(_words(text))))
        wanted = [(word, likeness) for word, likeness in meant.items() if word in self._holding]
        unknown = math.log1p(len(self._labels))
        total = sum(self._weights.get(word, unknown) for word in meant)
        shared: dict[int, float] = defaultdict(float)
        seen = 0
        for word, likeness in sorted(wanted, key=lambda known: (len(self._holding[known[0]]), known[0])):
            seen += len(self._holding[word])
            if seen > _POSTINGS and shared:
                break
            for label in self._holding[word]:
                shared[label] += self._weights[word] * likeness
        best: dict[str, float] = {}
        for label, weight in shared.items():
            iri = self._labels[label]
            best[iri] = max(_SIMILAR * 2 * weight / (total + self._totals[label]), best.get(iri, 0.0))
        return best

    def _meant(self, word: str) -> tuple[str, float]:
        """The known word that `word` is or is a misspelling of, and how alike the two are; `word` and 0 where none is."""
        if word in self._holding:
            return word, 1.0
        near = [known for length in (-1, 0, 1) for known in self._vocabulary.get((word[0], len(word) + length), ())]
        found = get_close_matches(word, near, n=1, cutoff=_ALMOST)
        return (found[0], SequenceMatcher(None, word, found[0]).ratio()) if found else (word, 0.0)

    def _by_evidence(self, evidence: Evidence) -> Iterator[str]:
        """Without a name: the offices of the bodies given, and who held them."""
        lists = self.catalogue.authorities
        for body in sorted(evidence.organizations()):
            for post in lists.posts_of(body):
                yield post.iri
                yield from (tenure.person for tenure in lists.holders(post.iri))

    def _certain(self, query: Query, found: Sequence[Candidate]) -> Candidate | None:
        """The one that is meant beyond doubt."""
        if not query.text:
            return None
        exact = [c for c in found if c.name >= _SHARED and False not in c.evidence.values()]
        if len(exact) != 1 or (query.types and not query.types & {*exact[0].entry.types}):
            return None
        (one,) = exact
        by_name = one.name >= _EXACT and not _needs_support(one.entry, query.text)
        supported = True in one.evidence.values()
        # Who has the name but not, as far as is known, the office may be a namesake.
        elsewhere = one.entry.kind == "person" and one.evidence.get("organization", True) is None
        named = self.catalogue.find(query.text) is not None
        return one if named or (not elsewhere and (by_name or supported)) else None


def _needs_support(entry: Entry, text: str) -> bool:
    """Whether others may have this very name, of whom the catalogue does not know."""
    if entry.kind == "person" and len(text.split()) < _FULL:
        return True
    if entry.kind == "place" and len(gazetteer().spots(text)) > 1:
        return True
    return RELEASE in entry.iri  # only that one release says who or what this is


def _words(label: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(label))
