"""The banner above a headline: issuers, the office that writes, and names of pages that are none of these."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from converter.language import grammar
from converter.language.sentencehood import has_finite_verb
from converter.language.text import fold, tokenize
from converter.layout.lines import Line
from converter.resources import table

_PATH = re.compile(r"(?:inicio|home|portada)\s*[/>»›|]")  # where a page stands in its site: "Inicio / Noticias"
_LONGEST = 14  # words in the longest name of an issuer


@cache
def _forms(what: str) -> re.Pattern[str]:
    forms = sorted((fold(r["form"]) for r in table("layout/banner.tsv") if r["what"] == what), key=len, reverse=True)
    return re.compile(rf"[^a-z]{{0,3}}(?:h\. ?|el |la )?(?:{'|'.join(map(re.escape, forms))})(?![a-z])")


def is_page_name(line: Line) -> bool:
    """True for the name of a page or section ("Sala de Prensa") or the path to it, neither of which is a headline."""
    if len(line.text) > 60:
        return False
    match = _forms("page").match(line.fold)
    named = match is not None and not line.fold[match.end() :].strip(" .:|»>-")
    return named or _PATH.match(line.fold) is not None


def opens_office(line: Line) -> bool:
    """True for a line that opens with the name of a press office."""
    return is_name(line.text) and _forms("office").match(line.fold) is not None


def opens_issuer(line: Line) -> bool:
    """True for a line that may open an issuer's name: an organisation word, and nothing that is not part of a name."""
    return is_name(line.text) and _forms("issuer").match(line.fold) is not None and not tells(line.text)


def tells(text: str) -> bool:
    """True where a verb follows the organisation: a headline in capitals ("SECRETARÍA DE AGUAS ENTREGA ...").

    After a preposition or an article the same form is a noun ("COMISIÓN DE MEJORA REGULATORIA").
    """
    tokens = [token for before, token in pairwise(tokenize(text)) if before.fold not in grammar.words("in-names")]
    return any(token.fold in _verbs() for token in tokens) or has_finite_verb(tokens)


@cache
def _verbs() -> frozenset[str]:
    forms = [fold(row["form"]) for row in table("layout/headline-verbs.tsv")]
    return frozenset([*forms, *(f"{form}n" for form in forms)])


def is_name(text: str) -> bool:
    """True for words that could be one name: all in capitals, or each with a capital but for articles and prepositions."""
    if len(text) > 160:
        return False
    words = re.findall(r"[^\W\d_]+", text)
    if not words or len(words) > _LONGEST or text.rstrip().endswith((".", ":", "?", "!")):
        return False
    if any(fold(word) in grammar.folded("possessive") for word in words):
        return False  # "LIMPIAMOS NUESTRO RÍO"
    return text.isupper() or all(w[0].isupper() or w in grammar.words("in-names") for w in words)
