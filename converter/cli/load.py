"""``pregon load PATH --store FOLDER``."""

from __future__ import annotations

from pathlib import Path

import click

from converter.cli import options


@click.command("load", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("path", type=click.Path(exists=True, path_type=Path), metavar="PATH")
@click.option(
    "--store",
    "place",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The store; made if it is not there.",
)
@options.authorities()
@click.option("--prune", is_flag=True, help="Take out of the store the releases that PATH does not hold.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but warnings.")
def command(path: Path, place: Path, authorities: tuple[Path, ...], prune: bool, quiet: bool) -> None:
    """Load linked data into a store on disk, to ask it with `pregon query`.

    PATH is the folder that `convert` wrote to, or one RDF file. Each release becomes a named graph; the authority lists and
    the vocabulary come with them as two more. Loading again changes only what changed. If one file is not valid, nothing is
    loaded. One process at a time can load into a store (exit code 4: in use).
    """
    from converter.files import printable
    from converter.stores import load, open_writable, releases

    store = open_writable(place)
    loaded = load(store, path, authorities, prune)
    options.warn_of_stale_identity(path)
    for warning in loaded.warnings:
        click.echo(f"warning: {warning}", err=True)
    if not quiet:
        did = f"{loaded.added} new, {loaded.replaced} replaced, {loaded.unchanged} unchanged"
        did += f", {loaded.removed} taken out" if prune else ""
        total = f"{releases(store)} releases, {len(store):,} statements"
        click.echo(f"{did}; {printable(str(place))} now holds {total}", err=True)
