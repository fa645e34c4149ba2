"""Acronyms: what one looks like, where the text explains it, and whether it is spelt by a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from converter.authorities.entries import LabelMatch
from converter.language.text import Token, fold
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer
from converter.mentions.phrases import adjacent, bracketed, is_capitalised
from converter.resources import table

ROMAN = re.compile(r"[IVXLC]+$")
ACRONYM = re.compile(r"[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ&-]*[A-ZÁÉÍÓÚÑ]\d?$|[A-Z]\d$")
WORD = re.compile(r"[aeiou][dlnrsz]?$")  # how Spanish words end, and few acronyms
_LONGEST = 14


@cache
def not_bodies() -> frozenset[str]:
    """Folded acronyms that name no organisation: diseases, documents, techniques."""
    return frozenset(fold(row["acronym"]) for row in table("language/other-acronyms.tsv"))


def is_spelt(tokens: Sequence[Token], acronym: str) -> bool:
    """True where the last capitalised words before a bracket begin with the letters of the acronym in it."""
    letters = [t.fold[0] for t in tokens if is_capitalised(t)][-len(acronym) :]
    return "".join(letters) == fold(acronym)


def is_spelt_whole(tokens: Sequence[Token], acronym: str) -> bool:
    """True where the initials of all the capitalised words are the acronym."""
    return "".join(t.fold[0] for t in tokens if is_capitalised(t)) == fold(acronym)


def is_nearly_spelt(tokens: Sequence[Token], acronym: str) -> bool:
    """True where the initials of capitalised words give the acronym, in order, but for at most one letter."""
    letters = [t.fold[0] for t in tokens if is_capitalised(t)]
    wanted, position, hits = fold(acronym), 0, 0
    for letter in wanted:
        if letter in letters[position:]:
            position += letters[position:].index(letter) + 1
            hits += 1
    return hits >= len(wanted) - 1 and wanted[0] == letters[0]


class Acronyms:
    """The acronyms printed behind names in one text. `labels`: authority labels by the index of their first token."""

    def __init__(self, analysis: Analysis, labels: Mapping[int, LabelMatch], capitals: frozenset[int]) -> None:
        self.analysis, self.tokens, self.labels, self.capitals = analysis, analysis.tokens, labels, capitals
        self._label_ends = {m.span.end: m for m in labels.values()}

    def behind(self, j: int) -> tuple[str | None, int]:
        """The acronym that explains the name before token `j`, in brackets or between commas, and the index after it."""
        close = bracketed(self.tokens, j, longest=4)
        if close is None or not adjacent(self.tokens, j):
            return self._between_commas(j)
        inside = self.tokens[j + 1 : close - 1]
        first = inside[0] if inside else None
        if len(inside) == 3 and inside[1].text == "/" and inside[2].shape == "upper":  # UPV/EHU
            return self.analysis.text[inside[0].start : inside[2].end], close
        if first is None or not is_capitalised(first) or len(first.text) > _LONGEST:
            return None, j
        if first.shape == "cap" and (inside[-1] is not first or any(s.trusted for s in gazetteer().spots(first.text))):
            return None, j  # "(Florencia, Italia)", "(Murcia)"
        if (len(inside) > 1 and inside[1].text not in (",", "/", ";")) or self._is_the_larger_names(j, first):
            return None, j
        return first.text, close

    def _is_the_larger_names(self, j: int, acronym: Token) -> bool:
        """ "la Comisión Económica de las Naciones Unidas (CEPAL)": known, and not the acronym of the label before it."""
        own, before = self.labels.get(j + 1), self._label_ends.get(self.tokens[j - 1].end)
        if own is None or before is None or {e.iri for e in own.entries} & {e.iri for e in before.entries}:
            return False
        return not is_spelt(self.tokens[max(0, j - 12) : j], acronym.text)

    def _between_commas(self, j: int) -> tuple[str | None, int]:
        """ "la Asociación de Agencias de Calidad, AAC,": between commas, or at the end, but not in a list of acronyms."""
        if j + 1 >= len(self.tokens) or self.tokens[j].text != "," or not ACRONYM.match(self.tokens[j + 1].text):
            return None, j
        acronym = self.tokens[j + 1]
        closed = j + 2 >= len(self.tokens) or self.tokens[j + 2].text in ",.;" or not adjacent(self.tokens, j + 2)
        if not closed or j + 1 in self.labels or len(acronym.text) < 3 or j + 1 in self.capitals:
            return None, j
        listed = j + 3 < len(self.tokens) and self.tokens[j + 2].text == "," and ACRONYM.match(self.tokens[j + 3].text)
        return (None, j) if listed else (acronym.text, j + 2)

    def unexplained(self, introduced: Mapping[str, object]) -> frozenset[str]:
        """Bracketed words that are nobody's acronym: "Plan Metropolitano (PM)" makes PM no body further on either."""
        inside = {token.text for i in self.analysis.words.at({"("}) for token in self.tokens[i + 1 : i + 2]}
        return frozenset(inside - set(introduced))
