"""What the graph of one release says, read by the public terms of the model alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from converter.errors import SourceError
from converter.graph.vocabulary import OA, PREGON, RDF_TYPE, SCHEMA
from converter.linking.calibration import mention_basis

Place = tuple[int, int]  # start and end in the text of the source


@dataclass(frozen=True, slots=True)
class Found:
    """An entity: the value of schema:name first, then its other names and descriptions. `proper`: named, not described."""

    node: Node
    name: str
    names: tuple[str, ...]
    proper: bool
    place: Place | None


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A role a person has; `organizations` are the ones it is held in."""

    node: Node
    title: str
    organizations: tuple[Found, ...]
    confidence: float | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A direct quotation and who it is put in the mouth of."""

    node: Node
    text: str
    speakers: tuple[Found, ...]
    confidence: float | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class FoundMention:
    """What a mention refers to, how sure that is, and what the probability hangs on."""

    target: Node
    confidence: float
    basis: str


class Output:
    """The graph of one release, from Turtle. Raises SourceError where it is not valid, or holds another number of releases."""

    def __init__(self, turtle: bytes) -> None:
        try:
            self.graph = Graph().parse(data=turtle, format="turtle")
        except Exception as error:  # rdflib's parser raises whatever the broken line makes it trip over
            raise SourceError("not-rdf", f"not valid Turtle: {error}") from None
        releases = _ordered(self.graph.subjects(RDF_TYPE, SCHEMA.NewsArticle))
        if len(releases) != 1:
            raise SourceError("not-one-release", f"{len(releases)} releases in the file, one is expected")
        self.release = releases[0]
        documents = self.graph.subjects(RDF_TYPE, PREGON.SourceDocument)
        self.texts = {document: str(self.graph.value(document, SCHEMA.text) or "") for document in documents}
        self.text = next(iter(self.texts.values()), "")

    def values(self, *predicates: URIRef, of: Node | None = None) -> list[str]:
        """The values of the release (or of another node) as text, sorted within each predicate."""
        node = self.release if of is None else of
        return [text for predicate in predicates for text in sorted(map(str, self.graph.objects(node, predicate)))]

    def entities(self, type_: URIRef) -> list[Found]:
        """All the release mentions that are of `type_`, by IRI."""
        mentioned = set(self.graph.objects(self.release, SCHEMA.mentions))
        return [self._found(node) for node in _ordered(mentioned) if (node, RDF_TYPE, type_) in self.graph]

    def linked(self, predicate: URIRef, of: Node | None = None) -> list[Found]:
        """What the release (or another node) points at by `predicate`, by IRI."""
        return [self._found(node) for node in _ordered(self.graph.objects(of or self.release, predicate))]

    def roles(self, person: Node) -> list[FoundRole]:
        """The roles of a person, by IRI; one for each name a role has."""
        found = []
        for node in _ordered(self.graph.objects(person, SCHEMA.memberOf)):
            held_in = tuple(self.linked(SCHEMA.memberOf, of=node))
            for title in self.values(SCHEMA.roleName, of=node):
                found.append(FoundRole(node, title, held_in, self._confidence(node), self._evidence(node)))
        return found

    def quotes(self) -> list[FoundQuote]:
        """All quotations, by IRI."""
        found = []
        for node in _ordered(self.graph.subjects(RDF_TYPE, SCHEMA.Quotation)):
            speakers = tuple(self.linked(SCHEMA.spokenByCharacter, of=node))
            for text in self.values(SCHEMA.text, of=node):
                found.append(FoundQuote(node, text, speakers, self._confidence(node), self._evidence(node)))
        return found

    def mentions(self) -> list[FoundMention]:
        """What mentions refer to, by IRI, where it is said how sure that is."""
        found = []
        for mention, target in sorted(self.graph.subject_objects(PREGON.refersTo), key=str):
            confidence = self._confidence(mention)
            if confidence is not None:
                kind, how = (self._concept(mention, p) for p in (PREGON.mentionKind, PREGON.resolvedBy))
                listed = not str(target).startswith(f"{self.release}#")
                found.append(FoundMention(target, confidence, mention_basis(kind, how, listed)))
        return found

    def _concept(self, node: Node, predicate: URIRef) -> str:
        return str(self.graph.value(node, predicate) or "").rsplit("/", 1)[-1]

    def grounded(self, node: Node) -> bool:
        """Whether some mention refers to `node`."""
        return (None, PREGON.refersTo, node) in self.graph

    def exact_spans(self) -> tuple[int, int]:
        """How many text spans hold the very text that lies at their offsets, and how many there are."""
        good = total = 0
        for span, exact in self.graph.subject_objects(OA.exact):
            total += 1
            text = self.texts.get(self.graph.value(span, PREGON.spanOf) or span)
            place = self._place(span)
            good += text is not None and place is not None and text[place[0] : place[1]] == str(exact)
        return good, total

    def _found(self, node: Node) -> Found:
        names = self.values(SCHEMA.name, of=node)
        others = self.values(SCHEMA.alternateName, SCHEMA.description, of=node)
        proper = any(name[:1].isdigit() or name[:1].isupper() for name in names)
        return Found(node, names[0] if names else "", (*names, *others), proper, self._mention(node))

    def _mention(self, node: Node) -> Place | None:
        return self._first(self.graph.subjects(PREGON.refersTo, node)) or self._evidence(node)

    def _evidence(self, node: Node) -> Place | None:
        return self._first(self.graph.objects(node, PREGON.evidence))

    def _first(self, spans: Iterable[Node]) -> Place | None:
        return min((place for place in map(self._place, spans) if place is not None), default=None)

    def _place(self, span: Node) -> Place | None:
        start, end = (str(self.graph.value(span, predicate)) for predicate in (OA.start, OA.end))
        return (int(start), int(end)) if re.fullmatch(r"\d+", start) and re.fullmatch(r"\d+", end) else None

    def _confidence(self, node: Node) -> float | None:
        value = self.graph.value(node, PREGON.confidence)
        return None if value is None else float(str(value))


def _ordered(nodes: Iterable[Node]) -> list[Node]:
    """Each node once, by IRI."""
    return sorted(set(nodes), key=str)
