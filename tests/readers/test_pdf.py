from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from converter.errors import SourceError
from converter.layout import understand
from converter.model import BlockKind, Part, Source
from converter.readers import read
from tests.readers.documents import document, texts

canvas = pytest.importorskip("reportlab.pdfgen.canvas")

Line = tuple[float, float, str, str, float]  # x, y from the top, text, font, size
WIDTH, HEIGHT = 595, 842
BODY, BOLD = "Helvetica", "Helvetica-Bold"


def pdf(*pages: Sequence[Line], turned: str = "", **options: object) -> bytes:
    """A PDF of these lines; `turned` runs up the left margin of each page."""
    buffer = io.BytesIO()
    made = canvas.Canvas(buffer, pagesize=(WIDTH, HEIGHT), **options)
    for page in pages:
        for x, y, text, font, size in page:
            made.setFont(font, size)
            made.drawString(x, HEIGHT - y, text)
        if turned:
            made.rotate(90)
            made.setFont(BODY, 12)
            made.drawString(300, -40, turned)
        made.showPage()
    made.save()
    return buffer.getvalue()


def prose(top: float, *lines: str, x: float = 100, size: float = 11, font: str = BODY) -> list[Line]:
    return [(x, top + number * size * 1.3, text, font, size) for number, text in enumerate(lines)]


FIRST = prose(
    220,
    "La alcaldesa de Villa Sol abrió hoy la clínica municipal, que atenderá a",
    "mil familias de las colonias del norte, y dijo que habrá consultas y",
    "vacunas para todas.",
)
SECOND = prose(275, "El director agradeció el apoyo de los vecinos, que dieron el terreno, y", "anunció más obras.")


def test_gaps_part_paragraphs_and_size_parts_the_headline() -> None:
    headline = prose(150, "Abre la clínica municipal de Villa Sol", "para mil familias", size=18, font=BOLD)
    result = document("nota.pdf", pdf([*headline, *FIRST, *SECOND]))
    assert result.text == (
        "Abre la clínica municipal de Villa Sol\npara mil familias\n\n"
        "La alcaldesa de Villa Sol abrió hoy la clínica municipal, que atenderá a\n"
        "mil familias de las colonias del norte, y dijo que habrá consultas y\nvacunas para todas.\n\n"
        "El director agradeció el apoyo de los vecinos, que dieron el terreno, y\nanunció más obras."
    )
    assert [block.strong for block in result.blocks] == [True, True, False, False, False, False, False]
    assert result.blocks[0].page == 1
    assert result.blocks[0].locator.startswith("page=1;box=100,")


@pytest.mark.parametrize("second", ["la alcaldesa anuncia dos más", "Inés Núñez anuncia dos más"])
@pytest.mark.parametrize("size", [11, 16])
def test_a_bold_headline_that_is_broken_behind_a_semicolon_is_one(second: str, size: float) -> None:
    headline = prose(150, "Abre la clínica municipal de Villa Sol;", second, size=size, font=BOLD)
    result = document("nota.pdf", pdf([*headline, *FIRST, *SECOND]))
    assert understand(result).texts(Part.HEADLINE) == (f"Abre la clínica municipal de Villa Sol; {second}",)


def test_indents_and_short_last_lines_part_paragraphs_without_a_gap() -> None:
    def block(top: float, indent: float) -> list[Line]:
        lines = prose(
            top,
            "La alcaldesa de Villa Sol abrió hoy la clínica municipal, que va",
            "a atender a mil familias de las colonias del norte, y que tendrá",
            "consultas y vacunas para todas.",
        )
        return [(lines[0][0] + indent, *lines[0][1:]), *lines[1:]]

    for indent in (0.0, 20.0):
        result = document("nota.pdf", pdf([*block(220, indent), *block(220 + 3 * 14.3, indent)]))
        assert result.text.count("\n\n") == 1
        assert result.text.split("\n\n")[1].startswith("La alcaldesa")


def test_running_lines_are_furniture_and_the_order_is_the_pages() -> None:
    def page(number: int, body: list[Line]) -> list[Line]:
        foot = (250.0, 800.0, f"Página {number} de 2", BODY, 8.0)
        return [foot, *body, (100.0, 60.0, "Ayuntamiento de Villa Sol", BODY, 11.0)]

    result = document("nota.pdf", pdf(page(1, FIRST), page(2, SECOND), turned="Nota de prensa"))
    assert texts(result, BlockKind.FURNITURE) == [
        "Nota de prensa",
        "Ayuntamiento de Villa Sol",
        "Página 1 de 2",
        "Nota de prensa",
        "Ayuntamiento de Villa Sol",
        "Página 2 de 2",
    ]
    assert texts(result, BlockKind.LINE) == [line[2] for line in (*FIRST, *SECOND)]


