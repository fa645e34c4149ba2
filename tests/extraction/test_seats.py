"""In which body somebody holds an office that leaves its body out, each kind with its trap. All names invented."""

from __future__ import annotations

import pytest

from tests.extraction.support import roles, understood

APAN = "Apan, Hgo., 3 de mayo de 2021.-"


@pytest.mark.parametrize(
    ("headline", "sentence", "chamber"),
    [
        (
            "Reforma el Congreso de Hidalgo su ley",
            "El Congreso de Hidalgo escribió al Congreso de la Unión. Habló la diputada Eva Luna Paz.",
            "Congreso del Estado de Hidalgo",
        ),
        ("", "El IMSS escribió al Congreso de Hidalgo y al Congreso de Sonora. Habló la diputada Eva Luna Paz.", None),
        ("", "El Congreso de Hidalgo sesionó. Habló el senador Juan Mora Gil.", "Senado de la República"),
        ("", "El Congreso de Hidalgo sesionó. Habló la diputada federal Eva Luna Paz.", "Cámara de Diputados"),
        (
            "",
            "El Congreso de Hidalgo y la Cámara de Diputados sesionaron. Habló la diputada local Eva Luna Paz.",
            "Congreso del Estado de Hidalgo",
        ),
    ],
)
def test_the_chamber_of_a_legislator(headline: str, sentence: str, chamber: str | None) -> None:
    found = roles(understood(sentence, dateline=APAN, headline=headline))
    assert {body for _, _, body in found} == {chamber}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "El Ministerio de Universidades y el Ministerio de Pesca dieron pan. Así lo dijo el ministro Luis Prado Ríos.",
            {("Luis Prado Ríos", "ministro", "Ministerio de Universidades")},
        ),
        (
            "El Ministerio de Universidades y el Ministerio de Pesca dieron pan. Fueron el ministro de Pesca, Juan Mora Gil, y "
            "la ministra Eva Luna Paz.",
            {("Juan Mora Gil", "ministro de Pesca", "Ministerio de Pesca"), ("Eva Luna Paz", "ministra", None)},
        ),
        (
            "El gobernador Luis Prado Ríos habló. Es una decisión del Gobierno de la Provincia, dijo el Gobierno provincial.",
            {("Luis Prado Ríos", "gobernador", "Gobierno de la Provincia")},
        ),
        (
            "Cantó la Arquidiócesis de Apan con el arzobispo Juan Mora Gil.",
            {("Juan Mora Gil", "arzobispo", "Arquidiócesis de Apan")},
        ),
        ("Cantó el obispo de Tecate, Juan Mora Gil.", {("Juan Mora Gil", "obispo", "Diócesis de Tecate")}),
        ("Cantó el arzobispo de Michoacán, Juan Mora Gil.", {("Juan Mora Gil", "arzobispo", None)}),
        (
            "El pan llegó a la delegación San Isidro. Habló el titular de la demarcación, Juan Mora Gil.",
            {("Juan Mora Gil", "titular", "Delegación San Isidro")},
        ),
        ("Habló el titular de la demarcación, Juan Mora Gil.", {("Juan Mora Gil", "titular", None)}),
        ("Habló el coordinador de delegados, Juan Mora Gil.", {("Juan Mora Gil", "coordinador", None)}),
        (
            "El Ayuntamiento de Tecate dio pan. Habló el secretario del gobierno municipal, Juan Mora Gil.",
            {("Juan Mora Gil", "secretario", "Ayuntamiento de Tecate")},
        ),
        (
            "El Consejo de Puertos sesionó. Los consejeros ciudadanos son: Eva Luna Paz en lugar de Luis Prado Ríos y Juan "
            "Mora Gil.",
            {
                ("Eva Luna Paz", "consejera ciudadana", "Consejo de Puertos"),
                ("Juan Mora Gil", "consejero ciudadano", "Consejo de Puertos"),
            },
        ),
    ],
)
def test_the_body_of_a_bare_office(sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert roles(understood(sentence)) == expected


def test_a_president_nobody_knows_is_the_one_of_the_releases_country() -> None:
    found = understood(
        "El Senado de la República escribió al presidente Luis Prado Ríos, de visita en Santo Domingo y en Puerto Plata."
    )
    assert roles(found) == {("Luis Prado Ríos", "presidente", "República Dominicana")}
    assert "Presidencia de la República Dominicana" in {o.name for o in found.organizations if o.iri is None}


@pytest.mark.parametrize(
    ("name", "holder"),
    [("Sedepe", "Luis Prado Ríos"), ("Sedepeti", "Luis Prado Ríos"), ("Sedeagua", None)],
)
def test_the_head_of_a_body_by_letters_that_no_list_holds(name: str, holder: str | None) -> None:
    found = understood(
        "El Ayuntamiento de Tijuana y su presidente municipal, Juan Mora Gil, dieron pan. "
        "Habló el secretario de Desarrollo Pesquero, Luis Prado Ríos.",
        f"El titular de la {name} se despidió.",
        dateline="Tijuana, Baja California, 3 de mayo de 2021.-",
    )
    names = {person.key: person.name for person in found.people}
    held = [names[m.refers_to[0]] for m in found.mentions if m.resolved_by == "role-in-document"]
    assert held == ([holder] if holder else [])


def test_a_portfolio_ends_in_the_letters_of_its_body() -> None:
    found = understood("La Universidad Autónoma Costera dio pan. Habló el director de Posgrado de la UACo, Juan Mora Gil.")
    assert {body for _, _, body in roles(found)} == {"Universidad Autónoma Costera"}


@pytest.mark.parametrize(("body", "expected"), [("Congreso local", {"Eva Luna Paz"}), ("Museo Naval", set())])
def test_who_presides_a_parliament_is_its_president(body: str, expected: set[str]) -> None:
    found = understood(
        "La Legislatura que preside la diputada Eva Luna Paz sesionó en Apan, Hidalgo.", f"La presidenta del {body} habló."
    )
    assert {person for person, name, _ in roles(found) if name == "presidenta"} == expected


def test_a_governor_by_another_word_leads_the_government() -> None:
    found = understood("Habló el mandatario estatal, Juan Mora Gil.", dateline="Tijuana, Baja California, 3 de mayo de 2021.-")
    assert roles(found) == {("Juan Mora Gil", "mandatario estatal", "Gobierno del Estado de Baja California")}
