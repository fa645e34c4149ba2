"""The release as a document: headline, date, number, issuers, body, parts and source."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import XSD, Literal, URIRef

from converter.authorities.entries import first_day, last_day
from converter.encodings import Encoding
from converter.graph.identifiers import numbering, web_address
from converter.graph.literals import clean, date, integer, is_full_date, plain, spanish
from converter.graph.sheet import Sheet, Value
from converter.graph.vocabulary import EU_PRESS_RELEASE, PREGON, PROV, SCHEMA, concept
from converter.model import Extraction, Part, Release, Span

_PARTS = {
    Part.SUBHEADLINE: ("sub", PREGON.SubHeadline),
    Part.PARAGRAPH: ("p", PREGON.Paragraph),
    Part.ITEM: ("item", PREGON.ListItem),
    Part.HEADING: ("heading", PREGON.Heading),
    Part.SPEAKER: ("speaker", PREGON.SpeakerLabel),
    Part.CAPTION: ("caption", PREGON.Caption),
    Part.TAIL: ("tail", PREGON.Tail),
}


def add_article(sheet: Sheet, extraction: Extraction) -> None:
    """The release node, its parts and its source document."""
    release, node = sheet.release, sheet.ids.release
    headlines = release.texts(Part.HEADLINE)
    body = article_body(release)
    sheet.describe(
        node,
        [SCHEMA.NewsArticle, PREGON.PressRelease],
        {
            SCHEMA.additionalType: EU_PRESS_RELEASE,
            SCHEMA.genre: concept(release.kind, "kind"),
            SCHEMA.headline: spanish(" ".join(headlines)) if headlines else None,
            SCHEMA.alternativeHeadline: [spanish(text) for text in release.texts(Part.SUBHEADLINE)],
            SCHEMA.articleBody: spanish(body) if body else None,
            SCHEMA.inLanguage: plain("es-MX"),
            SCHEMA.isBasedOn: sheet.ids.document,
            PROV.wasDerivedFrom: sheet.ids.document,
            PREGON.headlineEvidence: sheet.evidence(release.spans(Part.HEADLINE)),
        }
        | _number(sheet)
        | _date(sheet, extraction)
        | _issuers(sheet, extraction),
    )
    _parts(sheet)
    _media(sheet)
    _document(sheet)


def article_body(release: Release) -> str:
    """The paragraphs, joined by a blank line. Headings, speaker labels and list items share a paragraph's block, each on a
    line of its own, so that nothing of the body is lost and its blocks are its paragraphs."""
    blocks: list[str] = []
    ahead: list[str] = []
    for passage in release.passages:
        text = release.printed(passage.span)
        if passage.part is Part.PARAGRAPH:
            blocks.append("\n".join([*ahead, text]))
            ahead = []
        elif passage.part is Part.ITEM and blocks and not ahead:
            blocks[-1] += "\n" + text
        elif passage.part in (Part.ITEM, Part.HEADING, Part.SPEAKER):
            ahead.append(text)
    if ahead:
        blocks[-1:] = ["\n".join([*blocks[-1:], *ahead])]
    return "\n\n".join(blocks)


def _number(sheet: Sheet) -> dict[URIRef, Value]:
    release = sheet.release
    if release.number is None:
        return {}
    sequence, year = numbering(release.number, release.date)
    return {
        SCHEMA.identifier: plain(release.number),
        PREGON.sequenceNumber: None if sequence is None else integer(sequence),
        PREGON.numberingYear: Literal(year, datatype=XSD.gYear, normalize=False) if year and sequence is not None else None,
        PREGON.numberEvidence: sheet.evidence([release.number_span] if release.number_span else []),
    }


def _date(sheet: Sheet, extraction: Extraction) -> dict[URIRef, Value]:
    release = sheet.release
    dateline = release.dateline
    earliest, latest = extraction.not_before, extraction.not_after
    basis = release.date_basis or ("tenure-bounds" if earliest or latest else None)
    if release.date is not None:
        earliest, latest = _bounds(release.date)
    place = extraction.place_of_issue
    evidence = sheet.evidence([span for span in (dateline or release.date_span,) if span])
    if release.published is not None:
        evidence.append(sheet.text_span(release.published))
    return {
        SCHEMA.datePublished: date(release.date) if release.date else None,
        PREGON.notBefore: date(earliest) if earliest else None,
        PREGON.notAfter: date(latest) if latest else None,
        PREGON.boundsEvidence: sheet.evidence(extraction.bounds_evidence),
        PREGON.dateBasis: concept(basis) if basis else None,
        SCHEMA.dateline: spanish(release.printed(dateline)) if dateline else None,
        PREGON.datelineEvidence: evidence,
        SCHEMA.locationCreated: sheet.node(place) if place else None,
    }


def _bounds(iso: str) -> tuple[str | None, str | None]:
    """The first and last day of a partial date, which queries can compare; none for a full one."""
    return (None, None) if is_full_date(iso) else (first_day(iso), last_day(iso))


def _issuers(sheet: Sheet, extraction: Extraction) -> dict[URIRef, Value]:
    issuances = []
    for position, issuer in enumerate(extraction.issuers, start=1):
        node = sheet.ids.part(f"issuer{position}")
        issuances.append(node)
        values: dict[URIRef, Value] = {
            SCHEMA.position: integer(position),
            PREGON.issuer: sheet.node(issuer.organization),
            PREGON.resolvedBy: concept(issuer.resolved_by),
            PREGON.evidence: sheet.evidence([issuer.evidence] if issuer.evidence else []),
        }
        sheet.describe(node, [PREGON.Issuance], values)
    publishers = sheet.nodes(issuer.organization for issuer in extraction.issuers)
    return {
        SCHEMA.publisher: publishers,
        PREGON.issuance: issuances,
        SCHEMA.author: sheet.node(extraction.author) if extraction.author else publishers,
        SCHEMA.sourceOrganization: publishers[0] if extraction.author and publishers else None,
    }


def _parts(sheet: Sheet) -> None:
    counts: dict[Part, int] = {}
    for passage in sheet.release.passages:
        if passage.part not in _PARTS:
            continue
        name, type_ = _PARTS[passage.part]
        position = counts[passage.part] = counts.get(passage.part, 0) + 1
        text = sheet.release.printed(passage.span)
        evidence = sheet.evidence([passage.span])
        values: dict[URIRef, Value] = {
            SCHEMA.text: spanish(text),
            SCHEMA.position: integer(position),
            PREGON.evidence: evidence,
        }
        add_part(sheet, sheet.ids.part(f"{name}{position}"), [type_], values)
    for position, span in enumerate(sheet.release.furniture, start=1):
        node = sheet.ids.part(f"furniture{position}")
        add_part(sheet, node, [PREGON.PageFurniture], {PREGON.evidence: sheet.text_span(span)})


def add_part(sheet: Sheet, node: URIRef, types: list[URIRef], values: dict[URIRef, Value]) -> None:
    """A node that is part of the release, said from both ends."""
    sheet.describe(node, types, values | {SCHEMA.isPartOf: sheet.ids.release})
    sheet.describe(sheet.ids.release, (), {SCHEMA.hasPart: node})


def _media(sheet: Sheet) -> None:
    nodes: list[URIRef] = []
    for link in sheet.release.links:
        url = web_address(link.url)
        if url is None:
            continue
        node = sheet.ids.part(f"media{len(nodes) + 1}")
        nodes.append(node)
        label = " ".join(sheet.text[link.span.start : link.span.end].split())
        span = sheet.text_span(Span(*link.span)) if link.span.start < link.span.end else None
        values: dict[URIRef, Value] = {SCHEMA.url: url, SCHEMA.name: spanish(label) if label else None, PREGON.evidence: span}
        sheet.describe(node, [SCHEMA.MediaObject], values)
    sheet.describe(sheet.ids.release, (), {SCHEMA.associatedMedia: nodes})


def _document(sheet: Sheet) -> None:
    document = sheet.release.document
    sheet.describe(
        sheet.ids.document,
        [PREGON.SourceDocument, SCHEMA.DigitalDocument, PROV.Entity],
        {
            SCHEMA.name: plain(document.name),
            SCHEMA.encodingFormat: plain(document.media_type),
            SCHEMA.text: Literal(sheet.text),
            PREGON.sha256: Literal(clean(document.sha256)),
            PREGON.textLength: integer(len(sheet.text)),
        },
    )


def add_encodings(sheet: Sheet, further: Sequence[Encoding]) -> None:
    """Every file that the release stands in, its own among them, where there are `further` ones. Copies are one file."""
    document = sheet.release.document
    own = Encoding(document.name, document.media_type, document.sha256)
    for encoding in (own, *further) if further else ():
        node = sheet.ids.part(f"file-{encoding.sha256[:12]}")
        values: dict[URIRef, Value] = {
            SCHEMA.name: plain(encoding.name),
            SCHEMA.encodingFormat: plain(encoding.media_type),
            PREGON.sha256: Literal(encoding.sha256),
        }
        sheet.describe(node, [SCHEMA.MediaObject], values)
        sheet.describe(sheet.ids.release, (), {SCHEMA.encoding: node})
