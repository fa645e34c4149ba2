"""The cache of authority lists: it gives what parsing gives, or nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from converter.authorities import Authorities, cache, turtle
from converter.authorities.authorities import list_files
from converter.errors import PregonError

_LIST = """
@prefix schema: <https://schema.org/> .
<https://example.org/id/org/faro> a schema:Organization ; schema:name "{name}"@es ; schema:alternateName "INFARO" .
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache; not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "pregon"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.ttl"
    path.write_text(_LIST.format(name="Instituto de Faros"), encoding="utf-8")
    return path


@pytest.fixture
def parsings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows with every parsing."""
    done: list[object] = []
    parse = turtle.read

    def counting(paths: Sequence[Path]) -> cache.Lists:
        done.append(paths)
        return parse(paths)

    monkeypatch.setattr(turtle, "read", counting)
    return done


def test_gives_what_parsing_gives(home: Path, own: Path, parsings: list[object]) -> None:
    paths = list_files([own])
    assert cache.read(paths) == cache.read(paths) == turtle.read(paths)
    assert len(parsings) == 2, "the first reading, and the one of this test"
    entries, tenures = cache.read(paths)
    assert len({type(value) for entry in entries for value in (entry.labels, entry.hidden, entry.types)}) == 1
    assert tenures


def test_a_list_that_changes_is_parsed_again_and_leaves_nothing_behind(home: Path, own: Path, parsings: list[object]) -> None:
    for name in ("Instituto de Faros", "Instituto de Puertos", "Instituto de Faros"):
        own.write_text(_LIST.format(name=name), encoding="utf-8")
        assert cache.read([own])[0][0].name == name
    assert len(parsings) == 3
    assert [path.name for path in home.iterdir()] == [path.name for path in home.glob("authorities-*.json")]
    assert len(list(home.iterdir())) == 1


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-20] ^= 1
    file.write_bytes(data)


def _forge(file: Path) -> None:
    """Right digests on a body that is no list."""
    key = file.read_bytes()[:64].decode()
    body = json.dumps({"entries": 7}).encode()
    file.write_bytes(f"{key} {sha256(body).hexdigest()}\n".encode() + body)


def _replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


_DAMAGE: tuple[Callable[[Path], object], ...] = (
    _flip,
    _forge,
    _replace_by_folder,
    lambda file: file.write_bytes(b""),
    lambda file: file.write_bytes(file.read_bytes()[:-100]),
    lambda file: file.write_bytes(b"\x80\x04N."),
)


@pytest.mark.parametrize("damage", _DAMAGE)
def test_a_broken_file_is_as_good_as_none(
    damage: Callable[[Path], object], home: Path, own: Path, parsings: list[object]
) -> None:
    whole = cache.read([own])
    (file,) = home.iterdir()
    damage(file)
    assert cache.read([own]) == whole
    assert len(parsings) == 2
    assert not list(home.glob(".*")), "what cannot be put in its place is not left lying"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
def test_a_file_of_somebody_else_is_not_read(
    home: Path, own: Path, parsings: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.read([own])
    us = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: us + 1)
    cache.read([own])
    assert len(parsings) == 2


def test_where_nothing_can_be_written_lists_are_parsed(home: Path, own: Path, parsings: list[object]) -> None:
    home.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert cache.read([own]) == cache.read([own])
    assert len(parsings) == 2


def test_a_relative_cache_folder_counts_as_none(monkeypatch: pytest.MonkeyPatch, own: Path, tmp_path: Path) -> None:
    """So the specification of XDG has it."""
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    cache.read([own])
    assert not Path("relative").exists()
    assert list(Path("home/.cache/pregon").iterdir())


def test_a_list_with_a_fault_is_told_as_ever(home: Path, own: Path) -> None:
    own.write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(PregonError, match="not valid Turtle"):
        cache.read([own])
    assert not home.exists()


def test_authorities_are_the_same_with_and_without(home: Path, own: Path) -> None:
    parsed = Authorities.load([own])
    assert not home.exists(), "nothing is kept unless that was asked for"
    for _ in range(2):
        found = Authorities(*cache.read(list_files([own])))
        assert (found.entries, found.tenures) == (parsed.entries, parsed.tenures)
        assert found.lookup("infaro") == parsed.lookup("infaro") != ()
