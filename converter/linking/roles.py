"""Which body an office belongs to, and whom an office without a name means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from converter.authorities import Authorities
from converter.language.text import fold
from converter.linking.jurisdiction import Jurisdiction
from converter.linking.organizations import Body, OrganizationLinker, content
from converter.linking.people import Identity
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer
from converter.mentions.offices import OfficePhrase
from converter.mentions.phrases import ARTICLES
from converter.model import Span, StatedRole
from converter.resources import table

_LEADERS = frozenset({"director", "head", "secretary", "minister", "president", "governor", "mayor", "acting"})
REPUBLIC = frozenset(
    {"republica", "nacion", "mexico", "estados unidos mexicanos", "la republica mexicana", "republica mexicana"}
)
# Offices that say nothing of their body when they stand alone; the rest belong to the release's main body.
_LOOSE = frozenset(
    {
        "member",
        "representative",
        "legislator",
        "academic",
        "former",
        "clergy",
        "generic",
        "head-of-state",
        "diplomat",
        "minister",
    }
)
_REPRESENTING = re.compile(
    r"(?i)(?:en representación|representando|por parte|a nombre|en nombre)\s+(?:de|del|a|al)\s+(?:la |el |los )?$"
)
_HOSPITAL = frozenset({"hospital", "nosocomio", "unidad", "clinica", "sanatorio", "centro"})
_CAMPUS = frozenset({"universidad", "facultad", "campus", "plantel", "institucion"})
_PLURAL_MODIFIERS = frozenset(
    {"municipales", "generales", "electos", "electas", "federales", "locales", "estatales", "nacionales"}
)
_GOVERNMENTS = frozenset({"gobierno", "ayuntamiento", "municipio"})
_TERRITORIAL = {
    "mayor": frozenset({"ayuntamiento", "municipalidad", "alcaldia"}),
    "councillor": frozenset({"ayuntamiento", "municipalidad", "cabildo"}),
    "governor": frozenset({"gobernacion", "gobierno", "junta", "xunta", "generalitat"}),
}
_LEGISLATURES = frozenset({"congreso", "senado", "camara", "asamblea", "parlamento", "legislatura", "cortes", "corts"})
_ANAPHORIC = frozenset({"area", "ramo", "cartera", "dependencia", "materia", "departamento"})
_COMPANY = frozenset({"entidad", "banco", "empresa", "compania", "firma", "aseguradora", "corporativo"})
_OWN = frozenset(
    {"instituto", "institucion", "dependencia", "organismo", "organizacion", "corporacion", "paramunicipal", "institucional"}
)


@dataclass(frozen=True, slots=True)
class Role:
    """A stated role while it is gathered."""

    identity: Identity
    phrase: OfficePhrase
    body: Body | None
    resolved_by: str
    confidence: float


class RoleLinker:
    """Resolves offices of one release; `main` is the body the release is about or from."""

    def __init__(
        self,
        analysis: Analysis,
        organizations: OrganizationLinker,
        jurisdiction: Jurisdiction,
        main: Body | None,
        phrases: Sequence[OfficePhrase],
    ) -> None:
        self.analysis, self.organizations, self.jurisdiction, self.main = analysis, organizations, jurisdiction, main
        self.phrases = phrases
        self.by_first = {phrase.first: phrase for phrase in phrases}
        self.roles: list[Role] = []

    def fuller(self, phrase: OfficePhrase) -> OfficePhrase:
        """The same office with its complement, where this one is printed bare: "el ministro" after "ministro de Cultura",
        "secretario y vocero del consejo"."""
        if phrase.organization or phrase.topic or phrase.place or phrase.noun:
            return phrase
        article = self.analysis.tokens[min(phrase.last + 2, len(self.analysis.tokens) - 1)].fold in ARTICLES
        coordinated = self.by_first.get(phrase.last + 2 + article)
        joined = coordinated is not None and self.analysis.tokens[phrase.last + 1].fold in ("y", "e")
        if joined and coordinated is not None and (coordinated.organization is not None or coordinated.noun):
            return replace(phrase, organization=coordinated.organization, noun=coordinated.noun)
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

    def body_of(self, phrase: OfficePhrase) -> tuple[Body | None, str, float]:
        """The body of an office, how it is known, and how surely."""
        superior = self._superior(phrase)
        if superior is not None and phrase.organization is None:
            return self.body_of(superior)
        phrase = self.fuller(phrase)
        office = phrase.office
        if phrase.organization is not None and phrase.organization.span in self.organizations.by_span:
            body = self.organizations.by_span[phrase.organization.span]
            if not (office.scope == "topic" and phrase.topic and fold(body.name).split()[0] in _GOVERNMENTS):
                return body, "explicit", 0.95
        if self.of_the_republic(phrase):
            return self.organizations.derived("Presidencia de la República"), "post-authority", 0.9
        if office.scope in ("territory", "place") or office.kind in ("mayor", "governor"):
            return self._territory(phrase)
        if phrase.noun in _ANAPHORIC and office.scope == "topic":  # "el consejero del área"
            head = fold(office.body.split()[0])
            named = [b for b in self.organizations.bodies if b.mentions and fold(b.name).split()[0] == head]
            if len(named) == 1:
                return named[0], "coreference", 0.7
        if phrase.noun and office.scope == "topic":  # "el ministro de universidades", in lower case
            name = fold(f"{office.body} {phrase.noun}")
            named = [b for b in self.organizations.bodies if any(fold(n) == name for n in b.names)]
            if named:
                return named[0], "post-authority", 0.85
        if phrase.noun:
            meant = self._by_noun(phrase)
            if meant is not None:
                return meant, "coreference", 0.8
            if not phrase.topic:
                return None, "unresolved", 0.5
        if office.scope == "topic" and phrase.topic and office.body:
            return (
                self.organizations.derived(f"{office.body.removesuffix(' de')} {self._portfolio(phrase)}"),
                "post-authority",
                0.85,
            )
        known = self._by_topic(phrase)
        if known is not None:
            return known, "alias", 0.85
        context = self._possessor(phrase) or self._context(phrase) or self._listed(phrase)
        if context is not None:
            return context, "coreference", 0.7
        if phrase.topic and office.body:
            return (
                self.organizations.derived(f"{office.body.removesuffix(' de')} {self._portfolio(phrase)}"),
                "post-authority",
                0.7,
            )
        if office.kind == "minister":
            ministries = [
                b for b in self.organizations.bodies if b.mentions and fold(b.name).startswith(fold(office.body.split()[0]))
            ]
            return (ministries[0], "coreference", 0.7) if len(ministries) == 1 else (None, "unresolved", 0.5)
        if office.kind == "legislator":
            named = [b for b in self.organizations.bodies if b.mentions and fold(b.name).split()[0] in _LEGISLATURES]
            named = [b for b in named if b is self.main] or named
            return (named[0], "coreference", 0.6) if len(named) == 1 else (None, "unresolved", 0.5)
        if office.kind in _LOOSE:
            return None, "unresolved", 0.5
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
        for body in self.organizations.bodies:
            if topic and body.entry is not None and topic in map(fold, (*body.entry.labels, *body.entry.hidden)):
                return body
        return None

    def _possessor(self, phrase: OfficePhrase) -> Body | None:
        """The body last named before "cuyo director", "su presidenta"."""
        previous = self.analysis.tokens[phrase.first - 1] if phrase.first else None
        if previous is None or previous.fold not in ("cuyo", "cuya", "su"):
            return None
        before = [(m.span, b) for b in self.organizations.bodies for m in b.mentions if m.span.end <= previous.start]
        return max(before, key=lambda item: item[0])[1] if before else None

    def _listed(self, phrase: OfficePhrase) -> Body | None:
        """A bare office takes the body of the one bound before it in the sentence: "presidenta de X, y la vicepresidenta"."""
        if (
            phrase.topic
            or phrase.noun
            or phrase.place
            or phrase.office.kind not in ("deputy", "member", "officer", "secretary")
        ):
            return None
        sentence = self.analysis.sentence_at(phrase.span.start)
        before = [r for r in self.roles if sentence.start <= r.phrase.span.start < phrase.span.start and r.body is not None]
        return max(before, key=lambda r: r.phrase.span).body if before else None

    def _context(self, phrase: OfficePhrase) -> Body | None:
        """The body the sentence speaks of before the office: "en representación de X", "la comisión quedó conformada"."""
        sentence = self.analysis.sentence_at(phrase.span.start)
        before = Span(sentence.start, phrase.span.start)
        represented = [
            (m.span, b)
            for b in self.organizations.bodies
            for m in b.mentions
            if before.covers(m.span) and _REPRESENTING.search(self.analysis.text[sentence.start : m.span.start])
        ]
        if represented:
            return min(represented, key=lambda item: item[0])[1]
        if phrase.topic or phrase.definite:
            return None
        for token in reversed(self.analysis.tokens_in(before)):
            if token.shape == "lower":
                named = [b for b in self.organizations.bodies if b.mentions and fold(b.name).split()[0] == token.fold]
                if len(named) == 1:
                    return named[0]
        return None

    def of_the_republic(self, phrase: OfficePhrase) -> bool:
        """True where the office is the head of state's."""
        if phrase.office.kind != "president" or phrase.office.scope != "name" or phrase.organization is not None:
            return False
        if phrase.noun:
            return phrase.noun == "republica"
        if phrase.topic or phrase.place:
            name = phrase.topic or phrase.place or ""
            return fold(name) in REPUBLIC or any(spot.kind == "country" for spot in gazetteer().spots(name))
        following = self.analysis.tokens[phrase.last + 1] if phrase.last + 1 < len(self.analysis.tokens) else None
        named = following is not None and following.shape == "cap" and phrase.definite
        return named and (" " not in phrase.name or phrase.name.lower().endswith(("constitucional", "electo", "electa")))

    def _portfolio(self, phrase: OfficePhrase) -> str:
        """The words of the office's name behind its noun: "secretario del Trabajo" -> "del Trabajo"."""
        words = phrase.name.split()[len(phrase.office.lemma.split()) :]
        rank = [w.capitalize() for w in words[: next((i for i, w in enumerate(words) if fold(w) in ("de", "del")), 0)]]
        feminine = [w[:-1] + "a" if w.endswith("o") else w for w in rank if fold(w) not in ("adjunto", "adjunta")]
        return " ".join(feminine + words[len(rank) :])

    def _territory(self, phrase: OfficePhrase) -> tuple[Body | None, str, float]:
        office = phrase.office
        if office.kind in ("mayor", "councillor"):
            place = phrase.place or phrase.topic or self.jurisdiction.city
            pattern = "Ayuntamiento de"
        elif office.kind == "governor":
            place = phrase.place or phrase.topic or self.jurisdiction.state
            pattern = office.body if office.lemma != "gobernador" else _state_government(place)
        else:
            return None, "unresolved", 0.5
        if place is None:
            named = [
                b for b in self.organizations.bodies if b.mentions and fold(b.name).split()[0] in _TERRITORIAL[office.kind]
            ]
            return (named[0], "coreference", 0.7) if len(named) == 1 else (None, "unresolved", 0.5)
        how = "post-authority" if phrase.place or phrase.topic else "jurisdiction"
        heads = _TERRITORIAL[office.kind]
        for body in self.organizations.bodies:
            if any(
                fold(n).split()[0] in heads and content(n)[1:][-len(content(place)) :] == content(place) for n in body.names
            ):
                return body, how, 0.9
        return self.organizations.derived(f"{pattern} {place}"), how, 0.9 if phrase.place else 0.75

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
        named = [b for b in self.organizations.bodies if fold(b.name).split()[0] == phrase.noun]
        if len(named) == 1:
            return named[0]
        kinds = {"Hospital": _HOSPITAL, "CollegeOrUniversity": _CAMPUS, "Corporation": _COMPANY}
        kind = next((kind for kind, nouns in kinds.items() if phrase.noun in nouns), None)
        same = [
            (m.span, b)
            for b in self.organizations.bodies
            for m in b.mentions
            if m.span.start < phrase.span.start and b.type == kind
        ]
        if same:
            return max(same, key=lambda item: item[0])[1]
        return self.main if phrase.noun in _OWN or phrase.noun in _HOSPITAL else None

    def bind(self, identity: Identity, phrase: OfficePhrase) -> None:
        """States that the office is the person's."""
        body, how, sure = self.body_of(phrase)
        sure = min(sure, 0.6) if phrase.office.plural else sure
        self.roles.append(Role(identity, self.fuller(phrase), body, how, sure))

    def holder(self, phrase: OfficePhrase) -> Identity | None:
        """The person an office without a name means, or None where no one or more than one fits."""
        if phrase.office.plural:
            return None
        body = self.body_of(phrase)[0] if phrase.organization or phrase.noun or phrase.topic or phrase.place else None
        fits = [r for r in self.roles if self._compatible(phrase, r, body)]
        if phrase.office.lemma == "titular":  # the head of a body before its delegates and chiefs
            fits = [r for r in fits if r.phrase.office.kind in _LEADERS - {"head"}] or fits
        exact = [r for r in fits if _same_words(phrase, r.phrase)]
        people = list({id(r.identity): r.identity for r in (exact or fits)}.values())
        if len(people) > 1:
            earlier = [
                (max(s for s, _, _ in p.mentions if s < phrase.span), p) for p in people if p.mentions[0][0] < phrase.span
            ]
            return max(earlier, key=lambda e: e[0])[1] if exact and earlier else None
        return people[0] if people else None

    def _compatible(self, phrase: OfficePhrase, role: Role, body: Body | None) -> bool:
        here, there = phrase.office, role.phrase.office
        if (
            here.gender
            and role.identity.gender
            and here.gender != role.identity.gender
            and here.lemma != "presidente municipal"
        ):
            return False
        if body is not None and role.body is not None and body is not role.body:
            return False
        if here.lemma == there.lemma:
            return not phrase.topic or not role.phrase.topic or fold(phrase.topic) == fold(role.phrase.topic)
        if here.lemma == "titular" and phrase.organization is not None:
            return body is role.body and there.kind in _LEADERS
        if here.lemma == "titular":
            return there.kind in _LEADERS and (body is None or body is role.body)
        if "mandatari" in here.lemma:
            return there.kind in ("mayor", "governor", "president") and (here.kind == there.kind or " " not in here.lemma)
        return here.scope == "generic" and here.kind == there.kind and here.kind != "generic"


