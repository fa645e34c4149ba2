"""Which office stands beside a name, before or behind it, and so may be the person's."""

from __future__ import annotations

from collections.abc import Sequence

from converter.language.lexicon import lexicon, name_words
from converter.mentions.analysis import Analysis
from converter.mentions.offices import OfficePhrase
from converter.mentions.phrases import ARTICLES, OF, adjacent, bracketed
from converter.model import Part

_FAR = 24  # characters between an office and the name behind it
_CLAUSE = 10  # tokens of what may stand between them
_SIGNATURE = 9  # tokens of a name with its titles, alone on its line
_VERB = 3  # tokens from a verb of appointing to the office
_APPOINTED = 6  # tokens from a verb of appointing to the name, or to the office


class Beside:
    """The offices of one text by where they begin and end; each is named by its index in `offices`."""

    def __init__(self, analysis: Analysis, offices: Sequence[OfficePhrase]) -> None:
        self.analysis, self.tokens, self.offices = analysis, analysis.tokens, offices
        self.by_last = {o.last: k for k, o in enumerate(offices)}
        self.by_first = {o.first: k for k, o in enumerate(offices)}

    def before(self, left: int) -> int | None:
        """The office that ends right before token `left`, behind an optional comma, article or bracket."""
        k = left - 1
        if k >= 1 and self.tokens[k].shape == "lower" and self.tokens[k - 1].fold in ARTICLES and k not in self.by_last:
            k -= 1  # "la secretaria general, la uruguaya Ana Paz"
        if k >= 0 and self.tokens[k].fold in ARTICLES:
            k -= 1
        if k >= 0 and (self.tokens[k].text in (",", ":") or self._is_slip(k)):
            k -= 1
        elif (stated := self._stated(k)) is not None:
            return stated
        if k < 0 or self.tokens[left].start - self.tokens[k].end > _FAR:
            return None
        here, there = self.analysis.part_at(self.tokens[left].start), self.analysis.part_at(self.tokens[k].start)
        if there == Part.SPEAKER != here:
            return None  # "ANA PAZ, MINISTRA" above what she says, which begins with a name
        if here == Part.ITEM == there and self._is_next_item(k, left):
            return None  # "Ana Paz - Consejera" above "Lic. Luis Mora - Vocal"
        apart = k == left - 2 and self.tokens[k + 1].text == ","
        return self.by_last.get(k, self._before_clause(k) if apart else None)

    def _is_next_item(self, k: int, left: int) -> bool:
        return self.analysis.passage_at(self.tokens[k].start) is not self.analysis.passage_at(self.tokens[left].start)

    def _stated(self, k: int) -> int | None:
        """The office before the verb or preposition at token `k`: "la nueva directora es Ana Paz", "nombró como directora a Ana
        Paz"."""
        office = self.by_last.get(k - 1) if k > 0 else None
        if office is None or self.tokens[k].fold not in name_words("is") | {"a", "al"}:
            return None
        phrase = self.offices[office]
        if self.tokens[k].fold in name_words("is"):
            return office if phrase.definite and not phrase.office.plural else None
        verbs = {token.fold for token in self.tokens[max(0, phrase.first - _VERB) : phrase.first]}
        return office if verbs & name_words("appoints") else None

    def _is_slip(self, k: int) -> bool:
        """ "El alcalde provincial. Ing. Luis Mora habló": a full stop behind an office alone, before an abbreviated title."""
        office = self.by_last.get(k - 1) if self.tokens[k].text == "." else None
        if office is None or not adjacent(self.tokens, k + 1) or not self.tokens[k + 1].text.endswith("."):
            return False
        alone = self.analysis.sentence_at(self.offices[office].span.start).start == self.offices[office].span.start
        return alone and lexicon().honorifics.match(self.tokens, k + 1) is not None

    def _before_clause(self, k: int) -> int | None:
        """The office before what ends at token `k`: "el superior de la orden que rige el asilo, Ana Paz", "la directora del
        hospital, en Apan, Ana Paz", "el diputado por el distrito 5, Luis Mora"."""
        for i in range(k, max(k - _CLAUSE, 0), -1):
            if self.tokens[i].fold == "que":
                return self.by_last.get(i - 1)
            if self.tokens[i].fold in name_words("where-between"):
                comma = self.tokens[i - 1].text == ","
                office = self.by_last.get(i - 1 - comma)
                if office is not None:
                    sent = self.tokens[i - 1].fold in name_words("appointed")
                    elected = self.tokens[i].fold == "por" and (sent or self.offices[office].office.kind == "legislator")
                    return office if comma or elected else None
            if self.tokens[i].shape == "mark" or i in self.by_last:
                return None
        return None

    def behind(self, last: int) -> int | None:
        """The office that begins behind the name whose last token is `last`: after a comma, a bracket, a dash or "como"."""
        k = last + 1
        if (signed := self._signed(last)) is not None:
            return signed
        spaced = k + 1 < len(self.tokens) and self.tokens[k + 1].start > self.tokens[k].end
        if k < len(self.tokens) and (self.tokens[k].text == "(" or (spaced and self.tokens[k].text in "-–—")):
            k += 1
        elif k < len(self.tokens) and self.tokens[k].text == ",":
            k = self._behind_comma(k + 1, last)
        elif (as_ := self.as_behind(k)) is not None:
            k = as_ + 1
            while (
                k < len(self.tokens)
                and k < last + 5
                and k not in self.by_first
                and self.tokens[k].fold in name_words("as") | ARTICLES
            ):
                k += 1
        else:
            return self._appointed(last)
        return self.by_first.get(k)

    def _signed(self, last: int) -> int | None:
        """The office below the name of whoever signs, each on a line of its own."""
        k = last + 1
        office = self.by_first.get(k)
        if office is None or self.tokens[k].start - self.tokens[last].end < 2:
            return None
        name, title = self.analysis.passage_at(self.tokens[last].start), self.analysis.passage_at(self.tokens[k].start)
        if name is None or title is None or name.span.end > self.tokens[last].end or title.span.start < self.tokens[k].start:
            return None
        short = len(self.analysis.tokens_in(name.span)) <= _SIGNATURE
        return office if short and self.offices[office].span.end == title.span.end else None

    def _behind_comma(self, k: int, last: int) -> int:
        as_ = self.as_behind(k) if k < len(self.tokens) and self.tokens[k].fold == "quien" else None
        if as_ is not None:  # "Ana Paz, quien se desempeña como directora"
            return as_ + 1
        while k < len(self.tokens) and k not in self.by_first and (rank := lexicon().honorifics.match(self.tokens, k)):
            k += rank[0]  # "Ana Paz, Diplomada de Estado Mayor (D.E.M.), comandante de la base"
            k = bracketed(self.tokens, k) or k
        while k < len(self.tokens) and k < last + 6 and self.tokens[k].fold in name_words("as") | ARTICLES | {"en"}:
            if k in self.by_first:
                break
            k += 1
        return k

    def as_behind(self, k: int) -> int | None:
        """The "como" at token `k`, or behind a verb: "Ana Paz queda como encargada", "fungirá desde hoy como vocal"."""
        for i in range(k, min(k + 5, len(self.tokens))):
            if self.tokens[i].fold == "como":
                return i
            if self.tokens[i].shape != "lower":
                return None
        return None

    def _appointed(self, last: int) -> int | None:
        """ "Ana Paz fue nombrada directora", "es la nueva directora", "designó a Ana Paz directora": no mark between."""
        k = last + 1
        while k < min(last + _APPOINTED, len(self.tokens)) and k not in self.by_first:
            if self.tokens[k].fold not in name_words("appointed", "is") | ARTICLES:
                return None
            k += 1
        between = {token.fold for token in self.tokens[last + 1 : k]}
        if not between & name_words("appointed", "is"):
            verbs = {token.fold for token in self.tokens[max(0, last - _APPOINTED - 4) : last]} & name_words("appoints")
            return self.by_first.get(k) if verbs and not between else None
        office = self.by_first.get(k)
        if office is None or between & name_words("appointed"):
            return office
        phrase = self.offices[office]  # "fue presidente bueno" says how he was
        return office if phrase.organization or phrase.topic or phrase.place else None

    def is_predicate(self, last: int, phrase: OfficePhrase) -> bool:
        """True where a verb says that the person whose name ends at token `last` is the holder of `phrase`."""
        return any(token.fold in name_words("is") for token in self.tokens[last + 1 : min(phrase.first, last + 4)])

    def served(self, office: int) -> int:
        """The outer office in "la directora de Gabinete del ministro de Cultura, Ana Paz": hers is the first one."""
        k = self.offices[office].first - 1
        if k > 0 and self.tokens[k].fold == "la":
            k -= 1
        if k <= 0 or self.tokens[k].fold not in OF:
            return office
        outer = self.by_last.get(k - 1)
        return office if outer is None else self.served(outer)
