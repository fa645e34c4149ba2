"""Bytes to :class:`~converter.model.Document`: one module a format, one table of formats. Knows no issuer, no RDF."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath

from converter.errors import SourceError
from converter.model import Document, Source
from converter.readers.discover import Discovery, Found, discover
from converter.readers.formats import recognise

__all__ = ["MAX_BYTES", "Discovery", "Found", "discover", "read"]

MAX_BYTES = 50 * 1024 * 1024


def read(source: Source) -> Document:
    """Read `source` in the format its content shows, whatever its name says.

    Raises :class:`SourceError` with one of the codes "empty", "too-large", "unsupported-format", "binary-file",
    "undecodable", "encrypted", "damaged", "too-complex", "needs-ocr", "no-text".
    """
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
    document: Document = import_module(f"converter.readers.{found.reader}").read(source, found.media_type)
    return document
