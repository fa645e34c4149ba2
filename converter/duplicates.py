"""Finds the same release in several files (as a page, a Word document and a PDF) among the sources of an output folder.

Time grows with the number of sources, not with its square: only those that share number and date, or one of the smallest
hashes of their text, are compared, and each with a few at most. What is found depends on the set of sources alone.
"""

from __future__ import annotations

import base64
import heapq
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from converter import encodings
from converter.encodings import Encoding
from converter.graph.identifiers import numbering
from converter.language.text import fold
from converter.model import Conversion, Issue, Part, Severity
from converter.readers.formats import structure

_SHINGLE = 3  # words
_SKETCH = 64  # smallest hashes of a text that are kept
_BANDS = 6  # smallest hashes by which candidates are found
_COMPARED = 8  # sources of one bucket that a further one is compared with
_ALIKE = 0.5  # share of shingles that two files of one release have in common at least, where number and date agree,
_GARBLED = 0.25  # and where one of them was recognised too (a scan garbles every tenth word)
_COPIES = 0.9  # where the text alone tells
_HEADLINE = 0.9  # share of letters that two headlines have in common at least
_FIGURES = 0.8  # share of figures, where a scan is one of two files
_SHOWN = 3  # names told of each side


@lru_cache(maxsize=512)  # a source is compared with several
def _unpacked(packed: str) -> str:
    return zlib.decompress(base64.b85decode(packed)).decode()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared of a source. `sketch` holds the smallest 32-bit hashes of its shingles, sorted; `packed` its words."""

    number: str | None
    date: str | None
    date_basis: str | None
    kind: str
    issuers: tuple[str, ...]
    headline: str
    people: tuple[str, ...]
    packed: str
    sketch: tuple[int, ...]
    media_type: str
    recognised: bool  # some of it, in pictures
    doubtful: bool  # a person should look at what became of it

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Fingerprint:
        """From what JSON made of one."""
        values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
        return cls(**values)

    @property
    def words(self) -> str:
        """The words of headline, summaries and body, parted by blanks."""
        return _unpacked(self.packed)

    @property
    def rank(self) -> tuple[object, ...]:
        """Sorts the better text first: structured, then printed, then recognised; of two alike the one without a doubt."""
        return self.recognised, -structure(self.media_type), self.doubtful

    @property
    def serial(self) -> tuple[object, str | None]:
        """The number of the release and, as far as it is known, the year it counts in."""
        sequence, year = numbering(self.number, self.date)
        return (fold(self.number) if self.number and sequence is None else sequence), year

    def encoding(self, name: str, sha256: str) -> Encoding:
        """The source as a file of a release."""
        return Encoding(name, self.media_type, sha256, self.words, self.recognised)


def fingerprint(conversion: Conversion) -> Fingerprint | None:
    """The fingerprint of a source; None where nothing came of it, or too little to tell it by."""
    release, extraction = conversion.release, conversion.extraction
    if release is None or extraction is None:
        return None
    text = release.reading.text
    words = [text[start:end] for start, end in encodings.words(release)]
    folded = fold(" ".join(words)).split()
    hashes = {zlib.crc32(" ".join(folded[i : i + _SHINGLE]).encode()) for i in range(len(folded) - _SHINGLE + 1)}
    if not hashes:
        return None
    names = {entity.key: entity.name for entity in (*extraction.organizations, *extraction.places)}
    return Fingerprint(
        release.number,
        release.date,
        release.date_basis,
        release.kind,
        tuple(sorted({names.get(issuer.organization, issuer.organization) for issuer in extraction.issuers})),
        " ".join(release.texts(Part.HEADLINE)),
        tuple(sorted(person.name for person in extraction.people)),
        base64.b85encode(zlib.compress(" ".join(words).encode(), 9)).decode(),
        tuple(sorted(hashes)[:_SKETCH]),
        release.document.media_type,
        any(block.confidence < 1 for block in release.document.blocks),
        any(issue.severity is Severity.WARNING and issue.code != encodings.DIFFERENT for issue in conversion.issues),
    )


def gathered(found: Mapping[str, Fingerprint]) -> dict[str, tuple[str, ...]]:
    """The sources whose text is used, best first, each with the further ones that hold the same release.

    A source that may be the same as two of them is left alone.
    """
    heads: dict[str, list[str]] = {}
    for source, others in _met(found, one_release):
        if len(others) == 1:
            heads[others[0]].append(source)
        else:
            heads[source] = []
    return {head: tuple(sorted(others)) for head, others in heads.items()}


def look_alikes(found: Mapping[str, Fingerprint]) -> list[tuple[str, Issue]]:
    """Notes, as (source, note), on sources that look like the same release and are not surely one."""
    notes = []
    for source, others in _met(found, _alike, keep_all=True):
        for one, two in (pair for other in others for pair in ((source, other), (other, source))):
            sure = one_release(found[one], found[two])
            how = "the same release; convert them in one run" if sure else "perhaps the same release"
            differences = "; ".join(_differences(found[one], found[two])) or "nothing that is compared differs"
            notes.append((one, Issue(Severity.NOTE, "similar-release", f"«{two}» is {how}: {differences}")))
    return notes


def _met(
    found: Mapping[str, Fingerprint], same: Callable[[Fingerprint, Fingerprint], bool], keep_all: bool = False
) -> Iterator[tuple[str, list[str]]]:
    """Each source with the earlier ones it is the `same` as; unless `keep_all`, none is compared with what was one itself.

    A bucket holds the first few sources that share a value.
    """
    buckets: dict[object, list[str]] = {}
    for source in sorted(found, key=lambda each: (*found[each].rank, each)):
        print_ = found[source]
        number, _ = print_.serial
        values = [value for value in ((number, print_.date) if number else (), print_.sketch, *print_.sketch[:_BANDS]) if value]
        met = dict.fromkeys(other for value in values for other in buckets.get(value, ()))
        others = [other for other in met if same(found[other], print_)]
        yield source, others
        if len(others) == 1 and not keep_all:
            continue
        for value in values:
            bucket = buckets.setdefault(value, [])
            if len(bucket) < _COMPARED:
                bucket.append(source)


def one_release(one: Fingerprint, other: Fingerprint) -> bool:
    """True where two sources surely hold the same release: their number, date and issuers say so, or all of their text."""
    if not _agree(one.serial, other.serial):
        return False
    shared = similarity(one.sketch, other.sketch)
    dated = one.date is not None and one.date == other.date
    numbered = one.number is not None and other.number is not None
    if numbered and dated and _may_share(one, other):
        return shared >= (_GARBLED if one.recognised or other.recognised else _ALIKE)
    if dated and shared >= _ALIKE and _may_share(one, other) and _same_headline(one, other):
        return _same_figures(one, other) if one.recognised or other.recognised else not _reworded(one, other)
    # A page may give the day it was put there, and a scan not be read so far; two texts that were printed on two days are two.
    days = _same_day(one, other) or one.date_basis != other.date_basis
    return days and shared >= _COPIES and not _reworded(one, other)


def _agree(one: tuple[object, str | None], other: tuple[object, str | None]) -> bool:
    """True where two numbers do not contradict each other."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True)) or None in (one[0], other[0])


