"""From pairwise verdicts to identities: which profiles are worth comparing, and which of them go together.

Profiles are put side by side by name and one more thing they share (body, source), sorted by time, and each compared with
the next: so the work grows with the number of profiles, whatever the size of a block (a sorted neighbourhood, Hernández and
Stolfo 1995). What is left out are only pairs between which others stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from converter.errors import PregonError
from converter.identity.decisions import Decision
from converter.identity.judging import Judgement, Reason, Verdict, judge, name_of
from converter.identity.profiles import ORGANIZATION, Profile, content_words

_NEIGHBOURS = 5  # different names in one block that a profile is compared with

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Resolution:
    """`judgements` by pair, without the verdict NONE; `identities` have two members or more, both in order of time;
    `compared` counts all pairs; `missing` are decisions on what the output no longer holds."""

    profiles: Mapping[str, Profile]
    judgements: Mapping[Pair, Judgement]
    identities: tuple[tuple[str, ...], ...]
    compared: int
    missing: tuple[Decision, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many of the pairs compared ended so."""
        if verdict is Verdict.NONE:
            return self.compared - len(self.judgements)
        return sum(1 for judgement in self.judgements.values() if judgement.verdict is verdict)


def resolve(profiles: Iterable[Profile], decisions: Iterable[Decision] = ()) -> Resolution:
    """The judgements and identities of `profiles`; `decisions` of people hold whatever the evidence says.

    Raises PregonError where decisions contradict one another.
    """
    known = {profile.iri: profile for profile in sorted(profiles, key=lambda profile: profile.order)}
    judgements: dict[Pair, Judgement] = {}
    pairs = candidates(known.values())
    for one, other in sorted(pairs):
        judgement = judge(known[one], known[other])
        if judgement.verdict is not Verdict.NONE:
            judgements[one, other] = judgement
    missing = []
    for decision in decisions:
        if decision.one in known and decision.other in known:
            pair = one, other = min(decision.one, decision.other), max(decision.one, decision.other)
            pairs.add(pair)
            judgements[pair] = Judgement(one, other, Verdict(decision.decision), (Reason.DECIDED,))
        else:
            missing.append(decision)
    _doubt_short_names(known, judgements)
    groups = _Groups(judgements)
    for judgement in sorted((j for j in judgements.values() if j.verdict is Verdict.POSITIVE), key=_strength):
        if not groups.join(judgement):
            if Reason.DECIDED in judgement.reasons:
                raise PregonError(
                    f"the decisions contradict one another: {judgement.one} and {judgement.other} are to be one, and by "
                    "others they are not; withdraw one of them"
                )
            _make_unsure(judgements, judgement, Reason.AGAINST_A_NEGATIVE)
    return Resolution(known, judgements, groups.identities(known), len(pairs), tuple(missing))


def candidates(profiles: Iterable[Profile]) -> set[Pair]:
    """The pairs of IRIs to compare; `profiles` in order of time."""
    blocks: dict[tuple[object, ...], list[Profile]] = defaultdict(list)
    names: dict[tuple[str, str], dict[object, Profile]] = defaultdict(dict)
    for profile in profiles:
        for key in dict.fromkeys(_keys(profile)):
            blocks[key].append(profile)
        name = name_of(profile.name) if profile.kind != ORGANIZATION else None
        for given in name.given if name else ():
            names[given, name.stem].setdefault(name, profile)  # type: ignore[union-attr]
    found = set()
    for block in blocks.values():
        found |= {_pair(one, other) for one, other in pairwise(block)}
        found |= set(_short_with_full(block))
    for namesakes in names.values():
        several = sorted(namesakes.values(), key=lambda profile: profile.order)
        for at, one in enumerate(several):
            found |= {_pair(one, other) for other in several[at + 1 : at + 1 + _NEIGHBOURS]}
    return {(one, other) for one, other in found if one != other}


