"""Which office of which body a sentence gives to whom, each pattern with its trap. All names invented."""

from __future__ import annotations

import pytest

from tests.extraction.support import roles, understood


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "El director del Instituto de Pesca, Luis Prado Ríos, habló.",
            {("Luis Prado Ríos", "director", "Instituto de Pesca")},
        ),
        (
            "Luis Prado Ríos, subdirector del Instituto de Pesca y vocal del Consejo de Puertos, habló.",
            {("Luis Prado Ríos", "subdirector", "Instituto de Pesca"), ("Luis Prado Ríos", "vocal", "Consejo de Puertos")},
        ),
        (
            "El rector de la Universidad de la Costa y presidente del Consejo de Puertos, Luis Prado Ríos, habló.",
            {("Luis Prado Ríos", "rector", "Universidad de la Costa"), ("Luis Prado Ríos", "presidente", "Consejo de Puertos")},
        ),
        # name first in a list: each office belongs to the name before it
        (
            "Asistieron Eva Luna Paz, asesora del Instituto de Pesca, Juan Mora Gil, director del Museo Naval, y otros.",
            {("Eva Luna Paz", "asesora", "Instituto de Pesca"), ("Juan Mora Gil", "director", "Museo Naval")},
        ),
        # an article after the name begins another subject
        ("Con Eva Luna Paz, la directora del Instituto de Pesca habló.", set()),
        # a ministry by its portfolio, with the article and the number of the office
        (
            "El secretario de la Función Marítima, Luis Prado Ríos, habló.",
            {("Luis Prado Ríos", "secretario de la Función Marítima", "Secretaría de la Función Marítima")},
        ),
        (
            "La secretaria de Pesca, Puertos y Faros, Eva Luna Paz, habló.",
            {("Eva Luna Paz", "secretaria de Pesca, Puertos y Faros", "Secretaría de Pesca, Puertos y Faros")},
        ),
        # cuyo, su
        (
            "El plan es del Instituto de Pesca, cuya directora, Ing. Eva Luna Paz, lo explicó.",
            {("Eva Luna Paz", "directora", "Instituto de Pesca")},
        ),
        # the office of an office
        (
            "La directora de Gabinete del ministro de Pesca, Eva Luna Paz, habló.",
            {("Eva Luna Paz", "directora de Gabinete", "Ministerio de Pesca")},
        ),
        # a body that only the office shows to be one
        (
            "El comandante de la Novena Brigada Costera, Luis Prado Ríos, habló.",
            {("Luis Prado Ríos", "comandante de la Novena Brigada Costera", "Novena Brigada Costera")},
        ),
        ("El comandante de la 19ª Zona Naval, Luis Prado Ríos, habló.", {("Luis Prado Ríos", "comandante", "19ª Zona Naval")}),
        # a party behind a legislator, and a list with brackets
        (
            "Hablaron los diputados Ana Luz Robles Prado (UDP) y Evaristo Solís Mar (FAR) del Congreso de Sonora.",
            {
                ("Ana Luz Robles Prado", "diputada", "Congreso del Estado de Sonora"),
                ("Evaristo Solís Mar", "diputado", "Congreso del Estado de Sonora"),
            },
        ),
        # dealt out with their towns
        (
            "Van las alcaldesas de Jiménez, Eva Luna Paz; de Soto la Marina, Rosa Mora Gil; y de Aldama, Ana Robles Prado.",
            {
                ("Eva Luna Paz", "alcaldesa de Jiménez", "Ayuntamiento de Jiménez"),
                ("Rosa Mora Gil", "alcaldesa", "Ayuntamiento de Soto la Marina"),
                ("Ana Robles Prado", "alcaldesa", "Ayuntamiento de Aldama"),
            },
        ),
        # a plural behind its list
        (
            "Quedaron Juan Mora Gil, Luis Prado Ríos y Rosa Solís Mar, vocales de la Junta de Pesca.",
            {
                ("Juan Mora Gil", "vocal", "Junta de Pesca"),
                ("Luis Prado Ríos", "vocal", "Junta de Pesca"),
                ("Rosa Solís Mar", "vocal", "Junta de Pesca"),
            },
        ),
        # of the matter, and how far it reaches
        (
            "Vino el secretario de Salud departamental, Luis Prado Ríos.",
            {("Luis Prado Ríos", "secretario de Salud departamental", "Secretaría de Salud departamental")},
        ),
        (
            "La ministra de Salud Dra. Eva Luna Paz y el viceministro de Redes Locales, Juan Mora Gil, firmaron.",
            {
                ("Eva Luna Paz", "ministra de Salud", "Ministerio de Salud"),
                ("Juan Mora Gil", "viceministro de Redes Locales", "Ministerio de Salud"),
            },
        ),
        (
            "La Delegación de Pesca abrió; la delegada, Rosa Mora Gil, fue.",
            {("Rosa Mora Gil", "delegada", "Delegación de Pesca")},
        ),
        # two offices and two people in turn
        (
            "Acudieron el gerente y la subgerente del Hospital Santa Rita, Juan Mora Gil y Eva Luna Paz, respectivamente.",
            {
                ("Juan Mora Gil", "gerente", "Hospital Santa Rita"),
                ("Eva Luna Paz", "subgerente", "Hospital Santa Rita"),
            },
        ),
        # a clause between the office and its holder
        (
            "Saludó a la directora del Instituto de Pesca que rige el muelle, Eva Luna Paz.",
            {("Eva Luna Paz", "directora", "Instituto de Pesca")},
        ),
        # an acting office is one title, and a legislator is no honorific
        (
            "La Gobernación de Antioquia dice que el gobernador encargado, Juan Mora Gil, mejora.",
            {("Juan Mora Gil", "gobernador encargado", "Gobernación de Antioquia")},
        ),
        (
            "En el Congreso del Estado de Puebla habló la diputada Eva Luna Paz.",
            {("Eva Luna Paz", "diputada", "Congreso del Estado de Puebla")},
        ),
        (
            "En el Instituto de Pesca, Eva Luna Paz queda como encargada del despacho del Instituto de Pesca.",
            {("Eva Luna Paz", "encargada del despacho", "Instituto de Pesca")},
        ),
        # "y" before another person ends a portfolio
        (
            "Con el secretario de Faros y Víctor Lara Gil, director del Museo Naval.",
            {("Víctor Lara Gil", "director", "Museo Naval")},
        ),
        # como
        (
            "En el Consejo de Puertos quedó Eva Luna Paz como presidenta del Consejo de Puertos.",
            {("Eva Luna Paz", "presidenta", "Consejo de Puertos")},
        ),
    ],
)
def test_an_office_goes_to_its_holder_and_body(sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert roles(understood(sentence)) == expected


def test_a_mayor_and_a_governor_hold_office_where_the_release_is_dated() -> None:
    found = understood("La alcaldesa Eva Luna Paz recibió al gobernador Luis Prado Ríos.", dateline="Tecate, Baja California")
    assert roles(found) == {
        ("Eva Luna Paz", "alcaldesa", "Ayuntamiento de Tecate"),
        ("Luis Prado Ríos", "gobernador", "Gobierno del Estado de Baja California"),
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("El alcalde vio al Gobernador del Estado Mario Ruiz Sosa.", "Gobierno del Estado de Sinaloa"),
        ("Habló el Gobernador del Estado, Mario Ruiz Sosa.", "Gobierno del Estado de Sinaloa"),
        ("Habló el Gobernador del Estado de Nayarit, Mario Ruiz Sosa.", "Gobierno del Estado de Nayarit"),
        ("Habló el Gobernador del Estado de México, Mario Ruiz Sosa.", "Gobierno del Estado de México"),
        ("Habló la Secretaria de Turismo del Estado Irma Ruiz Sosa.", "Secretaría de Turismo del Estado"),
        ("Habló la diputada local Irma Ruiz Sosa.", "Congreso del Estado de Sinaloa"),
        ("Habló el diputado federal Mario Ruiz Sosa.", "Cámara de Diputados"),
        ("Habló el Presidente Mario Ruiz Sosa.", "Ayuntamiento de Culiacán"),
    ],
)
def test_an_office_of_the_state_is_that_of_the_dateline_or_the_one_named(sentence: str, expected: str) -> None:
    assert {b for _, _, b in roles(understood(sentence, dateline="Culiacán, Sinaloa, 3 de mayo de 2024"))} == {expected}


