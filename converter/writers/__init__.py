"""Serialisations of a graph that has passed validation: the same graph gives the same bytes, whatever the hash seed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from converter.errors import UsageError

if TYPE_CHECKING:
    from rdflib import Graph

    from converter.validation import ValidatedGraph
    from converter.writers.order import Described


def write(validated: ValidatedGraph, name: str) -> bytes:
    """The graph in one format, as :func:`write_all` has it."""
    return write_all(validated, (name,))[name]


def write_all(validated: ValidatedGraph, names: Iterable[str]) -> dict[str, bytes]:
    """The graph in each of the formats `names` ("turtle", "jsonld", "nquads", "trig"), as UTF-8 with a line feed at the end.

    "nquads" and "trig" put the triples into the release's named graph. Raises UsageError for another format, PregonError
    where a term cannot be written in any RDF format (a relative IRI, an IRI with a space or an invisible mark).
    """
    from converter.writers.order import described

    things = described(validated.graph)
    return {name: _writer(name)(validated.graph, things).encode("utf-8") for name in names}


def _writer(name: str) -> Callable[[Graph, Described], str]:
    from converter.writers import jsonld, quads, turtle

    writers = {"turtle": turtle.write, "jsonld": jsonld.write, "nquads": quads.write_nquads, "trig": quads.write_trig}
    if name not in writers:
        raise UsageError(f"there is no format {name!r}; choose from {', '.join(writers)}")
    return writers[name]
