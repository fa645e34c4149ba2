"""Places that lists, nouns and governments prove, in invented releases as Mexico, Spain and Peru print them."""

from __future__ import annotations

import pytest

from converter import Source, convert
from converter.mentions.gazetteer import gazetteer

_OPENING = (
    "La Secretaría de Salud abre una semana de obras\n\nLa Secretaría de Salud informa hoy a la población de todas sus obras "
    "y de los trabajos que siguen en la semana.\n\nEn los días que vienen habrá más, y se dará aviso de cada una. "
)


def _read(text: str) -> tuple[list[str], list[str]]:
    """The names of the places and of the people of a release with this sentence."""
    extraction = convert(Source("nota.txt", (_OPENING + text).encode())).conversion.extraction
    assert extraction is not None
    return [place.name for place in extraction.places if place.type != "Country"], [p.name for p in extraction.people]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Habrá jornadas en Jamiltepec, Tlaxiaco, Huautla de Jiménez y Matías Romero, Oaxaca.",
            ["Jamiltepec", "Tlaxiaco", "Huautla de Jiménez", "Matías Romero", "Oaxaca"],
        ),
        (
            "Va a Tuxtepec, en la Sierra; Villa Alta, en el norte; Tlacolula, en el valle, así como Matías Romero, Oaxaca.",
            ["Tuxtepec", "Villa Alta", "Tlacolula", "Matías Romero", "Oaxaca"],
        ),
        (
            "Los centros son: El Mirto, Cárdenas; La Espiga, Tenosique; y Las Peras, Centla, en Tabasco.",
            ["El Mirto", "Cárdenas", "La Espiga", "Tenosique", "Las Peras", "Centla", "Tabasco"],
        ),
        (
            "Vecinos de El Robledal, Faro Viejo y Los Encinos recibieron agua en Tepic, Nayarit.",
            ["El Robledal", "Faro Viejo", "Los Encinos", "Tepic", "Nayarit"],
        ),
        (
            "Viven en los cantones aledaños como Las Marías, El Sunzal y El Guayabal.",
            ["Las Marías", "El Sunzal", "El Guayabal"],
        ),
        (
            "Las localidades beneficiadas son: El Mirto, La Cofradía y Arroyo Hondo, en Jalisco.",
            ["El Mirto", "La Cofradía", "Arroyo Hondo", "Jalisco"],
        ),
        (
            "Llegan a Coahuila seis barcos, uno de Sabinas, cuatro de Torreón y otro más de Monclova.",
            ["Coahuila", "Sabinas", "Torreón", "Monclova"],
        ),
        ("Llegan barcos de Ereván, en Armenia.", ["Ereván"]),
        ("Se reunió en Tarazona, Calatayud y Ejea de los Caballeros.", ["Tarazona", "Calatayud", "Ejea de los Caballeros"]),
        ("Llevó ayuda a Catacaos, La Arena y Cura Mori, en Piura.", ["Catacaos", "La Arena", "Cura Mori", "Piura"]),
        ("Visitó las pedanías de El Palmar, Los Ramos y Zarandona.", ["El Palmar", "Los Ramos", "Zarandona"]),
        (
            "Habrá agua en las localidades de El Mirto, La Cofradía, así como en Arroyo Hondo, en Jalisco.",
            ["El Mirto", "La Cofradía", "Arroyo Hondo", "Jalisco"],
        ),
        ("En Tabasco habrá jornadas en Comalcalco, así como Centro.", ["Tabasco", "Comalcalco", "Centro"]),
        ("Trabaja con Rusia, Bosnia y Herzegovina, Albania y Serbia.", []),
    ],
)
def test_a_row_of_places_proves_its_members(text: str, names: list[str]) -> None:
    assert _read(text) == (names, [])


