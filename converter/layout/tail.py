"""Where a release ends: closing marks, contact lines, links to photographs, handles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from converter.layout.dateline import parse_dateline
from converter.layout.lines import Line
from converter.model import BlockKind
from converter.resources import table

_ENDING = r"(?:gob|com|org|edu|gov|mx|es|pe)"
_HOST = re.compile(rf"://|www\.|\.{_ENDING}\b", re.I)
_URL = re.compile(
    r"https?://[^\s<>\"“”«»]+|(?<![\w@.])www\.[^\s<>\"“”«»]+"
    # A bare host is in small letters: "trabajo.Es" is a full stop without its blank.
    rf"|(?<![\w@./])(?-i:[a-z0-9-]+(?:\.[a-z0-9-]+)*\.{_ENDING}(?:\.[a-z]{{2}})?)\b(?!\.\w)(?:/[^\s<>\"“”«»]*)?",
    re.I,
)
_LONGEST = 2500  # characters of the longest tail
_LAST = 4  # passages from the end in which a line such as "Más información" opens the tail
_AFTERWORD = 250  # characters that may follow it
_SIGNATURE = 3  # lines of the longest signature
_SIGNATURE_WORDS = 6


@cache
def _pattern(what: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r['pattern']})" for r in table("layout/tail.tsv") if r["what"] == what))


def closes(line: Line) -> bool:
    """True for a closing mark ("--- o0o ---", "FIN")."""
    return len(line.text) <= 40 and _pattern("close").fullmatch(line.fold) is not None


def stands_alone(line: Line) -> bool:
    """True for a closing mark, and for an address on the net, a handle or a telephone on a line of its own."""
    if closes(line) or _is_address(line):
        return True
    return len(line.text) <= 240 and not line.bullet and _pattern("line").fullmatch(line.fold) is not None


def _is_address(line: Line) -> bool:
    """True for a URL, however long, on a line of its own."""
    return " " not in line.text and line.text.lower().startswith(("http://", "https://", "www."))


def is_caption(line: Line) -> bool:
    """True for the line about a photograph ("Foto: ...", "Pie de foto: ...")."""
    return len(line.text) <= 260 and _pattern("caption").fullmatch(line.fold) is not None


def is_tail(line: Line) -> bool:
    """True for a line that belongs to a tail when it stands at the end."""
    return _is_address(line) or (
        len(line.text) <= 240 and any(_pattern(what).fullmatch(line.fold) for what in ("line", "junk", "from", "close"))
    )


def tail_start(passages: Sequence[Line], *, spoken: bool = False) -> int:
    """The index of the first passage of the tail; ``len(passages)`` where there is none.

    All after a closing mark of the second half is tail. Else the run of tail-like lines at the end, which may hold a short
    line between two of them (a name under "Contacto:"); before it a signature or a slogan, but for a transcript (`spoken`).
    """
    end = len(passages)
    for i in range(end - 1, max(end // 2, 1) - 1, -1):
        if closes(passages[i]) and sum(len(p.text) for p in passages[i:]) < _LONGEST:
            end = i
            break
    else:
        for i in range(max(1, end - _LAST), end):
            if _pattern("from").fullmatch(passages[i].fold) and sum(len(p.text) for p in passages[i + 1 :]) < _AFTERWORD:
                end = i
                break
    start = _back(passages, end)
    return start if spoken else _signature(passages, start)


def _back(passages: Sequence[Line], start: int) -> int:
    """Move `start` up over the tail-like passages before it."""
    i, short = start, 0
    while i > 1 and passages[i - 1].kind is not BlockKind.CELL:
        passage = passages[i - 1]
        if is_tail(passage) or _is_dateline(passage):
            start, short = i - 1, 0
        elif len(passage.text) <= 60 and not passage.text.endswith((".", "”", '"')) and not passage.bullet and short < 2:
            short += 1
        else:
            break
        i -= 1
    return start


def _is_dateline(line: Line) -> bool:
    """True for the place and date that close a letter."""
    found = parse_dateline(line.text) if len(line.text) < 100 else None
    return found is not None and found.body is None


def _signature(passages: Sequence[Line], start: int) -> int:
    """Move `start` up over the few short lines without an end that close a letter: name, office, slogan, a lone heading."""
    found = start
    while found > 2 and start - found <= _SIGNATURE and _is_short(passages[found - 1]):
        found -= 1
    return found if start - found <= _SIGNATURE else start


def _is_short(line: Line) -> bool:
    flowing = line.kind in (BlockKind.LINE, BlockKind.PARAGRAPH, BlockKind.HEADING) and not line.bullet
    ended = line.text.endswith((".", ":", ";", ",", "?", "!", "…", "”", '"', "»", ")"))
    return flowing and not ended and len(line.text.split()) <= _SIGNATURE_WORDS and not line.text[0].islower()


def urls(text: str) -> list[tuple[int, int]]:
    """Where URLs stand in `text`: with a scheme, with www, or a bare host with a public-sector or common ending."""
    if not _HOST.search(text):
        return []
    found = []
    for match in _URL.finditer(text):
        end = match.end() - len(match.group()) + len(match.group().rstrip(".,;:)]»”\"'"))
        if end - match.start() > 4:
            found.append((match.start(), end))
    return found
