"""Small invented releases for the tests of what is said: paragraphs of text and who is mentioned in them."""

from __future__ import annotations

import re

from converter.mentions.analysis import Analysis
from converter.mentions.speakers import Speaker
from converter.model import Document, Part, Passage, Reading, Release, Span


def analyse(*paragraphs: str | tuple[Part, str], kind: str = "comunicado") -> Analysis:
    """An analysis of a release with these paragraphs (or parts with their text)."""
    text, passages = "", []
    for given in paragraphs:
        part, words = given if isinstance(given, tuple) else (Part.PARAGRAPH, given)
        text += "\n\n" if text else ""
        passages.append(Passage(part, Span(len(text), len(text) + len(words))))
        text += words
    document = Document("a.txt", "text/plain", "0" * 64, text, ())
    return Analysis.of(Release(document, Reading(text, range(len(text))), tuple(passages), kind))


def mentions(analysis: Analysis, **forms: str) -> list[Speaker]:
    """Every occurrence of the forms of each entity: ``ana="Ana Paz|Paz; la directora"``, roles after the semicolon.

    A key that starts with ``org_`` is an organisation, with ``nobody`` an office without a holder. Names that end in "a" in
    their first word are feminine.
    """
    found: list[Speaker] = []
    for entity, given in forms.items():
        names, _, roles = given.partition(";")
        for form, pattern in (("name", names.strip()), ("role", roles.strip())):
            for match in re.finditer(rf"\b(?:{pattern})\b", analysis.text) if pattern else ():
                kind = "organization" if entity.startswith("org_") else "person"
                gender = "f" if re.match(r"\w+a\b|la\b", match.group(), re.I) else "m"
                key = None if entity.startswith("nobody") else entity
                found.append(Speaker(Span(*match.span()), key, kind, form, gender))
    return sorted(found, key=lambda s: s.span)
