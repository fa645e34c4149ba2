from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from converter.errors import SourceError, UsageError
from converter.files import InUseError
from converter.queries.run import ask, text_of
from converter.stores import is_store, load, open_readable, open_writable, releases
from converter.stores.graphs import rdf_files, read_graphs
from converter.stores.oxigraph import LONG_LITERAL

RELEASE = """
@prefix schema: <https://schema.org/> .
@prefix pregon: <https://w3id.org/pregon/def#> .
<https://example.org/id/release/{key}> a schema:NewsArticle , pregon:PressRelease ; schema:headline "{headline}"@es .
"""
HEADLINES = "SELECT DISTINCT ?h WHERE { ?r <https://schema.org/headline> ?h } ORDER BY ?h"


def write(file: Path, key: str, headline: str = "Inauguran clínica") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(RELEASE.format(key=key, headline=headline), encoding="utf-8")
    return file


def headlines(store: ox.Store) -> list[str]:
    return [text_of(row[0]) for row in ask(store, HEADLINES).rows]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write(tmp_path / "output" / "one.ttl", "2019-1-aaaaaaaaaaaa", "Uno")
    write(tmp_path / "output" / "sub" / "two.ttl", "2019-2-bbbbbbbbbbbb", "Dos")
    return tmp_path / "output"


def test_each_release_is_a_named_graph_beside_lists_and_vocabulary(output: Path, tmp_path: Path) -> None:
    store = open_writable(tmp_path / "store")
    loaded = load(store, output)
    assert (loaded.added, loaded.replaced, loaded.unchanged) == (2, 0, 0)
    assert {graph.value for graph in store.named_graphs()} == {
        "https://example.org/graph/release/2019-1-aaaaaaaaaaaa",
        "https://example.org/graph/release/2019-2-bbbbbbbbbbbb",
        "https://w3id.org/pregon/graph/authorities",
        "https://w3id.org/pregon/graph/vocabulary",
    }
    assert headlines(store) == ["Dos", "Uno"]
    labels = "SELECT DISTINCT ?n { <https://w3id.org/pregon/id/org/imss> <https://schema.org/name> ?n }"
    assert [text_of(row[0]) for row in ask(store, labels).rows] == ["Instituto Mexicano del Seguro Social"]


def test_loading_twice_changes_nothing_even_with_blank_nodes(output: Path, tmp_path: Path) -> None:
    with (output / "one.ttl").open("a") as handle:
        handle.write('<https://example.org/x> <https://example.org/p> [ <https://example.org/q> "blank" ] .\n')
    store = open_writable(tmp_path / "store")
    load(store, output)
    count = len(store)
    load(store, output)
    assert len(store) == count


def test_a_release_that_changed_is_replaced_as_a_whole(output: Path, tmp_path: Path) -> None:
    store = open_writable(tmp_path / "store")
    load(store, output)
    write(output / "one.ttl", "2019-1-aaaaaaaaaaaa", 'Uno, corregido \\"a mano\\"\\n')
    loaded = load(store, output)
    assert (loaded.added, loaded.replaced, loaded.unchanged) == (0, 1, 1)
    assert headlines(store) == ["Dos", 'Uno, corregido "a mano"\n']


def test_one_bad_line_and_nothing_is_loaded(output: Path, tmp_path: Path) -> None:
    (output / "three.ttl").write_text(RELEASE.format(key="x", headline="Tres") + "<a> <b> .\n", encoding="utf-8")
    store = open_writable(tmp_path / "store")
    with pytest.raises(SourceError, match=r"nothing was loaded(?s:.)*three\.ttl: not valid ttl"):
        load(store, output)
    assert len(store) == 0


def test_releases_that_are_gone_stay_unless_pruned(output: Path, tmp_path: Path) -> None:
    store = open_writable(tmp_path / "store")
    load(store, output)
    (output / "one.ttl").unlink()
    assert load(store, output).removed == 0
    assert releases(store) == 2
    assert load(store, output, prune=True).removed == 1
    assert headlines(store) == ["Dos"]


