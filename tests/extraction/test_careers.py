"""Former posts, appointments, ranks, signatures: what gives somebody an office without standing beside the name."""

from __future__ import annotations

import pytest

from tests.extraction.support import roles, understood


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            (
                "Eva Luna Paz habló.",
                "Egresada de Leyes, ha sido, además, directora del Museo Naval y asesora del Consejo de Puertos.",
            ),
            {("Eva Luna Paz", "directora", "Museo Naval"), ("Eva Luna Paz", "asesora", "Consejo de Puertos")},
        ),
        (
            ("Eva Luna Paz habló.", "Es autora de libros.", "Actualmente es miembro del Consejo de Puertos."),
            {("Eva Luna Paz", "miembro", "Consejo de Puertos")},
        ),
        (("Eva Luna Paz y Juan Mora Gil hablaron.", "Ha sido directora del Museo Naval."), set()),
        (("Juan Mora Gil habló.", "Ha sido directora del Museo Naval."), set()),
        (("Eva Luna Paz habló.", "El IMSS es integrante del Consejo de Puertos."), set()),
        (("Eva Luna Paz habló.", "La obra, que fue directora del Museo Naval, dijo."), set()),
    ],
)
def test_the_posts_of_a_curriculum(paragraphs: tuple[str, ...], expected: set[tuple[str, str, str | None]]) -> None:
    assert roles(understood(*paragraphs)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Resolvieron nombrar como directora del Museo Naval a Eva Luna Paz.", {("Eva Luna Paz", "directora", "Museo Naval")}),
        ("Visitaron con la directora del Museo Naval a Eva Luna Paz.", set()),
        ("La nueva directora del Museo Naval es Eva Luna Paz.", {("Eva Luna Paz", "directora", "Museo Naval")}),
        (
            "Fueron los regidores Eva Luna Paz y Juan Mora Gil, como vocales.",
            {
                ("Eva Luna Paz", "regidora", None),
                ("Juan Mora Gil", "regidor", None),
                ("Eva Luna Paz", "vocal", None),
                ("Juan Mora Gil", "vocal", None),
            },
        ),
        (
            "Fue el interventor delegado por la Superintendencia de Pesca, Juan Mora Gil.",
            {("Juan Mora Gil", "interventor delegado", "Superintendencia de Pesca")},
        ),
        # a slip of the accent, and none
        (
            "Así lo dijo la secretaría de Puertos (SP), Eva Luna Paz, quien habló.",
            {("Eva Luna Paz", "secretaria de Puertos", "secretaría de Puertos")},
        ),
        (
            "Así lo dijo la titular de la Secretaría de Puertos, Eva Luna Paz.",
            {("Eva Luna Paz", "titular", "Secretaría de Puertos")},
        ),
        ("Fueron la Secretaría de Puertos, Eva Luna Paz y Juan Mora Gil.", set()),
        # ranks of many words
        (
            "Fue el General de Grupo Piloto Aviador D.E.M. Luis Prado Ríos, comandante de la Base Aérea Militar Número 9.",
            {("Luis Prado Ríos", "comandante", "Base Aérea Militar Número 9")},
        ),
        (
            "Fue el contralmirante Luis Prado Ríos, Diplomado de Estado Mayor (D.E.M.) comandante del Sector Naval de Tecate.",
            {("Luis Prado Ríos", "comandante", "Sector Naval de Tecate")},
        ),
        # an adjective, and a noun
        ("En su trayectoria académica, Eva Luna Paz escribió.", set()),
        ("Habló la reconocida académica Eva Luna Paz.", {("Eva Luna Paz", "académica", None)}),
    ],
)
def test_to_whom_an_office_goes(sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert roles(understood(sentence)) == expected


def test_a_signature_gives_its_office() -> None:
    found = understood("Agradezco el pan.", "Eva Luna Paz", "Directora del Museo Naval")
    assert roles(found) == {("Eva Luna Paz", "Directora", "Museo Naval")}


def test_a_paragraph_below_a_name_is_no_signature() -> None:
    assert not roles(understood("Habló mucho Eva Luna Paz", "Directora del Museo Naval hay solo una, y no es ella."))
