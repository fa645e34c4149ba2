"""``pregon identity OUTPUT``, ``pregon identity explain A B`` and ``pregon identity decide A B positive|negative|withdraw``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from converter.errors import UsageError

if TYPE_CHECKING:
    from converter.identity.decisions import Decision
    from converter.identity.resolving import Resolution

F = TypeVar("F", bound=Callable[..., object])
_HELP = {"help_option_names": ["-h", "--help"]}


class _WithDefault(click.Group):
    """A group whose subcommand ``derive`` need not be said."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args.insert(0, "derive")
        return super().parse_args(ctx, args)


def _folder_options(command: F) -> F:
    for option in (
        click.option(
            "--decisions",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="The list of decisions.  [identity.csv beside the output folder]",
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            metavar="FOLDER",
            help="The folder that `convert` wrote to.  [that of pregon.toml, else output]",
        ),
    ):
        command = option(command)
    return command


@click.group("identity", cls=_WithDefault, context_settings=_HELP)
def command() -> None:
    """Find who is the same person or body in several releases, of those that no authority list knows.

    \b
    pregon identity output
    pregon identity explain person-ana-ruiz-solis 2021-0302-1f0c#person-ana-ruiz
    pregon identity decide 2020-1#person-ana-ruiz 2021-7#person-ana-ruiz negative \\
        --why "mother and daughter"

    The first one compares what the releases in OUTPUT say and writes OUTPUT/identity.trig, which `query` and `load` read
    with the rest. The release files stay as they are; without identity.trig everything is as before.
    """


@command.command("derive", context_settings=_HELP)
@click.argument("output", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="OUTPUT")
@click.option(
    "--decisions",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The list of decisions.  [identity.csv beside OUTPUT]",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but warnings.")
def derive(output: Path, decisions: Path | None, quiet: bool) -> None:
    """Compare what the releases in OUTPUT say, and write OUTPUT/identity.trig."""
    from converter.files import printable, sole_writer, write
    from converter.identity import Verdict
    from converter.identity.graph import build
    from converter.stores.graphs import IDENTITY_FILE, digest_of_releases
    from converter.validation import validate
    from converter.writers import write as serialised

    path = output / IDENTITY_FILE
    with sole_writer(output):
        _refuse_a_release(path)
        resolution, decided = _resolved(output, decisions)
        data = serialised(validate(build(resolution, decided, digest_of_releases(output))).graph, "trig")
        try:
            write(path, data, output)
        except OSError as error:
            raise UsageError(f"{printable(str(path))} cannot be written: {error.strerror or error}") from None
    for decision in resolution.missing:
        names = f"«{decision.one_name}» and «{decision.other_name}» ({decision.decision}, {decision.who}, {decision.when})"
        click.echo(f"warning: the decision on {names} fits no more: one of them is not in the output", err=True)
    if not quiet:
        counts = ", ".join(f"{resolution.count(verdict)} {verdict}" for verdict in Verdict)
        entities = sum(map(len, resolution.identities))
        click.echo(f"{len(resolution.profiles)} people and bodies, {resolution.compared} pairs compared: {counts}", err=True)
        click.echo(
            f"{entities} of them are {len(resolution.identities)} people and bodies; {printable(str(path))} says which",
            err=True,
        )


@command.command("explain", context_settings=_HELP)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_folder_options
def explain(one: str, other: str, output: Path | None, decisions: Path | None) -> None:
    """Say whether A and B are taken for one, and why. Each is an IRI, or the end of one that no other has."""
    from converter.identity.explaining import explained

    resolution, decided = _resolved(_output(output), decisions)
    click.echo(explained(resolution, _entity(resolution, one), _entity(resolution, other), decided))


@command.command("decide", context_settings=_HELP)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.argument("decision", type=click.Choice(["positive", "negative", "withdraw"]))
@click.option("--by", "who", default="", metavar="NAME", help="Who decides.  [the user's name on this computer]")
@click.option("--why", default="", metavar="TEXT", help="The reason; whoever reads it later will want it.")
@_folder_options
def decide(one: str, other: str, decision: str, who: str, why: str, output: Path | None, decisions: Path | None) -> None:
    """Decide whether A and B are one, for good: every later derivation keeps it, whatever the evidence says.

    A and B are given as for `explain`. The decision is added to a list, and nothing is ever taken out of it; `withdraw`
    ends an earlier decision on the two. To say that somebody is an entry of an authority list, use `pregon correct`.
    """
    import getpass
    from datetime import UTC, datetime

    from converter.corrections.ledger import append
    from converter.files import printable
    from converter.identity import resolve
    from converter.identity.decisions import Decision, in_force, latest

    folder = _output(output)
    resolution, _ = _resolved(folder, decisions)
    a, b = _entity(resolution, one), _entity(resolution, other)
    names = resolution.profiles[a].name, resolution.profiles[b].name
    today = datetime.now(UTC).date().isoformat()
    row = Decision(a, names[0], b, names[1], decision, why, who or getpass.getuser(), today)
    path = _list(folder, decisions)
    resolve(resolution.profiles.values(), latest((*in_force(path), row)))  # one that contradicts others is not written
    append(path, row)
    click.echo(f"added to {printable(str(path))}; run `pregon identity {printable(str(folder))}` to see it", err=True)


def _output(given: Path | None) -> Path:
    import os

    from converter.settings import Settings

    folder = given or Settings.load({}, os.environ).output
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}; say with --output where `convert` wrote to")
    return folder


def _list(output: Path, given: Path | None) -> Path:
    return given or output.resolve().parent / "identity.csv"


def _resolved(output: Path, decisions: Path | None) -> tuple[Resolution, tuple[Decision, ...]]:
    from converter.identity import read_profiles, resolve
    from converter.identity.decisions import in_force

    if decisions is not None and not decisions.is_file():
        raise UsageError(f"there is no file {decisions}; `pregon identity decide` makes one")
    decided = in_force(_list(output, decisions))
    return resolve(read_profiles(output), decided), decided


def _entity(resolution: Resolution, given: str) -> str:
    """The one IRI that is `given` or ends in it after a # or /; UsageError where none or several do."""
    if given in resolution.profiles:
        return given
    found = [iri for iri in resolution.profiles if iri.endswith(("/" + given, "#" + given))]
    if len(found) == 1:
        return found[0]
    if found:
        some = "".join(f"\n  {iri.rpartition('/')[2]}" for iri in found[:10])
        more = f"\n  and {len(found) - 10} more" if len(found) > 10 else ""
        raise UsageError(f"{given} is the end of {len(found)} IRIs; say which:{some}{more}")
    raise UsageError(
        f"no person or body of the releases has an IRI that ends in {given}; entries of the authority lists need no comparing"
    )


def _refuse_a_release(path: Path) -> None:
    """A release called identity that was written as TriG is not overwritten."""
    if path.is_file():
        from converter.stores.graphs import IDENTITY, read_graphs

        if any(graph.name.value != IDENTITY for graph in read_graphs(path)):
            raise UsageError(f"{path} is the linked data of something else; give that release another name")
