"""Places in invented releases: which names count, what they mean, and what is no place."""

from __future__ import annotations

import pytest

from converter.authorities import Authorities
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer, is_only_town, may_be_town
from converter.mentions.places import PlaceFindings, find, known_place
from converter.model import Document, Part, Passage, Place, Reading, Release, Span


def _analyse(*paragraphs: str, place: str = "", letterhead: str = "") -> Analysis:
    parts = [(Part.LETTERHEAD, letterhead)] if letterhead else []
    parts += [(Part.DATELINE, place)] if place else []
    parts += [(Part.PARAGRAPH, paragraph) for paragraph in paragraphs]
    text, passages = "", []
    for part, words in parts:
        text += "\n\n" if text else ""
        passages.append(Passage(part, Span(len(text), len(text) + len(words))))
        text += words
    document = Document("a.txt", "text/plain", "0" * 64, text, ())
    where = next((p.span for p in passages if p.part is Part.DATELINE), None)
    heads = tuple(p.span for p in passages if p.part is Part.LETTERHEAD)
    return Analysis.of(Release(document, Reading(text, range(len(text))), tuple(passages), place=where, letterheads=heads))


def _find(*paragraphs: str, place: str = "", letterhead: str = "") -> PlaceFindings:
    return find(_analyse(*paragraphs, place=place, letterhead=letterhead), Authorities.load())


def _names(*paragraphs: str, place: str = "") -> list[str]:
    return [p.name for p in _find(*paragraphs, place=place).places]


def _one(text: str, name: str, place: str = "") -> Place:
    (found,) = [p for p in _find(text, place=place).places if p.name == name]
    return found


def test_countries_states_and_cities_are_found_with_their_identifiers() -> None:
    found = {p.name: p for p in _find("Viajó de Oaxaca a Tijuana y de allí al Perú.").places}
    assert {name: p.type for name, p in found.items()} == {"Oaxaca": "State", "Tijuana": "City", "Perú": "Country"}
    assert found["Perú"].iso == "PE"
    assert found["Tijuana"].iri == "https://w3id.org/pregon/id/place/mx-bcn--tijuana"


def test_a_place_beyond_the_authority_lists_has_its_gazetteer_number() -> None:
    tecate = _one("Inauguraron un puente en Tecate, Baja California.", "Tecate")
    assert tecate.iri is None
    assert tecate.same_as == ("https://sws.geonames.org/3982266/",)
    assert tecate.contained_in == "place-baja-california"


def test_a_city_and_a_state_of_one_name_are_two() -> None:
    found = _find("El acto fue en Chihuahua, Chihuahua.").places
    assert [(p.name, p.type) for p in found] == [("Chihuahua", "City"), ("Chihuahua", "State")]
    assert found[0].contained_in == found[1].key


@pytest.mark.parametrize(
    ("text", "type_"),
    [("Obras en Puebla y en otras entidades.", "State"), ("Obras en la ciudad de Puebla este mes.", "City")],
)
def test_the_noun_decides_between_city_and_state(text: str, type_: str) -> None:
    assert _one(text, "Puebla").type == type_


@pytest.mark.parametrize(
    "text",
    [
        "Habló Victoria sobre la Reforma y el Progreso de Morelos.",
        "La doctora Guadalupe Lima saludó a Andrés Durango.",
        "La Salud es primero; el Centro atiende a diario.",
        "Se repara la calle Tijuana esquina con avenida Hidalgo.",
        "El sector Empresarial y el sector Salud acordaron metas.",
    ],
)
def test_words_people_and_streets_are_no_places(text: str) -> None:
    assert _names(text, place="Ciudad de México") == ["Ciudad de México"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("El gobernador de Hidalgo entregó escuelas.", "Hidalgo"),
        ("Las lluvias cayeron en Guerrero ayer.", "Guerrero"),
        ("Acuden vecinos del municipio de Centro, Tabasco.", "Centro"),
        ("Vacunan en la alcaldía Benito Juárez desde hoy.", "Benito Juárez"),
        ("La directora recorrió Progreso, Yucatán, por la tarde.", "Progreso"),
        ("Nevó en la sierra de Hidalgo por la noche.", "Hidalgo"),
    ],
)
def test_a_name_that_is_also_a_word_counts_with_evidence(text: str, name: str) -> None:
    assert name in _names(text, place="Ciudad de México")


def test_a_verb_that_opens_the_sentence_is_no_name() -> None:
    assert _names("¡Viva México! Firmaron Chile y Panamá.") == ["México", "Chile", "Panamá"]


