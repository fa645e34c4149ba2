"""The two commands, ``convert`` and ``pregon``. Each subcommand is a short module, imported only when it is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

import click

from converter import __version__
from converter.errors import PregonError

#: name -> (module that defines ``command``, what it does in one line). A new subcommand is one module and one line here.
COMMANDS = {
    "convert": ("converter.cli.convert", "Convert releases into linked data."),
    "load": ("converter.cli.load", "Load linked data into a store on disk."),
    "query": ("converter.cli.query", "Ask linked data a question."),
    "evaluate": ("converter.cli.evaluate", "Compare output with annotations."),
    "validate": ("converter.cli.validate", "Check RDF files against the shapes."),
    "correct": ("converter.cli.correct", "Put right what a conversion says, for good."),
    "identity": ("converter.cli.identity", "Find who is the same in several releases."),
    "authorities": ("converter.cli.authorities", "Check, add and import authority entries."),
    "reconcile": ("converter.cli.reconcile", "Match names of a table with OpenRefine."),
    "completion": ("converter.cli.completion", "Print the completion script for a shell."),
}

INTERRUPTED = 130  # what a shell expects of a program that Ctrl-C ended


class _Group(click.Group):
    """Lists subcommands from the table above, and imports none of them for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pregon")
def group() -> None:
    """Pregón: Spanish-language government press releases as linked data."""


def pregon() -> NoReturn:
    """Console script ``pregon``."""
    run(group, "pregon")


def convert() -> NoReturn:
    """Console script ``convert``: the same as ``pregon convert``."""
    from converter.cli.convert import command

    run(command, "convert")


def run(command: click.Command, name: str, arguments: list[str] | None = None) -> NoReturn:
    """Run `command` as a program: messages on standard error, exit codes as the README lists them, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal or pipe that cannot show a character gets an escape, not an error
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_code(lambda: command.main(arguments, name, standalone_mode=False), name))


def _code(main: Callable[[], object], name: str) -> int:
    try:
        code = main()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except (click.Abort, KeyboardInterrupt):
        return _say(name, "interrupted; what was finished stays", INTERRUPTED)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except PregonError as error:
        return _say(name, str(error), error.exit_code)
    except BrokenPipeError:  # whoever read our output has enough, like `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        from converter.pipeline import where

        return _say(name, f"internal error: {where(error)}; please report it with the command you gave", 1)


def _say(name: str, message: str, code: int) -> int:
    click.echo(f"{name}: {message}", err=True)
    return code
