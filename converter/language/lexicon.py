"""The language tables of ``ontology/language/``, loaded once and indexed for matching over tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

from converter.errors import PregonError
from converter.language.text import Token, fold, tokenize
from converter.resources import table

T = TypeVar("T")
_STEM = 3  # letters that the forms of an office share: "juez", "jueces"


class Phrases(Generic[T]):
    """Multi-word forms matched over folded tokens, longest first."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        for form, value in entries:
            self._values.setdefault(tuple(t.fold for t in tokenize(form)), value)
        # How many words the forms have that begin, and that end, with a word; the most first.
        self._beginning, self._ending = _lengths(self._values, 0), _lengths(self._values, -1)
        #: The folded words that a form begins with: a text has few of them.
        self.openings = frozenset(self._beginning)

    def match(self, tokens: Sequence[Token], i: int) -> tuple[int, T] | None:
        """The number of tokens and the value of the longest form that begins at token `i`."""
        for length in self._beginning.get(tokens[i].fold, ()):
            words = tuple([t.fold for t in tokens[i : i + length]])
            if words in self._values:
                return len(words), self._values[words]
        return None

    def match_before(self, tokens: Sequence[Token], end: int) -> tuple[int, T] | None:
        """The index of the first token and the value of the longest form that ends before token `end`."""
        for length in self._ending.get(tokens[end - 1].fold, ()) if end else ():
            words = tuple([t.fold for t in tokens[max(0, end - length) : end]])
            if words in self._values:
                return end - len(words), self._values[words]
        return None

    def find(self, tokens: Sequence[Token], at: Iterable[int] | None = None) -> Iterator[tuple[int, int, T]]:
        """Every match in `tokens`, or of those that begin at the indices `at`: the index of its first token, its number of
        tokens, and its value; they may overlap."""
        openings = self.openings
        for i in [i for i, token in enumerate(tokens) if token.fold in openings] if at is None else at:
            if (match := self.match(tokens, i)) is not None:
                yield i, *match


def _lengths(forms: Iterable[tuple[str, ...]], place: int) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for form in forms:
        found.setdefault(form[place], set()).add(len(form))
    return {word: sorted(lengths, reverse=True) for word, lengths in found.items()}


@dataclass(frozen=True, slots=True)
class Office:
    """A row of ``offices.tsv``: see that table for what the columns mean."""

    lemma: str
    kind: str
    scope: str
    body: str
    gender: str  # of the printed form: f, m or ""
    plural: bool
    former: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A row of ``organization-heads.tsv``."""

    word: str
    type: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of it. Names are folded; honorifics carry the gender they tell."""

    offices: Phrases[Office]
    modifiers: frozenset[str]
    honorifics: Phrases[str]
    heads: dict[str, Head]
    head_openings: frozenset[str]  # the first words of `heads`
    lower_heads: frozenset[str]  # those that head a name in lower case too, in lower case with accents
    lower_plurals: frozenset[str]  # plurals that do
    function_words: frozenset[str]
    given: dict[str, str]
    common_given: frozenset[str]
    surnames: frozenset[str]


@cache
def body_words(*roles: str) -> frozenset[str]:
    """The folded words of ``body-words.tsv`` that have one of these roles.

    >>> "nosocomio" in body_words("hospital"), "nosocomio" in body_words("campus", "company")
    (True, False)
    """
    return with_role("body-words", roles)


@cache
def office_words(*roles: str) -> frozenset[str]:
    """The folded words of ``office-words.tsv`` that have one of these roles."""
    return with_role("office-words", roles)


@cache
def name_words(*roles: str) -> frozenset[str]:
    """The folded words of ``name-words.tsv`` that have one of these roles."""
    return with_role("name-words", roles)


@cache
def number_words(*roles: str) -> frozenset[str]:
    """The folded words of ``number-words.tsv`` that have one of these roles."""
    return with_role("number-words", roles)


def with_role(name: str, roles: Sequence[str]) -> frozenset[str]:
    """The folded words with one of these roles in ``ontology/language/<name>.tsv``, which has the columns word and role.

    A role that no line has is an error: the rule that reads it would be off, and nobody would know.
    """
    rows = table(f"language/{name}.tsv")
    missing = sorted(set(roles) - {row["role"] for row in rows})
    if missing:
        raise PregonError(f"ontology/language/{name}.tsv has no word with the role {', '.join(missing)}; put its lines back")
    return frozenset(fold(row["word"]) for row in rows if row["role"] in roles)


