"""Reported statements: what somebody is said to have said, in the writer's clause and without quotation marks.

A clause after a verb of saying («señaló que …»), before it («…, concluyó»), around it («Son, dijo, …»), after a source («Según
Ana Paz, …»), or a headline that names its speaker («…: Ana Paz»). The text is the clause as printed, without the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from converter.language.grammar import folded, phrases, words
from converter.language.saying import SayingVerb
from converter.language.sentencehood import has_finite_verb
from converter.language.text import Token
from converter.mentions.analysis import Analysis
from converter.mentions.attribution import Attribution
from converter.mentions.sayings import Sayings
from converter.mentions.speakers import Phrase
from converter.model import Part, Quotation, Span, Statement

_OWN_WORDS = 4  # a clause with fewer words outside quotation marks is the quotation's frame, not a statement
_TITLES = (Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.ITEM)
_TEXTS = (Part.PARAGRAPH, Part.ITEM, Part.SUBHEADLINE)
_GAP = 20  # tokens between a verb and its "que"
_ONWARD = re.compile(r"\w|;")  # a joint that is more than a comma
_PRETERITE = re.compile(r"\w{2,}(?:ó|aron|[ij]eron)")  # the endings of its third persons; the rest are in the table
_TOGETHER = re.compile(r"\b(?:al|tras|(?:además|luego|después)\s+de)\s+$", re.I)


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of saying of a sentence with its speaker."""

    verb: SayingVerb
    who: Attribution


@cache
def _joint() -> re.Pattern[str]:
    """What joins a saying to the one before, at the end of a text: " y ", ", mientras que ", "; por ello, "."""
    adverbial = rf"{phrases('meanwhile').pattern}(?:\s+que)?\s+|{phrases('therefore').pattern}\s*,?\s+"
    return re.compile(rf"(?:\s*[,;]\s*(?:(?:y|e|pero)\s+)?|\s+(?:y|e)\s+)(?:{adverbial})?(?:además\s+)?$", re.I)


def _is_preterite(word: str) -> bool:
    return word in words("strong-preterite") or _PRETERITE.fullmatch(word) is not None


def find(sayings: Sayings, quotations: Sequence[Quotation]) -> list[Statement]:
    """The reported statements of a release in order; only those whose speaker the text names.

    A clause that holds part of a quotation is reported too where it has words of its own outside the marks.
    """
    return sorted(_Finder(sayings.analysis, sayings, quotations).run(), key=lambda s: s.evidence[0])


