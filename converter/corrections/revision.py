"""Applies corrections to what was extracted, after every rule has had its say."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from converter.authorities import Authorities
from converter.corrections.record import Correction, digest_of
from converter.language.text import fold, slug
from converter.model import (
    Entity,
    Extraction,
    Issue,
    Issuer,
    Mention,
    Release,
    Severity,
    Signature,
    Span,
    StatedRole,
    Utterance,
)

_COLLECTIONS = {
    "person": "people",
    "organization": "organizations",
    "place": "places",
    "event": "events",
    "agreement": "agreements",
}
_UTTERANCES = {"quotation": "quotations", "statement": "statements"}
# The fields that hold keys of entities: one key, or a tuple of them.
_ONE = frozenset(("organization", "parent", "jurisdiction", "contained_in", "place", "speaker", "concluded_at", "on_behalf_of"))
_ONE |= {"person", "signatory", "author", "place_of_issue"}
_MANY = frozenset(("refers_to", "attendees", "organizers", "headed_by", "parties", "acting_through", "agreed_by", "witnesses"))
# What a fact is nothing without.
_NEEDED = {StatedRole: "person", Issuer: "organization", Signature: "signatory", Mention: "refers_to"}


class _Unanchored(Exception):
    """Why a correction cannot be applied."""


def revised(
    release: Release, extraction: Extraction, corrections: Iterable[Correction], authorities: Authorities
) -> Extraction:
    """`extraction` as people put it right, in the order of the list.

    A correction of this document that finds no place any more becomes an issue ``correction-unanchored``.
    """
    digest = digest_of(release.document.text)
    for correction in corrections:
        if not correction.concerns(release.document.name, digest):
            continue
        try:
            extraction = _Revision(release, extraction, correction, authorities).result()
        except _Unanchored as why:
            where = correction.anchor(release.document.text)
            message = (
                f"the correction «{correction.quote[:80]}» ({correction.kind}, {correction.decision}"
                f"{' ' + correction.value if correction.value else ''}; {correction.who or 'nobody'}, {correction.when}) was "
                f"not applied: {why}; write it again where it belongs now, or withdraw it"
            )
            issue = Issue(Severity.WARNING, "correction-unanchored", message, where)
            extraction = replace(extraction, issues=(*extraction.issues, issue))
    return extraction


class _Revision:
    """One correction of one extraction."""

    def __init__(self, release: Release, extraction: Extraction, correction: Correction, authorities: Authorities) -> None:
        self.release, self.extraction, self.correction = release, extraction, correction
        self.authorities = authorities
        origin = correction.anchor(release.document.text)
        if origin is None:
            raise _Unanchored("the text does not hold these words in one place")
        start, end = (bisect_left(release.reading.offsets, at) for at in origin)
        if start == end:
            raise _Unanchored("the words are no longer part of the release proper")
        self.span = Span(start, end)

    def result(self) -> Extraction:
        kind, decision = self.correction.kind, self.correction.decision
        if kind == "role":
            return self._without("roles", lambda role: any(span.overlaps(self.span) for span in role.evidence))
        if kind in _UTTERANCES and decision == "reject":
            return self._without(_UTTERANCES[kind], self._is_here)
        if kind in _UTTERANCES:
            return self._spoken(_UTTERANCES[kind])
        mentions = self._mentions()
        if not mentions:
            return self.extraction  # what was rejected is no longer found: the rejection holds by itself
        if kind == "mention":
            return self._moved(mentions) if decision == "link" else self._unmentioned(mentions)
        entity = self._entity(mentions[0])
        if decision == "reject":
            return _replaced(self.extraction, entity, None)
        if decision == "name":
            return self._put(entity, replace(entity, name=self.correction.value))
        return self._linked(entity)

    def _is_here(self, utterance: Utterance) -> bool:
        return any(span.overlaps(self.span) for span in utterance.evidence)

    def _without(self, collection: str, wrong: Callable[[Any], bool]) -> Extraction:
        things = getattr(self.extraction, collection)
        kept = tuple(thing for thing in things if not wrong(thing))
        return replace(self.extraction, **{collection: kept})  # type: ignore[arg-type]

    def _spoken(self, collection: str) -> Extraction:
        things = getattr(self.extraction, collection)
        if not any(map(self._is_here, things)):
            raise _Unanchored(f"no {self.correction.kind} is found there now")
        speaker = self._speaker()
        changed = (
            replace(t, speaker=speaker, resolved_by="corrected", confidence=1.0) if self._is_here(t) else t for t in things
        )
        return replace(self.extraction, **{collection: tuple(changed)})  # type: ignore[arg-type]

    def _speaker(self) -> str | None:
        wanted = self.correction.value
        if not wanted:
            return None
        for entity in (*self.extraction.people, *self.extraction.organizations):
            if entity.iri == wanted or fold(wanted) in map(fold, (entity.name, *entity.aliases)):
                return entity.key
        raise _Unanchored(f"the release names nobody «{wanted}»")

    def _mentions(self) -> list[Mention]:
        """The mention the correction is about, and with scope "all" those of the same words."""
        held = [m for m in self.extraction.mentions if m.refers_to and m.span.covers(self.span)]
        if self.correction.kind != "mention":
            held = [m for m in held if self._keyed(self.correction.kind, m.refers_to[0]) is not None]
        if not held:
            if self.correction.decision == "reject":
                return []
            raise _Unanchored(f"no {self.correction.kind} is found there now")
        first = min(held, key=lambda m: m.span.end - m.span.start)
        if self.correction.scope == "here":
            return [first]
        text = self.release.reading.text
        words = text[first.span.start : first.span.end]
        same = [m for m in self.extraction.mentions if text[m.span.start : m.span.end] == words]
        return [first, *(m for m in same if m is not first and m.refers_to)]

    def _keyed(self, kind: str, key: str) -> Entity | None:
        things: tuple[Entity, ...] = getattr(self.extraction, _COLLECTIONS[kind])
        return next((thing for thing in things if thing.key == key), None)

    def _entity(self, mention: Mention) -> Entity:
        kinds = _COLLECTIONS if self.correction.kind == "mention" else (self.correction.kind,)
        return next(e for kind in kinds if (e := self._keyed(kind, mention.refers_to[0])) is not None)

    def _unmentioned(self, mentions: list[Mention]) -> Extraction:
        """Without these mentions; what nothing mentions any more goes with them."""
        left = replace(self.extraction, mentions=tuple(m for m in self.extraction.mentions if m not in mentions))
        for key in {key for mention in mentions for key in mention.refers_to}:
            if not any(key in m.refers_to for m in left.mentions):
                entity = next(e for kind in _COLLECTIONS if (e := self._keyed(kind, key)) is not None)
                left = _replaced(left, entity, None)
        return left

    def _put(self, old: Entity, new: Entity) -> Extraction:
        for collection in _COLLECTIONS.values():
            things = getattr(self.extraction, collection)
            if old in things:
                changed = tuple(new if thing is old else thing for thing in things)
                return replace(self.extraction, **{collection: changed})  # type: ignore[arg-type]
        raise AssertionError("every entity stands in a collection")

    def _check(self) -> str | None:
        """The IRI to link to, None to take the link away."""
        iri = self.correction.value or None
        if iri is not None and iri not in self.authorities:
            raise _Unanchored(f"no authority list holds {iri}")
        return iri

    def _linked(self, entity: Entity) -> Extraction:
        """The whole entity is the one of the lists; it becomes one with an entity that already is."""
        iri = self._check()
        collection = _COLLECTIONS[self.correction.kind]
        same = [e for e in getattr(self.extraction, collection) if iri is not None and e.iri == iri and e is not entity]
        if same:
            return _replaced(self.extraction, entity, same[0].key)
        linked = self._put(entity, replace(entity, iri=iri, confidence=1.0))
        roles = (
            replace(r, post=(post.iri if (post := self.authorities.post_for(r.name, iri)) is not None else None))
            if r.organization == entity.key
            else r
            for r in linked.roles
        )
        return replace(linked, roles=tuple(roles))

    def _moved(self, mentions: list[Mention]) -> Extraction:
        """These mentions alone are of the entry; the entity they were put to keeps the rest."""
        entity = self._entity(mentions[0])
        iri = self._check()
        collection = next(name for name in _COLLECTIONS.values() if entity in getattr(self.extraction, name))
        things: tuple[Entity, ...] = getattr(self.extraction, collection)
        target = next((e for e in things if iri is not None and e.iri == iri), None)
        if target is None:
            entry = self.authorities.get(iri)
            printed = self.release.reading.text[mentions[0].span.start : mentions[0].span.end]
            name = entry.name if entry is not None else printed
            key = next(k for k in _numbered(f"{entity.key.partition('-')[0]}-{slug(name)}") if k not in {e.key for e in things})
            target = replace(entity, key=key, name=name, aliases=(), iri=iri, confidence=1.0)
            things = (*things, target)
        moved = tuple(
            m._replace(refers_to=(target.key,), resolved_by="corrected", confidence=1.0) if m in mentions else m
            for m in self.extraction.mentions
        )
        whole = replace(self.extraction, mentions=moved, **{collection: things})  # type: ignore[arg-type]
        for key in {m.refers_to[0] for m in mentions} - {key for m in moved for key in m.refers_to}:
            left = next(e for e in things if e.key == key)
            whole = _replaced(whole, left, target.key)
        return whole


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _replaced(extraction: Extraction, entity: Entity, new: str | None) -> Extraction:
    """Without `entity`: what refers to it refers to the entity of the key `new`, or to none."""
    changes = {name: tuple(e for e in getattr(extraction, name) if e is not entity) for name in _COLLECTIONS.values()}
    whole = _redirected(replace(extraction, **changes), entity.key, new)  # type: ignore[arg-type]
    assert isinstance(whole, Extraction)
    return whole


def _redirected(thing: Any, old: str, new: str | None) -> Any:
    """`thing` with the key `old` replaced by `new` wherever it stands; None where it is nothing without it."""
    changes: dict[str, Any] = {}
    for name in thing._fields if isinstance(thing, Mention) else [field.name for field in fields(thing)]:
        value = getattr(thing, name)
        if name in _ONE and value == old:
            changes[name] = new
        elif name in _MANY and old in value:
            keys = (new if key == old else key for key in value)
            changes[name] = tuple(dict.fromkeys(key for key in keys if key is not None))
        elif isinstance(value, tuple) and value and (isinstance(value[0], Mention) or is_dataclass(value[0])):
            each = (_redirected(item, old, new) for item in value)
            changes[name] = tuple(item for item in each if item is not None)
    needed = _NEEDED.get(type(thing))
    if needed in changes and not changes[needed]:
        return None
    if isinstance(thing, Mention):
        return thing._replace(**changes)
    return replace(thing, **changes) if changes else thing
