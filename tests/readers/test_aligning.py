from __future__ import annotations

import time

import pytest

from converter.anchors import Anchor, selections
from converter.readers.aligning import TAIL, Original, Passage


def there(text: str, *passages: str, line: int = 0) -> list[str]:
    """What the original has for each word of `text`."""
    original = Original(tuple(Passage(str(number), passage) for number, passage in enumerate(passages)))
    anchors = original.anchors(text, line)
    assert anchors == sorted(anchors, key=lambda anchor: anchor.start)
    found, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        found.append("|".join(passages[int(s)][a:b] for s, a, b in selections(anchors, text, start, at)))
    return found


@pytest.mark.parametrize(
    ("text", "passages", "expected"),
    [
        ("La alcaldesa Inés", ("La  alcal", "desa\n Inés",), ["La", "alcal|desa", "Inés"]),
        ("In\u00e9s dijo", ("Ine\u0301s  di\u00adjo",), ["Ine\u0301s", "di|jo"]),
        ("Inés “dijo”", ("In&eacute;s &ldquo;dijo&rdquo;",), ["In&eacute;s", "&ldquo;dijo&rdquo;"]),
        ("la de Sol y _m_ar", ("[la](http://x.mx/de-la) **de** Sol y \\_m\\__a_r",), ["la", "de", "Sol", "y", "_m|_|a|r"]),
        ("Inés Núñez", (f"{{{{algo más}}}} In\u00e9{TAIL * 3}s N\u00fa\u00f1ez",), [f"In\u00e9{TAIL * 3}s", "N\u00fa\u00f1ez"]),
        ("• Habrá vacunas", ("\uf0b7 Habrá vacunas",), ["", "Habrá", "vacunas"]),
        ("La clínica abre", ("La clÃ\xadnica abre",), ["La", "clÃ\xadnica", "abre"]),
        ("2021-05-04", ("Tue, 04 May 2021",), ["Tue, 04 May 2021"]),
    ],
)  # fmt: skip
def test_words_are_found_through_blanks_marks_and_escapes(text: str, passages: tuple[str, ...], expected: list[str]) -> None:
    assert there(text, *passages) == expected


def test_pieces_take_from_their_original_one_after_the_other_and_not_before_their_line() -> None:
    original = Original((Passage("", "Sol\nSol\nSol"),))
    assert original.anchors("Sol") == [Anchor(0, 3, "", 0, 3)]
    assert original.anchors("Sol", line=3) == [Anchor(0, 3, "", 8, 11)]


def test_another_text_is_given_up_in_time() -> None:
    original = Original((Passage("", "abcd " * 100_000),))
    began = time.process_time()
    assert original.anchors("sol nube " * 20_000)
    assert time.process_time() - began < 5
