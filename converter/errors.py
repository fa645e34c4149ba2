"""Every error Pregón raises on purpose, under one root. A message says what is wrong, where, and what to do next."""

from __future__ import annotations


class PregonError(Exception):
    """Root of all errors; `exit_code` is part of the command's interface."""

    exit_code = 1


class SourceError(PregonError):
    """One source cannot be converted; the rest of the batch goes on. `code` is stable, for programs."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class UsageError(PregonError):
    """The call itself is wrong: an option, a path, a setting."""

    exit_code = 2


class MissingProgramError(PregonError):
    """An optional program or library is needed and not there; the message names the package to install."""

    exit_code = 3
