"""Finds the printed names of organisations: authority labels, capitalised names behind a head noun, and acronyms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from converter.authorities import Authorities, Entry
from converter.authorities.entries import LabelMatch
from converter.language.lexicon import Head, Phrases, body_words, lexicon, number_words
from converter.language.text import Token, fold
from converter.mentions import companies
from converter.mentions.acronyms import ACRONYM, is_nearly_spelt, is_spelt_whole, not_bodies
from converter.mentions.analysis import Analysis
from converter.mentions.bare_acronyms import BareAcronyms
from converter.mentions.gazetteer import may_be_town
from converter.mentions.names import starts_sentence
from converter.mentions.organization_grammar import (
    Grammar,
    head_at,
    is_called,
    label_end,
    ordinals_before,
    roman_before,
    span_of,
)
from converter.mentions.organization_lists import announced, further_numbers, ministries, numbered_units, sharing
from converter.mentions.phrases import (
    LINKS,
    OF,
    OPENING,
    adjacent,
    bracketed,
    is_capitalised,
    name_end,
)
from converter.model import MentionKind, Part, Span
from converter.resources import table

_PARTS = (Part.LETTERHEAD, Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.SPEAKER)


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """A printed name of an organisation. `name` is the name proper, `acronym` the one in brackets beside it."""

    span: Span
    name: str
    type: str
    kind: MentionKind
    acronym: str | None = None
    entry: Entry | None = None
    flags: frozenset[str] = frozenset()
    resolved_by: str = "explicit"
    confidence: float = 0.95


@cache
def _body_nouns() -> Phrases[tuple[str, bool]]:
    return Phrases((row["noun"], (row["type"], row["keep"] == "yes")) for row in table("language/body-nouns.tsv"))


@cache
def _nouns() -> frozenset[str]:
    """The folded words behind which, or with which, a body is named in lower case."""
    return frozenset(map(fold, lexicon().lower_heads | lexicon().lower_plurals)) | _body_nouns().openings


class _Finder:
    """One pass over one analysis, left to right. Each step returns the index of the token to go on with."""

    def __init__(self, analysis: Analysis, grammar: Grammar, blocked: Sequence[Span]) -> None:
        self.analysis, self.tokens, self.grammar = analysis, analysis.tokens, grammar
        self.blocked = frozenset(i for s in blocked for i in range(analysis.index(s.start), analysis.index(s.end)))
        self.english = {"of", "for", "and"} & analysis.words.all
        self.found: list[OrganizationMention] = []
        self.introduced: dict[str, OrganizationMention] = {}

    def find(self) -> list[OrganizationMention]:
        past, nouns, words = 0, _nouns(), self.analysis.words
        for i in sorted({*words.capitalised, *words.at(nouns), *self.grammar.labels}):
            token = self.tokens[i]
            if i < past or self.analysis.parts[i] not in _PARTS:
                continue
            if token.capital:
                past = self._capitalised(i)
            elif token.shape == "lower":
                past = self._behind_noun(i)
        taken = self._taken()
        self.found += [
            OrganizationMention(span, self.analysis.string(span), "Corporation", MentionKind.NAME)
            for span in companies.find(self.analysis, taken | self.blocked)
        ]
        self._find_acronyms()
        return sorted(self.found, key=lambda m: (m.span.start, -m.span.end))

    def _capitalised(self, i: int) -> int:
        grammar, match = self.grammar, self.grammar.labels.get(i)
        found = None if i in grammar.capitals else head_at(self.tokens, i)
        if found is not None and (grammar.names_a_thing(i) or (i in self.blocked and not grammar.is_nested(i, found[1]))):
            found = None
        if found is None or i in grammar.persons or grammar.names_official(i):
            if match is None:
                return i + 1 if i in grammar.capitals or i in self.blocked else self._explained(i)
            return i + 1 if self._is_doubtful(i, match) else self._take_label(i, match)
        length, head = found
        j = grammar.end(i, head, length)
        if match is not None:
            end = label_end(self.analysis, i, match)
            if end >= j:
                return self._take_label(i, match, head)
            if i + length < end < j and not match.acronym and grammar.label_is_whole(end, j, self._entry(match)):
                j = end
        after = grammar.acronyms.behind(j)[1]
        if after > j and after in grammar.labels and adjacent(self.tokens, after):
            return after  # "Órgano Público Descentralizado (OPD) X": only X is a name
        if "plural" in head.flags and after == j:
            return self._take_several(i, j, head)
        if "event" in head.flags and grammar.follows_ordinal(i):
            return i + 1
        if "ordinal" in head.flags:
            first = ordinals_before(self.tokens, i)
            return self._take(first, i + length, head) if first < i else i + 1
        if "standalone" in head.flags and not (i + 1 == j and starts_sentence(self.tokens, i)):
            return self._take(i - 1 if roman_before(self.tokens, i) else i, j, head)
        return self._take(i, j, head) if grammar.accepts(i, length, j, head) else i + 1

    def _entry(self, match: LabelMatch) -> Entry | None:
        """The one entry a label surely means, or None."""
        if len(match.entries) > 1 or match.generic:
            return None
        return None if self.grammar.is_foreign(match.entries[0], self.analysis.string(match.span)) else match.entries[0]

    def _is_doubtful(self, i: int, match: LabelMatch) -> bool:
        """True where an authority label without a head noun of its own does not name the body here."""
        end = label_end(self.analysis, i, match)
        if match.generic and (i in self.grammar.capitals or (end - i < 3 and self.tokens[i].shape != "upper")):
            return True
        if lexicon().offices.match(self.tokens, i) and self.grammar.persons & {end, end + 1}:
            return True  # "la Secretaria de Salud del Estado, Ana Paz": without the accent, whoever heads it
        if not match.acronym:
            return False
        # "Ciudad Pemex" is a town, and "CAF (Common Assessment Framework)" what the text says it is.
        return self.grammar.names_a_thing(i) or self._is_explained_otherwise(end, self._entry(match))

    def _is_explained_otherwise(self, j: int, entry: Entry | None) -> bool:
        close = bracketed(self.tokens, j)
        if entry is None or close is None or close - j < 4:
            return False
        inside = fold(self.analysis.text[self.tokens[j + 1].start : self.tokens[close - 2].end])
        return len(inside) > 12 and not any(inside[:12] == fold(name)[:12] for name in entry.labels)

    def _take(self, i: int, j: int, head: Head) -> int:
        """Adds the name from token `i` to `j`, with the title of honour before it."""
        i -= (
            i > 0
            and adjacent(self.tokens, i)
            and self.tokens[i - 1].capital
            and self.tokens[i - 1].fold in body_words("honour")
        )
        acronym, after = self.grammar.acronyms.behind(j)
        span = span_of(self.tokens, i, j)
        name = self.analysis.string(span)
        inner = re.search(r" \(([^()]+)\)", name)
        if inner is not None:  # "Clínica de Medicina Familiar (CMF) de Tuxpan"
            number = name[inner.end() :] if "numbered" in head.flags and name[-1].isdigit() else ""
            name, acronym = name.replace(inner.group(), ""), acronym or inner.group(1) + number
        owner = self._spelt_owner(i, j, acronym)
        if owner is not None:  # "Escuela de Artes de la Universidad Alfa del Mar (UAM)"
            self._take(owner[0], j, owner[1])
            acronym = None
        mention = OrganizationMention(span, name, head.type, MentionKind.NAME, acronym, self.grammar.entry(name), head.flags)
        self.found.append(mention)
        if {"numbered", "acronym"} <= head.flags and name[-1].isdigit():
            further, after = further_numbers(self.analysis, i, j)
            self.found += [replace(mention, span=s, name=n, entry=self.grammar.entry(n), confidence=0.85) for s, n in further]
        if acronym:
            self.introduced |= dict.fromkeys((acronym, *(acronym.split("/") if " " not in acronym else ())), mention)  # UPV/EHU
        return max(after, j)

    def _spelt_owner(self, i: int, j: int, acronym: str | None) -> tuple[int, Head] | None:
        """The token inside the name from token `i` to `j` at which the body begins whose initials the acronym is, and the head
        noun there; or None."""
        for k in range(i + 2, j - 1) if acronym else ():
            found = head_at(self.tokens, k) if self.tokens[k - 1].fold in LINKS else None
            if found is not None and is_spelt_whole(self.tokens[k:j], acronym or ""):
                return k, found[1]
        return None

    def _take_label(self, i: int, match: LabelMatch, head: Head | None = None) -> int:
        """Adds the authority label at token `i`."""
        entry, own = self._entry(match), self.introduced.get(self.tokens[i].text)
        if match.acronym and own is not None and own.entry is not entry:  # the text gives the acronym to another body
            self.found.append(self._again(own, self.tokens[i].span))
            return i + 1
        known = j = label_end(self.analysis, i, match)
        short = match.acronym or self.tokens[known - 1].shape == "upper"
        while short and j < len(self.tokens) and adjacent(self.tokens, j) and self.grammar.goes_on(j):
            j += 1
        if entry is not None and j > known:
            start, end = span_of(self.tokens, known, j)
            if not is_called(entry, self.analysis.text[start:end], self.analysis.text[end : end + 30]):
                entry = None  # "CFE Ejemplo" is a company of the CFE
        acronym, after = self.grammar.acronyms.behind(j)
        name = self.analysis.string(span_of(self.tokens, i, j))
        types = [t for t in entry.types if t != "Organization"] if entry else []
        mention = OrganizationMention(
            span_of(self.tokens, i, j),
            name,
            types[0] if types else head.type if head else "Organization",
            MentionKind.ACRONYM if match.acronym and j == known else MentionKind.NAME,
            None if match.acronym else acronym,
            entry,
            head.flags if head else frozenset(),
            "alias" if entry and name not in (entry.name, *entry.acronyms) else "explicit",
            0.7 if match.generic else 0.97,
        )
        self.found.append(mention)
        if mention.acronym:
            self.introduced[mention.acronym] = mention
        return max(after, j)

    def _again(self, mention: OrganizationMention, span: Span) -> OrganizationMention:
        """The same body by its acronym."""
        name = self.analysis.string(span)
        return replace(mention, span=span, name=name, kind=MentionKind.ACRONYM, acronym=None, confidence=0.97)

    def _take_several(self, i: int, j: int, head: Head) -> int:
        """Adds each of several bodies under one plural head; a plural without numbers or portfolios is a class of bodies."""
        if head.type == "GovernmentOrganization" and i + 1 < len(self.tokens) and self.tokens[i + 1].fold in OF:
            several, end = ministries(self.analysis, self.grammar, i, j)
        else:
            several, end = numbered_units(self.analysis, i, j) if "numbered" in head.flags else ([], i + 1)
        for span, name in several:
            entry = self.grammar.entry(name)
            self.found.append(OrganizationMention(span, name, head.type, MentionKind.NAME, None, entry, confidence=0.85))
        return end

    def _explained(self, i: int) -> int:
        """A name in English, whose head no table holds, that an acronym of its own initials explains."""
        if not self.english or not i or self.tokens[i - 1].fold not in LINKS or self.tokens[i].shape != "cap":
            return i + 1
        j = name_end(self.tokens, i, self.grammar.stops)
        acronym = self.grammar.acronyms.behind(j)[0] if self.english & {t.fold for t in self.tokens[i:j]} else None
        if acronym is None or j - i < 2 or fold(acronym.replace(".", "")) in not_bodies():
            return i + 1
        if len(acronym) < 3 or not acronym.isupper() or not is_nearly_spelt(self.tokens[i:j], acronym):
            return i + 1
        return self._take(i, j, Head("", "Organization", frozenset()))

    def _behind_noun(self, i: int) -> int:
        """ "la asociación Manos del Valle", "escuela “Rosario Ibáñez”": a common noun that introduces a proper name."""
        match = self.grammar.labels.get(i)
        if match is not None and not (match.acronym or i in self.blocked or lexicon().offices.match(self.tokens, i)):
            return self._take_label(i, match)
        of = i + 1 + (i + 1 < len(self.tokens) and self.tokens[i + 1].lower in body_words("sphere"))
        if of + 1 < len(self.tokens) and self.tokens[of].fold in OF:
            if self.tokens[i].text in lexicon().lower_heads:
                return self._behind_lower_head(i, of)
            if of == i + 1 and self.tokens[i].text in lexicon().lower_plurals:
                head = lexicon().heads[self.tokens[i].text]
                return self._take_several(i, self.grammar.end(i, head), head)
        if self.tokens[i].text in lexicon().lower_heads and self._is_listed_pair(i):  # "el gobierno poblano"
            return self._take(i, i + 2, lexicon().heads[self.tokens[i].text])
        noun = _body_nouns().match(self.tokens, i)
        j = i + noun[0] if noun else len(self.tokens)
        adjectives = body_words("facility-adjective", "sphere")
        while noun is not None and noun[1][1] and j < len(self.tokens) and self.tokens[j].fold in adjectives:
            j += 1  # "hospital general Rosa Lima"
        if noun is None or j >= len(self.tokens) or not adjacent(self.tokens, j) or j in self.grammar.labels:
            return i + 1
        quoted, (type_, keep) = self.tokens[j].text in OPENING, noun[1]
        number = keep and self.tokens[j].fold in number_words("numbering")  # "institución educativa N° 82019"
        end = name_end(self.tokens, j - 1 if quoted or number else j, self.grammar.stops, number)
        enough = end - j >= 2 - keep or self._is_firm(j, type_)
        named = quoted or (is_capitalised(self.tokens[j]) and (keep or j not in self.grammar.persons) and enough)
        if end <= j or not named:
            return i + 1
        span = span_of(self.tokens, i if keep else j, end)
        name = self.analysis.string(span) if keep else self.analysis.string(span).strip('“”"«»')
        self.found.append(OrganizationMention(span, name, type_, MentionKind.NAME, confidence=0.75))
        return end

    def _is_listed_pair(self, i: int) -> bool:
        """True where the lists have a government of two words, the second an adjective of its state."""
        if i + 1 >= len(self.tokens) or self.tokens[i + 1].shape != "lower" or i in self.blocked:
            return False
        sphere = self.tokens[i + 1].fold in body_words("sphere", "sphere-of-government")
        return not sphere and self.grammar.entry(self.analysis.string(span_of(self.tokens, i, i + 2))) is not None

    def _is_firm(self, j: int, type_: str) -> bool:
        """ "la empresa Marlín": one word is enough for a firm, unless it says where it is or whose."""
        token = self.tokens[j]
        return (
            type_ == "Corporation"
            and (token.shape == "cap" or (ACRONYM.match(token.text) is not None and token.fold not in not_bodies()))
            and not self.grammar.is_place(token.text)
            and token.fold not in (lexicon().given.keys() | lexicon().function_words)
        )

    def _behind_lower_head(self, i: int, of: int) -> int:
        """ "la secretaría de Desarrollo Económico", "el gobierno regional de Loreto": a ministry or a government whose head
        noun is printed in lower case, with "de" at token `of`."""
        head = lexicon().heads[self.tokens[i].text]
        j = self.grammar.end(i, head, of - i)
        if j < of + 2 or i in self.blocked or of + 1 in self.grammar.labels:
            return i + 1
        governed = self.analysis.string(span_of(self.tokens, of + 1, j))
        if self.tokens[i].text in body_words("government") and not (self.grammar.is_place(governed) or may_be_town(governed)):
            return i + 1
        return self._take(i, j, head)

    def _taken(self) -> set[int]:
        return {i for m in self.found for i in range(self.analysis.index(m.span.start), self.analysis.index(m.span.end))}

    def _find_acronyms(self) -> None:
        """Acronyms that the text introduces in brackets, and bare ones that the sentence treats as a body."""
        taken = self._taken()
        for span in announced(self.analysis, self.grammar, taken | self.blocked):
            kind = MentionKind.ACRONYM if self.analysis.string(span).isupper() else MentionKind.NAME
            self.found.append(OrganizationMention(span, self.analysis.string(span), "Organization", kind, confidence=0.75))
        for span, name in sharing(self.analysis, self.grammar, taken | self.blocked):
            type_ = lexicon().heads[name.split(maxsplit=1)[0].lower()].type
            entry = self.grammar.entry(name)
            self.found.append(OrganizationMention(span, name, type_, MentionKind.NAME, None, entry, confidence=0.75))
        taken = self._taken()
        unexplained = self.grammar.acronyms.unexplained(self.introduced)
        bare = BareAcronyms(self.analysis, self.grammar, self.found)
        for i in self.analysis.words.capitalised:
            token = self.tokens[i]
            if i in taken or i in self.blocked or self.analysis.parts[i] not in _PARTS:
                continue
            introduced = self.introduced.get(token.text) or self._introduced_louder(token)
            if introduced is not None:
                slash = i + 2 < len(self.tokens) and self.tokens[i + 1].text == "/"
                double = slash and self.tokens[i + 2].text in self.introduced
                taken |= {i + 2} if double else set()
                self.found.append(self._again(introduced, span_of(self.tokens, i, i + 3 if double else i + 1)))
            elif bare.is_party(i) or bare.names_lower_body(i) or (token.text not in unexplained and bare.is_body(i)):
                j = i + 1
                while self._is_further_word(j):
                    j += 1
                span, kind = span_of(self.tokens, i, j), MentionKind.ACRONYM if j == i + 1 else MentionKind.NAME
                self.found.append(OrganizationMention(span, self.analysis.string(span), "Organization", kind, confidence=0.75))

    def _introduced_louder(self, token: Token) -> OrganizationMention | None:
        """The body of "Issste" after "(ISSSTE)"; but "Salud" is no Servicio de Salud (SALUD)."""
        found = self.introduced.get(token.text.upper())
        return None if found is not None and token.fold in fold(found.name).split() else found

    def _is_further_word(self, j: int) -> bool:
        inside = j < len(self.tokens) and adjacent(self.tokens, j)
        return inside and self.tokens[j].shape == "cap" and not self.grammar.is_persons(j)


def find(
    analysis: Analysis,
    authorities: Authorities,
    blocked: Sequence[Span],
    persons: frozenset[int],
    is_place: Callable[[str], bool],
) -> list[OrganizationMention]:
    """The organisations printed in headlines, body and letterhead, in order. Inside `blocked` spans (titles) only nested
    bodies are looked for; `persons` are the token indexes where a personal name surely begins."""
    return _Finder(analysis, Grammar(analysis, authorities, persons, is_place), blocked).find()
