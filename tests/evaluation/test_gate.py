"""The figures on annotated releases do not drop. Lower a floor with ``python -m converter.evaluation.gate --lower``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from converter.evaluation import gate
from converter.evaluation.evaluation import FACTS, Evaluation, evaluate
from converter.evaluation.gold import read
from converter.model import Source
from converter.pipeline import convert

ROOT = Path(__file__).resolve().parents[2]
CORPORA = [corpus for corpus in gate.corpora(root=ROOT) if corpus.there]
SCORERS = list(ROOT.glob("../shared/tools/score.py"))  # an independent scorer, where there is one


@pytest.fixture(scope="module", params=CORPORA, ids=lambda corpus: corpus.name)
def corpus(request: pytest.FixtureRequest) -> gate.Corpus:
    assert isinstance(request.param, gate.Corpus)
    return request.param


@pytest.fixture(scope="module")
def output(corpus: gate.Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    for gold in read(corpus.gold):
        file = corpus.sources / gold.release
        turtle = convert(Source(file.name, file.read_bytes())).files.get("turtle", b"")
        (folder / f"{file.stem}.ttl").write_bytes(turtle)
    return folder


@pytest.fixture(scope="module")
def evaluation(corpus: gate.Corpus, output: Path) -> Evaluation:
    return evaluate(corpus.gold, output)


def test_samples_are_always_there() -> None:
    assert "samples" in {corpus.name for corpus in CORPORA}


@pytest.mark.slow
def test_no_figure_is_below_its_floor(corpus: gate.Corpus, evaluation: Evaluation) -> None:
    assert len(corpus.floors) > 30
    assert gate.shortfalls(corpus, gate.measure(evaluation)) == []


@pytest.mark.slow
@pytest.mark.parametrize("scorer", SCORERS, ids=lambda scorer: "independent")
def test_lenient_figures_are_those_of_an_independent_scorer(
    scorer: Path, corpus: gate.Corpus, output: Path, evaluation: Evaluation, tmp_path: Path
) -> None:
    command = [sys.executable, str(scorer), str(corpus.gold), str(output), "--json", str(tmp_path / "scores.json")]
    subprocess.run(command, check=True, capture_output=True)
    other = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))
    mine = {name: (tally.tp, tally.fp, tally.fn) for name, tally in evaluation.lenient.sets().items()}
    assert mine == {name: (row["tp"], row["fp"], row["fn"]) for name, row in other["sets"].items()}
    fields = {name: (round(share, 4), count) for name, (share, count) in evaluation.lenient.fields().items()}
    assert fields == {name: (row["accuracy"], row["n"]) for name, row in other["fields"].items()}
    assert round(evaluation.lenient.facts_f1(), 4) == other["facts F1"]
    assert set(FACTS) <= set(mine)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A file of floors for one sample, with its folders beside it."""
    for name, folder in (("tests/gold", "gold"), ("converter/samples", "sources")):
        (tmp_path / folder).mkdir()
        for file in (ROOT / name).glob("nota-informativa-durango.*"):
            shutil.copy(file, tmp_path / folder)
    floors = tmp_path / "floors.json"
    entry = {"sources": str(tmp_path / "sources"), "gold": str(tmp_path / "gold"), "digest": "", "floors": {}}
    floors.write_text(json.dumps({"one": entry}), encoding="utf-8")
    return floors


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(gate.main, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def set_floor(floors: Path, name: str, value: float) -> None:
    data = json.loads(floors.read_text(encoding="utf-8"))
    data["one"]["floors"][name] = value
    floors.write_text(json.dumps(data), encoding="utf-8")


def test_floors_rise_freely_and_fall_only_on_demand(small: Path) -> None:
    assert run(small)[0] == 1  # nothing pinned yet: the digest is not that of the corpus
    assert run(small, "--raise")[0] == 0
    set_floor(small, "lenient facts", 1.1)
    code, told = run(small)
    assert code == 1
    assert "one: lenient facts is" in told
    assert run(small, "--raise")[0] == 1
    assert json.loads(small.read_text())["one"]["floors"]["lenient facts"] == 1.1
    assert run(small, "--lower")[0] == 0
    assert json.loads(small.read_text())["one"]["floors"]["lenient facts"] <= 1


def test_other_releases_are_not_measured_against_these_floors(small: Path) -> None:
    run(small, "--raise")
    (gold,) = (small.parent / "gold").iterdir()
    gold.write_text(gold.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code, told = run(small)
    assert code == 1
    assert "changed since the floors were pinned" in told
    assert run(small, "--raise")[0] != 0
    assert run(small, "--lower")[0] == 0


def test_a_corpus_that_is_not_here_is_passed_over(small: Path) -> None:
    shutil.rmtree(small.parent / "gold")
    code, told = run(small)
    assert code == 0
    assert "passed over" in told
