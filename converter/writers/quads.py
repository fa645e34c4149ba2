"""N-Quads and TriG: the triples in the named graph of their release, so that files can be put together as they are."""

from __future__ import annotations

from rdflib import Graph
from rdflib.term import URIRef

from converter.writers.order import Described
from converter.writers.terms import iri, n_term
from converter.writers.turtle import Prefixes, body


def write_nquads(graph: Graph, things: Described) -> str:
    """One line a quad, sorted; a graph without an IRI of its own is the default graph."""
    name = f" {iri(graph.identifier)}" if isinstance(graph.identifier, URIRef) else ""
    triples = ((s, p, o) for s, values in things.items() for p, objects in values.items() for o in objects)
    return "".join(sorted(f"{n_term(s)} {n_term(p)} {n_term(o)}{name} .\n" for s, p, o in triples))


def write_trig(graph: Graph, things: Described) -> str:
    """A block named after the graph; TriG documents of several releases may be concatenated."""
    prefixes = Prefixes(graph)
    triples = body(things, prefixes)
    name = f"{iri(graph.identifier)} " if isinstance(graph.identifier, URIRef) else ""
    return f"{prefixes.header()}\n{name}{{\n{triples}}}\n"
