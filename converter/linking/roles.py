"""Who holds which office, and whom an office without a name means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from converter.authorities import Authorities
from converter.language.lexicon import office_words, singular_office
from converter.language.text import fold
from converter.linking.dates import is_current
from converter.linking.office_bodies import OfficeBodies
from converter.linking.organizations import Body, spells
from converter.linking.people import Identity, same_name
from converter.mentions.offices import OfficePhrase
from converter.model import Span, StatedRole

_LEADERS = frozenset({"director", "head", "secretary", "minister", "president", "governor", "mayor", "acting"})


@dataclass(frozen=True, slots=True)
class Role:
    """A stated role while it is gathered."""

    identity: Identity
    phrase: OfficePhrase
    body: Body | None
    resolved_by: str
    confidence: float


class RoleLinker:
    """Gives the offices of one release to people; `bodies` tells which body an office belongs to."""

    def __init__(self, bodies: OfficeBodies) -> None:
        self.bodies = bodies
        self.roles: list[Role] = []

    def bind(self, identity: Identity, phrase: OfficePhrase) -> None:
        """States that the office is the person's, in both of its bodies where it has two."""
        if phrase.also is not None:
            self.bind(identity, replace(phrase, organization=phrase.also, also=None))
            phrase = replace(phrase, also=None)
        body, how, sure = self.bodies.of(phrase, identity)
        sure = min(sure, 0.6) if phrase.office.plural else sure
        self.roles.append(Role(identity, self.bodies.fuller(phrase), body, how, sure))
        if body is not None:
            self.bodies.bound.append((phrase.span, body))

    def holder(self, phrase: OfficePhrase) -> Identity | None:
        """The person an office without a name means, or None where no one or more than one fits."""
        if phrase.office.plural or self.bodies.is_of_the_past(phrase):
            return None
        body = self.bodies.of(phrase)[0] if phrase.organization or phrase.noun or phrase.topic or phrase.place else None
        fits = [r for r in self.roles if self._compatible(phrase, r, body)]
        short = phrase.topic if phrase.office.lemma == "titular" and phrase.organization is None else None
        told = short is not None and body is not None and fold(short) in fold(" ".join(body.names)).split()
        if short is not None and short.isalpha() and not told:
            # "el titular de la Sedepe": of the Secretaría de Pesca, though the lists know no such letters
            town = self.bodies.jurisdiction.city or ""
            fits = [r for r in self.roles if r.body is not None and _is_short_for(short, r.body, town)]
        if phrase.office.lemma == "titular":  # the head of a body before its delegates and chiefs
            fits = [r for r in fits if r.phrase.office.kind in _LEADERS - {"head"}] or fits
        exact = [r for r in fits if _same_words(phrase, r.phrase)]
        known = [r for r in fits if r.identity.mentions[0][0] < phrase.span]
        if known and not any(r in known for r in exact):
            exact = []  # who is named only behind, and in the same words, comes after who is spoken of
        people = list({id(r.identity): r.identity for r in (exact or fits)}.values())
        if len(people) > 1:
            earlier = [
                (max(s for s, _, _ in p.mentions if s < phrase.span), p) for p in people if p.mentions[0][0] < phrase.span
            ]
            return max(earlier, key=lambda e: e[0])[1] if exact and earlier else None
        return people[0] if people else None

    def _compatible(self, phrase: OfficePhrase, role: Role, body: Body | None) -> bool:
        here, there = phrase.office, role.phrase.office
        if here.former != there.former:
            return False
        told = there.gender or role.identity.gender  # "el director Zoé Mora": the office tells more than the name
        if here.gender and told and here.gender != told and here.lemma != "presidente municipal":
            return False
        if body is not None and role.body is not None and body is not role.body:
            return False
        if phrase.place and here.scope == "topic" and self.bodies.serves_elsewhere(role.identity.entry, phrase.place):
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


def _is_short_for(short: str, body: Body, town: str) -> bool:
    """True for the letters of a name of the body, maybe with those of its town."""
    return any(spells(short, whole) for name in body.names for whole in (name, f"{name} {town}"))


def _same_words(a: OfficePhrase, b: OfficePhrase) -> bool:
    """ "El mandatario" is "el mandatario nacional"."""
    return fold(a.name) == fold(b.name) or fold(b.name).startswith(f"{fold(a.name)} ")


