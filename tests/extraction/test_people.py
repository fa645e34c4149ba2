"""Who sentences of the genre name, each pattern with its trap. All names invented."""

from __future__ import annotations

import pytest

from tests.extraction.support import understood


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
        # an acute accent for an apostrophe; a given name that is a ministry too; who is remembered has the name of a town
        ("Habló el titular de Pesca, Gabriel O´Dell Mora.", "Gabriel O´Dell Mora"),
        ("Recibió la gobernadora Marina del Mar a los marinos.", "Marina del Mar"),
        ("Honraron la memoria y el sacrificio de Benito Juárez con flores.", "Benito Juárez"),
        ("Es el gerente, Andrés Lara del Val, y ya.", "Andrés Lara del Val"),
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
        "Alcalde Provincial Anuncia Visita al Presidente.",
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


def test_initials_join_only_what_they_can_begin() -> None:
    found = understood("El rector, J. Carlos Ruiz Gómez, y la decana, Julia Ruiz Gómez, abrieron.")
    assert [p.name for p in found.people] == ["J. Carlos Ruiz Gómez", "Julia Ruiz Gómez"]


def test_a_surname_that_is_a_noun_of_places_loses_nobody() -> None:
    found = understood("Ganó Luis Paredes Torres", "Eva Luna Paz quedó segunda.")
    assert [p.name for p in found.people] == ["Luis Paredes Torres", "Eva Luna Paz"]