def test_a_text_beyond_measure_is_warned_of(output: Path, tmp_path: Path) -> None:
    write(output / "long.ttl", "long", "x" * (LONG_LITERAL + 1))
    loaded = load(open_writable(tmp_path / "store"), output)
    assert loaded.added == 3
    assert len(loaded.warnings) == 1
    assert "long.ttl" in loaded.warnings[0]


def test_second_writer_is_told_and_readers_go_on(output: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    store = open_writable(place)
    load(store, output)
    with pytest.raises(InUseError, match="in use"):
        open_writable(place)
    command = [sys.executable, "-m", "converter", "load", str(output), "--store", str(place)]
    other = subprocess.run(command, capture_output=True, text=True, check=False)
    assert other.returncode == 4, other.stderr
    assert "in use" in other.stderr
    assert headlines(open_readable(place)) == ["Dos", "Uno"]


def test_a_folder_with_other_things_in_it_is_not_made_a_store(output: Path) -> None:
    with pytest.raises(UsageError, match="no store"):
        open_writable(output)
    assert not is_store(output)


def test_folder_in_memory_answers_as_the_store_does(output: Path, tmp_path: Path) -> None:
    store = open_writable(tmp_path / "store")
    load(store, output)
    memory = open_readable(output)
    assert set(memory) == set(store)


def test_one_format_of_each_release_is_read_and_none_that_failed(output: Path) -> None:
    (output / "one.jsonld").write_text("{}", encoding="utf-8")
    write(output / "failed" / "four.ttl", "four")
    write(output / ".pregon" / "five.ttl", "five")
    assert rdf_files(output) == [output / "one.ttl", output / "sub" / "two.ttl"]


def test_the_same_text_in_two_files_is_one_release(output: Path, tmp_path: Path) -> None:
    write(output / "one.pdf.ttl", "2019-1-aaaaaaaaaaaa", "Uno")
    store = open_writable(tmp_path / "store")
    assert load(store, output).added == 2


def test_named_graphs_of_a_file_are_kept_and_a_release_finds_its_own(tmp_path: Path) -> None:
    text = RELEASE.format(key="k", headline="Uno")
    single = tmp_path / "single.trig"
    single.write_text(text.replace("<https://example.org/id", "<https://example.org/other> { <https://example.org/id", 1) + "}")
    assert [graph.name.value for graph in read_graphs(single)] == ["https://example.org/graph/release/k"]
    many = tmp_path / "many.nq"
    many.write_text("<https://a.org/s> <https://a.org/p> <https://a.org/o> <https://a.org/g> .\n")
    assert [graph.name.value for graph in read_graphs(many)] == ["https://a.org/g"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "<https://a.org/s> <https://a.org/p> 1 .", "0 press releases"),
        ("a.jsonld", '{"@context": "https://schema.org", "@id": "https://a.org/s"}', "nothing is fetched"),
        ("a.csv", "a,b", "not an RDF file"),
        ("a.ttl", "<rel> a <https://a.org/o> .", "not valid"),
    ],
)
def test_what_cannot_be_loaded_says_why(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        read_graphs(tmp_path / name)


def test_union_of_graphs_is_asked_and_named_graphs_can_be(output: Path) -> None:
    store = open_readable(output)
    graph = "https://example.org/graph/release/2019-1-aaaaaaaaaaaa"
    named = f"SELECT ?h {{ GRAPH <{graph}> {{ ?r <https://schema.org/headline> ?h }} }}"
    assert [text_of(row[0]) for row in ask(store, named).rows] == ["Uno"]
    only = HEADLINES.replace("WHERE", "FROM <https://example.org/graph/release/2019-2-bbbbbbbbbbbb> WHERE")
    assert [text_of(row[0]) for row in ask(store, only).rows] == ["Dos"]
