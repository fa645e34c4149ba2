"""How long lists of 100,000 labels take to read and to search: ``python -m tests.benchmarks.linking [LABELS]``.

The lists are made of invented bodies; the releases are the samples. Targets: below one second until the lists are ready
where the cache on disk holds them, which is from the second run with them on, and below 2 ms for the labels of a release at
the median. The lists of the project alone are measured beside them: they are what every process of a run starts with.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from converter.authorities import Authorities
from converter.authorities.authorities import _load
from converter.language.text import fold
from converter.layout import understand
from converter.linking.choice import Chooser
from converter.model import Source
from converter.readers import read

RUNS = 3
SAMPLES = Path(__file__).resolve().parents[2] / "converter" / "samples"
_HEADS = ("Instituto", "Comisión", "Secretaría", "Hospital", "Universidad", "Consejo", "Centro", "Fideicomiso")
_WORDS = ("Faros", "Puertos", "Redes", "Salinas", "Mareas", "Dunas", "Esteros", "Muelles", "Anclas", "Brisas", "Remos")


def invented(labels: int) -> str:
    """Turtle of so many labels, half of them full names, half acronyms."""
    luck = random.Random(7)
    rows = ["@prefix schema: <https://schema.org/> .\n"]
    for number in range(labels // 2):
        name = f"{luck.choice(_HEADS)} de {luck.choice(_WORDS)} y {luck.choice(_WORDS)} {number}"
        acronym = "".join(luck.choices("BCDFGHJKLMNPQRSTVWXYZ", k=4)) + str(number)
        rows.append(
            f'<https://example.org/id/org/{number}> a schema:Organization ; schema:name "{name}"@es ; '
            f'schema:alternateName "{acronym}" .\n'
        )
    return "".join(rows)


def _loading(name: str, extra: list[Path]) -> str:
    """Seconds until the lists are ready, the fastest of some runs: parsed, and from the cache that the second run filled."""

    def seconds(cached: bool) -> float:
        _load.cache_clear()
        gc.collect()
        start = time.perf_counter()
        Authorities.load(extra, cached)
        return time.perf_counter() - start

    parsed, kept = min(seconds(False) for _ in range(RUNS)), seconds(True)
    found = min(seconds(True) for _ in range(RUNS))
    return f"{name}: ready in {parsed:.3f} s without a cache, {kept:.3f} s to fill it, {found:.3f} s from it"


def main(labels: int) -> None:
    """Print the times."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.ttl"
        path.write_text(invented(labels), encoding="utf-8")
        os.environ["XDG_CACHE_HOME"] = folder
        figures = [_loading(name, extra) for name, extra in (("our lists", []), (f"with {labels} labels", [path]))]
        authorities = Authorities.load([path], cached=True)
    texts = [understand(read(Source(f.name, f.read_bytes()))).reading.text for f in sorted(SAMPLES.iterdir())]
    times = []
    for text in [texts[0], *texts]:  # the first one loads the language tables, and is not counted
        folded = fold(text)
        start = time.perf_counter()
        found = authorities.match(folded, text)
        chooser = Chooser(authorities, "https://w3id.org/pregon/id/place/mx", "2019-05-02")
        for match in found:
            chooser.choose(text[match.span.start : match.span.end])
        times.append((time.perf_counter() - start) * 1000)
    times = times[1:]
    print(*figures, sep="\n")
    print(f"a release: {statistics.median(times):.2f} ms at the median, {max(times):.2f} ms at most, of {len(times)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
