"""What bodies agree to do, where no paper is named: "acordaron reforzar la vigilancia y abrir dos muelles"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from converter.language.text import Token, fold
from converter.mentions.analysis import Analysis
from converter.mentions.scenes import Scene, Scenes, Verb
from converter.model import Part, Person, Place, Span
from converter.resources import table

_INFINITIVE = re.compile(r"[a-z]{2,}(?:ar|er|ir)(?:se)?")
_NEAR = 80  # characters that who agrees, and with whom, may take between the verb and what is agreed
_HEADLINES = (Part.HEADLINE, Part.SUBHEADLINE)
_PARTS = (*_HEADLINES, Part.PARAGRAPH, Part.ITEM)
# The text says only that it was agreed, or leaves what was agreed to another clause.
_ELSEWHERE = re.compile(r"\b(?:que|para|por|de|a|al|en|sin)\b(?! (?:el|la|los|las|su|sus)\b)")
_IMPERSONAL = re.compile(r"\bse (?:ha |han |habia |habian )?$")  # agreed by nobody the text names
_COMPANION = re.compile(r" con (?:[^,;.:]+) ")


@dataclass(frozen=True, slots=True)
class Undertaking:
    """An infinitive phrase that a verb of agreeing governs; `parties` are countries and `by` the people who agreed."""

    span: Span
    verb: Verb
    first: str  # the infinitive, folded
    headline: bool
    parties: tuple[str, ...]
    by: tuple[str, ...]


@cache
def _agreeing() -> frozenset[str]:
    """The forms of the verbs of agreeing: most sentences hold none."""
    rows = table("language/event-verbs.tsv")
    return frozenset(fold(form) for row in rows if row["role"] == "agree" for form in row["forms"].split("|"))


def find(analysis: Analysis, scenes: Scenes) -> list[Undertaking]:
    """The undertakings of a release, in order."""
    verbs = (analysis.tokens[i].start for i in analysis.words.at(_agreeing()))
    starts = dict.fromkeys(analysis.sentence_at(start).start for start in verbs)
    found = []
    for scene in (scenes.at(start) for start in starts):
        part = analysis.part_at(scene.span.start)
        for verb in scene.verbs if part in _PARTS else ():
            tokens = _undertaken(analysis, scene, verb, part in _HEADLINES)
            if tokens is not None:
                span = Span(tokens[0].start, tokens[-1].end)
                parties = _countries(analysis, scenes, scene, verb, span)
                people = _people(analysis, scenes, scene, verb, span)
                found.append(Undertaking(span, verb, tokens[0].fold, part in _HEADLINES, parties, people))
    return found


def _undertaken(analysis: Analysis, scene: Scene, verb: Verb, headline: bool) -> Sequence[Token] | None:
    """The tokens of what `verb` agrees to do, or None. In running text the present tense is no news ("acuerda revisar")."""
    if verb.role != "agree" or verb.negated or verb.participle or verb.infinitive:
        return None
    if not headline and not verb.future and not verb.text.endswith(("ó", "on", "o")):
        return None
    if _IMPERSONAL.search(analysis.folded, max(0, verb.span.start - 12), verb.span.start):
        return None
    behind = [t for t in scene.tokens if t.start >= verb.span.end]
    for i, token in enumerate(behind):
        if token.start - verb.span.end > _NEAR or not (token.text[0].isalpha() or token.text == ","):
            return None
        if (token.shape == "lower" or headline) and _INFINITIVE.fullmatch(token.fold):
            between = analysis.folded[verb.span.end : token.start]
            named = any(m.span.covers(token.span) for m in scene.mentions)
            if named or (_ELSEWHERE.search(between) and not _COMPANION.fullmatch(between)):
                return None
            return _phrase(behind[i:])
    return None


def _phrase(tokens: Sequence[Token]) -> Sequence[Token]:
    """The infinitive phrase: as far as the clause goes, and over a comma where another infinitive follows."""
    end = 1
    while end < len(tokens):
        token, following = tokens[end], tokens[end + 1] if end + 1 < len(tokens) else None
        if token.text in ".;:" or (token.text == "," and (following is None or not _INFINITIVE.fullmatch(following.fold))):
            break
        end += 1
    return tokens[:end]


def _countries(analysis: Analysis, scenes: Scenes, scene: Scene, verb: Verb, object_: Span) -> tuple[str, ...]:
    """The countries that agree: "acuerdan México y Perú", "México y Perú acordaron"."""
    pairs = [(m, scenes.entities[k]) for m in scene.mentions for k in m.refers_to if k in scenes.entities]
    countries = [(m, e) for m, e in pairs if isinstance(e, Place) and e.type == "Country"]
    behind = [(m, e) for m, e in countries if verb.span.end <= m.span.start < object_.start]
    before = [(m, e) for m, e in countries if m.span.end <= verb.span.start]
    chosen = behind or before
    start = verb.span.end if behind else scene.span.start
    end = object_.start if behind else verb.span.start
    rest = analysis.folded[start:end]
    for mention, _ in chosen:
        rest = rest.replace(analysis.folded[mention.span.start : mention.span.end], "")
    return tuple(dict.fromkeys(e.key for _, e in chosen)) if re.fullmatch(r"[ ,]*(?:(?:y|e|con) ?)*[ ,]*", rest) else ()


def _people(analysis: Analysis, scenes: Scenes, scene: Scene, verb: Verb, object_: Span) -> tuple[str, ...]:
    """Who agrees; where a verb in the singular has no subject in its sentence, whom the sentence before begins with."""
    people = scenes.subjects(scene, verb, Person, object_)
    if people or verb.text.endswith("n"):
        return people
    before = analysis.sentence_at(max(0, scene.span.start - 2))
    same = analysis.passage_at(before.start) is analysis.passage_at(scene.span.start)
    return scenes.keys(scenes.at(before.start).mentions, Person)[:1] if same else ()
