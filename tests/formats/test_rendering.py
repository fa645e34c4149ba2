"""A release says the same whatever format it comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.table import GOLD, MARGINS, ORIGINAL, RELEASES, RELEASES_GOLD, SAMPLES, table

pytest.importorskip("reportlab")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", MARGINS)
@pytest.mark.parametrize(
    ("sources", "gold", "suffixes"),
    [
        pytest.param(SAMPLES, GOLD, (".txt", ".md", ".html"), id="samples"),
        pytest.param(
            RELEASES,
            RELEASES_GOLD,
            (".txt",),
            id="releases",
            marks=pytest.mark.skipif(not RELEASES.is_dir(), reason="the real releases are not beside this checkout"),
        ),
    ],
)
def test_a_rendering_is_understood_as_well_as_the_file_it_renders(
    sources: Path, gold: Path, suffixes: tuple[str, ...], suffix: str
) -> None:
    found = table(sources, gold, suffixes, tuple(MARGINS))
    assert found.facts(suffix) >= found.facts(ORIGINAL) - MARGINS[suffix]
