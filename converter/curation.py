"""What curators do with their own lists beside ours: check them, and write entries from rows of a table."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from converter.authorities.authorities import Authorities, list_files
from converter.authorities.entries import Entry
from converter.authorities.turtle import read
from converter.errors import PregonError, UsageError
from converter.files import write
from converter.graph.identifiers import iri as legal
from converter.language.text import fold, slug
from converter.settings import BASE_IRI

COLUMNS = ("kind", "name", "aliases", "acronym", "parent", "country", "wikidata", "ror", "geonames", "iso", "source")
#: kind of a row -> (kind of the entry, folder of its IRI, its types)
KINDS = {
    "org": ("organization", "org", "schema:Organization"),
    "government": ("organization", "org", "schema:GovernmentOrganization , schema:Organization"),
    "programme": ("programme", "programme", "pregon:PublicProgramme"),
    "office": ("post", "post", "org:Post"),
    "person": ("person", "person", "schema:Person"),
    "city": ("place", "place", "schema:City , schema:Place"),
    "state": ("place", "place", "schema:State , schema:Place"),
    "country": ("place", "place", "schema:Country , schema:Place"),
}
_PREFIXES = {
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "pregon": "https://w3id.org/pregon/def#",
    "dcterms": "http://purl.org/dc/terms/",
}
# column -> (how the identifier looks, the IRI it stands for)
_IDENTIFIERS = {
    "wikidata": (
        re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)"),
        "http://www.wikidata.org/entity/{}",
    ),
    "ror": (re.compile(r"(?:https?://ror\.org/)?(0[0-9a-hj-km-np-tv-z]{6}\d\d)"), "https://ror.org/{}"),
    "geonames": (re.compile(r"(?:https?://(?:sws|www)\.geonames\.org/)?(\d+)/?"), "https://sws.geonames.org/{}/"),
}
_PARENTS = {"organization": "schema:parentOrganization", "programme": "schema:parentOrganization"}
_PARENTS |= {"post": "org:postIn", "place": "schema:containedInPlace"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of entries, its values stripped; `line` is where it stands, 0 where it is no file's."""

    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


