"""How far the description of an event or agreement in lower case extends: gira de trabajo por Perú."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from converter.language import grammar
from converter.language.lexicon import lexicon
from converter.language.numerals import ordinal
from converter.language.text import Token
from converter.mentions import phrases
from converter.mentions.extent import Head, words

_ADJECTIVE = re.compile(r"(?:al|ales|ares|ic[oa]s?|iv[oa]s?|ari[oa]s?|os[oa]s?|[ai]d[oa]s?)$")
_PARTICIPLE = re.compile(r"[ai]d[oa]s?$")
_NOMINAL = re.compile(r"(?:cion|sion|dad|tud|miento)$")  # of nouns, never of verbs
_INFINITIVE = re.compile(r"(?:ar|er|ir)(?:se|l[aeo]s?)?$")


def extent(tokens: Sequence[Token], after: int, head: Head, links: int) -> list[int]:
    """The indexes at which the description may end, growing, beginning with the head and its adjectives; `after` is the index
    after the head. At most `links` complements are followed."""
    ends = [_adjectives(tokens, after)]
    for _ in range(links):
        end = _complement(tokens, ends[-1], head)
        if end is None:
            break
        ends.append(end)
    return ends


def _adjectives(tokens: Sequence[Token], position: int) -> int:
    while position < len(tokens) and phrases.adjacent(tokens, position) and tokens[position].shape == "lower":
        word = tokens[position].fold
        if word == "numero" and position + 1 < len(tokens) and tokens[position + 1].shape == "number":
            position += 2
            continue
        following = tokens[position + 1].fold if position + 1 < len(tokens) else ""
        if _signed().fullmatch(word) or (_PARTICIPLE.search(word) and following in grammar.folded("after-participle")):
            break
        if word not in words("described") and (
            not _ADJECTIVE.search(word) or len(word) < 5 or word in grammar.folded("no-noun")
        ):
            break
        position += 1
    return position


def _complement(tokens: Sequence[Token], position: int, head: Head) -> int | None:
    """The index after one more complement: preposition, determiners, and a name or a noun with its adjectives."""
    folds = tuple(t.fold for t in tokens[position : position + 3])
    if "_".join(folds) in grammar.folded("fixed-link"):
        start = position + 3
    elif folds[:1] and _leads_on(folds[0], head):
        start = position + 1
    elif folds[:1] == ("y",) and len(folds) > 1 and not _INFINITIVE.search(folds[1]):
        if folds[1] not in phrases.OF:
            return _noun(tokens, position + 1, coordinated=True)
        start = position + 2  # "con autoridades del Puerto y del Faro"
    else:
        return None
    if (
        folds[0] in ("para", "de", "por")
        and start < len(tokens)
        and _INFINITIVE.search(tokens[start].fold)
        and not _is_noun(tokens, start)
        and not _is_ordinal(tokens, start)
    ):
        return None
    if folds[0] == "para" and start < len(tokens) and tokens[start].fold in ("su", "sus"):
        return None  # "la iniciativa para su análisis" says what becomes of it
    while start < len(tokens) and (tokens[start].fold in grammar.folded("determiner") or _is_ordinal(tokens, start)):
        start += 1
        if start < len(tokens) and tokens[start].fold == "y" and _is_ordinal(tokens, start + 1):  # "de primer y segundo nivel"
            start += 1
    return _noun(tokens, start, coordinated=False)


def _is_ordinal(tokens: Sequence[Token], position: int) -> bool:
    return position < len(tokens) and tokens[position].shape == "lower" and ordinal(tokens[position].fold) is not None


def _is_noun(tokens: Sequence[Token], position: int) -> bool:
    return tokens[position].fold in grammar.folded("noun-like-infinitive")


def _leads_on(word: str, head: Head) -> bool:
    links = grammar.folded("link", "event-link") if head.sort == "event" else grammar.folded("link")
    aims = head.kind in words("journey") or head.word in words("aimed")
    return word in links or (word in ("a", "al") and aims)


@cache
def _signed() -> re.Pattern[str]:
    """A participle that says that the thing described was signed or held, in any gender and number."""
    return re.compile(rf"(?:{'|'.join(word.removesuffix('o') for word in sorted(words('signed')))})[oa]s?")


def _noun(tokens: Sequence[Token], position: int, coordinated: bool) -> int | None:
    if position >= len(tokens):
        return None
    token = tokens[position]
    if phrases.is_capitalised(token) and not coordinated:
        return phrases.name_end(
            tokens, position, lambda j: tokens[j - 1].fold in phrases.AND and tokens[j].fold in lexicon().given
        )
    if token.shape != "lower" or len(token.text) < 4 or token.fold in grammar.folded("no-noun") or token.fold.endswith("mente"):
        return None
    end = _adjectives(tokens, position + 1)
    if end < len(tokens) and phrases.is_capitalised(tokens[end]) and phrases.adjacent(tokens, end) and not coordinated:
        return phrases.name_end(tokens, end, lambda j: tokens[j - 1].fold in phrases.AND)  # la colonia Faro Viejo
    if coordinated:  # "y medicamentos de primer nivel", never "y beneficiará a ..."
        after = tokens[end].fold if end < len(tokens) else "."
        nominal = token.fold.endswith("s") or _NOMINAL.search(token.fold)
        return end if nominal and (after in grammar.folded("link") or not after.isalpha()) else None
    return end
