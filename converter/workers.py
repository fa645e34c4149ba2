"""Runs work over items in several processes, and outlives a process that dies or never answers."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from converter.model import Issue, Severity

I = TypeVar("I")  # noqa: E741
O = TypeVar("O")  # noqa: E741

_CHUNK = 4  # items a process takes at once: few, as all of them are tried again when one ends it
_GRACE = 15  # seconds a process may be over the limit that it sets itself before it is ended from outside


@dataclass(frozen=True, slots=True)
class Workers(Generic[I, O]):
    """`work` is done in `jobs` processes (0: one for each core), at most `timeout` seconds an item.

    `work` and all it needs, items and outcomes must pickle. What ends its process or never answers becomes the outcome
    that `failed` makes of it; an exception that `work` raises ends the run.
    """

    work: Callable[[I], O]
    failed: Callable[[I, Issue], O]
    jobs: int
    timeout: int
    prepare: Callable[[], None] = lambda: None  # called once, before the processes start, so that they can share what it loads

    def run(self, items: Sequence[I]) -> Iterator[O]:
        """The outcome of every item, as they come. One item or one job is worked on in this process."""
        jobs = min(self.jobs or os.cpu_count() or 1, len(items))
        if jobs <= 1:
            yield from map(self.work, items)
            return
        self.prepare()
        size = min(_CHUNK, -(-len(items) // jobs))
        chunks = deque(items[i : i + size] for i in range(0, len(items), size))
        while chunks:
            for item in (yield from self._together(chunks, jobs)):
                yield from self._alone(item)

    def _together(self, chunks: deque[Sequence[I]], jobs: int) -> Generator[O, None, list[I]]:
        """Work `chunks` off. Returns early when a process dies, with the items that were under way."""
        running: dict[Future[list[O]], Sequence[I]] = {}
        with _Pool(jobs) as pool:
            try:
                while chunks or running:
                    while chunks and len(running) < 2 * jobs:
                        running[pool.submit(_each, self.work, chunks[0])] = chunks[0]
                        chunks.popleft()  # not before: submitting fails where a process is dead
                    finished, _ = wait(running, _CHUNK * self.timeout + _GRACE, FIRST_COMPLETED)
                    if not finished:
                        break
                    for future in finished:
                        outcomes = future.result()
                        del running[future]
                        yield from outcomes
            except BrokenProcessPool:
                pass
        return [item for chunk in running.values() for item in chunk]

    def _alone(self, item: I) -> Iterator[O]:
        """One item in a process of its own, which it may take down with it."""
        with _Pool(1) as pool:
            try:
                yield from pool.submit(_each, self.work, [item]).result(self.timeout + _GRACE)
            except BrokenProcessPool:
                message = "it ended the process that read it (out of memory, or a fault in a library)"
                yield self.failed(item, Issue(Severity.ERROR, "crashed", message))
            except TimeoutError:
                message = f"no answer within {self.timeout} s; raise the limit with --timeout, or split the file"
                yield self.failed(item, Issue(Severity.ERROR, "timed-out", message))


def _each(work: Callable[[I], O], items: Sequence[I]) -> list[O]:
    outcomes = []
    for item in items:
        outcomes.append(work(item))
        gc.collect(0)  # the young ones only: what an item leaves behind on purpose is a cache
    gc.collect()
    return outcomes


def _start() -> None:
    """In a new process: Ctrl-C is the parent's to handle, and with the parent gone there is nobody to work for.

    Garbage is collected after each item, not over and over within one: a sixth less time, measured on press releases.
    """
    gc.freeze()
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


class _Pool(ProcessPoolExecutor):
    """A pool that leaves no process behind, whatever its processes are doing, and none behind a parent that was killed."""

    def __init__(self, jobs: int) -> None:
        # Forked processes share what is loaded already; elsewhere than on Linux, system libraries do not bear it.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._others = set(multiprocessing.active_children())
        super().__init__(jobs, context, initializer=_start)

    def __exit__(self, *_: object) -> None:
        self.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - self._others:
            process.terminate()
            process.join()
