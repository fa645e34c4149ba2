"""The head of a release: which of its passages is the headline, and what the others are to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from converter.layout import banner, tail
from converter.layout.dateline import Dateline, parse_dateline
from converter.layout.headline import Label, leading_number, parse_label
from converter.layout.lines import Line
from converter.layout.opening import LONGEST, SENTENCE, hangs_a_list, is_above_dateline, is_head, is_prose
from converter.layout.segments import Segments, label_alone
from converter.layout.transcript import run_in_label
from converter.model import BlockKind, Part

_PIECES = 3  # labels one line holds at most
_DEEPEST = 40  # passages in the longest head
_SENTENCE_END = (".", "…", ".”", '."', ".»", ":")
_MEMO = re.compile(r"(?<!\w)(?P<field>De|Para|Asunto|DE|PARA|ASUNTO)\s*:\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the head and its part; None where nothing but its place can tell. `label` and `dateline` are what it
    was read as, in the coordinates of `source`."""

    line: Line
    part: Part | None
    label: Label | None = None
    dateline: Dateline | None = None
    source: Line | None = None
    asked: bool = False  # the text itself says that this is the subject ("Asunto: ...")


@dataclass(frozen=True, slots=True)
class Head:
    """The pieces above the body, in order and each with its part, and where the body begins.

    `first` is what a run-in dateline left of the first passage of the body, `headline` the chosen piece's line.
    """

    pieces: tuple[Piece, ...]
    body: int
    first: Line | None
    headline: Line | None


def read_head(segments: Segments, title: Line | None) -> Head:
    """Read the head of `segments`; `title` is the page's or front matter's, to know the headline by."""
    pieces: list[Piece] = []
    first: Line | None = None
    body = 0
    for body, line in enumerate(segments.passages[:_DEEPEST]):
        if body in segments.speakers or (segments.transcript and run_in_label(line, segments.labels)):
            break
        found = list(explain(line))
        if found and found[0].dateline and found[0].dateline.body is not None:
            rest = line.part(found[0].dateline.body)
            pieces.extend(found)
            if is_prose(rest) or len(rest.text.split()) > 25:
                first = rest
                break
            pieces.extend(explain(rest))
        elif (
            (is_prose(line) and not is_head(segments, body, known=bool(_candidates(pieces)), titled=title is not None))
            or (_opens_body(line, pieces, title) and not is_above_dateline(segments, body))
            or (hangs_a_list(segments, body) and any(piece.part is Part.KIND for piece in pieces))
        ):
            break
        else:
            pieces.extend(found)
    else:
        body = min(len(segments.passages), _DEEPEST)
    chosen = _choose(pieces, title)
    unexplained = any(piece.part is None and not banner.opens_issuer(piece.line) for piece in pieces)
    if chosen is None and title is None and first is None and not unexplained and _opens_with_headline(segments, body):
        chosen = Piece(segments.passages[body], None)
        pieces.append(chosen)
        body += 1
    return Head(tuple(_settle(pieces, chosen)), body, first, chosen.line if chosen else None)


def _candidates(pieces: list[Piece]) -> list[int]:
    """The places of the pieces that may be the headline: neither an issuer nor a name of a few words."""
    return [
        i
        for i, piece in enumerate(pieces)
        if piece.part is None
        and not banner.opens_issuer(piece.line)
        and not (len(piece.line.text.split()) <= 3 and banner.is_name(piece.line.text))
    ]


def _opens_body(line: Line, pieces: list[Piece], title: Line | None) -> bool:
    """True for a short line below the headline that is text: an address to the audience, or what a list hangs on.

    Below headline **and** dateline any sentence is that is not centred; a summary would stand above the dateline.
    """
    plain = line.kind in (BlockKind.LINE, BlockKind.PARAGRAPH) and not line.bullet and not line.text.isupper()
    candidates = _candidates(pieces)
    known = title is not None or bool(candidates)
    if not plain or not known or len(line.text.split()) < 2 or tail.is_tail(line) or next(iter(explain(line))).part is not None:
        return False
    first = candidates[0] if candidates else -1
    dated = any(piece.part is Part.DATELINE for piece in pieces[first + 1 :])
    return line.text.endswith(":") or (dated and not line.centred and line.text.endswith(_SENTENCE_END))


