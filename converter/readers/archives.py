"""Zip archives of documents, and what is attached to messages: which documents, by name, and the bytes of each. Nothing is
unpacked to disk."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from converter.errors import SourceError
from converter.model import Issue, Severity
from converter.readers.discover import is_document
from converter.readers.zips import MAX_MEMBERS, open_zip, unpack

if TYPE_CHECKING:
    from email.message import Message

MAX_DEPTH = 3  # archives within archives
_MAX_BYTES = 50 * 1024 * 1024  # of one document, as of a file that lies in a folder
_SUFFIX = ".zip"
_MAIL = ".eml"
_DIRECTORIES = re.compile(r".*[/\\\x00]", re.DOTALL)
_LONGEST_NAME = 5000  # characters of an attachment's name, encoded; to decode twice as many takes four times as long
_DRIVE = re.compile(r"[A-Za-z]:")
# What shows that a zip file is one document of some program.
_PACKAGES = ("[Content_Types].xml", "mimetype", "META-INF/", "word/")


@dataclass(slots=True)
class Listing:
    """The documents of an archive, each as its name in the archive, or the names of the archives it lies in and its own;
    what cannot be used, as (name, issue); how many other files there are. `itself`: the file is a document, too."""

    members: list[tuple[str, ...]] = field(default_factory=list)
    problems: list[tuple[str, Issue]] = field(default_factory=list)
    ignored: int = 0
    itself: bool = False


def listing(path: Path, name: str) -> Listing | None:
    """What is in the archive or message at `path`, called `name` in messages; None where it is none. Raises OSError."""
    if path.suffix.lower() == _MAIL:
        return Listing([(each,) for each in _attached(path)], itself=True)
    if path.suffix.lower() != _SUFFIX:
        return None
    found = Listing()
    with path.open("rb") as handle:
        if handle.read(2) != b"PK":
            return None
        try:
            archive = open_zip(handle, name, "zip archive", MAX_MEMBERS)
        except SourceError as error:
            found.problems.append((name, Issue(Severity.ERROR, error.code, str(error))))
            return found
        if _is_document(archive):
            return None
        _list(archive, name, (), found)
    if not (found.members or found.problems):
        message = "there is no document in this archive; name the one that holds the releases"
        found.problems.append((name, Issue(Severity.ERROR, "empty-archive", message)))
    return found


def extract(path: Path, member: tuple[str, ...], name: str) -> bytes:
    """The bytes of a member that :func:`listing` named; `name` is that of the document in messages.

    Raises :class:`SourceError` with code "encrypted", "damaged" or "too-complex", and OSError.
    """
    if path.suffix.lower() == _MAIL:
        return _attached(path).get(member[0], b"")
    with path.open("rb") as handle:
        data = _bytes(open_zip(handle, name, "zip archive", MAX_MEMBERS), member[0], name)
    for step in member[1:]:
        data = _bytes(open_zip(data, name, "zip archive", MAX_MEMBERS), step, name)
    return data


def _attached(path: Path) -> dict[str, bytes]:
    """The documents, but no archives, that are attached to a message, by the last part of the name that each is given there."""
    from email import message_from_bytes

    found: dict[str, bytes] = {}
    if path.stat().st_size > _MAX_BYTES:
        return found
    try:
        parts = list(message_from_bytes(path.read_bytes()).walk())
    except RecursionError:  # its reader says so
        return found
    for part in parts:
        name = _DIRECTORIES.sub("", _file_name(part))
        wanted = is_document(name) and not name.startswith(".") and not name.lower().endswith(_SUFFIX)
        data = part.get_payload(decode=True) if wanted else None
        if not isinstance(data, bytes) or not data or data in found.values():
            continue
        stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
        others = (f"{stem}~{number}{suffix}" for number in count(2))
        found[name if name not in found else next(other for other in others if other not in found)] = data
    return found


def _file_name(part: Message) -> str:
    from email.errors import MessageError
    from email.header import decode_header, make_header

    name = part.get_filename("")
    try:
        return str(make_header(decode_header(name))) if len(name) < _LONGEST_NAME else ""
    except (MessageError, ValueError, LookupError):
        return ""


def _bytes(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    try:
        return unpack(archive, archive.getinfo(member), name, _MAX_BYTES)
    except KeyError as error:
        raise SourceError("damaged", f"«{name}» is no longer in its archive; convert it again") from error


def _is_document(archive: zipfile.ZipFile) -> bool:
    return any(name.startswith(_PACKAGES) for name in archive.namelist())


def _list(archive: zipfile.ZipFile, name: str, above: tuple[str, ...], found: Listing) -> None:
    for member in _files(archive, name, found):
        path = (*above, member.filename)
        if len(found.members) >= MAX_MEMBERS:
            message = f"the archive holds more than {MAX_MEMBERS} documents; the rest was not read. Split it"
            found.problems.append((f"{name}/{member.filename}", Issue(Severity.ERROR, "too-complex", message)))
            return
        if PurePosixPath(member.filename).suffix.lower() == _SUFFIX:
            _inner(archive, member, name, path, found)
        elif is_document(member.filename):
            found.members.append(path)
        else:
            found.ignored += 1


def _files(archive: zipfile.ZipFile, name: str, found: Listing) -> Iterator[zipfile.ZipInfo]:
    """The members that are files, each name once; those with a name that leads elsewhere are problems."""
    seen = set()
    for member in archive.infolist():
        parts = member.filename.replace("\\", "/").split("/")
        if member.is_dir() or any(part.startswith((".", "~$", "__MACOSX")) for part in parts if part != ".."):
            continue
        whole = f"{name}/{member.filename}"
        if ".." in parts or not all(parts) or _DRIVE.match(member.filename):
            message = "its name leads out of the archive; it was not read. Pack the archive anew"
            found.problems.append((whole, Issue(Severity.ERROR, "unsafe-name", message)))
        elif stat.S_ISLNK(member.external_attr >> 16):
            message = "it is a link to another file; it was not followed. Pack the file itself"
            found.problems.append((whole, Issue(Severity.ERROR, "link", message)))
        elif member.filename in seen:
            message = "the archive has two files of this name; only one was read. Pack it anew"
            found.problems.append((whole, Issue(Severity.ERROR, "same-name", message)))
        else:
            seen.add(member.filename)
            yield member


def _inner(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, path: tuple[str, ...], found: Listing) -> None:
    """The documents of an archive in an archive."""
    whole = f"{name}/{member.filename}"
    try:
        if len(path) >= MAX_DEPTH:
            raise SourceError("too-complex", f"«{whole}» lies more than {MAX_DEPTH} archives deep; unpack it first")
        inner = open_zip(io.BytesIO(unpack(archive, member, whole, _MAX_BYTES)), whole, "zip archive", MAX_MEMBERS)
        if _is_document(inner):
            found.members.append(path)
        else:
            _list(inner, whole, path, found)
    except SourceError as error:
        found.problems.append((whole, Issue(Severity.ERROR, error.code, str(error))))
