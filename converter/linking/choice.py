"""Which entry of the authority lists a printed name means, by where and when the release was written.

Names are shared: by the ministries of two countries, by a ministry and its namesakes in the states, by a body and its
successor. A label that the lists trust is followed unless the place or the day speaks against it; a hidden one only where
they speak for it. Where two entries stay, none is taken: a wrong link is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from converter.authorities import Authorities, Entry
from converter.authorities.entries import first_day, last_day
from converter.language.lexicon import lexicon
from converter.language.text import fold
from converter.model import Organization, Person, Place, StatedRole

_FULL = 3  # words of a name that few people share
_UNIQUE = 4  # words of a name that nobody shares who governs in the same state
_MUNICIPAL = ("org-ayuntamiento", "org-municip", "org-alcaldia")
_STEM = 4  # letters that a country and its adjective share: Perú, peruano; España, español


def is_body(entry: Entry) -> bool:
    """A programme that runs services of its own is a body; one that only gives money or courses is none."""
    return entry.kind == "organization" or (entry.kind == "programme" and "Organization" in entry.types)


class Chooser:
    """Chooses entries for one release. `area`: IRI of the state or country it is from, None where unknown; `date`: ISO,
    maybe partial; `named`: the entries its text names beyond doubt; `letterhead`: those that issue it."""

    def __init__(
        self,
        authorities: Authorities,
        area: str | None,
        date: str | None,
        named: Iterable[Entry] = (),
        letterhead: Iterable[Entry] = (),
    ) -> None:
        named, letterhead = tuple(named), tuple(letterhead)
        self.authorities, self.date = authorities, date
        self.named = frozenset(entry.iri for entry in named)
        self.issuers = frozenset(entry.iri for entry in letterhead)
        served = dict.fromkeys(entry.area for entry in letterhead if entry.area)
        self.areas = [area] if area else []
        # A release of Mexico may be written in Lima.
        self.areas += [place for place in served if not area or _country(place) != _country(area)]
        self.countries = {_country(place) for place in self.areas}
        told = Counter(entry.country for entry in set(named) if entry.country)
        if not self.areas:
            self.countries = set(told) if len(told) == 1 else set()
        self.countries |= {country for country, bodies in told.items() if bodies > 1}
        self.issuing = frozenset(served)
        # A national body writes from all states: its "Secretaría de Salud" may be the state's or the nation's.
        self.national = bool(served) and not any(map(_is_state, served))

    def candidates(self, name: str) -> list[Entry]:
        """The bodies of the lists that go by this name."""
        return [entry for entry in self.authorities.lookup(name) if is_body(entry)]

    def choose(self, name: str, candidates: Sequence[Entry] | None = None) -> Entry | None:
        """The one entry that `name` means in this release, or None where none does or several may."""
        entries = self.candidates(name) if candidates is None else list(candidates)
        if len(entries) == 1 and self._is_anothers(entries[0], name):
            return None
        near = [entry for entry in entries if not self._is_abroad(entry, name) and not self._is_unborn(entry, name)]
        trusted = [entry for entry in near if not is_hidden(entry, name)]
        if len(near) == 1 and trusted:
            return near[0]
        if len(trusted) == 1 and not self.areas and all(e.country != trusted[0].country for e in near if e not in trusted):
            return trusted[0]
        own = [entry for entry in near if entry.parent in self.issuers]
        for found in (own, *(self._in_area(near, name, area) for area in self.areas)):
            if len(found) == 1:
                return found[0]
        alive = [entry for entry in near if entry.existed(self.date)]
        if not self.areas and self.countries and len(alive) == 1:
            return alive[0]
        said = [entry for entry in near if entry.iri in self.named]
        return said[0] if len(said) == 1 else None

    def _in_area(self, near: Sequence[Entry], name: str, area: str) -> list[Entry]:
        """Those of `near` that serve the area, or its country where its states have no such body."""
        here = [entry for entry in near if entry.country in (None, _country(area))]
        alive = [entry for entry in here if entry.existed(self.date)] or here  # a body that is gone is still spoken of
        local = [entry for entry in alive if entry.area == area]
        if not _is_state(area):
            return local or alive
        if any(map(in_state, alive)):
            # Municipalities have bodies of the same one-word name ("DIF"), and no list holds those.
            told = " " in name.strip() or area in self.issuing
            return local if told and not self.national else []
        return [] if fold(name).split()[0] in self.authorities.state_heads.get(_country(area), frozenset()) else alive

    def _is_abroad(self, entry: Entry, name: str) -> bool:
        """True where the release is from another country and the name could be one of there."""
        if not self.countries or entry.country is None or entry.country in self.countries:
            return False
        if is_hidden(entry, name) or not self.areas:
            return is_hidden(entry, name)
        if fold(name) in map(fold, entry.acronyms) or self._names_country(name, entry.country):
            return False
        head = lexicon().heads.get(name.split(maxsplit=1)[0].lower())
        short = set(fold(name).split()) < set(fold(entry.name).split())
        return short or (head is not None and head.type == "GovernmentOrganization")

    def _is_anothers(self, entry: Entry, name: str) -> bool:
        """True where every body has a part called so ("Oficialía Mayor"), and the text does not name the one it belongs to."""
        whole = self.authorities.get(entry.parent)
        if whole is None or not is_hidden(entry, name) or fold(whole.name).startswith("gobierno"):
            return False
        return whole.iri not in self.issuers | self.named

    def _names_country(self, name: str, country: str) -> bool:
        """True where the name itself says the country: "Ministerio de Salud del Perú", "Instituto Mexicano del Petróleo"."""
        place = self.authorities.place(iso=country)
        stem = fold(place.name)[:_STEM] if place is not None else fold(country)
        return any(word.startswith(stem) for word in fold(name).split())

    def _is_unborn(self, entry: Entry, name: str) -> bool:
        """True where an acronym or short name is printed before the body existed; a law may announce one in full."""
        if self.date is None or entry.start is None:
            return False
        if fold(name) == fold(entry.name) and not is_hidden(entry, name):
            return False
        return last_day(self.date) < first_day(entry.start)


def _country(area: str) -> str:
    return area.rsplit("/", 1)[1][:2].upper()


def in_state(entry: Entry) -> bool:
    """True for a body of one state."""
    return entry.area is not None and _is_state(entry.area)


def _is_state(area: str) -> bool:
    return "-" in area.rsplit("/", 1)[1]


def is_hidden(entry: Entry, name: str) -> bool:
    """True where the lists trust `name` for the entry only together with other evidence."""
    wanted = fold(name)
    if wanted not in map(fold, entry.hidden):
        return False
    trusted = [label for label in entry.labels if label not in entry.hidden]
    return wanted not in map(fold, (*trusted, *entry.acronyms))


def without_namesakes(
    people: Sequence[Person],
    roles: Sequence[StatedRole],
    seats_of_office: Sequence[Organization | Place],
    authorities: Authorities,
    countries: Set[str] = frozenset(),
    area: str | None = None,
) -> list[Person]:
    """The people, those without their IRI who only share a name with an entry of the lists.

    `seats_of_office` are the bodies and places that the roles may be in. A post the person is known to have held proves
    the link, or another office in a body of the same state or country. A short name needs that, or the body of such a post
    in the text; a full name only that nothing speaks against it: a municipal office, a release from another country. Four
    words are a name that no mayor shares with the governor of the same state; `area` is that of the release.
    """
    seats = {o.key: o.iri for o in seats_of_office}
    return [
        person
        if person.iri is None
        or _is_proven(person, [r for r in roles if r.person == person.key], seats, authorities, countries, area)
        else replace(person, iri=None)
        for person in people
    ]


def _is_proven(
    person: Person,
    roles: Sequence[StatedRole],
    seats: dict[str, str | None],
    authorities: Authorities,
    countries: Set[str],
    area: str | None,
) -> bool:
    entry = authorities[person.iri or ""]
    held = {tenure.post for tenure in authorities.tenures_of(entry.iri)}
    employers = {authorities[post].parent for post in held}
    areas = {body.area for body in map(authorities.get, employers) if body is not None and body.area}
    placed = [role for role in roles if role.organization is not None]
    for role in placed:
        seat = authorities.get(seats.get(role.organization or ""))
        if role.post in held or (seat is not None and {seat.area, seat.iri} & areas):
            return True
    if not held:
        return True
    if max(len(name.split()) for name in (person.name, *person.aliases)) < _FULL:
        return not placed and not employers.isdisjoint(seats.values())
    local = any(fold(role.organization or "").startswith(_MUNICIPAL) for role in placed)
    if local and len(person.name.split()) >= _UNIQUE and area in areas:
        return True
    return not local and (not countries or bool(countries & {_country(area) for area in areas}))
