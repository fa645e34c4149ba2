"""Rich Text Format: the text of its body, its headers and footers; pictures, notes and hidden text are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.errors import SourceError
from converter.model import BlockKind, Document, Severity, Source
from converter.readers.assembly import Assembly, Piece

# From the word that hides to the one that shows, or to the end of the group.
_HIDDEN = re.compile(r"\\v1?(?![a-z\d])\s?[^{}]*?(?=\\v0|\\plain(?![a-z])|[{}])")
_RUNNING = re.compile(r"\{\\(header|footer)[lrf]?(?![a-z])")  # of left, right and first pages
_FONTS = re.compile(r"\{\\fonttbl(?![a-z])")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def read(source: Source, media_type: str = "application/rtf") -> Document:
    """Read an RTF file; the locator of a block is the number of its line of text, from 1, or the paragraph of a header or
    footer (``header1.p2``).

    Raises :class:`SourceError` with code "damaged" or "no-text".
    """
    assembly = Assembly(source, media_type)
    # The format is ASCII; what programs write beyond is meant as windows-1252, and five bytes stand for nothing there.
    code, hidden = _HIDDEN.subn("", source.data.decode("cp1252", "replace"))
    if hidden:
        assembly.issue(Severity.WARNING, "hidden-text", "Text that is hidden in the document was left out.")
    try:
        running = _running(code)
        lines = _lines(code)
    except (ValueError, LookupError, RecursionError, OverflowError) as error:
        raise SourceError("damaged", f"«{source.name}» is a damaged RTF file ({error}); save it anew") from error
    _add_running(assembly, running["header"], "header")
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.split("|")] if line.rstrip().endswith("|") else []
        for cell in filter(None, cells):
            assembly.add(Piece(BlockKind.CELL, cell, locator=f"line={number}"))
        if not cells:
            assembly.add(Piece(BlockKind.PARAGRAPH, line.strip(), locator=f"line={number}"))
    if assembly.pieces:
        _add_running(assembly, running["footer"], "footer")
    return assembly.document()


def _lines(code: str) -> list[str]:
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(code, errors="replace")  # type: ignore[no-untyped-call]
    return text.replace("\xa0", " ").split("\n")


def _running(code: str) -> dict[str, list[tuple[str, ...]]]:
    """The lines of the headers and of the footers, each text once."""
    fonts = next(_groups(code, _FONTS), None)
    start = code[: fonts[1]] if fonts else "{\\rtf1\\ansi "
    found: dict[str, list[tuple[str, ...]]] = {"header": [], "footer": []}
    for match, end in _groups(code, _RUNNING):
        lines = tuple(line.strip() for line in _lines(f"{start}{code[match.end() : end]}}}") if line.strip())
        if lines and lines not in found[match[1]]:
            found[match[1]].append(lines)
    return found


def _groups(code: str, opening: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    """The groups that begin so, one after the other, and where each ends; none that is not closed."""
    end = 0
    while (match := opening.search(code, end)) is not None:
        depth = 1
        for brace in _BRACE.finditer(code, match.end()):
            depth += (brace[0] == "{") - (brace[0] == "}")
            if not depth:
                break
        if depth:
            return
        end = brace.end()
        yield match, end


def _add_running(assembly: Assembly, parts: list[tuple[str, ...]], name: str) -> None:
    for number, lines in enumerate(parts, start=1):
        for place, line in enumerate(lines, start=1):
            assembly.add(Piece(BlockKind.FURNITURE, line, locator=f"{name}{number}.p{place}"))
