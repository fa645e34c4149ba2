"""Places in a row: among known ones an unknown name is a place, and a personal name is a town that is called after somebody."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from converter.language.lexicon import lexicon
from converter.language.text import Token
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import Found
from converter.mentions.names import parse
from converter.mentions.phrases import AND, AS_WELL, OF, adjacent
from converter.mentions.place_words import is_abstract, is_last, name_end, next_item, noun_at, noun_before, openers
from converter.model import Span

_OPENING = frozenset(("en", "de", "del", "a", "por", "como", "son", ":"))
_HOLDING = frozenset(("municipality", "district", "province", "state"))
_WITH = frozenset(("con", "registra", "suma", ":"))
_FEW = 3
_NAME = 8  # words of the longest name with a number behind it, and the word between them
_PERSON = 0.8  # from which strength on a name that no gazetteer has looks like somebody's


def find(analysis: Analysis, found: Sequence[Found]) -> tuple[Span, ...]:
    """The names of every row of places, in order; `found` are the gazetteers' names in the text.

    A row has at least three names, half of them in the gazetteers and one of these a place by itself; behind "en" a third, and
    behind a noun for inhabitants none need be. Few of its names are a body's or look like somebody's.
    """
    tokens = analysis.tokens
    known = {f.span: f for f in found if not f.sloppy and not f.abbreviation}
    states = frozenset(_states(analysis.text, known.values()))
    spans: set[Span] = set()
    for row in (*_rows(analysis), *_divided(analysis), *_counted(analysis)):
        if len(row) < _FEW:
            continue
        row = [_last_place(tokens, row[0], known), *row[1:]]
        items = [_span(tokens, item) for item in row]
        if items[1] in states and tokens[row[-1][0] - 1].fold not in AND:
            continue  # "el alcalde de Faro, Hidalgo, Nombre Apellido": a town, its state, and whoever comes next
        noun = noun_before(tokens, row[0][0])
        peopled = noun is not None and noun.kind == "inhabitants" and noun.linked
        share = 1 if peopled else 3 if tokens[row[0][0] - 1].fold == "en" else 2
        if _are_places(tokens, row, [known.get(item) for item in items], share):
            spans.update(s for s, item in zip(items, row, strict=True) if peopled or s in known or not _is_other(tokens, *item))
    spans.update([*_held(analysis, known), *states])
    whole = [s for s in known if " y " in analysis.string(s)]  # "Bosnia y Herzegovina" is one
    return tuple(sorted(s for s in spans if not any(w.covers(s) for w in whole)))


def _held(analysis: Analysis, known: Container[Span]) -> Iterator[Span]:
    """The names that a municipality or a state behind a comma holds: "en El Roble, municipio de Faro"."""
    tokens = analysis.tokens
    for i in analysis.words.at(openers()):
        noun = noun_at(tokens, i)
        if noun is None or noun[0].kind not in _HOLDING or not noun[0].use.startswith("unit"):
            continue
        comma = i - 1
        while comma > 0 and tokens[comma].fold in ("en", "el", "la", "del"):
            comma -= 1
        first = _before(tokens, comma)
        if first and not _is_other(tokens, first, comma) and tokens[comma - 1].shape != "upper":
            span = _span(tokens, (first, comma))
            name = parse(tokens, first)
            if span in known or name is None or name.strength < _PERSON:
                yield span


def _states(text: str, found: Iterable[Found]) -> Iterator[Span]:
    """The states behind a town of theirs, whatever else they are called after: "en Taxco, Guerrero"."""
    ends = {f.span.end: f for f in found}
    for name in ends.values():
        town = ends.get(name.span.start - 2) if text[name.span.start - 2 : name.span.start] == ", " else None
        if town and any(s.kind == "state" and s.iso == t.parent and t.trusted for s in name.spots for t in town.spots):
            yield name.span


def _before(tokens: Sequence[Token], comma: int) -> int:
    """The first token of the name behind "en" that ends before the comma; 0 where there is none."""
    if comma < 2 or tokens[comma].text != ",":
        return 0
    for i in range(comma - 1, max(0, comma - 7), -1):
        if tokens[i - 1].fold == "en" and adjacent(tokens, i):
            return i if tokens[i].capital and name_end(tokens, i) == comma else 0
    return 0


def _span(tokens: Sequence[Token], item: tuple[int, int]) -> Span:
    return Span(tokens[item[0]].start, tokens[item[1] - 1].end)


def _last_place(tokens: Sequence[Token], item: tuple[int, int], known: Container[Span]) -> tuple[int, int]:
    """The place at the end of an unknown name: "los hospitales del Programa Alba de Faro, Mirador y El Roble"."""
    first, end = item
    tails = [(i, end) for i in range(first + 1, end) if tokens[i - 1].fold in OF and _span(tokens, (i, end)) in known]
    return tails[-1] if tails and _span(tokens, item) not in known else item


def _items(tokens: Sequence[Token], first: int) -> list[tuple[int, int]]:
    """The names of a list from token `first` on, as their first token and the token behind."""
    found: list[tuple[int, int]] = []
    start: int | None = first
    while start is not None:
        found.append((start, end := name_end(tokens, start)))
        start = next_item(tokens, end, start != first and is_last(tokens, start))
    return found


def _rows(analysis: Analysis) -> Iterator[list[tuple[int, int]]]:
    """Lists of three names or more behind a preposition or a colon: "en Faro, El Roble y Mirador"."""
    tokens, past = analysis.tokens, 0
    for i in analysis.words.capitalised:
        if i < past or not i or tokens[i - 1].fold not in _OPENING or not adjacent(tokens, i):
            continue
        row = _items(tokens, i)
        past = row[-1][1]
        if not _is_seat(tokens, i - 1):
            yield row


def _is_seat(tokens: Sequence[Token], of: int) -> bool:
    """ "el alcalde de Faro, Sonora, Pia Pun": a mayor governs one town, whose state and whose own name follow."""
    office = lexicon().offices.match_before(tokens, of)
    return office is not None and office[1].kind == "mayor" and not office[1].plural


def _counted(analysis: Analysis) -> Iterator[list[tuple[int, int]]]:
    """Names each with its number: "Faro con 27, El Roble 15 y Mirador 3"."""
    tokens, past = analysis.tokens, 0
    before_number = {i for number in analysis.words.numbers for i in range(number - _NAME, number)}
    for i in analysis.words.capitalised:
        if i < past or i not in before_number:
            continue
        row, start = list[tuple[int, int]](), i
        while start < len(tokens) and tokens[start].capital and (end := name_end(tokens, start)) < len(tokens):
            number = end + (tokens[end].fold in _WITH)
            if number + 1 >= len(tokens) or tokens[number].shape != "number" or tokens[number + 1].shape == "number":
                break
            row.append((start, end))
            start = number + 1 + (tokens[number + 1].text in (",", ";"))
            start += start < len(tokens) and tokens[start].fold in AND
            if start == number + 1 or not adjacent(tokens, start):
                break
        if row:
            past = start
            yield row


def _divided(analysis: Analysis) -> Iterator[list[tuple[int, int]]]:
    """Rows divided by semicolons, each name with its municipality or region: "de Faro, en la Sierra; El Roble, en ...; ..."."""
    tokens = analysis.tokens
    marks = analysis.words.at(frozenset(";"))
    done = -1
    for k, mark in enumerate(marks):
        if mark <= done:
            continue
        sentence = analysis.sentence_at(tokens[mark].start)
        inside = [m for m in marks[k:] if tokens[m].start < sentence.end]
        done = inside[-1]
        if len(inside) < _FEW - 1:
            continue
        first, last = analysis.index(sentence.start), analysis.index(sentence.end)
        row = [item for start, end in pairwise([*inside, last]) for item in _chunk(tokens, start, end)]
        openings = (i for i in range(mark - 1, first, -1) if tokens[i].capital and tokens[i - 1].fold in _OPENING)
        lists = (_items(tokens, i) for i in openings)
        opening = next((items for items in lists if _goes_on(tokens, items)), [])
        yield [*opening, *row]


def _chunk(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The names between two semicolons, where a comma follows the first; those behind "así como" too."""
    if start + 1 >= end:  # nothing stands behind the last semicolon
        return []
    begin = start + 1 + (tokens[start + 1].fold in ("y", "e"))
    starts = [begin, *(i + 2 for i in range(begin, end - 2) if (tokens[i].fold, tokens[i + 1].fold) == AS_WELL)]
    items = [item for i in starts if i < end and tokens[i].capital for item in _items(tokens, i) if item[1] <= end]
    return sorted(set(items)) if items and items[0][0] == begin and _goes_on(tokens, items) else []


