"""Annotations of releases: what a careful reader finds in each. One JSON file for each release, read and checked here.

The keys of a file: ``release`` (the source's file name); ``kind``, ``number``, ``date`` (ISO, maybe partial), ``headline``,
``place`` (accepted names), ``publishers``, ``alternative_headlines``, ``paragraphs`` (how many), ``links``, ``date_between``;
``people``, ``organizations``, ``places``, ``events`` and ``agreements``, each a list of objects with ``name``, ``aliases`` and
``optional``; a person's ``roles``, each with ``role``, ``organization`` and ``aliases`` and ``organization_aliases``; and
``quotes``, each with ``text`` or ``starts`` and ``ends``, and ``speaker``. What is ``optional`` neither helps nor harms.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from converter.errors import UsageError

_SCALARS = {"release", "kind", "number", "date", "headline", "paragraphs"}
_LISTS = {"place", "publishers", "alternative_headlines", "links", "date_between"}
_ENTITIES = {"people", "organizations", "places", "events", "agreements"}
_IGNORED = {"repo", "commit", "path", "note"}
_ENTITY = {"name", "aliases", "optional"}
_ROLE = {"role", "aliases", "organization", "organization_aliases", "optional"}
_QUOTE = {"text", "starts", "ends", "speaker", "speaker_alternatives", "optional"}
_EXTRA = {"people": {"honorific", "roles"}, "agreements": {"parties", "counts"}}


@dataclass(frozen=True, slots=True)
class GoldRole:
    """An office: `titles` and the names of the organisation it is held in (none: any), the preferred one first."""

    titles: tuple[str, ...]
    organizations: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A person, organisation, place, event or agreement: its names, the fullest first; `roles` of people only."""

    names: tuple[str, ...]
    optional: bool
    roles: tuple[GoldRole, ...] = ()

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A direct quotation: all of it, or how it starts and ends. `speakers` are accepted names, the preferred one first."""

    text: str | None
    starts: str
    ends: str
    speaker: str | None
    speakers: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one release. None in `publishers`, `place`, `kind` and `paragraphs` means: not scored."""

    release: str
    kind: str | None
    number: str | None
    date: str | None
    date_between: tuple[str, ...]
    place: tuple[str, ...] | None
    publishers: tuple[str, ...] | None
    headline: str
    alternative_headlines: tuple[str, ...]
    paragraphs: int | None
    entities: Mapping[str, tuple[GoldEntity, ...]]
    quotes: tuple[GoldQuote, ...]


def read(folder: Path) -> tuple[Gold, ...]:
    """All annotations in `folder`, by file name. Raises UsageError that names the file and the key that is wrong."""
    files = sorted(folder.glob("*.json"))
    if not files:
        raise UsageError(f"{folder} holds no annotations (*.json)")
    return tuple(_Reader(file).gold() for file in files)


_T = TypeVar("_T")


class _Reader:
    """Reads one file, and says where in it something is not as it should be."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def gold(self) -> Gold:
        try:
            data = json.loads(self.file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise UsageError(f"{self.file}: not valid JSON: {error}") from None
        self._known(data, "the file", _SCALARS | _LISTS | _ENTITIES | _IGNORED | {"quotes"})
        place, publishers = data.get("place"), data.get("publishers")
        return Gold(
            release=self._get(data, "release", str, "the file"),
            kind=self._maybe(data, "kind", str),
            number=self._maybe(data, "number", str),
            date=self._maybe(data, "date", str),
            date_between=self._texts(data, "date_between", "the file"),
            place=None if place is None else self._texts(data, "place", "the file"),
            publishers=None if publishers is None else self._texts(data, "publishers", "the file"),
            headline=self._get(data, "headline", str, "the file"),
            alternative_headlines=self._texts(data, "alternative_headlines", "the file"),
            paragraphs=self._maybe(data, "paragraphs", int),
            entities={name: tuple(self._entities(data, name)) for name in sorted(_ENTITIES)},
            quotes=tuple(self._quote(q, f"quotes[{i}]") for i, q in enumerate(self._list(data, "quotes", "the file"))),
        )

    def _entities(self, data: dict[str, Any], field: str) -> list[GoldEntity]:
        found = []
        for i, item in enumerate(self._list(data, field, "the file")):
            where = f"{field}[{i}]"
            self._known(item, where, _ENTITY | _EXTRA.get(field, set()))
            names = (self._get(item, "name", str, where), *self._texts(item, "aliases", where))
            roles = [self._role(r, f"{where}.roles[{j}]") for j, r in enumerate(self._list(item, "roles", where))]
            found.append(GoldEntity(names, bool(item.get("optional")), tuple(roles)))
        return found

    def _role(self, item: Any, where: str) -> GoldRole:
        self._known(item, where, _ROLE)
        organization = item.get("organization")
        return GoldRole(
            titles=(self._get(item, "role", str, where), *self._texts(item, "aliases", where)),
            organizations=((organization,) if organization else ()) + self._texts(item, "organization_aliases", where),
            optional=bool(item.get("optional")),
        )

    def _quote(self, item: Any, where: str) -> GoldQuote:
        self._known(item, where, _QUOTE)
        if "text" not in item and not {"starts", "ends"} <= item.keys():
            self._fail(where, "give `text`, or `starts` and `ends`")
        speaker = item.get("speaker")
        speakers = ((speaker,) if speaker else ()) + self._texts(item, "speaker_alternatives", where)
        starts, ends = item.get("starts", ""), item.get("ends", "")
        return GoldQuote(item.get("text"), starts, ends, speaker, speakers, bool(item.get("optional")))

    def _known(self, item: Any, where: str, keys: set[str]) -> None:
        if not isinstance(item, dict):
            self._fail(where, "an object {...} is expected")
        if unknown := sorted(item.keys() - keys):
            self._fail(where, f"unknown key {', '.join(unknown)}; there are {', '.join(sorted(keys))}")

    def _get(self, item: dict[str, Any], name: str, kind: type[_T], where: str) -> _T:
        value = item.get(name)
        if isinstance(value, kind):
            return value
        self._fail(where, f"`{name}` is missing or of the wrong type")

    def _maybe(self, item: dict[str, Any], name: str, kind: type[_T]) -> _T | None:
        return None if item.get(name) is None else self._get(item, name, kind, "the file")

    def _list(self, item: dict[str, Any], name: str, where: str) -> list[Any]:
        return [] if item.get(name) is None else self._get(item, name, list, where)

    def _texts(self, item: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
        texts = self._list(item, name, where)
        if not all(isinstance(text, str) for text in texts):
            self._fail(where, f"`{name}` is a list of strings")
        return tuple(texts)

    def _fail(self, where: str, message: str) -> NoReturn:
        raise UsageError(f"{self.file}: {where}: {message}")
