"""Folding and tokens: the two views of a text that every rule shares. Both keep the text's own offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from converter.model import Span


class _Folding(dict[str, str]):
    """What each character is folded to, learnt the first time it is met."""

    def __missing__(self, character: str) -> str:
        base = unicodedata.normalize("NFKD", character)[0].casefold()
        spacing = base == " " and not character.isspace()  # "´" is a blank with an accent on it
        self[character] = folded = character if spacing or len(base) != 1 else base
        return folded


_FOLDING: Final = _Folding()  # a cache of a pure function
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")  # one character in thirty; replacing them is faster than translating all


def fold(text: str) -> str:
    """Lower case without accents, **one character for one**: offsets in the folded text are offsets in the text.

    >>> fold("José PEÑA, Cúcuta")
    'jose pena, cucuta'
    """
    return text.lower() if text.isascii() else _folded(text) if len(text) < _LONG else _fold(text)


_LONG: Final = 200  # characters from which a text is hardly folded twice


def _fold(text: str) -> str:
    return _FOREIGN.sub(lambda match: _FOLDING[match[0]], text).lower()


_folded = lru_cache(maxsize=1 << 12)(_fold)


def occurrences(name: str, text: str) -> Iterator[Span]:
    """Where `name` stands in `text` with no letter or digit beside it; without overlap. Both are folded, or neither.

    >>> list(occurrences("rio", "el rio, el rio seco, el barrio"))
    [Span(start=3, end=6), Span(start=11, end=14)]
    """
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        whole = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if whole:
            yield Span(start, end)
        start = text.find(name, end if whole else start + 1)


def slug(text: str) -> str:
    """A legal IRI fragment of ASCII letters, digits and hyphens.

    >>> slug("Secretaría de Salud (federal)")
    'secretaria-de-salud-federal'
    """
    return "-".join(re.findall(r"[a-z0-9]+", fold(text))) or "x"


class Token(NamedTuple):
    """A word, number or mark. `shape` is "cap" (Ana), "upper" (IMSS, A), "mixed" (iOS), "lower", "number" or "mark"."""

    text: str
    start: int
    end: int
    fold: str
    shape: str
    lower: str
    capital: bool  # a word that begins with a capital letter

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


# A word keeps inner apostrophes, hyphens between letters (IMSS-Bienestar, Pérez-Castejón) and the dot of a one- to four-letter
# abbreviation (Dr., Lic., J., No.); an ordinal mark stays with its number (35°, 1º, 2a).
# Most tokens are words in lower case, which are none of these: they come first, and a capital is asked for before the rest.
_WORD = r"[^\W\d_]*(?:\d+)?(?:[-–'’´`&+][^\W_]+)*"
_TOKEN = re.compile(
    rf"[a-záéíóúüñ]{_WORD}"
    r"|(?=[A-ZÁÉÍÓÚÑ])(?:(?:[A-ZÁÉÍÓÚÑ]\.){2,}|(?:Dra?|Lic|Ing|Mtr[oa]|Pdt[ea]|Arq|Profr?a?|Gral|Sra?|Srta|Cap|Tte|Cnel|Alm|Vicealm|Contralm"
    r"|Ma|Fco|Gpe|Ph|No|Núm|Num|Nro|Art|Av|Blvd|Col|Edo|C|D|Dña|Mons|Pbro|Rev|Psic|Enf|QFB|Q|MVZ|CP|LAE|[A-ZÁÉÍÓÚÑ])\.)(?=\s*[\wÁÉÍÓÚÑ“\"¿¡(,;:)”]|$)"
    r"|(?:\d+(?:[.,']\d{3})*(?:[.,]\d+)?(?:°|º|ª|[aªoº](?!\w)|(?:er|ra|ta|va|na|do|da|to|vo|mo)(?!\w))?)"
    rf"|[^\W\d_]{_WORD}"
    r"|\w+|[^\w\s]"
)


@lru_cache(maxsize=1 << 15)
def _form(word: str) -> tuple[str, str, str, bool]:
    """What is the same of a token wherever it stands: its fold, shape, lower case, and whether a capital begins it."""
    shape = _shape(word)
    return fold(word), shape, word.lower(), shape in ("cap", "upper", "mixed") and word[0].isupper()


def _shape(word: str) -> str:
    if word[0].isdecimal():
        return "number"
    if not word[0].isalnum():
        return "mark"
    if word.islower():
        return "lower"
    if word.isupper():
        return "upper"
    if word[0].isupper():
        return "cap"
    return "mixed" if any(c.isalpha() for c in word) else "number"


def tokenize(text: str) -> list[Token]:
    """All words, numbers and marks of `text`, in order; white space is between them.

    >>> [t.text for t in tokenize("El Dr. J. Pérez-Gil (IMSS) dijo: «35°»")]
    ['El', 'Dr.', 'J.', 'Pérez-Gil', '(', 'IMSS', ')', 'dijo', ':', '«', '35°', '»']
    """
    # As much is made here as anywhere: looking for each word behind the last takes less than half as long as match objects
    # and the constructor of the named tuple, which is a Python function.
    new, find = tuple.__new__, text.find
    tokens, end = [], 0
    for word in _TOKEN.findall(text):
        start = find(word, end)
        end = start + len(word)
        tokens.append(new(Token, (word, start, end, *_form(word))))
    return tokens
