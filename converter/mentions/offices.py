"""Finds offices in print: a noun of office, its adjectives, and what it is the office of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from converter.language import grammar
from converter.language.lexicon import Office, body_words, lexicon, office_words
from converter.language.numerals import ordinal
from converter.language.text import fold
from converter.mentions.analysis import Analysis
from converter.mentions.names import blockers, parse, short_given
from converter.mentions.organizations import OrganizationMention
from converter.mentions.phrases import AND, ARTICLES, OF, adjacent, bracketed, is_capitalised, name_end
from converter.model import Part, Span

_PARTS = (Part.HEADLINE, Part.SUBHEADLINE, Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.SPEAKER, Part.TAIL)
_COMPLEMENTS = 4
_BEFORE_NOUN = ARTICLES | {"su", "este", "esta"}


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """An office as printed. Tokens `first` to `last`; `name` is the office's own name, without the body behind it.

    `organization` is the body printed behind it, `topic` a portfolio ("Desarrollo Social"), `place` a territory, `noun` a
    common noun that stands for a body ("hospital"). `also` is a second body of the same office: "presidenta del tribunal y
    del consejo". `span` begins with the article where there is one.
    """

    first: int
    last: int
    span: Span
    name: str
    office: Office
    organization: OrganizationMention | None = None
    topic: str | None = None
    place: str | None = None
    noun: str | None = None
    definite: bool = False
    topic_span: Span | None = None
    also: OrganizationMention | None = None


_GENDERS = {"la": "f", "el": "m", "al": "m", "del": "m"}  # what an article tells of an office of either form


@cache
def _demonym_endings() -> tuple[str, ...]:
    return tuple(ending.removeprefix("-") for ending in office_words("demonym-ending"))


class _Parser:
    def __init__(
        self,
        analysis: Analysis,
        organizations: Sequence[OrganizationMention],
        is_place: Callable[[str], bool],
        persons: frozenset[int],
    ) -> None:
        self.analysis, self.tokens, self.is_place, self.persons = analysis, analysis.tokens, is_place, persons
        self.bodies = {m.span.start: m for m in organizations}

    def _modifiers(self, j: int) -> int:
        words = lexicon().modifiers
        while j < len(self.tokens) and adjacent(self.tokens, j) and self.tokens[j].fold in words:
            j += 1
        return j

    def _may_precede(self, i: int) -> bool:
        """ "el nuevo director", "primera regidora", but "la reunión presidencial gobernadora Ana Paz dijo"."""
        word = self.tokens[i].fold
        return word in lexicon().modifiers and (word in office_words("passing", "before-noun") or ordinal(word) is not None)

    def _demonym(self, j: int) -> int:
        """Behind the adjective in "el gobernador michoacano, Luis Mora", "la alcaldesa capitalina Ana Paz"."""
        if j + 1 >= len(self.tokens) or not adjacent(self.tokens, j) or self.tokens[j].shape != "lower":
            return j
        word, following = self.tokens[j].fold, self.tokens[j + 1]
        named = following.text == "," or (is_capitalised(following) and following.fold in lexicon().given)
        return j + 1 if named and word.endswith(_demonym_endings()) and word not in lexicon().function_words else j

    def _body_end(self, body: OrganizationMention) -> int:
        j = self.analysis.index(body.span.end)
        dash = j + 1 < len(self.tokens) and self.tokens[j].text in "-–—"
        again = self.bodies.get(self.tokens[j + 1].start) if dash else None
        if again is not None:  # "del Seguro Social de Salud – EsSalud", "del Consejo Regional – Colegio Médico"
            return self._body_end(again)
        close = bracketed(self.tokens, j, longest=6)
        return close if close is not None and adjacent(self.tokens, j) else j

    def _is_common_noun(self, k: int) -> bool:
        """A noun in lower case that is no office itself: "directora de Gabinete del ministro" names two offices."""
        return self.tokens[k].shape == "lower" and lexicon().offices.match(self.tokens, k) is None

    def _behind_body(self, j: int) -> int:
        """Behind the words that only say where the body is: "(C4) del municipio", "(CCE) local"."""
        while j < len(self.tokens) and adjacent(self.tokens, j) and self.tokens[j].fold in body_words("sphere"):
            j += 1
        if j + 1 < len(self.tokens) and self.tokens[j].fold in OF and self.tokens[j + 1].fold in office_words("territory"):
            j += 2
        elif j + 1 < len(self.tokens) and self.tokens[j].fold in OF:
            k = j + 1 + (self.tokens[j + 1].fold in ARTICLES)
            if k < len(self.tokens) and self.tokens[k].start in self.bodies:  # "del Comité Ejecutivo de la Cámara"
                return self._behind_body(self._body_end(self.bodies[self.tokens[k].start]))
            if k < len(self.tokens) and is_capitalised(self.tokens[k]):  # "presidenta del DIF Estatal de Durango"
                j = self._place_end(k) or j
        elif j + 1 < len(self.tokens) and self.tokens[j].fold == "en" and is_capitalised(self.tokens[j + 1]):
            j = self._place_end(j + 1) or j
        return j

    def _second_body(self, j: int, office: Office) -> OrganizationMention | None:
        """The body behind "y del" at token `j` in "la presidenta del Tribunal de Cuentas y del Consejo Fiscal"."""
        if office.plural or j + 2 >= len(self.tokens) or self.tokens[j].fold not in AND or self.tokens[j + 1].fold not in OF:
            return None
        return self.bodies.get(self.tokens[j + 2 + (self.tokens[j + 2].fold in ARTICLES)].start)

    def _second_matter(self, j: int) -> int:
        """Behind the "y" at token `j` in "la secretaria técnica y de Archivo del consejo"."""
        if j + 2 >= len(self.tokens) or self.tokens[j].fold not in AND or self.tokens[j + 1].fold != "de":
            return j
        matter = is_capitalised(self.tokens[j + 2]) and self.tokens[j + 2].start not in self.bodies
        return j + 1 if matter and self._place_end(j + 2) is None else j

    def _given_before(self, i: int) -> bool:
        return i > 0 and is_capitalised(self.tokens[i - 1]) and self.tokens[i - 1].fold in lexicon().given

    def _first_of_several(self, k: int) -> OrganizationMention | None:
        """The first body in "los titulares de las secretarías de Pesca, Ana Paz, y de Cultura, Luis Mora"."""
        head = lexicon().heads.get(self.tokens[k].lower)
        several = head is not None and "plural" in head.flags and k + 1 < len(self.tokens)
        return self.bodies.get(self.tokens[k + 1].start) if several else None

    def _standing_for_body(self, k: int) -> int:
        """The number of words of the noun at token `k` that stands for a body: "casa de estudios", else one."""
        nouns, left = body_words("hospital", "campus", "company"), len(self.tokens) - k
        return next((n for n in (4, 3, 2) if n <= left and " ".join(t.fold for t in self.tokens[k : k + n]) in nouns), 1)

    def _stands_for_body(self, j: int, k: int) -> bool:
        """ "el titular del Instituto": a head noun behind an article means a body named elsewhere."""
        head = lexicon().heads.get(self.tokens[k].lower)
        if head is None or "plural" in head.flags or self.tokens[k].fold in body_words("portfolio"):
            return False
        return self.tokens[j].fold == "del" or k > j + 1

    def _place_end(self, k: int) -> int | None:
        """The token after the longest place name of up to five words at token `k`, "Región de" and the like before it."""
        if self.tokens[k].fold in office_words("territory") and k + 2 < len(self.tokens) and self.tokens[k + 1].fold in OF:
            return self._place_end(k + 2)
        for length in range(5, 0, -1):
            j = k + length
            if j > len(self.tokens) or not is_capitalised(self.tokens[j - 1]):
                continue
            if self.is_place(self.analysis.text[self.tokens[k].start : self.tokens[j - 1].end]):
                return j
        return None

    def _place_name(self, k: int, end: int) -> str:
        """The place of the tokens from `k` to before `end`, without the noun before it, unless it is of its name."""
        whole = self.analysis.text[self.tokens[k].start : self.tokens[end - 1].end]
        noun = self.tokens[k].fold
        if noun not in office_words("territory") or (noun in office_words("territory-in-name") and self.is_place(whole)):
            return whole
        return self.analysis.text[self.tokens[k + 2].start : self.tokens[end - 1].end]

    def _matters_end(self, j: int) -> int:
        """Behind "y servicios sociales" in "concejal de Sanidad y servicios sociales Luis Mora"."""
        if j + 1 >= len(self.tokens) or self.tokens[j].fold not in AND or self.tokens[j + 1].shape != "lower":
            return j
        end = j + 1
        while end < len(self.tokens) and end - j <= 3 and self.tokens[end].shape == "lower" and adjacent(self.tokens, end):
            if self.tokens[end].fold in lexicon().function_words or lexicon().offices.match(self.tokens, end):
                return j
            end += 1
        named = end + (end < len(self.tokens) and self.tokens[end].text == ",")
        apposed = named > end and named < len(self.tokens) and is_capitalised(self.tokens[named])
        return end if named in self.persons or (apposed and self.tokens[named].fold in lexicon().given) else j

    def _governed(self, k: int, office: Office) -> bool:
        """Whether the token is a bare noun of what the holder of `office` governs."""
        if office.scope != "territory" and office.kind not in ("mayor", "governor"):
            return False
        of_something = k + 1 < len(self.tokens) and self.tokens[k + 1].fold in OF
        named = of_something or (self._place_end(k) or k + 1) > k + 1  # "Estado de México", "Ciudad Victoria"
        return is_capitalised(self.tokens[k]) and self.tokens[k].fold in office_words("territory") and not named

    def _wider_place_end(self, j: int) -> int:
        """Behind the state of a town: "alcalde de Tepic, Nayarit, ...", "de San Diego California"."""
        k = j + (j < len(self.tokens) and self.tokens[j].text == ",")
        end = self._place_end(k) if k < len(self.tokens) and is_capitalised(self.tokens[k]) else None
        closed = end is not None and (k == j or end == len(self.tokens) or self.tokens[end].text in ",.;")
        return end if closed and end is not None else j

    def _stops(self, j: int) -> bool:
        if self.tokens[j].start in self.bodies or self._place_end(j) is not None or j in self.persons:
            return True
        if self.tokens[j].text.endswith(".") and lexicon().honorifics.match(self.tokens, j) is not None:
            return True  # "la ministra de Salud Dra. Ana Paz"
        if self.tokens[j].text in short_given():
            return True
        previous = self.tokens[j - 1]
        if self._begins_name(j):
            return True
        given = self.tokens[j].fold in lexicon().given and self.tokens[j].fold not in lexicon().common_given
        if previous.fold in AND and given and is_capitalised(self.tokens[min(j + 1, len(self.tokens) - 1)]):
            return True  # "secretario de Gobernación y Víctor Lara, ..."
        return previous.fold in ("y", "e", ",") and lexicon().offices.match(self.tokens, j) is not None

    def _begins_name(self, j: int) -> bool:
        """ "la directora de Medio Ambiente Rosa Pun": an unusual surname behind a given name right behind a portfolio."""
        given, behind = self.tokens[j], self.tokens[j + 2] if j + 2 < len(self.tokens) else None
        if behind is None or given.shape != "cap" or given.fold not in lexicon().given or given.fold in lexicon().common_given:
            return False
        of_person = self.tokens[j + 1].shape == "cap" and self.tokens[j + 1].fold not in lexicon().function_words
        first = j
        while is_capitalised(self.tokens[first - 1]) and adjacent(self.tokens, first):
            first -= 1
        noun = self.tokens[first]
        named_after = noun.lower in lexicon().heads or noun.fold in blockers()
        return of_person and first < j and behind.text in ",.;" and not named_after

    def _is_adjective(self, i: int) -> bool:
        """ "su trayectoria académica, Ana Paz": behind a noun, and no participle as in "la reconocida académica Ana Paz"."""
        noun = self.tokens[i - 1] if i and adjacent(self.tokens, i) else None
        if noun is None or noun.shape != "lower" or noun.fold in lexicon().function_words | lexicon().modifiers | ARTICLES:
            return False
        return not noun.fold.endswith(("ado", "ada", "ido", "ida")) and lexicon().offices.match(self.tokens, i - 1) is None

    def parse(self, i: int, length: int, office: Office) -> OfficePhrase | None:
        """The phrase of `office`, whose noun is token `i`, or `length` tokens from there."""
        if self.tokens[i].lower != self.tokens[i].fold and self.tokens[i].lower in lexicon().heads:
            return None  # "secretaría", but for its accent a "secretaria"
        if fold(office.lemma) in office_words("adjective-too") and self._is_adjective(i):
            return None
        if is_capitalised(self.tokens[i]) and self.tokens[i].fold in lexicon().surnames and self._given_before(i):
            return None
        first = named = i
        while first and adjacent(self.tokens, first) and self._may_precede(first - 1):
            first -= 1
            named = first if self.tokens[first].fold not in office_words("passing") else named
        j = self._demonym(self._modifiers(i + length))
        name_last = j - 1
        j = self._second_matter(j) if j > i + length else j
        before_body, transparent = office_words("passing", "cited"), office_words("transparent")
        body: OrganizationMention | None = None
        topic: str | None = None
        place: str | None = None
        noun: str | None = None
        topic_span: Span | None = None
        for _ in range(_COMPLEMENTS):
            if j >= len(self.tokens) or not adjacent(self.tokens, j):
                break
            apposed = self.bodies.get(self.tokens[j].start)
            if apposed is not None and (topic or noun):  # "del Órgano Descentralizado (OPD) Salud Norte"
                body, j = apposed, self._behind_body(self._body_end(apposed))
                break
            close = bracketed(self.tokens, j, longest=2)
            if close is not None:
                body = body or self.bodies.get(self.tokens[j + 1].start)
                j = close
                continue
            if self.tokens[j].fold not in OF and self.tokens[j].fold not in ("en", "ante", "para"):
                break
            expert = self.tokens[j].fold == "en" and fold(office.lemma) in office_words("expert")
            stated = j == name_last + 1 and (self.tokens[j].fold == "para" or expert)
            preposition = "de" if stated else self.tokens[j].fold
            k = j + 1
            while k < len(self.tokens) and (self.tokens[k].text in _BEFORE_NOUN or self.tokens[k].fold in before_body):
                k += 1
            somebody = k in self.persons and office.scope == "name"  # "la presidenta de Luis Mora", but a town may be Luis Mora
            if k >= len(self.tokens) or not adjacent(self.tokens, k) or somebody:
                break
            found = self.bodies.get(self.tokens[k].start) or self._first_of_several(k)
            if found is not None and preposition not in ("en",):
                body, j = found, self._behind_body(self._body_end(found))
                break
            if self._governed(k, office):  # "Gobernador del Estado": of that of the document
                j = k + 1
                continue
            if is_capitalised(self.tokens[k]):
                place_end = self._place_end(k)
                if place_end is not None and not (
                    office.scope in ("topic", "body", "name") and self._is_portfolio(k, place_end)
                ):
                    place = place or self._place_name(k, place_end)
                    j = self._wider_place_end(place_end)
                    continue
                if preposition in ("en", "ante", "para") or body or place or (topic and preposition == "de" and noun):
                    break
                end = name_end(self.tokens, k, self._stops, numbered=True, matters=True)
                if end == k + 1 and self._stands_for_body(j, k):
                    noun, j = self.tokens[k].fold, end  # "el titular del Instituto", "de la Subdelegación en Tula del IMSS"
                    continue
                text = self.analysis.text[self.tokens[k].start : self.tokens[end - 1].end]
                topic_span = Span(self.tokens[k].start, self.tokens[end - 1].end)
                topic = f"{topic} {self.analysis.text[self.tokens[j].start : self.tokens[end - 1].end]}" if topic else text
                if end + 1 < len(self.tokens) and self.tokens[end].shape == "lower" and self.tokens[end + 1].fold in OF:
                    end += self.tokens[end].fold not in lexicon().function_words  # "Tratamiento psicológico de la ..."
                end = self._matters_end(end)
                while end < len(self.tokens) and self.tokens[end].fold in body_words("sphere") and adjacent(self.tokens, end):
                    end += 1  # "secretario de Salud departamental"
                name_last, j = end - 1, self._wider_place_end(end) if office.kind == "mayor" else end
            elif self._is_common_noun(k) and preposition in OF and (topic is None or k > j + 1 or preposition == "del"):
                anaphoric = k > j + 1 or preposition == "del"
                words = self._standing_for_body(k)
                noun = " ".join(t.fold for t in self.tokens[k : k + words]) if noun in (None, *transparent) else noun
                j = self._modifiers(k + words)
                if topic is None and (noun in transparent or not anaphoric):  # "del hospital" means one named elsewhere
                    j = self._matters_end(j)
                    name_last = j - 1
                if j < len(self.tokens) and self.tokens[j].start in self.bodies:  # "coordinadora del programa X"
                    body = self.bodies[self.tokens[j].start]
                    j = self._behind_body(self._body_end(body))
                    break
            else:
                break
        article = self.tokens[first - 1] if first and adjacent(self.tokens, first) else None
        behind_article = article is not None and article.fold in ("el", "la", "los", "las", "al", "del")
        start = article.start if article is not None and article.fold in ARTICLES else self.tokens[first].start
        also = self._second_body(j, office) if body is not None else None
        j = self._behind_body(self._body_end(also)) if also is not None else j
        last = j - 1
        name = self.analysis.text[self.tokens[named].start : self.tokens[name_last].end]
        if article is not None and not (office.gender or office.plural):  # "la titular"
            office = replace(office, gender=_GENDERS.get(article.fold, ""))
        return OfficePhrase(
            first,
            last,
            Span(start, self.tokens[last].end),
            name,
            office,
            organization=body,
            topic=topic,
            place=place,
            noun=noun,
            definite=behind_article,
            topic_span=topic_span,
            also=also,
        )

    def _is_portfolio(self, k: int, end: int) -> bool:
        """A capitalised noun that is a place name too goes on as a portfolio: "de Gobierno y Justicia"."""
        return (
            end < len(self.tokens)
            and self.tokens[end].fold in ("y", "e")
            and is_capitalised(self.tokens[min(end + 1, len(self.tokens) - 1)])
        )


def find(
    analysis: Analysis,
    organizations: Sequence[OrganizationMention],
    is_place: Callable[[str], bool],
    taken: frozenset[int],
    persons: frozenset[int],
) -> list[OfficePhrase]:
    """The offices printed outside names of organisations (`taken` token indexes), in order, none inside another."""
    parser = _Parser(analysis, organizations, is_place, persons)
    found: list[OfficePhrase] = []
    past = 0
    for i, length, office in lexicon().offices.find(analysis.tokens, analysis.words.at(lexicon().offices.openings)):
        if i >= past and i not in taken and analysis.parts[i] in _PARTS:
            phrase = parser.parse(i, length, office)
            if phrase is not None:
                found.append(phrase)
                past = max(phrase.last, i) + 1
    slips = [slip for body in organizations if (slip := _slip(parser, body)) is not None]
    return sorted([*found, *slips], key=lambda phrase: phrase.first) if slips else found


def _slip(parser: _Parser, body: OrganizationMention) -> OfficePhrase | None:
    """ "La secretaría de Pesca, Ana Paz, dijo": the accent makes a body of the woman who heads it."""
    analysis, tokens = parser.analysis, parser.tokens
    i = analysis.index(body.span.start)
    match = lexicon().offices.match(tokens, i)
    if match is None or match[1].gender != "f" or i < 2 or tokens[i - 1].fold != "la" or analysis.parts[i] not in _PARTS:
        return None
    if tokens[i - 2].fold in grammar.folded("preposition") - {"con", "por"}:
        return None  # "la titular de la Secretaría de Pesca, Ana Paz"
    end = analysis.index(body.span.end)
    end = bracketed(tokens, end) or end
    if end + 1 >= len(tokens) or tokens[end].text != "," or lexicon().given.get(tokens[end + 1].fold) != "f":
        return None
    name = parse(tokens, end + 1)
    listed = name is None or (name.last + 1 < len(tokens) and tokens[name.last + 1].fold in AND)
    if listed or end + 1 not in parser.persons:  # "la Secretaría de Pesca, Ana Paz y Luis Mora"
        return None
    printed = tokens[i].text.replace("í", "i") + analysis.text[tokens[i].end : body.span.end]
    return OfficePhrase(
        i, end - 1, Span(tokens[i - 1].start, tokens[end - 1].end), printed, match[1], body, None, None, None, True
    )
