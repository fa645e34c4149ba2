"""Direct quotations: the words between marks that somebody says, and who says them.

Most marks in a release hold names, titles and mottos. Words are taken for a quotation where grammar says so: a verb of saying
governs them, a speaker and a colon stand before them, or they are a sentence of their own after somebody has spoken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from converter.language import grammar
from converter.language.sentencehood import has_finite_verb, looks_like_name, names_something
from converter.language.text import Token, fold
from converter.mentions.analysis import Analysis
from converter.mentions.attribution import Attribution
from converter.mentions.marks import Marked
from converter.mentions.quotation_context import Context, closes_sentence, opens_sentence
from converter.mentions.sayings import Sayings
from converter.model import Mention, MentionKind, Part, Quotation, Span

_CHAIN = re.compile(r"\s*[,;.]?\s*(?:(?:y|e)\s*)?(?:además\s*,?\s*)?(?:(?:de|en|a)\s+)?(?:que\s*)?,?\s*")
_BODY = (Part.PARAGRAPH, Part.ITEM)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Marked words with what can be told from themselves."""

    marked: Marked
    words: tuple[Token, ...]
    finite: bool

    @property
    def clause(self) -> bool:
        """Whether the words are more than a term in marks."""
        return self.finite or len(self.words) >= 6


@dataclass(frozen=True, slots=True)
class _Found:
    """An accepted quotation; `end` is where its words end in the last paragraph."""

    marked: Marked
    attribution: Attribution
    end: int


def find(sayings: Sayings) -> tuple[list[Quotation], list[Mention]]:
    """The direct quotations of a release in order, and mentions of descriptions («la funcionaria») that they resolve.

    A quotation printed twice is reported once, from the body where it is there.
    """
    analysis = sayings.analysis
    found = _without_repetitions(analysis, _accepted(analysis, sayings, sayings.marked))
    described = {f.attribution.description: f.attribution for f in found if f.attribution.description is not None}
    mentions = [
        Mention(span, MentionKind.DESCRIPTION, (a.speaker,), "coreference", a.confidence)
        for span, a in sorted(described.items())
        if a.speaker is not None
    ]
    return [_quotation(analysis, f) for f in found], mentions


def _accepted(analysis: Analysis, sayings: Sayings, marked: Sequence[Marked]) -> Iterator[_Found]:
    """The quotations among the marked words, in order; each may lean on the one before it."""
    decide = _Decision(analysis, sayings)
    last: _Found | None = None
    for one in marked:
        words = tuple(t for piece in one.pieces for t in analysis.tokens_in(piece) if t.shape != "mark")
        if len(words) < 3:
            continue
        candidate = _Candidate(one, words, has_finite_verb(words))
        found = None if _is_name(analysis, candidate) else decide(candidate, last)
        if found is not None:
            last = found
            yield found


def _is_name(analysis: Analysis, candidate: _Candidate) -> bool:
    opening = candidate.marked.outer.start
    before = analysis.text[max(0, opening - 80) : opening]
    first = analysis.text[candidate.marked.pieces[0].start]
    return names_something(before, first, candidate.finite) or (
        looks_like_name(candidate.words, candidate.finite) and not before.strip().isupper()
    )


