"""The vocabulary file, the terms in code, the JSON-LD context and the shapes say the same."""

from __future__ import annotations

import json
import re

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import ORG as RDFLIB_ORG
from rdflib.namespace import PROV as RDFLIB_PROV
from rdflib.namespace import SDO

from converter.authorities import Authorities
from converter.graph import build, vocabulary
from converter.graph.vocabulary import IDENTITY, OA, ORG, ORGANIZATION_TYPES, PREGON, PROV, PUBLIC_BASE, SCHEMA
from converter.identity import Reason, Verdict
from converter.resources import folder, table
from converter.validation import shapes
from tests.graph.invented import extraction, release

DEF, VOC = PUBLIC_BASE + "def#", PUBLIC_BASE + "voc/"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(folder("ontology") / "pregon.ttl")


def declared(graph: Graph) -> set[URIRef]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept, SKOS.ConceptScheme)
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}


def members(graph: Graph, scheme: str) -> set[str]:
    return {str(c).removeprefix(VOC) for c in graph.subjects(SKOS.inScheme, URIRef(VOC + scheme))}


def test_every_own_term_of_the_mapping_is_declared(ontology: Graph) -> None:
    assert {*vars(PREGON).values(), *vars(IDENTITY).values()} <= declared(ontology)


def test_every_borrowed_term_exists_where_it_is_borrowed_from() -> None:
    pending = {"PoliticalParty"}  # in schema.org's pending area, which rdflib's list leaves out
    assert {name for name in vars(SCHEMA) if name not in SDO} == pending
    assert [name for name in vars(ORG) if name not in RDFLIB_ORG] == []
    assert [name for name in vars(PROV) if name not in RDFLIB_PROV] == []
    assert set(vars(OA)) == {"start", "end", "exact"}


def test_a_release_uses_no_term_that_is_not_listed(ontology: Graph) -> None:
    printed = release()
    graph = build(printed, extraction(printed.reading.text), Authorities((), ()))
    known = {term for terms in (SCHEMA, PREGON, ORG, OA, PROV) for term in vars(terms).values()} | {RDF.type}
    used = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    assert used <= known
    concepts = {o for o in graph.objects() if isinstance(o, URIRef) and o.startswith(VOC)}
    assert concepts
    assert concepts <= declared(ontology)


def test_a_term_nobody_listed_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = SCHEMA.headlines


def test_every_term_has_a_label_and_a_comment_in_both_languages(ontology: Graph) -> None:
    def languages(subject: URIRef, predicate: URIRef) -> set[str | None]:
        return {text.language for text in ontology.objects(subject, predicate) if isinstance(text, Literal)}

    for term in declared(ontology):
        if term.startswith(DEF):
            assert languages(term, RDFS.label) == languages(term, RDFS.comment) == {"es", "en"}, term
        else:
            assert languages(term, SKOS.prefLabel) == {"es", "en"}, term


def test_every_property_has_a_domain_and_a_range(ontology: Graph) -> None:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            assert ontology.value(term, RDFS.domain) is not None, term
            assert ontology.value(term, RDFS.range) is not None, term


def test_every_concept_is_in_a_scheme_that_exists(ontology: Graph) -> None:
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    for concept in ontology.subjects(RDF.type, SKOS.Concept):
        in_schemes = set(ontology.objects(concept, SKOS.inScheme))
        assert in_schemes, concept
        assert in_schemes <= schemes, concept
    assert set(ontology.objects(None, SKOS.broader)) <= set(ontology.subjects(RDF.type, SKOS.Concept))


@pytest.mark.parametrize(
    ("shape", "scheme"),
    [
        ("Release-genre", "kinds"),
        ("Release-dateBasis", "date-bases"),
        ("Fact-resolvedBy", "resolutions"),
        ("Mention-mentionKind", "mention-kinds"),
        ("Agreement-agreementStatus", "statuses"),
        ("Quantity-comparator", "comparators"),
        ("Event-additionalType", "event-kinds"),
        ("Judgement-verdict", "verdicts"),
        ("Judgement-reason", "reasons"),
    ],
)
def test_a_shape_allows_the_concepts_of_its_scheme(ontology: Graph, shape: str, scheme: str) -> None:
    head = shapes().value(URIRef(f"{PUBLIC_BASE}shapes#{shape}"), SH["in"])
    assert head is not None
    assert {str(c).removeprefix(VOC) for c in Collection(shapes(), head)} == members(ontology, scheme)


def test_the_https_shape_knows_every_schema_org_term() -> None:
    shape = URIRef(PUBLIC_BASE + "shapes#Namespace-https")
    targets = (*shapes().objects(shape, SH.targetClass), *shapes().objects(shape, SH.targetSubjectsOf))
    assert {str(target).removeprefix("http://schema.org/") for target in targets} == set(vars(SCHEMA))


def test_the_organisation_shape_knows_every_special_type() -> None:
    shape = URIRef(PUBLIC_BASE + "shapes#Organization-type")
    assert set(shapes().objects(shape, SH.targetClass)) == set(ORGANIZATION_TYPES.values()) - {SCHEMA.Organization}


def test_the_context_has_a_key_for_every_term() -> None:
    context = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    prefixes = {key: value for key, value in context.items() if isinstance(value, str) and value[-1] in "#/"}
    assert all(vocabulary.PREFIXES[key] == value for key, value in prefixes.items())
    names = [value if isinstance(value, str) else value.get("@id", "") for key, value in context.items() if key not in prefixes]
    written = {prefixes[prefix] + local for prefix, _, local in (name.partition(":") for name in names) if local}
    terms = {str(term) for terms in (SCHEMA, PREGON, ORG, OA, PROV) for term in vars(terms).values()}
    assert written == terms


def test_the_tables_name_declared_concepts(ontology: Graph) -> None:
    assert {f"kind-{row['kind']}" for row in table("layout/kinds.tsv")} <= members(ontology, "kinds")
    assert {f"event-{row['kind']}" for row in table("language/event-heads.tsv")} <= members(ontology, "event-kinds")
    assert {row["comparator"] for row in table("language/comparators.tsv")} <= members(ontology, "comparators")
    assert {row["type"] for row in table("language/organization-heads.tsv") if row["type"]} <= set(ORGANIZATION_TYPES)


def test_the_authority_lists_use_declared_terms(ontology: Graph) -> None:
    terms = {str(term).removeprefix(DEF) for term in declared(ontology) if term.startswith(DEF)}
    for file in sorted((folder("ontology") / "authorities").glob("*.ttl")):
        assert set(re.findall(r"\bpregon:(\w+)", file.read_text(encoding="utf-8"))) <= terms, file.name


def test_every_verdict_and_reason_is_a_concept(ontology: Graph) -> None:
    assert {f"verdict-{verdict}" for verdict in Verdict} - {"verdict-none"} == members(ontology, "verdicts")
    assert {f"reason-{reason}" for reason in Reason} == members(ontology, "reasons")
