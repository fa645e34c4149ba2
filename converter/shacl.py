"""pyshacl with its look-ups made cheap: it asks the graph, and the shapes even more, the same plain questions over and over."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import Graph
from rdflib.term import Node

from converter.graph.indexed import IndexedGraph


class Shapes(ShapesGraph):
    """Shapes as pyshacl gathers them, to be used on any number of graphs; they must not change."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        super().__init__(_Lists(triples))
        self._parameters: dict[Node, list[tuple[Node, Node]]] = {}

    def predicate_objects(self, shape: Node) -> list[tuple[Node, Node]]:
        """What constrains `shape`: all that pyshacl looks for here, among targets and messages, at each use of a shape."""
        if shape not in self._parameters:
            found = self.graph.predicate_objects(shape)
            self._parameters[shape] = [(p, o) for p, o in found if p in CONSTRAINT_PARAMETERS_MAP]
        return self._parameters[shape]


class _Lists(IndexedGraph):
    """A graph that remembers its RDF lists, such as the values of sh:in."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        super().__init__()
        for triple in triples:
            self.add(triple)
        self._lists: dict[Node, tuple[Node, ...]] = {}

    def items(self, list: Node) -> Generator[Node, None, None]:
        if list not in self._lists:
            self._lists[list] = tuple(super().items(list))
        yield from self._lists[list]


def run(graph: Graph, shapes: Shapes) -> Graph:
    """The validation report on `graph`, which is not changed."""
    data = DataGraph.from_rdflib(Graph())
    # Not above: the constructor wants a store with contexts, though nothing makes use of them.
    data.impl = graph if isinstance(graph, IndexedGraph) else IndexedGraph.of(graph)  # type: ignore[assignment]
    validator = Validator(data, shacl_graph=shapes.graph, options={"inplace": True})
    validator.shacl_graph = shapes  # else the shapes would be gathered anew for each graph
    results: Graph = validator.run()[1]  # type: ignore[no-untyped-call]
    return results
