"""One entity for all the printed forms of one title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from converter.language import grammar
from converter.language.text import fold
from converter.mentions.titles import Titled
from converter.model import Span


@dataclass(slots=True)
class Group:
    """Titled phrases that name one thing; the first is the earliest in the text."""

    members: list[Titled] = field(default_factory=list)

    @property
    def ordinal(self) -> int | None:
        return next((t.ordinal for t in self.members if t.ordinal is not None), None)

    @property
    def best(self) -> Titled:
        """The fullest form; of two as long, the first printed."""
        return max(self.members, key=lambda t: (len(content(t.name)), t.name[0].isupper(), -t.span.start))

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(t.span for t in self.members)

    def forms(self) -> tuple[str, ...]:
        """The printed forms other than the best name, of two words or more, and acronyms."""
        best = self.best.name
        every = [form for t in self.members for form in (t.name, *t.aliases)]
        return tuple(dict.fromkeys(f for f in every if f != best and (" " in f or f.isupper())))


def content(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, folded."""
    return tuple(w for w in re.findall(r"[^\W_]+", fold(name)) if w not in grammar.folded("idle-in-titles"))


def group(titles: Sequence[Titled]) -> list[Group]:
    """Groups in order of first mention. A shorter form joins the longer title it begins, unless their ordinals differ; an
    event's may also leave out words in the middle."""
    groups: list[Group] = []
    for title in sorted(titles, key=lambda t: (-len(content(t.name)), t.span)):
        home = next((g for g in groups if _same(title, g)), None)
        if home is None:
            groups.append(Group([title]))
        else:
            home.members.append(title)
    for found in groups:
        found.members.sort(key=lambda t: t.span)
    return sorted(groups, key=lambda g: g.members[0].span)


def _same(title: Titled, found: Group) -> bool:
    ordinal = found.ordinal
    if title.ordinal is not None and ordinal is not None and title.ordinal != ordinal:
        return False
    mine = {content(form) for form in (title.name, *title.aliases)}
    words = content(title.name)
    # "Primera Sesión del Consejo" is the "Sesión del Consejo de Pesca" that the headline leaves unnumbered
    forms = mine if title.kind == "event" and title.ordinal is not None and ordinal is None else {words}
    for member in found.members:
        others = [content(form) for form in (member.name, *member.aliases)]
        if title.ordinal is not None and title.ordinal == member.ordinal and mine & set(others):
            return True  # IV Congreso, Cuarto Congreso
        if any(form == other or (len(form) > 1 and other[: len(form)] == form) for form in forms for other in others):
            return True
        if title.kind == "event" and len(words) > 1 and any(words[0] == o[0] and is_within(words, o) for o in others):
            return True
    return False


def is_within(words: Sequence[str], other: Sequence[str]) -> bool:
    """True where all `words` stand in `other` in the same order."""
    rest = iter(other)
    return all(word in rest for word in words)
