"""Which SPARQL is not run: what changes data, what calls other servers, what is nested so deep that the engine gives up."""

from __future__ import annotations

import re

from converter.errors import UsageError

MAX_LENGTH = 200_000  # characters
MAX_DEPTH = 100  # brackets or signs in a row; Oxigraph's parser dies, with the process, somewhere above 1,000


class QueryRefusedError(UsageError):
    """A query that Pregón does not run, and why."""


_UPDATE = {"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"}
_FORMS = {"select", "ask", "construct", "describe"}
_IRI = r"<[^\x00-\x20<>\"{}|^`\\]*>"
_TOKEN = re.compile(
    rf"""
    (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri>{_IRI})
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<prefix>[\w.-]{{0,99}}):(?:[\w.:%-]|\\.)*
    | (?P<word>[^\W\d]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UNAMBIGUOUS_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


def check(query: str) -> None:
    """Raise :class:`QueryRefusedError` for an update, a SERVICE call, and a query too long or nested too deep.

    A query that passes may still not be valid; the engine says so.
    """
    if len(query) > MAX_LENGTH:
        raise QueryRefusedError(f"the query has {len(query):,} characters, {MAX_LENGTH:,} are allowed; shorten it")
    if _calls_service(query) or _calls_service(_expanded(query)):
        raise QueryRefusedError("SERVICE calls another server, and Pregón answers from its own data alone; leave it out")
    verb = _first_verb(query)
    if verb in _UPDATE:
        raise QueryRefusedError(
            f"{verb.upper()} changes data, and a query only reads it (SELECT, ASK, CONSTRUCT, DESCRIBE); "
            "to put data into a store use `pregon load`"
        )
    if _depth(query) > MAX_DEPTH:
        raise QueryRefusedError(f"the query nests more than {MAX_DEPTH} brackets or signs; write it flatter")


def names_own_dataset(query: str) -> bool:
    """True where the query says with FROM which graphs it asks."""
    return any(word == "from" for word in _words(query))


def _expanded(query: str) -> str:
    """The query as an engine reads it that expands ``\\uXXXX`` before anything else; others know it in strings only."""

    def character(match: re.Match[str]) -> str:
        number = int(match.group(1) or match.group(2), 16)
        return chr(number) if number <= 0x10FFFF else match.group()

    return _ESCAPE.sub(character, query)


def _calls_service(query: str) -> bool:
    """Whether the keyword stands anywhere an engine might take it for one.

    ``?a <?b)SERVICE#>`` is an IRI to a tokenizer and a comparison to Oxigraph's parser. So where the word only occurs inside
    strings, IRIs, comments and names, it is let through only if there is one way to read them.
    """
    if "service" not in query.lower():
        return False
    rest = _TOKEN.sub(lambda m: f" {m['prefix'] or m['word'] or ''} ", query)
    if "service" in rest.lower():
        return True
    iris = re.findall(_IRI, query)
    return '"""' in query or "'''" in query or not all(_UNAMBIGUOUS_IRI.match(iri) for iri in iris)


def _words(query: str) -> list[str]:
    return [match["word"].lower() for match in _TOKEN.finditer(query) if match["word"]]


def _first_verb(query: str) -> str:
    return next((word for word in _words(query) if word in _UPDATE | _FORMS), "")


def _depth(query: str) -> int:
    """How deep the brackets nest, or how long the longest run of signs is that each open a level."""
    bare = _TOKEN.sub(lambda m: " " if m["string"] or m["comment"] else m.group(), query)
    depth = deepest = run = 0
    for character in bare:
        if character in "{([":
            depth += 1
        elif character in "})]":
            depth -= 1
        if not character.isspace():
            run = run + 1 if character in "!+-^" else 0
        deepest = max(deepest, depth, run)
    return deepest
