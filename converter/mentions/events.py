"""Events: the titled ones, the ones a sentence describes, and what the text says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from converter.language import grammar
from converter.language.lexicon import number_words
from converter.language.numerals import ordinal
from converter.language.text import Token, fold
from converter.mentions import phrases
from converter.mentions.analysis import Analysis
from converter.mentions.described import extent
from converter.mentions.event_facts import Draft, state
from converter.mentions.extent import Head, heads_in, nouns, words
from converter.mentions.groups import Group, content, group, is_within
from converter.mentions.occasions import opens_title, takes_place
from converter.mentions.scenes import Scenes
from converter.mentions.titles import Titled, ordinal_before
from converter.model import Entity, Event, Mention, MentionKind, Part, Span

_ADJECTIVES = 3  # words from the noun on among which stands what makes it no event


@dataclass(frozen=True, slots=True)
class EventFindings:
    """Events in order of first mention, and their mentions."""

    events: tuple[Event, ...]
    mentions: tuple[Mention, ...]


def find(
    analysis: Analysis, titled: Sequence[Titled], mentions: Sequence[Mention], entities: Mapping[str, Entity]
) -> EventFindings:
    """The events of a release; `mentions` and `entities` are the people, organisations and places known by then."""
    scenes = Scenes(analysis, mentions, entities)
    found = [_from_title(g) for g in group([t for t in titled if t.kind == "event"]) if _is_event(analysis, g)]
    taken = [t.span for t in titled]
    bare = _described(analysis, scenes, taken, found)
    found = _with_headlines(analysis, found)
    _refer_back(analysis, bare, found)
    found.sort(key=lambda f: f.spans[0])
    events, evidence = [], []
    for number, item in enumerate(found, start=1):
        key = f"event-{number}"
        events.append(state(analysis, scenes, key, item))
        kind = MentionKind.NAME if item.titled else MentionKind.DESCRIPTION
        evidence += [Mention(s, kind, (key,), "explicit", 0.95 if item.titled else 0.8) for s in item.spans]
        evidence += [Mention(s, MentionKind.DESCRIPTION, (key,), "coreference", 0.7) for s in item.echoes]
    return EventFindings(tuple(events), tuple(sorted(evidence, key=lambda m: m.span)))


def _is_event(analysis: Analysis, found: Group) -> bool:
    """A prize is a thing; only one that is awarded in the release is an event."""
    if found.best.category != "premiacion":
        return True
    sentences = (fold(analysis.string(analysis.sentence_at(s.start))) for s in found.spans)
    return found.ordinal is None and any(re.search(r"\b(?:ceremonia|entrega|premiacion|otorg)", s) for s in sentences)


def _from_title(found: Group) -> Draft:
    best = found.best
    return Draft(best.name, found.forms(), best.head, best.category, True, found.ordinal, list(found.spans))


@dataclass(frozen=True, slots=True)
class _Bare:
    """A noun without complement that may take up an event: la reunión, este acto. `itself` is the event that it is where
    there is none to take up, and it takes place."""

    span: Span
    head: str
    generic: bool
    itself: Draft | None = None


def _described(analysis: Analysis, scenes: Scenes, taken: Sequence[Span], found: list[Draft]) -> list[_Bare]:
    """Adds the events that a noun in lower case and its complement identify; returns the bare nouns for coreference."""
    bare: list[_Bare] = []
    generic, definite, demonstrative = words("any-event"), grammar.folded("definite"), grammar.folded("demonstrative")
    for tokens, at in analysis.running_with(nouns("any-event")):
        done: set[int] = set()
        past = 0  # a ceremony of delivery is one event
        for i, width, head in heads_in(tokens, at):
            free = tokens[i].start >= past and not any(s.start <= tokens[i].start < s.end for s in taken)
            noun = _noun(scenes, tokens, i, width, head) if head.sort == "event" and free else None
            if noun is not None and _describe(analysis, scenes, tokens, noun, found, bare):
                past = noun.span.end
            elif noun is not None and head.described == "with" and noun.before in definite:  # "el acto cerró tarde"
                bare.append(_Bare(Span(tokens[i - 1].start, tokens[i].end), tokens[i].fold, True))
            done.add(i)
        for i in at:
            if i and i not in done and tokens[i].fold in generic and tokens[i - 1].fold in demonstrative:
                bare.append(_Bare(Span(tokens[i - 1].start, tokens[i].end), tokens[i].fold, True))
    return bare


@dataclass(frozen=True, slots=True)
class _Noun:
    """The noun of an event in lower case with its complements. `ends` are the characters at which it may end, growing."""

    head: Head
    number: int | None
    first: int  # index of its first token
    span: Span
    ends: tuple[int, ...]
    plain: bool  # nothing follows the noun
    named: bool  # a capital follows
    plural: bool
    before: str  # the word before it, folded


def _noun(scenes: Scenes, tokens: Sequence[Token], i: int, width: int, head: Head) -> _Noun:
    number, first = ordinal_before(tokens, i)
    if i + width + 1 < len(tokens) and tokens[i + width].fold == "numero" and tokens[i + width + 1].text.isdigit():
        number = int(tokens[i + width + 1].text)
    indexes = extent(tokens, i + width, head, links=5)
    ends = [tokens[e - 1].end for e in indexes]
    start, plain = tokens[first].start, indexes[-1] == i + width
    names = (m.span for m in scenes.at(start).mentions if not plain and start < m.span.start < ends[-1] < m.span.end)
    whole = max((s.end for s in names), default=None)
    ends += [whole] if whole is not None else []  # a name that the description only begins belongs to it whole
    plural = tokens[i].fold != head.word.split()[0]
    before = tokens[first - 1].fold if first else ""
    named = phrases.adjacent(tokens, indexes[-1]) and tokens[indexes[-1]].capital
    span = Span(start, ends[-1])
    return _Noun(head, None if plural else number, first, span, tuple(ends), plain, named, plural, before)


def _describe(
    analysis: Analysis, scenes: Scenes, tokens: Sequence[Token], noun: _Noun, found: list[Draft], bare: list[_Bare]
) -> bool:
    """Makes an event of `noun`, or a mention of one, or, where it identifies none, nothing; False for the last."""
    if _takes_up(noun, found):
        start = tokens[noun.first - 1].start if noun.before not in ("del", "al") else tokens[noun.first - 1].end - 2
        paraphrase = not noun.plain  # "la reunión trienal" is the assembly just named
        generic = paraphrase or noun.head.word in words("any-event")
        stands = noun.head.kind in words("bare") and not noun.plural and _happens(analysis, scenes, tokens, noun)
        name = _lower(analysis.string(noun.span), tokens[noun.first])
        itself = Draft(name, (), noun.head.word, noun.head.kind, False, None, [noun.span]) if stands else None
        bare.append(_Bare(Span(start, noun.span.end), noun.head.word, generic, itself))
        return True
    if not _identifies(analysis, scenes, tokens, noun):
        return False
    name = analysis.string(noun.span)
    twin = next((f for f in found if _alike(f, name, noun)), None)
    lowered = _lower(name, tokens[noun.first])
    if twin is None:
        inside = analysis.tokens_in(noun.span)
        cut = [Span(inside[i].start, inside[i + width - 1].end) for i, width, _ in heads_in(inside)]  # never "acto de toma"
        ends = [end for end in noun.ends[:2] if not any(s.start < end < s.end for s in cut)]
        aliases = tuple(a for a in (analysis.text[noun.span.start : end] for end in ends) if " " in a and a != name)
        found.append(Draft(lowered, aliases, noun.head.word, noun.head.kind, False, noun.number, [noun.span]))
        return True
    twin.spans.append(noun.span)
    twin.ordinal = twin.ordinal if twin.ordinal is not None else noun.number
    _also_called(twin, lowered if not twin.titled else name)
    return True


def _also_called(known: Draft, name: str) -> None:
    """Adds a name; the longest description is the event's name, a title stays it."""
    if not known.titled and len(name) > len(known.name):
        known.name, name = name, known.name
    if name != known.name and " " in name:
        known.aliases = tuple(dict.fromkeys((*known.aliases, name)))


