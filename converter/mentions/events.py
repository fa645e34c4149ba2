"""Events: the titled ones, the ones a sentence describes, and what the text says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from converter.language import grammar
from converter.language.lexicon import number_words
from converter.language.numerals import ordinal
from converter.language.text import Token, fold
from converter.mentions.analysis import Analysis
from converter.mentions.described import extent
from converter.mentions.event_facts import Draft, state
from converter.mentions.extent import Head, heads_in, words
from converter.mentions.groups import Group, content, group
from converter.mentions.scenes import Scene, Scenes
from converter.mentions.titles import Titled, ordinal_before
from converter.model import Entity, Event, Mention, MentionKind, Part, Span


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
    for item in found:
        item.spans.sort()
    found.sort(key=lambda f: f.spans[0])
    _refer_back(bare, found)
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
    """A noun without complement that may take up an event: la reunión, este acto."""

    span: Span
    head: str
    generic: bool


def _described(analysis: Analysis, scenes: Scenes, taken: Sequence[Span], found: list[Draft]) -> list[_Bare]:
    """Adds the events that a noun in lower case and its complement identify; returns the bare nouns for coreference."""
    bare: list[_Bare] = []
    generic = words("any-event")
    for tokens in analysis.running:
        matched = set()
        for i, width, head in heads_in(tokens):
            matched.add(i)
            if head.sort == "event" and not any(s.start <= tokens[i].start < s.end for s in taken):
                _describe(analysis, scenes, tokens, _noun(tokens, i, width, head), found, bare)
        for i, (before, token) in enumerate(pairwise(tokens), start=1):
            if token.fold in generic and i not in matched and before.fold in grammar.folded("definite"):
                bare.append(_Bare(Span(before.start, token.end), token.fold, True))
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
    plural: bool
    before: str  # the word before it, folded


def _noun(tokens: Sequence[Token], i: int, width: int, head: Head) -> _Noun:
    number, first = ordinal_before(tokens, i)
    if i + width + 1 < len(tokens) and tokens[i + width].fold == "numero" and tokens[i + width + 1].text.isdigit():
        number = int(tokens[i + width + 1].text)
    ends = extent(tokens, i + width, head, links=3)
    span = Span(tokens[first].start, tokens[ends[-1] - 1].end)
    plural = tokens[i].fold != head.word.split()[0]
    before = tokens[first - 1].fold if first else ""
    return _Noun(head, number, first, span, tuple(tokens[e - 1].end for e in ends), ends[-1] == i + width, plural, before)


def _describe(
    analysis: Analysis, scenes: Scenes, tokens: Sequence[Token], noun: _Noun, found: list[Draft], bare: list[_Bare]
) -> None:
    """Makes an event of `noun`, or a mention of one, or, where it identifies none, nothing."""
    if _takes_up(noun, found):
        start = tokens[noun.first - 1].start if noun.before not in ("del", "al") else tokens[noun.first - 1].end - 2
        paraphrase = not noun.plain  # "la reunión trienal" is the assembly just named
        bare.append(_Bare(Span(start, noun.span.end), noun.head.word, paraphrase or noun.head.word in words("any-event")))
    elif _identifies(analysis, scenes, tokens, noun):
        name = analysis.string(noun.span)
        twin = next((f for f in found if _alike(f, name, noun.head, noun.number)), None)
        if twin is None:
            shorter = (analysis.text[noun.span.start : end] for end in noun.ends[:2])
            aliases = tuple(a for a in shorter if " " in a and a != name)
            name = _lower(name, tokens[noun.first])
            found.append(Draft(name, aliases, noun.head.word, noun.head.kind, False, noun.number, [noun.span]))
            return
        twin.spans.append(noun.span)
        twin.ordinal = twin.ordinal if twin.ordinal is not None else noun.number
        if name != twin.name and " " in name:
            twin.aliases = tuple(dict.fromkeys((*twin.aliases, name)))


def _takes_up(noun: _Noun, found: Sequence[Draft]) -> bool:
    """True for "la reunión", and for "su reunión trienal" after a titled gathering."""
    if noun.number is not None or noun.before not in grammar.folded("definite") | {"su"}:
        return False
    if noun.plain:
        return noun.before != "su"
    gathered = any(f.titled and f.kind in words("gathering") and f.spans[0].start < noun.span.start for f in found)
    return len(noun.ends) == 1 and noun.head.kind in words("gathering") and gathered


def _identifies(analysis: Analysis, scenes: Scenes, tokens: Sequence[Token], noun: _Noun) -> bool:
    """True where the noun says which event it is, and the sentence says that it takes place."""
    inside = [h for _, _, h in heads_in(analysis.tokens_in(Span(tokens[noun.first].end, noun.span.end)))]
    if noun.head.kind == "inauguracion" and (noun.plain or any(h.sort == "event" for h in inside)):
        return False  # the opening of a forum is the forum
    if noun.head.kind == "firma" and not any(h.sort == "agreement" for h in inside):
        return False
    if noun.plain and noun.number is None and (noun.plural or noun.before not in grammar.folded("indefinite")):
        return False
    part, sentence = analysis.part_at(noun.span.start), analysis.sentence_at(noun.span.start)
    opens = part == Part.HEADLINE and sentence.start == noun.span.start
    happens = opens or noun.number is not None or _takes_place(scenes.at(noun.span.start), tokens, noun.first)
    return noun.head.described and happens


def _lower(name: str, first: Token) -> str:
    """A description starts in lower case even where it opens a sentence."""
    return name[0].lower() + name[1:] if first.shape == "cap" else name


def _alike(known: Draft, name: str, head: Head, number: int | None) -> bool:
    if known.head != head.word or (number is not None and known.ordinal is not None and number != known.ordinal):
        return False
    mine, other = _plain_words(name), _plain_words(known.name)
    shared = min(len(mine), len(other), 3)
    return mine[:shared] == other[:shared]


def _plain_words(name: str) -> tuple[str, ...]:
    """The telling words of a description, without the numbers that one mention gives and another leaves out."""
    return tuple(w for w in content(name) if ordinal(w) is None and not w.isdigit() and w not in number_words("counting"))


def _takes_place(scene: Scene, tokens: Sequence[Token], first: int) -> bool:
    """True where a verb of holding or taking part, or "durante", governs the noun at index `first`, or the verb follows it."""
    start = tokens[first].start
    near = [v for v in scene.verbs if v.role in ("attend", "head", "hold") and v.span.end <= start and not v.negated]
    if near and not any(
        t.text in (";", ".") for t in tokens[first - 8 if first > 8 else 0 : first] if t.start > near[-1].span.end
    ):
        between = [t for t in tokens[:first] if t.start >= near[-1].span.end]
        if len(between) <= 9:
            return True
    before = [t.fold for t in tokens[max(0, first - 4) : first]]
    if before[-1:] in (["su"], ["sus"]):
        return False
    return "durante" in before or "marco" in before or (before[-1:] == ["en"] and not tokens[first].fold.endswith("s"))


def _refer_back(bare: Sequence[_Bare], found: Sequence[Draft]) -> None:
    """Binds each bare noun to the last event named before it with the same noun, else for generic nouns to the last one."""
    for noun in bare:
        earlier = [f for f in found if f.spans[0].start < noun.span.start]
        same = [f for f in earlier if f.head == noun.head]
        pool = same or (earlier if noun.generic else [])
        if pool:
            last = max(pool, key=lambda f: max(s.start for s in (*f.spans, *f.echoes) if s.start < noun.span.start))
            last.echoes.append(noun.span)
