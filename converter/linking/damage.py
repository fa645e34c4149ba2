"""Lowers the confidence of what stands on damaged words, so that a reading never passes for print."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from math import prod
from typing import TypeVar

from converter.model import Entity, Extraction, MentionKind, Release, Span

# How often a mended word was read right: see tests/benchmarks/ocr_noise.py.
_SURE = 0.9
_NAMING = (MentionKind.NAME, MentionKind.ACRONYM)

E = TypeVar("E", bound=Entity)


def doubted(release: Release, extraction: Extraction) -> Extraction:
    """`extraction` with a lower confidence for each mention and role that stands on a word which was mended, or recognised
    poorly in a picture, and for each entity that no undamaged mention calls by name."""
    words = _damaged(release)
    if not words:
        return extraction
    starts = [word.start for word, _ in words]

    def sure(spans: Iterable[Span]) -> float:
        found = set()
        for span in spans:
            near = words[max(0, bisect_left(starts, span.start) - 1) : bisect_left(starts, span.end)]
            found |= {(word, certainty) for word, certainty in near if span.overlaps(word)}
        return prod(certainty for _, certainty in sorted(found))

    mentions = tuple(m._replace(confidence=m.confidence * sure([m.span])) for m in extraction.mentions)
    surest: dict[str, float] = {}
    for mention in mentions:
        for key in mention.refers_to if mention.kind in _NAMING else ():
            surest[key] = max(surest.get(key, 0), sure([mention.span]))

    def weighed(entities: Iterable[E]) -> tuple[E, ...]:
        return tuple(replace(e, confidence=e.confidence * surest.get(e.key, 1)) for e in entities)

    return replace(
        extraction,
        people=weighed(extraction.people),
        organizations=weighed(extraction.organizations),
        places=weighed(extraction.places),
        events=weighed(extraction.events),
        agreements=weighed(extraction.agreements),
        mentions=mentions,
        roles=tuple(replace(r, confidence=r.confidence * sure(r.evidence)) for r in extraction.roles),
    )


def _damaged(release: Release) -> list[tuple[Span, float]]:
    """The damaged words in reading coordinates, sorted, and how certain they are; of one that was doubtful and is mended, the
    mending counts."""
    mended = [(word, _SURE) for word in release.repairs]
    if not release.document.doubts:
        return mended
    places = {origin: place for place, origin in enumerate(release.reading.offsets)}
    doubtful = [
        (Span(places[span.start], places[span.end - 1] + 1), certainty)
        for span, certainty in release.document.doubts
        if span.start in places and places.get(span.end - 1, -1) >= places[span.start]
    ]
    return sorted([*mended, *(each for each in doubtful if not any(map(each[0].overlaps, release.repairs)))])
