"""Reads damaged words: towards the project's own vocabulary, the listed names, and the names of the same text.

A word is only ever read as one that somebody wrote down, and only where recognition may have made the one of the other. A
text is repaired only where several words show that it is damaged: one alone may be the writer's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from converter.language import vocabulary
from converter.language.confusion import cost, strokes
from converter.language.text import fold
from converter.language.vocabulary import Index, plausible

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d[\dOoIl]*\d")
_ORDINAL = re.compile(r"\d+(?:[aoªº]|er|ra|da|do|ta|to|va|vo|na|no)?")
_DATED = re.compile(r"(\d+)([^\W\d_]{2,})")  # a number and a word
_ENCLITIC = re.compile(r".{2,}(?:r|ndo)(?:me|te|se|l[aeo]s?|nos){1,2}")  # what no dictionary lists: decirnos, dándoselo
_ROMAN = re.compile(r"[IVXLCDM]+")
_DIGITS = str.maketrans("OoIl", "0011")
_INFLECTION = frozenset("aeosnr")  # letters with which forms of one word end
_GLUED = re.compile(
    r"(?<=^[^\W\d_])(?<=[a-záéíóúñ])(?=[A-ZÁÉÍÓÚÑ])|(?<=[a-záéíóúñ]{2})(?=[A-ZÁÉÍÓÚÑ])"
)  # before an inner capital
_FEW, _OFTEN = 2, 500  # damaged words that show that a text is damaged: so many, and one in so many
_SHORT = 3  # letters of a word that only a function word can have been
_ACRONYM = 5  # letters of the longest word in capitals that may be an acronym
_WHOLE = 5  # letters of a word that may have lost one
_TOLD, _LONG, _LONGER = 6, 8, 12  # letters of a word that may be damaged in two places (where it is told, or not), and in three

Names = Sequence[tuple[str, ...]]  # the words of each


class Piece(NamedTuple):
    """Part of a word, as printed and as it is read. Between two pieces of one word the blank was lost."""

    printed: str
    read: str


def readings(text: str, listed: Names = ()) -> dict[str, tuple[Piece, ...]]:
    """What each damaged word of `text` is read as, by the word as printed; empty for a text without damage.

    `listed` are further names, as authority lists print them. A reading of two pieces is two words.
    """
    printed = _WORD.findall(text)
    if sum(map(is_damage, set(printed))) < max(_FEW, len(printed) / _OFTEN):
        return {}
    reader = _Reader(printed, _listed(tuple(listed)), vocabulary.lookalikes())
    found = {word: reader.reading(word) for word in dict.fromkeys(printed)}
    return {word: pieces for word, pieces in found.items() if pieces}


@lru_cache(maxsize=1 << 15)  # releases share most of their words
def is_damage(word: str) -> bool:
    """True for a word that no Spanish dictionary has, and that one confusion makes of a word of ours; a name is none."""
    if word.isdigit() or len(word) < 2 or not (word.islower() or not word.isalpha()):
        return False
    folded = fold(word)
    if folded in _known() or not _is_confusion(folded):
        return False
    return not (_ORDINAL.fullmatch(word) or _ENCLITIC.fullmatch(folded))


@cache
def _known() -> frozenset[str]:
    return frozenset((*vocabulary.language(), *vocabulary.lookalikes()))


def _is_confusion(folded: str) -> bool:
    alike = _by_strokes().get(strokes(folded))
    return alike is not None and any(_fits(folded, meant, 1) for meant in alike)


def misread(words: Iterable[str]) -> Iterator[str]:
    """Those of `words` (folded, and right as they stand) that a damaged text would not keep if no list had them.

    This is how ``ontology/language/look-alikes.tsv`` is made.
    """
    reader = _Reader((), _listed(()), frozenset())
    for word in words:
        if word in vocabulary.language():
            continue
        if _is_confusion(word) or reader.reading(word) or (not plausible(word) and reader.reading(word.capitalize())):
            yield word


@cache
def _by_strokes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in vocabulary.language():
        found.setdefault(strokes(word), []).append(word)
    return found


def _fits(printed: str, meant: str, most: int) -> tuple[int, int] | None:
    """As :func:`cost`, but None for two forms of one word: an ending is grammar before it is damage."""
    for one, other in zip(reversed(printed), reversed(meant), strict=False):
        if one not in _INFLECTION or other not in _INFLECTION:
            break
        if one != other:
            return None
        if len(printed) != len(meant):
            break
    return cost(printed, meant, most)


class _Pairs:
    """Which words stand side by side in names (folded), function words aside."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        self.behind: dict[str, set[str]] = {}
        self.before: dict[str, set[str]] = {}
        small = vocabulary.function_words()
        for name in names:
            for one, other in pairwise(word for word in map(fold, name) if word not in small):
                self.behind.setdefault(one, set()).add(other)
                self.before.setdefault(other, set()).add(one)


