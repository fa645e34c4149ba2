"""Dates that follow from who held which office when."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.authorities import Authorities
from converter.linking.dates import Bounds, bounds, contradictions
from converter.model import Person, Span, StatedRole

_LIST = """
@prefix schema: <https://schema.org/> .
@prefix pregon: <https://w3id.org/pregon/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix : <https://example.org/> .
:faro a schema:Organization ; schema:name "Instituto de Faros"@es .
:mar a schema:Organization ; schema:name "Junta del Mar"@es .
:head a org:Post ; schema:name "Directora del Instituto"@es ; pregon:heads :faro .
:chair a org:Post ; schema:name "Presidente de la Junta"@es ; pregon:heads :mar .
:reef a schema:Organization ; schema:name "Gobierno del Arrecife"@es .
:ruler a org:Post ; schema:name "Gobernadora del Arrecife"@es ; pregon:heads :reef ; pregon:termYears 6 .
:ana a schema:Person ; schema:name "Ana Luz Barquero" . :leo a schema:Person ; schema:name "Leo Mar Tejado" .
:eva a schema:Person ; schema:name "Eva Sol Remo" .
:t1 a pregon:Tenure ; org:member :ana ; pregon:post :head ; schema:startDate "2015-03-01" .
:t2 a pregon:Tenure ; org:member :leo ; pregon:post :chair ; schema:startDate "2012" ; schema:endDate "2017-05" .
:t3 a pregon:Tenure ; org:member :eva ; pregon:post :head ; schema:startDate "2010-01-01" ; schema:endDate "2015-02-28" .
:t4 a pregon:Tenure ; org:member :ana ; pregon:post :ruler ; schema:startDate "2024-10-01" .
:t5 a pregon:Tenure ; org:member :leo ; pregon:post :ruler ; schema:startDate "2010-03" ; schema:endDate "2011" .
:t6 a pregon:Tenure ; org:member :eva ; pregon:post :ruler ; schema:startDate "2016-02" .
"""
_PEOPLE = tuple(Person(key, key.title(), iri=f"https://example.org/{key}") for key in ("ana", "leo", "eva"))


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    path: Path = tmp_path_factory.mktemp("lists") / "own.ttl"
    path.write_text(_LIST, encoding="utf-8")
    return Authorities.load([path])


def _role(person: str, post: str, at: int, name: str = "directora") -> StatedRole:
    return StatedRole(person, name, post=f"https://example.org/{post}", evidence=(Span(at, at + 5),))


def test_tenures_that_overlap_bound_the_release(authorities: Authorities) -> None:
    found = bounds([_role("ana", "head", 0), _role("leo", "chair", 9)], _PEOPLE, authorities)
    assert found == Bounds("2015-03-01", "2017-05-31", (Span(0, 5), Span(9, 14)))


def test_an_open_tenure_bounds_one_side(authorities: Authorities) -> None:
    assert bounds([_role("ana", "head", 0)], _PEOPLE, authorities) == Bounds("2015-03-01", None, (Span(0, 5),))


@pytest.mark.parametrize(
    ("person", "start", "end"),
    [("ana", "2024-10-01", "2030-09-30"), ("leo", "2010-03-01", "2011-12-31"), ("eva", "2016-02-01", "2022-02-28")],
)
def test_an_open_tenure_ends_at_the_latest_with_the_term_that_the_law_sets(
    authorities: Authorities, person: str, start: str, end: str
) -> None:
    assert bounds([_role(person, "ruler", 0)], _PEOPLE, authorities) == Bounds(start, end, (Span(0, 5),))


def test_tenures_that_exclude_each_other_bound_nothing(authorities: Authorities) -> None:
    assert bounds([_role("ana", "head", 0), _role("eva", "head", 9)], _PEOPLE, authorities) == Bounds()


@pytest.mark.parametrize("name", ["ex directora", "exdirectora", "directora electa", "entonces directora"])
def test_an_office_not_held_now_bounds_nothing(authorities: Authorities, name: str) -> None:
    assert bounds([_role("ana", "head", 0, name)], _PEOPLE, authorities) == Bounds()


def test_a_role_outside_its_tenure_is_reported(authorities: Authorities) -> None:
    (issue,) = contradictions("2013-01-01", [_role("ana", "head", 0)], _PEOPLE, authorities)
    assert issue.code == "role-contradicts-tenure"
    assert issue.span == Span(0, 5)
    assert "Eva Sol Remo" in issue.message


@pytest.mark.parametrize("date", ["2015", "2015-03", "2016-07-01"])
def test_a_partial_date_is_given_the_benefit_of_the_doubt(authorities: Authorities, date: str) -> None:
    assert contradictions(date, [_role("ana", "head", 0)], _PEOPLE, authorities) == ()


def test_nothing_is_said_of_a_post_nobody_is_known_to_hold_then(authorities: Authorities) -> None:
    assert contradictions("2005-01-01", [_role("leo", "head", 0)], _PEOPLE, authorities) == ()
