"""``pregon query STORE QUESTION``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from converter.cli import options
from converter.errors import UsageError

if TYPE_CHECKING:
    from converter.queries.run import Answer


@click.command("query", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("store", required=False, type=click.Path(path_type=Path), metavar="STORE")
@click.argument("question", required=False, metavar="QUESTION")
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read the SPARQL from a file.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="Set a parameter of the question; may be repeated.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="How to print it.  [table]"
)
@click.option("--excel", is_flag=True, help="CSV for a spreadsheet: with a byte order mark, and no cell runs as a formula.")
@click.option("--list", "listing", is_flag=True, help="List the questions that come with Pregón.")
@options.authorities("Further authority entries, where STORE is a folder of files; may be repeated.")
def command(
    store: Path | None,
    question: str | None,
    file: Path | None,
    values: tuple[str, ...],
    form: str,
    excel: bool,
    listing: bool,
    authorities: tuple[Path, ...],
) -> None:
    """Ask linked data a question.

    STORE is a store made by `pregon load`, or simply the folder that `convert` wrote to. QUESTION is the name of one that
    comes with Pregón (see --list), or SPARQL. All graphs are asked together; write SELECT DISTINCT, as two releases may
    state the same.

    \b
    pregon query output person-roles
    pregon query output person-roles --set person="Amparo Villalobos Ríos"
    pregon query output "SELECT DISTINCT ?h { ?r <https://schema.org/headline> ?h }"
    """
    from converter.queries.library import library
    from converter.queries.run import ask, ask_library
    from converter.stores import open_readable

    if listing:
        _list()
        return
    if store is None or (question is None) == (file is None):
        raise UsageError("give a store or a folder, and one question: its name, SPARQL, or --file; see --list for the names")
    if excel and form != "csv":
        raise UsageError("--excel goes with --format csv")
    known = library().get(question or "")
    text = file.read_text(encoding="utf-8") if file is not None else question or ""
    if known is None and values:
        raise UsageError("--set goes with a question of the library only; see --list")
    if known is None and file is None and not any(c.isspace() or c == "{" for c in text):
        from difflib import get_close_matches

        similar = get_close_matches(text, library(), n=3, cutoff=0.4)
        hint = f"similar: {', '.join(similar)}" if similar else "see --list"
        if Path(text).is_file():
            hint = f"to read SPARQL from that file, say --file {text}"
        raise UsageError(f"there is no question «{text}»; {hint}")
    options.warn_of_stale_identity(store)
    data = open_readable(store, authorities)
    answer = ask_library(data, known, dict(map(_setting, values))) if known else ask(data, text)
    _print(answer, form, excel)


def _setting(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not value:
        raise UsageError(f"--set {given}: write NAME=VALUE")
    return name.strip(), value


def _print(answer: Answer, form: str, excel: bool) -> None:
    import sys

    from converter.queries import tables

    if form == "table":
        click.echo(tables.table(answer))
        click.echo(f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}", err=True)
        return
    data = tables.csv(answer, excel) if form == "csv" else tables.json(answer)
    sys.stdout.buffer.write(data)  # UTF-8, whatever the terminal's own encoding
    sys.stdout.buffer.flush()


def _list() -> None:
    from converter.queries.library import library

    for query in library().values():
        click.echo(f"{query.name}\n    {query.title}\n    {query.summary}")
        for parameter in query.parameters:
            click.echo(f"    --set {parameter.name}=...  {parameter.meaning} ({parameter.kind}; default: {parameter.default})")
        click.echo()
