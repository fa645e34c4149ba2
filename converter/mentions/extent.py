"""How far a title extends: the heads of titles, and the words that belong to one after its head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from converter.language.lexicon import Phrases, lexicon, with_role
from converter.language.text import Token
from converter.mentions import phrases
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer
from converter.resources import table

_CODE = re.compile(r"[./-](?=\w*\d)[\w./-]*\w")
YEAR = re.compile(r"(?:19|20)\d\d")
_FOLLOWERS = frozenset({"y", "e", ",", "a", "al"})  # after them a given name begins a person, not more title
_FURTHER_TIES = (["para", "un"], ["para", "una"], ["por", "un"], ["por", "una"], ["y", "de"])
# The number and date of a norm: Ley 39/2015, de 1 de octubre, (del ...); Decreto de 8 de septiembre de 1954.
_NUMBERED = re.compile(
    r"(?:\s+(?:[Nn]úm\.?|[Nn]o\.?|[Nn]úmero)?\s*\d+/\d{4})?(?:,?\s+de\s+\d{1,2}º?\s+de\s+[a-zé]+(?:\s+de\s+\d{4})?)?"
    r"(?:,(?=\s+(?:de|del|sobre|por la|por el)\s))?"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A row of event-heads.tsv or agreement-heads.tsv. `kind` is the event's concept or the agreement's class; `described`
    says whether the noun in lower case identifies an event: yes, no, or only "with" another event or agreement inside."""

    word: str
    sort: str  # event, agreement
    kind: str
    needs: str
    described: str


@cache
def heads() -> Phrases[Head]:
    """All heads, singular and plural, matched over folded tokens."""
    rows = [(r, "event", r["kind"]) for r in table("language/event-heads.tsv")]
    rows += [(r, "agreement", r["class"]) for r in table("language/agreement-heads.tsv")]
    return Phrases(
        (form, Head(r["head"], sort, kind, r["needs"], r.get("described", "no")))
        for r, sort, kind in rows
        for form in (r["head"], *filter(None, r["forms"].split("|")))
    )


def heads_in(tokens: Sequence[Token], at: Iterable[int] | None = None) -> Iterator[tuple[int, int, Head]]:
    """Every head among `tokens` (that begins at one of the indices `at`): the index of its first word, how many words it
    has, and the head."""
    return heads().find(tokens, at)


@cache
def nouns(role: str) -> frozenset[str]:
    """The words that a head begins with, and those of title-words.tsv that play `role`."""
    return heads().openings | words(role)


@cache
def words(role: str) -> frozenset[str]:
    """The words of title-words.tsv that play `role`."""
    return with_role("title-words", (role,))


def reach(analysis: Analysis, tokens: Sequence[Token], after: int, head: Head) -> int:
    """The index after the last token of the title whose head ends at `after`."""
    end = after
    if head.kind == "norm" and (match := _NUMBERED.match(analysis.text, tokens[after - 1].end)) and match.end() > match.start():
        end = after_position(tokens, after, match.end())
        if tokens[end - 1].text == ",":
            reach = phrases.name_end(tokens, end - 1, _stop(tokens))
            return end - 1 if reach == end else _cut(tokens, after, reach, head)
    while True:
        tied = any(t.shape == "lower" for t in tokens[after:end])
        reach = phrases.name_end(tokens, end - 1, _stop(tokens), matters=tied)
        if reach < len(tokens) and tokens[reach].text == "+" and tokens[reach].start == tokens[reach - 1].end:
            reach += 1  # Jornada Brotes+
        if reach < len(tokens) and _is_year(tokens, reach):
            reach += 1
            if reach + 1 < len(tokens) and tokens[reach].text in ("-", "–", "/") and YEAR.fullmatch(tokens[reach + 1].text):
                reach += 2
        if reach == end and (reach := _further(analysis, tokens, end, tied)) == end:
            break
        end = reach
    end = _cut(tokens, after, end, head)
    if end != after:
        return _code(analysis, tokens, end)
    return clause(tokens, after) if head.sort == "agreement" else after


def _code(analysis: Analysis, tokens: Sequence[Token], end: int) -> int:
    """The index after the code that the last token only begins: Acuerdo ACDO.AS2/57."""
    match = _CODE.match(analysis.text, tokens[end - 1].end)
    return after_position(tokens, end, match.end()) if match else end


