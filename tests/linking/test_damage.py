"""What stands on damaged words is less sure, and says what was read."""

from __future__ import annotations

import re

from converter.model import Source
from converter.pipeline import Result, convert

_TEXT = """COMUNICADO

Entregan doce plantas potabilizadoras

Oaxaca, Oaxaca, a 3 de marzo de 2020.

La Secretaría de Aguas entregó este martes doce plantas potabilizadoras en la sierra norte, con una inversión de tres
millones de pesos, informó su titular, Anselmo {surname} Prado, ante los alcaldes {of} la región y vecinos {of} la costa.

“El agua limpia llegará a todas {the} comunidades antes de que termine el año”, dijo el secretario durante la ceremonia.
"""
_CLEAN = {"surname": "González", "of": "de", "the": "las"}
_DAMAGED = {"surname": "Gonzá1ez", "of": "dc", "the": "1as"}


def _converted(words: dict[str, str]) -> Result:
    return convert(Source("nota.txt", _TEXT.format(**words).encode()))


def test_name_is_mended_and_the_print_is_kept() -> None:
    result = _converted(_DAMAGED)
    turtle = result.files["turtle"].decode()
    assert 'schema:name "Anselmo González Prado"' in turtle
    mention = re.search(r'oa:exact "Anselmo Gonzá1ez Prado" ;.*?\.\n\n', turtle, re.S)
    assert mention is not None
    assert 'pregon:readAs "Anselmo González Prado"' in mention.group()
    assert "todas 1as comunidades" in turtle
    assert "todas las comunidades" not in turtle


def test_damage_makes_less_sure() -> None:
    def sure(words: dict[str, str]) -> float:
        extraction = _converted(words).conversion.extraction
        assert extraction is not None
        return next(person.confidence for person in extraction.people)

    assert sure(_DAMAGED) < sure(_CLEAN)


def test_undamaged_text_says_nothing_of_it() -> None:
    result = _converted(_CLEAN)
    assert "readAs" not in result.files["turtle"].decode()
    assert "read-as" not in {issue.code for issue in result.conversion.issues}
