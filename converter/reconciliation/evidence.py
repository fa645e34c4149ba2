"""What the other columns of a row say of a candidate: that it is the one meant, that it is not, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from converter.authorities import Entry, Tenure
from converter.language.text import fold
from converter.reconciliation.catalogue import Catalogue

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?(?=T|$)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one query, by property: `date` (ISO, maybe partial), names or identifiers for the others."""

    catalogue: Catalogue
    values: Mapping[str, tuple[str, ...]]

    def judge(self, entry: Entry) -> dict[str, bool | None]:
        """For each property given whether it speaks for `entry` (True), against it (False), or says nothing (None)."""
        return {name: _JUDGES[name](self, entry) for name in self.values if name in _JUDGES}

    def organizations(self) -> frozenset[str]:
        """The IRIs of the bodies that the property `organization` may mean."""
        return self._things("organization", "organization") | self._things("organization", "programme")

    def _things(self, name: str, kind: str) -> frozenset[str]:
        found: set[str] = set()
        for value in self.values.get(name, ()):
            known = self.catalogue.find(value)
            entries = (known,) if known else self.catalogue.authorities.lookup(value, kind)
            found |= {entry.iri for entry in entries if entry.kind == kind}
        return frozenset(found)

    def _places(self, name: str) -> frozenset[str]:
        by_code = (self.catalogue.authorities.place(iso=value.upper()) for value in self.values.get(name, ()))
        return self._things(name, "place") | {place.iri for place in by_code if place is not None}

    def _date(self, entry: Entry) -> bool | None:
        dates = [match[0] for value in self.values["date"] if (match := _DATE.match(value.strip()))]
        if not dates:
            return None
        body = self.catalogue.authorities.get(entry.parent) if entry.kind == "post" else None
        if body is not None and not any(map(body.existed, dates)):
            return False
        if entry.kind in ("person", "post"):
            return True if any(t.start and t.may_cover(date) for t in self._tenures(entry) for date in dates) else None
        known = entry.start is not None or entry.end is not None
        return any(entry.existed(date) for date in dates) if known else None

    def _tenures(self, entry: Entry) -> Sequence[Tenure]:
        lists = self.catalogue.authorities
        return lists.tenures_of(entry.iri) if entry.kind == "person" else lists.holders(entry.iri)

    def _organization(self, entry: Entry) -> bool | None:
        wanted = self.organizations()
        if not wanted:
            return None
        if entry.kind == "person":
            return True if wanted & self._bodies(entry) else None
        above = {whole.iri for whole in self._above(entry)}
        return bool(wanted & above) if above else None

    def _bodies(self, entry: Entry) -> set[str]:
        lists = self.catalogue.authorities
        held = {lists[tenure.post].parent for tenure in lists.tenures_of(entry.iri)}
        return {iri for iri in held if iri} | self.catalogue.bodies.get(entry.iri, frozenset())

    def _above(self, entry: Entry) -> Iterator[Entry]:
        """What an entry is a part of, nearest first."""
        seen = {entry.iri}
        above = self.catalogue.authorities.get(entry.parent)
        while above is not None and above.iri not in seen:
            seen.add(above.iri)
            yield above
            above = self.catalogue.authorities.get(above.parent)

    def _areas(self, entry: Entry) -> set[str]:
        """The places an entry serves, lies in or is; of a person those of the bodies they held office in."""
        if entry.kind == "place":
            return {entry.iri, *(place.iri for place in self._above(entry))}
        bodies = [self.catalogue.authorities.get(iri) for iri in self._bodies(entry)] if entry.kind == "person" else []
        bodies += [entry, *self._above(entry)] if entry.kind != "person" else []
        return {body.area for body in bodies if body is not None and body.area}

    def _area(self, entry: Entry) -> bool | None:
        wanted, known = self._places("area"), self._areas(entry)
        if not wanted or not known:
            return None
        if wanted & known:
            return True
        # A body of the whole country is at work in each of its states; a person moves.
        national = any("-" not in area.rsplit("/", 1)[1] for area in known)
        return None if entry.kind == "person" or (national and _countries(wanted) & _countries(known)) else False

    def _country(self, entry: Entry) -> bool | None:
        wanted, known = _countries(self._places("country")), _countries(self._areas(entry))
        if not wanted or not known:
            return None
        return bool(wanted & known) or (None if entry.kind == "person" else False)

    def _role(self, entry: Entry) -> bool | None:
        if entry.kind != "person":
            return None
        lists = self.catalogue.authorities
        posts = (lists[tenure.post] for tenure in lists.tenures_of(entry.iri))
        for post in posts:
            for value in self.values["role"]:
                if fold(value) in map(fold, post.labels) or lists.post_for(value, post.parent) == post:
                    return True
        return None


_JUDGES: Mapping[str, Callable[[Evidence, Entry], bool | None]] = {
    "date": Evidence._date,
    "organization": Evidence._organization,
    "area": Evidence._area,
    "country": Evidence._country,
    "role": Evidence._role,
}


def _countries(places: frozenset[str] | set[str]) -> set[str]:
    return {place.rsplit("/", 1)[1][:2] for place in places}
