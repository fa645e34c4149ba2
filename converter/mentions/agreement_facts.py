"""What the sentences that name an agreement say of it: its status, parties, signatures, witnesses and extent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from converter.mentions.analysis import Analysis
from converter.mentions.scenes import Scene, Scenes, Verb
from converter.model import Agreement, Event, Organization, Person, Quantity, Signature, Span

_MATTER = frozenset({"sign", "agree", "announce"})
PASSIVE = re.compile(r" (?:ya )?(?:firmad|suscrit|signad|rubricad)[oa]s?\b")
SIGNING = re.compile(r"\bfirma (?:de |del )(?:el |la |los |las |este |esta |dicho )?$")
_WITNESS = re.compile(r"\btestig[oa]s? de honor\b")
_THROUGH = re.compile(r"\ba traves del? (?:el |la |los |las )?")
_PARTIES_AFTER = re.compile(r"(?: que)?(?: \w+){0,6}? ?,? ?(?:entre|con) (?:el |la |los |las )?$")
# What ends the reach of a verb: another clause, another complement, or another noun of which the agreement is a part.
_INTERRUPTED = re.compile(
    r"[;:.]|\b(?:que|para|segun|conforme|mediante|de acuerdo|en el|en la)\b"
    r"|(?<!proyecto )(?<!iniciativa )(?<!propuesta )(?<!borrador )(?<!anteproyecto )(?<!texto )"
    r"(?<!modificacion )(?<!actualizacion )(?<!tramitacion )(?<!firma )\bdel? "
)
# "por el que se aprueba" only cites; "el ya anunciado decreto" only qualifies.
_SUBORDINATE = re.compile(r"\bpor (?:el|la|los|las) (?:que|cual) se $|\b(?:ya|recien|el|del|los) $")
# "rubricó con la presidenta de la cámara, Ana Ríos, el convenio": who signs along stands between the verb and its object.
_TOGETHER = re.compile(r" (?:\w+ )?con [^;.:]{5,160}, (?:el |la |un |una )?")
# "los Presupuestos Generales para 2031 fueron aprobados"
_PASSIVE_BEHIND = re.compile(
    r"(?: para (?:el (?:ano|ejercicio) )?\d{4})?,? (?:que )?(?:fue(?:ron)?|han? sido|es|son|seran?|sido|quedo|quedaron) ?"
)
_NEAR = 60  # characters that may stand between a verb and its object


@dataclass(slots=True)
class Draft:
    """An agreement while its parts are gathered. `spans` are explicit mentions."""

    name: str
    aliases: tuple[str, ...]
    head: str
    kind: str  # agreement, norm, programme, undertaking
    titled: bool
    spans: list[Span]
    echoes: list[Span] = field(default_factory=list)
    foreseen: bool = False
    verbs: dict[Span, Verb] = field(default_factory=dict)  # the governing verb of a span, where it is known
    parties: tuple[str, ...] = ()
    agreed_by: tuple[str, ...] = ()


def governing(analysis: Analysis, scene: Scene, span: Span) -> Verb | None:
    """The verb of which `span` is the object: "firmaron el convenio", "quedó aprobada la ley", "el plan fue presentado"."""
    for verb in reversed([v for v in scene.verbs if v.role in _MATTER and v.span.end <= span.start and not v.negated]):
        between = analysis.folded[verb.span.end : span.start]
        before = analysis.folded[max(scene.span.start, verb.span.start - 18) : verb.span.start]
        near = len(between) <= _NEAR and not _INTERRUPTED.search(between)
        if (near or _TOGETHER.fullmatch(between)) and not _SUBORDINATE.search(before):
            return verb
    for verb in scene.verbs:
        between = analysis.folded[span.end : verb.span.start]
        if verb.role in _MATTER and verb.participle and _PASSIVE_BEHIND.fullmatch(between):
            return verb
    return None


def state(
    analysis: Analysis,
    scenes: Scenes,
    key: str,
    item: Draft,
    quantities: Sequence[Quantity],
    events: Sequence[Event],
) -> Agreement:
    """What the sentences that name the agreement say of it."""
    parties = list(item.parties)
    through: list[str] = []
    signatures: list[Signature] = []
    covers: list[str] = []
    signed = False
    future = item.foreseen
    for span in sorted((*item.spans, *item.echoes)):
        scene = scenes.at(span.start)
        verb = item.verbs.get(span) or governing(analysis, scene, span)
        signed = signed or PASSIVE.match(analysis.folded, span.end) is not None
        signed = signed or SIGNING.search(analysis.folded[scene.span.start : span.start]) is not None
        if verb is not None:
            signed = signed or (verb.role == "sign" and not verb.future)
            future = future or verb.future
            via = _through(analysis, scenes, scene)
            through += via
            if item.kind in ("agreement", "undertaking") or verb.role == "sign":
                parties += [k for k in scenes.subjects(scene, verb, Organization, span) if k not in via]
            if verb.role == "sign":
                signatures += _signatures(scenes, scene, verb, span)
        if span in item.spans and item.kind == "agreement":
            parties += _named_parties(analysis, scenes, scene, span)
            nearest = [q.key for q in quantities if span.end <= q.span.start and q.span.end <= scene.span.end]
            covers += nearest[:3] if verb is not None else []
    people = [s for s in dict.fromkeys(signatures)] if signed else []
    return Agreement(
        key,
        item.name,
        item.aliases,
        titled=item.titled,
        status="signed" if signed else "foreseen" if future else "agreed",
        parties=tuple(dict.fromkeys(parties)),
        acting_through=tuple(dict.fromkeys(through)),
        agreed_by=item.agreed_by,
        signatures=tuple(people),
        witnesses=_witnesses(analysis, scenes) if signed else (),
        concluded_at=_occasion(analysis, scenes, item, events) if signed or item.kind == "undertaking" else None,
        covers=tuple(dict.fromkeys(covers)),
        evidence=tuple(analysis.sentence_at(s.start) for s in item.spans[:2]),
    )


def _occasion(analysis: Analysis, scenes: Scenes, item: Draft, events: Sequence[Event]) -> str | None:
    """The event at which it was signed: "firmado durante la asamblea", else the ceremony of signing."""
    for span in sorted((*item.spans, *item.echoes)):
        scene = scenes.at(span.start)
        for mention in scene.mentions if item.verbs.get(span) or governing(analysis, scene, span) else ():
            lead = analysis.folded[max(scene.span.start, mention.span.start - 24) : mention.span.start]
            if (keys := scenes.keys([mention], Event)) and re.search(
                r"\b(?:durante|en el marco de|en)(?:l| la| el| los| las)? $", lead
            ):
                return keys[0]
    return next((e.key for e in events if e.kind == "firma" and item.kind != "undertaking"), None)


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


def _signatures(scenes: Scenes, scene: Scene, verb: Verb, span: Span) -> list[Signature]:
    """The people who are the subject of a verb of signing, each with the body named last before them."""
    people = scenes.subjects(scene, verb, Person, span)
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
