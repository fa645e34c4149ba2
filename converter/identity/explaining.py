"""A judgement in plain words, with the evidence it rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import cache

from converter.graph.vocabulary import concept
from converter.identity.decisions import Decision
from converter.identity.judging import Judgement, Verdict, judge
from converter.identity.profiles import Profile
from converter.identity.resolving import Pair, Resolution


def explained(resolution: Resolution, one: str, other: str, decisions: Iterable[Decision] = ()) -> str:
    """Who the two are, whether they are taken for one, and why; several lines."""
    lines = [_who(resolution.profiles[one]), _who(resolution.profiles[other]), ""]
    pair = min(one, other), max(one, other)
    together = any(one in members and other in members for members in resolution.identities)
    judgement = resolution.judgements.get(pair) or judge(resolution.profiles[one], resolution.profiles[other])
    lines += _reasons(judgement)
    for decision in decisions:
        if decision.pair == frozenset(pair):
            lines.append(f"  {decision.who}, {decision.when}" + (f": {decision.why}" if decision.why else ""))
    if together and judgement.verdict is not Verdict.POSITIVE:
        lines.append("Yet they are taken for one, through others:")
        for step in _path(resolution, one, other):
            link = resolution.judgements[step]
            names = " and ".join(_short(iri) for iri in step)
            lines.append(f"  {names}: {'; '.join(_label(f'reason-{reason}') for reason in link.reasons)}")
    elif not together and judgement.verdict is Verdict.POSITIVE:
        lines.append("Yet they are not taken for one, as others that they go with are kept apart.")
    return "\n".join(lines)


def _reasons(judgement: Judgement) -> list[str]:
    if judgement.verdict is Verdict.NONE:
        return ["none: nothing is known that speaks for their being one, or against it"]
    verdict = f"{judgement.verdict}: {_label(f'verdict-{judgement.verdict}')}, because"
    return [verdict, *(f"  {_label(f'reason-{reason}')}" for reason in judgement.reasons)]


def _who(profile: Profile) -> str:
    offices = [f"{office.name}, {office.body.name}" if office.body else office.name for office in profile.offices]
    told = "; ".join(offices) or "no office stated"
    return f"{profile.name} ({profile.date or 'undated'}; {told})\n  {profile.iri}"


def _short(iri: str) -> str:
    return iri.rpartition("/")[2]


def _path(resolution: Resolution, one: str, other: str) -> list[Pair]:
    """The shortest chain of positive judgements from one to the other."""
    beside: dict[str, list[str]] = {}
    for (a, b), judgement in sorted(resolution.judgements.items()):
        if judgement.verdict is Verdict.POSITIVE:
            beside.setdefault(a, []).append(b)
            beside.setdefault(b, []).append(a)
    came = {one: one}
    queue = deque([one])
    while queue and other not in came:
        here = queue.popleft()
        for there in beside.get(here, ()):
            if there not in came:
                came[there] = here
                queue.append(there)
    steps: list[Pair] = []
    while other != one:
        steps.append((min(came[other], other), max(came[other], other)))
        other = came[other]
    return steps[::-1]


def _label(slug: str) -> str:
    return _labels()[str(concept(slug))]


@cache
def _labels() -> dict[str, str]:
    """Concept -> its English label, as the vocabulary has it."""
    import pyoxigraph as ox

    from converter.resources import folder

    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    quads = ox.parse((folder("ontology") / "pregon.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    english = ((q.subject, q.object) for q in quads if q.predicate.value == label and getattr(q.object, "language", "") == "en")
    return {getattr(subject, "value", ""): getattr(text, "value", "") for subject, text in english}
