"""SHACL: whether a graph keeps what the model promises, and if not, what is wrong with which node. Repairs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from converter.errors import PregonError
from converter.resources import folder

if TYPE_CHECKING:
    from rdflib import Graph


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
    """Check `graph` against all shapes. The graph is not changed; nothing is fetched."""
    import pyshacl

    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes(), inplace=True, do_owl_imports=False)
    return Report(graph, _findings(results))


def _findings(results: Graph) -> tuple[Finding, ...]:
    from rdflib import RDF, SH

    found = []
    for node in results.subjects(RDF.type, SH.ValidationResult):
        severity = str(results.value(node, SH.resultSeverity)).rsplit("#", 1)[-1]
        messages = sorted(results.objects(node, SH.resultMessage), key=lambda text: getattr(text, "language", None) or "")
        focus, path, value = (str(results.value(node, p) or "") for p in (SH.focusNode, SH.resultPath, SH.value))
        found.append(Finding(severity, focus, path, " / ".join(map(str, reversed(messages))), value))
    return tuple(sorted(found))
