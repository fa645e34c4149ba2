"""Rich Text Format: the text of its body; headers, pictures, notes and hidden text are left out."""

from __future__ import annotations

import re

from converter.errors import SourceError
from converter.model import BlockKind, Document, Severity, Source
from converter.readers.assembly import Assembly, Piece

# From the word that hides to the one that shows, or to the end of the group.
_HIDDEN = re.compile(r"\\v1?(?![a-z\d])\s?[^{}]*?(?=\\v0|\\plain(?![a-z])|[{}])")


def read(source: Source, media_type: str = "application/rtf") -> Document:
    """Read an RTF file; the locator of a block is the number of its line of text, from 1.

    Raises :class:`SourceError` with code "damaged" or "no-text".
    """
    from striprtf.striprtf import rtf_to_text

    assembly = Assembly(source, media_type)
    # The format is ASCII; what programs write beyond is meant as windows-1252, and five bytes stand for nothing there.
    code, hidden = _HIDDEN.subn("", source.data.decode("cp1252", "replace"))
    if hidden:
        assembly.issue(Severity.WARNING, "hidden-text", "Text that is hidden in the document was left out.")
    try:
        text: str = rtf_to_text(code, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, RecursionError, OverflowError) as error:
        raise SourceError("damaged", f"«{source.name}» is a damaged RTF file ({error}); save it anew") from error
    for number, line in enumerate(text.replace("\xa0", " ").split("\n"), start=1):
        cells = [cell.strip() for cell in line.split("|")] if line.rstrip().endswith("|") else []
        for cell in filter(None, cells):
            assembly.add(Piece(BlockKind.CELL, cell, locator=f"line={number}"))
        if not cells:
            assembly.add(Piece(BlockKind.PARAGRAPH, line.strip(), locator=f"line={number}"))
    return assembly.document()
