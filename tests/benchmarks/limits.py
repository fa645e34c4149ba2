"""What the largest and the most hostile files take to be read: ``python -m tests.benchmarks.limits``.

Prints, of each file made here, its size, how it ended, the seconds that took, and the peak memory of the reader process,
which no file may bring over ``read_memory``. Needs Linux, and reportlab.
"""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from converter.errors import SourceError
from converter.model import Source
from converter.readers import Limits, read_safely, sandbox
from tests.readers.documents import docx, paragraph
from tests.readers.hostile import swollen_pdf

_MB = 1024**2
_LIMITS = Limits()
_SENTENCE = "La alcaldesa de Villa Sol abrió hoy la clínica municipal, que atenderá a mil familias del norte. "
_LINES = 45  # of a page


def long_pdf(pages: int) -> bytes:
    """A PDF of full pages."""
    canvas: Any = import_module("reportlab.pdfgen.canvas")
    buffer = io.BytesIO()
    made = canvas.Canvas(buffer)
    for page in range(pages):
        for line in range(_LINES):
            made.drawString(60, 800 - 16 * line, f"{page}.{line} {_SENTENCE[:80]}")
        made.showPage()
    made.save()
    return buffer.getvalue()


def filled(start: str, piece: str, megabytes: float) -> bytes:
    """`start`, and `piece` as often as it fits."""
    room = int(megabytes * _MB) - len(start.encode())
    return start.encode() + piece.encode() * (room // len(piece.encode()))


FILES: dict[str, Callable[[], bytes]] = {
    "200 pages.pdf": lambda: long_pdf(200),
    "500 pages.pdf": lambda: long_pdf(500),
    "5 MB.html": lambda: filled("<html><body><h1>Abre</h1>", f"<p>{_SENTENCE * 4}</p>\n", 5),
    "50 MB.html": lambda: filled("<html><body><h1>Abre</h1>", f"<p>{_SENTENCE * 4}</p>\n", 50),
    "51 MB.html": lambda: filled("<html><body><h1>Abre</h1>", f"<p>{_SENTENCE * 4}</p>\n", 51),
    "50 MB.txt": lambda: filled("", f"{_SENTENCE}\n", 50),
    "50 MB.md": lambda: filled("---\ntitle: Abre\n---\n", f"{_SENTENCE}\n\n", 50),
    "50 MB.rtf": lambda: filled("{\\rtf1\\ansi ", f"{_SENTENCE}\\par\n", 50),
    "50 MB.eml": lambda: filled("MIME-Version: 1.0\nSubject: Abre\n\n", f"{_SENTENCE}\n", 50),
    "nested.html": lambda: filled("<html><body>", "<div>", 1) + _SENTENCE.encode(),
    "bomb.docx": lambda: docx(paragraph("a") * 180_000),
    "bomb.pdf": swollen_pdf,
}


def peak() -> int:
    """The peak memory of the reader process in MB; 0 where there is none."""
    process = sandbox._reader(os.getpid(), _LIMITS)._process
    try:
        status = Path(f"/proc/{process.pid}/status").read_text() if process else ""
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def main() -> None:
    """Print the table."""
    print(f"{'file':16}{'MB':>8}{'seconds':>9}{'peak MB':>9}   end")
    for name, make in FILES.items():
        data = make()
        sandbox._reader.cache_clear()  # a process of its own for each
        highest, over = [0], threading.Event()

        def watch(highest: list[int] = highest, over: threading.Event = over) -> None:
            while not over.wait(0.05):
                highest[0] = max(highest[0], peak())

        watcher = threading.Thread(target=watch)
        watcher.start()
        start = time.monotonic()
        try:
            end = f"read, {len(read_safely(Source(name, data), limits=_LIMITS).text) / 1e6:.1f} million characters"
        except SourceError as error:
            end = f"refused, {error.code}"
        seconds = time.monotonic() - start
        over.set()
        watcher.join()
        print(f"{name:16}{len(data) / _MB:>8.1f}{seconds:>9.1f}{highest[0]:>9}   {end}", flush=True)


if __name__ == "__main__":
    main()
