"""Datelines, alone and run in."""

from __future__ import annotations

import pytest

from converter.layout.dateline import parse_dateline

_BODY = "El alcalde abrió la biblioteca."


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("Villalba, Perú, 9 de mayo de 2014.", "Villalba, Perú", "2014-05-09"),
        ("Ciudad de Villalba, jueves 30 de mayo de 2024.", "Ciudad de Villalba", "2024-05-30"),
        ("México, D.F. a 5 de agosto de 2014..", "México, D.F.", "2014-08-05"),
        ("Villalba, Ver., a 16 de julio de 2014.", "Villalba, Ver.", "2014-07-16"),
        ("Villalba, Coahuila a 18 de agosto de 2016", "Villalba, Coahuila", "2016-08-18"),
        ("La Paz, 5 de mayo de 2014.", "La Paz", "2014-05-05"),
        ("Publicado el Martes, 05 Agosto 2014 18:05", None, "2014-08-05"),
        ("Viernes, 01 de Diciembre de 2017", None, "2017-12-01"),
        ("28 de julio de 2024 - 6:03 p. m.", None, "2024-07-28"),
        ("Regional // Lun. 10 / Feb / 2020", None, "2020-02-10"),
        ("Política territorial - 25.1.2024", None, "2024-01-25"),
        ("Santa Rita - 25.07.2019", "Santa Rita", "2019-07-25"),
        ("Fecha: 14/03/2018", None, "2018-03-14"),
        ("JUEVES 05.05.2023", None, "2023-05-05"),
        ("Villalba, a los 5 días del mes de mayo de 2023", "Villalba", "2023-05-05"),
        ("5 de mayo de 2023, Villalba, Sonora", "Villalba, Sonora", "2023-05-05"),
        ("[Viernes 5 de Mayo del 2023]", None, "2023-05-05"),
        ("5 de mayo de 2023 Prensa", None, "2023-05-05"),
    ],
)
def test_alone(text: str, place: str | None, date: str) -> None:
    found = parse_dateline(text)
    assert found is not None
    assert found.body is None
    assert found.date is not None
    assert found.date.start == date
    assert (text[found.place.start : found.place.end] if found.place else None) == place


@pytest.mark.parametrize(
    ("dateline", "mark", "place"),
    [
        ("Ciudad de Villalba, a 21 de enero de 2026.", "– ", "Ciudad de Villalba"),
        ("Madrid, 10 de marzo de 2022.", "- ", "Madrid"),
        ("27 de julio de 2018.", " ", None),
        ("Villalba, Baja California; Martes 15 de diciembre del 2020.", "- ", "Villalba, Baja California"),
        ("Villalba del mar, Sonora; Martes 15 de diciembre del 2020.", "- ", "Villalba del mar, Sonora"),
        ("Villalba (16-01-2016).", "- ", "Villalba"),
        ("Villalba, Diciembre 31.", "- ", "Villalba"),
        ("18:29 | Villalba, set. 6.", " ", "Villalba"),
        ("VILLALBA, COAH.", "- ", "VILLALBA, COAH"),
        ("A 3 de mayo de 2023, Villalba, Sonora.", "- ", "Villalba, Sonora"),
        ("(Villalba, Sonora, 5 de mayo de 2023).", "- ", "Villalba, Sonora"),
        ("Villalba, 5 de mayo de 2023 (@Aguas).", "- ", "Villalba"),
        ("Villalba, Sonora.- 5 de mayo de 2023.", "- ", "Villalba, Sonora."),
    ],
)
def test_run_in(dateline: str, mark: str, place: str | None) -> None:
    text = dateline + mark + _BODY
    found = parse_dateline(text, place_only=True)
    assert found is not None
    assert text[found.span.start : found.span.end] == dateline
    assert found.body is not None
    assert text[found.body :] == _BODY
    assert (text[found.place.start : found.place.end] if found.place else None) == place


def test_a_capital_needs_no_dash() -> None:
    found = parse_dateline(f"Tegucigalpa. Para abril de 2031, {_BODY}", place_only=True)
    assert found is not None
    assert (found.place, found.body) == ((0, 11), 13)
    assert parse_dateline(f"Villalba. {_BODY}", place_only=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "El 18 de marzo de 2015 fue aprobado el decreto.",
        "Hoy, 5 de mayo de 2014. El alcalde abrió la biblioteca.",
        "Conferencia de prensa | Miércoles 11 de septiembre, 2019",
        "Nota de prensa",
        "8 de marzo de 2023, Día de la Mujer, Villalba",
        _BODY,
        "",
    ],
)
def test_no_dateline(text: str) -> None:
    assert parse_dateline(text, place_only=True) is None
