"""Literals in the forms the model promises, with nothing in them that a strict parser refuses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from rdflib import XSD, Literal

# Control characters but for tab and line feed, surrogates, and the two code points Unicode reserves for ever.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` with every character that some RDF format cannot carry replaced, one for one, so that offsets stay."""
    return _UNWRITABLE.sub("\ufffd", text)


def plain(text: str) -> Literal:
    """A string without a language: names of people, acronyms, numbers as printed, source text."""
    return Literal(clean(text))


def spanish(text: str) -> Literal:
    """Running text, and the names of organisations, places and events."""
    return Literal(clean(text), lang="es")


def name_forms(names: Iterable[str], language: bool) -> list[Literal]:
    """Other names: with a language where `language` says so and they are no acronyms (of one word)."""
    return [spanish(name) if language and " " in name else plain(name) for name in names]


@lru_cache(maxsize=4096)
def integer(value: int) -> Literal:
    """Always xsd:integer: stores rewrite the types derived from it."""
    return Literal(value)


def number(value: Decimal) -> Literal:
    """An xsd:integer where the value is whole, else an xsd:decimal without idle zeros, as stores keep it."""
    if value == value.to_integral_value():
        return Literal(int(value))
    return Literal(format(value.normalize(), "f"), datatype=XSD.decimal, normalize=False)


@lru_cache(maxsize=256)
def confidence(value: float) -> Literal:
    """A probability as xsd:decimal with at most two places.

    >>> confidence(0.904).n3()
    '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    text = f"{min(1.0, max(0.0, value)):.2f}".rstrip("0").rstrip(".")
    return Literal(text, datatype=XSD.decimal, normalize=False)


def date(iso: str) -> Literal:
    """An ISO date in the precision given: xsd:date, xsd:gYearMonth or xsd:gYear. Whether it exists is for the shapes to say."""
    datatype = (XSD.gYear, XSD.gYearMonth, XSD.date)[min(2, iso.count("-"))]
    return Literal(clean(iso), datatype=datatype, normalize=False)


def is_full_date(iso: str | None) -> bool:
    """True for year, month and day."""
    return iso is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", iso) is not None
