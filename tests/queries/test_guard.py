from __future__ import annotations

import pytest

from converter.queries.guard import MAX_DEPTH, QueryRefusedError, check, names_own_dataset

EVIL = "<http://127.0.0.1:1/sparql>"

CALLS = [
    f"SELECT * {{ SERVICE {EVIL} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent {EVIL} {{ ?s ?p ?o }} }}",
    "SELECT * { ?s ?p ?where . SERVICE ?where { ?a ?b ?c } }",
    "PREFIX ex: <http://127.0.0.1:1/> SELECT * { SERVICE ex:sparql { ?a ?b ?c } }",
    f"SELECT * {{ SERVICE # comment\n{EVIL} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ S\\u0045RVICE {EVIL} {{ ?s ?p ?o }} }}",
    f"PREFIX ex: <http://x/> SELECT * {{ ?s ?p ex:a\\# . SERVICE {EVIL} {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE {EVIL} {{ ?a ?b ?c }} }}",
    # An IRI to a tokenizer, a comparison and a call to Oxigraph's parser:
    f"SELECT * {{ ?a ?p ?b FILTER(?a <?b)SERVICE#>\n{EVIL}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p ?a, ?b, ?c FILTER(?a<?b&&?c='>') SERVICE {EVIL} {{ ?s ?p ?o }} #'\n }}",
    f"PREFIX http: <http://x/> SELECT * {{ ?a ?p ?b FILTER(?a <http:b)SERVICE#>\n{EVIL}{{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("query", CALLS)
def test_a_call_to_another_server_is_refused(query: str) -> None:
    with pytest.raises(QueryRefusedError, match="another server"):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <http://x/> is only text" }',
        "SELECT ?service { ?service ?p ?o } # SERVICE <http://x/>",
        "PREFIX s: <http://x/service#> SELECT * { ?s s:service ?o }",
        "SELECT * { ?s ?p <http://www.w3.org/ns/sparql-service-description#Service> }",
        "PREFIX load: <http://x/> SELECT ?insert { ?insert load:add ?o }",
        "ASK { ?s ?p ?o }",
    ],
)
def test_the_word_alone_is_no_call(query: str) -> None:
    check(query)


@pytest.mark.parametrize("verb", ["INSERT DATA", "delete data", "LOAD <http://x/> #", "CLEAR ALL #", "DROP ALL #"])
def test_an_update_is_refused_with_what_to_do_instead(verb: str) -> None:
    with pytest.raises(QueryRefusedError, match="pregon load"):
        check(f"PREFIX ex: <http://x/>\n{verb} {{ ex:a ex:b ex:c }}")


@pytest.mark.parametrize("bracket", ["{", "(", "!", "[", "! "])
def test_what_would_kill_the_parser_is_refused(bracket: str) -> None:
    with pytest.raises(QueryRefusedError, match="nests"):
        check(f"SELECT * {{ FILTER({bracket * 20_000}")
    check(f"SELECT * {{ FILTER({bracket * (MAX_DEPTH - 2)}")


@pytest.mark.parametrize("noise", ["<", "'", '"', "a", ".", "\\", "?", '"""\\'])
def test_guard_is_quick_whatever_it_reads(noise: str) -> None:
    check(f"SELECT {noise * (150_000 // len(noise))}")


def test_a_query_too_long_is_refused() -> None:
    with pytest.raises(QueryRefusedError, match="characters"):
        check("SELECT " + "x" * 200_000)


def test_from_is_told_from_a_variable() -> None:
    assert names_own_dataset("SELECT * FROM <http://g/> { ?s ?p ?o }")
    assert not names_own_dataset("SELECT ?from { ?from ?p 'FROM' } # FROM")
