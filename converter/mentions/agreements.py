"""Agreements, norms and programmes that are the matter of a release: signed, agreed, announced or approved by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from converter.language.text import Token
from converter.mentions import phrases
from converter.mentions.analysis import Analysis
from converter.mentions.described import extent
from converter.mentions.extent import Head, heads_in, words
from converter.mentions.groups import content, group
from converter.mentions.scenes import Scene, Scenes, Verb
from converter.mentions.titles import BODY, Titled
from converter.model import (
    Agreement,
    Entity,
    Event,
    Mention,
    MentionKind,
    Organization,
    Part,
    Person,
    Quantity,
    Signature,
    Span,
)

_MATTER = frozenset({"sign", "agree", "announce"})
_SINGULAR = frozenset({"un", "una", "el", "la", "este", "esta", "dicho", "dicha", "del", "al", "nuevo", "nueva", "primer"})
_DEFINITE = frozenset({"el", "la", "del", "al", "este", "esta", "dicho", "dicha", "ese", "esa"})
_FORESEEN = re.compile(r"\b(?:bases (?:para|de)|hacia|buscan?|propon\w+|negocia\w*) (?:un|una|el|la)? ?$")
_SIGNING = re.compile(r"\bfirma (?:de |del )(?:el |la |los |las |este |esta |dicho )?$")
_WITNESS = re.compile(r"\btestig[oa]s? de honor\b")
_THROUGH = re.compile(r"\ba traves del? (?:el |la |los |las )?")
_PARTIES_AFTER = re.compile(r"(?: que)?(?: \w+){0,6}? ?,? ?(?:entre|con) (?:el |la |los |las )?$")
# What ends the reach of a verb: another clause, another complement, or another noun of which the agreement is a part.
_INTERRUPTED = re.compile(
    r"[;:.]|\b(?:que|para|segun|conforme|mediante|de acuerdo|en el|en la)\b"
    r"|(?<!proyecto )(?<!iniciativa )(?<!propuesta )(?<!borrador )(?<!anteproyecto )(?<!tramitacion )(?<!firma )\bdel? "
)
# "por el que se aprueba" only cites; "el ya anunciado decreto" only qualifies.
_SUBORDINATE = re.compile(r"\bpor (?:el|la|los|las) (?:que|cual) se $|\b(?:ya|recien|el|del|los) $")
_NEAR = 60  # characters that may stand between a verb and its object


@dataclass(frozen=True, slots=True)
class AgreementFindings:
    """Agreements in order of first mention, and their mentions."""

    agreements: tuple[Agreement, ...]
    mentions: tuple[Mention, ...]


@dataclass(slots=True)
class _Found:
    """An agreement while its parts are gathered. `spans` are explicit mentions."""

    name: str
    aliases: tuple[str, ...]
    head: str
    kind: str  # agreement, norm, programme
    titled: bool
    spans: list[Span]
    echoes: list[Span] = field(default_factory=list)
    foreseen: bool = False


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
        _Found(g.best.name, g.forms(), g.best.head, g.best.category, True, list(g.spans))
        for g in group([t for t in titled if t.kind == "agreement"])
        if _is_matter(analysis, scenes, g.spans, g.best.category)
    ]
    taken = [t.span for t in titled]
    bare = _described(analysis, scenes, taken, found)
    found.sort(key=lambda f: f.spans[0])
    _refer_back(bare, found)
    agreements, evidence = [], []
    for number, item in enumerate(found, start=1):
        key = f"agreement-{number}"
        agreements.append(_agreement(analysis, scenes, key, item, quantities, events))
        kind = MentionKind.NAME if item.titled else MentionKind.DESCRIPTION
        evidence += [Mention(s, kind, (key,), "explicit", 0.95 if item.titled else 0.8) for s in item.spans]
        evidence += [Mention(s, MentionKind.DESCRIPTION, (key,), "coreference", 0.7) for s in item.echoes]
    return AgreementFindings(tuple(agreements), tuple(sorted(evidence, key=lambda m: m.span)))


def _is_matter(analysis: Analysis, scenes: Scenes, spans: Sequence[Span], kind: str) -> bool:
    """True for what the headline names, what a verb of signing, agreeing or announcing governs, and a programme that returns.

    A law or programme mentioned in passing is not the matter of the release."""
    if any(analysis.part_at(s.start) in (Part.HEADLINE, Part.SUBHEADLINE) for s in spans):
        return True
    if any(_governing(analysis, scenes.at(s.start), s) for s in spans):
        return True
    return kind == "programme" and len(spans) > 1


def _governing(analysis: Analysis, scene: Scene, span: Span) -> Verb | None:
    """The verb of which `span` is the object: "firmaron el convenio", "quedó aprobada la ley", "el plan fue presentado"."""
    for verb in reversed([v for v in scene.verbs if v.role in _MATTER and v.span.end <= span.start and not v.negated]):
        between = analysis.folded[verb.span.end : span.start]
        before = analysis.folded[max(scene.span.start, verb.span.start - 18) : verb.span.start]
        if len(between) <= _NEAR and not _INTERRUPTED.search(between) and not _SUBORDINATE.search(before):
            return verb
    for verb in scene.verbs:
        between = analysis.folded[span.end : verb.span.start]
        if (
            verb.role in _MATTER
            and verb.participle
            and re.fullmatch(r",? (?:que )?(?:fue|ha sido|es|sera|sido|quedo) ?", between)
        ):
            return verb
    return None


@dataclass(frozen=True, slots=True)
class _Bare:
    """A noun without complement that may take up an agreement: el convenio, dicho instrumento."""

    span: Span
    head: str
    kind: str
    generic: bool
    governed: bool


def _described(analysis: Analysis, scenes: Scenes, taken: Sequence[Span], found: list[_Found]) -> list[_Bare]:
    """Adds the agreements that a noun in lower case and its complement describe as signed or agreed; returns bare nouns."""
    bare: list[_Bare] = []
    generic = words("any-agreement")
    for passage in analysis.release.passages:
        tokens = analysis.tokens_in(passage.span)
        if passage.part not in BODY or phrases.in_capitals(tokens):
            continue
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
    found: list[_Found],
    bare: list[_Bare],
) -> None:
    before = tokens[i - 1] if i else None
    if tokens[i].fold not in (head.word, head.word.split()[0]) or _is_phrase(tokens, i, width):
        return
    scene = scenes.at(tokens[i].start)
    ends = extent(tokens, i + width, head, links=6)
    whole = Span(tokens[i].start, tokens[ends[-1] - 1].end)
    folded_before = analysis.folded[scene.span.start : whole.start]
    foreseen = _FORESEEN.search(folded_before) is not None
    governed = foreseen or _SIGNING.search(folded_before) is not None or _governing(analysis, scene, whole) is not None
    governed = governed or _passive(analysis, tokens, ends[-1])
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
    found.append(_Found(_lower(name), aliases, head.word, head.kind, False, [whole], foreseen=foreseen))


def _is_phrase(tokens: Sequence[Token], i: int, width: int) -> bool:
    """ "de acuerdo con" and "llegar a acuerdo" name no agreement."""
    before = tokens[i - 1].fold if i else ""
    after = tokens[i + width].fold if i + width < len(tokens) else ""
    return tokens[i].fold == "acuerdo" and (before in ("de", "a") or (after in ("a", "al", "con") and before == "de"))


def _passive(analysis: Analysis, tokens: Sequence[Token], end: int) -> bool:
    """True where "firmado" or "suscrito" stands right behind: el convenio firmado con el puerto."""
    return end < len(tokens) and re.match(r"(?:firmad|suscrit|signad)[oa]s?$", tokens[end].fold) is not None


def _lower(name: str) -> str:
    return name[0].lower() + name[1:] if len(name) > 1 and not name[1].isupper() else name


def _alike(known: str, name: str) -> bool:
    mine, other = content(name), content(known)
    shared = min(len(mine), len(other), 3)
    return mine[:shared] == other[:shared]


def _launches(analysis: Analysis, tokens: Sequence[Token], end: int, found: Sequence[_Found]) -> _Found | None:
    """The programme that an agreement sets up: "un acuerdo para poner en marcha el programa ..."."""
    if end >= len(tokens) or tokens[end].fold not in ("para", "sobre", "por"):
        return None
    reach = tokens[min(end + 9, len(tokens) - 1)].end
    return next((f for f in found if f.titled and any(tokens[end].start <= s.start < reach for s in f.spans)), None)


def _refer_back(bare: Sequence[_Bare], found: list[_Found]) -> None:
    """Binds each bare noun to the last agreement named before it; a signed one that nothing precedes is an agreement itself."""
    for noun in bare:
        earlier = [f for f in found if f.spans[0].start < noun.span.start]
        same = [f for f in earlier if f.head == noun.head]
        pool = same or (earlier if noun.generic else [])
        if pool:
            last = max(pool, key=lambda f: max(s.start for s in (*f.spans, *f.echoes) if s.start < noun.span.start))
            last.echoes.append(noun.span)
        elif noun.governed and noun.kind == "agreement" and not any(f.head == noun.head for f in found):
            found.append(_Found(noun.head, (), noun.head, noun.kind, False, [noun.span]))


def _agreement(
    analysis: Analysis,
    scenes: Scenes,
    key: str,
    item: _Found,
    quantities: Sequence[Quantity],
    events: Sequence[Event],
) -> Agreement:
    """What the sentences that name the agreement say of it."""
    parties: list[str] = []
    through: list[str] = []
    signatures: list[Signature] = []
    covers: list[str] = []
    signed = False
    future = item.foreseen
    for span in sorted((*item.spans, *item.echoes)):
        scene = scenes.at(span.start)
        verb = _governing(analysis, scene, span)
        signed = signed or _SIGNING.search(analysis.folded[scene.span.start : span.start]) is not None
        if verb is not None:
            signed = signed or (verb.role == "sign" and not verb.future)
            future = future or verb.future
            via = _through(analysis, scenes, scene)
            through += via
            parties += [k for k in scenes.subjects(scene, verb, Organization) if k not in via]
            if verb.role == "sign":
                signatures += _signatures(scenes, scene, verb)
        if span in item.spans:
            parties += _named_parties(analysis, scenes, scene, span)
            nearest = [q.key for q in quantities if span.end <= q.span.start and q.span.end <= scene.span.end]
            covers += nearest[:3] if verb is not None else []
    firma = [e.key for e in events if e.kind == "firma"]
    people = [s for s in dict.fromkeys(signatures)] if signed else []
    return Agreement(
        key,
        item.name,
        item.aliases,
        titled=item.titled,
        status="signed" if signed else "foreseen" if future else "agreed",
        parties=tuple(dict.fromkeys(parties)) if item.kind == "agreement" else (),
        acting_through=tuple(dict.fromkeys(through)),
        signatures=tuple(people),
        witnesses=_witnesses(analysis, scenes) if signed else (),
        concluded_at=firma[0] if signed and firma else None,
        covers=tuple(dict.fromkeys(covers)),
        evidence=tuple(analysis.sentence_at(s.start) for s in item.spans[:2]),
    )


def _through(analysis: Analysis, scenes: Scenes, scene: Scene) -> tuple[str, ...]:
    """The bodies after "a través de", as far as the next comma or verb."""
    match = _THROUGH.search(analysis.folded, scene.span.start, scene.span.end)
    if match is None:
        return ()
    stops = [v.span.start for v in scene.verbs if v.span.start > match.end()]
    comma = analysis.folded.find(",", match.end(), scene.span.end)
    end = min([*stops, *([comma] if comma >= 0 else []), scene.span.end])
    return scenes.keys(scene.between(match.end(), end), Organization)


def _named_parties(analysis: Analysis, scenes: Scenes, scene: Scene, span: Span) -> list[str]:
    """The bodies after "entre" or "con" right behind the agreement."""
    for mention in scene.between(span.end, scene.span.end):
        lead = analysis.folded[span.end : mention.span.start]
        if len(lead) < 50 and _PARTIES_AFTER.fullmatch(lead):
            stop = next(
                (m for m in (analysis.folded.find(c, mention.span.end, scene.span.end) for c in (",", ";", " que ")) if m > 0),
                -1,
            )
            end = stop if stop > 0 else scene.span.end
            return list(scenes.keys(scene.between(mention.span.start, end), Organization))[:4]
    return []


def _signatures(scenes: Scenes, scene: Scene, verb: Verb) -> list[Signature]:
    """The people who are the subject of a verb of signing, each with the body named last before them."""
    people = scenes.subjects(scene, verb, Person)
    found: list[Signature] = []
    for mention in scene.mentions:
        for key in scenes.keys([mention], Person):
            if key in people and all(s.signatory != key for s in found):
                behalf = scenes.keys(scene.between(scene.span.start, mention.span.end), Organization)
                used = {s.on_behalf_of for s in found}
                found.append(Signature(key, behalf[-1] if behalf and behalf[-1] not in used else None))
    return found


def _witnesses(analysis: Analysis, scenes: Scenes) -> tuple[str, ...]:
    """The people next to "testigo de honor": the last one before it, or those behind it."""
    found: list[str] = []
    for match in _WITNESS.finditer(analysis.folded):
        scene = scenes.at(match.start())
        before = scenes.keys(scene.between(scene.span.start, match.start()), Person)
        close = analysis.folded[match.start() - 2 : match.start()] == ", "
        behind = scenes.keys(scene.between(match.end(), scene.span.end), Person)
        found += before[-1:] if (close and before) or not behind else behind
    return tuple(dict.fromkeys(found))
