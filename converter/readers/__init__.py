"""Bytes to :class:`~converter.model.Document`: one module a format, one table of formats. Knows no issuer, no RDF."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from converter.errors import SourceError
from converter.model import Document, Source
from converter.readers import sandbox
from converter.readers.discover import Discovery, Found, discover
from converter.readers.formats import Format, recognise
from converter.readers.sandbox import Limits

if TYPE_CHECKING:
    from converter.readers.ocr import Pace

__all__ = ["MAX_BYTES", "Discovery", "Found", "Limits", "discover", "read", "read_safely"]

MAX_BYTES = 50 * 1024 * 1024
_HARMLESS_BYTES = 64 * 1024  # so much text or markup is read in seconds, whatever it holds; hardly a release has half


def read(source: Source, ocr: str = "auto", pace: Pace | None = None) -> Document:
    """Read `source` in the format its content shows, whatever its name says.

    `ocr` is one of :data:`converter.settings.OCR_MODES`; `pace` says how long a page may take to recognise.

    Raises :class:`SourceError` with one of the codes "empty", "too-large", "unsupported-format", "binary-file",
    "undecodable", "encrypted", "damaged", "too-complex", "needs-ocr", "too-slow", "no-text", and
    :class:`~converter.errors.MissingProgramError` where a program is needed that is not installed.
    """
    return _read(source, _format(source), ocr, pace)


def read_safely(
    source: Source, ocr: str = "auto", limits: Limits | None = None, begins: Callable[[], None] = lambda: None
) -> Document:
    """As :func:`read`; all but short text and markup in a process of its own, within `limits`.

    `begins` is called for each page that is about to be recognised.
    Raises :class:`SourceError` also with the codes "too-big-in-memory" and "crashed".
    """
    found = _format(source)
    if found.media_type.startswith("text/") and len(source.data) < _HARMLESS_BYTES:
        return _read(source, found, ocr, None)
    return sandbox.read(source, ocr, limits or Limits(), begins)


def _read(source: Source, found: Format, ocr: str, pace: Pace | None) -> Document:
    module = import_module(f"converter.readers.{found.reader}")
    options = (ocr, pace) if found.pictures else ()
    try:
        document: Document = module.read(source, found.media_type, *options)
    except RecursionError as error:
        message = f"«{source.name}» nests its parts too deeply; save its text as .txt"
        raise SourceError("too-complex", message) from error
    return document


def _format(source: Source) -> Format:
    if len(source.data) > MAX_BYTES:
        size, limit = len(source.data) // 1024**2, MAX_BYTES // 1024**2
        raise SourceError("too-large", f"«{source.name}» has {size} MB, the limit is {limit}; split it")
    if not source.data.strip():
        raise SourceError("empty", f"«{source.name}» is empty; fetch it again")
    suffix = PurePosixPath(source.name).suffix
    found = recognise(source.data, suffix)
    if found.reader is None:
        really = "" if suffix.lower() in found.suffixes else "really "
        message = f"«{source.name}» is {really}of the format {found.name}, which is not read; {found.advice}"
        raise SourceError(found.refusal, message)
    return found
