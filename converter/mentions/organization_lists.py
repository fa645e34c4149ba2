"""Several bodies under one plural noun: "Hospitales Generales No. 1 y No. 20", "los Ministerios de Cultura y de Salud", "los
sindicatos SPA y UTF"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from converter.language.lexicon import body_words, lexicon, number_words
from converter.language.text import Token
from converter.mentions.acronyms import ACRONYM, ROMAN, not_bodies
from converter.mentions.analysis import Analysis
from converter.mentions.names import parse
from converter.mentions.organization_grammar import Grammar, span_of
from converter.mentions.phrases import AND, ARTICLES, LINKS, OF, adjacent, bracketed, is_capitalised, name_end
from converter.model import Span

_DIGITS = 3  # of the number of a unit


def singular(word: str) -> str:
    """Singular of a plural noun or adjective of a body's name.

    >>> " ".join(map(singular, "Hospitales Generales Regionales".split())), singular("Comisiones")
    ('Hospital General Regional', 'Comisión')
    """
    if word.lower().endswith("iones"):
        return word[:-4] + "ón"
    if word.lower().endswith(("ales", "ares", "ores", "ades", "iles")):
        return word[:-2]
    return word[:-1] if word.lower().endswith(("as", "os", "es")) and len(word) > 3 else word


def numbered_units(analysis: Analysis, i: int, j: int) -> tuple[list[tuple[Span, str]], int]:
    """The units of a plural name from token `i` to `j` that goes on with numbers, and the token after them.

    The spans are those of the numbers; without a number there is no unit.
    """
    tokens, units = analysis.tokens, list[tuple[Span, str]]()
    k = next((k for k in range(i, j) if tokens[k].fold in number_words("numbering") or tokens[k].text.isdigit()), None)
    if k is None:
        return [], i + 1
    bracket = next((b for b in range(i, k) if tokens[b].text == "("), k)
    matters = next(
        (k for k in range(i, bracket) if tokens[k].fold in OF), bracket
    )  # "Centros de Servicios" stay of "Servicios"
    stem = " ".join([*(singular(t.text) for t in tokens[i:matters]), *(t.text for t in tokens[matters:bracket])])
    while k < len(tokens) and adjacent(tokens, k):
        if tokens[k].text.isdigit():
            first = k - 1 if tokens[k - 1].fold in number_words("numbering") else k
            units.append((span_of(tokens, first, k + 1), f"{stem} No. {tokens[k].text}"))
        elif tokens[k].fold == "en" and _next_separator(tokens, k) is not None:  # "No. 7 en Tula; No. 9 en Apan"
            k = _next_separator(tokens, k) or k
        elif tokens[k].fold not in number_words("numbering") | AND | {",", ";"}:
            break
        k += 1
    return units, k


def further_numbers(analysis: Analysis, i: int, j: int) -> tuple[list[tuple[Span, str]], int]:
    """The units in "y 24" behind the numbered acronym from token `i` to `j` ("UMF 119"), and the token after them; a number
    that counts what follows ("y 24 camas") is none."""
    tokens, units = analysis.tokens, list[tuple[Span, str]]()
    stem = analysis.string(span_of(tokens, i, j - 1))
    while j + 1 < len(tokens) and (tokens[j].fold in AND or tokens[j].text == ",") and tokens[j + 1].text.isdigit():
        following = tokens[j + 2] if j + 2 < len(tokens) else None
        counts = following is not None and following.shape == "lower" and following.fold not in lexicon().function_words
        if counts or len(tokens[j + 1].text) > _DIGITS:
            break
        units.append((tokens[j + 1].span, f"{stem} {tokens[j + 1].text}"))
        j += 2
    return units, j


def _next_separator(tokens: Sequence[Token], k: int) -> int | None:
    """The mark or "y" behind the place at token `k`, where another number follows it."""
    for j in range(k + 1, min(k + 7, len(tokens) - 1)):
        if tokens[j].text in ",;" or tokens[j].fold in AND:
            return j if tokens[j + 1].fold in number_words("numbering") or tokens[j + 1].text.isdigit() else None
        if not (is_capitalised(tokens[j]) or tokens[j].fold in LINKS):
            return None
    return None


def ministries(analysis: Analysis, grammar: Grammar, i: int, j: int) -> tuple[list[tuple[Span, str]], int]:
    """The ministries of a plural name from token `i` to `j`, one for each portfolio, and the token after them.

    Portfolios are told apart by "y de", "y la de" or a comma and "de", else by the last "y" where an authority holds what
    stands behind it, and by commas where one holds each.
    """
    tokens, stem = analysis.tokens, singular(analysis.tokens[i].text).capitalize()
    parts = [(i + 1, j)]
    while (start := _next_portfolio(tokens, _behind_person(tokens, grammar, j))) is not None:
        j = name_end(tokens, start + 1, grammar.stops)
        parts.append((start, j))
    if len(parts) == 1:
        cuts = [k for k in range(i + 2, j) if tokens[k].fold in AND and tokens[k + 1].fold in OF]
        last = [k for k in range(i + 2, j) if tokens[k].fold == "y"][-1:]
        if not cuts:
            commas = [k for k in range(i + 2, j) if tokens[k].text == ","]
            items = pairwise([i + 1, *commas, *last, j])
            known = [grammar.is_listed(f"{stem} de {analysis.string(span_of(tokens, k + 1, end))}") for k, end in items]
            cuts = [*commas, *last] if all(known) else last if known[-1] else []
        if not cuts:
            return [], i + 1
        parts = list(zip([i + 1, *(k + 1 for k in cuts)], [*cuts, j], strict=True))
    found = []
    for start, end in parts:
        part = analysis.string(span_of(tokens, start, end))
        found.append((span_of(tokens, start, end), f"{stem} {part}" if tokens[start].fold in OF else f"{stem} de {part}"))
    return found, j


def _behind_person(tokens: Sequence[Token], grammar: Grammar, j: int) -> int:
    """Behind whoever heads the ministry before token `j`: "las secretarías de Pesca, Ana Paz Ríos, y de Cultura, ..."."""
    k = j + 1 + (j + 1 < len(tokens) and tokens[j + 1].fold in ARTICLES)
    if j >= len(tokens) or tokens[j].text != "," or k not in grammar.persons:
        return j
    name = parse(tokens, k, grammar.is_place)
    return j if name is None else name.last + 1


def _next_portfolio(tokens: Sequence[Token], j: int) -> int | None:
    """The index of the "de" of a further portfolio behind token `j`: "(Semar) y la de Educación"."""
    k = bracketed(tokens, j, longest=2) or j
    if k + 2 >= len(tokens) or not (tokens[k].fold in AND or tokens[k].text == ","):
        return None
    k += 1 + (tokens[k].text == "," and tokens[k + 1].fold in AND)
    k += k < len(tokens) and tokens[k].fold in ARTICLES
    return k if k + 1 < len(tokens) and tokens[k].fold in OF and is_capitalised(tokens[k + 1]) else None


def announced(analysis: Analysis, grammar: Grammar, taken: Set[int]) -> Iterator[Span]:
    """The names in rows of two or more that a plural noun says are bodies, outside the tokens `taken`: "los sindicatos SPA y
    UTF", "empresas como Marlín y Marea". Behind nouns of public bodies they are acronyms: "Salud" alone is a field."""
    tokens = analysis.tokens
    for i in analysis.words.at(body_words("announces", "announces-names")):
        first = _first_announced(analysis, i)
        if first is None:
            continue
        named = tokens[i].fold in body_words("announces-names") and _is_introduced(_before(tokens, first))
        row, j = list[tuple[int, int]](), first
        while (end := _announced_end(analysis, grammar, taken, j, named)) is not None:
            row.append((j, end))
            end = bracketed(tokens, end) or end
            further = _behind_separator(tokens, end)
            if further is None:
                break
            j = further
        if len(row) > 1:
            yield from (span_of(tokens, start, end) for start, end in row if start not in taken)


