"""Runs the programs of others on a document: no shell, nothing but the bytes given, and an end to it."""

from __future__ import annotations

import os
import shutil
import subprocess

from converter.errors import MissingProgramError, SourceError

_SECONDS = 20  # for what takes hundredths as a rule


def find(name: str, purpose: str, package: str) -> str:
    """The path of an installed program.

    Raises :class:`MissingProgramError` that names the Debian `package` and what it is needed for.
    """
    path = shutil.which(name)
    if path is None:
        raise MissingProgramError(f"{purpose} needs the program {name}; install it (Debian, Ubuntu: apt install {package})")
    return path


def run(command: list[str], data: bytes, name: str) -> bytes:
    """What the program prints when it is given `data`. Raises :class:`SourceError` where it fails."""
    program = command[0].rsplit("/", 1)[-1]
    done = call(command, data)
    if done.returncode != 0:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:] or f"status {done.returncode}"
        raise SourceError("damaged", f"{program} cannot read «{name}» ({said}); open it in its own program and save it anew")
    return done.stdout


def call(command: list[str], data: bytes, seconds: float = _SECONDS) -> subprocess.CompletedProcess[bytes]:
    """How the program ends when it is given `data`. Raises :class:`SourceError` "too-slow" where it does not."""
    # Several threads of one program, beside our own processes, wait for one another more than they work.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        return subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False, env=environment)
    except subprocess.TimeoutExpired as error:
        raise SourceError("too-slow", f"{command[0]} did not finish within {seconds:.0f} s; split the file") from error
