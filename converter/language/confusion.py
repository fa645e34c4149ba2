"""Which letters recognition takes for which: how far a damaged word is from the one that was printed."""

from __future__ import annotations

from functools import cache

from converter.resources import table

_NEVER = (99, 0)  # more than any word can cost
_WIDEST = 2  # letters of the widest confusion
_WIDER = 1  # letters by which one confusion makes a word longer or shorter
# The strokes that a printed letter is seen as. Letters that are mistaken for one another have the same ones, or nearly.
_STROKES = str.maketrans(
    {"0": "o", "a": "o", "c": "o", "e": "o", "4": "o", "6": "o", "1": "l", "i": "l", "j": "l", "t": "l", "f": "l", "r": "l"}
    | {"u": "ll", "n": "ll", "v": "ll", "m": "lll", "w": "llll", "d": "ol", "h": "b", "8": "b", "5": "s", "2": "z"}
    | {"g": "q", "9": "q"}
)


def strokes(word: str) -> str:
    """What is left of a folded word once letters that are mistaken for one another are one: a key to look it up by.

    >>> strokes("hornero") == strokes("bomero")
    True
    """
    return word.translate(_STROKES)


@cache
def _pairs() -> dict[str, tuple[str, ...]]:
    """What each folded letter or group of letters may be read as, both ways."""
    found: dict[str, list[str]] = {}
    for row in table("language/confusions.tsv"):
        found.setdefault(row["one"], []).append(row["other"])
        found.setdefault(row["other"], []).append(row["one"])
    return {letters: tuple(dict.fromkeys(others)) for letters, others in found.items()}


def cost(printed: str, meant: str, most: int) -> tuple[int, int] | None:
    """The fewest faults that make `printed` of `meant` (both folded), and how many of them are letters lost or added;
    None where it takes more than `most`.

    >>> cost("gonza1ez", "gonzalez", 2), cost("directr", "director", 2), cost("lunes", "martes", 2)
    ((1, 0), (1, 1), None)
    """
    if abs(len(printed) - len(meant)) > most * _WIDER:
        return None
    if most == 1:
        return _one_fault(printed, meant)
    pairs, width = _pairs(), len(meant) + 1
    rows: list[list[tuple[int, int]]] = []
    for i in range(len(printed) + 1):
        row = [_NEVER] * width
        before = rows[i - 1] if i else row
        for j in range(max(0, i - most * _WIDER), min(len(meant), i + most * _WIDER) + 1):
            best = (0, 0) if i == j == 0 else _NEVER
            if i and j and printed[i - 1] == meant[j - 1]:
                best = before[j - 1]
            if i:
                best = min(best, (before[j][0] + 1, before[j][1] + 1))
            if j:
                best = min(best, (row[j - 1][0] + 1, row[j - 1][1] + 1))
            for taken in (1, 2):
                for read in pairs.get(printed[i - taken : i], ()) if i >= taken else ():
                    if j >= len(read) and meant[j - len(read) : j] == read:
                        faults, gaps = rows[i - taken][j - len(read)]
                        best = min(best, (faults + 1, gaps))
            row[j] = best
        rows.append(row)
        if i > 1 and min(row)[0] > most and min(before)[0] > most:
            return None
    return rows[-1][-1] if rows[-1][-1][0] <= most else None


def _one_fault(printed: str, meant: str) -> tuple[int, int] | None:
    """As :func:`cost` for one fault at most: whether the stretch in which the words differ is one."""
    start, shorter = 0, min(len(printed), len(meant))
    while start < shorter and printed[start] == meant[start]:
        start += 1
    end = 0
    while end < shorter - start and printed[-1 - end] == meant[-1 - end]:
        end += 1
    longest = max(len(printed), len(meant)) - start - end
    if not longest:
        return 0, 0
    if longest > _WIDEST:
        return None
    # A confusion may share a letter with what stands before or behind it ("é" read as "ée").
    for first, last in ((start, end), (start - 1, end), (start, end - 1)):
        if first >= 0 and last >= 0:
            others = _pairs().get(printed[first : len(printed) - last], ())
            if meant[first : len(meant) - last] in others:
                return 1, 0
    return (1, 1) if longest == 1 and len(printed) != len(meant) else None
