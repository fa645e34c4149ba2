"""Forms of several words, matched over tokens."""

from __future__ import annotations

from converter.language.lexicon import Phrases
from converter.language.text import tokenize


def test_phrases_are_matched_from_either_end_the_longest_first() -> None:
    phrases = Phrases([("más", 1), ("más de", 2), ("no más de", 3), ("más de la", 4)])
    tokens = tokenize("No más de")
    assert phrases.match(tokens, 0) == (3, 3)
    assert phrases.match(tokens, 1) == (2, 2)  # the text ends within the longest
    assert phrases.match_before(tokens, 3) == (0, 3)
    assert phrases.match_before(tokens, 2) == (1, 1)
    assert phrases.match_before(tokens, 0) is None
