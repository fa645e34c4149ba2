"""Which body an office belongs to: the one printed with it, its portfolio's, its territory's, or the one spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from converter.authorities import Entry
from converter.language.lexicon import any_of, body_words, office_words
from converter.language.text import fold
from converter.linking import chambers, seats
from converter.linking.jurisdiction import Jurisdiction
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
        self.bound: list[tuple[Span, Body]] = []

    def _headed(self, nouns: frozenset[str]) -> list[Body]:
        """The bodies named in the release whose name begins with one of `nouns`."""
        return [b for b in self.organizations.bodies if b.mentions and fold(b.name).split()[0] in nouns]

    def fuller(self, phrase: OfficePhrase) -> OfficePhrase:
        """The same office with its complement, where this one is printed bare: "el ministro" after "ministro de Cultura",
        "secretario y vocero del consejo"."""
        if phrase.organization or phrase.topic or phrase.place or phrase.noun or phrase.office.former:
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
        office = phrase.office
        if phrase.organization is not None and phrase.organization.span in self.organizations.by_span:
            body = self.organizations.by_span[phrase.organization.span]
            if not (office.scope == "topic" and phrase.topic and fold(body.name).split()[0] in body_words("government")):
                return body, "explicit", 0.95
        bare = not (phrase.topic or phrase.place or phrase.noun or phrase.organization)
        if office.former and bare:
            return None, "unresolved", 0.5
        leader = holder.entry if holder is not None and bare and office.kind == "president" else None
        if is_of_the_republic(phrase, self.analysis) or has_led_a_republic(leader, self.organizations.authorities):
            # Only Mexico calls its mayors presidents.
            listed = holder is None or holder.entry is not None
            if not listed and bare and self.jurisdiction.city and self.jurisdiction.iso in ("", "MX"):
                return self.organizations.derived(f"Ayuntamiento de {self.jurisdiction.city}"), "jurisdiction", 0.6
            name = presidency(phrase, self.jurisdiction.iso, listed, self.organizations)
            return self.organizations.derived(name), "post-authority", 0.9
        if office.scope in ("territory", "place") or office.kind in ("mayor", "governor"):
            return self._territory(phrase)
        if office.kind == "president" and phrase.organization is None and is_only_town(phrase.place or ""):
            city = f"{seats.city_government(self.jurisdiction.iso)} {phrase.place}"
            return self.organizations.derived(city), "post-authority", 0.8  # "la presidenta electa de Tijuana"
        if phrase.noun in body_words("portfolio-noun") and office.scope == "topic":  # "el consejero del área"
            named = self._headed(frozenset({fold(office.body.split()[0])}))
            if len(named) == 1:
                return named[0], "coreference", 0.7
        if phrase.noun and office.scope == "topic":  # "el ministro de universidades", in lower case
            name = fold(f"{office.body} {phrase.noun}")
            named = [b for b in self.organizations.bodies if any(fold(n) == name for n in b.names)]
            if named:
                return named[0], "post-authority", 0.85
            if self.organizations.chooser.candidates(name):
                return self.organizations.derived(f"{office.body} {phrase.noun.capitalize()}"), "post-authority", 0.8
        municipal = self._municipal(phrase)
        if phrase.noun and municipal is None:
            meant = self._by_noun(phrase)
            if meant is not None:
                return meant, "coreference", 0.8
            if not phrase.topic:
                return None, "unresolved", 0.5
        if office.kind == "deputy-minister":  # a vice-minister's matters are not called like the ministry
            ministries = [body for _, body in self.bound if fold(body.name).split()[0] == "ministerio"]
            ministries = ministries or self._headed(frozenset({"ministerio"}))
            if len({id(body) for body in ministries}) == 1:
                return ministries[0], "coreference", 0.75
        if office.scope == "topic" and phrase.topic and office.body:
            return self._of_portfolio(phrase), "post-authority", 0.85
        if "delegacional" in fold(phrase.name).split() and self.main is not None:  # of a delegation of the main body
            return self.main, "coreference", 0.7
        if municipal is not None:
            return municipal, "jurisdiction", 0.75
        known = self._by_topic(phrase) or self._headed_by(phrase)
        if known is not None:
            return known, "alias", 0.85
        context = self._possessor(phrase) or self._context(phrase) or self._listed(phrase)
        if context is not None:
            return context, "coreference", 0.7
        if phrase.topic and office.body:
            return self._of_portfolio(phrase), "post-authority", 0.7
        if office.kind == "minister":
            ministries = self._headed(frozenset({fold(office.body.split()[0])}))
            told = any(p.topic or p.organization for p in self.phrases if p.office.kind == "minister")
            ministries = [b for b in ministries if b is self.main and not told] or ministries
            if not ministries and fold(office.lemma) in office_words("of-council") and self.jurisdiction.iso != "ES":
                ministries = chambers.foremost(self._headed(frozenset({"consejo"})), self.analysis.release)
            return (ministries[0], "coreference", 0.7) if len(ministries) == 1 else (None, "unresolved", 0.5)
        if office.kind == "legislator":
            return chambers.of_legislator(phrase, self.analysis.release, self.organizations, self.jurisdiction, self.main)
        if office.kind in _LOOSE:
            return None, "unresolved", 0.5
        if office.body and fold(office.lemma) in office_words("own-seat"):
            named = self._headed(frozenset({fold(office.body.split()[0])}))
            if len(named) == 1:
                return named[0], "coreference", 0.7
        return self.main, "coreference", 0.6 if self.main else 0.4

    def _superior(self, phrase: OfficePhrase) -> OfficePhrase | None:
        """The office that an office serves: "directora de Gabinete del ministro"."""
        k = phrase.last + 1
        if k >= len(self.analysis.tokens) or self.analysis.tokens[k].fold not in ("de", "del"):
            return None
        k += 1 + (k + 1 < len(self.analysis.tokens) and self.analysis.tokens[k + 1].fold == "la")
        return self.by_first.get(k)

    def _by_topic(self, phrase: OfficePhrase) -> Body | None:
        """The body of the release whose short name is printed like a portfolio: "oficial mayor de Hacienda"."""
        topic = fold(phrase.topic or "")
        campuses = [b for b in self.organizations.bodies if b.type == "CollegeOrUniversity"]
        if topic == "rectoria" and len(campuses) == 1:  # "el secretario particular de Rectoría"
            return campuses[0]
        for body in self.organizations.bodies:
            if topic and body.entry is not None and topic in map(fold, (*body.entry.labels, *body.entry.hidden)):
                return body
            if topic in map(fold, body.names):
                return body
        return None

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

    def _possessor(self, phrase: OfficePhrase) -> Body | None:
        """The body last named before "cuyo director", "su presidenta", or right before "a cargo de la directora"."""
        previous = self.analysis.tokens[phrase.first - 1] if phrase.first else None
        if previous is None:
            return None
        before = [(m.span, b) for b in self.organizations.bodies for m in b.mentions if m.span.end <= previous.start]
        span, body = max(before, key=lambda item: item[0]) if before else (None, None)
        if previous.fold in ("cuyo", "cuya", "su"):
            return body
        bare = not (phrase.topic or phrase.noun or phrase.place)
        between = self.analysis.text[span.end : phrase.span.start] if span is not None and bare else ""
        return body if seats.led().fullmatch(between) else None

    def _listed(self, phrase: OfficePhrase) -> Body | None:
        """A bare office takes the body of the one bound before it in the sentence: "presidenta de X, y la vicepresidenta"."""
        if (
            phrase.topic
            or phrase.noun
            or phrase.place
            or phrase.office.kind not in ("deputy", "member", "officer", "secretary")
            or fold(phrase.office.lemma) in office_words("of-government")
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
        own = [b for b in self._headed(body_words("of-mayor")) if b is self.main]
        if fold(phrase.office.lemma) in office_words("of-government") and own:
            return own[0]
        if "municipal" not in fold(self.analysis.string(phrase.span)).split():
            return None
        named = own or self._headed(body_words("of-mayor"))
        if len(named) == 1:
            return named[0]
        city = self.jurisdiction.city if not named else None
        return self.organizations.derived(f"{seats.city_government(self.jurisdiction.iso)} {city}") if city else None

    def _context(self, phrase: OfficePhrase) -> Body | None:
        """The body the sentence speaks of before the office: "en representación de X", "la comisión quedó conformada"."""
        sentence = self.analysis.sentence_at(phrase.span.start)
        before = Span(sentence.start, phrase.span.start)
        represented = [
            (m.span, b)
            for b in self.organizations.bodies
            for m in b.mentions
            if before.covers(m.span) and seats.representing().search(self.analysis.text[sentence.start : m.span.start])
        ]
        if represented:
            return min(represented, key=lambda item: item[0])[1]
        if phrase.topic or phrase.definite:
            return None
        for token in reversed(self.analysis.tokens_in(before)):
            if token.shape == "lower":
                named = self._headed(frozenset({token.fold}))
                if len(named) == 1:
                    return named[0]
        return None

    def is_head_of_government(self, phrase: OfficePhrase) -> bool:
        """True for the office of a mayor or governor that leaves open of where."""
        bare = not (phrase.topic or phrase.place or phrase.organization or phrase.noun)
        return bare and not phrase.office.plural and phrase.office.kind in ("mayor", "governor")

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
            pattern = office.body if office.lemma != "gobernador" else seats.state_government(place)
        elif office.kind == "head" and office.body and (phrase.place or self.jurisdiction.state):
            return self.organizations.derived(f"{office.body} {phrase.place or self.jurisdiction.state}"), "jurisdiction", 0.7
        elif office.kind == "clergy" and office.body:
            return self._see(phrase)
        else:
            return None, "unresolved", 0.5
        if place is None:
            named = self._headed(body_words(f"of-{office.kind}"))
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
        named = self._headed(frozenset({fold(phrase.office.body.split()[0])}))
        return (named[0], "coreference", 0.7) if len(named) == 1 else (None, "unresolved", 0.5)

    def _scene(self, phrase: OfficePhrase) -> str | None:
        """The town in which the sentence of a bare office is set: "En Apan, la ministra y el alcalde ..."."""
        sentence = self.analysis.sentence_at(phrase.span.start)
        before = [name for span, name in self.cities if sentence.start <= span.start < phrase.span.start]
        return before[0] if before else None

    def _by_noun(self, phrase: OfficePhrase) -> Body | None:
        """The body last named whose head is the noun ("del hospital"); the main body for "del instituto"."""
        before = [
            (m.span, b)
            for b in self.organizations.bodies
            for m in b.mentions
            if m.span.start < phrase.span.start and fold(b.name).split()[0] == phrase.noun
        ]
        if before:
            return max(before, key=lambda item: item[0])[1]
        governed = self.main is not None and fold(self.main.name).split()[0] in body_words("government")
        if phrase.noun == "dependencia" and governed:  # a part of the government that the release is of
            parts = [
                (m.span, b)
                for b in self.organizations.bodies
                for m in b.mentions
                if m.span.start < phrase.span.start and b.type == "GovernmentOrganization" and b is not self.main
            ]
            return max(parts, key=lambda item: item[0])[1] if parts else self.main
        named = [b for b in self.organizations.bodies if fold(b.name).split()[0] == phrase.noun]
        if len(named) == 1:
            return named[0]
        demarcation = seats.demarcation(self.analysis, phrase.noun or "", phrase.first)
        if demarcation is not None:
            return self.organizations.derived(demarcation)
        kinds = {"Hospital": "hospital", "CollegeOrUniversity": "campus", "Corporation": "company"}
        kind = next((kind for kind, role in kinds.items() if phrase.noun in body_words(role)), None)
        same = [
            (m.span, b)
            for b in self.organizations.bodies
            for m in b.mentions
            if m.span.start < phrase.span.start and b.type == kind
        ]
        if same:
            return max(same, key=lambda item: item[0])[1]
        return self.main if phrase.noun in body_words("own", "hospital") else None