def _opens_with_headline(segments: Segments, body: int) -> bool:
    """True where the first of several prose passages is a single short sentence: a headline with a full stop."""
    here = segments.passages[body : body + 2]
    return len(here) == 2 and body not in segments.speakers and len(here[0].text.split()) <= SENTENCE and is_prose(here[1])


def explain(line: Line, depth: int = 0) -> Iterator[Piece]:
    """What `line` is by its own wording, cut into pieces where it is several things at once; `depth` pieces are cut already."""
    if line.bullet or line.kind is BlockKind.ITEM:
        # A scan may read the rule beside an office's name as a bullet.
        yield Piece(line, Part.LETTERHEAD if banner.opens_office(line) else Part.SUBHEADLINE)
        return
    if line.kind is BlockKind.CAPTION or tail.is_caption(line):
        yield Piece(line, Part.CAPTION)
        return
    barred = _bars(line)
    if barred and depth < _PIECES:
        for part in barred:
            yield from explain(part, depth + 1)
        return
    label = parse_label(line.text) if depth < _PIECES else None
    if label is not None:
        yield from _label_pieces(line, label, depth)
        return
    dateline = parse_dateline(line.text, place_only=is_prose(line))
    if dateline is not None:
        yield from _dateline_pieces(line, dateline)
    elif banner.is_page_name(line) or not re.search(r"[^\W\d_]{3}", line.text):
        yield Piece(line, Part.TAIL)
    elif banner.opens_office(line):
        yield Piece(line, Part.LETTERHEAD)
    elif len(_MEMO.findall(line.text)) and _MEMO.match(line.text):
        yield from _memo_pieces(line)
    else:
        yield Piece(line, None)


def _bars(line: Line) -> list[Line]:
    """The parts of "Boletín|Gobierno del Estado|Tula, Hgo.| 3 de mayo": kind and issuer apart, place and date together."""
    cuts = [m.start() for m in re.finditer(r"\|", line.text)]
    if len(cuts) < 2:
        return []
    parts, start = [], 0
    for cut in cuts:
        part = line.part(start, cut)
        if not part or not (label_alone(part) or banner.opens_issuer(part)):
            break
        parts.append(part)
        start = cut + 1
    rest = line.part(start)
    dateline = parse_dateline(rest.text) if parts and rest else None
    return [*parts, rest] if dateline is not None and dateline.body is None else []


def _label_pieces(line: Line, label: Label, depth: int) -> Iterator[Piece]:
    whole = label.rest.start <= label.label_span.start < label.rest.end
    if whole and label.label_span.end < len(line.text.rstrip(" .:-")):
        yield Piece(line, None, label, source=line)
        return
    if label.label_span.end > label.label_span.start:
        yield Piece(line.part(*label.label_span), Part.KIND, label, source=line)
    if label.parties is not None:
        yield Piece(line.part(*label.parties), Part.LETTERHEAD)
    if label.number_span is not None:
        yield Piece(line.part(*label.number_span), Part.NUMBER, None if label.kind else label, source=line)
    rest = line.part(*label.rest) if not whole else line.part(0, 0)
    if rest:
        for piece in explain(rest, depth + 1):
            yield replace(piece, asked=piece.part is None)


def _dateline_pieces(line: Line, dateline: Dateline) -> Iterator[Piece]:
    place = line.part(*dateline.place) if dateline.place else None
    if place and dateline.date and (banner.opens_issuer(place) or banner.opens_office(place)):
        # "Presidencia de la República | 30 de enero de 2019": who, not where.
        yield Piece(place, Part.LETTERHEAD)
        start = dateline.date.span.start
        shifted = parse_dateline(line.text[start:])
        if shifted is not None:
            rest = line.part(start)
            yield Piece(rest.part(*shifted.span), Part.DATELINE, None, shifted, rest)
            if shifted.body is not None and label_alone(rest.part(shifted.body)):  # "... | 30 de enero de 2019 | Comunicado"
                yield from explain(rest.part(shifted.body))
        return
    yield Piece(line.part(*dateline.span), Part.DATELINE, None, dateline, line)


