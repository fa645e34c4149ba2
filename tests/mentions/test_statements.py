from __future__ import annotations

import pytest

from converter.mentions import quotations, statements
from converter.mentions.sayings import Sayings
from converter.model import Part, Statement
from tests.mentions.speech import analyse, mentions

WHO = {
    "ana": "Ana Paz Ríos|Paz Ríos; la directora",
    "luis": "Luis Mora",
    "org_mar": "Instituto del Mar",
    "nobody": "; el alcalde",
}


def said(*paragraphs: str | tuple[Part, str], kind: str = "comunicado") -> list[Statement]:
    analysis = analyse(*paragraphs, kind=kind)
    speakers = mentions(analysis, **WHO)
    sayings = Sayings.of(analysis, speakers)
    quoted, _ = quotations.find(sayings)
    found = statements.find(sayings, quoted)
    for statement in found:
        assert " ".join(analysis.string(s) for s in statement.evidence) == statement.text
    return found


CLAIM = "el muelle abrirá en marzo"


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        (f"Luis Mora señaló que {CLAIM}.", "luis", "señaló"),
        (f"Luis Mora ha anunciado hoy que {CLAIM}.", "luis", "ha anunciado"),
        (f"Señaló Luis Mora que {CLAIM}.", "luis", "Señaló"),
        (f"El Instituto del Mar, que dirige Luis Mora, informó que {CLAIM}.", "org_mar", "informó"),
        (f"Luis Mora insistió en que {CLAIM}.", "luis", "insistió"),
        (f"Luis Mora refrendó su confianza en que {CLAIM}.", "luis", "refrendó"),
        (f"Luis Mora informó a los vecinos que {CLAIM}.", "luis", "informó"),
        (f"Luis Mora indicó, en su mensaje, que {CLAIM}.", "luis", "indicó"),
        (f"Asistió Luis Mora, quien dijo que {CLAIM}.", "luis", "dijo"),
        (f"Luis Mora agradeció el apoyo al señalar que {CLAIM}.", "luis", "señalar"),
        (f"El Instituto del Mar informó que {CLAIM}.", "org_mar", "informó"),
        (f"En el puerto, la directora recordó que {CLAIM}.", "ana", "recordó"),
        (f"Luis Mora, acompañado por Ana Paz Ríos, señaló que {CLAIM}.", "luis", "señaló"),
        (f"Por la tarde {CLAIM}, concluyó Luis Mora.", "luis", "concluyó"),
        (f"Por la tarde {CLAIM}, según informó Luis Mora.", "luis", "informó"),
        (f"Por la tarde {CLAIM}, dijo Luis Mora, titular de Obras.", "luis", "dijo"),
        (f"Por la tarde {CLAIM}, dijo Luis Mora al cerrar el acto.", "luis", "dijo"),
        (f"Según informó Luis Mora, {CLAIM}.", "luis", "informó"),
        (f"Luis Mora enfatizó, que {CLAIM}.", "luis", "enfatizó"),
        (f"Luis Mora dijo ayer durante la feria del muelle, que {CLAIM}.", "luis", "dijo"),
        (f"Luis Mora señaló a las y los vecinos que {CLAIM}.", "luis", "señaló"),
        (f"Por la tarde {CLAIM} informó Luis Mora.", "luis", "informó"),
        (f"De acuerdo con Luis Mora, {CLAIM}.", "luis", "De acuerdo con"),
        (f"Por la tarde {CLAIM}, según Luis Mora.", "luis", "según"),
    ],
)
def test_one_clause(text: str, speaker: str, verb: str) -> None:
    found = said(text)
    assert [(s.speaker, s.verb) for s in found] == [(speaker, verb)]
    assert found[0].text.endswith(CLAIM)
    assert verb not in found[0].text


def test_a_verb_in_the_middle_leaves_two_spans() -> None:
    found = said("Luis Mora recorrió el muelle. Son, dijo, mejoras que los vecinos pedían.")
    assert [(s.text, s.speaker, len(s.evidence)) for s in found] == [("Son mejoras que los vecinos pedían", "luis", 2)]


def test_verbs_that_share_a_sentence_share_it_out() -> None:
    found = said(f"Luis Mora señaló que {CLAIM} y agregó que habrá más lanchas este año.")
    assert [(s.text, s.speaker) for s in found] == [(CLAIM, "luis"), ("habrá más lanchas este año", "luis")]


@pytest.mark.parametrize(
    "claim",
    ["el plan, que habla de aguas, propone tres obras", "el plan es de dos partes, una que habla de aguas, y otra de leyes"],
)
def test_a_verb_of_the_clause_does_not_end_it(claim: str) -> None:
    assert [s.text for s in said(f"Luis Mora detalló que {claim}.")] == [claim]


def test_two_speakers_in_one_sentence() -> None:
    found = said(f"Luis Mora señaló que {CLAIM}, mientras que Ana Paz Ríos indicó que habrá más lanchas nuevas.")
    assert [(s.text, s.speaker) for s in found] == [(CLAIM, "luis"), ("habrá más lanchas nuevas", "ana")]


