from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from converter.cli import group
from converter.errors import UsageError

HAND = Path(__file__).resolve().parents[1] / "queries" / "hand.ttl"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, [str(argument) for argument in arguments], catch_exceptions=False)


def test_list_shows_every_question_with_its_parameters() -> None:
    shown = run("query", "--list").output
    assert "person-roles\n    In which releases does a person appear" in shown
    assert "--set person=" in shown


def test_a_question_by_name_of_a_file_and_of_a_store(tmp_path: Path) -> None:
    wanted = "date,speaker"
    loaded = run("load", HAND, "--store", tmp_path / "store")
    assert loaded.exit_code == 0
    assert "1 new" in loaded.stderr
    for data in (HAND, tmp_path / "store"):
        answer = run("query", data, "agreements", "-f", "csv")
        assert "Convenio de Prueba,Servicios de Salud de Puebla,Programa Rural" in answer.stdout
        assert wanted not in answer.stdout


def test_sparql_on_the_line_and_from_a_file(tmp_path: Path) -> None:
    text = "SELECT DISTINCT ?h { ?r <https://schema.org/headline> ?h }"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    for question in ([text], ["--file", tmp_path / "q.rq"]):
        answer = run("query", HAND, *question)
        assert answer.stdout.splitlines()[2] == "Firman el IMSS y Puebla"
        assert answer.stderr == "1 row\n"


def test_a_parameter_takes_a_name() -> None:
    answer = run("query", HAND, "person-roles", "--set", "person=eva rios mena", "-f", "csv")
    assert len(answer.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["person-role"], "similar: person-roles"),
        (["person-roles", "--set", "person"], "NAME=VALUE"),
        (["SELECT * { ?s ?p", "-f", "csv"], "not valid SPARQL"),
        (["SELECT * { SERVICE <http://127.0.0.1:1/> { } }"], "another server"),
        (["INSERT DATA { <a:b> <a:c> 1 }"], "changes data"),
        (["person-roles", "--excel"], "--format csv"),
        (["SELECT * { ?s ?p ?o }", "--set", "a=b"], "library only"),
        ([], "one question"),
    ],
)
def test_a_wrong_call_says_what_to_do(arguments: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run("query", HAND, *arguments)


def test_a_file_given_as_question_is_pointed_to_its_option(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    with pytest.raises(UsageError, match="say --file"):
        run("query", HAND, tmp_path / "q.rq")


def test_a_store_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        run("query", tmp_path / "nothing", "person-roles")
    with pytest.raises(UsageError, match="no RDF file"):
        run("query", tmp_path, "person-roles")
