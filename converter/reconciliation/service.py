"""The Reconciliation Service API 0.2: decoded JSON in, JSON to be encoded out. It knows nothing of HTTP.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from converter import __version__
from converter.authorities import Entry
from converter.language.text import fold
from converter.reconciliation.catalogue import RELEASE, SPACE, Catalogue, identifier
from converter.reconciliation.page import page
from converter.reconciliation.properties import PROPERTIES, period
from converter.reconciliation.search import Candidate, Query, Search

BATCH = 100  # queries in one request; OpenRefine sends ten
_LONGEST = 500  # characters of a name
_MOST = 100  # candidates for one query
_PAGE = 20  # suggestions at once
_GENERAL = ("Organization", "Person", "Place", "Post", "Event")
Json = dict[str, Any]


class BadRequest(ValueError):
    """A request that is not as the specification has it; the message says what is wrong."""


class TooMuch(ValueError):
    """A batch with more queries than the manifest allows."""


class Service:
    """All answers of the service, for one catalogue; immutable, so that many threads may ask it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._search = Search(catalogue)
        entries = catalogue.authorities.entries
        self._types = sorted({name for entry in entries for name in entry.types})
        pairs = {(name, above) for entry in entries for name in entry.types for above in entry.types if above in _GENERAL}
        self._broader = {name: sorted(above for under, above in pairs if under == name != above) for name in self._types}
        labels = {(fold(label), entry.iri) for entry in entries for label in (*entry.labels, *entry.acronyms)}
        self._names = sorted({*labels, *((fold(identifier(entry)), entry.iri) for entry in entries)})

    def manifest(self, base: str) -> Json:
        """The service manifest; `base`: the address of the server, without a slash at its end."""
        suggest = {kind: {"service_url": base, "service_path": f"/suggest/{kind}"} for kind in ("entity", "type", "property")}
        return {
            "versions": ["0.1", "0.2"],
            "name": "Pregón",
            "identifierSpace": SPACE,
            "schemaSpace": "https://schema.org/",
            "serviceVersion": __version__,
            "defaultTypes": [self._type(name) for name in _GENERAL if name in self._broader],
            "batchSize": BATCH,
            "view": {"url": base + "/view?id={{id}}"},
            "preview": {"url": base + "/preview?id={{id}}", "width": 430, "height": 300},
            "suggest": suggest,
            "extend": {"propose_properties": {"service_url": base, "service_path": "/properties"}, "property_settings": []},
        }

    def reconcile(self, batch: object) -> Json:
        """The result batch of a query batch. Raises BadRequest, and TooMuch where it holds more than BATCH queries."""
        if not isinstance(batch, dict):
            raise BadRequest("queries: an object of queries by their keys is expected")
        if len(batch) > BATCH:
            raise TooMuch(f"{len(batch)} queries in one batch; send at most {BATCH}")
        queries = {key: _query(key, query) for key, query in batch.items()}
        return {
            key: {"result": [self._candidate(candidate) for candidate in self._search.candidates(query)]}
            for key, query in queries.items()
        }

    def suggest(self, kind: str, prefix: str, cursor: int = 0) -> Json:
        """What begins with `prefix`, or has a later word that does; `kind` is entity, type or property."""
        wanted = fold(prefix.strip())[:_LONGEST]
        if kind == "entity":
            found = [self._suggested(entry) for entry in self._beginning(wanted, cursor + _PAGE)]
        elif kind == "type":
            found = [self._type(name) for name in self._types if _begins(wanted, name, _spoken(name))]
        else:
            properties = (each for each in PROPERTIES.values() if _begins(wanted, each.id, each.name))
            found = [{"id": each.id, "name": each.name, "description": each.description} for each in properties]
        return {"result": found[cursor : cursor + _PAGE]}

    def page(self, wanted: str) -> str | None:
        """The HTML page that shows the thing of an identifier, or None where there is none."""
        entry = self.catalogue.find(wanted)
        return page(self.catalogue, entry) if entry is not None else None

    def properties(self, type_: str, limit: int | None = None) -> Json:
        """The properties whose values may be fetched for things of a type."""
        offered = [{"id": each.id, "name": each.name} for each in PROPERTIES.values() if each.values is not None]
        answer: Json = {"type": type_, "properties": offered[:limit]}
        return answer if limit is None else {**answer, "limit": limit}

    def extend(self, query: object) -> Json:
        """The values of properties of things. Raises BadRequest; an unknown thing has no values."""
        match query:
            case {"ids": [*ids], "properties": [*wanted]} if len(ids) <= _MOST * 10:
                pass
            case _:
                raise BadRequest(f"extend: an object with ids (at most {_MOST * 10}) and properties, two lists, is expected")
        asked = []
        for each in wanted:
            known = PROPERTIES.get(each.get("id", "")) if isinstance(each, dict) else None
            if known is None or known.values is None:
                offered = ", ".join(each.id for each in PROPERTIES.values() if each.values)
                raise BadRequest(f"extend: no property {each!r} has values; there are {offered}")
            asked.append((known.id, known.name, known.values))
        rows: Json = {}
        for wanted_id in map(str, ids):
            entry = self.catalogue.find(wanted_id)
            rows[wanted_id] = {key: list(values(self.catalogue, entry)) if entry else [] for key, _, values in asked}
        return {"meta": [{"id": key, "name": name} for key, name, _ in asked], "rows": rows}

    def _type(self, name: str) -> Json:
        above = [{"id": each, "name": _spoken(each)} for each in self._broader.get(name, ())]
        return {"id": name, "name": _spoken(name), **({"broader": above} if above else {})}

    def _candidate(self, candidate: Candidate) -> Json:
        entry = candidate.entry
        told = [{"id": name, "value": verdict} for name, verdict in candidate.evidence.items() if verdict is not None]
        return {
            "id": identifier(entry),
            "name": entry.name,
            "description": self._description(entry),
            "type": [{"id": name, "name": _spoken(name)} for name in entry.types],
            "score": candidate.score,
            "features": [{"id": "name", "value": round(candidate.name, 2)}, *told],
            "match": candidate.certain,
        }

    def _suggested(self, entry: Entry) -> Json:
        types = [{"id": name, "name": _spoken(name)} for name in entry.types[:1]]
        return {"id": identifier(entry), "name": entry.name, "description": self._description(entry), "notable": types}

    def _description(self, entry: Entry) -> str:
        """What tells it from its namesakes, in a few words."""
        lists = self.catalogue.authorities
        whole = lists.get(entry.parent or entry.area)
        offices = [f"{lists[t.post].name} ({period(t)})" for t in lists.tenures_of(entry.iri) if period(t)]
        years = f"{entry.start or ''} to {entry.end or ''}".strip() if entry.start or entry.end else None
        seen = self.catalogue.releases.get(entry.iri, ())[:1] if RELEASE in entry.iri else ()
        parts = (entry.acronym, whole.name if whole else None, *offices[-1:], years, *seen)
        return "; ".join(part for part in parts if part)

    def _beginning(self, wanted: str, most: int) -> list[Entry]:
        """Entries with a name that begins so, then those with a later word that does; no more than `most`."""
        lists, found = self.catalogue.authorities, dict[str, None]()
        for name, iri in self._names[bisect_left(self._names, (wanted, "")) :]:
            if not name.startswith(wanted) or len(found) >= most:
                break
            found[iri] = None
        if len(found) < most and wanted:
            later = (iri for name, iri in self._names if f" {wanted}" in name and iri not in found)
            found.update(dict.fromkeys(islice(later, most)))
        known = self.catalogue.find(wanted)
        first = [known] if known is not None else []
        return [*first, *(lists[iri] for iri in found if known is None or iri != known.iri)]


