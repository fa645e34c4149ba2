"""An answer as text: a table to look at, CSV for a spreadsheet, JSON for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from converter.files import printable
from converter.graph.vocabulary import PREFIXES
from converter.queries.run import Answer, text_of

if TYPE_CHECKING:
    from converter.queries.run import Term

_WIDEST = 60  # characters of a cell in a table; CSV and JSON have all of it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(answer: Answer) -> str:
    """Columns side by side. Long cells are cut, IRIs shortened, and control characters shown as escapes."""
    cells = [list(answer.columns), *([_short(term) for term in row] for row in answer.rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def csv(answer: Answer, excel: bool = False) -> bytes:
    """CSV as SPARQL 1.1 has it: a header, the bare values, CRLF, UTF-8.

    With `excel`, a byte order mark in front (else Excel reads accents wrongly), and an apostrophe before each text that a
    spreadsheet would run as a formula.
    """
    import csv as writer
    from io import StringIO

    out = StringIO(newline="")
    sheet = writer.writer(out, lineterminator="\r\n")
    sheet.writerow(answer.columns)
    sheet.writerows([_cell(term, excel) for term in row] for row in answer.rows)
    return out.getvalue().encode("utf-8-sig" if excel else "utf-8", "backslashreplace")


def json(answer: Answer) -> bytes:
    """SPARQL 1.1 Query Results JSON, indented; ASK, too, is a table of one column."""
    import json as writer

    bindings = [
        {column: _json(term) for column, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    document = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return (writer.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _short(term: Term | None) -> str:
    import pyoxigraph as ox

    text = text_of(term)
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if text.startswith(namespace) and len(text) > len(namespace):
                return printable(f"{prefix}:{text.removeprefix(namespace)}")
        return printable(text.removeprefix("https://w3id.org/pregon/id/"))
    text = printable(" ".join(text.split()))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _cell(term: Term | None, excel: bool) -> str:
    import pyoxigraph as ox

    text = text_of(term)
    number = isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in {"integer", "decimal", "double"}
    return f"'{text}" if excel and not number and text.startswith(_FORMULA) else text


def _json(term: Term) -> dict[str, str]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "literal", "value": str(term)}
    found = {"type": "literal", "value": term.value}
    if term.language:
        return found | {"xml:lang": term.language}
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return found if plain else found | {"datatype": term.datatype.value}
