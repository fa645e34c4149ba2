"""Who held an office when: the questions on tenures, asked of a list and a release written by hand."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from converter.queries.library import library
from converter.queries.run import ask_library, text_of
from converter.stores import open_readable

_DATA = """
@prefix schema: <https://schema.org/> . @prefix pregon: <https://w3id.org/pregon/def#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> . @prefix rel: <https://example.org/id/release/> .
rel:1 a schema:NewsArticle , pregon:PressRelease ; schema:headline "Abre el faro"@es ;
  schema:datePublished "2016-05-02"^^xsd:date .
:faro a schema:Organization ; schema:name "Instituto de Faros"@es .
:head a org:Post ; schema:name "Directora del Instituto"@es ; pregon:heads :faro .
:ana a schema:Person ; schema:name "Ana Luz Barquero" . :leo a schema:Person ; schema:name "Leo Mar Tejado" .
:eva a schema:Person ; schema:name "Eva Sol Remo" .
:t1 a pregon:Tenure ; org:member :eva ; pregon:post :head ;
  schema:startDate "2010"^^xsd:gYear ; pregon:earliestStart "2010-01-01"^^xsd:date ;
  schema:endDate "2014-06-30"^^xsd:date ; pregon:latestEnd "2014-06-30"^^xsd:date .
:t2 a pregon:Tenure ; org:member :ana ; pregon:post :head ;
  schema:startDate "2014-07-01"^^xsd:date ; pregon:earliestStart "2014-07-01"^^xsd:date ;
  schema:endDate "2017-12-31"^^xsd:date ; pregon:latestEnd "2017-12-31"^^xsd:date .
:t3 a pregon:Tenure ; org:member :eva ; pregon:post :head ;
  schema:startDate "2018-03-05"^^xsd:date ; pregon:earliestStart "2018-03-05"^^xsd:date .
:r1 a pregon:StatedRole ; org:member :leo ; org:organization :faro ; schema:roleName "director"@es ; pregon:post :head ;
  pregon:asOf "2016-05-02"^^xsd:date ; schema:subjectOf rel:1 .
:r2 a pregon:StatedRole ; org:member :ana ; org:organization :faro ; schema:roleName "directora"@es ; pregon:post :head ;
  pregon:asOf "2016-05-02"^^xsd:date ; schema:subjectOf rel:1 .
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    path: Path = tmp_path_factory.mktemp("timelines") / "hand.ttl"
    path.write_text(_DATA, encoding="utf-8")
    return open_readable(path)


def _rows(data: ox.Store, name: str, **values: str) -> list[tuple[str, ...]]:
    return [tuple(map(text_of, row)) for row in ask_library(data, library()[name], values).rows]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2012-01-01", [("Eva Sol Remo", "certain")]),
        ("2010-04-01", [("Eva Sol Remo", "day or time of a change")]),
        ("2014-07-01", [("Ana Luz Barquero", "day or time of a change")]),
        ("2018-01-15", []),
        ("2026-01-15", [("Eva Sol Remo", "certain")]),
    ],
)
def test_who_headed_a_body_on_a_day(data: ox.Store, date: str, expected: list[tuple[str, str]]) -> None:
    found = _rows(data, "holders", body="Instituto de Faros", date=date)
    assert [(row[2], row[5]) for row in found] == expected


def test_a_career_joins_the_list_and_what_is_stated(data: ox.Store) -> None:
    assert [row[:6] for row in _rows(data, "career", person="Ana Luz Barquero")] == [
        ("Ana Luz Barquero", "2014-07-01", "2017-12-31", "list of holders", "Directora del Instituto", "Instituto de Faros"),
        ("Ana Luz Barquero", "2016-05-02", "", "stated in a release", "directora", "Instituto de Faros"),
    ]


def test_a_stated_office_that_another_held_is_told(data: ox.Store) -> None:
    (row,) = _rows(data, "role-disagreements")
    assert row[:6] == (
        "2016-05-02", "Leo Mar Tejado", "Directora del Instituto", "Ana Luz Barquero", "2014-07-01", "2017-12-31",
    )  # fmt: skip


def test_a_gap_is_told_with_who_stood_on_either_side(data: ox.Store) -> None:
    assert _rows(data, "gaps", body="Instituto de Faros") == [
        ("Instituto de Faros", "Directora del Instituto", "2017-12-31", "Ana Luz Barquero", "2018-03-05", "Eva Sol Remo", "63")
    ]
