"""Turtle a person can read: prefixes, the release first, one predicate a line."""

from __future__ import annotations

import re

from rdflib import XSD, Graph, Literal
from rdflib.term import Node

from converter.graph.vocabulary import RDF_TYPE
from converter.writers.order import Described
from converter.writers.terms import iri, literal, long_quoted, quoted

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")  # the part of Turtle's local names that needs no escapes
_BARE = {XSD.integer: re.compile(r"[+-]?[0-9]+"), XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+")}

_WIDTH = 120  # several objects stand on one line up to here


class Prefixes:
    """Shortens IRIs by the graph's own prefixes, and remembers which ones were used."""

    def __init__(self, graph: Graph) -> None:
        self._by_namespace = {str(namespace): prefix for prefix, namespace in graph.namespaces()}
        self._known: dict[Node, str] = {}
        self._used: dict[str, str] = {}

    def short(self, term: Node) -> str:
        """``prefix:local``, or ``<...>`` where no prefix fits."""
        if term not in self._known:
            self._known[term] = self._shorten(term)
        return self._known[term]

    def _shorten(self, term: Node) -> str:
        whole = iri(term)
        cut = max(whole.rfind("#"), whole.rfind("/")) + 1
        namespace, local = whole[1:cut], whole[cut:-1]
        prefix = self._by_namespace.get(namespace)
        if prefix is None or not _LOCAL.fullmatch(local):
            return whole
        self._used[prefix] = namespace
        return f"{prefix}:{local}"

    def header(self) -> str:
        """The declarations of the prefixes used so far, in alphabetical order."""
        return "".join(f"@prefix {prefix}: <{self._used[prefix]}> .\n" for prefix in sorted(self._used))


def body(things: Described, prefixes: Prefixes) -> str:
    """The triples, a block a subject."""
    blocks = []
    for subject, values in things.items():
        lines = []
        for predicate, objects in values.items():
            verb = "a" if predicate == RDF_TYPE else prefixes.short(predicate)
            terms = [_term(object_, prefixes) for object_ in objects]
            wide = sum(map(len, terms)) + 3 * len(terms) > _WIDTH
            lines.append(f"{verb} " + (" ,\n        " if wide else " , ").join(terms))
        blocks.append(f"{prefixes.short(subject)} " + " ;\n    ".join(lines) + " .\n")
    return "\n".join(blocks)


def _term(term: Node, prefixes: Prefixes) -> str:
    if not isinstance(term, Literal):
        return prefixes.short(term)
    text = str(term)
    bare = _BARE.get(term.datatype) if term.datatype else None
    if bare and bare.fullmatch(text):
        return text
    string = long_quoted(text) if "\n" in text else quoted(text)
    return literal(term, string, prefixes.short(term.datatype) if term.datatype else None)


def write(graph: Graph, things: Described) -> str:
    """What `graph` says as a Turtle document, under its prefixes."""
    prefixes = Prefixes(graph)
    triples = body(things, prefixes)
    return f"{prefixes.header()}\n{triples}"
