"""People, offices and organisations as sentences of the genre name them, each pattern with its trap. All names invented."""

from __future__ import annotations

from functools import cache

import pytest

from converter.authorities import Authorities
from converter.extraction import extract
from converter.model import Document, Extraction, Part, Passage, Reading, Release, Span


@cache
def understood(*texts: str, dateline: str = "") -> Extraction:
    """What a release with this dateline and these paragraphs says."""
    parts = [(Part.DATELINE, dateline)] if dateline else []
    parts += [(Part.PARAGRAPH, text) for text in texts]
    whole, passages = "", []
    for part, text in parts:
        start = len(whole) + 2 if whole else 0
        whole += ("\n\n" if whole else "") + text
        passages.append(Passage(part, Span(start, start + len(text))))
    document = Document("a.txt", "text/plain", "0" * 64, whole, ())
    line = passages[0].span if dateline else None
    return extract(
        Release(document, Reading(whole, range(len(whole))), tuple(passages), dateline=line, place=line), Authorities.load()
    )


def roles(found: Extraction) -> set[tuple[str, str, str | None]]:
    names = {e.key: e.name for e in (*found.people, *found.organizations, *found.places)}
    return {(names[r.person], r.name, names.get(r.organization or "")) for r in found.roles}


def mentioned(found: Extraction, keys: tuple[str, ...]) -> set[str]:
    named = {key for mention in found.mentions for key in mention.refers_to}
    return {key for key in keys if key in named}


def bodies(found: Extraction) -> set[str]:
    named = mentioned(found, tuple(o.key for o in found.organizations))
    return {o.name for o in found.organizations if o.key in named}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # an office before the name, with and without article, honorific and comma
        ("La directora general del Instituto de Pesca, doctora Irma Solís Peña, inauguró el muelle.", "Irma Solís Peña"),
        ("Acudió el Dr. Segundo Ruiz Cano.", "Segundo Ruiz Cano"),
        ("Saludó a doña Refugio Lara.", "Refugio Lara"),
        ("Habló la licenciada en Enfermería Delia Prado Ríos.", "Delia Prado Ríos"),
        # particles, nicknames, initials, numerals
        ("El maestro Tomás Lerdo de Tejada y el juez cenaron.", "Tomás Lerdo de Tejada"),
        ("Ganó José Eduardo “Pepín” Rovira Soto.", "José Eduardo “Pepín” Rovira Soto"),
        ("La reina saludó a Su Majestad Alfonso XV en el puerto.", "Alfonso XV"),
        ("Presidió la señora Lucía Aguilar de Hervert, y habló.", "Lucía Aguilar de Hervert"),
        # the second word of a headline is the given name
        ("Anuncia Araceli Bravo Figueroa un mercado.", "Araceli Bravo Figueroa"),
    ],
)
def test_a_person_is_found_with_the_whole_name(sentence: str, expected: str) -> None:
    assert [p.name for p in understood(sentence).people] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Se pavimentó la calle Miguel Hidalgo y la avenida Rosario Castellanos.",
        "Obtuvo el premio Juana Inés Ramírez en la escuela Benito Juárez.",
        "La Secretaría de Salud Pública y la dirección de Tránsito Municipal operan hoy.",
        "Viajaron de San Luis Potosí a San Pedro Sula.",
        "La empresa invirtió en América Latina.",
    ],
)
def test_the_name_of_a_thing_is_nobody(sentence: str) -> None:
    assert understood(sentence).people == ()


def test_a_list_of_people_carries_unknown_names() -> None:
    found = understood("Se premió a Ana Torres, Ioana Vrescu y Luis Paredes, de la ciudad.")
    assert [p.name for p in found.people] == ["Ana Torres", "Ioana Vrescu", "Luis Paredes"]


def test_later_and_damaged_names_are_one_person() -> None:
    found = understood(
        "La directora Raquel Montes Buendía abrió la sesión.",
        "Montes Buendía dio gracias. Raguel Montes volvió a hablar; Montes rio.",
    )
    assert len(found.people) == 1
    assert found.people[0].name == "Raquel Montes Buendía"
    assert len([m for m in found.mentions if m.refers_to == (found.people[0].key,) and m.kind.value == "name"]) == 4


