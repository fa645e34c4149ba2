"""The tour in the README: every command runs, and prints what the README shows."""

from __future__ import annotations

import os
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def tour() -> list[tuple[str, str]]:
    """The blocks of the tour, each with its kind: "sh" is to be run, "text" is what the block before it prints."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.split("## A tour of ten minutes\n", 1)[1].split("\n## ", 1)[0]
    return _BLOCK.findall(section)


@pytest.mark.slow
def test_every_command_of_the_tour_prints_what_the_readme_shows(tmp_path: Path) -> None:
    blocks = tour()
    kind, install = blocks.pop(0)
    assert (kind, install) == ("sh", "make demo\n. .venv/bin/activate\n")  # the tests run in what this makes
    assert "\ndemo:" in (ROOT / "Makefile").read_text(encoding="utf-8")
    (tmp_path / "converter").symlink_to(ROOT / "converter")
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"
    printed = ""
    for kind, block in blocks:
        if kind == "text":
            assert printed == block
            continue
        script = ["bash", "-euo", "pipefail", "-c", block]
        done = subprocess.run(
            script, cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{block}\n{done.stderr}"
        printed = done.stdout
    assert (tmp_path / "quotations.csv").read_bytes().startswith(b"\xef\xbb\xbfdate,speaker,")
    assert len((tmp_path / "quoted.csv").read_text(encoding="utf-8").splitlines()) > 10
    assert len([kind for kind, _ in blocks if kind == "text"]) == 4
