"""The verdict, and what it lets through."""

from __future__ import annotations

import socket
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, Graph, Literal, URIRef

from converter.authorities import Authorities
from converter.errors import PregonError
from converter.graph import build
from converter.graph.vocabulary import PREGON, SCHEMA
from converter.resources import folder
from converter.validation import ValidatedGraph, shapes, validate
from tests.graph.invented import extraction, release


@pytest.fixture
def graph() -> Graph:
    printed = release()
    return build(printed, extraction(printed.reading.text), Authorities((), ()))


def test_a_warning_does_not_stand_in_the_way(graph: Graph) -> None:
    report = validate(graph)
    assert [result.severity for result in report.results] == ["Warning"]
    assert report.conforms
    assert report.graph.graph is graph


def test_only_a_conforming_graph_can_be_handed_on(graph: Graph) -> None:
    graph.remove((None, SCHEMA.genre, None))
    report = validate(graph)
    assert not report.conforms
    with pytest.raises(PregonError, match="clase"):
        _ = report.graph
    with pytest.raises(PregonError):
        ValidatedGraph(report)


def test_a_report_reads_the_same_each_time_and_says_where(graph: Graph) -> None:
    role = min(graph.subjects(RDF.type, PREGON.StatedRole), key=str)
    graph.set((role, SCHEMA.roleName, Literal("sin lengua")))
    report = validate(graph)
    assert report.text == validate(graph).text
    assert f"Violation: {role} {SCHEMA.roleName}: " in report.text
    assert report.summary.count("español") == 1


def test_validation_leaves_the_graph_as_it_was(graph: Graph) -> None:
    before = set(graph)
    validate(graph)
    assert set(graph) == before


def test_nothing_is_fetched(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("validation opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    graph.add((URIRef("https://example.org/o"), OWL.imports, URIRef("https://example.org/other.ttl")))
    assert validate(graph).conforms


def test_the_shapes_are_themselves_valid() -> None:
    copy = Graph()
    for triple in shapes():
        copy.add(triple)
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=copy, meta_shacl=True)
    assert conforms, text


def test_each_class_has_a_file_that_says_what_it_is_about() -> None:
    files: list[Path] = sorted(folder("shapes").glob("*.ttl"))
    assert len(files) > 10
    assert all(file.read_text(encoding="utf-8").startswith("# ") for file in files)
