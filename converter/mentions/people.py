"""Finds people: which candidate names are persons, by what stands around them, and which offices the text gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from converter.language.lexicon import lexicon, name_words
from converter.language.text import Token, fold
from converter.mentions.analysis import Analysis
from converter.mentions.beside import Beside
from converter.mentions.dealing import deal_out
from converter.mentions.gazetteer import gazetteer
from converter.mentions.names import Name, blockers, starts_sentence
from converter.mentions.offices import OfficePhrase
from converter.mentions.phrases import AND, ARTICLES, LINKS, OF, OPENING, adjacent, bracketed, is_capitalised
from converter.model import Span

_ACCEPTED = 0.6
_LIST = 12  # people in the longest list that one office is given to
_TITLES = (5, 4, 3, 2, 1)  # words of a title or rank
_REMEMBERED = 5  # tokens back from a name: "la memoria y el sacrificio de"
_AROUND = LINKS | OPENING


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A printed personal name; `words` folded, `honorifics` as printed before it, `left` the first token of the honorifics."""

    span: Span
    name: Name
    left: int
    honorifics: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Binding:
    """An office that the text gives to the person of a mention (indexes into the two lists)."""

    person: int
    office: int
    before: bool


class PeopleFinder:
    """One pass over one analysis; use :func:`find`."""

    def __init__(self, analysis: Analysis, names: Sequence[Name], offices: Sequence[OfficePhrase]) -> None:
        self.analysis, self.tokens, self.names, self.offices = analysis, analysis.tokens, names, list(offices)
        self.beside = Beside(analysis, offices)
        # "los intendentes de Rosa Lima, Apan y Tula": a town named after somebody.
        governed = [o.topic or o.place for o in offices if o.office.plural and o.office.kind == "mayor"]
        self.towns = {tuple(town.split()) for names in governed if names for town in re.split(", | y | e ", fold(names))}
        self.mentions: list[PersonMention] = []
        self.bindings: list[Binding] = []

    def find(self) -> tuple[list[PersonMention], list[Binding], list[OfficePhrase]]:
        """Accepted mentions in order, the offices bound to them, and the offices with those that a list deals out."""
        scored = [self._judge(name) for name in self.names]
        accepted = [s >= _ACCEPTED for s, _, _ in scored]
        for _ in range(3):  # a list of people carries its unknown members: each pass reaches one neighbour further
            for k, name in enumerate(self.names):
                if not accepted[k] and scored[k][0] > 0 and self._in_list(k, accepted):
                    accepted[k] = name.strength > 0
                    scored[k] = (0.7, scored[k][1], scored[k][2])
        for name, (score, left, honorifics), ok in zip(self.names, scored, accepted, strict=True):
            if ok:
                span = Span(self.tokens[name.first].start, self.tokens[name.last].end)
                self.mentions.append(PersonMention(span, name, left, honorifics, round(min(score, 0.99), 2)))
        people = [(m.left, m.name.last) for m in self.mentions]
        for person, office in deal_out(self.analysis, tuple(self.offices), people):
            self.bindings.append(Binding(person, len(self.offices), True))
            self.offices.append(office)
        self._bind()
        return self.mentions, self.bindings, self.offices

    def _honorifics(self, first: int) -> tuple[int, tuple[str, ...]]:
        """The first token of the honorifics right before token `first`, and the words printed."""
        left = first
        printed: list[str] = []
        while left:
            step = next(
                (n for n in _TITLES if left >= n and (m := lexicon().honorifics.match(self.tokens, left - n)) and m[0] == n), 0
            )
            if not step or self.tokens[left].start - self.tokens[left - 1].end > 1 or left - 1 in self.beside.by_last:
                break  # "la diputada Ana Paz" holds an office
            printed.insert(0, self.analysis.text[self.tokens[left - step].start : self.tokens[left - 1].end])
            left -= step
        return left, tuple(printed)

    def _judge(self, name: Name) -> tuple[float, int, tuple[str, ...]]:
        """A probability that the name is a person's; 0 where what stands before it makes it a thing's."""
        left, honorifics = self._honorifics(name.first)
        position, through = left - 1, False
        while position >= 0 and self.tokens[position].fold in _AROUND:
            through |= self.tokens[position].fold in OF
            position -= 1
        of_an_office = any(o.last == position for o in self.offices)  # "el Gobernador del Estado Ana Paz"
        noun = (
            None if position < 0 or of_an_office or not self._is_noun(position) else blockers().get(self.tokens[position].fold)
        )
        if noun is not None and (noun or not through) and self.tokens[left].start - self.tokens[position].end < 12:
            return 0.0, left, honorifics
        before = self.tokens[left - 1].fold if left else ""
        if before in ("las", "los") and not honorifics and self.beside.before(left) is None:
            return 0.0, left, honorifics  # "las Rosa Lima": grants, prizes, schools
        if not honorifics and self._is_listed_place(name):
            return 0.0, left, honorifics
        bare = not honorifics and self.beside.before(left) is None
        if bare and (name.words in self.towns or self._in_list_of_things(name.first)):
            return 0.0, left, honorifics  # "los hospitales de Paita, Rosa Lima de Piura y ..."
        if self.tokens[name.first].fold in blockers() and not honorifics:  # "Mercado José María Yáñez"
            return 0.0, left, honorifics
        if (
            name.first
            and self.tokens[name.first - 1].shape == "cap"
            and self.tokens[name.first - 1].fold in name_words("place-opening")
            and adjacent(self.tokens, name.first)
        ):
            return 0.0, left, honorifics  # "San Luis Potosí"
        text = self.analysis.text[self.tokens[name.first].start : self.tokens[name.last].end]
        score = name.strength
        if honorifics:
            score += 0.5
        if self.beside.before(left) is not None or self.beside.behind(name.last) is not None:
            score += 0.5
        elif not honorifics and gazetteer().spots(text) and not self._is_remembered(name.first):
            return 0.0, left, honorifics  # a town named after somebody, a region called América
        return score, left, honorifics

    def _is_remembered(self, first: int) -> bool:
        """ "la memoria de Daniel Alcides Carrión": what only people have, before a name that is a town's too."""
        if first < 2 or self.tokens[first - 1].fold != "de":
            return False
        before = self.tokens[max(0, first - _REMEMBERED) : first - 1]
        return any(token.fold in name_words("only-people-have") for token in before)

    def _is_noun(self, i: int) -> bool:
        """A common noun and no surname at the end of another name: "Luis Torres\n\nAna Paz"."""
        if self.tokens[i].shape in ("lower", "upper") or starts_sentence(self.tokens, i):
            return True
        return not is_capitalised(self.tokens[i - 1]) or starts_sentence(self.tokens, i - 1)

    def _is_listed_place(self, name: Name) -> bool:
        """ "; Rosa Lima, Apan; Luis Mora, Tula": a locality named after somebody, with its municipality."""
        k = name.last + 1
        end = next(
            (
                j
                for j in range(k + 1, min(k + 6, len(self.tokens)))
                if self.tokens[j].text in ";." or self.tokens[j].fold in AND
            ),
            k,
        )
        opened = name.first > 0 and self.tokens[name.first - 1].text in ";:"
        if not opened or end <= k + 1 or self.tokens[k].text != ",":
            return False
        return bool(gazetteer().spots(self.analysis.text[self.tokens[k + 1].start : self.tokens[end - 1].end]))

    def _in_list_of_things(self, k: int) -> bool:
        """True where only names, commas and small words stand between token `k` and a plural noun of facilities."""
        for i in range(k - 1, max(k - 40, -1), -1):
            token = self.tokens[i]
            places = token.fold.endswith("s") and blockers().get(token.fold, False)
            if token.text[0].islower() and (token.fold in name_words("thing") or places):
                return True
            if not (is_capitalised(token) or token.text in ",;()" or token.fold in LINKS | AND):
                return False
        return False

    def _in_list(self, k: int, accepted: Sequence[bool]) -> bool:
        """True where the neighbour in a list "A, B y C" is accepted."""
        name = self.names[k]
        for other in (k - 1, k + 1):
            if 0 <= other < len(self.names) and accepted[other]:
                a, b = sorted((name, self.names[other]), key=lambda n: n.first)
                between = self.tokens[bracketed(self.tokens, a.last + 1) or a.last + 1 : b.first]  # "Ana Paz (PRI) y Eva Mora"
                if 1 <= len(between) <= 3 and all(t.text == "," or t.fold in AND | {"a", "con"} for t in between):
                    return True
        return False

    def _bind(self) -> None:
        used: set[int] = set()
        by_first = {m.left: k for k, m in enumerate(self.mentions)}
        for k, mention in enumerate(self.mentions):  # "Luis Paz como primer vocal: Eva Ríos ..." binds backwards first
            office = self.beside.behind(mention.name.last)
            if office is None or (self.offices[office].definite and not self._is_appointed(mention)):
                continue  # "tanto Ana Paz como el rector"
            behind_as = self.beside.as_behind(mention.name.last + 1) or self.beside.as_behind(mention.name.last + 2)
            if office not in used and behind_as is not None and behind_as < self.offices[office].first:
                several = self.offices[office].office.plural
                self.bindings += [Binding(member, office, False) for member in (self._ending_in(k) if several else [k])]
                used.add(office)
        for k, mention in enumerate(self.mentions):
            office = self.beside.before(mention.left)
            office = self.beside.served(office) if office is not None else None
            if office is not None and office not in used and not self._belongs_to_previous(k, office):
                members = self._members(k)
                first = self._coordinate(office)
                if first is not None and len(members) == 2 and first not in used:  # "el gerente y la subgerente, A y B"
                    self.bindings += [Binding(members[0], first, True), Binding(members[1], office, True)]
                    used |= {first, office}
                    continue
                for member in members if self.offices[office].office.plural else [k]:
                    self.bindings.append(Binding(member, office, True))
                used.add(office)
                self._coordinated(k, office, used)
        for k, mention in enumerate(self.mentions):
            office = self.beside.behind(mention.name.last)
            while office is not None and office not in used and not self.offices[office].office.plural:
                phrase = self.offices[office]
                if _is_womans_behind_man(phrase, mention.name):
                    break
                stated = self.beside.is_predicate(mention.name.last, phrase) or self._apposed(phrase, mention, by_first)
                if phrase.definite and not stated:
                    break
                self.bindings.append(Binding(k, office, False))
                used.add(office)
                office = self._next_office(phrase)
            if office is not None and office not in used and not self.offices[office].definite:
                members = self._ending_in(k)
                if len(members) > 1:  # "Ana Paz, Luis Mora y Eva Ríos, vocales"
                    self.bindings += [Binding(member, office, False) for member in members]
                    used.add(office)

    def _is_appointed(self, mention: PersonMention) -> bool:
        """ "Se designó a la jueza Ana Paz como la secretaria": the verb stands before the name in its sentence."""
        start = self.analysis.sentence_at(mention.span.start).start
        before = self.analysis.tokens_in(Span(start, self.tokens[mention.left].start))
        return any(token.fold in name_words("appoints") for token in before)

    def _coordinate(self, office: int) -> int | None:
        """The singular office joined by "y" before a singular one: the two go to two people in turn."""
        k = self.offices[office].first - 1
        if k > 0 and self.tokens[k].fold in ARTICLES:
            k -= 1
        if k <= 0 or self.tokens[k].fold not in AND or self.offices[office].office.plural:
            return None
        first = self.beside.by_last.get(k - 1)
        return first if first is not None and not self.offices[first].office.plural else None

    def _belongs_to_previous(self, k: int, office: int) -> bool:
        """ "Eva Paz, asesora del instituto, Juan Ríos, regidor": without an article the office is the name's before it."""
        if k == 0 or self.offices[office].definite:
            return False
        earlier = self.beside.before(self.mentions[k - 1].left)
        if earlier is not None and not self._belongs_to_previous(k - 1, earlier):
            return False
        previous = self.mentions[k - 1].name
        if _is_womans_behind_man(self.offices[office], previous):
            return False
        return self.beside.behind(previous.last) == office and not self.offices[office].office.plural

    def _apposed(self, phrase: OfficePhrase, mention: PersonMention, by_first: dict[int, int]) -> bool:
        """An office with its article behind a name is the name's only between marks: not "Ana Paz, la directora dijo"."""
        if self._names_next(phrase, by_first) or self.beside.before(mention.left) is not None:
            return False
        return phrase.last + 1 < len(self.tokens) and self.tokens[phrase.last + 1].shape == "mark"

    def _names_next(self, phrase: OfficePhrase, by_first: dict[int, int]) -> bool:
        """True where a person's name follows the office, so that the office is that person's."""
        k = phrase.last + 1
        if k < len(self.tokens) and self.tokens[k].text == ",":
            k += 1
        return k in by_first

    def _coordinated(self, person: int, office: int, used: set[int]) -> None:
        """The offices before a bound one in "rectora de X y presidenta de Y, Ana Ríos"."""
        while True:
            k = self.offices[office].first - 1
            while k >= 0 and self.tokens[k].fold in ARTICLES:
                k -= 1
            rank = k >= 1 and self.tokens[k].text == "," and self._is_rank(office)
            if k < 1 or not (rank or self.tokens[k].fold in AND):
                return
            previous = self.beside.by_last.get(k - 1)
            if previous is None or previous in used or self.offices[office].definite:
                return
            self.bindings.append(Binding(person, previous, True))
            used.add(previous)
            office = previous

    def _is_rank(self, office: int) -> bool:
        """ "el director de Policía, comandante Luis Mora": a bare office that is a title of the person too."""
        phrase = self.offices[office]
        return phrase.first == phrase.last and lexicon().honorifics.match(self.tokens, phrase.first) is not None

    def _next_office(self, phrase: OfficePhrase) -> int | None:
        """A further office of the same person: ", vicepresidente de Y" or "y vocal de Z"."""
        k = phrase.last + 1
        close = bracketed(self.tokens, k)
        k = close if close is not None else k
        for _ in range(2):
            if k < len(self.tokens) and (self.tokens[k].text == "," or self.tokens[k].fold in AND | {"como"}):
                k += 1
        follower = self.beside.by_first.get(k)
        if follower is None or k == phrase.last + 1:
            return None
        token: Token | None = (
            self.tokens[self.offices[follower].last + 1] if self.offices[follower].last + 1 < len(self.tokens) else None
        )
        named = token is not None and any(
            m.left in (self.offices[follower].last + 1, self.offices[follower].last + 2) for m in self.mentions
        )
        return None if named else follower

    def _ending_in(self, k: int) -> list[int]:
        """The people of a list that ends in mention `k`."""
        return list(range(next((i for i in range(max(0, k - _LIST), k) if self._members(i)[-1] == k), k), k + 1))

    def _members(self, k: int) -> list[int]:
        """The people of a list that begins with mention `k`: "los presidentes A, B y C"."""
        members = [k]
        while members[-1] + 1 < len(self.mentions):
            a, b = self.mentions[members[-1]], self.mentions[members[-1] + 1]
            between = self.tokens[bracketed(self.tokens, a.name.last + 1) or a.name.last + 1 : b.left]
            if not (1 <= len(between) <= 2 and all(t.text == "," or t.fold in AND for t in between)):
                break
            members.append(members[-1] + 1)
            if between[-1].fold in AND:
                break
        return members


def _is_womans_behind_man(phrase: OfficePhrase, name: Name) -> bool:
    """ "el alcalde, Luis Mora, decana del colegio, Ana Paz": the office is the next one's."""
    return phrase.office.gender == "f" and lexicon().given.get(name.words[0]) == "m"


def find(
    analysis: Analysis, names: Sequence[Name], offices: Sequence[OfficePhrase]
) -> tuple[list[PersonMention], list[Binding], list[OfficePhrase]]:
    """The people named, in order, which offices are whose, and the offices with those that a list deals out."""
    return PeopleFinder(analysis, names, offices).find()
