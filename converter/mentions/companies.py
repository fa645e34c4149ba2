"""Companies told by the letters of their legal form: "Aceros Alfa, S.A. de C.V."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache

from converter.language.lexicon import Phrases, lexicon
from converter.language.text import Token
from converter.mentions.analysis import Analysis
from converter.mentions.names import starts_sentence
from converter.mentions.phrases import AND, ARTICLES, LINKS, OF, adjacent
from converter.model import Span
from converter.resources import table


@cache
def _forms() -> Phrases[str]:
    return Phrases((form, form) for row in table("language/company-forms.tsv") for form in row["forms"].split("|"))


def find(analysis: Analysis, taken: Set[int]) -> Iterator[Span]:
    """The names of companies outside the tokens `taken`, with their legal form, in order."""
    tokens, past = analysis.tokens, 0
    for i, width, _ in _forms().find(tokens, analysis.words.at(_forms().openings)):
        if i < past or not tokens[i].capital:
            continue
        past = i + width
        first = _first(tokens, i - (tokens[i - 1].text == ","), taken)
        if first is not None:
            yield Span(tokens[first].start, tokens[past - 1].end)


def _first(tokens: Sequence[Token], end: int, taken: Set[int]) -> int | None:
    """The first token of the name that ends before token `end`; None where there is none, or it is another's."""
    first = None
    k = end - 1
    while k >= 0 and k not in taken and adjacent(tokens, k + 1):
        office = lexicon().offices.match(tokens, k)
        if office is not None:  # "el Gerente General de Aceros Alfa S.A."
            own = (j for j in range(k + office[0], end) if tokens[j].fold not in lexicon().modifiers | LINKS)
            return next(own, None)
        if tokens[k].capital:
            first = k
            if starts_sentence(tokens, k):
                break
        elif first is None or not _links(tokens, k):
            break
        k -= 1
    return first


def _links(tokens: Sequence[Token], k: int) -> bool:
    """True for a word between two of a name: "de", "y", and an article behind "de"."""
    return tokens[k].fold in OF | AND or (tokens[k].fold in ARTICLES and tokens[k - 1].fold in OF)
