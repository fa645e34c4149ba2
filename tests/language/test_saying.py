from __future__ import annotations

import pytest

from converter import resources
from converter.language import saying
from converter.language.text import tokenize


def verbs(text: str) -> list[tuple[str, str, bool, bool]]:
    tokens = tokenize(text)
    return [
        (text[tokens[v.first].start : tokens[v.last].end], v.form.lemma, v.finite, v.form.plural)
        for v in saying.find(tokens, 0, len(tokens))
    ]


@pytest.mark.parametrize(
    ("text", "printed", "lemma"),
    [
        ("Ana señaló que sí.", "señaló", "señalar"),
        ("Ana explica el caso.", "explica", "explicar"),
        ("Ana ha señalado que sí.", "ha señalado", "señalar"),
        ("Ana ha también reconocido que sí.", "ha también reconocido", "reconocer"),
        ("Ana había dicho que sí.", "había dicho", "decir"),
        ("Ana decía que sí.", "decía", "decir"),
        ("Ana advierte que no.", "advierte", "advertir"),
        ("Ana advirtió que no.", "advirtió", "advertir"),
        ("Ana concluyó que no.", "concluyó", "concluir"),
        ("Ana recuerda que no.", "recuerda", "recordar"),
        ("Ana sostuvo que no.", "sostuvo", "sostener"),
        ("Ana dio a conocer que abre.", "dio a conocer", "dar a conocer"),
        ("Ana ha puesto de manifiesto que abre.", "ha puesto de manifiesto", "poner de manifiesto"),
        ("Ana se comprometió a ir.", "comprometió", "comprometerse"),
    ],
)
def test_forms(text: str, printed: str, lemma: str) -> None:
    assert [(v[0], v[1]) for v in verbs(text)] == [(printed, lemma)]


@pytest.mark.parametrize("text", ["al señalar que sí", "diciendo que sí", "además de asegurarles que sí", "diciéndoles que sí"])
def test_not_finite(text: str) -> None:
    assert [v[2] for v in verbs(text)] == [False]


def test_plural() -> None:
    assert [v[3] for v in verbs("Dijeron que sí y han señalado que no.")] == [True, True]


@pytest.mark.parametrize(("text", "lemma"), [("Ana Paz senalo que no", "señalar"), ("Ana Paz destacd que no", "destacar")])
def test_scanned_text_without_its_accents(text: str, lemma: str) -> None:
    assert [v[1] for v in verbs(text)] == [lemma]


@pytest.mark.parametrize(
    "text",
    [
        "el anuncio de ayer",
        "un comento breve",
        "la consulta externa del hospital",
        "el señalado edificio",
        "comprometió recursos",
        "dio a todos un libro",
        "la medida puesta en marcha",
    ],
)
def test_other_words(text: str) -> None:
    assert verbs(text) == []


def test_every_row_shows_its_verb_in_an_example() -> None:
    for row in resources.table("language/verbs-of-saying.tsv"):
        assert row["class"] in {"say", "think", "judge", "ask", "frame"}
        assert row["lemma"] in {v[1] for v in verbs(row["example"])} | _homographs(row["example"]), row["lemma"]


def _homographs(example: str) -> set[str]:
    """Verbs that share the form found first (se felicitó: felicitar, felicitarse)."""
    words = {t.text.lower() for t in tokenize(example)}
    return {form.lemma for word in words for form in saying.forms().get(word, ())}


def test_releases_have_verbs_enough() -> None:
    assert len(resources.table("language/verbs-of-saying.tsv")) >= 120
