"""Transcripts: who speaks, on a line of its own or in front of the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from converter.language.text import fold
from converter.layout.lines import Line
from converter.resources import table

_CAPITALS = r"[A-ZÁÉÍÓÚÑÜ]"
_NAME = rf"{_CAPITALS}[{_CAPITALS[1:-1]}.’'-]+"
# "DR. NAME SURNAME, ROLE:" in capitals, with or without a dash before it.
_RUN_IN = re.compile(
    rf"[-–—]?\s*(?P<label>{_NAME}(?:,?\s+(?:{_NAME}|[A-ZY]))*(?:\s*\([^)]{{1,60}}\))?(?:\s+\d{{1,2}})?)\s*(?::|\.[-–—])[-–—]?\s*"
)
_RULE = re.compile(r"[-–—_=]{3,}")
_LONGEST = 220  # characters of the longest label with its role


@cache
def _labels() -> re.Pattern[str]:
    forms = sorted((fold(r["form"]) for r in table("layout/transcript.tsv")), key=len, reverse=True)
    return re.compile(rf"[-–—]?\s*(?:{'|'.join(map(re.escape, forms))})(?:\s+\d{{1,2}})?(?:\s*\([^)]*\))?\s*[:.]?[-–—]?\s*")


def is_rule(line: Line) -> bool:
    """True for a line of dashes, which stands between two speakers or below a head."""
    return _RULE.fullmatch(line.text) is not None


def is_label(line: Line) -> bool:
    """True for a line that is nothing but a speaker's label known as such ("MODERADOR", "PREGUNTA:")."""
    if len(line.text) > 60 or not line.text[:1].isupper():
        return False
    return _labels().fullmatch(line.fold) is not None and (line.text.isupper() or line.text[-1] in ":-")


def is_named_label(line: Line, after_rule: bool) -> bool:
    """True for a line with a speaker's name in capitals, or any short line without an end right below a rule."""
    text = line.text.rstrip(": .-–—")
    if len(text) > _LONGEST or not text:
        return False
    if after_rule:
        return text.isupper() or (len(text) <= 90 and not line.text.endswith((".", "?", "!")))
    return line.text.endswith((":", ".-")) and text.isupper() and len(text.split()) > 1


def run_in_label(line: Line) -> int:
    """Where the words begin after a label that stands in front of them ("-DR. NAME: ..."); 0 where there is none."""
    match = _RUN_IN.match(line.text)
    if match is None or match.end() >= len(line.text) or len(match.group("label")) < 2:
        return 0
    known = _labels().fullmatch(fold(match.group("label"))) is not None
    return match.end() if known or len(match.group("label").split()) > 1 else 0


def is_transcript(lines: Sequence[Line]) -> bool:
    """True where at least two lines are speakers' labels or open with one."""
    found = 0
    after_rule = False
    for line in lines:
        if is_rule(line):
            after_rule = True
            continue
        if is_label(line) or (after_rule and is_named_label(line, True) and line.text.isupper()) or run_in_label(line):
            found += 1
            if found == 2:
                return True
        after_rule = False
    return False
