"""Places: names of the gazetteers and names that a noun proves, told from people and words, and from their namesakes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from converter.authorities import Authorities
from converter.language.lexicon import lexicon
from converter.language.text import fold, occurrences, slug
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import Found, Spot, gazetteer, known_place
from converter.mentions.phrases import in_capitals
from converter.mentions.place_descriptions import described
from converter.mentions.place_evidence import PARTS, Candidate, Judge, Told
from converter.mentions.place_setting import Home, preposition
from converter.mentions.place_words import NamedPlace, governed, named_places, openers
from converter.model import Mention, MentionKind, Place, Span

__all__ = ["PlaceFindings", "find", "known_place"]

_TYPES = {"country": "Country", "state": "State", "city": "City", "municipality": "City"}
_LEVELS = {"country": "country", "state": "state", "province": "state"}
_NEXT = 20  # characters in which the next name of a row begins
_TAKEN = ("part", "feature", "area")  # the uses whose noun belongs to the name
# The nouns whose names are named again without the noun, as a town's is and a river's is not.
_SETTLED = frozenset(("town", "quarter", "district", "municipality", "city"))


@dataclass(frozen=True, slots=True)
class PlaceFindings:
    """The places of a release and where they are mentioned, in order. `area`: the IRI of the state, else the country, that
    the release comes from, also where the text names only a city of it; None where that is not clear. `country`: the ISO code
    of the country it is most likely from, empty where nothing tells."""

    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    area: str | None = None
    country: str = ""


@dataclass(slots=True)
class _Node:
    """A place being gathered: one entity of the release."""

    name: str
    level: str  # country, state or local
    spot: Spot | None
    spans: list[Span] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)  # folded -> printed
    called: set[str] = field(default_factory=set)  # the folded forms by which a noun's place is known again, without ranks
    noun: str = ""
    kind: str = ""


def find(
    analysis: Analysis,
    authorities: Authorities,
    blocked: Sequence[Span] = (),
    people: Sequence[Span] = (),
    rows: Sequence[Span] = (),
    found: Sequence[Found] | None = None,
) -> PlaceFindings:
    """The places named outside `people` (spans of names) and `blocked` (those of bodies and events), with mentions; `rows`
    are the names in rows of places (:func:`place_series.find`), `found` the gazetteers' names in the text where they are known.

    Covers headline, sub-headlines, dateline, headings, paragraphs, items and captions.
    """
    found = gazetteer().find(analysis.folded, analysis.text) if found is None else found
    return _Finder(analysis, authorities, blocked, people, rows, found).run()


class _Finder:
    def __init__(
        self,
        analysis: Analysis,
        authorities: Authorities,
        blocked: Sequence[Span],
        people: Sequence[Span],
        rows: Sequence[Span],
        found: Sequence[Found],
    ) -> None:
        self.analysis, self.authorities, self.rows, self.found = analysis, authorities, rows, found
        self.gazetteer = gazetteer()
        self.taken = bytearray(len(analysis.text))  # 1 where a name of something else stands, or a place found by its noun
        self._take([*blocked, *people])
        for span in rows:  # a row may begin inside the name of a body: "los hospitales del Plan Alba de Faro, Mirador y ..."
            inside = (whole for whole in blocked if whole.covers(span) and whole.start < span.start)
            if any(0 < other.start - whole.end < _NEXT for whole in inside for other in rows):
                self.taken[span.start : span.end] = bytes(span.end - span.start)
        nouns = analysis.words.at(openers())
        names = [fold(analysis.string(span)).split() for span in people]
        surnames = frozenset([" ".join(words[k:]) for words in names for k in range(1, len(words))])
        self.told = Told(frozenset(rows), governed(analysis.tokens, nouns), surnames)
        dateline = analysis.release.place or analysis.release.dateline
        self.home = Home.of(analysis, self.found, dateline, self.gazetteer)
        self.nodes: list[_Node] = []

    def _take(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self.taken[span.start : span.end] = b"\1" * (span.end - span.start)

    def _is_free(self, span: Span) -> bool:
        return 1 not in self.taken[span.start : span.end]

    def run(self) -> PlaceFindings:
        known = {f.span for f in self.found}
        self._gather_rows([span for span in self.rows if span not in known])
        patterns = self._named()
        self._take(p.span for p in patterns if p.noun.use in _TAKEN)
        judge = Judge(self.analysis, self.found, self.gazetteer, self.home, self._is_free, self.told)
        # Names with a state in apposition go first: they settle which namesake the bare name means elsewhere.
        for candidate in sorted(judge.candidates(), key=lambda c: not c.within):
            whole = judge.longer(candidate.span)
            spots = judge.accepted(candidate)
            if spots and not (whole and any(p.span == whole for p in patterns)):
                self._take([candidate.span])
                self._gather(candidate, judge.choose(candidate, spots), spots)
        for pattern in patterns:
            if pattern.noun.use in _TAKEN or self._is_free(pattern.span):
                self._take([pattern.span])
                self._gather_named(pattern)
        self._gather_rows([*self.rows, *self._governed()])
        self._repeat_names()
        return self._findings()

    def _named(self) -> list[NamedPlace]:
        """The places a noun proves, without those the gazetteers hold whole ("Isla Mujeres")."""
        found: list[NamedPlace] = []
        known = [f.span for f in self.found if not f.sloppy]
        plain = frozenset([t.fold for t in self.analysis.tokens if t.shape == "lower"])
        nouns = self.analysis.words.at(openers())
        for passage in self.analysis.release.passages:
            if passage.part in PARTS and passage.span not in self.analysis.loud:
                first, last = self.analysis.index(passage.span.start), self.analysis.index(passage.span.end)
                found += named_places(self.analysis.tokens, nouns[bisect_left(nouns, first) : bisect_left(nouns, last)], plain)
        kept: list[NamedPlace] = []
        for place in found:
            whole = Span(self.analysis.tokens[place.noun.first].start, place.span.end)
            free = self._is_free(place.span) and not any(other.span.overlaps(place.span) for other in kept)
            area = place.noun.use == "area" and self.gazetteer.spots(place.names[-1])
            if free and not area and not any(k.covers(whole) for k in known) and not self._says_where(place):
                kept.append(place)
        return kept

    def _says_where(self, pattern: NamedPlace) -> bool:
        """ "La sierra de Oaxaca" names Oaxaca, "las colonias de Tijuana" Tijuana; "la Sierra Madre" is a name."""
        lower = self.analysis.tokens[pattern.noun.first].shape == "lower"
        spots = self.gazetteer.spots(pattern.names[-1])
        if pattern.noun.kind == "quarter":
            return lower and pattern.noun.linked and pattern.noun.plural and any(s.common != "word" for s in spots)
        wide = any(s.kind in ("country", "state") for s in spots)
        return pattern.noun.kind == "relief" and lower and pattern.noun.linked and wide

    def _gather(self, candidate: Candidate, spot: Spot, spots: Sequence[Spot]) -> None:
        printed = self.analysis.string(candidate.span)
        node = next((n for n in self.nodes if n.spot == spot), None)
        if node is None and not candidate.within and _level(spot) == "local":
            named = (n for n in self.nodes if n.spot is not None and n.level == "local" and fold(printed) in n.forms)
            node = next((n for n in named if n.spot in candidate.found.spots), None)
        if node is None:
            node = _Node(spot.name, _level(spot), spot)
            self.nodes.append(node)
        node.spans.append(candidate.span)
        if not (candidate.found.abbreviation and printed.endswith(".") and printed.count(".") == 1):
            node.forms.setdefault(fold(printed), printed)

    def _gather_named(self, pattern: NamedPlace) -> None:
        printed = self.analysis.string(pattern.span)
        names = [name or printed for name in pattern.names]
        if pattern.noun.kind not in _SETTLED:
            names = names[:1]  # "península de Yucatán" is not called Yucatán
        rank, _, rest = names[-1].partition(" ")
        ranked = " " in rest and fold(rank) in lexicon().honorifics.openings  # "ejido General Ana Paz" is "ejido Ana Paz"
        called = {fold(name.removesuffix(names[-1]) + rest if ranked else name) for name in names}
        same = (n for n in self.nodes if n.kind == pattern.noun.kind and not called.isdisjoint(n.called))
        settled = (n for n in self.nodes if n.spot is not None and n.level == "local" and fold(names[0]) in n.forms)
        node = next(same, None) or (next(settled, None) if pattern.noun.use.startswith(("unit", "people")) else None)
        if node is None:
            node = _Node(names[0], "local", None, noun=pattern.noun.word, kind=pattern.noun.kind)
            self.nodes.append(node)
        node.spans.append(pattern.span)
        node.called |= called
        for name in names:
            node.forms.setdefault(fold(name), name)

    def _governed(self) -> Iterator[Span]:
        """Where the towns stand that only the names of their governments prove."""
        for name in sorted(self.told.governed):
            if not self.gazetteer.spots(name):
                for span in occurrences(name, self.analysis.folded):
                    if self.analysis.text[span.start].isupper() and preposition(self.analysis, span.start):
                        yield span

    def _gather_rows(self, spans: Sequence[Span]) -> None:
        """Names in a row of places that no gazetteer settles."""
        for span in spans:
            if self._is_free(span):
                self._take([span])
                name = self.analysis.string(span)
                node = next((n for n in self.nodes if n.level == "local" and fold(name) in n.forms), None)
                if node is None:
                    node = _Node(name, "local", None, forms={fold(name): name}, kind="town")
                    self.nodes.append(node)
                node.spans.append(span)

    def _repeat_names(self) -> None:
        """A place that its noun proved once is meant wherever its name stands again."""
        text, folded = self.analysis.text, self.analysis.folded
        for node in self.nodes:
            if node.spot is not None or node.kind not in _SETTLED:
                continue
            short = min(node.forms, key=len)
            for span in occurrences(short, folded):
                named = text[span.start].isupper() and preposition(self.analysis, span.start)
                if self._is_free(span) and named and self.analysis.part_at(span.start) in PARTS:
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
        mentions += described(self.analysis, places, self._home_keys(keys), self.home.country, mentions)
        entry = self.authorities.place(iso=self.home.sure) or self.authorities.place(iso=self.home.sure[:2])
        return PlaceFindings(
            places, tuple(sorted(mentions, key=lambda m: m.span)), entry.iri if entry else None, self.home.country
        )

    def _home_keys(self, keys: dict[int, str]) -> list[str]:
        """The keys of the country, the state and the city that the release comes from."""
        line = self.analysis.release.place or self.analysis.release.dateline
        home = []
        for node in self.nodes:
            written = line is not None and any(line.covers(span) for span in node.spans)
            if written or (node.spot is not None and node.spot.iso and node.spot.iso in (self.home.country, self.home.state)):
                home.append(keys[id(node)])
        return home

    def _name(self, node: _Node) -> str:
        """The usual name of a country or state; of another place the longest printed form that is not in capitals."""
        if node.spot is not None and (node.level != "local" or not node.forms):
            return node.spot.name
        usual = node.forms.get(fold(node.name))
        if usual is not None:
            return node.name if usual.isupper() else usual
        return max((f for f in node.forms.values() if not f.isupper()), key=len, default=node.name)

    def _place(self, node: _Node, key: str, by_iso: dict[str, str]) -> Place:
        name, spot = self._name(node), node.spot
        usual = fold(name).split()  # "Baleares" is another name of Illes Balears, "Faro" only short for Villa Faro
        aliases = tuple(
            f
            for f in node.forms.values()
            if fold(f) != fold(name) and (" " in f or f.isupper() or node.noun or fold(f) not in usual)
        )
        if spot is None or self._is_anywhere(spot):
            return Place(key, name, aliases, type=_TYPES.get(spot.kind, "Place") if spot is not None else "Place")
        entry = self.authorities.place(geonames=spot.geonames or None, iso=spot.iso or None)
        parent = by_iso.get(spot.parent) or by_iso.get(spot.country)
        return Place(
            key=key,
            name=name,
            aliases=aliases,
            iri=entry.iri if entry is not None else None,
            type=_TYPES.get(spot.kind, "Place"),
            iso=spot.iso or None,
            contained_in=parent if parent != key else None,
            same_as=(f"https://sws.geonames.org/{spot.geonames}/",) if entry is None and spot.geonames else (),
        )

    def _is_anywhere(self, spot: Spot) -> bool:
        """True for a town called after a hero, as towns of several states are, where the text names none of those states."""
        if spot.trusted or _level(spot) != "local" or spot.state in {self.home.state, *self.home.states}:
            return False
        return len({s.state for s in gazetteer().spots(spot.name) if _level(s) == "local"}) > 1

    def _mention(self, span: Span, key: str) -> Mention:
        printed = self.analysis.string(span)
        short = (
            printed.isupper()
            and " " not in printed
            and len(printed) <= 6
            and not in_capitals(self.analysis.tokens_in(self.analysis.sentence_at(span.start)))
        )
        return Mention(span, MentionKind.ACRONYM if short else MentionKind.NAME, (key,), "alias" if short else "explicit")


def _level(spot: Spot) -> str:
    return _LEVELS.get(spot.kind, "local")