def _takes_up(noun: _Noun, found: Sequence[Draft]) -> bool:
    """True for "la reunión", for "esta jornada nacional" after a jornada, for "durante su visita", and for "su reunión
    trienal" after a titled gathering."""
    if noun.number is not None or noun.before not in grammar.folded("definite") | {"su"}:
        return False
    if noun.plain and noun.named:
        return False  # "el certamen Brotes" is another
    if noun.plain:
        return noun.before != "su" or noun.head.kind in words("journey")
    if len(noun.ends) > 1:
        return False
    earlier = [f for f in found if f.spans[0].start < noun.span.start]
    if noun.before in grammar.folded("demonstrative"):
        return any(f.head == noun.head.word for f in earlier)
    return noun.head.kind in words("gathering") and any(f.titled and f.kind in words("gathering") for f in earlier)


def _identifies(analysis: Analysis, scenes: Scenes, tokens: Sequence[Token], noun: _Noun) -> bool:
    """True where the noun says which event it is, and the sentence says that it takes place."""
    inside = [h for _, _, h in heads_in(analysis.tokens_in(Span(tokens[noun.first].end, noun.span.end)))]
    if any(t.fold in words("vague") for t in tokens[noun.first : noun.first + _ADJECTIVES]):
        return False
    if noun.head.described == "no" or (noun.head.described == "with" and not inside):
        return False
    if noun.head.kind == "inauguracion" and (noun.plain or any(h.sort == "event" for h in inside)):
        return False  # the opening of a forum is the forum
    if noun.head.kind == "firma" and not any(h.sort == "agreement" for h in inside):
        return False
    if noun.plain and noun.number is None and (noun.plural or noun.before not in grammar.folded("indefinite")):
        return False
    if noun.number is not None and (not noun.plain or noun.head.kind in words("gathering")):
        return True
    return _happens(analysis, scenes, tokens, noun)


