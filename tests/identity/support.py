"""Profiles made by hand."""

from __future__ import annotations

from converter.identity.profiles import ORGANIZATION, PERSON, Body, Held, Profile, content_words

_BASE = "https://example.org/id/release/"


def person(
    release: str,
    name: str,
    office: str = "",
    body: str = "",
    date: str | None = None,
    source: str = "",
    post: str | None = None,
) -> Profile:
    """A person of a release, with one office at most."""
    held = (Held(office, Body(body, content_words(body)) if body else None, post),) if office else ()
    context = frozenset({source} if source else ())
    iri = f"{_BASE}{release}#person-{name.lower().replace(' ', '-')}"
    return Profile(iri, PERSON, name, _BASE + release, date or None, held, context)


def organization(release: str, name: str, area: str = "", source: str = "") -> Profile:
    """A body of a release."""
    iri = f"{_BASE}{release}#org-{name.lower().replace(' ', '-')}"
    sides = (frozenset({value} if value else ()) for value in (source, area))
    return Profile(iri, ORGANIZATION, name, _BASE + release, "2019-05-02", (), *sides)
