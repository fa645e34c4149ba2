"""Reads risky documents in a process of its own, under a time and a memory limit, so that none can stop or starve a run.

One such process serves all the documents of the process that asks, as starting it takes longer than reading most of them;
it is started for the first and replaced where it dies or overruns.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from converter.errors import MissingProgramError, SourceError
from converter.model import Document, Source
from converter.readers import wire

#: Signals that PDFium and the C library end a process with when they get no memory.
_OUT_OF_MEMORY = frozenset(-getattr(signal, name, 0) for name in ("SIGABRT", "SIGTRAP", "SIGILL", "SIGKILL"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take: seconds, megabytes of address space (not held on Windows and macOS), and the
    seconds more for each page that is recognised in a picture."""

    seconds: int = 30
    megabytes: int = 512
    page_seconds: int = 30


def read(source: Source, ocr: str, limits: Limits, begins: Callable[[], None] = lambda: None) -> Document:
    """As :func:`converter.readers.read`, with further codes of :class:`SourceError`: "too-slow", "too-big-in-memory",
    "crashed"."""
    return _reader(os.getpid(), limits).read(source, ocr, begins)


@cache
def _reader(pid: int, limits: Limits) -> _Reader:
    """The reader of the process `pid`: one that is forked must not talk to its parent's."""
    return _Reader(limits)


class _Died(Exception):
    """The process ended without an answer; `status` is as :attr:`subprocess.Popen.returncode`."""

    def __init__(self, status: int | None) -> None:
        super().__init__(status)
        self.status = status


class _Watch:
    """Calls `late` after some seconds, unless it is prolonged or stopped."""

    def __init__(self, seconds: float, late: Callable[[], None]) -> None:
        self._late, self._overrun = late, threading.Event()
        self._end = time.monotonic()
        self._timer = threading.Timer(0, lambda: None)
        self.prolong(seconds)

    def prolong(self, seconds: float) -> None:
        """Wait so much longer; it is too late for that where the time is over."""
        self._timer.cancel()
        self._end += seconds
        self._timer = threading.Timer(max(0.0, self._end - time.monotonic()), self._ring)
        self._timer.start()

    def stop(self) -> bool:
        """End the watch. True where the time was over."""
        self._timer.cancel()
        self._timer.join()
        return self._overrun.is_set()

    def _ring(self) -> None:
        self._overrun.set()
        self._late()


class _Reader:
    """A reader process, started when it is first needed. Threads take turns."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: Callable[[], int | None] = lambda: None

    def read(self, source: Source, ocr: str, begins: Callable[[], None]) -> Document:
        with self._turn:
            fresh = self._process is None
            try:
                answer = self._ask(source, ocr, begins)
                if "memory" in answer and not fresh:
                    raise _Died(None)
            except _Died as death:
                # What earlier documents left behind in the process must not decide: only a new one's word counts.
                answer = self._again(source, ocr, begins, death, fresh)
        if "memory" in answer:
            limit = f"the limit of {self._limits.megabytes} MB"
            raise SourceError(
                "too-big-in-memory", f"«{source.name}» takes more than {limit} to read; split it, or raise read_memory"
            )
        return _document(answer, source.name)

    def _again(self, source: Source, ocr: str, begins: Callable[[], None], death: _Died, fresh: bool) -> dict[str, Any]:
        self._stop()
        try:
            if fresh:
                raise death
            return self._ask(source, ocr, begins)
        except _Died as last:
            if last.status in _OUT_OF_MEMORY:
                return {"memory": True}
            return {"fault": f"it ended the process, status {last.status}"}

    def _ask(self, source: Source, ocr: str, begins: Callable[[], None]) -> dict[str, Any]:
        """One question, one answer, or the end of the process."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        answer = None
        watch = _Watch(self._limits.seconds, partial(_kill, process))
        try:
            with suppress(OSError):
                wire.send(process.stdin, {"name": source.name, "ocr": ocr}, source.data)
                while (answer := wire.receive(process.stdout)) is not None and "begins" in answer[0]:
                    answer = None
                    watch.prolong(self._limits.page_seconds)
                    begins()
        finally:  # whatever interrupts us leaves the process in the middle of an answer
            overrun = watch.stop()
            if answer is None or overrun:
                status = self._stop()
        if overrun:
            limit = self._limits.seconds
            raise SourceError("too-slow", f"«{source.name}» is not read within {limit} s; split it, or raise read_timeout")
        if answer is None:
            raise _Died(status)
        return answer[0]

    def _start(self) -> subprocess.Popen[bytes]:
        package = str(Path(__file__).parents[2])
        limits = map(str, (self._limits.megabytes, self._limits.seconds, self._limits.page_seconds))
        path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "converter.readers", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # An arena of its own for each thread would only take address space.
            env={**os.environ, "PYTHONPATH": path, "MALLOC_ARENA_MAX": "1"},
            start_new_session=True,  # so that the programs it calls end with it
        )
        self._ending = weakref.finalize(self, _end, self._process)
        return self._process

    def _stop(self) -> int | None:
        self._process = None
        return self._ending()


def _document(answer: dict[str, Any], name: str) -> Document:
    """The document of an answer. Raises the error it tells of."""
    if "missing" in answer:
        raise MissingProgramError(answer["missing"])
    if "fault" in answer:
        raise SourceError("crashed", f"«{name}» broke its reader ({answer['fault']}); please report it with the file")
    if "code" in answer:
        raise SourceError(answer["code"], answer["message"])
    return wire.unpack(answer["document"])


def _end(process: subprocess.Popen[bytes]) -> int:
    """End the process, whatever it is doing. Returns its status: its own where it had ended by itself."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what is still to be sent, nobody reads
                stream.close()
    try:
        return process.wait(0.2)
    except subprocess.TimeoutExpired:
        _kill(process)
        return process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
