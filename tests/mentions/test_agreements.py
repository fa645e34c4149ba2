"""Agreements: which are the matter of a release, and what is said of them. All texts are invented."""

from __future__ import annotations

import pytest

from converter.mentions import agreements, events, quantities, titles
from converter.mentions.agreements import AgreementFindings
from converter.model import Agreement, Entity, Event, Organization, Person, Place
from tests.mentions.support import analysis, named

PORT, GUILD = Organization("org-puerto", "Puerto del Sur"), Organization("org-gremio", "Gremio de Pescadores")
FUND = Organization("org-fondo", "Fondo Azul")
ANA, LUIS, EVA = Person("person-ana", "Ana Robles"), Person("person-luis", "Luis Ferrer"), Person("person-eva", "Eva Mora")


def found(*paragraphs: str, entities: tuple[Entity, ...] = (), headline: str = "") -> AgreementFindings:
    subject = analysis(*paragraphs, headline=headline)
    mentions, known = named(subject, *entities)
    titled = titles.find(subject)
    happened = events.find(subject, titled, mentions, known)
    return agreements.find(subject, titled, mentions, known, quantities.find(subject), happened.events)


def only(*paragraphs: str, entities: tuple[Entity, ...] = (), headline: str = "") -> Agreement:
    (agreement,) = found(*paragraphs, entities=entities, headline=headline).agreements
    return agreement


@pytest.mark.parametrize(
    ("text", "name", "titled", "status"),
    [
        ("Firmaron el Convenio Marco de Pesca, que rige ya.", "Convenio Marco de Pesca", True, "signed"),
        ("Rubricó con la jefa del Gremio, Eva Mora, el convenio de colaboración.", "convenio de colaboración", False, "signed"),
        ("Hubo ayer la firma del Convenio Marco de Pesca en el muelle.", "Convenio Marco de Pesca", True, "signed"),
        ("Suscribieron un acuerdo de cooperación portuaria que urge.", "acuerdo de cooperación portuaria", False, "signed"),
        ("Concretaron un convenio de colaboración para pescar.", "convenio de colaboración", False, "agreed"),
        ("Asistió a la firma del convenio de colaboración.", "convenio de colaboración", False, "signed"),
        ("El convenio marco suscrito entre ambos urge.", "convenio marco", False, "signed"),
        ("Buscan sentar las bases para un acuerdo comercial.", "acuerdo comercial", False, "foreseen"),
        ("Firmó el pacto de pesca de primer y segundo orden.", "pacto de pesca de primer y segundo orden", False, "signed"),
        ("Aprobaron el decreto de creación del puerto.", "decreto de creación del puerto", False, "agreed"),
        ("Presentó una iniciativa de reforma para su análisis.", "iniciativa de reforma", False, "agreed"),
        ("La Ley de Puertos para 2031 fue aprobada.", "Ley de Puertos", True, "agreed"),
        ("Acordó con su par vigilar la costa y abrir un muelle.", "vigilar la costa y abrir un muelle", False, "agreed"),
        ("Ana y Luis acordaron limpiar la playa, donde llueve.", "limpiar la playa", False, "agreed"),
        ("Firmarán el Convenio Marco de Pesca.", "Convenio Marco de Pesca", True, "foreseen"),
        ("Ha quedado aprobada hoy la Ley de Costas Limpias.", "Ley de Costas Limpias", True, "agreed"),
        ("Ponen en marcha el programa “Mareas Altas”.", "Mareas Altas", True, "agreed"),
        ("El Plan Azul de Puertos avanza. Del Plan Azul de Puertos habló.", "Plan Azul de Puertos", True, "agreed"),
    ],
)
def test_matter_of_the_release(text: str, name: str, titled: bool, status: str) -> None:
    agreement = only(text)
    assert (agreement.name, agreement.titled, agreement.status) == (name, titled, status)


@pytest.mark.parametrize(
    "text",
    [
        "Conforme a la Ley de Costas Limpias, cerrarán playas.",
        "Presentó el reporte diario de la Estrategia Marea.",
        "Deroga el Decreto por el que se aprueba el Reglamento de Pesca Menor.",
        "De acuerdo con los pescadores, llueve.",
        "Los convenios de colaboración son útiles.",
        "No firmaron un acuerdo de cooperación portuaria.",
        "Se acordó limpiar la playa.",
        "La junta acuerda limpiar la playa.",
        "Acordó el calendario para limpiar la playa.",
    ],
)
def test_mentions_in_passing(text: str) -> None:
    assert found(text).agreements == ()


def test_a_headline_makes_a_law_the_matter() -> None:
    law = "La Ley de Costas Limpias rige desde enero."
    assert found(law).agreements == ()
    assert only(law, headline="EXPLICAN LA LEY DE COSTAS LIMPIAS").name == "Ley de Costas Limpias"


def test_parties_who_sign_and_for_whom() -> None:
    agreement = only(
        "El director del Puerto del Sur, Ana Robles, y el titular del Gremio de Pescadores, Luis Ferrer, firmaron el Convenio "
        "Marco de Pesca, que contempla 73 muelles nuevos.",
        "Eva Mora, testigo de honor de la firma del convenio, aplaudió.",
        entities=(PORT, GUILD, ANA, LUIS, EVA),
    )
    assert agreement.parties == ("org-puerto", "org-gremio")
    assert [(s.signatory, s.on_behalf_of) for s in agreement.signatures] == [
        ("person-ana", "org-puerto"),
        ("person-luis", "org-gremio"),
    ]
    assert agreement.witnesses == ("person-eva",)
    assert agreement.covers == ("qty-1",)


