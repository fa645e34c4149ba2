"""Who issues a release: the letterhead says so, else the signs of the text are weighed and the basis is named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.language.lexicon import body_words
from converter.language.text import fold
from converter.linking.organizations import Body, OrganizationLinker, content
from converter.model import MentionKind, Part, Release, Span

_DECIDES = 4.0  # what being named and deciding in the first sentence is worth


def _count(body: Body, spans: Sequence[Span]) -> int:
    return sum(any(s.covers(m.span) for s in spans) for m in body.mentions)


def letterhead(release: Release, linker: OrganizationLinker) -> list[Body]:
    """The bodies printed in the letterhead, in order, internal offices aside."""
    found: list[Body] = []
    for span in release.letterheads:
        for body in linker.bodies:
            if body not in found and fold(body.name).split()[0] not in body_words("internal-office") and _count(body, [span]):
                found.append(body)
    own = [b for b in found if fold(b.name).split()[0] != "gobierno"]
    return own if own and not release.joint else found  # a ministry's letterhead prints its government above it


def office(release: Release, linker: OrganizationLinker) -> Body | None:
    """The issuing office printed in the letterhead ("Coordinación de Comunicación Social"), or None."""
    for span in release.letterheads:
        for body in linker.bodies:
            if fold(body.name).split()[0] in body_words("internal-office") and _count(body, [span]):
                return body
    return None


def claim_office(release: Release, linker: OrganizationLinker, issuer: Body) -> None:
    """Links the issuing office in the letterhead to the entry that the lists hold of it as the issuer's."""
    body = office(release, linker)
    if body is None or body.entry is not None or issuer.entry is None:
        return
    own = [entry for entry in linker.chooser.candidates(body.name) if entry.parent == issuer.entry.iri]
    if len(own) == 1:
        body.entry, printed = own[0], body.name
        body.name = own[0].name
        body.call(printed)


def weigh(release: Release, linker: OrganizationLinker) -> list[tuple[float, Body]]:
    """How much the text speaks for each body as its issuer or main matter, best first.

    The subject of the headline or of the first sentence counts most, then the addresses and handles of the tail; being
    named often counts little, since the guest of a release is named as often as the host.
    """
    paragraphs = release.spans(Part.PARAGRAPH)
    first, heads = paragraphs[:1], release.spans(Part.HEADLINE, Part.SUBHEADLINE)
    tail = " ".join([*release.texts(Part.TAIL), *(link.url for link in release.links if _is_own(link.url))]).lower()
    spoken = sorted({m.span for b in linker.bodies for m in b.mentions})
    scores = []
    for body in linker.bodies:
        named = [m for m in body.mentions if m.kind != MentionKind.DESCRIPTION]
        if not named or fold(body.name).split()[0] in body_words("internal-office"):
            continue
        score = min(4.0, 1.0 * len(body.mentions)) + 2.0 * min(1, _count(body, heads)) + 2.0 * min(1, _count(body, first))
        score += 2.0 * any(_is_subject(release, m.span, spans) for m in named for spans in (heads[:1], first))
        acronyms = [
            fold(n) for n in [*body.names, *(body.entry.acronyms if body.entry else ())] if re.fullmatch(r"\w{3,10}", n)
        ]
        if any(a in tail for a in acronyms) or fold(body.name) in fold(tail) or _is_host(body.name, tail):
            score += 4.0
        if body.entry is not None:
            score += 1.0
        if _only_decides(body):
            score -= _DECIDES
        scores.append((score - spoken.index(named[0].span) / (10 * len(spoken) + 1), body))
    return sorted(scores, key=lambda item: -item[0])


def _only_decides(body: Body) -> bool:
    """A parliament or a council of ministers passes what a ministry then announces; a letterhead names it where it writes."""
    name = fold(body.name)
    return name.split()[0] in body_words("legislature") or any(name.startswith(words) for words in body_words("decides"))


def _is_host(name: str, tail: str) -> bool:
    """True where an address of the tail is named after the body: prensa@universidades.gob.es."""
    words = content(name)[1:]
    hosts = re.findall(r"[@/.]([\w-]+)\.(?:gob|gov|org|com|edu|es|mx|pe|cl|ar|co)\b", fold(tail))
    return bool(words) and any(all(word in host for word in words) for host in hosts)


def _is_own(url: str) -> bool:
    """True for an address without a page of its own name: shared folders and short links, not links to other bodies."""
    return re.search(r"sharepoint|drive\.|photos|flickr|youtu|twitter|facebook|instagram|//x\.com", url) is not None


def _is_subject(release: Release, mention: Span, spans: Sequence[Span]) -> bool:
    """True where the mention opens one of `spans`, an article or a verb before it: "Coordina IMSS", "El Instituto ..."."""
    return any(
        s.start <= mention.start <= s.start + 24 and release.reading.text[s.start : mention.start].count(" ") <= 2
        for s in spans
    )
