"""Who may speak: mentions of people and organisations as noun phrases, and which of them is the subject of a verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from converter import resources
from converter.language.grammar import phrases, words
from converter.language.saying import SayingVerb
from converter.language.text import Token, fold
from converter.mentions import anaphora
from converter.mentions.analysis import Analysis
from converter.model import Span

_LINK = re.compile(r"\s*,?\s*(?:(?:el|la|los|las|don|doña|señora?)\s+)?", re.I)
_BRACKET = re.compile(r"\s*\([^()]{1,60}\)\s*,?\s*")
_OFFICE_TAIL = re.compile(r"(?:\s+(?:de|del|para|en|general|municipal)\b[^.;:“”\"«»]{0,90}?)?(?:\s*\([^()]{1,60}\))?\s*,?\s*")
_COMPANY = re.compile(r"\b(?:acompañad|encabezad|asistid|representad|flanquead)[oa]s?\s+(?:por|del?)\b|\bjunto\s+(?:con|a)\b")


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in resources.table("language/honorifics.tsv"))


class Speaker(NamedTuple):
    """A mention of somebody who can speak, in reading coordinates. `entity` is the key of a person or an organisation, None
    for an office or group that names nobody; `kind` is person, organization or group; `form` is name, role, pronoun or
    description; `gender` is f, m or empty."""

    span: Span
    entity: str | None
    kind: str = "person"
    form: str = "name"
    gender: str = ""


_AND = re.compile(r",?\s+(?:y|e)\s+(?:(?:el|la)\s+)?")


class Phrase(NamedTuple):
    """A noun phrase of one or more mentions of the same speaker (an office and a name, a name and an office).

    `speaker` is the mention that says best who it is; `oblique` phrases follow a preposition and are no subjects.
    """

    span: Span
    speaker: Speaker
    oblique: bool


def _joined(analysis: Analysis, phrase: Phrase, following: Speaker) -> bool:
    """Whether `following` only says more about `phrase`: «el director, Ana Paz», «Ana Paz, directora»."""
    known, gap = phrase.speaker, analysis.text[phrase.span.end : following.span.start]
    if known.kind != "person" or following.kind != "person":
        return False
    if known.form == "role" and following.form == "name" and gap.strip() in ("", ","):
        return True  # the name settles who holds the office, whatever was thought before
    if known.form == following.form == "role" and not gap.strip() and None in (known.entity, following.entity):
        return True  # «la directora gerente»
    if known.entity is not None and following.entity is not None:
        return known.entity == following.entity and bool(_LINK.fullmatch(gap) or _BRACKET.fullmatch(gap))
    if known.form == "role" and known.entity is None and following.form == "name":
        return bool(_OFFICE_TAIL.fullmatch(gap))
    if known.form == "name" and following.form == "role" and following.entity is None:
        first = analysis.string(following.span).split(" ", 1)[0].lower()
        return first not in words("article") and bool(re.fullmatch(r"\s*,\s*", gap))
    return False


def _bare_apposition(tokens: Sequence[Token]) -> bool:
    """«presidenta de la cámara» after a name and a comma, its closing comma forgotten."""
    if len(tokens) < 2 or tokens[0].lower in words("article", "preposition") or tokens[0].shape not in ("lower", "cap"):
        return False
    plain = not any(t.text in (",", ";", ":", ".", "que", "quien", "y") for t in tokens)
    return plain and tokens[1].text in ("de", "del", "general")


@cache
def _leading() -> frozenset[str]:
    """The folded forms of the verbs of leading: whoever stands behind "que dirige" leads what is spoken of."""
    rows = [row for row in resources.table("language/event-verbs.tsv") if row["role"] == "head"]
    return frozenset(fold(form) for row in rows for form in row["forms"].split("|"))


class Speakers:
    """The speakers of one release, indexed by position."""

    def __init__(self, analysis: Analysis, speakers: Sequence[Speaker]) -> None:
        self.analysis = analysis
        self.phrases = self._phrases(sorted(speakers, key=lambda s: (s.span.start, -s.span.end)))
        self._starts = [p.span.start for p in self.phrases]
        self._genders = {s.entity: s.gender for s in speakers if s.entity is not None and s.gender}
        self._offices: dict[str, frozenset[str]] = {}
        for speaker in speakers:
            if speaker.entity is not None and speaker.form == "role":
                known = self._offices.get(speaker.entity, frozenset())
                self._offices[speaker.entity] = known | anaphora.offices_in(analysis.string(speaker.span))
        self._fullest: dict[str, list[str]] = {}
        for speaker in speakers:
            if speaker.entity is not None and speaker.form == "name":
                name = analysis.string(speaker.span).split()
                self._fullest[speaker.entity] = max(self._fullest.get(speaker.entity, name), name, key=len)

    def _phrases(self, speakers: Sequence[Speaker]) -> list[Phrase]:
        phrases: list[Phrase] = []
        for speaker in speakers:
            last = phrases[-1] if phrases else None
            if last is not None and speaker.span.start < last.span.end:
                if last.speaker.entity is None and speaker.entity is not None and speaker.kind == "person":
                    phrases[-1] = last._replace(speaker=speaker)
            elif last is not None and _joined(self.analysis, last, speaker):
                best = last.speaker if last.speaker.form == "name" or speaker.entity is None else speaker
                phrases[-1] = Phrase(Span(last.span.start, speaker.span.end), best, last.oblique)
            else:
                phrases.append(Phrase(speaker.span, speaker, self._oblique(speaker.span.start) or self._joins(last, speaker)))
        return phrases

    def _joins(self, last: Phrase | None, speaker: Speaker) -> bool:
        """«acompañado por Ana Paz y Luis Mora»: what is joined to a phrase behind a preposition stands behind it too."""
        if last is None or not last.oblique or last.speaker.kind != "person" or speaker.kind != "person":
            return False
        return _AND.fullmatch(self.analysis.text, last.span.end, speaker.span.start) is not None

    def _oblique(self, start: int) -> bool:
        """Whether a preposition governs the phrase that starts here, over an article and courtesy words."""
        tokens, i = self.analysis.tokens, self.analysis.index(start)
        if i < len(tokens) and tokens[i].fold in ("al", "del"):
            return True
        if i == len(tokens) or tokens[i].fold not in words("article"):
            while i > 0 and tokens[i - 1].fold in _honorifics():
                i -= 1
            if i > 0 and tokens[i - 1].fold in words("article"):
                i -= 1
        if i > 1 and tokens[i - 2].fold == "que" and tokens[i - 1].fold in _leading():
            return True  # «el Ayuntamiento, que dirige Ana Paz, informa»
        return i > 0 and tokens[i - 1].lower in words("preposition")

    def between(self, start: int, end: int) -> list[Phrase]:
        """The phrases that lie wholly between two positions, in order."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [p for p in self.phrases[low:high] if p.span.end <= end]

    def gender(self, entity: str | None) -> str:
        """f, m, or empty where no mention tells."""
        return self._genders.get(entity or "", "")

    def may_hold(self, entity: str, offices: frozenset[str] | None) -> bool:
        """Whether nothing the text says of a person forbids an office of these classes; None is an office of anybody."""
        known = self._offices.get(entity)
        return offices is None or not known or bool(offices & known)

    def resolution(self, speaker: Speaker) -> str:
        """How a mention tells who speaks: slug of a voc: resolution. A name without its given name is a partial one."""
        if speaker.form == "name" and speaker.entity is not None:
            own, fullest = self.analysis.string(speaker.span).split(), self._fullest[speaker.entity]
            partial = speaker.kind == "person" and len(own) < len(fullest) and (len(own) == 1 or own[0] != fullest[0])
            return "partial-name" if partial else "explicit"
        return {"role": "role-in-document", "pronoun": "pronoun", "name": "explicit"}.get(speaker.form, "coreference")

    def adjacent_before(self, verb: SayingVerb, low: int) -> Phrase | None:
        """The subject that stands right before the verb, apposition, clitics and adverbs apart.

        In «Ana Paz, acompañada por Luis Mora, señaló» it is the one who is accompanied.
        """
        phrase = self._next_before(verb, low)
        if phrase is not None:
            for aside in _COMPANY.finditer(self.analysis.text, low, phrase.span.start):
                before = [p for p in self.between(low, aside.start()) if not p.oblique and p.speaker.kind == "person"]
                if before and self.analysis.text[before[-1].span.end : aside.start()].count(",") == 1:
                    return before[-1]
        return phrase

    def _next_before(self, verb: SayingVerb, low: int) -> Phrase | None:
        tokens = self.analysis.tokens
        for phrase in reversed(self.between(low, tokens[verb.first].start)):
            if phrase.oblique:
                continue
            between = self._without_asides(phrase.span.end, verb.first)
            while between and between[-1].lower in words("clitic", "adverb"):
                between.pop()
            if not between or (len(between) == 1 and (between[0].text in ",)" or self._is_adjective(between[0], phrase))):
                return phrase
            if phrase.speaker.kind != "person" or len(between) > 24 or between[0].text not in ",(":
                continue
            inner = [t.text for t in between[1:-1]]
            if between[-1].text in ",)" and not any(t in (";", ":", ".", "quien", "quienes") for t in inner):
                return phrase
            if _bare_apposition(between[1:]):
                return phrase
        return None

    @staticmethod
    def _is_adjective(token: Token, phrase: Phrase) -> bool:
        """«la edil capitalina»: a word that says more about an office."""
        plain = token.shape == "lower" and token.text not in words("preposition", "joint", "relative", "article")
        return plain and phrase.speaker.form != "name"

    def _without_asides(self, start: int, last: int) -> list[Token]:
        """The tokens from position `start` to token `last` that belong to no aside (por su parte)."""
        tokens, text = self.analysis.tokens, self.analysis.text
        asides = [m.span() for m in phrases("aside").finditer(text, start, tokens[last].start)]
        between = tokens[self.analysis.index(start) : last]
        return [t for t in between if not any(a <= t.start < b for a, b in asides)] if asides else list(between)

    def nearest_before(self, position: int, low: int) -> Phrase | None:
        """The nearest person before `position` that can be a subject, or an organisation that opens the sentence."""
        several = [p for p in reversed(self.between(low, position)) if not p.oblique]
        person = next((p for p in several if p.speaker.kind == "person"), None)
        opening = several[-1] if several and several[-1].span.start - low < 5 else None
        return person or opening

    def nearest_person(self, position: int, low: int) -> Phrase | None:
        """The nearest person before `position`, whatever the case: the antecedent of a relative."""
        return next((p for p in reversed(self.between(low, position)) if p.speaker.kind == "person"), None)

    def adjacent_after(self, index: int, end: int) -> Phrase | None:
        """The phrase that starts at token `index`, or after an article, courtesy words and adverbs, before `end`."""
        for token in self.analysis.tokens[index : index + 5]:
            if token.start >= end:
                break
            low = bisect_left(self._starts, token.start)
            if low < len(self.phrases) and self.phrases[low].span.start < token.end:
                return self.phrases[low]
            word = token.lower
            if token.shape == "mark" or word in words("preposition", "relative") or word in ("que", "y"):
                break
        return None

    def named_after(self, index: int, end: int) -> Phrase | None:
        """The name in «el director de Obras, Ana Paz» where nothing told that the first part is an office."""
        tokens = self.analysis.tokens
        if index >= len(tokens) or tokens[index].lower not in words("article"):
            return None
        for phrase in self.between(tokens[index].start, end):
            before = tokens[self.analysis.index(phrase.span.start) - 1]
            gap = self.analysis.text[tokens[index].end : phrase.span.start]
            near = before.text == "," and len(gap) < 120 and not re.search(r"[.;:]|\bque\b", gap)
            if phrase.speaker.kind == "person" and near:
                return phrase
        return None
