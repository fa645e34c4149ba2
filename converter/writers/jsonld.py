"""JSON-LD as a person would write it: the article at the top, its people with their roles, its quotations and its source
inside it, under an inline context that needs no network."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from functools import cache

from rdflib import XSD, Graph, Literal
from rdflib.term import Node

from converter.graph.vocabulary import PREGON, RDF_TYPE, SCHEMA
from converter.resources import folder
from converter.writers.order import Described
from converter.writers.terms import escape_unsafe, iri

Json = str | int | list["Json"] | dict[str, "Json"]

_WIDTH = 120
_encode = json.JSONEncoder(ensure_ascii=False).encode
_MAX_SAFE = 2**53  # larger whole numbers lose digits in JavaScript
#: Where a thing is written out if several places could hold it; elsewhere its IRI stands.
_HOMES = frozenset({SCHEMA.mentions, SCHEMA.hasPart, SCHEMA.isBasedOn})
#: A thing no other points at is written inside the one it points at, under the context's reverse key.
_REVERSED = (PREGON.refersTo, SCHEMA.subjectOf, PREGON.spanOf)


@dataclass(frozen=True, slots=True)
class _Term:
    """A property of the context: its key and how its values are read without further marks."""

    key: str
    type: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    """The context file, turned round: IRI -> key."""

    json: dict[str, Json]
    terms: dict[str, _Term]
    scoped: dict[str, dict[str, _Term]]  # type -> properties that are read otherwise on things of that type
    reverse: dict[str, str]


@cache
def context() -> _Context:
    """The published context, ``ontology/context.jsonld``."""
    document = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    prefixes = {key: value for key, value in document.items() if _is_prefix(value)}

    def expand(name: str) -> str:
        prefix, _, local = name.partition(":")
        return prefixes[prefix] + local if prefix in prefixes else name

    def terms(definitions: dict[str, str | dict[str, str]]) -> dict[str, _Term]:
        found = {}
        for key, value in definitions.items():
            detail = {"@id": value} if isinstance(value, str) else value
            if key not in prefixes and "@id" in detail:
                type_ = detail.get("@type")
                found[expand(detail["@id"])] = _Term(key, expand(type_) if type_ else None, detail.get("@language"))
        return found

    details = {key: value for key, value in document.items() if isinstance(value, dict)}
    return _Context(
        document,
        terms(document),
        {expand(detail["@id"]): terms(detail["@context"]) for detail in details.values() if "@context" in detail},
        {expand(detail["@reverse"]): key for key, detail in details.items() if "@reverse" in detail},
    )


def _is_prefix(value: Json) -> bool:
    return isinstance(value, str) and value[-1] in "#/"


def write(graph: Graph, things: Described) -> str:
    """What `graph` says as one JSON-LD object whose top is the release; several under ``@graph`` where there is none."""
    tree = _Tree(things, context())
    tops = [tree.node(top) for top in tree.plant(graph.value(None, RDF_TYPE, PREGON.PressRelease))]
    body: dict[str, Json] = tops[0] if len(tops) == 1 else {"@graph": list(tops)}
    return escape_unsafe(_pretty({"@context": tree.used_context(), **body})) + "\n"


def _pretty(value: Json, indent: str = "") -> str:
    """JSON with two spaces of indentation, in which what fits on a line stays on it."""
    if isinstance(value, str):
        return _encode(value)
    if isinstance(value, int):
        return str(value)
    deeper = indent + "  "
    if isinstance(value, dict):
        pieces = [f"{_encode(key)}: {_pretty(item, deeper)}" for key, item in value.items()]
    else:
        pieces = [_pretty(item, deeper) for item in value]
    start, end = "{}" if isinstance(value, dict) else "[]"
    if sum(map(len, pieces)) + 2 * len(pieces) + len(indent) < _WIDTH and not any("\n" in piece for piece in pieces):
        return start + ", ".join(pieces) + end
    return f"{start}\n{deeper}" + f",\n{deeper}".join(pieces) + f"\n{indent}{end}"


class _Tree:
    """Decides where each thing is written out, nearest to the top, then writes it there."""

    def __init__(self, things: Described, context: _Context) -> None:
        self._things = things
        self._context = context
        self._homes: dict[Node, tuple[Node, Node]] = {}  # thing -> the holder and predicate it is written out under
        self._reversed: dict[Node, dict[Node, list[Node]]] = {}  # holder -> predicate -> things that point at it
        self._used: set[str] = set()  # keys of the context

    def plant(self, root: Node | None) -> list[Node]:
        """Give every thing its place; returns the things that stand at the top, `root` first."""
        tops = [root] if root is not None else []
        placed = set(tops)
        self._grow(tops, placed)
        for predicate in _REVERSED if tops else ():
            for thing, values in self._things.items():
                holder = next((target for target in values.get(predicate, ()) if target in placed), None)
                if thing not in placed and holder is not None:
                    placed.add(thing)
                    self._homes[thing] = (holder, predicate)
                    self._reversed.setdefault(holder, {}).setdefault(predicate, []).append(thing)
                    self._grow([thing], placed)
        return tops + [thing for thing in self._things if thing not in placed]

    def _grow(self, tops: list[Node], placed: set[Node]) -> None:
        queue = deque(tops)
        while queue:
            holder = queue.popleft()
            for predicate, objects in sorted(self._things[holder].items(), key=lambda item: item[0] not in _HOMES):
                for thing in objects:
                    if thing in self._things and thing not in placed:
                        placed.add(thing)
                        self._homes[thing] = (holder, predicate)
                        queue.append(thing)

    def node(self, thing: Node) -> dict[str, Json]:
        """The object of `thing`, with what has its place inside it."""
        values = self._things[thing]
        # rdflib heeds the scoped context of the first type alone, so a type that has one stands first.
        types = sorted((str(type_) for type_ in values.get(RDF_TYPE, ())), key=lambda type_: type_ not in self._context.scoped)
        written: dict[str, Json] = {"@id": iri(thing)[1:-1]}
        if types:
            written["@type"] = _one_or_all([self._term(type_).key for type_ in types])
        holder, link = self._homes.get(thing, (None, None))
        scoped = [self._context.scoped[type_] for type_ in types if type_ in self._context.scoped]
        for predicate, objects in values.items():
            name = str(predicate)
            if name == str(RDF_TYPE):
                continue
            term = next((terms[name] for terms in scoped if name in terms), self._term(name))
            kept = [o for o in objects if o != holder] if predicate == link and link in _REVERSED else objects
            if kept:
                written[term.key] = _one_or_all([self._value(thing, predicate, object_, term) for object_ in kept])
        for predicate, things in self._reversed.get(thing, {}).items():
            key = self._context.reverse[str(predicate)]
            self._used.add(key)
            written[key] = [self.node(other) for other in things]
        return written

    def used_context(self) -> dict[str, Json]:
        """The context's prefixes, and the keys that the nodes written so far use."""
        return {key: value for key, value in self._context.json.items() if key in self._used or _is_prefix(value)}

    def _term(self, name: str) -> _Term:
        term = self._context.terms.get(name)
        if term is None:
            return _Term(name)
        self._used.add(term.key)
        return term

    def _value(self, holder: Node, predicate: Node, value: Node, term: _Term) -> Json:
        if isinstance(value, Literal):
            return _literal(value, term)
        if self._homes.get(value) == (holder, predicate) and predicate not in _REVERSED:
            return self.node(value)
        name = iri(value)[1:-1]
        return name if term.type == "@id" else {"@id": name}


def _one_or_all(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def _literal(value: Literal, term: _Term) -> Json:
    text, datatype = str(value), str(value.datatype) if value.datatype else None
    if value.language:
        return text if term.language == value.language else {"@language": value.language, "@value": text}
    if datatype is None:
        return text if term.language is None and term.type is None else {"@value": text}
    if datatype == term.type:
        return text
    if value.datatype == XSD.integer and term.type is None and text.lstrip("-").isdecimal():
        whole = int(text) if len(text) < 17 else _MAX_SAFE
        if abs(whole) < _MAX_SAFE and str(whole) == text:
            return whole
    return {"@type": datatype, "@value": text}