def test_heading_the_signing_is_no_signature() -> None:
    agreement = only("Ana Robles encabezó la firma del convenio de colaboración.", entities=(ANA,))
    assert (agreement.status, agreement.signatures) == ("signed", ())
    assert agreement.concluded_at == "event-1"


@pytest.mark.parametrize(
    "text",
    [
        "El Puerto del Sur firmó el Convenio Marco de Pesca con el Gremio de Pescadores.",
        "Firmaron el Convenio Marco de Pesca entre el Puerto del Sur y el Gremio de Pescadores.",
    ],
)
def test_named_parties(text: str) -> None:
    assert only(text, entities=(PORT, GUILD)).parties == ("org-puerto", "org-gremio")


def test_agents_of_a_passive_sign() -> None:
    agreement = only(
        "Avala el Convenio Marco de Pesca. Este convenio fue suscrito por el titular del Puerto del Sur, Luis Ferrer.",
        entities=(PORT, LUIS),
    )
    assert [(s.signatory, s.on_behalf_of) for s in agreement.signatures] == [("person-luis", "org-puerto")]
    assert (agreement.status, agreement.parties) == ("signed", ("org-puerto",))


def test_acting_through_is_no_party() -> None:
    agreement = only("A través del Fondo Azul, el Puerto del Sur firmó el Convenio Marco de Pesca.", entities=(FUND, PORT))
    assert (agreement.acting_through, agreement.parties) == (("org-fondo",), ("org-puerto",))


def test_bare_nouns_refer_back() -> None:
    result = found("Firmaron un convenio de colaboración. El convenio urge. Dicho instrumento dura un año.")
    assert [m.resolved_by for m in result.mentions] == ["explicit", "coreference", "coreference"]
    assert len(result.agreements) == 1


def test_an_agreement_that_sets_up_a_programme_is_the_programme() -> None:
    agreement = only("Han firmado un acuerdo para poner en marcha el programa “Mareas Altas”. El acuerdo gusta.")
    assert (agreement.name, agreement.status) == ("Mareas Altas", "signed")


def test_signed_during_a_named_event_and_before_it_is_described() -> None:
    agreement = only(
        "El acuerdo fue firmado durante la XII Asamblea General de la Unión de Puertos.",
        "Suscribieron un acuerdo de cooperación portuaria que urge.",
        entities=(Event("event-9", "XII Asamblea General de la Unión de Puertos"),),
    )
    assert agreement.concluded_at == "event-9"


def test_parties_of_a_further_agreement_are_those_of_the_last() -> None:
    first, second = found(
        "El Puerto del Sur firmó el Convenio Marco de Pesca con el Gremio de Pescadores.",
        "A través del Fondo Azul, firmaron también el convenio de compensación por el uso de redes.",
        entities=(PORT, GUILD, FUND),
    ).agreements
    assert second.parties == first.parties == ("org-puerto", "org-gremio")
    assert second.acting_through == ("org-fondo",)


def test_bystanders_do_not_sign() -> None:
    agreement = only(
        "Ante la presencia de Ana Robles, el Puerto del Sur firmó el Convenio Marco de Pesca, como pidió Luis Ferrer.",
        entities=(PORT, ANA, LUIS),
    )
    assert (agreement.signatures, agreement.parties) == ((), ("org-puerto",))


def test_countries_of_a_headline_are_parties_to_what_the_text_says_they_agree_to_do() -> None:
    north, south = Place("place-norte", "Norlandia", type="Country"), Place("place-sur", "Surlandia", type="Country")
    undertaken, treaty = found(
        "Ana Robles viajó ayer. En la cumbre acordó limpiar la costa y sentar las bases para un acuerdo comercial.",
        entities=(ANA, north, south),
        headline="Acuerdan Norlandia y Surlandia limpiar las playas",
    ).agreements
    assert undertaken.name == "limpiar la costa y sentar las bases para un acuerdo comercial"
    assert (undertaken.parties, undertaken.agreed_by) == ((north.key, south.key), (ANA.key,))
    assert (treaty.status, treaty.parties) == ("foreseen", (north.key, south.key))


def test_bodies_that_agree_to_do_something_are_its_parties() -> None:
    agreement = only("El Puerto del Sur y el Gremio de Pescadores acordaron vigilar la costa.", entities=(PORT, GUILD))
    assert (agreement.name, agreement.parties) == ("vigilar la costa", (PORT.key, GUILD.key))


def test_who_presides_over_a_body_signs_nothing_for_it() -> None:
    agreement = only("El Puerto del Sur, que preside Ana Robles, firmó un convenio de pesca.", entities=(PORT, ANA))
    assert (agreement.parties, agreement.signatures) == (("org-puerto",), ())


def test_a_bare_noun_of_the_headline_is_what_the_text_tells() -> None:
    agreement = only(
        "El Puerto del Sur y el Gremio de Pescadores firmaron un convenio de pesca. El acuerdo rige ya.",
        headline="Firman acuerdo puerto y pescadores",
        entities=(PORT, GUILD),
    )
    assert agreement.name == "convenio de pesca"


def test_several_agreements_signed_are_one_matter() -> None:
    assert only("El Puerto del Sur firmó convenios portuarios con villas.", entities=(PORT,)).name == "convenios portuarios"
    assert found("Podrá firmar convenios de pesca con villas. Firmó los convenios respectivos.").agreements == ()


def test_another_norm_takes_up_no_agreement() -> None:
    result = found("Firmaron un convenio de pesca. Aprobaron la ley después.")
    assert [m.kind.value for m in result.mentions if m.refers_to] == ["description"]
