"""How much of a release's text, and of nothing else, is read: ``python -m tests.benchmarks.fidelity``.

Beside the programs one would otherwise use, as far as they are installed
(``pip install trafilatura lxml_html_clean pdfplumber "markitdown[pdf]"``). Of web pages the reference is what stands in the
elements that hold the release, of PDFs what stands in its part of each page; both were found by hand, looking at the pages,
and are listed below. "on site" compares PDFs with the text of the same release on its issuer's site, which is not quite the
printed one. Recall and precision are shares of words in the same order. Needs the releases beside the checkout.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

from lxml import etree

from converter import layout
from converter.language.text import fold
from converter.model import Part, Source
from converter.readers import read

SHARED = Path(__file__).resolve().parents[3] / "shared"
_SECTION = "//section/div/div"
_ARTICLE = "//article/div/div"
_JOOMLA = ("//h1[2]", "//h1[2]/following-sibling::p", "//blockquote/ul/li", "//blockquote/following-sibling::p")
#: Page -> the XPaths of its headline, summaries and body.
PAGES = {
    "dos-de-mayo-nota-2.html": (f"{_SECTION}[1]/h2", f"{_SECTION}[3]/p"),
    "dos-de-mayo-proeza-medica-1.html": (f"{_SECTION}[1]/h2", f"{_SECTION}[3]/p"),
    "implan-torreon-2015-08-20.html": (
        f"{_ARTICLE}[1]/h1",
        f"{_ARTICLE}[1]/div[1]",
        f"{_ARTICLE}[2]/*[self::p or self::ul or self::blockquote]",
    ),
    "implan-torreon-2015-10-29.html": (f"{_ARTICLE}[1]/h1", f"{_ARTICLE}[1]/div[1]", f"{_ARTICLE}[2]/p"),
    "issste-2014-07-16.html": _JOOMLA,
    "issste-2014-08-05.html": _JOOMLA,
    "macuspana-boletin-4.html": ("//h4", "/html/body/div[2]/div/p"),
}
#: PDF -> the left edge of its text, and from where to where on each page its headline, summaries and body stand, in points
#: from the upper edge. Nothing stands right of the text.
PLACES = {
    "releases/universidades-2018-09-06.pdf": (100, ((170, 745), (30, 745), (30, 690))),
    "releases/universidades-2022-02-16.pdf": (100, ((110, 745), (100, 537))),
    "releases/universidades-2022-03-10.pdf": (100, ((140, 710), (98, 710), (98, 710), (98, 365))),
    "releases/universidades-equipo-interuniversitario.pdf": (70, ((70, 745), (65, 345))),
}
#: PDF -> the same release on the issuer's site.
PRINTED = {
    "releases/universidades-2022-02-16.pdf": "corpus/universidades/news_162.md",
    "releases/universidades-equipo-interuniversitario.pdf": "corpus/universidades/news_101.md",
    "corpus/universidades-pdf/180628-NP-Erasmus.pdf": "corpus/universidades/news_153.md",
    "corpus/universidades-pdf/180730-NP-Conferencia_PU_vf.pdf": "corpus/universidades/news_150.md",
    "corpus/universidades-pdf/180919_NP_PrestamosRenta.pdf": "corpus/universidades/news_145.md",
}
_TEXT = (Part.HEADLINE, Part.SUBHEADLINE, Part.DATELINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.SPEAKER)
Reader = Callable[[str, bytes], str]


def pregon(name: str, data: bytes) -> str:
    """Headline, summaries and body, as the graph has them."""
    return "\n".join(layout.understand(read(Source(name, data))).texts(*_TEXT))


def trafilatura(name: str, data: bytes) -> str:
    found: Any = import_module("trafilatura").extract(data, include_comments=False, include_tables=True)
    return found or ""


def pypdfium2(name: str, data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in import_module("pypdfium2").PdfDocument(data))


def pdfplumber(name: str, data: bytes) -> str:
    with import_module("pdfplumber").open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def markitdown(name: str, data: bytes) -> str:
    found: Any = import_module("markitdown").MarkItDown().convert_stream(io.BytesIO(data), file_extension=Path(name).suffix)
    return str(found.text_content)


_PAGE, _PDF, _SITE = "page", "PDF", "on site"
#: Program -> what it is tried on.
PROGRAMS: dict[Reader, tuple[str, ...]] = {
    pregon: (_PAGE, _PDF, _SITE),
    trafilatura: (_PAGE,),
    pypdfium2: (_PDF, _SITE),
    pdfplumber: (_PDF, _SITE),
    markitdown: (_PAGE, _PDF, _SITE),
}


def references() -> Iterator[tuple[str, str, bytes, list[str]]]:
    """What it is, name, bytes and the words of the release, for each reference."""
    for name, paths in PAGES.items():
        data = (SHARED / "releases" / name).read_bytes()
        xpath: Any = etree.HTML(data.decode()).getroottree().xpath
        yield _PAGE, name, data, words(" ".join(" ".join(element.itertext()) for path in paths for element in xpath(path)))
    for name, (left, places) in PLACES.items():
        data = (SHARED / name).read_bytes()
        yield _PDF, name, data, words("\n".join(_within(data, left, places)))
    for name, site in PRINTED.items():
        _, front, body = (SHARED / site).read_text(encoding="utf-8").split("---\n", 2)
        title = re.search(r"news_title: '?(.*?)'?$", front, re.MULTILINE)
        text = re.sub(r"<[^>]+>", " ", html.unescape(body))
        yield _SITE, name, (SHARED / name).read_bytes(), words(f"{title.group(1) if title else ''} {text}")


def _within(data: bytes, left: int, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The text right of `left` and between two heights of each page."""
    with import_module("pypdfium2").PdfDocument(data) as document:
        for page, (top, foot) in zip(document, places, strict=True):
            height = page.get_height()
            yield page.get_textpage().get_text_bounded(left=left, top=height - top, bottom=height - foot)


