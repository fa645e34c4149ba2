"""Where a release speaks from: the city, state and country that generic names ("el Gobierno del Estado") belong to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from converter.authorities import Authorities, Entry
from converter.language.text import fold
from converter.mentions.gazetteer import gazetteer
from converter.mentions.organizations import OrganizationMention
from converter.mentions.places import PlaceFindings
from converter.model import Place, Release

_STATE_GOVERNMENT = re.compile(
    r"gobierno (?:del estado |de la provincia |regional |constitucional )?(?:libre y soberano )?(?:de |del )?(.+)"
)


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Printed names, None where the text does not tell; `area` is the IRI of the state or country in the authority lists,
    `iso` the code of the country, empty where nothing tells."""

    city: str | None = None
    state: str | None = None
    country: str | None = None
    area: str | None = None
    iso: str = ""


def of(
    release: Release, where: PlaceFindings, authorities: Authorities, bodies: Sequence[OrganizationMention] = ()
) -> Jurisdiction:
    """The jurisdiction by the dateline first, then by the place named most often.

    The area is the one that the places of the release make sure, not the one named most: a capital in the dateline
    ("Ciudad de México, a 3 de mayo") says that a release is from that country, not from that city's government.
    """
    by_key = {p.key: p for p in where.places}
    counts: Counter[str] = Counter()
    headed = [span for span in (release.place, release.dateline) if span is not None]
    for mention in where.mentions:
        weight = 50 if any(span.overlaps(mention.span) for span in headed) else 1
        for key in mention.refers_to:
            counts[key] += weight

    def best(kind: str) -> Place | None:
        found = [p for p in where.places if p.type == kind]
        return max(found, key=lambda p: (counts[p.key], -where.places.index(p))) if found else None

    city, state, country = best("City"), best("State"), best("Country")
    container = by_key.get(city.contained_in or "") if city is not None else None
    if city is not None and container is not None and container.type == "State" and (state is None or counts[city.key] >= 50):
        state = container
    area = authorities.get(where.area)
    # A dateline with the city alone tells the state too, though it prints none.
    known = area.name if area is not None and "State" in area.types and state is None else None
    called = state.name if state else known
    if state is not None and state.iso in gazetteer().capitals:  # a governor writes from the capital of the country too
        governed = _governed_states(bodies) - {state.name}
        called = governed.pop() if len(governed) == 1 else called
    return Jurisdiction(
        city.name if city else None,
        called,
        country.name if country else None,
        where.area,
        where.country,
    )


def of_governors(known: Jurisdiction, governors: Iterable[Entry], authorities: Authorities) -> Jurisdiction:
    """`known` with the state of the one governor that the lists hold, where the text itself names none."""
    if known.state is not None or known.city is not None:
        return known
    posts = (authorities.get(tenure.post) for entry in governors for tenure in authorities.tenures_of(entry.iri))
    bodies = (authorities.get(post.parent) for post in posts if post is not None)
    areas = {body.area for body in bodies if body is not None and body.area and "-" in body.area.rsplit("/", 1)[1]}
    state = authorities.get(areas.pop()) if len(areas) == 1 else None
    if state is None:
        return known
    return replace(known, state=state.name, area=state.iri, iso=known.iso or state.country or "")


def _governed_states(bodies: Sequence[OrganizationMention]) -> set[str]:
    """The states that governments among `bodies` govern, by their usual names."""
    matches = (_STATE_GOVERNMENT.fullmatch(fold(body.name)) for body in bodies)
    spots = (spot for match in matches if match is not None for spot in gazetteer().spots(match[1]))
    return {spot.name for spot in spots if spot.kind == "state"}