@cache
def any_of(words: frozenset[str]) -> re.Pattern[str]:
    """A pattern for these folded words and phrases, each as a whole, the longest first.

    >>> any_of(office_words("capital")).search("la alcaldesa capitalina")[0]
    'capitalina'
    """
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")


def _plural(word: str) -> str:
    """The regular plural of a noun, of its first word where there are several.

    >>> _plural("comisión"), _plural("cruz roja")
    ('comisiones', 'cruces roja')
    """
    noun, blank, rest = word.partition(" ")
    if noun[-1] in "aeiouéó":
        return f"{noun}s{blank}{rest}"
    noun = noun[:-1] + "c" if noun.endswith("z") else noun
    return f"{noun.replace('ó', 'o').replace('á', 'a')}es{blank}{rest}"


def _gender(form: str) -> str:
    first = form.split(maxsplit=1)[0]
    if first in {"primer"}:
        return ""
    if fold(first).endswith(("ista", "istas")):
        return ""
    if fold(first).endswith(("a", "as", "esa", "esas", "iz", "ices")):
        return "f"
    return "m" if fold(first).endswith(("o", "os", "or", "ores")) else ""


def _offices() -> Iterable[tuple[str, Office]]:
    """Every form of every office, and how whoever held it before is called."""
    for row in table("language/offices.tsv"):
        for form in row["forms"].split("|"):
            plural = fold(form.split()[0]).endswith("s") and form != "mons"
            office = Office(row["lemma"], row["class"], row["scope"], row["body"], _gender(form), plural)
            yield form, office
            if row["scope"] != "generic":
                former = replace(office, lemma=f"ex{office.lemma}", former=True)
                yield from ((f"{ex}{form}", former) for ex in ("ex", "ex ", "ex-"))


@cache
def singular_office(plural: str, lemma: str, gender: str) -> str:
    """How one man ("m") or woman ("f") in an office is called that is printed in the plural.

    >>> singular_office("titulares", "titular", "f"), singular_office("regidores", "regidor", "f")
    ('titular', 'regidora')
    """
    if lemma.startswith("ex") and fold(plural).startswith("ex"):  # "exregidores": as "regidores"
        first = re.match(r"ex[ -]?", plural, re.I)
        end = first.end() if first else 0
        return plural[:end] + singular_office(plural[end:], lemma.removeprefix("ex"), gender)
    forms = [form for row in table("language/offices.tsv") if row["lemma"] == lemma for form in row["forms"].split("|")]
    single = [f for f in forms if not f.split()[0].endswith("s") and fold(f)[:_STEM] == fold(plural)[:_STEM]]
    women = [form for form in single if _gender(form) == "f"]
    return next(iter((women if gender == "f" else []) or single), plural[:-1])


@cache
def lexicon() -> Lexicon:
    """The tables, read on first use."""
    rows = [Head(r["head"], r["type"], frozenset(r["flags"].split())) for r in table("language/organization-heads.tsv")]
    heads = {_plural(h.word.lower()): Head(h.word, h.type, h.flags | {"plural"}) for h in rows}
    heads |= {h.word.lower(): h for h in rows}
    return Lexicon(
        offices=Phrases(_offices()),
        modifiers=frozenset(fold(row["form"]) for row in table("language/office-modifiers.tsv")),
        honorifics=Phrases((row["form"], row["gender"]) for row in table("language/honorifics.tsv")),
        heads=heads,
        head_openings=frozenset(re.split("[ /]", head)[0] for head in heads),
        lower_heads=frozenset(h.word.lower() for h in rows if "lower" in h.flags),
        lower_plurals=frozenset(_plural(h.word.lower()) for h in rows if "lowers" in h.flags),
        function_words=frozenset(fold(w) for row in table("language/function-words.tsv") for w in row["words"].split()),
        given={fold(row["name"]): row["gender"] for row in table("language/given-names.tsv")},
        common_given=frozenset(fold(w) for row in table("language/common-given-names.tsv") for w in row["names"].split()),
        surnames=frozenset(fold(row["name"]) for row in table("language/surnames.tsv")),
    )
