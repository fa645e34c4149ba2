"""A curator's decisions over a folder of releases: they hold when the rules change, and one whose words are gone is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph

from converter.cli import group
from converter.graph.vocabulary import RDF_TYPE, SCHEMA

SAMPLES = Path(__file__).resolve().parents[2] / "converter" / "samples"


def invoke(*words: str | Path) -> None:
    result = CliRunner().invoke(group, [*map(str, words)], standalone_mode=False)
    assert result.exception is None, result.output


def people(folder: Path, stem: str) -> list[str]:
    """The people of one release, by name."""
    graph = Graph().parse(folder / "output" / f"{stem}.ttl")
    return sorted(str(graph.value(node, SCHEMA.name)) for node in graph.subjects(RDF_TYPE, SCHEMA.Person))


def test_decisions_hold_for_ten_releases_when_a_rule_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    files = sorted(SAMPLES.glob("*.txt"))[:10]
    assert len(files) == 10
    for file in files:
        shutil.copy(file, tmp_path / "in")
    invoke("convert", "in", "-q")
    chosen = [file.stem for file in files if people(tmp_path, file.stem)][:4]
    wrong = {stem: people(tmp_path, stem)[0] for stem in chosen}
    for stem in chosen:
        given = ["--kind", "person", "--decision", "name", "--value", f"Corregida {stem}", "--who", "Eva"]
        invoke("correct", Path("output", f"{stem}.ttl"), "--quote", wrong[stem], "--at", "1", *given)
    invoke("convert", "in", "-q")
    assert all(f"Corregida {stem}" in people(tmp_path, stem) for stem in chosen)

    monkeypatch.setattr("converter.mentions.titles.find", lambda analysis: [])  # nothing has a title any more
    gone = tmp_path / "in" / f"{chosen[3]}.txt"
    gone.write_text(gone.read_text(encoding="utf-8").replace(wrong[chosen[3]], "una vecina"), encoding="utf-8")
    before = {stem: (tmp_path / "output" / f"{stem}.ttl").read_bytes() for stem in chosen[:3]}
    invoke("convert", "in", "-q")
    assert all(f"Corregida {stem}" in people(tmp_path, stem) for stem in chosen[:3])
    assert any((tmp_path / "output" / f"{stem}.ttl").read_bytes() != old for stem, old in before.items())
    told = [json.loads(line) for line in (tmp_path / "output" / "issues.jsonl").read_text(encoding="utf-8").splitlines()]
    (unanchored,) = [issue for issue in told if issue["code"] == "correction-unanchored"]
    assert wrong[chosen[3]] in unanchored["message"]
