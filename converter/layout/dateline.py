"""Datelines: "Lima, Perú, 9 de mayo de 2014.", alone on a line or run into the first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from converter.language.dates import FoundDate, find_dates
from converter.language.grammar import phrases
from converter.language.text import fold
from converter.model import Span
from converter.resources import table

_CLOSING = " *_-–—|"
_FIGURE = re.compile(r"\d|primero", re.I)
_REACH = 110  # characters in which a dateline's date begins
_WORD = r"(?:[A-ZÁÉÍÓÚÑÜ][\w'’.-]*)"
_LINK = r"(?:de|del|la|las|los|el|y|e|da|do|dos)"
# A place is capitalised words, with articles and "de" between them, and commas between city and state.
_PLACE = rf"{_WORD}(?:(?:\s+{_LINK})*\s+{_WORD}|(?:\s*[,/(]\s*|\s+[–-]\s+)(?:{_LINK}\s+)*{_WORD})*\)?"
_LABEL = re.compile(
    r"(?:publicad[oa]|fecha(?:\s+(?:de\s+)?publicaci[oó]n)?|actualizad[oa]|lugar\s+y\s+fecha)\b[\s:]*(?:el\s+)?", re.I
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?|h(?:rs|oras)?\.?)?"
_BEFORE = re.compile(
    rf"[^\w\s(\[“\"«]?\s?[(\[]?(?:{_CLOCK}[\s|–-]*)?(?P<place>{_PLACE})?[\s,;.:|/(–—-]*(?:(?:a|al|el|este|a\s+los)\s+(?:d[ií]a\s+)?)?$"
)
_LOOSE = re.compile(r"(?P<place>[A-ZÁÉÍÓÚÑÜ][\w’' -]{2,40},\s*[\w’'. -]{2,40})[;,]\s*(?:a\s+)?$")
_ALONE = re.compile(rf"[\s,|–-]*(?:a\s+las\s+)?(?:{_CLOCK})?[\s.,;:*)\]–—-]*$")
_AFTER = re.compile(rf"\s*[,|–-]\s*(?P<place>{_PLACE})")
_TEXT = r"\s*(?=[\"“«‘'¿¡(\[]*[A-ZÁÉÍÓÚÑÜ\d])"  # what follows a dateline opens like a sentence
_AGENCY = r"(?:\s*\([\w ./@-]{2,30}\))?"  # "(Redacción)"
_RUN_IN = re.compile(
    rf"(?:[\s,|–-]*(?:{_CLOCK}))?[)\]]?{_AGENCY}(?:\s*[.,:;]*\s*[-–—_]+\s*\.?|\s*\.{{1,2}}|\s*[:|]|(?<=\])){_TEXT}"
)
_SENTENCE_RUN_IN = re.compile(rf"(?P<place>{_PLACE})\.\s+(?=[A-ZÁÉÍÓÚÑ])")
_PLACE_RUN_IN = re.compile(rf"(?P<place>{_PLACE})\s*(?:\.\s*[-–—]+|\s[–—]+|[-–—]{{2,}}){_TEXT}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline in a text: its `span` without the dash that closes it, and what it says. Spans index that text.

    `body` is where the text that follows begins, or None where the dateline stands alone.
    """

    span: Span
    place: Span | None
    date: FoundDate | None
    body: int | None
    published: bool = False  # a publishing system's date ("Publicado el ..."), not a dateline of the release


@lru_cache(maxsize=128)  # several rules ask for the dateline of one line
def parse_dateline(text: str, year: int | None = None, *, place_only: bool = False) -> Dateline | None:
    """The dateline that `text` is or begins with, or None.

    `year` completes a day printed without one. `place_only` also takes a place that is run in without a date
    ("VILLALBA, SON.- ..."), which only the first paragraph of a body may have.
    """
    opening = text[: _REACH + 60]
    for date in find_dates(opening, year)[:1] if _FIGURE.search(opening) else ():
        if date.span.start > _REACH:
            break
        after = text[date.span.end :]
        run_in = _RUN_IN.match(after)
        before = _before(text[: date.span.start], loose=run_in is not None and "-" in run_in.group())
        if before is None:
            break
        published = _LABEL.match(text) is not None
        if _ALONE.match(after) or _page().fullmatch(fold(after)):
            return Dateline(Span(0, len(text.rstrip(_CLOSING))), before[0], date, None, published)
        if run_in:
            end = date.span.end + len(run_in.group().rstrip(_CLOSING))
            return Dateline(Span(0, end), before[0], date, date.span.end + run_in.end(), published)
        if before[0] is None:
            return _date_first(text, date, published)
    return _place_alone(text) if place_only else None


