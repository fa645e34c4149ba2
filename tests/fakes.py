"""A stand-in for the conversion of one source: what the text says is what comes of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256

from converter.encodings import Encoding
from converter.model import Conversion, Issue, Severity, Source, Span, Status
from converter.pipeline import Result
from converter.settings import Settings


def convert(source: Source, settings: Settings, encodings: Sequence[Encoding] = ()) -> Result:
    """A source that starts with "review", "fail", "reject" or "crash" ends so; all else is ok."""
    word = source.data.decode().partition(" ")[0]
    if word == "crash":
        os._exit(1)
    if word == "fail":
        issue = Issue(Severity.ERROR, "not-a-release", "no headline was found")
        return Result(Conversion(source.name, Status.FAILED, issues=(issue,)))
    if word == "reject":
        issue = Issue(Severity.ERROR, "does-not-conform", "a release needs a headline")
        return Result(
            Conversion(source.name, Status.FAILED, issues=(issue,)), rejected=b"<a:b> a <a:c> .\n", report="no headline\n"
        )
    files = {name: f"# {name} {sha256(source.data).hexdigest()}\n".encode() for name in settings.formats}
    if word == "review":
        issue = Issue(Severity.WARNING, "undated", "no date was found", Span(0, 6))
        return Result(Conversion(source.name, Status.REVIEW, issues=(issue,)), files)
    return Result(Conversion(source.name, Status.OK), files)
