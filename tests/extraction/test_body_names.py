"""How far the names of bodies reach, and which names are one body: each pattern with its trap. All names invented."""

from __future__ import annotations

import pytest

from tests.extraction.support import bodies, understood


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # what it is to, what it does, and what it is not, belongs to a name
        ("Abrió la Dirección de Atención a la Niñez ayer.", {"Dirección de Atención a la Niñez"}),
        ("Entregó la Secretaría de Pesca a la Escuela del Mar un bote.", {"Secretaría de Pesca", "Escuela del Mar"}),
        (
            "Sesionó el Consejo para el Fomento a la Pesca, el Empleo y el Ahorro.",
            {"Consejo para el Fomento a la Pesca, el Empleo y el Ahorro"},
        ),
        ("Es el Consejo para la Niñez, la Juventud y la Familia.", {"Consejo para la Niñez, la Juventud y la Familia"}),
        ("Vinieron el Consejo para la Niñez, la Presidenta y el Alcalde.", {"Consejo para la Niñez"}),
        ("Ayudó la Fundación Vencer el Miedo a ganar.", {"Fundación Vencer el Miedo"}),
        ("Vio el Hospital Militar el jueves.", {"Hospital Militar"}),
        ("Firmó la Dirección de Movilidad no Motorizada del puerto.", {"Dirección de Movilidad no Motorizada"}),
        ("La Dirección de Pesca no Avisó.", {"Dirección de Pesca"}),
        ("Existió la Secretaría de Guerra y Marina.", {"Secretaría de Guerra y Marina"}),
        (
            "Abrió el Registro de Personas Sancionadas Por Fraude Hacia la Marea.",
            {"Registro de Personas Sancionadas Por Fraude Hacia la Marea"},
        ),
        ("Es el Consejo para la Pesca y la Marea.", {"Consejo para la Pesca y la Marea"}),
        ("Vinieron el Consejo para la Pesca y el Gobernador.", {"Consejo para la Pesca"}),
        ("Vino la presidenta del Patronato de la Academia Naval.", {"Patronato de la Academia Naval"}),
        # what stands behind a name without belonging to it
        ("Habló el Magistrado del Tribunal de Aguas Local Sergio Mora.", {"Tribunal de Aguas Local"}),
        ("Es del Comité de Pesca (CDP) del Sistema Naval Faro (SNF).", {"Comité de Pesca", "Sistema Naval Faro"}),
        # rooms, buildings and quarters, and what capitals print
        ("Fue en la Sala de Juntas de Presidencia del Palacio de Justicia, en el Centro Histórico.", set()),
        ("A LA OPINIÓN PÚBLICA", set()),
        ("Firmó el Órgano Electoral Local.", set()),
        ("Atiende la Dirección de Pesca Calle del Faro 8.", {"Dirección de Pesca"}),
        ("Sirve la Ley de los Trabajadores al Servicio de los Poderes del Mar.", set()),
        ("Ganó el premio de la Comisión Europea EUROMAR.", {"Comisión Europea"}),
        ("Estuvo en el Instituto del Mar (Florencia, Italia).", {"Instituto del Mar"}),
        ("Estudia en el IES Pintor Andrés Mora de Jumilla (Murcia).", {"IES Pintor Andrés Mora"}),
        ("Estudia en el IES Valle de Elda.", {"IES Valle de Elda"}),
        ("Vino la directora del DIF Municipal de aquí.", {"DIF Municipal"}),
        # letters and single words that a noun says are bodies
        ("Fueron los sindicatos SPA, UTF y CIM.", {"SPA", "UTF", "CIM"}),
        ("Fueron los sindicatos con sede en el puerto, en concreto SPA y UTF.", {"SPA", "UTF"}),
        ("Las instituciones piden CURP, RFC y NSS.", set()),
        ("Vinieron empresas como Marlín, Café Marea y Madrid.", {"Marlín", "Café Marea"}),
        ("Las dependencias como Salud, Educación y Obras abren.", set()),
        ("Lo hizo la empresa PROMAREA aquí.", {"PROMAREA"}),
        ("Hay una cámara del C4 y otra del C5.", {"C4", "C5"}),
        ("El impacto del SISMO se ve, y el sismo pasó.", set()),
        ("Llegó personal de AGUAMAR con Ana Paz Ríos, de FOMAR, y Luis Mora.", {"AGUAMAR", "FOMAR"}),
        ("Es un caso de AGUAMAR, de FOMAR.", set()),
        # governments whose noun is in lower case
        ("Vino el gobierno regional de Loreto.", {"gobierno regional de Loreto"}),
        ("Vino la municipalidad distrital de Uripa.", {"municipalidad distrital de Uripa"}),
        ("Vino el gobierno municipal de Proyectos.", set()),
        # one body under two names
        ("Abrió la Unidad de Medicina Familiar No. 2, y la UMF No. 2 atiende.", {"Unidad de Medicina Familiar No. 2"}),
        ("Son la Unidad de Medicina Familiar No. 2 y la UMF No. 3.", {"Unidad de Medicina Familiar No. 2", "UMF No. 3"}),
        ("La Universidad Naval Rosa Marín y la Universidad Rosa Marín son una.", {"Universidad Naval Rosa Marín"}),
        (
            "Son el Hospital General Faro y el Hospital Regional General Faro.",
            {"Hospital General Faro", "Hospital Regional General Faro"},
        ),
        ("La Dirección de Protección Civil avisó. Protección Civil vigila.", {"Dirección de Protección Civil"}),
        ("Da clases la Universidad del Mar en Progreso.", {"Universidad del Mar"}),
        ("Hay obras en la Delegación San Pedro de los Robles.", set()),
        ("Vino el Consejo del Infonavit.", {"Instituto del Fondo Nacional de la Vivienda para los Trabajadores"}),
        # a government and a congress by the adjective of their state
        ("Firmó el gobierno poblano, no el gobierno llano.", {"Gobierno del Estado de Puebla"}),
        ("Firmó el Congreso jalisciense.", {"Congreso del Estado de Jalisco"}),
        (
            "La Escuela de Artes de la UMF abre. Es la Escuela de Artes de la Universidad Marina de Faro.",
            {"Escuela de Artes de la Universidad Marina de Faro"},
        ),
        (
            "La Escuela de Artes de la UMX abre. Es la Escuela de Artes de la Universidad Marina de Faro.",
            {"Escuela de Artes de la UMX", "Escuela de Artes de la Universidad Marina de Faro"},
        ),
        (
            "Abre la Escuela de Artes de la Universidad Marina de Faro (UMF). La UMF crece.",
            {"Escuela de Artes de la Universidad Marina de Faro", "Universidad Marina de Faro"},
        ),
        (
            "El Centro de Soluciones de Pesca abrió. Es el Centro de Solución de Pesca de Faro.",
            {"Centro de Solución de Pesca de Faro"},
        ),
        (
            "Son el Instituto Naval de Obras de Toledo y el Instituto Naval de Obras y Agua de Sevilla. INAVO Toledo crece.",
            {"Instituto Naval de Obras de Toledo", "Instituto Naval de Obras y Agua de Sevilla"},
        ),
        ("El Tribunal de Aguas de Nayarit firmó, y el Tribunal de Aguas Local abrió.", {"Tribunal de Aguas de Nayarit"}),
        (
            "El Tribunal de Aguas de la Nación firmó, y el Tribunal de Aguas Local abrió.",
            {"Tribunal de Aguas de la Nación", "Tribunal de Aguas Local"},
        ),
        # several under one noun
        (
            "Avisaron las secretarías de Gobernación, Salud y Turismo.",
            {"Secretaría de Gobernación", "Secretaría de Salud", "Secretaría de Turismo"},
        ),
        ("Abren los hospitales Faro y Marino.", {"Hospital Faro", "Hospital Marino"}),
        ("Abren los hospitales Generales y Rurales.", set()),
        ("Abren las universidades Naval de Faro y Marina.", {"Universidad Naval de Faro", "Universidad Marina"}),
        ("Abren las universidades Madrid y Sevilla.", set()),
        (
            "Abren los Centros de Estudios Técnicos y de Servicios (CETS) No. 8 y No. 9.",
            {"Centro de Estudios Técnicos y de Servicios No. 8", "Centro de Estudios Técnicos y de Servicios No. 9"},
        ),
        ("Abre la I.E. N° 82019 y la institución educativa N° 1234.", {"I.E. N° 82019", "institución educativa N° 1234"}),
        ("Avisó la Sub Gerencia de Obras.", {"Sub Gerencia de Obras"}),
        ("Vinieron las Organizaciones de la Sociedad Civil.", set()),
    ],
)
def test_names_of_bodies(sentence: str, expected: set[str]) -> None:
    assert bodies(understood(sentence)) == expected