def _is_introduced(token: Token) -> bool:
    return token.text in (":", "(") or token.fold in body_words("announcing")


def sharing(analysis: Analysis, grammar: Grammar, taken: Set[int]) -> Iterator[tuple[Span, str]]:
    """The bodies of two names or more right behind the plural of their noun, with their full names: "los hospitales Faro y
    Marino", "las universidades Naval de Faro y Central del Sur"."""
    tokens = analysis.tokens
    for i in analysis.words.at(body_words("shared")):
        row, j = list[tuple[int, int]](), i + 1
        while j < len(tokens) and tokens[j].shape == "cap" and adjacent(tokens, j) and j not in taken:
            end = name_end(tokens, j, lambda k: grammar.stops(k) or tokens[k - 1].fold in AND)
            plural = end == j + 1 and tokens[j].fold.endswith("s")  # "los hospitales Regionales"
            if plural or grammar.is_place(analysis.string(span_of(tokens, j, end))):
                break
            row.append((j, end))
            j = _behind_separator(tokens, end) or len(tokens)
        if len(row) > 1:
            stem = singular(tokens[i].text).capitalize()
            yield from (
                (span, f"{stem} {analysis.string(span)}") for start, end in row for span in [span_of(tokens, start, end)]
            )


def _before(tokens: Sequence[Token], k: int) -> Token:
    """The token before token `k` and its article."""
    return tokens[k - 1 - (tokens[k - 1].fold in ARTICLES | {"a"})]


