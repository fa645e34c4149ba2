from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.mentions import marks, quotations, statements
from converter.mentions.marks import Marked
from converter.mentions.sayings import Sayings
from tests.mentions.speech import analyse, mentions


def marked(*paragraphs: str) -> list[tuple[str, ...]]:
    analysis = analyse(*paragraphs)
    return [tuple(analysis.string(p) for p in m.pieces) for m in find(*paragraphs)]


def find(*paragraphs: str) -> list[Marked]:
    analysis = analyse(*paragraphs)
    return marks.find(analysis.text, analysis.release.passages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dijo “uno dos” y «tres»", ["uno dos", "tres"]),
        ('dijo "uno" y "dos"', ["uno", "dos"]),
        ('dijo “uno" y "dos”', ["uno", "dos"]),
        ("dijo ”uno” y nada", ["uno"]),
        ("el torneo “uno “en el puerto", ["uno"]),
        ("clubes “uno “de aquí, “dos” de allá", ["uno", "dos"]),
        ('los" uno dos" que', ["uno dos"]),
        ("dijo “uno ‘dos’ tres”", ["uno ‘dos’ tres"]),
        ("dijo «uno “dos” tres»", ["uno “dos” tres"]),
        ("O’Gorman y D'Olmos llegaron", []),
        ("dijo ‘uno dos’ ayer", ["uno dos"]),
        ("¨uno dos.¨ dijo", ["uno dos."]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert [p for pieces in marked(text) for p in pieces] == expected


def test_missing_closing_mark_ends_with_the_paragraph() -> None:
    found = find("dijo “uno dos.", "tres")
    assert [(m.closed, len(m.pieces)) for m in found] == [(False, 1)]


def test_missing_closing_mark_ends_at_the_next_opening_one() -> None:
    assert marked("dijo “uno dos. “tres cuatro” y ya") == [("uno dos.",), ("tres cuatro",)]


def test_paragraphs_that_open_again_are_one() -> None:
    assert marked("“uno.", "“dos.", "“tres”.") == [("uno.", "dos.", "tres")]


_WORDS = "dijo|señaló| que |Ana Paz|El alcalde|la directora| quien |vamos a limpiar la playa|según |ha |dicho|Así lo |y "
_PIECES = st.sampled_from([*"“”«»‘’'()", '"', " ", ", ", ". ", ": ", "; ", "—", *_WORDS.split("|")])


@given(st.lists(st.lists(_PIECES, min_size=1, max_size=14).map("".join).filter(str.strip), min_size=1, max_size=4))
def test_whatever_is_typed_spans_stay_inside_their_text(paragraphs: list[str]) -> None:
    analysis = analyse(*paragraphs)
    speakers = mentions(analysis, ana="Ana Paz; la directora", nobody="; El alcalde")
    sayings = Sayings.of(analysis, speakers)
    quoted, _ = quotations.find(sayings)
    for utterance in (*quoted, *statements.find(sayings, quoted)):
        assert utterance.evidence
        assert utterance.text
        assert 0 < utterance.confidence <= 1
        assert all(0 <= s.start < s.end <= len(analysis.text) for s in utterance.evidence)
