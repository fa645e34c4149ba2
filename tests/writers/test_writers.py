"""Four formats, the same triples, the same bytes, and nothing that a strict parser refuses."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld as pyld
from rdflib import RDF, XSD, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from converter.authorities import Authorities
from converter.errors import PregonError, UsageError
from converter.graph import build
from converter.graph.vocabulary import PREGON, SCHEMA
from converter.validation import ValidatedGraph, validate
from converter.writers import turtle, write
from converter.writers.jsonld import write as write_jsonld
from converter.writers.order import described
from converter.writers.quads import write_nquads
from tests.graph.invented import TEXT, extraction, release

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore:.*is deprecated:DeprecationWarning")

FORMATS = ("turtle", "jsonld", "nquads", "trig")
ROOT = Path(__file__).resolve().parents[2]


@cache
def validated() -> ValidatedGraph:
    printed = release()
    return validate(build(printed, extraction(printed.reading.text), Authorities((), ()))).graph


def text(name: str) -> str:
    return write(validated(), name).decode()


def read(name: str, data: str) -> Graph:
    """What rdflib makes of a file; of a named graph's triples alone."""
    if name in ("turtle", "jsonld"):
        return Graph().parse(data=data, format={"jsonld": "json-ld"}.get(name, name))
    dataset = Dataset()
    dataset.parse(data=data, format=name)
    (graph,) = [graph for graph in dataset.graphs() if len(graph)]
    assert graph.identifier == validated().graph.identifier
    return graph


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_the_same_triples_back(name: str) -> None:
    assert isomorphic(read(name, text(name)), validated().graph)


@pytest.mark.parametrize("name", FORMATS)
def test_oxigraph_reads_as_many_triples_strictly(name: str) -> None:
    forms = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
        "nquads": pyoxigraph.RdfFormat.N_QUADS,
        "trig": pyoxigraph.RdfFormat.TRIG,
    }
    quads = {str(quad.triple) for quad in pyoxigraph.parse(text(name), forms[name])}
    reference = {str(quad.triple) for quad in pyoxigraph.parse(text("nquads"), forms["nquads"])}
    assert quads == reference
    assert len(quads) == len(validated().graph)


def test_pyld_reads_the_same_triples_back() -> None:
    quads = pyld.to_rdf(json.loads(text("jsonld")), {"format": "application/n-quads"})
    assert isomorphic(Graph().parse(data=quads, format="nt"), validated().graph)


def test_an_oxigraph_store_gives_every_term_back_as_written() -> None:
    store = pyoxigraph.Store()
    store.load(text("nquads").encode(), pyoxigraph.RdfFormat.N_QUADS)
    written = {str(quad) for quad in pyoxigraph.parse(text("nquads"), pyoxigraph.RdfFormat.N_QUADS)}
    assert {str(quad) for quad in store} == written


def test_json_ld_is_nested_as_a_person_would_write_it() -> None:
    document = json.loads(text("jsonld"))
    assert document["@type"] == ["NewsArticle", "PressRelease"]
    things = {thing["@id"].rsplit("#", 1)[-1]: thing for thing in document["mentions"]}
    assert things["person-ana"]["name"] == "Ana Lago Ruiz"
    assert things["person-ana"]["memberOf"][0]["roleName"] == "directora"
    assert things["person-ana"]["mentionedAs"][0]["exact"] == "Ana Lago Ruiz"
    assert things["agr1"]["signature"]["signatory"].endswith("#person-ana")
    parts = {part["@id"].rsplit("#", 1)[-1]: part for part in document["hasPart"]}
    assert parts["quote1"]["text"] == "El agua es de todos"
    assert parts["quote1"]["evidence"]["exact"] == "El agua es de todos"
    assert document["isBasedOn"]["text"] == TEXT
    assert "@graph" not in document


def test_the_json_ld_context_is_inline() -> None:
    assert isinstance(json.loads(text("jsonld"))["@context"], dict)


def test_turtle_starts_with_the_release_and_shortens_what_it_can() -> None:
    first = next(line for line in text("turtle").splitlines() if line and not line.startswith("@prefix"))
    assert first == "rel:2021-017-0d155674a20c a schema:NewsArticle , pregon:PressRelease ;"
    assert text("turtle").count("<https://w3id.org/pregon/") == text("turtle").count("@prefix") - 5


