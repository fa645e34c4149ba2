"""What the authority lists hold: entries with their labels, tenures with their dates, and the matches found in a text."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from converter.model import Span


def first_day(date: str) -> str:
    """The first day that a full or partial ISO date can mean.

    >>> first_day("2018-12")
    '2018-12-01'
    """
    return date + "-01-01"[3 * (date.count("-")) :] if date.count("-") < 2 else date


def last_day(date: str) -> str:
    """The last day that a full or partial ISO date can mean.

    >>> last_day("2016-02"), last_day("2012")
    ('2016-02-29', '2012-12-31')
    """
    if date.count("-") == 0:
        return date + "-12-31"
    if date.count("-") == 1:
        year, month = map(int, date.split("-"))
        return f"{date}-{calendar.monthrange(year, month)[1]:02d}"
    return date


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the authority lists.

    `kind` is organization, programme, post, person, place, series or event. `labels` are trusted on their own, best name
    first; `hidden` ones only with other evidence (they are shared or everyday words); `acronyms` keep their capitals.
    `parent` is the IRI of the parent organisation, of the organisation a post belongs to, or of the containing place.
    """

    iri: str
    kind: str
    name: str
    labels: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # local names, most specific first
    parent: str | None = None
    area: str | None = None  # IRI of the place an organisation serves
    heads: bool = False  # a post that leads its organisation
    iso: str | None = None
    geonames: str | None = None
    same_as: tuple[str, ...] = ()
    start: str | None = None  # ISO date, maybe partial, before which the thing did not exist
    end: str | None = None
    term_years: int | None = None  # of a post: the years after which its holder must leave for good, by law
    source: str = ""

    @property
    def acronym(self) -> str | None:
        """The first acronym, or None."""
        return self.acronyms[0] if self.acronyms else None

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[1]

    @property
    def country(self) -> str | None:
        """ISO 3166-1 code of the country served (or, of a place, where it lies); None for international bodies."""
        place = self.slug if self.kind == "place" else (self.area or "").rsplit("/", 1)[-1]
        return place[:2].upper() or None

    def existed(self, date: str | None) -> bool:
        """False where the whole of `date` (ISO, maybe partial) lies outside the years of the thing."""
        if date is None:
            return True
        return not (self.start and last_day(date) < first_day(self.start)) and not (
            self.end and first_day(date) > last_day(self.end)
        )


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held a post, and when: ISO dates in the precision known, None where it is not known or still open."""

    iri: str
    person: str
    post: str
    start: str | None = None
    end: str | None = None
    source: str = ""

    def last_day(self, term_years: int | None = None) -> str | None:
        """The last day that the tenure can have, as an ISO date: of its end, or while that is open, of the term the law sets.

        >>> Tenure("t", "p", "o", start="2024-10-01").last_day(term_years=6)
        '2030-09-30'
        """
        if self.end is not None:
            return last_day(self.end)
        if self.start is None or term_years is None:
            return None
        day = datetime.date.fromisoformat(last_day(self.start)) - datetime.timedelta(days=1)
        return last_day(f"{day.year + term_years}-{day.month:02d}") if day.day > 28 else f"{day.year + term_years}-{day:%m-%d}"

    def may_cover(self, date: str) -> bool:
        """True where some day of `date` (ISO, maybe partial) can lie in the tenure."""
        return not (self.start and last_day(date) < first_day(self.start)) and not (
            self.end and first_day(date) > last_day(self.end)
        )


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label found in a text. `generic`: no entry may be assumed from the label alone. `acronym`: it matched as one."""

    span: Span
    entries: tuple[Entry, ...]
    generic: bool = False
    acronym: bool = False
