"""Which files a batch converts, what each is called in the data, and where its output goes."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from converter.encodings import Encoding
from converter.errors import UsageError
from converter.model import Issue, Severity
from converter.readers import archives, discover

_MOST_INPUT = 1024**3  # bytes
_SUFFIX = re.compile(r"(?<=.)\.[A-Za-z][A-Za-z0-9]{0,7}$")  # «Boletín No. 5» has none


@dataclass(frozen=True, slots=True)
class Item:
    """One file to convert. `stem` is the output path without suffix, below the output folder;
    `member` is where it lies in the archive at `path`, `encodings` the further files known to hold the same release, `brings`
    the number of documents attached to it, which are items themselves."""

    path: Path
    name: str
    stem: str
    issues: tuple[Issue, ...] = ()
    member: tuple[str, ...] = ()
    encodings: tuple[Encoding, ...] = ()
    brings: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Items by name; what was given but holds nothing to convert, as (name, issue); how many other files the folders hold."""

    items: tuple[Item, ...]
    problems: tuple[tuple[str, Issue], ...] = ()
    ignored: int = 0


def plan(paths: Sequence[Path], output: Path | None = None, taken: Mapping[str, str] | None = None) -> Plan:
    """Plan the conversion of files and folders (with all below them).

    A file found in a folder is named by its path from that folder, a file given by its own name; the order of `paths` makes
    no difference. A zip archive stands for the documents in it, which are named as if it were a folder; so are
    the documents attached to a message. Two sources never
    share an output: where stems meet, or `taken` (stem -> source) has one for another, the file's whole name is used and a
    note says so. `output` itself is not searched.
    """
    found: dict[str, tuple[Path, tuple[str, ...]]] = {}
    problems: list[tuple[str, Issue]] = []
    ignored = 0
    for path in paths:
        if not path.is_dir():
            _keep(found, path, (path.name,))
            continue
        discovery = discover([path])
        for error in discovery.unreadable:
            message = f"the folder cannot be read: {error.strerror}; check its permissions"
            problems.append((_text(str(error.filename)), Issue(Severity.ERROR, "unreadable", message)))
        ignored += discovery.ignored
        documents = [each for each in discovery.items if not _inside(each.path, output)]
        for each in documents:
            _keep(found, each.path, PurePosixPath(each.name).parts)
        if not documents and not discovery.unreadable:
            message = "there is no document in this folder; name the folder that holds the releases"
            problems.append((_text(str(path)), Issue(Severity.ERROR, "empty-folder", message)))
    items = []
    for name, file in _named(found):
        inside = _inside_archive(file, name)
        if inside is None or inside.itself:
            items.append(Item(file, name, "", brings=len(inside.members) if inside else 0))
        if inside is None:
            continue
        items += [Item(file, _text("/".join((name, *member))), "", member=member) for member in inside.members]
        problems += [(_text(whole), issue) for whole, issue in inside.problems]
        ignored += inside.ignored
    placed = sorted(_placed(items, taken or {}), key=lambda item: item.name)
    return Plan(tuple(placed), tuple(sorted(problems, key=lambda problem: problem[0])), ignored)


@contextmanager
def standard_input(paths: Sequence[Path | None]) -> Iterator[list[Path]]:
    """`paths` with what comes from standard input (None) in a file for as long as this lasts: a zip archive is read from its
    end, and a release may be read twice. Raises :class:`UsageError` where it is too much."""
    if None not in paths:
        yield [path for path in paths if path is not None]
        return
    with TemporaryDirectory(prefix="pregon-") as folder:
        file = Path(folder, "stdin.zip")
        with file.open("wb") as handle:
            while chunk := sys.stdin.buffer.read(1024**2):
                handle.write(chunk)
                if handle.tell() > _MOST_INPUT:
                    raise UsageError("standard input gives more than 1 GB; save it to a file and name that")
        if archives.listing(file, file.name) is None:
            file = file.rename(file.with_suffix(""))
        yield [file if path is None else path for path in paths]


def _inside_archive(file: Path, name: str) -> archives.Listing | None:
    try:
        return archives.listing(file, name)
    except OSError:  # told when it is to be converted
        return None


def _inside(file: Path, folder: Path | None) -> bool:
    return folder is not None and file.resolve().is_relative_to(folder.resolve())


def _keep(found: dict[str, tuple[Path, tuple[str, ...]]], file: Path, parts: tuple[str, ...]) -> None:
    """A file that is given twice counts once, under the longer name."""
    key = os.path.abspath(file)
    if key not in found or len(parts) > len(found[key][1]):
        found[key] = (file, parts)


def _named(found: dict[str, tuple[Path, tuple[str, ...]]]) -> Iterator[tuple[str, Path]]:
    """Names by relative path; where files of two folders would share one, as much more of the path as tells them apart."""
    lengths = {key: len(parts) for key, (_, parts) in found.items()}
    while True:
        groups = defaultdict(list)
        for key, length in lengths.items():
            groups["/".join(Path(key).relative_to(Path(key).anchor).parts[-length:])].append(key)
        shared = [key for keys in groups.values() if len(keys) > 1 for key in keys]
        if not shared:
            break
        for key in shared:
            lengths[key] += 1
    for name, (key,) in groups.items():
        yield _text(name), found[key][0]


def _placed(items: Iterable[Item], taken: Mapping[str, str]) -> list[Item]:
    """`items` with their stems."""
    placed = [replace(item, stem=stem_of(item.name)) for item in items]
    ways: tuple[Callable[[str], str], ...] = (lambda name: name, lambda name: f"{name}~{_digest(name)}")
    for longer in ways:
        counts = Counter(stem_key(item.stem) for item in placed)
        reserved = {f"failed/{key}" for key in counts}  # where a release that does not conform goes
        for index, item in enumerate(placed):
            if (
                counts[stem_key(item.stem)] > 1
                or stem_key(item.stem) in reserved
                or taken.get(item.stem, item.name) != item.name
            ):
                stem = longer(item.name)
                note = Issue(
                    Severity.NOTE, "same-stem", f"another source would be written to «{item.stem}»; this one is «{stem}»"
                )
                placed[index] = replace(item, stem=stem, issues=(note,))
    return placed


def stem_of(name: str) -> str:
    """A source's name without its suffix."""
    return _SUFFIX.sub("", name)


def stem_key(stem: str) -> str:
    """Equal for stems that some file system takes for one."""
    return unicodedata.normalize("NFC", stem).casefold()


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def _text(name: str) -> str:
    """A file name that is not valid Unicode, as text that is."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
