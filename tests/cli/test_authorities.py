"""A user's own authority lists: check, add and import. All names invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from converter.authorities import Authorities
from converter.cli import group
from converter.errors import UsageError
from converter.model import Source
from converter.pipeline import convert
from converter.settings import Settings

_HEAD = "kind,name,aliases,acronym,parent,country,wikidata,ror,geonames,iso,source\n"


def _run(*arguments: object) -> tuple[int, str, BaseException | None]:
    result = CliRunner().invoke(group, ["authorities", *map(str, arguments)], standalone_mode=False)
    code = result.return_value if isinstance(result.return_value, int) else result.exit_code
    return code, result.output, result.exception


def _import(folder: Path, rows: str, head: str = _HEAD) -> tuple[int, str, BaseException | None]:
    table = folder / "table.csv"
    table.write_text(head + rows, encoding="utf-8")
    return _run("import", table, "-o", folder / "own.ttl")


def test_our_own_lists_have_nothing_to_mend() -> None:
    code, said, error = _run("check")
    assert error is None
    assert code == 0, said


def test_an_added_body_is_linked_to(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    body = ["Instituto de Faros de Colima", "--kind", "government", "--acronym", "IFC", "--country", "MX-COL"]
    assert _run("add", *body, "--source", "Ley de Faros", "-o", own)[2] is None
    office = ["Directora General", "--kind", "office", "--parent", "IFC", "--source", "Ley de Faros"]
    assert _run("add", *office, "-o", own)[2] is None
    assert _run("check", own)[0] == 0
    text = "Colima, Colima, a 3 de marzo de 2021.\n\nABRE EL FARO\n\n" + (
        "El Instituto de Faros de Colima abrió hoy el faro del puerto, que guiará a los barcos que llegan de noche.\n\n" * 3
    )
    found = convert(Source("a.txt", text.encode()), Settings(authorities=(own,))).conversion.extraction
    assert found is not None
    assert "https://w3id.org/pregon/id/org/instituto-de-faros-de-colima" in {o.iri for o in found.organizations}


def test_a_table_is_imported_with_parents_of_its_own(tmp_path: Path) -> None:
    rows = (
        'org,Casa del Mar,Casa de la Mar|Mar,CDM,,MX,Q999999999,,,,"Web, 2024"\n'
        "office,Faro Mayor,,,Casa del Mar,,,,,,Web\n"
        "person,Ana Luz Barquero Ríos,Ana Luz Barquero,,,MX,,,,,Web\n"
    )
    assert _import(tmp_path, rows)[2] is None
    lists = Authorities.load([tmp_path / "own.ttl"])
    (body,) = lists.lookup("CDM", "organization")
    assert (body.name, body.country, body.same_as) == ("Casa del Mar", "MX", ("http://www.wikidata.org/entity/Q999999999",))
    assert [post.name for post in lists.posts_of(body.iri)] == ["Faro Mayor"]
    assert lists.lookup("Ana Luz Barquero", "person")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("org,Instituto Mexicano del Seguro Social,,,,MX,,,,,Web", "in the lists already"),
        ("org,Casa del Mar,,,,MX,Q904999,,,,Web", "Q904999 is in the lists already"),
        ("org,Casa del Mar,,,,MX,Q999999999,,,,", "wikidata Q999999999 of «Casa del Mar» has no source"),
        ("org,Casa del Mar,,,,MX,12,,,,Web", "no such identifier"),
        ("org,Casa del Mar,,,,XX,,,,,Web", "no ISO 3166 code"),
        ("office,Faro Mayor,,,,,,,,,Web", "needs the body"),
        ("office,Faro Mayor,,,Nadie,,,,,,Web", "is in no list"),
        ("ship,Casa del Mar,,,,,,,,,Web", "kind «ship»"),
        ("org,Casa del Mar,,,,,,,,,Web\norg,Casa del Mar,,,,,,,,,Web", "line 3"),
    ],
)
def test_a_row_is_refused_with_its_reason_and_nothing_is_written(tmp_path: Path, row: str, why: str) -> None:
    _, _, error = _import(tmp_path, row + "\n")
    assert isinstance(error, UsageError)
    assert why in str(error)
    assert not (tmp_path / "own.ttl").exists()


@pytest.mark.parametrize("head", ["name,kind\n", "kind,name,source,colour\n", ""])
def test_a_table_with_other_columns_is_refused(tmp_path: Path, head: str) -> None:
    _, _, error = _import(tmp_path, "org,Casa del Mar,Web\n", head)
    assert isinstance(error, UsageError)
    assert "first line" in str(error)


def test_check_tells_what_two_entries_share(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        "@prefix schema: <https://schema.org/> .\n"
        '<https://example.org/a> a schema:Organization ; schema:name "Casa del Mar"@es ;\n'
        "  schema:sameAs <http://www.wikidata.org/entity/Q904999> .\n"
        '<https://example.org/b> a schema:Organization ; schema:name "Casa del mar"@es .\n',
        encoding="utf-8",
    )
    code, said, _ = _run("check", tmp_path)
    assert code == 1
    assert "Q904999 is the identifier of" in said
    assert "«casa del mar» is a name of https://example.org/a and of https://example.org/b" in said
    assert "https://example.org/b: no dcterms:source" in said
