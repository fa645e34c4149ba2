"""A release as its author would hold it in a word processor: headline, bullets, paragraphs; from the file and its annotation.

The structure does not come from the converter's own understanding of the layout, so that a rendering says what the author
meant and not what the converter makes of it: lines are healed by their length, the headline is the annotation's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from converter.evaluation.gold import Gold
from converter.language.text import fold
from converter.model import BlockKind, Document, Source
from converter.readers import read

_BULLET = re.compile(r"(?:[•●▪■·*-]|[eo](?=\s[A-ZÁÉÍÓÚ\d“]))\s*(?=\S)")
_EMPHASIS = re.compile(r"\*{1,3}")
_PLACEHOLDER = re.compile(r"\[image: [^\]]*\]|^-{3,}$|^\?+$")
_LONG = 100  # characters; a longer line is a paragraph of its own, no line of a wrapped one
_FULL = 45  # characters; a shorter line was ended by its author
_ENDS = re.compile(r"[.;!?…][\"”’»)]*$")
_KINDS = {BlockKind.HEADING: "headline", BlockKind.ITEM: "item"}
_NOT_PRINTED = (BlockKind.SUMMARY, BlockKind.CAPTION)  # captions go with their pictures


class Style(StrEnum):
    """How a word processor would lay an element out."""

    HEADLINE = "headline"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph in the word processor's sense; several `lines` are parted by manual breaks."""

    style: Style
    lines: tuple[str, ...]
    strong: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def elements(name: str, data: bytes, gold: Gold) -> list[Element]:
    """The release in the file `name`, with its headline marked as `gold` gives it."""
    document = read(Source(name, data))
    plain = all(block.kind is BlockKind.LINE for block in document.blocks)
    headline = _key(gold.headline)
    found = _healed(list(_typed(_chunks(document, headline)))) if plain else list(_marked(document))
    return [_restyled(element, headline) for element in found]


def _restyled(element: Element, headline: str) -> Element:
    key = _key(element.text)
    if key and (
        key == headline or (len(key) > 20 and headline.startswith(key)) or (len(headline) > 20 and key.endswith(headline))
    ):
        return replace(element, style=Style.HEADLINE, strong=True)
    return replace(element, style=Style.PARAGRAPH, strong=True) if element.style is Style.HEADLINE else element


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def _chunks(document: Document, headline: str) -> Iterator[list[str]]:
    """The lines of plain text, in groups that a blank line parts; the headline is a group of its own."""
    lines: list[tuple[str, bool]] = []  # with whether a blank line stands before
    end = 0
    for block in document.blocks:
        text = _PLACEHOLDER.sub("", document.text[block.span.start : block.span.end].strip())
        gap = document.text.count("\n", end, block.span.start) > 1
        end = block.span.end
        if text:
            lines.append((text, gap))
    group: list[str] = []
    for text, gap in _without_furniture(lines):
        if group and (gap or headline in (_key(text), _key(group[-1]))):
            yield group
            group = []
        group.append(text)
    yield group


def _without_furniture(lines: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """`lines` with a running header once, at the top, and a running foot once, at the end; what they cut is joined."""
    keys = [re.sub(r"\d+", "#", " ".join(text.split())) for text, _ in lines]
    dropped: set[int] = set()
    for i in range(len(keys)):
        for j in range(i + 3, len(keys)):
            size = next((n for n in range(len(keys) - j) if keys[i + n] != keys[j + n] or i + n >= j), len(keys) - j)
            first = j if i == 0 else i
            cuts = first > 0 and not _ENDS.search(lines[first - 1][0]) and _starts_lower(lines, first + size)
            if size >= 3 or (size == 2 and cuts):
                dropped |= set(range(first, first + size))
    kept: list[tuple[str, bool]] = []
    for index, (text, gap) in enumerate(lines):
        if index in dropped:
            continue
        cut = index - 1 in dropped and kept and not _ENDS.search(kept[-1][0]) and text[:1].islower()
        kept.append((text, gap and not cut))
    return kept


def _starts_lower(lines: Sequence[tuple[str, bool]], index: int) -> bool:
    return index < len(lines) and lines[index][0][:1].islower()


def _typed(chunks: Iterator[list[str]]) -> Iterator[Element]:
    for chunk in chunks:
        lines: list[str] = []
        style = Style.PARAGRAPH
        for before, line in zip(("", *chunk), chunk, strict=False):
            mark = _BULLET.match(line)
            bullet = mark is not None and not re.fullmatch(r"[\W_oO0]+", line) and not re.match(r"\*\*|-\S", line)
            apart = len(before) > _LONG or len(line) > _LONG
            if lines and (bullet or (apart and style is Style.PARAGRAPH)):
                yield _plain(style, lines)
                lines, style = [], Style.PARAGRAPH
            if bullet and mark is not None:
                lines, style = [line[mark.end() :]], Style.ITEM
            elif lines and (len(before) >= _FULL or style is Style.ITEM):
                lines[-1] = _joined(lines[-1], line)
            else:
                lines.append(line)
        yield _plain(style, lines)


def _plain(style: Style, lines: Sequence[str]) -> Element:
    return Element(style, tuple(_EMPHASIS.sub("", line).strip() for line in lines))


def _joined(above: str, below: str) -> str:
    hyphen = re.search(r"[^\W\d_]-$", above) is not None and below[:1].islower()
    return above[:-1] + below if hyphen else f"{above} {below}"


def _healed(found: Sequence[Element]) -> list[Element]:
    """Text that was recognised line by line, with a blank line after each, put together again."""
    healed: list[Element] = []
    lower = sum(element.text[:1].islower() for element in found)
    if lower * 3 < len(found):
        return list(found)
    last = ""
    for element in found:
        open_ended = len(last) >= _FULL and not _ENDS.search(last)
        if healed and (element.text[:1].islower() or (open_ended and element.style is Style.PARAGRAPH)):
            above = healed[-1]
            healed[-1] = replace(above, lines=(*above.lines[:-1], _joined(above.lines[-1], element.text)))
        else:
            healed.append(element)
        last = element.text
    return healed


def _marked(document: Document) -> Iterator[Element]:
    """What a page or a marked-up text shows."""
    for block in document.blocks:
        text = document.text[block.span.start : block.span.end]
        if block.kind in (BlockKind.TITLE, BlockKind.DATE, BlockKind.AUTHOR):
            yield Element(Style.HEADLINE if block.kind is BlockKind.TITLE else Style.PARAGRAPH, (text,))
        elif block.kind not in _NOT_PRINTED:
            yield Element(Style(_KINDS.get(block.kind, "paragraph")), tuple(text.split("\n")), block.strong)
