"""Reads authority lists, in Turtle, into entries and tenures, and says clearly what a curator has to mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from converter.authorities.entries import Entry, Tenure, first_day, last_day
from converter.errors import PregonError

_SCHEMA = "https://schema.org/"
_ORG = "http://www.w3.org/ns/org#"
_DEF = "https://w3id.org/pregon/def#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCTERMS = "http://purl.org/dc/terms/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# The kind of an entry by its type; a thing with several types takes the first that applies.
_KINDS = (
    (_DEF + "Tenure", "tenure"),
    (_DEF + "PublicProgramme", "programme"),
    (_ORG + "Post", "post"),
    (_SCHEMA + "Person", "person"),
    (_SCHEMA + "EventSeries", "series"),
    (_SCHEMA + "Event", "event"),
    (_SCHEMA + "Place", "place"),
    (_SCHEMA + "Organization", "organization"),
)
_GEONAMES = "https://sws.geonames.org/"


class _Node:
    """The statements about one subject: predicate -> [(value, language or None)]."""

    __slots__ = ("iri", "statements")

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.statements: dict[str, list[tuple[str, str | None]]] = defaultdict(list)

    def all(self, predicate: str) -> list[str]:
        found = self.statements.get(predicate)
        return [value for value, _ in found] if found else []

    def one(self, predicate: str) -> str | None:
        found = self.statements.get(predicate)
        if found is None:
            return None
        if len(found) > 1:
            raise PregonError(f"authority {self.iri} has {len(found)} values of {predicate}; keep one")
        return found[0][0]


def _nodes(path: Path) -> list[_Node]:
    import pyoxigraph

    nodes: dict[str, _Node] = {}
    try:
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            if not isinstance(quad.subject, pyoxigraph.NamedNode):
                raise PregonError(f"{path}: authority lists hold named things only, give this one an IRI: {quad}")
            node = nodes.setdefault(quad.subject.value, _Node(quad.subject.value))
            thing = quad.object
            if isinstance(thing, pyoxigraph.Literal):
                node.statements[quad.predicate.value].append((thing.value, thing.language))
            elif isinstance(thing, pyoxigraph.NamedNode):
                node.statements[quad.predicate.value].append((thing.value, None))
    except SyntaxError as error:
        raise PregonError(f"{path}: not valid Turtle: {error}") from error
    except OSError as error:
        raise PregonError(f"{path}: cannot be read: {error.strerror or error}") from error
    return list(nodes.values())


def _kind(node: _Node, path: Path) -> str:
    types = set(node.all(_TYPE))
    for iri, kind in _KINDS:
        if iri in types:
            return kind
    raise PregonError(f"{path}: {node.iri} has no known type; give it one of " + ", ".join(i for i, _ in _KINDS))


def _entry(node: _Node, kind: str, path: Path) -> Entry:
    name = node.one(_SCHEMA + "name")
    if name is None:
        raise PregonError(f"{path}: {node.iri} has no schema:name")
    labels, acronyms = [name], list[str]()
    for value, language in node.statements[_SCHEMA + "alternateName"]:
        # Names carry a language, acronyms none; a person's names carry none either.
        (acronyms if language is None and kind != "person" else labels).append(value)
    same_as = node.all(_SCHEMA + "sameAs")
    geonames = [iri.rstrip("/").rsplit("/", 1)[1] for iri in same_as if iri.startswith(_GEONAMES)]
    heads = node.one(_DEF + "heads")
    parents = (_SCHEMA + "parentOrganization", _SCHEMA + "containedInPlace", _SCHEMA + "superEvent", _ORG + "postIn")
    return Entry(
        iri=node.iri,
        kind=kind,
        name=name,
        labels=tuple(dict.fromkeys(labels)),
        hidden=tuple(dict.fromkeys(node.all(_SKOS + "hiddenLabel"))),
        acronyms=tuple(acronyms),
        types=tuple(iri.replace("#", "/").rsplit("/", 1)[1] for iri in node.all(_TYPE)),
        parent=heads or next(filter(None, map(node.one, parents)), None),
        area=node.one(_SCHEMA + "areaServed"),
        heads=heads is not None,
        iso=node.one(_SCHEMA + "identifier"),
        geonames=geonames[0] if geonames else None,
        same_as=tuple(same_as),
        start=node.one(_SCHEMA + "foundingDate"),
        end=node.one(_SCHEMA + "dissolutionDate"),
        source=node.one(_DCTERMS + "source") or "",
    )


def _tenure(node: _Node, path: Path) -> Tenure:
    person, post = node.one(_ORG + "member"), node.one(_DEF + "post")
    if person is None or post is None:
        raise PregonError(f"{path}: tenure {node.iri} needs org:member and pregon:post")
    start, end = node.one(_SCHEMA + "startDate"), node.one(_SCHEMA + "endDate")
    if start and end and last_day(end) < first_day(start):
        raise PregonError(f"{path}: tenure {node.iri} ends ({end}) before it starts ({start})")
    earliest, latest = node.one(_DEF + "earliestStart"), node.one(_DEF + "latestEnd")
    widened = (start and first_day(start), end and last_day(end))
    if (earliest or widened[0], latest or widened[1]) != widened:
        raise PregonError(f"{path}: tenure {node.iri}: earliestStart/latestEnd do not widen startDate/endDate")
    return Tenure(node.iri, person, post, start, end, node.one(_DCTERMS + "source") or "")


def read(paths: Iterable[Path]) -> tuple[tuple[Entry, ...], tuple[Tenure, ...]]:
    """All entries and tenures of the Turtle files `paths`, in order.

    Raises PregonError that names the file and the thing where a file is not Turtle, an IRI is described in two files, a
    name or type is missing, or a tenure, post or organisation points at something no file holds.
    """
    entries: dict[str, Entry] = {}
    tenures: dict[str, Tenure] = {}
    origin: dict[str, Path] = {}
    for path in paths:
        for node in _nodes(path):
            if node.iri in origin:
                raise PregonError(f"{path}: {node.iri} is already described in {origin[node.iri]}; keep one of the two")
            origin[node.iri] = path
            kind = _kind(node, path)
            if kind == "tenure":
                tenures[node.iri] = _tenure(node, path)
            else:
                entries[node.iri] = _entry(node, kind, path)
    _check_references(entries, tenures, origin)
    return tuple(entries.values()), tuple(tenures.values())


def _check_references(entries: dict[str, Entry], tenures: dict[str, Tenure], origin: dict[str, Path]) -> None:
    for entry in entries.values():
        for target in filter(None, (entry.parent, entry.area)):
            if target not in entries:
                raise PregonError(f"{origin[entry.iri]}: {entry.iri} points at {target}, which no authority list describes")
        if entry.kind == "post" and (entry.parent is None or entries[entry.parent].kind == "post"):
            raise PregonError(f"{origin[entry.iri]}: post {entry.iri} needs org:postIn or pregon:heads with an organisation")
    for tenure in tenures.values():
        for target, kind in ((tenure.person, "person"), (tenure.post, "post")):
            if target not in entries or entries[target].kind != kind:
                raise PregonError(f"{origin[tenure.iri]}: tenure {tenure.iri} points at {target}, not a known {kind}")
