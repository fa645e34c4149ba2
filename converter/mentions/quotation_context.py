"""Who says words between marks, by what stands right before and right after them."""

from __future__ import annotations

import re
from functools import cache

from converter.language import saying
from converter.language.grammar import words
from converter.language.saying import SayingVerb
from converter.mentions.analysis import Analysis
from converter.mentions.attribution import Attribution
from converter.mentions.marks import Marked
from converter.mentions.sayings import Sayings
from converter.mentions.speakers import Phrase
from converter.model import Span

_FOR = re.compile(r"Para\s")
_AFTER_NOMINAL = re.compile(r"(?:\s*\([^)]*\))?(?:\s*,[^,;:.]{0,80})?\s*,?\s*:?\s*")
_NOTHING = re.compile(r"[\s,:;]*(?:(?:lo siguiente|textualmente)\s*:?)?\s*(?:(?:en|a|de)\s+)?(?:que)?[\s,:]*")
_COLON = re.compile(r"[\s,]*:\s*[-–—]?\s*")
_CLOSING_LEAD = re.compile(r"\s*(?:[:,–—(-]|\.\s?[–—-])\s*(?:(?:el|la|Dra?\.|Lic\.|Mtr[oa]\.)\s+)*")
_SO = re.compile(r"[\s.]*(?:Así|Esto|De esta manera|De este modo)(?:\s+(?:lo|es como))?\b")
_REACH = 14  # tokens after the closing mark within which its verb stands


@cache
def _sources() -> re.Pattern[str]:
    """A phrase that says whose words stand in quotation marks, and the beginning of the name: "en palabras del"."""
    phrases = "|".join(sorted(words("source", "quoted-source"))).replace("_", r"\s+")
    return re.compile(rf"(?:(?:\bfueron\s+las|,)\s+palabras\s+de|\b(?:{phrases}))(?:l|\s)", re.I)