def rows_of(path: Path) -> list[Row]:
    """The rows of a CSV file (TSV where it is called so), in any order of columns.

    Raises UsageError for a column nobody knows, or where `kind` or `name` is missing.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}; export it as CSV in UTF-8") from None
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ",", strict=True)
    try:
        header = [name.strip() for name in table.fieldnames or ()]
        unknown = [name for name in header if name not in COLUMNS]
        if unknown or not {"kind", "name", "source"} <= set(header):
            raise UsageError(
                f"{path}: the first line has {', '.join(header) or 'nothing'}; write kind, name and source, and of "
                f"{', '.join(COLUMNS[2:-1])} those you need" + (f"; nobody knows {', '.join(unknown)}" if unknown else "")
            )
        rows = []
        for values in table:
            if None in values:
                raise UsageError(f"{path}, line {table.line_num}: more values than columns; put a value with commas in quotes")
            rows.append(Row(table.line_num, {name.strip(): (value or "").strip() for name, value in values.items()}))
        return rows
    except csv.Error as error:
        raise UsageError(f"{path}, line {table.line_num}: {error}") from None


class Curator:
    """Turns rows into Turtle; `base_iri` is what the IRIs of new entries begin with."""

    def __init__(self, authorities: Authorities, base_iri: str = BASE_IRI) -> None:
        self.authorities, self.base = authorities, base_iri
        self.known = {iri: entry.iri for entry in authorities.entries for iri in entry.same_as}
        self.added: dict[str, dict[str, str]] = defaultdict(dict)  # kind -> folded name -> IRI
        self.iris = {entry.iri for entry in authorities.entries}

    def turtle(self, rows: Sequence[Row]) -> str:
        """The entries of all `rows`; raises UsageError with every row that cannot be one, and why."""
        problems, blocks = [], []
        for row in rows:
            try:
                self._announce(row)
            except UsageError as error:
                problems.append(f"line {row.line}: {error}" if row.line else str(error))
        for row in rows if not problems else ():
            try:
                blocks.append(self._block(row))
            except UsageError as error:
                problems.append(f"line {row.line}: {error}" if row.line else str(error))
        if problems:
            raise UsageError("nothing was written:\n  " + "\n  ".join(problems))
        return "\n".join(blocks)

    def _announce(self, row: Row) -> None:
        """Checks a row for itself and against what is known, and gives it an IRI that later rows may point at."""
        if row["kind"] not in KINDS:
            raise UsageError(f"kind «{row['kind']}» is none of {', '.join(KINDS)}")
        if not row["name"]:
            raise UsageError("it has no name")
        if not row["source"]:
            given = [f"{c} {row[c]}" for c in ("wikidata", "ror", "geonames", "iso") if row[c]]
            what = f"{', '.join(given)} of «{row['name']}»" if given else f"«{row['name']}»"
            raise UsageError(f"{what} has no source; say in the column source where you saw it")
        kind, folder, _ = KINDS[row["kind"]]
        twin = next((e for e in self.authorities.lookup(row["name"], kind) if self._is_twin(e, row)), None)
        if twin is not None:
            raise UsageError(f"«{row['name']}» is in the lists already, as {twin.iri} ({twin.name})")
        for iri in self._same_as(row):
            if iri in self.known:
                raise UsageError(f"{iri} is in the lists already, of {self.known[iri]}")
            self.known[iri] = f"«{row['name']}»"
        iri = f"{self.base}id/{folder}/{self._slug(row, kind)}"
        if iri in self.iris:
            raise UsageError(f"{iri} is taken already; «{row['name']}» needs a fuller name")
        self.iris.add(iri)
        self.added[kind][fold(row["name"])] = iri

    def _slug(self, row: Row, kind: str) -> str:
        parts = [row["iso"]] if row["iso"] else [row["name"]]
        if kind == "post" and row["parent"]:
            parts.insert(0, row["parent"])
        return "-".join(slug(part) for part in parts)

    def _is_twin(self, entry: Entry, row: Row) -> bool:
        """The same name is another thing's in another country, or of another body's office."""
        if entry.kind == "post":
            body = self.authorities.get(entry.parent)
            return body is not None and fold(row["parent"]) in map(fold, (*body.labels, *body.acronyms))
        return not row["country"] or entry.country in (None, row["country"][:2].upper()) or entry.kind == "person"

    def _same_as(self, row: Row) -> list[str]:
        found = []
        for column, (pattern, iri) in _IDENTIFIERS.items():
            if row[column]:
                match = pattern.fullmatch(row[column])
                if match is None:
                    raise UsageError(f"{column} «{row[column]}» is no such identifier")
                found.append(iri.format(match[1]))
        return found

    def _block(self, row: Row) -> str:
        kind, _, types = KINDS[row["kind"]]
        language = "" if kind == "person" else "@es"
        names = [_text(alias.strip(), language) for alias in row["aliases"].split("|") if alias.strip()]
        names += [_text(row["acronym"])] if row["acronym"] and fold(row["acronym"]) != fold(row["name"]) else []
        lines = [f"<{self.added[kind][fold(row['name'])]}> a {types}", f"schema:name {_text(row['name'], language)}"]
        lines += [f"schema:alternateName {' , '.join(names)}"] if names else []
        if row["parent"]:
            if kind not in _PARENTS:
                raise UsageError("a person has no parent; tenures say who holds which office")
            lines.append(f"{_PARENTS[kind]} <{self._parent(row, kind)}>")
        elif kind == "post":
            raise UsageError(f"the office «{row['name']}» needs the body it belongs to in the column parent")
        if row["country"] and kind in ("organization", "programme"):
            place = self.authorities.place(iso=row["country"].upper())
            if place is None:
                raise UsageError(f"country «{row['country']}» is no ISO 3166 code of the lists (MX, PE, MX-JAL)")
            lines.append(f"schema:areaServed <{place.iri}>")
        lines += [f"schema:identifier {_text(row['iso'].upper())}"] if row["iso"] else []
        same_as = self._same_as(row)
        lines += [f"schema:sameAs {' , '.join(f'<{iri}>' for iri in same_as)}"] if same_as else []
        lines.append(f"dcterms:source {_text(row['source'])}")
        return " ;\n    ".join(lines) + " .\n"

    def _parent(self, row: Row, kind: str) -> str:
        wanted = "place" if kind == "place" else "organization"
        own = self.added[wanted].get(fold(row["parent"]))
        found = [own] if own else [entry.iri for entry in self.authorities.lookup(row["parent"], wanted)]
        if len(found) != 1:
            how = "is in no list; add it first" if not found else f"may be {', '.join(found[:5])}; write its full name"
            raise UsageError(f"the parent «{row['parent']}» of «{row['name']}» {how}")
        return found[0]


def _text(value: str, language: str = "") -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f'"{escaped}"{language}'


def extend(path: Path, blocks: str, beside: Iterable[Path] = ()) -> None:
    """Add Turtle to the list `path`, made if it is not there; it is written only if all lists can be read together then."""
    old = path.read_text(encoding="utf-8") if path.exists() else "# Authority entries of our own. See `pregon authorities`.\n"
    missing = [f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items() if f"@prefix {name}: <{iri}>" not in old]
    text = old.rstrip("\n") + "\n" + "".join(missing) + "\n" + blocks
    trial = path.with_name(f".{path.name}.trial")
    try:
        trial.write_text(text, encoding="utf-8")
        read([*(p for p in list_files(beside) if p.resolve() != path.resolve()), trial])
        write(path, text.encode(), path.parent)
    except OSError as error:
        raise PregonError(f"{path}: cannot be written: {error.strerror or error}") from None
    finally:
        trial.unlink(missing_ok=True)


def problems(entries: Sequence[Entry], own: frozenset[str]) -> list[str]:
    """What a curator should mend in the entries of the IRIs `own`, which stand beside all others."""
    found = []
    sharing: dict[str, list[Entry]] = defaultdict(list)
    named: dict[tuple[str, str, str | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        for same in entry.same_as:
            sharing[same].append(entry)
        for label in {fold(label) for label in (*entry.labels, *entry.acronyms)} - set(map(fold, entry.hidden)):
            named[entry.kind, label, entry.parent if entry.kind == "post" else entry.area].append(entry)
        if entry.iri not in own:
            continue
        if not entry.source:
            found.append(f"{entry.iri}: no dcterms:source; say where its data were seen")
        for address in (entry.iri, *entry.same_as):
            try:
                legal(address)
            except PregonError as error:
                found.append(f"{entry.iri}: {error}")
    for same, group in sharing.items():
        if len(group) > 1 and any(entry.iri in own for entry in group):
            found.append(f"{same} is the identifier of {' and of '.join(e.iri for e in group)}; one of them is wrong")
    for (kind, label, _), group in named.items():
        # A city and its state share a name, and the gazetteers know how to tell them apart.
        if kind != "place" and len(group) > 1 and any(entry.iri in own for entry in group):
            where = " and of ".join(entry.iri for entry in group)
            found.append(f"«{label}» is a name of {where}; make it a skos:hiddenLabel, or keep one")
    return found
