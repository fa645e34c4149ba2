"""Settings: defaults, then ``pregon.toml``, then the environment (``PREGON_*``), then the command's flags.

The later wins. Nothing is read on import; a :class:`Settings` says everything a run depends on beside its input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from converter.errors import UsageError

#: The namespace the authority files and the vocabulary live in, and the default for what a user mints.
BASE_IRI = "https://w3id.org/pregon/"

#: Format name -> suffix of the file it is written to.
SUFFIXES = {"turtle": ".ttl", "jsonld": ".jsonld", "nquads": ".nq", "trig": ".trig"}

#: When text is recognised in pictures of pages: where a page has no text of its own, on every page, never.
OCR_MODES = ("auto", "always", "never")

_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069?#]+/")
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on. Construction checks every value and raises :class:`UsageError` with the name of the setting."""

    base_iri: str = BASE_IRI  # what releases and their parts are minted under; ends with "/"
    formats: tuple[str, ...] = ("turtle", "jsonld")
    output: Path = Path("output")
    jobs: int = 0  # worker processes; 0 means one per core
    separate: bool = False  # an output for every source, even where several hold one release
    strict: bool = False  # a release for review counts as failed in the exit code
    timeout: int = 60  # seconds one source may take
    ocr: str = "auto"
    read_timeout: int = 30  # seconds the reading of one source may take, of those of `timeout`
    ocr_timeout: int = 30  # seconds more, of both, for each page that is recognised
    read_memory: int = 512  # megabytes the reading of one source may take
    authorities: tuple[Path, ...] = field(default=())  # Turtle files or folders of further authority entries
    cache: bool = True  # keep what is read of authority lists in the user's cache folder
    calibrate: bool = True  # confidences are probabilities as measured; false leaves the scores of the rules, to fit them again
    corrections: Path = Path()  # CSV file of corrections; not given: corrections.csv beside the output folder, if it is there

    def __post_init__(self) -> None:
        if not _IRI.fullmatch(self.base_iri):
            raise UsageError(
                f"base_iri: {self.base_iri!r} is not an http(s) address that ends with a slash, "
                "like https://example.org/comunicados/"
            )
        unknown = [name for name in self.formats if name not in SUFFIXES]
        if unknown or not self.formats:
            raise UsageError(f"formats: {', '.join(unknown) or 'none'} given; choose from {', '.join(SUFFIXES)}")
        if not 0 <= self.jobs <= 256:
            raise UsageError(f"jobs: {self.jobs} is not a number from 0 (one per core) to 256")
        for name in ("timeout", "read_timeout", "ocr_timeout"):
            if getattr(self, name) < 1:
                raise UsageError(f"{name}: {getattr(self, name)} is not a positive number of seconds")
        if self.read_memory < 128:
            raise UsageError(f"read_memory: {self.read_memory} MB is less than the 128 that reading anything takes")
        if self.ocr not in OCR_MODES:
            raise UsageError(f"ocr: {self.ocr!r} given; choose from {', '.join(OCR_MODES)}")

    @property
    def corrections_file(self) -> Path | None:
        """The file of corrections to apply, None where there is none. Raises UsageError for one that is given and missing."""
        if self.corrections == Path():
            beside = self.output.parent / "corrections.csv"
            return beside if beside.is_file() else None
        if not self.corrections.is_file():
            raise UsageError(f"corrections: there is no file {self.corrections}; the first `pregon correct` makes one")
        return self.corrections

    @classmethod
    def load(
        cls,
        flags: Mapping[str, object | None] | None = None,
        environ: Mapping[str, str] | None = None,
        file: Path | None = None,
    ) -> Settings:
        """Settings from all four places. `file` must exist; None reads ``pregon.toml`` of the current folder if it is there.

        A flag of None was not given. Raises :class:`UsageError` for an unknown name or a value of the wrong type.
        """
        settings = cls()
        here = Path("pregon.toml")
        if file is not None or here.is_file():
            settings = settings._with(_toml(file or here), str(file or here))
        names = {f"PREGON_{item.name.upper()}": item.name for item in fields(cls)}
        given = {names[key]: value for key, value in (environ or {}).items() if key in names}
        settings = settings._with(given, "the environment (PREGON_*)")
        return settings._with({name: value for name, value in (flags or {}).items() if value is not None}, "the command line")

    def _with(self, values: Mapping[str, object], place: str) -> Settings:
        known = {item.name for item in fields(self)}
        changes: dict[str, Any] = {}
        for name, value in values.items():
            if name not in known:
                raise UsageError(f"{place}: no setting is called {name!r}; there are {', '.join(sorted(known))}")
            try:
                cast = _cast(value, getattr(self, name))
                changes[name] = tuple(map(Path, cast)) if name == "authorities" and isinstance(cast, tuple) else cast
            except (TypeError, ValueError) as error:
                raise UsageError(f"{place}: {name} = {value!r} {error}") from None
        return replace(self, **changes)


def _cast(value: object, like: object) -> object:
    """`value` as the type of the default `like`; text (of the environment) is read as that type."""
    if isinstance(like, bool):
        if isinstance(value, str) and value.lower() in _TRUE | _FALSE:
            return value.lower() in _TRUE
        if not isinstance(value, bool):
            raise TypeError("is neither true nor false")
    elif isinstance(like, int):
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError("is not a whole number")
    elif isinstance(like, tuple):
        parts = re.split(r"[,;]\s*", value) if isinstance(value, str) else value
        if not isinstance(parts, list | tuple) or not all(isinstance(part, str | Path) for part in parts):
            raise TypeError("is not a list of names")
        return tuple(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))
    elif isinstance(like, Path):
        if not isinstance(value, str | Path):
            raise TypeError("is not a path")
        return Path(value)
    elif not isinstance(value, str):
        raise TypeError("is not text")
    return value


def _toml(file: Path) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{file}: the settings cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: not a valid TOML file: {error}") from None