def test_trig_files_can_be_put_together() -> None:
    dataset = Dataset()
    dataset.parse(data=text("trig") * 2, format="trig")
    assert sum(len(graph) for graph in dataset.graphs()) == len(validated().graph)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="turtle, jsonld, nquads, trig"):
        write(validated(), "rdfxml")


@pytest.mark.slow
def test_the_hash_seed_changes_no_byte() -> None:
    code = (
        "import hashlib, sys; from tests.writers.test_writers import FORMATS, text;"
        "print([hashlib.sha256(text(name).encode()).hexdigest() for name in FORMATS])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(4)
    }
    assert printed == {f"{[hashlib.sha256(text(name).encode()).hexdigest() for name in FORMATS]}\n"}


def one(value: Literal | URIRef) -> Graph:
    graph = Graph(identifier=URIRef("https://example.org/graph"))
    graph.add((URIRef("https://example.org/s"), SCHEMA.text, value))
    return graph


WRITERS = [("turtle", "turtle"), ("jsonld", "json-ld"), ("nquads", "nquads")]


def written(graph: Graph, name: str) -> str:
    return {"turtle": turtle.write, "jsonld": write_jsonld, "nquads": write_nquads}[name](graph, described(graph))


QUOTES = ["", '"', '""', '"""', 'a"', 'a""\n', '\n"', "\\", "\\n", "a\\"]
CONTROLS = ["\n", "\r\n", "\t", "\x00", "\x0c", "\x85\x9f", "\u2028", "😀"]


@pytest.mark.parametrize("value", QUOTES + CONTROLS)
@pytest.mark.parametrize(("name", "form"), WRITERS)
def test_every_string_comes_back(name: str, form: str, value: str) -> None:
    graph = one(Literal(value))
    data = written(graph, name)
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in data)
    back = Dataset()
    back.parse(data=data, format=form)
    assert [str(o) for _, _, o, _ in back.quads((None, SCHEMA.text, None, None))] == [value]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_turtle(value: str) -> None:
    (quad,) = pyoxigraph.parse(written(one(Literal(value, lang="es")), "turtle"), pyoxigraph.RdfFormat.TURTLE)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == value


@pytest.mark.parametrize("mark", [">", '"', " ", "\n", "\u202e", "\x1b"])
@pytest.mark.parametrize(("name", "form"), WRITERS)
@pytest.mark.filterwarnings("ignore")
def test_an_illegal_iri_is_never_written(name: str, form: str, mark: str) -> None:
    with pytest.raises(PregonError, match="legal IRI"):
        written(one(URIRef(f"https://example.org/a{mark}b")), name)


@pytest.mark.parametrize(("name", "form"), WRITERS)
def test_a_relative_iri_is_never_written(name: str, form: str) -> None:
    with pytest.raises(PregonError, match="absolute"):
        written(one(URIRef("a/b")), name)


@pytest.mark.parametrize("datatype", [XSD.integer, XSD.decimal, XSD.date, XSD.gYear, XSD.boolean])
@pytest.mark.parametrize("lexical", ["7", "007", "1.50", "-2", "2021-01-01", "true", str(10**20)])
@pytest.mark.filterwarnings("ignore")
def test_every_literal_keeps_its_type_and_its_form(datatype: URIRef, lexical: str) -> None:
    value = Literal(lexical, datatype=datatype, normalize=False)
    for name, form in (("turtle", pyoxigraph.RdfFormat.TURTLE), ("jsonld", pyoxigraph.RdfFormat.JSON_LD)):
        (quad,) = pyoxigraph.parse(written(one(value), name), form)
        assert isinstance(quad.object, pyoxigraph.Literal)
        assert (quad.object.value, quad.object.datatype.value) == (lexical, str(datatype))


def test_things_no_release_reaches_stand_beside_it() -> None:
    graph = Graph()
    for triple in validated().graph:
        graph.add(triple)
    graph.add((URIRef("https://example.org/alone"), RDF.type, SCHEMA.Place))
    assert len(json.loads(written(graph, "jsonld"))["@graph"]) == 2
    assert isomorphic(read("jsonld", written(graph, "jsonld")), graph)


def test_a_graph_without_a_release_is_a_list_of_things() -> None:
    graph = Graph().parse(ROOT / "ontology" / "pregon.ttl")
    assert isomorphic(read("jsonld", written(graph, "jsonld")), graph)
    assert isomorphic(read("turtle", written(graph, "turtle")), graph)
    assert (PREGON.PressRelease, RDF.type, None) in graph