class _Decision:
    """Whether marked words of one release are a quotation, and whose."""

    def __init__(self, analysis: Analysis, sayings: Sayings) -> None:
        self.analysis, self.sayings = analysis, sayings
        self.context = Context(analysis, sayings)
        self.spoken = sayings.spoken

    def __call__(self, candidate: _Candidate, last: _Found | None) -> _Found | None:
        marked, end = candidate.marked, candidate.marked.pieces[-1].end
        before = self.context.before(marked)
        if self.spoken:
            return _Found(marked, before[0], end) if before is not None and before[1] and before[0].by_name else None
        if marked.closed:
            after = self.context.after(marked)
        else:
            after, end = self.context.inside(marked)
        alone = opens_sentence(self.analysis, marked)
        if after is not None and (alone or candidate.clause or self._set_off(marked)):
            if before is not None and self._better(*before, after):
                after = before[0]._replace(verb=after.verb)
            return _Found(marked, after, end)
        if before is not None and before[1]:
            return _Found(marked, before[0], end)
        if last is not None and self._chained(candidate, last):
            return _Found(marked, last.attribution._replace(description=None), end)
        if before is not None and marked.closed and self._worked_in(candidate):
            return _Found(marked, before[0], end)
        found = self._understood(candidate, last) if alone else self._continued(candidate, last) or self._speaking(candidate)
        return None if found is None else _Found(marked, found, end)

    @staticmethod
    def _better(before: Attribution, sure: bool, after: Attribution) -> bool:
        """Whether the clause before names the speaker whom the verb after leaves out or only describes."""
        if before.speaker is None or before.resolved_by == "ellipsis":
            return False
        unnamed = after.speaker is None and (after.subject is None or sure)
        return unnamed or after.resolved_by in ("ellipsis", "coreference")

    def _chained(self, candidate: _Candidate, last: _Found) -> bool:
        """«“…” y que “…”»: more words under the same verb."""
        text, opening = self.analysis.text, candidate.marked.outer.start
        gap = text[last.marked.outer.end : opening]
        return candidate.clause and text[candidate.marked.pieces[0].start].islower() and _CHAIN.fullmatch(gap) is not None

    def _worked_in(self, candidate: _Candidate) -> bool:
        """Whether the words read as part of the clause they stand in; a capital there mostly starts a title."""
        if self.analysis.text[candidate.marked.pieces[0].start].isupper():
            return candidate.finite and len(candidate.words) >= 8
        return candidate.finite or len(candidate.words) >= 5

    def _set_off(self, marked: Marked) -> bool:
        """Whether a comma or colon stands before the marks: words added to the sentence, not a term of it."""
        return self.analysis.text[: marked.outer.start].rstrip().endswith((",", ":"))

    def _understood(self, candidate: _Candidate, last: _Found | None) -> Attribution | None:
        """A sentence in marks without a verb of saying belongs to whoever spoke last."""
        first = self.analysis.text[candidate.marked.pieces[0].start]
        near = last is not None and "\n" not in self.analysis.text[last.marked.outer.end : candidate.marked.outer.start]
        whole = candidate.finite and (near or len(candidate.words) >= 6) and (first.isupper() or first in "¿¡")
        if not whole or candidate.marked.part not in _BODY or not closes_sentence(self.analysis, candidate.marked):
            return None
        topic = self.sayings.turns.last(candidate.marked.outer.start)
        return None if topic is None else topic.weighed(0.9)

    def _continued(self, candidate: _Candidate, last: _Found | None) -> Attribution | None:
        """More words of the speaker quoted in the sentence before, worked into the writer's own sentence."""
        if last is None or not candidate.finite or last.attribution.speaker is None:
            return None
        gap = Span(last.marked.outer.end, candidate.marked.outer.start)
        same = self.analysis.sentence_at(gap.start - 1).start == self.analysis.sentence_at(gap.end).start
        if len(candidate.words) < (5 if same else 8):
            return None
        if "\n" in self.analysis.string(gap) or gap.end - gap.start > 160 or self.sayings.speakers.between(*gap):
            return None
        return Attribution(last.attribution.speaker, None, "ellipsis", 0.6)

    def _speaking(self, candidate: _Candidate) -> Attribution | None:
        """Words worked into a sentence that tells of a speech: «en su discurso, Ana Paz llamó a “cuidar lo nuestro”»."""
        opening, first = candidate.marked.outer.start, candidate.marked.pieces[0].start
        sentence = self.analysis.sentence_at(opening)
        acting = self.sayings.acting(sentence)
        if (
            acting is None
            or acting.span.end > opening
            or not candidate.marked.closed
            or not self.analysis.text[first].islower()
        ):
            return None
        before = self.analysis.tokens_in(Span(sentence.start, opening))
        owned = any(a.lower in ("su", "sus") and b.lower in grammar.words("speech") for a, b in pairwise(before))
        alone = all(
            p.speaker.kind != "person" or p.speaker.entity == acting.speaker.entity
            for p in self.sayings.speakers.between(acting.span.end, opening)
        )
        return self.sayings.turns.by(acting, 0.7) if owned and alone else None


def _quotation(analysis: Analysis, found: _Found) -> Quotation:
    pieces = [*found.marked.pieces[:-1], Span(found.marked.pieces[-1].start, found.end)]
    pieces = [piece for piece in (_without_comma(analysis.text, p) for p in pieces) if piece.start < piece.end]
    text = " ".join(" ".join(analysis.release.printed(piece).split()) for piece in pieces)
    who = found.attribution.weighed(1.0 if found.marked.closed else 0.9)
    return Quotation(text, who.speaker, who.verb, who.resolved_by, tuple(pieces), who.confidence)


def _without_comma(text: str, piece: Span) -> Span:
    """The piece without a comma before the closing mark, which belongs to the sentence around."""
    end = piece.end
    while end > piece.start and text[end - 1] in ",; \n":
        end -= 1
    return Span(piece.start, end)


def _without_repetitions(analysis: Analysis, found: Iterable[_Found]) -> list[_Found]:
    """Each quotation once: a known speaker before none, the body's printing before a headline's."""
    kept: list[tuple[str, _Found]] = []
    for candidate in found:
        words = " ".join(re.findall(r"\w+", " ".join(fold(analysis.string(p)) for p in candidate.marked.pieces)))
        twin = next((i for i, (known, _) in enumerate(kept) if _same(known, words)), None)
        if twin is None:
            kept.append((words, candidate))
        elif _worth(candidate) > _worth(kept[twin][1]):
            kept[twin] = (words, candidate)
    return sorted((f for _, f in kept), key=lambda f: f.marked.outer.start)


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 40 and short in long)


def _worth(found: _Found) -> tuple[bool, bool]:
    return found.attribution.speaker is not None, found.marked.part in _BODY