def _happens(analysis: Analysis, scenes: Scenes, tokens: Sequence[Token], noun: _Noun) -> bool:
    scene = scenes.at(noun.span.start)
    return opens_title(analysis, noun.span.start) or takes_place(analysis, scene, tokens, noun.first, noun.span, noun.head.word)


def _lower(name: str, first: Token) -> str:
    """A description starts in lower case even where it opens a sentence."""
    return name[0].lower() + name[1:] if first.shape == "cap" else name


def _alike(known: Draft, name: str, noun: _Noun) -> bool:
    """True where `name` describes the event `known`: it begins alike, leaves out words of its title, or gives its number."""
    head, number = noun.head, noun.number
    if number is not None and known.ordinal is not None:
        if number != known.ordinal:
            return False
        if noun.plain and known.titled and {known.kind, head.kind} <= words("gathering"):
            return True
    mine, other = _plain_words(name), _plain_words(known.name)
    if head.described == "with":  # "acto de entrega" is an "entrega"
        mine = mine[1:]
    elif other[:2] == (known.head, head.word):
        other = other[1:]
    elif known.head != head.word:
        return False
    if known.titled and len(mine) > 1 and is_within(mine, other):
        return True
    shared = min(len(mine), len(other), 3)
    return mine[:shared] == other[:shared]


def _plain_words(name: str) -> tuple[str, ...]:
    """The telling words of a description, without the numbers that one mention gives and another leaves out."""
    return tuple(w for w in content(name) if ordinal(w) is None and not w.isdigit() and w not in number_words("counting"))


def _with_headlines(analysis: Analysis, found: Sequence[Draft]) -> list[Draft]:
    """The events in order; what only headlines describe is the one event of that noun in the text."""
    for item in found:
        item.spans.sort()
    titles = (Part.HEADLINE, Part.SUBHEADLINE)
    above = [f for f in found if not f.titled and all(analysis.part_at(s.start) in titles for s in f.spans)]
    for item in above:
        others = [f for f in found if f.head == item.head and all(f is not a for a in above)]
        if len(others) == 1:
            others[0].spans = sorted((*others[0].spans, *item.spans))
            for name in (item.name, *item.aliases):
                _also_called(others[0], name)
            found = [f for f in found if f is not item]
    return sorted(found, key=lambda f: f.spans[0])


def _refer_back(analysis: Analysis, bare: Sequence[_Bare], found: list[Draft]) -> None:
    """Binds each bare noun to the last event named before it with the same noun, else for generic nouns to the last one; one
    that takes place where none is named before is an event itself, or an early mention of the only one of its noun."""
    for noun in sorted(bare, key=lambda b: b.span):
        earlier = [f for f in found if f.spans[0].start < noun.span.start]
        same = [f for f in earlier if f.head == noun.head]
        pool = same or (earlier if noun.generic else [])
        if pool:
            last = max(pool, key=lambda f: max(s.start for s in (*f.spans, *f.echoes) if s.start < noun.span.start))
            last.echoes.append(noun.span)
        elif noun.itself is not None and not earlier:
            sentence = analysis.sentence_at(noun.span.start)
            later = [f for f in found if f.head == noun.head or (noun.generic and f.spans[0].start < sentence.end)]
            if later:
                later[0].echoes.append(noun.span)
            else:
                found.append(noun.itself)
