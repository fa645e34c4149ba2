from __future__ import annotations

import shutil

import pytest

from converter.errors import MissingProgramError, SourceError
from converter.model import Source
from converter.readers import read
from tests.readers.documents import document, texts
from tests.readers.old_word import doc

PARAGRAPHS = ["Abre la clínica de Villa Sol", "La alcaldesa Inés Núñez dijo: “Habrá vacunas” para todas. " * 9, "Fin"]
needs_catdoc = pytest.mark.skipif(shutil.which("catdoc") is None, reason="catdoc is not installed")


@needs_catdoc
@pytest.mark.parametrize("name", ["nota.doc", "nota.docx", "nota.txt"])
def test_paragraphs_are_blocks(name: str) -> None:
    result = document(name, doc(*PARAGRAPHS))
    assert texts(result) == [paragraph.strip() for paragraph in PARAGRAPHS]
    assert result.media_type == "application/msword"


@needs_catdoc
def test_a_damaged_file_ends_in_a_refusal_or_in_sound_text() -> None:
    data = doc(*PARAGRAPHS)
    for length in (600, 1100, 2000, 5000):
        try:
            document("nota.doc", data[:length] + bytes(len(data) - length))
        except SourceError as error:
            assert error.code in ("damaged", "no-text", "unsupported-format")  # noqa: PT017


def test_without_the_program_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingProgramError, match="apt install catdoc"):
        read(Source("nota.doc", doc(*PARAGRAPHS)))
