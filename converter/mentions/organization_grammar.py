"""The grammar of organisations' names: which noun heads one, how far it reaches, and when it is one at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

from converter.authorities import Authorities, Entry
from converter.authorities.entries import LabelMatch
from converter.language.lexicon import Head, body_words, lexicon, office_words
from converter.language.numerals import ordinal
from converter.language.text import Token, fold
from converter.mentions.acronyms import ACRONYM, ROMAN, Acronyms
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer
from converter.mentions.names import blockers, parse, starts_sentence
from converter.mentions.phrases import AND, ARTICLES, LINKS, LISTING, OF, adjacent, begins_office, is_capitalised, name_end
from converter.model import Part, Span
from converter.resources import table

_NAMED_AFTER_STREETS = frozenset({"Hospital", "EducationalOrganization", "Corporation"})
_BEFORE_ANOTHER = ARTICLES | LISTING


def head_at(tokens: Sequence[Token], i: int) -> tuple[int, Head] | None:
    """The capitalised head noun at token `i` (one or two words, or HGZ/MF) and its length."""
    heads, openings = lexicon().heads, lexicon().head_openings
    token = tokens[i]
    if not token.capital or token.lower not in openings:
        return None
    if i + 2 < len(tokens) and tokens[i + 1].text == "/":
        slashed = heads.get(f"{token.lower}/{tokens[i + 2].lower}")
        if slashed is not None:
            return 3, slashed
    if i + 1 < len(tokens) and tokens[i + 1].capital:
        double = heads.get(f"{token.lower} {tokens[i + 1].lower}")
        if double is not None:
            return 2, double
    single = heads.get(token.lower)
    return (1, single) if single is not None else None


class Grammar:
    """What surrounds decide about names in one text. `persons`: tokens where a sure personal name begins; `labels`: the
    authority labels by the index of their first token; `capitals`: tokens of passages printed in capitals."""

    def __init__(
        self, analysis: Analysis, authorities: Authorities, persons: frozenset[int], is_place: Callable[[str], bool]
    ) -> None:
        self.analysis, self.tokens, self.authorities = analysis, analysis.tokens, authorities
        self.persons, self.is_place = persons, is_place
        matches = authorities.match(analysis.folded, analysis.text)
        at = [(analysis.index(m.span.start), m) for m in matches if _is_body(m.entries[0])]
        self.labels = {i: m for i, m in at if i < len(self.tokens) and self.tokens[i].start == m.span.start}
        self._label_ends = {m.span.end for m in self.labels.values()}
        countries = Counter(m.entries[0].country for m in matches if not m.generic and m.entries[0].country)
        self._country = countries.most_common(1)[0][0] if countries else None
        passages = [p.span for p in analysis.release.passages if p.part != Part.LETTERHEAD]
        loud = [span for span in passages if span in analysis.loud]
        self.capitals = frozenset(i for s in loud for i in range(analysis.index(s.start), analysis.index(s.end)))
        self.acronyms = Acronyms(analysis, self.labels, self.capitals)

    def end(self, i: int, head: Head, length: int = 1) -> int:
        """The token after the name whose head of `length` words begins at token `i`."""
        loud = self.tokens[i].shape == "upper"
        j = name_end(self.tokens, i + length - 1, lambda k: self.stops(k, head, loud), "numbered" in head.flags)
        if j == i + length and head.type == "Hospital":
            return self._owned_end(j)
        if head.type == "EducationalOrganization" and "placed" in head.flags:
            return self._before_town(i + length, j)
        if (
            "owner" in head.flags
            and j + 1 < len(self.tokens)
            and self.tokens[j].fold in OF
            and (self.tokens[j - 1].text.isdigit() or ROMAN.match(self.tokens[j - 1].text))
        ):
            return name_end(self.tokens, j + 1, self.stops) if is_capitalised(self.tokens[j + 1]) else j
        return j

    def _before_town(self, first: int, j: int) -> int:
        """Before the "de Jumilla" that ends a name of two words more ("IES Infanta Elena"), or `j`."""
        of = next((k for k in range(j - 2, first + 1, -1) if self.tokens[k].fold in OF), None)
        town = self.analysis.string(span_of(self.tokens, of + 1, j)) if of is not None else ""
        return of if of is not None and any(s.trusted for s in gazetteer().spots(town)) else j

    def _owned_end(self, j: int) -> int:
        """Behind "del ISSSTE en Apan" at token `j`, which tells one hospital of an owner from another."""
        label = self.labels.get(j + 1) if j < len(self.tokens) and self.tokens[j].fold == "del" else None
        k = label_end(self.analysis, j + 1, label) if label is not None else j
        where = k > j and k + 1 < len(self.tokens) and self.tokens[k].fold == "en" and is_capitalised(self.tokens[k + 1])
        return name_end(self.tokens, k + 1, self.stops) if where and self.is_place(self.tokens[k + 1].text) else j

    def stops(self, j: int, head: Head | None = None, loud: bool = False) -> bool:
        """True where the capitalised token `j` begins something other than the rest of a name with `head`."""
        token, previous = self.tokens[j], self.tokens[j - 1]
        embassy = head is not None and head.word in ("Embajada", "Consulado")  # "Embajada de Francia en España"
        if previous.fold in ("en", "a") and not embassy and (self.is_place(token.text) or token.fold in blockers()):
            return True
        if previous.fold == "en" and head is not None and self._is_town(j):
            return True
        if previous.fold == "a" and (j in self.persons or token.fold in lexicon().given):
            return True  # "por los años en el Hospital General de Tula a Ana Paz"
        if head is not None and head.word == "Gobierno" and self._leads_government(j):
            return True
        if (j in self.persons or (previous.fold in body_words("sphere") and self._full_name(j))) and self._person_ends(j, head):
            return True
        if j > 1 and previous.fold in OF and self.tokens[j - 2].text == ")" and (self._is_head(j) or self._is_explained(j)):
            return True  # "(Sepe) del Gobierno Federal", "(CPC) del Sistema Alfa (SAL)"
        if is_capitalised(previous) and token.fold in _addresses() and (head is None or head.type not in _NAMED_AFTER_STREETS):
            return True  # "Dirección de Pesca Calle del Faro 8"
        if roman_before(self.tokens, j + 1) and self._is_head(j + 1):
            return True  # "Secretaría de Seguridad del VIII Ayuntamiento"
        apposed = is_capitalised(previous) and not self._is_head(j - 1)
        if apposed and self._is_unit(j) and j + 1 < len(self.tokens) and self.tokens[j + 1].shape == "lower":
            # "Servicio de Pediatría Unidad orgánica encargada ..."
            return self.tokens[j + 1].fold not in OF | AND | body_words("sphere")
        owned = head is not None and (
            ("numbered" not in head.flags and head.flags & {"unit", "organ"}) or head.type == "Hospital"
        )
        if owned and self._begins_owner(j, loud):
            return True
        behind_article = previous.fold in ARTICLES and j > 1 and self.tokens[j - 2].fold in OF | {"para"}
        if previous.fold in _BEFORE_ANOTHER and not behind_article and self._begins_other(j):
            return True
        return token.text.endswith(".") and lexicon().honorifics.match(self.tokens, j) is not None

    def _is_town(self, j: int) -> bool:
        """A town called like a thing at token `j` ends the name behind "en": "la Universidad del Mar en Progreso"."""
        spots = gazetteer().spots(self.tokens[j].text)
        ends = name_end(self.tokens, j, lambda _: False) == j + 1
        return ends and any(s.kind in ("city", "municipality") and self._country in (None, s.country) for s in spots)

    def _is_unit(self, j: int) -> bool:
        found = head_at(self.tokens, j)
        return found is not None and "unit" in found[1].flags

    def _is_head(self, j: int) -> bool:
        found = head_at(self.tokens, j) if j < len(self.tokens) else None
        return found is not None and not found[1].flags & {"weak", "plural", "soft"}

    def _is_explained(self, j: int) -> bool:
        """True where a head noun at token `j` begins a name that has an acronym of its own behind it."""
        return head_at(self.tokens, j) is not None and self.acronyms.behind(name_end(self.tokens, j, self.stops))[0] is not None

    def _leads_government(self, j: int) -> bool:
        """ "el Gobierno del Presidente Luis Mora": whose it is, not what it is called."""
        office = lexicon().offices.match(self.tokens, j)
        return office is not None and office[1].kind in ("president", "governor", "mayor")

    def _begins_owner(self, j: int, loud: bool) -> bool:
        """A unit ends where the body it belongs to begins: "Facultad de Medicina de la Universidad de Campeche"."""
        previous = self.tokens[j - 1]
        if previous.fold == "del" or (previous.fold in ARTICLES and j > 1 and self.tokens[j - 2].fold in OF):
            found = head_at(self.tokens, j)
            if found is not None and not found[1].flags & {"weak", "plural"}:
                return True
        text = self.tokens[j].text
        acronym = ACRONYM.match(text) is not None or self._is_known_acronym(text)  # "del IMSS", "del Issste"
        return previous.fold in LINKS and not loud and len(text) > 2 and acronym

    def _is_complete(self, j: int) -> bool:
        """Whether what follows a head at token `j` makes a name of it: "y Gobierno de Sonora", not "de Política y Gobierno"."""
        return j < len(self.tokens) and self.tokens[j].fold in OF | body_words("sphere", "sphere-of-government")

    def _begins_other(self, j: int) -> bool:
        """Behind "y", a comma or an article: another head, or an acronym, is another body."""
        found = head_at(self.tokens, j)
        if found is not None and not found[1].flags & {"weak", "plural", "soft"}:
            return self.tokens[j - 1].fold not in AND or "of" not in found[1].flags or self._is_complete(j + found[0])
        text = self.tokens[j].text
        office = found is None and self.tokens[j - 1].fold in AND and begins_office(self.tokens, j)
        return office or (self.tokens[j - 1].fold in LISTING and (bool(ACRONYM.match(text)) or self._is_known_acronym(text)))

    def _person_ends(self, j: int, head: Head | None) -> bool:
        """True where the person that begins at token `j` is not the one the body is named after."""
        previous = self.tokens[j - 1]
        if previous.fold in LISTING or previous.end in self._label_ends:
            return True
        return is_capitalised(previous) and head is not None and fold(head.word) in body_words("after-nobody")

    def _full_name(self, j: int) -> bool:
        """A given name and a surname at token `j`, both known."""
        name = parse(self.tokens, j, self.is_place)
        return name is not None and name.words[0] in lexicon().given and name.words[-1] in lexicon().surnames

    def _is_known_acronym(self, text: str) -> bool:
        return any(text.upper() in map(str.upper, entry.acronyms) for entry in self.authorities.lookup(text, "organization"))

    def accepts(self, i: int, length: int, j: int, head: Head) -> bool:
        """True where the name from token `i` to `j` is long enough for its head of `length` words, or explained."""
        name, explained = self.tokens[i:j], self.acronyms.behind(j)[0] is not None
        complement = any(t.fold in OF for t in name)
        numbered = any(t.shape == "number" for t in name[length:])
        capitals = sum(is_capitalised(t) for t in name)
        first = next((t.fold for t in name if t.shape == "lower"), "")
        if not explained and _names_no_body(head, name):
            return False
        if (
            "of" in head.flags
            and first not in OF
            and name[-1].fold not in body_words("sphere", "sphere-of-government")
            and [t.fold for t in name[1:2]] != ["regional"]
        ):
            return False
        behind = next(iter(self.tokens[i + length : i + length + 1]), None)  # None where the head ends the text
        if "unit" in head.flags and behind is not None and behind.fold in body_words("saint"):
            return explained  # "la Delegación San Pedro de los Robles" is a part of a town
        if "unit" in head.flags and not complement and not any(t.shape == "number" for t in name):
            return explained
        if behind is not None and behind.fold in AND and not complement:  # "personal de Administración y Servicios"
            return explained
        if explained:
            return capitals > length
        if "direct" in head.flags and not (behind is not None and is_capitalised(behind)):
            return False
        if not explained and length < len(name) and name[length].fold == "en":  # "el delegado del Instituto en Sonora"
            return False
        if "weak" in head.flags:
            return capitals >= length + (1 if self.is_behind_office(i) else 2)
        quoted = any(t.text in '“"«‘' for t in name)
        return (
            capitals > length
            or quoted
            or (numbered and "numbered" in head.flags)
            or (name[-1].fold in body_words("sphere") and (is_capitalised(name[-1]) or head.type == "GovernmentOrganization"))
        )

    def is_behind_office(self, i: int) -> bool:
        """ "el secretario técnico de la Mesa de Seguridad", "la sesión de la Mesa": here even a weak head names a body."""
        k = i - 1
        if k >= 0 and self.tokens[k].fold in ARTICLES:
            k -= 1
        if k < 1 or self.tokens[k].fold not in OF:
            return False
        k -= 1
        if self.tokens[k].fold in body_words("of-an-organ"):
            return True
        while k > 0 and self.tokens[k].fold in lexicon().modifiers and not lexicon().offices.match(self.tokens, k):
            k -= 1
        return lexicon().offices.match(self.tokens, k) is not None

    def names_official(self, i: int) -> bool:
        """ "la gobernadora Marina del Pilar": a head noun that is a given name too, right behind an office; or one of a rank:
        "el General de Grupo Luis Mora"."""
        rank = lexicon().honorifics.match(self.tokens, i - 2) if i > 1 else None
        if rank is not None and rank[0] > 2:
            return True
        if not i or self.tokens[i].fold not in lexicon().given or not adjacent(self.tokens, i):
            return False
        office = lexicon().offices.match(self.tokens, i - 1)
        return office is not None and office[0] == 1 and parse(self.tokens, i, self.is_place) is not None

    def is_persons(self, j: int) -> bool:
        """True where a personal name begins at token `j`, if only by its surnames: "la directora de FONDO Lyra Mora Paz"."""
        if j in self.persons:
            return True
        name = parse(self.tokens, j, self.is_place)
        return name is not None and len(name.words) > 2 and all(word in lexicon().surnames for word in name.words[-2:])

    def is_nested(self, i: int, head: Head) -> bool:
        """ "Tercera Sesión del Consejo Estatal de Salud": inside a title a body is told by its article."""
        if head.flags & {"weak", "event", "plural"} or i < 2:
            return False
        before, further = self.tokens[i - 1].fold, self.tokens[i - 2].fold
        return before == "del" or (before in ARTICLES and further in OF | {"con"})

    def names_a_thing(self, i: int) -> bool:
        """ "colonia Centro", "doña Refugio", "El Refugio": what stands before says that no body begins here."""
        if not i or not adjacent(self.tokens, i):
            return False
        previous = self.tokens[i - 1]
        if previous.fold in blockers() and (previous.shape == "lower" or blockers()[previous.fold]):
            return True
        if previous.shape == "cap" and previous.fold in ARTICLES and not starts_sentence(self.tokens, i - 1):
            return True
        if previous.fold == "al" and self.tokens[i].fold in _thing_words()["al"]:
            return True  # "los Trabajadores al Servicio de los Poderes"
        if previous.fold == "en" and i > 1 and self.tokens[i - 2].fold in _degrees():
            return True  # "magíster en Gerencia de Servicios de Salud"
        if previous.fold in body_words("any"):
            return True  # "cada Instituto de Investigación"
        honorific = lexicon().honorifics.match(self.tokens, i - 1)
        return honorific is not None and honorific[0] == 1 and previous.fold not in office_words("no-title")

    def follows_ordinal(self, i: int) -> bool:
        """ "35° Congreso", "XX Asamblea": an ordinal makes an event of a head that may be either."""
        return i > 0 and (self.tokens[i - 1].shape == "number" or ROMAN.match(self.tokens[i - 1].text) is not None)

    def label_is_whole(self, label_end: int, j: int, entry: Entry | None) -> bool:
        """True where what stands behind an authority label, up to token `j`, is no part of the name, or only its country."""
        if is_capitalised(self.tokens[label_end]):
            return label_end in self.persons or self._is_other_acronym(label_end, j)
        if self.tokens[label_end].fold in AND:  # "Ministerio de Educación y Cultura", where the lists have one of Educación
            return entry is not None
        if self.tokens[label_end].fold not in OF:
            return True
        rest = self.analysis.text[self.tokens[label_end + 1].start : self.tokens[j - 1].end]
        if j - 1 in self.labels or self.authorities.lookup(rest, "organization"):
            return True
        places = self.authorities.lookup(rest, "place")
        return entry is not None and any("Country" in p.types and p.country == entry.country for p in places)

    def _is_other_acronym(self, i: int, j: int) -> bool:
        """ "los premios de la Comisión Europea EUCYS": letters that end a phrase behind a whole name are a thing of its own."""
        token, before = self.tokens[i], self.tokens[i - 1]
        return j == i + 1 and before.shape == "cap" and ACRONYM.match(token.text) is not None and not self.is_place(token.text)

    def is_foreign(self, entry: Entry, name: str) -> bool:
        """True where a name that many states give ("Ministerio de Educación") is another country's in the lists."""
        head = lexicon().heads.get(name.split(maxsplit=1)[0].lower())
        if head is None or head.type != "GovernmentOrganization" or None in (self._country, entry.country):
            return False
        if entry.country == self._country:
            return False
        spots = [spot for found in gazetteer().find(fold(name), name) for spot in found.spots]
        return not any(spot.iso == entry.country for spot in spots)

    def entry(self, name: str) -> Entry | None:
        """The one authority entry of a name, or None where there are several or it is another country's."""
        entries = self.authorities.lookup(name, "organization")
        return entries[0] if len(entries) == 1 and not self.is_foreign(entries[0], name) else None

    def is_listed(self, name: str) -> bool:
        """True where the lists have bodies of that name, of whatever state."""
        return bool(self.authorities.lookup(name, "organization"))

    def goes_on(self, j: int) -> bool:
        """True where the capitalised word `j` behind an acronym is a word of the full name: "CRUE Universidades"."""
        token = self.tokens[j]
        if token.shape == "cap" and token.fold in body_words("sphere"):  # "DIF Municipal"
            return True
        if token.shape != "cap" or self.is_persons(j) or token.fold in lexicon().function_words or self.is_place(token.text):
            return False
        return not lexicon().offices.match(self.tokens, j) and not lexicon().honorifics.match(self.tokens, j)


