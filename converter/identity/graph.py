"""The identity graph, which stands beside the releases: what was judged, why, and which entities share an identity."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from rdflib import Literal, URIRef

from converter.graph import BASE_IRI
from converter.graph.identifiers import iri
from converter.graph.indexed import IndexedGraph
from converter.graph.literals import date, plain
from converter.graph.vocabulary import IDENTITY, PREFIXES, RDF_TYPE, SCHEMA, concept
from converter.identity.decisions import Decision
from converter.identity.judging import Judgement, name_of
from converter.identity.profiles import Profile
from converter.identity.resolving import Resolution
from converter.stores.graphs import IDENTITY as GRAPH


def build(resolution: Resolution, decisions: Iterable[Decision] = (), digest: str | None = None) -> IndexedGraph:
    """The graph of a resolution; `decisions` are those it was made with, and `digest` is that of the releases, by which a
    graph is known that they have outrun. The same resolution gives the same triples.

    New IRIs are minted under the base of the releases, from those of the entities: an identity has its IRI from its earliest
    member, and keeps it as others join.
    """
    graph = IndexedGraph(URIRef(GRAPH))
    base = min((profile.release for profile in resolution.profiles.values()), default="").partition("id/release/")
    home = f"{base[0] if base[1] else BASE_IRI}id/identity/"
    for prefix, namespace in (PREFIXES | {"same": home}).items():
        graph.bind(prefix, namespace, replace=True)
    if digest is not None:
        graph.add((URIRef(GRAPH), IDENTITY.digestOfReleases, plain(digest)))
    decided = {decision.pair: decision for decision in decisions}
    for pair, judgement in resolution.judgements.items():
        _judgement(graph, home, judgement, decided.get(frozenset(pair)))
    for members in resolution.identities:
        identity = URIRef(home + _digest(members[:1]))
        graph.add((identity, RDF_TYPE, IDENTITY.SharedIdentity))
        graph.add((identity, SCHEMA.name, plain(fullest(resolution.profiles[member] for member in members))))
        for member in members:
            graph.add((iri(member), IDENTITY.sharedIdentity, identity))
    return graph


def fullest(profiles: Iterable[Profile]) -> str:
    """Of the names of one person or body that with most parts, of these the one printed in small letters, then the longest."""

    def fullness(name: str) -> tuple[object, ...]:
        parts = name_of(name)
        return (bool(parts and parts.sure), not name.isupper(), len(name), name)

    return max((profile.name for profile in profiles), key=fullness)


def _judgement(graph: IndexedGraph, home: str, judgement: Judgement, decision: Decision | None) -> None:
    node = URIRef(f"{home}j-{_digest((judgement.one, judgement.other))}")
    said: list[tuple[URIRef, URIRef | Literal]] = [
        (RDF_TYPE, IDENTITY.IdentityJudgement),
        (IDENTITY.compares, iri(judgement.one)),
        (IDENTITY.compares, iri(judgement.other)),
        (IDENTITY.verdict, concept(judgement.verdict, "verdict")),
        *((IDENTITY.reason, concept(reason, "reason")) for reason in judgement.reasons),
    ]
    if decision is not None:
        said += [(IDENTITY.decidedBy, plain(decision.who)), (IDENTITY.decidedOn, date(decision.when))]
        said += [(SCHEMA.description, plain(decision.why))] if decision.why else []
    for predicate, value in said:
        graph.add((node, predicate, value))


def _digest(iris: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(iris).encode()).hexdigest()[:12]
