"""What a personal name looks like in print: given names, surnames, particles, initials, nicknames in quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from converter.language.lexicon import lexicon, name_words
from converter.language.numerals import cardinal
from converter.language.text import Token, fold
from converter.mentions.analysis import Analysis
from converter.mentions.phrases import ARTICLES, CLOSING, OF, OPENING, adjacent, in_capitals, is_capitalised
from converter.resources import table

_LONGEST = 8
_HARDLY = 0.3  # strength of words of which none is known as a name
_SURE = 0.9  # strength from which on a name needs no evidence beside it
_CAMEL = re.compile(r"[^\W\d_A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ]{2}|[A-ZÁÉÍÓÚÑ]{2}[^\W\d_A-ZÁÉÍÓÚÑ]")


@cache
def short_given() -> frozenset[str]:
    """Given names in short, as printed: "Ma. Luisa"."""
    return frozenset(row["word"] for row in table("language/name-words.tsv") if row["role"] == "short-given")


class Name(NamedTuple):
    """Tokens `first` to `last` (inclusive) read as a personal name; `strength` is how much the name alone proves."""

    first: int
    last: int
    words: tuple[str, ...]  # folded, without particles, nickname included
    strength: float


@cache
def blockers() -> dict[str, bool]:
    """Folded nouns that make the personal name behind them the name of a thing; True where "de" may stand between
    ("municipio de Benito Juárez", but not "los hogares de Ana Paz")."""
    found: dict[str, bool] = {}
    for row in table("language/name-blockers.tsv"):
        for noun in map(fold, row["nouns"].split()):
            found |= dict.fromkeys((noun, f"{noun}s", f"{noun}es"), row["of"] == "place")
    return found


def is_initial(token: Token) -> bool:
    """A single capital, with or without its dot."""
    return token.capital and token.text[1:] in ("", ".")


def _is_name_word(tokens: Sequence[Token], i: int, first: int) -> bool:
    token, words = tokens[i], lexicon()
    if not token.capital:
        return False
    known = token.fold in words.given or token.fold in words.surnames
    if token.shape != "upper" and _CAMEL.search(token.text):  # "MaRT", "UACm", but "McAllister"
        return False
    if i == first and token.text.endswith(".") and words.honorifics.match(tokens, i):
        return False
    if is_initial(token):
        return i > first or (i + 1 < len(tokens) and is_capitalised(tokens[i + 1]))
    if token.text.endswith("."):
        return False
    if token.shape == "upper":
        roman = i > first and set(token.text) <= set("IVX") and tokens[i - 1].fold in words.given
        surrounding = tokens[max(0, i - 1)].shape == "upper" or (i + 1 < len(tokens) and tokens[i + 1].shape == "upper")
        return roman or (
            surrounding and len(token.text) > 2 and (known or i > first) and token.fold not in words.function_words
        )
    titled = i == first and i > 0 and words.honorifics.match(tokens, i - 1) is not None and adjacent(tokens, i)
    if titled and token.shape == "cap" and not words.honorifics.match(tokens, i):
        return not words.offices.match(tokens, i)  # "Dr. Segundo Quispe", "doña Refugio Anaya"
    if token.text in short_given():
        return True
    if i == first and token.fold in words.given and token.fold in words.function_words and i + 1 < len(tokens):
        if tokens[i + 1].fold in OF and i + 2 < len(tokens):  # "Julio del Corral"
            return _is_surname_behind_particle(tokens, i + 2, first)
        # Months are printed with a capital only where a sentence begins: ", Julio Prado".
        plain = tokens[i + 1].fold in words.surnames or tokens[i + 1].fold in words.given
        return tokens[i + 1].shape == "cap" and (plain or not starts_sentence(tokens, i))
    if i == first + 1 and token.shape == "cap" and cardinal(tokens, i) is not None and tokens[first].fold in words.given:
        following = tokens[i + 1] if i + 1 < len(tokens) else token  # "Eva Cinco Paz"
        return is_capitalised(following) and following.fold not in words.function_words
    if token.fold in words.function_words:
        return token.fold in words.surnames and i > first and token.fold not in words.given
    if known:
        return not (i == first and words.offices.match(tokens, i) and token.fold not in words.given)
    return not (token.lower in words.heads or words.offices.match(tokens, i) or words.honorifics.match(tokens, i))


def parse(
    tokens: Sequence[Token],
    first: int,
    is_place: Callable[[str], bool] = lambda _: True,
    taken: frozenset[int] = frozenset(),
) -> Name | None:
    """The longest personal name that begins at token `first`: two words or more, or a given name and a numeral.

    It ends before the tokens of `taken`, which belong to something else."""
    words: list[str] = []
    j = first
    while j < len(tokens) and len(words) < _LONGEST and (j == first or adjacent(tokens, j)):
        token = tokens[j]
        if j in taken:
            break
        if _is_name_word(tokens, j, first):
            words.append(token.fold.rstrip("."))
            j += 1
        elif words and token.text in ("ª", "º", "ª.") and is_initial(tokens[j - 1]):
            j += 1
        elif words and (token.fold in OF or token.fold in name_words("particle")):
            k = j + 1
            if k < len(tokens) and tokens[k].fold in ARTICLES and token.fold == "de":
                k += 1
            if k in taken:
                break
            if not (k < len(tokens) and adjacent(tokens, k) and _is_surname_behind_particle(tokens, k, first)):
                if not _is_married_name(tokens, j, len(words), is_place):
                    break
                k = j + 1
            words.append(tokens[k].fold)
            j = k + 1
        elif words and token.text in OPENING:
            close = next((k for k in range(j + 1, min(j + 5, len(tokens))) if tokens[k].text in CLOSING), None)
            if close is None or close == j + 1 or close + 1 >= len(tokens) or not _is_name_word(tokens, close + 1, first):
                break
            words += [t.fold for t in tokens[j + 1 : close]]
            j = close + 1
        else:
            break
    while j - 1 > first and is_initial(tokens[j - 1]) and tokens[j - 1].text.endswith("."):
        j -= 1
        words.pop()
    if len(words) < 2:
        return None
    return Name(first, j - 1, tuple(words), _strength(words))


def _is_surname_behind_particle(tokens: Sequence[Token], k: int, first: int) -> bool:
    """ "de Tejada" belongs to the name where Tejada is a surname; "de Sonora" or "del IMSS" does not."""
    token, words = tokens[k], lexicon()
    if token.shape == "upper" and tokens[first].shape != "upper":
        return False
    if token.lower in words.heads and token.fold not in words.surnames:
        return False
    if not is_capitalised(token) or _CAMEL.search(token.text):
        return False
    return token.fold in words.surnames or token.fold in words.given


def _is_married_name(tokens: Sequence[Token], j: int, words: int, is_place: Callable[[str], bool]) -> bool:
    """ "Rosa Lima de Herbert,": a capitalised word behind "de" that no list knows and that closes the phrase."""
    if words < 2 or j + 2 >= len(tokens) or tokens[j].fold != "de" or tokens[j + 1].shape != "cap":
        return False
    known = tokens[j + 1].lower in lexicon().heads or is_place(tokens[j + 1].text)
    return not known and tokens[j + 2].text in ",;.)" and tokens[j + 1].fold not in lexicon().function_words


def _strength(words: Sequence[str]) -> float:
    known = lexicon()
    if words[0] not in known.given and not (len(words[0]) <= 2 and words[1] in known.given):
        hits = sum(w in known.surnames or w in known.given for w in words[1:])
        return 0.65 if hits >= 2 else 0.5 if hits and len(words) >= 3 else 0.35 if hits else 0.15
    surnames = sum(w in known.surnames for w in words[1:])
    if surnames or len(words) >= 3:
        return 0.95 if surnames else 0.55 if words[0] in known.common_given else 0.8
    return 0.4 if words[0] in known.common_given else 0.7


def sure_start(tokens: Sequence[Token], name: Name) -> int | None:
    """The token where a name begins that is a person's beyond doubt: `name`, or the end of it behind the last word of
    something else ("Secretaría de Pesca Luis Prado Ríos"). None where there is none."""
    if name.strength >= _SURE:
        return name.first
    for i in range(name.first + 1, name.last):
        if is_capitalised(tokens[i]) and tokens[i].fold in lexicon().given and not starts_sentence(tokens, i):
            rest = parse(tokens, i)
            if rest is not None and rest.last == name.last and len(rest.words) > 2 and rest.strength >= _SURE:
                return i
    return None


def starts_sentence(tokens: Sequence[Token], i: int) -> bool:
    """True where token `i` opens a passage or a sentence, so that its capital proves nothing."""
    if i == 0:
        return True
    previous = tokens[i - 1]
    return tokens[i].start - previous.end > 1 or previous.text in ".!?:…" or previous.text in OPENING


@cache
def _headline_verbs() -> frozenset[str]:
    """Both numbers of the present tense: the table has the singular, and the plural adds "n"."""
    singular = [fold(row["form"]) for row in table("layout/headline-verbs.tsv")]
    return frozenset(form + ending for form in singular for ending in ("", "n"))


def _begins(token: Token) -> bool:
    """A given name or an initial: what stands before it at the start of a sentence is no name."""
    return token.fold in lexicon().given or (is_initial(token) and token.text.endswith("."))


class Finder:
    """The candidates of one text, which is asked for them before its bodies and offices are known, and after. `capitals` are
    the tokens of passages printed in capitals: only a known given name may begin a name there, and only known surnames go on.
    """

    def __init__(self, analysis: Analysis, capitals: frozenset[int], is_place: Callable[[str], bool]) -> None:
        self._tokens, self._capitalised = analysis.tokens, analysis.words.capitalised
        self._capitals, self._is_place = capitals, is_place
        self._parsed: dict[int, Name | None] = {}  # where nothing is taken

    def find(self, taken: frozenset[int] = frozenset()) -> list[Name]:
        """Every candidate, left to right, without overlaps. Tokens in `taken` belong to something else."""
        known, past, tokens = lexicon(), 0, self._tokens
        found: list[Name] = []
        for i in self._capitalised:
            if i < past or i in taken:
                continue
            token = tokens[i]
            honorific = known.honorifics.match(tokens, i)
            if honorific is not None and honorific[0] > 1:
                past = i + honorific[0]
                continue
            if i in self._capitals:
                name = _in_capitals(tokens, i)
            else:
                name = self._parse(i, taken)
                # "Anuncia Araceli Brown": a sentence's first capital is dropped where the second word is the given name.
                # Nor does the degree's subject belong to the name: "licenciada en Enfermería Delia Paz".
                if name and token.fold in _headline_verbs() and (starts_sentence(tokens, i) or name.strength < _HARDLY):
                    name = self._parse(i + 1, taken)
                doubtful = name and (starts_sentence(tokens, i) or (i and tokens[i - 1].fold in ("en", "del")))
                if doubtful and token.fold not in known.given and _begins(tokens[i + 1]):
                    name = self._parse(i + 1, taken)
            if name is not None and taken.isdisjoint(range(name.first, name.last + 1)):
                past = name.last + 1
                if tokens[name.first].fold not in name_words("place-opening"):  # "los vecinos de San Luis Mora"
                    found.append(name)
        return found

    def _parse(self, i: int, taken: frozenset[int]) -> Name | None:
        if i not in self._parsed:
            self._parsed[i] = parse(self._tokens, i, self._is_place)
        name = self._parsed[i]
        if name is None or taken.isdisjoint(range(name.first, name.last + 1)):
            return name
        return parse(self._tokens, i, self._is_place, taken)


def _in_capitals(tokens: Sequence[Token], i: int) -> Name | None:
    known = lexicon()
    if tokens[i].fold not in known.given or len(tokens[i].text) < 3:
        return None
    j, words = i + 1, [tokens[i].fold]
    while j < len(tokens) and adjacent(tokens, j) and (tokens[j].fold in known.given or tokens[j].fold in known.surnames):
        if tokens[j].fold in known.function_words or tokens[j].shape == "mark":
            break
        words.append(tokens[j].fold)
        j += 1
    if len(words) < 2 or not any(w in known.surnames for w in words[1:]):
        return None
    return Name(i, j - 1, tuple(words), 0.8)


__all__ = ["Finder", "Name", "blockers", "in_capitals", "is_initial", "parse", "starts_sentence", "sure_start"]
