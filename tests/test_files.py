"""Whole files, one writer, and a list of what is done that survives being cut off anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from converter import files
from converter.files import InUseError, Manifest, Record


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("año [/b].docx", "año [/b].docx"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\x1b]0;title\x07", r"a\x1b]0;title\x07"),
        ("a\nb\r\u202ecod", r"a\nb\r\u202ecod"),
        ("a\udcf1o", r"a\udcf1o"),
    ],
)
def test_name_on_a_terminal(name: str, shown: str) -> None:
    assert files.printable(name) == shown


def test_write_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sub" / "a.ttl"
    files.write(path, b"old", tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.write(path, b"new", tmp_path)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_write_replaces_a_link_and_does_not_follow_it(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"precious")
    root = tmp_path / "out"
    root.mkdir()
    (root / "a.ttl").symlink_to(outside)
    files.write(root / "a.ttl", b"new", root)
    assert (outside.read_bytes(), (root / "a.ttl").read_bytes()) == (b"precious", b"new")


def test_write_does_not_leave_the_output_by_a_linked_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = tmp_path / "out"
    root.mkdir()
    (root / "sub").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="leads out"):
        files.write(root / "sub" / "a.ttl", b"new", root)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_second_writer_is_turned_away_until_the_first_is_gone(tmp_path: Path) -> None:
    holder = "import sys; from pathlib import Path; from converter.files import sole_writer\n"
    holder += "with sole_writer(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", holder, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(InUseError, match="in use"), files.sole_writer(tmp_path):
            pass
        process.kill()
    with files.sole_writer(tmp_path):
        pass


def test_what_a_killed_run_left_half_written_is_cleared(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / ".a.ttl.99.tmp").write_bytes(b"@prefix sch")
    with files.sole_writer(tmp_path):
        assert not list((tmp_path / "sub").iterdir())


def record(output: Path, source: str = "a.txt", status: str = "ok", **contents: bytes) -> Record:
    for name, data in contents.items():
        files.write(output / f"{name}.ttl", data, output)
    return Record(source, "s", "e", status, {f"{name}.ttl": sha256(data).hexdigest() for name, data in contents.items()})


def test_done_needs_same_bytes_same_engine_and_whole_files(tmp_path: Path) -> None:
    with files.sole_writer(tmp_path):
        manifest = Manifest(tmp_path)
        manifest.add(record(tmp_path, a=b"one"))
        manifest.add(record(tmp_path, "b.txt", "failed"))
        manifest = Manifest(tmp_path)
    assert manifest.done("a.txt", "s", "e")
    assert not manifest.done("a.txt", "other bytes", "e")
    assert not manifest.done("a.txt", "s", "other converter")
    assert not manifest.done("b.txt", "s", "e")
    assert not manifest.done("c.txt", "s", "e")
    (tmp_path / "a.ttl").write_bytes(b"on")
    assert not manifest.done("a.txt", "s", "e")


@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) - 20], lambda b: b + b'{"source": "c.t', lambda b: b + b"\x00\xff\n[]\n{}"]
)
def test_list_cut_off_anywhere_keeps_the_whole_lines(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    with files.sole_writer(tmp_path):
        manifest = Manifest(tmp_path)
        manifest.add(record(tmp_path, "a.txt", a=b"one"))
        manifest.add(record(tmp_path, "b.txt", b=b"two"))
        (path,) = tmp_path.rglob("manifest.jsonl")
        path.write_bytes(damage(path.read_bytes()))
        again = Manifest(tmp_path)
        assert again.done("a.txt", "s", "e")
        again.add(record(tmp_path, "b.txt", b=b"two"))
        assert Manifest(tmp_path).records.keys() == {"a.txt", "b.txt"}
        again.compact()
    assert Manifest(tmp_path).records == again.records


def test_files_no_longer_made_for_a_source_are_removed_unless_another_owns_them(tmp_path: Path) -> None:
    with files.sole_writer(tmp_path):
        manifest = Manifest(tmp_path)
        manifest.add(record(tmp_path, "a.txt", a=b"one", b=b"two"))
        manifest.add(record(tmp_path, "b.txt", b=b"three"))
        manifest.add(record(tmp_path, "a.txt", c=b"four"))
    assert sorted(path.name for path in tmp_path.glob("*.ttl")) == ["b.ttl", "c.ttl"]
    assert manifest.stems() == {"b": "b.txt", "c": "a.txt"}
