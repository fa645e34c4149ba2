"""A release graph in the making: adds what is said of a node, mints text spans once, finds an entity's IRI by its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import Literal, URIRef

from converter.graph.identifiers import Identifiers, iri
from converter.graph.indexed import IndexedGraph
from converter.graph.literals import clean, integer
from converter.graph.origin import fragments
from converter.graph.vocabulary import OA, PREFIXES, PREGON, RDF_TYPE
from converter.model import Entity, Release, Span

Term = URIRef | Literal
Value = Term | Iterable[Term] | None


class Sheet:
    """Wraps the graph while it is filled. `text` is the document's text as published, which all spans index."""

    def __init__(self, release: Release, identifiers: Identifiers) -> None:
        self.release = release
        self.ids = identifiers
        self.text = clean(release.document.text)
        self.graph = IndexedGraph(identifiers.graph)
        for prefix, namespace in (PREFIXES | identifiers.prefixes()).items():
            self.graph.bind(prefix, namespace, replace=True)
        self._nodes: dict[str, URIRef] = {}
        self._spans: dict[Span, URIRef] = {}

    def describe(self, node: URIRef, types: Iterable[URIRef], values: Mapping[URIRef, Value]) -> None:
        """Say that `node` has `types` and `values`; None and empty values are left out."""
        add = self.graph.add
        for type_ in types:
            add((node, RDF_TYPE, type_))
        for predicate, value in values.items():
            if value is None:
                continue
            for term in (value,) if isinstance(value, URIRef | Literal) else value:
                add((node, predicate, term))

    def register(self, entities: Iterable[Entity]) -> None:
        """Give each entity its IRI: the authority's, else a fragment of the release."""
        for entity in entities:
            self._nodes[entity.key] = iri(entity.iri) if entity.iri else self.ids.part(entity.key)

    def node(self, key: str) -> URIRef:
        """The IRI of an entity; a key nobody registered gets an undescribed fragment, which the shapes report."""
        return self._nodes.get(key) or self.ids.part(key)

    def nodes(self, keys: Iterable[str]) -> list[URIRef]:
        """The IRIs of several entities."""
        return [self.node(key) for key in keys]

    def origin(self, span: Span) -> Span | None:
        """The document span of `span` in the reading; None where it is empty."""
        return self.release.reading.origin(span) if span.start < span.end else None

    def read_as(self, span: Span) -> str | None:
        """What `span` of the reading says where damaged words of it were mended; None where it says what is printed."""
        if not any(span.overlaps(word) for word in self.release.repairs):
            return None
        return self.release.reading.text[span.start : span.end]

    def evidence(self, spans: Iterable[Span]) -> list[URIRef]:
        """The text spans (minted once) that hold `spans` of the reading, cut where page furniture interrupts them."""
        release = self.release
        pieces = (
            self._trim(piece)
            for span in spans
            if span.start < span.end
            for piece in release.reading.origins(span, release.furniture)
        )
        return [self.text_span(piece) for piece in pieces if piece.start < piece.end]

    def _trim(self, span: Span) -> Span:
        text = self.text[span.start : span.end]
        return Span(span.end - len(text.lstrip()), span.start + len(text.rstrip()))

    def text_span(self, span: Span) -> URIRef:
        """The node of a document span."""
        if span not in self._spans:
            self._spans[span] = node = self.ids.part(f"t-{span.start}-{span.end}")
            self.describe(node, [PREGON.TextSpan], self.position(span))
        return self._spans[span]

    def position(self, span: Span) -> dict[URIRef, Value]:
        """Where a document span lies, in the text and in the file, and what it holds."""
        place = fragments(self.release.document, self.text, span)
        return {
            OA.start: integer(span.start),
            OA.end: integer(span.end),
            OA.exact: Literal(self.text[span.start : span.end]),
            PREGON.spanOf: self.ids.document,
            PREGON.fragment: Literal(place) if place else None,
        }

    def forget_idle(self, entities: Iterable[Entity]) -> None:
        """Take out those of `entities` that nothing points at: the extraction weighed them and made no use of them."""
        nodes = {self.node(entity.key) for entity in entities}
        while idle := {node for node in nodes if (None, None, node) not in self.graph}:
            for node in idle:
                self.graph.remove((node, None, None))
            nodes -= idle
