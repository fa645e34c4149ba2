"""Puts the pieces together: the reading text with its way back to the document, the passages, and the facts of the head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from converter.language.repair import Names
from converter.language.text import fold
from converter.layout import banner, tail
from converter.layout.body import read_body, read_tail
from converter.layout.facts import gather
from converter.layout.furniture import split_furniture
from converter.layout.head import Head, Piece, explain, headline_pieces, read_head
from converter.layout.headline import parse_label
from converter.layout.joining import join
from converter.layout.lines import Line, read_lines
from converter.layout.mending import Mend, issues, mended, repairs
from converter.layout.segments import label_alone, segment
from converter.layout.verdict import verdict
from converter.model import BlockKind, Document, Link, Part, Passage, Reading, Release, Span

_TOP = 160  # points from the upper edge within which a running line is a header
_XPATH = re.compile(r"/(?!.*/@)")  # of an element, not of an attribute
_SAME = 60  # characters by which a summary is known as the opening of a paragraph


def understand(document: Document, names: Names = ()) -> Release:
    """What every stretch of `document` is to the release, and the release as one reads it.

    `names` are names, as their words, that damaged words may be read as besides those of the tables. Never raises for a
    document that a reader made. What is missing or doubtful stands in the release's issues:
    ``no-headline``, ``no-date``, ``conflicting-dates``, ``read-as``, ``not-a-release``.
    """
    title = next(iter(read_lines(document, BlockKind.TITLE)), None)
    lines, mends = mended(read_lines(document), names)
    lines, furniture = split_furniture(lines)
    segments = segment(lines)
    head = read_head(segments, title)
    end = max(tail.tail_start(segments.passages, spoken=segments.transcript), head.body)
    body = list(enumerate(segments.passages))[head.body : end]
    if head.first is not None and body:
        body[0] = (body[0][0], head.first)
    above = [*(piece for line in segments.lifted for piece in explain(line) if piece.part), *_head(document, head, title, body)]
    printed = {(piece.part, piece.line.fold) for piece in above}
    pieces = [
        *_publisher(document),
        *(piece for piece in _banner_on_the_page(document, furniture) if (piece.part, piece.line.fold) not in printed),
        *above,
        *read_body(segments, body),
        *read_tail(segments.passages[end:]),
    ]
    facts = gather(pieces, read_lines(document, BlockKind.DATE), parse_label(title.text) if title else None)
    reading, passages, places = _write(facts.pieces)
    hidden = tuple(sorted({line.span for line in (*furniture, *segments.rules, *facts.dropped)}))
    release = Release(
        document=document,
        reading=reading,
        passages=passages,
        kind=facts.kind or "unstated",
        number=facts.number,
        number_span=_find(facts.number_piece, places),
        date=facts.date,
        date_span=_inside(facts.dateline, places, place=False),
        published=facts.evidence,
        date_basis=facts.basis,
        dateline=_find(facts.dateline, places),
        place=_inside(facts.place, places, place=True),
        letterheads=tuple(p.span for p in passages if p.part is Part.LETTERHEAD),
        joint=facts.joint,
        links=_links(document, reading, passages),
        furniture=hidden,
        repairs=_repairs(facts.pieces, places, mends) if mends else (),
        issues=issues(mends),
    )
    return verdict(release, facts)


def _publisher(document: Document) -> Iterator[Piece]:
    """Who the page says publishes, a letterhead like any other; or what kind of text the page's title says this is."""
    for line in read_lines(document, BlockKind.AUTHOR):
        yield from explain(line) if label_alone(line) else (Piece(line, Part.LETTERHEAD),)


def _banner_on_the_page(document: Document, furniture: Sequence[Line]) -> Iterator[Piece]:
    """The kind, the number and the issuer that only a running header of the first page prints."""
    first = min((line.page for line in furniture), default=0)
    running = [line for line in read_lines(document, BlockKind.FURNITURE) if line.page <= 1]
    running += [line for line in furniture if line.page == first]
    for line in running:
        yield from (piece for piece in explain(line) if piece.part in (Part.KIND, Part.NUMBER, Part.LETTERHEAD))
    for line in join([line for line in running if _is_header(line)]):
        if banner.opens_issuer(line):
            yield Piece(line, Part.LETTERHEAD)


def _is_header(line: Line) -> bool:
    """True for a running line at the top of its page; a footer may well name another office's address."""
    return line.box.top < _TOP if line.box else line.locator.startswith("header")


