"""How long lists of 100,000 labels take to read and to search: ``python -m tests.benchmarks.linking [LABELS]``.

The lists are made of invented bodies; the releases are the samples. Targets: below one second until the lists are ready, of
which the reading is done once for all releases of a run, and below 2 ms for the labels of a release at the median.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from converter.authorities import Authorities
from converter.language.text import fold
from converter.layout import understand
from converter.linking.choice import Chooser
from converter.model import Source
from converter.readers import read

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


def main(labels: int) -> None:
    """Print the times."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.ttl"
        path.write_text(invented(labels), encoding="utf-8")
        start = time.perf_counter()
        authorities = Authorities.load([path])
        first = time.perf_counter() - start
        start = time.perf_counter()
        Authorities.load([path])
        again = time.perf_counter() - start
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
    print(f"{labels} labels: ready in {first:.2f} s, again in {again * 1000:.3f} ms")
    print(f"a release: {statistics.median(times):.2f} ms at the median, {max(times):.2f} ms at most, of {len(times)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
