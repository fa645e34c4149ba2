"""From how sure the rules are to how often they are right, as it was measured: ``evaluation/calibration.tsv`` holds what
``python -m converter.evaluation.calibrate`` fitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TypeVar

from converter.model import Entity, Extraction, Mention, MentionKind, Quotation, StatedRole, Statement
from converter.resources import table

# An annotation says which things a release names, not which of them "el Instituto" means.
_INFERRED = frozenset({"coreference", "deixis", "ellipsis", "pronoun", "role-in-document"})

E = TypeVar("E", bound=Entity)
T = TypeVar("T", StatedRole, Quotation, Statement)


@dataclass(frozen=True, slots=True)
class Step:
    """From the score `raw` up to the next step, the `probability` of being right; fitted on `cases`."""

    raw: float
    probability: float
    cases: int


def probability(steps: Sequence[Step], raw: float) -> float:
    """The probability for a score, which is taken to two places; `steps` are sorted. Without steps it stays as it is, and
    below the lowest it is not raised above that score.

    >>> [probability([Step(0.7, 0.81, 30), Step(0.9, 0.96, 200)], raw) for raw in (0.4, 0.7, 0.899, 1.0)]
    [0.4, 0.81, 0.96, 0.96]
    """
    score = round(raw, 2)
    reached = [step.probability for step in steps if step.raw <= score]
    if reached:
        return reached[-1]
    return min(raw, steps[0].probability) if steps else raw


@cache
def fitted() -> Mapping[tuple[str, str], tuple[Step, ...]]:
    """(kind, basis) -> the steps of its scores, the lowest first."""
    found: dict[tuple[str, str], list[Step]] = {}
    for row in table("evaluation/calibration.tsv"):
        step = Step(float(row["raw"]), float(row["probability"]), int(row["cases"]))
        found.setdefault((row["kind"], row["basis"]), []).append(step)
    return {place: tuple(sorted(steps, key=lambda s: s.raw)) for place, steps in found.items()}


def mention_basis(kind: str, resolved_by: str, listed: bool) -> str:
    """What a mention's probability hangs on: whether a reader finds the thing (`listed` in an authority or only `named`,
    known by its `role`, or `described`), or whether the mention means it (`inferred`, which no annotation tells)."""
    if resolved_by in _INFERRED:
        return "inferred"
    if kind in (MentionKind.ROLE, MentionKind.DESCRIPTION):
        return "role" if kind == MentionKind.ROLE else "described"
    return "listed" if listed else "named"


def role_basis(placed: bool) -> str:
    """Whether the role says in which body it is held, too."""
    return "placed" if placed else "unplaced"


def calibrated(extraction: Extraction) -> Extraction:
    """`extraction` with probabilities for scores: of mentions, of entities as their surest name has it, of roles, and of the
    speakers of quotations and statements, which are found in the same way."""
    scale = _Scale(extraction)
    return replace(
        extraction,
        people=scale.entities(extraction.people),
        organizations=scale.entities(extraction.organizations),
        places=scale.entities(extraction.places),
        events=scale.entities(extraction.events),
        agreements=scale.entities(extraction.agreements),
        mentions=tuple(m._replace(confidence=scale.mention(m)) for m in extraction.mentions),
        roles=tuple(_rated(r, "role", role_basis(r.organization is not None)) for r in extraction.roles),
        quotations=tuple(_rated(q, "quotation", "attributed") for q in extraction.quotations),
        statements=tuple(_rated(s, "quotation", "attributed") for s in extraction.statements),
    )


@lru_cache(maxsize=1 << 10)  # the rules know few scores
def _rate(kind: str, basis: str, score: float) -> float:
    return probability(fitted().get((kind, basis), ()), score)


def _rated(thing: T, kind: str, basis: str) -> T:
    return replace(thing, confidence=_rate(kind, basis, thing.confidence))


class _Scale:
    """Rates the mentions of one release, and its entities by them."""

    def __init__(self, extraction: Extraction) -> None:
        groups: dict[str, tuple[Entity, ...]] = {
            "person": extraction.people,
            "organization": extraction.organizations,
            "place": extraction.places,
            "event": extraction.events,
            "agreement": extraction.agreements,
        }
        self._kinds = {entity.key: (kind, entity.iri is not None) for kind, group in groups.items() for entity in group}
        self._surest: dict[str, float] = {}
        for mention in extraction.mentions:
            for key in mention.refers_to:
                kind, basis = self._basis(mention, key)
                if basis not in ("inferred", "role"):
                    self._surest[key] = max(self._surest.get(key, 0), _rate(kind, basis, mention.confidence))

    def mention(self, mention: Mention) -> float:
        """The probability that it means all it refers to."""
        return min((self._sure(mention, key) for key in mention.refers_to), default=mention.confidence)

    def entities(self, found: Iterable[E]) -> tuple[E, ...]:
        """The entities as sure as the surest of their names."""
        return tuple(replace(entity, confidence=self._surest.get(entity.key, entity.confidence)) for entity in found)

    def _sure(self, mention: Mention, key: str) -> float:
        kind, basis = self._basis(mention, key)
        return min(_rate(kind, basis, mention.confidence), self._surest.get(key, 1) if basis == "inferred" else 1)

    def _basis(self, mention: Mention, key: str) -> tuple[str, str]:
        kind, listed = self._kinds[key]
        return kind, mention_basis(mention.kind, mention.resolved_by, listed)
