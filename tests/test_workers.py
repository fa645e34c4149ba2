"""Work in several processes: every item ends with an outcome, whatever one of them does."""

from __future__ import annotations

import multiprocessing
import os
import time

import pytest

from converter import workers
from converter.errors import PregonError
from converter.model import Issue
from converter.workers import Workers


def work(item: str) -> str:
    if item == "crash":
        os._exit(1)
    if item == "hang":
        time.sleep(60)
    if item == "broken":
        raise PregonError("a table is broken")
    return f"{item} done"


def failed(item: str, issue: Issue) -> str:
    return f"{item} {issue.code}"


def run(*items: str, jobs: int = 2) -> list[str]:
    return sorted(Workers(work, failed, jobs, 1).run(items))


@pytest.mark.parametrize("jobs", [0, 1, 2, 7])
def test_every_item_is_worked_on_once(jobs: int) -> None:
    items = [f"{n:02}" for n in range(30)]
    assert run(*items, jobs=jobs) == [f"{item} done" for item in items]


def test_one_that_ends_its_process_takes_nobody_with_it() -> None:
    items = [f"{n:02}" for n in range(20)]
    assert run(*items[:10], "crash", *items[10:], "crash") == [*(f"{item} done" for item in items), *["crash crashed"] * 2]


def test_one_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_GRACE", 0)
    monkeypatch.setattr(workers, "_CHUNK", 1)
    assert run("a", "hang", "b", "c") == ["a done", "b done", "c done", "hang timed-out"]


def test_broken_installation_ends_the_run_and_leaves_no_process() -> None:
    with pytest.raises(PregonError, match="table"):
        run("a", "b", "broken", "c")
    end = time.monotonic() + 5  # two threads wait for a process that ended, and the other may be the one that is told
    while multiprocessing.active_children() and time.monotonic() < end:
        time.sleep(0.01)
    assert not multiprocessing.active_children()
