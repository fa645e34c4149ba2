"""Folding and tokens: the two views of a text that every rule shares. Both keep the text's own offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from converter.model import Span


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0].casefold()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """Lower case without accents, **one character for one**: offsets in the folded text are offsets in the text.

    >>> fold("José PEÑA, Cúcuta")
    'jose pena, cucuta'
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_character, text))


def slug(text: str) -> str:
    """A legal IRI fragment of ASCII letters, digits and hyphens.

    >>> slug("Secretaría de Salud (federal)")
    'secretaria-de-salud-federal'
    """
    return "-".join(re.findall(r"[a-z0-9]+", fold(text))) or "x"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. `shape` is "cap" (Ana), "upper" (IMSS, A), "mixed" (CDMx, IMSSmx), "lower", "number"
    or "mark"."""

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


def tokenize(text: str) -> list[Token]:
    """All words, numbers and marks of `text`, in order; white space is between them.

    >>> [t.text for t in tokenize("El Dr. J. Pérez-Gil (IMSS) dijo: «35°»")]
    ['El', 'Dr.', 'J.', 'Pérez-Gil', '(', 'IMSS', ')', 'dijo', ':', '«', '35°', '»']
    """
    tokens = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if match.lastgroup == "number":
            shape = "number"
        elif match.lastgroup == "other" and not word[0].isalnum():
            shape = "mark"
        else:
            letters = [c for c in word if c.isalpha()]
            if not letters:
                shape = "number"
            elif not letters[0].isupper():
                shape = "lower" if not any(c.isupper() for c in letters) else "mixed"
            elif all(c.isupper() for c in letters):
                shape = "upper"
            else:
                shape = "cap"
        tokens.append(Token(word, fold(word), match.start(), match.end(), shape))
    return tokens
