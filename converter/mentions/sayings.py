"""The verbs of saying of a release and who is their subject, or where they have none, whoever spoke last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from converter.language import saying
from converter.language.grammar import phrases, words
from converter.language.saying import SayingVerb
from converter.language.sentencehood import has_finite_verb
from converter.layout.headline import spoken_kinds
from converter.mentions import marks
from converter.mentions.analysis import Analysis
from converter.mentions.attribution import GROUP, UNKNOWN, Attribution, Turns, gender_of
from converter.mentions.marks import READ, Marked
from converter.mentions.speakers import Phrase, Speaker, Speakers
from converter.model import Part, Span

_LONG = 16  # characters: marks around less are a nickname or a word, and part no clauses


@dataclass(frozen=True, slots=True)
class _Clause:
    """A verb of saying where it stands: its sentence, the earlier verbs of it, and where its own clause can begin."""

    verb: SayingVerb
    sentence: Span
    earlier: tuple[Attribution, ...]
    low: int


class Sayings:
    """The verbs of saying of one release outside its quotation marks, each with its speaker."""

    def __init__(self, analysis: Analysis, speakers: Speakers, marked: Sequence[Marked]) -> None:
        self.analysis, self.speakers, self.marked = analysis, speakers, tuple(marked)
        long = [m for m in marked if m.outer.end - m.outer.start > _LONG]
        self._inside = sorted(piece for m in long for piece in m.pieces)
        self._inside_starts = [s.start for s in self._inside]
        self._outer_ends = sorted(m.outer.end for m in long)
        self.turns = Turns(analysis, speakers, [s for s in analysis.sentences if not self.quoted(s.start)])
        self.by_sentence: dict[int, list[tuple[SayingVerb, Attribution]]] = {}
        self._verbs = analysis.words.at(saying.openings())
        for sentence in analysis.sentences:
            if analysis.part_at(sentence.start) in READ:
                self._read(sentence)

    @classmethod
    def of(cls, analysis: Analysis, speakers: Sequence[Speaker]) -> Sayings:
        """The sayings of a release; `speakers` are all mentions that can speak."""
        return cls(analysis, Speakers(analysis, speakers), marks.find(analysis.text, analysis.release.passages))

    @property
    def spoken(self) -> bool:
        """Whether the release is a speech or a transcript, whose "he said" is somebody's within it.

        Whoever gives a speech puts words into many mouths; there only a speaker printed by name is taken for one.
        """
        release = self.analysis.release
        return release.kind in spoken_kinds("transcript", "speech") or bool(release.spans(Part.SPEAKER))

    def quoted(self, position: int) -> bool:
        """Whether `position` lies between quotation marks."""
        i = bisect_right(self._inside_starts, position) - 1
        return i >= 0 and position < self._inside[i].end

    def in_sentence(self, position: int) -> list[tuple[SayingVerb, Attribution]]:
        """The verbs of saying of the sentence at `position`, in order."""
        return self.by_sentence.get(self.analysis.sentence_at(position).start, [])

    def following(self, verb: SayingVerb, around: Span) -> Attribution | None:
        """The attribution by a verb that stands inside `around`, because a closing mark was lost."""
        tokens = self.analysis.tokens
        found = self._after(_Clause(verb, around, (), around.start + 1))
        if found is None and verb.last + 1 < len(tokens) and tokens[verb.last + 1].text == ".":
            found = self._last(around.start, verb)
        return None if found is None else found._replace(verb=self._printed(verb))

    def _printed(self, verb: SayingVerb) -> str:
        tokens = self.analysis.tokens
        return self.analysis.text[tokens[verb.first].start : tokens[verb.last].end]

    def _read(self, sentence: Span) -> None:
        """Find the verbs of a sentence, and note who acts and speaks in it."""
        turns: list[tuple[int, str | None]] = []
        acting = self.acting(sentence)
        if acting is not None:
            turns.append((acting.span.start, acting.speaker.entity))
        several: list[tuple[SayingVerb, Attribution]] = []
        first, last = self.analysis.index(sentence.start), self.analysis.index(sentence.end)
        self.by_sentence[sentence.start] = several
        at = self._verbs[bisect_left(self._verbs, first) : bisect_left(self._verbs, last)]
        for verb in saying.find(self.analysis.tokens, first, last, at):
            start = self.analysis.tokens[verb.first].start
            low = self._low(sentence, start)
            if self.quoted(start) or (verb.form.kind == "frame" and low == sentence.start):
                continue
            clause = _Clause(verb, sentence, tuple(a for _, a in several), low)
            found = self._subject(clause)._replace(verb=self._printed(verb))
            several.append((verb, found))
            if verb.finite and found.known and found.resolved_by != "ellipsis" and not self._is_told(clause, found):
                turns.append((start, found.speaker))
        self.turns.add(turns)

    def _is_told(self, clause: _Clause, found: Attribution) -> bool:
        """Whether the verb stands in what an earlier one of its sentence reports: "Ana Paz dijo que el gremio pidió agua"."""
        tokens, start = self.analysis.tokens, self.analysis.tokens[clause.verb.first].start
        if found.subject is None or found.subject.start > start:
            return False
        for verb, attribution in self.by_sentence[clause.sentence.start]:
            onward = verb.last + 1 < len(tokens) and tokens[verb.last + 1].text == "que"
            if onward and attribution.known and tokens[verb.last].end <= found.subject.start:
                return attribution.speaker != found.speaker
        return False

    def _low(self, sentence: Span, start: int) -> int:
        """Where the clause of a verb at `start` can begin: after the last closing mark of the sentence."""
        i = bisect_right(self._outer_ends, start) - 1
        return max(sentence.start, self._outer_ends[i]) if i >= 0 else sentence.start

    def acting(self, sentence: Span) -> Phrase | None:
        """The first person of the sentence who does something: no preposition before, a verb after."""
        skip, stop = words("clitic", "adverb"), words("preposition", "relative", "joint")
        for phrase in self.speakers.between(sentence.start, sentence.end):
            known = phrase.speaker.kind == "person" and phrase.speaker.entity is not None
            opinion = phrase.oblique and self.analysis.text[sentence.start : phrase.span.start].strip() == "Para"
            if opinion and known:
                return phrase  # "Para Ana Paz, hoy ..."
            if phrase.oblique or not known or self.quoted(phrase.span.start):
                continue
            i, depth = self.analysis.index(phrase.span.end), 0
            for token in self.analysis.tokens[i : i + 40]:
                if token.text in "()":
                    depth += 1 if token.text == "(" else -1
                elif depth == 0 and token.text != "," and token.lower not in skip:
                    if token.shape == "lower" and token.text not in stop:
                        return phrase
                    break
        return None

    def _subject(self, clause: _Clause) -> Attribution:
        """The speaker by the first rule that fits: relative, subject before, subject after, and then what is understood."""
        verb, sentence, tokens = clause.verb, clause.sentence, self.analysis.tokens
        start, i = tokens[verb.first].start, verb.first - 1
        while i >= 0 and tokens[i].start >= sentence.start and tokens[i].lower in words("clitic", "adverb"):
            i -= 1
        if i >= 0 and tokens[i].text == ")":  # "la plataforma (nacional) reporta"
            i = next((k - 1 for k in range(i, max(i - 8, 0), -1) if tokens[k].text == "("), i)
        previous = tokens[i].lower if i >= 0 and tokens[i].start >= sentence.start else ""
        relative = tokens[i - 1].lower if i > 0 and previous == "," else previous
        if relative in words("relative"):
            antecedent = self.speakers.nearest_person(start, sentence.start)
            if relative == "quienes" or verb.form.plural:
                return GROUP
            return UNKNOWN if antecedent is None else self.turns.by(antecedent, 0.97)
        if verb.finite and verb.impersonal:
            agent = self.speakers.adjacent_after(verb.last + 1, sentence.end)
            return self.turns.by(agent) if agent is not None and agent.speaker.kind == "person" else UNKNOWN
        if not verb.finite:
            return self._inherited(clause) or self._last(start, verb)
        before = self.speakers.adjacent_before(verb, clause.low)
        if before is not None and previous == "," and self._closes_clause(before, clause):
            after = self._after(clause)
            if after is not None and after.known:
                return after  # "crece la obra que prometió Ana Paz, confirmó hoy el ministro, Luis Mora"
        if before is not None:
            return GROUP if verb.form.plural and before.speaker.kind == "person" else self.turns.by(before)
        after = self._after(clause)
        if after is not None or verb.form.plural:
            return after or GROUP
        if previous and tokens[i].shape != "mark" and previous not in words("joint"):
            return UNKNOWN  # a noun that no mention covers: «el informe señala»
        return self._understood(clause, previous)

    def _closes_clause(self, phrase: Phrase, clause: _Clause) -> bool:
        """Whether only the comma that ends another clause stands between a phrase and the verb: no apposition opened before."""
        before = self.analysis.text[clause.low : phrase.span.start]
        return "," not in self.analysis.string(phrase.span) and re.search(r"\bque\b", before) is not None

    def _understood(self, clause: _Clause, previous: str) -> Attribution:
        """The speaker of a verb without a subject of its own."""
        verb, sentence, tokens = clause.verb, clause.sentence, self.analysis.tokens
        start = tokens[verb.first].start
        inherited = self._inherited(clause)
        if inherited is not None:
            return inherited
        nearest = self.speakers.nearest_before(start, clause.low)
        if nearest is not None and previous:
            return self.turns.by(nearest, 0.9)
        aside = verb.last + 1 < len(tokens) and tokens[verb.last + 1].text in ",)—–-"
        opens = self.analysis.tokens_in(sentence)[0].lower
        if opens in words("article") and previous == "," and not aside and clause.low == sentence.start:
            return UNKNOWN  # «El informe, presentado ayer, señala»
        return self._last(start, verb)

    def _last(self, position: int, verb: SayingVerb) -> Attribution:
        return self.turns.last(position, verb.form.plural) or UNKNOWN

    def _inherited(self, clause: _Clause) -> Attribution | None:
        """The speaker of an earlier verb of the same sentence, for «y agregó», or of its subject, for «al señalar»."""
        for earlier in reversed(clause.earlier):
            if earlier.known:
                return earlier.weighed(0.95)._replace(description=None)
        if clause.verb.finite:
            return None
        nearest = self.speakers.nearest_before(self.analysis.tokens[clause.verb.first].start, clause.sentence.start)
        return self.turns.by(nearest, 0.9) if nearest is not None else None

    def _after(self, clause: _Clause) -> Attribution | None:
        """The subject after the verb: a mention, a name after an unknown office, or a description."""
        verb, sentence, tokens = clause.verb, clause.sentence, self.analysis.tokens
        i = self._past_asides(verb.last + 1)
        if i >= len(tokens) or tokens[i].start >= sentence.end:
            return None
        closes = clause.low > sentence.start
        phrase = self.speakers.adjacent_after(i, sentence.end)
        named = self.speakers.named_after(i, sentence.end)
        if phrase is not None:
            if verb.form.plural and phrase.speaker.kind == "person":
                return GROUP
            unnamed = phrase.speaker.entity is None and phrase.speaker.form == "role"
            return self.turns.by(named if unnamed and closes and named is not None else phrase)
        if closes and tokens[i].lower in words("preposition"):
            beyond = self._beyond(i, sentence)
            return None if beyond is None else self.turns.by(beyond, 0.9)
        if tokens[i].lower not in words("article") or not (closes or self._introduces(i)):
            return None
        return self.turns.by(named, 0.95) if named is not None else self._description(i, sentence)

    def _introduces(self, i: int) -> bool:
        """Whether "que" behind the noun phrase at token `i` opens what is said («dijo la joven que el mar subió»), and is not
        the noun's own («destacó el trabajo que hacen»)."""
        tokens = self.analysis.tokens
        that = next((j for j in range(i, min(i + 8, len(tokens))) if tokens[j].text == "que"), None)
        return that is not None and not has_finite_verb(tokens[that + 1 : that + 2])

    def _beyond(self, index: int, sentence: Span) -> Phrase | None:
        """The subject behind a phrase that says how or where: «dijo entre lágrimas Ana Paz»."""
        several = self.speakers.between(self.analysis.tokens[index].start, sentence.end)
        phrase = next((p for p in several if p.speaker.kind == "person" and not p.oblique), None)
        if phrase is None:
            return None
        between = self.analysis.tokens[index : self.analysis.index(phrase.span.start)]
        plain = len(between) <= 8 and all(t.shape != "mark" and t.text not in ("que", "y", "e") for t in between)
        return phrase if plain and not has_finite_verb(between) else None

    def _past_asides(self, i: int) -> int:
        """The first token from `i` on that is no adverb and no aside, commas around an aside left out too."""
        tokens, text = self.analysis.tokens, self.analysis.text
        while i < len(tokens):
            comma = tokens[i].text == "," and i + 1 < len(tokens)
            aside = phrases("aside").match(text, tokens[i + comma].start)
            if aside is not None:
                i = self.analysis.index(aside.end())
                i += comma and i < len(tokens) and tokens[i].text == ","
            elif tokens[i].lower in words("adverb"):
                i += 1
            else:
                break
        return i

    def _description(self, index: int, sentence: Span) -> Attribution | None:
        """«la funcionaria», «los expertos»: an article and a noun that no mention covers."""
        tokens = self.analysis.tokens
        article, rest = tokens[index].lower, [t for t in tokens[index + 1 : index + 5] if t.end <= sentence.end]
        if not rest or rest[0].shape != "lower" or rest[0].text in words("preposition"):
            return None
        if article.endswith("s") and article != "su":
            return GROUP
        stop = words("preposition", "joint")
        length = 1
        while length < min(3, len(rest)) and rest[length].shape != "mark" and rest[length].text not in stop:
            length += 1
        span = Span(tokens[index].start, rest[length - 1].end)
        if length < len(rest) and rest[length].text in ("de", "del"):
            return GROUP._replace(confidence=0.8, subject=span)
        return self.turns.described(span, gender_of(self.analysis.string(span)))
