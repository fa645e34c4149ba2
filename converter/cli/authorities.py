"""``pregon authorities check | add | import``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from converter.cli import options
from converter.errors import UsageError

if TYPE_CHECKING:
    from converter.curation import Row

F = TypeVar("F", bound=Callable[..., object])
_HELP = {"help_option_names": ["-h", "--help"]}
_ID = "needs --source"


def _list_options(command: F) -> F:
    """The options of what writes to a list."""
    for option in (
        options.authorities("Further lists of yours that it stands beside; may be repeated.  [those of pregon.toml]"),
        click.option(
            "-o",
            "--to",
            "path",
            required=True,
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE.ttl",
            help="Your list to add to; made if it is not there.",
        ),
    ):
        command = option(command)
    return command


@click.group("authorities", context_settings=_HELP)
def command() -> None:
    """Keep authority lists of your own beside those that come with Pregón.

    A list is a Turtle file. Name it in pregon.toml (authorities = ["lists/own.ttl"]) or with --authorities, and `convert`
    links to its entries, `load` and `query` know them.
    """


@command.command("check", context_settings=_HELP)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
def check(paths: tuple[Path, ...]) -> int:
    """Check lists: Turtle files, or folders of them. Without PATH, those of pregon.toml.

    Said are: things without name, type or source, pointers to nothing, tenures that end before they start, and names and
    identifiers that two entries share. Exit code 1 where something is to mend.
    """
    from converter.authorities.authorities import list_files
    from converter.authorities.turtle import read
    from converter.curation import problems

    extra = paths or _settings_authorities()
    ours = len(list_files())
    files = list_files(extra)
    entries, tenures = read(files)
    known = {entry.iri for entry in read(files[:ours])[0]}
    own = frozenset(entry.iri for entry in entries) - known if extra else frozenset(known)
    found = problems(entries, own)
    for problem in found:
        click.echo(problem)
    state = f"{len(found)} to mend" if found else "nothing to mend"
    click.echo(f"{len(own)} entries beside {len(entries) - len(own)} others, {len(tenures)} tenures in all: {state}", err=True)
    return 1 if found else 0


@command.command("add", context_settings=_HELP)
@click.argument("name")
@click.option("--kind", required=True, metavar="KIND", help="org, government, programme, office, person, city, state, country.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; may be repeated.")
@click.option("--acronym", default="", help="The acronym, with its capitals.")
@click.option("--parent", default="", metavar="NAME", help="The body above it, an office's body, or a place's place.")
@click.option("--country", default="", metavar="ISO", help="What a body serves: MX, PE, MX-JAL.")
@click.option("--wikidata", default="", metavar="Q...", help=f"Wikidata identifier ({_ID}).")
@click.option("--ror", default="", help=f"ROR identifier ({_ID}).")
@click.option("--geonames", default="", metavar="NUMBER", help=f"GeoNames identifier ({_ID}).")
@click.option("--iso", default="", help=f"ISO 3166 code of a place ({_ID}).")
@click.option("--source", default="", help="Where you saw it.")
@_list_options
def add(name: str, path: Path, authorities: tuple[Path, ...], aliases: tuple[str, ...], **values: str) -> None:
    """Add the entry NAME to a list of yours. What the lists hold already is refused, and what has no source.

    \b
    pregon authorities add "Instituto de Faros de Colima" -o own.ttl \\
        --kind government --acronym IFC --country MX-COL --source "Ley de Faros, art. 3"
    """
    from converter.curation import Row

    _write(path, authorities, [Row(0, {**values, "name": name.strip(), "aliases": "|".join(aliases)})])


@command.command("import", context_settings=_HELP)
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TABLE.csv")
@_list_options
def import_(table: Path, path: Path, authorities: tuple[Path, ...]) -> None:
    """Add the rows of a table (an export of OpenRefine, of a spreadsheet) to a list of yours.

    Its columns, in any order: kind, name, aliases (several with | between), acronym, parent (a name), country (ISO code),
    wikidata, ror, geonames, iso, source. All rows are written, or none: every row that is refused is told with its reason.
    """
    from converter.curation import rows_of

    rows = rows_of(table)
    if not rows:
        raise UsageError(f"{table}: no row below the first line")
    _write(path, authorities, rows)


def _write(path: Path, given: tuple[Path, ...], rows: list[Row]) -> None:
    from converter.authorities import Authorities
    from converter.authorities.authorities import list_files
    from converter.authorities.turtle import read
    from converter.curation import Curator, extend
    from converter.files import printable
    from converter.settings import Settings

    extra = list(given or _settings_authorities())
    files = list_files([*extra, *([path] if path.exists() else [])])
    unique = list({file.resolve(): file for file in files}.values())
    curator = Curator(Authorities(*read(unique)), Settings.load().base_iri)
    extend(path, curator.turtle(rows), extra)
    one = len(rows) == 1
    click.echo(f"{len(rows)} entr{'y' if one else 'ies'} added to {printable(str(path))}", err=True)


def _settings_authorities() -> tuple[Path, ...]:
    import os

    from converter.settings import Settings

    return Settings.load({}, os.environ).authorities