def _same_words(a: OfficePhrase, b: OfficePhrase) -> bool:
    return fold(a.name) == fold(b.name)


def stated(
    roles: Sequence[Role], authorities: Authorities, body_key: dict[int, str], country: Callable[[OfficePhrase], str | None]
) -> list[StatedRole]:
    """The roles of a release, one per person, office and body; the evidence of repeated ones is joined. A head of state
    holds the office in the country that `country` gives the key of."""
    merged: dict[tuple[str, str, str | None], StatedRole] = {}
    titled = {id(role.identity) for role in roles if role.phrase.office.scope != "generic"}
    for role in roles:
        complete = [r for r in roles if r.identity is role.identity and r is not role and _complete(r.phrase)]
        if not _complete(role.phrase) and any(r.phrase.office.lemma == role.phrase.office.lemma for r in complete):
            continue  # "el presidente Ríos" beside "presidente de la cámara"
        if role.phrase.office.scope == "generic" and id(role.identity) in titled:
            continue  # "el mandatario" beside "el presidente municipal" is another word for the office, not another office
        key = body_key.get(id(role.body)) if role.body is not None else None
        if role.body is not None and fold(role.body.name) == "presidencia de la republica" and role.phrase.organization is None:
            key = country(role.phrase) or key
        place = (role.identity.key, _role_key(role.phrase), key)
        evidence: tuple[Span, ...] = (role.phrase.span,)
        known = merged.get(place)
        if known is not None:
            evidence = (*known.evidence, role.phrase.span)
        iri = role.body.entry.iri if role.body is not None and role.body.entry is not None else None
        post = authorities.post_for(role.phrase.name, iri) if iri else None
        if post is None and iri and key is not None and key.startswith("place-") and role.phrase.office.kind == "president":
            post = authorities.post_for("titular", iri)
        honorific = role.identity.honorifics[0] if role.identity.honorifics else None
        merged[place] = StatedRole(
            role.identity.key,
            known.name if known else _singular(role),
            key,
            post.iri if post else None,
            honorific,
            role.resolved_by,
            evidence,
            role.confidence,
        )
    return _drop_shorter(list(merged.values()))


