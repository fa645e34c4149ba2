"""Titled phrases: where the title of an event, agreement, norm or programme begins and how far it reaches.

They are found before people and organisations, because a title is full of capitals that name neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from converter.language.lexicon import lexicon
from converter.language.numerals import ordinal
from converter.language.text import Token, fold, occurrences
from converter.mentions import phrases
from converter.mentions.analysis import BODY, Analysis
from converter.mentions.described import extent
from converter.mentions.extent import YEAR, Head, clause, heads, heads_in, reach, words
from converter.model import Part, Span

_OPENING, _CLOSING = phrases.OPENING, phrases.CLOSING
_EDITION = re.compile(r"(?:(?P<before>\S+) )?[Ee]dición (?P<after>\d{1,3} )?de(?:l| la| los| las) $")
_SHORT = re.compile(r"\d{1,3}")
_NUMBER = re.compile(r"\w+(?: [Dd]ecreto)?(?:[ -][Ll]ey)? \d+/\d{4}")


@dataclass(frozen=True, slots=True)
class Titled:
    """A titled phrase, in reading coordinates. `span` takes in an ordinal before the head; `name` leaves out quotation marks
    and an ordinal in lower case. `head` is the folded noun, `category` the event's concept or the agreement's class."""

    span: Span
    kind: str  # event, agreement
    head: str
    titled: bool
    name: str
    category: str
    ordinal: int | None = None
    aliases: tuple[str, ...] = ()


def find(analysis: Analysis) -> list[Titled]:
    """The titled phrases of headline and body, in reading order and without overlap.

    A title printed in the body is found again wherever the release repeats it, headlines in capitals included.
    """
    found: list[Titled] = []
    for tokens, at in analysis.running_with(heads().openings):
        past = 0  # no title begins inside another
        for position, width, head in heads_in(tokens, at):
            free = tokens[position].start >= past and not _is_verb(analysis, tokens, position, width)
            title = _title(analysis, tokens, position, width, head) if free else None
            if title is not None:
                found.append(title)
                past = title.span.end
    return sorted([*found, *_repeated(analysis, found)], key=lambda t: t.span)


def _is_verb(analysis: Analysis, tokens: Sequence[Token], position: int, width: int) -> bool:
    """ "Reforma Congreso la Ley de Puertos": a headline that opens with a verb which looks like the noun of a title."""
    following = tokens[position + width] if position + width < len(tokens) else None
    if width > 1 or following is None or following.lower not in lexicon().heads:
        return False
    return any(p.part == Part.HEADLINE and p.span.start == tokens[position].start for p in analysis.release.passages)


def ordinal_before(tokens: Sequence[Token], position: int) -> tuple[int | None, int]:
    """The ordinal that stands before token `position` (XXVII, 35°, Vigésima Séptima) and the index where it begins."""
    longest = 0
    while longest < 3 and phrases.adjacent(tokens, position - longest):
        longest += 1
    for start in range(position - longest, position):
        value = ordinal(" ".join(t.text for t in tokens[start:position])) or _dotted(tokens, start, position)
        if value is not None and not (start == position - 1 and tokens[start].text in ("C", "L", "D", "M")):
            return value, start
    return None, position


def _edition(analysis: Analysis, position: int) -> int | None:
    """The ordinal of "la XV edición del ..." and "la Edición 78 de la ..." before character `position`."""
    match = _EDITION.search(analysis.text, max(0, position - 48), position)
    if match is None:
        return None
    return int(match["after"]) if match["after"] else ordinal(match["before"] or "")


def _dotted(tokens: Sequence[Token], start: int, position: int) -> int | None:
    """The ordinal of "4a. Reunión", and of "la 39 Sesión", where the article shows that nothing is counted."""
    if position - start == 2 and tokens[start + 1].text == "." and tokens[start].shape == "number":
        return ordinal(tokens[start].text)
    bare = position - start == 1 and tokens[start].text.isdigit() and len(tokens[start].text) <= 3
    return int(tokens[start].text) if bare and start and tokens[start - 1].fold in ("la", "el", "del", "al") else None


def _title(analysis: Analysis, tokens: Sequence[Token], position: int, width: int, head: Head) -> Titled | None:
    after = position + width
    number, start = ordinal_before(tokens, position)
    if start and tokens[start - 1].text == "Gran":
        start -= 1
    if number is None:
        number = _edition(analysis, tokens[start].start)
    quoted = _quoted_name(analysis, tokens, position, after, head)
    if quoted is not None:
        return replace(quoted, ordinal=number)
    if (named := _lower_named(analysis, tokens, position, after, head)) is not None:
        return named
    loud = tokens[position].shape == "upper" and number is not None  # 15° GORE EJECUTIVO
    if not (tokens[position].shape == "cap" or loud) or not _may_begin(analysis, tokens, start):
        return None
    if head.kind in words("numbered-after") and number is None and after < len(tokens) and _SHORT.fullmatch(tokens[after].text):
        number, after = int(tokens[after].text), after + 1
    end = _closed(tokens, start, after) or reach(analysis, tokens, after, head)
    ends = _plain_tail(tokens, position, after, head, number) if end == after else [end]
    end = ends[-1]
    if not _is_title(analysis, tokens, start, position, after, end, head, number):
        return None
    capital = start if tokens[start].shape != "lower" else position
    name = analysis.text[tokens[capital].start : tokens[end - 1].end]
    span = Span(tokens[start].start, tokens[end - 1].end)
    aliases = _aliases(analysis.text, tokens, capital, start, position, end)
    if len(ends) > 2:
        aliases = (*aliases, analysis.text[tokens[capital].start : tokens[ends[1] - 1].end])
    return Titled(span, head.sort, head.word, True, name, head.kind, number, aliases)


def _plain_tail(tokens: Sequence[Token], position: int, after: int, head: Head, number: int | None) -> list[int]:
    """The indexes at which a title in lower case but for its head may end: Plan de formación | y empleo; Aniversario 110 del
    inicio | de la Travesía. Only "de" and "y" are followed."""
    tail = tokens[after + 1] if after + 1 < len(tokens) else None
    plural = tokens[position].fold != head.word.split()[0]
    if (
        tail is None
        or plural
        or not (head.sort == "agreement" or (number is not None and head.kind in words("numbered-after")))
    ):
        return [after]
    if tokens[after].fold not in phrases.OF or tail.fold in words("no-tail"):
        return [after]
    ends = [after]
    for end in extent(tokens, after, head, links=3)[1:]:
        if tokens[ends[-1]].fold not in phrases.OF | phrases.AND:
            break
        ends.append(end)
    return ends


def _quoted_name(analysis: Analysis, tokens: Sequence[Token], position: int, after: int, head: Head) -> Titled | None:
    """A head in any case with its proper name in quotation marks: jornada "Calles Limpias", programa denominado «Brotes»,
    concurso nacional de cuento "Letras de Sal"."""
    begins = _begins(analysis, tokens, position)
    links = 0 if head.described != "no" and head.needs == "ordinal" else 2  # the delivery of a prize bears the prize's name
    ends = extent(tokens, after, head, links) if tokens[position].shape == "lower" or begins else [after]
    mark = next((m for m in (_opening(tokens, end) for end in (after, *ends)) if m is not None), None)
    close = _closing(tokens, mark) if mark is not None else None
    if mark is None or close is None or close == mark + 1 or not tokens[mark + 1].text[0].isupper() or close - mark > 16:
        return None
    inner = analysis.text[tokens[mark + 1].start : tokens[close - 1].end]
    full = analysis.text[tokens[position].start : tokens[close].end]
    titled = tokens[position].shape == "cap" and after == mark and not begins
    name = full if titled else inner
    span = Span(tokens[position].start, tokens[close].end)
    return Titled(span, head.sort, head.word, True, name, head.kind, None, (inner,) if titled else (full,))


def _lower_named(analysis: Analysis, tokens: Sequence[Token], position: int, after: int, head: Head) -> Titled | None:
    """A head in lower case with its proper name behind it: el certamen Brotes Nuevos."""
    if head.kind not in words("lower-named") or tokens[position].shape != "lower" or not phrases.adjacent(tokens, after):
        return None
    if not tokens[after].capital or tokens[after].fold in lexicon().given:
        return None
    end = reach(analysis, tokens, after, head)
    if sum(phrases.is_capitalised(t) for t in tokens[after:end]) < 2:
        return None
    name, full = (analysis.text[tokens[k].start : tokens[end - 1].end] for k in (after, position))
    if tokens[after].fold in words("scope"):  # el certamen Nacional de Cuento
        name = full[0].upper() + full[1:]
    return Titled(Span(tokens[position].start, tokens[end - 1].end), head.sort, head.word, True, name, head.kind, None, (full,))


def _opening(tokens: Sequence[Token], position: int) -> int | None:
    """The index of the quotation mark at `position`, or behind "denominado" and the like."""
    mark = position
    while mark < len(tokens) and mark < position + 3 and tokens[mark].fold in words("called"):
        mark += 1
    return mark if mark + 1 < len(tokens) and tokens[mark].text in _OPENING else None


def _closing(tokens: Sequence[Token], mark: int) -> int | None:
    """The index of the quotation mark that closes the one at `mark`; none where a sentence ends before it."""
    for k in range(mark + 1, min(mark + 22, len(tokens))):
        if tokens[k].text in _CLOSING and (tokens[k].text != '"' or k > mark):
            return k
        if tokens[k].text in (".", "?", "!", ";"):
            return None
    return None


def _begins(analysis: Analysis, tokens: Sequence[Token], position: int) -> bool:
    """True where the capital of token `position` may be due to the beginning of a sentence."""
    token = tokens[position]
    if position == 0 or analysis.sentence_at(token.start).start == token.start:
        return True
    return tokens[position - 1].text in (":", "¿", "¡", "-", "–", "—", "•", "*")


def _may_begin(analysis: Analysis, tokens: Sequence[Token], start: int) -> bool:
    """False inside a longer name: Partido Encuentro Social, Comisión de Programa, colonia Plan del Norte."""
    if start == 0:
        return True
    before = tokens[start - 1]
    if before.fold in words("body"):
        return False
    if before.shape in ("cap", "mixed") and phrases.adjacent(tokens, start):
        return _begins(analysis, tokens, start - 1)
    if before.fold in phrases.OF and start > 1:
        if phrases.is_capitalised(tokens[start - 2]) and tokens[start - 2].fold in words("body"):
            return before.fold != "de"
        return not _is_office(tokens, start - 1)
    return True


def _is_office(tokens: Sequence[Token], end: int) -> bool:
    """True where an office ends at token `end`, with a modifier or without: "coordinador general" de ..."""
    for first in range(max(0, end - 4), end):
        match = lexicon().offices.match(tokens, first)
        if match is not None and all(t.fold in lexicon().modifiers for t in tokens[first + match[0] : end]):
            return True
    return False


def _closed(tokens: Sequence[Token], start: int, after: int) -> int | None:
    """The end of a title that is printed in quotation marks of its own."""
    if start == 0 or tokens[start - 1].text not in _OPENING:
        return None
    close = _closing(tokens, start - 1)
    return close if close is not None and after < close <= start + 18 else None


def _is_title(
    analysis: Analysis,
    tokens: Sequence[Token],
    start: int,
    position: int,
    after: int,
    end: int,
    head: Head,
    number: int | None,
) -> bool:
    content = [t for t in tokens[after:end] if phrases.is_capitalised(t) or t.shape == "number"]
    following = tokens[after] if after < end else None
    if following is not None and (following.fold in words("no-title") or _awards(tokens, after, end, head)):
        return False
    if head.needs == "whole":
        return True
    if head.needs == "ordinal":
        return number is not None or any(YEAR.fullmatch(t.text) for t in tokens[after:end])
    if number is not None and head.needs != "name":
        return True
    scoped = following is not None and following.fold in words("scope") and phrases.is_capitalised(following)
    if head.needs == "qualifier":
        return scoped
    if head.needs == "tie":
        dated = any(YEAR.fullmatch(t.text) for t in tokens[after:end])
        return scoped or dated or (bool(content) and following is not None and following.shape in ("lower", "mark"))
    if head.needs == "of":
        return scoped or (following is not None and following.fold in phrases.OF and bool(content))
    plural = tokens[position].fold != head.word.split()[0]
    if plural and number is None and head.kind in words("singular"):
        return False
    if plural and head.kind != "premiacion" and len(content) < 2 and not scoped:
        return False
    if not content:
        return end > after and not _begins(analysis, tokens, start)
    return not _begins(analysis, tokens, start) or len(content) > 1 or phrases.is_capitalised(tokens[after])


def _awards(tokens: Sequence[Token], after: int, end: int, head: Head) -> bool:
    """True for the prizes of an event, which is the title then: premios del XII Certamen ..."""
    if head.kind != "premiacion" or tokens[after].fold not in phrases.OF:
        return False
    matches = (heads().match(tokens, k) for k in range(after, min(after + 4, end)))
    return any(m is not None and m[1].sort == "event" for m in matches)


def _aliases(text: str, tokens: Sequence[Token], capital: int, start: int, position: int, end: int) -> tuple[str, ...]:
    """Other forms of the title as printed: with its ordinal in lower case, without its ordinal, with a bracketed acronym."""
    last = tokens[end - 1].end
    forms = []
    if capital != start:
        forms.append(text[tokens[start].start : last])
    elif position != start:
        forms.append(text[tokens[position].start : last])
    if (match := _NUMBER.match(text, tokens[position].start)) and match.end() < last:
        forms.append(match.group())
    if (whole := clause(tokens, end)) != end:
        forms.append(text[tokens[capital].start : tokens[whole - 1].end])
    close = phrases.bracketed(tokens, end, longest=3)
    if close is not None:
        forms.append(text[tokens[capital].start : tokens[close - 1].end])
        if end + 3 == close and _spells(tokens[end + 1].text, tokens[position:end]):
            forms.append(tokens[end + 1].text)
    return tuple(forms)


def _spells(acronym: str, title: Sequence[Token]) -> bool:
    """True where `acronym` is made of the title's capitals, so that it names the title and not a body inside it."""
    initials = "".join(t.text[0] for t in title if phrases.is_capitalised(t))
    return acronym.isupper() and len(acronym) > 2 and acronym[0] == initials[0] and acronym[:3] == initials[:3]


def _repeated(analysis: Analysis, found: Sequence[Titled]) -> list[Titled]:
    """Further places where a title of the release stands, in whatever case."""
    taken = [t.span for t in found]
    again: list[Titled] = []
    for title in {fold(t.name): t for t in found if " " in t.name}.values():
        for span in occurrences(fold(title.name), analysis.folded):
            if analysis.part_at(span.start) in BODY and not any(span.overlaps(t) for t in taken):
                taken.append(span)
                again.append(replace(title, span=span))
    return again
