"""Spanish dates in running text: days, ranges, months, with or without a year; as ISO 8601 in the precision given."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from converter.language.text import fold
from converter.model import Span
from converter.resources import table

_IN_FIGURES = ("iso", "numeric")  # the forms that name no month
_LETTERS = re.compile(r"[a-z]+")
_FIGURES = re.compile(r"\d[./-]\d")  # what a date holds that names no month


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date, or a run of days, in a text.

    `start` and `end` are ISO 8601 in the precision given (``2014-05`` for "mayo de 2014") and equal for one day. Both are
    None where the text states no year and the caller gave none: a year is never guessed. `month` and `day` are what is
    printed of the first day, so that a caller who learns the year later can still complete it.
    """

    span: Span
    start: str | None
    end: str | None
    month: int
    day: int | None = None

    def in_year(self, year: int) -> str | None:
        """The first day as ISO with `year` where the text gave none; None where that day does not exist."""
        return self.start if self.start is not None else _iso(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class _Grammar:
    months: dict[str, int]
    day_words: dict[str, int]
    day: re.Pattern[str]
    street: re.Pattern[str]
    forms: tuple[tuple[str, re.Pattern[str]], ...]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _grammar() -> _Grammar:
    rows = table("layout/calendar.tsv")

    def words(kind: str) -> dict[str, int]:
        return {fold(r["form"]): int(r["value"]) for r in rows if r["kind"] == kind}

    months, days = words("month"), words("day")
    month = rf"(?:{_alternatives(months)})(?![a-z0-9])\.?"
    weekday = rf"(?:(?:{_alternatives(words('weekday'))})(?![a-z])\.?,?\s+)"
    digits = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?°|º|o|er|ro)?(?![a-z0-9])"
    day = rf"(?:{digits}|{_alternatives(days)})"
    year = r"(?:(?:19|20)\d\d)(?!\d|[.,]\d)"
    in_year = rf"(?:\s*,?\s*(?:de\s+el\s+|del\s+ano\s+|del\s+|de\s+|/\s*)?(?P<year>{year}))?"
    of = r"(?:\s*/\s*|\s*-\s*|\s+(?:dias\s+del\s+mes\s+de\s+|(?:del?\s+)?(?:mes\s+de\s+)?))"
    other_month = rf"(?:{of}(?P<first_month>{month})(?:\s+del?\s+(?P<first_year>{year}))?)?"
    days_listed = rf"{day}(?:\s*,\s*(?:el\s+)?{weekday}?{day})*\s*,?\s+[ye]\s+(?:el\s+)?{weekday}?{day}"
    forms = {
        "iso": r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        "range": rf"(?<![\w.,])(?:del?\s+)?{weekday}?(?P<day>{day}){other_month}"
        rf"\s+(?:al|hasta\s+el|a)\s+{weekday}?(?P<last>{day}){of}(?P<month>{month}){in_year}",
        "list": rf"(?<![\w.,])(?P<days>{days_listed}){of}(?P<month>{month}){in_year}",
        "single": rf"(?<![\w.,/]){weekday}?(?P<day>{day}){of}(?P<month>{month}){in_year}",
        "month first": rf"(?<!\w){weekday}?(?P<month>{month})\s+(?P<day>{digits}){in_year}",
        "numeric": rf"(?<![\w./-]){weekday}?(?P<day>\d{{1,2}})(?P<mark>[./-])(?P<month>\d{{1,2}})(?P=mark)"
        rf"(?P<year>{year}|\d\d(?![\d%]|[.,/-]\d))",
        "month": rf"(?<!\w)(?P<month>{month})(?:\s*,?\s*(?:del\s+ano\s+|del?\s+)|\s+)(?P<year>{year})",
    }
    streets = _alternatives([fold(r["form"]) for r in rows if r["kind"] == "street"])
    return _Grammar(
        months,
        days,
        re.compile(rf"\d+|{_alternatives(days)}"),
        re.compile(rf"(?:\b(?:{streets})\.?\s+|[\"“«‘']\s*)$"),
        tuple((name, re.compile(pattern)) for name, pattern in forms.items()),
    )


