"""Damages documents of every format, over and over, and looks whether every one still ends well.

    python -m tests.fuzz [--count 10000] [--seed 0] [--seconds 5]

Ends well: sound blocks, or a refusal with a code; within the limits, with no process broken. Whatever does not is kept in
build/fuzz, and the exit code is 1. The same seed damages the same way.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from converter.errors import MissingProgramError, SourceError
from converter.model import Source
from converter.readers import Limits, read_safely
from tests.readers import documents
from tests.readers.documents import docx, paragraph

OUT = Path(__file__).resolve().parents[1] / "build" / "fuzz"
_PROSE = "La alcaldesa de Villa Sol, Inés Núñez, abrió hoy la clínica. Dijo que habrá vacunas para mil familias."
# Refusals, but such as a small damaged file should not need. A .doc is read by a program that is not ours and may hang.
_FAULTS = ("crashed", "too-slow", "too-big-in-memory")
_SPICE = (b"\x00", b"\xff" * 4, b"%s", b"<", b"&#0;", b"{", b"\\", b"<!--", b"]]>", b"PK\x03\x04", b"<<", b"/Kids [1 0 R]")


def seeds() -> dict[str, bytes]:
    """Sound documents of each format, by name."""
    from tests.readers.old_word import doc
    from tests.readers.test_doc import WHOLE
    from tests.readers.test_mail import message
    from tests.readers.test_odt import odt
    from tests.readers.test_pdf import FIRST, SECOND, pdf
    from tests.readers.test_rtf import NOTE

    page = f"<html><head><title>Nota</title></head><body><h1>Abre</h1><p>{_PROSE}</p><ul><li>Uno</ul><table><tr><td>1</table>"
    return {
        "nota.txt": f"COMUNICADO 7\n\nAbre la clínica\n\n{_PROSE}\n".encode(),
        "nota.md": f"---\ntitle: Abre\n---\n# Abre\n\n{_PROSE}\n\n- uno\n- dos\n".encode(),
        "nota.html": page.encode(),
        "nota.docx": docx(paragraph("Abre la clínica", '<w:pStyle w:val="Ttulo1"/>') + paragraph(_PROSE)),
        "nota.odt": odt(f"<text:h>Abre</text:h><text:p>{_PROSE}</text:p>"),
        "nota.rtf": NOTE,
        "nota.eml": message(_PROSE, page).as_bytes(),
        "nota.pdf": pdf(FIRST, SECOND, pageCompression=0),
        "nota.doc": doc("Abre la clínica", _PROSE),
        "tabla.doc": WHOLE.read_bytes(),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` with up to eight things done to it; of a zip file, as often, to one of the files in it."""
    if data.startswith(b"PK") and chance.random() < 0.5:
        return _damaged_inside(data, chance)
    result = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        chance.choice(_WAYS)(result, chance)
    return bytes(result)


def _damaged_inside(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice(list(parts))
    parts[chosen] = damaged(parts[chosen], chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.randint(1, 200)]


def _truncate(data: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.2:
        del data[chance.randrange(len(data) + 1) :]


def _repeat(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.randint(1, 60)]
    data[start:start] = piece * chance.choice((1, 2, 50))


def _insert(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    data[start:start] = chance.choice(_SPICE) * chance.choice((1, 1, 3, 500))


def _swap(data: bytearray, chance: random.Random) -> None:
    size = chance.randint(1, 40)
    one, other = (chance.randrange(len(data) + 1) for _ in range(2))
    data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _flip, _cut, _truncate, _repeat, _insert, _swap)


@dataclass(slots=True)
class Tally:
    """What came of the files: how often each end, which ended badly and why, the slowest in seconds."""

    ends: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[str, bytes, str]] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")


def fuzz(count: int, seed: int, seconds: int = 5) -> Tally:
    """Read `count` damaged documents, of all formats in turn."""
    tally = Tally()
    for name, data in _files(count, seed):
        start = time.monotonic()
        end, why = _end(name, data, seconds)
        tally.slowest = max(tally.slowest, (round(time.monotonic() - start, 3), f"{name} ({end})"))
        tally.ends[f"{Path(name).suffix[1:]} {end}"] += 1
        if why:
            tally.bad.append((name, data, why))
    return tally


def _files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    sound = list(seeds().items())
    for number in range(count):
        name, data = sound[number % len(sound)]
        yield name, damaged(data, random.Random(f"{seed} {number}"))


def _end(name: str, data: bytes, seconds: int) -> tuple[str, str]:
    """How it ended in a word, and what is wrong with that."""
    try:
        documents.check(read_safely(Source(name, data), "never", Limits(seconds=seconds)))
    except SourceError as error:
        excused = error.code == "too-slow" and name.endswith(".doc")
        return error.code, str(error) if error.code in _FAULTS and not excused else ""
    except MissingProgramError:
        return "missing-program", ""
    except Exception as error:
        return "fault", repr(error)
    return "read", ""


def main() -> int:
    """Fuzz, print the tally, keep what ended badly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=5, help="that one file may take")
    given = parser.parse_args()
    start = time.monotonic()
    tally = fuzz(given.count, given.seed, given.seconds)
    for end, times in sorted(tally.ends.items()):
        print(f"{times:7} {end}")
    print(f"{given.count} files in {time.monotonic() - start:.0f} s; slowest {tally.slowest}; {len(tally.bad)} ended badly")
    for number, (name, data, why) in enumerate(tally.bad):
        OUT.mkdir(parents=True, exist_ok=True)
        (OUT / f"{number:04}-{name}").write_bytes(data)
        print(f"{number:04}-{name}: {why}")
    return 1 if tally.bad else 0


if __name__ == "__main__":
    sys.exit(main())
