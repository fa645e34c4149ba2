"""The gazetteers: every place name known, found in a text all at once, with what is needed to tell namesakes apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from converter.language.lexicon import lexicon
from converter.language.text import fold
from converter.model import Span
from converter.resources import folder, table

# In the order in which a name is understood where nothing else decides.
TABLES = ("countries", "states", "world-cities", "mexico", "spain", "peru", "hispanic-america", "regions", "mexico-towns")
_FAMOUS = 150_000
_GOVERNED = ("city", "municipality")  # the kinds that have a mayor; a "town" may lie in a municipality of another name


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of the gazetteers. `parent` is the ISO code of the state, or of the country where no state is known."""

    name: str
    kind: str  # country, state, province, city, municipality, borough, district, town, region
    iso: str
    geonames: str
    parent: str
    population: int
    common: str = field(compare=False)  # "" where the name is trusted alone; else word, person or minor

    @property
    def country(self) -> str:
        """ISO 3166-1 code of the country it is or lies in."""
        return (self.parent or self.iso)[:2]

    @property
    def state(self) -> str:
        """ISO 3166-2 code of the state it is or lies in, or an empty string."""
        return self.iso if self.kind == "state" else self.parent if "-" in self.parent else ""

    @property
    def trusted(self) -> bool:
        """The name says by itself that a place is meant."""
        return not self.common


@dataclass(frozen=True, slots=True)
class Found:
    """A gazetteer name in a text, with the spots it may mean.

    `abbreviation`: a dotted or all-capitals short form. `sloppy`: a word of it lacks its capital ("Playas de rosarito").
    """

    span: Span
    spots: tuple[Spot, ...]
    abbreviation: bool = False
    sloppy: bool = False


def _rows(file: str) -> Iterator[list[str]]:
    # Over ten thousand rows are read for every run, so they are split plainly; the tables hold no quoting.
    with (folder("ontology") / "places" / f"{file}.tsv").open(encoding="utf-8") as handle:
        lines = (line.rstrip("\n") for line in handle if line.strip() and not line.startswith("#"))
        next(lines)
        for line in lines:
            yield (line.split("\t") + [""] * 8)[:8]


def _is_short(label: str) -> bool:
    return label.endswith(".") or (label.isupper() and len(label) <= 5)


class Gazetteer:
    """All spots by folded name; immutable after it is made. Use :func:`gazetteer`."""

    def __init__(self) -> None:
        import ahocorasick

        self._spots: dict[str, list[Spot]] = {}
        self._short: dict[str, list[tuple[str, Spot]]] = {}
        self.by_iso: dict[str, Spot] = {}
        #: First-level divisions that hold the national capital.
        self.capitals = frozenset(row["iso"] for row in table("places/national-capitals.tsv"))
        self._capital_names = {fold(row["capital"]): row["iso"][:2] for row in table("places/national-capitals.tsv")}
        for file in TABLES:
            for name, kind, aliases, iso, geonames, parent, population, common in _rows(file):
                spot = Spot(name, kind, iso, geonames, parent, int(population or 0), common)
                if iso and kind in ("country", "state"):
                    self.by_iso[iso] = spot
                for label in (name, *filter(None, aliases.split("|"))):
                    if _is_short(label):
                        self._short.setdefault(fold(label), []).append((label, spot))
                    else:
                        self._spots.setdefault(fold(label), []).append(spot)
        self._join_aliases()
        self._automaton: Any = ahocorasick.Automaton()
        for key in {*self._spots, *self._short}:
            self._automaton.add_word(key, key)
        self._automaton.make_automaton()

    def _join_aliases(self) -> None:
        """Make one spot of the rows that ``places/aliases.tsv`` says are one place: the biggest, under the usual name."""
        for row in table("places/aliases.tsv"):
            names = {fold(name) for name in (row["name"], *row["aliases"].split("|"))}
            local = [s for n in names for s in self._spots.get(n, ()) if s.parent == row["parent"] and s.kind != "state"]
            if not local:
                continue
            trusted = "" if any(s.trusted for s in local) else local[0].common
            one = replace(max(local, key=lambda s: s.population), name=row["name"], common=row["common"] or trusted)
            for name in names - {fold(row["name"])} if row["common"] else names:
                others = [s for s in self._spots.get(name, ()) if s not in local]
                self._spots[name] = [*others, one]

    def capital_of(self, name: str) -> str:
        """The ISO code of the country whose capital is called so, where no big town elsewhere is; else empty."""
        country = self._capital_names.get(fold(name), "")
        others = (s for s in self.spots(name) if s.country != country and s.population >= _FAMOUS)
        return "" if any(others) else country

    def spots(self, name: str) -> tuple[Spot, ...]:
        """The spots of a name (not of an abbreviation), whatever its case and accents."""
        return tuple(self._spots.get(fold(name), ()))

    def find(self, folded: str, text: str) -> list[Found]:
        """Every word-bounded name in a text, capitalised as printed names are; they may overlap. By start, longest first."""
        found = []
        for last, key in self._automaton.iter(folded):
            start, end = last - len(key) + 1, last + 1
            if folded[end : end + 1].isalnum() or (start and folded[start - 1].isalnum()):
                continue
            span, printed = Span(start, end), text[start:end]
            short = [spot for label, spot in self._short.get(key, ()) if label == printed]
            if short:
                found.append(Found(span, tuple(short), True))
            elif key in self._spots and (printed[0].isupper() or _is_ranked(printed, folded[max(0, start - 4) : start])):
                found.append(Found(span, tuple(self._spots[key]), sloppy=not _is_printed_as_name(printed)))
        return sorted(found, key=lambda f: (f.span.start, -f.span.end))


@cache
def _ranks() -> frozenset[str]:
    """The nouns that open names of towns."""
    return frozenset(row["word"] for row in table("places/place-words.tsv") if row["opens"])


def _is_ranked(printed: str, before: str) -> bool:
    """The rank that opens the name of a town is in lower case: "ciudad Victoria", "puerto Peñasco", "la ciudad de México"; but
    not in "la mejor ciudad de México"."""
    words = printed.split()
    if words[0] not in _ranks() or not words[-1][0].isupper():
        return False
    return words[1] not in ("de", "del") or before.endswith(("la ", "en ", "de ", " a "))


def _is_printed_as_name(printed: str) -> bool:
    words = [w for w in printed.replace("-", " ").split()[printed[0].islower() :] if len(w) > 3 and w[0].isalpha()]
    return all(w[0].isupper() or fold(w) in ("para", "unidos") for w in words)


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer; about 0.1 s the first time."""
    return Gazetteer()


def known_place(name: str) -> bool:
    """True where a name alone is understood as a place: a country, a state, or a town whose name nothing else bears."""
    spots = gazetteer().spots(name)
    return any(s.trusted or s.kind in ("country", "state") or s.population >= _FAMOUS for s in spots)


def may_be_town(name: str) -> bool:
    """True where a town with a government is among what a name may mean, be it a word ("Centro") or a state's name too
    ("Puebla"); no surname. Enough where the text says that it is governed: "el gobierno de Centro"."""
    return fold(name) not in lexicon().surnames and any(spot.kind in _GOVERNED for spot in gazetteer().spots(name))


def is_only_town(name: str) -> bool:
    """True where a name can mean nothing on the map but towns with a government: "Tijuana", but not "Puebla", a state too.
    Needed where the text leaves open whether a town's or a state's government is meant."""
    spots = gazetteer().spots(name)
    return bool(spots) and all(spot.kind in _GOVERNED for spot in spots)
