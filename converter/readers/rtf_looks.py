"""How the lines of an RTF file are set: boldness, outline level, centring. The library that decodes the text drops all that,
so it is marked in the code before, with characters that no text may hold, and the marks are taken out of the lines after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_TOKEN = re.compile(r"\\([a-z]+)(-?\d+)? ?|\\.|[{}]", re.DOTALL)
_STYLE = re.compile(r"\{\\s(\d+)(?!\d)[^{}]*?\bheading (\d);\}", re.IGNORECASE)
_FIRST = 0xFDD0  # of the noncharacters; each stands for one look
_MARK = re.compile("([\ufdd0-\ufdef])")
_DEEPEST = 6
_BODY = 9  # the outline level of what is no heading


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is set; `level` is that of a heading, from 1, or 0."""

    bold: bool = False
    centred: bool = False
    level: int = 0


def marked(code: str) -> str:
    """`code` with a mark wherever the text begins to look otherwise."""
    headings = {style: int(level) for style, level in _STYLE.findall(code)}
    parts: list[str] = []
    groups: list[Look] = []
    look = told = Look()
    at = data = 0
    for token in _TOKEN.finditer(code):
        if token.start() < data:
            continue
        word, number = token[1], token[2]
        if word == "bin":
            data = token.end() + int(number or 0)
        elif token[0] == "{":
            groups.append(look)
        elif token[0] == "}":
            look = groups.pop() if groups else look
        elif word:
            look = _changed(look, word, number, headings)
        if look != told:
            told = look
            # The empty group tells the library that nothing stands in for the mark.
            parts += [code[at : token.end()], f"\\u{_FIRST + look.bold + 2 * look.centred + 4 * look.level}{{}}"]
            at = token.end()
    return "".join((*parts, code[at:]))


def _changed(look: Look, word: str, number: str | None, headings: dict[str, int]) -> Look:
    if word == "b":
        return replace(look, bold=number != "0")
    if word == "plain":
        return replace(look, bold=False)
    if word == "pard":
        return replace(look, centred=False, level=0)
    if word in ("qc", "ql", "qr", "qj"):
        return replace(look, centred=word == "qc")
    if word == "s":
        return replace(look, level=min(headings.get(number or "", 0), _DEEPEST))
    if word == "outlinelevel":
        level = int(number or 0)
        return replace(look, level=min(level + 1, _DEEPEST) if 0 <= level < _BODY else 0)
    return look


def unmarked(lines: Iterable[str]) -> Iterator[tuple[str, Look]]:
    """The lines without their marks, and how each is set: bold where all of it is, the rest as its last word is."""
    look = Look()
    for line in lines:
        text, inked = [], []
        for piece in _MARK.split(line):
            if _MARK.fullmatch(piece):
                state = ord(piece) - _FIRST
                look = Look(bool(state & 1), bool(state & 2), state >> 2)
                continue
            text.append(piece)
            if any(map(str.isalnum, piece)):
                inked.append(look)
        last = inked[-1] if inked else look
        yield "".join(text), replace(last, bold=bool(inked) and all(each.bold for each in inked))
