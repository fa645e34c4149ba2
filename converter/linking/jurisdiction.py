"""Where a release speaks from: the city, state and country that generic names ("el Gobierno del Estado") belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from converter.model import Mention, Place, Release


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Printed names, None where the text does not tell; `area` is the IRI of the state or country in the authority lists."""

    city: str | None = None
    state: str | None = None
    country: str | None = None
    area: str | None = None


def of(release: Release, places: Sequence[Place], mentions: Sequence[Mention]) -> Jurisdiction:
    """The jurisdiction by the dateline first, then by the place named most often."""
    by_key = {p.key: p for p in places}
    counts: Counter[str] = Counter()
    headed = [span for span in (release.place, release.dateline) if span is not None]
    for mention in mentions:
        weight = 50 if any(span.overlaps(mention.span) for span in headed) else 1
        for key in mention.refers_to:
            counts[key] += weight

    def best(kind: str) -> Place | None:
        found = [p for p in places if p.type == kind]
        return max(found, key=lambda p: (counts[p.key], -places.index(p))) if found else None

    city, state, country = best("City"), best("State"), best("Country")
    container = by_key.get(city.contained_in or "") if city is not None else None
    if city is not None and container is not None and container.type == "State" and (state is None or counts[city.key] >= 50):
        state = container
    iris = [p.iri for p in (state, country) if p is not None and p.iri]
    return Jurisdiction(
        city.name if city else None, state.name if state else None, country.name if country else None, iris[0] if iris else None
    )
