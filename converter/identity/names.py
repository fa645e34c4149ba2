"""What a personal name is made of in Spanish usage, and how two names of people go together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache

from converter.language.lexicon import lexicon
from converter.language.text import fold
from converter.resources import table

_JOINED = frozenset({"de", "del", "la", "las", "los", "san", "santa"})  # these belong to the word after them
_BETWEEN = frozenset({"y", "e", "i"})  # "Ruiz y Picasso" is Ruiz Picasso
_WIDOW = re.compile(r"\b(?:vda|viuda)\b.*")
_NICKNAME = re.compile(r"[“\"«‘(][^”\"»’)]*[”\"»’)]")
_SIMILAR = 0.8  # of the letters, in order: one wrong letter in six (Rivera, Riveta) leaves .83, one in four .75


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name with a given name and a surname at least, folded. `sure`: the second surname is one, and no married name or
    the end of a compound ("Lerdo de Tejada" may be either)."""

    given: tuple[str, ...]
    first: str
    second: str = ""
    sure: bool = False

    @property
    def stem(self) -> str:
        """The first surname without particles, by which names are put side by side."""
        return self.first.rsplit(" ", 1)[-1]


class Likeness(StrEnum):
    """How two names that may be one person's go together."""

    FULL = "full"  # given names and both surnames are equal
    SURNAMES = "surnames"  # both surnames are equal, and the given names of one are among the other's
    SHORT = "short"  # one of them has no second surname, or none that is sure
    NEARLY = "nearly"  # the second surnames differ as a slip of the pen does
    DIFFERENT = "different"  # another second surname


def parse(printed: str) -> PersonName | None:
    """The parts of a name; None where it may lack a given name or a surname ("Juan Pablo"), and so tells nobody from another.

    >>> parse("Ma. del Carmen de la Cruz Peña")
    PersonName(given=('maria', 'del carmen'), first='de la cruz', second='pena', sure=True)
    >>> parse("José Carlos Robledal")
    PersonName(given=('jose', 'carlos'), first='robledal', second='', sure=False)
    """
    units = _units(printed)
    names, surnames = lexicon().given, lexicon().surnames
    if len(units) < 2 or (units[0] in surnames and units[0] not in names):
        return None
    if len(units) == 2:
        return None if units[1] in names else PersonName((units[0],), units[1])
    # What may be a given name is one, unless there are enough names for two surnames without it.
    word = units[-2].rsplit(" ", 1)[-1]
    if (word in names or len(word) == 1) and (len(units) == 3 or word not in surnames):
        return PersonName(tuple(units[:-1]), units[-1])
    return PersonName(tuple(units[:-2]), units[-2], units[-1], sure=not units[-1].startswith("de "))


def likeness(one: PersonName, other: PersonName) -> Likeness | None:
    """How the names go together; None where they are plainly two people's, or too far apart to say."""
    if one.first != other.first or not _fit(one.given, other.given):
        return None
    if not one.sure or not other.sure:
        return Likeness.SHORT
    if one.second == other.second:
        return Likeness.FULL if one.given == other.given else Likeness.SURNAMES
    close = SequenceMatcher(None, one.second, other.second, autojunk=False).ratio() >= _SIMILAR
    swapped = len(one.second) > 3 and sorted(one.second) == sorted(other.second)
    return Likeness.NEARLY if close or swapped else Likeness.DIFFERENT


def _fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the fewer given names stand among the others in their order; an initial stands for a name."""
    fewer, more = sorted((one, other), key=len)
    rest = iter(more)
    return all(any(_same_given(name, candidate) for candidate in rest) for name in fewer)


def _same_given(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _units(printed: str) -> list[str]:
    """The names of a name, particles with the word they belong to."""
    text = _WIDOW.sub("", fold(_NICKNAME.sub(" ", printed)))
    units: list[str] = []
    held: list[str] = []
    for position, word in enumerate(re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?", text)):
        bare = word.rstrip(".")
        bare = _forms().get(bare, bare)
        if bare in _JOINED:
            held.append(bare)
        elif bare not in _BETWEEN or word.endswith(".") or position == 0:
            units.append(" ".join((*held, bare)))
            held = []
    return units


@cache
def _forms() -> dict[str, str]:
    return {fold(row["form"]).rstrip("."): fold(row["name"]) for row in table("identity/given-name-forms.tsv")}
