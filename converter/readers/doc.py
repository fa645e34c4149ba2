"""Word 97-2003 documents (.doc): antiword gives the body with its structure, catdoc what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from converter.model import BlockKind, Document, Severity, Source
from converter.readers import programs
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Assembly, Piece
from converter.readers.breaks import BREAK, paragraphs
from converter.readers.paths import Paths

_PURPOSE = "reading old Word files (.doc)"
_PACKAGES = "antiword catdoc"
# -x db: with lists, tables and headings, as DocBook. Hidden and deleted text is left out.
_ANTIWORD = ("-m", "UTF-8.txt", "-x", "db", "-")
# -w: one line for a paragraph. All text of the file, hidden and deleted text and the codes of fields with it.
_CATDOC = ("-w", "-s", "cp1252", "-d", "utf-8")
# antiword falls over a sound file two times in five, as the addresses are that it gets; what it gives is always the same.
_TRIES = 40
_BOXES = re.compile(r"-{20,}")  # what antiword sets before the text boxes, which it gives last
_FIELD = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"[^"]*"(?:\s+\\\w\s+"[^"]*")*|\b(?:NUM)?PAGES?\b(?:\s+\\\*\s+\w+)*')
_WORD = re.compile(r"[^\W_]+")
# The selectors of what the two programs give: where that stands in the file, only they know.
_IN_ANTIWORD, _IN_CATDOC = "antiword#", "catdoc#"
_SURE = 0.9  # share of the words of the body that stand before its end


def read(source: Source, media_type: str = "application/msword") -> Document:
    """Read an old Word document; the locator of a block is the number of its paragraph, or its line in what catdoc gives;
    its anchors are in what the programs give, too.

    Raises :class:`SourceError` with code "damaged" or "no-text", and :class:`~converter.errors.MissingProgramError`.
    """
    assembly = Assembly(source, media_type)
    plain = _plain(source)
    lines = [line for each in plain.split("\n") if (line := " ".join(_FIELD.sub("", each).split()))]
    original = Original((Passage(_IN_CATDOC, plain),))
    root = _structured(source)
    if root is None:
        message = "Only catdoc reads this file: headers, notes, hidden and deleted text may stand among the paragraphs."
        assembly.issue(Severity.WARNING, "structure-unknown", message)
        for number, line in enumerate(lines, start=1):
            assembly.add(Piece(BlockKind.PARAGRAPH, line, locator=f"line={number}", original=original))
        return assembly.document()
    walker = _Walker(assembly, _Breaks("\n".join(lines)))
    walker.walk(root)
    end = _body_end(lines, assembly.pieces[: walker.boxes])
    if _words(lines[:end]) - _words([piece.text for piece in assembly.pieces]):
        assembly.issue(Severity.WARNING, "hidden-text", "Text that is hidden in the document or deleted was left out.")
    known = {piece.text for piece in assembly.pieces}
    for number, line in enumerate(lines[end:], start=end + 1):
        if line not in known:
            assembly.add(Piece(BlockKind.FURNITURE, line, locator=f"line={number}", original=original))
    return assembly.document()


def _plain(source: Source) -> str:
    """All text: that of the body, then of notes, headers and footers, and boxes."""
    program = programs.find("catdoc", _PURPOSE, _PACKAGES)
    return programs.run([program, *_CATDOC], source.data, source.name).decode("utf-8", "replace")


def _structured(source: Source) -> etree._Element | None:
    """The body as DocBook; None where antiword cannot read the file."""
    program = programs.find("antiword", _PURPOSE, _PACKAGES)
    for _ in range(_TRIES):
        done = programs.call([program, *_ANTIWORD], source.data)
        if done.returncode >= 0:
            break
    if done.returncode != 0:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root: etree._Element | None = etree.fromstring(done.stdout, parser) if done.stdout.strip() else None
    return root


def _body_end(lines: Sequence[str], pieces: Sequence[Piece]) -> int:
    """How many of `lines` are those of the body, which ends with the last of `pieces`; all where that cannot be told."""
    if not pieces:
        return len(lines)
    last, wanted, seen = pieces[-1].text, _words([piece.text for piece in pieces]).total(), 0
    for number, line in enumerate(lines, start=1):
        seen += _words([line]).total()
        if seen >= _SURE * wanted and line.endswith(last):
            return number
    return len(lines)


def _words(texts: Sequence[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text))


class _Breaks:
    """Where lines end within paragraphs: antiword leaves such breaks out, and nothing parts the words around them."""

    def __init__(self, text: str) -> None:
        self._ink = "".join(text.split())
        self._ends: set[int] = set()
        self._at = 0
        end = 0
        for line in text.split("\n"):
            end += len("".join(line.split()))
            self._ends.add(end)

    def put(self, paragraph: str) -> str:
        """`paragraph`, which follows those given before, with its breaks; as it is where the text has it otherwise."""
        ink = "".join(paragraph.split())
        start = self._ink.find(ink, self._at) if ink else -1
        if start < 0:
            return paragraph
        self._at, place, found = start + len(ink), start, []
        for character in paragraph:
            if not character.isspace():
                if start < place and place in self._ends:
                    found.append(BREAK)
                place += 1
            found.append(character)
        return "".join(found)


@dataclass(slots=True)
class _Walker:
    """Adds the blocks of a DocBook tree to the assembly."""

    assembly: Assembly
    breaks: _Breaks
    paths: Paths = field(default_factory=Paths)
    number: int = 0
    boxes: int | None = None  # how many pieces stand before the text boxes; None: there are none

    def walk(self, element: etree._Element, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 0) -> None:
        """Add what stands below `element`, as blocks of that kind; `level` is that of lists, and of sections' titles."""
        for child in element:
            if child.tag == "title":
                self._block(child, BlockKind.HEADING, _depth(element))
            elif child.tag in ("para", "entry"):
                self._block(child, BlockKind.CELL if child.tag == "entry" else kind, level)
                for table in child.iterchildren("informaltable", "table"):
                    self.walk(table)
            elif child.tag in ("itemizedlist", "orderedlist"):
                self.walk(child, BlockKind.ITEM, level + 1)
            elif child.tag not in ("bookinfo", "footnote"):
                self.walk(child, kind, level)

    def _block(self, element: etree._Element, kind: BlockKind, level: int) -> None:
        runs = list(_runs(element, False))
        told = "".join(map(str, element.itertext()))
        original = Original((Passage(f"{_IN_ANTIWORD}{self.paths.of(element)}", told),))
        text = "".join(text for text, _ in runs).strip("\n ")
        self.number += 1
        if mark := _BOXES.match(text):
            text, self.boxes = text[mark.end() :], len(self.assembly.pieces)
        inked = [bold for text, bold in runs if any(map(str.isalnum, text))]
        strong = bool(inked) and all(inked)
        text = self.breaks.put(" ".join(text.split("\n")))
        for passage in paragraphs(text, whole=kind is not BlockKind.PARAGRAPH):
            for index, line in enumerate(passage):
                here = BlockKind.LINE if kind is BlockKind.PARAGRAPH and len(passage) > 1 else kind
                locator, tight = f"p{self.number}", index > 0
                self.assembly.add(Piece(here, line, level, 0, strong, locator, tight=tight, original=original))


def _depth(section: etree._Element) -> int:
    return 1 + sum(1 for each in section.iterancestors() if each.tag == "chapter" or str(each.tag).startswith("sect"))


def _runs(element: etree._Element, bold: bool) -> Iterator[tuple[str, bool]]:
    """The text of a paragraph, piece by piece, with whether it is bold."""
    yield element.text or "", bold
    for child in element:
        if child.tag not in ("informaltable", "table", "footnote", "beginpage"):
            yield from _runs(child, bold or (child.tag == "emphasis" and child.get("role") == "bold"))
        elif child.tag == "beginpage":
            yield BREAK * 2, bold
        yield child.tail or "", bold
