"""What the sentences that name an event say of it: when, where, who takes part, who leads and who organises."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from converter.language.dates import find_dates
from converter.language.text import fold
from converter.mentions.analysis import Analysis
from converter.mentions.scenes import Scene, Scenes, Verb
from converter.model import Event, Organization, Part, Person, Place, Span

_ONLINE = re.compile(r"\b(?:video-? ?conferencia|virtual(?:es)?|en linea|via remota|plataforma (?:digital|zoom))\b")
_ORGANISED = re.compile(r"\b(?:organizad|convocad|impulsad)[oa]s?\b(?: \w+)? por |\bque (?:organiz|convoc)\w+ ")
_RELATIVE = re.compile(r"(?:,? (?:en|a) (?:la|el|los|las) (?:que|cual|cuales)|,? donde)\b")


_SHORT = 24  # characters between "organiza" and the event
_NEAR = 100  # characters between a date and the event it dates


@dataclass(slots=True)
class Draft:
    """An event while its parts are gathered. `spans` are explicit mentions."""

    name: str
    aliases: tuple[str, ...]
    head: str
    kind: str
    titled: bool
    ordinal: int | None
    spans: list[Span]
    echoes: list[Span] = field(default_factory=list)  # by coreference


def state(analysis: Analysis, scenes: Scenes, key: str, item: Draft) -> Event:
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
    """The bodies of "organizado por ..." and "que organiza ..." behind the event, and of "... organiza el" before it."""
    match = _ORGANISED.search(analysis.folded, span.end, min(span.end + 80, scene.span.end))
    if match is not None:
        stops = (v.span.start for v in scene.verbs if v.span.start > match.end())  # "y celebrado en el teatro"
        return scenes.keys(scene.between(match.end(), min(match.end() + 120, scene.span.end, *stops)), Organization)[:3]
    for verb in scene.verbs:
        if verb.text.startswith(("organiz", "convoc")) and verb.span.end <= span.start <= verb.span.end + _SHORT:
            return scenes.subjects(scene, verb, Organization, span)[:3]
    return ()


def _dated(analysis: Analysis, scene: Scene, span: Span, item: Draft, event: Event) -> Event:
    """The one date of the sentence, where it is of a day and not part of a name; the year may be the dateline's."""
    release = analysis.release
    if item.kind == "conmemoracion" or analysis.part_at(span.start) == Part.HEADLINE:
        return event
    dates = find_dates(analysis.string(scene.span), int(release.date[:4]) if release.date else None)
    if len(dates) != 1 or dates[0].start is None or dates[0].day is None:
        return event
    start, end = (scene.span.start + p for p in dates[0].span)
    printed = Span(start, end)
    if abs(start - span.start) > _NEAR or printed == release.date_span:
        return event
    if printed.overlaps(span) or any(printed.overlaps(m.span) for m in scene.mentions):
        return event
    return replace(event, start=dates[0].start, end=dates[0].end if dates[0].end != dates[0].start else None)


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
        if mention.span.start - span.end > _NEAR:
            return None
        lead = analysis.folded[max(span.end, mention.span.start - 24) : mention.span.start]
        if re.search(r"\ben (?:el |la |los |las )?(?:ciudad de |municipio de |estado de )?$", lead):
            return keys[0]
    return None
