"""Files as a batch leaves them: written whole or not at all, one writer to a folder, and a list of what is done."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from converter.errors import PregonError

_STATE = ".pregon"  # folder inside the output: lock and manifest


class InUseError(PregonError):
    """Another run is writing to the same output folder."""

    exit_code = 4


def printable(name: str) -> str:
    r"""`name` safe to show on a terminal: control, direction and undecodable characters as escapes.

    >>> printable("acta\x1b]0;x\x07\n.txt")
    'acta\\x1b]0;x\\x07\\n.txt'
    """
    return "".join(c if _shown(c) else c.encode("unicode_escape", "backslashreplace").decode() for c in name)


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def write(path: Path, data: bytes, root: Path) -> None:
    """Write `data` to `path` so that whoever looks, whenever, finds the old file or the new one and never a part.

    `path` must lie inside `root` once links are followed. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise OSError(None, "a link leads out of the output folder", str(path))
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


@contextmanager
def sole_writer(output: Path) -> Iterator[None]:
    """Hold `output` (made if missing) for this process. Raises :class:`InUseError`; the system lets go if we are killed."""
    state = output / _STATE
    state.mkdir(parents=True, exist_ok=True)
    (state / ".gitignore").write_text("*\n", encoding="utf-8")
    with (state / "lock").open("a+b") as handle:
        if not _lock(handle.fileno()):
            raise InUseError(
                f"{printable(str(output))} is in use by another run; wait for it, or choose another folder with -o"
            )
        for left_over in output.rglob(".*.tmp"):  # of a run that was killed; nobody else can be writing now
            with suppress(OSError):
                left_over.unlink()
        yield


def _lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt  # type: ignore[unused-ignore, import-not-found]

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Record:
    """How one source ended: `files` maps paths below the output to the SHA-256 of what was written there."""

    source: str
    sha256: str  # of the source's bytes; empty where they could not be read
    engine: str  # of the settings, the code and the data that made it
    status: str
    files: dict[str, str] = field(default_factory=dict)
    issues: tuple[dict[str, object], ...] = ()
    fingerprint: dict[str, object] | None = None  # as :class:`converter.duplicates.Fingerprint`; None where it failed
    encodings: dict[str, str] = field(default_factory=dict)  # further sources whose release it is, with SHA-256
    encodes: str = ""  # the source whose output stands for this one too


class Manifest:
    """The records of an output folder, by source. Appended to while a run goes on, so that a killed run loses nothing done;
    unless it is to be `kept`, nothing is written."""

    def __init__(self, output: Path, kept: bool = True) -> None:
        self._output, self._kept = output, kept
        self._path = output / _STATE / "manifest.jsonl"
        self.records: dict[str, Record] = {}
        with suppress(OSError):
            for line in self._path.read_bytes().splitlines():
                with suppress(ValueError, TypeError):  # the line a killed run left half written
                    record = Record(**json.loads(line))
                    self.records[record.source] = replace(record, issues=tuple(record.issues))

    def done(self, source: str, digest: str, engine: str) -> bool:
        """True where `source` was converted from these bytes by this engine and its files still stand as written."""
        record = self.records.get(source)
        if record is None or record.status == "failed" or (record.sha256, record.engine) != (digest, engine):
            return False
        return all(self._digest(path) == expected for path, expected in record.files.items())

    def stems(self) -> dict[str, str]:
        """Which source each output path, without its suffix, belongs to."""
        return {path.rpartition(".")[0]: record.source for record in self.records.values() for path in record.files}

    def _digest(self, path: str) -> str:
        try:
            return sha256((self._output / path).read_bytes()).hexdigest()
        except OSError:
            return ""

    def add(self, record: Record) -> None:
        """Keep `record`, and remove the files that an earlier run wrote for its source and this one did not. Raises OSError."""
        earlier = self.records.get(record.source)
        self.records[record.source] = record
        if not self._kept:
            return
        with self._path.open("ab") as handle:
            handle.write(b"\n" + _line(record))  # the line before may be one that a killed run left half written
        gone = earlier.files.keys() - record.files.keys() if earlier else set()
        if gone:
            gone = gone - {path for other in self.records.values() for path in other.files}
        for path in gone:
            (self._output / path).unlink(missing_ok=True)

    def compact(self) -> None:
        """Rewrite the list with one line for each source, in order. Raises OSError."""
        lines = (_line(self.records[source]) for source in sorted(self.records))
        write(self._path, b"".join(lines), self._output)


def _line(record: Record) -> bytes:
    return (json.dumps(asdict(record), ensure_ascii=True) + "\n").encode()
