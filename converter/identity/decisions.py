"""What people decided on who is who: a CSV file beside the output that is only ever added to, and outlives every derivation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from converter.corrections.ledger import read
from converter.errors import UsageError

DECISIONS = ("positive", "negative", "withdraw")


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: two IRIs with the names they had, what they are to each other, why, who says so, and when (ISO date)."""

    one: str
    one_name: str
    other: str
    other_name: str
    decision: str
    why: str
    who: str
    when: str

    def __post_init__(self) -> None:
        if self.decision not in DECISIONS:
            raise UsageError(f"decision {self.decision!r} is none of {', '.join(DECISIONS)}")
        if not self.one or not self.other or self.one == self.other:
            raise UsageError("a decision is about two different IRIs")

    @property
    def pair(self) -> frozenset[str]:
        """The two, in no order."""
        return frozenset((self.one, self.other))


def in_force(path: Path) -> tuple[Decision, ...]:
    """The last decision on each pair, unless it withdraws; none where there is no file. Raises PregonError, as the ledger."""
    return latest(read(path, Decision)) if path.exists() else ()


def latest(rows: Iterable[Decision]) -> tuple[Decision, ...]:
    """Of several decisions on one pair the last."""
    found = {row.pair: row for row in rows}
    return tuple(row for row in found.values() if row.decision != "withdraw")
