"""The properties of the service: those that count as evidence, and those whose values can be fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from converter.authorities import Entry, Tenure
from converter.reconciliation.catalogue import Catalogue, identifier

Value = dict[str, str]


@dataclass(frozen=True, slots=True)
class Property:
    """`values` gives the values of a thing, as a data extension response has them; None for what is evidence only."""

    id: str
    name: str
    description: str
    values: Callable[[Catalogue, Entry], Iterator[Value]] | None = None
    evidence: bool = False


def _texts(pick: Callable[[Entry], Iterable[str | None]]) -> Callable[[Catalogue, Entry], Iterator[Value]]:
    return lambda _, entry: ({"str": text} for text in pick(entry) if text)


def _things(pick: Callable[[Catalogue, Entry], Iterable[str | None]]) -> Callable[[Catalogue, Entry], Iterator[Value]]:
    def values(catalogue: Catalogue, entry: Entry) -> Iterator[Value]:
        for thing in map(catalogue.authorities.get, dict.fromkeys(pick(catalogue, entry))):
            if thing is not None:
                yield {"id": identifier(thing), "name": thing.name}

    return values


def _bodies(catalogue: Catalogue, entry: Entry) -> list[str | None]:
    if entry.kind == "person":
        posts = (catalogue.authorities[tenure.post] for tenure in catalogue.authorities.tenures_of(entry.iri))
        return [*(post.parent for post in posts), *sorted(catalogue.bodies.get(entry.iri, ()))]
    return [] if entry.kind == "place" else [entry.parent]


def _area(catalogue: Catalogue, entry: Entry) -> list[str | None]:
    return [entry.parent if entry.kind == "place" else entry.area]


def period(tenure: Tenure) -> str:
    """From when to when, in the precision known; "" where nothing is."""
    return f"{tenure.start or '?'} to {tenure.end or '?'}" if tenure.start or tenure.end else ""


def _offices(catalogue: Catalogue, entry: Entry) -> Iterator[Value]:
    for tenure in catalogue.authorities.tenures_of(entry.iri):
        told = period(tenure)
        yield {"str": catalogue.authorities[tenure.post].name + (f" ({told})" if told else "")}


def _holders(catalogue: Catalogue, entry: Entry) -> Iterator[Value]:
    for tenure in catalogue.authorities.holders(entry.iri):
        told = period(tenure)
        yield {"str": catalogue.authorities[tenure.person].name + (f" ({told})" if told else "")}


def _releases(catalogue: Catalogue, entry: Entry) -> Iterator[Value]:
    return ({"str": told} for told in catalogue.releases.get(entry.iri, ()))


_ALL = (
    Property("date", "date", "a day, month or year in which the thing existed or the office was held", evidence=True),
    Property("role", "role", "an office that the person held", evidence=True),
    Property("organization", "organization", "the body it belongs to, or in which office was held", _things(_bodies), True),
    Property("area", "area", "the state or country that a body serves or a place lies in", _things(_area), True),
    Property("country", "country", "name or ISO 3166 code", _texts(lambda e: [e.country]), True),
    Property("name", "name", "the full name", _texts(lambda e: [e.name])),
    Property("otherName", "other names", "trusted on their own", _texts(lambda e: e.labels[1:])),
    Property("acronym", "acronym", "with its capitals", _texts(lambda e: e.acronyms)),
    Property("type", "type", "from the most specific to the general one", _texts(lambda e: e.types)),
    Property("iri", "address", "the whole IRI", _texts(lambda e: [e.iri])),
    Property("start", "founded", "in the precision known", _texts(lambda e: [e.start])),
    Property("end", "dissolved", "in the precision known", _texts(lambda e: [e.end])),
    Property("office", "offices held", "of a person, with their terms", _offices),
    Property("holder", "holders", "of an office, with their terms", _holders),
    Property("sameAs", "same as", "in Wikidata, ROR or GeoNames", _texts(lambda e: e.same_as)),
    Property("release", "releases", "of the output that name it", _releases),
    Property("source", "source", "where it was seen", _texts(lambda e: [e.source])),
)
PROPERTIES = {each.id: each for each in _ALL}
