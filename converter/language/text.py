"""Folding and tokens: the two views of a text that every rule shares. Both keep the text's own offsets."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from converter.model import Span


class _Folding(dict[int, str]):
    """A translation table that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFKD", character)[0].casefold()
        self[code] = folded = base if len(base) == 1 else character
        return folded


_FOLDING: Final = _Folding()  # a cache of a pure function; str.translate is five times as fast as a call per character


def fold(text: str) -> str:
    """Lower case without accents, **one character for one**: offsets in the folded text are offsets in the text.

    >>> fold("José PEÑA, Cúcuta")
    'jose pena, cucuta'
    """
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def slug(text: str) -> str:
    """A legal IRI fragment of ASCII letters, digits and hyphens.

    >>> slug("Secretaría de Salud (federal)")
    'secretaria-de-salud-federal'
    """
    return "-".join(re.findall(r"[a-z0-9]+", fold(text))) or "x"


class Token(NamedTuple):
    """A word, number or mark. `shape` is "cap" (Ana), "upper" (IMSS, A), "mixed" (iOS), "lower", "number" or "mark"."""

    text: str
    fold: str
    start: int
    end: int
    shape: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


# A word keeps inner apostrophes, hyphens between letters (IMSS-Bienestar, Pérez-Castejón) and the dot of a one- to four-letter
# abbreviation (Dr., Lic., J., No.); an ordinal mark stays with its number (35°, 1º, 2a).
_TOKEN = re.compile(
    r"(?P<abbr>(?:[A-ZÁÉÍÓÚÑ]\.){2,}|(?:Dra?|Lic|Ing|Mtr[oa]|Arq|Profr?a?|Gral|Sra?|Srta|Cap|Tte|Cnel|Alm|Vicealm|Contralm"
    r"|Ma|Fco|Gpe|Ph|No|Núm|Num|Nro|Art|Av|Blvd|Col|Edo|C|D|Dña|Mons|Pbro|Rev|Psic|Enf|QFB|Q|MVZ|CP|LAE|[A-ZÁÉÍÓÚÑ])\.)(?=\s*[\wÁÉÍÓÚÑ“\"¿¡(,;:)”]|$)"
    r"|(?P<number>\d+(?:[.,']\d{3})*(?:[.,]\d+)?(?:°|º|ª|[aªoº](?!\w)|(?:er|ra|ta|va|na|do|da|to|vo|mo)(?!\w))?)"
    r"|(?P<word>[^\W\d_]+(?:\d+)?(?:[-–'’&+][^\W_]+)*)"
    r"|(?P<other>\w+|[^\w\s])"
)


def _shape(word: str) -> str:
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
    tokens = []
    folded = fold(text)
    for match in _TOKEN.finditer(text):
        word = match.group()
        if match.lastgroup == "number":
            shape = "number"
        elif match.lastgroup == "other" and not word[0].isalnum():
            shape = "mark"
        else:
            shape = _shape(word)
        start, end = match.span()
        tokens.append(Token(word, folded[start:end], start, end, shape))
    return tokens
