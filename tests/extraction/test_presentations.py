"""How releases present an official with office and body: before the name, behind it, by a verb, in passing. Names invented."""

from __future__ import annotations

import pytest

from tests.extraction.support import roles, understood

_EVA, _LUIS, _JUAN = "Eva Luna Paz", "Luis Prado Ríos", "Juan Mora Gil"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # former holders: "ex" in all its spellings, of any office, with the body that the office has
        ("El exalcalde de Apan, Luis Prado Ríos, asistió.", {(_LUIS, "exalcalde", "Ayuntamiento de Apan")}),
        ("La ex gobernadora de Sonora, Eva Luna Paz, asistió.", {(_EVA, "ex gobernadora", "Gobierno del Estado de Sonora")}),
        ("El ex-delegado del Instituto de Pesca, Luis Prado Ríos, asistió.", {(_LUIS, "ex-delegado", "Instituto de Pesca")}),
        ("El expresidente Luis Prado Ríos asistió.", {(_LUIS, "expresidente", None)}),
        # a relative clause, a verb, an appointment
        (
            "Luis Prado Ríos, quien se desempeña como director del Instituto de Pesca, habló.",
            {(_LUIS, "director", "Instituto de Pesca")},
        ),
        ("Luis Prado Ríos, quien fuera director del Instituto de Pesca, habló.", {(_LUIS, "director", "Instituto de Pesca")}),
        ("Eva Luna Paz es la nueva directora del Instituto de Pesca.", {(_EVA, "directora", "Instituto de Pesca")}),
        ("Eva Luna Paz es la directora del Instituto de Pesca desde ayer.", {(_EVA, "directora", "Instituto de Pesca")}),
        (
            "El gobierno de Centro abrió un mercado. La alcaldesa Eva Luna Paz habló.",
            {(_EVA, "alcaldesa", "gobierno de Centro")},
        ),
        ("Eva Luna Paz fue nombrada directora del Instituto de Pesca.", {(_EVA, "directora", "Instituto de Pesca")}),
        ("La junta designó a Luis Prado Ríos director del Instituto de Pesca.", {(_LUIS, "director", "Instituto de Pesca")}),
        ("Eva Luna Paz saludó a la directora del Instituto de Pesca.", set()),
        ("La junta recibió a Luis Prado Ríos director tras director.", set()),
        # a place or an owner between the office and the name
        (
            "El director del Hospital General No. 5, en Apan, doctor Luis Prado Ríos, habló.",
            {(_LUIS, "director", "Hospital General No. 5")},
        ),
        (
            "La directora del Hospital General de Apan, de la Red de Salud, Eva Luna Paz, habló.",
            {(_EVA, "directora", "Hospital General de Apan")},
        ),
        ("El diputado local por el distrito 5, Luis Prado Ríos, habló.", {(_LUIS, "diputado local", None)}),
        (
            "Habló Luis Prado Ríos, director del Instituto de Pesca. Ing. Juan Mora Gil oyó.",
            {(_LUIS, "director", "Instituto de Pesca")},
        ),
        ("Las secretarias de Pesca, de Puertos y de la Función Marítima; otros.", set()),
        # a full stop that no sentence ends with, a dash
        ("El director del Instituto de Pesca. Ing. Luis Prado Ríos habló.", {(_LUIS, "director", "Instituto de Pesca")}),
        ("Eva Luna Paz – Directora del Instituto de Pesca", {(_EVA, "Directora", "Instituto de Pesca")}),
        # the body stands before the words that say who leads it
        (
            "El Gobierno de Sonora y la Gerencia de Puertos, a cargo de la gerente regional, Dra. Eva Luna Paz, avisan.",
            {(_EVA, "gerente regional", "Gerencia de Puertos")},
        ),
        (
            "El Museo Naval y el Instituto de Pesca (IP), encabezado por el director Luis Prado Ríos, avisan.",
            {(_LUIS, "director", "Instituto de Pesca")},
        ),
        # a portfolio of the town's council, a deputy of the mayor, an office inside another
        (
            "La regidora de Educación, Eva Luna Paz, habló ante el Cabildo de Apan.",
            {(_EVA, "regidora de Educación", "Cabildo de Apan")},
        ),
        ("El segundo teniente de alcalde, Luis Prado Ríos, habló.", {(_LUIS, "segundo teniente de alcalde", None)}),
        (
            "El jefe de la Oficina de la Gobernadora, Luis Prado Ríos, habló.",
            {(_LUIS, "jefe de la Oficina de la Gobernadora", "Oficina de la Gobernadora")},
        ),
        # municipalities that the mayor's office tells apart
        (
            "El alcalde provincial de Ferreñafe, Luis Prado Ríos, y el alcalde distrital de Pítipo, Juan Mora Gil, hablaron.",
            {
                (_LUIS, "alcalde provincial", "Municipalidad Provincial de Ferreñafe"),
                (_JUAN, "alcalde distrital de Pítipo", "Municipalidad Distrital de Pítipo"),
            },
        ),
        # several heads of several bodies
        (
            "Los titulares de las secretarías de Pesca, Eva Luna Paz, y de Turismo, Luis Prado Ríos, firmaron.",
            {(_EVA, "titular", "Secretaría de Pesca"), (_LUIS, "titular de Turismo", "Secretaría de Turismo")},
        ),
        (
            "Los secretarios de Pesca y de Turismo, Eva Luna Paz y Luis Prado Ríos, respectivamente, firmaron.",
            {
                (_EVA, "secretaria de Pesca", "Secretaría de Pesca"),
                (_LUIS, "secretario de Turismo", "Secretaría de Turismo"),
            },
        ),
        # a list without articles, and a woman's office behind a man's name
        (
            "Acudieron el director del Instituto de Pesca, Ing. Luis Prado Ríos, decana del Consejo Regional de Puertos – "
            "Colegio de Marinos, Lic. Eva Luna Paz.",
            {(_LUIS, "director", "Instituto de Pesca"), (_EVA, "decana", "Consejo Regional de Puertos")},
        ),
        # a name right behind the body, a rank before it, an office in short
        (
            "Fue el titular de la Secretaría de Pesca Luis Prado Ríos con la directora de FONPESCA Lyra Mora Quiroz.",
            {(_LUIS, "titular", "Secretaría de Pesca"), ("Lyra Mora Quiroz", "directora", "FONPESCA")},
        ),
        (
            "El director de Seguridad Pública, comandante Luis Prado Ríos, habló.",
            {
                (_LUIS, "director de Seguridad Pública", "Dirección de Seguridad Pública"),
                (_LUIS, "comandante", None),
            },
        ),
        ("Saludó al Pdte. de la República, Juan Mora Gil.", {(_JUAN, "Pdte. de la República", "México")}),
        # nouns of several words that stand for a body named before
        (
            "En la Universidad de la Costa, el rector de la casa de estudios, Luis Prado Ríos, habló.",
            {(_LUIS, "rector", "Universidad de la Costa")},
        ),
        (
            "Llegaron al Hospital General de Apan, donde la directora de la unidad hospitalaria, Eva Luna Paz, habló.",
            {(_EVA, "directora", "Hospital General de Apan")},
        ),
        # whoever heads a portfolio heads the body named after it
        (
            "La Secretaría de Pesca avisa. El titular de Pesca estatal, Luis Prado Ríos, habló.",
            {(_LUIS, "titular de Pesca estatal", "Secretaría de Pesca")},
        ),
        # a deputy is of the ministry that has his portfolio for its name, if the lists or the release know one
        (
            "El subsecretario de Turismo, Luis Prado Ríos, habló.",
            {(_LUIS, "subsecretario de Turismo", "Secretaría de Turismo")},
        ),
        ("El subsecretario de Faros, Luis Prado Ríos, habló.", {(_LUIS, "subsecretario de Faros", "Subsecretaría de Faros")}),
        # whom the lists know as the head of state is not the president of the body that speaks
        (
            "El Instituto de Pesca avisa que nuestro presidente, Felipe Calderón Hinojosa, habló.",
            {("Felipe Calderón Hinojosa", "presidente", "México")},
        ),
        (
            "El Gerente General de Golfo Boreal S.A. de C.V., Luis Prado Ríos, habló.",
            {(_LUIS, "Gerente General", "Golfo Boreal S.A. de C.V.")},
        ),
    ],
)
def test_an_official_is_presented(sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert roles(understood(sentence)) == expected


@pytest.mark.parametrize(("office", "holder"), [("La titular", _EVA), ("El titular", _JUAN)])
def test_the_article_tells_whose_office_it_is(office: str, holder: str) -> None:
    two = "La directora del Instituto de Pesca, Eva Luna Paz, y el director del Museo Naval, Juan Mora Gil, asistieron."
    found = understood(two, f"{office} habló.")
    names = {person.key: person.name for person in found.people}
    last = max(found.mentions, key=lambda mention: mention.span)
    assert [names[key] for key in last.refers_to] == [holder]
