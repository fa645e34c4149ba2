"""Which body an office belongs to: the one printed with it, its portfolio's, its territory's, or the one spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from converter.authorities import Entry
from converter.language.lexicon import any_of, body_words, office_words
from converter.language.text import fold
from converter.linking import chambers, seats
from converter.linking.jurisdiction import Jurisdiction
from converter.linking.office_context import Context
from converter.linking.organizations import Body, OrganizationLinker, content
from converter.linking.people import Identity
from converter.linking.republics import has_led_a_republic, is_of_the_republic, presidency
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer, is_only_town
from converter.mentions.offices import OfficePhrase
from converter.mentions.phrases import ARTICLES
from converter.model import Span

Resolution = tuple[Body | None, str, float]  # the body, how it is known, how surely
# Offices that say nothing of their body when they stand alone; the rest belong to the release's main body.
_LOOSE = frozenset(
    {
        "member",
        "representative",
        "legislator",
        "academic",
        "clergy",
        "generic",
        "head-of-state",
        "diplomat",
        "minister",
    }
)


def _is_bare(phrase: OfficePhrase) -> bool:
    """True for an office that is printed without what it is of."""
    return not (phrase.topic or phrase.place or phrase.noun or phrase.organization)


class OfficeBodies:
    """The bodies of the offices of one release; `main` is the body the release is about or from. `bound` grows as offices
    are given to people, in reading order: the offices that a bare one in the same sentence can follow.
    `cities`: where a sentence may set its scene."""

    def __init__(
        self,
        analysis: Analysis,
        organizations: OrganizationLinker,
        jurisdiction: Jurisdiction,
        main: Body | None,
        phrases: Sequence[OfficePhrase],
        cities: Sequence[tuple[Span, str]] = (),
    ) -> None:
        self.analysis, self.organizations, self.jurisdiction, self.main = analysis, organizations, jurisdiction, main
        self.phrases, self.cities = phrases, cities
        self.by_first = {phrase.first: phrase for phrase in phrases}
        self.context = Context(analysis, organizations, main)
        self.bound: list[tuple[Span, Body]] = []

    def fuller(self, phrase: OfficePhrase) -> OfficePhrase:
        """The same office with its complement, where this one is printed bare: "el ministro" after "ministro de Cultura",
        "secretario y vocero del consejo"."""
        if not _is_bare(phrase) or phrase.office.former:
            return phrase
        article = self.analysis.tokens[min(phrase.last + 2, len(self.analysis.tokens) - 1)].fold in ARTICLES
        coordinated = self.by_first.get(phrase.last + 2 + article)
        joined = coordinated is not None and self.analysis.tokens[phrase.last + 1].fold in ("y", "e")
        if joined and coordinated is not None and (coordinated.organization is not None or coordinated.noun):
            return replace(phrase, organization=coordinated.organization, noun=coordinated.noun)
        if phrase.office.scope == "territory" and phrase.definite:  # "el alcalde" after "el alcalde de Tula"
            alike = [p for p in self.phrases if p.office.kind == phrase.office.kind]
            places = {p.place or p.topic for p in alike if not (p.office.plural or p.office.former)}
            named = [place for place in places if place]
            return replace(phrase, place=named[0]) if len(named) == 1 else phrase
        same = {
            (p.topic, p.organization.name if p.organization else None): p
            for p in self.phrases
            if p.office.lemma == phrase.office.lemma
            and (p.topic or p.organization)
            and fold(p.name).startswith(fold(phrase.name))
        }
        if len(same) == 1 and phrase.office.scope == "topic" and phrase.definite:
            full = next(iter(same.values()))
            return replace(phrase, topic=full.topic, organization=full.organization, name=full.name)
        return phrase

    def of(self, phrase: OfficePhrase, holder: Identity | None = None) -> Resolution:
        """The body of an office, how it is known, and how surely. `holder`: whoever it is given to."""
        superior = self._superior(phrase)
        if superior is not None and phrase.organization is None:
            return (None, "unresolved", 0.5) if superior.office.plural else self.of(superior)  # "coordinador de regidores"
        phrase = self.fuller(phrase)
        return (
            self._printed(phrase)
            or self._national(phrase, holder)
            or self._local(phrase)
            or self._of_matters(phrase)
            or self._in_context(phrase)
            or self._usual(phrase)
        )

    def _printed(self, phrase: OfficePhrase) -> Resolution | None:
        """The body printed with the office; none for a former office without one."""
        if phrase.organization is not None and phrase.organization.span in self.organizations.by_span:
            body = self.organizations.by_span[phrase.organization.span]
            matters = phrase.office.scope == "topic" and phrase.topic
            if not (matters and fold(body.name).split()[0] in body_words("government")):
                return body, "explicit", 0.95
        return (None, "unresolved", 0.5) if phrase.office.former and _is_bare(phrase) else None

    def _national(self, phrase: OfficePhrase, holder: Identity | None) -> Resolution | None:
        """The presidency of the republic, or of the municipality whose president nobody knows as a head of state."""
        bare = _is_bare(phrase)
        leader = holder.entry if holder is not None and bare and phrase.office.kind == "president" else None
        if not (is_of_the_republic(phrase, self.analysis) or has_led_a_republic(leader, self.organizations.authorities)):
            return None
        listed = holder is None or holder.entry is not None
        # Only Mexico calls its mayors presidents.
        if not listed and bare and self.jurisdiction.city and self.jurisdiction.iso in ("", "MX"):
            return self.organizations.derived(f"Ayuntamiento de {self.jurisdiction.city}"), "jurisdiction", 0.6
        name = presidency(phrase, self.jurisdiction.iso, listed, self.organizations)
        return self.organizations.derived(name), "post-authority", 0.9

    def _local(self, phrase: OfficePhrase) -> Resolution | None:
        """The government of the town or state that the office is held in."""
        office = phrase.office
        if office.scope in ("territory", "place") or office.kind in ("mayor", "governor"):
            return self._territory(phrase)
        if office.kind == "president" and phrase.organization is None and is_only_town(phrase.place or ""):
            city = f"{seats.city_government(self.jurisdiction.iso)} {phrase.place}"
            return self.organizations.derived(city), "post-authority", 0.8  # "la presidenta electa de Tijuana"
        return None

    def _of_matters(self, phrase: OfficePhrase) -> Resolution | None:
        """The body that the noun or the portfolio behind the office tells."""
        office = phrase.office
        if phrase.noun in body_words("portfolio-noun") and office.scope == "topic":  # "el consejero del área"
            named = self.context.headed(frozenset({fold(office.body.split()[0])}))
            if len(named) == 1:
                return named[0], "coreference", 0.7
        if phrase.noun and office.scope == "topic":  # "el ministro de universidades", in lower case
            name = fold(f"{office.body} {phrase.noun}")
            named = [b for b in self.organizations.bodies if any(fold(n) == name for n in b.names)]
            if named:
                return named[0], "post-authority", 0.85
            if self.organizations.chooser.candidates(name):
                return self.organizations.derived(f"{office.body} {phrase.noun.capitalize()}"), "post-authority", 0.8
        if phrase.noun in office_words("national-seat") and office.body:  # "el auditor superior de la Federación"
            whole = f"{seats.called_after(phrase.name, office)[-1]} de la {phrase.noun}"
            if self.organizations.chooser.candidates(whole):
                return self.organizations.derived(whole), "post-authority", 0.85
        if phrase.noun and self._municipal(phrase) is None:
            meant = self.context.by_noun(phrase)
            if meant is not None:
                return meant, "coreference", 0.8
            if not phrase.topic:
                return None, "unresolved", 0.5
        if office.kind == "deputy-minister":  # a vice-minister's matters are not called like the ministry
            ministries = [body for _, body in self.bound if fold(body.name).split()[0] == "ministerio"]
            ministries = ministries or self.context.headed(frozenset({"ministerio"}))
            if len({id(body) for body in ministries}) == 1:
                return ministries[0], "coreference", 0.75
        if office.scope == "topic" and phrase.topic and office.body:
            return self._of_portfolio(phrase), "post-authority", 0.85
        return None

    def _in_context(self, phrase: OfficePhrase) -> Resolution | None:
        """The body that what stands around the office tells; else the one called after its portfolio."""
        if "delegacional" in fold(phrase.name).split() and self.main is not None:  # of a delegation of the main body
            return self.main, "coreference", 0.7
        municipal = self._municipal(phrase)
        if municipal is not None:
            return municipal, "jurisdiction", 0.75
        known = self.context.by_topic(phrase) or self._headed_by(phrase)
        if known is not None:
            return known, "alias", 0.85
        near = self.context.possessor(phrase) or self.context.spoken_of(phrase) or self._listed(phrase)
        if near is not None:
            return near, "coreference", 0.7
        return (self._of_portfolio(phrase), "post-authority", 0.7) if phrase.topic and phrase.office.body else None

    def _usual(self, phrase: OfficePhrase) -> Resolution:
        """The body of which such an office is as a rule, where nothing tells; for most, the main one."""
        office = phrase.office
        if office.kind == "minister":
            ministries = self.context.headed(frozenset({fold(office.body.split()[0])}))
            told = any(p.topic or p.organization for p in self.phrases if p.office.kind == "minister")
            ministries = [b for b in ministries if b is self.main and not told] or ministries
            if not ministries and fold(office.lemma) in office_words("of-council") and self.jurisdiction.iso != "ES":
                ministries = chambers.foremost(self.context.headed(frozenset({"consejo"})), self.analysis.release)
            return (ministries[0], "coreference", 0.7) if len(ministries) == 1 else (None, "unresolved", 0.5)
        if office.kind == "legislator":
            return chambers.of_legislator(phrase, self.analysis.release, self.organizations, self.jurisdiction, self.main)
        if office.kind in _LOOSE:
            return None, "unresolved", 0.5
        if office.body and fold(office.lemma) in office_words("own-seat"):
            named = self.context.headed(frozenset({fold(office.body.split()[0])}))
            if len(named) == 1 and not phrase.place:
                return named[0], "coreference", 0.7
            if fold(office.lemma) in office_words("only-own-seat"):  # a court that names a prosecutor has none itself
                return self._own_seat(phrase, named)
        return self.main, "coreference", 0.6 if self.main else 0.4

    def _own_seat(self, phrase: OfficePhrase, named: Sequence[Body]) -> Resolution:
        """The body called after an office that no other has, by the place behind it; `named` are those of the release."""
        place = phrase.place
        if place is None:
            return None, "unresolved", 0.5
        unlisted = len(named) == 1 and named[0].entry is None
        of_place = [b for b in named if unlisted or fold(place) in fold(" ".join(b.names))]
        if len(of_place) == 1:
            return of_place[0], "post-authority", 0.85
        called = seats.called_after(phrase.name, phrase.office)[-1]
        return self.organizations.derived(f"{called} de {place}"), "post-authority", 0.75

    def _superior(self, phrase: OfficePhrase) -> OfficePhrase | None:
        """The office that an office serves: "directora de Gabinete del ministro"."""
        k = phrase.last + 1
        if k >= len(self.analysis.tokens) or self.analysis.tokens[k].fold not in ("de", "del"):
            return None
        k += 1 + (k + 1 < len(self.analysis.tokens) and self.analysis.tokens[k + 1].fold == "la")
        return self.by_first.get(k)

    def _headed_by(self, phrase: OfficePhrase) -> Body | None:
        """The body whose portfolio its head is named by: "el titular de Salud estatal"."""
        words = content(phrase.topic or "")
        sphere = bool(words) and words[-1] in body_words("sphere")
        words = words[:-1] if sphere else words
        if phrase.office.lemma != "titular" or not words:
            return None
        alike = [b for b in self.organizations.bodies if content(b.name)[1 : len(words) + 1] == words]
        named = [b for b in alike if fold(b.name).split()[0] in body_words("ministry")] or alike
        if named:
            return named[0] if len(named) == 1 else None
        municipal = self.main is None or fold(self.main.name).split()[0] in body_words("of-mayor")
        portfolio = phrase.name.endswith(f" de {phrase.topic}") and words[0] not in body_words("internal-office")
        if municipal or not portfolio or self.jurisdiction.iso != "MX":
            return None
        return self.organizations.derived(f"Secretaría de {phrase.topic}")

    def _listed(self, phrase: OfficePhrase) -> Body | None:
        """A bare office takes the body of the one bound before it in the sentence: "presidenta de X, y la vicepresidenta"."""
        if (
            phrase.topic
            or phrase.noun
            or phrase.place
            or phrase.office.kind not in ("deputy", "member", "officer", "secretary")
            or fold(phrase.office.lemma) in office_words("of-government", "only-own-seat")
        ):
            return None
        sentence = self.analysis.sentence_at(phrase.span.start)
        before = [(span, body) for span, body in self.bound if sentence.start <= span.start < phrase.span.start]
        return max(before, key=lambda item: item[0])[1] if before else None

    def _municipal(self, phrase: OfficePhrase) -> Body | None:
        """The municipality's government, for "el tesorero municipal" and, where it is the main body, "el oficial mayor"."""
        governing = phrase.noun in body_words("government")  # "el secretario del gobierno municipal"
        if phrase.topic or phrase.organization or (phrase.noun and not governing):
            return None
        own = [b for b in self.context.headed(body_words("of-mayor")) if b is self.main]
        if fold(phrase.office.lemma) in office_words("of-government") and own:
            return own[0]
        if "municipal" not in fold(self.analysis.string(phrase.span)).split():
            return None
        named = own or self.context.headed(body_words("of-mayor"))
        if len(named) == 1:
            return named[0]
        city = self.jurisdiction.city if not named else None
        return self.organizations.derived(f"{seats.city_government(self.jurisdiction.iso)} {city}") if city else None

    def led(self, phrase: OfficePhrase) -> str | None:
        """The role of the words for what the office leads, where the text may say so elsewhere: the government of a mayor or
        governor whose office leaves open of where, the parliament of its president."""
        if _is_bare(phrase) and not phrase.office.plural and phrase.office.kind in ("mayor", "governor"):
            return "presided"
        body = self.organizations.by_span.get(phrase.organization.span) if phrase.organization is not None else None
        parliament = body is not None and fold(body.name).split()[0] in body_words("legislature")
        return "legislature" if parliament and phrase.office.kind == "president" else None

    def serves_elsewhere(self, entry: Entry | None, state: str) -> bool:
        """True for a listed person none of whose offices is in the state called `state`: "el secretario de Salud de Puebla"."""
        spots = gazetteer().spots(state)
        authorities = self.organizations.authorities
        held = (authorities[tenure.post].parent for tenure in authorities.tenures_of(entry.iri)) if entry is not None else ()
        bodies = [authorities[body] for body in held if body is not None]
        areas = {(body.area or "").rsplit("/", 1)[-1].upper() for body in bodies}
        return bool(areas and spots) and all(spot.kind == "state" and spot.iso not in areas for spot in spots)

    def is_of_the_past(self, phrase: OfficePhrase) -> bool:
        """True for "el gobernador de ese entonces", which is nobody who holds the office in the release."""
        words, end = any_of(office_words("bygone")), self.analysis.tokens[phrase.last].end
        within = words.search(self.analysis.folded, phrase.span.start, end)
        return within is not None or words.match(self.analysis.folded, end + 1) is not None

    def _of_portfolio(self, phrase: OfficePhrase) -> Body:
        """The body called after a portfolio: "secretario general del Trabajo" -> "Secretaría General del Trabajo"."""
        if phrase.topic and seats.names_body(phrase.topic):
            return self.organizations.derived(phrase.topic)  # "jefe de la Oficina de Prensa"
        *whole, own = seats.called_after(phrase.name, phrase.office)
        printed = {fold(name) for body in self.organizations.bodies for name in body.names}
        known = (name for name in whole if fold(name) in printed or self.organizations.chooser.candidates(name))
        return self.organizations.derived(next(known, own))

    def _territory(self, phrase: OfficePhrase) -> Resolution:
        office = phrase.office
        if office.kind in ("mayor", "councillor"):
            capital = (
                seats.capital_of(self.jurisdiction.state) if any_of(office_words("capital")).search(fold(phrase.name)) else None
            )
            town = phrase.topic if office.kind == "mayor" else None  # a councillor has a portfolio: "regidora de Obras"
            pattern = seats.city_government(self.jurisdiction.iso, phrase.name)
            tells = pattern != seats.city_government(self.jurisdiction.iso)  # "el alcalde provincial", maybe of another town
            scene = None if tells else self._scene(phrase) or self.jurisdiction.city
            place = phrase.place or town or capital or scene
        elif office.kind == "governor":
            place = phrase.place or phrase.topic or self.jurisdiction.state
            named_after = office.lemma != "gobernador" and office.body  # "el mandatario local": his government is as any other
            pattern = named_after or seats.state_government(place)
        elif office.kind == "head" and office.body and (phrase.place or self.jurisdiction.state):
            return self.organizations.derived(f"{office.body} {phrase.place or self.jurisdiction.state}"), "jurisdiction", 0.7
        elif office.kind == "clergy" and office.body:
            return self._see(phrase)
        else:
            return None, "unresolved", 0.5
        if place is None:
            named = self.context.headed(body_words(f"of-{office.kind}"))
            if office.kind == "governor":
                named = seats.governed(named)
            if office.kind == "mayor":
                named = named or [b for b in self.organizations.bodies if b.mentions and seats.is_town_government(b.name)]
            return (named[0], "coreference", 0.7) if len(named) == 1 else (None, "unresolved", 0.5)
        how = "post-authority" if place in (phrase.place, phrase.topic) else "jurisdiction"
        heads = body_words(f"of-{office.kind}")
        for body in self.organizations.bodies:
            if any(
                fold(n).split()[0] in heads and content(n)[1:][-len(content(place)) :] == content(place) for n in body.names
            ):
                return body, how, 0.9
        pattern = pattern.removesuffix(" Estado de") if fold(place).startswith("estado de ") else pattern
        if not fold(place).startswith("estado ") and f" del {fold(place)}" in self.analysis.folded:
            pattern += "l"  # "Gobernación del Quindío"
        return self.organizations.derived(f"{pattern} {place}"), how, 0.9 if phrase.place else 0.75

    def _see(self, phrase: OfficePhrase) -> Resolution:
        """The diocese of a bishop: of the town behind the office, else the one that the release names."""
        if phrase.place or phrase.topic:  # an archdiocese is called after its town, not after the state
            town = phrase.place if is_only_town(phrase.place or "") else None
            body = self.organizations.derived(f"{phrase.office.body} {town}") if town else None
            return (body, "post-authority", 0.8) if body else (None, "unresolved", 0.5)
        named = self.context.headed(frozenset({fold(phrase.office.body.split()[0])}))
        return (named[0], "coreference", 0.7) if len(named) == 1 else (None, "unresolved", 0.5)

    def _scene(self, phrase: OfficePhrase) -> str | None:
        """The town in which the sentence of a bare office is set: "En Apan, la ministra y el alcalde ..."."""
        sentence = self.analysis.sentence_at(phrase.span.start)
        before = [name for span, name in self.cities if sentence.start <= span.start < phrase.span.start]
        return before[0] if before else None
