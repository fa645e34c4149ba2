"""What a person should know of a release's layout, and whether it is a release at all."""

from __future__ import annotations

from dataclasses import replace

from converter.language import grammar
from converter.layout import banner
from converter.layout.dateline import parse_dateline
from converter.layout.facts import Facts
from converter.model import Issue, Part, Release, Severity

_LETTERS = 0.55  # of the characters printed, in prose
_PROSE_WORDS = 15
_DATELINES = 2  # datelines run into the body, besides the release's own
_HEADLINES = 4
_HEADLINE_WORDS = 5
_SAMPLE = 4000  # characters by which the language is known


def verdict(release: Release, facts: Facts) -> Release:
    """`release` with its issues."""
    issues: list[Issue] = []
    headline = release.spans(Part.HEADLINE)
    if not headline:
        issues.append(Issue(Severity.WARNING, "no-headline", "no headline was found; check the first lines of the document"))
    if release.date is None:
        message = "the release states no date, and none was published with it"
        issues.append(Issue(Severity.NOTE, "no-date", message))
    elif facts.published and release.date_basis == "dateline" and not _agree(release.date, facts.published):
        message = f"the dateline says {release.date}, the page was published on {facts.published}; the dateline is used"
        where = release.reading.origin(release.dateline) if release.dateline else None
        issues.append(Issue(Severity.NOTE, "conflicting-dates", message, where))
    reason = _not_a_release(release)
    if reason:
        issues.append(Issue(Severity.ERROR, "not-a-release", f"this does not look like a press release: {reason}"))
    return replace(release, issues=(*release.issues, *issues))


def _agree(a: str, b: str) -> bool:
    size = min(len(a), len(b))
    return a[:size] == b[:size]


def _not_a_release(release: Release) -> str | None:
    """Why `release` cannot be one, or None. Only what no release has counts: this stage gives the benefit of the doubt."""
    body = release.texts(Part.PARAGRAPH, Part.ITEM)
    text = "\n".join(body)
    if not any(map(str.isalpha, text)):
        return "it has no running text"
    needed = _LETTERS * (len(text) - text.count(" "))
    # Words without a mark are enough of them in any prose, and need not be counted letter by letter.
    if sum(map(len, filter(str.isalpha, text.split()))) < needed and sum(map(str.isalpha, text)) < needed:
        return "it is figures and signs rather than prose"
    if not release.spans(Part.SPEAKER) and not any(len(p.split()) >= _PROSE_WORDS for p in body):
        return "it has no paragraph of prose"
    if _is_collection(release):
        return "it holds several texts, each with a headline or dateline of its own; split it first"
    sample = text[:_SAMPLE]
    words = sample.lower().split()
    if len(words) > 40 and sum(map(grammar.words("commonest").__contains__, words)) < 0.12 * len(words):
        return "it is not written in Spanish sentences"
    return None


def _is_collection(release: Release) -> bool:
    """True for a newspaper page or a month's bundle: several datelines run in, or headlines as frequent as paragraphs."""
    paragraphs = release.texts(Part.PARAGRAPH)
    opened = sum(1 for text in paragraphs if (found := parse_dateline(text)) is not None and found.body is not None)
    if opened >= _DATELINES:
        return True
    if release.kind != "unstated" or release.number or release.spans(Part.SPEAKER):
        return False
    told = [text for text in release.texts(Part.HEADING) if len(text.split()) >= _HEADLINE_WORDS and banner.tells(text)]
    return len(told) >= _HEADLINES and len(told) > 0.4 * len(paragraphs)
