"""Names and output paths of a batch: nothing lost, nothing overwritten, whatever the order."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from converter.errors import UsageError
from converter.plan import Plan, plan, standard_input
from tests.readers.documents import docx, paragraph


def make(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


def stems(planned: Plan) -> dict[str, str]:
    return {item.name: item.stem for item in planned.items}


def test_folder_is_mirrored_and_litter_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "2014/b.html", "2014/mayo/Boletín No. 5.txt", ".git/x.txt", ".hidden.txt", "foto.jpg", "estilo.css")
    planned = plan([tmp_path])
    assert stems(planned) == {
        "2014/b.html": "2014/b",
        "2014/mayo/Boletín No. 5.txt": "2014/mayo/Boletín No. 5",
        "a.txt": "a",
    }
    assert planned.ignored == 2


def test_number_after_a_dot_is_no_suffix(tmp_path: Path) -> None:
    make(tmp_path, "Boletín No. 5", "Boletín No. 6")
    found = stems(plan([tmp_path / "Boletín No. 5", tmp_path / "Boletín No. 6"]))
    assert found == {"Boletín No. 5": "Boletín No. 5", "Boletín No. 6": "Boletín No. 6"}


def test_same_stem_is_told_apart_and_said(tmp_path: Path) -> None:
    make(tmp_path, "a.html", "a.pdf", "b.txt", "c.txt", "C.md")
    planned = plan([tmp_path])
    assert stems(planned) == {"a.html": "a.html", "a.pdf": "a.pdf", "b.txt": "b", "c.txt": "c.txt", "C.md": "C.md"}
    assert {item.name for item in planned.items if item.issues} == {"a.html", "a.pdf", "c.txt", "C.md"}
    assert {issue.code for item in planned.items for issue in item.issues} == {"same-stem"}


def test_names_that_differ_in_case_alone_are_told_apart(tmp_path: Path) -> None:
    make(tmp_path, "nota.txt", "NOTA.TXT")
    found = stems(plan([tmp_path]))
    assert len({stem.casefold() for stem in found.values()}) == 2


def test_stem_of_an_earlier_run_is_not_taken_from_its_source(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", "b.pdf")
    assert stems(plan([tmp_path], taken={"a": "a.html", "b": "b.pdf"})) == {"a.pdf": "a.pdf", "b.pdf": "b"}


def test_folder_called_failed_does_not_meet_what_failed(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "failed/a.txt")
    assert stems(plan([tmp_path])) == {"a.txt": "a", "failed/a.txt": "failed/a.txt"}


def test_order_of_the_paths_makes_no_difference(tmp_path: Path) -> None:
    make(tmp_path, "2014/a.txt", "2015/a.txt", "2015/b.txt", "c.txt")
    paths = [tmp_path / "2014", tmp_path / "2015", tmp_path / "c.txt", tmp_path / "2015" / "b.txt"]
    plans = {plan(order) for order in permutations(paths)}
    assert len(plans) == 1
    assert stems(plans.pop()) == {"2014/a.txt": "2014/a", "2015/a.txt": "2015/a", "b.txt": "b", "c.txt": "c"}


def test_file_given_twice_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "sub/a.txt")
    monkeypatch.chdir(tmp_path)
    assert stems(plan([Path("sub/a.txt"), tmp_path, Path("sub/../sub/a.txt")])) == {"sub/a.txt": "sub/a"}


def test_output_folder_is_not_searched(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "output/a.ttl")
    assert stems(plan([tmp_path], tmp_path / "output")) == {"a.txt": "a"}


def test_empty_folder_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    make(tmp_path, "full/a.txt")
    (tmp_path / "empty").mkdir()
    planned = plan([tmp_path / "empty", tmp_path / "full"])
    assert stems(planned) == {"a.txt": "a"}
    assert [issue.code for _, issue in planned.problems] == ["empty-folder"]


def test_folder_that_cannot_be_read_is_a_problem_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "locked/b.txt", "z.txt")
    listed = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    planned = plan([tmp_path])
    assert stems(planned) == {"a.txt": "a", "z.txt": "z"}
    assert [(Path(name).name, issue.code) for name, issue in planned.problems] == [("locked", "unreadable")]


def on_standard_input(data: bytes, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    with standard_input([None]) as given:
        return stems(plan(given))


def test_standard_input_has_a_name_whatever_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_standard_input(b"Boletin", monkeypatch) == {"stdin": "stdin"}
    assert on_standard_input(docx(paragraph("Boletín")), monkeypatch) == {"stdin": "stdin"}


def test_an_archive_on_standard_input_stands_for_what_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mayo/a.txt", "x")
        archive.writestr("b.docx", docx(paragraph("x")))
    found = on_standard_input(buffer.getvalue(), monkeypatch)
    assert found == {"stdin.zip/b.docx": "stdin.zip/b", "stdin.zip/mayo/a.txt": "stdin.zip/mayo/a"}


def test_more_than_a_disk_should_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("converter.plan._MOST_INPUT", 10)
    with pytest.raises(UsageError, match="save it to a file"):
        on_standard_input(b"x" * 11, monkeypatch)


def test_undecodable_name_becomes_text(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xf1o.txt"))
    file.write_bytes(b"x")
    (item,) = plan([tmp_path]).items
    assert (item.name, item.stem) == (r"a\xf1o.txt", r"a\xf1o")
    assert item.path == file
