from __future__ import annotations

import pytest

from converter.mentions import anaphora


@pytest.mark.parametrize("text", ["la Alcaldesa", "el funcionario", "el mandatario local", "el jefe de la comuna"])
def test_bare(text: str) -> None:
    assert anaphora.is_bare(text)


@pytest.mark.parametrize("text", ["el titular del Inapesca", "la jefa de Obras", "el jefe de la oficina de quejas y ayuda"])
def test_says_whose(text: str) -> None:
    assert not anaphora.is_bare(text)


def test_offices_that_a_description_can_stand_for() -> None:
    assert anaphora.offices("la funcionaria") is None
    assert anaphora.offices("la alcaldesa") == frozenset({"mayor"})
    assert "mayor" in (anaphora.offices("la mandataria") or ())
    assert anaphora.offices_in("el director general del puerto") == frozenset({"director"})
    assert anaphora.offices_in("el vecino") == frozenset()
