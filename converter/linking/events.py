"""Which series of the authority lists a numbered event belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from converter.authorities import Authorities
from converter.linking.organizations import content
from converter.model import Event


def in_series(events: Sequence[Event], authorities: Authorities) -> list[Event]:
    """The events, a numbered one with the IRI of the series whose name ends its own, articles and brackets aside."""
    if all(event.ordinal is None for event in events):  # so in most releases, and the lists are long
        return list(events)
    series = [(content(label), e.iri) for e in authorities.entries if e.kind == "series" for label in e.labels]
    linked = []
    for event in events:
        words = content(re.sub(r"\([^)]*\)", "", event.name))
        found = {iri for name, iri in series if words[-len(name) :] == name}
        linked.append(replace(event, series=found.pop()) if event.ordinal is not None and len(found) == 1 else event)
    return linked
