"""The data that the questions of the library are asked: the sample releases, and one release written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from converter.model import Source
from converter.pipeline import convert
from converter.stores import open_readable

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "converter" / "samples"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """All samples as converted here and now, with the authority lists and the vocabulary."""
    folder = tmp_path_factory.mktemp("samples")
    for file in sorted(SAMPLES.iterdir()):
        turtle = convert(Source(file.name, file.read_bytes())).files["turtle"]
        (folder / f"{file.stem}.ttl").write_bytes(turtle)
    return open_readable(folder)


@pytest.fixture(scope="session")
def hand() -> Store:
    return open_readable(HERE / "hand.ttl")