def _iso(year: int, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else None


def _day(text: str, grammar: _Grammar) -> int:
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else grammar.day_words[text]


def _month(text: str, grammar: _Grammar) -> int:
    return int(text) if text.isdigit() else grammar.months[text.rstrip(".")]


def _year(text: str | None, default: int | None) -> int | None:
    if text is None:
        return default
    return int(text) if len(text) == 4 else 2000 + int(text)


def _build(name: str, match: re.Match[str], grammar: _Grammar, default: int | None) -> list[FoundDate]:
    found = match.groupdict()
    month, year = _month(found["month"], grammar), _year(found.get("year"), default)
    span = Span(match.start(), match.end())
    if name == "list":
        listed = list(grammar.day.finditer(found["days"]))
        days = [_day(m.group(), grammar) for m in listed]
        if days == list(range(days[0], days[-1] + 1)):
            return _dates(span, year, month, days[0], year, month, days[-1])
        # Days that do not follow one another are dates of their own; the last one carries the month in its span.
        ends = [match.start() + m.end() for m in listed[:-1]] + [match.end()]
        spans = [Span(match.start() + m.start(), end) for m, end in zip(listed, ends, strict=True)]
        return [f for s, d in zip(spans, days, strict=True) for f in _dates(s, year, month, d, year, month, d)]
    if name == "range":
        first_month = _month(found["first_month"], grammar) if found["first_month"] else month
        first, last = _day(found["day"], grammar), _day(found["last"], grammar)
        first_year = _year(found["first_year"], None if year is None else year - (first_month > month))
        if found["year"] is None and found["first_year"] is None and default is not None and first_month > month:
            first_year, year = default, default + 1
        return _dates(span, first_year, first_month, first, year, month, last)
    if name == "month":
        return _dates(span, year, month, None, year, month, None)
    day = _day(found["day"], grammar)
    return _dates(span, year, month, day, year, month, day)


def _dates(
    span: Span, year: int | None, month: int, day: int | None, last_year: int | None, last_month: int, last_day: int | None
) -> list[FoundDate]:
    if _iso(2000, month, day) is None or _iso(2000, last_month, last_day) is None:
        return []
    if year is None or last_year is None:
        return [FoundDate(span, None, None, month, day)]
    start, end = _iso(year, month, day), _iso(last_year, last_month, last_day)
    return [FoundDate(span, start, end, month, day)] if start and end and start <= end else []


def find_dates(text: str, year: int | None = None) -> list[FoundDate]:
    """The dates of `text`, in order and without overlap; `year` completes those that state none.

    Names made of a date ("calle 5 de Mayo", "Hospital 20 de Noviembre") are left out unless a year follows.

    >>> [(d.start, d.end) for d in find_dates("del 30 de abril al 2 de mayo de 2014 y el 8 y 9 de junio", 2014)]
    [('2014-04-30', '2014-05-02'), ('2014-06-08', '2014-06-09')]
    >>> [d.start for d in find_dates("martes, 05 agosto 2014 18:05; mayo de 2014; el 1º de mayo")]
    ['2014-08-05', '2014-05', None]
    """
    grammar, folded = _grammar(), fold(text)
    found: list[FoundDate] = []
    taken: list[Span] = []
    names_month = not grammar.months.keys().isdisjoint(_LETTERS.findall(folded))
    in_figures = _FIGURES.search(folded) is not None
    for name, pattern in grammar.forms:
        if not (in_figures if name in _IN_FIGURES else names_month):
            continue
        for match in pattern.finditer(folded):
            span = Span(match.start(), match.end())
            if any(span.overlaps(t) for t in taken):
                continue
            if match.groupdict().get("year") is None and grammar.street.search(folded[max(0, span.start - 24) : span.start]):
                continue
            # An impossible day ("31 de febrero de 2014") is taken too, lest a part of it be read as a month.
            taken.append(span)
            found.extend(_trim(d, folded) for d in _build(name, match, grammar, year))
    return sorted(found, key=lambda d: d.span)


def _trim(date: FoundDate, folded: str) -> FoundDate:
    """`date` without the preposition that a range may open with."""
    opening = re.match(r"del?\s+", folded[date.span.start : date.span.end])
    if opening is None:
        return date
    return FoundDate(Span(date.span.start + opening.end(), date.span.end), date.start, date.end, date.month, date.day)
