"""Word documents (.docx), read from their XML: the text as it prints, tracked insertions in, deletions and hidden text out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from lxml import etree

from converter.errors import SourceError
from converter.model import BlockKind, Document, Severity, Source
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Assembly, Piece
from converter.readers.breaks import BREAK, paragraphs
from converter.readers.docx_styles import Styles, find, local, value
from converter.readers.package import Package, Relation
from converter.readers.paths import Paths

_SKIPPED = frozenset(
    ("del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "sectPr", "footnoteReference", "commentReference")
)
_CORE = "docProps/core.xml"
_CHARACTERS = {"tab": " ", "br": BREAK, "cr": BREAK, "noBreakHyphen": "-"}
_LONG_CELL = 400  # characters; a table with such a cell lays out the page
# What programs and people leave in an image's description when they do not describe it.
_NO_DESCRIPTION = re.compile(
    r"(?:imagen?|image|picture|gráfico|foto)?[\s\d_-]*(?:\.\w{3,4})?|.*\.(?:png|jpe?g|gif|bmp)|.*(?:generad[ao] automáticamente"
    r"|automatically generated).*|logo\w*\b.*",
    re.IGNORECASE | re.DOTALL,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read(source: Source, media_type: str) -> Document:
    """Read a Word document; the locator of a block is its paragraph's number, from 1, after the part's name if not the body's.

    Raises :class:`SourceError` with code "damaged", "encrypted", "too-complex" or "no-text".
    """
    package = Package(source.data, source.name)
    main = package.main_part()
    root = package.xml(main)
    body = find(root, "body")
    if body is None:
        raise SourceError("damaged", f"«{source.name}» is a Word file without a document in it; fetch it again")
    relations = package.relations(main)
    styles = Styles.of(next((package.xml(each.target) for each in relations.values() if each.kind == "styles"), None))
    assembly = Assembly(source, media_type)
    for name, part in _running(package, relations, "header"):
        _Reader(assembly, styles, package.relations(name), part, name, f"{_stem(name)}.p", BlockKind.FURNITURE).blocks()
    _Reader(assembly, styles, relations, body, main).blocks()
    for kind in ("footnotes", "endnotes", "footer"):
        for name, part in _running(package, relations, kind):
            _Reader(assembly, styles, package.relations(name), part, name, f"{_stem(name)}.p", BlockKind.FURNITURE).blocks()
    if assembly.pieces and not any(_YEAR.search(piece.text) for piece in assembly.pieces):
        assembly.add_before(_created(package))
    return assembly.document()


@dataclass(slots=True)
class _Run:
    text: str
    bold: bool
    url: str
    source: etree._Element | None = None  # the element that holds the text


@dataclass(slots=True)
class _Reader:
    """Reads the blocks of one part into the assembly."""

    assembly: Assembly
    styles: Styles
    relations: Mapping[str, Relation]
    root: etree._Element
    part: str  # of the package
    prefix: str = "p"
    kind: BlockKind | None = None  # of all blocks of the part; None: each its own
    number: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    paths: Paths = field(default_factory=Paths)

    def blocks(self) -> None:
        self._blocks(self.root, None)

    def _blocks(self, parent: etree._Element, kind: BlockKind | None) -> None:
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child, kind)
            elif name == "tbl":
                self._table(child)
            elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"):
                self._blocks(child, kind)
            elif name in ("footnote", "endnote"):
                self._note(child)
            elif name == "altChunk":
                self.assembly.issue(Severity.WARNING, "embedded-document", "A document embedded in this one was not read.")

    def _note(self, note: etree._Element) -> None:
        if value(note, "type") in ("", "normal"):
            self._blocks(note, self.kind)
        else:  # the rule above the others
            self.number += sum(1 for _ in note.iter("{*}p"))

    def _paragraph(self, paragraph: etree._Element, kind: BlockKind | None) -> None:
        self.number += 1
        locator = f"{self.prefix}{self.number}"
        style = find(find(paragraph, "pPr"), "pStyle")
        runs = list(self._runs(paragraph, "" if style is None else value(style, "val"), ""))
        boxes, self.boxes = self.boxes, []
        own, level = self.styles.paragraph(paragraph)
        centred = self.styles.centred(paragraph)
        kind = self.kind or kind or own
        for box in boxes:
            self._blocks(box, self.kind)
        inked = [run for run in runs if any(character.isalnum() for character in run.text)]
        strong = bool(inked) and all(run.bold for run in inked)
        anchors = groupby(runs, key=lambda run: run.url)
        links = tuple(("".join(run.text for run in group).strip(), url) for url, group in anchors if url)
        original = Original(tuple(self._passage(run.source, run.text) for run in runs if run.source is not None))
        whole = kind in (BlockKind.HEADING, BlockKind.CELL, BlockKind.ITEM)
        for passage in paragraphs("".join(run.text for run in runs), whole=whole):
            tight = False
            for line in passage:
                here = BlockKind.LINE if kind is BlockKind.PARAGRAPH and len(passage) > 1 else kind
                mine = tuple(link for link in links if link[0] in line)
                level = level if here in (BlockKind.HEADING, BlockKind.ITEM) else 0
                look = (level, 0, strong, locator, mine, tight)
                self.assembly.add(Piece(here, line, *look, original=original, centred=centred))
                tight = True

    def _runs(self, element: etree._Element, style: str, url: str) -> Iterator[_Run]:
        for child in element:
            name = local(child)
            if name in _SKIPPED:
                continue
            if name == "r":
                yield from self._run(child, style, url)
            elif name == "hyperlink":
                relation = self.relations.get(value(child, "id"))
                yield from self._runs(child, style, relation.target if relation is not None and relation.external else "")
            else:
                yield from self._runs(child, style, url)

    def _run(self, run: etree._Element, style: str, url: str) -> Iterator[_Run]:
        hidden = self.styles.switched_on(run, style, "vanish")
        bold = self.styles.switched_on(run, style, "b")
        for child in run.iter("*"):
            name = local(child)
            if name == "txbxContent":
                if not self._inside(child, run, ("Fallback", "txbxContent")):
                    self.boxes.append(child)
            elif name == "docPr":
                self._caption(child)
            elif self._inside(child, run, ("txbxContent", "Fallback", "del", "moveFrom", "instrText")):
                continue
            elif hidden and name == "t" and (child.text or "").strip():
                self.assembly.issue(Severity.WARNING, "hidden-text", "Text that is hidden in the document was left out.")
            elif name == "t":
                yield _Run(child.text or "", bold, url, child)
            elif name in _CHARACTERS and value(child, "type") != "page":
                yield _Run(_CHARACTERS[name], bold, url)

    def _inside(self, element: etree._Element, run: etree._Element, names: tuple[str, ...]) -> bool:
        for ancestor in element.iterancestors():
            if ancestor is run:
                return False
            if local(ancestor) in names:
                return True
        return False

    def _passage(self, element: etree._Element, text: str, attribute: str = "") -> Passage:
        return Passage(f"{quote(self.part)}#{self.paths.of(element)}{attribute}", text)

    def _caption(self, picture: etree._Element) -> None:
        attribute = "descr" if value(picture, "descr") else "title"
        description = value(picture, attribute)
        if not _NO_DESCRIPTION.fullmatch(description.strip()):
            kind, text = self.kind or BlockKind.CAPTION, " ".join(description.split())
            original = Original((self._passage(picture, description, f"/@{attribute}"),))
            self.assembly.add(Piece(kind, text, locator=f"{self.prefix}{self.number}", original=original))

    def _table(self, table: etree._Element) -> None:
        rows = [[cell for cell in row.iter("{*}tc") if _owner(cell) is row] for row in table if local(row) == "tr"]
        widest = max(map(len, rows), default=0)
        texts = ("".join(text.text or "" for text in cell.iter("{*}t")) for row in rows for cell in row)
        layout = widest < 2 or any(len(text) > _LONG_CELL for text in texts)
        for row in rows:
            for cell in row:
                self._blocks(cell, None if layout else self.kind or BlockKind.CELL)


def _owner(cell: etree._Element) -> etree._Element:
    return next(ancestor for ancestor in cell.iterancestors() if local(ancestor) == "tr")


def _running(package: Package, relations: Mapping[str, Relation], kind: str) -> Iterator[tuple[str, etree._Element]]:
    """The parts of that kind (headers, notes), by name, without those whose text an earlier one has."""
    known = set()
    for relation in sorted((each for each in relations.values() if each.kind == kind), key=lambda each: each.target):
        root = None if relation.external else package.xml(relation.target)
        text = "" if root is None else " ".join("".join(each.text or "" for each in root.iter("{*}t")).split())
        if root is not None and text and text not in known:
            known.add(text)
            yield relation.target, root


def _created(package: Package) -> list[Piece]:
    """The date the file was made: a hint, for a text that holds no year at all."""
    root = package.xml(_CORE)
    created = None if root is None else next(root.iter("{http://purl.org/dc/terms/}created"), None)
    if created is None or not _YEAR.match((created.text or "").strip()):
        return []
    place = Passage(f"{_CORE}#{Paths().of(created)}", created.text or "")
    return [Piece(BlockKind.DATE, (created.text or "").strip(), locator="core-properties", original=Original((place,)))]


def _stem(part: str) -> str:
    return part.rsplit("/", 1)[-1].removesuffix(".xml")
