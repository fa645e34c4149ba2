"""How often the converter is right for each score, fitted on judgements."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from click.testing import CliRunner, Result

from converter.evaluation.calibrate import curves, fit, held_out, main
from converter.evaluation.scoring import Judgement
from tests.evaluation.example import TURTLE, folders


def judged(score: float, right: int, wrong: int, kind: str = "role") -> list[Judgement]:
    return [Judgement(kind, score, k < right, "placed", f"{kind}{score}-{k}") for k in range(right + wrong)]


def test_probability_rises_with_the_score() -> None:
    steps = fit([*judged(0.6, 30, 30), *judged(0.7, 25, 35), *judged(0.8, 50, 10), *judged(0.9, 48, 12), *judged(0.97, 59, 1)])
    assert [step.raw for step in steps] == [0.6, 0.8, 0.97]  # what does not rise is pooled with its neighbour
    assert all(a.probability < b.probability for a, b in pairwise(steps))
    assert sum(step.cases for step in steps) == 300


def test_few_cases_leave_the_claim_and_many_make_no_certainty() -> None:
    (few,) = fit(judged(0.8, 2, 0))
    assert 0.8 <= few.probability <= 0.82
    (many,) = fit(judged(1.0, 5000, 0))
    assert many.probability == 0.99


def test_scores_seen_rarely_join_their_neighbours() -> None:
    steps = fit([*judged(0.5, 0, 3), *judged(0.6, 20, 20), *judged(0.9, 40, 0)])
    assert [(step.raw, step.cases) for step in steps] == [(0.5, 43), (0.9, 40)]


def test_order_of_the_judgements_does_not_matter() -> None:
    judgements = [*judged(0.6, 20, 20), *judged(0.9, 40, 2), *judged(0.9, 30, 1, "person")]
    assert curves(judgements) == curves(reversed(judgements))
    assert list(curves(judgements)) == [("person", "placed"), ("role", "placed")]


def test_each_set_is_rated_by_the_others() -> None:
    good, bad = judged(0.8, 100, 0), judged(0.8, 0, 100)
    rated = held_out([good, bad])
    assert {j.confidence for j in rated if j.correct} == {0.13}  # by the bad ones
    assert {j.confidence for j in rated if not j.correct} == {0.96}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_command_prints_a_table_that_names_its_source(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    twice = TURTLE + "r:m3 a pregon:Mention ; pregon:refersTo r:spare ; pregon:confidence 0.4 .\n"
    first, second = folders(tmp_path / "a" / "one", turtle=twice), folders(tmp_path / "two")
    result = run("--source", "two invented notes", *first, *second)
    assert result.exit_code == 0, result.output
    assert "# source: two invented notes" in result.stdout
    assert "kind\tbasis\traw\tprobability\tcases" in result.stdout
    (row,) = (line for line in result.stdout.splitlines() if line.startswith("organization\tnamed\t"))
    assert row.endswith("\t4")  # two in each note: what is said again of the same thing is no further case
    assert "organization" in result.stderr


def test_an_odd_folder_is_refused(tmp_path: Path) -> None:
    gold, _ = folders(tmp_path)
    assert run(gold).exit_code != 0
