"""The questions that come with Pregón: ``.rq`` files beside this module, each valid SPARQL as it stands.

A file starts with comment lines: its title, a sentence or two, and its parameters::

    # Who said what, word for word?
    # Every direct quotation with its speaker and its place in the text.
    # person (IRI or name, default any): the speaker

A parameter is a variable that the query gives a value by ``VALUES ?person { ... }``, on a line of its own; what stands there
is the default (``UNDEF``: any). Setting a parameter puts the value given in its place.

Where the authority lists and a release name one thing differently, the queries show the MAX of its names: of "Oaxaca" and
"Oaxaca de Juárez", that is the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from converter.errors import PregonError, UsageError

_PARAMETER = re.compile(r"(\w+) \((IRI or name|text|number|date), default (.+?)\): (.+)")
_PREFIX = re.compile(r"^PREFIX\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")

#: name or IRI in short -> the IRIs of the things it names
Lookup = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`kind` is "IRI or name", "text", "number" or "date"; `default` is for people to read."""

    name: str
    kind: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class LibraryQuery:
    """One question: `name` as on the command line, `text` the whole file."""

    name: str
    title: str
    summary: str
    parameters: tuple[Parameter, ...]
    text: str

    def filled(self, values: Mapping[str, str], lookup: Lookup) -> str:
        """The SPARQL with parameters set to `values`; `lookup` turns a name into IRIs.

        Raises UsageError for a parameter the query does not have and for a value that does not fit its kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        text = self.text
        for name, value in values.items():
            if name not in known:
                have = ", ".join(known) or "none"
                raise UsageError(f"the query {self.name} has no parameter «{name}»; it has: {have}")
            terms = " ".join(self._terms(known[name], value, lookup))
            text = _slot(name).sub(lambda match, terms=terms: f"{match[1]}{terms}{match[3]}", text)  # type: ignore[misc]
        return text

    def _terms(self, parameter: Parameter, value: str, lookup: Lookup) -> list[str]:
        """The value in SPARQL, with whatever would end a literal or an IRI escaped or refused."""
        if parameter.kind == "text":
            return [_quoted(value)]
        if parameter.kind == "number" and re.fullmatch(r"[+-]?\d+(\.\d+)?", value):
            return [value]
        if parameter.kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return [f'"{value}"^^<http://www.w3.org/2001/XMLSchema#date>']
        if parameter.kind != "IRI or name":
            example = "2014-05-09" if parameter.kind == "date" else "12"
            raise UsageError(f"{parameter.name}={value}: not a {parameter.kind} like {example}")
        prefix, colon, local = value.partition(":")
        namespace = dict(_PREFIX.findall(self.text)).get(prefix)
        if colon and namespace is not None and _IRI.fullmatch(namespace + local):
            return [f"<{namespace}{local}>"]
        if "://" in value and _IRI.fullmatch(value):
            return [f"<{value}>"]
        return [f"<{iri}>" for iri in lookup(value)]


@cache
def library() -> Mapping[str, LibraryQuery]:
    """All questions by name. Raises PregonError where a file does not keep to the form."""
    return {file.stem: _read(file) for file in sorted(Path(__file__).parent.glob("*.rq"))}


def _read(file: Path) -> LibraryQuery:
    text = file.read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    matches = [_PARAMETER.fullmatch(line) for line in lines]
    parameters = tuple(Parameter(m[1], m[2], m[3], m[4]) for m in matches if m)
    prose = [line for line, match in zip(lines, matches, strict=True) if match is None]
    if len(prose) < 2:
        raise PregonError(f"{file}: the first line must be a comment with the title, the second one that explains it")
    for parameter in parameters:
        if len(_slot(parameter.name).findall(text)) != 1:
            raise PregonError(f"{file}: the parameter {parameter.name} needs one line «VALUES ?{parameter.name} {{ ... }}»")
    return LibraryQuery(file.stem, prose[0], " ".join(prose[1:]), parameters, text)


def _slot(name: str) -> re.Pattern[str]:
    return re.compile(rf"^(\s*VALUES \?{name} \{{ )(.*)( \}})$", re.MULTILINE)


def _quoted(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c) for c in text) + '"'
