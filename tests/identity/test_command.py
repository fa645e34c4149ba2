"""The command on two releases written by hand, in a folder like those that ``convert`` writes to."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from converter.cli import group
from converter.errors import PregonError, UsageError
from converter.identity.decisions import in_force
from converter.queries.library import library
from converter.queries.run import ask_library, text_of
from converter.stores import load, open_readable, open_writable, releases

_RELEASE = """
@prefix schema: <https://schema.org/> . @prefix pregon: <https://w3id.org/pregon/def#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rel: <https://example.org/id/release/> . @prefix r: <https://example.org/id/release/{key}#> .
rel:{key} a schema:NewsArticle , pregon:PressRelease ; schema:headline "Abre el faro"@es ;
  schema:datePublished "{date}"^^xsd:date ; schema:locationCreated r:place .
r:place a schema:Place ; schema:name "Tepic"@es .
r:faro a schema:Organization ; schema:name "Instituto de Faros de Tepic"@es .
r:ana a schema:Person ; schema:name "{name}" ; schema:memberOf r:role1 .
r:role1 a pregon:StatedRole ; org:member r:ana ; org:organization r:faro ; schema:roleName "{office}"@es ;
  pregon:asOf "{date}"^^xsd:date ; schema:subjectOf rel:{key} .
"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "2020").mkdir(parents=True)
    first = _RELEASE.format(key="2019-1", date="2019-05-02", name="Ana Luz Barquero", office="directora")
    second = _RELEASE.format(key="2020-1", date="2020-05-02", name="Ana Luz Barquero Ríos", office="Directora General")
    (folder / "identity.ttl").write_text(first, encoding="utf-8")  # a release may be called so
    (folder / "2020" / "faro.ttl").write_text(second, encoding="utf-8")
    return folder


def _run(*arguments: object) -> str:
    result = CliRunner().invoke(group, ["identity", *map(str, arguments)], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.output


def _career(store: ox.Store, person: str) -> list[tuple[str, ...]]:
    return [
        tuple(map(text_of, row)) for row in ask_library(store, library()["career-across-releases"], {"person": person}).rows
    ]


def test_it_writes_a_graph_that_questions_use(output: Path) -> None:
    before = {file: file.read_bytes() for file in output.rglob("*.ttl")}
    assert len(_career(open_readable(output), "Ana Luz Barquero")) == 1
    said = _run(output)
    assert "2 pairs compared: 2 positive, 0 negative, 0 unsure, 0 none" in said
    expected = [
        ("Ana Luz Barquero Ríos", "2019-05-02", "directora", "Instituto de Faros de Tepic", "Ana Luz Barquero"),
        ("Ana Luz Barquero Ríos", "2020-05-02", "Directora General", "Instituto de Faros de Tepic", "Ana Luz Barquero Ríos"),
    ]
    assert [row[:5] for row in _career(open_readable(output), "Ana Luz Barquero")] == expected
    written = (output / "identity.trig").read_bytes()
    _run(output, "-q")
    assert (output / "identity.trig").read_bytes() == written
    assert {file: file.read_bytes() for file in output.rglob("*.ttl")} == before
    (output / "identity.trig").unlink()
    assert len(_career(open_readable(output), "Ana Luz Barquero")) == 1


def test_a_store_takes_it_with_the_releases_and_lets_it_go(output: Path, tmp_path: Path) -> None:
    _run(output, "-q")
    store = open_writable(tmp_path / "store")
    load(store, output)
    assert releases(store) == 2
    assert len(_career(store, "Ana Luz Barquero Ríos")) == 2
    (output / "identity.trig").unlink()
    load(store, output, prune=True)
    assert len(_career(store, "Ana Luz Barquero Ríos")) == 1


def test_what_is_written_conforms(output: Path) -> None:
    _run(output, "-q")
    result = CliRunner().invoke(group, ["validate", str(output / "identity.trig")], standalone_mode=False)
    assert "1 conform, 0 do not" in result.output


def test_explain_takes_the_end_of_an_iri(output: Path) -> None:
    told = _run("explain", "2019-1#ana", "https://example.org/id/release/2020-1#ana", "-o", output)
    assert "Ana Luz Barquero (2019-05-02; directora, Instituto de Faros de Tepic)" in told
    assert "positive: they are the same, because" in told
    with pytest.raises(UsageError, match="2 IRIs; say which"):
        _run("explain", "ana", "2020-1#ana", "-o", output)
    with pytest.raises(UsageError, match="ends in nobody"):
        _run("explain", "nobody", "2020-1#ana", "-o", output)


def test_a_decision_survives_the_next_derivation_and_can_be_withdrawn(output: Path) -> None:
    pair = ("2020-1#ana", "2019-1#ana")
    _run("decide", *pair, "negative", "--by", "Eva", "--why", "madre e hija", "-o", output)
    (row,) = in_force(output.parent / "identity.csv")
    assert (row.decision, row.who, row.why, row.one_name) == ("negative", "Eva", "madre e hija", "Ana Luz Barquero Ríos")
    assert "1 positive, 1 negative" in _run(output)
    assert "madre e hija" in (output / "identity.trig").read_text(encoding="utf-8")
    assert len(_career(open_readable(output), "Ana Luz Barquero")) == 1
    _run("decide", *pair, "withdraw", "--by", "Eva", "-o", output)
    assert "2 positive, 0 negative" in _run(output)
    assert len((output.parent / "identity.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_a_decision_on_a_changed_release_is_told(output: Path) -> None:
    _run("decide", "2020-1#ana", "2019-1#ana", "negative", "--by", "Eva", "-o", output)
    (output / "2020" / "faro.ttl").unlink()
    assert "«Ana Luz Barquero»" in _run(output)


def test_errors_say_what_to_do(output: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="decide` makes one"):
        _run(output, "--decisions", tmp_path / "none.csv")
    (tmp_path / "identity.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(PregonError, match="line 1"):
        _run(output)
    (tmp_path / "identity.csv").unlink()
    (output / "identity.trig").write_text("<https://a/g> { <https://a/s> <https://a/p> 1 }", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        _run(output)


def test_a_graph_that_the_releases_have_outrun_is_told(output: Path, tmp_path: Path) -> None:
    def said(*arguments: object) -> str:
        return CliRunner().invoke(group, list(map(str, arguments)), standalone_mode=False).stderr

    asked = ("query", output, "person-roles")
    loaded = ("load", output, "--store", tmp_path / "store")
    assert "warning" not in said(*asked)
    _run(output)
    assert "warning" not in said(*asked) + said(*loaded)
    changed = output / "2020" / "faro.ttl"
    changed.write_text(changed.read_text(encoding="utf-8").replace("Ríos", "Mena"), encoding="utf-8")
    for command in (asked, loaded):
        assert f"say pregon identity {output}" in said(*command)
    _run(output)
    assert "warning" not in said(*asked) + said(*loaded)