def _date_first(text: str, date: FoundDate, published: bool) -> Dateline | None:
    """ "5 de mayo de 2023, Villalba, Sonora": only a state or the word "Ciudad" tells the place from the name of a day."""
    match = _AFTER.match(text, date.span.end)
    said = re.split(r"\.?\s*[-–—]", match.group("place"))[0] if match else ""
    if match is None or said.startswith("Día ") or not ("," in said or said.startswith("Ciudad ")):
        return None
    place = Span(match.start("place"), match.start("place") + len(said.rstrip(" ,;.")))
    after = text[place.end :]
    if _ALONE.match(after):
        return Dateline(Span(0, len(text.rstrip(_CLOSING))), place, date, None, published)
    run_in = _RUN_IN.match(after)
    if run_in is None or "-" not in run_in.group().replace("–", "-"):
        return None
    end = place.end + len(run_in.group().rstrip(_CLOSING))
    return Dateline(Span(0, end), place, date, place.end + run_in.end(), published)


def _before(text: str, *, loose: bool) -> tuple[Span | None] | None:
    """The place before a date, in a tuple of one; None where what stands there is no part of a dateline.

    `loose`: a dash after the date leaves no doubt, so a place whose capitals were forgotten is taken too.
    """
    label = _LABEL.match(text) or _section().match(fold(text))
    start = label.end() if label else 0
    match = _BEFORE.match(text, start) or (_LOOSE.match(text, start) if loose else None)
    if match is None:
        return None
    place = match.group("place")
    if place in (None, "A"):  # "A 5 de mayo de 2023"
        return (None,)
    if phrases("no-place").match(place) and not re.match(r"(?:El|La|Los|Las)\s+[A-ZÁÉÍÓÚÑ]", place):
        return None
    if len(place.split()) > 10:
        return None
    return (Span(match.start("place"), match.start("place") + len(place.rstrip(" ,;-–—"))),)


@cache
def _section() -> re.Pattern[str]:
    forms = (re.escape(fold(row["form"])) for row in table("layout/banner.tsv") if row["what"] == "section")
    return re.compile(rf"(?:{'|'.join(forms)})\s*[-–/|]+\s*")


@cache
def _page() -> re.Pattern[str]:
    """The name of a page behind the date that it prints above each of its texts: "5 de mayo de 2023 Prensa"."""
    forms = (re.escape(fold(row["form"])) for row in table("layout/banner.tsv") if row["what"] == "page")
    return re.compile(rf"[\s|–-]*(?:{'|'.join(forms)})\s*")


def _capital(text: str) -> re.Match[str] | None:
    """ "Lima. El ministro ...": without a dash, only where the place is a capital that everybody knows."""
    match = _SENTENCE_RUN_IN.match(text)
    return match if match is not None and fold(match.group("place")) in _capitals() else None


@cache
def _capitals() -> frozenset[str]:
    return frozenset(fold(row["capital"]) for row in table("places/national-capitals.tsv"))


def _place_alone(text: str) -> Dateline | None:
    match = _PLACE_RUN_IN.match(text[:_REACH]) or _capital(text[:_REACH])
    if match is None or phrases("no-place").match(match.group("place")):
        return None
    place = match.group("place").rstrip(" ,;.")
    words = place.split()
    if len(words) > 7 or (len(words) > 3 and "," not in place and not place.isupper()):
        return None
    return Dateline(Span(0, len(match.group().rstrip(_CLOSING))), Span(0, len(place)), None, match.end())
