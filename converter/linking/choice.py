"""Which entry of the authority lists a printed name means, by where and when the release was written.

Names are shared: by the ministries of two countries, by a ministry and its namesakes in the states, by a body and its
successor. A label that the lists trust is followed unless the place or the day speaks against it; a hidden one only where
they speak for it. Where two entries stay, none is taken: a wrong link is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from converter.authorities import Authorities, Entry
from converter.authorities.entries import first_day, last_day
from converter.language.lexicon import lexicon
from converter.language.text import fold
from converter.model import Organization, Person, StatedRole

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
        self.authorities, self.area, self.date = authorities, area, date
        self.named = frozenset(entry.iri for entry in named)
        countries = {entry.country for entry in named if entry.country}
        told = area.rsplit("/", 1)[1][:2].upper() if area else None
        self.country = told or (countries.pop() if len(countries) == 1 else None)
        # A national body writes from all states: its "Secretaría de Salud" may be the state's or the nation's.
        self.national = any(entry.country == self.country and not _in_state(entry) for entry in letterhead)

    def candidates(self, name: str) -> list[Entry]:
        """The bodies of the lists that go by this name."""
        return [entry for entry in self.authorities.lookup(name) if is_body(entry)]

    def choose(self, name: str, candidates: Sequence[Entry] | None = None) -> Entry | None:
        """The one entry that `name` means in this release, or None where none does or several may."""
        entries = self.candidates(name) if candidates is None else list(candidates)
        near = [entry for entry in entries if not self._is_abroad(entry, name) and not self._is_unborn(entry, name)]
        trusted = [entry for entry in near if not is_hidden(entry, name)]
        if len(near) == 1 and trusted:
            return near[0]
        if len(trusted) == 1 and self.country is None and all(e.country != trusted[0].country for e in near[1:]):
            return trusted[0]
        chosen = self._by_area(near, name)
        if chosen is not None:
            return chosen
        named = [entry for entry in near if entry.iri in self.named]
        return named[0] if len(named) == 1 else None

    def _by_area(self, near: Sequence[Entry], name: str) -> Entry | None:
        """The one of `near` that serves the release's area, or its country where states have no such body."""
        alive = [entry for entry in near if entry.existed(self.date)]
        if self.country is None or not alive:
            return None
        states = [entry for entry in alive if _in_state(entry)]
        if self.area is None or not _is_state(self.area):
            return self.authorities.choose(alive, self.area) if self.area else alive[0] if len(alive) == 1 else None
        if states:
            # Municipalities have bodies of the same one-word name ("DIF"), and no list holds those.
            return None if self.national or " " not in name.strip() else self.authorities.choose(alive, self.area)
        shared = fold(name).split()[0] in self._heads_in_states()
        return alive[0] if len(alive) == 1 and (self.national or not shared) else None

    def _heads_in_states(self) -> frozenset[str]:
        """The first words of names of bodies that states of this country have: what may have namesakes in any state."""
        return frozenset(
            fold(entry.name).split()[0]
            for entry in self.authorities.entries
            if is_body(entry) and _in_state(entry) and entry.country == self.country
        )

    def _is_abroad(self, entry: Entry, name: str) -> bool:
        """True where the release is from another country and the name could be one of there."""
        if self.country is None or entry.country in (None, self.country):
            return False
        if is_hidden(entry, name):
            return True
        if fold(name) in map(fold, entry.acronyms) or self._names_country(name, entry.country):
            return False
        head = lexicon().heads.get(name.split(maxsplit=1)[0].lower())
        short = set(fold(name).split()) < set(fold(entry.name).split())
        return short or (head is not None and head.type == "GovernmentOrganization")

    def _names_country(self, name: str, country: str) -> bool:
        """True where the name itself says the country: "Ministerio de Salud del Perú", "Instituto Mexicano del Petróleo"."""
        place = self.authorities.place(iso=country)
        stem = fold(place.name)[:_STEM] if place is not None else fold(country)
        return any(word.startswith(stem) for word in fold(name).split())

    def _is_unborn(self, entry: Entry, name: str) -> bool:
        """True where an acronym or short name is printed before the body existed; a law may announce one in full."""
        if self.date is None or entry.start is None or fold(name) == fold(entry.name):
            return False
        return last_day(self.date) < first_day(entry.start)


def _in_state(entry: Entry) -> bool:
    return entry.area is not None and _is_state(entry.area)


def _is_state(area: str) -> bool:
    return "-" in area.rsplit("/", 1)[1]


def is_hidden(entry: Entry, name: str) -> bool:
    """True where the lists trust `name` for the entry only together with other evidence."""
    wanted = fold(name)
    trusted = [label for label in entry.labels if label not in entry.hidden]
    return wanted in map(fold, entry.hidden) and wanted not in map(fold, (*trusted, *entry.acronyms))



def without_namesakes(
    people: Sequence[Person],
    roles: Sequence[StatedRole],
    organizations: Sequence[Organization],
    authorities: Authorities,
) -> list[Person]:
    """The people, those without their IRI who only share a name with an entry of the lists.

    A post the person is known to have held proves the link, or another office in a body of the same state or country. A
    short name needs that, or the body of such a post in the text; a full name needs it where offices are stated at all.
    """
    bodies = {o.key: o.iri for o in organizations}
    return [
        person
        if person.iri is None or _is_proven(person, [r for r in roles if r.person == person.key], bodies, authorities)
        else replace(person, iri=None)
        for person in people
    ]


def _is_proven(
    person: Person, roles: Sequence[StatedRole], bodies: dict[str, str | None], authorities: Authorities
) -> bool:
    entry = authorities[person.iri or ""]
    held = {tenure.post for tenure in authorities.tenures_of(entry.iri)}
    employers = {authorities[post].parent for post in held}
    areas = {body.area for body in map(authorities.get, employers) if body is not None}
    full = fold(entry.name) in map(fold, (person.name, *person.aliases))
    placed = [role for role in roles if role.organization is not None]
    for role in placed:
        body = authorities.get(bodies.get(role.organization or "") or role.organization)
        if role.post in held or (body is not None and body.area in areas):
            return True
    if full:
        return not placed or not held
    return not placed and not employers.isdisjoint(bodies.values())
