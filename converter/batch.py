"""Many sources into one output folder: plan, convert in worker processes, keep the list of what is done, sum up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from converter import duplicates, files, gathering
from converter.errors import MissingProgramError, PregonError, SourceError
from converter.model import Conversion, Issue, Release, Severity, Source, Status
from converter.pipeline import Result, convert, warm_up
from converter.plan import Item, Plan, plan, standard_input
from converter.readers import MAX_BYTES, archives
from converter.settings import SUFFIXES, Settings
from converter.workers import Workers

_COVERING = "covering-note"  # code of the issue of a message that is no release but brings documents
_NO_RELEASE = frozenset(("not-a-release", "no-text"))
_SCANNED = 10  # pages of a long scan, for which a process that says nothing yet is given time


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one item ended. `skipped`: it was done before. `data`: the files' bytes, only where nothing is written."""

    record: files.Record
    skipped: bool = False
    data: tuple[bytes, ...] = ()

    @property
    def status(self) -> Status:
        return Status(self.record.status)

    @property
    def joined(self) -> bool:
        """True where the output of another source stands for this one too: both hold the same release."""
        return bool(self.record.encodes)

    @property
    def covering(self) -> bool:
        """True for a message that is no release itself, but brings documents."""
        return any(issue["code"] == _COVERING for issue in self.record.issues)

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Code and message of the issues that gave it its status."""
        wanted = {Status.FAILED: Severity.ERROR, Status.REVIEW: Severity.WARNING}.get(self.status)
        return tuple((str(i["code"]), str(i["message"])) for i in self.record.issues if i["severity"] == wanted)


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker does with an item. `output` None: write nothing, hand the data back if `keep`."""

    settings: Settings
    output: Path | None
    engine: str = ""
    keep: bool = False

    def __call__(self, item: Item) -> Outcome:
        try:
            data = _load(item)
        except OSError as error:
            reason = error.strerror or str(error)
            return self.failed(item, Issue(Severity.ERROR, "unreadable", f"the file cannot be read: {reason}"))
        except SourceError as error:
            return self.failed(item, Issue(Severity.ERROR, error.code, str(error)))
        digest = sha256(data).hexdigest()
        result = convert(Source(item.name, data), self.settings, item.encodings)
        conversion = _judged(result.conversion, item.brings)
        issues = tuple(_entry(issue, conversion.release) for issue in (*conversion.issues, *item.issues))
        try:
            written = self._write(item, result) if self.output is not None else {}
        except OSError as error:
            reason = f"its output cannot be written: {error.strerror or error}; nothing of it was kept"
            return self.failed(item, Issue(Severity.ERROR, "not-written", reason))
        further = {encoding.name: encoding.sha256 for encoding in item.encodings}
        status = conversion.status.value
        record = files.Record(item.name, digest, self.engine, status, written, issues, _fingerprint(conversion), further)
        return Outcome(record, data=tuple(result.files.values()) if self.keep else ())

    def _write(self, item: Item, result: Result) -> dict[str, str]:
        assert self.output is not None
        parts = {f"{item.stem}{SUFFIXES[name]}": data for name, data in result.files.items()}
        if result.differences:
            parts[f"{item.stem}.diff"] = result.differences.encode("utf-8", "backslashreplace")
        if result.report:
            parts = {
                f"failed/{item.stem}.ttl": result.rejected,
                f"failed/{item.stem}.report.txt": result.report.encode(),
            }
        try:
            for path, data in parts.items():
                files.write(self.output / path, data, self.output)
        except OSError:
            for path in parts:
                (self.output / path).unlink(missing_ok=True)
            raise
        return {path: sha256(data).hexdigest() for path, data in parts.items()}

    def failed(self, item: Item, issue: Issue) -> Outcome:
        """The outcome of an item of which nothing came, for the reason that `issue` gives."""
        entries = tuple(_entry(each, None) for each in (issue, *item.issues))
        return Outcome(files.Record(item.name, "", self.engine, Status.FAILED.value, {}, entries))


