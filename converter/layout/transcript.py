"""Transcripts: who speaks, on a line of its own or in front of the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from converter.language.text import fold
from converter.layout.banner import is_name
from converter.layout.lines import Line
from converter.resources import table

_CAPITALS = r"[A-ZÁÉÍÓÚÑÜ]"
_NAME = rf"{_CAPITALS}[{_CAPITALS[1:-1]}.’'-]+"
# "DR. NAME SURNAME, ROLE:" in capitals, with or without a dash before it.
_RUN_IN = re.compile(
    rf"[-–—]?\s*(?P<label>{_NAME}(?:,?\s+(?:{_NAME}|[A-ZY]))*(?:\s*\([^)]{{1,60}}\))?(?:\s+\d{{1,2}})?)\s*(?::|\.[-–—])[-–—]?\s*"
)
_REPEATED = re.compile(
    r"(?=[^:.!?¿¡\n]++(?::|\.[-–—]))"  # most lines hold no such mark, and are passed over at once
    r"[-–—]?\s*(?P<label>[A-ZÁÉÍÓÚÑÜ][^:.!?¿¡\n]{0,60}?(?:\s*\([A-ZÁÉÍÓÚÑ]{1,5}\))?)\s*(?::|\.[-–—])[-–—]?\s+"
)
_INITIALS = re.compile(r"\((\w{1,5})\)$")  # "Name Surname (NS): ..." says what later lines open with
_TURNS = 3  # lines a label must open to be known by that alone
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


def run_in_label(line: Line, repeated: frozenset[str] = frozenset()) -> int:
    """Where the words begin after a label that stands in front of them ("-DR. NAME: ..."); 0 where there is none.

    `repeated` are the labels that open several lines of the text, which may be initials or a name in small letters.
    """
    for pattern in (_RUN_IN, _REPEATED):
        match = pattern.match(line.text)
        if match is None or match.end() >= len(line.text) or line.bullet:
            continue
        label = fold(match.group("label"))
        several = pattern is _RUN_IN and len(label.split()) > 1
        initials = _INITIALS.search(label)
        known = label in repeated or (initials is not None and initials.group(1) in repeated)
        if several or known or _labels().fullmatch(label):
            return match.end()
    return 0


def repeated_labels(lines: Sequence[Line]) -> frozenset[str]:
    """What stands before a colon at the head of three lines or more and could be a name, folded."""
    counts: Counter[str] = Counter()
    for line in lines:
        match = _REPEATED.match(line.text)
        if match is not None and not line.bullet and is_name(match.group("label")):
            counts[fold(match.group("label"))] += 1
    return frozenset(label for label, count in counts.items() if count >= _TURNS)


def is_transcript(lines: Sequence[Line], repeated: frozenset[str]) -> bool:
    """True where at least two lines are speakers' labels or open with one, and one of these is known or comes again.

    A release may list places or units in capitals before a colon; only speakers take turns.
    """
    labels: list[str] = []
    sure = 0
    after_rule = False
    for line in lines:
        if is_rule(line):
            after_rule = True
            continue
        words = run_in_label(line, repeated)
        if is_label(line) or (after_rule and is_named_label(line, True) and line.text.isupper()):
            sure += 1
        elif words:
            label = fold(line.text[:words]).strip(" :.-–—")
            sure += label in labels or _labels().fullmatch(label) is not None
            labels.append(label)
        after_rule = False
        if sure and sure + len(labels) >= _TURNS - 1:
            return True
    return False
