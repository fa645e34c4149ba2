from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from converter.errors import MissingProgramError, SourceError
from converter.model import BlockKind, Source
from converter.readers import programs, read
from tests.readers.documents import codes, document, texts
from tests.readers.old_word import doc

# Made of the .fodt beside it: soffice --headless --convert-to doc old-word.fodt (LibreOffice 7.4).
WHOLE = Path(__file__).parent / "data" / "old-word.doc"
PARAGRAPHS = ["Abre la clínica de Villa Sol", "La alcaldesa Inés Núñez dijo: “Habrá vacunas” para todas. " * 9, "Fin"]
needs_programs = pytest.mark.skipif(
    None in (shutil.which("antiword"), shutil.which("catdoc")), reason="antiword or catdoc is not installed"
)


@needs_programs
@pytest.mark.parametrize("name", ["nota.doc", "nota.docx", "nota.txt"])
def test_paragraphs_are_blocks(name: str) -> None:
    result = document(name, doc(*PARAGRAPHS))
    assert texts(result) == [paragraph.strip() for paragraph in PARAGRAPHS]
    assert result.media_type == "application/msword"


@needs_programs
def test_a_damaged_file_ends_in_a_refusal_or_in_sound_text() -> None:
    data = doc(*PARAGRAPHS)
    for length in (600, 1100, 2000, 5000):
        try:
            document("nota.doc", data[:length] + bytes(len(data) - length))
        except SourceError as error:
            assert error.code in ("damaged", "no-text", "unsupported-format")  # noqa: PT017


def test_without_the_program_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingProgramError, match="apt install antiword catdoc"):
        read(Source("nota.doc", doc(*PARAGRAPHS)))


@needs_programs
def test_structure_is_kept_and_what_is_hidden_or_deleted_is_not() -> None:
    result = document("nota.doc", WHOLE.read_bytes())
    found = [(block.kind.value, text) for block, text in zip(result.blocks, texts(result), strict=True)]
    assert found == [
        ("heading", "Abre la clínica municipal"),
        ("paragraph", "Villa Sol, Son., a 4 de mayo de 2021."),
        ("paragraph", "La alcaldesa Inés Núñez abrió hoy INSERTADO la clínica."),
        ("line", "Calle Sol 5"),
        ("line", "Villa Sol"),
        ("paragraph", "Párrafo con caja."),
        ("item", "Habrá consultas"),
        ("item", "Habrá vacunas"),
        ("paragraph", "Más en la página de la clínica."),
        ("cell", "Día"),
        ("cell", "Hora"),
        ("cell", "Lunes"),
        ("cell", "8"),
        ("paragraph", "Al fin"),
        ("paragraph", "Texto de la caja"),
        ("furniture", "Cifras del censo de 2020."),
        ("furniture", "Ayuntamiento de Villa Sol"),
        ("furniture", "Calle Sol 5, página 1"),
    ]
    assert codes(result) == ["hidden-text"]


@needs_programs
def test_a_file_that_antiword_falls_over_is_read_without_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(command: list[str], data: bytes, seconds: float = 20) -> subprocess.CompletedProcess[bytes]:
        done = subprocess.run(command, input=data, capture_output=True, check=False)
        return subprocess.CompletedProcess(command, -11, b"") if "antiword" in command[0] else done

    monkeypatch.setattr(programs, "call", falls)
    result = document("nota.doc", doc(*PARAGRAPHS))
    assert texts(result, BlockKind.PARAGRAPH) == [text.strip() for text in PARAGRAPHS]
    assert codes(result) == ["structure-unknown"]


def _programs(monkeypatch: pytest.MonkeyPatch, plain: str, structured: str, falls: int = 0) -> None:
    """In place of both programs: what catdoc gives, and antiword once it has fallen so many times."""
    left = [-11] * falls

    def call(command: list[str], data: bytes, seconds: float = 20) -> subprocess.CompletedProcess[bytes]:
        if command[0] == "antiword" and left:
            return subprocess.CompletedProcess(command, left.pop(), b"")
        return subprocess.CompletedProcess(command, 0, (plain if command[0] == "catdoc" else structured).encode())

    monkeypatch.setattr(programs, "find", lambda name, purpose, package: name)
    monkeypatch.setattr(programs, "call", call)


@pytest.mark.parametrize(("falls", "told"), [(0, []), (9, []), (99, ["structure-unknown"])])
def test_antiword_is_asked_until_it_answers(falls: int, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _programs(monkeypatch, "Abre la clínica", "<book><para>Abre la clínica</para></book>", falls)
    assert codes(document("nota.doc", doc("Abre la clínica"))) == told


def test_the_body_does_not_end_with_an_early_line_that_only_ends_like_its_last(monkeypatch: pytest.MonkeyPatch) -> None:
    body = ["Villa Sol", "Abre hoy la clínica municipal", "Habrá vacunas", "Villa Sol"]
    structured = "".join(f"<para>{line}</para>" for line in body)
    plain = "\n".join([*body[:2], "Borrador oculto", *body[2:], "Calle Sol 5"])
    _programs(monkeypatch, plain, f"<book>{structured}</book>")
    result = document("nota.doc", doc(*body))
    assert texts(result, BlockKind.FURNITURE) == ["Calle Sol 5"]
    assert codes(result) == ["hidden-text"]
