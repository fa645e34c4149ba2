"""Agreements, norms and programmes that are the matter of a release: signed, agreed, announced or approved by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from converter.language.text import Token
from converter.mentions.agreement_facts import PASSIVE, SIGNING, Draft, governing, state
from converter.mentions.analysis import Analysis
from converter.mentions.described import extent
from converter.mentions.extent import Head, heads_in, words
from converter.mentions.groups import content, group
from converter.mentions.scenes import Scenes
from converter.mentions.titles import Titled, running_text
from converter.model import (
    Agreement,
    Entity,
    Event,
    Mention,
    MentionKind,
    Part,
    Quantity,
    Span,
)

_SINGULAR = frozenset({"un", "una", "el", "la", "este", "esta", "dicho", "dicha", "del", "al", "nuevo", "nueva", "primer"})
_DEFINITE = frozenset({"el", "la", "del", "al", "este", "esta", "dicho", "dicha", "ese", "esa"})
_FORESEEN = re.compile(r"\b(?:bases (?:para|de)|hacia|buscan?|propon\w+|negocia\w*) (?:un|una|el|la)? ?$")


@dataclass(frozen=True, slots=True)
class AgreementFindings:
    """Agreements in order of first mention, and their mentions."""

    agreements: tuple[Agreement, ...]
    mentions: tuple[Mention, ...]


def find(
    analysis: Analysis,
    titled: Sequence[Titled],
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    quantities: Sequence[Quantity],
    events: Sequence[Event],
) -> AgreementFindings:
    """The agreements of a release. `mentions` and `entities` are what is known by then, events included."""
    scenes = Scenes(analysis, mentions, entities)
    found = [
        Draft(g.best.name, g.forms(), g.best.head, g.best.category, True, list(g.spans))
        for g in group([t for t in titled if t.kind == "agreement"])
        if _is_matter(analysis, scenes, g.spans, g.best.category)
    ]
    taken = [t.span for t in titled]
    bare = _described(analysis, scenes, taken, found)
    found.sort(key=lambda f: f.spans[0])
    _refer_back(bare, found)
    agreements: list[Agreement] = []
    evidence: list[Mention] = []
    for number, item in enumerate(found, start=1):
        key = f"agreement-{number}"
        agreement = state(analysis, scenes, key, item, quantities, events)
        if agreement.acting_through and not agreement.parties and agreements:  # "A través de ..., firmaron también ..."
            agreement = replace(agreement, parties=agreements[-1].parties)
        agreements.append(agreement)
        kind = MentionKind.NAME if item.titled else MentionKind.DESCRIPTION
        evidence += [Mention(s, kind, (key,), "explicit", 0.95 if item.titled else 0.8) for s in item.spans]
        evidence += [Mention(s, MentionKind.DESCRIPTION, (key,), "coreference", 0.7) for s in item.echoes]
    return AgreementFindings(tuple(agreements), tuple(sorted(evidence, key=lambda m: m.span)))


def _is_matter(analysis: Analysis, scenes: Scenes, spans: Sequence[Span], kind: str) -> bool:
    """True for what the headline names, what a verb of signing, agreeing or announcing governs, and a programme that returns.

    A law or programme mentioned in passing is not the matter of the release."""
    if any(analysis.part_at(s.start) in (Part.HEADLINE, Part.SUBHEADLINE) for s in spans):
        return True
    if any(governing(analysis, scenes.at(s.start), s) for s in spans):
        return True
    return kind == "programme" and len(spans) > 1


@dataclass(frozen=True, slots=True)
class _Bare:
    """A noun without complement that may take up an agreement: el convenio, dicho instrumento."""

    span: Span
    head: str
    kind: str
    generic: bool
    governed: bool


def _described(analysis: Analysis, scenes: Scenes, taken: Sequence[Span], found: list[Draft]) -> list[_Bare]:
    """Adds the agreements that a noun in lower case and its complement describe as signed or agreed; returns bare nouns."""
    bare: list[_Bare] = []
    generic = words("any-agreement")
    for tokens in running_text(analysis):
        matched = set()
        for i, width, head in heads_in(tokens):
            matched.add(i)
            if head.sort == "agreement" and not _inside(tokens[i], taken):
                _describe(analysis, scenes, tokens, i, width, head, found, bare)
        for i, token in enumerate(tokens):
            if (
                token.fold in generic
                and i
                and i not in matched
                and tokens[i - 1].fold in _DEFINITE
                and not _inside(token, taken)
            ):
                bare.append(_Bare(Span(_article(tokens[i - 1]), token.end), token.fold, "", True, False))
    return bare


def _inside(token: Token, taken: Sequence[Span]) -> bool:
    return any(s.start <= token.start < s.end for s in taken)


def _article(token: Token) -> int:
    return token.end - 2 if token.fold in ("del", "al") else token.start


def _describe(
    analysis: Analysis,
    scenes: Scenes,
    tokens: Sequence[Token],
    i: int,
    width: int,
    head: Head,
    found: list[Draft],
    bare: list[_Bare],
) -> None:
    first = i - 1 if i > 1 and tokens[i - 1].fold in words("qualifying") else i
    before = tokens[first - 1] if first else None
    if tokens[i].fold not in (head.word, head.word.split()[0]) or _is_phrase(tokens, i, width):
        return
    scene = scenes.at(tokens[i].start)
    ends = extent(tokens, i + width, head, links=6)
    whole = Span(tokens[i].start, tokens[ends[-1] - 1].end)
    folded_before = analysis.folded[scene.span.start : whole.start]
    foreseen = _FORESEEN.search(folded_before) is not None
    governed = foreseen or SIGNING.search(folded_before) is not None or governing(analysis, scene, whole) is not None
    governed = governed or PASSIVE.match(analysis.folded, whole.end) is not None
    plain = ends[-1] == i + width
    if plain and before is not None and before.fold in _DEFINITE:
        generic = head.word in words("any-agreement")
        bare.append(_Bare(Span(_article(before), whole.end), head.word, head.kind, generic, governed))
        return
    if head.kind != "agreement" or not governed:
        return
    name = analysis.string(whole)
    merged = _launches(analysis, tokens, ends[-1], found)
    if merged is not None:
        merged.spans.append(whole)
        return
    twin = next((f for f in found if f.head == head.word and _alike(f.name, name)), None)
    if twin is not None:
        twin.spans.append(whole)
        if len(name) > len(twin.name) and not twin.titled:
            twin.aliases, twin.name = (*twin.aliases, *((twin.name,) if " " in twin.name else ())), _lower(name)
        return
    shorter = [analysis.text[whole.start : tokens[end - 1].end] for end in ends[:2]]
    aliases = tuple(dict.fromkeys(_lower(a) for a in shorter if " " in a and a != name))
    found.append(Draft(_lower(name), aliases, head.word, head.kind, False, [whole], foreseen=foreseen))


def _is_phrase(tokens: Sequence[Token], i: int, width: int) -> bool:
    """ "de acuerdo con" and "llegar a acuerdo" name no agreement."""
    before = tokens[i - 1].fold if i else ""
    after = tokens[i + width].fold if i + width < len(tokens) else ""
    return tokens[i].fold == "acuerdo" and (before in ("de", "a") or (after in ("a", "al", "con") and before == "de"))


def _lower(name: str) -> str:
    return name[0].lower() + name[1:] if len(name) > 1 and not name[1].isupper() else name


def _alike(known: str, name: str) -> bool:
    mine, other = content(name), content(known)
    shared = min(len(mine), len(other), 3)
    return mine[:shared] == other[:shared]


def _launches(analysis: Analysis, tokens: Sequence[Token], end: int, found: Sequence[Draft]) -> Draft | None:
    """The programme that an agreement sets up: "un acuerdo para poner en marcha el programa ..."."""
    if end >= len(tokens) or tokens[end].fold not in ("para", "sobre", "por"):
        return None
    reach = tokens[min(end + 9, len(tokens) - 1)].end
    return next((f for f in found if f.titled and any(tokens[end].start <= s.start < reach for s in f.spans)), None)


def _refer_back(bare: Sequence[_Bare], found: list[Draft]) -> None:
    """Binds each bare noun to the last agreement named before it; a signed one that nothing precedes is an agreement itself."""
    for noun in bare:
        earlier = [f for f in found if f.spans[0].start < noun.span.start]
        same = [f for f in earlier if f.head == noun.head]
        pool = same or (earlier if noun.generic else [])
        if pool:
            last = max(pool, key=lambda f: max(s.start for s in (*f.spans, *f.echoes) if s.start < noun.span.start))
            last.echoes.append(noun.span)
        elif noun.governed and len(found) == 1 and found[0].kind == "agreement":  # "El acuerdo fue firmado ..." in a summary
            found[0].echoes.append(noun.span)
        elif noun.governed and noun.kind == "agreement" and not any(f.head == noun.head for f in found):
            found.append(Draft(noun.head, (), noun.head, noun.kind, False, [noun.span]))
