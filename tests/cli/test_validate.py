"""``pregon validate``: conforming or not, of every RDF file there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph

from converter import validation
from converter.cli import group
from converter.validation import Finding, Report


@pytest.fixture(autouse=True)
def _verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph conforms where it has a triple."""

    def validate(graph: Graph) -> Report:
        return Report(graph, () if len(graph) else (Finding("Violation", "https://e.org/a", "", "empty"),))

    monkeypatch.setattr(validation, "validate", validate)


def run(*paths: Path | str) -> Result:
    return CliRunner().invoke(group, ["validate", *map(str, paths)], standalone_mode=False)


def test_all_rdf_files_of_a_folder_are_checked(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.ttl").write_text("<https://e.org/a> a <https://e.org/b> .")
    (tmp_path / "sub" / "b.nt").write_text("<https://e.org/a> <https://e.org/a> <https://e.org/b> .")
    (tmp_path / "notes.txt").write_text("no RDF")
    result = run(tmp_path)
    assert result.return_value == 0
    assert result.stderr.endswith("2 files: 2 conform, 0 do not\n")
    assert result.stdout == ""


def test_what_does_not_conform_or_parse_is_told_and_the_rest_checked(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("# nothing")
    (tmp_path / "b.ttl").write_text("nothing")
    (tmp_path / "c.ttl").write_text("<https://e.org/a> a <https://e.org/b> .")
    result = run(tmp_path)
    assert result.return_value == 1
    assert "a.ttl: does not conform\nViolation: https://e.org/a: empty" in result.stderr
    assert "b.ttl: not valid ttl: " in result.stderr
    assert result.stderr.endswith("3 files: 1 conform, 2 do not\n")


def test_quiet_tells_what_does_not_conform_alone(tmp_path: Path) -> None:
    (tmp_path / "c.ttl").write_text("<https://e.org/a> a <https://e.org/b> .")
    assert run("-q", tmp_path).stderr == ""


def test_folder_without_rdf_is_a_wrong_call(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert getattr(result.exception, "exit_code", None) == 2
