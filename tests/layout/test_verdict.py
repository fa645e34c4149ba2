"""What a person is told of a release's layout, and what is said to be none; with invented text."""

from __future__ import annotations

import pytest

from converter.layout import understand
from converter.model import BlockKind, Part, Severity
from tests.layout.documents import PROSE, QUOTE, blocks, lines


def test_two_dates_that_differ_are_noted() -> None:
    made = blocks(
        (BlockKind.DATE, "2019-03-16"),
        (BlockKind.HEADING, "Entregan doce plantas", 1),
        (BlockKind.PARAGRAPH, f"Villalba, 15 de marzo de 2019.- {PROSE}"),
        (BlockKind.PARAGRAPH, QUOTE),
    )
    release = understand(made)
    assert release.date == "2019-03-15"
    assert [(i.code, i.severity) for i in release.issues] == [("conflicting-dates", Severity.NOTE)]


def test_no_headline_is_an_issue_and_not_an_invention() -> None:
    release = understand(lines(f"{PROSE} {QUOTE} {PROSE}\n\n{QUOTE} {PROSE}"))
    assert release.spans(Part.HEADLINE) == ()
    assert [issue.code for issue in release.issues] == ["no-headline", "no-date"]


@pytest.mark.parametrize(
    "text",
    [
        "Comprar:\nleche\nhuevos\npan\n2 kilos de jitomate\n",
        "import os\nfor x in range(10):\n    print(x)\n",
        "1 2 3 4\n5 6 7 8\n9 10 11 12\n",
        "---\n",
        "The quick brown fox jumps over the lazy dog and then it runs away from the farm because nobody there was kind. " * 4,
    ],
    ids=["list", "code", "figures", "rule", "english"],
)
def test_what_is_no_release(text: str) -> None:
    assert "not-a-release" in [i.code for i in understand(lines(text)).issues if i.severity is Severity.ERROR]


def test_an_empty_document_has_no_passages() -> None:
    release = understand(lines(""))
    assert release.passages == ()
    assert release.reading.text == ""


def test_a_newspaper_page_is_no_release() -> None:
    text = f"EL DIARIO\n\nENTREGAN DOCE PLANTAS\n\nVILLALBA, 2 de marzo (Agencia).- {PROSE}"
    text += f"\n\nGANA EL EQUIPO LOCAL\n\nMONTESOL, 2 de marzo (Agencia).- {QUOTE}"
    text += f"\n\nSUBE EL MAÍZ\n\nSAL ALTA, 2 de marzo (Agencia).- {PROSE}"
    assert "not-a-release" in [issue.code for issue in understand(lines(text)).issues]
