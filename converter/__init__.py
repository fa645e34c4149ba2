"""Pregón: Spanish-language government press releases as linked data.

>>> from converter import Source, convert
>>> result = convert(Source("nota.txt", b""))
>>> result.conversion.status.value, result.conversion.issues[0].severity.value
('failed', 'error')

The names below are the public interface. They load on first use, so that ``import converter`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from converter.batch import Summary, convert_paths
    from converter.errors import PregonError, SourceError, UsageError
    from converter.model import Conversion, Issue, Severity, Source, Status
    from converter.pipeline import Result, convert
    from converter.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Conversion",
    "Issue",
    "PregonError",
    "Result",
    "Settings",
    "Severity",
    "Source",
    "SourceError",
    "Status",
    "Summary",
    "UsageError",
    "convert",
    "convert_paths",
]

_HOME = {
    "converter.batch": ("Summary", "convert_paths"),
    "converter.errors": ("PregonError", "SourceError", "UsageError"),
    "converter.model": ("Conversion", "Issue", "Severity", "Source", "Status"),
    "converter.pipeline": ("Result", "convert"),
    "converter.settings": ("Settings",),
}


def __getattr__(name: str) -> object:
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
