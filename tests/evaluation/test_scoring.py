from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from converter.cli import group
from converter.errors import UsageError
from converter.evaluation.calibration import expected_error, reliability
from converter.evaluation.evaluation import Evaluation, evaluate
from converter.evaluation.measures import Tally
from converter.evaluation.scoring import Disagreement, Judgement
from tests.evaluation.example import GOLD, TEXT, TURTLE, folders


@pytest.fixture
def example(tmp_path: Path) -> Evaluation:
    return evaluate(*folders(tmp_path))


def said(evaluation: Evaluation, field: str, kind: str) -> list[Disagreement]:
    (document,) = evaluation.lenient.documents
    return [item for item in document.disagreements if (item.field, item.kind) == (field, kind)]


def test_lenient_accepts_any_name_whatever_its_accents(example: Evaluation) -> None:
    sets = example.lenient.sets()
    assert sets["people"] == Tally(1, 0, 0)
    assert sets["organizations"] == Tally(3, 1, 0)
    assert sets["places"] == Tally(1, 0, 0)
    assert sets["publishers"] == Tally(1, 0, 0)


def test_strict_wants_the_full_name_letter_for_letter(example: Evaluation) -> None:
    sets = example.strict.sets()
    assert sets["people"] == Tally(0, 1, 1)
    assert sets["organizations"] == Tally(2, 2, 1)
    assert example.strict.fields()["headline"] == (0.0, 1)
    assert example.lenient.fields()["headline"] == (1.0, 1)


def test_the_optional_is_forgiven_under_any_name_in_the_strict_comparison_too(tmp_path: Path) -> None:
    spare = {"name": "Comisión Nadie", "aliases": ["Nadie"], "optional": True}
    evaluation = evaluate(*folders(tmp_path, GOLD | {"organizations": [*GOLD["organizations"], spare]}))
    assert evaluation.lenient.sets()["organizations"] == Tally(3, 0, 0)
    assert evaluation.strict.sets()["organizations"] == Tally(2, 1, 1)


def test_a_role_may_name_its_matter_and_one_optional_role_is_forgiven(example: Evaluation) -> None:
    assert example.lenient.sets()["roles"] == Tally(1, 1, 0)
    assert example.strict.sets()["roles"] == Tally(0, 0, 1)


def test_a_quotation_in_the_wrong_mouth_counts_by_content_only(example: Evaluation) -> None:
    sets = example.lenient.sets()
    assert sets["quotes"] == Tally(1, 0, 0)
    assert sets["quotes with speaker"] == Tally(0, 0, 1)
    (wrong,) = said(example, "quotes with speaker", "wrong")
    assert wrong.found == "Instituto Mexicano del Seguro Social"


def test_descriptions_of_events_are_welcome_and_not_scored(example: Evaluation) -> None:
    assert example.lenient.sets()["events"] == Tally(0, 0, 0)


def test_a_disagreement_says_where_in_the_text(example: Evaluation) -> None:
    (extra,) = said(example, "organizations", "extra")
    assert (extra.found, extra.place, extra.line) == ("Nadie", (53, 58), 1)
    assert "«[Nadie] se" in extra.context


def test_what_is_missed_is_looked_up_by_name(tmp_path: Path) -> None:
    turtle = TURTLE.replace("r:tepic , r:spare", "r:spare")
    (missed,) = said(evaluate(*folders(tmp_path, turtle=turtle)), "places", "missed")
    assert missed.place is not None
    assert TEXT[slice(*missed.place)] == "Tepic"


@pytest.mark.parametrize("turtle", [None, "<a> <b> .", "<https://a.org/s> <https://a.org/p> 1 ."])
def test_a_release_without_readable_output_is_missed_as_a_whole(tmp_path: Path, turtle: str | None) -> None:
    evaluation = evaluate(*folders(tmp_path, turtle=turtle))
    (document,) = evaluation.lenient.documents
    assert document.problem is not None
    assert set(document.fields.values()) == {0.0}
    assert evaluation.lenient.sets()["organizations"] == Tally(0, 0, 3)
    assert evaluation.lenient.sets()["quotes"] == Tally(0, 0, 1)


def test_what_failed_is_no_output(tmp_path: Path) -> None:
    gold, output = folders(tmp_path, turtle=None)
    (output / "failed").mkdir()
    (output / "failed" / "nota.ttl").write_text(TURTLE, encoding="utf-8")
    assert evaluate(gold, output).lenient.documents[0].problem == "there is no nota.ttl"