def test_a_shared_surname_is_nobodys() -> None:
    found = understood("Vinieron Ana Torres Lima y Luis Torres Cano.", "Torres dijo que no.")
    partial = [m for m in found.mentions if m.resolved_by == "partial-name"]
    assert partial == []


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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Viajó de Torreón Coahuila a San Diego California en tren.", {"Torreón", "Coahuila", "San Diego", "California"}),
        ("Abrió la Delegación Rosa Lima y la delegación San Pedro del Río.", {"Rosa Lima", "San Pedro del Río"}),
        (
            "Está en la colonia Villa de Cedro 2, no en la colonia Mirador 20 veces.",
            {"colonia Villa de Cedro 2", "colonia Mirador"},
        ),
        ("Fue el evento “Laguna Robot Fest” de ayer.", set()),
        ("Llueve en la región Centro de la entidad.", set()),
        ("Llueve en el departamento Mirador y en Iguala.", {"Mirador", "Iguala"}),
        ("Es ejemplo para otros Estados de México.", {"México"}),
    ],
)
def test_places_by_what_stands_beside_them(sentence: str, expected: set[str]) -> None:
    assert {p.name for p in understood(sentence).places} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Lo pagó la Secretaría de Pesca (Sepe) del Gobierno Federal.", {"Secretaría de Pesca", "Gobierno Federal"}),
        ("Avisó la Secretaría de Honradez y la Función Civil.", {"Secretaría de Honradez y la Función Civil"}),
        ("Avisaron la Secretaría de Pesca y la Cruz Roja.", {"Secretaría de Pesca", "Cruz Roja"}),
        ("Fue del Hospital General de Tula a Eva Luna Paz el premio.", {"Hospital General de Tula"}),
        (
            "Fue el Instituto de Luz, Acceso a la Pesca y Cuidado del Mar (ILAP).",
            {"Instituto de Luz, Acceso a la Pesca y Cuidado del Mar"},
        ),
        ("Abrió la Embajada de Francia en España ayer.", {"Embajada de Francia en España"}),
        ("El Gobierno de Perú habló. Lo dijo el Gobierno ayer.", {"Gobierno de Perú"}),
        ("Vino la XII Zona Militar, no la Zona Militar.", {"XII Zona Militar"}),
    ],
)
def test_how_far_the_name_of_a_body_reaches(sentence: str, expected: set[str]) -> None:
    assert bodies(understood(sentence)) == expected


def test_towns_behind_a_plural_of_mayors_are_towns() -> None:
    found = understood("Fue con los intendentes de Luis Prado, Faro Azul y Mirador. El acuerdo con Luis Prado es de pan.")
    assert {p.name for p in found.places} == {"Luis Prado", "Faro Azul", "Mirador"}
    assert not found.people


def test_a_party_stands_behind_a_legislator() -> None:
    assert bodies(understood("Habló la diputada Eva Luna Paz (UDP), del Hospital Naval (HN).")) >= {"UDP"}


def test_a_plural_office_is_dealt_out_over_a_list_with_places() -> None:
    found = understood("Los presidentes municipales electos fueron: Eva Luna Paz, de Tecate; Juan Mora Gil, de Ensenada.")
    assert roles(found) == {
        ("Eva Luna Paz", "presidente municipal electo", "Ayuntamiento de Tecate"),
        ("Juan Mora Gil", "presidente municipal electo", "Ayuntamiento de Ensenada"),
    }


def test_initials_join_only_what_they_can_begin() -> None:
    found = understood("El rector, J. Carlos Ruiz Gómez, y la decana, Julia Ruiz Gómez, abrieron.")
    assert [p.name for p in found.people] == ["J. Carlos Ruiz Gómez", "Julia Ruiz Gómez"]


def test_a_surname_that_is_a_noun_of_places_loses_nobody() -> None:
    found = understood("Ganó Luis Paredes Torres", "Eva Luna Paz quedó segunda.")
    assert [p.name for p in found.people] == ["Luis Paredes Torres", "Eva Luna Paz"]


