"""Rich Text Format: the text of its body, boxes, notes, headers and footers; pictures, deleted and hidden text are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converter.errors import SourceError
from converter.model import BlockKind, Document, Severity, Source
from converter.readers.aligning import TAIL, Original, Passage
from converter.readers.assembly import Assembly, Piece
from converter.readers.rtf_looks import marked, unmarked

# From the word that hides to the one that shows, or to the end of the group.
_HIDDEN = re.compile(r"\\v1?(?![a-z\d])\s?[^{}]*?(?=\\v0|\\plain(?![a-z])|[{}])")
_DELETED = re.compile(r"\\deleted1?(?![a-z\d])[^{}]*?(?=\\deleted0|\\plain(?![a-z])|[{}])")
_APART = re.compile(r"\{(?:\\\*)?\\(header|footer|footnote)[lrf]?(?![a-z])")  # of left, right and first pages
_SHAPE = re.compile(r"\{\\shp(?![a-z])")
_BOX = re.compile(r"\{\\shptxt(?![a-z])")
_FIELD = re.compile(r"\{\\field(?![a-z])")
_ADDRESS = re.compile(r'HYPERLINK\s+"(https?://[^"\s\\{}]+)"')
_SHOWN = re.compile(r"\{\\fldrslt(?![a-z])")
_FONTS = re.compile(r"\{\\fonttbl(?![a-z])")
_BYTES = "bytes"
_NOTHING = "\0"
_CODE = re.compile(
    r"\\'(?P<byte>[\da-fA-F]{2})|\\u(?P<number>-?\d{1,5}) ?(?:\\'[\da-fA-F]{2}|\?)?|\\(?P<word>[a-z]{1,32})-?\d* ?"
    r"|\\(?P<mark>[{}\\~_-])|\\\*|[{}\r\n]|(?:[\da-fA-F]{2}\s*){64,}"
)
_NAMED = {
    **{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"},
    **{"tab": " ", "par": " ", "line": " ", "cell": " ", "row": " "},
}
_SILENT = re.compile(r"\{\\(?:\*(?!\\(?:shpinst|footnote))|(?:fonttbl|colortbl|stylesheet|info|pict)(?![a-z]))")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ITEM = re.compile(r"(?:[•·▪■●◦‣–—*\ue000-\uf8ff-]|\d{1,3}[.)]|[a-z]\))\t\s*(?=\S)")  # a list mark, and the tab that follows it


def read(source: Source, media_type: str = "application/rtf") -> Document:
    """Read an RTF file; the locator of a block is the number of its line of text, from 1, or the paragraph of a header, footer
    or note (``header1.p2``).

    Raises :class:`SourceError` with code "damaged" or "no-text".
    """
    assembly = Assembly(source, media_type)
    # The format is ASCII; what programs write beyond is meant as windows-1252, and five bytes stand for nothing there.
    code, hidden = _HIDDEN.subn("", _DELETED.sub("", source.data.decode("cp1252", "replace")))
    if hidden:
        assembly.issue(Severity.WARNING, "hidden-text", "Text that is hidden in the document was left out.")
    fonts = next(_groups(code, _FONTS), None)
    start = code[: fonts[1]] if fonts else "{\\rtf1\\ansi "
    try:
        apart = _apart(code, start)
        links = list(_links(code, start))
        lines = list(unmarked(_lines(marked(_unboxed(code)))))
    except (ValueError, LookupError, RecursionError, OverflowError) as error:
        raise SourceError("damaged", f"«{source.name}» is a damaged RTF file ({error}); save it anew") from error
    shown = Passage(_BYTES, _shown(source.data))
    body = Original((shown,))
    _add_apart(assembly, apart["header"], "header", shown)
    for number, (line, look) in enumerate(lines, start=1):
        mine = []
        while links and links[0][0] in line:
            mine.append(links.pop(0))
        cells = [cell.strip() for cell in line.split("|")] if line.rstrip().endswith("|") else []
        for cell in filter(None, cells):
            assembly.add(Piece(BlockKind.CELL, cell, 0, 0, look.bold, f"line={number}", tuple(mine), original=body))
        if not cells:
            mark = _ITEM.match(line)
            kind = BlockKind.ITEM if mark else BlockKind.HEADING if look.level else BlockKind.PARAGRAPH
            text = " ".join(line[mark.end() if mark else 0 :].split())
            details = (1 if mark else look.level, 0, look.bold, f"line={number}", tuple(mine))
            assembly.add(Piece(kind, text, *details, original=body, centred=look.centred))
    if assembly.pieces:
        _add_apart(assembly, apart["footnote"], "footnote", shown)
        _add_apart(assembly, apart["footer"], "footer", shown)
    return assembly.document()


def _lines(code: str) -> list[str]:
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(code, errors="replace")  # type: ignore[no-untyped-call]
    return text.replace("\xa0", " ").split("\n")


def _apart(code: str, start: str) -> dict[str, list[tuple[str, ...]]]:
    """The lines of the headers, footers and notes, each text once."""
    found: dict[str, list[tuple[str, ...]]] = {"header": [], "footer": [], "footnote": []}
    for match, end in _groups(code, _APART):
        lines = tuple(line.strip() for line in _lines(f"{start}{code[match.end() : end]}}}") if line.strip())
        if lines and lines not in found[match[1]]:
            found[match[1]].append(lines)
    return found


def _unboxed(code: str) -> str:
    """`code` with the text of its boxes, which stands in what a reader passes over, where they are anchored."""
    parts, at = [], 0
    for shape, end in _groups(code, _SHAPE):
        boxes = [code[box.end() : box_end] for box, box_end in _groups(code[:end], _BOX, shape.end())]
        parts += [code[at : shape.start()], *(f"{{{box}\\par " for box in boxes)]
        at = end
    return "".join((*parts, code[at:]))


def _links(code: str, start: str) -> Iterator[tuple[str, str]]:
    """The links of the body: the text each hangs on, and its address."""
    for match, end in _groups(code, _FIELD):
        address = _ADDRESS.search(code, match.end(), end)
        for shown, shown_end in _groups(code[:end], _SHOWN, match.end()) if address else ():
            text = " ".join(" ".join(_lines(f"{start}{code[shown.end() : shown_end]}}}")).split())
            if text and address:
                yield text, address[1]


def _groups(code: str, opening: re.Pattern[str], at: int = 0) -> Iterator[tuple[re.Match[str], int]]:
    """The groups from `at` on that begin so, one after the other, and where each ends; none that is not closed."""
    end = at
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


def _add_apart(assembly: Assembly, parts: list[tuple[str, ...]], name: str, shown: Passage) -> None:
    for number, lines in enumerate(parts, start=1):
        original = Original((shown,))
        for place, line in enumerate(lines, start=1):
            piece = Piece(BlockKind.FURNITURE, line, locator=f"{name}{number}.p{place}", original=original)
            assembly.add(piece)


def _shown(data: bytes) -> str:
    """The characters of the file, one a byte, with those that stand for a letter at its first and nothing in place of code."""
    code = _HIDDEN.sub(_nothing, _DELETED.sub(_nothing, data.decode("cp1252", "replace")))
    parts, at = [], 0
    for match, end in _groups(code, _SILENT):
        parts += [code[at : match.start()], _NOTHING * (end - match.start())]
        at = end
    return _CODE.sub(_letter, "".join((*parts, code[at:])))


def _nothing(code: re.Match[str]) -> str:
    return _NOTHING * len(code[0])


def _letter(code: re.Match[str]) -> str:
    if code["byte"]:
        letter = bytes([int(code["byte"], 16)]).decode("cp1252", "replace")
    elif code["number"]:
        letter = chr(int(code["number"]) % 65536)
    else:
        letter = _NAMED.get(code["word"] or "", code["mark"] or "")
    return letter + TAIL * (len(code[0]) - 1) if letter.strip() else _NOTHING * len(code[0])
