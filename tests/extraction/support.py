"""What one sentence of the genre says: the extraction of an invented release, and what to ask it."""

from __future__ import annotations

from functools import cache

from converter.authorities import Authorities
from converter.extraction import extract
from converter.model import Document, Extraction, Part, Passage, Reading, Release, Span


@cache
def understood(*texts: str, dateline: str = "", letterhead: str = "", headline: str = "") -> Extraction:
    """What a release with this letterhead, this dateline, this headline and these paragraphs says."""
    head = ((Part.LETTERHEAD, letterhead), (Part.DATELINE, dateline), (Part.HEADLINE, headline))
    parts = [(part, text) for part, text in head if text]
    parts += [(Part.PARAGRAPH, text) for text in texts]
    whole, passages = "", []
    for part, text in parts:
        start = len(whole) + 2 if whole else 0
        whole += ("\n\n" if whole else "") + text
        passages.append(Passage(part, Span(start, start + len(text))))
    document = Document("a.txt", "text/plain", "0" * 64, whole, ())
    line = next((p.span for p in passages if p.part is Part.DATELINE), None)
    return extract(
        Release(document, Reading(whole, range(len(whole))), tuple(passages), dateline=line, place=line), Authorities.load()
    )


def roles(found: Extraction) -> set[tuple[str, str, str | None]]:
    names = {e.key: e.name for e in (*found.people, *found.organizations, *found.places)}
    return {(names[r.person], r.name, names.get(r.organization or "")) for r in found.roles}


def mentioned(found: Extraction, keys: tuple[str, ...]) -> set[str]:
    named = {key for mention in found.mentions for key in mention.refers_to}
    return {key for key in keys if key in named}


def bodies(found: Extraction) -> set[str]:
    named = mentioned(found, tuple(o.key for o in found.organizations))
    return {o.name for o in found.organizations if o.key in named}
