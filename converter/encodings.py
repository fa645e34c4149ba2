"""One release in several files: the words that are compared, and where the files say something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from converter.model import Issue, Part, Release, Severity, Span

#: Code of the issue that tells of two files of one release which differ.
DIFFERENT = "files-differ"
_TEXT = (Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.SPEAKER)
_WORD = re.compile(r"[^\W_]+")
_SHOWN = 3  # differences told of each file
_LONG = 60  # characters of a difference that are told
_AROUND = 60  # characters of the text before and after a difference that a report shows


@dataclass(frozen=True, slots=True)
class Encoding:
    """A further file that holds a release. `words` are those of its text, parted by blanks; `recognised`: from a picture."""

    name: str
    media_type: str
    sha256: str
    words: str = ""
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the release (`span` in its reading text, empty where it has none there) and what the other file has."""

    span: Span
    here: str
    there: str


#: Further files of a release that differ from it, each with where.
Differing = tuple[tuple[Encoding, tuple[Difference, ...]], ...]


def words(release: Release) -> Iterator[Span]:
    """The words of headline, summaries and body, without the marks between them; in reading coordinates."""
    text = release.reading.text
    for passage in release.passages:
        if passage.part in _TEXT:
            yield from (Span(*match.span()) for match in _WORD.finditer(text, *passage.span))


def differing(release: Release, encodings: Sequence[Encoding]) -> Differing:
    """The files whose words are not those of `release`, each with where."""
    found = ((encoding, tuple(compare(release, encoding.words))) for encoding in encodings)
    return tuple((encoding, differences) for encoding, differences in found if differences)


def issues(release: Release, found: Differing) -> tuple[Issue, ...]:
    """For each file that differs, where first and how often; a note where it was recognised in a picture."""
    told = []
    for encoding, differences in found:
        shown = "; ".join(f"«{_short(each.here)}», there «{_short(each.there)}»" for each in differences[:_SHOWN])
        more = f"; and {len(differences) - _SHOWN} more" if len(differences) > _SHOWN else ""
        span = next((release.reading.origin(each.span) for each in differences if each.here), None)
        severity = Severity.NOTE if encoding.recognised else Severity.WARNING
        how = "was recognised otherwise" if encoding.recognised else "says something else"
        message = f"«{encoding.name}», a file of the same release, {how}: {shown}{more}"
        told.append(Issue(severity, DIFFERENT, message, span))
    return tuple(told)


def report(release: Release, found: Differing) -> str:
    """Every difference, in the manner of a unified diff: the words of `release` and those of the other file without the marks
    between them, in the midst of the text; empty where nothing differs. It grows with the differences, not with the text."""
    lines: list[str] = []
    for encoding, differences in found:
        # A name may hold line ends and what a terminal obeys.
        lines += [f"--- {repr(release.document.name)[1:-1]}", f"+++ {repr(encoding.name)[1:-1]}"]
        for each in differences:
            lines += _hunk(release, each)
    return "".join(f"{line}\n" for line in lines)


def _hunk(release: Release, difference: Difference) -> Iterator[str]:
    text, (start, end) = release.reading.text, difference.span
    at = release.reading.offsets[min(start, len(text) - 1)]
    line = release.document.text.count("\n", 0, at) + 1
    yield f"@@ line {line} @@"
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    if len(before) == _AROUND:
        before = before.partition(" ")[2]
    if len(after) == _AROUND:
        after = after.rpartition(" ")[0]
    sides = (" ", before), ("-", difference.here), ("+", difference.there), (" ", after)
    yield from (mark + side.strip() for mark, side in sides if side.strip())


def compare(release: Release, there: str) -> Iterator[Difference]:
    """Where the words of `release` and those of `there` differ, capitals and what parts words aside."""
    text = release.reading.text
    spans, theirs = list(words(release)), there.split()
    mine = [text[span.start : span.end] for span in spans]
    matcher = SequenceMatcher(None, [word.casefold() for word in mine], [word.casefold() for word in theirs])
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal" or "".join(mine[i:j]).casefold() == "".join(theirs[k:m]).casefold():
            continue
        start = spans[i].start if i < len(spans) else len(text)
        span = Span(start, spans[j - 1].end if i < j else start)
        yield Difference(span, " ".join(mine[i:j]), " ".join(theirs[k:m]))


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
