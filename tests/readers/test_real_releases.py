"""The readers over real releases, where they are at hand: nothing fails, nothing is empty, every span is sound."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from converter.model import BlockKind, Source
from converter.readers import read
from tests.readers.documents import check, texts

SHARED = Path(__file__).resolve().parents[2] / "../shared"
SUFFIXES = (".txt", ".md", ".html", ".pdf")
FILES = sorted(path for part in ("releases", "corpus") for path in (SHARED / part).rglob("*") if path.suffix in SUFFIXES)

pytestmark = pytest.mark.skipif(not FILES, reason="the real releases are not at hand")


def test_every_release_is_read() -> None:
    for path in FILES:
        if path.name == "README.md":
            continue
        result = read(Source(path.name, path.read_bytes()))
        check(result)
        body = sum(len(text) for text in texts(result, BlockKind.LINE, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE))
        assert body > 200, path.name


def test_plain_text_is_published_as_it_came() -> None:
    for name in ("000_75600427a4a33002.txt", "004_f69e46667d061ba2.txt"):
        data = (SHARED / "releases" / name).read_bytes()
        text = read(Source(name, data)).text
        assert hashlib.sha256(text.encode()).hexdigest() == hashlib.sha256(data).hexdigest()
