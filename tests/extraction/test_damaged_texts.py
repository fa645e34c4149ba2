"""A text may end anywhere, in any order and case: reading it must neither fail nor point outside of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from converter import layout, readers
from converter.authorities import Authorities
from converter.errors import SourceError
from converter.extraction import extract
from converter.model import Source

SAMPLES = Path(__file__).resolve().parents[2] / "converter" / "samples"
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "releases"
TEXTS = [path for folder in (SAMPLES, SHARED) for suffix in ("txt", "md") for path in sorted(folder.glob(f"*.{suffix}"))]


def damaged(text: str, chance: random.Random) -> str:
    """`text` cut off, torn out, shuffled, thinned, in capitals or without its marks."""
    words, at = text.split(" "), chance.randrange(len(text))
    few = chance.randrange(len(words))
    lines, sentences = text.split("\n"), text.split(". ")
    chance.shuffle(lines)
    return chance.choice(
        [
            text[:at],
            text[at : at + chance.randrange(20, 1500)],
            "Comunicado 12\n\nAbre la clínica del valle\n\n" + " ".join(words[few : few + chance.randrange(3, 40)]),
            "\n".join(lines),
            " ".join(word for word in words if chance.random() > 0.15),
            ".\n\n".join(sentence[: chance.randrange(5, 400)] for sentence in sentences),
            text.upper(),
            text.replace(",", "").replace(".", ";"),
        ]
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_damaged_texts_are_read(path: Path) -> None:
    chance, authorities = random.Random(path.name), Authorities.load()
    text = path.read_text(encoding="utf-8")[:6000]
    for _ in range(12):
        try:
            document = readers.read(Source("nota.txt", damaged(text, chance).encode()))
        except SourceError:  # nothing was left of it
            continue
        release = layout.understand(document)
        length = len(release.reading.text)
        for mention in extract(release, authorities).mentions:
            assert 0 <= mention.span.start < mention.span.end <= length


@pytest.mark.parametrize(
    "ending",
    [
        "Firmó la jueza de Primera Instancia",
        "Acudieron los titulares de los Órganos",
        "Visitó Faro, en la Sierra; El Roble, en la Costa; Mirador, en el Valle;",
        "La vieron en la carretera Rumorosa-Tecate",
        "Por su parte, los representantes del hospital",
        "Lo verán los habitantes de la Delegación",
        "Habló de Ciberseguridad, de Robótica y Automatización y",
    ],
)
def test_a_text_ends_behind_any_word(ending: str) -> None:
    text = (
        f"Comunicado 12\n\nAbre la clínica del valle\n\nLa alcaldesa de Villa Sol, Inés Núñez, abrió hoy la clínica. {ending}"
    )
    release = layout.understand(readers.read(Source("nota.txt", text.encode())))
    assert any(mention.span for mention in extract(release, Authorities.load()).mentions)