class Context:
    """The surroundings of marked words in one release."""

    def __init__(self, analysis: Analysis, sayings: Sayings) -> None:
        self.analysis, self.sayings = analysis, sayings
        self.speakers = sayings.speakers

    def before(self, marked: Marked) -> tuple[Attribution, bool] | None:
        """Who says the words by what stands before them in the sentence, and whether grammar leaves no doubt."""
        text, opening = self.analysis.text, marked.outer.start
        low = self.analysis.sentence_at(opening).start
        if opening - low < 2:
            low = self._colon_before(low) or low
        named = self._name_and_colon(low, opening) or self._nominal(low, opening)
        if named is not None and named.speaker is not None:
            return named, True
        for verb, found in reversed(self.sayings.in_sentence(low)):
            last = self.analysis.tokens[verb.last]
            if last.end > opening or verb.form.kind == "frame":
                continue
            gap = text[last.end : opening]
            if self._governs(verb, found, gap) and (verb.finite or found.known):
                return found, True
            loose = verb.finite and not verb.impersonal and not re.search(r";|\.\s", gap.rstrip(" ;"))
            if named is None and loose:
                return found.weighed(0.9), False
        if named is None and text[low:opening].rstrip(" -–—").endswith(":"):
            acting = self.sayings.acting(self.analysis.sentence_at(low))
            if acting is not None and acting.span.end <= opening:
                return self.sayings.turns.by(acting, 0.85), True  # «Ana Paz fue clara: “…”»
        return None if named is None else (named, True)

    def after(self, marked: Marked) -> Attribution | None:
        """Who says the words by what follows the closing mark in the same sentence."""
        text, tokens, close = self.analysis.text, self.analysis.tokens, marked.outer.end
        end = self.analysis.sentence_at(close - 1).end
        verbs = {v.first: (v, a) for v, a in self.sayings.in_sentence(close - 1)}
        start = self.analysis.index(close)
        for i in range(start, min(start + _REACH, len(tokens))):
            token = tokens[i]
            if token.start >= end or token.text in '“«"‘' or (token.text in ".;" and i > start):
                break
            if i in verbs:
                return self._governs_back(*verbs[i], text[close : token.start])
            nominal = _sources().match(text, token.start) if i - start < 4 else None
            if nominal is not None and self.analysis.index(nominal.end() - 1) not in verbs:  # not «según dijo Ana Paz»
                phrase = self.speakers.adjacent_after(self.analysis.index(nominal.end() - 1), end)
                return None if phrase is None else self._said_by(phrase)._replace(verb=nominal.group().strip())
        return self._closing_name(close, end) or self._so_said(close, end)

    def _so_said(self, close: int, end: int) -> Attribution | None:
        """«“…”. Así lo dijo Ana Paz.»: the sentence after one that ends with its closing mark."""
        text = self.analysis.text
        match = _SO.match(text, close)
        if match is None or re.search(r"\w", text[close:end]):
            return None
        for verb, found in self.sayings.in_sentence(match.end() - 1)[:1]:
            if self.analysis.tokens[verb.first].start - match.end() < 12 and found.known:
                return found
        return None

    def inside(self, marked: Marked) -> tuple[Attribution | None, int]:
        """For marks that never close: the attribution that ends their last paragraph, and where the words end before it."""
        piece, tokens = marked.pieces[-1], self.analysis.tokens
        last = self.analysis.index(piece.end)
        for verb in reversed(list(saying.find(tokens, max(self.analysis.index(piece.start) + 3, last - 25), last))):
            before = tokens[verb.first - 1]
            if verb.finite and before.text in (",", "."):
                found = self.sayings.following(verb, piece)
                if found is not None:
                    return found, before.start
        return None, piece.end

    def _governs(self, verb: SayingVerb, found: Attribution, gap: str) -> bool:
        """Whether nothing but the subject, the hearer and "que" or a colon stands between the verb and the marks."""
        subject, end = found.subject, self.analysis.tokens[verb.last].end
        if subject is not None and end <= subject.start <= end + 6:
            gap = gap[subject.end - end :]
        if _NOTHING.fullmatch(gap):
            return verb.form.kind != "judge" or bool(gap.strip())
        if gap.rstrip(" -–—").endswith(":"):
            return True
        if re.search(r"\bque\s*,?\s*$", gap):
            return found.known and len(gap.split()) <= (20 if subject is not None else 8)
        return False

    def _colon_before(self, start: int) -> int | None:
        """Where the sentence starts that ends with a colon right before `start`, in the paragraph before."""
        before = self.analysis.text[:start].rstrip()
        return self.analysis.sentence_at(len(before) - 1).start if before.endswith(":") else None

    def _name_and_colon(self, low: int, opening: int) -> Attribution | None:
        """«Ana Paz: “…”»: the speaker right before a colon."""
        several = self.speakers.between(low, opening)
        if several and _COLON.fullmatch(self.analysis.text[several[-1].span.end : opening]):
            verbs = [a.verb for v, a in self.sayings.in_sentence(low) if self.analysis.tokens[v.last].end <= opening]
            return self._said_by(several[-1])._replace(verb=verbs[-1] if verbs else None)
        return None

    def _nominal(self, low: int, opening: int) -> Attribution | None:
        """«En palabras de Ana Paz, “…”»: a speaker after a nominal and before the marks."""
        text = self.analysis.text
        for match in _sources().finditer(text, low, opening):
            for phrase in self.speakers.between(match.end() - 1, opening):
                if _AFTER_NOMINAL.fullmatch(text[phrase.span.end : opening]):
                    return self._said_by(phrase)._replace(verb=match.group().strip())
        opinion = _FOR.match(text, low)
        first = self.speakers.adjacent_after(self.analysis.index(low) + 1, opening) if opinion is not None else None
        if first is not None and first.speaker.kind == "person" and _AFTER_NOMINAL.fullmatch(text[first.span.end : opening]):
            return self._said_by(first)._replace(verb="Para")
        return None

    def _said_by(self, phrase: Phrase) -> Attribution:
        return self.sayings.turns.by(phrase, 0.95)

    def _governs_back(self, verb: SayingVerb, found: Attribution, gap: str) -> Attribution | None:
        """`found` where the verb belongs to the words before it, over the lead-in `gap`."""
        tokens, i = self.analysis.tokens, verb.last + 1
        while i < len(tokens) and tokens[i].lower in words("adverb"):
            i += 1
        onward = i < len(tokens) and tokens[i].text == "que"
        lead = re.findall(r"[^\W_]+|,", gap.lower().replace("tal y como", "como"))
        if not verb.finite or {"y", "e"} & set(lead) or words("relative") & set(lead):
            return None
        if all(w in words("lead", "adverb", "clitic") or w == "," for w in lead):
            return found
        start = tokens[verb.first].start
        framed = lead[:1] == [","] and found.subject is not None and not onward
        return found if framed and found.subject and (found.subject.start > start or found.subject.end <= start) else None

    def _closing_name(self, close: int, end: int) -> Attribution | None:
        """«“…”: Ana Paz» at the end of a headline or bullet."""
        several = self.speakers.between(close, end)
        if not several:
            return None
        span = several[0].span
        lead, rest = self.analysis.text[close : span.start], self.analysis.text[span.end : end]
        colon = ":" if self.analysis.text[close - 2 : close - 1] == ":" else ""  # the colon was printed inside the marks
        closes = _CLOSING_LEAD.fullmatch(colon + lead) and not re.search(r"\w", rest)
        return self._said_by(several[0]) if closes else None


def closes_sentence(analysis: Analysis, marked: Marked) -> bool:
    """Whether a sentence or its paragraph ends where the marks close."""
    last = marked.pieces[-1]
    passage = analysis.passage_at(last.end - 1)
    rest = analysis.text[marked.outer.end : passage.span.end] if passage is not None else ""
    return analysis.text[last.end - 1] in ".!?…" or re.match(r"[\s_*]*(?:[.!?…]|$)", rest) is not None


def opens_sentence(analysis: Analysis, marked: Marked) -> bool:
    """Whether a sentence or its paragraph begins where the marks open."""
    opening = marked.outer.start
    before = analysis.string(Span(max(0, opening - 40), opening)).rstrip(" \t_*>-–—•·")
    if not before or analysis.sentence_at(opening).start >= opening - 1:
        return True
    return before[-1] in ".!?…\n" or before[-2:-1] in tuple(".!?…")
