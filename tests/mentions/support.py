"""A release made of plain paragraphs, and entities named in it, for the tests of extractors."""

from __future__ import annotations

from converter.mentions.analysis import Analysis
from converter.model import Document, Entity, Mention, MentionKind, Part, Passage, Reading, Release, Span


def analysis(*paragraphs: str, headline: str = "", date: str | None = None) -> Analysis:
    """The analysis of a release with these paragraphs."""
    texts = [t for t in (headline, *paragraphs) if t]
    text = "\n\n".join(texts)
    passages, position = [], 0
    for t in texts:
        part = Part.HEADLINE if t == headline else Part.PARAGRAPH
        passages.append(Passage(part, Span(position, position + len(t))))
        position += len(t) + 2
    document = Document("a.txt", "text/plain", "0" * 64, text, ())
    return Analysis.of(Release(document, Reading(text, range(len(text))), tuple(passages), date=date))


def named(subject: Analysis, *entities: Entity) -> tuple[list[Mention], dict[str, Entity]]:
    """A mention wherever the name of an entity stands, and the entities by key."""
    mentions = []
    for entity in entities:
        start = subject.text.find(entity.name)
        while start >= 0:
            mentions.append(Mention(Span(start, start + len(entity.name)), MentionKind.NAME, (entity.key,)))
            start = subject.text.find(entity.name, start + 1)
    return sorted(mentions, key=lambda m: m.span), {e.key: e for e in entities}
