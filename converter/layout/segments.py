"""From printed lines to passages: lifts out what stands alone, lets the rest be joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from converter.layout import banner, tail, transcript
from converter.layout.dateline import parse_dateline
from converter.layout.headline import Label, parse_label, spoken_kinds
from converter.layout.joining import Width, glue, join
from converter.layout.lines import Line
from converter.model import BlockKind

_HEAD = 30  # lines in which a dateline may stand alone
_BANNER = 12  # lines in which the kind of a transcript is printed
_LONGEST_LABEL = 60  # characters
_GLUED = re.compile(r"[-–—](?=[“\"«¿¡]?[A-ZÁÉÍÓÚÑ](?:[^\W\d_A-ZÁÉÍÓÚÑ]|\s))")  # "-Abren una biblioteca"


@dataclass(frozen=True, slots=True)
class Segments:
    """The passages of a text in order; labels that interrupted a sentence are lifted out of it."""

    passages: tuple[Line, ...]
    speakers: frozenset[int]  # indices into `passages` of speaker labels
    lifted: tuple[Line, ...]
    rules: tuple[Line, ...]  # lines of dashes, which are dropped
    transcript: bool
    labels: frozenset[str]  # speakers' labels that come again and again, folded


def label_alone(line: Line) -> Label | None:
    """The label that the whole of `line` is, else None."""
    if line.bullet or len(line.text) > _LONGEST_LABEL or not (line.text[0].isupper() or not line.text[0].isalpha()):
        return None
    label = parse_label(line.text)
    return label if label and (label.rest.end <= label.rest.start or _repeats_kind(line.text, label)) else None


def _repeats_kind(text: str, label: Label) -> bool:
    """True for a title word that is alone on its line ("Versión estenográfica")."""
    return (
        label.kind is not None
        and label.label_span.start <= label.rest.start
        and label.label_span.end >= len(text.rstrip(" .:-"))
    )


def _merge_split_labels(lines: Sequence[Line]) -> list[Line]:
    """`lines` with a label set over two short lines ("Nota de / prensa") made one."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last and len(last.text) <= 22 and len(line.text) <= 22 and last.kind is line.kind and not line.gap:
            both = glue([last, line])
            if (
                (label := label_alone(both))
                and label.parties is None
                and not label_alone(line)
                and (not label_alone(last) or label != label_alone(last))
            ):
                merged[-1] = both
                continue
        merged.append(line)
    return merged


def segment(lines: Sequence[Line]) -> Segments:
    """Split `lines` (without furniture) into passages."""
    lines = _merge_split_labels(lines)
    repeated, width = transcript.repeated_labels(lines), Width.of(lines)
    spoken = transcript.is_transcript(lines, repeated) or _says_transcript(lines)
    lines = lines if spoken else _bulleted(lines)
    passages: list[Line] = []
    speakers: set[int] = set()
    lifted: list[Line] = []
    rules: list[Line] = []
    pending: list[Line] = []
    after_rule = cut = False

    def flush() -> None:
        passages.extend(join(pending, width))
        pending.clear()

    for i, line in enumerate(lines):
        if cut:
            line, cut = replace(line, cut=True), False
        if transcript.is_rule(line):
            rules.append(line)
            flush()
            after_rule = True
            continue
        if (
            spoken
            and i > 0
            and (transcript.is_label(line) or transcript.is_named_label(line, after_rule and _follows(lines, i)))
        ):
            flush()
            speakers.add(len(passages))
            passages.append(line)
        elif label_alone(line):
            if _interrupts(lines, i):
                lifted.append(line)
                cut = True
            else:
                flush()
                passages.append(line)
        elif _stands_alone(line, i):
            flush()
            passages.append(line)
        else:
            pending.append(line)
        after_rule = False
    flush()
    return Segments(tuple(passages), frozenset(speakers), tuple(lifted), tuple(rules), spoken, repeated)


def _bulleted(lines: Sequence[Line]) -> list[Line]:
    """`lines` with the dashes that several of them open with, glued to their words, taken for bullets."""
    glued = [not line.bullet and _GLUED.match(line.text) is not None for line in lines]
    if sum(glued) < 2:
        return list(lines)
    return [
        replace(line.part(1), bullet=line.text[0], bullet_at=line.offsets[0]) if marked else line
        for line, marked in zip(lines, glued, strict=True)
    ]


def _says_transcript(lines: Sequence[Line]) -> bool:
    """True where the head calls the text a transcript and a speaker's label stands in front of words, be it one."""
    labels, kinds = (parse_label(line.text) for line in lines[:_BANNER]), spoken_kinds("transcript")
    return any(label and label.kind in kinds for label in labels) and any(map(transcript.run_in_label, lines))


def _follows(lines: Sequence[Line], i: int) -> bool:
    """True where words follow a possible speaker's label: a line that is no rule."""
    return i + 1 < len(lines) and not transcript.is_rule(lines[i + 1])


def _interrupts(lines: Sequence[Line], i: int) -> bool:
    """True for a label on a page of its own or in the middle of a sentence (text order of a PDF)."""
    before, after = (lines[i - 1] if i else None), (lines[i + 1] if i + 1 < len(lines) else None)
    if lines[i].page and before is not None and (after is None or after.page != lines[i].page or before.page != lines[i].page):
        return True
    return bool(before and after and after.text[0].islower() and not before.text.endswith((".", ":")))


def _stands_alone(line: Line, i: int) -> bool:
    if line.kind is BlockKind.CAPTION or tail.is_caption(line) or tail.stands_alone(line) or banner.is_page_name(line):
        return True
    if i < _HEAD and len(line.text) < 120:
        dateline = parse_dateline(line.text)
        return dateline is not None and dateline.body is None
    return False
