"""One source through the stages: every way it can go wrong is a failed conversion with a reason, and never an exception."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rdflib import Graph

from converter import extraction, graph, layout, pipeline, readers, validation, writers
from converter.errors import MissingProgramError, PregonError, SourceError
from converter.model import Document, Extraction, Issue, Reading, Release, Severity, Source, Span, Status
from converter.pipeline import Result, convert
from converter.settings import Settings

SOURCE = Source("nota.txt", b"x")
DOCUMENT = Document("nota.txt", "text/plain", "0" * 64, "x", ())
RELEASE = Release(DOCUMENT, Reading("x", range(1)), ())


@dataclass(frozen=True)
class Verdict:
    conforms: bool = True
    summary: str = "a rule"
    text: str = "a rule\n"
    graph: Graph = field(default_factory=Graph)


@pytest.fixture(autouse=True)
def _stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "prepare", lambda settings: None)
    monkeypatch.setattr(readers, "read_safely", lambda *_: DOCUMENT)
    monkeypatch.setattr(layout, "understand", lambda document, names: RELEASE)
    monkeypatch.setattr(extraction, "extract", lambda release, authorities, calibrate: Extraction())
    monkeypatch.setattr(graph, "build", lambda release, found, authorities, base, encodings: Graph())
    monkeypatch.setattr(validation, "validate", lambda built: Verdict())
    monkeypatch.setattr(writers, "write_all", lambda validated, names: {name: name.encode() for name in names})


def raising(error: BaseException) -> Callable[..., object]:
    def fail(*_: object) -> object:
        raise error

    return fail


def ends(result: Result) -> tuple[Status, list[str]]:
    return result.conversion.status, [issue.code for issue in result.conversion.issues]


def test_all_well_gives_the_files_asked_for() -> None:
    result = convert(SOURCE, Settings(formats=("trig", "nquads")))
    assert ends(result) == (Status.OK, [])
    assert result.files == {"trig": b"trig", "nquads": b"nquads"}
    assert (result.conversion.release, result.conversion.extraction) == (RELEASE, Extraction())


def test_warning_of_any_stage_means_review_and_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Issue(Severity.WARNING, "ocr", "looks scanned")
    two = Issue(Severity.WARNING, "no-issuer", "no issuer", Span(0, 1))
    note = Issue(Severity.NOTE, "repaired", "encoding repaired")
    document = Document("nota.txt", "text/plain", "0" * 64, "x", (), issues=(one, note))
    monkeypatch.setattr(readers, "read_safely", lambda *_: document)
    monkeypatch.setattr(layout, "understand", lambda document, names: Release(document, RELEASE.reading, (), issues=(one,)))
    monkeypatch.setattr(extraction, "extract", lambda release, authorities, calibrate: Extraction(issues=(two,)))
    result = convert(SOURCE)
    assert ends(result) == (Status.REVIEW, ["ocr", "repaired", "no-issuer"])
    assert result.files


def test_note_alone_is_ok(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Issue(Severity.NOTE, "inferred-issuer", "a guess")
    monkeypatch.setattr(extraction, "extract", lambda release, authorities, calibrate: Extraction(issues=(note,)))
    assert ends(convert(SOURCE)) == (Status.OK, ["inferred-issuer"])


def test_refused_source_fails_with_the_readers_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read_safely", raising(SourceError("needs-ocr", "a scan")))
    result = convert(SOURCE)
    assert ends(result) == (Status.FAILED, ["needs-ocr"])
    assert (result.files, result.conversion.release) == ({}, None)


def test_what_is_no_release_stops_there(monkeypatch: pytest.MonkeyPatch) -> None:
    issue = Issue(Severity.ERROR, "not-a-release", "an agenda")
    monkeypatch.setattr(layout, "understand", lambda document, names: Release(document, RELEASE.reading, (), issues=(issue,)))
    monkeypatch.setattr(extraction, "extract", raising(AssertionError("must not be reached")))
    result = convert(SOURCE)
    assert ends(result) == (Status.FAILED, ["not-a-release"])
    assert result.conversion.release is not None


def test_graph_that_does_not_conform_is_rejected_with_its_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "validate", lambda built: Verdict(conforms=False))
    monkeypatch.setattr(writers, "write_all", raising(AssertionError("must not be written")))
    result = convert(SOURCE)
    assert ends(result) == (Status.FAILED, ["does-not-conform"])
    assert (result.files, result.report) == ({}, "a rule\n")
    Graph().parse(data=result.rejected, format="turtle")


@pytest.mark.parametrize(
    "error", [ValueError("so\n so"), RecursionError(), MemoryError(), PregonError("a term"), KeyError("k")]
)
def test_unexpected_error_of_a_stage_is_a_failure_that_says_what_and_where(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(graph, "build", raising(error))
    result = convert(SOURCE)
    assert ends(result) == (Status.FAILED, ["internal-error"])
    message = result.conversion.issues[0].message
    assert message.startswith(f"{type(error).__name__} at converter/pipeline.py, line ")
    assert "\n" not in message
    assert result.conversion.extraction == Extraction()


def test_missing_program_fails_the_source_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read_safely", raising(MissingProgramError("install tesseract-ocr")))
    assert ends(convert(SOURCE)) == (Status.FAILED, ["missing-program"])


def test_source_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def stubborn(*_: object) -> Document:
        try:
            time.sleep(30)
        except Exception as error:  # a stage that copes with everything must not cope with this
            raise AssertionError from error
        return DOCUMENT

    monkeypatch.setattr(readers, "read_safely", stubborn)
    start = time.monotonic()
    assert ends(convert(SOURCE, Settings(timeout=1))) == (Status.FAILED, ["timed-out"])
    assert time.monotonic() - start < 5


def test_broken_installation_is_no_fault_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "prepare", raising(PregonError("a table is broken")))
    with pytest.raises(PregonError, match="table"):
        convert(SOURCE)


def test_where_names_the_innermost_line_of_this_package() -> None:
    with pytest.raises(PregonError) as caught:
        Settings.load(file=Path("missing.toml"))
    assert pipeline.where(caught.value).startswith("UsageError at converter/settings.py, line ")


def test_pages_that_are_recognised_have_time_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(source: Source, ocr: str, limits: object, begins: Callable[[], None]) -> Document:
        if source.name == "scan.pdf":
            begins()
        time.sleep(1.1)
        return DOCUMENT

    monkeypatch.setattr(readers, "read_safely", scan)
    settings = Settings(timeout=1, ocr_timeout=20)
    assert ends(convert(Source("scan.pdf", b"x"), settings)) == (Status.OK, [])
    assert ends(convert(Source("text.pdf", b"x"), settings)) == (Status.FAILED, ["timed-out"])


def test_warming_up_converts_a_sample_into_the_formats_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    results = []
    monkeypatch.setattr(pipeline, "convert", lambda source, settings: results.append(convert(source, settings)))
    pipeline.warm_up(Settings())
    assert [set(result.files) for result in results] == [set(Settings().formats)]
