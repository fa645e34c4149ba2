"""Places: names of the gazetteers and names that a noun proves, told from people and words, and from their namesakes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from converter.authorities import Authorities, Entry
from converter.language.text import fold, slug
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import Found, Gazetteer, Spot, gazetteer, known_place
from converter.mentions.phrases import ARTICLES, adjacent, in_capitals, is_capitalised
from converter.mentions.place_words import NamedPlace, Noun, named_places, noun_before
from converter.model import Mention, MentionKind, Part, Place, Span

__all__ = ["PlaceFindings", "find", "known_place"]

_PARTS = frozenset((Part.DATELINE, Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.CAPTION))
_WHERE = frozenset({"en", "desde", "hacia", "hasta"})  # prepositions that few but places follow
_WEAK = frozenset({"de", "del", "a", "por", "para", "entre", "con"})
_LIST = re.compile(r"\s*(?:,\s*(?:y|e|as[ií] como)?|y|e|o|u|/|–|-)\s+(?:(?:en|de|del|a|el|la)\s+)?", re.I)
_APPOSITION = re.compile(r"\s*(?:,\s*|\(\s*)")
_KIND_OF = {"country": "Country", "state": "State", "city": "City", "municipality": "City"}
_LEVEL = {"country": "country", "state": "state", "province": "state"}
_BIG = 100_000


@dataclass(frozen=True, slots=True)
class PlaceFindings:
    """The places of a release and where they are mentioned, in order. `area`: the IRI of the state, else the country, that
    the release comes from, also where the text names only a city of it; None where that is not clear."""

    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    area: str | None = None


@dataclass(slots=True)
class _Candidate:
    """A gazetteer name in the text with what speaks for it."""

    found: Found
    spots: tuple[Spot, ...]
    noun: Noun | None = None
    within: str = ""  # ISO code of the state or country in apposition
    evidence: int = 0  # 3 proves a place, 2 the usual setting of one, 1 possible, 0 none


@dataclass(slots=True)
class _Node:
    """A place being gathered: one entity of the release."""

    name: str
    level: str
    spot: Spot | None
    spans: list[Span] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)  # folded -> printed
    noun: str = ""


def find(analysis: Analysis, authorities: Authorities, blocked: Sequence[Span] = ()) -> PlaceFindings:
    """The places named outside `blocked` (spans of people's, organisations' and events' names), with their mentions.

    Covers headline, sub-headlines, dateline, headings, paragraphs, items and captions.
    """
    return _Finder(analysis, authorities, blocked).run()


class _Finder:
    def __init__(self, analysis: Analysis, authorities: Authorities, blocked: Sequence[Span]) -> None:
        self.analysis, self.authorities = analysis, authorities
        self.gazetteer: Gazetteer = gazetteer()
        self.blocked = sorted(blocked)
        self.found = self.gazetteer.find(analysis.folded, analysis.text)
        self.dateline = analysis.release.place or analysis.release.dateline
        self.country, self.state, self.states = self._home()
        self.nodes: list[_Node] = []

    # -- where the release comes from -------------------------------------------------------------------------------

    def _home(self) -> tuple[str, str, frozenset[str]]:
        """Country and state that the release comes from, and all states it names, as ISO codes; empty where unclear."""
        votes: Counter[str] = Counter()
        states: set[str] = set()
        heads = self.analysis.release.letterheads
        for found in self.found:
            spots = [s for s in found.spots if s.trusted or s.kind == "state"]
            if not spots or (found.abbreviation and not self._is_abbreviation(found)):
                continue
            weight = 20 if self._in_dateline(found.span) else 5 if any(h.overlaps(found.span) for h in heads) else 1
            countries = {s.country for s in spots}
            if len(countries) == 1:
                votes[countries.pop()] += weight
            if len({s.state for s in spots}) == 1 and spots[0].state:
                votes[spots[0].state] += weight
                states.update(s.state for s in spots if s.kind == "state")
        country = _winner(votes, lambda code: "-" not in code)
        state = _winner(votes, lambda code: code.startswith(f"{country}-"))
        return country, state, frozenset(states)

    def _in_dateline(self, span: Span) -> bool:
        return self.dateline is not None and self.dateline.covers(span)

    # -- candidates -------------------------------------------------------------------------------------------------

    def _is_free(self, span: Span) -> bool:
        return not any(b.overlaps(span) for b in self.blocked)

    def _is_abbreviation(self, found: Found) -> bool:
        """A short form with one final dot is a state's only after the comma of "Guaymas, Son."."""
        printed = self.analysis.string(found.span)
        if not printed.endswith(".") or printed.count(".") > 1 or " " in printed:
            return True
        before = self.analysis.text[max(0, found.span.start - 3) : found.span.start].rstrip()
        return before.endswith((",", "("))

    def _stands_alone(self, span: Span, capitals: bool) -> bool:
        """False where a capitalised neighbour makes the name part of a longer one: "Ana Lima", "Lima Norte"."""
        tokens = self.analysis.tokens
        first, after = self.analysis.index(span.start), self.analysis.index(span.end)
        if capitals:
            return True
        if first and adjacent(tokens, first) and is_capitalised(tokens[first - 1]) and tokens[first - 1].fold not in ARTICLES | _WHERE:
            noun = noun_before(tokens, first)
            starts_sentence = self.analysis.sentence_at(span.start).start == tokens[first - 1].start
            return noun is not None or starts_sentence and tokens[first - 1].fold in _WEAK
        return not (after < len(tokens) and adjacent(tokens, after) and tokens[after].start > span.end and is_capitalised(tokens[after]))

    def _candidates(self) -> list[_Candidate]:
        chosen: list[_Candidate] = []
        capitals = {p.span: in_capitals(self.analysis.tokens_in(p.span)) for p in self.analysis.release.passages}
        for found in self.found:
            passage = self.analysis.passage_at(found.span.start)
            inside = self._in_dateline(found.span)
            if not inside and (passage is None or passage.part not in _PARTS):
                continue
            if chosen and found.span.start < chosen[-1].found.span.end:
                continue  # inside a longer name
            if not self._is_free(found.span) or (found.abbreviation and not self._is_abbreviation(found)):
                continue
            upper = passage is not None and capitals[passage.span]
            if not inside and not self._stands_alone(found.span, upper):
                continue
            chosen.append(_Candidate(found, found.spots, noun_before(self.analysis.tokens, self.analysis.index(found.span.start))))
        return chosen

    def _weigh(self, candidates: list[_Candidate]) -> None:
        """Set each candidate's evidence and narrow its spots by noun and apposition."""
        for candidate, following in itertools.zip_longest(candidates, candidates[1:]):
            self._by_noun(candidate)
            if following is not None:
                self._by_apposition(candidate, following)
            if self._in_dateline(candidate.found.span):
                candidate.evidence = 3
            candidate.evidence = max(candidate.evidence, self._preposition(candidate.found.span))
        pairs = list(itertools.pairwise(candidates))
        for left, right in pairs:
            self._by_list(left, right)
        for left, right in reversed(pairs):
            if _is_sure(right) and self._between(left, right, _LIST):
                left.evidence = max(left.evidence, 2)

    def _by_noun(self, candidate: _Candidate) -> None:
        noun = candidate.noun
        if noun is None:
            return
        wanted = {"state": ("state",), "country": ("country",), "province": ("province",)}.get(noun.kind)
        local = [s for s in candidate.spots if s.kind not in ("state", "country")]
        if wanted is None:
            fitting = local if noun.kind else list(candidate.spots)
        else:
            fitting = [s for s in candidate.spots if s.kind in wanted]
            named = self.gazetteer.spots(f"{noun.word} de {self.analysis.string(candidate.found.span)}")
            fitting = [s for s in named if s.kind in wanted] or fitting
        if noun.use in ("unit", "people") and fitting:
            candidate.spots, candidate.evidence = tuple(fitting), 3

    def _by_apposition(self, candidate: _Candidate, following: _Candidate) -> None:
        """ "Guadalupe, Nuevo León": the second holds the first."""
        if not self._between(candidate, following, _APPOSITION):
            return
        for whole in following.spots:
            if whole.kind not in ("state", "country"):
                continue
            parts = [s for s in candidate.spots if s is not whole and whole.iso in (s.parent, s.parent[:2]) and s.kind != "country"]
            if whole.kind == "country":
                parts = [s for s in parts if s.kind != "state"] or parts
            listed = self._next_is_list(following)
            if parts and not (listed and any(s.kind == "state" for s in candidate.spots)):
                candidate.spots, candidate.within, candidate.evidence = tuple(parts), whole.iso, 3
                following.evidence = max(following.evidence, 2)
                return

    def _next_is_list(self, candidate: _Candidate) -> bool:
        """The name is one of a list of states, so the one before it is a sibling: "Puebla, Hidalgo y Tlaxcala"."""
        return re.match(r"\s*(?:,\s*[A-ZÁÉÍÓÚ]|,?\s*[ye]\s)", self.analysis.text[candidate.found.span.end :]) is not None

    def _by_list(self, left: _Candidate, right: _Candidate) -> None:
        if not self._between(left, right, _LIST):
            return
        if _is_sure(left) and left.evidence >= right.evidence:
            right.evidence = max(right.evidence, 2)
            if left.noun is not None and right.noun is None and left.noun.word:
                inherited = replace(left.noun)
                right.noun = inherited
                self._by_noun(right)

    def _between(self, left: _Candidate, right: _Candidate, pattern: re.Pattern[str]) -> bool:
        return pattern.fullmatch(self.analysis.text, left.found.span.end, right.found.span.start) is not None

    def _preposition(self, span: Span) -> int:
        tokens, i = self.analysis.tokens, self.analysis.index(span.start) - 1
        while i > 0 and tokens[i].fold in ARTICLES and adjacent(tokens, i + 1):
            i -= 1
        if i < 0 or not adjacent(tokens, i + 1):
            return 0
        return 2 if tokens[i].fold in _WHERE else 1 if tokens[i].fold in _WEAK else 0

    # -- decisions --------------------------------------------------------------------------------------------------

    def _accepted(self, candidate: _Candidate) -> tuple[Spot, ...]:
        """The spots that the evidence allows; empty where the name should not count as a place."""
        if candidate.evidence >= 3:
            return candidate.spots
        return tuple(s for s in candidate.spots if self._allows(s, candidate.evidence, candidate.found.abbreviation))

    def _allows(self, spot: Spot, evidence: int, abbreviation: bool) -> bool:
        if spot.kind in ("country", "state", "region"):
            return spot.trusted or evidence >= 2 and (not self.country or spot.country == self.country)
        if abbreviation:
            return False
        at_home = spot.state in {self.state, *self.states} or spot.country == self.country and spot.population >= _BIG
        if spot.trusted:
            return at_home or spot.population >= _BIG or evidence >= 2 and spot.country in (self.country, "")
        if spot.common == "minor":
            return evidence >= 1 and at_home
        return evidence >= 2 and at_home

    def _choose(self, candidate: _Candidate, spots: Sequence[Spot]) -> Spot:
        printed = self.analysis.string(candidate.found.span)
        exact = [s for s in spots if s.name == printed]

        def rank(spot: Spot) -> tuple[bool, ...]:
            city_first = spot.country != "MX" or self._in_dateline(candidate.found.span)
            settlement = spot.kind in ("city", "municipality")
            return (
                spot.kind == "country" and candidate.noun is None,
                spot.state == self.state and bool(self.state),
                spot.state in self.states,
                spot.country == self.country,
                settlement and spot.population >= _BIG and city_first,
                spot.kind == "state",
                spot in exact,
            )

        return max(spots, key=lambda s: (*rank(s), s.population))

    # -- entities ---------------------------------------------------------------------------------------------------

    def run(self) -> PlaceFindings:
        patterns = self._named()
        taken = [p.span for p in patterns if p.noun.use in ("part", "feature")]
        candidates = [c for c in self._candidates() if not any(t.overlaps(c.found.span) for t in taken)]
        self._weigh(candidates)
        spans: list[Span] = []
        # Names with a state in apposition go first: they settle which namesake the bare name means elsewhere.
        for candidate in sorted(candidates, key=lambda c: not c.within):
            spots = self._accepted(candidate)
            if spots:
                spans.append(candidate.found.span)
                self._gather(candidate.found.span, spots, candidate)
        for pattern in patterns:
            if not any(s.overlaps(pattern.span) for s in spans):
                self._gather_named(pattern)
        self._repeat_names()
        return self._findings()

    def _named(self) -> list[NamedPlace]:
        found: list[NamedPlace] = []
        for passage in self.analysis.release.passages:
            if passage.part in _PARTS:
                window = range(self.analysis.index(passage.span.start), self.analysis.index(passage.span.end))
                if not in_capitals(self.analysis.tokens_in(passage.span)):
                    found += [p for p in named_places(self.analysis.tokens, window) if self._is_free(p.span)]
        return found

    def _gather(self, span: Span, spots: Sequence[Spot], candidate: _Candidate) -> None:
        printed = self.analysis.string(span)
        spot = self._choose(candidate, spots)
        for node in self.nodes:
            if node.spot is None:
                continue
            same = node.spot == spot or (node.level == "local" == _level(spot) and fold(printed) in node.forms and node.spot.name)
            if same and (node.spot == spot or node.spot in spots or not candidate.within):
                break
        else:
            node = _Node(spot.name if candidate.found.abbreviation else printed, _level(spot), spot)
            self.nodes.append(node)
        node.spans.append(span)
        if not (printed.endswith(".") and " " not in printed and printed.count(".") == 1):
            node.forms.setdefault(fold(printed), spot.name if fold(spot.name) == fold(printed) else printed)

    def _gather_named(self, pattern: NamedPlace) -> None:
        printed = self.analysis.string(pattern.span)
        names = [name or printed for name in pattern.names]
        node = next((n for n in self.nodes if n.noun == pattern.noun.word and fold(names[-1]) in n.forms), None)
        if node is None:
            node = _Node(names[0], "local", None, noun=pattern.noun.word)
            self.nodes.append(node)
        node.spans.append(pattern.span)
        for name in names:
            node.forms.setdefault(fold(name), name)

    def _repeat_names(self) -> None:
        """A place that its noun proved once is meant wherever its name stands again."""
        text, folded = self.analysis.text, self.analysis.folded
        taken = [s for n in self.nodes for s in n.spans]
        for node in self.nodes:
            if node.spot is not None or not node.forms:
                continue
            short = min(node.forms, key=len)
            for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", folded):
                span = Span(*match.span())
                free = self._is_free(span) and not any(t.overlaps(span) for t in taken)
                if free and text[span.start].isupper() and self.analysis.part_at(span.start) in _PARTS and self._preposition(span):
                    node.spans.append(span)

    def _findings(self) -> PlaceFindings:
        self.nodes.sort(key=lambda n: min(n.spans))
        keys: dict[int, str] = {}
        for node in self.nodes:
            key = "place-" + slug(self._name(node))
            if key in keys.values():
                key += {"state": "-estado", "country": "-pais"}.get(node.level, "-localidad")
            while key in keys.values():
                key += "-2"
            keys[id(node)] = key
        by_iso = {n.spot.iso: keys[id(n)] for n in self.nodes if n.spot is not None and n.spot.iso}
        places = tuple(self._place(node, keys[id(node)], by_iso) for node in self.nodes)
        mentions = [self._mention(span, keys[id(n)]) for n in self.nodes for span in n.spans]
        area = self.gazetteer.by_iso.get(self.state) or self.gazetteer.by_iso.get(self.country)
        entry = self.authorities.place(iso=area.iso) if area is not None else None
        return PlaceFindings(places, tuple(sorted(mentions, key=lambda m: m.span)), entry.iri if entry else None)

    def _name(self, node: _Node) -> str:
        """The longest printed form; the gazetteer's spelling of it where the text prints it in capitals or abbreviated."""
        names = [form for form in node.forms.values() if not form.isupper() and not form.endswith(".")]
        if node.spot is not None and node.level != "local" and fold(node.spot.name) in node.forms:
            return node.spot.name
        if names:
            return max(names, key=len) if node.spot is None or node.level == "local" else names[0]
        return node.spot.name if node.spot is not None else node.name

    def _place(self, node: _Node, key: str, by_iso: dict[str, str]) -> Place:
        name, spot, entry = self._name(node), node.spot, None
        if spot is not None:
            entry = self._entry(spot)
        aliases = [f for f in node.forms.values() if fold(f) != fold(name) and (" " in f or f.isupper() or node.noun)]
        link = () if entry is not None or spot is None or not spot.geonames else (f"https://sws.geonames.org/{spot.geonames}/",)
        parent = (by_iso.get(spot.parent) or by_iso.get(spot.parent[:2])) if spot is not None and spot.parent else None
        return Place(
            key=key,
            name=name,
            aliases=tuple(aliases),
            iri=entry.iri if entry is not None else None,
            type=_KIND_OF.get(spot.kind, "Place") if spot is not None else "Place",
            iso=spot.iso or None if spot is not None else None,
            contained_in=parent if parent != key else None,
            same_as=link,
        )

    def _entry(self, spot: Spot) -> Entry | None:
        return self.authorities.place(geonames=spot.geonames or None, iso=spot.iso or None)

    def _mention(self, span: Span, key: str) -> Mention:
        printed = self.analysis.string(span)
        short = printed.isupper() and " " not in printed and len(printed) <= 6 and not in_capitals(
            self.analysis.tokens_in(self.analysis.sentence_at(span.start))
        )
        return Mention(span, MentionKind.ACRONYM if short else MentionKind.NAME, (key,), "alias" if short else "explicit")


def _winner(votes: Counter[str], wanted: object) -> str:
    """The code with most votes among those wanted, or an empty string where two are level."""
    chosen = [(n, code) for code, n in votes.items() if callable(wanted) and wanted(code)]
    chosen.sort(reverse=True)
    return "" if not chosen or (len(chosen) > 1 and chosen[0][0] == chosen[1][0]) else chosen[0][1]


def _level(spot: Spot) -> str:
    return _LEVEL.get(spot.kind, "local")


def _is_sure(candidate: _Candidate) -> bool:
    return candidate.evidence >= 2 or any(s.trusted and (s.kind in ("country", "state") or s.population >= _BIG) for s in candidate.spots)
