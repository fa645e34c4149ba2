"""Which offices are whose."""

from __future__ import annotations

from converter.authorities import Authorities
from converter.extraction import extract
from converter.model import Part, StatedRole
from tests.mentions.speech import analyse


def roles(*paragraphs: str | tuple[Part, str]) -> list[StatedRole]:
    return list(extract(analyse(*paragraphs).release, Authorities.load()).roles)


def test_the_label_of_a_speaker_does_not_reach_into_what_is_said() -> None:
    found = roles((Part.SPEAKER, "EVA LUNA RUIZ, SECRETARIA DE MARINA"), "Licenciado Hugo Mora Paz, alcalde de Tepic.")
    assert {(role.person, role.name.lower()) for role in found} == {
        ("person-eva-luna-ruiz", "secretaria de marina"),
        ("person-hugo-mora-paz", "alcalde"),
    }
