"""The posts of a short curriculum, whose sentences leave their subject out: "Ha sido directora de X y asesora de Y"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from converter.language.grammar import folded, phrases
from converter.language.lexicon import lexicon
from converter.language.text import Token
from converter.linking.people import Identity
from converter.mentions.analysis import Analysis
from converter.mentions.offices import OfficePhrase
from converter.mentions.phrases import AND
from converter.model import Part, Span

_FAR = 80  # characters of verb and adverbs before an office
_PARTICIPLES = ("ado", "ada", "ido", "ida")
_BACK = 2  # paragraphs back to the one that says whose curriculum it is


@cache
def _held() -> re.Pattern[str]:
    adverbs = phrases("adverb-of-career").pattern
    return re.compile(rf"(?<!\w){phrases('held').pattern}(?:[, ]+{adverbs})*[, ]*$", re.I)


def holders(
    analysis: Analysis, offices: Sequence[OfficePhrase], named: Mapping[Span, Identity]
) -> list[tuple[Identity, OfficePhrase]]:
    """Who held each of the `offices` that stand behind a verb of holding without a subject, where the paragraph speaks of one
    person, or a paragraph right before it does. `named` has everybody's mentions, by name or by office."""
    found: list[tuple[Identity, OfficePhrase]] = []
    if any(passage.part == Part.SPEAKER for passage in analysis.release.passages):  # who speaks of whom, a dialogue leaves open
        return found
    for phrase in offices:
        previous = found[-1] if found else None
        if previous is not None and _goes_on(analysis, previous[1], phrase):
            found.append((previous[0], phrase))
            continue
        bare = not (phrase.organization or phrase.topic or phrase.place)
        further = _is_further(analysis, phrase)
        if bare or phrase.definite or phrase.office.plural or not (further or _is_predicate(analysis, phrase, named)):
            continue
        person = _spoken_of(analysis, phrase.span.start, named, len(analysis.release.passages) if further else _BACK)
        told = phrase.office.gender
        epicene = phrase.office.kind == "member"  # "Ana Paz es miembro"
        if person is not None and (epicene or not (told and person.gender and told != person.gender)):
            found.append((person, phrase))
    return found


def _is_further(analysis: Analysis, phrase: OfficePhrase) -> bool:
    """ "La también presidenta del consejo dijo": another office of whoever the text speaks of."""
    return "_".join(token.fold for token in analysis.tokens[max(0, phrase.first - 2) : phrase.first]) in folded("also-holds")


def _goes_on(analysis: Analysis, previous: OfficePhrase, phrase: OfficePhrase) -> bool:
    """True for the second of "directora de X y asesora de Y"."""
    between = analysis.tokens[previous.last + 1 : phrase.first]
    joined = bool(between) and all(t.text == "," or t.fold in AND for t in between[-2:]) and len(between) <= 2
    return joined and previous.office.gender == phrase.office.gender and not phrase.definite


def _is_predicate(analysis: Analysis, phrase: OfficePhrase, named: Mapping[Span, Identity]) -> bool:
    """True behind a verb of holding an office in whose clause nobody and nothing is the subject."""
    sentence = analysis.sentence_at(phrase.span.start)
    start = max(sentence.start, phrase.span.start - _FAR)
    verb = _held().search(analysis.text[start : phrase.span.start])
    if verb is None:
        return False
    clause = max(sentence.start, analysis.text.rfind(";", sentence.start, phrase.span.start) + 1)
    opening = analysis.tokens[analysis.index(clause)]
    return (opening.start >= start + verb.start() or _leaves_subject_out(opening)) and not any(
        clause <= span.start < phrase.span.start for span in named
    )


def _leaves_subject_out(opening: Token) -> bool:
    """True for a word that opens what is said beside the verb: "Egresada de Leyes, ha sido", "Desde 2015 es"."""
    if opening.fold in folded("preposition", "adverb", "adverb-of-career") or opening.fold.endswith(_PARTICIPLES):
        return True
    return lexicon().honorifics.match((opening,), 0) is not None or lexicon().offices.match((opening,), 0) is not None


def _spoken_of(analysis: Analysis, position: int, named: Mapping[Span, Identity], back: int) -> Identity | None:
    """The one person named before `position` in its paragraph, or the last of the `back` before it that names anybody."""
    spans = [p.span for p in analysis.release.passages if p.part == Part.PARAGRAPH and p.span.start <= position]
    for passage in reversed(spans[-1 - back :]):
        people = {id(who): who for span, who in named.items() if passage.covers(span) and span.start < position}
        if people:
            return next(iter(people.values())) if len(people) == 1 else None
    return None
