"""Damaged words in a release: read in the reading, kept in the document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from converter.layout import understand
from converter.model import Part, Release, Span
from tests.benchmarks.ocr_noise import damaged
from tests.layout.documents import HEADLINE, PROSE, QUOTE, lines

_DATELINE = "Villalba, Sonora, a 3 de marzo de 2O20."
_TEXT = f"C0MUNICADO\n\n{HEADLINE}\n\n{_DATELINE}\n\nLa Sccretaria dcl agua visitó porel norte la costa. {PROSE}\n\n{QUOTE}"


def test_layout_reads_the_mended_words() -> None:
    release = understand(lines(_TEXT))
    assert (release.kind, release.date) == ("comunicado", "2020-03-03")
    assert "La Secretaria del agua visitó por el norte" in release.reading.text


def test_what_is_printed_stays() -> None:
    release = understand(lines(_TEXT))
    assert any(text.startswith("La Sccretaria dcl agua visitó porel norte") for text in release.texts(Part.PARAGRAPH))
    start = release.reading.text.index("por el norte")
    for word, printed in (("por el", "porel"), ("por", "por"), ("el norte", "el norte")):
        at = release.reading.text.index(word, start)
        span = Span(at, at + len(word))
        origin = release.reading.origin(span)
        assert release.printed(span) == release.document.text[origin.start : origin.end] == printed


def test_each_mended_word_is_told() -> None:
    release = understand(lines(_TEXT))
    issues = [i for i in release.issues if i.code == "read-as" and i.span]
    told = {release.document.text[i.span.start : i.span.end]: i.message for i in issues if i.span}
    assert told["Sccretaria"] == "damaged: «Sccretaria» is read as «Secretaria»"
    assert set(told) == {"C0MUNICADO", "2O20", "Sccretaria", "dcl", "porel"}


def test_addresses_are_left_alone() -> None:
    release = understand(lines(_TEXT + "\n\nInformes: www.rnunicipio.example y rnunicipio@dcl.example"))
    assert "rnunicipio@dcl.example" in release.reading.text


def test_undamaged_release_has_no_repairs() -> None:
    assert understand(lines(f"COMUNICADO\n\n{HEADLINE}\n\n{PROSE}\n\n{QUOTE}")).repairs == ()


@settings(deadline=None, max_examples=40)
@given(st.integers(), st.sampled_from([0.01, 0.04, 0.1]))
def test_every_place_leads_back_to_the_print(seed: int, rate: float) -> None:
    _check(understand(lines(damaged(_TEXT, rate, str(seed)))))


def _check(release: Release) -> None:
    assert len(release.reading.text) == len(release.reading.offsets)
    assert sorted(set(release.repairs)) == list(release.repairs)
    for word in release.repairs:
        origin = release.reading.origin(word)
        assert release.document.text[origin.start : origin.end] == release.printed(word)
    for passage in release.passages:
        kept = release.printed(passage.span).split()
        assert all(word in release.document.text for word in kept if "-" not in word)