def words(text: str) -> list[str]:
    """The words and numbers, folded; what a line end cut by a hyphen is joined."""
    return re.findall(r"[^\W_]+", fold(re.sub(r"(?<=[a-zñáéíóú])[-\u00ad]\s*\n\s*(?=[a-zñáéíóú])", "", text)))


def fidelity(found: list[str], wanted: list[str]) -> tuple[float, float]:
    """Recall and precision of the words found, in their order."""
    same = sum(block.size for block in SequenceMatcher(None, found, wanted, autojunk=False).get_matching_blocks())
    return same / max(1, len(wanted)), same / max(1, len(found))


def main() -> None:
    """Print recall and precision by program and reference, and the weakest text of each."""
    if not SHARED.is_dir():
        raise SystemExit(f"{SHARED} is not there; this benchmark reads the releases beside the checkout")
    known = list(references())
    print(f"{'':14}{'':8}{'files':>6}{'recall':>9}{'precision':>11}{'F1':>8}   weakest")
    for program, kinds in PROGRAMS.items():
        name = program.__name__
        if name != "pregon" and find_spec(name) is None:
            print(f"{name:14}not installed")
            continue
        for kind in kinds:
            files = [(file, fidelity(words(program(file, data)), wanted)) for what, file, data, wanted in known if what == kind]
            recall, precision = mean(r for _, (r, _) in files), mean(p for _, (_, p) in files)
            weakest = min(files, key=lambda each: sum(each[1]))
            f1 = mean(2 * r * p / (r + p) if r + p else 0.0 for _, (r, p) in files)
            shown = f"{Path(weakest[0]).name} {weakest[1][0]:.2f}/{weakest[1][1]:.2f}"
            print(f"{name:14}{kind:8}{len(files):>6}{recall:>9.3f}{precision:>11.3f}{f1:>8.3f}   {shown}")


if __name__ == "__main__":
    main()
