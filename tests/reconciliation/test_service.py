"""What the service answers: candidates, scores and when one of them is certain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from converter.errors import UsageError
from converter.reconciliation.catalogue import Catalogue
from converter.reconciliation.service import BATCH, BadRequest, Service, TooMuch
from tests.reconciliation import lighthouses
from tests.reconciliation.schema import faults

INTI = "https://example.org/comunicados/id/release/2016-7-0123456789ab#person-inti"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    lists, output = lighthouses.write(tmp_path_factory.mktemp("faros"))
    return Service(Catalogue.load(output, [lists]))


def ask(service: Service, query: str, type: str | list[str] = "", **evidence: object) -> list[dict[str, Any]]:
    batch = {"q0": {"query": query, "type": type, "properties": [{"pid": p, "v": v} for p, v in evidence.items()]}}
    assert faults("reconciliation-query-batch", batch) == []
    answer = service.reconcile(batch)
    assert faults("reconciliation-result-batch", answer) == []
    result: list[dict[str, Any]] = answer["q0"]["result"]
    scores = [candidate["score"] for candidate in result]
    assert scores == sorted(scores, reverse=True)
    assert sum(candidate["match"] for candidate in result) <= 1
    return result


def matched(service: Service, query: str, type: str | list[str] = "", **evidence: object) -> str | None:
    return next((candidate["id"] for candidate in ask(service, query, type, **evidence) if candidate["match"]), None)


@pytest.mark.parametrize("query", ["Instituto Nacional de Faros", "INFARO", "instituto nacional de faros", "org/faro"])
def test_the_only_thing_of_a_name_is_certain(service: Service, query: str) -> None:
    best = ask(service, query)[0]
    assert (best["id"], best["score"], best["match"]) == ("org/faro", 100, True)
    assert best["type"][-1] == {"id": "Organization", "name": "organization"}


@pytest.mark.parametrize("query", ["Instituto Nacionla de Faros", "Faros Instituto Nacional", "infaro", "Instituto de Faros"])
def test_what_is_only_like_a_name_is_a_candidate_and_not_certain(service: Service, query: str) -> None:
    best = ask(service, query)[0]
    assert (best["id"], best["match"]) == ("org/faro", False)
    assert best["score"] < 100


def test_namesakes_are_told_apart_by_the_area(service: Service) -> None:
    both = ask(service, "Consejo de Balizas")[:2]
    assert {each["id"] for each in both} == {"org/faro-jalisco", "org/faro-colima"}
    assert both[0]["score"] == both[1]["score"]
    assert matched(service, "Consejo de Balizas") is None
    assert matched(service, "Consejo de Balizas", area="Jalisco") == "org/faro-jalisco"
    assert matched(service, "Consejo de Balizas", area={"id": "place/mx-col", "name": "Colima"}) == "org/faro-colima"
    assert matched(service, "Consejo de Balizas", country="MX") is None
    assert matched(service, "Consejo de Balizas", country="Perú") is None


def test_a_body_that_did_not_exist_then_is_ranked_lower(service: Service) -> None:
    for date, best in (("2005", "org/faro-viejo"), ("2016-03-17T00:00:00Z", "org/faro")):
        for query in ("Faros", "Comisión Nacional de Faros"):
            assert ask(service, query, date=date)[0]["id"] == best
    then = ask(service, "INFARO", date="2005-05-02")[0]
    assert (then["id"], then["match"]) == ("org/faro", False)
    assert {"id": "date", "value": False} in then["features"]
    assert matched(service, "INFARO", date="2016") == "org/faro"


def test_a_short_name_of_a_person_needs_another_column(service: Service) -> None:
    assert matched(service, "Ana Luz Barquero Tejado") == "person/ana-luz"
    assert matched(service, "Leo Tejado") is None
    assert matched(service, "Leo Tejado", organization="INFARO") == "person/leo-mar"
    assert matched(service, "Leo Tejado", role="directora general del INFARO") == "person/leo-mar"
    assert matched(service, "Ana Luz Barquero Tejado", organization="IMSS") is None, "she is not known there"


def test_things_of_the_output_are_found_beside_the_lists(service: Service) -> None:
    best = ask(service, "Inti Salinas Roble")[0]
    assert (best["id"], best["match"]) == (INTI, False), "one release alone says who that is"
    assert best["description"] == "2016-03-17 Encienden el faro"
    assert matched(service, "Inti Salinas Roble", organization="INFARO") == INTI
    assert ask(service, "Salinas Roble", type="Person")[0]["id"] == INTI
    assert not any("agreement" in each["id"] for each in ask(service, "Convenio de luz"))


def test_a_place_that_has_namesakes_is_not_certain(service: Service) -> None:
    assert matched(service, "Perú") == "place/pe"
    assert matched(service, "Colima") is None, "a state, and a city that the gazetteers know"
    assert matched(service, "Colima", type="State", country="México") == "place/mx-col"


def test_types_filter_and_strictness(service: Service) -> None:
    assert all(each["id"].startswith("post/") for each in ask(service, "Director General", type="Post"))
    assert ask(service, "INFARO", type=["Person"]) == []
    assert matched(service, "INFARO", type=["GovernmentOrganization", "Organization"]) == "org/faro"
    query = {"query": "INFARO", "type": "Person", "type_strict": "should"}
    best = service.reconcile({"q": query})["q"]["result"][0]
    assert (best["id"], best["match"]) == ("org/faro", False)


def test_properties_alone_give_offices_and_their_holders(service: Service) -> None:
    batch = {"q": {"properties": [{"pid": "organization", "v": "INFARO"}, {"pid": "date", "v": "2012"}]}}
    found = [each["id"] for each in service.reconcile(batch)["q"]["result"]]
    assert found[:2] == ["person/ana-luz", "post/faro-director"] or found[:2] == ["post/faro-director", "person/ana-luz"]
    assert found[2] == "person/leo-mar", "she came later"


def test_limit_and_unknown_names(service: Service) -> None:
    assert len(service.reconcile({"q": {"query": "Faros", "limit": 1}})["q"]["result"]) == 1
    assert ask(service, "Xyzzy") == []
    assert service.reconcile({}) == {}


@pytest.mark.parametrize(
    "query",
    [
        "INFARO",
        {},
        {"query": ""},
        {"query": 7},
        {"query": "x" * 501},
        {"query": "x", "limit": 0},
        {"query": "x", "limit": True},
        {"query": "x", "limit": float("nan")},
        {"query": "x", "type": 7},
        {"query": "x", "type": [7]},
        {"query": "x", "type_strict": "maybe"},
        {"query": "x", "properties": {}},
        {"query": "x", "properties": [{"pid": "date"}]},
    ],
)
def test_a_query_that_is_none_is_refused_by_its_key(service: Service, query: object) -> None:
    with pytest.raises(BadRequest, match="query q7"):
        service.reconcile({"q7": query})


def test_a_batch_may_not_be_too_big(service: Service) -> None:
    with pytest.raises(TooMuch, match=str(BATCH)):
        service.reconcile({str(number): {"query": "INFARO"} for number in range(BATCH + 1)})
    with pytest.raises(BadRequest, match="object of queries"):
        service.reconcile([{"query": "INFARO"}])


def test_suggestions(service: Service) -> None:
    entities = service.suggest("entity", "instituto nacional de far")
    types, properties = service.suggest("type", "gov"), service.suggest("property", "org")
    assert faults("suggest-entities-response", entities) == []
    assert faults("suggest-types-response", types) == []
    assert faults("suggest-properties-response", properties) == []
    assert entities["result"][0]["id"] == "org/faro"
    assert types["result"] == [
        {
            "id": "GovernmentOrganization",
            "name": "government organization",
            "broader": [{"id": "Organization", "name": "organization"}],
        }
    ]
    assert properties["result"][0]["id"] == "organization"
    for prefix in ("balizas del estado de c", "org/faro-col"):
        assert service.suggest("entity", prefix)["result"][0]["id"] == "org/faro-colima", prefix
    first, rest = service.suggest("entity", "s"), service.suggest("entity", "s", 20)
    assert len(first["result"]) == 20
    assert not {each["id"] for each in first["result"]} & {each["id"] for each in rest["result"]}
    assert service.suggest("entity", "xyzzy") == {"result": []}


def test_data_extension(service: Service) -> None:
    wanted = ["organization", "office", "holder", "start", "sameAs", "release"]
    ids = ["org/faro", "person/ana-luz", "nobody"]
    query = {"ids": ids, "properties": [{"id": each} for each in wanted]}
    assert faults("data-extension-query", query) == []
    answer = service.extend(query)
    assert faults("data-extension-response", answer) == []
    assert [each["id"] for each in answer["meta"]] == wanted
    faro, ana, nobody = (answer["rows"][each] for each in ids)
    assert faro["start"] == [{"str": "2011"}]
    assert faro["sameAs"] == [{"str": "https://example.org/faro"}]
    assert faro["release"] == [{"str": "2016-03-17 Encienden el faro"}]
    assert ana["organization"] == [{"id": "org/faro", "name": "Instituto Nacional de Faros"}]
    assert ana["office"] == [{"str": "Director General del INFARO (2011 to 2015-06-30)"}]
    assert set(map(len, nobody.values())) == {0}
    proposed = service.properties("Organization", 3)
    assert (len(proposed["properties"]), proposed["type"], proposed["limit"]) == (3, "Organization", 3)


@pytest.mark.parametrize(
    "query", [[], {"ids": ["x"]}, {"ids": "x", "properties": []}, {"ids": [], "properties": [{"id": "?"}]}]
)
def test_a_data_extension_query_that_is_none_is_refused(service: Service, query: object) -> None:
    with pytest.raises(BadRequest, match="extend"):
        service.extend(query)


def test_page_escapes_what_it_shows(service: Service) -> None:
    page = service.page("org/faro")
    assert page is not None
    assert "Ley de Faros &lt;art. 1&gt;" in page
    assert service.page("org/none") is None


def test_manifest_is_as_the_specification_has_it(service: Service) -> None:
    manifest = service.manifest("http://127.0.0.1:8765")
    assert faults("manifest", manifest) == []
    assert manifest["identifierSpace"] == "https://w3id.org/pregon/id/"
    assert [each["id"] for each in manifest["defaultTypes"]] == ["Organization", "Person", "Place", "Post"]


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("manifest", {"name": "x", "identifierSpace": "x", "schemaSpace": "x"}),
        ("manifest", {"versions": ["0.1"], "name": "x", "identifierSpace": "x", "schemaSpace": "x"}),
        ("reconciliation-query-batch", {"q": {"limit": 3}}),
        ("reconciliation-result-batch", {"q": {}}),
        ("reconciliation-result-batch", {"q": {"result": [{"id": "a", "name": "b", "score": True}]}}),
        ("data-extension-response", {"meta": [], "rows": {"a": {"b": [{"str": 7}]}}}),
        ("suggest-types-response", {"result": [{"id": "a", "name": "b", "broader": ["c"]}]}),
    ],
)
def test_the_schemas_refuse_what_is_wrong(schema: str, value: object) -> None:
    assert faults(schema, value)


def test_output_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no-such-folder"):
        Catalogue.load(tmp_path / "no-such-folder")
