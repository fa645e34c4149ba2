"""Finds the same release in several files (as a page, a Word document and a PDF) among the releases of an output folder.

Time grows with the number of releases, not with its square: only releases that share number, date and issuers, or one of
the smallest hashes of their text, are compared, and each with a few at most.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from converter.language.text import fold
from converter.model import Extraction, Issue, Part, Release, Severity

_SHINGLE = 3  # words
_SKETCH = 64  # smallest hashes of a text that are kept
_BANDS = 6  # smallest hashes by which candidates are found
_COMPARED = 8  # releases of one bucket that a further one is compared with
_ALIKE = 0.6  # share of shingles that two forms of one release have in common at least,
_ALIKE_BY_NUMBER = 0.25  # and where number, date and issuers agree too (a scan garbles every tenth word)
_COPIES = 0.9  # where the dates differ: a page gives the day it was put there
_SHOWN = 3  # names told of each side


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared of a release. `sketch` holds the smallest 32-bit hashes of its shingles, sorted."""

    number: str | None
    date: str | None
    issuers: tuple[str, ...]
    headline: str
    people: tuple[str, ...]
    words: int
    sketch: tuple[int, ...]

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Fingerprint:
        """From what JSON made of one."""
        values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
        return cls(**values)

    @property
    def key(self) -> tuple[object, ...] | None:
        """What tells a release, where it bears a number and a date."""
        return (fold(self.number), self.date, self.issuers) if self.number and self.date and self.issuers else None


def fingerprint(release: Release, extraction: Extraction) -> Fingerprint:
    """The fingerprint of a release; its text is the headline and the body."""
    words = re.findall(r"[^\W_]+", fold(" ".join(release.texts(Part.HEADLINE, Part.PARAGRAPH, Part.ITEM))))
    hashes = {crc32(" ".join(words[i : i + _SHINGLE]).encode()) for i in range(len(words) - _SHINGLE + 1)}
    names = {entity.key: entity.name for entity in (*extraction.organizations, *extraction.places)}
    return Fingerprint(
        release.number,
        release.date,
        tuple(sorted({names.get(issuer.organization, issuer.organization) for issuer in extraction.issuers})),
        " ".join(release.texts(Part.HEADLINE)),
        tuple(sorted(person.name for person in extraction.people)),
        len(words),
        tuple(sorted(hashes)[:_SKETCH]),
    )


def same_releases(found: Mapping[str, Fingerprint]) -> list[tuple[str, Issue]]:
    """For each source that holds the same release as another, (source, note): all name the first of them, which names all."""
    first: dict[str, str] = {}
    for one, other in _pairs(found):
        head, late = sorted((_head(first, one), _head(first, other)))
        if head != late:
            first[late] = head
    notes = []
    for source in sorted(first):
        head = _head(first, source)
        for here, there in ((source, head), (head, source)):
            differences = "; ".join(_differences(found[here], found[there])) or "nothing that is compared differs"
            message = f"the same release as «{there}»: {differences}"
            notes.append((here, Issue(Severity.NOTE, "same-release", message)))
    return notes


def _head(first: Mapping[str, str], source: str) -> str:
    while source in first:
        source = first[source]
    return source


def _pairs(found: Mapping[str, Fingerprint]) -> Iterator[tuple[str, str]]:
    """Sources with their earlier look-alikes. A bucket holds the first few releases that share a value."""
    buckets: dict[object, list[str]] = {}
    for source in sorted(found):
        print_ = found[source]
        met: dict[str, None] = {}
        for value in (print_.key, print_.sketch, *print_.sketch[:_BANDS]):
            if not value:
                continue
            bucket = buckets.setdefault(value, [])
            met |= dict.fromkeys(bucket)
            if len(bucket) < _COMPARED:
                bucket.append(source)
        yield from ((other, source) for other in met if _same(found[other], print_))


def _same(one: Fingerprint, other: Fingerprint) -> bool:
    if one.number and other.number and fold(one.number) != fold(other.number):
        return False
    if one.key is not None and one.key == other.key:
        least = _ALIKE_BY_NUMBER
    else:
        early, late = sorted((one.date or "", other.date or ""))
        least = _ALIKE if late.startswith(early) else _COPIES  # "2014-05" and no date at all agree with "2014-05-09"
    return similarity(one.sketch, other.sketch) >= least


def similarity(one: Iterable[int], other: Iterable[int]) -> float:
    """The share of shingles that two texts have in common, estimated from their sketches."""
    mine, theirs = set(one), set(other)
    union = heapq.nsmallest(_SKETCH, mine | theirs)
    return sum(value in mine and value in theirs for value in union) / len(union) if union else 0.0


def _differences(here: Fingerprint, there: Fingerprint) -> Iterator[str]:
    for what in ("number", "date", "headline"):
        mine, other = getattr(here, what), getattr(there, what)
        if (fold(mine) if mine else mine) != (fold(other) if other else other):
            yield f"{what} {_told([mine])}, there {_told([other])}"
    for what in ("issuers", "people"):
        ours, theirs = getattr(here, what), getattr(there, what)
        mine, other = [name for name in ours if name not in theirs], [name for name in theirs if name not in ours]
        if mine or other:
            yield f"{what} only here {_told(mine)}, only there {_told(other)}"
    if here.words != there.words:
        yield f"{here.words} words, there {there.words}"


def _told(names: list[str | None]) -> str:
    told = ", ".join(f"«{name[:60]}»" for name in names[:_SHOWN] if name) or "none"
    return f"{told} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else told
