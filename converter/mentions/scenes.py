"""Who does what in a sentence: entities and the verbs that tie them to events and agreements."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from converter.language.grammar import folded_phrases
from converter.language.lexicon import Phrases
from converter.language.text import Token
from converter.mentions.analysis import Analysis
from converter.model import Entity, Mention, Span
from converter.resources import table

# What may stand between an object and a subject behind it: "inauguró el foro la alcaldesa Ana Ríos".
_CLOSE = re.compile(r" (?:(?:el|la|los|las) (?:\w+ ){0,3})?")
_FUTURE = ("rá", "rán", "ará", "irá", "erá")


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of event-verbs.tsv in a text; `finite` is False for participles and infinitives."""

    span: Span
    role: str  # attend, head, hold, sign, agree, announce
    text: str
    negated: bool

    @property
    def future(self) -> bool:
        """Future tense or infinitive: it has not happened yet."""
        return self.text.endswith((*_FUTURE, "rse")) or self.infinitive

    @property
    def infinitive(self) -> bool:
        return self.text.endswith(("ar", "er", "ir"))

    @property
    def participle(self) -> bool:
        return self.text.endswith(("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "ito", "ita", "itos", "itas"))


@cache
def _bystander() -> re.Pattern[str]:
    """What comes, in folded text, before one who is there without being the subject: "en presencia de la alcaldesa"."""
    return re.compile(rf"\b{folded_phrases('bystander', 'presided').pattern}[^,;]*$")


@cache
def _verbs() -> Phrases[str]:
    return Phrases((form, row["role"]) for row in table("language/event-verbs.tsv") for form in row["forms"].split("|"))


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its tokens, its verbs, and the mentions of entities in it, in order."""

    span: Span
    tokens: tuple[Token, ...]
    verbs: tuple[Verb, ...]
    mentions: tuple[Mention, ...]

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly between two positions."""
        return [m for m in self.mentions if start <= m.span.start and m.span.end <= end]


class Scenes:
    """The sentences of one release, looked up by position; built on demand, each once."""

    def __init__(self, analysis: Analysis, mentions: Sequence[Mention], entities: Mapping[str, Entity]) -> None:
        self.analysis, self.entities = analysis, entities
        self._mentions = sorted((m for m in mentions if m.refers_to), key=lambda m: m.span)
        self._starts = [m.span.start for m in self._mentions]
        self._known: dict[int, Scene] = {}

    def at(self, position: int) -> Scene:
        """The sentence that holds `position`."""
        sentence = self.analysis.sentence_at(position)
        if sentence.start not in self._known:
            tokens = self.analysis.tokens_in(sentence)
            inside = self._mentions[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]
            self._known[sentence.start] = Scene(sentence, tokens, tuple(_find_verbs(tokens)), tuple(inside))
        return self._known[sentence.start]

    def keys(self, mentions: Sequence[Mention], kind: type[Entity]) -> tuple[str, ...]:
        """The entities of one class that the mentions refer to, each once, in order."""
        keys = (k for m in mentions for k in m.refers_to if isinstance(self.entities.get(k), kind))
        return tuple(dict.fromkeys(keys))

    def subjects(self, scene: Scene, verb: Verb, kind: type[Entity], object_: Span) -> tuple[str, ...]:
        """The entities that `verb` has as subject: those before it; else, of a finite verb, those between it and its object
        (firman Ana y Luis el convenio) or right behind the object (inauguró el foro la alcaldesa); of a passive, its agents."""
        text = self.analysis.folded
        if verb.participle and text.startswith(" por ", verb.span.end):
            return self.keys(scene.between(verb.span.end, scene.span.end), kind)
        before = [
            m
            for m in scene.between(scene.span.start, verb.span.start)
            if not _bystander().search(text, max(scene.span.start, m.span.start - 60), m.span.start)
        ]
        found = self.keys(before, kind)
        if found or verb.participle or verb.infinitive:
            return found
        found = self.keys(scene.between(verb.span.end, object_.start), kind)
        behind = scene.between(object_.end, scene.span.end)
        if found or not behind or not _CLOSE.fullmatch(text, object_.end, behind[0].span.start):
            return found
        return self.keys(behind, kind)


def _find_verbs(tokens: Sequence[Token]) -> list[Verb]:
    found: list[Verb] = []
    past = 0
    for i, width, role in _verbs().find(tokens):
        # "la firma", "una firma" and "Acuerdo" are nouns.
        if i < past or (i and tokens[i].fold == "firma" and tokens[i - 1].fold in ("la", "una", "de", "y")):
            continue
        words = " ".join(t.lower for t in tokens[i : i + width])
        negated = any(t.fold in ("no", "sin", "nunca") for t in tokens[max(0, i - 2) : i])
        found.append(Verb(Span(tokens[i].start, tokens[i + width - 1].end), role, words.split()[0], negated))
        past = i + width
    return found
