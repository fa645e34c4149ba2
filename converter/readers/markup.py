"""Walks an HTML tree and adds its visible text to an assembly, block by block. Knows tags, not pages or issuers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from urllib.parse import urljoin

from lxml import etree

from converter.language.text import fold
from converter.model import BlockKind
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Assembly, Piece
from converter.readers.breaks import BREAK, SOFT, SPACE, paragraphs
from converter.readers.paths import Paths, Positions
from converter.readers.site_words import words

BLOCK_TAGS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong"))
_CAPTION = re.compile(r"(?:^|[\s_-])(?:caption|pie-?de-?foto|pie-foto|piefoto)(?:$|[\s_-])", re.IGNORECASE)
_DATED = re.compile(r"(?:^|[\s_-])(?:published|fecha|date|created|post-date|entry-date)(?:$|[\s_-])", re.IGNORECASE)
_DATE_LIKE = re.compile(r"(?=.*\d{4}|.*\d/\d)(?=.*\d).{6,60}")
_HEADLINE = re.compile(r"(?:^|[\s_-])(?:titulo|titular|headline)(?:$|[\s_-])", re.IGNORECASE)
_LABEL = re.compile(r"(?:^|[\s_-])(?:label|etiqueta)(?:$|[\s_-])", re.IGNORECASE)
# Pictures that belong to the page and not to what it tells.
_DECORATION = re.compile(
    r"logo|brand|escudo|banner|icon|button|boton|avatar|pixel|spacer|loading|spinner|header|footer|\.(?:svg|gif)\b",
    re.IGNORECASE,
)
_LEAST_PICTURE = 100  # pixels, where a picture says its width or height
_MAX_HEADLINE = 250  # characters
_MIN_ALT = 25  # characters
_LONG_CELL = 250  # characters; a table with such a cell lays out the page


@dataclass(frozen=True, slots=True)
class Context:
    """What the ancestors make of a piece of text."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    depth: int = 0  # of lists
    bold: bool = False
    url: str = ""


@dataclass(slots=True)
class _Run:
    text: str
    bold: bool = False
    url: str = ""
    at: int = -1  # where it stands in the string value of the root; -1: nowhere


@dataclass(slots=True)
class Walker:
    """One walk. `skip` holds elements left out with all they contain; with `source`, what the tree was made of, the locators
    are its lines, after the first `line_offset`, instead of XPaths; `wrap` is the width at which the source breaks its lines,
    0 where it does not."""

    assembly: Assembly
    skip: frozenset[etree._Element] = frozenset()
    base: str = ""
    source: Original | None = None
    line_offset: int = 0
    wrap: int = 0
    alts: frozenset[str] = frozenset()  # descriptions of the page's images; a passage that repeats one is its caption
    paths: Paths = field(default_factory=Paths)
    _runs: list[_Run] = field(default_factory=list)
    _positions: Positions = field(default_factory=Positions)
    _label: str = ""  # of a field, to stand before its value
    _labelled: tuple[Passage, ...] = ()  # what that was made of
    _context: Context = field(default_factory=Context)
    _element: etree._Element | None = None
    _root: etree._Element | None = None
    _grids: dict[etree._Element, bool] = field(default_factory=dict)  # by table: whether it holds data

    def walk(self, root: etree._Element) -> None:
        """Add all blocks under `root`, in document order."""
        self._root = root
        if self.source is None:
            self._positions = Positions.under(root)
        self._visit(root, Context())
        self._flush()

    def _visit(self, element: etree._Element, context: Context) -> None:
        tag = element.tag
        if not isinstance(tag, str) or element in self.skip:
            return
        if tag == "br":
            self._runs.append(_Run(SOFT if element.get("data-soft") else BREAK))
        elif tag == "hr":
            self._flush()
        elif tag == "img":
            self._picture(element)
        elif tag in BLOCK_TAGS:
            self._block(element, _inner(element, tag, context, self._grids))
        else:
            url = _address(element.get("href", ""), self.base) if tag == "a" else context.url
            self._content(element, replace(context, bold=context.bold or tag in _BOLD, url=url))

    def _picture(self, image: etree._Element) -> None:
        source = image.get("data-src", image.get("src", ""))  # the first where the second only stands in until it is loaded
        url = _address(source, self.base)
        named = f"{image.get('class', '')} {image.get('id', '')} {source}"
        sizes = [int(size) for side in ("width", "height") if (size := image.get(side, "")).isdecimal()]
        if url and not _DECORATION.search(named) and all(size >= _LEAST_PICTURE for size in sizes):
            self.assembly.picture(url)

    def _block(self, element: etree._Element, context: Context) -> None:
        self._flush()
        outer = self._context, self._element
        self._context, self._element = context, element
        self._content(element, context)
        self._flush()
        self._context, self._element = outer

    def _content(self, element: etree._Element, context: Context) -> None:
        if element.text:
            self._runs.append(_Run(element.text, context.bold, context.url, self._positions.start(element)))
        for child in element:
            self._visit(child, context)
            if child.tail:
                self._runs.append(_Run(child.tail, context.bold, context.url, self._positions.end(child)))

    def _flush(self) -> None:
        runs, self._runs = self._runs, []
        context, element = self._context, self._element
        text = "".join(SPACE.sub(" ", run.text) for run in runs)
        if not text.strip():
            return
        if element is not None and _LABEL.search(element.get("class", "")) and text.strip().endswith(":"):
            self._label, self._labelled = text.strip(), self._passages(runs, element)
            return
        label, self._label = self._label, ""
        inked = [run for run in runs if run.text.strip()]
        strong = all(run.bold for run in inked if any(c.isalnum() for c in run.text)) and any(run.bold for run in inked)
        anchors = groupby(inked, key=lambda run: run.url)
        links = [(_anchor("".join(run.text for run in group)), url) for url, group in anchors if url]
        kind, locator = context.kind, self._locator(element)
        dated = fold(label).rstrip(": ") in words("date-label") if label else element is not None and _is_date(element, text)
        if kind is BlockKind.PARAGRAPH and dated:
            kind = BlockKind.DATE
        elif label:
            text = f"{label} {text}"
        elif kind is BlockKind.PARAGRAPH and len(text) > _MIN_ALT and text.strip() in self.alts:
            kind = BlockKind.CAPTION
        original = self.source or Original((*(self._labelled if label else ()), *self._passages(runs, element)))
        line = 0 if self.source is None else self._line(element)
        for paragraph in paragraphs(text, self.wrap, whole=kind is not BlockKind.PARAGRAPH):
            tight = False
            for printed in paragraph:
                here = BlockKind.LINE if len(paragraph) > 1 and kind is BlockKind.PARAGRAPH else kind
                mine, links = _links_in(printed, links)
                piece = Piece(
                    here, printed, context.level, 0, strong, locator, tuple(mine), tight, original=original, line=line
                )
                self.assembly.add(piece)
                tight = True

    def _passages(self, runs: list[_Run], element: etree._Element | None) -> tuple[Passage, ...]:
        """What `runs` are in the string value of `element`."""
        element = self._root if element is None else element
        if element is None:
            return ()
        selector, start = self.paths.of(element), self._positions.start(element)
        return tuple(Passage(selector, run.text, run.at - start) for run in runs if run.at >= 0)

    def _locator(self, element: etree._Element | None) -> str:
        element = self._root if element is None else element
        if element is None:
            return ""
        return self.paths.of(element) if self.source is None else f"line={self._line(element)}"

    def _line(self, element: etree._Element | None) -> int:
        return int(str(element.sourceline)) + self.line_offset if element is not None else 0


