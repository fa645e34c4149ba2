"""Page furniture: running headers and footers, page numbers, buttons; what is printed and is no part of the release."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from converter.layout import transcript
from converter.layout.lines import Line
from converter.resources import table

_EDGE = 12  # lines at the head and foot of a page among which a running header or footer stands
_PAGE_NUMBER = re.compile(r"\b(?:pag(?:ina|\.)?|hoja) ?\d+ (?:de|/) ?\d+\b")
_NEAR = 8  # lines around a page number that may be page furniture
_BANNER = 6  # lines at the top of a text without pages that may be a banner
_LONGEST_FURNITURE = 240
_LONGEST = 120  # characters of the longest running line


@cache
def _pattern(when: str) -> re.Pattern[str]:
    rows = [r["pattern"] for r in table("layout/furniture.tsv") if r["when"] == when]
    return re.compile("|".join(f"(?:{p})" for p in rows))


def is_furniture(line: Line) -> bool:
    """True for a line that is page furniture by its own wording."""
    return len(line.text) <= _LONGEST_FURNITURE and _pattern("always").fullmatch(line.fold) is not None


def split_furniture(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """`lines` without page furniture, and the furniture, both in order.

    The first printing of a repeated banner is kept, so that the issuer and the kind can be read off it; a line after a cut
    is marked, so that a sentence that was interrupted can be joined.
    """
    repeated = _repeated(lines)
    marks = [i in repeated or is_furniture(line) for i, line in enumerate(lines)]
    _spread(lines, marks)
    body: list[Line] = []
    furniture: list[Line] = []
    cut = False
    for i, line in enumerate(lines):
        if marks[i]:
            furniture.append(line)
            cut = True
        else:
            turned = bool(body) and line.page != body[-1].page
            body.append(replace(line, cut=True) if (cut or turned) and body else line)
            cut = False
    return body, furniture


def _spread(lines: list[Line], marks: list[bool]) -> None:
    """Mark the lines beside furniture that could be furniture, in both directions."""
    beside = _pattern("beside")
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for i in order:
            if not marks[i] and marks[i + step] and beside.fullmatch(lines[i].fold):
                marks[i] = True


def _repeated(lines: list[Line]) -> set[int]:
    """The indices of lines printed again: on each page, or as a running header in a text without pages."""
    if not lines or lines[-1].page:
        return _repeated_on_pages(lines)
    return _repeated_banner(lines) | _repeated_at_breaks(lines)


def _repeated_on_pages(lines: list[Line]) -> set[int]:
    on_page: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        on_page[line.page].append(i)
    seen: dict[str, list[int]] = defaultdict(list)
    for indices in on_page.values():
        for i in {*indices[:_EDGE], *indices[-_EDGE:]}:
            if len(lines[i].text) <= _LONGEST:
                seen[_without_figures(lines[i])].append(i)
    found: set[int] = set()
    for indices in seen.values():
        if len({lines[i].page for i in indices}) > 1:
            found.update(indices)
    return found


def _may_head(line: Line) -> bool:
    """False for what is too long for a header, for words of a sentence, and for a speaker's label, which comes again too."""
    sentence = line.text[0].islower() or line.text.endswith((".", ",", ":", ";", "?", "!"))
    return len(line.text) <= 60 and not sentence and not transcript.is_label(line)


def _repeated_at_breaks(lines: list[Line]) -> set[int]:
    """In a text without pages, the lines near a page number that are printed near another one as well."""
    breaks = [i for i, line in enumerate(lines) if len(line.text) <= 60 and _PAGE_NUMBER.search(line.fold)]
    seen: dict[str, set[int]] = defaultdict(set)
    near: dict[str, set[int]] = defaultdict(set)
    for number, middle in enumerate(breaks):
        for i in range(max(0, middle - _NEAR), min(len(lines), middle + _NEAR + 1)):
            if len(lines[i].text) <= _LONGEST:
                seen[_without_figures(lines[i])].add(i)
                near[_without_figures(lines[i])].add(number)
    found = {i for text, indices in seen.items() if len(indices) > 1 and len(near[text]) > 1 for i in indices}
    return {i for i in found if i >= _BANNER or _PAGE_NUMBER.search(lines[i].fold)}


def _without_figures(line: Line) -> str:
    return re.sub(r"\d+", "0", line.fold)


def _repeated_banner(lines: list[Line]) -> set[int]:
    """Runs of short lines of the banner that come again, whole, further down."""
    folded = [line.fold if _may_head(line) else "" for line in lines]
    places: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(folded):
        if text:
            places[text].append(i)
    found: set[int] = set()
    for size in (4, 3, 2, 1):
        for first in range(min(_BANNER, len(lines) - size)):
            run = folded[first : first + size]
            # A single word could be a speaker's label or a heading; two lines together, or a longer one, are a header.
            if any(not re.search("[a-z]", text) for text in run) or (size == 1 and (len(run[0]) < 12 or " " not in run[0])):
                continue
            for at in places[run[0]]:
                if at >= first + size and folded[at : at + size] == run:
                    found.update(range(at, at + size))
    return found