def _load(item: Item) -> bytes:
    """The item's bytes; of a file that is too large, enough for the reader to say so."""
    if item.member:
        return archives.extract(item.path, item.member, item.name)
    with item.path.open("rb") as handle:
        return handle.read(MAX_BYTES + 1)


def _judged(conversion: Conversion, brings: int) -> Conversion:
    """`conversion`; that of a message which brings documents does not fail for being no release itself."""
    if not brings or _NO_RELEASE.isdisjoint(issue.code for issue in conversion.issues):
        return conversion
    message = f"it is no release itself; what is attached to it ({brings} document{'' if brings == 1 else 's'}) is converted"
    others = (issue for issue in conversion.issues if issue.code not in _NO_RELEASE)
    return replace(conversion, status=Status.OK, issues=(Issue(Severity.NOTE, _COVERING, message), *others))


def _fingerprint(conversion: Conversion) -> dict[str, object] | None:
    found = duplicates.fingerprint(conversion) if conversion.status is not Status.FAILED else None
    return None if found is None else asdict(found)


def _entry(issue: Issue, release: Release | None) -> dict[str, object]:
    """An issue as ``issues.jsonl`` has it: for a person the line and the words, for a program the offsets."""
    entry: dict[str, object] = {"severity": issue.severity.value, "code": issue.code, "message": issue.message}
    if issue.span is not None:
        entry |= {"start": issue.span.start, "end": issue.span.end}
        if release is not None:
            text = release.document.text
            entry |= {"line": text.count("\n", 0, issue.span.start) + 1, "text": text[issue.span.start : issue.span.end][:200]}
    return entry


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole run: outcomes by source name, and what could not be planned or kept, as (name, issue)."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[tuple[str, Issue], ...] = ()
    ignored: int = 0  # files in the folders that are no documents

    def count(self, status: Status) -> int:
        counted = (o for o in self.outcomes if not (o.skipped or o.joined or o.covering))
        return sum(outcome.status is status for outcome in counted)

    @property
    def joined(self) -> int:
        """How many sources hold a release that another one stands for."""
        return sum(outcome.joined for outcome in self.outcomes if not outcome.skipped)

    @property
    def covering(self) -> int:
        """How many messages are no release themselves, but bring documents."""
        return sum(outcome.covering for outcome in self.outcomes if not outcome.skipped)

    @property
    def skipped(self) -> int:
        return sum(outcome.skipped for outcome in self.outcomes)

    def codes(self, status: Status) -> Counter[str]:
        """How many sources ended so for each reason."""
        return Counter(code for o in self.outcomes if o.status is status and not o.joined for code in dict(o.reasons))

    def exit_code(self, strict: bool = False) -> int:
        """0 where everything is ok or, unless `strict`, for review; 3 where all that failed needs a program that is not
        installed; else 1."""
        if set(self.codes(Status.FAILED)) == {"missing-program"} and not self.problems:
            return MissingProgramError.exit_code
        failed = self.count(Status.FAILED) or self.problems or (strict and self.count(Status.REVIEW))
        return 1 if failed else 0


def convert_paths(
    paths: Sequence[Path | None],
    settings: Settings | None = None,
    *,
    resume: bool = False,
    dry_run: bool = False,
    progress: Callable[[Outcome, int], None] | None = None,
) -> Summary:
    """Convert files and folders into ``settings.output``; None stands for standard input.

    `resume` leaves alone what an earlier run finished from the same bytes with the same settings and converter. `dry_run`
    converts and validates, and writes nothing. `progress` hears of each outcome and how many there will be. Raises
    :class:`~converter.files.InUseError` where another run writes to the folder. Killed at any moment, it leaves whole files.
    """
    settings = settings or Settings()
    output = None if dry_run else settings.output
    try:
        with files.sole_writer(output) if output else nullcontext(), standard_input(paths) as given:
            manifest = files.Manifest(settings.output, kept=output is not None)
            planned = plan(given, settings.output, manifest.stems())
            job = Job(settings, output, engine(settings))
            done = {item for item in planned.items if resume and _done(item, job, manifest)}
            return _run(planned, done, job, manifest, progress)
    except OSError as error:
        raise PregonError(
            f"the output folder {files.printable(str(settings.output))} cannot be used: {error.strerror}"
        ) from None


