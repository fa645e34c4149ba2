"""Judges whether two profiles are of one person or body, and says why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import product

from converter.identity.names import Likeness, PersonName, likeness, parse
from converter.identity.offices import exclude, same_body, same_office
from converter.identity.profiles import PERSON, Profile, content_words, names_a_place

# In days. The longest an office is usually held at a stretch; how long one source keeps speaking of the same people; how
# long a career in one body may be; within which two offices count as held at one time.
_TERM, _NEAR, _CAREER, _AT_ONCE = 6 * 365, 2 * 365, 15 * 365, 31


class Verdict(StrEnum):
    """As in nomenklatura: that nothing can be said is a verdict too, and is not written down."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    NONE = "none"


class Reason(StrEnum):
    """What speaks for or against; each is a concept ``voc:reason-...`` of the vocabulary, which puts it into words."""

    SAME_FULL_NAME = "same-full-name"
    SAME_SURNAMES = "same-surnames"
    SAME_SHORT_NAME = "same-short-name"
    SIMILAR_SECOND_SURNAME = "similar-second-surname"
    DIFFERENT_SECOND_SURNAME = "different-second-surname"
    SAME_OFFICE = "same-office"
    SAME_ORGANIZATION = "same-organization"
    SAME_SOURCE = "same-source"
    NEAR_IN_TIME = "near-in-time"
    FAR_APART = "far-apart"
    UNDATED = "undated"
    DIFFERENT_OFFICES = "different-offices"
    EXCLUDING_OFFICES = "excluding-offices"
    SAME_BODY_NAME = "same-body-name"
    GENERIC_NAME = "generic-name"
    SAME_AREA = "same-area"
    DIFFERENT_AREA = "different-area"
    SEVERAL_CANDIDATES = "several-candidates"
    AGAINST_A_NEGATIVE = "against-a-negative"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on two entities, their IRIs in order."""

    one: str
    other: str
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


def judge(one: Profile, other: Profile) -> Judgement:
    """The verdict on two profiles of different releases, from their own evidence alone; the order does not matter."""
    one, other = sorted((one, other), key=lambda profile: profile.iri)
    if one.kind != other.kind or one.release == other.release:
        return Judgement(one.iri, other.iri, Verdict.NONE)
    verdict, reasons = _people(one, other) if one.kind == PERSON else _bodies(one, other)
    return Judgement(one.iri, other.iri, verdict, tuple(reasons) if verdict != Verdict.NONE else ())


@lru_cache(maxsize=65536)
def name_of(printed: str) -> PersonName | None:
    """As :func:`converter.identity.names.parse`, remembered."""
    return parse(printed)


def _people(one: Profile, other: Profile) -> tuple[Verdict, list[Reason]]:
    name, other_name = name_of(one.name), name_of(other.name)
    alike = likeness(name, other_name) if name and other_name else None
    if alike is None:
        return Verdict.NONE, []
    shared = _shared(one, other)
    if Reason.EXCLUDING_OFFICES in shared and alike is not Likeness.DIFFERENT:
        return Verdict.NEGATIVE, [_NAMED[alike], *shared]
    if alike is Likeness.DIFFERENT:
        return Verdict.NEGATIVE, [Reason.DIFFERENT_SECOND_SURNAME, *shared]
    verdict = _FOR_NAMES[alike](set(shared))
    return verdict, [_NAMED[alike], *shared]


def _full(shared: set[Reason]) -> Verdict:
    """Two surnames and all given names: one more thing in common will do, unless it is years ago."""
    if shared & {Reason.SAME_OFFICE, Reason.SAME_ORGANIZATION} and Reason.FAR_APART not in shared:
        return Verdict.POSITIVE
    if {Reason.SAME_SOURCE, Reason.NEAR_IN_TIME} <= shared:
        return Verdict.POSITIVE
    return Verdict.UNSURE


def _partly(shared: set[Reason]) -> Verdict:
    """Less than the full name: the same office of the same body, within a term, or it stays open."""
    if Reason.SAME_OFFICE in shared and Reason.FAR_APART not in shared:
        return Verdict.POSITIVE
    return Verdict.UNSURE if shared & {Reason.SAME_OFFICE, Reason.SAME_ORGANIZATION, Reason.SAME_SOURCE} else Verdict.NONE


def _slip(shared: set[Reason]) -> Verdict:
    return Verdict.UNSURE if Reason.SAME_OFFICE in shared else Verdict.NEGATIVE


_FOR_NAMES = {Likeness.FULL: _full, Likeness.SURNAMES: _partly, Likeness.SHORT: _partly, Likeness.NEARLY: _slip}
_NAMED = {
    Likeness.FULL: Reason.SAME_FULL_NAME,
    Likeness.SURNAMES: Reason.SAME_SURNAMES,
    Likeness.SHORT: Reason.SAME_SHORT_NAME,
    Likeness.NEARLY: Reason.SIMILAR_SECOND_SURNAME,
}


def _shared(one: Profile, other: Profile) -> list[Reason]:
    """What else than the name speaks for or against two people being one."""
    near, gap = bool(one.context & other.context), _gap(one, other)
    pairs = list(product(one.offices, other.offices))
    found = [Reason.SAME_SOURCE] if near else []
    limit = _NEAR
    if any(same_office(held, also, near) for held, also in pairs):
        found, limit = [Reason.SAME_OFFICE, *found], _TERM
    elif any(h.body and a.body and same_body(h.body, a.body, near) for h, a in pairs):
        found, limit = [Reason.SAME_ORGANIZATION, *found], _CAREER
    elif any(h.body and a.body for h, a in pairs):
        found.append(Reason.DIFFERENT_OFFICES)
    if gap is not None and gap <= _AT_ONCE and Reason.SAME_OFFICE not in found and any(exclude(h, a) for h, a in pairs):
        found.append(Reason.EXCLUDING_OFFICES)
    return [*found, _when(gap, limit)]


def _when(gap: int | None, limit: int) -> Reason:
    if gap is None:
        return Reason.UNDATED
    return Reason.FAR_APART if gap > limit else Reason.NEAR_IN_TIME


def _gap(one: Profile, other: Profile) -> int | None:
    """Days between the two releases; None where one has no full date."""
    try:
        return abs((date.fromisoformat(one.date or "") - date.fromisoformat(other.date or "")).days)
    except ValueError:
        return None


def _bodies(one: Profile, other: Profile) -> tuple[Verdict, list[Reason]]:
    """Bodies of one full name: what they belong to decides, else the place in their name together with the source."""
    words = content_words(one.name)
    if len(words) < 2 or words != content_words(other.name):
        return Verdict.NONE, []
    near = [Reason.SAME_SOURCE] if one.context & other.context else []
    if one.area and other.area:
        if one.area & other.area:
            return Verdict.POSITIVE, [Reason.SAME_BODY_NAME, Reason.SAME_AREA, *near]
        apart = _states(one.area) and _states(other.area) and not _states(one.area) & _states(other.area)
        return (Verdict.NEGATIVE if apart else Verdict.UNSURE), [Reason.SAME_BODY_NAME, Reason.DIFFERENT_AREA, *near]
    if not names_a_place(one.name):
        return (Verdict.UNSURE if near else Verdict.NONE), [Reason.SAME_BODY_NAME, Reason.GENERIC_NAME, *near]
    return (Verdict.POSITIVE if near else Verdict.UNSURE), [Reason.SAME_BODY_NAME, *near]


def _states(area: frozenset[str]) -> set[str]:
    """Of places of the lists, the state they are or lie in: what belongs to two of them is two bodies."""
    found = (re.search(r"/id/place/([a-z]{2}-[a-z0-9]+)(?=--|$)", iri) for iri in area)
    return {match[1] for match in found if match}
