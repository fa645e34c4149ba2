"""Finds the documents in files and folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from converter.errors import UsageError
from converter.readers.formats import FORMATS

# Pictures beside a release illustrate it; named one by one they are taken for scans, as TIFF is wherever it lies.
_PASSED_OVER = ("image", "XML")
_SUFFIXES = frozenset(s for each in FORMATS if each.name not in _PASSED_OVER for s in each.suffixes) | {".tif", ".tiff"}


@dataclass(frozen=True, slots=True)
class Found:
    """A document, and its name: the path below the folder given (with `/`), or the file's own name."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The documents in order of name, how many other files were passed over, and why folders could not be listed."""

    items: tuple[Found, ...]
    ignored: int
    unreadable: tuple[OSError, ...] = ()


def discover(paths: Sequence[Path]) -> Discovery:
    """The documents at `paths`: each file itself, each folder with all below it.

    Formats that are known but not read are listed, for the reader to refuse by name. Passed over are hidden files and
    folders, the locks of open Office files, links out of a folder and files that are no documents. Raises
    :class:`UsageError` where a path does not exist.
    """
    items: dict[Path, Found] = {}
    ignored = 0
    unreadable: list[OSError] = []
    for path in paths:
        if path.is_file():
            items.setdefault(path.resolve(), Found(path, path.name))
        elif path.is_dir():
            for file in _files(path, unreadable):
                if is_document(file.name) and _confined(file, path):
                    items.setdefault(file.resolve(), Found(file, file.relative_to(path).as_posix()))
                else:
                    ignored += 1
        else:
            raise UsageError(f"there is no file or folder «{path}»; check the path")
    found = sorted(items.values(), key=lambda each: (each.name, str(each.path)))
    return Discovery(tuple(found), ignored, tuple(unreadable))


def is_document(name: str) -> bool:
    """True where a file of that name, in a folder or an archive, is taken for a document."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def _files(folder: Path, unreadable: list[OSError]) -> Iterator[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        unreadable.append(error)
        return
    for path in paths:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path, unreadable)
        elif path.is_file():
            yield path


def _confined(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())
