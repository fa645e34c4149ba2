"""Reads authority lists, in Turtle, into entries and tenures, and says clearly what a curator has to mend."""

from __future__ import annotations

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
_NAME, _ALTERNATE_NAME, _HIDDEN_LABEL = _SCHEMA + "name", _SCHEMA + "alternateName", _SKOS + "hiddenLabel"
_HEADS, _POST, _MEMBER = _DEF + "heads", _DEF + "post", _ORG + "member"
_PARENTS = (_SCHEMA + "parentOrganization", _SCHEMA + "containedInPlace", _SCHEMA + "superEvent", _ORG + "postIn")
_AREA, _IDENTIFIER, _SAME_AS = _SCHEMA + "areaServed", _SCHEMA + "identifier", _SCHEMA + "sameAs"
_FOUNDED, _DISSOLVED, _SOURCE = _SCHEMA + "foundingDate", _SCHEMA + "dissolutionDate", _DCTERMS + "source"

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
    """The statements about one subject: predicate -> values; of its other names also whether they carry a language."""

    __slots__ = ("alternates", "iri", "statements")

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.statements: dict[str, list[str]] = {}
        self.alternates: list[tuple[str, bool]] = []

    def all(self, predicate: str) -> list[str]:
        return self.statements.get(predicate, [])

    def one(self, predicate: str) -> str | None:
        found = self.statements.get(predicate)
        if found is None:
            return None
        if len(found) > 1:
            raise PregonError(f"authority {self.iri} has {len(found)} values of {predicate}; keep one")
        return found[0]


def _nodes(path: Path) -> list[_Node]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    nodes: dict[str, _Node] = {}
    try:
        for subject, predicate, thing, _ in parse(path=str(path), format=RdfFormat.TURTLE):
            if not isinstance(subject, NamedNode):
                raise PregonError(f"{path}: authority lists hold named things only, give an IRI to {subject}")
            iri, key = subject.value, predicate.value
            node = nodes.get(iri)
            if node is None:
                node = nodes[iri] = _Node(iri)
            if key == _ALTERNATE_NAME:
                if isinstance(thing, Literal):
                    node.alternates.append((thing.value, thing.language is not None))
            elif isinstance(thing, Literal | NamedNode):
                node.statements.setdefault(key, []).append(thing.value)
    except SyntaxError as error:
        raise PregonError(f"{path}: not valid Turtle: {error}") from error
    except OSError as error:
        raise PregonError(f"{path}: cannot be read: {error.strerror or error}") from error
    return list(nodes.values())


def _kind(node: _Node, path: Path) -> str:
    types = node.all(_TYPE)
    for iri, kind in _KINDS:
        if iri in types:
            return kind
    raise PregonError(f"{path}: {node.iri} has no known type; give it one of " + ", ".join(i for i, _ in _KINDS))


def _entry(node: _Node, kind: str, path: Path) -> Entry:
    name = node.one(_NAME)
    if name is None:
        raise PregonError(f"{path}: {node.iri} has no schema:name")
    # Names carry a language, acronyms none; a person's names carry none either.
    labels = [value for value, spoken in node.alternates if spoken or kind == "person"]
    acronyms = [value for value, spoken in node.alternates if not spoken and kind != "person"]
    same_as = node.all(_SAME_AS)
    geonames = [iri.rstrip("/").rsplit("/", 1)[1] for iri in same_as if iri.startswith(_GEONAMES)]
    heads = node.one(_HEADS)
    return Entry(
        iri=node.iri,
        kind=kind,
        name=name,
        labels=tuple(dict.fromkeys((name, *labels))),
        hidden=tuple(dict.fromkeys(node.all(_HIDDEN_LABEL))),
        acronyms=tuple(acronyms),
        types=tuple(iri.replace("#", "/").rsplit("/", 1)[1] for iri in node.all(_TYPE)),
        parent=heads or next(filter(None, map(node.one, _PARENTS)), None),
        area=node.one(_AREA),
        heads=heads is not None,
        iso=node.one(_IDENTIFIER),
        geonames=geonames[0] if geonames else None,
        same_as=tuple(same_as),
        start=node.one(_FOUNDED),
        end=node.one(_DISSOLVED),
        term_years=_years(node, path),
        source=node.one(_SOURCE) or "",
    )


def _years(node: _Node, path: Path) -> int | None:
    years = node.one(_DEF + "termYears")
    if years is not None and not (years.isdecimal() and int(years)):
        raise PregonError(f"{path}: pregon:termYears of {node.iri} is {years}; write a number of years, such as 6")
    return None if years is None else int(years)


def _tenure(node: _Node, path: Path) -> Tenure:
    person, post = node.one(_MEMBER), node.one(_POST)
    if person is None or post is None:
        raise PregonError(f"{path}: tenure {node.iri} needs org:member and pregon:post")
    start, end = node.one(_SCHEMA + "startDate"), node.one(_SCHEMA + "endDate")
    if start and end and last_day(end) < first_day(start):
        raise PregonError(f"{path}: tenure {node.iri} ends ({end}) before it starts ({start})")
    earliest, latest = node.one(_DEF + "earliestStart"), node.one(_DEF + "latestEnd")
    widened = (start and first_day(start), end and last_day(end))
    if (earliest or widened[0], latest or widened[1]) != widened:
        raise PregonError(f"{path}: tenure {node.iri}: earliestStart/latestEnd do not widen startDate/endDate")
    return Tenure(node.iri, person, post, start, end, node.one(_SOURCE) or "")


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