def test_the_letterhead_of_the_first_page_is_no_furniture() -> None:
    left = prose(60, "INSTITUTO", "DE SALUD", size=9)
    right = prose(65, "OFICINA DE PRENSA", "COMUNICADO 7", x=400, size=7)
    result = document("nota.pdf", pdf([*left, *right, *FIRST], SECOND))
    assert texts(result)[:4] == ["INSTITUTO", "DE SALUD", "OFICINA DE PRENSA", "COMUNICADO 7"]


def test_columns_are_read_one_after_the_other() -> None:
    left = prose(220, "La alcaldesa abrió hoy la", "clínica municipal, que va", "a atender a mil familias.", x=80)
    right = prose(220, "El director agradeció el", "apoyo de los vecinos y", "anunció más obras.", x=320)
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    headline = prose(150, "Abre la clínica municipal de Villa Sol para mil familias del norte")
    result = document("nota.pdf", pdf([*headline, *mixed]))
    assert texts(result)[1:] == [line[2] for line in (*left, *right)]


def _set_in_columns(top: float, *columns: tuple[str, ...]) -> list[Line]:
    return [line for n, column in enumerate(columns) for line in prose(top, *column, x=100 + 150 * n)]


def test_a_table_with_a_column_of_figures_is_read_row_by_row() -> None:
    days = (
        ("Día", "Lunes", "Martes"),
        ("Colonia", "El Centro", "La Loma del Sol"),
        ("Horario", "8:00 a 14:00", "9:00 a 12:00"),
    )
    result = document("nota.pdf", pdf([*FIRST, *_set_in_columns(330, *days), *prose(440, "Habrá más consultas en otoño.")]))
    assert texts(result, BlockKind.CELL) == [cell for row in zip(*days, strict=True) for cell in row]
    assert texts(result, BlockKind.LINE) == [*(line[2] for line in FIRST), "Habrá más consultas en otoño."]


@pytest.mark.parametrize(
    "columns",
    [
        (("Rosa Peña Ortiz", "Directora General", "Villa Sol"), ("Juan Ruiz Lima", "Secretario", "Valle Hondo")),
        (("Ayuntamiento", "Comunicación Social"), ("Boletín 12", "3 de mayo de 2021")),
        (
            ("Con 24 camas abre la", "clínica de 3 pisos y", "dos salas nuevas."),
            ("En 2020 dio 12", "mil consultas, y", "habrá más."),
        ),
    ],
)
def test_without_three_rows_of_figures_columns_are_no_table(columns: Sequence[tuple[str, ...]]) -> None:
    result = document("nota.pdf", pdf([*FIRST, *_set_in_columns(330, *columns)]))
    assert texts(result)[len(FIRST) :] == [line for column in columns for line in column]


def test_a_row_far_below_is_none_of_the_table() -> None:
    rows = [*_set_in_columns(330, ("Lunes", "Martes"), ("8:00", "9:00")), *_set_in_columns(480, ("Jueves",), ("7:00",))]
    assert texts(document("nota.pdf", pdf([*FIRST, *rows])), BlockKind.CELL) == []


def test_bullets_are_joined_to_their_text_and_start_paragraphs() -> None:
    lines = [(100.0, 220.0, "•", BODY, 11.0), *prose(220, "Habrá consultas para todas las", "familias", x=130)]
    lines += [(100.0, 248.6, "•", BODY, 11.0), *prose(248.6, "Habrá vacunas", x=130)]
    assert document("nota.pdf", pdf(lines)).text == "• Habrá consultas para todas las\nfamilias\n\n• Habrá vacunas"


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_is_read_from_there(quarters: int) -> None:
    buffer = io.BytesIO()
    made = canvas.Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    made.translate(WIDTH / 2, HEIGHT / 2)
    made.rotate(90 * quarters)
    for number, line in enumerate(FIRST):
        made.drawString(-200, -15 * number, line[2])
    made.showPage()
    made.save()
    assert document("nota.pdf", buffer.getvalue()).text == "\n".join(line[2] for line in FIRST)


def test_a_page_of_nothing_is_refused() -> None:
    with pytest.raises(SourceError, match="scan it anew") as caught:
        read(Source("nota.pdf", pdf([])))
    assert caught.value.code == "no-text"


def test_a_page_without_text_is_noted() -> None:
    result = document("nota.pdf", pdf(FIRST, []))
    assert [issue.code for issue in result.issues] == ["pages-without-text"]


def test_a_password_is_named() -> None:
    encrypt = pytest.importorskip("reportlab.lib.pdfencrypt").StandardEncryption("clave", strength=40)
    with pytest.raises(SourceError, match="password") as caught:
        read(Source("nota.pdf", pdf(FIRST, encrypt=encrypt)))
    assert caught.value.code == "encrypted"
