"""How single terms are written in the Turtle family: checked IRIs and escaped strings."""

from __future__ import annotations

import re

from rdflib import Literal, URIRef
from rdflib.term import Node

from converter.errors import PregonError

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What no IRI may hold by the grammar, and the control and invisible direction marks that some parsers pass on.
_ILLEGAL = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Legal in a string by the grammar of Turtle, and yet refused or altered by some readers of it.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape_unsafe(text: str) -> str:
    """`text` with what some readers trip on as ``\\uXXXX``, an escape that Turtle, N-Quads and JSON share."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04X}", text)


def iri(term: Node) -> str:
    """``<...>`` of an absolute IRI. Raises PregonError for a blank node, a relative IRI and illegal characters."""
    if not isinstance(term, URIRef):
        raise PregonError(f"{term.n3()} is no IRI: release graphs hold named things only")
    if not _ABSOLUTE.match(term) or _ILLEGAL.search(term):
        raise PregonError(f"{str(term)!r} is not an absolute, legal IRI; mend it where it comes from")
    return f"<{term}>"


def quoted(text: str) -> str:
    """`text` as a quoted string on one line, as N-Quads wants it."""
    return '"' + escape_unsafe(re.sub(r'[\\"\n\r\t]', lambda match: _ESCAPES[match.group()], text)) + '"'


def long_quoted(text: str) -> str:
    """`text` in Turtle's triple quotes, its lines as they are."""
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\r", "\\r")
    if text.endswith('"'):
        text = text[:-1] + '\\"'
    return f'"""{escape_unsafe(text)}"""'


def literal(term: Literal, string: str, datatype: str | None) -> str:
    """A literal whose quoted string is `string` and whose datatype is written as `datatype`."""
    if term.language:
        return f"{string}@{term.language}"
    return f"{string}^^{datatype}" if datatype else string


def n_term(term: Node) -> str:
    """A term as in N-Triples and N-Quads."""
    if isinstance(term, Literal):
        return literal(term, quoted(str(term)), iri(term.datatype) if term.datatype else None)
    return iri(term)
