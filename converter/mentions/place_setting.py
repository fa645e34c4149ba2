"""Where a name stands in a sentence, and where the whole release comes from: what is known before any name is weighed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from converter.language import grammar
from converter.language.lexicon import lexicon
from converter.language.text import fold
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import Found, Gazetteer
from converter.mentions.phrases import ARTICLES, adjacent, is_capitalised
from converter.mentions.place_words import Noun, is_going
from converter.model import Span

BIG, HUGE = 100_000, 1_000_000  # inhabitants from which a name is known in its country, and abroad


@dataclass(frozen=True, slots=True)
class Home:
    """Where a release comes from and what it names, as ISO codes; empty where unclear.

    `state` is the best guess, for choosing among namesakes; `sure` is the state or country that may be asserted.
    """

    country: str
    state: str
    states: frozenset[str]
    countries: frozenset[str]
    sure: str

    @classmethod
    def of(cls, analysis: Analysis, found: Sequence[Found], dateline: Span | None, gazetteer: Gazetteer) -> Home:
        """Weigh the names of states and countries, the dateline and the letterhead most."""
        votes: Counter[str] = Counter()
        states: set[str] = set()
        countries: set[str] = set()
        by_line = by_head = ""
        speak: dict[str, set[str]] = defaultdict(set)  # state -> the names that speak for it
        heads = analysis.release.letterheads
        end = 0
        for name in found:
            if name.span.start < end:
                continue  # inside a longer name
            end = name.span.end if not name.sloppy else end
            spots = [s for s in name.spots if s.trusted or s.population >= BIG]
            if name.sloppy or not spots or not is_abbreviation(analysis, name) or not stands_alone(analysis, name.span):
                continue
            in_head = any(h.overlaps(name.span) for h in heads)
            in_dateline = dateline is not None and dateline.covers(name.span)
            weight = 20 if in_dateline else 10 if in_head else 1
            capital_of = gazetteer.capital_of(analysis.string(name.span)) if in_dateline else ""
            if capital_of:  # "Madrid" in a dateline, though there are others
                votes[capital_of] += weight
            elif len({s.country for s in spots}) == 1:
                votes[spots[0].country] += weight
                countries.update(s.country for s in spots if s.kind == "country")
            if len({s.state for s in spots}) == 1 and spots[0].state:
                votes[spots[0].state] += weight
                speak[spots[0].state].add(fold(analysis.string(name.span)))
                states.update(s.state for s in spots if s.kind == "state")
                by_line = by_line or (spots[0].state if in_dateline else "")
                by_head = by_head or (spots[0].state if in_head else "")
        country = _winner(votes, lambda code: "-" not in code)
        # A national capital in the dateline says nothing of the state; a letterhead that names a state does.
        printed = by_line if by_line and by_line not in gazetteer.capitals else by_head
        state = printed or _winner(votes, lambda code: code.startswith(f"{country}-"))
        half = sum(n for code, n in votes.items() if "-" in code) / 2
        clear = votes[state] >= 3 and votes[state] > half and len(speak[state]) > 1
        at_capital = state in gazetteer.capitals and not printed
        known = state if printed or (clear and not at_capital) else ""
        sure = known or (country if votes[country] >= 2 else "")
        return cls(country, state, frozenset(states), frozenset(countries), sure)


def _winner(votes: Counter[str], wanted: Callable[[str], bool]) -> str:
    """The code with most votes among those wanted, or an empty string where two are level."""
    chosen = sorted(((n, code) for code, n in votes.items() if wanted(code)), reverse=True)
    return "" if not chosen or (len(chosen) > 1 and chosen[0][0] == chosen[1][0]) else chosen[0][1]


def is_abbreviation(analysis: Analysis, found: Found) -> bool:
    """True for a full name, and for a short form where one may stand: "Son." is Sonora only after "Guaymas, "."""
    printed = analysis.string(found.span)
    if not found.abbreviation or not printed.endswith(".") or printed.count(".") > 1 or " " in printed:
        return True
    return analysis.text[max(0, found.span.start - 3) : found.span.start].rstrip().endswith((",", "("))


def preposition(analysis: Analysis, start: int) -> int:
    """2 where a preposition of place stands before position `start`, 1 where another one does, else 0."""
    tokens, i = analysis.tokens, analysis.index(start) - 1
    while i > 0 and tokens[i].fold in ARTICLES and adjacent(tokens, i + 1):
        i -= 1
    if i < 0 or not adjacent(tokens, i + 1):
        return 0
    weak = tokens[i].fold in grammar.folded("before-place")
    if (
        tokens[i].fold in grammar.folded("where")
        or is_going(tokens[i])
        or (weak and i and adjacent(tokens, i) and is_going(tokens[i - 1]))
    ):
        return 2
    return 1 if weak else 0


def stands_alone(analysis: Analysis, span: Span, noun: Noun | None = None) -> bool:
    """False where a capitalised neighbour makes the name part of a longer one: "Ana Lima", "Lima Norte"."""
    tokens = analysis.tokens
    first, after = analysis.index(span.start), analysis.index(span.end)
    before = tokens[first - 1] if first and adjacent(tokens, first) else None
    if before is not None and before.fold in ARTICLES and before.shape == "cap" and noun is None:
        return first == 1 or not adjacent(tokens, first - 1) or tokens[first - 2].shape != "lower"
    if (
        before is not None
        and is_capitalised(before)
        and before.fold not in ARTICLES | grammar.folded("where", "before-place")
        and noun is None
    ):
        acronym = before.shape == "upper" and len(before.text) <= 8  # "ISSSTE Guanajuato"
        earlier = analysis.tokens_in(Span(analysis.sentence_at(span.start).start, before.start))
        opens = all(token.shape == "mark" for token in earlier)  # "¡Viva México!"
        if not acronym and (not opens or before.fold in lexicon().given):
            return False
    follows = after < len(tokens) and adjacent(tokens, after) and tokens[after].start > span.end
    return not (follows and is_capitalised(tokens[after]))
