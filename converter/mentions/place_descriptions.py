"""Places meant without their name: "nuestro país", "esta ciudad", "ambas naciones"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from converter.language.text import fold
from converter.mentions.analysis import Analysis
from converter.mentions.place_evidence import PARTS
from converter.model import Mention, MentionKind, Place, Span
from converter.resources import table


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    rows = {fold(row["phrase"]): row for row in table("places/place-descriptions.tsv")}
    initials = "".join(sorted({phrase[0] for phrase in rows}))  # tested first: few characters begin a word with one of them
    return re.compile(rf"\b(?=[{initials}])(?:{'|'.join(sorted(rows, key=len, reverse=True))})\b"), rows


def _this_one(kind: str, keys: list[str], home: Sequence[str]) -> list[str]:
    """The place that "nuestro" or "este" means among those named, as far as it is clear."""
    here = [key for key in keys if key in home]
    if kind == "Country" and len(keys) > 1:
        return []  # it is the issuer's country, which the dateline of a visit abroad does not tell
    return keys if kind == "City" and len(keys) == 1 else here


def described(
    analysis: Analysis, places: Sequence[Place], home: Sequence[str], country: str, named: Sequence[Mention]
) -> list[Mention]:
    """Mentions of places by such phrases; none where more than one place could be meant, or the place is named right after.

    `home` holds the keys of the places the release comes from, `country` the ISO code of its country or an empty string,
    `named` the mentions by name.
    """
    pattern, rows = _phrases()
    starts = [m.span.start for m in named]
    found = []
    for match in pattern.finditer(analysis.folded):
        row = rows[match.group()]
        keys = [p.key for p in places if p.type == row["type"]]
        if row["number"] == "1":
            keys = _this_one(row["type"], keys, home)
        followed = any(0 < start - match.end() <= len(" de la ") for start in starts)
        fits = len(keys) == int(row["number"]) and row["country"] in ("", country)
        if fits and not followed and analysis.part_at(match.start()) in PARTS:
            span = Span(*match.span())
            found.append(Mention(span, MentionKind.DESCRIPTION, tuple(keys), row["basis"], 0.8))
    return found