@pytest.mark.parametrize(
    ("text", "places", "people"),
    [
        (
            "Asistieron Ana Ruiz Paz, de Centla; Luis Mora Ríos, de Comalcalco, y Rosa Vega Lima, de Tenosique, Tabasco.",
            ["Centla", "Comalcalco", "Tenosique", "Tabasco"],
            ["Ana Ruiz Paz", "Luis Mora Ríos", "Rosa Vega Lima"],
        ),
        (
            "El delegado Luis Guerrero Mora visitó Iguala y Taxco, Guerrero.",
            ["Iguala", "Taxco", "Guerrero"],
            ["Luis Guerrero Mora"],
        ),
        ("El secretario Ramón Victoria Lima fue a ciudad Victoria.", ["ciudad Victoria"], ["Ramón Victoria Lima"]),
        ("Fueron con Educación, Salud y Turismo a revisar el plan en Pachuca.", ["Pachuca"], []),
        ("Repavimentan la avenida Hidalgo entre Reforma y Progreso, en Pachuca.", ["Pachuca"], []),
        (
            "Los barrios de Triana y La Macarena celebran en Sevilla.",
            ["barrio de Triana", "barrio de La Macarena", "Sevilla"],
            [],
        ),
        ("Es la mejor ciudad de México para vivir.", [], []),
        ("Llevan agua a las colonias de Tijuana.", ["Tijuana"], []),
    ],
)
def test_people_streets_and_fields_stay_what_they_are(text: str, places: list[str], people: list[str]) -> None:
    assert _read(text) == (places, people)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Se reforestará la comarca del Robledal este año.", "comarca del Robledal"),
        ("Se reforestará la región Triqui este año.", "región Triqui"),
        ("El Ayuntamiento de Villalba del Fresno avisa. En Villalba del Fresno se abrirá un taller.", "Villalba del Fresno"),
        ("La Municipalidad Provincial de Huaral cumple. ¡Sigue una Huaral que avanza!", "Huaral"),
        ("Inauguran una casa de salud en La Espiga, municipio de Tecomán.", "La Espiga"),
        ("Cierra en Yucatán la UMF No. 7 de Progreso por obras.", "Progreso"),
        ("En puerto Peñasco, Sonora, se instalarán módulos.", "puerto Peñasco"),
        ("Los vientos de Nuevo León cesaron en Escobedo.", "Escobedo"),
        ("Tienen luz los habitantes de San Isidro del Mirto desde el lunes.", "San Isidro del Mirto"),
    ],
)
def test_a_noun_or_a_government_proves_a_place(text: str, name: str) -> None:
    assert name in _read(text)[0]


def test_a_rank_makes_no_other_ejido() -> None:
    places, _ = _read("Clausuran el ejido General Ana Mora Paz. En el ejido Ana Mora Paz no había equipo.")
    assert places == ["ejido General Ana Mora Paz"]


def test_a_bare_name_means_the_region_that_a_noun_names() -> None:
    extraction = convert(
        Source("n.txt", (_OPENING + "La región Lima vacunó a miles; Diresa Lima agradece.").encode())
    ).conversion.extraction
    assert extraction is not None
    assert [(p.name, p.type) for p in extraction.places] == [("Lima", "State")]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Jamiltepec", "Santiago Jamiltepec"),
        ("Tlaxiaco", "Heroica Ciudad de Tlaxiaco"),
        ("Tlacolula", "Tlacolula de Matamoros"),
    ],
)
def test_a_town_goes_by_its_old_name(short: str, full: str) -> None:
    assert {s.geonames for s in gazetteer().spots(full)} <= {s.geonames for s in gazetteer().spots(short)}


def test_whoever_comes_behind_a_town_and_its_state_is_no_place() -> None:
    read = _read("Fue la síndica de Tepic, Nayarit, Maki Ester Robles; hubo pan.")
    assert read == (["Tepic", "Nayarit"], ["Maki Ester Robles"])
    assert _read("Habrá agua en Tepic, Nayarit y El Mirto.") == (["Tepic", "Nayarit", "El Mirto"], [])
