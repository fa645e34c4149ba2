"""Finds the printed names of organisations: authority labels, capitalised names behind a head noun, and acronyms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from converter.authorities import Authorities, Entry
from converter.authorities.entries import LabelMatch
from converter.language.lexicon import Head, Phrases, lexicon
from converter.language.text import Token, fold
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import Spot, gazetteer
from converter.mentions.names import blockers, starts_sentence
from converter.mentions.phrases import (
    AND,
    ARTICLES,
    NUMBER_WORDS,
    OF,
    OPENING,
    adjacent,
    bracketed,
    in_capitals,
    is_capitalised,
    name_end,
)
from converter.model import MentionKind, Part, Span
from converter.resources import table

_PARTS = (Part.LETTERHEAD, Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.SPEAKER)
_ROMAN = re.compile(r"[IVXLC]+$")
_ACRONYM = re.compile(r"[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ&-]*[A-ZÁÉÍÓÚÑ]\d?$|[A-Z]\d$")
# A bare acronym nobody explains is a body only where the sentence treats it as one: behind an article or in a list of bodies.
_CUES = frozenset({"el", "la", "del", "al", "los", "las"})


# "Gobierno Federal": a government is told by its sphere or by what it governs.
_SPHERES = frozenset(
    {"federal", "estatal", "municipal", "local", "regional", "autonomico", "provincial", "foral", "departamental"}
)


_GOVERNMENTS = frozenset({"gobierno", "ayuntamiento"})
_LOWER_PLURALS = frozenset({"ministerios", "secretarías"})
_LOWER_HEADS = frozenset({"secretaría", "subsecretaría", "ministerio", "fiscalía", "universidad"}) | _GOVERNMENTS


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


def _head_at(tokens: Sequence[Token], i: int) -> tuple[int, Head] | None:
    """The head noun at token `i` (one or two words) and its length."""
    heads = lexicon().heads
    token = tokens[i]
    if not is_capitalised(token):
        return None
    if i + 1 < len(tokens) and is_capitalised(tokens[i + 1]):
        double = heads.get(f"{token.text} {tokens[i + 1].text}".lower())
        if double is not None:
            return 2, double
    single = heads.get(token.text.lower())
    return (1, single) if single is not None else None


class OrganizationFinder:
    """One pass over one analysis; use :func:`find`."""

    def __init__(
        self,
        analysis: Analysis,
        authorities: Authorities,
        blocked: Sequence[Span],
        persons: frozenset[int],
        is_place: Callable[[str], bool],
    ) -> None:
        self.analysis, self.tokens, self.authorities = analysis, analysis.tokens, authorities
        self.blocked, self.persons, self.is_place = blocked, persons, is_place
        self.head_type, self.head_flags, self.head_upper = "", frozenset[str](), False
        matches = authorities.match(analysis.folded, analysis.text)
        # A programme that runs services of its own is a body; one that only gives money or courses is none.
        self.labels = {
            m.span.start: m
            for m in matches
            if m.entries[0].kind == "organization"
            or (m.entries[0].kind == "programme" and "Organization" in m.entries[0].types)
        }
        self._capitals: dict[Span, bool] = {}
        countries = Counter(m.entries[0].country for m in matches if not m.generic and m.entries[0].country)
        self.country = countries.most_common(1)[0][0] if countries else None
        starts = {t.start: k for k, t in enumerate(self.tokens)}
        self._label_tokens = {starts[s]: m for s, m in self.labels.items() if s in starts}
        self.found: list[OrganizationMention] = []
        self.introduced: dict[str, OrganizationMention] = {}

    def _label_end(self, i: int) -> tuple[int, Entry | None, bool, bool] | None:
        """The authority label at token `i`: token index after it, its one entry if sure, generic, acronym."""
        match = self.labels.get(self.tokens[i].start)
        if match is None or not is_capitalised(self.tokens[i]):
            return None
        j = i
        while j < len(self.tokens) and self.tokens[j].end <= match.span.end:
            j += 1
        entry = match.entries[0] if len(match.entries) == 1 and not match.generic else None
        if entry is not None and self._foreign(entry, match.span):
            entry = None
        return (j, entry, match.generic, match.acronym) if j > i else None

    def _foreign(self, entry: Entry, span: Span) -> bool:
        """True where a name that many states give ("Ministerio de Educación") is another country's in the lists."""
        head = lexicon().heads.get(self.analysis.string(span).split()[0].lower())
        if entry.country is None or entry.country == self.country or head is None or head.type != "GovernmentOrganization":
            return False
        return not any(spot.iso == entry.country for spot in _spots(self.analysis.string(span)))

    def _stops(self, j: int) -> bool:
        """True where the capitalised token `j` begins something other than the rest of a name."""
        token = self.tokens[j]
        previous = self.tokens[j - 1] if j else None
        if previous is not None and previous.fold in ("en", "a") and self.is_place(token.text):
            return True
        if j in self.persons and previous is not None and self._person_ends(j, previous):
            return True
        if self.head_flags & {"unit", "organ"} and "numbered" not in self.head_flags and previous is not None and j > 1:
            # A unit ends where the body it belongs to begins: "Facultad de Medicina de la Universidad de Campeche".
            article = previous.fold == "del" or (previous.fold in ARTICLES and self.tokens[j - 2].fold in OF)
            head = _head_at(self.tokens, j) if article else None
            if head is not None and not head[1].flags & {"weak", "plural"}:
                return True
            if previous.fold in OF | ARTICLES and not self.head_upper and _ACRONYM.match(token.text) and len(token.text) > 2:
                return True
        joined = previous is not None and (previous.fold in AND | ARTICLES | {","} or is_capitalised(previous))
        if (
            joined
            and previous is not None
            and not (previous.fold in ARTICLES and j > 1 and self.tokens[j - 2].fold in OF | {"para"})
        ):
            head = _head_at(self.tokens, j)
            if (
                head is not None
                and not head[1].flags & {"weak", "plural", "soft"}
                and previous.fold not in OF
                and not is_capitalised(previous)
            ):
                return True
            if previous.fold in AND | {","} and (_ACRONYM.match(token.text) or self._known_acronym(token.text)):
                return True
        return lexicon().honorifics.match(self.tokens, j) is not None and token.text.endswith(".")

    def _person_ends(self, j: int, previous: Token) -> bool:
        """True where the person that begins at token `j` is not the one the body is named after."""
        if previous.fold in AND | {","} or self._label_ends_at(j):
            return True
        return is_capitalised(previous) and self.head_type == "GovernmentOrganization"

    def _label_ends_at(self, j: int) -> bool:
        """True where an authority label ends right before token `j`: what follows without a comma is somebody's name."""
        return any(m.span.end == self.tokens[j - 1].end for m in self.labels.values())

    def _known_acronym(self, text: str) -> bool:
        return any(text.upper() in map(str.upper, entry.acronyms) for entry in self.authorities.lookup(text, "organization"))

    def _accepts(self, i: int, length: int, j: int, head: Head) -> bool:
        """True where the name from token `i` to `j` is long enough for its head, or explained by an acronym."""
        complement = any(t.fold in OF for t in self.tokens[i:j])
        first = next((t.fold for t in self.tokens[i:j] if t.shape == "lower"), "")
        if "of" in head.flags and first not in OF and self.tokens[j - 1].fold not in _SPHERES:
            return False
        if "unit" in head.flags and not complement and not any(t.shape == "number" for t in self.tokens[i:j]):
            return self._acronym_behind(j)[0] is not None
        capitals = sum(is_capitalised(t) for t in self.tokens[i:j])
        if self.tokens[i + length].fold in AND and not complement:  # "personal de Administración y Servicios"
            return self._acronym_behind(j)[0] is not None
        quoted = any(t.text in '“"«‘' for t in self.tokens[i:j])
        numbered = any(t.shape == "number" for t in self.tokens[i + length : j])
        if self._acronym_behind(j)[0]:
            return capitals > length
        if "direct" in head.flags and not is_capitalised(self.tokens[i + length]):
            return False
        if "weak" in head.flags:
            return capitals >= length + (1 if self._office_before(i) else 2)
        return capitals > length or quoted or (numbered and "numbered" in head.flags) or self.tokens[j - 1].fold in _trailing()

    def _office_before(self, i: int) -> bool:
        """ "el secretario técnico de la Mesa de Seguridad": behind an office even a weak head names a body."""
        k = i - 1
        if k >= 0 and self.tokens[k].fold in ARTICLES:
            k -= 1
        if k < 1 or self.tokens[k].fold not in OF:
            return False
        k -= 1
        while k > 0 and self.tokens[k].fold in lexicon().modifiers and not lexicon().offices.match(self.tokens, k):
            k -= 1
        return lexicon().offices.match(self.tokens, k) is not None

    def _acronym_behind(self, j: int) -> tuple[str | None, int]:
        """The acronym in brackets at token `j`, and the index after the bracket."""
        close = bracketed(self.tokens, j, longest=4)
        if close is None or not adjacent(self.tokens, j):
            return self._apposed_acronym(j)
        inside = self.tokens[j + 1 : close - 1]
        first = inside[0] if inside else None
        if len(inside) == 3 and inside[1].text == "/" and inside[2].shape == "upper":  # UPV/EHU
            return self.analysis.text[inside[0].start : inside[2].end], close
        if first is None or not is_capitalised(first) or len(first.text) > 14:
            return None, j
        if len(inside) > 1 and inside[1].text not in (",", "/", ";"):
            return None, j
        own = self._label_tokens.get(j + 1)
        if own is not None and not any(m.span.end == self.tokens[j - 1].end for m in self.labels.values() if _share(m, own)):
            spelt = _spelt(self.tokens[max(0, j - 12) : j], first.text)
            if any(m.span.end == self.tokens[j - 1].end for m in self.labels.values()) and not spelt:
                return None, j  # "... de las Naciones Unidas (CEPAL)": the acronym is the larger name's
        return self.analysis.text[first.start : first.end], close

    def _apposed_acronym(self, j: int) -> tuple[str | None, int]:
        """ "la Asociación de Agencias de Calidad, AAC,": an acronym between commas, or at the end, behind the name."""
        if j + 1 >= len(self.tokens) or self.tokens[j].text != "," or not _ACRONYM.match(self.tokens[j + 1].text):
            return None, j
        closed = j + 2 >= len(self.tokens) or self.tokens[j + 2].text in ",.;" or not adjacent(self.tokens, j + 2)
        if (
            not closed
            or j + 1 in self._label_tokens
            or len(self.tokens[j + 1].text) < 3
            or self._in_capitals(self.tokens[j + 1])
        ):
            return None, j
        listed = j + 3 < len(self.tokens) and self.tokens[j + 2].text == "," and _ACRONYM.match(self.tokens[j + 3].text)
        return (None, j) if listed else (self.tokens[j + 1].text, j + 2)

    def find(self) -> list[OrganizationMention]:
        """All mentions, in order."""
        i = 0
        while i < len(self.tokens):
            i = self._at(i)
        self._acronyms()
        return sorted(self.found, key=lambda m: (m.span.start, -m.span.end))

    def _at(self, i: int) -> int:
        token = self.tokens[i]
        if self.analysis.parts[i] not in _PARTS:
            return i + 1
        if token.shape == "lower":
            return self._introduced_by_noun(i)
        if not is_capitalised(token):
            return i + 1
        label = self._label_end(i)
        inside = any(b.start <= token.start < b.end for b in self.blocked)
        capitals = self._in_capitals(token)
        head = None if capitals else _head_at(self.tokens, i)
        if head is not None and (self._names_a_thing(i) or (inside and not self._nested(i, head[1]))):
            head = None
        if head is None or i in self.persons:
            thing = label is not None and label[3] and self._names_a_thing(i)  # "Ciudad Pemex"
            if label is None or thing or (label[2] and (capitals or (label[0] - i < 3 and token.shape != "upper"))) or self._expands_otherwise(label):
                return self._explained(i) if label is None and not capitals and not inside else i + 1
            return self._emit_label(i, label)
        self.head_type, self.head_flags, self.head_upper = head[1].type, head[1].flags, token.shape == "upper"
        j = name_end(self.tokens, i + head[0] - 1, self._stops, "numbered" in head[1].flags)
        if label is not None and label[0] >= j:
            return self._emit_label(i, label, head[1])
        if label is not None and label[0] < j and not label[3] and self._ends_with_label(label, j):
            j = label[0] if label[0] > i + head[0] else j
        _, after = self._acronym_behind(j)
        if after > j and after in self._label_tokens and adjacent(self.tokens, after):
            return after  # "Órgano Público Descentralizado (OPD) X": only X is a name
        if "plural" in head[1].flags and after == j:
            return self._plural(i, j, head[1])
        if "event" in head[1].flags and self._ordinal_before(i):
            return i + 1
        if "standalone" in head[1].flags and not (i + 1 == j and starts_sentence(self.tokens, i)):
            return self._emit(i - 1 if self._roman_before(i) else i, j, head[1])
        if not self._accepts(i, head[0], j, head[1]):
            return i + 1
        return self._emit(i, j, head[1])

    def _introduced_by_noun(self, i: int) -> int:
        """ "la asociación Manos del Valle", "escuela “Rosario Ibáñez”": a common noun that introduces a proper name."""
        if self.tokens[i].text in _LOWER_HEADS and i + 2 < len(self.tokens) and self.tokens[i + 1].fold in OF:
            return self._lower_head(i)
        if self.tokens[i].text in _LOWER_PLURALS and i + 2 < len(self.tokens) and self.tokens[i + 1].fold in OF:
            head = lexicon().heads[self.tokens[i].text]
            return self._ministries(i, name_end(self.tokens, i, self._stops), head)
        noun = _body_nouns().match(self.tokens, i)
        j = i + noun[0] if noun else len(self.tokens)
        if noun is None or j >= len(self.tokens) or not adjacent(self.tokens, j) or j in self._label_tokens:
            return i + 1
        quoted = self.tokens[j].text in OPENING
        end = name_end(self.tokens, j - 1 if quoted else j, self._stops)
        type_, keep = noun[1]
        if (
            end <= j
            or not (quoted or is_capitalised(self.tokens[j]))
            or (not quoted and (j in self.persons or end - j < 2 - keep))
        ):
            return i + 1
        span = Span(self.tokens[i if keep else j].start, self.tokens[end - 1].end)
        self.found.append(
            OrganizationMention(span, self.analysis.string(span).strip('“”"«»'), type_, MentionKind.NAME, confidence=0.75)
        )
        return end

    def _lower_head(self, i: int) -> int:
        """ "la secretaría de Desarrollo Económico": a ministry or a government whose head noun is printed in lower case."""
        head = lexicon().heads[self.tokens[i].text]
        j = name_end(self.tokens, i, self._stops)
        if j < i + 3 or any(b.start <= self.tokens[i].start < b.end for b in self.blocked) or i + 2 in self._label_tokens:
            return i + 1
        self.head_type, self.head_flags, self.head_upper = head.type, head.flags, False
        place = self.analysis.text[self.tokens[i + 2].start : self.tokens[j - 1].end]
        if self.tokens[i].text in _GOVERNMENTS and not self.is_place(place):
            return i + 1
        return self._emit(i, j, head)

    def _nested(self, i: int, head: Head) -> bool:
        """ "Tercera Sesión del Consejo Estatal de Salud": inside a title a body is told by its article."""
        if head.flags & {"weak", "event", "plural"} or i < 2:
            return False
        return self.tokens[i - 1].fold == "del" or (
            self.tokens[i - 1].fold in ARTICLES and self.tokens[i - 2].fold in OF | {"con"}
        )

    def _names_a_thing(self, i: int) -> bool:
        """ "colonia Centro", "doña Refugio", "El Refugio": what stands before says that no body begins here."""
        if not i or not adjacent(self.tokens, i):
            return False
        previous = self.tokens[i - 1]
        if previous.fold in blockers() and (previous.shape == "lower" or blockers()[previous.fold]):
            return True
        if previous.shape == "cap" and previous.fold in ARTICLES and not starts_sentence(self.tokens, i - 1):
            return True
        honorific = lexicon().honorifics.match(self.tokens, i - 1)
        return honorific is not None and honorific[0] == 1 and previous.fold not in ("general", "mayor", "notario", "notaria")

    def _ends_with_label(self, label: tuple[int, Entry | None, bool, bool], j: int) -> bool:
        """True where what stands behind an authority label is no part of the name, or only its country's name."""
        if is_capitalised(self.tokens[label[0]]):
            return label[0] in self.persons
        if self.tokens[label[0]].fold not in OF:
            return True
        rest = self.analysis.text[self.tokens[label[0] + 1].start : self.tokens[j - 1].end]
        places = self.authorities.lookup(rest, "place")
        if self.labels.get(self.tokens[j - 1].start) or self.authorities.lookup(rest, "organization"):
            return True
        return label[1] is not None and any("Country" in p.types and p.country == label[1].country for p in places)

    def _in_capitals(self, token: Token) -> bool:
        passage = self.analysis.passage_at(token.start)
        if passage is None or passage.part == Part.LETTERHEAD:
            return False
        if passage.span not in self._capitals:
            self._capitals[passage.span] = in_capitals(self.analysis.tokens_in(passage.span))
        return self._capitals[passage.span]

    def _roman_before(self, i: int) -> bool:
        """ "XXIII Ayuntamiento": the term of office is printed with the body."""
        return i > 0 and adjacent(self.tokens, i) and bool(_ROMAN.match(self.tokens[i - 1].text))

    def _expands_otherwise(self, label: tuple[int, Entry | None, bool, bool]) -> bool:
        """True where the text itself explains an acronym of the lists as something else: "CAF (Common Framework)"."""
        j, entry, _, acronym = label
        close = bracketed(self.tokens, j)
        if not acronym or entry is None or close is None or close - j < 4:
            return False
        inside = fold(self.analysis.text[self.tokens[j + 1].start : self.tokens[close - 2].end])
        return len(inside) > 12 and not any(inside[:12] == fold(name)[:12] for name in entry.labels)

    def _explained(self, i: int) -> int:
        """A capitalised name with no known head that an acronym of its own initials explains: "Network for Quality (NQ)"."""
        previous = self.tokens[i - 1] if i else None
        if previous is None or previous.fold not in ARTICLES | OF or self.tokens[i].shape != "cap":
            return i + 1
        j = name_end(self.tokens, i, self._stops)
        if not {"of", "for", "and"} & {t.fold for t in self.tokens[i:j]}:  # a Spanish one would have a known head
            return i + 1
        acronym, _ = self._acronym_behind(j)
        if acronym is None or j - i < 2 or fold(acronym.replace(".", "")) in _not_bodies():
            return i + 1
        letters = [t.fold[0] for t in self.tokens[i:j] if is_capitalised(t)]
        if len(acronym) < 3 or not acronym.isupper() or not _subsequence(letters, fold(acronym)):
            return i + 1
        return self._emit(i, j, Head("", "Organization", frozenset()))

    def _ordinal_before(self, i: int) -> bool:
        previous = self.tokens[i - 1] if i else None
        return previous is not None and (previous.shape == "number" or bool(_ROMAN.match(previous.text)))

    def _emit(self, i: int, j: int, head: Head, entry: Entry | None = None) -> int:
        acronym, after = self._acronym_behind(j)
        span = Span(self.tokens[i].start, self.tokens[j - 1].end)
        name = self.analysis.string(span)
        inner = re.search(r" \(([^()]+)\)", name)
        if inner is not None:  # "Clínica de Medicina Familiar (CMF) de Tuxpan"
            name, acronym = name.replace(inner.group(), ""), acronym or inner.group(1)
        if entry is None:
            entries = self.authorities.lookup(name, "organization")
            entry = entries[0] if len(entries) == 1 and not self._foreign(entries[0], span) else None
        mention = OrganizationMention(span, name, head.type, MentionKind.NAME, acronym, entry, head.flags)
        self.found.append(mention)
        if acronym:
            self.introduced |= dict.fromkeys((acronym, *acronym.split("/")), mention)  # UPV/EHU
        return after if after > j else j

    def _emit_label(self, i: int, label: tuple[int, Entry | None, bool, bool], head: Head | None = None) -> int:
        j, entry, generic, is_acronym = label
        own = self.introduced.get(self.tokens[i].text)
        if is_acronym and own is not None and own.entry is not entry:  # the text gives the acronym to another body
            self.found.append(
                replace(own, span=self.tokens[i].span, name=self.tokens[i].text, kind=MentionKind.ACRONYM, acronym=None)
            )
            return i + 1
        known = j
        while is_acronym and j < len(self.tokens) and adjacent(self.tokens, j) and self._belongs(j):
            j += 1  # "CRUE Universidades": the acronym with a word of the full name
        acronym, after = self._acronym_behind(j)
        span = Span(self.tokens[i].start, self.tokens[j - 1].end)
        kind = next((t for t in (entry.types if entry else ()) if t != "Organization"), head.type if head else "Organization")
        mention = OrganizationMention(
            span,
            self.analysis.string(span),
            kind,
            MentionKind.ACRONYM if is_acronym and j == known else MentionKind.NAME,
            acronym if not is_acronym else None,
            entry,
            head.flags if head else frozenset(),
            "alias" if entry and self.analysis.string(span) not in (entry.name, *entry.acronyms) else "explicit",
            0.7 if generic else 0.97,
        )
        self.found.append(mention)
        if acronym and not is_acronym:
            self.introduced[acronym] = mention
        return max(after, j)

    def _belongs(self, j: int) -> bool:
        token = self.tokens[j]
        if token.shape != "cap" or j in self.persons or token.fold in lexicon().function_words or self.is_place(token.text):
            return False
        return not lexicon().offices.match(self.tokens, j) and not lexicon().honorifics.match(self.tokens, j)

    def _plural(self, i: int, j: int, head: Head) -> int:
        """ "Hospitales Generales Regionales No. 1 y No. 20" are two bodies; a plural without numbers is a class of them."""
        if head.type == "GovernmentOrganization" and self.tokens[i + 1].fold in OF:
            return self._ministries(i, j, head)
        k = next((k for k in range(i, j) if self.tokens[k].fold in NUMBER_WORDS or self.tokens[k].text.isdigit()), None)
        if k is None or "numbered" not in head.flags:
            return i + 1
        stem = " ".join(_singular(t.text) for t in self.tokens[i:k])
        while k < len(self.tokens) and adjacent(self.tokens, k):
            token = self.tokens[k]
            if token.text.isdigit():
                start = self.tokens[k - 1].start if self.tokens[k - 1].fold in NUMBER_WORDS else token.start
                name = f"{stem} No. {token.text}"
                self.found.append(
                    OrganizationMention(Span(start, token.end), name, head.type, MentionKind.NAME, confidence=0.85)
                )
            elif token.fold not in NUMBER_WORDS | AND | {","}:
                break
            k += 1
        return k

    def _ministries(self, i: int, j: int, head: Head) -> int:
        """ "los Ministerios de Cultura y de Salud", "... de Ciencia e Innovación y Universidades": one for each portfolio."""
        stem = _singular(self.tokens[i].text)
        while (
            j + 2 < len(self.tokens)
            and self.tokens[j].fold in AND
            and self.tokens[j + 1].fold in OF
            and is_capitalised(self.tokens[j + 2])
        ):
            j = name_end(self.tokens, j + 2, self._stops)
        cuts = [k for k in range(i + 2, j) if self.tokens[k].fold in AND and self.tokens[k + 1].fold in OF]
        if not cuts:
            last = [k for k in range(i + 2, j) if self.tokens[k].fold == "y"][-1:]
            names = [f"{stem} de {self.analysis.text[self.tokens[k + 1].start : self.tokens[j - 1].end]}" for k in last]
            cuts = [k for k, name in zip(last, names, strict=True) if self.authorities.lookup(name, "organization")]
        if not cuts:
            return i + 1
        for start, end in zip([i + 1, *(k + 1 for k in cuts)], [*cuts, j], strict=True):
            part = self.analysis.text[self.tokens[start].start : self.tokens[end - 1].end]
            name = f"{stem} {part}" if self.tokens[start].fold in OF else f"{stem} de {part}"
            span = Span(self.tokens[start].start, self.tokens[end - 1].end)
            entries = self.authorities.lookup(name, "organization")
            entry = entries[0] if len(entries) == 1 and not self._foreign(entries[0], span) else None
            self.found.append(OrganizationMention(span, name, head.type, MentionKind.NAME, None, entry, confidence=0.85))
        return j

    def _acronyms(self) -> None:
        """Acronyms that the text introduces in brackets, and bare ones that the sentence treats as a body."""
        taken = [m.span for m in self.found]
        # An acronym explained as something else ("Plan Metropolitano (PM)") is no body further on either.
        explained = {t.text for i, t in enumerate(self.tokens) if i and self.tokens[i - 1].text == "("} - set(self.introduced)
        for i, token in enumerate(self.tokens):
            if token.shape not in ("upper", "mixed", "cap") or any(s.start <= token.start < s.end for s in taken):
                continue
            if self.analysis.parts[i] not in _PARTS or any(b.start <= token.start < b.end for b in self.blocked):
                continue
            introduced = self.introduced.get(token.text) or self.introduced.get(token.text.upper())
            if introduced is not None:
                double = (
                    i + 2 < len(self.tokens) and self.tokens[i + 1].text == "/" and self.tokens[i + 2].text in self.introduced
                )
                span = Span(token.start, self.tokens[i + 2].end) if double else token.span
                taken.append(span)
                name = self.analysis.string(span)
                found = replace(introduced, span=span, name=name, kind=MentionKind.ACRONYM, acronym=None, confidence=0.97)
                self.found.append(found)
            elif token.text not in explained and self._bare(i):
                j = i + 1
                while (
                    j < len(self.tokens)
                    and adjacent(self.tokens, j)
                    and self.tokens[j].shape == "cap"
                    and j not in self.persons
                ):
                    j += 1
                span = Span(token.start, self.tokens[j - 1].end)
                kind = MentionKind.ACRONYM if j == i + 1 else MentionKind.NAME
                self.found.append(OrganizationMention(span, self.analysis.string(span), "Organization", kind, confidence=0.75))

    def _bare(self, i: int) -> bool:
        token = self.tokens[i]
        if not (_ACRONYM.match(token.text) and 3 <= len(token.text) <= 10) or _ROMAN.match(token.text):
            return False
        if self._in_capitals(token) or token.fold in _not_bodies():
            return False
        previous, following = self.tokens[i - 1] if i else None, self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        passage = self.analysis.passage_at(token.start)
        if passage is not None and passage.part == Part.LETTERHEAD and passage.span.start == token.start:
            return following is None or following.shape != "upper" or following.start >= passage.span.end
        if previous is None or (following is not None and following.shape == "number" and adjacent(self.tokens, i + 1)):
            return False
        if previous.fold in _CUES:
            return True
        if self._office_before(i):
            return True
        near = previous.text == "," or previous.fold in AND
        return near and any(m.span.end == self.tokens[i - 2].end for m in self.found)


