"""Where the head ends: sentences with a full stop that are headline or summary, and those that open the text."""

from __future__ import annotations

import pytest

from converter.layout import understand
from converter.model import Source
from converter.readers import read
from tests.layout.documents import HEADLINE, PROSE, QUOTE, lines, texts
from tests.readers.documents import docx, paragraph

_SUMMARY = "La titular de Aguas recorrió las obras de la sierra norte y saludó a los vecinos de cuarenta pueblos."
_CLAIM = "Con las plantas llevamos agua limpia a todas las familias de la sierra norte, afirmó"
_DATED = "Villalba, Sonora, 16 de diciembre de 2022."


@pytest.mark.parametrize(
    ("dateline", "date"),
    [
        ("14:04 horas - Viernes, 16 Diciembre 2022", "2022-12-16"),
        ("16 de diciembre de 2022", "2022-12-16"),
        ("Villalba, 16 de diciembre de 2022", "2022-12-16"),
    ],
)
def test_a_sentence_above_the_dateline_is_a_summary(dateline: str, date: str) -> None:
    release = understand(lines(f"{HEADLINE}\n\n{_SUMMARY}\n\n{dateline}\n\n{PROSE}\n\n{QUOTE}"))
    assert texts(release, "subheadline") == [_SUMMARY]
    assert texts(release, "paragraph") == [PROSE, QUOTE]
    assert release.date == date


def test_a_headline_may_be_a_long_sentence_above_a_run_in_dateline() -> None:
    release = understand(lines(f"{_SUMMARY}\n\nVillalba, Sonora, a 23 de enero de 2026.- {PROSE}\n\n{QUOTE}"))
    assert texts(release, "headline") == [_SUMMARY]
    assert texts(release, "paragraph") == [PROSE, QUOTE]
    assert release.place is not None
    assert release.reading.text[slice(*release.place)] == "Villalba, Sonora"


def test_summaries_stand_between_the_date_of_the_page_and_the_dateline() -> None:
    head = f"{HEADLINE}\nDiciembre 16, 2022\n\nEs un acto de justicia y de agua.\n\n"
    release = understand(lines(f"{head}Villalba, Sonora, a 16 de diciembre de 2022. - {PROSE}\n\n{QUOTE}"))
    assert texts(release, "subheadline") == ["Es un acto de justicia y de agua."]
    assert texts(release, "paragraph") == [PROSE, QUOTE]


def test_a_headline_may_open_with_the_letters_of_a_credit() -> None:
    headline = "Autoridades inician la obra de agua en Villalba"
    release = understand(lines(f"{headline}\nDiciembre 16, 2022\n\n{PROSE}\n\n{QUOTE}"))
    assert texts(release, "headline") == [headline]


def test_a_summary_is_known_by_the_unfinished_one_below_it() -> None:
    release = understand(lines(f"{HEADLINE}\n\n{_SUMMARY}\n\n{_CLAIM}\n\n{PROSE}\n\n{QUOTE}"))
    assert texts(release, "subheadline") == [_SUMMARY, _CLAIM]


def test_a_summary_is_known_by_initials_that_the_text_spells_out() -> None:
    summary = "El CRA “La Loma” atenderá a los vecinos de cuarenta pueblos y tendrá doce médicos y dos ambulancias."
    text = "La alcaldesa Bruna Salas abrió este martes el Centro Rural de Atención (CRA) “La Loma”, que costó tres millones."
    release = understand(lines(f"{HEADLINE}\n\n{summary}\n\n{text}\n\n{QUOTE}"))
    assert texts(release, "subheadline") == [summary]


@pytest.mark.parametrize(
    "below",
    [
        PROSE,
        "Obras en la sierra",
        "Lunes 5 de mayo: entrega de plantas en Villalba.",
        "Becas.- Los alumnos de cuarenta pueblos recibirán una beca de mil pesos al mes durante el año.",
    ],
)
def test_a_sentence_with_a_full_stop_opens_the_text(below: str) -> None:
    release = understand(lines(f"{HEADLINE}\n\n{_SUMMARY}\n\n{below}\n\n{PROSE}\n\n{QUOTE}"))
    assert texts(release, "subheadline") == []
    assert texts(release, "paragraph")[0] == _SUMMARY


def test_a_place_run_in_below_the_date_belongs_to_it() -> None:
    release = understand(lines(f"COMUNICADO\n\n24 Junio 2021\n\n{HEADLINE}\n\nVILLALBA, Son.- {PROSE}\n\n{QUOTE}"))
    assert release.date == "2021-06-24"
    assert release.place is not None
    assert release.reading.text[slice(*release.place)] == "VILLALBA, Son"


