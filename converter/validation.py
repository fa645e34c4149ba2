"""SHACL: whether a graph keeps what the model promises, and if not, what is wrong with which node. Repairs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from converter.errors import PregonError
from converter.resources import folder

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

    from converter.shacl import Shapes

_SHAPES = "https://w3id.org/pregon/shapes#"
# The shapes that are checked here and not by pyshacl: the first two take it longer than all others together, and it raises
# TypeError where the dates of a period differ in precision or do not exist.
_SPAN_TEXT, _MENTION = _SHAPES + "Span-text", _SHAPES + "Mention-refersTo"
_PERIODS = (_SHAPES + "Release-period", _SHAPES + "Event-period")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One result: `severity` is "Violation", "Warning" or "Info"; `message` is in Spanish and English."""

    severity: str
    focus: str
    path: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        where = f"{self.focus} {self.path}".strip()
        return f"{self.severity}: {where}: {self.message}" + (f" ({self.value})" if self.value else "")


class ValidatedGraph:
    """A graph that conforms; only a report that says so makes one, and only such a graph can be written."""

    __slots__ = ("graph",)

    def __init__(self, report: Report) -> None:
        if not report.conforms:
            raise PregonError(f"the graph does not conform: {report.summary}")
        self.graph = report.data


@dataclass(frozen=True, slots=True)
class Report:
    """The verdict on one graph. Warnings do not stand in its way; a violation does."""

    data: Graph
    results: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """True where there is no violation."""
        return not any(result.severity == "Violation" for result in self.results)

    @property
    def graph(self) -> ValidatedGraph:
        """The graph, for the writers. Raises PregonError where it does not conform."""
        return ValidatedGraph(self)

    @property
    def summary(self) -> str:
        """The messages of the violations, each once, with how often it came."""
        counts: dict[str, int] = {}
        for result in self.results:
            if result.severity == "Violation":
                counts[result.message] = counts.get(result.message, 0) + 1
        return "; ".join(f"{message} (x{n})" if n > 1 else message for message, n in counts.items()) or "nothing"

    @property
    def text(self) -> str:
        """One line a result."""
        return "".join(f"{result}\n" for result in self.results)


@cache
def shapes() -> Graph:
    """All shapes under ``shapes/``, parsed once per process."""
    from rdflib import Graph

    graph = Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        try:
            graph.parse(file, format="turtle")
        except Exception as error:
            raise PregonError(f"{file}: the shapes are not valid Turtle: {error}") from error
    return graph


def validate(graph: Graph) -> Report:
    """Check a release's graph against all shapes. The graph is not changed; nothing is fetched."""
    from converter import shacl

    results = shacl.run(graph, _prepared())
    found = [*_findings(results), *_wrong_spans(graph), *_idle_mentions(graph), *_wrong_periods(graph)]
    return Report(graph, tuple(sorted(found)))


@cache
def _prepared() -> Shapes:
    """The shapes for pyshacl: without those that are checked here."""
    from converter.shacl import Shapes

    return Shapes(triple for triple in shapes() if str(triple[0]) not in (_SPAN_TEXT, _MENTION, *_PERIODS))


def _findings(results: Graph) -> Iterator[Finding]:
    from rdflib import RDF, SH

    for node in results.subjects(RDF.type, SH.ValidationResult):
        severity = str(results.value(node, SH.resultSeverity)).rsplit("#", 1)[-1]
        path = results.value(node, SH.resultPath)
        focus, value = (str(results.value(node, p) or "") for p in (SH.focusNode, SH.value))
        yield Finding(severity, focus, _path(results, path), _both(results.objects(node, SH.resultMessage)), value)


def _path(results: Graph, path: Node | None) -> str:
    """A path as text: an IRI, or the IRIs a path expression is made of."""
    from rdflib import URIRef

    if path is None or isinstance(path, URIRef):
        return str(path or "")
    parts = {str(o) for _, _, o in results.triples((path, None, None)) if isinstance(o, URIRef)}
    for holder in results.objects(path):
        parts |= {str(item) for item in results.items(holder) if isinstance(item, URIRef)}
    return " | ".join(sorted(parts))


def _both(messages: Iterable[Node]) -> str:
    """Spanish, then English."""
    return " / ".join(str(m) for m in sorted(messages, key=lambda m: getattr(m, "language", None) or "", reverse=True))


@cache
def _message(shape: str) -> str:
    """What `shape` says, on itself or on its query."""
    from rdflib import SH, URIRef

    node = URIRef(shape)
    query = shapes().value(node, SH.sparql)
    return _both([*shapes().objects(node, SH.message), *(shapes().objects(query, SH.message) if query else ())])


def _wrong_spans(graph: Graph) -> Iterator[Finding]:
    """The shape Span-text: every span holds the text of its document between its offsets."""
    from rdflib import Literal

    from converter.graph.vocabulary import OA, PREGON, SCHEMA

    def literals(node: Node, predicate: URIRef) -> list[Literal]:
        return [value for value in graph.objects(node, predicate) if isinstance(value, Literal)]

    for document in graph.subjects(None, PREGON.SourceDocument):
        for text in literals(document, SCHEMA.text):
            for span in graph.subjects(PREGON.spanOf, document):
                where = product(literals(span, OA.start), literals(span, OA.end), literals(span, OA.exact))
                for start, end, exact in where:
                    if not isinstance(start.value, int) or not isinstance(end.value, int):
                        continue  # the shapes of oa:start and oa:end say so
                    if text[max(0, start.value) : max(0, end.value)] != str(exact):
                        yield Finding("Violation", str(document), "", _message(_SPAN_TEXT), str(span))


def _idle_mentions(graph: Graph) -> Iterator[Finding]:
    """The shape Mention-refersTo: a mention refers to something, or says that it is unresolved."""
    from converter.graph.vocabulary import PREGON, concept

    unresolved = concept("unresolved")
    for mention in set(graph.subjects(None, PREGON.Mention)):
        if graph.value(mention, PREGON.refersTo) is None and unresolved not in graph.objects(mention, PREGON.resolvedBy):
            yield Finding("Violation", str(mention), "", _message(_MENTION), str(mention))


def _wrong_periods(graph: Graph) -> Iterator[Finding]:
    """The shapes Release-period and Event-period: nothing ends before it starts, compared in the precision both have."""
    from rdflib import SH, URIRef

    for shape in map(URIRef, _PERIODS):
        start, end = shapes().value(shape, SH.path), shapes().value(shape, SH.lessThanOrEquals)
        for node, first in graph.subject_objects(start):
            for last in graph.objects(node, end):
                shared = min(len(str(first)), len(str(last)))
                if str(first)[:shared] > str(last)[:shared]:
                    yield Finding("Violation", str(node), str(start), _message(str(shape)), str(first))
