"""What is printed where recognition gives signs that no word is printed with: a stroke for a capital, a mark for a bullet."""

from __future__ import annotations

from functools import cache

from converter.language.numerals import roman
from converter.resources import table

_CLOSING = ".,;:)"
_ACRONYM = range(3, 7)  # letters
_ORDINAL = 3  # digits
_BULLET = 2  # signs


@cache
def _printed(*where: str) -> dict[str, str]:
    """By what is seen in one of these places, what is printed."""
    return {row["seen"]: row["printed"] for row in table("language/misread-signs.tsv") if row["where"] in where}


def meant(word: str, doubtful: bool) -> str:
    """`word` as it must have been printed; as it is where it may have been printed so. `doubtful`: it is hard to read.

    >>> meant("XXVIl,", False), meant("35”", True), meant("35”", False)
    ('XXVII,', '35°', '35”')
    """
    for seen, printed in _printed("opening").items():
        if word.startswith(seen) and word[len(seen) :][:1].islower():
            word = printed + word[len(seen) :]
    core = word.rstrip(_CLOSING)
    return (_capitals(core, doubtful) or (_ordinal(core) if doubtful else None) or core) + word[len(core) :]


def _capitals(core: str, doubtful: bool) -> str | None:
    """The Roman numeral or the acronym that `core` is with its strokes made letters, or None."""
    if sum(map(str.isupper, core)) < 2:
        return None
    numeral = _read(core, "numeral", "doubtful-numeral") if doubtful else _read(core, "numeral")
    if roman(numeral) is not None:
        return numeral
    acronym = _read(core, "doubtful-acronym")
    return acronym if doubtful and acronym.isalpha() and acronym.isupper() and len(acronym) in _ACRONYM else None


def _read(core: str, *where: str) -> str:
    return "".join(_printed(*where).get(sign, sign) for sign in core)


def _ordinal(core: str) -> str | None:
    """The number with its degree sign that `core` is, or None."""
    sign = _printed("doubtful-ordinal").get(core[-1:])
    return core[:-1] + sign if sign and core[:-1].isdecimal() and len(core) <= _ORDINAL + 1 else None


def bullet(word: str) -> str | None:
    """The bullet that a word is which opens a line, or None.

    >>> bullet("»."), bullet("y")
    ('•', None)
    """
    printed = {_printed("bullet").get(sign) for sign in word}
    return printed.pop() if len(printed) == 1 and len(word) <= _BULLET else None