def stated(
    roles: Sequence[Role],
    authorities: Authorities,
    body_key: dict[int, str],
    country: Callable[[OfficePhrase, Body], str | None],
    date: str | None,
) -> list[StatedRole]:
    """The roles of a release of `date`, one per person, office and body; the evidence of repeated ones is joined. A head of
    state holds the office in the country that `country` gives the key of."""
    others = {id(role) for role in roles if _is_anothers(role, roles, authorities, date)}
    # A president of another time was one of the same country; a bare governor may be of a village.
    bygone = {id(role) for role in roles if id(role) in others and role.phrase.office.kind == "president"}
    roles = [_nowhere(role) if id(role) in others - bygone else role for role in roles]
    merged: dict[tuple[str, str, str | None], StatedRole] = {}
    titled = {id(role.identity) for role in roles if role.phrase.office.scope != "generic"}
    for role in roles:
        complete = [r for r in roles if r.identity is role.identity and r is not role and _complete(r.phrase)]
        if not _complete(role.phrase) and any(r.phrase.office.lemma == role.phrase.office.lemma for r in complete):
            continue  # "el presidente Ríos" beside "presidente de la cámara"
        if role.phrase.office.scope == "generic" and id(role.identity) in titled:
            continue  # "el mandatario" beside "el presidente municipal" is another word for the office, not another office
        key = body_key.get(id(role.body)) if role.body is not None else None
        if (
            role.body is not None
            and fold(role.body.name).startswith("presidencia de la republica")
            and role.phrase.organization is None
            and role.phrase.office.kind == "president"
        ):
            key = country(role.phrase, role.body) or key
        place = (role.identity.key, _role_key(role.phrase), key)
        evidence: tuple[Span, ...] = (role.phrase.span,)
        known = merged.get(place)
        if known is not None:
            evidence = (*known.evidence, role.phrase.span)
        iri = role.body.entry.iri if role.body is not None and role.body.entry is not None else None
        post = authorities.post_for(role.phrase.name, iri) if iri else None
        of_country = key is not None and key.startswith("place-") and role.phrase.office.kind == "president"
        if post is None and iri and (of_country or role.phrase.office.kind == "governor"):  # "el gobernador poblano"
            post = authorities.post_for("titular", iri)
        post = None if id(role) in bygone else post
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


def _nowhere(role: Role) -> Role:
    return replace(role, body=None, resolved_by="unresolved", confidence=0.5)


def _is_anothers(role: Role, roles: Sequence[Role], authorities: Authorities, date: str | None) -> bool:
    """True where a bare "gobernador" or "presidente" cannot be that of the release's state or country: on `date` the lists
    know another to be in office, by a tenure that is over or because the release names its holder. Towns have governors too.
    """
    entry, phrase = role.body.entry if role.body is not None else None, role.phrase
    if entry is None or date is None or _complete(phrase) or not is_current(phrase.name):
        return False
    post = authorities.post_for(phrase.name, entry.iri) or authorities.post_for("titular", entry.iri)
    if post is None or phrase.office.kind not in ("governor", "president"):
        return False
    tenures = [t for t in authorities.holders(post.iri, date) if t.start]
    labels = (label for t in tenures for label in authorities[t.person].labels)
    if not tenures or any(same_name(role.identity.words, fold(label).split()) for label in labels):
        return False
    named = {r.identity.entry.iri for r in roles if r.identity.entry is not None}
    return all(t.end for t in tenures) or any(t.person in named for t in tenures)


def _complete(phrase: OfficePhrase) -> bool:
    return bool(phrase.organization or phrase.topic or phrase.place or phrase.noun)


def _singular(role: Role) -> str:
    """The office's name for one of several holders: "los presidentes municipales A y B"."""
    office = role.phrase.office
    if not office.plural:
        return role.phrase.name
    words, of_noun = role.phrase.name.split(), len(office.lemma.split())
    noun = singular_office(" ".join(words[:of_noun]), office.lemma, role.identity.gender or office.gender)
    number = next((k for k, w in enumerate(words) if k >= of_noun and fold(w) not in office_words("plural")), len(words))
    adjectives = [word[:-2] if fold(word).endswith("ales") else word[:-1] for word in words[of_noun:number]]
    if role.identity.gender == "f":  # "los alcaldes electos Ana Paz y Luis Mora"
        adjectives = [word[:-1] + "a" if word.endswith("o") else word for word in adjectives]
    noun = noun.capitalize() if words[0][0].isupper() else noun
    return " ".join([noun, *adjectives, *words[number:]])


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
