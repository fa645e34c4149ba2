"""Which nouns stand for an event that takes place, and which are one event. All texts are invented."""

from __future__ import annotations

import pytest

from converter.mentions import events, titles
from converter.mentions.events import EventFindings
from converter.model import Entity, Organization, Person, Place
from tests.mentions.support import analysis, named


def found(*paragraphs: str, headline: str = "", entities: tuple[Entity, ...] = ()) -> EventFindings:
    subject = analysis(*paragraphs, headline=headline)
    mentions, known = named(subject, *entities)
    return events.find(subject, titles.find(subject), mentions, known)


def names(*paragraphs: str, headline: str = "") -> list[str]:
    return [e.name for e in found(*paragraphs, headline=headline).events]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lo dijo tras la firma del convenio de pesca.", "firma del convenio de pesca"),
        ("Al término de la sesión ordinaria de Cabildo hubo brindis.", "sesión ordinaria de Cabildo"),
        ("Habló en la reunión con pescadores.", "reunión con pescadores"),
        ("Habló durante su recorrido de supervisión.", "recorrido de supervisión"),
        ("Lo dijo en el marco de una nueva reunión con pescadores.", "reunión con pescadores"),
        ("La entrega de becas fue atestiguada por las familias.", "entrega de becas"),
        ("Dio el banderazo de salida de la caravana.", "banderazo de salida de la caravana"),
        ("Asistió al acto de clausura del taller de redes.", "acto de clausura del taller de redes"),
        ("Sostuvo encuentros con gente del Puerto y del Faro.", "encuentros con gente del Puerto y del Faro"),
        ("Encabezó la firma de tres convenios de pesca y navegación.", "firma de tres convenios de pesca y navegación"),
    ],
)
def test_it_takes_place(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Mantienen los plazos de presentación de papeles.",
        "Promete impartir talleres de redes.",
        "Lo dijo en el curso de la obra.",
        "Durante su jornada laboral pescó.",
        "Fue víctima de un acto de violencia.",
        "Dijo que apoya a quienes requieran sesiones de masaje.",
    ],
)
def test_it_does_not(text: str) -> None:
    assert names(text) == []


def test_a_bare_noun_is_an_event_where_none_is_named() -> None:
    assert names("Ana charló con Luis. Durante la reunión hablaron de redes. La reunión cerró tarde.") == ["reunión"]
    assert names("La reunión cerró tarde.") == []
    assert names("Abrió la I Feria del Mar. Durante la reunión hablaron.") == ["I Feria del Mar"]


def test_what_a_headline_describes_is_the_one_event_of_its_noun() -> None:
    (event,) = found("Presidió la reunión virtual con rederos del golfo.", headline="Reunión de trabajo").events
    assert event.name == "reunión virtual con rederos del golfo"
    assert "reunión de trabajo" in event.aliases
    assert names("Sesionó el puerto.", headline="Minuta | Inauguración del muelle") == ["inauguración del muelle"]


def test_the_longest_description_is_the_name() -> None:
    (event,) = found("Asistió a la visita a Faro. Asistió a la visita a Faro del Norte.").events
    assert (event.name, event.aliases) == ("visita a Faro del Norte", ("visita a Faro",))


def test_other_words_for_one_event() -> None:
    assert len(found("Abrió la Sesión Extraordinaria del Consejo Rector. Cerró la sesión del Consejo.").events) == 1
    assert len(found("Abrió la IX Reunión del Faro. En la novena reunión hubo acuerdo.").events) == 1
    assert len(found("Abrió la Jornada Anual Redes+ 2031. Gustó a todos esta jornada nacional.").events) == 1
    assert len(found("Asistió al acto de entrega de becas. Encabezó la entrega de becas.").events) == 1


def test_a_place_far_behind_is_not_where_it_took_place() -> None:
    port = Place("place-puerto", "Puerto Lindo")
    far = "de la que saldrán las listas, los turnos, los permisos y los avisos para toda la gente que pesca y vende en"
    (event,) = found(f"Hubo el Foro Regional del Mar, {far} Puerto Lindo.", entities=(port,)).events
    assert event.place is None


def test_who_organises_ends_at_the_next_verb() -> None:
    guild, theatre = Organization("org-gremio", "Gremio de Pescadores"), Organization("org-teatro", "Teatro del Faro")
    text = "Gustó el Foro Regional del Mar, organizado por el Gremio de Pescadores y celebrado en el Teatro del Faro."
    (event,) = found(text, entities=(guild, theatre)).events
    assert event.organizers == ("org-gremio",)


def test_whoever_presides_over_a_body_does_not_take_part_for_it() -> None:
    ana = Person("person-ana", "Ana Robles")
    (event,) = found("El municipio que preside Ana Robles organizó la Feria de las Redes Nuevas.", entities=(ana,)).events
    assert event.attendees == ()