def _query(key: str, given: object) -> Query:
    if not isinstance(given, dict) or not (given.get("query") or given.get("properties")):
        raise BadRequest(f"query {key}: an object with query or properties is expected")
    text, types, limit = given.get("query", ""), given.get("type", []), given.get("limit", 10)
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise BadRequest(f"query {key}: query is no text of at most {_LONGEST} characters")
    types = [types] if isinstance(types, str) else types
    if not isinstance(types, list) or not all(isinstance(name, str) for name in types):
        raise BadRequest(f"query {key}: type is neither an identifier nor a list of them")
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise BadRequest(f"query {key}: limit is no positive number")
    strict = given.get("type_strict", "any")
    if strict not in ("any", "all", "should"):
        raise BadRequest(f"query {key}: type_strict is any, all or should")
    evidence = _evidence(key, given.get("properties", []))
    return Query(text.strip(), frozenset(filter(None, types)), strict, evidence, int(min(limit, _MOST)))


def _evidence(key: str, given: object) -> dict[str, tuple[str, ...]]:
    """Values by property; one that no candidate can be judged by is passed over, as the specification leaves to a service."""
    if not isinstance(given, list):
        raise BadRequest(f"query {key}: properties is no list")
    found: dict[str, tuple[str, ...]] = {}
    for each in given:
        if not isinstance(each, dict) or not isinstance(each.get("pid"), str) or "v" not in each:
            raise BadRequest(f"query {key}: a property needs pid and v")
        known = PROPERTIES.get(each["pid"])
        values = tuple(filter(None, map(_text, each["v"] if isinstance(each["v"], list) else [each["v"]])))
        if known is not None and known.evidence and values:
            found[known.id] = found.get(known.id, ()) + values
    return found


def _text(value: object) -> str:
    """A property value as text: a string, a number, or the identifier of a thing."""
    if isinstance(value, Mapping):
        value = value.get("id", "")
    return str(value)[:_LONGEST] if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _begins(wanted: str, *names: str) -> bool:
    return any(word.startswith(wanted) for name in names for word in (fold(name), *_later_words(fold(name))))


def _later_words(name: str) -> Iterable[str]:
    return (name[match.end() :] for match in re.finditer(r"\s", name))


def _spoken(name: str) -> str:
    """GovernmentOrganization -> government organization."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
