"""Which bodies and places sentences of the genre name, each pattern with its trap. All names invented."""

from __future__ import annotations

import pytest

from tests.extraction.support import bodies, understood


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
        ("Es ejemplo en otros Estados de México y en otras costas.", {"México"}),
        ("Está en la colonia 20 de Noviembre, donde llovió.", {"colonia 20 de Noviembre"}),
        ("Llovió en la colonia 20 de Noviembre de 2020.", set()),
        ("Está en la Hacienda El Roble y el puente Marea.", {"Hacienda El Roble", "puente Marea"}),
        ("Es la Hacienda del Estado.", set()),
        ("Está en el Parque Industrial Atlántico y en el parque industrial.", {"Parque Industrial Atlántico"}),
        ("Está en la Zona Centro, no en la Zona Escolar ni en la Zona Metropolitana.", {"Zona Centro"}),
        ("Hay obras en la ruta Vicente Guerrero.", set()),
        ("Suma casos: Mérida 27, Progreso 15, Valladolid 9 y Tizimín 4.", {"Mérida", "Progreso", "Valladolid", "Tizimín"}),
        ("Sacaron puntos Ana Paz 27, Eva Luna 15 y Rosa Marín 4.", set()),
        ("Estuvo en el Instituto del Mar (Florencia, Italia).", {"Florencia", "Italia"}),
        ("Viajó a Ciudad Pemex ayer.", {"Ciudad Pemex"}),
    ],
)
def test_places_by_what_stands_beside_them(sentence: str, expected: set[str]) -> None:
    assert {p.name for p in understood(sentence).places} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # schools and health authorities by their letters, one number behind another, a section by its Roman number
        ("Vacunan en las sedes de Cbtis 87 y 31 y de la UGEL Faro.", {"Cbtis 87", "Cbtis 31", "UGEL Faro"}),
        ("Hay lugar en el Cbtis 87 y 31 camas.", {"Cbtis 87"}),
        ("Firmó la Sección VI del Sindicato de Marinos.", {"Sección VI del Sindicato de Marinos"}),
        # a firm or a newspaper of one word, but no place
        ("Lo hizo la empresa Marlín, según el periódico La Marea.", {"Marlín", "La Marea"}),
        ("Lo hizo la empresa México adentro.", set()),
        # a hospital told by its owner and town; an organ by what only organs have
        ("Abren el Hospital del IMSS en Ensenada.", {"Hospital del IMSS en Ensenada"}),
        ("Hoy cierra la quinta sesión de la Mesa Ejecutiva.", {"Mesa Ejecutiva"}),
        ("Puso la mesa la Mesa Ejecutiva de roble.", set()),
        # a portfolio that ends in "y Gobierno", and a government behind "y"
        ("Avisó la Escuela de Leyes y Gobierno, no otra.", {"Escuela de Leyes y Gobierno"}),
        ("Avisaron la Cruz Roja y Gobierno de Sonora.", {"Cruz Roja", "Gobierno del Estado de Sonora"}),
        # the word of an acronym is no acronym
        ("El Servicio de Salud Costera (SALUD) invita a la Feria de Salud.", {"Servicio de Salud Costera"}),
        # in a list of places an article begins the next
        ("Sirve a La Playa, El Puerto, Las Dunas y Casa del Faro, Los Pinos y Monte.", set()),
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


def test_a_dateline_holds_places_only_and_one_that_no_list_knows() -> None:
    found = understood("El Instituto de Pesca abrió.", dateline="Xulcabán, Yucatán")
    assert found.people == ()
    assert found.place_of_issue == "place-xulcaban"


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
        ("Estudió en la Benemérita Universidad de la Costa.", {"Benemérita Universidad de la Costa"}),
        ("Ganó la Constructora de Faros y Boyas, S. de R.L. de C.V.", {"Constructora de Faros y Boyas, S. de R.L. de C.V."}),
        ("El contrato con Pesquera Boreal S.A.C. y el de ayer siguen.", {"Pesquera Boreal S.A.C."}),
        ("Mide 5 S.A. de ancho.", set()),
        ("El gobierno de Centro abrió un mercado.", {"gobierno de Centro"}),
        ("Avisa el Servicio de Pesca Unidad orgánica encargada de redes.", set()),
        ("Sale de la Base Aérea Militar Número 61, en Tecate.", {"Base Aérea Militar Número 61"}),
        ("Sesionó el Comité Número Uno de Salud.", {"Comité Número Uno de Salud"}),
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


@pytest.mark.parametrize(("letters", "aliases"), [("HGA", ("HGA",)), ("XYZ", ())])
def test_letters_of_the_letterhead_are_the_body_whose_name_they_spell(letters: str, aliases: tuple[str, ...]) -> None:
    found = understood("El Hospital General Apan abre.", letterhead=f"Oficina de Prensa {letters}")
    assert {o.name: o.aliases for o in found.organizations} == {"Hospital General Apan": aliases}


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


def test_a_state_printed_by_another_name_keeps_it() -> None:
    places = understood("Llegan fondos a Aragón, Baleares y Navarra.").places
    assert {"Baleares"} == {alias for place in places for alias in place.aliases}
