"""A batch: whatever happens to one source, every one ends with a status and the others stand."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from converter import batch, files
from converter.batch import Outcome, Summary, convert_paths
from converter.errors import PregonError
from converter.files import InUseError, Manifest
from converter.model import Status
from converter.settings import Settings
from tests import fakes


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(batch, "convert", fakes.convert)
    monkeypatch.setattr(batch, "warm_up", lambda settings: None)
    monkeypatch.chdir(tmp_path)


def make(**contents: str) -> Path:
    folder = Path("in")
    folder.mkdir(exist_ok=True)
    for name, text in contents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """All files but the batch's own state."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(".pregon")}


def statuses(summary: Summary) -> dict[str, str]:
    return {outcome.record.source: "skipped" if outcome.skipped else outcome.status.value for outcome in summary.outcomes}


def issues(output: str = "output") -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(output, "issues.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_source_ends_ok_review_or_failed(jobs: int) -> None:
    folder = make(a="ok", b="review me", c="fail", d="reject", e="ok again")
    summary = convert_paths([folder], Settings(jobs=jobs))
    assert statuses(summary) == {"a.txt": "ok", "b.txt": "review", "c.txt": "failed", "d.txt": "failed", "e.txt": "ok"}
    assert summary.codes(Status.FAILED) == {"not-a-release": 1, "does-not-conform": 1}
    good = [f"{stem}{suffix}" for stem in "abe" for suffix in (".jsonld", ".ttl")]
    assert sorted(tree(Path("output"))) == sorted([*good, "failed/d.report.txt", "failed/d.ttl", "issues.jsonl"])
    assert issues() == [
        {"source": "b.txt", "severity": "warning", "code": "undated", "message": "no date was found", "start": 0, "end": 6},
        {"source": "c.txt", "severity": "error", "code": "not-a-release", "message": "no headline was found"},
        {"source": "d.txt", "severity": "error", "code": "does-not-conform", "message": "a release needs a headline"},
    ]


def test_exit_code_counts_failures_and_under_strict_reviews() -> None:
    folder = make(a="ok", b="review")
    summary = convert_paths([folder])
    assert (summary.exit_code(), summary.exit_code(strict=True)) == (0, 1)
    make(c="fail")
    assert convert_paths([folder]).exit_code() == 1


def test_one_that_ends_its_process_fails_alone() -> None:
    folder = make(a="ok", b="crash", c="ok", d="ok", e="ok")
    summary = convert_paths([folder], Settings(jobs=2))
    assert statuses(summary) == {"a.txt": "ok", "b.txt": "failed", "c.txt": "ok", "d.txt": "ok", "e.txt": "ok"}
    assert summary.codes(Status.FAILED) == {"crashed": 1}


def test_same_bytes_whatever_the_jobs_and_the_order() -> None:
    folder = make(**{f"n{i}": ("review" if i % 3 else "fail") + f" {i}" for i in range(12)})
    convert_paths([folder], Settings(output=Path("one"), jobs=1))
    convert_paths(sorted(folder.iterdir(), reverse=True), Settings(output=Path("two"), jobs=3))
    assert tree(Path("one")) == tree(Path("two"))


def test_unreadable_file_fails_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(a="ok", b="ok")
    whole = Path.open

    def refuse(path: Path, *args: object, **kwargs: object) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return whole(path, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    summary = convert_paths([folder], Settings(jobs=1))
    assert statuses(summary) == {"a.txt": "failed", "b.txt": "ok"}
    assert issues()[0]["message"] == "the file cannot be read: Permission denied"


def test_full_disk_fails_what_does_not_fit_and_leaves_nothing_half(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(a="ok", b="ok", c="ok")
    whole = os.fsync
    written = 0

    def full(descriptor: int) -> None:
        nonlocal written
        written += 1
        if written in (2, 3):  # the second file of a, the first of b
            raise OSError(28, "No space left on device")
        whole(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    summary = convert_paths([folder], Settings(jobs=1))
    assert statuses(summary) == {"a.txt": "failed", "b.txt": "failed", "c.txt": "ok"}
    assert "No space left on device" in summary.outcomes[0].reasons[0][1]
    assert sorted(tree(Path("output"))) == ["c.jsonld", "c.ttl", "issues.jsonl"]


def test_output_that_cannot_be_made_is_said() -> None:
    folder = make(a="ok")
    Path("output").write_text("a file, not a folder")
    with pytest.raises(PregonError, match="output folder output cannot be used"):
        convert_paths([folder])


def test_resume_leaves_alone_what_is_done_and_redoes_what_is_not() -> None:
    folder = make(a="ok", b="review", c="fail", d="ok", e="ok")
    convert_paths([folder])
    before = tree(Path("output"))
    (folder / "d.txt").write_text("ok but changed")
    Path("output/e.ttl").write_bytes(before["e.ttl"][:5])
    summary = convert_paths([folder], resume=True)
    assert statuses(summary) == {"a.txt": "skipped", "b.txt": "skipped", "c.txt": "failed", "d.txt": "ok", "e.txt": "ok"}
    after = tree(Path("output"))
    assert {name for name in before if before[name] != after[name]} == {"d.ttl", "d.jsonld"}


def test_resume_redoes_all_where_a_setting_changed() -> None:
    folder = make(a="ok")
    convert_paths([folder])
    summary = convert_paths([folder], Settings(base_iri="https://example.org/"), resume=True)
    assert statuses(summary) == {"a.txt": "ok"}


def test_resume_redoes_all_where_a_list_in_a_folder_of_lists_changed() -> None:
    folder, lists = make(a="ok"), Path("lists")
    lists.mkdir()
    for content in ("# nothing yet", "# still nothing"):
        (lists / "own.ttl").write_text(content, encoding="utf-8")
        summary = convert_paths([folder], Settings(authorities=(lists,)), resume=True)
        assert statuses(summary) == {"a.txt": "ok"}


def test_source_that_fails_now_loses_its_old_output() -> None:
    folder = make(a="ok", b="reject")
    convert_paths([folder])
    make(a="fail", b="ok")
    convert_paths([folder])
    assert sorted(tree(Path("output"))) == ["b.jsonld", "b.ttl", "issues.jsonl"]


def test_issues_of_sources_not_in_this_run_stay() -> None:
    convert_paths([make(a="review") / "a.txt"])
    convert_paths([make(b="review") / "b.txt"])
    assert [issue["source"] for issue in issues()] == ["a.txt", "b.txt"]


def test_dry_run_writes_nothing() -> None:
    summary = convert_paths([make(a="ok", b="reject")], dry_run=True)
    assert statuses(summary) == {"a.txt": "ok", "b.txt": "failed"}
    assert not Path("output").exists()


def test_second_run_into_a_busy_folder_is_turned_away() -> None:
    folder = make(a="ok")
    with files.sole_writer(Path("output")), pytest.raises(InUseError):
        convert_paths([folder])


def test_progress_hears_of_each() -> None:
    heard: list[tuple[str, int]] = []
    convert_paths([make(a="ok", b="fail")], progress=lambda outcome, total: heard.append((outcome.record.source, total)))
    assert sorted(heard) == [("a.txt", 2), ("b.txt", 2)]


_RUN = """
import sys, time
from pathlib import Path
from converter import batch
from converter.settings import Settings
from tests import fakes
def slow(source, settings, encodings):
    time.sleep(0.05)
    return fakes.convert(source, settings, encodings)
batch.convert, batch.warm_up = slow, lambda settings: None
batch.convert_paths([Path("in")], Settings(jobs=int(sys.argv[1])), progress=lambda outcome, total: print("done", flush=True))
"""


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_killed_run_leaves_whole_files_and_resume_goes_on(jobs: str, number: signal.Signals) -> None:
    folder = make(**{f"n{i:02}": f"review {i}" for i in range(30)})
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, jobs],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        for _ in range(5):
            assert process.stdout.readline() == b"done\n"
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.kill()  # it alone: its workers must notice
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:  # a worker may hold the folder a moment longer
        try:
            with files.sole_writer(Path("output")):
                done = Manifest(Path("output")).records
            break
        except InUseError:
            time.sleep(0.05)
    assert 5 <= len(done) < 30
    summary = convert_paths([folder], Settings(jobs=2), resume=True)
    assert summary.skipped == len(done)
    convert_paths([folder], Settings(output=Path("fresh")))
    assert tree(Path("output")) == tree(Path("fresh"))


@pytest.mark.parametrize(("codes", "expected"), [(["missing-program"], 3), (["missing-program", "damaged"], 1), ([], 0)])
def test_exit_code_tells_that_only_a_program_is_missing(codes: list[str], expected: int) -> None:
    issues: list[dict[str, object]] = [{"severity": "error", "code": code, "message": "x"} for code in codes]
    outcomes = [Outcome(files.Record(f"{n}.pdf", "", "", "failed", {}, (issue,))) for n, issue in enumerate(issues)]
    assert Summary(tuple(outcomes)).exit_code() == expected