def test_dashes_glued_to_the_summaries_are_bullets() -> None:
    text = f"Comunicado SAL 24/2025\n\n-{_SUMMARY}\n\n-{_CLAIM}.\n\nVILLALBA, Son.- {PROSE}\n\n{QUOTE}"
    release = understand(lines(text))
    assert texts(release, "subheadline") == [_SUMMARY, f"{_CLAIM}."]
    assert texts(release, "paragraph") == [PROSE, QUOTE]
    assert (release.kind, release.number) == ("comunicado", "SAL 24/2025")


def test_a_kicker_of_names_is_no_headline() -> None:
    claim = "La ministra expone el plan de aguas de la sierra, que llegará a cuarenta pueblos"
    kicker = "Comparecencia en la Cámara de Diputados"
    release = understand(lines(f"{kicker}\n\n{claim}\n\nHacienda - 25.1.2024\n\n{PROSE}\n\n{QUOTE}"))
    assert texts(release, "headline") == [claim]
    assert texts(release, "subheadline") == [kicker]


def test_a_short_headline_with_a_full_stop_below_issuer_and_dateline() -> None:
    head = "Secretaría de Aguas\n\nBoletín No. 45\n\nVillalba, Sonora; 5 de mayo de 2023"
    text = f"{head}\n\n{HEADLINE}.\n\n• {_CLAIM}.\n\n{PROSE}\n\n{QUOTE}"
    release = understand(lines(text))
    assert texts(release, "headline") == [f"{HEADLINE}."]
    assert texts(release, "subheadline") == [f"{_CLAIM}."]


def test_the_path_to_a_page_and_its_buttons_are_no_summaries() -> None:
    head = f"Inicio / Noticias / Aguas\n\n{HEADLINE} en la sierra\n\nFacebook Twitter WhatsApp"
    text = f"{head}\n\n✅ {_CLAIM}.\n\n{PROSE}\n\n{QUOTE}"
    release = understand(lines(text))
    assert texts(release, "headline") == [f"{HEADLINE} en la sierra"]
    assert texts(release, "subheadline") == [f"{_CLAIM}."]
    assert texts(release, "letterhead") == []


def test_bars_part_kind_issuer_place_and_date() -> None:
    release = understand(
        lines(f"{HEADLINE}\n\nBoletín|Gobierno del Estado|Villalba, Son.| 5 de mayo de 2023\n\n{PROSE}\n\n{QUOTE}")
    )
    assert texts(release, "headline") == [HEADLINE]
    assert (release.kind, release.date) == ("boletin", "2023-05-05")
    assert texts(release, "letterhead") == ["Gobierno del Estado"]


def test_two_issuers_on_a_line_and_a_kind_after_the_date() -> None:
    top, below = "Gobierno de Sonora | Secretaría de Aguas", "Secretaría de Aguas | 5 de mayo de 2023 | Comunicado"
    release = understand(lines(f"{top}\n\n{HEADLINE} en la sierra\n\n{below}\n\n{PROSE}\n\n{QUOTE}"))
    assert texts(release, "headline") == [f"{HEADLINE} en la sierra"]
    assert (release.kind, release.date) == ("comunicado", "2023-05-05")


def _typed(*paragraphs: tuple[str, str]) -> str:
    return "".join(paragraph(text, f'<w:jc w:val="{side}"/>') for side, text in paragraphs)


def test_what_is_centred_below_headline_and_dateline_is_a_summary_and_in_the_text_a_heading() -> None:
    heading = f"{HEADLINE} y comienza la obra de otras veinte en la sierra sur"
    body = (("both", PROSE), ("center", heading), ("both", QUOTE), ("center", "Agua de la sierra."), ("both", PROSE))
    word = docx(_typed(("right", _DATED), ("center", HEADLINE), ("center", _SUMMARY), *body))
    release = understand(read(Source("nota.docx", word)))
    assert texts(release, "headline") == [HEADLINE]
    assert texts(release, "subheadline") == [_SUMMARY]
    assert texts(release, "heading") == [heading]
    assert texts(release, "paragraph") == [PROSE, QUOTE, "Agua de la sierra.", PROSE]


def test_centring_tells_nothing_where_all_is_centred() -> None:
    word = docx(_typed(*(("center", text) for text in (_DATED, HEADLINE, _SUMMARY, PROSE, QUOTE))))
    assert texts(understand(read(Source("nota.docx", word))), "paragraph") == [_SUMMARY, PROSE, QUOTE]


def test_a_line_that_says_whose_is_a_headline_and_no_name_above_it() -> None:
    release = understand(lines(f"NOTA DE PRENSA n.º 12-2025\n\nLIMPIAMOS NUESTRO RÍO\n\n{PROSE}\n\n{QUOTE}"))
    assert texts(release, "headline") == ["LIMPIAMOS NUESTRO RÍO"]
