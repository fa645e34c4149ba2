"""For every shape a graph that passes (the invented release) and one that fails, which differs from it in one point."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pyshacl
import pytest
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from converter.authorities import Authorities
from converter.encodings import Encoding
from converter.graph import build
from converter.graph.literals import date
from converter.graph.vocabulary import IDENTITY, OA, ORG, PREGON, SCHEMA, concept
from converter.identity import resolve
from converter.identity.decisions import Decision
from converter.identity.graph import build as build_identity
from converter.validation import shapes, validate
from tests.graph.invented import extraction, release
from tests.identity.support import person

S = "https://w3id.org/pregon/shapes#"
Change = Callable[[Graph], None]


@cache
def _good() -> tuple[tuple[Node, Node, Node], ...]:
    printed = release()
    further = Encoding("prensa/017.pdf", "application/pdf", "cd" * 32)
    graph = build(printed, extraction(printed.reading.text), Authorities((), ()), encodings=[further])
    people = [person(key, "Ana Luz Barquero Ríos", "directora", "Instituto de Faros de Tepic", "2021-05-02") for key in "12"]
    decision = Decision(people[0].iri, people[0].name, people[1].iri, people[1].name, "positive", "", "Eva", "2021-06-01")
    return (*graph, *build_identity(resolve(people, [decision]), [decision]))


def good() -> Graph:
    graph = Graph()
    for triple in _good():
        graph.add(triple)
    return graph


def first(graph: Graph, type_: URIRef) -> Node:
    return min(graph.subjects(RDF.type, type_), key=str)


def add(type_: URIRef, predicate: URIRef, value: Node) -> Change:
    """One value too many, or a wrong one, on the first node of `type_`."""

    def change(graph: Graph) -> None:
        graph.add((first(graph, type_), predicate, value))

    return change


def drop(type_: URIRef, predicate: URIRef) -> Change:
    """All values of `predicate` gone from the first node of `type_`."""

    def change(graph: Graph) -> None:
        graph.remove((first(graph, type_), predicate, None))

    return change


def put(type_: URIRef, predicate: URIRef, value: Node) -> Change:
    """`value` in place of what was there."""

    def change(graph: Graph) -> None:
        graph.set((first(graph, type_), predicate, value))

    return change


def untype(type_: URIRef, gone: URIRef) -> Change:
    """The type `gone` taken from the first node of `type_`."""

    def change(graph: Graph) -> None:
        graph.remove((first(graph, type_), RDF.type, gone))

    return change


def of_object(link: URIRef, predicate: URIRef, value: Node | None) -> Change:
    """As :func:`put`, or :func:`drop` for None, on the first thing that `link` points at."""

    def change(graph: Graph) -> None:
        node = min(graph.objects(None, link), key=str)
        graph.remove((node, predicate, None))
        if value is not None:
            graph.add((node, predicate, value))

    return change


def in_http(predicate: URIRef) -> Change:
    """`predicate` in the http namespace of schema.org."""

    def change(graph: Graph) -> None:
        for subject, value in list(graph.subject_objects(predicate)):
            graph.add((subject, URIRef(str(predicate).replace("https:", "http:")), value))

    return change


def all_of(*changes: Change) -> Change:
    """Several changes, one after the other."""

    def change(graph: Graph) -> None:
        for one in changes:
            one(graph)

    return change


def blank(graph: Graph) -> None:
    """A thing without an IRI."""
    graph.add((BNode(), RDF.type, SCHEMA.Place))


def alone(graph: Graph) -> None:
    """One of two members of an identity gone."""
    member = min(graph.subjects(IDENTITY.sharedIdentity), key=str)
    graph.remove((member, IDENTITY.sharedIdentity, None))


def fragment(value: str | Literal) -> Change:
    """A place in the file, which spans of plain text have none of."""

    def change(graph: Graph) -> None:
        graph.add((first(graph, PREGON.Mention), PREGON.fragment, Literal(value)))

    return change


NOBODY = URIRef("https://w3id.org/pregon/id/person/nobody")
GOVERNMENT = URIRef("https://w3id.org/pregon/id/org/gobierno-de-valle-alto")
JOB_TITLE = URIRef("https://schema.org/jobTitle")
ENGLISH = Literal("English", lang="en")
NO_DAY = Literal("2021-02-30", datatype=XSD.date)
R, ROLE, EVENT, AGREEMENT = PREGON.PressRelease, PREGON.StatedRole, SCHEMA.Event, PREGON.Agreement

FAILURES: dict[str, Change] = {
    "Release-type": untype(R, SCHEMA.NewsArticle),
    "Release-headline": add(R, SCHEMA.headline, Literal("otro", lang="es")),
    "Release-headline-found": drop(R, SCHEMA.headline),
    "Release-alternativeHeadline": add(R, SCHEMA.alternativeHeadline, ENGLISH),
    "Release-articleBody": put(R, SCHEMA.articleBody, Literal("sin lengua")),
    "Release-articleBody-found": drop(R, SCHEMA.articleBody),
    "Release-genre": put(R, SCHEMA.genre, concept("invented", "kind")),
    "Release-datePublished": put(R, SCHEMA.datePublished, NO_DAY),
    "Release-datePublished-found": drop(R, SCHEMA.datePublished),
    "Release-notBefore": put(R, PREGON.notBefore, Literal("2021")),
    "Release-period": all_of(put(R, PREGON.notBefore, date("2021-05-02")), put(R, PREGON.notAfter, date("2021-05-01"))),
    "Release-notAfter": put(R, PREGON.notAfter, NO_DAY),
    "Release-dateBasis": put(R, PREGON.dateBasis, concept("guess")),
    "Release-dateline": put(R, SCHEMA.dateline, ENGLISH),
    "Release-identifier": add(R, SCHEMA.identifier, Literal("018/2021")),
    "Release-sequenceNumber": put(R, PREGON.sequenceNumber, Literal(0)),
    "Release-numberingYear": put(R, PREGON.numberingYear, Literal("2021")),
    "Release-publisher": add(R, SCHEMA.publisher, NOBODY),
    "Release-publisher-found": drop(R, SCHEMA.publisher),
    "Release-locationCreated": put(R, SCHEMA.locationCreated, NOBODY),
    "Release-isBasedOn": drop(R, SCHEMA.isBasedOn),
    "Release-inLanguage": drop(R, SCHEMA.inLanguage),
    "Document-text": add(PREGON.SourceDocument, SCHEMA.text, Literal("otro")),
    "Document-name": drop(PREGON.SourceDocument, SCHEMA.name),
    "Document-encodingFormat": drop(PREGON.SourceDocument, SCHEMA.encodingFormat),
    "Document-sha256": put(PREGON.SourceDocument, PREGON.sha256, Literal("0")),
    "Document-textLength": put(PREGON.SourceDocument, PREGON.textLength, Literal("12")),
    "Span-start": put(PREGON.TextSpan, OA.start, Literal(-1)),
    "Span-end": drop(PREGON.TextSpan, OA.end),
    "Span-exact": drop(PREGON.TextSpan, OA.exact),
    "Span-spanOf": put(PREGON.Mention, PREGON.spanOf, NOBODY),
    "Span-text": put(PREGON.TextSpan, OA.exact, Literal("lo que no dice")),
    "Mention-mentionKind": drop(PREGON.Mention, PREGON.mentionKind),
    "Mention-readAs": put(PREGON.Mention, PREGON.readAs, Literal("sin dos", lang="es")),
    "Mention-refersTo": drop(PREGON.Mention, PREGON.refersTo),
    "Person-name": add(SCHEMA.Person, SCHEMA.name, Literal("Otra")),
    "Person-jobTitle": add(SCHEMA.Person, JOB_TITLE, Literal("Directora")),
    "Organization-name": put(SCHEMA.Organization, SCHEMA.name, Literal("INA")),
    "Organization-parentOrganization": put(SCHEMA.Organization, SCHEMA.parentOrganization, NOBODY),
    "Organization-type": untype(SCHEMA.GovernmentOrganization, SCHEMA.Organization),
    "Place-name": drop(SCHEMA.Place, SCHEMA.name),
    "Place-identifier": put(SCHEMA.State, SCHEMA.identifier, Literal("Valle")),
    "Place-containedInPlace": put(SCHEMA.City, SCHEMA.containedInPlace, NOBODY),
    "Place-sameAs": put(SCHEMA.State, SCHEMA.sameAs, Literal("1")),
    "Place-type": untype(SCHEMA.City, SCHEMA.Place),
    "Event-name": drop(EVENT, SCHEMA.name),
    "Event-startDate": put(EVENT, SCHEMA.startDate, NO_DAY),
    "Event-period": put(EVENT, SCHEMA.startDate, date("2021-06-01")),
    "Event-endDate": put(EVENT, SCHEMA.endDate, NO_DAY),
    "Event-location": put(EVENT, SCHEMA.location, NOBODY),
    "Event-ordinal": put(EVENT, PREGON.ordinal, Literal("XII")),
    "Event-additionalType": put(EVENT, SCHEMA.additionalType, concept("invented", "event")),
    "Agreement-name": add(AGREEMENT, SCHEMA.description, Literal("un convenio", lang="es")),
    "Agreement-agreementStatus": drop(AGREEMENT, PREGON.agreementStatus),
    "Agreement-covers": add(AGREEMENT, PREGON.covers, NOBODY),
    "Agreement-concludedAt": put(AGREEMENT, PREGON.concludedAt, NOBODY),
    "Agreement-signature": add(AGREEMENT, PREGON.signature, NOBODY),
    "Signature-signatory": drop(PREGON.Signature, PREGON.signatory),
    "Signature-onBehalfOf": put(PREGON.Signature, PREGON.onBehalfOf, NOBODY),
    "Role-type": untype(ROLE, ORG.Membership),
    "Role-member": drop(ROLE, ORG.member),
    "Role-memberOf": drop(SCHEMA.Person, SCHEMA.memberOf),
    "Role-organization": drop(ROLE, SCHEMA.memberOf),
    "Role-organization-found": drop(ROLE, ORG.organization),
    "Role-roleName": drop(ROLE, SCHEMA.roleName),
    "Role-asOf": put(ROLE, PREGON.asOf, Literal("2021")),
    "Role-period": add(ROLE, SCHEMA.startDate, date("2021-01-01")),
    "Quotation-creator": drop(SCHEMA.Quotation, SCHEMA.spokenByCharacter),
    "Quotation-creator-found": drop(SCHEMA.Quotation, SCHEMA.creator),
    "Statement-type": untype(PREGON.ReportedStatement, SCHEMA.Statement),
    "Statement-creator": add(PREGON.ReportedStatement, SCHEMA.creator, NOBODY),
    "Statement-reportingVerb": put(PREGON.ReportedStatement, PREGON.reportingVerb, ENGLISH),
    "Quantity-value": add(PREGON.Quantity, SCHEMA.maxValue, Literal(7)),
    "Quantity-unitText": drop(PREGON.Quantity, SCHEMA.unitText),
    "Quantity-comparator": drop(PREGON.Quantity, PREGON.comparator),
    "Issuance-issuer": drop(PREGON.Issuance, PREGON.issuer),
    "Fragment-value": fragment("page 2"),
    "Media-url": of_object(SCHEMA.associatedMedia, SCHEMA.url, Literal("https://example.org/")),
    "Encoding-type": add(R, SCHEMA.encoding, NOBODY),
    "Encoding-name": of_object(SCHEMA.encoding, SCHEMA.name, None),
    "Encoding-encodingFormat": of_object(SCHEMA.encoding, SCHEMA.encodingFormat, None),
    "Encoding-sha256": of_object(SCHEMA.encoding, PREGON.sha256, Literal("0")),
    "Part-text": drop(PREGON.Paragraph, SCHEMA.text),
    "Part-position": put(PREGON.Paragraph, SCHEMA.position, Literal(0)),
    "Part-isPartOf": drop(SCHEMA.Quotation, SCHEMA.isPartOf),
    "Fact-evidence": drop(ROLE, PREGON.evidence),
    "Fact-evidence-type": add(ROLE, PREGON.evidence, NOBODY),
    "Fact-resolvedBy": put(ROLE, PREGON.resolvedBy, concept("guess")),
    "Fact-confidence": put(ROLE, PREGON.confidence, Literal("1.5", datatype=XSD.decimal)),
    "Fact-subjectOf": drop(AGREEMENT, SCHEMA.subjectOf),
    "Entity-name": add(R, SCHEMA.mentions, NOBODY),
    "Entity-iri": blank,
    "Namespace-https": in_http(SCHEMA.roleName),
    "Judgement-compares": add(IDENTITY.IdentityJudgement, IDENTITY.compares, NOBODY),
    "Judgement-verdict": put(IDENTITY.IdentityJudgement, IDENTITY.verdict, concept("guess", "verdict")),
    "Judgement-reason": drop(IDENTITY.IdentityJudgement, IDENTITY.reason),
    "Judgement-decidedBy": add(IDENTITY.IdentityJudgement, IDENTITY.decidedBy, Literal("Leo")),
    "Judgement-decidedOn": put(IDENTITY.IdentityJudgement, IDENTITY.decidedOn, NO_DAY),
    "Identity-members": alone,
    "Identity-name": drop(IDENTITY.SharedIdentity, SCHEMA.name),
    "Identity-one": untype(IDENTITY.SharedIdentity, IDENTITY.SharedIdentity),
    "Release-joint": all_of(put(R, SCHEMA.genre, concept("comunicado-conjunto", "kind")), put(R, SCHEMA.publisher, GOVERNMENT)),
}


def messages(shape: str) -> set[str]:
    node = URIRef(S + shape)
    query = shapes().value(node, SH.sparql)
    return {str(m) for m in (*shapes().objects(node, SH.message), *(shapes().objects(query, SH.message) if query else ()))}


@cache
def said_of_the_release() -> str:
    return validate(good()).text


def test_every_shape_has_a_failing_graph() -> None:
    kinds = (SH.NodeShape, SH.PropertyShape)
    declared = {str(node).removeprefix(S) for kind in kinds for node in shapes().subjects(RDF.type, kind)}
    assert declared == set(FAILURES)


@pytest.mark.parametrize("shape", FAILURES)
def test_the_shape_passes_the_release_and_reports_the_change(shape: str) -> None:
    graph = good()
    if shape != "Role-organization-found":  # the invented release has a role without an organisation, which is allowed
        assert not any(message in said_of_the_release() for message in messages(shape))
    FAILURES[shape](graph)
    report = validate(graph)
    warns = shapes().value(URIRef(S + shape), SH.severity) == SH.Warning
    severities = {r.severity for r in report.results if set(r.message.split(" / ")) == messages(shape)}
    assert severities == {"Warning" if warns else "Violation"}, report.text


def by_pyshacl_alone(graph: Graph) -> list[tuple[str, str, tuple[str, ...]]]:
    """Severity, focus and messages of all results, with every shape left to pyshacl."""
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes(), inplace=True)
    return sorted(
        (
            str(results.value(node, SH.resultSeverity)).rsplit("#", 1)[-1],
            str(results.value(node, SH.focusNode)),
            tuple(sorted(map(str, results.objects(node, SH.resultMessage)))),
        )
        for node in results.subjects(RDF.type, SH.ValidationResult)
    )


@pytest.mark.parametrize("shape", ["Span-text", "Mention-refersTo", "Release-period", "Event-period", "Role-member"])
def test_our_own_checks_and_pyshacl_agree(shape: str) -> None:
    graph = good()
    FAILURES[shape](graph)
    own = [(r.severity, r.focus, tuple(sorted(r.message.split(" / ")))) for r in validate(graph).results]
    assert sorted(own) == by_pyshacl_alone(graph)
    assert any(messages(shape) == set(found[2]) for found in own)


@pytest.mark.parametrize("shape", FAILURES)
def test_every_message_is_in_spanish_and_english(shape: str) -> None:
    node = URIRef(S + shape)
    holder = shapes().value(node, SH.sparql) or node
    assert {m.language for m in shapes().objects(holder, SH.message) if isinstance(m, Literal)} == {"es", "en"}