@cache
def _addresses() -> frozenset[str]:
    """The folded nouns of streets."""
    return frozenset(fold(row["word"]) for row in table("places/place-words.tsv") if row["use"] == "street") - {"privada"}


@cache
def _degrees() -> frozenset[str]:
    """Folded nouns of degrees, which are in a field of knowledge: not-bodies.tsv has them under the head "en"."""
    return _thing_words()["en"]


@cache
def _thing_words() -> dict[str, frozenset[str]]:
    rows = [(fold(row["head"]), row["words"]) for row in table("language/not-bodies.tsv")]
    return {head: frozenset(fold(w) for h, words in rows if h == head for w in words.split()) for head, _ in rows}


def _names_no_body(head: Head, name: Sequence[Token]) -> bool:
    """ "Sistema de Información": a head of organisations with a word that makes a thing of it, in a short name."""
    words = _thing_words().get(fold(head.word), frozenset())
    return len(name) <= 6 and any(token.fold in words for token in name[1:4])


def _is_body(entry: Entry) -> bool:
    """A programme that runs services of its own is a body; one that only gives money or courses is none."""
    return entry.kind == "organization" or (entry.kind == "programme" and "Organization" in entry.types)


def label_end(analysis: Analysis, i: int, match: LabelMatch) -> int:
    """The index of the token after an authority label that begins at token `i`."""
    end = analysis.index(match.span.end)
    return end if end > i else i + 1