def _head(document: Document, head: Head, title: Line | None, body: Sequence[tuple[int, Line]]) -> Iterator[Piece]:
    """The pieces of the head, with the page's title and summary where the body does not print them."""
    has_own = any(piece.part is Part.SUBHEADLINE for piece in head.pieces)
    on_the_page = {block.span.start for block in document.blocks if _XPATH.match(block.locator)}
    summaries = [
        Piece(line, Part.SUBHEADLINE)
        for line in read_lines(document, BlockKind.SUMMARY)
        if not has_own or line.span.start in on_the_page
    ]
    if summaries:
        printed = " ".join([*(piece.line.fold for piece in head.pieces), *(line.fold for _, line in body)])
        summaries = [piece for piece in summaries if piece.line.fold[:_SAME] not in printed]
    pieces = list(head.pieces)
    if head.headline is None:
        pieces = [*_title(title, pieces), *summaries]
        summaries = []
    else:
        summaries = [piece for piece in summaries if piece.line.fold not in head.headline.fold]
    for piece in pieces:
        yield piece if piece.part is not Part.TAIL else replace(piece, part=None)
        if piece.part is Part.HEADLINE:
            yield from summaries


def _title(title: Line | None, pieces: list[Piece]) -> Iterator[Piece]:
    """`pieces` with a headline: the page's title, else the label itself where that is all the title there is."""
    if title is not None:
        found = list(explain(title))
        whole = all(piece.part is not None for piece in found)
        for piece in found:
            if piece.part is None or whole:
                yield from headline_pieces(piece)
            else:
                yield piece
            if whole:
                break
        yield from pieces
        return
    label = next((p for p in pieces if p.part is Part.KIND and p.source), None)
    for piece in pieces:
        if label is not None and piece.source is label.source:
            if piece is label and label.source is not None:
                yield replace(piece, line=label.source, part=Part.HEADLINE)
        else:
            yield piece


def _write(pieces: Iterable[Piece]) -> tuple[Reading, tuple[Passage, ...], dict[int, Span]]:
    """The reading text, its passages, and where each piece (by identity) stands in it."""
    text: list[str] = []
    offsets: list[int] = []
    passages: list[Passage] = []
    places: dict[int, Span] = {}
    length = 0
    for piece in pieces:
        if passages:
            text.append("\n\n")
            offsets += [offsets[-1] + 1] * 2
            length += 2
        span = Span(length, length + len(piece.line.text))
        text.append(piece.line.text)
        offsets += piece.line.offsets
        length = span.end
        passages.append(Passage(piece.part or Part.PARAGRAPH, span))
        places[id(piece)] = span
    return Reading("".join(text), offsets), tuple(passages), places


def _repairs(pieces: Iterable[Piece], places: dict[int, Span], mends: Sequence[Mend]) -> tuple[Span, ...]:
    return tuple(word for piece in pieces for word in repairs(places[id(piece)].start, piece.line, mends))


def _find(piece: Piece | None, places: dict[int, Span]) -> Span | None:
    return places.get(id(piece)) if piece is not None else None


def _inside(piece: Piece | None, places: dict[int, Span], *, place: bool) -> Span | None:
    """The span of the place or date of a dateline in the reading text."""
    whole = _find(piece, places)
    dateline = piece.dateline if piece else None
    if whole is None or dateline is None:
        return None
    inner = dateline.place if place else (dateline.date.span if dateline.date else None)
    return (
        Span(whole.start + inner.start - dateline.span.start, whole.start + inner.end - dateline.span.start) if inner else None
    )


def _links(document: Document, reading: Reading, passages: Sequence[Passage]) -> tuple[Link, ...]:
    """The document's pictures, its links that the reading text holds, and the URLs printed there, each once."""
    covered = [reading.origin(p.span) for p in passages if p.part is not Part.LETTERHEAD and p.span.start < p.span.end]
    found = [link for link in document.links if _is_picture(link) or any(span.overlaps(link.span) for span in covered)]
    for start, end in tail.urls(reading.text):
        printed = reading.text[start:end]
        found.append(Link(printed if "://" in printed else f"http://{printed}", reading.origin(Span(start, end))))
    links: dict[str, Link] = {}
    for link in sorted(found, key=lambda link: link.span):
        if link.url.lower().startswith(("http://", "https://")):
            links.setdefault(fold(link.url).split("://", 1)[1].removeprefix("www.").rstrip("/"), link)
    return tuple(links.values())


def _is_picture(link: Link) -> bool:
    return link.span.start == link.span.end
