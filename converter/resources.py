"""Finds and reads the data a person may edit, ``ontology/`` and ``shapes/``, from a checkout and from a wheel alike."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from converter.errors import PregonError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` ("ontology" or "shapes"): inside the installed package, else beside it in the checkout."""
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise PregonError(f"the data folder «{name}» is missing from this installation; reinstall the package")


@cache
def table(path: str) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated table under ``ontology/``, header first, as dictionaries; every cell is a string.

    Lines that start with ``#`` and blank lines are comments. A row with too many or too few cells is an error that names
    file and line, for a curator who edits it by hand.
    """
    file = folder("ontology") / path
    rows: list[dict[str, str]] = []
    header: list[str] | None = None
    with file.open(encoding="utf-8", newline="") as handle:
        for number, line in enumerate(handle, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = next(csv.reader([line.rstrip("\r\n")], delimiter="\t", quoting=csv.QUOTE_NONE))
            if header is None:
                header = cells
            elif len(cells) > len(header):
                raise PregonError(f"{file}, line {number}: {len(cells)} cells, the header has {len(header)}")
            else:
                cells += [""] * (len(header) - len(cells))
                rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    return tuple(rows)
