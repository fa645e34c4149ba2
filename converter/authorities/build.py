"""Makes the name tables and gazetteers again from published packages. For maintainers: the program never needs it.

Run it from a checkout with the development extras: ``python -m converter.authorities.build``. It writes
``ontology/language/given-names.tsv``, ``surnames.tsv`` and ``ontology/places/*.tsv``; look at the difference before you
commit it.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files

from converter.language.text import fold
from converter.resources import folder, table

_LOCALES = ("es_MX", "es_ES", "es_CO", "es_CL", "es_AR", "es_CA")
GIVEN, SURNAMES = "language/given-names.tsv", "language/surnames.tsv"
_PARTICLES = frozenset(("de", "del", "la", "las", "los", "el", "y", "i", "da", "do", "dos", "san"))


def write(path: str, comments: Iterable[str], header: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    """Write a table under ``ontology/``; gives the number of rows."""
    lines = ["\t".join(row).rstrip("\t") for row in rows]
    text = "".join(f"# {comment}\n" for comment in comments) + "\n".join(["\t".join(header), *lines]) + "\n"
    file = folder("ontology") / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return len(lines)


def kept(path: str) -> list[dict[str, str]]:
    """The rows of the standing table that people added by hand: their source is `curated`."""
    return [row for row in table(path) if row["source"] == "curated"] if (folder("ontology") / path).exists() else []


def _faker(locale: str, attribute: str) -> Iterator[str]:
    from faker import Generator

    provider = import_module(f"faker.providers.person.{locale}").Provider(Generator())
    yield from getattr(provider, attribute, ()) or ()


def _mimesis(locale: str) -> dict[str, dict[str, list[str]]]:
    data = json.loads((files("mimesis") / "datasets" / locale / "person.json").read_text(encoding="utf-8"))
    surnames = data["surnames"]
    return {"names": data["names"], "surnames": surnames if isinstance(surnames, dict) else {"": surnames}}


def _words(name: str) -> list[str]:
    words = (w for w in name.replace("-", " ").split() if fold(w) not in _PARTICLES and len(w) > 2 and "." not in w)
    return [w[0].upper() + w[1:] for w in words]


def _source(sources: set[str]) -> str:
    return "curated" if "curated" in sources else "+".join(sorted(sources))


def given_names() -> list[tuple[str, str, str]]:
    """Single-word given names with their gender (f, m or fm) and sources, in alphabetical order."""
    genders: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for row in kept(GIVEN):
        genders[row["name"]].update(row["gender"])
        sources[row["name"]].add("curated")
    compounds: list[tuple[str, str, str]] = []
    lists = [(n, g[0], "faker") for loc in _LOCALES for g in ("male", "female") for n in _faker(loc, f"first_names_{g}")]
    lists += [(n, g[0], "mimesis") for loc in ("es", "es-mx") for g, names in _mimesis(loc)["names"].items() for n in names]
    for name, gender, source in lists:
        words = _words(name)
        if len(words) > 1:
            compounds.append((name, gender, source))
        elif words:
            genders[words[0]].add(gender)
            sources[words[0]].add(source)
    for name, gender, source in compounds:
        # The words of a compound name take its gender only where no simple name says otherwise: José María, María José.
        for word in _words(name):
            if word not in genders:
                genders[word].add(gender)
                sources[word].add(source)
    return [(n, "".join(sorted(genders[n])), _source(sources[n])) for n in sorted(genders, key=fold)]


def surnames() -> list[tuple[str, str]]:
    """Single-word surnames with their sources, in alphabetical order."""
    sources: dict[str, set[str]] = defaultdict(set)
    lists = [(name, "faker") for locale in _LOCALES for name in _faker(locale, "last_names")]
    lists += [(n, "mimesis") for loc in ("es", "es-mx") for names in _mimesis(loc)["surnames"].values() for n in names]
    for name, source in lists:
        for word in _words(name):
            sources[word].add(source)
    for row in kept(SURNAMES):
        sources[row["name"]].add("curated")
    return [(name, _source(sources[name])) for name in sorted(sources, key=fold)]


def main() -> int:
    """Write every table and say how many rows each has."""
    packages = ", ".join(f"{name} {version(name)} (MIT)" for name in ("Faker", "mimesis"))
    how = f"Made by python -m converter.authorities.build from {packages}; rows with the source `curated` stay."
    for path, what, header, rows in (
        (GIVEN, "Given names of the Spanish-speaking world.", ("name", "gender", "source"), given_names()),
        (SURNAMES, "Surnames of the Spanish-speaking world.", ("name", "source"), surnames()),
    ):
        print(path, write(path, (what, how), header, rows))
    from converter.authorities import build_places

    build_places.main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
