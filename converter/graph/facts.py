"""What the text says of the entities: mentions, roles, quotations, statements and quantities."""

from __future__ import annotations

from rdflib import URIRef

from converter.graph.article import add_part
from converter.graph.identifiers import iri
from converter.graph.literals import confidence, date, integer, is_full_date, number, plain, spanish
from converter.graph.sheet import Sheet, Value
from converter.graph.vocabulary import ORG, PREGON, SCHEMA, concept
from converter.model import Extraction, Mention, Part, Quantity, Span, StatedRole, Utterance


def add_facts(sheet: Sheet, extraction: Extraction) -> None:
    """Every fact of the extraction, and what the release is about."""
    for position, role in enumerate(extraction.roles, start=1):
        _role(sheet, sheet.ids.part(f"role{position}"), role)
    for position, quotation in enumerate(extraction.quotations, start=1):
        speaker = sheet.node(quotation.speaker) if quotation.speaker else None
        values = _utterance(sheet, quotation, position) | {SCHEMA.spokenByCharacter: speaker}
        add_part(sheet, sheet.ids.part(f"quote{position}"), [SCHEMA.Quotation], values)
    for position, statement in enumerate(extraction.statements, start=1):
        types = [PREGON.ReportedStatement, SCHEMA.Statement]
        add_part(sheet, sheet.ids.part(f"stmt{position}"), types, _utterance(sheet, statement, position))
    for quantity in extraction.quantities:
        _quantity(sheet, quantity)
    _mentions(sheet, extraction.mentions)
    _about(sheet, extraction)


def _role(sheet: Sheet, node: URIRef, role: StatedRole) -> None:
    person = sheet.node(role.person)
    organization = sheet.node(role.organization) if role.organization else None
    published = sheet.release.date
    values: dict[URIRef, Value] = {
        ORG.member: person,
        ORG.organization: organization,
        SCHEMA.memberOf: organization,
        SCHEMA.roleName: spanish(role.name),
        SCHEMA.subjectOf: sheet.ids.release,
        PREGON.post: iri(role.post) if role.post else None,
        PREGON.statedHonorific: spanish(role.honorific) if role.honorific else None,
        PREGON.asOf: date(published) if published and is_full_date(published) else None,
        PREGON.resolvedBy: concept(role.resolved_by),
        PREGON.confidence: confidence(role.confidence),
        PREGON.evidence: sheet.evidence(role.evidence),
    }
    sheet.describe(node, [PREGON.StatedRole, SCHEMA.OrganizationRole, ORG.Membership], values)
    sheet.describe(person, (), {SCHEMA.memberOf: node})


def _utterance(sheet: Sheet, words: Utterance, position: int) -> dict[URIRef, Value]:
    return {
        SCHEMA.text: spanish(words.text),
        SCHEMA.position: integer(position),
        SCHEMA.creator: sheet.node(words.speaker) if words.speaker else None,
        PREGON.reportingVerb: spanish(words.verb) if words.verb else None,
        PREGON.resolvedBy: concept(words.resolved_by),
        PREGON.confidence: confidence(words.confidence),
        PREGON.evidence: sheet.evidence(words.evidence),
    }


def _quantity(sheet: Sheet, quantity: Quantity) -> None:
    values = {
        SCHEMA.value: number(quantity.value) if quantity.value is not None else None,
        SCHEMA.minValue: number(quantity.minimum) if quantity.minimum is not None else None,
        SCHEMA.maxValue: number(quantity.maximum) if quantity.maximum is not None else None,
        SCHEMA.unitText: spanish(quantity.unit),
        SCHEMA.subjectOf: sheet.ids.release,
        PREGON.comparator: concept(quantity.comparator),
        PREGON.evidence: sheet.evidence([quantity.span]),
    }
    sheet.describe(sheet.ids.part(quantity.key), [PREGON.Quantity, SCHEMA.QuantitativeValue], values)


def _mentions(sheet: Sheet, mentions: tuple[Mention, ...]) -> None:
    """One node for each span, kind and resolution: a name that means two things refers to both, and where the two are known
    in different ways (a city and its state of one name) a second node takes the suffix -2."""
    groups: dict[Span, dict[tuple[str, str], list[Mention]]] = {}
    for mention in mentions:
        span = sheet.origin(mention.span)
        if span is not None:
            groups.setdefault(span, {}).setdefault((mention.kind.value, mention.resolved_by), []).append(mention)
    for span, variants in groups.items():
        for position, ((kind, resolution), same) in enumerate(variants.items(), start=1):
            node = sheet.ids.part(f"m-{span.start}-{span.end}" + (f"-{position}" if position > 1 else ""))
            values = sheet.position(span) | {
                PREGON.readAs: plain(reading) if (reading := sheet.read_as(same[0].span)) else None,
                PREGON.mentionKind: concept(kind),
                PREGON.resolvedBy: concept(resolution),
                PREGON.refersTo: sheet.nodes(key for mention in same for key in mention.refers_to),
                PREGON.confidence: confidence(min(mention.confidence for mention in same)),
            }
            sheet.describe(node, [PREGON.Mention], values)


def _about(sheet: Sheet, extraction: Extraction) -> None:
    """The release is about what its headline and sub-headlines name; the places among that are its content's location."""
    heads = sheet.release.spans(Part.HEADLINE, Part.SUBHEADLINE)
    named = [
        key for mention in extraction.mentions if any(head.covers(mention.span) for head in heads) for key in mention.refers_to
    ]
    places = {place.key for place in extraction.places}
    values: dict[URIRef, Value] = {
        SCHEMA.about: sheet.nodes(named),
        SCHEMA.contentLocation: sheet.nodes(key for key in named if key in places),
    }
    sheet.describe(sheet.ids.release, (), values)
