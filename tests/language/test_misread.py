"""What is printed where recognition gives signs that no word is printed with. All words are invented."""

from __future__ import annotations

import pytest

from converter.language.misread import bullet, meant
from converter.resources import table


@pytest.mark.parametrize("row", table("language/misread-signs.tsv"), ids=lambda row: row["example"])
def test_each_sign_is_read_as_the_one_that_was_printed(row: dict[str, str]) -> None:
    printed, seen = row["example"].split(", ", 1)
    where = row["where"]
    assert (bullet(seen) if where == "bullet" else meant(seen, where.startswith("doubtful-"))) == printed


@pytest.mark.parametrize(
    ("word", "doubtful", "printed"),
    [
        ("XXI!!,", True, "XXIII,"),
        ("VII|", True, "VIII"),
        ("VII!", False, "VII!"),
        ("35”", False, "35”"),
        ("2021”", True, "2021”"),
        ("PAM!", False, "PAM!"),
        ("MIl", False, "MIl"),
        ("¡VIVA!", True, "¡VIVA!"),
        ("lluvia", True, "lluvia"),
        ("lINAH", True, "lINAH"),
        ("Il", True, "Il"),
    ],
)
def test_what_may_be_printed_so_stays(word: str, doubtful: bool, printed: str) -> None:
    assert meant(word, doubtful) == printed


@pytest.mark.parametrize(("word", "printed"), [("»,", "•"), ("»»»", None), ("y", None), ("", None)])
def test_one_or_two_signs_that_are_no_word_are_a_bullet(word: str, printed: str | None) -> None:
    assert bullet(word) == printed
