"""How far a damaged word is from the one that was printed."""

from __future__ import annotations

import pytest

from converter.language.confusion import cost, strokes
from converter.language.text import fold
from converter.resources import table


@pytest.mark.parametrize("row", table("language/confusions.tsv"), ids=lambda row: row["example"])
def test_each_confusion_costs_one(row: dict[str, str]) -> None:
    meant, printed = map(fold, row["example"].split(", "))
    assert cost(printed, meant, 1) == (1, 0)
    assert cost(meant, printed, 1) == (1, 0)


@pytest.mark.parametrize(
    ("printed", "meant"), [("rnunicipio", "municipio"), ("clelegada", "delegada"), ("bospital", "hospital"), ("5a1ud", "salud")]
)
def test_what_is_confused_has_the_same_strokes(printed: str, meant: str) -> None:
    assert strokes(printed) == strokes(meant)


@pytest.mark.parametrize(
    ("printed", "meant", "expected"),
    [
        ("secretaria", "secretaria", (0, 0)),
        ("secretara", "secretaria", (1, 1)),
        ("secretarria", "secretaria", (1, 1)),
        ("5eeretaria", "secretaria", (2, 0)),
        ("gonzalez", "gonzales", (2, 2)),  # z and s are two spellings, and look nothing alike
        ("lunes", "martes", None),
        ("", "", (0, 0)),
    ],
)
def test_cost(printed: str, meant: str, expected: tuple[int, int] | None) -> None:
    assert cost(printed, meant, 2) == expected
