"""Who is said to have said something, and who spoke last where: what an elided subject or a description stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from converter.language.grammar import words
from converter.mentions import anaphora
from converter.mentions.analysis import Analysis
from converter.mentions.speakers import Phrase, Speakers
from converter.model import Span

_REACH = 8  # sentences an elided subject may lie back; in releases it is nearly always the one before
_CONFIDENCE = {
    "explicit": 0.97,
    "partial-name": 0.95,
    "role-in-document": 0.9,
    "ellipsis": 0.85,
    "pronoun": 0.75,
    "coreference": 0.7,
}
_FEMININE, _MASCULINE = ("la", "una", "esta"), ("el", "un", "este")


class Attribution(NamedTuple):
    """The speaker of words, as far as the text names one. `known` is false where a subject stands there that names nobody
    known; `subject` is where the speaker is mentioned; `description` is set where what went before resolved it."""

    speaker: str | None
    verb: str | None = None
    resolved_by: str = "explicit"
    confidence: float = 0.9
    known: bool = True
    subject: Span | None = None
    description: Span | None = None

    @property
    def by_name(self) -> bool:
        """Whether the text prints the speaker's name for these very words."""
        return self.speaker is not None and self.resolved_by in ("explicit", "partial-name")

    def weighed(self, weight: float) -> Attribution:
        """The same with its confidence times `weight`."""
        return self._replace(confidence=round(self.confidence * weight, 3))


UNKNOWN = Attribution(None, confidence=0.5, known=False)
GROUP = Attribution(None)


def gender_of(text: str) -> str:
    """f or m by the article that a phrase opens with, which nouns in -ista need; empty without one."""
    article = text.split(maxsplit=1)[0].lower()
    return "f" if article in _FEMININE else "m" if article in _MASCULINE else ""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody acts or speaks at a position; `entity` None is a group."""

    position: int
    sentence: int
    entity: str | None


class Turns:
    """Who acts and speaks in a release, filled sentence by sentence from its beginning. `sentences` are those that count
    for how far back a turn lies: words between marks put no distance between a speaker and what is said of him."""

    def __init__(self, analysis: Analysis, speakers: Speakers, sentences: Sequence[Span]) -> None:
        self.analysis, self.speakers = analysis, speakers
        self._sentence_starts = [s.start for s in sentences]
        self._turns: list[_Turn] = []

    def add(self, several: Iterable[tuple[int, str | None]]) -> None:
        """Note the positions and entities of the turns of the next sentence."""
        self._turns += [
            _Turn(position, self._number(position), entity) for position, entity in sorted(several, key=lambda t: t[0])
        ]

    def last(self, position: int, plural: bool = False) -> Attribution | None:
        """Who acted or spoke last before `position`; None where nobody did within reach."""
        for turn, far in self._before(position):
            if plural or turn.entity is not None:
                entity = None if plural else turn.entity
                return Attribution(entity, None, "ellipsis", _CONFIDENCE["ellipsis"]).weighed(0.93 ** max(0, far - 1))
        return None

    def described(self, span: Span, gender: str) -> Attribution:
        """The last person before a description whom the text names with its noun («la señora Ana Paz», «la señora»), else the
        last whose gender and office agree with it."""
        namesake = self._called(span)
        if namesake is not None:
            return Attribution(namesake, None, "coreference", _CONFIDENCE["coreference"], subject=span, description=span)
        offices = anaphora.offices(self.analysis.string(span))
        for turn, _ in self._before(span.start):
            agrees = not gender or self.speakers.gender(turn.entity) in ("", gender)
            if turn.entity is not None and agrees and self.speakers.may_hold(turn.entity, offices):
                return Attribution(turn.entity, None, "coreference", _CONFIDENCE["coreference"], subject=span, description=span)
        return GROUP._replace(confidence=0.8, subject=span)

    def _called(self, span: Span) -> str | None:
        """The last person before `span`, within reach, whose name stands right behind the noun of `span`."""
        tokens, here = self.analysis.tokens, self._number(span.start)
        first = self.analysis.index(span.start)
        noun = tokens[first + (tokens[first].lower in words("article"))].fold
        for phrase in reversed(self.speakers.between(0, span.start)):
            start = phrase.speaker.span.start
            if here - self._number(start) > _REACH:
                return None
            i = self.analysis.index(start)
            named = phrase.speaker.form == "name" and phrase.speaker.kind == "person" and phrase.speaker.entity is not None
            if named and noun in (tokens[i].fold, tokens[i - 1].fold if i else ""):
                return phrase.speaker.entity
        return None

    def by(self, phrase: Phrase, weight: float = 1.0) -> Attribution:
        """The attribution to whoever `phrase` mentions, an office without a holder looked up in what went before."""
        speaker, text = phrase.speaker, self.analysis.string(phrase.span)
        if speaker.entity is None and speaker.kind == "person" and anaphora.is_bare(text):
            return self.described(phrase.span, gender_of(text) or speaker.gender)
        how = self.speakers.resolution(speaker)
        return Attribution(speaker.entity, None, how, _CONFIDENCE[how], subject=phrase.span).weighed(weight)

    def _number(self, position: int) -> int:
        return bisect_right(self._sentence_starts, position) - 1

    def _before(self, position: int) -> Iterable[tuple[_Turn, int]]:
        """The turns before `position` within reach, the last first, and how many sentences back each is."""
        here = self._number(position)
        end = bisect_left(self._turns, position, key=lambda t: t.position)
        start = bisect_left(self._turns, here - _REACH, hi=end, key=lambda t: t.sentence)
        return [(turn, here - turn.sentence) for turn in reversed(self._turns[start:end])]
