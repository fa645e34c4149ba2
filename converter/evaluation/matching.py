"""Which of the things found is which of the things annotated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from converter.evaluation.gold import GoldEntity, GoldQuote, GoldRole
from converter.evaluation.measures import Tally
from converter.evaluation.names import folded, key, plain, same_text, same_title
from converter.evaluation.output import Found, FoundQuote, FoundRole

_QUOTE = 0.85  # how similar the texts of two quotations must be
_STARTS, _ENDS = 30, 18  # characters of a quotation's folded start and end that must agree


#: folded name -> all forms under which the thing of that name is compared
Aliases = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Matches:
    """`pairs` maps annotated to found, by index; `missed` are annotated, `extra` found; the optional are in neither."""

    tally: Tally
    pairs: Mapping[int, int]
    missed: tuple[int, ...]
    extra: tuple[int, ...]


class Comparison:
    """How names are compared. Strict: the preferred names, letter for letter. Lenient: any name, folded, titles off."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict

    def keys(self, names: Iterable[str]) -> frozenset[str]:
        """The forms under which names of one thing are compared, the first name being the preferred one."""
        if self.strict:
            return frozenset(plain(name) for name in list(names)[:1])
        return _any_name(names)

    def found_keys(self, things: Iterable[Found]) -> frozenset[str]:
        """The same for things found, all together."""
        return frozenset().union(*(self.keys(thing.names) for thing in things))

    def match(self, gold: Sequence[GoldEntity], found: Sequence[Found]) -> Matches:
        """One to one, each annotated thing with the first one found that shares a name; the required ones choose first."""
        keys = [self.keys(thing.names) for thing in found]
        pairs: dict[int, int] = {}
        for i in sorted(range(len(gold)), key=lambda i: gold[i].optional):
            wanted = self.keys(gold[i].names)
            taken = set(pairs.values())
            hit = next((j for j, have in enumerate(keys) if j not in taken and have & wanted), None)
            if hit is not None:
                pairs[i] = hit
        # What is optional is forgiven under any of its names, in the strict comparison too.
        soft = frozenset().union(*(_any_name(thing.names) for thing in gold if thing.optional))
        missed = tuple(i for i, thing in enumerate(gold) if i not in pairs and not thing.optional)
        left = (j for j in range(len(found)) if j not in pairs.values())
        extra = tuple(j for j in left if not _any_name(found[j].names) & soft)
        hits = sum(not gold[i].optional for i in pairs)
        return Matches(Tally(hits, len(extra), len(missed)), pairs, missed, extra)

    def match_roles(self, gold: Sequence[GoldRole], found: Sequence[FoundRole], aliases: Aliases) -> Matches:
        """Roles of one person. As many of those left over as there are optional ones are forgiven."""
        pairs: dict[int, int] = {}
        required = [i for i, role in enumerate(gold) if not role.optional]
        for i in required:
            taken = set(pairs.values())
            hit = next((j for j, role in enumerate(found) if j not in taken and self._same_role(gold[i], role, aliases)), None)
            if hit is not None:
                pairs[i] = hit
        missed = tuple(i for i in required if i not in pairs)
        left = [j for j in range(len(found)) if j not in pairs.values()]
        extra = tuple(left[len(gold) - len(required) :])
        return Matches(Tally(len(pairs), len(extra), len(missed)), pairs, missed, extra)

    def _same_role(self, gold: GoldRole, found: FoundRole, aliases: Aliases) -> bool:
        wanted = self.organization_keys(gold.organizations, aliases)
        if wanted and not wanted & self.found_keys(found.organizations):
            return False
        if self.strict:
            return plain(gold.titles[0]) == plain(found.title)
        return any(same_title(key(found.title), key(title)) for title in gold.titles)

    def holds(self, gold: Sequence[GoldRole], found: FoundRole) -> bool:
        """Whether all that `found` says is right, though it does not say where: the title of some annotated role."""
        return not found.organizations and any(
            same_title(key(found.title), key(title)) for role in gold for title in role.titles
        )

    def organization_keys(self, names: Iterable[str], aliases: Aliases) -> frozenset[str]:
        """The forms of names that each stand for one thing; `aliases` (by folded name) adds its other names."""
        if self.strict:
            return frozenset(plain(name) for name in names)
        return frozenset().union(*({key(name)} | aliases.get(folded(name), frozenset()) for name in names)) - {""}

    def match_quotes(self, gold: Sequence[GoldQuote], found: Sequence[FoundQuote]) -> Matches:
        """By what is said, in order; who says it is left to :meth:`right_speaker`."""
        pairs: dict[int, int] = {}
        for i, quote in enumerate(gold):
            taken = set(pairs.values())
            hit = next((j for j, have in enumerate(found) if j not in taken and self._same_quote(quote, have.text)), None)
            if hit is not None:
                pairs[i] = hit
        missed = tuple(i for i, quote in enumerate(gold) if i not in pairs and not quote.optional)
        extra = tuple(j for j in range(len(found)) if j not in pairs.values())
        hits = sum(not gold[i].optional for i in pairs)
        return Matches(Tally(hits, len(extra), len(missed)), pairs, missed, extra)

    def _same_quote(self, gold: GoldQuote, text: str) -> bool:
        if gold.text is not None:
            return same_text(gold.text, text, _QUOTE, self.strict)
        if self.strict:
            return plain(text).startswith(plain(gold.starts)) and plain(text).endswith(plain(gold.ends))
        return folded(text).startswith(folded(gold.starts)[:_STARTS]) and folded(text).endswith(folded(gold.ends)[-_ENDS:])

    def right_speaker(self, gold: GoldQuote, found: FoundQuote, aliases: Aliases) -> bool:
        """Whether the quotation is put in the right mouth; in none, where the text names no one."""
        have = self.found_keys(found.speakers)
        wanted = self.organization_keys(gold.speakers, aliases)
        return bool(have & wanted) or (not have and gold.speaker is None)


def _any_name(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key(name) for name in names) - {""}
