"""Labels: kind and number in front of a headline, or alone."""

from __future__ import annotations

import pytest

from converter.layout.headline import leading_number, parse_label

_REST = "Abren una biblioteca"


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (f"Comunicado 315.- {_REST}", "comunicado", "315"),
        (f"Boletín 386. {_REST}", "boletin", "386"),
        (f"Boletin 386. {_REST}", "boletin", "386"),
        (f"Comunicado 245.-  {_REST}", "comunicado", "245"),
        (f"Comunicado 323 .- {_REST}", "comunicado", "323"),
        (f"Boletín 363 {_REST}", "boletin", "363"),
        (f"Comunicado No. 275 - {_REST}", "comunicado", "275"),
        (f"Comunicado 22-. {_REST}", "comunicado", "22"),
        (f"Comunicado 396.-{_REST}", "comunicado", "396"),
        (f"Boletín 5.{_REST}", "boletin", "5"),
        (f"Comunicado139.- {_REST}", "comunicado", "139"),
        (f"Comunicado 344.– {_REST}", "comunicado", "344"),
        (f"Boletín No.2 .- {_REST}", "boletin", "2"),
        (f"Comunicado 169 BIS.- {_REST}", "comunicado", "169 BIS"),
        (f"Comunicado 005.-{_REST}", "comunicado", "005"),
        (f"Comunicados 202.- {_REST}", "comunicado", "202"),
        (f"Comunciado 77.- {_REST}", "comunicado", "77"),
        (f"Comunicado en conjunto – SAL – MAR - 406.- {_REST}", "comunicado-conjunto", "406"),
        (f"Comunicado conjunto 30. {_REST}", "comunicado-conjunto", "30"),
        (f"Comunicado conjunto SAL - MAR.- {_REST}", "comunicado-conjunto", None),
        (f"Comunicado Conjunto SAL-MAR: {_REST}", "comunicado-conjunto", None),
        (f"NOTA DE PRENSA N° 043-2019-HBV: {_REST}", "nota-de-prensa", "043-2019-HBV"),
        (f"Nota Informativa.- {_REST}", "nota-informativa", None),
        (f"Comunicado núm. 026/2014: {_REST}", "comunicado", "026/2014"),
        (f"Comunicado SAL 116/2025. {_REST}", "comunicado", "SAL 116/2025"),
        (f"BOLETÍN SAL 16/2025: {_REST}", "boletin", "SAL 16/2025"),
    ],
)
def test_label_in_front_of_a_headline(text: str, kind: str, number: str | None) -> None:
    label = parse_label(text)
    assert label is not None
    assert (label.kind, label.number) == (kind, number)
    assert text[label.rest.start : label.rest.end] == _REST
    if label.number_span is not None:
        assert text[label.number_span.start : label.number_span.end] == number


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Comunicado de Prensa DGA/123/2023", "comunicado", "DGA/123/2023"),
        ("Comunicado de Prensa No. DGCS/045", "comunicado", "DGCS/045"),
        ("Boletín No. B-123/2021", "boletin", "B-123/2021"),
        ("Núm. de boletín: 45", "boletin", "45"),
        ("Nota de prensa n.º 31-2025/OCI.RR0.PP/MDF", "nota-de-prensa", "31-2025/OCI.RR0.PP/MDF"),
        ("No. de comunicado: 7/2021", "comunicado", "7/2021"),
        ("Comunicado SAL-Bienestar 12/2024", "comunicado", "12/2024"),
    ],
)
def test_a_series_and_a_number_of_a_kind(text: str, kind: str, number: str) -> None:
    label = parse_label(text)
    assert label is not None
    assert (label.kind, label.number) == (kind, number)
    assert label.number_span is not None
    assert text[slice(*label.number_span)] == number


def test_a_name_with_figures_is_no_number() -> None:
    label = parse_label("Comunicado técnico COVID-19: suben los casos")
    assert label is not None
    assert label.number is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mensaje del secretario de Aguas, Bruno Salas, en la apertura", "mensaje"),
        ("Versión estenográfica. Apertura de un hospital", "version-estenografica"),
        ("Versión esttenográfica | Apertura de un hospital", "version-estenografica"),
        ("Entrevista a los secretarios de Aguas y de Salud", "entrevista"),
        ("Declaración conjunta de los presidentes de Chile y Perú", "declaracion-conjunta"),
    ],
)
def test_a_title_word_stays_in_the_headline(text: str, kind: str) -> None:
    label = parse_label(text)
    assert label is not None
    assert label.kind == kind
    assert text[label.rest.start : label.rest.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "COMUNICADO",
        "&) COMUNICADO",
        "BOLETÍN DE PRENSA",
        "Nota de prensa",
        "TARJETA INFORMATIVA",
        "C O M U N I C A D O",
        "N O T A D E P R E N S A",
        "Comunicado a la opinión pública",
        "Nota oficial",
    ],
)
def test_label_alone(text: str) -> None:
    label = parse_label(text)
    assert label is not None
    assert label.kind is not None
    assert label.rest.start >= label.rest.end


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("No. 026/2014", "026/2014"),
        ("No. 257/2024.", "257/2024"),
        ("Núm. 12", "12"),
        ("N° 5-2020", "5-2020"),
        ("VE-1910", "VE-1910"),
        ("DGA/123/2023", "DGA/123/2023"),
        ("123/2023", "123/2023"),
    ],
)
def test_number_alone(text: str, number: str) -> None:
    label = parse_label(text)
    assert label is not None
    assert (label.kind, label.number) == (None, number)


@pytest.mark.parametrize(
    "text",
    [
        "Comunicados de Prensa diciembre 2018",
        "Mensajes 2013",
        "Boletín meteorológico anuncia lluvias",
        "Participación ciudadana crece en la sierra",
        "Conferencia magistral “El agua”",
        "Comunicación y sociedad",
        "Comparecencia en la Cámara de Diputados",
        "Noviembre trae frío",
        "No es cierto que falte agua",
    ],
)
def test_no_label(text: str) -> None:
    assert parse_label(text) is None


def test_a_date_is_no_number() -> None:
    label = parse_label("Comunicado de Prensa 18.3.15")
    assert label is not None
    assert label.number is None


def test_a_joint_release_said_after_the_number() -> None:
    label = parse_label("Comunicado 062.- Comunicado conjunto SAL-MAR")
    assert label is not None
    assert (label.kind, label.number, label.joint) == ("comunicado-conjunto", "062", True)


def test_a_number_alone_in_front_of_a_headline() -> None:
    label = leading_number("248. Abren una biblioteca")
    assert label is not None
    assert label.number == "248"
    assert leading_number("2018. Un año de obras") is None
    assert leading_number("1. Antecedentes") is None
