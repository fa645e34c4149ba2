"""Events: the titled ones, the ones a sentence describes, and what the text says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from converter.language.dates import find_dates
from converter.language.numerals import ordinal
from converter.language.text import Token, fold
from converter.mentions import phrases
from converter.mentions.analysis import Analysis
from converter.mentions.described import extent
from converter.mentions.extent import Head, heads_in, words
from converter.mentions.groups import Group, content, group
from converter.mentions.scenes import Scene, Scenes, Verb
from converter.mentions.titles import BODY, Titled, ordinal_before
from converter.model import Entity, Event, Mention, MentionKind, Organization, Part, Person, Place, Span

_INDEFINITE = frozenset({"un", "una", "mediante", "via"})
_DEMONSTRATIVES = frozenset({"este", "esta", "dicho", "dicha", "ese", "esa"})
_COUNTS = frozenset({"dos", "tres", "cuatro", "cinco", "numero"})
_ONLINE = re.compile(r"\b(?:video-? ?conferencia|virtual(?:es)?|en linea|via remota|plataforma (?:digital|zoom))\b")
_ORGANISED = re.compile(r"\b(?:organizad|convocad|impulsad)[oa]s?\b(?: \w+)? por ")
_RELATIVE = re.compile(r"(?:,? (?:en|a) (?:la|el|los|las) (?:que|cual|cuales)|,? donde)\b")


@dataclass(frozen=True, slots=True)
class EventFindings:
    """Events in order of first mention, and their mentions."""

    events: tuple[Event, ...]
    mentions: tuple[Mention, ...]


@dataclass(slots=True)
class _Found:
    """An event while its parts are gathered. `spans` are explicit mentions."""

    name: str
    aliases: tuple[str, ...]
    head: str
    kind: str
    titled: bool
    ordinal: int | None
    spans: list[Span]
    echoes: list[Span] = field(default_factory=list)  # by coreference


def find(
    analysis: Analysis, titled: Sequence[Titled], mentions: Sequence[Mention], entities: Mapping[str, Entity]
) -> EventFindings:
    """The events of a release; `mentions` and `entities` are the people, organisations and places known by then."""
    scenes = Scenes(analysis, mentions, entities)
    found = [_from_title(g) for g in group([t for t in titled if t.kind == "event"]) if _is_event(analysis, g)]
    taken = [t.span for t in titled]
    bare = _described(analysis, scenes, taken, found)
    found.sort(key=lambda f: f.spans[0])
    _refer_back(bare, found)
    events, evidence = [], []
    for number, item in enumerate(found, start=1):
        key = f"event-{number}"
        events.append(_event(analysis, scenes, key, item))
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


def _from_title(found: Group) -> _Found:
    best = found.best
    return _Found(best.name, found.forms(), best.head, best.category, True, found.ordinal, list(found.spans))


@dataclass(frozen=True, slots=True)
class _Bare:
    """A noun without complement that may take up an event: la reunión, este acto."""

    span: Span
    head: str
    generic: bool


def _described(analysis: Analysis, scenes: Scenes, taken: Sequence[Span], found: list[_Found]) -> list[_Bare]:
    """Adds the events that a noun in lower case and its complement identify; returns the bare nouns for coreference."""
    bare: list[_Bare] = []
    generic = words("any-event")
    for passage in analysis.release.passages:
        tokens = analysis.tokens_in(passage.span)
        if passage.part not in BODY or phrases.in_capitals(tokens):
            continue
        matched = set()
        for i, width, head in heads_in(tokens):
            matched.add(i)
            if head.sort == "event" and not any(s.start <= tokens[i].start < s.end for s in taken):
                _describe(analysis, scenes, tokens, i, width, head, found, bare)
        for i, token in enumerate(tokens):
            if token.fold in generic and i and i not in matched and _definite(tokens[i - 1]):
                bare.append(_Bare(Span(tokens[i - 1].start, token.end), token.fold, True))
    return bare


def _definite(token: Token) -> bool:
    return token.fold in _DEMONSTRATIVES | {"el", "la", "del", "al"}


def _describe(
    analysis: Analysis,
    scenes: Scenes,
    tokens: Sequence[Token],
    i: int,
    width: int,
    head: Head,
    found: list[_Found],
    bare: list[_Bare],
) -> None:
    number, first = ordinal_before(tokens, i)
    if i + width + 1 < len(tokens) and tokens[i + width].fold == "numero" and tokens[i + width + 1].text.isdigit():
        number = int(tokens[i + width + 1].text)
    ends = extent(tokens, i + width, head, links=3)
    whole = Span(tokens[first].start, tokens[ends[-1] - 1].end)
    plain = ends[-1] == i + width
    before = tokens[first - 1] if first else None
    opens = analysis.part_at(whole.start) == Part.HEADLINE and analysis.sentence_at(whole.start).start == whole.start
    if plain and number is None and before is not None and _definite(before):
        start = before.end - 2 if before.fold in ("del", "al") else before.start
        bare.append(_Bare(Span(start, whole.end), head.word, head.word in words("any-event")))
        return
    plural = tokens[i].fold != head.word.split()[0]
    if plain and number is None and (plural or before is None or before.fold not in _INDEFINITE):
        return
    if head.kind == "firma" and not any(h.sort == "agreement" for _, _, h in heads_in(tokens[i + 1 : ends[-1]])):
        return
    if not head.described or not (opens or number is not None or _takes_place(scenes.at(whole.start), tokens, first)):
        return
    name = analysis.string(whole)
    twin = next((f for f in found if _alike(f, name, head, number)), None)
    if twin is not None:
        twin.spans.append(whole)
        twin.ordinal = twin.ordinal if twin.ordinal is not None else number
        if name != twin.name and " " in name:
            twin.aliases = tuple(dict.fromkeys((*twin.aliases, name)))
        return
    shorter = analysis.text[whole.start : tokens[ends[0] - 1].end] if len(ends) > 1 else ""
    middle = analysis.text[whole.start : tokens[ends[1] - 1].end] if len(ends) > 2 else ""
    aliases = tuple(a for a in (shorter, middle) if " " in a and a != name)
    found.append(_Found(_lower(name, tokens[first]), aliases, head.word, head.kind, False, number, [whole]))


def _lower(name: str, first: Token) -> str:
    """A description starts in lower case even where it opens a sentence."""
    return name[0].lower() + name[1:] if first.shape == "cap" else name


def _alike(known: _Found, name: str, head: Head, number: int | None) -> bool:
    if known.head != head.word or (number is not None and known.ordinal is not None and number != known.ordinal):
        return False
    mine, other = _plain_words(name), _plain_words(known.name)
    shared = min(len(mine), len(other), 3)
    return mine[:shared] == other[:shared]


def _plain_words(name: str) -> tuple[str, ...]:
    """The telling words of a description, without the numbers that one mention gives and another leaves out."""
    return tuple(w for w in content(name) if ordinal(w) is None and not w.isdigit() and w not in _COUNTS)


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


def _refer_back(bare: Sequence[_Bare], found: Sequence[_Found]) -> None:
    """Binds each bare noun to the last event named before it with the same noun, else for generic nouns to the last one."""
    for noun in bare:
        earlier = [f for f in found if f.spans[0].start < noun.span.start]
        same = [f for f in earlier if f.head == noun.head]
        pool = same or (earlier if noun.generic else [])
        if pool:
            last = max(pool, key=lambda f: max(s.start for s in (*f.spans, *f.echoes) if s.start < noun.span.start))
            last.echoes.append(noun.span)


def _event(analysis: Analysis, scenes: Scenes, key: str, item: _Found) -> Event:
    """What the sentences that name the event say of it."""
    event = Event(key, item.name, item.aliases, kind=item.kind, ordinal=item.ordinal)
    attendees: list[str] = []
    headed: list[str] = []
    organizers: list[str] = []
    for span in sorted((*item.spans, *item.echoes)):
        scene = scenes.at(span.start)
        for verb in scene.verbs:
            who = _who(analysis, scenes, scene, verb, span)
            if verb.role == "head" and verb.span.end <= span.start:
                headed += who
            elif verb.role in ("attend", "hold"):
                attendees += who
        organizers += _organizers(analysis, scenes, scene, span)
        if event.start is None:
            event = _dated(analysis, scene, span, item, event)
        if event.place is None:
            event = replace(event, place=_place(analysis, scenes, scene, span))
    folded = fold(item.name)
    return replace(
        event,
        attendees=tuple(dict.fromkeys(k for k in attendees if k not in headed)),
        headed_by=tuple(dict.fromkeys(headed)),
        organizers=tuple(dict.fromkeys(organizers)),
        online=_ONLINE.search(folded) is not None,
        evidence=tuple(analysis.sentence_at(s.start) for s in item.spans[:2]),
    )


def _who(analysis: Analysis, scenes: Scenes, scene: Scene, verb: Verb, span: Span) -> list[str]:
    """The people that `verb` ties to the event at `span`: "Ana participó en el foro", "el foro, en el que participó Ana"."""
    if verb.negated:
        return []
    if verb.span.end <= span.start:
        between = analysis.folded[verb.span.end : span.start]
        if len(between) > 60 or any(verb.span.end <= v.span.start < span.start for v in scene.verbs):
            return []
        along = scene.between(verb.span.end, span.start) if verb.text.startswith("acompañ") else []
        return [*scenes.subjects(scene, verb, Person, span), *scenes.keys(along, Person)]
    between = analysis.folded[span.end : verb.span.start]
    if len(between) < 40 and _RELATIVE.match(between):
        return list(scenes.keys(scene.between(verb.span.end, scene.span.end), Person))
    return []


def _organizers(analysis: Analysis, scenes: Scenes, scene: Scene, span: Span) -> tuple[str, ...]:
    match = _ORGANISED.search(analysis.folded, span.end, min(span.end + 80, scene.span.end))
    if match is None:
        return ()
    return scenes.keys(scene.between(match.end(), min(match.end() + 120, scene.span.end)), Organization)[:3]


def _dated(analysis: Analysis, scene: Scene, span: Span, item: _Found, event: Event) -> Event:
    """The one date of the sentence, where it is of a day and not part of a name; the year may be the dateline's."""
    year = int(analysis.release.date[:4]) if analysis.release.date else None
    if analysis.part_at(span.start) == Part.HEADLINE:
        return event
    dates = find_dates(analysis.string(scene.span), year)
    here = [d for d in dates if abs(scene.span.start + d.span.start - span.start) < 100]
    if len(dates) != 1 or item.kind == "conmemoracion" or not here or here[0].start is None or here[0].day is None:
        return event
    place = Span(scene.span.start + here[0].span.start, scene.span.start + here[0].span.end)
    if any(place.overlaps(m.span) for m in scene.mentions) or place.overlaps(span) or analysis.release.date_span == place:
        return event
    return replace(event, start=here[0].start, end=here[0].end if here[0].end != here[0].start else None)


def _place(analysis: Analysis, scenes: Scenes, scene: Scene, span: Span) -> str | None:
    """The place right behind "en" after the event, or inside a tour's own description (gira por Perú)."""
    for mention in scene.between(span.start, scene.span.end):
        keys = scenes.keys([mention], Place)
        if not keys:
            continue
        if span.covers(mention.span):
            return (
                keys[0]
                if re.search(r"\b(?:por|en) (?:el |la |los |las )?$", analysis.folded[span.start : mention.span.start])
                else None
            )
        lead = analysis.folded[max(span.end, mention.span.start - 24) : mention.span.start]
        if re.search(r"\ben (?:el |la |los |las )?(?:ciudad de |municipio de |estado de )?$", lead):
            return keys[0]
    return None
