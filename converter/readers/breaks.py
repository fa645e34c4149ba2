"""Line breaks inside a block of text: which part paragraphs, which part lines, and which only fold the line."""

from __future__ import annotations

import re

BREAK, SOFT = "\x1e", "\x1f"  # controls: no decoded text holds them
SPACE = re.compile(r"[ \t\r\n\f\xa0\u2000-\u200a\u202f\u3000]+")
_SENTENCE_END = re.compile(r"[.!?…:;][-–—]?[\"'”’»)*_\]]*$")
_LIST_MARK = re.compile(r"[•●▪■·◦‣*–—-]\s")
_SHORT_LINE = 100  # characters; lines of an address or a signature, not of a paragraph


def paragraphs(text: str, wrap: int = 0, whole: bool = False) -> list[list[str]]:
    """The paragraphs of a run of text with breaks in it, each a list of lines that belong apart (one, as a rule).

    Two breaks in a row part paragraphs; one does where a sentence ends before it; short lines (an address, a signature)
    stay lines; all other breaks are spaces. With `whole` it is one paragraph of one line.
    """
    if whole:
        joined = " ".join(re.split(f"[{BREAK}{SOFT}]", text))
        return [[SPACE.sub(" ", joined).strip()]]
    result: list[list[str]] = []
    for chunk in re.split(rf"(?:[{BREAK}{SOFT}]\s*){{2,}}", text):
        pieces = re.split(f"([{BREAK}{SOFT}])", chunk)
        lines, breaks = [line.strip() for line in pieces[::2]], pieces[1::2]
        if BREAK in breaks and all(len(line) <= _SHORT_LINE and not line[:1].islower() for line in lines):
            result.append([line for line in lines if line])
            continue
        result += [[paragraph] for paragraph in _joined(lines, breaks, wrap)]
    return [paragraph for paragraph in result if paragraph and paragraph[0]]


def _joined(lines: list[str], breaks: list[str], wrap: int) -> list[str]:
    joined = [lines[0]]
    for mark, before, line in zip(breaks, lines, lines[1:], strict=False):
        # A source wrapped at a width breaks lines anywhere; there only a line that ends early ends a paragraph.
        free = mark == BREAK or not wrap or len(before) < wrap * 3 // 4
        if _LIST_MARK.match(line) or (free and _SENTENCE_END.search(before)):
            joined.append(line)
        else:
            joined[-1] = f"{joined[-1]} {line}".strip()
    return joined
