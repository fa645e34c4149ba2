"""The same release in several files is told, in time that grows with the number of releases."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from converter import duplicates
from converter.batch import convert_paths
from converter.duplicates import Fingerprint, same_releases, similarity
from converter.evaluation.gold import read as read_gold
from converter.model import Status
from converter.settings import Settings
from tests.formats.elements import elements
from tests.formats.rendering import FORMATS
from tests.formats.table import GOLD, SAMPLES


def fingerprint(seed: int, number: str | None = None, date: str | None = None, shared: int = 0) -> Fingerprint:
    """A text of 200 shingles of its own; `shared` of the smallest are those of every other."""
    own = random.Random(seed).sample(range(1000, 2**32), 64 - shared)
    sketch = tuple(sorted([*range(shared), *own]))
    return Fingerprint(number, date, ("Instituto",), f"Titular {seed}", (), 202, sketch)


def told(found: dict[str, Fingerprint]) -> set[str]:
    return {source for source, _ in same_releases(found)}


def test_another_number_is_another_release_and_another_day_unless_all_is_alike() -> None:
    one = fingerprint(1, "012/2020", "2020-03-01")
    assert told({"a": one, "b": one}) == {"a", "b"}
    assert told({"a": one, "b": replace(one, number="013/2020")}) == set()
    assert told({"a": one, "b": replace(one, date="2020-03-04")}) == {"a", "b"}
    other = replace(one, date="2020-03-04", sketch=(*one.sketch[:55], *range(2**32, 2**32 + 9)))
    assert 0.6 < similarity(one.sketch, other.sketch) < 0.9
    assert told({"a": one, "b": other}) == set()
    assert told({"a": one, "b": replace(other, date="2020-03")}) == {"a", "b"}


def test_a_garbled_scan_is_known_by_its_number_and_date() -> None:
    one = fingerprint(1, "7", "2020-03-01", shared=30)
    scan = fingerprint(2, "7", "2020-03-01", shared=30)
    assert told({"a": one, "b": scan}) == {"a", "b"}
    assert told({"a": replace(one, number=None), "b": scan}) == set()


def test_notes_say_what_differs_from_both_sides() -> None:
    one = replace(fingerprint(1), people=("Ana Paz", "Luis Mar"))
    notes = dict(same_releases({"b": replace(one, headline="Otro", people=("Ana Paz",), words=200), "a": one}))
    assert notes["a"].message == (
        "the same release as «b»: headline «Titular 1», there «Otro»; people only here «Luis Mar», only there none; "
        "202 words, there 200"
    )
    assert "people only here none, only there «Luis Mar»" in notes["b"].message
    assert {issue.code for issue in notes.values()} == {"same-release"}


def test_thousands_of_releases_that_share_their_boilerplate_are_compared_with_a_few_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = {f"{number:05}": fingerprint(number, str(number), "2020-03-01", shared=20) for number in range(3000)}
    found["copy"] = found["02999"]
    compared: list[Fingerprint] = []
    really = duplicates._same

    def same(one: Fingerprint, other: Fingerprint) -> bool:
        compared.append(other)
        return really(one, other)

    monkeypatch.setattr(duplicates, "_same", same)
    assert told(found) == {"02999", "copy"}
    assert len(compared) < 60 * len(found)


@pytest.mark.slow
def test_a_release_in_four_formats_is_told_whatever_the_order_and_the_jobs(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    folder = tmp_path / "in"
    folder.mkdir()
    for gold in read_gold(GOLD)[:3]:
        release = elements(gold.release, (SAMPLES / gold.release).read_bytes(), gold)
        for suffix in (".txt", ".html", ".docx", ".pdf"):
            (folder / f"{Path(gold.release).stem}{suffix}").write_bytes(FORMATS[suffix](release))
    files = sorted(folder.iterdir())
    outputs = []
    for name, jobs, order in (("one", 1, files), ("two", 2, files[::-1])):
        summary = convert_paths(order, Settings(output=tmp_path / name, jobs=jobs))
        assert summary.count(Status.FAILED) == 0
        outputs.append((tmp_path / name / "issues.jsonl").read_bytes())
    assert outputs[0] == outputs[1]
    rows = [json.loads(line) for line in outputs[0].splitlines()]
    same = [row for row in rows if row["code"] == "same-release"]
    assert {row["source"] for row in same} == {file.name for file in files}
    assert all(row["source"].partition(".")[0] in row["message"] for row in same)
