"""Settings come from four places, the later wins, and every value is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from converter.errors import UsageError
from converter.settings import Settings


def test_flags_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    file = tmp_path / "pregon.toml"
    file.write_text('base_iri = "https://file.example/"\njobs = 3\nstrict = true\nformats = ["trig"]\n')
    environ = {"PREGON_BASE_IRI": "https://environment.example/", "PREGON_JOBS": "4", "HOME": "/root"}
    settings = Settings.load({"base_iri": "https://flag.example/", "jobs": None}, environ, file)
    assert settings == Settings(base_iri="https://flag.example/", jobs=4, strict=True, formats=("trig",))


def test_file_of_the_current_folder_is_read_where_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.load() == Settings()
    Path("pregon.toml").write_text('output = "datos"\nauthorities = ["a.ttl", "b"]\n', encoding="utf-8")
    assert Settings.load() == Settings(output=Path("datos"), authorities=(Path("a.ttl"), Path("b")))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"PREGON_FORMATS": "turtle, nquads,turtle"}, Settings(formats=("turtle", "nquads"))),
        ({"PREGON_STRICT": "Yes"}, Settings(strict=True)),
        ({"PREGON_STRICT": "0"}, Settings(strict=False)),
        ({"PREGON_CACHE": "off"}, Settings(cache=False)),
        ({"PREGON_OUTPUT": "x/y"}, Settings(output=Path("x/y"))),
    ],
)
def test_environment_is_text_read_as_the_settings_type(environ: dict[str, str], expected: Settings) -> None:
    assert Settings.load(environ=environ) == expected


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('colour = "red"', "colour"),
        ("jobs = true", "jobs"),
        ("jobs = 1000", "jobs"),
        ("timeout = 0", "timeout"),
        ("read_timeout = 0", "read_timeout"),
        ("read_memory = 16", "read_memory"),
        ('ocr = "sometimes"', "ocr"),
        ('strict = "maybe"', "strict"),
        ("formats = []", "formats"),
        ('formats = ["rdfxml"]', "rdfxml"),
        ("formats = [1]", "formats"),
        ("output = 7", "output"),
        ("base_iri = 7", "base_iri"),
        ('base_iri = "https://example.org"', "base_iri"),
        ('base_iri = "file:///etc/"', "base_iri"),
        ('base_iri = "https://example.org/a b/"', "base_iri"),
        ('base_iri = "https://example.org/\\u202e/"', "base_iri"),
        ("jobs = = 1", "TOML"),
    ],
)
def test_wrong_value_is_named(tmp_path: Path, content: str, named: str) -> None:
    file = tmp_path / "pregon.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=named):
        Settings.load(file=file)


def test_missing_file_is_an_error_where_it_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml"):
        Settings.load(file=tmp_path / "none.toml")
