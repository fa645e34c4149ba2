"""Lowers the confidence of what stands on damaged words, so that a reading never passes for print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from converter.model import Entity, Extraction, MentionKind, Span

# How often a mended word was read right: see tests/benchmarks/ocr_noise.py.
_SURE = 0.9
_NAMING = (MentionKind.NAME, MentionKind.ACRONYM)

E = TypeVar("E", bound=Entity)


def doubted(extraction: Extraction, repairs: Sequence[Span]) -> Extraction:
    """`extraction` with a lower confidence for each mention and role that stands on one of `repairs`, and for each entity
    that no undamaged mention calls by name."""
    if not repairs:
        return extraction
    mentions = tuple(replace(m, confidence=m.confidence * _sure([m.span], repairs)) for m in extraction.mentions)
    surest: dict[str, float] = {}
    for mention in mentions:
        for key in mention.refers_to if mention.kind in _NAMING else ():
            surest[key] = max(surest.get(key, 0), _sure([mention.span], repairs))

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
        roles=tuple(replace(r, confidence=r.confidence * _sure(r.evidence, repairs)) for r in extraction.roles),
    )


def _sure(spans: Iterable[Span], repairs: Sequence[Span]) -> float:
    found = {word for span in spans for word in repairs if span.overlaps(word)}
    return float(_SURE ** len(found))
