"""Events: which there are, what they are called, and what is said of them. All texts are invented."""

from __future__ import annotations

import pytest

from converter.mentions import events, titles
from converter.mentions.events import EventFindings
from converter.model import Entity, Event, MentionKind, Organization, Person, Place
from tests.mentions.support import analysis, named

ANA, LUIS = Person("person-ana", "Ana Robles"), Person("person-luis", "Luis Ferrer")
GUILD, PORT = Organization("org-gremio", "Gremio de Pescadores"), Place("place-puerto", "Puerto Lindo")


def found(*paragraphs: str, entities: tuple[Entity, ...] = (), headline: str = "", date: str | None = None) -> EventFindings:
    subject = analysis(*paragraphs, headline=headline, date=date)
    mentions, known = named(subject, *entities)
    return events.find(subject, titles.find(subject), mentions, known)


def only(*paragraphs: str, entities: tuple[Entity, ...] = (), date: str | None = None) -> Event:
    (event,) = found(*paragraphs, entities=entities, date=date).events
    return event


def test_forms_of_one_title_are_one_event() -> None:
    result = found(
        "Abrió la XII Asamblea General de la Unión de Puertos (UP) con música.",
        "Durante la XII Asamblea General hubo brindis; la Asamblea cerró tarde.",
        headline="CELEBRAN LA XII ASAMBLEA GENERAL DE LA UNIÓN DE PUERTOS",
    )
    (event,) = result.events
    assert (event.name, event.ordinal, event.kind) == ("XII Asamblea General de la Unión de Puertos", 12, "sesion")
    assert {"XII Asamblea General", "XII Asamblea General de la Unión de Puertos (UP)"} <= set(event.aliases)
    assert [m.kind for m in result.mentions] == [MentionKind.NAME] * 3 + [MentionKind.DESCRIPTION]
    assert [m.resolved_by for m in result.mentions][-1] == "coreference"


def test_one_ordinal_in_two_notations_is_one_event() -> None:
    assert only("Rindió su Tercer Informe de Gobierno. Del III Informe de Gobierno habló.").ordinal == 3


def test_two_ordinals_are_two_events() -> None:
    assert len(found("Tras la I Feria del Mar viene la II Feria del Mar.").events) == 2


def test_a_shorter_form_may_leave_out_words_in_the_middle() -> None:
    assert only("El Torneo Estatal de Invierno de Ajedrez cerró. El Torneo Estatal de Ajedrez gustó.").aliases == (
        "Torneo Estatal de Ajedrez",
    )


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Ana realizó una gira de trabajo por la costa norte.", "gira de trabajo por la costa", "gira"),
        ("Se llevó a cabo la sesión pública de Cabildo, donde habló.", "sesión pública de Cabildo", "sesion"),
        ("Tuvo lugar la quinta sesión del Consejo Directivo.", "quinta sesión del Consejo Directivo", "sesion"),
        ("Votaron en la sesión número 44 del Senado.", "sesión número 44 del Senado", "sesion"),
        ("Realizaron una videoconferencia con rectores.", "videoconferencia con rectores", "videoconferencia"),
        ("Participará en la 48 reunión ordinaria de la Liga de Faros.", "48 reunión ordinaria de la Liga de Faros", "reunion"),
        ("Encabezaron la firma de tres convenios.", "firma de tres convenios", "firma"),
    ],
)
def test_descriptions_keep_lower_case(text: str, name: str, kind: str) -> None:
    event = only(text)
    assert (event.name, event.kind) == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Compró una mesa de reunión.",
        "La campaña avanza.",
        "Trabajan en talleres mecánicos del barrio.",
        "Realizó la firma de una solicitud.",
        "No asistió a una reunión.",
    ],
)
def test_what_identifies_no_event(text: str) -> None:
    assert found(text).events == ()


def test_a_session_with_its_number_is_the_one_without_it() -> None:
    text = "Abrió la Sesión Ordinaria del Consejo Naval del Puerto. Fue la Primera Sesión Ordinaria de su Consejo Naval."
    assert only(text).ordinal == 1


def test_dates_come_from_the_text_and_the_year_from_the_dateline() -> None:
    event = only("Ana hizo ruido. Realizó este 8 y 9 de mayo una gira de trabajo por el valle.", date="2031-05-09")
    assert (event.start, event.end) == ("2031-05-08", "2031-05-09")
    assert only("Realizó una gira de trabajo por el valle.", date="2031-05-09").start is None
    assert only("Realizó el 8 de mayo una gira de trabajo por el valle.").start is None


def test_who_takes_part_leads_and_organises_and_where() -> None:
    event = only(
        "Ana Robles inauguró el Foro Regional del Mar, organizado por el Gremio de Pescadores.",
        "Luis Ferrer participó en el Foro Regional del Mar en Puerto Lindo.",
        entities=(ANA, LUIS, GUILD, PORT),
    )
    assert event.headed_by == ("person-ana",)
    assert event.attendees == ("person-luis",)
    assert event.organizers == ("org-gremio",)
    assert event.place == "place-puerto"


@pytest.mark.parametrize(
    "text",
    [
        "Será el Foro Regional del Mar, que organizará el Gremio de Pescadores.",
        "El Gremio de Pescadores organiza el Foro Regional del Mar.",
        "Vuelve el Foro Regional del Mar, convocado por el Gremio de Pescadores.",
    ],
)
def test_organizers(text: str) -> None:
    assert only(text, entities=(GUILD,)).organizers == ("org-gremio",)


def test_subjects_behind_a_relative_clause_attend() -> None:
    event = only("Hubo el Foro Regional del Mar, en el que participaron Ana Robles y Luis Ferrer.", entities=(ANA, LUIS))
    assert event.attendees == ("person-ana", "person-luis")


def test_the_dateline_is_neither_place_nor_date_of_the_event() -> None:
    event = only("Puerto Lindo, a 3 de mayo de 2031. Ana abrió el Foro Regional del Mar.", entities=(PORT,), date="2031-05-03")
    assert (event.place, event.start) == (None, None)


def test_a_video_conference_is_online() -> None:
    assert only("Realizaron una videoconferencia con rectores.").online
    assert not only("Abrió el Foro Regional del Mar.").online


def test_a_prize_is_an_event_only_when_awarded() -> None:
    assert only("En la ceremonia le dieron el Premio de Cuento Costa Azul 2031.").kind == "premiacion"
    assert found("Ganó hace años el Premio de Cuento Costa Azul 2011.").events == ()


def test_company_attends_too() -> None:
    event = only("Ana Robles acompañó a Luis Ferrer en el Foro Regional del Mar.", entities=(ANA, LUIS))
    assert event.attendees == ("person-ana", "person-luis")


@pytest.mark.parametrize(
    "text", ["Inauguró Ana Robles el Foro Regional del Mar.", "Inauguró el Foro Regional del Mar la alcaldesa Ana Robles."]
)
def test_a_subject_may_stand_behind_its_verb(text: str) -> None:
    assert only(text, entities=(ANA,)).headed_by == ("person-ana",)
