"""The steps for one source: read, understand, extract, build, validate, write. Knows no format, no issuer, no predicate."""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType

from converter import encodings
from converter.encodings import Encoding
from converter.errors import MissingProgramError, SourceError
from converter.model import Conversion, Extraction, Issue, Release, Severity, Source, Status
from converter.settings import Settings


@dataclass(frozen=True, slots=True)
class Result:
    """A conversion and its files. `files` maps a format's name to bytes; empty unless the status is ok or review.

    `rejected` holds the Turtle of a graph that does not conform, and `report` says why; both are empty otherwise.
    `differences` shows where further files of the release say something else, empty where none does.
    """

    conversion: Conversion
    files: dict[str, bytes] = field(default_factory=dict)
    rejected: bytes = b""
    report: str = ""
    differences: str = ""


def prepare(settings: Settings) -> None:
    """Load what every conversion needs (code, authorities, shapes) now; each is cached for the life of the process."""
    from converter import corrections, extraction, graph, layout, readers, validation, writers  # noqa: F401
    from converter.authorities import Authorities

    Authorities.load(settings.authorities, settings.cache)
    if settings.corrections_file is not None:
        corrections.load(settings.corrections_file)
    validation.shapes()


def warm_up(settings: Settings) -> None:
    """Load also what is loaded on first use (tables, grammars, libraries), by converting a sample and throwing it away.

    For a process about to be forked: what is loaded before is shared, and is not searched for garbage over and over.
    """
    prepare(settings)
    sample = min((Path(__file__).parent / "samples").glob("*.txt"), default=None)
    if sample is not None:
        convert(Source(sample.name, sample.read_bytes()), settings)


def convert(source: Source, settings: Settings | None = None, encodings: Sequence[Encoding] = ()) -> Result:
    """Convert one source. Whatever is wrong with it, the answer is a result whose conversion says so; nothing is raised.

    `encodings` are further files that hold the same release: the output names them, and issues say where they differ.

    The files are those of ``settings.formats``, and they depend on the source and the settings alone. Only an installation
    whose data is broken, and would fail every source alike, raises :class:`~converter.errors.PregonError`.
    """
    settings = settings or Settings()
    prepare(settings)
    trail = _Trail()
    try:
        with _time_limit(settings.timeout) as prolong:
            return _steps(source, settings, trail, encodings, partial(prolong, settings.ocr_timeout))
    except SourceError as error:
        issue = Issue(Severity.ERROR, error.code, str(error))
    except MissingProgramError as error:
        issue = Issue(Severity.ERROR, "missing-program", str(error))
    except _TimedOut:
        message = f"not converted within {settings.timeout} s; raise the limit with --timeout, or split the file"
        issue = Issue(Severity.ERROR, "timed-out", message)
    except Exception as error:
        issue = Issue(Severity.ERROR, "internal-error", f"{where(error)}; please report it with the file")
    return Result(_conversion(source, trail, (issue,)))


@dataclass(slots=True)
class _Trail:
    """How far a conversion came, so that a failure keeps what was understood before it."""

    release: Release | None = None
    extraction: Extraction | None = None
    issues: tuple[Issue, ...] = ()


def _steps(source: Source, settings: Settings, trail: _Trail, others: Sequence[Encoding], begins: Callable[[], None]) -> Result:
    from converter import corrections, graph, layout, readers, validation, writers
    from converter.authorities import Authorities
    from converter.extraction import extract

    limits = readers.Limits(settings.read_timeout, settings.read_memory, settings.ocr_timeout)
    document = readers.read_safely(source, settings.ocr, limits, begins)
    trail.issues = document.issues
    authorities = Authorities.load(settings.authorities, settings.cache)
    trail.release = release = layout.understand(document, authorities.names)
    differing = encodings.differing(release, others)
    trail.issues = _merge(document.issues, release.issues, encodings.issues(release, differing))
    if _failed(trail.issues):
        return Result(_conversion(source, trail))
    extraction = extract(release, authorities, settings.calibrate)
    if settings.corrections_file is not None:
        extraction = corrections.revised(release, extraction, corrections.load(settings.corrections_file), authorities)
    trail.extraction = extraction
    trail.issues = _merge(trail.issues, extraction.issues)
    if _failed(trail.issues):
        return Result(_conversion(source, trail))
    built = graph.build(release, extraction, authorities, settings.base_iri, others)
    report = validation.validate(built)
    if not report.conforms:
        issue = Issue(Severity.ERROR, "does-not-conform", f"the graph does not conform: {report.summary}")
        return Result(
            _conversion(source, trail, (issue,)),
            rejected=built.serialize(format="turtle", encoding="utf-8"),
            report=report.text,
        )
    written = writers.write_all(report.graph, settings.formats)
    return Result(_conversion(source, trail), written, differences=encodings.report(release, differing))


def _merge(*groups: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """All issues once, in order: a stage may pass on those of the stage before it."""
    return tuple(dict.fromkeys(issue for group in groups for issue in group))


def _failed(issues: tuple[Issue, ...]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in issues)


def _conversion(source: Source, trail: _Trail, more: tuple[Issue, ...] = ()) -> Conversion:
    issues = _merge(trail.issues, more)
    if _failed(issues):
        status = Status.FAILED
    elif any(issue.severity is Severity.WARNING for issue in issues):
        status = Status.REVIEW
    else:
        status = Status.OK
    return Conversion(source.name, status, trail.release, trail.extraction, issues)


def where(error: Exception) -> str:
    """An unexpected error in one line: its type and message, and the innermost line of this package it passed."""
    package = Path(__file__).parent
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(package):
            place = f" at {Path(frame.filename).relative_to(package.parent).as_posix()}, line {frame.lineno}"
    message = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}{place}: {message}" if message else f"{type(error).__name__}{place}"


class _TimedOut(BaseException):
    """Not an :class:`Exception`, so that no stage which copes with a broken part of a file swallows it."""


@contextmanager
def _time_limit(seconds: int) -> Iterator[Callable[[int], None]]:
    """Raise :class:`_TimedOut` after `seconds`, which the function it gives prolongs.

    Works in a process's main thread on Unix, and does nothing elsewhere.
    Native code that never returns is not interrupted by it; a batch ends such a worker process from outside.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield lambda more: None
        return

    def prolong(more: int) -> None:
        signal.setitimer(signal.ITIMER_REAL, signal.getitimer(signal.ITIMER_REAL)[0] + more, 1)

    def stop(number: int, frame: FrameType | None) -> None:
        raise _TimedOut

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield prolong
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
