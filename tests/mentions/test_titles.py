"""Where titles begin and end, and what is none."""

from __future__ import annotations

import pytest

from converter.mentions import titles
from tests.mentions.support import analysis


def unmark(marked: str) -> tuple[str, str]:
    """The text without square brackets, and what stood between them."""
    return marked.replace("[", "").replace("]", ""), marked[marked.index("[") + 1 : marked.index("]")]


@pytest.mark.parametrize(
    ("marked", "number"),
    [
        ("Acudió a la [IV Reunión del Grupo de Enlace Bilateral Chile-Cuba], donde habló.", 4),
        ("Durante la [XII Asamblea General de la Unión de Puertos] (UP), dijo.", 12),
        ("Abrió el [40° Periodo de Sesiones de la Comisión del Café].", 40),
        ("En la [Reunión Estatal de Riego, Suelo y Bosques Nuevos] hubo acuerdos.", None),
        ("Cerró la [Jornada por el Agua] con música.", None),
        ("Ganó el [Concurso Estatal de Relatos en Corto]: Ana Paz.", None),
        ("Ganó el [Concurso Estatal de Relatos] en Torreón.", None),
        ("Anunció la [Feria Internacional del Libro de Monteclaro 2031].", None),
        ("Celebran el [Día Internacional del Suelo].", None),
        ("Premian en el [Concurso «Letras de Sal»] a niños.", None),
        ("Convocan al concurso “[Letras de Sal]” a niños.", None),
        ("Convocan al certamen [Letras de Sal y Arena] a niños.", None),
        ("Dieron a conocer el evento “[Redes Nuevas]” en el muelle.", None),
        ("Abrió la [Jornada Anual de Redes+ 2031] en el muelle.", None),
        ("En su [Mensaje a la Nación] habló de redes.", None),
        ("Será sede del [15° GORE EJECUTIVO] de otoño.", 15),
        ("Convocan al concurso nacional de cuento “[Letras de Sal]” a niños.", None),
        ("Fue sede de la [Vigésima Séptima Reunión de Faros].", 27),
        ("Bienvenidos a la [Centésima Décima Primera Asamblea General del Ateneo].", 111),
        ("Acudió a la [39 Sesión de la Liga de Faros] ayer.", 39),
        ("Cerró la [4a. Reunión de Faros] ayer.", 4),
        ("Rindió su [Tercer Informe de Gobierno] en la plaza.", 3),
        ("Encabezó la [Jornada de Atención Médica, Dental y de Servicios] del barrio.", None),
        ("En el marco del [Aniversario 110 del inicio de la Travesía Mayor], marchó.", 110),
        ("Inauguró la Edición 78 de la [Feria de Todos los Santos].", 78),
        ("Llega la XV edición del [Festival de la Sal] al puerto.", 15),
        ("Abrió la [Gran Feria Montes 2031] con música.", None),
        ("Paseó por la [Expo Montes 2031] con su banda.", None),
        ("Prepara el primer [Encuentro Médico de Islas].", 1),
    ],
)
def test_events(marked: str, number: int | None) -> None:
    text, name = unmark(marked)
    (found,) = titles.find(analysis(text))
    assert (found.kind, found.name, found.ordinal) == ("event", name, number)


@pytest.mark.parametrize(
    "marked",
    [
        "Firmaron el [Convenio Marco para el Intercambio de Semillas], que prevé viveros.",
        "Firmó el [Convenio de Colaboración de Servicios] con el Ateneo del Puerto.",
        "Aprobó la [Ley de Costas Limpias] propuesta ayer.",
        "Según el [Real Decreto 12/2031, de 2 de mayo], hay plazo.",
        "Deroga el [Decreto de 8 de marzo de 1931] por completo.",
        "Presenta un nuevo “[Reglamento de Mercados, Uso de Calles y Ferias]” hoy.",
        "Avanza el [Plan de Movilidad no Motorizada] del valle.",
        "Aprueba el [Real Decreto de becas], con fondos.",
        "Aprueba el [Real Decreto de ordenación de las artes musicales] para el próximo curso.",
        "Pusieron en marcha el programa «[Brotes del Sur]» ayer.",
        "Cumple con la [Agenda 2045] y más.",
        "Aprueba el [Convenio para el Trueque de Redes, Boyas para la Costa y Material de Pesca], dijo.",
        "Aprueba el [Real Decreto por el que se regulan las becas de mar para el curso 2031-2032], con fondos.",
        "Firmó el [Acuerdo CT.12/31.P] ayer.",
        "Se sumó al [Programa Jóvenes Cuidando el Arrecife] del puerto.",
        "Se sumó al [Programa La Playa es Nuestra] del puerto.",
        "Reduce el [Plan para Abatir el Rezago Costero] ya.",
        "Rige el [Pacto Andino para una Pesca Segura, Limpia y Regular] desde enero.",
        "Rige el [Pacto Andino para una Pesca Segura] desde enero.",
    ],
)
def test_agreements(marked: str) -> None:
    text, name = unmark(marked)
    (found,) = titles.find(analysis(text))
    assert (found.kind, found.name) == ("agreement", name)


@pytest.mark.parametrize(
    "text",
    [
        "Reunión de trabajo con vecinos del valle.",
        "Sostuvo una reunión en la Ciudad de Montes.",
        "El Congreso del Estado aprobó el gasto.",
        "Llegó el partido Encuentro Social al cabildo.",
        "La Conferencia de Rectores opinó.",
        "Viven en la colonia Plan del Norte.",
        "Durante Semana Santa abrirán.",
        "Convenio en beneficio de todos.",
        "Recibió el Primer Premio y una beca.",
        "Cantó anoche en la Expo Montes con su banda.",
        "Cantó anoche en el Foro Aurora con su banda.",
        "Es un Plan de gran alcance para todos.",
    ],
)
def test_no_title(text: str) -> None:
    assert titles.find(analysis(text)) == []


def test_a_title_of_the_body_is_found_in_a_headline_in_capitals() -> None:
    found = titles.find(
        analysis("Rosa Luz inauguró el Foro Regional del Agua.", headline="INAUGURA ROSA LUZ EL FORO REGIONAL DEL AGUA")
    )
    assert [(t.name, t.span.start) for t in found] == [("Foro Regional del Agua", 21), ("Foro Regional del Agua", 66)]


def test_acronym_is_an_alias_only_where_it_spells_the_title() -> None:
    (law,) = titles.find(analysis("Reforma la Ley General de Costas (LGC) de inmediato."))
    assert law.aliases == ("Ley General de Costas (LGC)", "LGC")
    (meeting,) = titles.find(analysis("Abrió la II Reunión de la Red de Faros (REFA) ayer."))
    assert "REFA" not in meeting.aliases
    assert "Reunión de la Red de Faros" in meeting.aliases
