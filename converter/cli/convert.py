"""``convert PATH... [-o OUTPUT]``."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from converter.cli import options
from converter.errors import UsageError
from converter.settings import OCR_MODES, SUFFIXES, Settings

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from converter.batch import Outcome, Summary
    from converter.plan import Plan

_STDIO = Path("-")
_SHOWN = 20  # failures told one by one; all of them stand in issues.jsonl
_WIDTH = 240  # characters of a failure's message that are shown


@click.command("convert", context_settings={"help_option_names": ["-h", "--help"], "show_default": False})
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path), metavar="PATH..."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder to write to; «-» for standard output.  [output]",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(SUFFIXES)),
    help="Format to write; may be repeated.  [turtle and jsonld]",
)
@click.option("--base-iri", metavar="IRI", help="Address to mint the IRIs of releases under; ends with a slash.")
@click.option("-j", "--jobs", type=click.IntRange(0, 256), metavar="N", help="Processes to work in.  [one per core]")
@click.option("--timeout", type=click.IntRange(1), metavar="SECONDS", help="Time one file may take.  [60]")
@click.option(
    "--ocr",
    type=click.Choice(OCR_MODES),
    help="Recognise the text of scans: where a page has none of its own, on every page, or never.  [auto]",
)
@options.authorities()
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What people put right; see `pregon correct`.  [corrections.csv beside the output folder]",
)
@click.option(
    "--resume", is_flag=True, help="Leave alone what an earlier run finished, if neither it nor the converter changed."
)
@click.option("--separate", is_flag=True, default=None, help="An output for every file, even where several hold one release.")
@click.option("--dry-run", is_flag=True, help="Convert and validate, write nothing.")
@click.option("--strict", is_flag=True, default=None, help="Exit with 1 where a release is for review, too.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what failed.")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Settings file.  [pregon.toml]",
)
def command(
    paths: tuple[Path, ...],
    output: Path | None,
    formats: tuple[str, ...],
    resume: bool,
    dry_run: bool,
    quiet: bool,
    config: Path | None,
    **flags: object,
) -> int:
    """Convert press releases into linked data: one .ttl and one .jsonld for each.

    PATH is a file, a folder (with all that is below it), or «-» for standard input. The output mirrors the folder; what a
    person should look at stands in its issues.jsonl, and a release that does not conform to the shapes in its failed/.
    """
    import os

    given = {**flags, "output": output, "formats": formats or None, "authorities": flags["authorities"] or None}
    settings = Settings.load(given, os.environ, config)
    if settings.output == _STDIO:
        return _to_stdout(paths, settings, bool(formats))

    from converter.batch import convert_paths

    sources = [None if path == _STDIO else path for path in paths]
    with _Progress(quiet) as progress:
        summary = convert_paths(sources, settings, resume=resume, dry_run=dry_run, progress=progress)
    _report(summary, None if dry_run else settings.output, quiet)
    return summary.exit_code(settings.strict)


def _to_stdout(paths: tuple[Path, ...], settings: Settings, chosen: bool) -> int:
    from converter.plan import plan, standard_input

    formats = settings.formats if chosen else ("turtle",)
    if len(formats) > 1:
        raise UsageError("standard output takes one format; give one --format")
    with standard_input([None if path == _STDIO else path for path in paths]) as given:
        summary = _write(plan(given), replace(settings, formats=formats))
    _report(summary, None, quiet=True)
    return summary.exit_code(settings.strict)


def _write(planned: Plan, settings: Settings) -> Summary:
    """Convert to standard output, in the one format of `settings`."""
    from converter.batch import Job, Summary, gather

    if settings.formats == ("jsonld",) and len(planned.items) > 1:
        raise UsageError("several JSON-LD documents do not make one; write to a folder, or choose turtle, nquads or trig")
    job = Job(settings, output=None, keep=True)
    outcomes = {item.name: job(item) for item in planned.items}
    records = {name: outcome.record for name, outcome in outcomes.items()}
    problems = list(planned.problems)
    gathered = iter(()) if settings.separate else gather(records, planned.items, partial(map, job), problems)
    for outcome in gathered:
        outcomes[outcome.record.source], records[outcome.record.source] = outcome, outcome.record
    for outcome in outcomes.values():
        for data in outcome.data:
            sys.stdout.buffer.write(data)  # UTF-8, whatever the terminal's own encoding
    sys.stdout.buffer.flush()
    return Summary(tuple(outcomes.values()), tuple(problems), planned.ignored)


class _Progress:
    """A bar on standard error, where that is a terminal and there is more than one file."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet or not sys.stderr.isatty()
        self._bar: ProgressBar[int] | None = None

    def __call__(self, outcome: Outcome, total: int) -> None:
        if self._quiet or total < 2:
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label="Converting", file=sys.stderr, show_pos=True)
            self._bar.render_progress()
        self._bar.update(1)

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()


def _report(summary: Summary, output: Path | None, quiet: bool) -> None:
    """What failed, one line each, and the last line: how many ended how, and why."""
    from textwrap import shorten

    from converter.files import printable
    from converter.model import Status

    failed = [(o.record.source, o.reasons[0][1]) for o in summary.outcomes if o.status is Status.FAILED]
    failed += [(name, issue.message) for name, issue in summary.problems]
    for name, message in failed[:_SHOWN]:
        told = shorten(message.removeprefix(f"«{name}» "), _WIDTH, placeholder=" ...")
        click.echo(f"{printable(name)}: {printable(told)}", err=True)
    if len(failed) > _SHOWN:
        click.echo(f"... and {len(failed) - _SHOWN} more", err=True)
    if quiet:
        return
    counts = [f"{summary.count(Status.OK)} ok"]
    for status, words in ((Status.REVIEW, "for review"), (Status.FAILED, "failed")):
        reasons = ", ".join(f"{code} {n}" for code, n in sorted(summary.codes(status).items(), key=lambda r: (-r[1], r[0])))
        counts.append(f"{summary.count(status)} {words}" + (f" ({reasons})" if reasons else ""))
    if summary.joined:
        counts.append(f"{summary.joined} further file{'' if summary.joined == 1 else 's'} of a release")
    if summary.covering:
        counts.append(f"{summary.covering} covering note{'' if summary.covering == 1 else 's'}")
    if summary.skipped:
        counts.append(f"{summary.skipped} done before")
    if summary.problems:
        counts.append(f"{len(summary.problems)} more could not be used")
    if summary.ignored:
        counts.append(f"{summary.ignored} passed over (no documents)")
    place = f"; in {printable(str(output))}" if output is not None else ""
    total = len(summary.outcomes)
    click.echo(f"{total} source{'' if total == 1 else 's'}: {', '.join(counts)}{place}", err=True)
