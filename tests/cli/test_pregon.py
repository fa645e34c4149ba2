"""The group ``pregon`` and its small subcommands."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import click
import pytest
from click.testing import CliRunner

import converter
from converter.cli import COMMANDS, group


def test_group_lists_every_subcommand_of_the_table() -> None:
    shown = CliRunner().invoke(group, ["--help"]).output
    for name, (_, summary) in COMMANDS.items():
        assert name in shown
        assert summary in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_subcommand_is_there_and_explains_itself(name: str) -> None:
    command = import_module(COMMANDS[name][0]).command
    assert isinstance(command, click.Command)
    assert command.name == name
    result = CliRunner().invoke(group, [name, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: pregon {name}") or f" {name} " in result.output.splitlines()[0]


def test_version() -> None:
    assert CliRunner().invoke(group, ["--version"]).output == f"pregon, version {converter.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_for_both_commands(shell: str) -> None:
    script = CliRunner().invoke(group, ["completion", shell]).output
    assert "_PREGON_COMPLETE" in script
    assert "_CONVERT_COMPLETE" in script


def test_help_and_import_load_nothing_heavy() -> None:
    code = (
        "import sys, converter, converter.cli, converter.cli.convert\n"
        "try: converter.cli.run(converter.cli.convert.command, 'convert', ['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'rdflib', 'pyshacl', 'lxml', 'pyoxigraph', 'docx', 'pypdfium2', 'multiprocessing'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: convert" in done.stdout


def test_public_names_are_all_there() -> None:
    assert [name for name in converter.__all__ if not hasattr(converter, name)] == []
    assert set(dir(converter)) == {*converter.__all__, "__version__"}
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        converter.nonsense  # noqa: B018