def test_a_list_lends_its_evidence() -> None:
    assert _names("Trabajan en Sonora, Morelos, Hidalgo y Nayarit.") == ["Sonora", "Morelos", "Hidalgo", "Nayarit"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Guaymas, Son.", "Sonora"), ("México, D.F.", "Ciudad de México"), ("Mérida, Yuc.", "Yucatán")],
)
def test_abbreviations_of_states(printed: str, name: str) -> None:
    assert name in [p.name for p in _find("Texto del boletín.", place=printed).places]


def test_an_abbreviation_needs_its_comma() -> None:
    assert _names("Los ritmos regionales son. Mar adentro, tab. y col. también.") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Pavimentan la colonia Los Olivares del Sur.", ["colonia Los Olivares del Sur"]),
        ("Limpian el río Tamborel y la laguna de Peñitas.", ["río Tamborel", "laguna de Peñitas"]),
        ("Visitó las colonias Altamira y El Rubí.", ["colonia Altamira", "colonia El Rubí"]),
        ("Nació en el distrito de Pampallacta.", ["Pampallacta"]),
        ("Festejan en la Plaza de los Faroles.", ["Plaza de los Faroles"]),
        ("Opera el mercado El Farol desde ayer.", ["mercado El Farol"]),
    ],
)
def test_a_noun_proves_a_name_no_gazetteer_has(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_nothing_is_found_inside_blocked_spans() -> None:
    analysis = _analyse("La Universidad de Guadalajara abre en Jalisco.")
    start = analysis.text.index("Universidad")
    blocked = Span(start, start + len("Universidad de Guadalajara"))
    assert [p.name for p in find(analysis, Authorities.load(), [blocked]).places] == ["Jalisco"]


def test_a_namesake_goes_by_where_the_release_comes_from() -> None:
    mexico = _one("Hay médicos en Valladolid desde el lunes.", "Valladolid", place="Mérida, Yucatán")
    spain = _one("Hay médicos en Valladolid desde el lunes.", "Valladolid", place="Madrid")
    assert (mexico.iri, mexico.same_as) != (spain.iri, spain.same_as)


def test_forms_of_one_place_are_one_entity() -> None:
    found = _find("Llegó a Playas de Rosarito; en Rosarito habló con Baja California (BC).", place="Tijuana, BC").places
    names = [{p.name, *p.aliases} for p in found]
    assert len(names) == 3
    assert any({"Baja California", "BC"} <= n for n in names)


@pytest.mark.parametrize(
    ("place", "letterhead", "area"),
    [
        ("Hermosillo, Sonora", "", "mx-son"),
        ("Ciudad de México", "", "mx"),
        ("Lima, Perú", "", "pe"),
        ("", "Congreso del Estado de Colima", "mx-col"),
        ("", "", None),
    ],
)
def test_the_area_is_given_only_where_it_is_clear(place: str, letterhead: str, area: str | None) -> None:
    found = _find("Se informa a la población.", place=place, letterhead=letterhead).area
    assert (found.rsplit("/", 1)[1] if found else None) == area


@pytest.mark.parametrize(
    ("text", "phrase", "keys"),
    [
        ("Firmaron Chile y Panamá; ambas naciones ganan.", "ambas naciones", ("place-chile", "place-panama")),
        ("Llegó a Ensenada y dijo que esta ciudad crece.", "esta ciudad", ("place-ensenada",)),
        ("Llegó a Chile y a Panamá, y en nuestro país se celebra.", "nuestro país", None),
        ("Llegó a esta ciudad de Ensenada.", "esta ciudad", None),
    ],
)
def test_places_meant_without_their_name(text: str, phrase: str, keys: tuple[str, ...] | None) -> None:
    found = [m.refers_to for m in _find(text).mentions if text[m.span.start : m.span.end] == phrase]
    assert found == ([keys] if keys else [])


def test_known_place_trusts_no_word_or_surname() -> None:
    assert known_place("Sonora")
    assert known_place("Tijuana")
    assert not known_place("Progreso")
    assert not known_place("Instituto")


@pytest.mark.parametrize(
    ("name", "may", "only"),
    [
        ("Tijuana", True, True),
        ("Centro", True, True),  # a word, but on the map a municipality only
        ("Puebla", True, False),  # a state of the same name
        ("Guerrero", False, False),  # a surname first of all
        ("García", False, True),
        ("Sonora", False, False),
        ("Instituto", False, False),
    ],
)
def test_a_name_may_mean_a_town_or_mean_nothing_else(name: str, may: bool, only: bool) -> None:
    assert (may_be_town(name), is_only_town(name)) == (may, only)


def test_every_row_of_the_gazetteers_is_whole() -> None:
    places = gazetteer()
    codes = set(places.by_iso)
    for name in ("Tijuana", "Cuzco", "Sevilla", "Medellín"):
        assert places.spots(name), name
    assert all(spot.parent[:2] in codes for spots in map(places.spots, ("Tijuana", "Cuzco", "Toledo")) for spot in spots)