def test_a_saying_inside_what_is_said_stays_inside() -> None:
    found = said("Luis Mora recordó que los pescadores pidieron que el muelle abra.")
    assert [s.text for s in found] == ["los pescadores pidieron que el muelle abra"]


@pytest.mark.parametrize(
    "text",
    [f"{CLAIM[0].upper()}{CLAIM[1:]}: Luis Mora", f"Luis Mora: {CLAIM}", f"{CLAIM[0].upper()}{CLAIM[1:]}: Mtro. Luis Mora."],
)
@pytest.mark.parametrize("part", [Part.HEADLINE, Part.SUBHEADLINE])
def test_headlines_name_their_speaker(part: Part, text: str) -> None:
    found = said((part, text), "Nada más.")
    assert [(s.text.lower(), s.speaker, s.verb) for s in found] == [(CLAIM, "luis", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Luis Mora prometió abrir el muelle.",
        "Luis Mora destacó el trabajo que hacen los vecinos.",
        "Cabe mencionar que el muelle abrirá en marzo.",
        "Luis Mora viajó con el fin de asegurar que el muelle abra.",
        "Se informó que el muelle abrirá en marzo.",
        "El informe señala que el muelle abrirá en marzo.",
        "El alcalde señaló que el muelle abrirá en marzo.",
        "Luis Mora vio el muelle que anunció Ana Paz Ríos.",
        "Durante la gira, agradeció a Luis Mora.",
        "Luis Mora señaló que “el muelle abrirá en marzo para todos”.",
        "“El muelle abrirá en marzo”, dijo Luis Mora.",
        "Según el calendario, el muelle abrirá en marzo.",
        "Teléfono: Luis Mora",
        "“El muelle abrirá en marzo”, dijo Luis Mora, que ha vivido siempre en este puerto.",
        "Luis Mora habló planteando la situación en la que vive el puerto.",
        "Luis Mora cerró haciendo énfasis en la voluntad que tiene el puerto.",
    ],
)
def test_no_statement(text: str) -> None:
    assert said(text) == []


def test_part_of_a_quotation_stays_in_a_clause_with_words_of_its_own() -> None:
    found = said("Luis Mora señaló que el muelle de los pescadores “va a abrir en marzo para todos”.")
    assert [s.text for s in found] == ["el muelle de los pescadores “va a abrir en marzo para todos”"]


def test_a_speech_reports_only_whom_it_names() -> None:
    found = said("Luis Mora dijo que el muelle abrirá ya. Afirmó que el muelle es de todos nosotros.", kind="discurso")
    assert [s.text for s in found] == ["el muelle abrirá ya"]


@pytest.mark.parametrize(
    "text",
    [
        "Luis Mora agradeció a los vecinos la ayuda que servirá para el muelle.",
        "Ana Paz Ríos habló. La plataforma SIMAR (nacional) reporta que se han estudiado mil casos.",
    ],
)
def test_nobody_is_made_to_say_what_something_else_tells(text: str) -> None:
    assert not said(text)


def test_an_abbreviation_of_a_law_ends_no_statement() -> None:
    (statement,) = said("Luis Mora dijo que los artículos 86 frac. XI y 87 fracc. II del muelle son viejos.")
    assert statement.text == "los artículos 86 frac. XI y 87 fracc. II del muelle son viejos"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Luis Mora dijo que el muelle abrirá en marzo y pidió calma a los vecinos.", "el muelle abrirá en marzo"),
        ("Luis Mora dijo que el muelle abrirá en marzo; por lo anterior, pidió calma.", "el muelle abrirá en marzo"),
        ("Luis Mora dijo que el juez visitó el muelle y pidió calma.", "el juez visitó el muelle y pidió calma"),
        ("Luis Mora dijo que el juez fue al muelle y pidió calma.", "el juez fue al muelle y pidió calma"),
    ],
)
def test_a_second_saying_ends_the_first(text: str, first: str) -> None:
    assert [s.text for s in said(text)] == [first]


@pytest.mark.parametrize(
    "text",
    [
        "Luis Mora se refirió al programa que lleva a cabo el municipio en marzo.",
        "Habló el alcalde. Señaló Luis Mora, que llegó de la costa en marzo.",
        "Luis Mora expuso en el puerto las obras del muelle, que abrirá en marzo.",
        "Luis Mora. Destacó la importancia que tiene el muelle del norte.",
    ],
)
def test_a_relative_clause_is_no_statement(text: str) -> None:
    assert said(text) == []


def test_what_a_thing_is_like_has_no_other_speaker() -> None:
    found = said("Luis Mora llegó temprano. Destacó la importancia que tiene el muelle y señaló que abrirá en el mes de marzo.")
    assert [(s.speaker, s.text) for s in found] == [("luis", "abrirá en el mes de marzo")]


def test_the_maker_of_a_picture_states_nothing() -> None:
    assert said((Part.ITEM, "El muelle abre en marzo a los vecinos. Foto: Luis Mora")) == []