def _goes_on(tokens: Sequence[Token], items: Sequence[tuple[int, int]]) -> bool:
    """A comma follows the first of the names."""
    behind = items[0][1]
    return behind < len(tokens) and tokens[behind].text == ","


def _are_places(tokens: Sequence[Token], row: Sequence[tuple[int, int]], known: Sequence[Found | None], share: int) -> bool:
    """Whether one in `share` of the names is in the gazetteers, and few are a body's or somebody's."""
    listed = [name for name in known if name is not None]
    alone = any(s.trusted or s.common == "minor" or s.kind == "state" for name in listed for s in name.spots)
    if share > 1 and (not alone or share * len(listed) < len(row)):
        return False
    unknown = [item for item, name in zip(row, known, strict=True) if name is None]
    people = [i for i, _ in unknown if (name := parse(tokens, i)) is not None and name.strength >= _PERSON]
    others = [item for item in unknown if _is_other(tokens, *item)]
    few = len(row) // 3 if share == 3 else (len(row) - 1) // 4
    return len(people) <= few and len(others) <= few


def _is_other(tokens: Sequence[Token], first: int, end: int) -> bool:
    """A body, an office, somebody with a degree, an acronym, a field ("Salud") or a noun alone ("la Sierra")."""
    words, token = lexicon(), tokens[first]
    if end == first + 1 and (is_abstract(token) or token.fold in openers()):
        return True
    if token.shape == "upper" or token.lower in words.heads or words.offices.match(tokens, first):
        return True
    return words.honorifics.match(tokens, first) is not None
