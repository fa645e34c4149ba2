from __future__ import annotations

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from converter.errors import UsageError
from converter.queries.library import LibraryQuery, library
from converter.queries.run import ask, ask_library, find, text_of

HERE = Path(__file__).resolve().parent
QUERIES = sorted(library().values(), key=lambda query: query.name)
SETTINGS = {
    "statements": {"word": "TARIFAS"},
    "holders": {"body": "ent:secretaria-de-salud", "date": "2016-02-08"},
    "career": {"person": "per:jose-antonio-gonzalez-anaya"},
}
ELSEWHERE = {"role-disagreements", "gaps", "career-across-releases"}  # in test_timelines.py and tests/identity

Rows = set[tuple[str, ...]]


def rows(store: ox.Store, query: LibraryQuery, columns: list[str], **values: str) -> Rows:
    answer = ask_library(store, query, values)
    wanted = [answer.columns.index(column) for column in columns]
    return {tuple(text_of(row[i]) for i in wanted) for row in answer.rows}


def flat(store: ox.Store) -> Graph:
    """The same data in rdflib, without named graphs: each triple once."""
    return Graph().parse(data="".join(f"{quad.triple} .\n" for quad in store), format="nt")


@pytest.fixture(scope="session")
def other_engine(samples: ox.Store, hand: ox.Store) -> dict[str, Graph]:
    return {"samples": flat(samples), "hand": flat(hand)}


def test_all_competency_questions_are_there() -> None:
    assert len(QUERIES) == 22


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_query_says_what_it_is(query: LibraryQuery) -> None:
    assert query.title.endswith("?")
    assert query.summary.endswith(".")
    variables = re.findall(r"VALUES \?(\w+) \{ ", query.text)
    assert sorted(variables) == sorted(parameter.name for parameter in query.parameters)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_grouped_answer_is_sorted_by_what_it_selects(query: LibraryQuery) -> None:
    selected = next(line for line in query.text.splitlines() if line.startswith("SELECT"))
    group, _, order = query.text.splitlines()[-1].partition("ORDER BY")  # rdflib sorts by nothing else there
    assert "GROUP BY" not in group or set(re.findall(r"\?\w+", order)) <= set(re.findall(r"\?\w+", selected))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("data", ["samples", "hand"])
def test_two_engines_give_the_same_rows_in_the_same_order(
    query: LibraryQuery, data: str, samples: ox.Store, hand: ox.Store, other_engine: dict[str, Graph]
) -> None:
    mine = [tuple(map(text_of, row)) for row in ask(samples if data == "samples" else hand, query.text).rows]
    theirs = []
    for row in other_engine[data].query(query.text):
        assert isinstance(row, tuple)
        theirs.append(tuple("" if cell is None else str(cell) for cell in row))
    assert mine == theirs


@pytest.mark.parametrize("file", sorted((HERE / "expected").glob("*.csv")), ids=lambda file: file.stem)
def test_samples_give_the_rows_a_reader_expects(file: Path, samples: ox.Store) -> None:
    header, *expected = csv.reader(file.read_text(encoding="utf-8").splitlines())
    found = rows(samples, library()[file.stem], header, **SETTINGS.get(file.stem, {}))
    assert set(map(tuple, expected)) <= found


HAND: dict[str, Rows] = {
    "agreements": {("2019-05-02", "Convenio de Prueba", "Servicios de Salud de Puebla", "Programa Rural")},
    "co-attendance": {("Segunda Mesa de Salud", "Eva Ríos Mena", "Luz Cano Vera")},
    "evidence": {("Convenio de Prueba", "1", "hand.txt", "00ff")},
    "numbered-events": {("Mesa de Salud", "2", "Segunda Mesa de Salud")},
    "numbering-gaps": {("Instituto Mexicano del Seguro Social", "2019", "62", "")},
    "person-roles": {
        ("2019-05-02", "Eva Ríos Mena", "Directora de Prueba", "Instituto Mexicano del Seguro Social"),
        ("2019-05-02", "Luz Cano Vera", "Directora de Prueba", ""),
    },
    "quantities": {
        ("Convenio de Prueba", "clínicas", "more-than", "140", "covers"),
        ("Convenio de Prueba", "servicios", "exactly", "3", "covers"),
    },
    "roles-and-tenures": {
        ("2019-05-02", "Eva Ríos Mena", "https://w3id.org/pregon/id/post/prueba", "agrees"),
        ("2019-05-02", "Luz Cano Vera", "https://w3id.org/pregon/id/post/prueba", "no tenure covers it"),
    },
    "several-files": {
        ("Firman el IMSS y Puebla", "hand.pdf", "application/pdf", "11ff", "no"),
        ("Firman el IMSS y Puebla", "hand.txt", "text/plain", "00ff", "yes"),
    },
    "statements": {("Luz Cano Vera", "aseguró", "habrá Medicamentos en toda la sierra")},
    "timeline": {("2019-04-30", "stated", "Segunda Mesa de Salud")},
    "unresolved": {("hand.txt", "41", "su contraparte")},
}


@pytest.mark.parametrize("name", HAND)
def test_hand_written_release_gives_exactly_these_rows(name: str, hand: ox.Store) -> None:
    query = library()[name]
    columns = [column for column in ask_library(hand, query, {}).columns if column != "release"]
    assert rows(hand, query, columns) == HAND[name]


def test_every_question_has_expected_rows_somewhere() -> None:
    covered = {file.stem for file in (HERE / "expected").glob("*.csv")} | set(HAND) | ELSEWHERE
    assert covered == set(library())


def test_a_parameter_is_set_by_name_by_iri_and_by_short_iri(samples: ox.Store) -> None:
    roles = library()["person-roles"]
    assert rows(samples, roles, ["roleName"], person="amparo villalobos rios") == {("directora general",)}
    forms = library()["surface-forms"]
    whole = rows(samples, forms, ["form"], entity="https://w3id.org/pregon/id/org/issste")
    assert ("ISSSTE",) in whole
    assert rows(samples, forms, ["form"], entity="ent:issste") == whole


def test_unknown_name_suggests_similar_ones(samples: ox.Store) -> None:
    with pytest.raises(UsageError, match="amparo villalobos rios"):
        find(samples, "Amparo Villalovos Rios")


def test_unknown_parameter_names_those_there_are(samples: ox.Store) -> None:
    with pytest.raises(UsageError, match="it has: person"):
        ask_library(samples, library()["person-roles"], {"persona": "x"})


@pytest.mark.parametrize("value", ['" } INSERT { <a:b> <c:d> "', "\\", "x\n} #", '"""', "> } <"])
def test_a_text_is_data_whatever_it_holds(value: str, hand: ox.Store) -> None:
    assert ask_library(hand, library()["statements"], {"word": value}).rows == ()


@pytest.mark.parametrize("value", ["https://x/> } SERVICE <https://y/", "ent:a b", "per:x>"])
def test_an_iri_cannot_break_out(value: str, hand: ox.Store) -> None:
    with pytest.raises(UsageError, match="nothing here is called"):
        ask_library(hand, library()["person-roles"], {"person": value})