def _first_announced(analysis: Analysis, i: int) -> int | None:
    """The first capital behind the noun at token `i`, where it follows at once or "como" announces it; else None."""
    tokens, sentence = analysis.tokens, analysis.sentence_at(analysis.tokens[i].start)
    for k in range(i + 1, min(i + 20, len(tokens))):
        if tokens[k].start >= sentence.end or tokens[k].text in ".;":
            return None
        if tokens[k].capital:
            before = _before(tokens, k)
            near = k - i <= 3 and all(t.shape == "lower" and t.fold not in lexicon().function_words for t in tokens[i + 1 : k])
            return k if near or _is_introduced(before) or before.text == "," else None
    return None


def _announced_end(analysis: Analysis, grammar: Grammar, taken: Set[int], j: int, named: bool) -> int | None:
    """The token after the body at token `j`: one found before, an acronym, or with `named` any name but a person's, a place's
    or an office's; None where there is none."""
    tokens, end = analysis.tokens, j
    while end in taken and (end == j or (adjacent(tokens, end) and tokens[end].text != ",")):
        end += 1
    if end > j:
        return end
    token = tokens[j]
    if ACRONYM.match(token.text) and len(token.text) > 2 and not ROMAN.match(token.text) and token.fold not in not_bodies():
        return j + 1
    if not named or token.shape != "cap" or token.fold in lexicon().function_words or grammar.is_persons(j):
        return None
    end = name_end(tokens, j, lambda k: grammar.stops(k) or tokens[k - 1].fold in AND)
    if lexicon().offices.match(tokens, j) or grammar.is_place(analysis.string(span_of(tokens, j, end))):
        return None
    return end


def _behind_separator(tokens: Sequence[Token], j: int) -> int | None:
    """The capital behind a comma, "y" or both at token `j`, and an article or "a"; None where the row ends."""
    k = j + (j < len(tokens) and tokens[j].text == ",")
    k += k < len(tokens) and tokens[k].fold in AND
    while j < k < len(tokens) and tokens[k].fold in ARTICLES | {"a"} and tokens[k].shape == "lower":
        k += 1
    return k if j < k < len(tokens) and adjacent(tokens, k) and tokens[k].capital else None