def _trailing() -> frozenset[str]:
    return frozenset({"estatal", "municipal", "federal"})


@cache
def _not_bodies() -> frozenset[str]:
    return frozenset(fold(row["acronym"]) for row in table("language/other-acronyms.tsv"))


def _spots(name: str) -> list[Spot]:
    """Every place named inside a name."""
    return [spot for found in gazetteer().find(fold(name), name) for spot in found.spots]


@cache
def _body_nouns() -> Phrases[tuple[str, bool]]:
    return Phrases((row["noun"], (row["type"], row["keep"] == "yes")) for row in table("language/body-nouns.tsv"))


def _share(a: LabelMatch, b: LabelMatch) -> bool:
    return bool({e.iri for e in a.entries} & {e.iri for e in b.entries})


def _spelt(tokens: Sequence[Token], acronym: str) -> bool:
    """True where the last capitalised words before a bracket begin with the letters of the acronym in it."""
    letters = [t.fold[0] for t in tokens if is_capitalised(t)][-len(acronym) :]
    return "".join(letters) == fold(acronym)


def _subsequence(letters: Sequence[str], acronym: str) -> bool:
    """True where the acronym is spelt by the initials, in order, but for at most one letter."""
    position, hits = 0, 0
    for letter in acronym:
        if letter in letters[position:]:
            position += letters[position:].index(letter) + 1
            hits += 1
    return hits >= len(acronym) - 1 and acronym[0] == letters[0]


def _singular(word: str) -> str:
    """Singular of a plural noun or adjective of a body's name: Hospitales Generales -> Hospital General."""
    if word.lower().endswith("iones"):
        return word[:-4] + "ón"
    if word.lower().endswith(("ales", "ares", "ores", "ades", "iles")):
        return word[:-2]
    return word[:-1] if word.lower().endswith(("as", "os", "es")) and len(word) > 3 else word


def find(
    analysis: Analysis,
    authorities: Authorities,
    blocked: Sequence[Span],
    persons: frozenset[int],
    is_place: Callable[[str], bool],
) -> list[OrganizationMention]:
    """The organisations printed in headlines, body and letterhead; `persons` are token indexes where a personal name begins."""
    return OrganizationFinder(analysis, authorities, blocked, persons, is_place).find()


def overlapping(mentions: Sequence[OrganizationMention], span: Span) -> Iterator[OrganizationMention]:
    """The mentions that share text with `span`."""
    return (m for m in mentions if m.span.overlaps(span))
