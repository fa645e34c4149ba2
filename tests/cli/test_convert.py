"""The command as a person or a script meets it: streams, messages, exit codes."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from converter import batch, cli, files
from converter.cli.convert import command
from tests import fakes

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs ``convert`` in an empty folder, with a stand-in for the conversion; the answer is exit code, output, errors."""
    monkeypatch.setattr(batch, "convert", fakes.convert)
    monkeypatch.setattr(batch, "warm_up", lambda settings: None)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, program: click.Command = command) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.run(program, "convert", list(arguments))
        output, errors = capfdbinary.readouterr()
        assert isinstance(ended.value.code, int)
        assert b"Traceback" not in errors
        return ended.value.code, output.decode(), errors.decode()

    return call


def make(**contents: str) -> None:
    Path("in").mkdir(exist_ok=True)
    for name, text in contents.items():
        Path("in", f"{name}.txt").write_text(text, encoding="utf-8")


def test_last_line_says_how_many_ended_how_and_why(run: Run) -> None:
    make(a="ok", b="review", c="fail", d="review")
    code, output, errors = run("in", "-o", "out")
    assert (code, output) == (1, "")
    assert errors.splitlines() == [
        "c.txt: no headline was found",
        "4 sources: 1 ok, 2 for review (undated 2), 1 failed (not-a-release 1); in out",
    ]


@pytest.mark.parametrize(
    ("text", "arguments", "expected"),
    [("ok", [], 0), ("review", [], 0), ("review", ["--strict"], 1), ("fail", [], 1), ("reject", [], 1)],
)
def test_exit_code(run: Run, text: str, arguments: list[str], expected: int) -> None:
    make(a=text)
    assert run("in", *arguments)[0] == expected


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["missing"],
        ["in", "--format", "rdfxml"],
        ["in", "--jobs", "-1"],
        ["in", "--base-iri", "no address"],
        ["in", "--config", "missing.toml"],
        ["in", "--what"],
        ["in", "-o", "-", "-f", "turtle", "-f", "jsonld"],
        ["in", "-o", "-", "-f", "jsonld"],
    ],
)
def test_wrong_call_is_refused_before_anything_is_done(run: Run, arguments: list[str]) -> None:
    make(a="ok", b="ok")
    code, output, errors = run(*arguments)
    assert (code, output) == (2, "")
    assert errors
    assert not Path("output").exists()


def test_quiet_tells_failures_alone(run: Run) -> None:
    make(a="ok", b="review")
    assert run("in", "-q") == (0, "", "")
    make(c="fail")
    assert run("in", "-q") == (1, "", "c.txt: no headline was found\n")


def test_long_list_of_failures_is_cut(run: Run) -> None:
    make(**{f"n{i:02}": "fail" for i in range(25)})
    lines = run("in")[2].splitlines()
    assert len(lines) == 22
    assert lines[-2] == "... and 5 more"


def test_data_goes_to_standard_output_where_asked(run: Run) -> None:
    make(a="ok", b="fail")
    code, output, errors = run("in/a.txt", "-o", "-")
    assert (code, errors) == (0, "")
    assert output.startswith("# turtle")
    assert run("in", "-o", "-", "-f", "nquads")[:2] == (1, output.replace("turtle", "nquads"))
    assert not Path("output").exists()


def test_standard_input_is_a_source(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["-"], ["-", "-o", "-"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"ok from a pipe")))
        assert run(*arguments)[0] == 0
    assert Path("output/stdin.ttl").is_file()


def test_an_archive_on_standard_input_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "ok")
        archive.writestr("b.txt", "ok")
    for arguments in (["-"], ["-", "-o", "-"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(buffer.getvalue())))
        code, output, _ = run(*arguments)
        assert code == 0
    assert output.count("# turtle") == 2
    assert Path("output/stdin.zip/b.ttl").is_file()


def test_dry_run_says_the_same_and_writes_nothing(run: Run) -> None:
    make(a="ok", b="fail")
    code, _, errors = run("in", "--dry-run")
    assert code == 1
    assert errors.endswith("2 sources: 1 ok, 0 for review, 1 failed (not-a-release 1)\n")
    assert not Path("output").exists()


def test_folder_without_releases_is_said_and_the_rest_converted(run: Run) -> None:
    make(a="ok")
    Path("empty").mkdir()
    code, _, errors = run("in", "empty")
    assert code == 1
    assert "empty: there is no document in this folder" in errors
    assert Path("output/a.ttl").is_file()


@pytest.mark.parametrize("name", ["a[/b]c", "a\x1b[2Jb", "a\x1b]0;x\x07b", "a\nb", "a\u202eb"])
def test_names_reach_the_terminal_harmless(run: Run, name: str) -> None:
    file = Path("in", f"{name}.txt")
    file.parent.mkdir(parents=True)
    file.write_text("fail", encoding="utf-8")
    errors = run("in")[2]
    assert len(errors.splitlines()) == 2
    assert not {"\x1b", "\x07", "\u202e"} & set(errors)
    assert f"{files.printable(name)}.txt: no headline" in errors


def test_stream_that_cannot_show_a_character_gets_an_escape(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    make(**{"año → 1": "fail"})
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(buffer, encoding="cp1252", write_through=True))
    assert run("in")[0] == 1
    assert "año \\u2192 1.txt: no headline".encode("cp1252") in buffer.getvalue()


def test_busy_output_folder_has_an_exit_code_of_its_own(run: Run) -> None:
    make(a="ok")
    with files.sole_writer(Path("output")):
        code, _, errors = run("in")
    assert code == 4
    assert "in use" in errors


@pytest.mark.parametrize("error", [KeyboardInterrupt, click.Abort])
def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    def interrupt(*_: object) -> None:
        raise error

    make(a="ok", b="ok")
    monkeypatch.setattr(batch, "convert", interrupt)
    code, _, errors = run("in", "--jobs", "1")
    assert code == 130
    assert "interrupted" in errors


def test_fault_of_our_own_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of our own")

    make(a="ok")
    monkeypatch.setattr(batch, "convert_paths", fault)
    code, _, errors = run("in")
    assert code == 1
    assert (
        errors
        == "convert: internal error: ZeroDivisionError at converter/cli/convert.py, line LINE: of our own; "
        "please report it with the command you gave\n".replace("LINE", errors.partition("line ")[2].partition(":")[0])
    )


def test_bar_shows_on_a_terminal_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    make(a="ok", b="ok")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "Converting" in run("in")[2]
    assert "Converting" not in run("in", "--quiet")[2]
    assert "Converting" not in run("in/a.txt")[2]


def test_settings_reach_the_run(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    make(a="ok")
    Path("pregon.toml").write_text('formats = ["trig"]\noutput = "from-file"\n')
    assert run("in")[0] == 0
    monkeypatch.setitem(os.environ, "PREGON_OUTPUT", "from-environment")
    assert run("in")[0] == 0
    assert run("in", "-o", "from-flag", "-f", "nquads")[0] == 0
    names = ["from-environment/a.trig", "from-file/a.trig", "from-flag/a.nq"]
    assert sorted(str(path) for path in Path().glob("from-*/a.*")) == names
