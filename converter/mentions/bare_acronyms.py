"""Acronyms that no name explains: whether the sentence treats one as a body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from converter.language.lexicon import body_words, lexicon
from converter.language.text import Token, fold
from converter.mentions.acronyms import ACRONYM, ROMAN, WORD, is_spelt, not_bodies
from converter.mentions.analysis import Analysis
from converter.mentions.names import parse
from converter.mentions.organization_grammar import Grammar
from converter.mentions.phrases import AND, ARTICLES, adjacent
from converter.model import Part, Span
from converter.resources import table

# A bare acronym nobody explains is a body only where the sentence treats it as one: behind an article or in a list of bodies.
_CUES = ARTICLES | {"del", "al"}


class Named(Protocol):
    """A body found by its name."""

    @property
    def span(self) -> Span: ...

    @property
    def name(self) -> str: ...


@cache
def _elected() -> frozenset[str]:
    """The one-word forms of the offices of legislators and councillors, folded."""
    kinds = ("legislator", "councillor")
    return frozenset(fold(f) for row in table("language/offices.tsv") if row["class"] in kinds for f in row["forms"].split("|"))


class BareAcronyms:
    """What the sentences of one text make of its acronyms. `bodies`: those found by name, to which the finder adds."""

    def __init__(self, analysis: Analysis, grammar: Grammar, bodies: Sequence[Named]) -> None:
        self.analysis, self.tokens, self.grammar, self.bodies = analysis, analysis.tokens, grammar, bodies

    def _is_bracketed_acronym(self, i: int) -> bool:
        """Whether token i is an acronym alone in brackets, behind something: "una obra (AGUA)"."""
        if not 1 < i < len(self.tokens) - 1:
            return False
        return self.tokens[i - 1].text == "(" and self.tokens[i + 1].text == ")" and bool(ACRONYM.match(self.tokens[i].text))

    def is_party(self, i: int) -> bool:
        """ "los diputados Ana Paz (PDC) y Luis Mora (UL)": behind the name of a legislator stands a party."""
        if not self._is_bracketed_acronym(i) or self.tokens[i - 2].shape != "cap":
            return False
        sentence = self.analysis.tokens_in(self.analysis.sentence_at(self.tokens[i].start))
        return any(t.fold in _elected() for t in sentence if t.start < self.tokens[i].start)

    def names_lower_body(self, i: int) -> bool:
        """ "al organismo operador (AGUA)", "la dirección de seguridad (DSM)": letters behind a body printed in lower case."""
        if not self._is_bracketed_acronym(i) or not 4 <= len(self.tokens[i].text) <= 10:
            return False
        if self.tokens[i].fold in not_bodies():
            return False
        for token in reversed(self.tokens[max(0, i - 8) : i - 1]):
            if token.shape != "lower" or not token.text.isalpha():
                return False
            if token.lower in lexicon().heads and not lexicon().heads[token.lower].flags & {"weak", "plural"}:
                return True
        return False

    def _is_where_staff_works(self, i: int) -> bool:
        """ "personal de AGUAMAR", "Ana Paz, de AGUAMAR": letters behind "de" and whoever works there."""
        if i < 3 or self.tokens[i - 1].fold != "de":
            return False
        if self.tokens[i - 2].fold in body_words("staff"):
            return True
        persons = self.grammar.persons.intersection(range(i - 7, i - 3))
        ends = (name.last for j in persons if (name := parse(self.tokens, j, self.grammar.is_place)) is not None)
        return self.tokens[i - 2].text == "," and i - 3 in ends

    def _is_spelt_elsewhere(self, token: Token) -> bool:
        """ "Oficina de Prensa HGA", where the text names a Hospital General Apan."""
        return any(is_spelt(self.analysis.tokens_in(m.span), token.text) for m in self.bodies if " " in m.name)

    def is_body(self, i: int) -> bool:
        """True where the sentence treats an acronym that nobody explains as a body."""
        token, following = self.tokens[i], self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if not (ACRONYM.match(token.text) and 3 <= len(token.text) <= 10) or ROMAN.match(token.text):
            return False
        if i in self.grammar.capitals or token.fold in not_bodies():
            return False
        if WORD.search(token.fold) and any(self.tokens[k].shape == "lower" for k in self.analysis.words.at({token.fold})):
            return False  # "el SISMO" beside "el sismo"
        passage = self.analysis.passage_at(token.start)
        if passage is not None and passage.part == Part.LETTERHEAD and self._is_spelt_elsewhere(token):
            return True
        if passage is not None and passage.part == Part.LETTERHEAD and passage.span.start == token.start:
            return following is None or following.shape != "upper" or following.start >= passage.span.end
        if not i or (following is not None and following.shape == "number" and adjacent(self.tokens, i + 1)):
            return False
        previous = self.tokens[i - 1]
        if previous.fold in _CUES and previous.shape == "upper":
            return False  # "A LA OPINIÓN PÚBLICA"
        if previous.fold in _CUES or self.grammar.is_behind_office(i) or self._is_where_staff_works(i):
            return True
        listed = previous.text == "," or previous.fold in AND
        return listed and any(m.span.end == self.tokens[i - 2].end for m in self.bodies)