def _inner(element: etree._Element, tag: str, context: Context, grids: dict[etree._Element, bool]) -> Context:
    kind, level, depth = context.kind, context.level, context.depth
    if tag in _HEADINGS:
        kind, level = BlockKind.HEADING, _HEADINGS[tag]
    elif tag in ("ul", "ol"):
        depth += 1
    elif tag == "li":
        wrapper = _wraps_page(element)
        kind, level = (BlockKind.PARAGRAPH, 0) if wrapper else (BlockKind.ITEM, max(depth, 1))
        depth = 0 if wrapper else depth
    elif tag == "blockquote":
        kind, level = BlockKind.QUOTE, 0
    elif tag in ("td", "th") and not _lays_out(element, grids):
        kind, level = BlockKind.CELL, 0
    elif tag in ("figcaption", "caption") or _CAPTION.search(element.get("class", "")):
        kind, level = BlockKind.CAPTION, 0
    elif element.get("itemprop") == "description":
        kind, level = BlockKind.SUMMARY, 0
    elif _HEADLINE.search(element.get("class", "")) and kind is BlockKind.PARAGRAPH and _is_short(element):
        kind, level = BlockKind.HEADING, 2
    return replace(context, kind=kind, level=level, depth=depth, bold=context.bold and tag not in ("td", "li"))


def _is_short(element: etree._Element) -> bool:
    return len("".join(map(str, element.itertext())).strip()) <= _MAX_HEADLINE and element.find(".//p") is None


def _wraps_page(item: etree._Element) -> bool:
    return item.find(".//h1") is not None or item.find(".//h2") is not None or item.find(".//h3") is not None


def _lays_out(cell: etree._Element, grids: dict[etree._Element, bool]) -> bool:
    table = next(cell.iterancestors("table"), None)
    if table is None:
        return True
    if table not in grids:
        grids[table] = _is_grid(table)
    return not grids[table] or cell.find(".//table") is not None or len(cell.findall(".//br")) > 2


def _is_grid(table: etree._Element) -> bool:
    if table.get("role") in ("presentation", "none"):
        return False
    widest = max((sum(1 for child in row if child.tag in ("td", "th")) for row in table.iter("tr")), default=0)
    return widest > 1 and all(len("".join(map(str, each.itertext()))) <= _LONG_CELL for each in table.iter("td"))


def _is_date(element: etree._Element, text: str) -> bool:
    if _DATE_LIKE.fullmatch(" ".join(text.split())) is None:
        return False
    parent = element.getparent()
    classes = f"{element.get('class', '')} {'' if parent is None else parent.get('class', '')}"
    named = _DATED.search(classes) or element.get("itemprop") in ("datePublished", "dateCreated")
    inside = [child for child in element if child.tag == "time" or _DATED.search(child.get("class", ""))]
    alone = len(inside) == 1 and "".join(map(str, inside[0].itertext())).strip() == text.strip()
    return bool(named or alone)


def _address(target: str, base: str) -> str:
    target = target.strip()
    if base and target and not target.startswith("#"):
        try:
            target = urljoin(base, target)
        except ValueError:
            return ""
    return target if re.match(r"https?://[^\s{}<>]+$", target) else ""


def _anchor(text: str) -> str:
    return SPACE.sub(" ", text).strip()


def _links_in(line: str, links: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    here: list[tuple[str, str]] = []
    rest = list(links)
    while rest and rest[0][0] in line:
        here.append(rest.pop(0))
    return here, rest
