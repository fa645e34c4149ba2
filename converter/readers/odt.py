"""OpenDocument texts (.odt), read from their XML: the text as it prints, deletions, comments and hidden text out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from converter.errors import SourceError
from converter.model import BlockKind, Document, Severity, Source
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Assembly, Piece
from converter.readers.breaks import BREAK, paragraphs
from converter.readers.docx_styles import find, local, value
from converter.readers.package import Package
from converter.readers.paths import Paths, Positions

_SKIPPED = frozenset(
    (
        *("tracked-changes", "annotation", "note", "sequence-decls", "forms", "object", "image", "bookmark", "ruby-text"),
        *("table-of-content", "alphabetical-index", "script", "event-listeners"),
    )
)
_HIDDEN = frozenset(("hidden-text", "hidden-paragraph"))
_CONTENT, _STYLES = "content.xml", "styles.xml"  # parts of the package
_LONG_CELL = 400  # characters; a table with such a cell lays out the page
_MAX_SPACES = 100  # that one element may stand for


def read(source: Source, media_type: str) -> Document:
    """Read an OpenDocument text; the locator of a block is its paragraph's number, from 1.

    Raises :class:`SourceError` with code "damaged", "encrypted", "too-complex" or "no-text".
    """
    package = Package(source.data, source.name, "OpenDocument file")
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise SourceError("encrypted", f"«{source.name}» is protected by a password; save it without one")
    root = package.xml(_CONTENT)
    body = find(find(root, "body"), "text")
    if root is None or body is None:
        raise SourceError("damaged", f"«{source.name}» is an OpenDocument file without a text in it; give a text document")
    styles = package.xml(_STYLES)
    assembly = Assembly(source, media_type)
    look = _Look.of(styles, root)
    heads, feet = _running(styles, "header"), _running(styles, "footer")
    for head in heads:
        _Reader(assembly, look, _STYLES, "header.p", BlockKind.FURNITURE).blocks(head)
    reader = _Reader(assembly, look, _CONTENT)
    reader.blocks(body)
    notes = _Reader(assembly, look, _CONTENT, "note.p", BlockKind.FURNITURE)
    for note in reader.notes:
        notes.blocks(note)
    for foot in feet:
        _Reader(assembly, look, _STYLES, "footer.p", BlockKind.FURNITURE).blocks(foot)
    return assembly.document()


def _running(styles: etree._Element | None, name: str) -> list[etree._Element]:
    """The headers or footers of the pages, each text once."""
    pages = [] if styles is None else list(styles.iter("{*}master-page"))
    found = [each for page in pages for each in page if local(each) == name]
    return list({" ".join("".join(map(str, each.itertext())).split()): each for each in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Look:
    """Names of the styles that are bold, that hide, and that set in the middle."""

    bold: frozenset[str]
    hidden: frozenset[str]
    centred: frozenset[str]

    @classmethod
    def of(cls, *roots: etree._Element | None) -> _Look:
        bold: set[str] = set()
        hidden: set[str] = set()
        centred: set[str] = set()
        for style in (each for root in roots if root is not None for each in root.iter("{*}style")):
            name, parent, look = value(style, "name"), value(style, "parent-style-name"), find(style, "text-properties")
            if look is not None and value(look, "display") == "none":
                hidden.add(name)
            weight = "" if look is None else value(look, "font-weight")
            if weight in ("bold", "600", "700", "800", "900") or (not weight and parent in bold):
                bold.add(name)
            paragraph = find(style, "paragraph-properties")
            side = "" if paragraph is None else value(paragraph, "text-align")
            if side == "center" or (not side and parent in centred):
                centred.add(name)
        return cls(frozenset(bold), frozenset(hidden), frozenset(centred))


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    bold: bool
    url: str = ""
    at: int = -1  # where it stands in the string value of its paragraph; -1: nowhere


@dataclass(slots=True)
class _Reader:
    assembly: Assembly
    look: _Look
    part: str
    prefix: str = "p"
    kind: BlockKind | None = None  # of all blocks of the part; None: each its own
    number: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    paths: Paths = field(default_factory=Paths)
    positions: Positions = field(default_factory=Positions)  # in the paragraph that is read

    def blocks(self, parent: etree._Element, kind: BlockKind | None = None, depth: int = 0) -> None:
        """Add the blocks below `parent`, which are of that kind; `depth` is that of the list they stand in."""
        for child in parent:
            name = local(child)
            if name in _SKIPPED:
                continue
            if name == "section" and value(child, "display") == "none":
                self._hide(child)
            elif name in ("p", "h"):
                self._paragraph(child, kind, depth)
            elif name == "list":
                self.blocks(child, BlockKind.ITEM, depth + 1)
            elif name == "table":
                self._table(child)
            else:
                self.blocks(child, kind, depth)

    def _paragraph(self, paragraph: etree._Element, kind: BlockKind | None, depth: int) -> None:
        self.number += 1
        level = depth if kind is BlockKind.ITEM else 0
        if local(paragraph) == "h":
            given = value(paragraph, "outline-level")
            kind, level = BlockKind.HEADING, min(max(int(given) if given.isdecimal() else 1, 1), 6)
        kind = self.kind or kind or BlockKind.PARAGRAPH
        self.positions = Positions.under(paragraph)
        runs = list(self._runs(paragraph, _Run("", False)))
        selector = self._selector(paragraph)
        original = Original(tuple(Passage(selector, run.text, run.at) for run in runs if run.at >= 0))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)
        inked = [run for run in runs if any(map(str.isalnum, run.text))]
        strong = bool(inked) and all(run.bold for run in inked)
        centred = value(paragraph, "style-name") in self.look.centred
        links = tuple((run.text.strip(), run.url) for run in runs if run.url)
        for passage in paragraphs("".join(run.text for run in runs), whole=kind is not BlockKind.PARAGRAPH):
            for index, line in enumerate(passage):
                here = BlockKind.LINE if kind is BlockKind.PARAGRAPH and len(passage) > 1 else kind
                mine = tuple(link for link in links if link[0] in line)
                text, locator = " ".join(line.split()), f"{self.prefix}{self.number}"
                look = (level, 0, strong, locator, mine, index > 0)
                self.assembly.add(Piece(here, text, *look, original=original, centred=centred))

    def _runs(self, element: etree._Element, around: _Run) -> Iterator[_Run]:
        style = value(element, "style-name")
        if style in self.look.hidden or local(element) in _HIDDEN:
            self._hide(element)
            return
        url = value(element, "href") if local(element) == "a" else around.url
        here = _Run("", around.bold or style in self.look.bold, url if url.startswith(("http://", "https://")) else "")
        yield _Run(" ".join((element.text or "").split("\n")), here.bold, here.url, self.positions.start(element))
        for child in element:
            name = local(child)
            if name == "s":
                count = value(child, "c")
                yield _Run(" " * min(int(count) if count.isdecimal() else 1, _MAX_SPACES), here.bold, here.url)
            elif name in ("tab", "line-break"):
                yield _Run(" " if name == "tab" else BREAK, here.bold, here.url)
            elif name == "frame":
                self._frame(child)
            elif name == "note":
                self.notes += child.iterchildren("{*}note-body")
            elif name not in _SKIPPED:
                yield from self._runs(child, here)
            yield _Run(" ".join((child.tail or "").split("\n")), here.bold, here.url, self.positions.end(child))

    def _selector(self, element: etree._Element) -> str:
        return f"{self.part}#{self.paths.of(element)}"

    def _hide(self, element: etree._Element) -> None:
        if "".join(map(str, element.itertext())).strip():
            self.assembly.issue(Severity.WARNING, "hidden-text", "Text that is hidden in the document was left out.")

    def _frame(self, frame: etree._Element) -> None:
        """A text box is read where it is anchored; of a picture its description."""
        box, told = find(frame, "text-box"), find(frame, "desc")
        if box is not None:
            self.boxes.append(box)
        elif told is not None:
            raw = "".join(map(str, told.itertext()))
            kind, locator = self.kind or BlockKind.CAPTION, f"{self.prefix}{self.number}"
            original = Original((Passage(self._selector(told), raw),))
            self.assembly.add(Piece(kind, " ".join(raw.split()), locator=locator, original=original))

    def _table(self, table: etree._Element) -> None:
        cells = [each for each in table.iter("{*}table-cell")]
        rows = [each for each in table.iter("{*}table-row")]
        longest = max((len("".join(map(str, cell.itertext()))) for cell in cells), default=0)
        layout = len(cells) < 2 * len(rows) or longest > _LONG_CELL
        for row in rows:
            if next(row.iterancestors("{*}table")) is table:
                self.blocks(row, None if layout else self.kind or BlockKind.CELL)