def _memo_pieces(line: Line) -> Iterator[Piece]:
    fields = list(_MEMO.finditer(line.text))
    for here, after in zip(fields, [*fields[1:], None], strict=True):
        value = line.part(here.end(), after.start() if after else None)
        name = here.group("field").lower()
        if value and name != "para":
            value = value.part(0, len(value.text.rstrip(" .,;")))
            yield Piece(value, Part.LETTERHEAD if name == "de" else None, asked=name == "asunto")
        elif value:
            yield Piece(value, Part.TAIL)


def _choose(pieces: list[Piece], title: Line | None) -> Piece | None:
    """The piece that is most like a headline, or None; of two alike the first."""
    best: tuple[float, Piece] | None = None
    for i, piece in enumerate(p for p in pieces if p.part is None):
        score = _score(piece, title) - 0.2 * i
        if score > 0 and (best is None or score > best[0]):
            best = score, piece
    return best[1] if best else None


def _score(piece: Piece, title: Line | None) -> float:
    """How like a headline `piece` is; 0 or less: not at all.

    What the document says outright (a heading, the title's own words, "Asunto:", a label in front) outweighs what only
    looks like one (length, capitals). Where the page has a title, a line must resemble it or stand out to be preferred.
    """
    line = piece.line
    words = len(line.text.split())
    alike = title is not None and SequenceMatcher(None, title.fold, line.fold, autojunk=False).ratio() > 0.6
    heading = line.kind is BlockKind.HEADING
    stands_out = heading or piece.asked or piece.label is not None or line.strong or line.text.isupper()
    if title is not None and not alike and not (stands_out and words >= 4):
        return 0.0
    score = 1.0 + 4 * alike + (4 - 0.5 * line.level) * heading + 4 * piece.asked + 3 * (piece.label is not None)
    named = banner.is_name(line.text)
    score += 2 * (words >= 5 or (words == 4 and not named)) - 2 * (words <= 3 and named) + (line.text.isupper() and words >= 5)
    # Nothing but names is more like the kicker above a headline; the full stop lets the first word be the verb too.
    score -= named and not line.text.isupper() and not banner.tells(f". {line.text}")
    score -= 3 * banner.opens_issuer(line) + 3 * tail.is_tail(line) + 6 * (words > LONGEST) + 2 * is_prose(line)
    return score - (1.5 if line.text.endswith((":", ",", ";")) else 0.0)


def _settle(pieces: list[Piece], chosen: Piece | None) -> Iterator[Piece]:
    """Give a part to every piece that has none, by where it stands to the headline."""
    for piece in pieces:
        if piece is chosen:
            yield from headline_pieces(piece)
        elif piece.part is not None:
            yield piece
        else:
            yield replace(piece, part=_part_beside(piece.line, chosen))


def headline_pieces(piece: Piece) -> Iterator[Piece]:
    """`piece` as the headline, without the number that may stand in front of it."""
    label = leading_number(piece.line.text) if piece.label is None else None
    if label is not None and label.number_span is not None:
        yield Piece(piece.line.part(*label.number_span), Part.NUMBER, label, source=piece.line)
        piece = replace(piece, line=piece.line.part(*label.rest))
    yield replace(piece, part=Part.HEADLINE)


def _part_beside(line: Line, chosen: Piece | None) -> Part:
    if chosen is not None and SequenceMatcher(None, chosen.line.fold, line.fold, autojunk=False).ratio() > 0.95:
        return Part.TAIL
    if tail.is_tail(line):
        return Part.TAIL
    if banner.opens_issuer(line) or (banner.is_name(line.text) and len(line.text.split()) <= 4):
        return Part.LETTERHEAD
    return Part.SUBHEADLINE if len(line.text.split()) >= 3 else Part.LETTERHEAD
