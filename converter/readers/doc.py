"""Word 97-2003 documents (.doc), read by the program catdoc."""

from __future__ import annotations

from converter.model import BlockKind, Document, Source
from converter.readers import programs
from converter.readers.assembly import Assembly, Piece

# Of antiword and catdoc, the one that gave the same answer every time. -w: one line for a paragraph.
_OPTIONS = ("-w", "-s", "cp1252", "-d", "utf-8")


def read(source: Source, media_type: str = "application/msword") -> Document:
    """Read an old Word document; the locator of a block is its line of text, from 1.

    Raises :class:`SourceError` with code "damaged" or "no-text", and :class:`~converter.errors.MissingProgramError`.
    """
    program = programs.find("catdoc", "reading old Word files (.doc)", "catdoc")
    text = programs.run([program, *_OPTIONS], source.data, source.name).decode("utf-8", "replace")
    assembly = Assembly(source, media_type)
    for number, line in enumerate(text.split("\n"), start=1):
        assembly.add(Piece(BlockKind.PARAGRAPH, " ".join(line.split()), locator=f"line={number}"))
    return assembly.document()
