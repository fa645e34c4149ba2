from __future__ import annotations

from tests.fuzz import fuzz


def test_damaged_documents_of_every_format_end_well() -> None:
    """A slice of ``python -m tests.fuzz``."""
    assert fuzz(135, seed=7, seconds=10).bad == []
