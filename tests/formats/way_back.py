"""How many spans lead back to their place in the original: ``python -m tests.formats.way_back [SOURCES GOLD] [--scan] [-v]``.

Counts the mentions and the text spans of the annotated releases, as they came and rendered in every format; with --scan also
of their pages as pictures, where the boxes of a span are cut out and recognised again. With -v also those that lead astray.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from rdflib import Graph
from rdflib.term import Node

from converter.evaluation.gold import read as read_gold
from converter.graph.origin import locate
from converter.graph.vocabulary import OA, PREGON, RDF_TYPE, SCHEMA
from converter.model import Source
from converter.pipeline import convert
from tests.formats import originals
from tests.formats.elements import Element, elements
from tests.formats.rendering import FORMATS, FURTHER, as_pdf, as_scan
from tests.formats.table import GOLD, RELEASES, RELEASES_GOLD, SAMPLES

READERS: dict[str, Callable[[bytes], originals.Reader]] = {
    ".txt": originals.plain,
    ".md": originals.plain,
    ".html": originals.page,
    ".docx": originals.package,
    ".odt": originals.package,
    ".rtf": originals.rich_text,
    ".eml": originals.mail,
    ".doc": originals.old_word,
    ".pdf": originals.printed,
}
_DPI = 200
_POINTS = 72


@dataclass(slots=True)
class Count:
    """Of the spans of a kind: how many there are, and which lead astray, as (release, what they hold, what is found)."""

    spans: int = 0
    astray: list[tuple[str, str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        right = self.spans - len(self.astray)
        return f"{right:6} of {self.spans:6} {right / max(1, self.spans):7.1%}"


@dataclass(slots=True)
class Counts:
    """The mentions and the other spans, in the original of one format."""

    mentions: Count = field(default_factory=Count)
    others: Count = field(default_factory=Count)

    def add(self, name: str, data: bytes, read: originals.Reader, same: Callable[[str, str], bool] = originals.same) -> None:
        """Count the spans of the file `name` with this content that `read` finds in the original."""
        graph = Graph().parse(data=convert(Source(name, data)).files["turtle"], format="turtle")
        for type_, count in ((PREGON.Mention, self.mentions), (PREGON.TextSpan, self.others)):
            spans = sorted(set(graph.subjects(RDF_TYPE, type_)), key=str)
            places = [locate(graph, span) for span in spans]
            assert {place.file for each in places for place in each} <= {name}
            found = iter(read([each for each in places if each]))
            for span, place in zip(spans, places, strict=True):
                exact, there = _exact(graph, span, bool(place and place[0].boxes)), next(found) if place else ""
                count.spans += 1
                if not same(there, exact):
                    count.astray.append((name, exact, there))


def _exact(graph: Graph, span: Node, framed: bool) -> str:
    """What a span holds; where a box frames whole words, those."""
    if not framed:
        return str(graph.value(span, OA.exact))
    text = str(graph.value(graph.value(span, PREGON.spanOf), SCHEMA.text))
    start, end = (int(str(graph.value(span, bound))) for bound in (OA.start, OA.end))
    before, after = re.search(r"\w*\Z", text[:start]), re.match(r"\w*", text[end:])
    inside = re.match(r"\w", text[start:end]), re.search(r"\w\Z", text[start:end])
    return text[start - len(before[0]) if before and inside[0] else start : end + len(after[0]) if after and inside[1] else end]


def renderings(release: Sequence[Element], stem: str, counts: dict[str, Counts]) -> None:
    """Add the spans of a release in every format that has text."""
    for suffix, render in (FORMATS | FURTHER).items():
        data = render(release)
        counts.setdefault(suffix, Counts()).add(f"{stem}{suffix}", data, READERS[Path(suffix).suffix or suffix](data))


def scans(release: Sequence[Element], stem: str, counts: dict[str, Counts]) -> None:
    """Add the spans of a release that is printed and scanned: straight, in a PDF; askew; and sideways."""
    import pypdfium2

    with pypdfium2.PdfDocument(as_pdf(release)) as document:
        pages = [page.render(scale=_DPI / _POINTS).to_pil().convert("L") for page in document]
    read = originals.pictured(pages, _DPI / _POINTS)
    counts.setdefault(".scan.pdf", Counts()).add(f"{stem}.pdf", as_scan(release, _DPI), read, originals.alike)
    for suffix, degrees, quarters in ((".png", 0.0, 0), (".askew.tiff", 2.0, 0), (".sideways.tiff", 90.0, -1)):
        lying = [page.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255) for page in pages]
        lying = lying[:1] if suffix == ".png" else lying
        more = {"save_all": True, "append_images": lying[1:]} if lying[1:] else {}
        buffer = io.BytesIO()
        lying[0].save(buffer, "TIFF" if suffix.endswith("tiff") else "PNG", dpi=(_DPI, _DPI), **more)
        reader = originals.pictured(lying, 1.0, quarters)
        counts.setdefault(suffix, Counts()).add(f"{stem}{suffix}", buffer.getvalue(), reader, originals.alike)


def counted(sources: Path, gold: Path, scanned: bool = False) -> dict[str, Counts]:
    """The counts by format, of the files as they came (``as it came .html``) and of their renderings."""
    counts: dict[str, Counts] = {}
    for each in read_gold(gold):
        name, data = each.release, (sources / each.release).read_bytes()
        suffix = Path(name).suffix
        counts.setdefault(f"as it came {suffix}", Counts()).add(name, data, READERS[suffix](data))
        release = elements(name, data, each)
        renderings(release, Path(name).stem, counts)
        if scanned:
            scans(release, Path(name).stem, counts)
    return counts


def _lines(counts: dict[str, Counts], verbose: bool) -> Iterator[str]:
    yield f"{'':20}{'mentions':>25}{'other spans':>25}"
    for name, each in sorted(counts.items()):
        yield f"{name:20}{each.mentions!s:>25}{each.others!s:>25}"
    for name, each in counts.items() if verbose else ():
        for count in (each.mentions, each.others):
            yield from (f"{name} {release}: {exact[:80]!r} ~ {found[:80]!r}" for release, exact, found in count.astray)


def main() -> None:
    """Print the counts of the samples and, where they are there, of the releases beside the checkout."""
    words = [word for word in sys.argv[1:] if word not in ("-v", "--scan")]
    folders = [(Path(words[0]), Path(words[1]))] if words else [(SAMPLES, GOLD), (RELEASES, RELEASES_GOLD)]
    for sources, gold in folders:
        if sources.is_dir():
            counts = counted(sources, gold, "--scan" in sys.argv)
            print(f"{sources.name}:", *_lines(counts, "-v" in sys.argv), sep="\n", end="\n\n")


if __name__ == "__main__":
    main()
