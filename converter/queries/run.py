"""Asks a store a question, and gives the answer as rows."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from converter.errors import UsageError
from converter.language.text import fold
from converter.queries.guard import check, names_own_dataset
from converter.queries.library import LibraryQuery

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

    Term = NamedNode | BlankNode | Literal | Triple


_NAMES = """
PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?thing ?name WHERE { ?thing schema:name|schema:alternateName ?name }
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """A table: names of columns, and rows of terms (None where a cell is empty).

    ASK gives the one column "answer", CONSTRUCT and DESCRIBE give "subject", "predicate" and "object".
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


def ask(store: Store, sparql: str) -> Answer:
    """Run `sparql` on all graphs of `store` taken together, unless it says FROM which.

    Say DISTINCT in it: a triple that several releases state comes once for each of them. Raises UsageError for a query that
    is not valid or not allowed (:mod:`converter.queries.guard`).
    """
    import pyoxigraph as ox

    check(sparql)
    try:
        with _interruptible():
            result = store.query(sparql, use_default_graph_as_union=not names_own_dataset(sparql))
            if isinstance(result, ox.QueryBoolean):
                return Answer(("answer",), ((ox.Literal(bool(result)),),))
            if isinstance(result, ox.QueryTriples):
                triples = dict.fromkeys(result)
                return Answer(("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in triples))
            variables = tuple(result.variables)
            rows = tuple(tuple(solution[variable] for variable in variables) for solution in result)
            return Answer(tuple(variable.value for variable in variables), rows)
    except SyntaxError as error:
        raise UsageError(f"the query is not valid SPARQL: {error}") from None


def ask_library(store: Store, query: LibraryQuery, values: Mapping[str, str]) -> Answer:
    """Run a question of the library with some of its parameters set; names of things are looked up in `store`."""
    return ask(store, query.filled(values, lambda name: find(store, name)))


def find(store: Store, name: str) -> list[str]:
    """The IRIs of all things called `name` (case and accents aside), in order.

    A person no authority list knows has one IRI in each release. Raises UsageError with similar names where there is none.
    """
    wanted = fold(name)
    names: dict[str, set[str]] = {}
    for thing, called in ask(store, _NAMES).rows:
        names.setdefault(fold(text_of(called)), set()).add(text_of(thing))
    if wanted not in names:
        similar = get_close_matches(wanted, names, n=3, cutoff=0.6) or [other for other in names if wanted in other][:3]
        hint = f"; similar names: {', '.join(sorted(similar))}" if similar else ""
        raise UsageError(f"nothing here is called «{name}»{hint}")
    return sorted(names[wanted])


def text_of(term: Term | None) -> str:
    """An IRI or the text of a literal; empty for none."""
    return "" if term is None else str(getattr(term, "value", term))


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: the engine does not return to Python before it is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
