"""Files of decisions: CSV, one row each, only ever added to, so that who said what and when is never lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from converter.errors import PregonError, UsageError


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


Row = TypeVar("Row", bound=_Dataclass)


def append(path: Path, row: _Dataclass) -> None:
    """Add `row` at the end of the file, which is made if it is not there. Raises PregonError where that fails."""
    if path.exists():
        list(read(path, type(row)))  # nothing is added to a file that is something else
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    try:
        with path.open("a", encoding="utf-8", newline="") as handle:
            if handle.tell() == 0:
                writer.writerow(field.name for field in fields(row))
            writer.writerow(astuple(row))
            handle.write(text.getvalue())
    except OSError as error:
        raise PregonError(f"{path}: nothing can be written there: {error.strerror or error}") from None


def read(path: Path, kind: type[Row]) -> Iterator[Row]:
    """The rows of the file, in order. `kind` is a dataclass of strings that raises UsageError for values that make no sense.

    Raises PregonError with the file and line at fault.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PregonError(f"{path}: cannot be read: {error}") from None
    names = [field.name for field in fields(kind)]
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(rows, names)
        if header != names:
            raise UsageError(f"its first line must be {','.join(names)}")
        for row in filter(None, rows):
            if len(row) != len(names):
                raise UsageError(f"{len(row)} columns where {len(names)} belong")
            yield kind(*row)
    except (UsageError, csv.Error) as error:
        raise PregonError(f"{path}, line {rows.line_num}: {error}") from None
