"""A graph in memory that answers plain look-ups straight from dictionaries.

rdflib's own store keeps a context for every triple and checks it at every look-up. A release graph is one context, and
building, validating and writing it take thousands of look-ups.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from rdflib import Graph, URIRef
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

_Triple = tuple[Node, Node, Node]
_Pattern = tuple[Node | None, Node | None, Node | None]
_Index = dict[Node, dict[Node, dict[Node, None]]]


class _Store(SimpleMemory):
    """rdflib's simple store with indices that :class:`IndexedGraph` can see; the innermost dictionaries are ordered sets."""

    def __init__(self, configuration: str | None = None, identifier: Any = None) -> None:
        super().__init__(configuration, identifier)
        self.spo: _Index = {}
        self.pos: _Index = {}
        self.size = 0

    def add(self, triple: _Triple, context: Any = None, quoted: bool = False) -> None:
        subject, predicate, object_ = triple
        objects = self.spo.setdefault(subject, {}).setdefault(predicate, {})
        if object_ in objects:
            return
        self.size += 1
        objects[object_] = None
        self.pos.setdefault(predicate, {}).setdefault(object_, {})[subject] = None

    def remove(self, triple_pattern: Any, context: Any = None) -> None:
        for (subject, predicate, object_), _ in list(self.triples(triple_pattern)):
            _discard(self.spo, subject, predicate, object_)
            _discard(self.pos, predicate, object_, subject)
            self.size -= 1

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        return ((triple, iter(())) for triple in self.matches(triple_pattern))

    def matches(self, pattern: _Pattern) -> Generator[_Triple, None, None]:
        subject, predicate, object_ = pattern
        if subject is None and predicate is not None:
            found = self.pos.get(predicate, {})
            for o in found if object_ is None else (object_,):
                yield from ((s, predicate, o) for s in found.get(o, ()))
            return
        for s in self.spo if subject is None else (subject,):
            described = self.spo.get(s, {})
            for p in described if predicate is None else (predicate,):
                objects = described.get(p, {})
                if object_ is None:
                    yield from ((s, p, o) for o in objects)
                elif object_ in objects:
                    yield s, p, object_

    def __len__(self, context: Any = None) -> int:
        return self.size


def _discard(index: _Index, first: Node, second: Node, third: Node) -> None:
    """Take an entry out, and what it leaves empty."""
    inner = index[first]
    del inner[second][third]
    if not inner[second]:
        del inner[second]
    if not inner:
        del index[first]


class IndexedGraph(Graph):
    """An :class:`rdflib.Graph` in which adding, and asking for objects or subjects, take a look-up or two.

    It holds what it is given: that all are RDF terms is for the type checker. Whatever else a graph can do, from patterns
    to SPARQL, goes through the store as ever.
    """

    def __init__(self, identifier: Any = None) -> None:
        self._indices = _Store()
        super().__init__(self._indices, identifier, bind_namespaces="none")

    @classmethod
    def of(cls, graph: Graph) -> IndexedGraph:
        """A copy of `graph`, without its prefixes."""
        copy = cls(graph.identifier)
        for triple in graph:
            copy.add(triple)
        return copy

    def add(self, triple: Any) -> IndexedGraph:
        self._indices.add(triple)
        return self

    def __iter__(self) -> Generator[_Triple, None, None]:
        return self._indices.matches((None, None, None))

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]
        if subject is not None and type(predicate) is URIRef:
            return iter(self._indices.spo.get(subject, {}).get(predicate, ()))
        return super().objects(subject, predicate, unique)

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Iterator[Any]:  # type: ignore[override]
        if object is not None and type(predicate) is URIRef:
            return iter(self._indices.pos.get(predicate, {}).get(object, ()))
        return super().subjects(predicate, object, unique)
