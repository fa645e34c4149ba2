"""Whether the confidences in the output can be believed: of what is said with 0.9, nine in ten should be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from converter.evaluation.scoring import Judgement

KINDS = ("person", "organization", "place", "event", "agreement", "role", "quotation")
BINS = 20


@dataclass(frozen=True, slots=True)
class Bin:
    """All judgements with a confidence from `low` up to `high` (the last bin includes 1)."""

    low: float
    high: float
    count: int
    confidence: float  # mean of what was claimed
    accuracy: float  # share that is right


def reliability(judgements: Iterable[Judgement], bins: int = BINS) -> tuple[Bin, ...]:
    """The bins that hold anything, lowest first.

    >>> reliability([Judgement("role", 0.8, True), Judgement("role", 0.8, False)], bins=10)
    (Bin(low=0.8, high=0.9, count=2, confidence=0.8, accuracy=0.5),)
    """
    groups: dict[int, list[Judgement]] = {}
    for judgement in judgements:
        # A confidence that is a bin's lower edge belongs to it, whatever the binary fraction makes of the product.
        groups.setdefault(min(int(judgement.confidence * bins + 1e-9), bins - 1), []).append(judgement)
    return tuple(
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            count=len(group),
            confidence=sum(j.confidence for j in group) / len(group),
            accuracy=sum(j.correct for j in group) / len(group),
        )
        for number, group in sorted(groups.items())
    )


def expected_error(table: Iterable[Bin]) -> float:
    """Expected calibration error: the mean distance of claim and accuracy, weighted by how much is in each bin.

    >>> round(expected_error([Bin(0.8, 0.9, 2, 0.8, 0.5), Bin(0.9, 1.0, 2, 0.9, 1.0)]), 3)
    0.2
    """
    rows = list(table)
    total = sum(row.count for row in rows)
    return sum(row.count * abs(row.accuracy - row.confidence) for row in rows) / total if total else 0.0
