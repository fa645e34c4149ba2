"""One pass over a release's reading text that every extractor shares: tokens, sentences and passages by position."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from converter.language.text import Token, fold, tokenize
from converter.mentions.phrases import in_capitals
from converter.model import Part, Passage, Release, Span

BODY = (Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.CAPTION)
_ENOUGH = 40  # words that show whether a passage is in capitals

# A full stop ends a sentence when a capital, a quote or an inverted mark follows, unless it closes an abbreviation or an
# initial. Titles and abbreviations are closed classes of the language; they are few and listed here with the rule.
_END = re.compile(r"[.!?…]+[”\"»’')\]]*(?=\s+[“\"«‘'(\[¿¡—–-]*[A-ZÁÉÍÓÚÑÜ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"«])(?:Dra?s?|Lics?|Ings?|Mtr[oa]s?|Arqs?|Profr?a?s?|Gral|Sra?s?|Srta|Cap|Tte|Cnel|No|Núm|Num|Nro|Art|Av|Blvd|Col|"
    r"Edo|Dña|Mons|Pbro|Ma|Fco|Gpe|Arts|arts?|fracc?|Fracc?|incs?|págs?|Gob|Dip|Sen|Alm|Vicealm|[A-ZÁÉÍÓÚÑ])\.$"
)


def sentences(text: str, passage: Span) -> list[Span]:
    """The sentences of one passage, without the white space between them."""
    found, start = [], passage.start
    for match in _END.finditer(text, passage.start, passage.end):
        if _ABBREVIATION.search(text[max(passage.start, match.end() - 8) : match.end()]):
            continue
        found.append(Span(start, match.end()))
        start = match.end()
        while start < passage.end and text[start].isspace():
            start += 1
    if start < passage.end:
        found.append(Span(start, passage.end))
    return found


class Words:
    """Where the words of a text stand, so that what looks for some of them need not walk over all of them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._at: dict[str, list[int]] = {}
        for i, token in enumerate(tokens):
            self._at.setdefault(token.fold, []).append(i)
        #: Every folded word and mark of the text.
        self.all: Set[str] = frozenset(self._at)
        #: The indices of the words that begin with a capital.
        self.capitalised = tuple([i for i, token in enumerate(tokens) if token.capital])
        #: Those of the numbers in figures.
        self.numbers = tuple([i for i, token in enumerate(tokens) if token.shape == "number"])

    def at(self, words: Set[str]) -> list[int]:
        """The indices of the tokens that are one of `words` (folded), in order."""
        return sorted([i for word in self.all & words for i in self._at[word]])


@dataclass(frozen=True, slots=True)
class Analysis:
    """A release's reading text with its tokens and sentences, all in reading coordinates and sorted."""

    release: Release
    text: str
    folded: str
    tokens: tuple[Token, ...]
    words: Words
    sentences: tuple[Span, ...]
    parts: tuple[Part | None, ...]  # of each token
    loud: frozenset[Span]  # the passages printed in capitals, where a capital tells nothing
    running: tuple[tuple[Token, ...], ...]  # the tokens of each passage of headline and body that does not open so
    _running_firsts: tuple[int, ...]
    _starts: tuple[int, ...]
    _sentence_starts: tuple[int, ...]
    _passage_starts: tuple[int, ...]

    @classmethod
    def of(cls, release: Release) -> Analysis:
        """Analyse `release`; linear in the length of its text."""
        text = release.reading.text
        tokens = tuple(tokenize(text))
        starts = tuple([token.start for token in tokens])
        found = tuple(s for p in release.passages for s in sentences(text, p.span))
        parts: list[Part | None] = [None] * len(tokens)
        loud: list[Span] = []
        running: dict[int, tuple[Token, ...]] = {}
        for part, span in ((p.part, p.span) for p in release.passages):
            first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
            parts[first:last] = [part] * (last - first)
            passage = tokens[first:last]
            is_loud = in_capitals(passage)
            if is_loud:
                loud.append(span)
            if part in BODY and not (is_loud if len(passage) <= _ENOUGH else in_capitals(passage[:_ENOUGH])):
                running[first] = passage
        return cls(
            release,
            text,
            fold(text),
            tokens,
            Words(tokens),
            found,
            tuple(parts),
            frozenset(loud),
            tuple(running.values()),
            tuple(running),
            starts,
            tuple(s.start for s in found),
            tuple(p.span.start for p in release.passages),
        )

    def running_with(self, words: Set[str]) -> Iterator[tuple[tuple[Token, ...], list[int]]]:
        """The passages of `running`, each with the indices in it of the tokens that are one of `words` (folded)."""
        found = self.words.at(words)
        for first, tokens in zip(self._running_firsts, self.running, strict=True):
            here = found[bisect_left(found, first) : bisect_left(found, first + len(tokens))]
            yield tokens, [i - first for i in here]

    def index(self, position: int) -> int:
        """The index of the first token that starts at or after `position`."""
        return bisect_left(self._starts, position)

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that start inside `span`."""
        return self.tokens[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds `position`, or an empty span where none does."""
        i = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[i] if i >= 0 and position < self.sentences[i].end else Span(position, position)

    def passage_at(self, position: int) -> Passage | None:
        """The passage that holds `position`, or None between passages."""
        i = bisect_right(self._passage_starts, position) - 1
        if i < 0:
            return None
        passage = self.release.passages[i]
        return passage if position < passage.span.end else None

    def part_at(self, position: int) -> Part | None:
        """The part that the text at `position` plays."""
        passage = self.passage_at(position)
        return passage.part if passage else None

    def string(self, span: Span) -> str:
        """The reading text of `span`."""
        return self.text[span.start : span.end]