def test_a_dateline_holds_places_only_and_one_that_no_list_knows() -> None:
    found = understood("El Instituto de Pesca abrió.", dateline="Xulcabán, Yucatán")
    assert found.people == ()
    assert found.place_of_issue == "place-xulcaban"


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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("El Instituto de Pesca y la Comisión de Puertos firmaron.", {"Instituto de Pesca", "Comisión de Puertos"}),
        ("Habló la Secretaría de Pesca y Puertos.", {"Secretaría de Pesca y Puertos"}),
        ("El Ministerio de Pesca, Puertos y Faros convoca.", {"Ministerio de Pesca, Puertos y Faros"}),
        ("La Comisión para la Protección contra Mareas actúa.", {"Comisión para la Protección contra Mareas"}),
        ("Fue llevado al Hospital General de Zona No. 77.", {"Hospital General de Zona No. 77"}),
        (
            "Operan los Hospitales Generales Regionales No. 7 y No. 21.",
            {"Hospital General Regional No. 7", "Hospital General Regional No. 21"},
        ),
        ("El Hospital Nacional “Doce de Junio” atiende.", {"Hospital Nacional “Doce de Junio”"}),
        ("La Facultad de Náutica de la Universidad de la Costa abre.", {"Facultad de Náutica", "Universidad de la Costa"}),
        ("Colabora la asociación Manos del Mar.", {"Manos del Mar"}),
        (
            "El Sindicato Único de Trabajadores al Servicio de los Puertos vota.",
            {"Sindicato Único de Trabajadores al Servicio de los Puertos"},
        ),
        ("La secretaría de Pesca informó.", {"secretaría de Pesca"}),
        ("Crece el Hospital General Regional (HGR) No. 7 de Tecate.", {"Hospital General Regional No. 7"}),
        ("Abrió el Centro Médico Naval (CMN) “5 de Marzo”.", {"Centro Médico Naval “5 de Marzo”"}),
        ("Se amplió el hospital general Rosa Lima.", {"hospital general Rosa Lima"}),
        ("Los Ministerios de Pesca y de Faros firman.", {"Ministerio de Pesca", "Ministerio de Faros"}),
        ("Habló la Sección 7 del SNTE.", {"Sección 7 del SNTE"}),
        # no bodies: a street, a class of bodies, a noun before another name, a course of study
        ("Se cerró la colonia Centro.", set()),
        ("Los Hospitales Generales atienden.", set()),
        ("Es personal de Administración y Servicios.", set()),
        ("Creció la Inversión Naval Directa (IND).", set()),
        ("Se usa un Sistema de Información Geográfica.", set()),
    ],
)
def test_the_name_of_a_body_has_its_whole_extent(sentence: str, expected: set[str]) -> None:
    assert bodies(understood(sentence)) == expected


def test_a_body_goes_by_its_acronym_whether_printed_or_spelt() -> None:
    found = understood(
        "El Instituto Metropolitano de Planeación Costera (IMPLACO) y la Fiscalía Especial de Mareas trabajan.",
        "El IMPLACO agradeció a la FEM.",
    )
    assert {o.name: o.aliases for o in found.organizations} == {
        "Instituto Metropolitano de Planeación Costera": ("IMPLACO",),
        "Fiscalía Especial de Mareas": ("FEM",),
    }


def test_generic_governments_are_those_of_the_dateline() -> None:
    found = understood("El Gobierno Municipal y el Gobierno del Estado firmaron.", dateline="Tecate, Baja California")
    assert bodies(found) == {"Ayuntamiento de Tecate", "Gobierno del Estado de Baja California"}


def test_what_an_office_implies_is_described_but_not_mentioned() -> None:
    found = understood("El secretario de Faros, Luis Prado Ríos, habló.")
    assert bodies(found) == set()
    assert [o.name for o in found.organizations] == ["Secretaría de Faros"]


@pytest.mark.parametrize(
    ("body", "dateline", "codes"),
    [
        ("El Consorcio Matutino informa a sus lectores de que ayer hubo fiesta en el puerto.", "", {"nothing-official"}),
        (
            "El Consorcio Matutino informa a sus lectores de que ayer hubo fiesta en el puerto.",
            "Tecate, Baja California",
            set(),
        ),
        ("La Secretaría de Turismo informa de que ayer hubo fiesta en el puerto.", "", set()),
    ],
)
def test_a_text_with_nothing_official_is_for_review(body: str, dateline: str, codes: set[str]) -> None:
    issues = understood(body, dateline=dateline).issues
    assert {i.code for i in issues} & {"nothing-official"} == codes


def test_a_town_is_of_the_state_beside_it() -> None:
    (town,) = (
        p
        for p in understood("En Tijuana habló el alcalde de San Diego California, Eva Luna Paz.").places
        if p.name == "San Diego"
    )
    assert town.same_as == ("https://sws.geonames.org/5391811/",)


def test_a_capital_in_a_dateline_tells_the_country() -> None:
    ministry = "El Ministerio de Educación y Formación Profesional da becas."
    (linked,) = understood(ministry, dateline="Madrid, 3 de mayo de 2020").organizations
    (unlinked,) = understood(ministry).organizations
    assert (linked.iri is not None, unlinked.iri) == (True, None)


def test_who_only_decides_does_not_issue() -> None:
    found = understood(
        "El Consejo de Ministros ha aprobado, a propuesta del Ministerio de Pesca, los puertos.",
        "El Ministerio de Pesca los abre, y es el Ministerio de Pesca quien los cuida.",
    )
    names = {o.key: o.name for o in found.organizations}
    assert [names[i.organization] for i in found.issuers] == ["Ministerio de Pesca"]
