"""Pictures of pages. The text is drawn with the fonts every PDF reader has, and turned into pictures here."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from converter.authorities import Authorities
from converter.errors import MissingProgramError, SourceError
from converter.extraction import extract
from converter.layout import understand
from converter.model import Document, Part, Severity, Source, Span
from converter.readers import Limits, ocr, programs, read, read_safely
from converter.readers.ocr import Pace
from tests.readers.documents import check, codes, texts
from tests.readers.test_pdf import pdf, prose

LINES = [
    "La alcaldesa de Villa Sol, Inés Núñez Peña, abrió hoy la clínica municipal,",
    "que atenderá a mil familias de las colonias del norte, y señaló que habrá",
    "consultas y vacunas para todas.",
]
PAGE = [*prose(120, "Abre la clínica de Villa Sol", size=20), *prose(200, *LINES)]
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def picture(dpi: int = 200, turned: float = 0.0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf(PAGE)) as document:
        page: Image.Image = document[0].render(scale=dpi / 72).to_pil().crop((0, 0, dpi * 8, dpi * 4))
    return page.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def saved(kind: str, *pages: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if pages[1:] else {}
    pages[0].save(buffer, kind, **more, **options)
    return buffer.getvalue()


def recognised(name: str, data: bytes, mode: str = "auto") -> Document:
    result = read(Source(name, data), mode)
    check(result)
    return result


def joined(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).split())


@needs_tesseract
@pytest.mark.parametrize("turned", [0.0, 5.0, 92.0, 180.0])
def test_a_page_however_it_lay_on_the_glass(turned: float) -> None:
    result = recognised("nota.png", saved("PNG", picture(turned=turned), dpi=(200, 200)))
    assert joined(texts(result)) == joined(["Abre la clínica de Villa Sol", *LINES])
    assert result.text.count("\n\n") == 1
    assert [block.strong for block in result.blocks] == [True, False, False, False]
    assert {issue.severity for issue in result.issues if issue.code == "recognised"} == {Severity.WARNING}
    assert all(0.7 < block.confidence < 1 for block in result.blocks)


@needs_tesseract
def test_a_scanned_pdf_and_a_tiff_have_pages() -> None:
    for name, kind in (("nota.pdf", "PDF"), ("nota.tiff", "TIFF"), ("sin-nombre", "TIFF")):
        result = recognised(name, saved(kind, picture(), picture(), resolution=200.0, dpi=(200, 200)))
        assert {block.page for block in result.blocks} == {1, 2}
        assert result.text.count("consultas y vacunas") == 2


@needs_tesseract
def test_each_page_has_its_own_time() -> None:
    scan = Source("nota.tiff", saved("TIFF", *[picture()] * 4, dpi=(200, 200)))
    begun: list[bool] = []
    assert read_safely(scan, limits=Limits(seconds=60), begins=lambda: begun.append(True)) == read(scan)
    assert len(begun) == 4


@needs_tesseract
def test_a_page_that_takes_too_long_is_named() -> None:
    for data in (saved("PNG", picture()), saved("PDF", picture(), resolution=200.0)):
        with pytest.raises(SourceError, match="page 1 is not recognised within 0 s; raise ocr_timeout") as caught:
            read(Source("nota", data), pace=Pace(seconds=0))
        assert caught.value.code == "too-slow"


def test_more_pages_than_anybody_waits_for_are_refused() -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(51):
        document.new_page(100, 100)
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(SourceError, match="51 pages to recognise") as caught:
        read(Source("nota.pdf", buffer.getvalue()))
    assert caught.value.code == "too-complex"


@needs_tesseract
def test_words_that_are_hard_to_read_are_told() -> None:
    blurred = picture(100).resize((350, 175)).resize((1600, 800))
    result = recognised("nota.jpg", saved("JPEG", blurred, quality=30))
    doubts = [issue for issue in result.issues if issue.code == "doubtful-word"]
    assert doubts
    assert all(issue.span is not None and result.text[issue.span.start : issue.span.end].strip() for issue in doubts)
    assert min(block.confidence for block in result.blocks) < 0.85


@needs_tesseract
def test_mentions_of_words_that_are_hard_to_read_are_less_sure() -> None:
    names = ["La alcaldesa Inés Núñez Peña y el director Saúl Prado Lima abrieron", "la clínica del IMSS en Puebla."]
    with pypdfium2.PdfDocument(pdf(prose(200, *(names * 5)))) as document:
        page = document[0].render(scale=100 / 72).to_pil().crop((0, 200, 800, 600))
    blurred = page.resize((400, 200)).resize((1600, 800))
    result = recognised("nota.jpg", saved("JPEG", blurred, quality=30))
    release = understand(result)
    assert result.doubts
    lowered = extract(release, Authorities.load()).mentions
    surely = replace(release, document=replace(result, doubts=()))
    mended = [release.reading.origin(word) for word in release.repairs]
    hard = [(span, certain) for span, certain in result.doubts if not any(map(span.overlaps, mended))]
    found = 0
    for one, other in zip(extract(surely, Authorities.load()).mentions, lowered, strict=True):
        assert one.span == other.span
        worst = min((certain for span, certain in hard if span.overlaps(release.reading.origin(one.span))), default=1.0)
        assert other.confidence == one.confidence if worst == 1 else other.confidence <= one.confidence * worst + 1e-9
        found += worst < 1
    assert found


@needs_tesseract
def test_low_letters_at_the_end_of_a_paragraph_stay_in_it() -> None:
    body = [
        "La alcaldesa de Villa Sol abrió ayer la clínica, y pidió a los vecinos que",
        "den aviso de toda clase de agravio, de la violencia o el",
        "acoso.",
    ]
    last = "Agradeció el apoyo de los vecinos que dieron el terreno, y anunció más obras."
    headline = prose(120, "Abre la clínica de Villa Sol", size=18)
    first = prose(200, *LINES[:2], "consultas.")
    with pypdfium2.PdfDocument(pdf([*headline, *first, *prose(270, *body), *prose(340, last)])) as document:
        page = document[0].render(scale=200 / 72).to_pil()
    release = understand(recognised("nota.png", saved("PNG", page, dpi=(200, 200))))
    assert release.texts(Part.PARAGRAPH) == (joined([*LINES[:2], "consultas."]), joined(body), last)


@needs_tesseract
def test_a_page_of_one_line_is_not_taken_for_a_blank_one() -> None:
    with pypdfium2.PdfDocument(pdf(prose(120, "También agradeció el apoyo de los vecinos."))) as document:
        page = document[0].render(scale=200 / 72).to_pil()
    assert recognised("nota.png", saved("PNG", page, dpi=(200, 200))).text == "También agradeció el apoyo de los vecinos."


@needs_tesseract
def test_no_word_is_left_out_of_a_line() -> None:
    lines = [f"El {numeral} Congreso de Bibliotecas abrió en Villa Sol" for numeral in ("XIII", "VIII", "XXVII", "XXIII")]
    with pypdfium2.PdfDocument(pdf(prose(120, *lines, x=60))) as document:
        page = document[0].render(scale=200 / 72).to_pil()
    assert texts(recognised("nota.png", saved("PNG", page, dpi=(200, 200)))) == lines


@needs_tesseract
def test_bullets_however_they_are_recognised() -> None:
    items = [f"•   {text}" for text in ("Habrá consultas en la sierra", "Habrá vacunas", "Se abrirán dos clínicas")]
    with pypdfium2.PdfDocument(pdf([*prose(120, *LINES), *prose(200, *items)])) as document:
        page = document[0].render(scale=200 / 72).to_pil()
    found = texts(recognised("nota.png", saved("PNG", page, dpi=(200, 200))))
    assert [text for text in found if text.startswith("• ")] == ["• " + item[4:] for item in items]


def test_a_word_that_cannot_be_printed_as_recognised_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "".join(
        f'<span class="ocrx_word" title="bbox {90 * n} 100 {90 * n + 80} 130; x_wconf 95">{word}</span>'
        for n, word in enumerate(["El", "XXVIl", "Congreso", "de", "Bibliotecas"])
    )
    line = f'<span class="ocr_line" title="bbox 0 100 460 130; baseline 0 -6; x_size 30">{words}</span>'
    hocr = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{line}</body></html>'.encode()
    monkeypatch.setattr(programs, "find", lambda name, purpose, package: name)
    monkeypatch.setattr(programs, "call", lambda command, data, seconds: subprocess.CompletedProcess(command, 0, hocr, b""))
    result = recognised("nota.png", saved("PNG", picture()))
    assert result.text == "El XXVII Congreso de Bibliotecas"
    told = [(issue.message, issue.span) for issue in result.issues if issue.code == "read-as"]
    assert told == [("recognised as «XXVIl», as which no word is printed", Span(3, 8))]


@needs_tesseract
def test_one_scanned_page_among_others() -> None:
    whole, scan = pypdfium2.PdfDocument(pdf(PAGE)), pypdfium2.PdfDocument(saved("PDF", picture(), resolution=200.0))
    whole.import_pages(scan)
    buffer = io.BytesIO()
    whole.save(buffer)
    result = recognised("nota.pdf", buffer.getvalue())
    assert [block.confidence == 1 for block in result.blocks if block.page == 1] == [True] * 4
    assert result.text.count("consultas y vacunas") == 2
    assert "recognised" in codes(result)
    untouched = recognised("nota.pdf", buffer.getvalue(), "never")
    assert codes(untouched) == ["pages-without-text"]


@needs_tesseract
def test_always_reads_what_the_page_shows() -> None:
    result = recognised("nota.pdf", pdf(PAGE), "always")
    assert joined(texts(result)) == joined(["Abre la clínica de Villa Sol", *LINES])
    assert all(block.confidence < 1 for block in result.blocks)


@needs_tesseract
def test_blank_pages_and_noise_are_refused() -> None:
    for data in (saved("PNG", Image.new("L", (600, 600), 255)), saved("PNG", Image.effect_noise((300, 300), 80.0))):
        with pytest.raises(SourceError) as caught:
            read(Source("nota.png", data))
        assert caught.value.code == "no-text"


@pytest.mark.parametrize(("name", "kind"), [("nota.pdf", "PDF"), ("nota.png", "PNG")])
def test_never_says_what_would_help(name: str, kind: str) -> None:
    with pytest.raises(SourceError, match="--ocr auto") as caught:
        read(Source(name, saved(kind, picture())), "never")
    assert caught.value.code == "needs-ocr"


@pytest.mark.parametrize(("name", "kind"), [("nota.pdf", "PDF"), ("nota.png", "PNG")])
def test_without_the_program_its_package_is_named(name: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingProgramError, match="apt install tesseract-ocr tesseract-ocr-spa") as caught:
        read(Source(name, saved(kind, picture())))
    assert caught.value.exit_code == 3


def test_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        read(Source("nota.png", saved("PNG", Image.new("1", (9000, 9000)))))
    assert caught.value.code == "too-complex"


def test_a_damaged_picture_is_refused() -> None:
    data = saved("PNG", picture())
    for broken in (data[: len(data) // 2], b"\x89PNG\r\n\x1a\n" + bytes(50), b"BM" + bytes(30)):
        with pytest.raises(SourceError) as caught:
            read(Source("nota.png", broken))
        assert caught.value.code == "damaged"


@pytest.mark.parametrize("degrees", [0.0, 2.0, 90.0, 180.0, 270.0])
def test_a_turned_picture_is_turned_back(degrees: float) -> None:
    whole = Image.new("L", (400, 300), 0)
    ImageDraw.Draw(whole).rectangle((100, 50, 140, 70), fill=255)
    turned = whole.rotate(degrees, Image.Resampling.BICUBIC, expand=True)
    drawn = turned.getbbox()
    assert drawn is not None
    back = ocr.unturned(degrees, whole.size, turned.size).on_rect(*drawn)
    assert all(abs(one - other) < 5 for one, other in zip(back, (100, 50, 141, 71), strict=True))
