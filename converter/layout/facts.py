"""The facts of the head: kind, number, joint or not, dateline and date; one of each, the rest dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from converter.language.dates import FoundDate, find_dates
from converter.layout.head import Piece
from converter.layout.headline import Label
from converter.layout.lines import Line
from converter.model import Part, Span

_ONCE = (Part.KIND, Part.NUMBER, Part.DATELINE, Part.HEADLINE, Part.LETTERHEAD, Part.SUBHEADLINE)


@dataclass(slots=True)
class Facts:
    """What the pieces say. `pieces` are those that stay in the reading text, `dropped` the lines that do not."""

    pieces: list[Piece] = field(default_factory=list)
    dropped: list[Line] = field(default_factory=list)
    kind: str | None = None
    joint: bool = False
    number: str | None = None
    number_piece: Piece | None = None
    dateline: Piece | None = None
    place: Piece | None = None  # the dateline that prints the place: the same, or one without a date
    date: str | None = None
    basis: str | None = None
    published: str | None = None
    published_at: Span | None = None  # in the document
    evidence: Span | None = None  # the same, where the date or its year is taken from there


def gather(pieces: Sequence[Piece], dates: Sequence[Line], title: Label | None = None) -> Facts:
    """Read `pieces`; `dates` are the page's own dates (meta elements, front matter), `title` the label its title opens with."""
    facts = Facts()
    facts.published, facts.published_at = _published(dates)
    facts.dateline = _best_dateline(pieces)
    facts.place = _place(pieces, facts.dateline)
    for piece in pieces:
        if piece.label is not None:
            _take_label(facts, piece.label)
    said: set[tuple[Part, str]] = set()
    for piece in pieces:
        if not _is_kept(piece, facts, said):
            facts.dropped.append(piece.line)
            continue
        facts.pieces.append(piece)
        if piece.part is Part.NUMBER:
            facts.number_piece = piece
    if facts.kind is None and title is not None:
        _take_label(facts, title)
    _date(facts)
    return facts


def _take_label(facts: Facts, label: Label) -> None:
    # A joint release may print the plain word too; the joint one says more.
    if facts.kind is None or (facts.kind == "comunicado" and label.kind == "comunicado-conjunto"):
        facts.kind = label.kind or facts.kind
    facts.joint = facts.joint or label.joint
    if facts.number is None:
        facts.number = label.number


def _is_kept(piece: Piece, facts: Facts, said: set[tuple[Part, str]]) -> bool:
    """False for what is no part of the release, and for what is said twice: a second headline, the kind on each page."""
    if not piece.line:
        return False
    if piece.part not in _ONCE:
        return piece.part is not None
    key = (piece.part, piece.line.fold)
    if piece.part is Part.DATELINE:
        return piece is facts.dateline or not _same_date(piece, facts.dateline)
    if piece.part is Part.HEADLINE and any(part is Part.HEADLINE for part, _ in said):
        return False
    single = (Part.KIND, Part.NUMBER)
    if piece.part is Part.NUMBER and _squeezed(piece.line.text) != _squeezed(facts.number or ""):
        return False
    if key in said:
        return False
    if piece.part in single and any(part is piece.part for part, _ in said):
        return False
    if piece.part is Part.SUBHEADLINE and (Part.HEADLINE, piece.line.fold) in said:
        return False
    said.add(key)
    return True


def _squeezed(number: str) -> str:
    return "".join(number.split())


def _same_date(a: Piece, b: Piece | None) -> bool:
    first, second = a.dateline, b.dateline if b else None
    return bool(first and second and first.date and second.date and first.date.start == second.date.start)


def _best_dateline(pieces: Sequence[Piece]) -> Piece | None:
    """The first dateline of the head that has date and place, else date, else place; one of the tail only where the head has
    none. A publishing system's date comes last. Of two with one date the one with a place is meant."""
    end = max((i for i, p in enumerate(pieces) if p.part in (Part.PARAGRAPH, Part.ITEM)), default=len(pieces))
    found = [(i > end, p, p.dateline) for i, p in enumerate(pieces) if p.part is Part.DATELINE and p.dateline]
    if not found:
        return None
    _, best, chosen = min(found, key=lambda each: (each[2].published, each[2].date is None, each[0], each[2].place is None))
    if chosen.place is None:
        return next((p for _, p, dateline in found if dateline.place and _same_date(p, best)), best)
    return best


def _place(pieces: Sequence[Piece], best: Piece | None) -> Piece | None:
    """The dateline whose place is meant: `best`, or a place run into the text below a date that stands alone."""
    if best is None or (best.dateline and best.dateline.place):
        return best
    return next((p for p in pieces if p.dateline and p.dateline.place and p.dateline.date is None), None)


def _published(dates: Sequence[Line]) -> tuple[str, Span] | tuple[None, None]:
    for line in dates:
        for date in find_dates(line.text):
            if date.start is not None:
                return date.start, line.part(*date.span).span
    return None, None


def _date(facts: Facts) -> None:
    dateline = facts.dateline.dateline if facts.dateline else None
    if dateline is not None and dateline.date is not None:
        facts.date = dateline.date.start or _completed(dateline.date, facts.published or _printed_date(facts.pieces))
        facts.basis = ("metadata" if dateline.published else "dateline") if facts.date else None
        facts.evidence = facts.published_at if facts.date and not dateline.date.start else None
    if facts.date is None and facts.published is not None:
        facts.date, facts.basis, facts.evidence = facts.published, "metadata", facts.published_at


def _printed_date(pieces: Sequence[Piece]) -> str | None:
    """The full date of another dateline of the same release, which tells the year of one that has none."""
    dates = (piece.dateline.date for piece in pieces if piece.dateline and piece.dateline.date)
    return next((date.start for date in dates if date.start), None)


def _completed(date: FoundDate, published: str | None) -> str | None:
    """A day without a year, in the year the page was published; in the one before, where it would lie far ahead."""
    if published is None:
        return None
    year = int(published[:4])
    found = date.in_year(year)
    return (
        date.in_year(year - 1) if found and found[:7] > published[:7] and date.month - int(published[5:7] or 1) > 6 else found
    )
