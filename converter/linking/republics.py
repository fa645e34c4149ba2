"""Heads of state: which presidents are one, and of which country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from converter.authorities import Authorities, Entry
from converter.language.lexicon import any_of, body_words, office_words
from converter.language.text import fold
from converter.linking.organizations import Body, OrganizationLinker
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer
from converter.mentions.offices import OfficePhrase
from converter.model import Place

_PRESIDENCY = "Presidencia de la República"


def has_led_a_republic(person: Entry | None, authorities: Authorities) -> bool:
    """True for somebody whom the lists know as a head of state, whenever: "nuestro presidente, Luis Mora"."""
    tenures = authorities.tenures_of(person.iri) if person is not None else ()
    bodies = (authorities.get(authorities[tenure.post].parent) for tenure in tenures)
    return any(body is not None and body.name.startswith(_PRESIDENCY) for body in bodies)


def is_of_the_republic(phrase: OfficePhrase, analysis: Analysis) -> bool:
    """True where the office is the head of state's."""
    if phrase.office.kind == "president" and any_of(office_words("national")).search(fold(phrase.name)):
        return True
    if phrase.office.kind != "president" or phrase.office.scope != "name" or phrase.organization is not None:
        return False
    if phrase.noun:
        return phrase.noun == "republica"
    if phrase.topic or phrase.place:
        name = phrase.topic or phrase.place or ""
        return fold(name) in body_words("republic") or any(spot.kind == "country" for spot in gazetteer().spots(name))
    following = analysis.tokens[phrase.last + 1] if phrase.last + 1 < len(analysis.tokens) else None
    named = following is not None and following.shape == "cap" and phrase.definite
    return named and (" " not in phrase.name or phrase.name.lower().endswith(tuple(office_words("beside-president"))))


def _named(phrase: OfficePhrase, authorities: Authorities) -> Entry | None:
    """The country that an office names: "el presidente de Honduras"."""
    spots = gazetteer().spots(fold(phrase.place or phrase.topic or ""))
    entries = (authorities.place(iso=spot.iso) for spot in spots if spot.kind == "country")
    return next(entries, None)


def presidency(phrase: OfficePhrase, iso: str, listed: bool, organizations: OrganizationLinker) -> str:
    """How the presidency of a head of state is called. The name alone is that of several countries: of one that the office
    names, or that the release is from (`iso`) where its holder is not `listed`, the country is added."""
    own = organizations.chooser.choose(_PRESIDENCY)
    named = _named(phrase, organizations.authorities)
    country = named or (organizations.authorities.place(iso=iso) if iso and not listed else None)
    if own is None or country is None or own.country == country.iso:
        return _PRESIDENCY
    republic = fold(country.name).startswith("republica ")  # "República Dominicana"
    return f"Presidencia de la {country.name}" if republic else f"{_PRESIDENCY} de {country.name}"


class Countries:
    """The countries heads of state hold their office in; one the text does not name is added without a mention."""

    def __init__(self, authorities: Authorities, found: Sequence[Place], bodies: Sequence[Body], iso: str) -> None:
        self.authorities, self.places = authorities, list(found)
        served = Counter(b.entry.country for b in bodies if b.entry is not None and b.entry.country)
        self._from = authorities.place(iso=iso)
        self._own = authorities.place(iso=served.most_common(1)[0][0]) if served else self._from

    def key(self, phrase: OfficePhrase, seat: Body) -> str | None:
        """The key of the country an office of head of state is held in: the one it names, else the one whose name `seat`, the
        presidency, has, the country of most bodies of the release, or of the release; None where nothing tells."""
        name = fold(phrase.place or phrase.topic or "")
        own = self._from if self._from is not None and fold(seat.name).endswith(fold(self._from.name)) else self._own
        entry = _named(phrase, self.authorities) or (own if name in ("", *body_words("republic")) else None)
        if entry is None:
            return None
        known = next((p for p in self.places if p.iri == entry.iri), None)
        if known is None:
            known = Place(f"place-{entry.slug}", entry.name, (), entry.iri, 0.9, "Country", entry.iso, None, entry.same_as)
            self.places.append(known)
        return known.key
