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
