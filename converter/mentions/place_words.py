"""The nouns that come before place names, and the places they name by themselves: "colonia Mirador", "río Bravo"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from converter.language.lexicon import lexicon
from converter.language.text import Token, fold
from converter.mentions.phrases import AND, ARTICLES, LINKS, OF, OPENING, adjacent, conjoined, is_capitalised
from converter.model import Span
from converter.resources import table

# Endings of Spanish adjectives and abstract nouns: a unit so followed is an office or a field, not a place.
_ABSTRACT = re.compile(
    r"(?:al|ar|iv[oa]s?|ic[oa]s?|ari[oa]s?|[cs]ion(?:es)?|dad(?:es)?|ism[oa]s?|[aei]ble|miento|encia|ancia)$"
)
# Units whose unknown names are taken on the noun's word; a state or a department must be in the gazetteers.
_OPEN_UNITS = frozenset({"municipality", "district", "town"})


_BEFORE_ITEM = LINKS | {"en", "a"}  # what may be said again before each name of a list
_SAINT = frozenset({"san", "santa", "santo"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun before a name: `use` and `kind` as in ``places/place-words.tsv``; tokens `first` to `last` (inclusive)."""

    word: str
    use: str
    kind: str
    first: int
    last: int
    linked: bool  # "de" stands between it and the name
    plural: bool = False


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that its noun proves. `span` is what is printed, `names` the full name first, then the name without noun."""

    span: Span
    names: tuple[str, ...]
    noun: Noun


@cache
def _words() -> dict[str, tuple[str, str, str]]:
    """Folded noun -> (singular as written, use, kind)."""
    rows = {row["word"]: row for row in table("places/place-words.tsv")}
    singulars = {fold(word): word for word in rows}
    found = {}
    for word, row in rows.items():
        endings = product(*((part.removesuffix("s"), part.removesuffix("es"), part) for part in fold(word).split()))
        singular = next((singulars[single] for ending in endings if (single := " ".join(ending)) in singulars), word)
        found[fold(word)] = (singular, row["use"], row["kind"])
    return found


@cache
def _may_be_capital() -> frozenset[str]:
    """The nouns that may be capitals before the name of a town that no list knows."""
    return frozenset(row["word"] for row in table("places/place-words.tsv") if row["capital"])


def is_going(token: Token) -> bool:
    """A verb or noun of going, as ``places/place-words.tsv`` lists them."""
    return _words().get(token.fold, ("", "", ""))[1] == "verb"


def is_abstract(token: Token) -> bool:
    """A word with the ending of an adjective or of a matter: "Industrial", "Educación"."""
    return _ABSTRACT.search(token.fold) is not None


@cache
def openers() -> frozenset[str]:
    """The first words of the nouns: a text has few, and most of its words are passed over at once."""
    return frozenset(word.split(" ")[0] for word in _words())


def noun_before(tokens: Sequence[Token], i: int) -> Noun | None:
    """The place noun before token `i`, with at most "de la" between."""
    k, linked = i - 1, False
    while k >= 0 and i - k <= 3 and adjacent(tokens, k + 1) and tokens[k].fold in LINKS:
        linked = linked or tokens[k].fold in OF
        k -= 1
    if k < 0 or not adjacent(tokens, k + 1):
        return None
    for first in (k - 1, k):
        if first >= 0 and (first == k or adjacent(tokens, k)):
            known = _words().get(" ".join(t.fold for t in tokens[first : k + 1]))
            if known is not None:
                return Noun(*known, first, k, linked, _is_plural(tokens, known[0], first, k))
    return None


def _is_plural(tokens: Sequence[Token], singular: str, first: int, last: int) -> bool:
    return fold(singular) != " ".join(t.fold for t in tokens[first : last + 1])


def _is_noun(token: Token) -> bool:
    known = _words().get(token.fold)
    return known is not None and known[1].startswith("unit")


def name_end(tokens: Sequence[Token], i: int) -> int:
    """The index after the last token of the capitalised name that begins at `i`."""
    end = i + 1
    while end < len(tokens) and adjacent(tokens, end):
        if is_capitalised(tokens[end]) and not _is_noun(tokens[end]):
            end += 1
            continue
        j = end
        while j < len(tokens) and j - end < 2 and tokens[j].fold in LINKS and adjacent(tokens, j):
            j += 1
        if j == end or j >= len(tokens) or not adjacent(tokens, j) or not is_capitalised(tokens[j]) or _is_noun(tokens[j]):
            break
        end = j + 1
    return end


def is_last(tokens: Sequence[Token], start: int) -> bool:
    """ "Y" brings in the name that begins at token `start`, so that the next comma ends the list."""
    before = start - 1
    while before > 0 and tokens[before].text in _BEFORE_ITEM:
        before -= 1
    return before >= 0 and tokens[before].fold in AND


def next_item(tokens: Sequence[Token], end: int, last: bool) -> int | None:
    """Where the next name of a list begins: behind a comma (not where the one that ends before `end` is the `last`), "y",
    ", así como en"."""
    j = end
    if j < len(tokens) and tokens[j].text in (",", "/"):
        j += 1
    j = conjoined(tokens, j)
    if j == end or (last and tokens[j - 1].text == ","):
        return None
    while j < len(tokens) and j - end < 5 and tokens[j].text in _BEFORE_ITEM and adjacent(tokens, j):
        j += 1
    together = all(adjacent(tokens, k) for k in range(end + 1, j + 1))
    return j if together and j < len(tokens) and is_capitalised(tokens[j]) else None


def _behind_like(tokens: Sequence[Token], j: int) -> int:
    """Where the list begins that follows a plural noun and a colon or "como": "cantones como Faro y Mirador"; else 0."""
    for k in range(j, min(j + 3, len(tokens))):
        if tokens[k].text == ":" or tokens[k].fold == "como":
            return k + 1
        if tokens[k].shape != "lower" or tokens[k].fold in LINKS | AND:
            break
    return 0


def _start(tokens: Sequence[Token], noun: int) -> tuple[int, bool] | None:
    """Where the name after the noun begins, and whether "de" links it."""
    j, linked = noun + 1, False
    if tokens[noun].fold.endswith("s") and (like := _behind_like(tokens, j)):
        j, linked = like, True
    while j < len(tokens) and j - noun <= 3 and adjacent(tokens, j) and tokens[j].text in LINKS:
        linked = linked or tokens[j].fold in OF
        j += 1
    if j >= len(tokens) or not adjacent(tokens, j):
        return None
    if tokens[j].shape not in ("cap", "upper") or len(tokens[j].text) < 2:
        return (j, linked) if _is_anniversary(tokens, j) else None
    return j, linked


def _is_anniversary(tokens: Sequence[Token], j: int) -> bool:
    """ "colonia 20 de Noviembre": a name that is a day of the year, with a capital."""
    if j + 2 >= len(tokens) or tokens[j].shape != "number" or tokens[j + 1].fold != "de":
        return False
    dated = j + 4 < len(tokens) and tokens[j + 3].fold in OF and tokens[j + 4].shape == "number"
    return tokens[j + 2].capital and tokens[j + 2].fold in _months() and not dated


@cache
def _months() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in table("layout/calendar.tsv") if row["kind"] == "month")


def noun_at(tokens: Sequence[Token], i: int) -> tuple[Noun, int] | None:
    """The noun that begins at token `i` and where the name behind it begins; None where no name follows."""
    for last in (i + 1, i) if i + 1 < len(tokens) else (i,):
        known = _words().get(" ".join(t.fold for t in tokens[i : last + 1]))
        if known is not None and (begin := _start(tokens, last)) is not None:
            return Noun(*known, i, last, begin[1], _is_plural(tokens, known[0], i, last)), begin[0]
    return None


def _accepts(noun: Noun, tokens: Sequence[Token], start: int) -> bool:
    head = tokens[noun.first]
    if is_capitalised(head) and noun.first and is_capitalised(tokens[noun.first - 1]) and adjacent(tokens, noun.first):
        return False  # a surname or the middle of a longer name: "Ana Valle Ríos", "Zona Río Tijuana"
    if is_capitalised(head) and noun.first > 1 and tokens[noun.first - 1].fold == "del" and noun.use == "part":
        return not is_capitalised(tokens[noun.first - 2])  # "Villalba del Río Negro"
    if tokens[start].shape == "upper" and head.shape != "upper" and len(tokens[start].text) < 6:
        return False  # an acronym: "sector IMSS"
    abstract = is_abstract(tokens[start])
    if noun.kind == "zone":  # "la Zona Centro", but not "la zona Escolar", "la Zona de Carga", "la Zona Metropolitana"
        adjective = tokens[start].fold.endswith("a") and name_end(tokens, start) == start + 1
        return is_capitalised(head) and not (noun.linked or abstract or adjective)
    if noun.kind == "estate" and noun.linked:  # "la Hacienda del Estado"
        return False
    if noun.use == "feature":
        whole = is_capitalised(head) and noun.first < noun.last  # "Parque Industrial Pacífico"
        return is_capitalised(head) if noun.linked else whole or not abstract
    if is_capitalised(head) and noun.first and tokens[noun.first - 1].text in OPENING:
        return False  # «Laguna Robot Challenge»
    if noun.word == "departamento" and head.shape == "lower" and not noun.linked:  # "en el departamento Mirador"
        return not abstract and tokens[start].shape == "cap"
    if noun.kind == "borough":  # "Delegación Rosa Lima"
        named = tokens[start].fold in lexicon().given or tokens[start].fold in _SAINT | ARTICLES
        return not noun.linked and named and name_end(tokens, start) > start + 1
    if noun.use.startswith("unit"):
        lower = head.shape == "lower" or noun.word in _may_be_capital()
        several = name_end(tokens, start) > start + 1 and tokens[start].shape == "cap"  # "comunidad Robledal de Faro"
        plain = noun.use == "unit" or noun.linked or several or tokens[start].fold in ARTICLES  # "comunidad El Roble"
        return noun.kind in _OPEN_UNITS and lower and not abstract and plain
    if noun.use == "area":  # "la comarca del Robledal"
        _, use, kind = _words().get(tokens[start].fold, ("", "", ""))
        vague = use == "people" or kind == "relief"  # "la región Centro", "la región Sierra Madre"
        return head.shape == "lower" and (noun.linked or not abstract) and not vague and tokens[start].shape == "cap"
    if noun.use == "people":  # "los alcaldes de Faro, Mirador y El Roble", "la alcaldesa de Mirador"
        saint = noun.kind == "inhabitants" and tokens[start].fold in _SAINT
        governed = (noun.kind == "municipality" or saint) and not abstract and tokens[start].shape == "cap"
        return noun.linked and (noun.plural or governed) and (noun.plural is False or head.shape == "lower")
    return noun.use == "part"


def named_places(tokens: Sequence[Token], nouns: Sequence[int], plain: frozenset[str]) -> list[NamedPlace]:
    """The places that are known by their noun alone, which begins at one of `nouns`; lists after a plural noun give one each.

    `plain` holds the folded words that the release prints in lower case too: such a word alone is no name.
    """
    found: list[NamedPlace] = []
    for i in nouns:
        if (at := noun_at(tokens, i)) is not None:
            noun, start = at
            alone = name_end(tokens, start) == start + 1
            if _accepts(noun, tokens, start) and not (alone and tokens[start].fold in plain):
                found += _with_list(tokens, noun, start)
    return found


def governed(tokens: Sequence[Token], nouns: Iterable[int]) -> frozenset[str]:
    """The folded names of the towns whose governments the text names ("Ayuntamiento de Faro"), which begin at `nouns`."""
    found = [at for i in nouns if (at := noun_at(tokens, i)) is not None]
    towns = [start for noun, start in found if noun.use == "government" and noun.kind == "municipality" and noun.linked]
    return frozenset(" ".join(t.fold for t in tokens[start : name_end(tokens, start)]) for start in towns)


def _is_section(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` numbers a quarter ("colonia Villa de Cedro 2,") and counts nothing ("Mirador 20 personas")."""
    if i + 1 >= len(tokens) or not adjacent(tokens, i) or not tokens[i].text.isdigit() or len(tokens[i].text) > 2:
        return False
    return tokens[i + 1].shape == "mark" or tokens[i + 1].fold in AND


def _with_list(tokens: Sequence[Token], noun: Noun, start: int) -> list[NamedPlace]:
    plural = noun.plural
    found, begin = [], start
    while True:
        end = name_end(tokens, begin)
        if noun.kind == "quarter" and _is_section(tokens, end):
            end += 1  # "colonia Villa de Cedro 2"
        name = " ".join(t.text for t in tokens[begin:end])
        whole = Span(tokens[begin if plural or noun.use.startswith("unit") else noun.first].start, tokens[end - 1].end)
        link = " ".join(t.text for t in tokens[noun.last + 1 : start]) if noun.linked or start > noun.last + 1 else ""
        full = " ".join(filter(None, (noun.word, link, name)))
        names = (name,) if noun.use.startswith(("unit", "people")) else (full if plural else "", name)
        if noun.kind == "borough":  # it goes by its noun as well: "Delegación San Pedro"
            names = (name, f"{tokens[noun.first].text} {name}")
        found.append(NamedPlace(whole, names, noun))
        following = next_item(tokens, end, begin != start and is_last(tokens, begin)) if plural else None
        if following is None:
            listed = len(found) > 2 and tokens[begin - 1].fold in AND
            return found if noun.use != "people" or not plural or listed else []
        begin = following
