"""What a file may take to be read, and what comes of one that takes more."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from converter.errors import MissingProgramError, SourceError
from converter.model import Block, BlockKind, Document, Issue, Link, Severity, Source, Span
from converter.readers import Limits, read, read_safely, sandbox, wire
from tests.readers.documents import docx, paragraph
from tests.readers.hostile import swollen_pdf

WORD = Source("nota.docx", docx(paragraph("Abre la clínica de Villa Sol")))


def endless() -> bytes:
    """A page with more paragraphs than are read in a second."""
    return b"<html><body>" + b"<p>La clinica abre hoy sus puertas a todas las familias.</p>" * 200_000


def code(source: Source, limits: Limits) -> str:
    with pytest.raises(SourceError) as caught:
        read_safely(source, limits=limits)
    assert source.name in str(caught.value)
    return caught.value.code


def test_the_answer_is_the_same_as_without() -> None:
    assert read_safely(WORD) == read(WORD)


def test_a_document_survives_the_wire() -> None:
    block = Block(BlockKind.LINE, Span(0, 1), 1, 2, True, "p1", 0.5, True)
    issues = (Issue(Severity.NOTE, "a", "b", Span(0, 1)), Issue(Severity.ERROR, "c", "d"))
    doubt = (Span(0, 1), 0.4)
    whole = Document("n\udcff", "text/plain", "0", "é", (block,), (Link("http://a.mx", Span(0, 1)),), issues, (doubt,))
    assert wire.unpack(wire.pack(whole)) == whole


def test_one_process_reads_one_file_after_the_other() -> None:
    limits = Limits(megabytes=500)
    read_safely(WORD, limits=limits)
    process = sandbox._reader(os.getpid(), limits)._process
    read_safely(WORD, limits=limits)
    assert process is not None
    assert sandbox._reader(os.getpid(), limits)._process is process


def test_short_text_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "read", None)
    assert read_safely(Source("nota.txt", b"Abre la clinica")).text == "Abre la clinica"


def test_a_file_that_takes_too_long_is_ended_and_the_next_is_read() -> None:
    limits = Limits(seconds=1)
    start = time.monotonic()
    assert code(Source("lento.html", endless()), limits) == "too-slow"
    assert time.monotonic() - start < 20
    assert read_safely(WORD, limits=Limits()) == read(WORD)


def test_a_watch_that_is_prolonged_rings_later() -> None:
    rung: list[float] = []
    watch = sandbox._Watch(0.2, lambda: rung.append(time.monotonic()))
    start = time.monotonic()
    watch.prolong(0.4)
    time.sleep(0.3)
    assert not rung
    time.sleep(1)
    assert watch.stop()
    assert rung[0] - start >= 0.55
    assert not sandbox._Watch(60, lambda: None).stop()


@pytest.mark.slow
def test_a_pdf_that_unpacks_to_too_much_is_ended_and_the_next_is_read() -> None:
    data = swollen_pdf()
    assert len(data) < 10_000
    assert code(Source("bomba.pdf", data), Limits()) == "too-big-in-memory"
    assert read_safely(WORD) == read(WORD)


def test_a_process_that_died_between_two_files_is_replaced() -> None:
    limits = Limits(megabytes=400)
    read_safely(WORD, limits=limits)
    process = sandbox._reader(os.getpid(), limits)._process
    assert process is not None
    process.kill()
    process.wait()
    assert read_safely(WORD, limits=limits) == read(WORD)


def test_a_fault_in_a_reader_is_told_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The reader process finds this module before lxml, which the reader of Word files needs.
    (tmp_path / "lxml.py").write_text("import os\ndef __getattr__(name): os._exit(7)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert code(WORD, Limits(megabytes=300)) == "crashed"
    monkeypatch.delenv("PYTHONPATH")
    assert read_safely(WORD, limits=Limits(megabytes=300)) == read(WORD)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "PNG")
    with pytest.raises(MissingProgramError, match="tesseract"):
        read_safely(Source("foto.png", buffer.getvalue()), limits=Limits(megabytes=301))


def test_no_process_is_left_behind_by_an_interpreter_that_ends() -> None:
    program = (
        "import os, sys; from converter.model import Source; from converter.readers import sandbox, read_safely, Limits\n"
        f"read_safely(Source('n.docx', bytes.fromhex('{WORD.data.hex()}')))\n"
        "print(sandbox._reader(os.getpid(), Limits())._process.pid)"
    )

    folder = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)
