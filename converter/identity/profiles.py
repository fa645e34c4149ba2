"""What the written output says of each person and body that has no authority IRI: read from the files, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from converter.graph.vocabulary import ORG, PREGON, RDF_TYPE, SCHEMA
from converter.language.lexicon import lexicon
from converter.language.text import fold, tokenize
from converter.stores.graphs import IDENTITY_FILE, rdf_files, read_graphs

PERSON, ORGANIZATION = "person", "organization"

_Things = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as an office names it: `words` are those of its name that mean something; `iri` if lists know it."""

    name: str
    words: frozenset[str]
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An office a release states: its name as printed, the body, the post if lists know it."""

    name: str
    body: Body | None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One person or body of one release. `date` is ISO, of the release; `context` holds who issued it and where (an IRI of
    the lists or a folded name); `area` the same for what a body belongs to or serves."""

    iri: str
    kind: str
    name: str
    release: str
    date: str | None = None
    offices: tuple[Held, ...] = ()
    context: frozenset[str] = frozenset()
    area: frozenset[str] = frozenset()

    @property
    def order(self) -> tuple[str, str]:
        """By time, the undated last."""
        return (self.date or "~", self.iri)


def content_words(name: str) -> frozenset[str]:
    """The words of a name that mean something, folded."""
    idle = lexicon().function_words
    return frozenset(token.fold for token in tokenize(name) if token.shape != "mark" and token.fold not in idle)


@lru_cache(maxsize=16384)
def names_a_place(name: str) -> bool:
    """Whether a place stands in the name of a body, which tells "Ayuntamiento de Tlapa" from "Protección Civil"."""
    from converter.mentions.gazetteer import gazetteer

    found = gazetteer().find(fold(name), name)
    return any(place.span.start and any(spot.trusted for spot in place.spots) for place in found)


def read_profiles(output: Path) -> tuple[Profile, ...]:
    """The profiles of all releases in the folder `output`, in order of time.

    Raises UsageError where there is no RDF file, SourceError for one that is not valid.
    """
    found: dict[str, Profile] = {}
    for file in rdf_files(output):
        if file.name != IDENTITY_FILE:
            for graph in read_graphs(file):
                things: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
                for quad in graph.quads:
                    value = getattr(quad.object, "value", "")
                    things[getattr(quad.subject, "value", "")][quad.predicate.value].append(value)
                found.update((profile.iri, profile) for profile in _of_release(things))
    return tuple(sorted(found.values(), key=lambda profile: profile.order))


def _of_release(things: _Things) -> Iterator[Profile]:
    kinds = {str(SCHEMA.Person): PERSON, str(SCHEMA.Organization): ORGANIZATION}
    release = next((iri for iri, thing in things.items() if str(PREGON.PressRelease) in _all(thing, RDF_TYPE)), None)
    if release is None:
        return
    said = things[release]
    date = _one(said, SCHEMA.datePublished)
    sources = (*_all(said, SCHEMA.publisher), *_all(said, SCHEMA.locationCreated))
    context = frozenset(_key(things, iri) for iri in sources)
    for iri, thing in sorted(things.items()):
        kind = next((kinds[type_] for type_ in _all(thing, RDF_TYPE) if type_ in kinds), None)
        if kind is None or not iri.startswith(f"{release}#"):
            continue
        roles = (things[role] for role in _all(thing, SCHEMA.memberOf) if role in things)
        held = sorted((_held(things, role) for role in roles), key=lambda office: (office.name, str(office.body)))
        around = (*_all(thing, SCHEMA.parentOrganization), *_all(thing, SCHEMA.areaServed))
        area = frozenset(_key(things, other) for other in around)
        yield Profile(iri, kind, _one(thing, SCHEMA.name) or "", release, date, tuple(held), context, area)


def _held(things: _Things, role: Mapping[str, list[str]]) -> Held:
    iri = _one(role, ORG.organization)
    body = None
    if iri is not None:
        name = _one(things.get(iri, {}), SCHEMA.name) or iri
        body = Body(name, content_words(name), None if "#" in iri else iri)
    return Held(_one(role, SCHEMA.roleName) or "", body, _one(role, PREGON.post))


def _key(things: _Things, iri: str) -> str:
    return fold(_one(things.get(iri, {}), SCHEMA.name) or iri) if "#" in iri else iri


def _all(thing: Mapping[str, list[str]], predicate: str) -> list[str]:
    return thing.get(str(predicate), [])


def _one(thing: Mapping[str, list[str]], predicate: str) -> str | None:
    values = _all(thing, predicate)
    return min(values) if values else None