@pytest.mark.parametrize(
    ("dateline", "sentence", "expected"),
    [
        # A governor writes from the capital of the country; his government says of which state he is.
        ("Ciudad de México, a 8 de mayo de 2025.", "El Gobierno de Zacatecas crece. Habló el gobernador Luis Prado Ríos.",
         "Gobierno del Estado de Zacatecas"),
        # Only Mexico calls its mayors presidents.
        ("Asunción, Paraguay", "Firmó el presidente Luis Prado Ríos.", "Paraguay"),
        ("Tula de Allende, Hidalgo", "Firmó el presidente Luis Prado Ríos.", "Ayuntamiento de Tula de Allende"),
        ("Lima, Perú", "El jefe de Estado, Luis Prado Ríos, cerró el foro.", "Perú"),
        ("", "En Ushuaia, Argentina, firmó el intendente Luis Prado Ríos.", "Municipalidad de Ushuaia"),
        # The sentence sets its scene.
        ("", "En Tijuana llovió. En Mexicali, la ministra habló con el alcalde Luis Prado Ríos.", "Ayuntamiento de Mexicali"),
        ("", "En Durango llueve. Fue la alcaldesa capitalina, Eva Luna Paz.", "Ayuntamiento de Durango"),
        ("", "En Tula y en Tepic llueve. El alcalde de Ojo Seco rio. Fue el alcalde, Luis Prado.", "Ayuntamiento de Ojo Seco"),
        ("Tijuana, B.C.", "En Mexicali, habló el alcalde Luis Prado Ríos.", "Ayuntamiento de Tijuana"),
    ],
)  # fmt: skip
def test_a_head_of_government_sits_where_the_text_is_set(dateline: str, sentence: str, expected: str) -> None:
    assert {seat for _, _, seat in roles(understood(sentence, dateline=dateline))} == {expected}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # whoever presides over a government is whom its office means
        (
            "El Ayuntamiento de Tecate, que preside Eva Luna Paz, dio pan. Es bueno, dijo la alcaldesa.",
            {("Eva Luna Paz", "alcaldesa", "Ayuntamiento de Tecate")},
        ),
        # municipal officers sit in the municipality, not in the body named before them
        (
            "El Ayuntamiento de Tecate dio pan. Fueron el director del Instituto de Pesca, Juan Mora Gil; el Tesorero "
            "Municipal, Luis Prado Ríos; y el Oficial Mayor, Evaristo Solís Mar.",
            {
                ("Juan Mora Gil", "director", "Instituto de Pesca"),
                ("Luis Prado Ríos", "Tesorero Municipal", "Ayuntamiento de Tecate"),
                ("Evaristo Solís Mar", "Oficial Mayor", "Ayuntamiento de Tecate"),
            },
        ),
        (
            "Fue la presidenta electa de Tecate, Eva Luna Paz.",
            {("Eva Luna Paz", "presidenta electa", "Ayuntamiento de Tecate")},
        ),
        ("Fue la alcaldesa de Ciudad Juárez, Eva Luna Paz.", {("Eva Luna Paz", "alcaldesa", "Ayuntamiento de Ciudad Juárez")}),
        (
            "Luis Prado Ríos, presidente municipal de Ciudad Valles, San Luis Potosí.",
            {("Luis Prado Ríos", "presidente municipal", "Ayuntamiento de Ciudad Valles")},
        ),
        ("Fue el Gobernador del Estado Luis Prado Ríos.", {("Luis Prado Ríos", "Gobernador", None)}),
        (
            "Fue la delegada del Gobierno en Galicia, Eva Luna Paz.",
            {("Eva Luna Paz", "delegada del Gobierno", "Delegación del Gobierno en Galicia")},
        ),
        ("Fue el ministro de puertos, Juan Mora Gil.", {("Juan Mora Gil", "ministro de puertos", None)}),
        ("Fue la directora de la Casa del Pan, Eva Cinco Paz.", {("Eva Cinco Paz", "directora", "Casa del Pan")}),
        (
            "Fue el director de la Unidad Académica y de Redes, Juan Mora Gil.",
            {("Juan Mora Gil", "director", "Unidad Académica y de Redes")},
        ),
    ],
)
def test_whom_an_office_is_given_and_where(sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert roles(understood(sentence)) == expected


def test_a_plural_office_is_dealt_out_over_a_list_with_places() -> None:
    found = understood("Los presidentes municipales electos fueron: Eva Luna Paz, de Tecate; Juan Mora Gil, de Ensenada.")
    assert roles(found) == {
        ("Eva Luna Paz", "presidenta municipal electa", "Ayuntamiento de Tecate"),
        ("Juan Mora Gil", "presidente municipal electo", "Ayuntamiento de Ensenada"),
    }


def test_a_bare_office_repeats_the_full_one() -> None:
    found = understood("El ministro de Pesca, Luis Prado Ríos, habló.", "“Hay peces”, dijo el ministro Prado Ríos.")
    assert roles(found) == {("Luis Prado Ríos", "ministro de Pesca", "Ministerio de Pesca")}


def test_an_office_without_a_name_means_its_holder() -> None:
    found = understood(
        "El director del Instituto de Pesca, Luis Prado Ríos, habló.", "El titular del Instituto de Pesca se despidió."
    )
    assert ("role-in-document", (found.people[0].key,)) in {(m.resolved_by, m.refers_to) for m in found.mentions}


def test_an_office_of_two_holders_is_nobodys() -> None:
    found = understood(
        "La directora del Museo Naval, Eva Luna Paz, y el director del Instituto de Pesca, Luis Prado Ríos, hablaron.",
        "El titular del Consejo de Puertos se despidió.",
    )
    assert not [m for m in found.mentions if m.resolved_by == "role-in-document"]