def _done(item: Item, job: Job, manifest: files.Manifest) -> bool:
    try:
        return manifest.done(item.name, sha256(_load(item)).hexdigest(), job.engine)
    except (OSError, SourceError):
        return False


def _run(
    planned: Plan, done: set[Item], job: Job, manifest: files.Manifest, progress: Callable[[Outcome, int], None] | None
) -> Summary:
    settings = job.settings
    outcomes = {i.name: Outcome(files.Record(i.name, "", job.engine, Status.OK.value), skipped=True) for i in done}
    todo = [item for item in planned.items if item not in done]
    problems = list(planned.problems)
    workers = Workers(
        job, job.failed, settings.jobs, settings.timeout + _SCANNED * settings.ocr_timeout, partial(warm_up, settings)
    )

    def keep(outcome: Outcome) -> None:
        outcomes[outcome.record.source] = outcome
        _keep(problems, "the list of finished files", partial(manifest.add, outcome.record))

    try:
        for outcome in workers.run(todo):
            keep(outcome)
            if progress is not None:
                progress(outcome, len(todo))
        if not settings.separate:
            for outcome in gather(manifest.records, planned.items, workers.run, problems):
                keep(outcome)
    finally:
        if job.output is not None:
            _keep(problems, "the list of finished files", manifest.compact)
            _keep(problems, "issues.jsonl", partial(_write_issues, manifest, problems, settings.output))
    found = sorted(outcomes.values(), key=lambda o: o.record.source)
    return Summary(tuple(found), tuple(dict.fromkeys(problems)), planned.ignored)


def gather(
    records: Mapping[str, files.Record],
    items: Sequence[Item],
    convert: Callable[[Sequence[Item]], Iterable[Outcome]],
    problems: list[tuple[str, Issue]],
) -> Iterator[Outcome]:
    """Let one output stand for each release: the outcomes that take the place of earlier ones.

    The caller keeps `records` up to date. This ends, as a source that fails when it is converted again counts no longer.
    """
    while (left := gathering.todo(records, items)).again:
        yield from convert(left.again)
    for name, head in left.joined.items():
        yield Outcome(gathering.joined(records[name], head))
    problems += left.lost.items()


def _keep(problems: list[tuple[str, Issue]], what: str, action: Callable[[], None]) -> None:
    try:
        action()
    except OSError as error:
        problems.append((what, Issue(Severity.ERROR, "not-written", f"cannot be written: {error.strerror or error}")))


def _write_issues(manifest: files.Manifest, problems: Iterable[tuple[str, Issue]], output: Path) -> None:
    rows = [{"source": record.source, **issue} for record in manifest.records.values() for issue in record.issues]
    heads = (record for record in manifest.records.values() if record.fingerprint and not record.encodes)
    known = {record.source: duplicates.Fingerprint.load(record.fingerprint or {}) for record in heads}
    problems = (*dict.fromkeys(problems), *duplicates.look_alikes(known))
    rows += [{"source": name, **_entry(issue, None)} for name, issue in problems]
    rows.sort(key=lambda row: (row["source"], row.get("start", -1), row["code"], row["message"]))
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    files.write(output / "issues.jsonl", "".join(lines).encode("utf-8", "backslashreplace"), output)


def engine(settings: Settings) -> str:
    """A digest of all that an output depends on beside its source: the settings, the code and the data."""
    from converter import __version__, resources
    from converter.authorities.authorities import list_files

    told = (settings.base_iri, settings.formats, settings.ocr, settings.separate, settings.calibrate)
    digest = sha256(repr((__version__, *told)).encode())
    folders = (Path(__file__).parent, resources.folder("ontology"), resources.folder("shapes"))
    found: Iterator[Path] = (path for folder in folders for path in sorted(folder.rglob("*")))
    given = settings.corrections_file
    for path in (*found, *list_files(settings.authorities), *([given] if given else [])):
        if path.suffix in {".py", ".tsv", ".csv", ".ttl", ".json", ".jsonld"} and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
