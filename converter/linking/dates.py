"""Dates from office holders: when an undated release can have been written, and where a dated one disagrees with the lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converter.authorities import Authorities, Tenure
from converter.authorities.entries import first_day
from converter.language.lexicon import any_of, lexicon, office_words
from converter.language.text import fold, tokenize
from converter.model import Issue, Person, Severity, Span, StatedRole


def is_current(role_name: str) -> bool:
    """False for an office of another time, or held in another's place: "gobernador electo", "exsecretario".

    >>> is_current("gobernadora constitucional"), is_current("ex gobernador"), is_current("presidenta electa")
    (True, False, False)
    >>> is_current("secretario de Relaciones Exteriores"), is_current("director de Exportaciones")
    (True, True)
    """
    former = any(office.former for _, _, office in lexicon().offices.find(tokenize(role_name)))
    return not (former or any_of(office_words("not-now")).search(fold(role_name)))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which a release was written; None where no tenure tells. `evidence`: the roles it follows from."""

    not_before: str | None = None
    not_after: str | None = None
    evidence: tuple[Span, ...] = ()


def _held(
    roles: Sequence[StatedRole], people: Sequence[Person], authorities: Authorities
) -> Iterator[tuple[StatedRole, str, list[Tenure]]]:
    """The roles that a known person holds now in a known post: role, IRI of the person, the tenures of the two."""
    iris = {person.key: person.iri for person in people if person.iri}
    for role in roles:
        iri = iris.get(role.person)
        if iri is None or role.post is None or not is_current(role.name):
            continue
        yield role, iri, [t for t in authorities.tenures_of(iri) if t.post == role.post]


def bounds(roles: Sequence[StatedRole], people: Sequence[Person], authorities: Authorities) -> Bounds:
    """The days between which all stated roles were held at once, as ISO dates.

    A partial date of a tenure is widened to its first or last possible day, and a person with several tenures of one post
    bounds by the first start and the last end; one still in office by the end of the term that the law sets. Tenures that
    exclude each other give no bounds: one of them is wrong.
    """
    after, before = Bounds(), Bounds()
    for role, _, tenures in _held(roles, people, authorities):
        if not tenures:
            continue
        years = authorities[tenures[0].post].term_years
        starts, ends = [t.start for t in tenures], [t.last_day(years) for t in tenures]
        start = min(first_day(s) for s in starts if s) if all(starts) else None
        end = max(e for e in ends if e) if all(ends) else None
        if start is not None and (after.not_before is None or start > after.not_before):
            after = Bounds(not_before=start, evidence=role.evidence)
        if end is not None and (before.not_after is None or end < before.not_after):
            before = Bounds(not_after=end, evidence=role.evidence)
    if after.not_before is not None and before.not_after is not None and after.not_before > before.not_after:
        return Bounds()
    evidence = tuple(dict.fromkeys((*after.evidence, *before.evidence)))
    return Bounds(after.not_before, before.not_after, evidence)


def contradictions(
    date: str, roles: Sequence[StatedRole], people: Sequence[Person], authorities: Authorities
) -> tuple[Issue, ...]:
    """An issue for every stated role that the list of tenures does not allow on `date` (ISO, maybe partial).

    Nothing is said of a post without a single tenure at that date, nor of a person without one in that post: the lists
    are not complete. Spans are in the coordinates of the roles' evidence.
    """
    issues = []
    for role, iri, tenures in _held(roles, people, authorities):
        assert role.post is not None  # _held gives no other
        if any(t.may_cover(date) for t in tenures):
            continue
        others = [t for t in authorities.holders(role.post, date) if t.start and t.person != iri]
        if not tenures and len(others) != 1:
            continue
        name, post = authorities[iri].name, authorities[role.post].name
        known = "; ".join(f"{authorities[t.person].name} {t.start or '?'} to {t.end or 'today'}" for t in (*tenures, *others))
        message = (
            f"the text has {name} as {post} on {date}, the list of tenures does not ({known}); "
            "check the date of the release, then ontology/authorities/tenures.ttl"
        )
        issues.append(Issue(Severity.WARNING, "role-contradicts-tenure", message, role.evidence[0] if role.evidence else None))
    return tuple(issues)
