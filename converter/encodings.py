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


def words(release: Release) -> Iterator[Span]:
    """The words of headline, summaries and body, without the marks between them; in reading coordinates."""
    text = release.reading.text
    for passage in release.passages:
        if passage.part in _TEXT:
            yield from (Span(*match.span()) for match in _WORD.finditer(text, *passage.span))


def issues(release: Release, encodings: Sequence[Encoding]) -> tuple[Issue, ...]:
    """For each file whose words are not those of `release`, what differs; a note where they were recognised in a picture."""
    found = []
    for encoding in encodings:
        differences = list(compare(release, encoding.words))
        if not differences:
            continue
        shown = "; ".join(f"«{_short(each.here)}», there «{_short(each.there)}»" for each in differences[:_SHOWN])
        more = f"; and {len(differences) - _SHOWN} more" if len(differences) > _SHOWN else ""
        span = next((release.reading.origin(each.span) for each in differences if each.here), None)
        severity = Severity.NOTE if encoding.recognised else Severity.WARNING
        how = "was recognised otherwise" if encoding.recognised else "says something else"
        message = f"«{encoding.name}», a file of the same release, {how}: {shown}{more}"
        found.append(Issue(severity, DIFFERENT, message, span))
    return tuple(found)


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
