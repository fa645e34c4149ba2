"""``pregon completion SHELL``."""

from __future__ import annotations

import click


@click.command("completion", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what makes SHELL complete `pregon` and `convert`.

    For bash, add to ~/.bashrc:  eval "$(pregon completion bash)"
    """
    from click.shell_completion import get_completion_class

    from converter.cli import group
    from converter.cli.convert import command as convert

    kind = get_completion_class(shell)
    assert kind is not None
    for program, name in ((group, "pregon"), (convert, "convert")):
        click.echo(kind(program, {}, name, f"_{name.upper()}_COMPLETE").source())