def _complete(phrase: OfficePhrase) -> bool:
    return bool(phrase.organization or phrase.topic or phrase.place or phrase.noun)


def _state_government(place: str | None) -> str:
    """How the government of a state is called in its country, without the state's name."""
    spots = [spot for spot in gazetteer().spots(place or "") if spot.kind == "state"]
    names = {row["country"]: row["name"].removesuffix(" {}") for row in table("language/state-governments.tsv")}
    return names.get(spots[0].country, "Gobierno de") if spots else names["MX"]


def _singular(role: Role) -> str:
    """The office's name for one of several holders: "los presidentes municipales A y B"."""
    if not role.phrase.office.plural:
        return role.phrase.name
    words = role.phrase.name.split()
    number = next((k for k, word in enumerate(words) if k and fold(word) not in _PLURAL_MODIFIERS), len(words))
    noun = words[0][:-2] if fold(words[0]).endswith("ores") else words[0][:-1]
    noun = noun[:-1] + "a" if role.identity.gender == "f" and noun.endswith("o") else noun
    return " ".join(
        [noun, *(word[:-2] if fold(word).endswith("ales") else word[:-1] for word in words[1:number]), *words[number:]]
    )


def _role_key(phrase: OfficePhrase) -> str:
    return fold(f"{phrase.office.lemma} {phrase.name.partition(' ')[2]}").strip()


def _drop_shorter(roles: list[StatedRole]) -> list[StatedRole]:
    """A role that repeats another of the same person in fewer words ("director" beside "director general") is its evidence."""
    kept: list[StatedRole] = []
    for role in sorted(roles, key=lambda r: (r.confidence <= 0.6, -len(r.name))):
        words = set(fold(role.name).split())
        twin = any(
            k.person == role.person
            and (k.organization == role.organization or role.confidence <= 0.6)
            and (
                words <= set(fold(k.name).split())
                or (fold(k.name).split()[0][:6] == fold(role.name).split()[0][:6] and len(words) == 1)
            )
            for k in kept
        )
        if not twin:
            kept.append(role)
    order = {id(r): i for i, r in enumerate(roles)}
    return sorted(kept, key=lambda r: order[id(r)])