def test_what_is_not_annotated_is_not_scored(tmp_path: Path) -> None:
    gold = GOLD | {"kind": None, "place": None, "publishers": None, "paragraphs": None, "number": None}
    evaluation = evaluate(*folders(tmp_path, gold))
    assert set(evaluation.lenient.fields()) == {"headline", "date", "number"}
    assert evaluation.lenient.fields()["number"] == (0.0, 1)  # the release prints none, and one was found
    assert "publishers" not in evaluation.lenient.sets()


def test_spans_and_grounding_are_counted(example: Evaluation) -> None:
    (document,) = example.lenient.documents
    assert document.spans == (2, 3)  # the third says "nadie" where the text has "Nadie"
    assert document.grounded == (2, 6)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"headline": None}, "`headline` is missing"),
        ({"persons": []}, "unknown key persons"),
        ({"people": [{"aliases": []}]}, r"people\[0\]: `name` is missing"),
        ({"people": [{"name": "A", "roles": [{"rol": "x"}]}]}, r"people\[0\].roles\[0\]: unknown key rol"),
        ({"quotes": [{"starts": "a", "speaker": None}]}, r"quotes\[0\]: give `text`, or"),
        ({"place": "Tepic"}, "`place` is missing or of the wrong type"),
    ],
)
def test_an_annotation_that_is_not_in_order_says_where(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        evaluate(*folders(tmp_path, GOLD | change))


def test_calibration_sets_claims_against_what_is_right(example: Evaluation) -> None:
    judgements = sorted((j.kind, j.confidence, j.correct) for j in example.lenient.documents[0].judgements)
    assert judgements == [
        ("organization", 0.4, False),
        ("organization", 1.0, True),
        ("quotation", 0.8, False),
        ("role", 0.9, True),
    ]


def test_role_that_says_no_body_is_right_by_its_title(tmp_path: Path) -> None:
    turtle = TURTLE.replace("schema:memberOf r:ssn ; ", "").replace("vocera", "Secretaria de Salud")
    (document,) = evaluate(*folders(tmp_path, turtle=turtle)).lenient.documents
    rated = [(j.correct, j.basis) for j in document.judgements if j.kind == "role"]
    assert document.sets["roles"].tp == 0  # the annotation has the body
    assert rated == [(True, "unplaced")]  # one of the two is forgiven


def test_what_a_description_refers_to_is_not_judged(tmp_path: Path) -> None:
    inferred = TURTLE.replace("pregon:refersTo r:spare ;", "pregon:refersTo r:spare ; pregon:resolvedBy voc:coreference ;")
    (document,) = evaluate(*folders(tmp_path, turtle=inferred)).lenient.documents
    assert [j.correct for j in document.judgements if j.kind == "organization"] == [True]


def test_reliability_puts_edges_where_they_belong() -> None:
    rows = reliability([Judgement("role", c, True) for c in (0.0, 0.55, 0.6, 0.95, 1.0)])
    assert [(row.low, row.count) for row in rows] == [(0.0, 1), (0.55, 1), (0.6, 1), (0.95, 2)]
    assert expected_error([]) == 0.0


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, ["evaluate", *map(str, arguments)], catch_exceptions=False)


def test_table_lists_every_disagreement_on_demand(tmp_path: Path) -> None:
    gold, output = folders(tmp_path)
    plain = run(gold, output).output
    assert "roles" in plain
    assert "vocera" not in plain
    full = run(gold, output, "--errors", "--calibration").output
    assert "nota.txt: organizations, extra: found «Nadie» at 53-58, line 1" in full
    assert "organizations: expected calibration error" in full


def test_json_has_everything(tmp_path: Path) -> None:
    document = json.loads(run(*folders(tmp_path), "-f", "json").output)
    assert document["lenient"]["sets"]["organizations"]["tp"] == 3
    assert document["strict"]["sets"]["people"]["f1"] == 0
    assert document["lenient"]["releases"][0]["disagreements"]


def test_page_stands_alone_and_runs_nothing(tmp_path: Path) -> None:
    turtle = TURTLE.replace('"Nadie"@es', '"<script>alert(1)</script><img src=//evil.example>"@es')
    page = run(*folders(tmp_path, turtle=turtle), "-f", "html").output
    assert "&lt;script&gt;" in page
    for forbidden in ("<script", "<img", "<link", "http://", "https://", " src="):
        assert forbidden not in page.replace("&lt;img src=//evil.example&gt;", "")
    assert "default-src 'none'" in page
