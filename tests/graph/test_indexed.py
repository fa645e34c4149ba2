"""The graph in memory is like any other of rdflib, only faster."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from converter.graph.indexed import IndexedGraph

A, B, C = (URIRef(f"https://example.org/{name}") for name in "abc")
TERMS = (A, B, C, Literal("a"), Literal("a", lang="es"), Literal(1))
Term = URIRef | Literal

TRIPLES = st.lists(st.tuples(st.sampled_from((A, B)), st.sampled_from((A, C)), st.sampled_from(TERMS)))


@given(TRIPLES, st.tuples(*[st.sampled_from((None, *TERMS))] * 3))
def test_it_holds_and_loses_what_rdflibs_own_graph_does(
    triples: list[tuple[Term, Term, Term]], lost: tuple[Term | None, Term | None, Term | None]
) -> None:
    own, plain = IndexedGraph(), Graph()
    for triple in triples:
        own.add(triple)
        plain.add(triple)
    for _ in range(2):
        assert set(own) == set(plain)
        assert len(own) == len(plain) == len(list(own))
        for pattern in product((None, *TERMS), (None, *TERMS), (None, *TERMS)):
            assert Counter(own.triples(pattern)) == Counter(plain.triples(pattern))
            assert (pattern in own) == (pattern in plain)
        for one, other in product((None, *TERMS), repeat=2):
            assert Counter(own.objects(one, other)) == Counter(plain.objects(one, other))
            assert Counter(own.subjects(one, other)) == Counter(plain.subjects(one, other))
        own.remove(lost)
        plain.remove(lost)


def test_it_is_queried_and_serialised_like_any_graph() -> None:
    graph = IndexedGraph(A)
    graph.bind("ex", "https://example.org/")
    graph.add((A, B, Literal("uno"))).add((C, B, A))
    assert graph.identifier == A
    assert graph.query("ASK { ex:c ex:b/ex:b 'uno' }").askAnswer
    text = graph.serialize(format="turtle")
    assert "ex:a ex:b" in text
    assert isomorphic(Graph().parse(data=text, format="turtle"), graph)
    assert set(IndexedGraph.of(graph)) == set(graph)
