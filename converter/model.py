"""The frozen types that pass between the stages.

``Source -> Document -> Release -> Extraction -> Conversion``. A stage adds, it never rewrites what came before.
Two coordinate systems, both 0-based Unicode code points, end exclusive:
* *document* coordinates index :attr:`Document.text`, the canonical text the graph publishes as ``schema:text``;
* *reading* coordinates index :attr:`Reading.text`, the release as one reads it: lines joined, page furniture and markup
  marks gone. All language work happens there; :meth:`Reading.origins` leads back to the document.
Every span in :class:`Release` and :class:`Extraction` is in reading coordinates unless its docstring says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from converter.anchors import Anchor


class Span(NamedTuple):
    """A half-open stretch of text, in code points."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """True where `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True where the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class Severity(StrEnum):
    """What an issue means for the release: failed, review, or a note."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know about a release. `span` is in document coordinates; None: the whole document."""

    severity: Severity
    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes as they came. `name` is the path relative to the folder given, with `/`, and names the output."""

    name: str
    data: bytes


class BlockKind(StrEnum):
    """What the format itself says a piece of text is; LINE where it says nothing (plain text, PDF lines)."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CELL = "cell"
    CAPTION = "caption"
    TITLE = "title"  # the page's or front matter's title, not part of the body
    SUMMARY = "summary"  # the page's or front matter's description, not part of the body
    DATE = "date"  # a published date outside the body (meta element, front matter, core property)
    AUTHOR = "author"
    FURNITURE = "furniture"  # running header or footer, known by the format


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of :attr:`Document.text`, in document coordinates and reading order; blocks never overlap."""

    kind: BlockKind
    span: Span
    level: int = 0  # heading level 1-6, list depth; 0 where it means nothing
    page: int = 0  # 1-based; 0 where the format has no pages
    strong: bool = False  # wholly bold
    locator: str = ""  # where it lies, for the layout: XPath, paragraph number, page and box as one reads it
    confidence: float = 1.0  # that the characters are those of the original; below 1 where they were recognised from a picture
    centred: bool = False  # set in the middle, where most of the text is not


@dataclass(frozen=True, slots=True)
class Link:
    """A URL the document carries, with the text it hangs on, in document coordinates; of a picture, where it stands: empty."""

    url: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a source. `text` is NFC with LF line ends and no BOM; everything visible is in it once."""

    name: str
    media_type: str
    sha256: str  # of the source bytes, hexadecimal
    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    issues: tuple[Issue, ...] = ()
    doubts: tuple[tuple[Span, float], ...] = ()  # words that may be recognised wrongly, in order, with how certain they are
    anchors: tuple[Anchor, ...] = ()  # where the text stands in the file, in order; none where it is the file's own


@dataclass(frozen=True, slots=True)
class Reading:
    """The release as one reads it, and the way back: ``offsets[i]`` is where ``text[i]`` stands in the document."""

    text: str
    offsets: Sequence[int]

    def origin(self, span: Span) -> Span:
        """The one document span from the first to the last character of `span`, which must not be empty."""
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)

    def origins(self, span: Span, furniture: Sequence[Span] = ()) -> tuple[Span, ...]:
        """As :meth:`origin`, cut wherever one of `furniture` (document coordinates, sorted) lies inside."""
        whole = self.origin(span)
        cuts, start = list[Span](), whole.start
        for piece in furniture:
            if whole.start < piece.start and piece.end < whole.end:
                before = [o for o in self.offsets[span.start : span.end] if start <= o < piece.start]
                cuts += [Span(before[0], before[-1] + 1)] if before else []
                start = piece.end
        first = next(o for o in self.offsets[span.start : span.end] if o >= start)
        return (*cuts, Span(first, whole.end))


class Part(StrEnum):
    """What a passage is to the release."""

    LETTERHEAD = "letterhead"  # issuer or issuing office in the banner
    KIND = "kind"
    NUMBER = "number"
    DATELINE = "dateline"
    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    HEADING = "heading"  # an inner heading of the body
    PARAGRAPH = "paragraph"
    ITEM = "item"  # a list item of the body
    SPEAKER = "speaker"  # a speaker label of a transcript
    CAPTION = "caption"
    TAIL = "tail"  # contact lines, signatures, closing marks


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the reading text that plays one part; passages are separated by a blank line in it."""

    part: Part
    span: Span


@dataclass(frozen=True, slots=True)
class Release:
    """A document whose layout is understood. Spans are in reading coordinates but for `furniture`."""

    document: Document
    reading: Reading
    passages: tuple[Passage, ...]
    kind: str = "unstated"  # slug of a voc:kind- concept: comunicado, boletin, nota-de-prensa ...
    number: str | None = None  # as printed, without "No.", spaces or closing dot
    number_span: Span | None = None
    date: str | None = None  # ISO, in the precision given: 2014, 2014-05 or 2014-05-09
    date_span: Span | None = None
    published: Span | None = None  # where the file says its date, or the year of it, outside the reading; document coordinates
    date_basis: str | None = None  # slug of a voc: date basis: dateline, metadata
    dateline: Span | None = None
    place: Span | None = None  # the place part of the dateline ("Lima, Perú")
    letterheads: tuple[Span, ...] = ()
    joint: bool = False
    links: tuple[Link, ...] = ()  # of the body and tail, without navigation; document coordinates
    furniture: tuple[Span, ...] = ()  # document coordinates, sorted
    repairs: tuple[Span, ...] = ()  # damaged words, sorted, that are read otherwise than the document prints them
    issues: tuple[Issue, ...] = ()

    def printed(self, span: Span) -> str:
        """The reading text of `span` with its damaged words as printed."""
        pieces, at = [], span.start
        for word in filter(span.overlaps, self.repairs):
            inside = Span(max(span.start, word.start), min(span.end, word.end))
            pieces += [self.reading.text[at : inside.start], self.document.text[slice(*self.reading.origin(inside))]]
            at = inside.end
        return "".join([*pieces, self.reading.text[at : span.end]])

    def spans(self, *parts: Part) -> tuple[Span, ...]:
        """The spans of the passages that play one of `parts`, in order."""
        return tuple(p.span for p in self.passages if p.part in parts)

    def texts(self, *parts: Part) -> tuple[str, ...]:
        """Those passages as printed."""
        return tuple(self.printed(span) for span in self.spans(*parts))


class MentionKind(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    ACRONYM = "acronym"
    ROLE = "role"
    DESCRIPTION = "description"


class Mention(NamedTuple):
    """A span that refers to entities by key; none where `resolved_by` is "unresolved". Confidence is a probability."""

    span: Span
    kind: MentionKind
    refers_to: tuple[str, ...]
    resolved_by: str = "explicit"  # slug of a voc: resolution
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """`key` is a legal IRI fragment, unique in the release; `iri` an authority entry's, if any; `name` the best full name."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    iri: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Person(Entity):
    """A natural person; honorifics as printed."""

    honorifics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization(Entity):
    """`types` are local names of schema.org (or pregon: PublicProgramme), most specific first; never Organization."""

    types: tuple[str, ...] = ()
    parent: str | None = None  # key of another organisation of the release
    jurisdiction: str | None = None  # key of a place


@dataclass(frozen=True, slots=True)
class Place(Entity):
    """`type` is Country, State, City or Place; `same_as` holds gazetteer IRIs."""

    type: str = "Place"
    iso: str | None = None
    contained_in: str | None = None  # key of another place of the release
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event(Entity):
    """`name` starts with a capital or a digit where the event has a title; else it is described in the text's words."""

    kind: str | None = None  # slug of a voc:event- concept, without "event-"
    ordinal: int | None = None
    series: str | None = None  # IRI of an authority's event series
    start: str | None = None  # ISO date
    end: str | None = None
    place: str | None = None
    attendees: tuple[str, ...] = ()
    organizers: tuple[str, ...] = ()
    headed_by: tuple[str, ...] = ()
    online: bool = False
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, and for which organisation (keys)."""

    signatory: str
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement(Entity):
    """A convention, agreement, law or programme that is the matter of the release."""

    titled: bool = True  # False: `name` is a description
    status: str = "agreed"  # signed, agreed, foreseen
    parties: tuple[str, ...] = ()
    acting_through: tuple[str, ...] = ()
    agreed_by: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    witnesses: tuple[str, ...] = ()
    concluded_at: str | None = None  # key of an event
    covers: tuple[str, ...] = ()  # keys of quantities
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedRole:
    """An office as this release states it. `organization` None: the text does not say where."""

    person: str
    name: str
    organization: str | None = None
    post: str | None = None  # IRI of an authority's post
    honorific: str | None = None
    resolved_by: str = "explicit"
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words with a speaker: `text` without marks, `speaker` an entity's key or None where the text names no one."""

    text: str
    speaker: str | None
    verb: str | None = None
    resolved_by: str = "explicit"
    evidence: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Quotation(Utterance):
    """A direct quotation."""


@dataclass(frozen=True, slots=True)
class Statement(Utterance):
    """A reported statement: the clause governed by a verb of saying, verbatim."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` goes with comparator "exactly" or "about", `minimum` with "more-than", `maximum` with "less-than"."""

    key: str
    unit: str
    span: Span
    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    comparator: str = "exactly"


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuing organisation, in order, and how it is known (letterhead, joint-headline, dateline ...)."""

    organization: str
    resolved_by: str
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything the release says, as far as it was understood. Tuples are in the order of first mention."""

    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[StatedRole, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[Statement, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    issuers: tuple[Issuer, ...] = ()
    author: str | None = None  # key of the issuing office, where one is printed
    place_of_issue: str | None = None  # key of a place
    not_before: str | None = None  # ISO dates that tenures give an undated release
    not_after: str | None = None
    bounds_evidence: tuple[Span, ...] = ()  # the roles whose tenures those are
    issues: tuple[Issue, ...] = ()


class Status(StrEnum):
    """How a source ended."""

    OK = "ok"
    REVIEW = "review"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Conversion:
    """One source, all the way: what was read, what was understood, and what a person should know."""

    source: str
    status: Status
    release: Release | None = None
    extraction: Extraction | None = None
    issues: tuple[Issue, ...] = ()
