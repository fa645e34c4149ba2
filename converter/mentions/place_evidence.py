"""What speaks for a capitalised name to be a place, and for which of its namesakes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cache

from converter.language.lexicon import number_words
from converter.language.text import fold
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import Found, Gazetteer, Spot
from converter.mentions.phrases import ARTICLES, AS_WELL, LINKS, OF, adjacent, is_capitalised
from converter.mentions.place_setting import BIG, HUGE, Home, is_abbreviation, preposition, stands_alone
from converter.mentions.place_words import Noun, noun_before
from converter.model import Part, Span

PARTS = frozenset((Part.DATELINE, Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.CAPTION))
_APPOSITION = re.compile(r"\s*(?:,\s*|\(\s*)| ")


@cache
def _list() -> re.Pattern[str]:
    """What stands between two names of a list, folded: "Faro y Mirador", "cuatro de Faro, uno más de Mirador"."""
    count = rf"(?:(?:\d+|un[oa]|otr[oa]s?|{'|'.join(sorted(number_words('counting')))})(?:\s+mas)?\s+(?=de))?"
    return re.compile(rf"\s*(?:,\s*(?:y|e|{' '.join(AS_WELL)})?|y|e|o|u|/|–|-)\s+{count}(?:(?:en|de|del|a|el|la)\s+)?")


@dataclass(slots=True)
class Candidate:
    """A gazetteer name in the text with what speaks for it."""

    found: Found
    spots: tuple[Spot, ...]
    noun: Noun | None = None
    within: str = ""  # ISO code of the state or country in apposition
    evidence: int = 0  # 3 proves a place, 2 the usual setting of one, 1 possible, 0 none

    @property
    def span(self) -> Span:
        return self.found.span


@dataclass(frozen=True, slots=True)
class Told:
    """What the rest of the text tells of its names: `rows`, where rows of places name them; `governed`, the folded names of the
    towns whose governments it names; `surnames`, how the people it names are called in short, folded."""

    rows: Set[Span] = frozenset()
    governed: Set[str] = frozenset()
    surnames: Set[str] = frozenset()


def _holds(whole: Spot, part: Spot) -> bool:
    """Whether a state or country holds a place; of towns abroad only the country is known."""
    return whole.iso in (part.parent, part.country) or part.parent == part.country == whole.country


class Judge:
    """Finds candidates among the gazetteer names of a release, weighs them, and picks the spot each one means."""

    def __init__(
        self,
        analysis: Analysis,
        found: Sequence[Found],
        gazetteer: Gazetteer,
        home: Home,
        is_free: Callable[[Span], bool],
        told: Told,
    ) -> None:
        self.analysis, self.found, self.gazetteer, self.home, self.is_free = analysis, found, gazetteer, home, is_free
        self.told = told
        self.stated = self._stated()
        self.dateline = analysis.release.place or analysis.release.dateline
        self.starts = frozenset(f.span.start for f in found)
        self.state_starts = frozenset(f.span.start for f in found if any(s.kind == "state" for s in f.spots))

    def candidates(self) -> list[Candidate]:
        """The names that may be places, weighed, in order of the text."""
        chosen: list[Candidate] = []
        road = -1  # where a name ended that is a road's
        joined = self._joined()
        for found in self.found:
            passage = self.analysis.passage_at(found.span.start)
            inside = self._in_dateline(found.span)
            if not inside and (passage is None or passage.part not in PARTS or found.sloppy):
                continue
            if (chosen and found.span.start < chosen[-1].span.end) or not self.is_free(found.span):
                continue
            if not is_abbreviation(self.analysis, found):
                continue
            noun = noun_before(self.analysis.tokens, self.analysis.index(found.span.start))
            between = self.analysis.text[road : found.span.start].strip() if 0 <= road < found.span.start else ""
            if (noun is not None and noun.use == "street") or between in ("-", "–"):
                road = found.span.end
                continue
            upper = passage is not None and passage.span in self.analysis.loud
            if inside or upper or found.span in joined or stands_alone(self.analysis, found.span, noun):
                chosen.append(Candidate(found, found.spots, noun))
        self._weigh(chosen)
        return chosen

    def _joined(self) -> frozenset[Span]:
        """The names of a town and, with nothing between, its state or country: "en Torreón Coahuila"."""
        wider = {f.span.start: f for f in self.found if any(s.kind in ("state", "country") for s in f.spots)}
        spans: set[Span] = set()
        for town in self.found:
            whole = wider.get(town.span.end + 1)
            if whole is None or self.analysis.text[town.span.end] != " " or whole.span in spans:
                continue
            wide = [s for s in whole.spots if s.kind in ("state", "country")]
            inside = any(_holds(w, s) for s in town.spots if s.kind not in ("state", "country") for w in wide)
            first, after = self.analysis.index(town.span.start), self.analysis.index(whole.span.end)
            named = first and is_capitalised(self.analysis.tokens[first - 1]) and adjacent(self.analysis.tokens, first)
            longer = adjacent(self.analysis.tokens, after) and is_capitalised(self.analysis.tokens[after])
            if inside and not named and not longer:
                spans |= {town.span, whole.span}
        return frozenset(spans)

    def _in_dateline(self, span: Span) -> bool:
        return self.dateline is not None and self.dateline.covers(span)

    def longer(self, span: Span) -> Span | None:
        """The longer, unknown name that `span` begins ("San Antonio" in "San Antonio de los Robles"), or None."""
        tokens = self.analysis.tokens
        i = after = self.analysis.index(span.end)
        while i < len(tokens) and i - after < 2 and tokens[i].fold in LINKS and adjacent(tokens, i):
            i += 1
        if i == after or i >= len(tokens) or tokens[after].fold not in OF:
            return None
        if not adjacent(tokens, i) or not is_capitalised(tokens[i]) or self.gazetteer.spots(tokens[i].text):
            return None
        if tokens[i].start in self.starts or not self.is_free(tokens[i].span):
            return None
        return Span(span.start, tokens[i].end)

    # -- evidence ---------------------------------------------------------------------------------------------------

    def _weigh(self, candidates: list[Candidate]) -> None:
        """Set each candidate's evidence and narrow its spots by noun and apposition."""
        containers: set[int] = set()
        for candidate, following in itertools.zip_longest(candidates, candidates[1:]):
            if following is not None and self._by_apposition(candidate, following):
                containers.add(id(following))
            if not candidate.within:  # "el alcalde de San Diego, California" is not of here
                self._by_noun(candidate)
            if self._in_dateline(candidate.span):
                candidate.evidence = 3
            candidate.evidence = max(candidate.evidence, self._setting(candidate.span))
            stated = tuple(s for s in candidate.spots if s.kind == "state" and s.iso in self.stated)
            if stated and candidate.evidence < 2:
                candidate.spots, candidate.evidence = stated, 2
        pairs = [p for p in itertools.pairwise(candidates) if self._between(*p, _list()) and id(p[1]) not in containers]
        for left, right in pairs:
            if self._is_sure(left):
                right.evidence = max(right.evidence, 2)
                if left.noun is not None and right.noun is None:
                    right.noun = left.noun
                    self._by_noun(right)
        for left, right in reversed(pairs):
            if self._is_sure(right):
                left.evidence = max(left.evidence, 2)

    def _setting(self, span: Span) -> int:
        """The evidence of the words around a name and of what is told elsewhere."""
        if self._has_article(span) or span in self.told.rows:
            return 2
        before = self.analysis.tokens[max(0, self.analysis.index(span.start) - 1)]
        if fold(self.analysis.string(span)) in self.told.governed and before.fold not in ARTICLES:
            return 3
        if self._is_behind_number(span):
            return 2
        return preposition(self.analysis, span.start)

    def _is_behind_number(self, span: Span) -> bool:
        """A numbered unit stands there: "la Unidad de Medicina Familiar No. 5 de Progreso"."""
        i = self.analysis.index(span.start)
        before = self.analysis.tokens[max(0, i - 3) : i]
        if len(before) < 3 or before[1].shape != "number" or not adjacent(self.analysis.tokens, i):
            return False
        return before[2].fold in ("de", "en") and before[0].fold in number_words("numbering")

    def _stated(self) -> frozenset[str]:
        """The ISO codes of the states that a noun names as such: "la región Lima", "el Gobierno del Estado de Puebla"."""
        nouns = ((noun_before(self.analysis.tokens, self.analysis.index(f.span.start)), f) for f in self.found)
        named = [(noun, f) for noun, f in nouns if noun is not None and (noun.kind == "state" or noun.use == "area")]
        return frozenset(s.iso for _, f in named for s in f.spots if s.kind == "state")

    def _has_article(self, span: Span) -> bool:
        """The name begins with an article that is printed with a capital amid a sentence: "una escuela de El Oro"."""
        i = self.analysis.index(span.start)
        tokens = self.analysis.tokens
        if not 0 < i < len(tokens):  # the second half of a double name may be what the text ends with: "Faro-Mirador"
            return False
        return tokens[i].fold in ARTICLES and tokens[i].shape == "cap" and tokens[i - 1].shape == "lower"

    def _is_sure(self, candidate: Candidate) -> bool:
        """A place for certain, so that its neighbours in a list are places too."""
        if candidate.evidence >= 2:
            return True
        known = (s for s in candidate.spots if s.trusted)
        return any(s.kind in ("country", "state") or s.population >= BIG or s.state == self.home.state != "" for s in known)

    def _by_noun(self, candidate: Candidate) -> None:
        noun = candidate.noun
        if noun is None or not (noun.use in ("unit", "unit-de", "people", "area") or noun.kind == "relief"):
            return
        if noun.word == "región" and not self._in_dateline(candidate.span):  # "la región Centro" is no town called Centro
            candidate.spots = tuple(s for s in candidate.spots if s.kind in ("country", "state", "province", "region"))
        if (
            noun.kind == "state" and noun.plural and noun.linked
        ):  # "los Estados de México" are the country's, one of them is not
            fitting = [s for s in candidate.spots if s.kind == "country"]
            listed = _list().match(self.analysis.folded, candidate.span.end)
            if fitting and not (listed and listed.end() in self.starts):
                candidate.spots, candidate.evidence = tuple(fitting), 3
                return
        if noun.kind in ("state", "country", "province"):
            fitting = [s for s in candidate.spots if s.kind == noun.kind]
            named = self.gazetteer.spots(f"{noun.word} de {self.analysis.string(candidate.span)}")
            fitting = [s for s in named if s.kind == noun.kind] or fitting
        else:
            # "El pueblo de Colima" and "los municipios de Colima" may be the state's.
            open_to_states = noun.plural or noun.kind in ("", "inhabitants", "town", "relief")
            fitting = [s for s in candidate.spots if open_to_states or s.kind not in ("state", "country")]
            fitting = [s for s in fitting if not self.home.country or s.country in (self.home.country, "")]
        if fitting:
            candidate.spots, candidate.evidence = tuple(fitting), 3

    def _by_apposition(self, candidate: Candidate, following: Candidate) -> bool:
        """ "Guadalupe, Nuevo León": the second holds the first. True where it does."""
        if not self._between(candidate, following, _APPOSITION):
            return False
        for whole in following.spots:
            if whole.kind not in ("state", "country"):
                continue
            smaller = [s for s in candidate.spots if s is not whole and s.kind != "country"]
            parts = [s for s in smaller if _holds(whole, s)]
            if whole.kind == "country":
                parts = [s for s in parts if s.kind != "state"] or parts
            listed = self._goes_on(following) and any(s.kind == "state" for s in candidate.spots)
            if parts and not listed:
                candidate.spots, candidate.within, candidate.evidence = tuple(parts), whole.iso, 3
                following.evidence = max(following.evidence, 2)
                following.spots = (whole,)
                return True
        return False

    def _goes_on(self, candidate: Candidate) -> bool:
        """The name is one of a list of states, so the one before it is a sibling: "Puebla, Hidalgo y Tlaxcala"."""
        match = _list().match(self.analysis.folded, candidate.span.end)
        return match is not None and match.end() in self.state_starts

    def _between(self, left: Candidate, right: Candidate, pattern: re.Pattern[str]) -> bool:
        return pattern.fullmatch(self.analysis.folded, left.span.end, right.span.start) is not None

    # -- decisions --------------------------------------------------------------------------------------------------

    def accepted(self, candidate: Candidate) -> tuple[Spot, ...]:
        """The spots that the evidence allows; empty where the name should not count as a place."""
        cut = self.longer(candidate.span) is not None and not candidate.within and not self._in_dateline(candidate.span)
        if candidate.evidence < 2 and fold(self.analysis.string(candidate.span)) in self.told.surnames:
            return tuple(s for s in candidate.spots if s.kind in ("country", "state") and s.trusted)
        if candidate.span in self.told.rows and not candidate.within:
            home = [s for s in candidate.spots if s.country == self.home.country]
            return tuple(home or [s for s in candidate.spots if s.population >= BIG or s.kind == "country"])
        if candidate.evidence >= 3:
            return tuple(s for s in candidate.spots if not cut or s.kind in ("country", "state") or s.population >= BIG)
        return tuple(s for s in candidate.spots if self._allows(s, candidate, cut))

    def _allows(self, spot: Spot, candidate: Candidate, cut: bool) -> bool:
        home, evidence = self.home, candidate.evidence
        abroad = bool(home.country) and spot.country not in (home.country, "")
        if spot.kind == "country" or (spot.kind in ("state", "region") and not abroad):
            return spot.trusted or (evidence >= 2 and not abroad)
        if spot.kind in ("state", "region"):
            alone = evidence >= 2 and all(s.country != home.country for s in candidate.spots)
            return spot.trusted and (alone or spot.country in home.countries or spot.country in _WELL_KNOWN)
        if candidate.found.abbreviation or (cut and (abroad or spot.population < BIG)):
            return False
        if abroad:
            known = spot.population >= HUGE or (spot.population >= BIG and (evidence >= 2 or spot.country in home.countries))
            return spot.trusted and (known or spot.country in _WELL_KNOWN)
        near = spot.state in {home.state, *home.states} or (spot.country == home.country and spot.population >= BIG)
        if spot.trusted:
            return near or spot.population >= BIG or (evidence >= 2 and spot.country == home.country)
        return near and evidence >= (1 if spot.common == "minor" else 2)

    def choose(self, candidate: Candidate, spots: Sequence[Spot]) -> Spot:
        """The likeliest of the spots: by kind and home, then by number of inhabitants."""
        home, printed = self.home, self.analysis.string(candidate.span)

        def rank(spot: Spot) -> tuple[bool | int, ...]:
            # Outside Mexico a bare name is the city more often than the province or region called after it.
            city_first = spot.country != "MX" or self._in_dateline(candidate.span)
            city = spot.kind in ("city", "municipality") and spot.population >= BIG and city_first
            return (
                spot.kind == "country" and candidate.noun is None,
                spot.country == home.country,
                city or (spot.kind == "state" and spot.country == "MX"),
                spot.state == home.state and bool(home.state),
                spot.state in home.states,
                spot.kind == "state",
                fold(spot.name) == fold(printed),
                spot.population,
            )

        return max(spots, key=rank)


# States and cities of this country are named without it.
_WELL_KNOWN = frozenset(("US",))
