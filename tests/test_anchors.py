from __future__ import annotations

from converter.anchors import Anchor, Selection, selections

TEXT = "La alcaldesa Inés abrió"
ANCHORS = (
    Anchor(0, 12, "a", 5, 17),
    Anchor(12, 13, "a", 17, 22),  # a blank that is a line end and its indent there
    Anchor(13, 17, "a", 22, 30),  # spelled with more characters there
    Anchor(17, 18, "a", 40, 41),
    Anchor(18, 23, "box"),
)


def test_what_follows_itself_there_is_one_selection() -> None:
    assert list(selections(ANCHORS, TEXT, 3, 17)) == [Selection("a", 8, 30)]


def test_what_is_spelled_otherwise_is_taken_whole() -> None:
    assert list(selections(ANCHORS, TEXT, 14, 16)) == [Selection("a", 22, 30)]


def test_a_blank_alone_is_no_place_and_a_box_has_no_characters() -> None:
    assert list(selections(ANCHORS, TEXT, 16, 20)) == [Selection("a", 22, 30), Selection("box")]
    assert list(selections(ANCHORS, TEXT, 17, 18)) == []
