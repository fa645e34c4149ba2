"""Reads an RDF file, strictly and without any other file or address: what is not valid, or points elsewhere, is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from converter.errors import SourceError

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib import Graph
    from rdflib.term import Node

#: The suffixes of the files it can read.
SUFFIXES = (".ttl", ".jsonld", ".nq", ".trig", ".nt", ".rdf")


def load(path: Path) -> Graph:
    """The triples of `path`, those of its named graphs and its default graph together.

    Raises :class:`SourceError` for a file that cannot be read, has another suffix, or is not valid; an address in a
    JSON-LD ``@context`` counts as not valid, as nothing is fetched.
    """
    import pyoxigraph
    from rdflib import Graph

    if path.suffix not in SUFFIXES:
        raise SourceError("unsupported-format", f"not an RDF file Pregón reads ({', '.join(SUFFIXES)})")
    graph = Graph()
    try:
        form = pyoxigraph.RdfFormat.from_extension(path.suffix[1:])
        for quad in pyoxigraph.parse(path.read_bytes(), form):
            graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    except OSError as error:
        raise SourceError("unreadable", f"the file cannot be read: {error.strerror or error}") from None
    except (SyntaxError, ValueError) as error:
        reason = str(error)
        if "LoadDocumentCallback" in reason:
            reason = "its @context is an address, and nothing is fetched; write the context out in the file"
        raise SourceError("not-rdf", f"not valid {path.suffix[1:]}: {reason}") from None
    return graph


def _node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Node:
    import pyoxigraph
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if isinstance(term, pyoxigraph.Literal):
        if term.language is not None:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        # rdflib tells a plain string from an xsd:string; what Pregón writes is plain.
        plain = datatype == "http://www.w3.org/2001/XMLSchema#string"
        return Literal(term.value, datatype=None if plain else URIRef(datatype), normalize=False)
    raise ValueError("triples about triples (RDF-star) are not used by Pregón")
