"""Pairs that are easy to judge wrongly: the table beside this file says what each must come to, and why."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from converter.identity import Reason, Verdict
from converter.identity.judging import judge
from converter.identity.resolving import candidates
from tests.identity.support import organization, person

_TABLE = Path(__file__).with_name("cases.tsv")
_PLACE = "https://w3id.org/pregon/id/place/"


def _cases() -> list[dict[str, str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["case"])
def test_two_people_are_judged_as_the_table_says(case: dict[str, str]) -> None:
    columns = ("name", "office", "body", "date", "source")
    one = person("1", *(case[column] for column in columns))
    other = person("2", *(case[f"other_{column}"] for column in columns))
    judgement = judge(one, other)
    assert judgement.verdict == case["verdict"], f"{case['why']}: {judgement.reasons}"
    assert judge(other, one) == judgement
    assert bool(judgement.reasons) == (case["verdict"] != "none")
    if judgement.verdict is Verdict.POSITIVE:
        assert candidates((one, other)) == {(judgement.one, judgement.other)}


@pytest.mark.parametrize(
    ("name", "area", "source", "other_area", "other_source", "verdict"),
    [
        ("Ayuntamiento de Tepic", "", "tepic", "", "tepic", "positive"),
        ("Ayuntamiento de Tepic", "", "tepic", "", "lima", "unsure"),
        ("Protección Civil", "", "tepic", "", "tepic", "unsure"),
        ("Protección Civil", "", "tepic", "", "lima", "none"),
        ("Cabildo", "", "tepic", "", "tepic", "none"),
        ("Protección Civil", "ayuntamiento de tepic", "", "ayuntamiento de tepic", "", "positive"),
        ("Protección Civil", _PLACE + "mx-nay--tepic", "", _PLACE + "mx-jal", "", "negative"),
        ("Protección Civil", _PLACE + "mx-nay--tepic", "", _PLACE + "mx-nay", "", "unsure"),
    ],
)
def test_bodies_need_more_than_a_name(
    name: str, area: str, source: str, other_area: str, other_source: str, verdict: str
) -> None:
    assert judge(organization("1", name, area, source), organization("2", name, other_area, other_source)).verdict == verdict


def test_two_of_one_release_are_not_judged() -> None:
    one, other = person("1", "Ana Ruiz"), person("1", "Ana Ruiz Solís")
    assert judge(one, other).verdict is Verdict.NONE


def test_every_reason_is_given_by_some_rule() -> None:
    import converter.identity.judging as judging
    import converter.identity.resolving as resolving

    rules = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (judging, resolving))
    assert [reason for reason in Reason if rules.count(f"Reason.{reason.name}") == 0] == []
