"""``python -m converter.readers``: the reader process. Answers each document on its standard input with one line.

Started by :mod:`converter.readers.sandbox`, with the memory in MB, the seconds that a document may take, and those more for
each page that is recognised; it says when it begins one.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

from converter.errors import MissingProgramError, SourceError
from converter.model import Source
from converter.readers import read, wire
from converter.readers.ocr import Pace

_GRACE = 10  # seconds over the limit; the process that asked ends this one before, unless it is gone itself


def main(megabytes: int, seconds: int, page_seconds: int) -> None:
    """Serve until the input ends."""
    # The libraries may print what they like; the answers have a channel of their own.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(megabytes)

    def begins() -> None:
        wire.send(answers, {"begins": True})
        if hasattr(signal, "alarm"):
            signal.alarm(signal.alarm(0) + page_seconds)

    while (request := wire.receive(sys.stdin.buffer)) is not None:
        header, data = request
        if hasattr(signal, "alarm"):
            signal.alarm(seconds + _GRACE)
        answer = _answer(Source(header["name"], data), header["ocr"], Pace(page_seconds, begins))
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        wire.send(answers, answer)


def _limit(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):  # macOS knows the limit, and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024**2,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(source: Source, ocr: str, pace: Pace) -> dict[str, object]:
    try:
        return {"document": wire.pack(read(source, ocr, pace))}
    except SourceError as error:
        return {"code": error.code, "message": str(error)}
    except MissingProgramError as error:
        return {"missing": str(error)}
    except MemoryError:
        return {"memory": True}
    except Exception as error:
        import traceback

        last = traceback.extract_tb(error.__traceback__)[-1]
        return {"fault": f"{type(error).__name__} at {os.path.basename(last.filename)}, line {last.lineno}: {error}"[:500]}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
