"""What names are reconciled against: the entries of the authority lists, and the things that a converted output names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from converter.authorities import Authorities, Entry
from converter.settings import BASE_IRI

if TYPE_CHECKING:
    from pyoxigraph import Store

#: The namespace of the identifiers; those of things under other addresses are the whole address.
SPACE = BASE_IRI + "id/"

#: What the address of a thing holds that is told apart within one release only.
RELEASE = "/id/release/"

_KINDS = {"Person": "person", "Organization": "organization", "Place": "place", "EventSeries": "series", "Event": "event"}
_SCHEMA, _ORG, _DEF = "https://schema.org/", "http://www.w3.org/ns/org#", BASE_IRI + "def#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All things. `bodies`: person -> IRIs of the bodies that a release has them in; `releases`: thing -> "date headline" of
    the releases of the output that name it."""

    authorities: Authorities
    bodies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    releases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @staticmethod
    def load(output: Path | None = None, lists: Iterable[Path] = (), cached: bool = False) -> Catalogue:
        """The authority lists with the user's own `lists`, and the things of `output`: a store, or the folder of a conversion.

        Raises PregonError where a list, and UsageError or SourceError where the output cannot be read.
        """
        lists = tuple(lists)
        authorities = Authorities.load(lists, cached)
        if output is None:
            return Catalogue(authorities)
        from converter.stores import open_readable

        return _with(authorities, open_readable(output, lists))

    def find(self, identifier: str) -> Entry | None:
        """The thing of an identifier, or of its whole address; None where there is none."""
        return self.authorities.get(SPACE + identifier) or self.authorities.get(identifier)


def identifier(entry: Entry) -> str:
    """What the service calls a thing."""
    return entry.iri.removeprefix(SPACE)


def _with(authorities: Authorities, store: Store) -> Catalogue:
    graph = _Store(store)
    releases: dict[str, list[str]] = defaultdict(list)
    for release in sorted(graph.subjects(_TYPE, _DEF + "PressRelease")):
        date, headline = (min(graph.values(release, _SCHEMA + name), default="") for name in ("datePublished", "headline"))
        for thing in dict.fromkeys(graph.values(release, _SCHEMA + "mentions")):
            releases[thing].append(f"{date} {headline}".strip())
    bodies: dict[str, set[str]] = defaultdict(set)
    for role, person in graph.pairs(_ORG + "member"):
        bodies[person].update(graph.values(role, _ORG + "organization"))
    found = (_entry(iri, graph, told[0]) for iri, told in sorted(releases.items()) if iri not in authorities)
    entries = [*authorities.entries, *(entry for entry in found if entry is not None)]
    return Catalogue(
        Authorities(entries, authorities.tenures),
        {person: frozenset(iris) for person, iris in bodies.items()},
        {iri: tuple(sorted(told)) for iri, told in releases.items()},
    )


def _entry(iri: str, graph: _Store, release: str) -> Entry | None:
    """A thing of the output as an entry; None for a kind that nobody looks up by name, such as an agreement."""
    types = {name.replace("#", "/").rsplit("/", 1)[1] for name in graph.values(iri, _TYPE)}
    kind = next((kind for name, kind in _KINDS.items() if name in types), None)
    name = min(graph.values(iri, _SCHEMA + "name"), default="")
    if kind is None or not name:
        return None
    other = graph.literals(iri, _SCHEMA + "alternateName")
    acronyms = sorted(text for text, language in other if language is None and kind != "person")
    labels = sorted(text for text, language in other if language is not None or kind == "person")
    # A part of a person's name is no name to go by outside of its release.
    full = [label for label in labels if kind != "person" or len(label.split()) >= len(name.split())]
    return Entry(
        iri,
        kind,
        name,
        labels=(name, *full),
        hidden=tuple(label for label in labels if label not in full),
        acronyms=tuple(acronyms),
        types=tuple(sorted(types, key=lambda each: (each in _KINDS, each))),  # the general type last, as the lists have it
        source=f"named in: {release}",
    )


class _Store:
    """What is asked of a store, all its graphs taken together, with IRIs as text."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def subjects(self, predicate: str, value: str) -> set[str]:
        return {subject for subject, found in self.pairs(predicate, value)}

    def pairs(self, predicate: str, value: str | None = None) -> Iterator[tuple[str, str]]:
        """Subject and object of every statement with a predicate; of those with the IRI `value` as object, if it is given."""
        from pyoxigraph import NamedNode

        thing = NamedNode(value) if value is not None else None
        for quad in self._store.quads_for_pattern(None, NamedNode(predicate), thing):
            yield getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")

    def values(self, subject: str, predicate: str) -> set[str]:
        return {text for text, _ in self.literals(subject, predicate)}

    def literals(self, subject: str, predicate: str) -> set[tuple[str, str | None]]:
        """The objects as text, with the language where one is said."""
        from pyoxigraph import NamedNode

        quads = self._store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None)
        return {(getattr(quad.object, "value", ""), getattr(quad.object, "language", None)) for quad in quads}