def _keys(profile: Profile) -> Iterator[tuple[object, ...]]:
    if profile.kind == ORGANIZATION:
        words = content_words(profile.name)
        if len(words) > 1:
            yield from ((words, around) for around in ("", *sorted(profile.context | profile.area)))
        return
    name = name_of(profile.name)
    bodies = {office.body.iri or office.body.words for office in profile.offices if office.body}
    for given in name.given if name else ():
        near = [given, name.stem]  # type: ignore[union-attr]
        yield from ((*near, shared) for shared in (*bodies, *profile.context))
        if name is not None and name.second:
            yield (*near, name.second, None)
            yield from ((*near, name.second, shared) for shared in (*bodies, *profile.context))


def _short_with_full(block: Sequence[Profile]) -> Iterator[Pair]:
    """Each profile without a sure second surname, with one of each of the fuller names around it: it may be several's."""
    fuller: dict[object, Profile] = {}
    for profile in block:
        name = name_of(profile.name) if profile.kind != ORGANIZATION else None
        if name is not None and name.sure:
            fuller.setdefault((name.first, name.second), profile)
    for profile in block if fuller else ():
        name = name_of(profile.name)
        if name is not None and not name.sure:
            yield from (_pair(profile, other) for other in list(fuller.values())[:_NEIGHBOURS])


def _pair(one: Profile, other: Profile) -> Pair:
    return min(one.iri, other.iri), max(one.iri, other.iri)


def _strength(judgement: Judgement) -> tuple[int, str, str]:
    """Decisions first, then full names, then what hangs on less."""
    order = (Reason.DECIDED, Reason.SAME_FULL_NAME, Reason.SAME_SURNAMES)
    return (next((i for i, reason in enumerate(order) if reason in judgement.reasons), len(order)), *_ends(judgement))


def _ends(judgement: Judgement) -> Pair:
    return judgement.one, judgement.other


def _make_unsure(judgements: dict[Pair, Judgement], judgement: Judgement, reason: Reason) -> None:
    unsure = replace(judgement, verdict=Verdict.UNSURE, reasons=(*judgement.reasons, reason))
    judgements[_ends(judgement)] = unsure


def _doubt_short_names(profiles: Mapping[str, Profile], judgements: dict[Pair, Judgement]) -> None:
    """A short name that would make one of two people with different second surnames is either's, or neither's."""
    groups = _Groups({})
    short = []
    for judgement in sorted(judgements.values(), key=_ends):
        if judgement.verdict is Verdict.POSITIVE:
            groups.join(judgement)
            if Reason.SAME_SHORT_NAME in judgement.reasons:
                short.append(judgement)
    seconds: dict[str, set[str]] = defaultdict(set)
    for iri, profile in profiles.items():
        name = name_of(profile.name) if profile.kind != ORGANIZATION else None
        if name is not None and name.sure:
            seconds[groups.root(iri)].add(name.second)
    for judgement in short:
        if len(seconds[groups.root(judgement.one)]) > 1:
            _make_unsure(judgements, judgement, Reason.SEVERAL_CANDIDATES)


class _Groups:
    """Disjoint sets that refuse to join what a negative judgement keeps apart."""

    def __init__(self, judgements: Mapping[Pair, Judgement]) -> None:
        self._parents: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)  # root -> members of others that it may not join
        self._members: dict[str, list[str]] = {}
        for (one, other), judgement in judgements.items():
            if judgement.verdict is Verdict.NEGATIVE:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def root(self, iri: str) -> str:
        while (parent := self._parents.get(iri, iri)) != iri:
            self._parents[iri] = iri = self._parents.get(parent, parent)
        return iri

    def join(self, judgement: Judgement) -> bool:
        """Makes one set of two; False where they must stay apart."""
        one, other = self.root(judgement.one), self.root(judgement.other)
        if one == other:
            return True
        few, many = sorted((one, other), key=lambda root: (len(self._members.get(root, ())), root))
        if any(self.root(iri) == many for iri in self._apart[few]):
            return False
        self._parents[few] = many
        self._members.setdefault(many, [many]).extend(self._members.pop(few, [few]))
        self._apart[many] |= self._apart.pop(few)
        return True

    def identities(self, order: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """The sets of two and more, members and sets in the order given."""
        found: dict[str, list[str]] = defaultdict(list)
        for iri in order:
            found[self.root(iri)].append(iri)
        return tuple(tuple(members) for members in found.values() if len(members) > 1)
