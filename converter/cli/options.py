"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

F = TypeVar("F", bound=Callable[..., object])


def authorities(explanation: str = "Further authority entries; may be repeated.") -> Callable[[F], F]:
    """``--authorities PATH``, which may be repeated: the lists of the user's own beside those of the package."""
    paths = click.Path(exists=True, path_type=Path)
    return click.option("--authorities", multiple=True, type=paths, metavar="PATH", help=explanation)


def warn_of_stale_identity(folder: Path) -> None:
    """Say on standard error that the identity graph in `folder` was derived from other releases than stand there now."""
    from converter.files import printable
    from converter.stores.graphs import IDENTITY_FILE, is_identity_stale

    if is_identity_stale(folder):
        name = printable(str(folder))
        change = f"the releases in {name} changed after {IDENTITY_FILE} was derived"
        click.echo(f"warning: {change}; say pregon identity {name}", err=True)
