"""Releases a second, every one validated and written: ``python -m tests.benchmarks.throughput [COUNT] [PATH]``.

COUNT texts (200) are made of the text files at PATH (the samples of the package), each with a line of its own so that no two
are the same. They are converted with one process and with two; then the stages are timed one by one.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from converter import graph, layout, readers, validation, writers
from converter.authorities import Authorities
from converter.batch import convert_paths
from converter.extraction import extract
from converter.model import Source, Status
from converter.pipeline import warm_up
from converter.plan import plan
from converter.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "converter" / "samples"
STAGES = ("read", "layout", "extract", "build", "validate", "write", "collect garbage")


def variants(source: Path, count: int) -> Iterator[tuple[str, str]]:
    """Name and text of `count` releases made of those at `source`."""
    files = [item.path for item in plan([source]).items if item.path.suffix in {".txt", ".md"}]
    for number, path in enumerate(islice(cycle(files), count)):
        yield f"{number:04}{path.suffix}", f"{path.read_text(encoding='utf-8')}\n\nCopia {number} de esta prueba.\n"


def throughput(folder: Path, jobs: int) -> str:
    """How the texts in `folder` end, and how many a second."""
    with tempfile.TemporaryDirectory() as output:
        before, start = processor_time(), time.perf_counter()
        summary = convert_paths([folder], Settings(output=Path(output), jobs=jobs, separate=True))
        elapsed, used = time.perf_counter() - start, processor_time() - before
    total = len(summary.outcomes)
    ends = ", ".join(f"{summary.count(status)} {status.value}" for status in Status)
    return f"{total} ({ends}) in {elapsed:.1f} s: {total / elapsed:.1f}/s, {used / total * 1000:.0f} ms of processor time each"


def processor_time() -> float:
    """The processor time of this process and of those it has ended, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def stages(texts: list[tuple[str, str]]) -> dict[str, float]:
    """The median milliseconds of processor time of each stage, in this process."""
    settings = Settings()
    warm_up(settings)
    gc.collect()
    gc.freeze()
    gc.disable()
    authorities = Authorities.load()
    found: dict[str, list[float]] = {}
    for name, text in texts:
        clock = [time.process_time()]
        document = readers.read(Source(name, text.encode()))
        clock.append(time.process_time())
        release = layout.understand(document)
        clock.append(time.process_time())
        extraction = extract(release, authorities)
        clock.append(time.process_time())
        built = graph.build(release, extraction, authorities)
        clock.append(time.process_time())
        report = validation.validate(built)
        clock.append(time.process_time())
        writers.write_all(report.graph, settings.formats)
        clock.append(time.process_time())
        gc.collect(0)
        clock.append(time.process_time())
        for stage, first, last in zip(STAGES, clock, clock[1:], strict=False):
            found.setdefault(stage, []).append((last - first) * 1000)
    return {stage: statistics.median(times) for stage, times in found.items()}


def main() -> None:
    """Print both throughputs and the times of the stages."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    texts = list(variants(Path(sys.argv[2]) if len(sys.argv) > 2 else SAMPLES, count))
    with tempfile.TemporaryDirectory() as name:
        for file, text in texts:
            (Path(name) / file).write_text(text, encoding="utf-8")
        for jobs in (1, 2):
            print(f"{jobs} job{'s' if jobs > 1 else ''}: {throughput(Path(name), jobs)}", flush=True)
    each = stages(texts[:40])
    print(f"one release: {sum(each.values()):.1f} ms = " + " + ".join(f"{stage} {ms:.1f}" for stage, ms in each.items()))


if __name__ == "__main__":
    main()
