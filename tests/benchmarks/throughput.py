"""Releases a second, every one validated and written: ``python -m tests.benchmarks.throughput [COPIES] [PATH]``.

The releases are those at PATH (the samples of the package), COPIES times, each copy with a number of its own so that no two
are the same text.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from converter.batch import convert_paths
from converter.model import Status
from converter.plan import plan
from converter.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "converter" / "samples"


def copies(source: Path, count: int, folder: Path) -> None:
    """Fill `folder` with `count` copies of every document at `source`; text gets a line that tells the copies apart."""
    for item in plan([source]).items:
        assert item.path is not None
        for number in range(count):
            target = folder / f"{number:03}" / item.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(item.path, target)
            if target.suffix in {".txt", ".md"}:
                with target.open("a", encoding="utf-8") as handle:
                    handle.write(f"\n\nCopia {number} de esta prueba.\n")


def main() -> None:
    """Print, for one process and for two, how many releases end how, and how many a second."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    source = Path(sys.argv[2]) if len(sys.argv) > 2 else SAMPLES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies(source, count, folder / "in")
        for jobs in (1, 2):
            start = time.perf_counter()
            summary = convert_paths([folder / "in"], Settings(output=folder / f"out-{jobs}", jobs=jobs))
            elapsed = time.perf_counter() - start
            total = len(summary.outcomes)
            ends = ", ".join(f"{summary.count(status)} {status.value}" for status in Status)
            print(f"{jobs} job{'s' if jobs > 1 else ''}: {total} releases ({ends}) in {elapsed:.1f} s: {total / elapsed:.1f}/s")


if __name__ == "__main__":
    main()
