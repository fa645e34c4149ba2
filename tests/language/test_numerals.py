"""Numbers in every notation releases use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from converter.language.numerals import cardinal, digits, ordinal, roman
from converter.language.text import tokenize


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("3 mil 843 camas", "3843", 3),
        ("9 mil 400 millones de pesos", "9400000000", 4),
        ("seis mil 405 millones de pesos", "6405000000", 4),
        ("23,761,340 vacunas", "23761340", 1),
        ("10.606 euros", "10606", 1),
        ("500 000 dosis", "500000", 2),
        ("1 millón 545 mil pesos", "1545000", 4),
        ("86.7 por ciento", "86.7", 1),
        ("99,9 %", "99.9", 1),
        ("1.5 millones de dosis", "1500000", 2),
        ("dos sedes", "2", 1),
        ("veintitrés municipios", "23", 1),
        ("treinta y cinco becas", "35", 3),
        ("doscientos treinta y una camas", "231", 4),
        ("mil 200 becas", "1200", 2),
        ("mil becas", "1000", 1),
        ("medio millón de árboles", "500000", 2),
        ("dos docenas de equipos", "24", 2),
        ("un millón de dosis", "1000000", 2),
        ("2 mil millones de pesos", "2000000000", 3),
        ("2 mil 014 casos", "2014", 3),
        ("mil doscientos casos", "1200", 2),
        ("cien mil casos", "100000", 2),
        ("3 millones, 4 casos", "3000000", 2),
    ],
)
def test_cardinal_reads_the_whole_number_and_no_more(text: str, value: str, words: int) -> None:
    numeral = cardinal(tokenize(text), 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (Decimal(value), words)


@pytest.mark.parametrize("text", ["millones de pesos", "camas", "y dos", "medio día", "docena de huevos", "35° encuentro"])
def test_no_cardinal_where_none_starts(text: str) -> None:
    assert cardinal(tokenize(text), 0) is None


def test_numbers_that_merely_follow_each_other_stay_apart() -> None:
    assert cardinal(tokenize("dos tres"), 0).end == 1  # type: ignore[union-attr]
    assert cardinal(tokenize("veinte y cinco"), 0).value == 20  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("0.125", "0.125"), ("1'200", "1200"), ("2014", "2014")],
)
def test_digits(text: str, value: str) -> None:
    assert digits(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("X", 10), ("XXVII", 27), ("XLIX", 49), ("35°", 35), ("2da", 2), ("3er", 3), ("4a", 4), ("Primera", 1), ("primer", 1),
        ("Séptimo", 7), ("Vigésima Séptima", 27), ("Decimoquinta", 15), ("décimo tercera", 13), ("duodécimo", 12),
        ("IMSS", None), ("2014", None), ("primero de mayo", None), ("quintana", None), ("cuarto", 4),
        ("", None), ("sextante", None),
    ],
)  # fmt: skip
def test_ordinal(text: str, value: int | None) -> None:
    assert ordinal(text) == value


def test_roman_needs_canonical_form() -> None:
    assert roman("IIII") is None
    assert roman("xx") is None
    assert roman("") is None