def _may_share(one: Fingerprint, other: Fingerprint) -> bool:
    """True where one office may number both: no two are named, and no two kinds."""
    kinds = {one.kind, other.kind} - {"unstated"}
    known = one.issuers and other.issuers
    return len(kinds) < 2 and (not known or not set(one.issuers).isdisjoint(other.issuers))


def _same_day(one: Fingerprint, other: Fingerprint) -> bool:
    """True where the dates are the same as far as both go: "2014-05" and no date at all agree with "2014-05-09"."""
    early, late = sorted((one.date or "", other.date or ""))
    return late.startswith(early)


def _same_headline(one: Fingerprint, other: Fingerprint) -> bool:
    """True but for a letter or two that were recognised wrongly."""
    a, b = (" ".join(fold(each.headline).split()) for each in (one, other))
    return bool(a) and SequenceMatcher(None, a, b, autojunk=False).ratio() >= _HEADLINE


def _same_figures(one: Fingerprint, other: Fingerprint) -> bool:
    """True but for a figure or two that were recognised wrongly."""
    a, b = (Counter(word for word in each.words.split() if word.isdecimal()) for each in (one, other))
    return (a & b).total() >= _FIGURES * (a | b).total()


def _reworded(one: Fingerprint, other: Fingerprint) -> bool:
    """True where each has a figure or a name that the other has not: two bulletins that share their wording.

    What only one of them has may be a line that the other leaves out.
    """
    mine, theirs = Counter(one.words.split()), Counter(other.words.split())
    known = {fold(word) for word in mine}, {fold(word) for word in theirs}
    return all(
        any((word[0].isupper() or not word.isalpha()) and fold(word) not in there for word in words)
        for words, there in ((mine, known[1]), (theirs, known[0]))
    )


def _alike(one: Fingerprint, other: Fingerprint) -> bool:
    """True where a person should say whether two sources hold the same release."""
    if one_release(one, other):
        return True
    if not _agree(one.serial, other.serial):
        return False
    return similarity(one.sketch, other.sketch) >= (_ALIKE if _same_day(one, other) else _COPIES)


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
    if (mine := len(here.words.split())) != (other := len(there.words.split())):
        yield f"{mine} words, there {other}"


def _told(names: list[str | None]) -> str:
    told = ", ".join(f"«{name[:60]}»" for name in names[:_SHOWN] if name) or "none"
    return f"{told} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else told
