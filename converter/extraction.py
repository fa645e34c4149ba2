"""From a release to what it says: the extractors in their order, and the linking of what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from converter.authorities import Authorities
from converter.language import grammar
from converter.language.lexicon import body_words, lexicon
from converter.language.text import fold, slug, tokenize
from converter.linking import calibration, careers, damage, dates, issuers, jurisdiction, roles, seats
from converter.linking.choice import without_namesakes
from converter.linking.events import in_series
from converter.linking.office_bodies import OfficeBodies
from converter.linking.organizations import Body, OrganizationLinker, governments
from converter.linking.people import Identity, PersonLinker
from converter.linking.republics import Countries
from converter.mentions import (
    agreements,
    events,
    names,
    offices,
    organizations,
    people,
    place_series,
    places,
    quantities,
    quotations,
    statements,
    titles,
)
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer, known_place
from converter.mentions.offices import OfficePhrase
from converter.mentions.organizations import OrganizationMention
from converter.mentions.phrases import ARTICLES
from converter.mentions.places import PlaceFindings
from converter.mentions.sayings import Sayings
from converter.mentions.speakers import Speaker
from converter.model import (
    Entity,
    Extraction,
    Issue,
    Issuer,
    Mention,
    MentionKind,
    Organization,
    Part,
    Place,
    Release,
    Severity,
    Span,
)


def _tokens_of(analysis: Analysis, spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(i for span in spans for i in range(analysis.index(span.start), analysis.index(span.end)))


def _bodies_of_offices(
    bodies: list[OrganizationMention], phrases: list[OfficePhrase]
) -> tuple[list[OrganizationMention], list[OfficePhrase]]:
    """The bodies that an office alone shows to be one: "comandante de la Décima Zona Militar"."""
    more, linked = [], []
    for phrase in phrases:
        span, topic = phrase.topic_span, phrase.topic
        named = phrase.office.scope == "name" and phrase.organization is None
        if (
            named
            and span
            and topic
            and fold(topic) not in body_words("republic")
            and not lexicon().offices.match(tokenize(topic), 0)
        ):
            body = OrganizationMention(span, topic, "Organization", MentionKind.NAME, confidence=0.7)
            more.append(body)
            phrase = replace(phrase, organization=body)
        linked.append(phrase)
    return sorted([*bodies, *more], key=lambda m: m.span), linked


def _describe(analysis: Analysis, linker: OrganizationLinker, main: Body | None, taken: frozenset[int]) -> None:
    """Mentions of a body by its head noun alone: "el Instituto", "esta Secretaría"."""
    heads, behind = lexicon().heads, ARTICLES | grammar.folded("demonstrative") | {"del", "al", "su"}
    for i in analysis.words.capitalised:
        token = analysis.tokens[i]
        if token.shape != "cap" or token.lower not in heads or not i or i in taken:
            continue
        previous = analysis.tokens[i - 1]
        if previous.fold not in behind or analysis.part_at(token.start) is None:
            continue
        whole = _government_at(analysis, i)
        if whole is not None:
            meant = linker.generic(analysis.string(whole))
            if meant is not None:
                linker.describe(whole, meant, "jurisdiction")
            continue
        named = [b for b in linker.bodies if b.mentions and b.name.split()[0].lower() == token.lower]
        earlier = [b for b in named if min(m.span for m in b.mentions) < token.span]
        body = max(earlier, key=lambda b: max(m.span for m in b.mentions if m.span < token.span)) if earlier else None
        if body is None and main is not None and main in named:
            body = main
        if body is None and not named:
            body = linker.generic(token.text)  # "el Congreso", where the text names no other
        if body is not None:
            linker.describe(token.span, body)


def _government_at(analysis: Analysis, i: int) -> Span | None:
    """The span of "el Gobierno del estado", whose second word in lower case ends a name too early; None for a noun alone."""
    tokens = analysis.tokens
    ends = [tokens[j].end for j in range(i + 1, min(i + 4, len(tokens)))]
    spans = [Span(tokens[i].start, end) for end in reversed(ends)]
    return next((span for span in spans if " ".join(fold(analysis.string(span)).split()) in governments()), None)


def _people(
    analysis: Analysis,
    linker: PersonLinker,
    bindings: Sequence[people.Binding],
    phrases: Sequence[OfficePhrase],
    role_linker: roles.RoleLinker,
) -> tuple[list[Mention], list[OfficePhrase]]:
    """Binds offices to people and resolves those that name nobody; the role mentions and the unresolved offices."""
    bound: dict[int, Identity] = {}
    for binding in bindings:
        identity = linker.of_mention[binding.person]
        if identity is not None:
            role_linker.bind(identity, phrases[binding.office])
            bound.setdefault(binding.office, identity)
    mentions, unresolved = [], []
    held = {span: identity for identity in linker.identities for span, _, _ in identity.mentions}
    for k, phrase in enumerate(phrases):
        identity = bound.get(k) or role_linker.holder(phrase)
        led = role_linker.bodies.led(phrase) if identity is None and phrase.definite else None
        if led is not None:
            identity = _presiding(analysis, linker, led)  # "el Ayuntamiento, que preside Ana Paz ... La alcaldesa dijo"
            if identity is not None:
                role_linker.bind(identity, phrase)
        if identity is None:
            unresolved.append(phrase)
        else:
            how = "explicit" if k in bound else "role-in-document"
            if phrase.definite:
                held[phrase.span] = identity
            mentions.append(Mention(phrase.span, MentionKind.ROLE, (identity.key,), how, 0.95 if k in bound else 0.8))
    for identity, phrase in careers.holders(analysis, unresolved, held):
        role_linker.bind(identity, phrase)
    return mentions, unresolved


def _presiding(analysis: Analysis, linker: PersonLinker, led: str) -> Identity | None:
    """The one person of whom the text says that he or she presides over a body whose words have the role `led`, or None."""
    found = []
    for identity in linker.identities:
        befores = (analysis.folded[max(0, span.start - 80) : span.start] for span, _, _ in identity.mentions)
        if any(seats.presided(led).search(before) for before in befores):
            found.append(identity)
    return found[0] if len(found) == 1 else None


def _speakers(mentions: Sequence[Mention], linker: PersonLinker, unresolved: Sequence[OfficePhrase]) -> list[Speaker]:
    """Everybody who may speak, for the quotations."""
    gender = {identity.key: identity.gender for identity in linker.identities}
    found = []
    for mention in mentions:
        key = mention.refers_to[0] if len(mention.refers_to) == 1 else None
        if key in gender:
            form = "role" if mention.kind == MentionKind.ROLE else "name"
            found.append(Speaker(mention.span, key, "person", form, gender[key]))
        elif key is not None and key.startswith("org-"):
            form = "description" if mention.kind == MentionKind.DESCRIPTION else "name"
            found.append(Speaker(mention.span, key, "organization", form))
    for phrase in unresolved:
        kind = "group" if phrase.office.plural else "person"
        found.append(Speaker(phrase.span, None, kind, "role", phrase.office.gender))
    return sorted(found, key=lambda s: s.span)


def _cities(release: Release, where: PlaceFindings) -> list[tuple[Span, str]]:
    """The towns that a sentence may set its scene in, where no dateline says from where all of them speak."""
    towns = {place.key: place.name for place in where.places if place.type == "City" or place.iri is None}
    spans = [] if release.place is not None else [(m.span, m.refers_to) for m in where.mentions]
    return [(span, towns[keys[0]]) for span, keys in spans if keys and keys[0] in towns]


def _issuers(release: Release, linker: OrganizationLinker, ranked: Sequence[tuple[float, Body]]) -> tuple[Issuer, ...]:
    """The issuers with how each is known; `ranked` as :func:`issuers.weigh` gives it. Keys must be set."""
    printed = issuers.letterhead(release, linker)
    found = [
        Issuer(
            b.key, "letterhead", next((m.span for m in b.mentions if any(s.covers(m.span) for s in release.letterheads)), None)
        )
        for b in printed
    ]
    if release.joint:
        heads = release.spans(Part.HEADLINE)
        for _, body in ranked:
            at = next((m.span for m in body.mentions if any(h.covers(m.span) for h in heads)), None)
            if body not in printed and at is not None and len(found) < 3:
                found.append(Issuer(body.key, "joint-headline", at))
    if not found and ranked:
        score, body = ranked[0]
        if score >= 4 or len(ranked) == 1:
            found.append(Issuer(body.key, "inferred", min(m.span for m in body.mentions)))
    return tuple(found)


def extract(release: Release, authorities: Authorities, calibrate: bool = True) -> Extraction:
    """Everything `release` says, as far as it is understood; spans in reading coordinates. Without `calibrate` confidences are
    the scores of the rules, not probabilities."""
    analysis = Analysis.of(release)
    capitals = _tokens_of(analysis, analysis.loud)
    titled = titles.find(analysis)
    is_place: Callable[[str], bool] = known_place
    finder = names.Finder(analysis, capitals, is_place)
    starts = (names.sure_start(analysis.tokens, name) for name in finder.find())
    persons = frozenset(start for start in starts if start is not None)
    listed = gazetteer().find(analysis.folded, analysis.text)
    rows = place_series.find(analysis, listed)
    bodies = organizations.find(analysis, authorities, [*(t.span for t in titled), *rows], persons, is_place)
    body_tokens = _tokens_of(analysis, [m.span for m in bodies])
    phrases = offices.find(analysis, bodies, is_place, body_tokens, persons)
    bodies, phrases = _bodies_of_offices(bodies, phrases)
    body_tokens = _tokens_of(analysis, [m.span for m in bodies])
    office_tokens = frozenset(i for o in phrases for i in range(o.first, o.last + 1))
    # Titles hold names of nobody present, and a dateline only places.
    nameless = _tokens_of(analysis, [*(t.span for t in titled), *rows, *release.spans(Part.DATELINE)])
    candidates = finder.find(body_tokens | office_tokens | nameless)
    found, bindings, phrases = people.find(analysis, candidates, phrases)
    person_linker = PersonLinker(analysis, found, authorities)
    person_tokens = _tokens_of(analysis, [m.span for m in found])
    person_linker.partial(body_tokens | office_tokens | person_tokens | nameless)
    person_list, person_mentions = person_linker.finish()

    blocked = [*(m.span for m in bodies), *(t.span for t in titled)]
    named = [m.span for m in person_mentions]
    issued_at, where = _place_of_issue(analysis, places.find(analysis, authorities, blocked, named, rows, listed))
    area = jurisdiction.of(release, where, authorities, bodies)
    holders = [(person_linker.of_mention[b.person], phrases[b.office]) for b in bindings]
    governors = [h.entry for h, phrase in holders if h is not None and h.entry is not None and phrase.office.kind == "governor"]
    area = jurisdiction.of_governors(area, governors, authorities)
    body_linker = OrganizationLinker(analysis, bodies, authorities, area)
    ranked = issuers.weigh(release, body_linker)
    printed = issuers.letterhead(release, body_linker)
    # A paper that prints a release on its own page is no body that the release speaks of.
    speaking = [b for b in printed if b.entry is not None or b.type != "Organization"]
    main = next(iter([*speaking, *(b for _, b in ranked if b not in printed), *printed]), None)
    if main is not None:
        issuers.claim_office(release, body_linker, main)
    _describe(analysis, body_linker, main, body_tokens)

    role_linker = roles.RoleLinker(OfficeBodies(analysis, body_linker, area, main, phrases, _cities(release, where)))
    role_mentions, unresolved = _people(analysis, person_linker, bindings, phrases, role_linker)
    organization_list, organization_mentions = body_linker.finish()
    body_key = {id(b): b.key for b in body_linker.bodies}
    countries = Countries(authorities, where.places, body_linker.bodies, area.iso)
    role_list = roles.stated(role_linker.roles, authorities, body_key, countries.key, release.date)
    seats: list[Organization | Place] = [*organization_list, *countries.places]
    person_list = without_namesakes(person_list, role_list, seats, authorities, body_linker.chooser.countries, area.area)

    mentions = [*person_mentions, *role_mentions, *organization_mentions, *where.mentions]
    entities: dict[str, Entity] = {e.key: e for e in (*person_list, *organization_list, *where.places)}
    amounts = quantities.find(analysis)
    happened = events.find(analysis, titled, mentions, entities)
    series = in_series(happened.events, authorities)
    entities |= {e.key: e for e in series}
    agreed = agreements.find(analysis, titled, [*mentions, *happened.mentions], entities, amounts, series)
    speakers = _speakers(mentions, person_linker, unresolved)
    sayings = Sayings.of(analysis, speakers)
    quoted, quote_mentions = quotations.find(sayings)
    reported = statements.find(sayings, quoted)
    office = issuers.office(release, body_linker)
    between = dates.bounds(role_list, person_list, authorities) if release.date is None else dates.Bounds()
    doubts = dates.contradictions(release.date, role_list, person_list, authorities) if release.date else []
    every = [*mentions, *happened.mentions, *agreed.mentions, *quote_mentions]
    issuing = _issuers(release, body_linker, ranked)
    extraction = Extraction(
        people=tuple(person_list),
        organizations=tuple(organization_list),
        places=tuple(countries.places),
        events=tuple(series),
        agreements=tuple(agreed.agreements),
        mentions=tuple(sorted(every, key=lambda m: (m.span, m.kind))),
        roles=tuple(role_list),
        quotations=tuple(quoted),
        statements=tuple(reported),
        quantities=tuple(amounts),
        issuers=issuing,
        author=office.key if office else None,
        place_of_issue=issued_at,
        not_before=between.not_before,
        not_after=between.not_after,
        bounds_evidence=between.evidence,
        issues=(*_issues(release, issuing, organization_list), *doubts),
    )
    return damage.doubted(release, calibration.calibrated(extraction) if calibrate else extraction)


def _place_of_issue(analysis: Analysis, where: PlaceFindings) -> tuple[str | None, PlaceFindings]:
    """The first place named in the place part of the dateline; one that no gazetteer knows is added, since it stands there."""
    span = analysis.release.place
    if span is None:
        return None, where
    name = analysis.string(span).split(",")[0].strip()
    named = sorted((m for m in where.mentions if span.covers(m.span) and m.refers_to), key=lambda m: m.span)
    if named and named[0].span.start < span.start + len(name):
        return named[0].refers_to[0], where
    if not name[:1].isupper():
        return (named[0].refers_to[0] if named else None), where
    place = Place(f"place-{slug(name)}", name, confidence=0.7)
    mention = Mention(Span(span.start, span.start + len(name)), MentionKind.NAME, (place.key,), "dateline-position", 0.7)
    return place.key, replace(where, places=(*where.places, place), mentions=(*where.mentions, mention))


def _issues(release: Release, issuing: Sequence[Issuer], bodies: Sequence[Organization]) -> tuple[Issue, ...]:
    if not issuing:
        return (Issue(Severity.WARNING, "no-issuer", "the text does not say who issues it; check the letterhead"),)
    keys = {i.organization for i in issuing}
    unknown = not any(o.iri or o.types for o in bodies if o.key in keys)
    if unknown and release.kind == "unstated" and not (release.date or release.number or release.place):
        message = "no date, number, kind or known issuer is printed: check that this is a release and not a page of a newspaper"
        return (Issue(Severity.WARNING, "nothing-official", message),)
    if all(i.resolved_by == "inferred" for i in issuing):
        message = "no letterhead: the issuer is the body the text speaks for, a guess to check"
        return (Issue(Severity.NOTE, "inferred-issuer", message),)
    return ()
