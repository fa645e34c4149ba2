"""Which chamber a legislator sits in whose office does not say."""

from __future__ import annotations

from collections.abc import Sequence

from converter.language.lexicon import body_words, office_words
from converter.language.text import fold
from converter.linking.choice import in_state
from converter.linking.jurisdiction import Jurisdiction
from converter.linking.organizations import Body, OrganizationLinker
from converter.mentions.gazetteer import gazetteer
from converter.mentions.offices import OfficePhrase
from converter.model import Part, Release

Seat = tuple[Body | None, str, float]  # the body, how it is known, how surely


def of_legislator(
    phrase: OfficePhrase, release: Release, organizations: OrganizationLinker, jurisdiction: Jurisdiction, main: Body | None
) -> Seat:
    """The chamber of a bare "diputada" or "senador": the one named, among several the release's own or that of its headline,
    and in Mexico the one that the office tells. `main` is the body that the release is about or from."""
    heads = body_words("legislature")
    named = [b for b in organizations.bodies if b.mentions and fold(b.name).split()[0] in heads]
    adjectives = set(fold(phrase.name).split())
    mexican = jurisdiction.iso == "MX" or _is_mexican(jurisdiction.state)
    senate = phrase.office.lemma == "senador"
    if mexican and (senate or adjectives & office_words("of-the-union")):  # no state has a senate
        return organizations.derived("Senado de la República" if senate else "Cámara de Diputados"), "post-authority", 0.7
    if mexican and adjectives & office_words("of-a-state"):
        named = [b for b in named if b.entry is None or in_state(b.entry)]
    chosen = [b for b in named if b is main] or foremost(named, release)
    if len(chosen) == 1:
        return chosen[0], "coreference", 0.6
    if named or not _is_mexican(jurisdiction.state):
        return None, "unresolved", 0.5
    return organizations.derived(f"Congreso del Estado de {jurisdiction.state}"), "post-authority", 0.6


def foremost(bodies: Sequence[Body], release: Release) -> list[Body]:
    """Those of the bodies that the headline names, or all of them where it names none."""
    titles = release.spans(Part.HEADLINE)
    return [b for b in bodies if any(title.covers(m.span) for title in titles for m in b.mentions)] or list(bodies)


def _is_mexican(state: str | None) -> bool:
    return state is not None and any(spot.country == "MX" for spot in gazetteer().spots(state))
