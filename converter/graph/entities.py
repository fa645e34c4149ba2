"""People, organisations, places, events and agreements, with the types and names each one is used under."""

from __future__ import annotations

from collections.abc import Callable

from rdflib import URIRef

from converter.errors import PregonError
from converter.graph.identifiers import iri
from converter.graph.literals import confidence, date, integer, name_forms, plain, spanish
from converter.graph.sheet import Sheet, Value
from converter.graph.vocabulary import ORGANIZATION_TYPES, PREGON, SCHEMA, concept
from converter.model import Agreement, Entity, Event, Extraction, Organization, Person, Place

_PLACES = {"Country": SCHEMA.Country, "State": SCHEMA.State, "City": SCHEMA.City}


def add_entities(sheet: Sheet, extraction: Extraction, series_name: Callable[[str], str | None]) -> None:
    """All entities, and that the release mentions those it names. `series_name` gives the name of an authority's series."""
    everything: tuple[Entity, ...] = (
        *extraction.people,
        *extraction.organizations,
        *extraction.places,
        *extraction.events,
        *extraction.agreements,
    )
    sheet.register(everything)
    for person in extraction.people:
        _person(sheet, person)
    for organization in extraction.organizations:
        _organization(sheet, organization)
    for place in extraction.places:
        _place(sheet, place)
    people = {person.key for person in extraction.people}
    for event in extraction.events:
        _event(sheet, event, people)
        if event.series:
            _series(sheet, event, series_name(event.series))
    for agreement in extraction.agreements:
        _agreement(sheet, agreement)
    # A body known by an office alone is described for the role's sake; the release does not name it.
    named = {key for mention in extraction.mentions for key in mention.refers_to}
    mentioned = sheet.nodes(entity.key for entity in everything if entity.key in named)
    sheet.describe(sheet.ids.release, (), {SCHEMA.mentions: mentioned})


def _names(sheet: Sheet, entity: Entity, language: bool = True) -> dict[URIRef, Value]:
    """Name and other names; of two entities that are one authority entry, the first one's name stands."""
    name = spanish(entity.name) if language else plain(entity.name)
    others = name_forms([alias for alias in entity.aliases if alias != entity.name], language)
    known = sheet.graph.value(sheet.node(entity.key), SCHEMA.name)
    return {
        SCHEMA.name: name if known is None else None,
        SCHEMA.alternateName: others if known in (None, name) else [*others, name],
        # How sure the link to an authority is belongs to the mentions; here it would be said of the thing itself.
        PREGON.confidence: confidence(entity.confidence) if entity.iri is None else None,
    }


def _person(sheet: Sheet, person: Person) -> None:
    honorifics = [spanish(honorific) for honorific in person.honorifics]
    values = _names(sheet, person, language=False) | {SCHEMA.honorificPrefix: honorifics}
    sheet.describe(sheet.node(person.key), [SCHEMA.Person], values)


def _organization(sheet: Sheet, organization: Organization) -> None:
    unknown = [name for name in organization.types if name not in ORGANIZATION_TYPES]
    if unknown:
        raise PregonError(f"{organization.name}: no such type of organisation: {', '.join(unknown)}; mend its authority entry")
    types = [*(ORGANIZATION_TYPES[name] for name in organization.types), SCHEMA.Organization]
    values = _names(sheet, organization) | {
        SCHEMA.parentOrganization: sheet.node(organization.parent) if organization.parent else None,
        SCHEMA.areaServed: sheet.node(organization.jurisdiction) if organization.jurisdiction else None,
    }
    sheet.describe(sheet.node(organization.key), types, values)


def _place(sheet: Sheet, place: Place) -> None:
    types = [_PLACES[place.type], SCHEMA.Place] if place.type in _PLACES else [SCHEMA.Place]
    values = _names(sheet, place) | {
        SCHEMA.identifier: plain(place.iso) if place.iso else None,
        SCHEMA.containedInPlace: sheet.node(place.contained_in) if place.contained_in else None,
        SCHEMA.sameAs: [iri(same) for same in place.same_as],
    }
    sheet.describe(sheet.node(place.key), types, values)


def _event(sheet: Sheet, event: Event, people: set[str]) -> None:
    # Who heads an event takes part in it; an organisation that runs one may not.
    attendees = [*event.attendees, *(key for key in event.headed_by if key in people)]
    values = _names(sheet, event) | {
        SCHEMA.additionalType: concept(event.kind, "event") if event.kind else None,
        SCHEMA.startDate: date(event.start) if event.start else None,
        SCHEMA.endDate: date(event.end) if event.end else None,
        SCHEMA.location: sheet.node(event.place) if event.place else None,
        SCHEMA.attendee: sheet.nodes(attendees),
        SCHEMA.organizer: sheet.nodes(event.organizers),
        SCHEMA.superEvent: iri(event.series) if event.series else None,
        SCHEMA.eventAttendanceMode: SCHEMA.OnlineEventAttendanceMode if event.online else None,
        SCHEMA.subjectOf: sheet.ids.release,
        PREGON.headedBy: sheet.nodes(event.headed_by),
        PREGON.ordinal: integer(event.ordinal) if event.ordinal is not None else None,
        PREGON.evidence: sheet.evidence(event.evidence),
    }
    sheet.describe(sheet.node(event.key), [SCHEMA.Event], values)


def _series(sheet: Sheet, event: Event, name: str | None) -> None:
    if event.series is None or name is None:
        raise PregonError(f"{event.name}: no authority list describes the event series {event.series}")
    sheet.describe(iri(event.series), [SCHEMA.EventSeries], {SCHEMA.name: spanish(name)})


def _agreement(sheet: Sheet, agreement: Agreement) -> None:
    node = sheet.node(agreement.key)
    signatures: list[URIRef] = []
    for position, signature in enumerate(agreement.signatures, start=1):
        signatures.append(sheet.ids.part(f"{agreement.key}-sig{position}"))
        behalf = sheet.node(signature.on_behalf_of) if signature.on_behalf_of else None
        signed: dict[URIRef, Value] = {PREGON.signatory: sheet.node(signature.signatory), PREGON.onBehalfOf: behalf}
        sheet.describe(signatures[-1], [PREGON.Signature], signed)
    names = _names(sheet, agreement)
    if not agreement.titled:
        names = names | {SCHEMA.name: None, SCHEMA.description: names[SCHEMA.name]}
    values = names | {
        SCHEMA.subjectOf: sheet.ids.release,
        PREGON.agreementStatus: concept(agreement.status, "status"),
        PREGON.party: sheet.nodes(agreement.parties),
        PREGON.actingThrough: sheet.nodes(agreement.acting_through),
        PREGON.agreedBy: sheet.nodes(agreement.agreed_by),
        PREGON.signature: signatures,
        PREGON.witnessOfHonour: sheet.nodes(agreement.witnesses),
        PREGON.concludedAt: sheet.node(agreement.concluded_at) if agreement.concluded_at else None,
        PREGON.covers: [sheet.ids.part(key) for key in agreement.covers],
        PREGON.evidence: sheet.evidence(agreement.evidence),
    }
    sheet.describe(node, [PREGON.Agreement], values)
