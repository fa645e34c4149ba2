"""What a release says reaches the graph, in the terms the model fixes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef

from converter import model
from converter.authorities import Authorities
from converter.authorities.entries import Entry
from converter.encodings import Encoding
from converter.errors import PregonError, UsageError
from converter.graph import build
from converter.graph.article import article_body
from converter.graph.vocabulary import OA, ORG, PREGON, PROV, SCHEMA, concept
from converter.model import Extraction, Organization, Part, Passage, Person, Reading, Release, Span
from converter.validation import validate
from tests.graph.invented import TEXT, extraction, release

RELEASE = URIRef("https://w3id.org/pregon/id/release/2021-017-0d155674a20c")
GOVERNMENT = URIRef("https://w3id.org/pregon/id/org/gobierno-de-valle-alto")
STATE = URIRef("https://w3id.org/pregon/id/place/xx-val")


def part(name: str) -> URIRef:
    return URIRef(f"{RELEASE}#{name}")


def no_authorities() -> Authorities:
    return Authorities((), ())


@pytest.fixture(scope="module")
def graph() -> Graph:
    printed = release()
    return build(printed, extraction(printed.reading.text), no_authorities())


def values(graph: Graph, subject: URIRef, predicate: URIRef) -> set[str]:
    return {str(value).removeprefix(f"{RELEASE}#") for value in graph.objects(subject, predicate)}


def test_the_release_carries_its_metadata(graph: Graph) -> None:
    assert list(graph.subjects(RDF.type, PREGON.PressRelease)) == [RELEASE]
    assert (RELEASE, RDF.type, SCHEMA.NewsArticle) in graph
    assert graph.value(RELEASE, SCHEMA.headline) == Literal("FIRMAN EL GOBIERNO DE VALLE ALTO Y EL INA UN CONVENIO", lang="es")
    assert graph.value(RELEASE, SCHEMA.datePublished) == Literal("2021-05-03", datatype=XSD.date)
    assert graph.value(RELEASE, SCHEMA.identifier) == Literal("017/2021")
    assert graph.value(RELEASE, PREGON.sequenceNumber) == Literal(17)
    assert graph.value(RELEASE, SCHEMA.genre) == concept("comunicado", "kind")
    assert values(graph, RELEASE, SCHEMA.publisher) == {str(GOVERNMENT), "org-ina"}
    assert values(graph, RELEASE, SCHEMA.locationCreated) == {"place-city"}


def test_the_source_document_carries_text_name_and_digest(graph: Graph) -> None:
    document = graph.value(RELEASE, SCHEMA.isBasedOn)
    assert document == graph.value(RELEASE, PROV.wasDerivedFrom)
    assert graph.value(document, SCHEMA.text) == Literal(TEXT)
    assert graph.value(document, SCHEMA.name) == Literal("prensa/017.txt")
    assert graph.value(document, PREGON.sha256) == Literal("ab" * 32)


def test_everything_named_is_mentioned_and_the_headline_says_what_it_is_about(graph: Graph) -> None:
    named = {"person-ana", str(GOVERNMENT), "org-ina", "place-city", str(STATE), "event-reunion", "agr1"}
    assert values(graph, RELEASE, SCHEMA.mentions) == named
    assert values(graph, RELEASE, SCHEMA.about) == {str(GOVERNMENT), "org-ina", "person-ana", "event-reunion"}


def test_types_are_written_out_to_the_general_one(graph: Graph) -> None:
    assert set(graph.objects(GOVERNMENT, RDF.type)) == {SCHEMA.GovernmentOrganization, SCHEMA.Organization}
    assert set(graph.objects(STATE, RDF.type)) == {SCHEMA.State, SCHEMA.Place}
    assert (part("place-city"), SCHEMA.containedInPlace, STATE) in graph
    assert set(graph.objects(part("stmt1"), RDF.type)) == {PREGON.ReportedStatement, SCHEMA.Statement}
    roles = {PREGON.StatedRole, SCHEMA.OrganizationRole, ORG.Membership}
    assert set(graph.objects(part("role1"), RDF.type)) == roles


def test_names_of_people_and_acronyms_carry_no_language(graph: Graph) -> None:
    assert graph.value(part("person-ana"), SCHEMA.name) == Literal("Ana Lago Ruiz")
    assert graph.value(part("org-ina"), SCHEMA.name) == Literal("Instituto Nacional del Arroyo", lang="es")
    assert set(graph.objects(part("org-ina"), SCHEMA.alternateName)) == {
        Literal("INA"),
        Literal("Instituto del Arroyo", lang="es"),
    }


def test_a_role_hangs_between_person_and_organisation_on_its_day(graph: Graph) -> None:
    role = part("role1")
    assert (part("person-ana"), SCHEMA.memberOf, role) in graph
    assert (role, SCHEMA.memberOf, part("org-ina")) in graph
    assert (role, ORG.organization, part("org-ina")) in graph
    assert graph.value(role, SCHEMA.roleName) == Literal("directora", lang="es")
    assert graph.value(role, PREGON.asOf) == Literal("2021-05-03", datatype=XSD.date)
    assert graph.value(part("role2"), ORG.organization) is None


def test_a_quotation_names_its_speaker_twice_and_its_evidence(graph: Graph) -> None:
    quote = part("quote1")
    assert values(graph, quote, SCHEMA.creator) == values(graph, quote, SCHEMA.spokenByCharacter) == {"person-ana"}
    (span,) = graph.objects(quote, PREGON.evidence)
    assert graph.value(span, OA.exact) == Literal("El agua es de todos")


def test_an_event_an_agreement_and_its_quantity_hang_together(graph: Graph) -> None:
    event, agreement = part("event-reunion"), part("agr1")
    assert values(graph, event, SCHEMA.attendee) == {str(GOVERNMENT), "person-ana"}
    assert values(graph, event, PREGON.headedBy) == {"person-ana"}
    assert (event, SCHEMA.eventAttendanceMode, SCHEMA.OnlineEventAttendanceMode) in graph
    assert (agreement, PREGON.concludedAt, event) in graph
    assert graph.value(agreement, PREGON.agreementStatus) == concept("signed", "status")
    signature = graph.value(agreement, PREGON.signature)
    assert (signature, PREGON.signatory, part("person-ana")) in graph
    assert graph.value(graph.value(agreement, PREGON.covers), SCHEMA.value) == Literal(140)
    assert str(graph.value(part("qty2"), SCHEMA.minValue)) == "2.5"


def test_every_span_holds_the_text_it_indexes(graph: Graph) -> None:
    spans = list(graph.subject_objects(OA.exact))
    assert len(spans) > 20
    for span, exact in spans:
        start, end = (int(str(graph.value(span, p))) for p in (OA.start, OA.end))
        assert TEXT[start:end] == str(exact)


def test_a_paragraph_cut_by_a_running_header_has_two_spans_without_the_header(graph: Graph) -> None:
    pieces = {str(graph.value(span, OA.exact)) for span in graph.objects(part("p1"), PREGON.evidence)}
    assert len(pieces) == 2
    assert not any("GOBIERNO DE VALLE ALTO" in piece or piece != piece.strip() for piece in pieces)


def test_two_readings_of_one_span_keep_a_node_each(graph: Graph) -> None:
    start = TEXT.index("Valle Alto,")
    both = [part(f"m-{start}-{start + 10}"), part(f"m-{start}-{start + 10}-2")]
    assert [graph.value(node, PREGON.refersTo) for node in both] == [part("place-city"), STATE]


def test_one_name_for_two_things_is_one_mention() -> None:
    printed = release()
    span = Span(0, 22)
    twice = tuple(model.Mention(span, model.MentionKind.NAME, (key,)) for key in ("org-gob", "place-state"))
    found = build(printed, replace(extraction(printed.reading.text), mentions=twice), no_authorities())
    assert values(found, part("m-0-22"), PREGON.refersTo) == {str(GOVERNMENT), str(STATE)}


def test_no_blank_nodes_and_a_graph_name(graph: Graph) -> None:
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    assert str(graph.identifier) == "https://w3id.org/pregon/graph/release/2021-017-0d155674a20c"


def test_another_base_moves_releases_but_not_authority_entries() -> None:
    printed = release()
    found = build(printed, extraction(printed.reading.text), no_authorities(), "https://example.org/prensa/")
    subjects = {str(subject) for subject in found.subjects()}
    assert str(GOVERNMENT) in subjects
    assert {s for s in subjects if s.startswith("https://w3id.org/")} == {str(GOVERNMENT), str(STATE)}


@pytest.mark.parametrize(
    "base", ["", "prensa/", "https://example.org/a", "https://example.org/a b/", "https://example.org/?x/"]
)
def test_an_unfit_base_is_refused(base: str) -> None:
    with pytest.raises(UsageError):
        build(release(), Extraction(), no_authorities(), base)


def test_the_invented_release_conforms(graph: Graph) -> None:
    report = validate(graph)
    assert report.conforms, report.text
    assert [r.message for r in report.results if "organización" not in r.message] == []


def test_a_bare_release_conforms_too() -> None:
    text = "ANUNCIAN OBRAS\n\nHabrá obras."
    passages = (Passage(Part.HEADLINE, Span(0, 14)), Passage(Part.PARAGRAPH, Span(16, 28)))
    document = model.Document("a.txt", "text/plain", "0" * 64, text, ())
    bare = Release(document, Reading(text, range(len(text))), passages)
    found = build(bare, Extraction(), no_authorities())
    assert validate(found).conforms
    assert str(found.value(None, RDF.type, PREGON.PressRelease)).rsplit("/", 1)[1].startswith("sf-")


def test_a_key_nobody_described_does_not_pass_validation() -> None:
    printed = release()
    loose = replace(extraction(printed.reading.text), quotations=(model.Quotation("No", "person-nobody"),))
    assert not validate(build(printed, loose, no_authorities())).conforms


def test_two_entities_of_one_authority_entry_become_one_thing() -> None:
    iri = "https://w3id.org/pregon/id/person/ana-lago"
    people = (Person("a", "Ana Lago", iri=iri), Person("b", "Ana Lago Ruiz", iri=iri))
    found = build(release(), Extraction(people=people), no_authorities())
    assert list(found.objects(URIRef(iri), SCHEMA.name)) == [Literal("Ana Lago")]
    assert list(found.objects(URIRef(iri), SCHEMA.alternateName)) == [Literal("Ana Lago Ruiz")]


def test_a_body_or_place_that_nothing_points_at_is_left_out() -> None:
    state = model.Place("s", "Valle", type="State")
    city = model.Place("c", "Río", contained_in="s")
    unit = Organization("o", "Oficina", jurisdiction="c")
    unused = build(release(), Extraction(organizations=(unit,), places=(state, city)), no_authorities())
    assert not {part("o"), part("c"), part("s")} & set(unused.subjects())
    role = model.StatedRole("p", "jefa", "o", evidence=(Span(0, 5),))
    used = Extraction(people=(Person("p", "Ana"),), organizations=(unit,), places=(state, city), roles=(role,))
    assert {part("o"), part("c"), part("s")} <= set(build(release(), used, no_authorities()).subjects())


def test_a_partial_date_keeps_its_precision_and_gets_comparable_bounds() -> None:
    found = build(release(date="2021-02", number=None), Extraction(), no_authorities())
    (node,) = found.subjects(RDF.type, PREGON.PressRelease)
    assert found.value(node, SCHEMA.datePublished) == Literal("2021-02", datatype=XSD.gYearMonth)
    assert [str(found.value(node, p)) for p in (PREGON.notBefore, PREGON.notAfter)] == ["2021-02-01", "2021-02-28"]
    assert "/2021-02-" in str(node)


def test_an_undated_release_takes_the_bounds_of_tenures() -> None:
    known = Extraction(not_before="2019-05-22", not_after="2019-12-19", bounds_evidence=(Span(0, 4),))
    found = build(release(date=None, date_basis=None, number=None), known, no_authorities())
    (node,) = found.subjects(RDF.type, PREGON.PressRelease)
    assert found.value(node, SCHEMA.datePublished) is None
    assert str(found.value(node, PREGON.notBefore)) == "2019-05-22"
    assert found.value(node, PREGON.dateBasis) == concept("tenure-bounds")
    passage = found.value(node, PREGON.boundsEvidence)
    assert found.value(passage, OA.start) is not None


def test_a_described_agreement_has_a_description_and_no_title() -> None:
    described = model.Agreement("agr1", "un convenio de agua", titled=False)
    found = build(release(), Extraction(agreements=(described,)), no_authorities())
    assert (part("agr1"), SCHEMA.description, Literal("un convenio de agua", lang="es")) in found
    assert found.value(part("agr1"), SCHEMA.name) is None


def test_a_series_takes_its_name_from_the_authority_list() -> None:
    series = "https://w3id.org/pregon/id/series/reunion-del-agua"
    event = model.Event("event-x", "XII Reunión", ordinal=12, series=series)
    lists = Authorities((Entry(series, "series", "Reunión del Agua", ("Reunión del Agua",)),), ())
    found = build(release(), Extraction(events=(event,)), lists)
    assert (URIRef(series), SCHEMA.name, Literal("Reunión del Agua", lang="es")) in found
    with pytest.raises(PregonError, match="reunion-del-agua"):
        build(release(), Extraction(events=(event,)), no_authorities())


def test_an_unknown_type_of_organisation_is_refused() -> None:
    with pytest.raises(PregonError, match="Sindicatura"):
        build(release(), Extraction(organizations=(Organization("o", "X", types=("Sindicatura",)),)), no_authorities())


def test_list_items_headings_and_labels_share_a_block_of_the_body() -> None:
    pieces = (
        (Part.HEADING, "Antes"),
        (Part.PARAGRAPH, "Uno:"),
        (Part.ITEM, "a"),
        (Part.ITEM, "b"),
        (Part.SPEAKER, "ANA:"),
        (Part.PARAGRAPH, "Dos."),
        (Part.HEADING, "Fin"),
    )
    text, passages = "", []
    for kind, words in pieces:
        passages.append(Passage(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n\n"
    document = model.Document("a.txt", "text/plain", "0" * 64, text, ())
    printed = Release(document, Reading(text, range(len(text))), tuple(passages))
    assert article_body(printed).split("\n\n") == ["Antes\nUno:\na\nb", "ANA:\nDos.\nFin"]


@pytest.mark.parametrize("character", ["\x00", "\x0c", "\x1b", "\x85", "\x9f", "\ud800", "\ufffe"])
def test_characters_no_format_carries_are_replaced_without_moving_offsets(character: str) -> None:
    text = TEXT.replace("El agua", f"El{character}agua")
    printed = release(text)
    found = build(printed, Extraction(), no_authorities())
    texts = [str(value) for value in found.objects(None, SCHEMA.text)]
    assert not any(character in value for value in texts)
    assert len(text) in {len(value) for value in texts}
    assert validate(found).conforms


def test_a_release_in_several_files_names_each_once() -> None:
    page, copy = (Encoding(name, "text/html", "cd" * 32) for name in ("017.html", "copia/017.html"))
    found = build(release(), Extraction(), no_authorities(), encodings=(page, copy))
    (node,) = found.subjects(RDF.type, PREGON.PressRelease)
    files = {str(found.value(each, PREGON.sha256)): each for each in found.objects(node, SCHEMA.encoding)}
    assert set(files) == {"ab" * 32, "cd" * 32}
    assert found.value(files["ab" * 32], SCHEMA.encodingFormat) == Literal("text/plain")
    assert set(found.objects(files["cd" * 32], SCHEMA.name)) == {Literal("017.html"), Literal("copia/017.html")}
    assert not list(build(release(), Extraction(), no_authorities()).objects(node, SCHEMA.encoding))
