"""Offices of several bodies, several offices of one person, and several people with an office each."""

from __future__ import annotations

import pytest

from converter.authorities import Authorities
from converter.extraction import extract
from converter.model import Part
from tests.extraction.support import roles, understood
from tests.mentions.speech import analyse


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "La presidenta del Tribunal de Puertos y del Consejo de Pesca, Eva Luna Paz, habló.",
            {("Eva Luna Paz", "presidenta", "Tribunal de Puertos"), ("Eva Luna Paz", "presidenta", "Consejo de Pesca")},
        ),
        (
            "Fue Juan Mora Gil, Secretario Técnico y de Archivo del Tribunal de Puertos.",
            {("Juan Mora Gil", "Secretario Técnico y de Archivo", "Tribunal de Puertos")},
        ),
        (
            "Fue Eva Luna Paz, Asesora en Asuntos Navales del Tribunal de Puertos y Coordinadora General del Consejo de Pesca.",
            {
                ("Eva Luna Paz", "Asesora en Asuntos Navales", "Tribunal de Puertos"),
                ("Eva Luna Paz", "Coordinadora General", "Consejo de Pesca"),
            },
        ),
        (
            "Fueron el Ing. Juan Mora Gil, Alcalde de Tepic, Mtra. Eva Luna Paz, Alcaldesa de Tecate, "
            "Dr. Luis Prado Ríos, Alcalde de Ensenada.",
            {
                ("Juan Mora Gil", "Alcalde", "Ayuntamiento de Tepic"),
                ("Eva Luna Paz", "Alcaldesa", "Ayuntamiento de Tecate"),
                ("Luis Prado Ríos", "Alcalde", "Ayuntamiento de Ensenada"),
            },
        ),
        (
            "Fueron el alcalde de Tepic, Nayarit, Rudd Pym; y la alcaldesa de Tecate, Baja California, Wila Prado Ríos.",
            {("Rudd Pym", "alcalde", "Ayuntamiento de Tepic"), ("Wila Prado Ríos", "alcaldesa", "Ayuntamiento de Tecate")},
        ),
        ("Fue la directora de Medio Ambiente Susana Pym, quien habló.", {("Susana Pym", "directora de Medio Ambiente")}),
        (
            "Se designó a la doctora Eva Luna Paz, como la Secretaria Técnica del Consejo de Pesca.",
            {("Eva Luna Paz", "Secretaria Técnica", "Consejo de Pesca")},
        ),
        (
            "Habló el Magistrado Presidente de la Sala Naval, Juan Mora Gil.",
            {("Juan Mora Gil", "Magistrado Presidente de la Sala Naval", "Sala Naval")},
        ),
        ("Fue la Dip. Federal Eva Luna Paz.", {("Eva Luna Paz", "Dip. Federal")}),
    ],
)
def test_whose_each_office_is(sentence: str, expected: set[tuple[str, ...]]) -> None:
    found = roles(understood(sentence))
    assert {role[: len(next(iter(expected)))] for role in found} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vino el Fiscal General Mtro. Juan Mora Gil.", {("Juan Mora Gil", "Fiscal General", None)}),
        (
            "Vino el Fiscal General de Colima, Juan Mora Gil.",
            {("Juan Mora Gil", "Fiscal General", "Fiscalía General del Estado de Colima")},
        ),
        (
            "Vino la auditora superior de la Federación, Eva Luna Paz.",
            {("Eva Luna Paz", "auditora superior", "Auditoría Superior de la Federación")},
        ),
        (
            "Vinieron la presidenta del Consejo de Pesca, Eva Luna Paz, y el magistrado Juan Mora Gil.",
            {("Eva Luna Paz", "presidenta", "Consejo de Pesca"), ("Juan Mora Gil", "magistrado", None)},
        ),
    ],
)
def test_a_prosecutor_is_not_of_the_court_that_issues(sentence: str, expected: set[tuple[str, str, str | None]]) -> None:
    assert roles(understood("El Tribunal de Puertos sesionó.", sentence, letterhead="Tribunal de Puertos")) == expected


def test_another_office_is_of_whoever_the_text_speaks_of() -> None:
    first = "La directora del Museo Naval, Eva Luna Paz, habló."
    found = understood(first, "“Hay barcos”, dijo.", "La también presidenta del Consejo de Pesca se despidió.")
    assert ("Eva Luna Paz", "presidenta", "Consejo de Pesca") in roles(found)
    two = understood(f"{first} Vino Ana Ríos Mora.", "La también presidenta del Consejo de Pesca se despidió.")
    assert roles(two) == {("Eva Luna Paz", "directora", "Museo Naval")}


def test_an_item_of_a_list_keeps_its_office() -> None:
    items = ("Lic. Eva Luna Paz - Consejera Presidenta", "Lic. Juan Mora Gil - Vocal")
    found = extract(analyse(*((Part.ITEM, item) for item in items)).release, Authorities.load())
    assert {(r.person, r.name) for r in found.roles} == {
        ("person-eva-luna-paz", "Consejera Presidenta"),
        ("person-juan-mora-gil", "Vocal"),
    }


def test_an_office_without_a_name_is_not_of_somebody_named_only_behind() -> None:
    found = understood(
        "La alcaldesa de Tecate, Eva Luna Paz, habló. La primer edil saludó.",
        "Vinieron la alcaldesa de Tepic, Ana Ríos Mora, y la primer edil de Ensenada, Rosa Prado Gil.",
    )
    meant = {key for m in found.mentions if m.resolved_by == "role-in-document" for key in m.refers_to}
    assert "person-rosa-prado-gil" not in meant
