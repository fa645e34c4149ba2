"""Keeps what was read from authority lists on disk, so that the same lists need not be parsed for every run.

A file of the cache is JSON under a line with two digests: of the lists it was made from, and of itself. What does not fit
both, cannot be read, or belongs to somebody else is as good as none, and what cannot be written is not kept.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any

from converter.authorities import entries, turtle
from converter.authorities.entries import Entry, Tenure

Lists = tuple[tuple[Entry, ...], tuple[Tenure, ...]]


def read(paths: Sequence[Path]) -> Lists:
    """As :func:`converter.authorities.turtle.read`, from the cache where it holds the lists as they are now."""
    folder = _folder()
    if folder is None:
        return turtle.read(paths)
    # One file for these paths, so that a list that is edited often leaves no more than one behind.
    name = sha256("\0".join(str(path.resolve()) for path in paths).encode("utf-8", "surrogateescape")).hexdigest()
    file = folder / f"authorities-{name[:16]}.json"
    key = _key(paths)
    found = _load(file, key) if key else None
    if found is None:
        found = turtle.read(paths)
        if key and key == _key(paths):  # nobody changed them meanwhile
            _store(file, key, found)
    return found


def _folder() -> Path | None:
    """The folder of the cache, by the XDG Base Directory Specification; None where there is no home."""
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    with suppress(RuntimeError):
        return (given if given.is_absolute() else Path.home() / ".cache") / "pregon"
    return None


def _key(paths: Sequence[Path]) -> str:
    """A digest of the lists and of the code that reads them; empty where one cannot be read."""
    digest = sha256()
    try:
        for path in (Path(entries.__file__), Path(turtle.__file__), *paths):
            digest.update(sha256(path.read_bytes()).digest())
    except OSError:
        return ""
    return digest.hexdigest()


def _header(key: str, body: bytes) -> bytes:
    return f"{key} {sha256(body).hexdigest()}\n".encode()


def _load(file: Path, key: str) -> Lists | None:
    try:
        with file.open("rb") as handle:
            if hasattr(os, "getuid") and os.fstat(handle.fileno()).st_uid != os.getuid():
                return None
            header = handle.readline(200)
            if not header.startswith(key.encode()):
                return None
            body = handle.read()
        if header != _header(key, body):
            return None
        columns = json.loads(body)
        return tuple(map(Entry, *map(_column, columns["entries"]))), tuple(map(Tenure, *columns["tenures"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _column(values: list[Any]) -> list[Any]:
    return list(map(tuple, values)) if values and isinstance(values[0], list) else values


def _store(file: Path, key: str, lists: Lists) -> None:
    columns = {
        name: [list(map(attrgetter(field.name), listed)) for field in fields(kind)]
        for name, kind, listed in zip(("entries", "tenures"), (Entry, Tenure), lists, strict=True)
    }
    body = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError, UnicodeError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp")
        try:
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(_header(key, body) + body)
            os.replace(temporary, file)
        except OSError:
            os.unlink(temporary)
            raise
