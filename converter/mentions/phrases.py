"""How far a capitalised name reaches: the noun-phrase grammar that organisations, portfolios and people share.

Articles, conjunctions and the prepositions inside a name are spelt out here: they are closed classes, and each is one case
of the grammar. Words that a curator could add to stand in tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from converter.language.lexicon import body_words, lexicon, number_words
from converter.language.text import Token

OF = frozenset({"de", "del"})
ARTICLES = frozenset({"el", "la", "los", "las", "les", "els"})
LINKS = OF | ARTICLES  # what stands between the words of a name
AND = frozenset({"y", "e", "&", "i"})
AS_WELL = ("asi", "como")  # the conjunction of two words that brings in the last of a list
LISTING = AND | {","}
OPENING, CLOSING = frozenset("“\"«‘'"), frozenset("”\"»’'")
# Prepositions that tie a further capitalised noun into a name: "Comisión para la Protección contra Riesgos".
_TIES = frozenset({"para", "contra", "por", "sobre", "hacia", "of", "for"})
_OF_MATTERS = OF | _TIES
_ROMAN = frozenset("IVXL")
_FEW = 3  # words from which on capitals may be told to say nothing
_BEFORE_NOUN = ARTICLES | {"su"}
_NOT_DONE = re.compile(r"(?:[ai]d[oa]|al|ble|iv[oa])(?:e?s)?$")  # endings of what "no" denies
_INFINITIVE = re.compile(r"[aei]r$")
_CLOSE_TIES = frozenset(
    {"en", "a", "al", "con", "in", "and"}
)  # only without an article: "Educación a Distancia", "Zona con Medicina Familiar"


def is_capitalised(token: Token) -> bool:
    """A word that begins with a capital letter."""
    return token.capital


def in_capitals(tokens: Sequence[Token]) -> bool:
    """True where a stretch of at least four words is printed in capitals, so that capitals tell nothing."""
    if [t.shape for t in tokens].count("upper") < _FEW:
        return False
    shapes = [t.shape for t in tokens if t.shape not in ("mark", "number") and len(t.text) > 1]
    return len(shapes) > _FEW and shapes.count("upper") >= 0.75 * len(shapes)


def adjacent(tokens: Sequence[Token], i: int) -> bool:
    """Token `i` follows token `i - 1` with at most one blank between: no passage break."""
    return 0 < i < len(tokens) and tokens[i].start - tokens[i - 1].end <= 1


def conjoined(tokens: Sequence[Token], i: int) -> int:
    """The index behind the conjunction at token `i`, "y", "e" or "así como"; `i` itself where none stands there."""
    if i < len(tokens) and tokens[i].fold in AND:
        return i + 1
    return i + len(AS_WELL) if tuple(t.fold for t in tokens[i : i + len(AS_WELL)]) == AS_WELL else i


def bracketed(tokens: Sequence[Token], i: int, longest: int = 8) -> int | None:
    """The index after the closing bracket where token `i` opens one and at most `longest` words are inside."""
    if i < len(tokens) and tokens[i].text == "(":
        for j in range(i + 1, min(i + longest + 2, len(tokens))):
            if tokens[j].text == ")":
                return j + 1
    return None


def begins_office(tokens: Sequence[Token], i: int) -> bool:
    """ "directora del Instituto de Pesca y Presidenta del Consejo Naval": a second office at token `i`, and what it is of."""
    office = lexicon().offices.match(tokens, i)
    if office is None or office[1].plural or office[1].scope == "generic" or office[1].kind == "academic":
        return False
    behind = (t.fold for t in tokens[i + office[0] :])
    return next((word for word in behind if word not in lexicon().modifiers), "") in OF


def _capitalised_after(tokens: Sequence[Token], i: int) -> int | None:
    """The index of the capitalised word at `i`, or behind an article or two at `i`."""
    for _ in range(2):
        if i >= len(tokens) or not adjacent(tokens, i):
            return None
        if is_capitalised(tokens[i]):
            return i
        if tokens[i].fold not in _BEFORE_NOUN:
            return None
        i += 1
    return i if i < len(tokens) and is_capitalised(tokens[i]) else None


def _list_end(tokens: Sequence[Token], i: int, stop: Callable[[int], bool]) -> int | None:
    """Where token `i` is a comma inside a name ("de Ciencia, Innovación y Universidades"): the index after the last item."""
    j = i
    # "para la Niñez, la Juventud y la Familia"
    tied = i > 2 and tokens[i - 2].fold in ARTICLES and tokens[i - 3].fold in _TIES | {"a"}
    for _ in range(6):
        if not (j < len(tokens) and tokens[j].text == "," and adjacent(tokens, j)):
            return None
        j += 1
        if j + 1 < len(tokens) and tokens[j].fold in ARTICLES:  # ", Los Olivos" is a place of its own
            if not tied or tokens[j].capital or lexicon().offices.match(tokens, j + 1):
                return None
            j += 1
        words = 0
        while j < len(tokens) and is_capitalised(tokens[j]) and not stop(j) and words < 4:
            j, words = j + 1, words + 1
            further = _capitalised_after(tokens, j + 1) if j < len(tokens) and tokens[j].fold in OF | {"a"} else None
            if further is not None and not stop(further):  # "Acceso a la Información"
                j = further
        if not words:
            return None
        if j < len(tokens) and tokens[j].fold in AND:
            last = _capitalised_after(tokens, j + 1)
            return last + 1 if last is not None and not stop(last) else None
    return None


def _is_of_ministry(name: Sequence[Token]) -> bool:
    return name[0].fold in body_words("ministry") and any(t.fold in OF for t in name)


def _repeats_article(tokens: Sequence[Token], j: int, target: int) -> bool:
    """The "y" at token `j` joins a further noun with its article: "para el Transporte y el Desarrollo", not "y el Alcalde"."""
    tied = j > 2 and tokens[j - 2].fold in ARTICLES and tokens[j - 3].fold == "para"
    return tied and tokens[target].shape == "cap" and not lexicon().offices.match(tokens, target)


def _number_end(tokens: Sequence[Token], j: int, roman: bool = False) -> int | None:
    """The token after the number of a unit at token `j` ("No. 81", "Número 4", "12", with `roman` "IX"), or None."""
    if roman and j < len(tokens) and adjacent(tokens, j) and set(tokens[j].text) <= _ROMAN:
        return j + 1
    if j >= len(tokens) or not adjacent(tokens, j):
        return None
    k = j
    if tokens[j].fold in number_words("numbering"):
        k = j + 1 + (j + 1 < len(tokens) and tokens[j + 1].text in "°º.")
    longest = 3 if k == j else 5  # "I.E. N° 82019"
    return k + 1 if k < len(tokens) and tokens[k].text.isdigit() and len(tokens[k].text) <= longest else None


def _quoted_end(tokens: Sequence[Token], j: int) -> int | None:
    """The token after the proper name in quotation marks at token `j`, or behind a comma there."""
    if j < len(tokens) and tokens[j].text == ",":
        j += 1
    if (
        j + 1 >= len(tokens)
        or tokens[j].text not in OPENING
        or not (is_capitalised(tokens[j + 1]) or tokens[j + 1].shape == "number")
    ):
        return None
    return next((k + 1 for k in range(j + 1, min(j + 10, len(tokens))) if tokens[k].text in CLOSING), None)


def name_end(
    tokens: Sequence[Token], i: int, stop: Callable[[int], bool], numbered: bool = False, matters: bool = False
) -> int:
    """The index after the last token of the capitalised name that begins at token `i`.

    `stop(j)` is True where the capitalised token `j` begins something else (another organisation, a person, an office);
    `numbered` lets the name carry a number ("No. 2"); `matters` says that it is a list of matters from its first word on.
    Lists inside a name, ties by preposition and quoted proper names are followed; brackets are not, unless the name goes
    on behind an acronym ("Clínica (CMF) de Tuxpan").
    """
    j = i + 1
    while j < len(tokens) and adjacent(tokens, j):
        token = tokens[j]
        following: int | None = None
        number = _number_end(tokens, j, roman=j == i + 1) if numbered else None
        if number is not None:
            return _quoted_end(tokens, number) or number  # what follows only says where the unit is: "No. 81 de Uruapan"
        if is_capitalised(token):
            if stop(j):
                break
            following = j + 1
            if token.fold in _TIES and tokens[following : following + 1] and tokens[following].fold in ARTICLES:
                target = _capitalised_after(tokens, following)  # "Sancionadas Por Violencia Hacia la Mujer"
                following = target + 1 if target is not None and not stop(target) else following
        elif token.fold in OF:
            target = _capitalised_after(tokens, j + 1)
            if target is not None and not stop(target):
                following = target + 1
        elif token.fold in AND:
            target = _capitalised_after(tokens, j + 1)
            adjective = is_capitalised(tokens[j - 1]) and j - i > 1 and not any(t.fold in OF for t in tokens[i:j])
            adjective = adjective or (
                numbered and _number_end(tokens, bracketed(tokens, j + 3, longest=1) or j + 3) is not None
            )
            if (
                target is None
                and adjective
                and [t.fold for t in tokens[j + 1 : j + 2]] == ["de"]
                and is_capitalised(tokens[min(j + 2, len(tokens) - 1)])
            ):
                following = j + 3 if not stop(j + 2) else None  # "Unidad Académica y de Vinculación"
            elif (
                target is not None
                and not stop(target)
                and (target == j + 1 or _is_of_ministry(tokens[i:j]) or _repeats_article(tokens, j, target))
            ):
                following = target + 1  # "Secretaría de Honradez y la Función Civil"
        elif token.fold in _TIES:
            target = _capitalised_after(tokens, j + 1)
            if target is not None and not stop(target):
                following = target + 1
        elif token.fold in _CLOSE_TIES:
            target = j + 1 if adjacent(tokens, j + 1) and is_capitalised(tokens[j + 1]) else None
            if token.fold == "a" and tokens[j - 1].fold in body_words("takes-a"):
                target = _capitalised_after(tokens, j + 1)  # "Atención a la Niñez"
            if target is not None and not stop(target) and tokens[target].shape == "cap":
                following = target + 1
        elif token.fold == "no":
            if adjacent(tokens, j + 1) and tokens[j + 1].shape == "cap" and _NOT_DONE.search(tokens[j + 1].fold):
                following = j + 2  # "Movilidad no Motorizada"
        elif token.fold in ARTICLES:
            # "Fundación Cuidar el Bosque": the verb is right behind the noun.
            target = _capitalised_after(tokens, j) if j == i + 2 and _INFINITIVE.search(tokens[i + 1].fold) else None
            following = target + 1 if target is not None and not stop(target) else None
        elif token.text == ",":
            if matters or any(
                t.fold in _OF_MATTERS for t in tokens[i:j]
            ):  # a list inside a name is a list of matters: "de Ciencia, Cultura y Deporte"
                following = _list_end(tokens, j, stop)
        elif token.text in OPENING and tokens[j - 1].fold not in OF:
            following = _quoted_end(tokens, j)
        elif token.text == "(":
            close = bracketed(tokens, j, longest=1)
            if close is not None and close < len(tokens) and tokens[close].fold in OF:
                target = _capitalised_after(tokens, close + 1)
                following = target + 1 if target is not None and not stop(target) else None
            elif close is not None and numbered and _number_end(tokens, close) is not None:
                following = close  # "Unidad de Medicina Familiar (UMF) No. 81"
            elif close is not None and _quoted_end(tokens, close) is not None:
                return _quoted_end(tokens, close) or close  # "Centro Médico Nacional (CMN) “5 de Marzo”"
        elif token.fold in body_words("sphere"):
            return j + 1
        if following is None:
            break
        j = following
    return j
