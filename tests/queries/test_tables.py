from __future__ import annotations

import json

import pyoxigraph as ox

from converter.queries import tables
from converter.queries.run import Answer, ask

DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
ROW = (
    ox.NamedNode("https://w3id.org/pregon/id/org/imss"),
    ox.Literal('=HYPERLINK("x")'),
    ox.Literal(-5),
    None,
    ox.Literal("Peña\nNieto", language="es"),
)
ANSWER = Answer(("who", "text", "n", "none", "name"), (ROW,))


def test_table_shortens_iris_and_keeps_a_row_on_a_line() -> None:
    header, rule, row = tables.table(ANSWER).splitlines()
    assert header.split() == ["who", "text", "n", "none", "name"]
    assert set(rule) == {"-", " "}
    assert row.startswith("ent:imss ")
    assert row.endswith("Peña Nieto")


def test_table_shows_control_characters_as_escapes() -> None:
    answer = Answer(("a",), ((ox.Literal("x\x1b]0;y\x07\u202e"),),))
    assert tables.table(answer).splitlines()[2] == r"x\x1b]0;y\x07\u202e"


def test_csv_is_raw() -> None:
    assert tables.csv(ANSWER) == (
        'who,text,n,none,name\r\nhttps://w3id.org/pregon/id/org/imss,"=HYPERLINK(""x"")",-5,,"Peña\nNieto"\r\n'.encode()
    )


def test_csv_for_excel_has_a_mark_and_runs_no_text_as_formula() -> None:
    data = tables.csv(ANSWER, excel=True)
    assert data.startswith(b"\xef\xbb\xbfwho,")
    assert b"\"'=HYPERLINK" in data
    assert b",-5," in data
    for start in "=+-@\t\r":
        cell = tables.csv(Answer(("a",), ((ox.Literal(f"{start}cmd"),),)), excel=True).split(b"\r\n", 1)[1]
        assert cell.lstrip(b'"').startswith(b"'")


def test_json_is_sparql_results() -> None:
    document = json.loads(tables.json(ANSWER))
    assert document["head"]["vars"] == ["who", "text", "n", "none", "name"]
    (binding,) = document["results"]["bindings"]
    assert binding["who"] == {"type": "uri", "value": "https://w3id.org/pregon/id/org/imss"}
    assert binding["n"] == {"type": "literal", "value": "-5", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert binding["name"] == {"type": "literal", "value": "Peña\nNieto", "xml:lang": "es"}
    assert "none" not in binding


def test_ask_and_construct_are_tables_too() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://a/s"), ox.NamedNode("http://a/p"), ox.Literal("o"), ox.NamedNode("http://a/g")))
    assert tables.csv(ask(store, "ASK { ?s ?p 'o' }")) == b"answer\r\ntrue\r\n"
    built = tables.csv(ask(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"))
    assert built == b"subject,predicate,object\r\nhttp://a/s,http://a/p,o\r\n"
