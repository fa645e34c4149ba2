"""Every row of the tables under ontology/layout says what its example shows."""

from __future__ import annotations

import re

import pytest

from converter.language.text import fold
from converter.layout import banner
from converter.layout.dateline import parse_dateline
from converter.layout.headline import parse_label
from converter.layout.lines import Line, read_lines
from converter.layout.tail import closes, is_caption, is_tail
from converter.layout.transcript import is_label
from converter.resources import table
from tests.layout.documents import lines


def _line(text: str) -> Line:
    return read_lines(lines(text))[0]


@pytest.mark.parametrize("row", table("layout/kinds.tsv"), ids=lambda row: row["form"])
def test_kinds(row: dict[str, str]) -> None:
    label = parse_label(row["example"])
    assert label is not None
    assert label.kind == row["kind"]
    assert label.joint == (row["joint"] == "yes")
    assert fold(row["example"][label.label_span.start : label.label_span.end]).rstrip("s") == fold(row["form"]).rstrip("s")


@pytest.mark.parametrize("row", table("layout/furniture.tsv"), ids=lambda row: row["example"])
def test_furniture(row: dict[str, str]) -> None:
    assert re.fullmatch(row["pattern"], fold(row["example"]))
    assert row["when"] in ("always", "beside")


@pytest.mark.parametrize("row", table("layout/tail.tsv"), ids=lambda row: row["example"])
def test_tail(row: dict[str, str]) -> None:
    assert re.fullmatch(row["pattern"], fold(row["example"]))
    if row["what"] == "close" and not row["example"].startswith(("*", "#", "_")):
        assert closes(_line(row["example"]))
    elif row["what"] == "caption":
        assert is_caption(_line(row["example"]))
    elif row["what"] != "close":
        assert is_tail(_line(row["example"]))


def _heads_a_date(line: Line) -> bool:
    dateline = parse_dateline(line.text)
    return dateline is not None and dateline.date is not None and dateline.place is None


@pytest.mark.parametrize("row", table("layout/banner.tsv"), ids=lambda row: row["example"])
def test_banner(row: dict[str, str]) -> None:
    found = {
        "issuer": banner.opens_issuer,
        "office": banner.opens_office,
        "page": banner.is_page_name,
        "section": _heads_a_date,
    }[row["what"]]
    assert found(_line(row["example"]))


@pytest.mark.parametrize("row", table("layout/transcript.tsv"), ids=lambda row: row["example"])
def test_transcript(row: dict[str, str]) -> None:
    assert is_label(_line(row["example"]))


def test_calendar() -> None:
    for row in table("layout/calendar.tsv"):
        assert row["kind"] in ("month", "weekday", "day", "street")
        assert row["kind"] == "street" or row["value"].isdigit()