def roman_before(tokens: Sequence[Token], i: int) -> bool:
    """ "XXIII Ayuntamiento": the term of office is printed with the body."""
    return i > 0 and adjacent(tokens, i) and ROMAN.match(tokens[i - 1].text) is not None


def ordinals_before(tokens: Sequence[Token], i: int) -> int:
    """The first token of the ordinal before token `i` ("Décima", "13ª", "XII"), or `i` where there is none."""
    first = i
    while first and i - first < 3 and adjacent(tokens, first):
        previous = tokens[first - 1]
        marks = previous.shape == "number" or previous.text in ("ª", "a", "/", ".")
        if not (marks or ordinal(previous.text) is not None):
            break
        first -= 1
    return first if tokens[first].shape == "number" or ordinal(tokens[first].text) is not None else i


def span_of(tokens: Sequence[Token], i: int, j: int) -> Span:
    """The span of tokens `i` to `j`, `j` excluded."""
    return Span(tokens[i].start, tokens[j - 1].end)


def is_called(entry: Entry, rest: str, following: str = "") -> bool:
    """True where `rest`, printed behind the acronym of a body, is of the body's own names, or begins a place it is at."""
    own = {word for label in entry.labels for word in fold(label).split()}
    if {word for word in fold(rest).split() if word not in LINKS} <= own:
        return True
    return any(place.span.start == 0 for place in gazetteer().find(fold(rest + following), rest + following))
