"""``pregon validate PATH...``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("validate", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH...")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what does not conform.")
def command(paths: tuple[Path, ...], quiet: bool) -> int:
    """Check RDF files (Turtle, JSON-LD, N-Quads, TriG, N-Triples, RDF/XML) against the shapes. Nothing is fetched.

    PATH is a file, or a folder with all the RDF files below it. Exit code 1 where a file does not conform or parse.
    """
    from converter.errors import SourceError, UsageError
    from converter.files import printable
    from converter.triples import SUFFIXES, load
    from converter.validation import validate

    files = sorted(
        {f for p in paths for f in ([p] if not p.is_dir() else p.rglob("*")) if not p.is_dir() or f.suffix in SUFFIXES}
    )
    if not files:
        raise UsageError(f"there is no RDF file ({', '.join(SUFFIXES)}) in {', '.join(printable(str(p)) for p in paths)}")
    bad = 0
    for file in files:
        name = printable(str(file))
        try:
            report = validate(load(file))
        except SourceError as error:
            bad += 1
            click.echo(f"{name}: {error}", err=True)
            continue
        if not report.conforms:
            bad += 1
            click.echo(f"{name}: does not conform\n{report.text}", err=True)
        elif not quiet:
            click.echo(f"{name}: conforms", err=True)
    if not quiet:
        click.echo(f"{len(files)} files: {len(files) - bad} conform, {bad} do not", err=True)
    return 1 if bad else 0
