"""Documents for the tests of the layout, without a reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.model import Block, BlockKind, Document, Release, Span

HEADLINE = "Entregan doce plantas potabilizadoras"
PROSE = (
    "La Secretaría de Aguas entregó este martes doce plantas potabilizadoras en la sierra norte, con una inversión de tres "
    "millones de pesos, informó su titular, Bruna Salas Prado."
)
QUOTE = (
    "“El agua limpia llegará a todas las comunidades antes de que termine el año”, dijo la secretaria durante la ceremonia, "
    "a la que asistieron alcaldes y vecinos de la región."
)


def lines(text: str) -> Document:
    """A document of one LINE block for each line of `text` that is not blank, as plain text is read."""
    blocks = [Block(BlockKind.LINE, Span(*match.span())) for match in re.finditer(r"\S[^\n]*", text)]
    return Document("test.txt", "text/plain", "0" * 64, text, tuple(blocks))


def blocks(*parts: tuple[BlockKind, str] | tuple[BlockKind, str, int]) -> Document:
    """A document of the blocks `parts`: kind, text and level."""
    text, made = "", []
    for kind, words, *level in parts:
        start = len(text)
        text += words + "\n\n"
        made.append(Block(kind, Span(start, start + len(words)), level[0] if level else 0))
    return Document("test.html", "text/html", "0" * 64, text, tuple(made))


def pages(*texts: str) -> Document:
    """A document of pages, each a text whose lines are LINE blocks, as a PDF is read."""
    text, made = "", []
    for number, page in enumerate(texts, start=1):
        for line in page.splitlines():
            start = len(text)
            text += line + "\n"
            if line.strip():
                made.append(Block(BlockKind.LINE, Span(start, start + len(line)), page=number))
    return Document("test.pdf", "application/pdf", "0" * 64, text, tuple(made))


def outline(release: Release) -> list[tuple[str, str]]:
    """The parts and texts of a release, in order."""
    return [(p.part.value, release.reading.text[p.span.start : p.span.end]) for p in release.passages]


def texts(release: Release, part: str) -> Sequence[str]:
    """The texts of the passages that play `part`."""
    return [text for kind, text in outline(release) if kind == part]
