"""RDF files are read strictly, and nothing outside them is."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import XSD, Graph, Literal, URIRef

from converter.errors import SourceError
from converter.triples import load

EXPECTED = {
    (URIRef("https://e.org/a"), URIRef("https://e.org/name"), Literal("Año")),
    (URIRef("https://e.org/a"), URIRef("https://e.org/name"), Literal("Año", lang="es")),
    (URIRef("https://e.org/a"), URIRef("https://e.org/size"), Literal("007", datatype=XSD.integer, normalize=False)),
}
LINES = (
    '<https://e.org/a> <https://e.org/name> "Año"{0} .\n'
    '<https://e.org/a> <https://e.org/name> "Año"@es{0} .\n'
    '<https://e.org/a> <https://e.org/size> "007"^^<http://www.w3.org/2001/XMLSchema#integer>{0} .\n'
)
CONTEXT = '"@context": {"@vocab": "https://e.org/"}'
JSONLD = (
    f'{{{CONTEXT}, "@id": "https://e.org/a", "name": ["Año", {{"@value": "Año", "@language": "es"}}],'
    ' "size": {"@value": "007", "@type": "http://www.w3.org/2001/XMLSchema#integer"}}'
)
RDFXML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.org/">
<rdf:Description rdf:about="https://e.org/a"><e:name>Año</e:name><e:name xml:lang="es">Año</e:name>
<e:size rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">007</e:size></rdf:Description></rdf:RDF>"""


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".ttl", LINES.format("")),
        (".nt", LINES.format("")),
        (".nq", LINES.format(" <https://e.org/g>")),
        (".trig", "<https://e.org/g> {" + LINES.format("") + "}"),
        (".jsonld", JSONLD),
        (".rdf", RDFXML),
    ],
)
def test_every_format_gives_the_same_triples(tmp_path: Path, suffix: str, content: str) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_text(content, encoding="utf-8")
    assert set(load(file)) == EXPECTED


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.ttl", b"<https://e.org/a> <https://e.org/b> .", "not-rdf"),
        ("a.ttl", b"<a> <b> <c> .", "not-rdf"),
        ("a.nt", b"\xff", "not-rdf"),
        ("a.jsonld", b'{"@context": "https://schema.org", "name": "x"}', "not-rdf"),
        ("a.jsonld", b'{"@context": "file:///etc/hostname", "name": "x"}', "not-rdf"),
        ("a.csv", b"", "unsupported-format"),
    ],
)
def test_what_is_not_valid_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        load(file)
    assert caught.value.code == code


def test_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        load(tmp_path / "a.ttl")


def test_entities_of_rdf_xml_do_not_reach_files(tmp_path: Path) -> None:
    file = tmp_path / "a.rdf"
    secret = tmp_path / "secret"
    secret.write_text("secret")
    file.write_text(f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + RDFXML.replace(">Año<", ">&x;<"))
    try:
        found: Graph = load(file)
    except SourceError:
        return
    assert not any("secret" in str(term) for triple in found for term in triple)