class _Finder:
    """The statements of one release."""

    def __init__(self, analysis: Analysis, sayings: Sayings, quotations: Sequence[Quotation]) -> None:
        self.analysis, self.sayings = analysis, sayings
        self.speakers = sayings.speakers
        self.quoted = sorted(span for q in quotations for span in q.evidence)

    def run(self) -> Iterator[Statement]:
        """Headlines first, then sentence by sentence."""
        for passage in self.analysis.release.passages:
            if passage.part in _TITLES:
                yield from self._titled(passage.span)
        for sentence in self.analysis.sentences:
            if self.analysis.part_at(sentence.start) in _TEXTS:
                yield from self._in_sentence(sentence)

    def _in_sentence(self, sentence: Span) -> Iterator[Statement]:
        several = [_Verb(v, a) for v, a in self.sayings.in_sentence(sentence.start)]
        told = False
        for number, one in enumerate(several):
            anybody = one.who.speaker is None or (self.sayings.spoken and not one.who.by_name)
            if one.verb.form.kind == "frame" or anybody or not self._reports(one):
                continue
            clause = self._subordinate(one, sentence, several[number + 1 :])
            pieces = [clause] if clause is not None else [] if told else self._around(one, sentence)
            statement = self._statement(pieces, one.who)
            if statement is not None:
                told = True
                yield statement
        if not told:
            yield from self._sourced(sentence)

    def _reports(self, one: _Verb) -> bool:
        """Not so an infinitive that only could be said: «cabe mencionar que», «con el fin de asegurar que»."""
        before = self.analysis.text[: self.analysis.tokens[one.verb.first].start][-24:]
        return one.verb.form.tense != "infinitive" or _TOGETHER.search(before) is not None

    def _statement(self, pieces: Sequence[Span], who: Attribution) -> Statement | None:
        spans = tuple(s for s in (self._trimmed(piece) for piece in pieces) if s.start < s.end)
        if not spans or self._own_words(spans[-1]) < _OWN_WORDS:
            return None
        text = " ".join(" ".join(self.analysis.release.printed(s).split()) for s in spans)
        return Statement(text, who.speaker, who.verb, who.resolved_by, spans, who.confidence)

    def _trimmed(self, span: Span) -> Span:
        text, start, end = self.analysis.text, span.start, span.end
        while start < end and (text[start].isspace() or text[start] in ",;:.-–—_*"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.-–—_*"):
            end -= 1
        return Span(start, end)

    def _own_words(self, span: Span) -> int:
        words = [t.start for t in self.analysis.tokens_in(span) if t.shape != "mark"]
        quoted = [q for q in self.quoted if q.overlaps(span)]
        return sum(not any(q.start <= start < q.end for q in quoted) for start in words) if quoted else len(words)

    def _subordinate(self, one: _Verb, sentence: Span, later: Sequence[_Verb]) -> Span | None:
        """The clause after "que", up to the next verb of saying of the sentence or its end."""
        that = self._that(one, sentence)
        if that is None:
            return None
        end = sentence.end
        for following in later:
            cut = self._cut(one, following, sentence, that.end)
            if cut is not None:
                end = cut
                break
        return Span(that.end, self._past_quotation(that.end, end))

    def _past_quotation(self, start: int, end: int) -> int:
        """`end`, or the closing mark where a sentence ended inside a quotation of the clause."""
        for quoted in self.quoted:
            if start < quoted.start < end <= quoted.end:
                return min(quoted.end + 1, len(self.analysis.text))
        return end

    def _that(self, one: _Verb, sentence: Span) -> Token | None:
        """The "que" that the verb governs; not that of a relative clause («destacó el trabajo que hacen»)."""
        tokens, i = self.analysis.tokens, one.verb.last + 1
        subject = one.who.subject
        if subject is not None and i < len(tokens) and tokens[i].start <= subject.start < sentence.end:
            i = self.analysis.index(subject.end)
        for j in range(i, min(i + _GAP, len(tokens))):
            token = tokens[j]
            if token.start >= sentence.end or token.text in '.;:“”"«»':
                return None
            if token.text == "que":
                between = [t for t in tokens[i:j] if t.lower not in words("adverb")]
                if one.verb.form.reflexive and len(between) > 1:
                    return None  # "se refirió al programa que lleva a cabo"
                if [t.text for t in between] == [","] and i == one.verb.last + 1 and not self.sayings.spoken:
                    return token  # "enfatizó, que ...": the comma is the writer's slip
                return token if not between or self._transparent([t.lower for t in between], one.verb.finite) else None
        return None

    @staticmethod
    def _transparent(between: Sequence[str], finite: bool) -> bool:
        """Whether words between verb and "que" leave it the verb's own: an aside, its preposition, a place or a hearer."""
        if not finite and len(between) > 1:
            return False
        if between[0] in (",", "(") and between[-1] in (",", ")"):
            return len(between) > 2
        # "agradeció a los vecinos la ayuda que dan": behind the hearer stands what the relative clause is of.
        pairs = pairwise(between[1:])
        object_ = any(word in words("article") and before not in {*words("preposition"), "y"} for before, word in pairs)
        if between[-1] == ",":  # "dijo ayer en el foro, que ..."
            return between[0] in ("en", "durante", "ante", "este", "esta", "ayer") and not object_
        if between[-1] in ("en", "de", "a", "sobre"):
            return len(between) == 1 or (len(between) <= 4 and between[0] not in words("preposition"))
        return (
            between[0] in ("a", "al", "en", "durante", "ante", "como")
            and len(between) <= 6
            and "," not in between
            and not object_
        )

    def _cut(self, one: _Verb, following: _Verb, sentence: Span, start: int) -> int | None:
        """Where the clause that `one` governs from `start` on ends because `following` says something else, or closes it; None
        where that verb belongs to what is said («que el plan, que habla de aguas, propone …»)."""
        tokens, subject = self.analysis.tokens, following.who.subject
        first = tokens[following.verb.first].start
        rest = self._rest(following, sentence)
        closing = rest is not None and rest.start >= rest.end
        colon = tokens[following.verb.last + 1].text == ":" if following.verb.last + 1 < len(tokens) else False
        further = self._goes_on(one, following, start)
        own = closing or colon or further or self._that(following, sentence) is not None
        if not following.verb.finite or not following.who.known or not own:
            return None
        before = subject is not None and start < subject.start < first
        i = self.analysis.index(subject.start) if before and subject is not None else following.verb.first
        skip = words("clitic", "adverb", "lead", "article") - {"y", "e"}
        while tokens[i - 1].start >= start and tokens[i - 1].lower in skip:
            i -= 1
        joint = _joint().search(self.analysis.text, start, tokens[i].start)
        if joint is None or joint.start() <= start:
            return None
        bare = further and not (closing or colon or self._that(following, sentence))
        return None if bare and _ONWARD.search(joint.group()) is None else joint.start()

    def _goes_on(self, one: _Verb, following: _Verb, start: int) -> bool:
        """Whether the speaker of `one` goes on to another saying without a clause («dijo que hay agua y pidió calma»): it has
        no subject of its own and the tense of `one`, and nothing that is said is in that tense («que el juez fue y pidió»)."""
        first, second = one.verb.form, following.verb.form
        if (first.tense, first.plural) != (second.tense, second.plural) or second.tense != "preterite":
            return False
        said = self.analysis.tokens_in(Span(start, self.analysis.tokens[following.verb.first].start))
        owned = following.who.subject is not None and following.who.subject.start > start
        return not owned and following.who.speaker == one.who.speaker and not any(_is_preterite(t.lower) for t in said)

    def _around(self, one: _Verb, sentence: Span) -> list[Span]:
        """The clause before a verb that closes the sentence, or on both sides of one that interrupts it."""
        tokens, start = self.analysis.tokens, self.analysis.tokens[one.verb.first].start
        if not one.verb.finite or one.verb.form.kind not in ("say", "think"):
            return []
        if one.who.subject is not None and one.who.subject.end <= start:
            return []
        i, skip = one.verb.first, words("clitic", "adverb", "lead")
        while i > 0 and tokens[i - 1].start >= sentence.start and tokens[i - 1].lower in skip:
            i -= 1
        rest = self._rest(one, sentence)
        if i == 0 or tokens[i - 1].start < sentence.start:
            return self._announced(one, sentence)
        marked = tokens[i - 1].text in (",", "—", "–")
        if not marked and not self._closes(one, rest, tokens[i - 1]):
            return []
        before = Span(sentence.start, tokens[i - 1].start if marked else tokens[i - 1].end)
        if rest is None or self._own_words(before) == 0:
            return []
        pieces = [before] if rest.start >= rest.end else [before, rest]
        inside = [t for piece in pieces for t in self.analysis.tokens_in(piece)]
        return pieces if has_finite_verb(inside) else []

    def _closes(self, one: _Verb, rest: Span | None, previous: Token) -> bool:
        """Whether a verb behind no comma ends the sentence with a name («Habrá agua en la villa informó Ana Paz»)."""
        stop = words("relative", "joint", "preposition", "article", "clitic")
        behind = one.who.by_name and one.who.subject is not None
        return (
            behind and rest is not None and rest.start >= rest.end and previous.shape != "mark" and previous.lower not in stop
        )

    def _announced(self, one: _Verb, sentence: Span) -> list[Span]:
        """«Según informó Ana Paz, …»: the clause after the comma."""
        first = self.analysis.tokens[self.analysis.index(sentence.start)].lower
        rest = self._rest(one, sentence)
        return [rest] if first in ("según", "como") and rest is not None and rest.start < rest.end else []

    def _rest(self, one: _Verb, sentence: Span) -> Span | None:
        """What follows the verb and its subject: empty at the sentence's end, None where the verb has an object."""
        tokens, i = self.analysis.tokens, one.verb.last + 1
        subject = one.who.subject
        if subject is not None and subject.start >= tokens[one.verb.last].end:
            i = self.analysis.index(subject.end)
        if i >= len(tokens) or tokens[i].start >= sentence.end or tokens[i].text in ".!?…":
            return Span(sentence.end, sentence.end)
        if tokens[i].text == "," and subject is not None and subject.start > tokens[one.verb.first].start:
            tail = self.analysis.tokens_in(Span(tokens[i].end, sentence.end))
            if not has_finite_verb(tail):
                return Span(sentence.end, sentence.end)  # an apposition: «, concluyó Ana Paz, titular de Obras»
        if tokens[i].text in (",", "—", "–"):
            return Span(tokens[i].end, sentence.end)
        if tokens[i].lower in ("en", "durante", "al", "ante", "tras") and sentence.end - tokens[i].start < 90:
            return Span(sentence.end, sentence.end)
        return None

    def _sourced(self, sentence: Span) -> Iterator[Statement]:
        """«Según Ana Paz, …» and «…, según Ana Paz»."""
        text = self.analysis.text
        for match in phrases("source").finditer(text, sentence.start, sentence.end):
            phrase = self.speakers.adjacent_after(self.analysis.index(match.end()), sentence.end)
            if phrase is None or phrase.speaker.entity is None or self.sayings.quoted(match.start()):
                continue
            rest = re.compile(r"(?:\s*\([^)]*\))?\s*(,|[.!?]?$)").match(text, phrase.span.end, sentence.end)
            if rest is None:
                continue
            if match.start() == sentence.start and rest.group(1) == ",":
                piece = Span(rest.end(), sentence.end)
            elif text[: match.start()].rstrip().endswith(",") and rest.group(1) != ",":
                piece = Span(sentence.start, match.start())
            else:
                continue
            statement = self._by(phrase, piece, match.group())
            if statement is not None:
                yield statement

    def _titled(self, span: Span) -> Iterator[Statement]:
        """«Claim: Ana Paz» and «Ana Paz: claim», without marks, in headlines and bullets."""
        text = self.analysis.text
        several = self.speakers.between(*span)
        if not several:
            return
        first, last = several[0], several[-1]
        if re.fullmatch(r"[\s.»”]*", text[last.span.end : span.end]):
            colon = re.compile(r":\s*(?:[^\W\d_]+\.?\s+){0,3}$").search(text, span.start, last.span.start)
            if colon is not None:
                yield from self._claim(last, Span(span.start, colon.start()))
                return
        colon = re.compile(r"\s*:\s+").match(text, first.span.end, span.end)
        if colon is not None and not re.search(r"\w", text[span.start : first.span.start]):
            yield from self._claim(first, Span(colon.end(), span.end))

    def _claim(self, phrase: Phrase, piece: Span) -> Iterator[Statement]:
        tokens = self.analysis.tokens_in(piece)
        credited = bool(tokens) and tokens[-1].fold in folded("credit")
        if has_finite_verb(tokens) and not credited:
            statement = self._by(phrase, piece, None)
            if statement is not None:
                yield statement

    def _by(self, phrase: Phrase, piece: Span, verb: str | None) -> Statement | None:
        who = self.sayings.turns.by(phrase, 0.95)
        if who.speaker is None:
            return None
        return self._statement([piece], Attribution(who.speaker, verb, who.resolved_by, who.confidence))