class _Listed:
    """All words that are listed, with the indexes that find them."""

    def __init__(self, names: Names) -> None:
        self.pairs = _Pairs(names)
        self.names = {**vocabulary.spelt(word for name in names for word in name), **vocabulary.names()}
        self.language_index, self.names_index = Index(vocabulary.language()), Index(self.names)


@lru_cache(maxsize=4)
def _listed(names: Names) -> _Listed:
    return _Listed(names)


class _Reader:
    """Reads the damaged words of one text."""

    def __init__(self, printed: Sequence[str], listed: _Listed, lookalikes: frozenset[str]) -> None:
        self.language, self.listed, self.lookalikes = vocabulary.language(), listed, lookalikes
        folded = [fold(word) for word in printed]
        counts = Counter(f for f, word in zip(folded, printed, strict=True) if word[0].isupper() and word.isalpha())
        new = [word for word in printed if len(word) > _SHORT and fold(word) in counts and not self._is_listed(fold(word))]
        # A name that no list has is taken as it stands where it stands so twice; once, what is clearly damaged may mean it.
        self.own = vocabulary.spelt(word for word in new if counts[fold(word)] > 1)
        self.once = vocabulary.spelt(word for word in new if counts[fold(word)] == 1 and plausible(fold(word)))
        self.own_index = Index({**self.own, **self.once})
        self.here = {f for f in folded if self._knows(f)}
        telling = [word for word in folded if word not in vocabulary.function_words()]
        clean = [pair for pair in pairwise(telling) if pair[0] in self.here and pair[1] in self.here]
        self.pairs = (_Pairs(clean), listed.pairs)
        self.beside = _Pairs([folded])

    def _is_listed(self, folded: str) -> bool:
        return (
            folded in self.language
            or folded in self.listed.names
            or folded in self.lookalikes
            or bool(_ENCLITIC.fullmatch(folded))
        )

    def _knows(self, folded: str) -> bool:
        return folded in self.own or self._is_listed(folded)

    def reading(self, word: str) -> tuple[Piece, ...]:
        """What `word` is read as; empty where it stands as printed: known, undamaged, or damaged beyond reading."""
        if _NUMBER.fullmatch(word) and not word.isdigit():
            return (Piece(word, word.translate(_DIGITS)),)
        if (dated := _DATED.fullmatch(word)) and fold(dated[2]) in vocabulary.openers():
            return tuple(Piece(part, part) for part in dated.groups())
        if len(word) < 2 or _ORDINAL.fullmatch(word) or _ROMAN.fullmatch(word) or self._knows(fold(word)):
            return ()
        if (glued := _GLUED.search(word)) and (parted := self._parted(word, (glued.start(),))):
            return parted
        cuts = range(2, len(word) - 1)
        if word.islower() and (parted := self._parted(word, (i for i in cuts if self._are_small(word[:i], word[i:])))):
            return parted
        nearest = self._nearest(word)
        return (Piece(word, nearest),) if nearest else self._parted(word, cuts)

    def _nearest(self, word: str) -> str | None:
        """The one word that explains `word` best; None where there is none, or two explain it equally well."""
        printed = fold(word)
        if word.isupper() and word.isalpha() and len(word) <= _ACRONYM:
            return None
        usual, told = plausible(printed), self._told(printed)
        candidates = {*told, *self.listed.language_index.near(printed), *self.own_index.near(printed)}
        if not usual:
            candidates |= self.listed.names_index.near(printed)
        found = []
        for meant in candidates:
            fit = self._fit(printed, meant, meant in told or meant in self.own, usual, word[0].islower())
            if fit is not None:
                found.append((*fit, meant not in self.own, meant not in self.once, meant not in self.language, meant))
        found.sort()
        if not found or (len(found) > 1 and found[0][:-1] == found[1][:-1]):
            return None
        return _as_printed(self._spelling(found[0][-1], word), word, found[0][-1] in self.language)

    def _told(self, printed: str) -> set[str]:
        """The words that stand, in a listed name or elsewhere in this text, beside a word that `printed` stands beside."""
        found: set[str] = set()
        for pairs in self.pairs:
            found = found.union(*(pairs.behind.get(word, ()) for word in self.beside.before.get(printed, ())))
            found = found.union(*(pairs.before.get(word, ()) for word in self.beside.behind.get(printed, ())))
        return found

    def _fit(self, printed: str, meant: str, told: bool, usual: bool, lower: bool) -> tuple[int, int] | None:
        """The faults by which `printed` is `meant`, and how many of them are letters lost; None where it cannot be.

        `told`: something says that `meant` is meant; `usual`: `printed` looks like a word; `lower`: it is in lower case.
        """
        word = meant in self.language
        small = lower or not printed.isalpha()
        if not word and lower and not (meant.endswith(printed) and meant in self.here):
            return None  # a name in lower case has lost its capital
        if len(printed) <= _SHORT and not (told and not lower) and not (small and meant in vocabulary.function_words()):
            return None
        # What looks like a word may be a name, or one of the many words that no list has.
        most = 1 + (len(meant) >= (_TOLD if told else _LONG)) + (len(meant) >= _LONGER)
        fit = _fits(printed, meant, 1 if usual else most)
        if fit is None or fit[1] > (len(meant) >= _WHOLE) or (fit[1] and not printed.isalpha()):
            return None
        if told or (not usual and meant in self.once):
            return fit
        if fit[1] and usual and len(meant) < _LONG:
            return None
        return fit if word or not (usual or fit[1]) else None

    def _spelling(self, folded: str, printed: str) -> str:
        sources = (self.own, self.once, self.language, self.listed.names)
        several = [spelling for source in sources for spelling in source.get(folded, ())]
        return min(several, key=lambda word: len(_accents(word) ^ _accents(printed)))

    def _parted(self, word: str, cuts: Iterable[int]) -> tuple[Piece, ...]:
        """`word` as two words between which the blank was lost, at one of `cuts`."""
        found = []
        for i in cuts:
            left, right = word[:i], word[i:]
            glued = left[-1].islower() and right[0].isupper()
            if not (glued or self._may_be_glued(left, right)):
                continue
            parts = [(part, self._part(part, glued)) for part in (left, right)]
            if glued and any(read for _, read in parts) and min(len(left), len(right)) > _SHORT:
                parts = [(part, read or part) for part, read in parts]  # a capital inside says enough
            pieces = tuple(Piece(part, read) for part, read in parts if read is not None)
            if len(pieces) == len(parts):
                found.append(pieces)
        return found[0] if len(found) == 1 else ()

    @staticmethod
    def _are_small(left: str, right: str) -> bool:
        """True for two function words, of more than three letters together."""
        small = vocabulary.function_words()
        return fold(left) in small and fold(right) in small and len(left) + len(right) > _SHORT

    def _may_be_glued(self, left: str, right: str) -> bool:
        """True for two function words in lower case, and for one and a longer word."""
        if self._are_small(left, right):
            return left.islower()
        before = fold(left) in vocabulary.function_words() and len(right) > _SHORT
        return before or (fold(right) in vocabulary.openers() and len(left) > _SHORT)

    def _part(self, part: str, glued: bool) -> str | None:
        folded = fold(part)
        if glued:
            if len(part) == 1:
                return part if part in "yaeo" else None
            return part if self._knows(folded) else self._nearest(part)
        if part.islower():
            return part if part in self.language.get(folded, ()) else None
        return part if self._knows(folded) else None


def _accents(word: str) -> set[str]:
    return {c for c in word.lower() if not c.isascii()}


def _as_printed(word: str, printed: str, common: bool) -> str:
    """`word` in the case of `printed`, whose digits have none; `common` words are no names."""
    capitals = sum(c.isupper() for c in printed)
    if word.isupper() or (capitals > 1 and 3 * capitals >= 2 * sum(map(str.isalpha, printed))):
        return word.upper()
    if printed[0].isupper() or not (common or word[0].islower()):
        return word[0].upper() + word[1:]
    return word.lower() if common and printed[0].islower() else word
