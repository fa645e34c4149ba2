"""Numbers that count, and numbers that do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from converter.mentions import quantities
from converter.model import Quantity
from tests.mentions.support import analysis


def found(text: str) -> list[Quantity]:
    return quantities.find(analysis(text))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Asistieron 3 mil 843 trabajadores.", "3843", "trabajadores"),
        ("Serán 9 mil 400 millones de pesos para riego.", "9400000000", "pesos"),
        ("El costo es de 14 MMDP.", "14000000000", "pesos"),
        ("Se ejercerán 130 mdp.", "130000000", "pesos"),
        ("Seis mil 405 millones de pesos irán al puerto.", "6405000000", "pesos"),
        ("Cada beca es de 10.606 euros.", "10606", "euros"),
        ("Se aplicaron 23,761,340 dosis y luego más.", "23761340", "dosis"),
        ("Llegaron 500 000 árboles.", "500000", "árboles"),
        ("Una partida de S/ 520 millones.", "520000000", "soles"),
        ("Subió 86.7 por ciento.", "86.7", "por ciento"),
        ("El 99,9% respondió.", "99.9", "por ciento"),
        ("Firmaron tres convenios de colaboración en la sala.", "3", "convenios de colaboración"),
        ("Atienden dos hospitales rurales del valle.", "2", "hospitales rurales"),
        ("Medio millón de familias lo recibirá.", "500000", "familias"),
        ("Donó una docena de camas nuevas.", "12", "camas nuevas"),
        ("Prevé 73 intervenciones susceptibles al intercambio.", "73", "intervenciones"),
        ("Pagó $1,500.50 por el terreno.", "1500.5", "$"),
        ("En Torreón 35 escuelas abren.", "35", "escuelas"),
        ("Mide 386 metros cuadrados para canchas.", "386", "metros cuadrados"),
        ("El aula mide 350 m² y el patio, no.", "350", "metros cuadrados"),
    ],
)
def test_value_and_unit(text: str, value: str, unit: str) -> None:
    (quantity,) = found(text)
    assert (quantity.value, quantity.unit, quantity.comparator) == (Decimal(value), unit, "exactly")
    assert "E" not in str(quantity.value)


@pytest.mark.parametrize(
    ("text", "comparator", "bound", "words"),
    [
        ("Hay más de 140 unidades médicas rurales.", "more-than", "minimum", "más de 140 unidades médicas rurales"),
        ("Al menos 20 pozos fallaron.", "more-than", "minimum", "Al menos 20 pozos"),
        ("Faltan menos de 30 aulas.", "less-than", "maximum", "menos de 30 aulas"),
        ("Créditos hasta por 50 mil pesos.", "less-than", "maximum", "hasta por 50 mil pesos"),
        ("Pensiones de cerca de 46 mil jubilados.", "about", "value", "cerca de 46 mil jubilados"),
        ("Creció casi un 8 % en mayo.", "about", "value", "casi un 8 %"),
        ("Más del 40 por ciento votó.", "more-than", "minimum", "Más del 40 por ciento"),
    ],
)
def test_comparators_choose_the_bound(text: str, comparator: str, bound: str, words: str) -> None:
    (quantity,) = found(text)
    assert quantity.comparator == comparator
    assert [n for n in ("value", "minimum", "maximum") if getattr(quantity, n) is not None] == [bound]
    assert text[quantity.span.start : quantity.span.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "La clínica No. 20 abrió.",
        "Según el artículo 4 constitucional.",
        "El 8 de mayo de 2014 llegó.",
        "A las 9:00 horas empezó.",
        "La 35° Feria cerró.",
        "La XXVII Asamblea sesionó.",
        "En 2015 las obras siguieron.",
        "Una escuela y un parque.",
        "Calle Juárez número 45 los espera.",
        "Llame al 6641234567 extensiones abiertas.",
        "La UMF 93 los atiende.",
        "El puerto de Dos Peñas creció.",
        "Decreto 154/2022 aprobado.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert found(text) == []


def test_keys_follow_reading_order() -> None:
    assert [(q.key, q.unit) for q in found("Dos pozos, tres puentes y 4 plazas.")] == [
        ("qty-1", "pozos"),
        ("qty-2", "puentes"),
        ("qty-3", "plazas"),
    ]