def _further(analysis: Analysis, tokens: Sequence[Token], end: int, tied: bool) -> int:
    """The index after what name_end leaves out: "para una Cap", "y de Cap", "no Cap", the object of an infinitive ("para
    Abatir el Cap"), and names that hold an "y el"."""
    start = tokens[end - 1].end
    for compound in words("compound"):
        first = analysis.folded.rfind(compound.split(" y ")[0], max(0, start - 40), start)
        if first >= 0 and analysis.folded.startswith(compound, first) and first + len(compound) > start:
            return after_position(tokens, end, first + len(compound))
    if tied and (listed := _list(tokens, end, _stop(tokens))) != end:
        return listed
    following = [t.fold for t in tokens[end : end + 2]]
    governs = (
        tokens[end - 1].fold.endswith(("ar", "er", "ir", "ndo", "todos", "todas"))
        and following[:1]
        and following[0] in phrases.ARTICLES
    )
    width = 2 if following[:1] in (["no"], ["es"]) or governs else 3 if following in _FURTHER_TIES else 0
    return end + width if width and end + width <= len(tokens) and phrases.is_capitalised(tokens[end + width - 1]) else end


def _list(tokens: Sequence[Token], end: int, stop: Callable[[int], bool]) -> int:
    """The index after a list of matters that goes on behind a comma and is closed by an "y" (Atención Médica, Dental y de
    Servicios; Medicamentos, Insumos para la Salud y Curación); `end` where there is none."""
    j, closed = end, False
    while not closed and tokens[j : j + 1] and tokens[j].text == "," and _is_item(tokens, j + 1, stop):
        if tokens[j + 1].lower in lexicon().heads:
            return end  # another body, not another matter
        item = phrases.name_end(tokens, j + 1, stop)
        closed = any(t.fold in phrases.AND for t in tokens[j + 1 : item])
        j = item
    if j == end or closed or j >= len(tokens) or tokens[j].fold not in phrases.AND:
        return j if closed else end
    j += 2 if j + 1 < len(tokens) and tokens[j + 1].fold == "de" else 1
    return phrases.name_end(tokens, j, stop) if _is_item(tokens, j, stop) else end


def _is_item(tokens: Sequence[Token], position: int, stop: Callable[[int], bool]) -> bool:
    """A capitalised noun that begins neither a person nor another title."""
    return position < len(tokens) and tokens[position].shape == "cap" and not stop(position)


def clause(tokens: Sequence[Token], end: int) -> int:
    """The index after "por el que se ..." as far as the next mark; `end` where no such clause follows."""
    folds = [t.fold for t in tokens[end : end + 3]]
    if (
        len(folds) < 3
        or folds[0] not in ("por", "mediante")
        or folds[1] not in phrases.ARTICLES
        or folds[2] not in ("que", "cual")
    ):
        return end
    j = end + 3
    while j < len(tokens) and j < end + 30 and (tokens[j].shape != "mark" or tokens[j].text in "-–/"):
        j += 1
    return j


def _is_year(tokens: Sequence[Token], position: int) -> bool:
    return phrases.adjacent(tokens, position) and YEAR.fullmatch(tokens[position].text) is not None


def _stop(tokens: Sequence[Token]) -> Callable[[int], bool]:
    known = lexicon()

    def stop(j: int) -> bool:
        token = tokens[j]
        if token.fold in words("no-title"):
            return True
        if known.honorifics.match(tokens, j) is not None and not phrases.is_capitalised(tokens[j - 1]):
            return True
        return tokens[j - 1].fold in _FOLLOWERS and (token.fold in known.given or heads().match(tokens, j) is not None)

    return stop


def _cut(tokens: Sequence[Token], after: int, end: int, head: Head) -> int:
    """Cut a title before what is not part of it: parties (con, entre), recipients (a), venues (en la Ciudad de ...)."""
    if after < end and tokens[after].text == ",":
        return after
    for j in range(after, end):
        word, following = tokens[j].fold, tokens[j + 1] if j + 1 < end else None
        if word in ("con", "entre") and (head.kind == "agreement" or (head.sort == "event" and j > after)):
            return j
        if (
            word in ("a", "al")
            and head.kind != "programme"
            and not any(t.fold.startswith("premio") for t in tokens[after - 1 : j])
        ):
            return j
        if word == "en" and following is not None and _is_venue(tokens, j + 1, end, head):
            return j
    return end


def _is_venue(tokens: Sequence[Token], position: int, end: int, head: Head) -> bool:
    """True where what follows "en" is a place: a venue noun, or a known name of one word that ends the title; norms and
    agreements are "en Materia de ...", never "en la ..."."""
    first = position
    while position < end and tokens[position].fold in phrases.ARTICLES:
        position += 1
    if first != position and head.sort == "agreement":
        return True
    one_word = first == position and end - position == 1
    return position < end and (
        tokens[position].fold in words("venue") or (one_word and bool(gazetteer().spots(tokens[position].text)))
    )


def after_position(tokens: Sequence[Token], position: int, end: int) -> int:
    """The index of the first token at or after `position` that starts at or after character `end`."""
    while position < len(tokens) and tokens[position].start < end:
        position += 1
    return position
