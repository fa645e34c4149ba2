"""Which printed names are one organisation inside a release, and which entry of the authority lists it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from converter.authorities import Authorities, Entry
from converter.language import grammar
from converter.language.lexicon import any_of, body_words, lexicon, number_words
from converter.language.text import fold, slug, tokenize
from converter.linking.choice import Chooser, in_state, is_hidden
from converter.linking.jurisdiction import Jurisdiction
from converter.mentions.analysis import Analysis
from converter.mentions.gazetteer import gazetteer
from converter.mentions.organization_grammar import is_called
from converter.mentions.organization_lists import singular
from converter.mentions.organizations import OrganizationMention
from converter.model import Mention, MentionKind, Organization, Span
from converter.resources import table


@cache
def _small() -> frozenset[str]:
    return grammar.folded("idle-in-bodies") | number_words("numbering")


def _is_of_town(folded: str, end: int) -> bool:
    """True for the "Consejo Empresarial (CE) local" that ends there: not the national one of that name."""
    after = re.compile(r"\s*(?:\([^()]*\)\s*)?").match(folded, end)
    return after is not None and any_of(body_words("of-town")).match(folded, after.end()) is not None


@lru_cache(maxsize=4096)
def content(name: str) -> tuple[str, ...]:
    """The folded words of a name that tell it apart: no articles, prepositions or marks.

    >>> content("Conferencia Interamericana de la Seguridad Social")
    ('conferencia', 'interamericana', 'seguridad', 'social')
    """
    words = [t.fold.rstrip(".") for t in tokenize(name) if t.shape != "mark" and t.fold.rstrip(".") not in _small()]
    while len(words) > 1 and set(words[0]) <= set("ivxlc"):  # "XXIII Ayuntamiento": the term, not the body
        words.pop(0)
    return tuple(words)


def _is_variant(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """True where one name leaves out inner words of the other: "Federación [Local] de Vecinos Alfa", or those before the person
    it is called after: "Universidad [Técnica] Rosa Lima"."""
    short, long = sorted((short, long), key=len)
    if not short or short[0] != long[0] or short[-1] != long[-1]:  # a name may be all small words: "LO"
        return False
    if len(short) < 4:
        return len(short) == 3 and short[1] in lexicon().given and short[1:] == long[-2:]
    rest = iter(long)
    return all(word in rest for word in short)


@lru_cache(maxsize=4096)
def _solid(name: str) -> str:
    """The content of a name without blanks and hyphens: "IMSS-Bienestar" and "IMSS Bienestar" are one."""
    return "".join(content(name)).replace("-", "")


def spells(acronym: str, name: str) -> bool:
    """True where an acronym is made of beginnings of a name's words in order, the first word or the last ones left out.

    >>> spells("IMPLAN", "Instituto Municipal de Planeación y Competitividad")
    True
    >>> spells("Desom", "Dirección de Desarrollo Social Municipal")
    True
    >>> spells("CFE", "Comisión Nacional del Agua")
    False
    """
    letters, words = fold(acronym), content(name)
    if len(words) < 2:
        return False
    if len(letters) < 4:
        return letters == "".join(word[0] for word in words)
    return any(_consumes(letters, words[skip:], 0) for skip in (0, 1))


def _differ_in_number(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """True where `long` begins like `short` but for the plural of words behind the same head noun: "Centro de Soluciones de
    Controversias", "Centro de Solución de Controversias del Puerto"."""
    long = long[: len(short)]
    if len(long) < len(short) or len(short) < 3 or short[0] != long[0] or short == long:
        return False
    return all(a == b or fold(singular(a)) == b or fold(singular(b)) == a for a, b in zip(short, long, strict=True))


def _are_numbered_alike(short: str, long: str) -> bool:
    """True for "UMF No. 2" and "Unidad de Medicina Familiar No. 2"."""
    acronym, number = short.split(maxsplit=1)[0], content(short)[-1]
    *words, last = content(long)
    return acronym.isupper() and number.isdigit() and last == number and spells(acronym, " ".join(words))


def _consumes(letters: str, words: tuple[str, ...], used: int) -> bool:
    if not letters:
        return used > 1
    if not words:
        return False
    longest = next(
        (k for k, (a, b) in enumerate(zip(letters, words[0], strict=False)) if a != b), min(len(letters), len(words[0]))
    )
    return any(_consumes(letters[k:], words[1:], used + 1) for k in range(longest, 0, -1))


@dataclass(frozen=True, slots=True)
class Government:
    """A row of ``governments.tsv``."""

    level: str
    name: str


@cache
def governments() -> dict[str, Government]:
    """Generic names of governments, folded."""
    return {fold(row["form"]): Government(row["level"], row["name"]) for row in table("language/governments.tsv")}


def _states(name: str) -> set[str]:
    """The states that a name or an abbreviation ("BC") may mean."""
    known = gazetteer()
    found = [s for f in known.find(fold(name), name) if f.span == Span(0, len(name)) for s in f.spots]
    return {spot.name for spot in found if spot.kind == "state"}


def _is_of_state(name: str, stem: tuple[str, ...]) -> bool:
    """True for "Tribunal Electoral de Nayarit" and the words of "Tribunal Electoral"."""
    tail = name.rpartition(" de ")[2]
    words = tuple(word for word in content(name)[len(stem) :] if word != "estado")
    return len(stem) > 1 and content(name)[: len(stem)] == stem and words == content(tail) and bool(_states(tail))


@dataclass(slots=True, eq=False)
class Body:
    """One organisation while its mentions are gathered; equal to itself only."""

    name: str
    type: str
    entry: Entry | None = None
    aliases: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    flags: frozenset[str] = frozenset()
    key: str = ""
    confidence: float = 0.0

    @property
    def names(self) -> list[str]:
        return [self.name, *self.aliases]

    def call(self, name: str) -> None:
        """Adds a printed form."""
        if name not in self.names:
            self.aliases.append(name)


def _order(mention: OrganizationMention) -> tuple[bool, int, int]:
    """The longest names first, and acronyms that no list knows last, which the names explain."""
    unknown = mention.kind == MentionKind.ACRONYM and mention.entry is None
    return unknown, 0 if unknown else -len(content(mention.name)), mention.span.start


class OrganizationLinker:
    """The bodies of one release; derived ones (known by an office alone) are added by :meth:`derived`."""

    def __init__(
        self, analysis: Analysis, mentions: Sequence[OrganizationMention], authorities: Authorities, jurisdiction: Jurisdiction
    ) -> None:
        self.analysis, self.authorities, self.jurisdiction = analysis, authorities, jurisdiction
        named = [m.entry for m in mentions if m.entry is not None and not is_hidden(m.entry, m.name)]
        printed = [m for m in mentions if any(span.covers(m.span) for span in analysis.release.letterheads)]
        self.chooser = Chooser(
            authorities, jurisdiction.area, analysis.release.date, named, filter(None, map(self._of_letterhead, printed))
        )
        self.introduced = frozenset(m.acronym for m in mentions if m.acronym)
        here = [m for m in mentions if _is_of_town(analysis.folded, m.span.end)]
        self.local = frozenset(name for m in here for name in (m.name, m.acronym) if name)
        self.bodies: list[Body] = []
        self.by_span: dict[Span, Body] = {}
        for mention in sorted(mentions, key=_order):
            self._add(mention)
        self.bodies.sort(key=lambda b: min((m.span for m in b.mentions), default=Span(0, 0)))

    def _government(self, name: str) -> str | None:
        """The full name of a government printed without its territory, or with its short form."""
        words = fold(name).split()
        while words and set(words[0]) <= set("ivxlc") and len(words) > 1:
            words.pop(0)
        row = governments().get(" ".join(words))
        if row is not None:
            territory = getattr(self.jurisdiction, row.level)
            return row.name.format(territory) if territory else None
        state, city = self.jurisdiction.state, self.jurisdiction.city
        rest = " ".join(words)
        for head in sorted((f"{head} " for head in body_words("state-opening")), key=len, reverse=True):
            if state and rest.startswith(head) and state in _states(name[len(name) - len(rest) + len(head) :]):
                return f"Gobierno del Estado de {state}"
        if city and city != state and rest in {f"{head} {fold(city)}" for head in body_words("city-opening")}:
            return f"Ayuntamiento de {city}"
        return None

    def _add(self, mention: OrganizationMention) -> None:
        full = self._government(mention.name) if mention.entry is None else None
        entry = self._entry(mention, full)
        body = self._find(mention, full, entry)
        if body is None:
            name = full or (entry.name if entry is not None else mention.name)
            body = Body(name, mention.type, entry, flags=mention.flags)
            self.bodies.append(body)
        elif body.entry is None and entry is not None:
            body.entry = entry
        if " " in mention.name or mention.kind == MentionKind.ACRONYM or mention.name != body.name:
            body.call(mention.name)
        if mention.acronym:
            body.call(mention.acronym)
        body.confidence = max(body.confidence, mention.confidence)
        how = "jurisdiction" if full and fold(full) != fold(mention.name) else mention.resolved_by
        self.by_span[mention.span] = body
        body.mentions.append(Mention(mention.span, mention.kind, (), how, mention.confidence))

    def _of_letterhead(self, mention: OrganizationMention) -> Entry | None:
        """The entry of a name in the letterhead that has one meaning, its territory added."""
        name = self._government(mention.name) or mention.name
        found = self.authorities.lookup(name, "organization")
        if len(found) > 1 and self.jurisdiction.iso:  # two presidencies: the one of the country
            found = tuple(entry for entry in found if entry.country == self.jurisdiction.iso)
        return found[0] if len(found) == 1 and not is_hidden(found[0], name) else None

    def _entry(self, mention: OrganizationMention, full: str | None) -> Entry | None:
        """The entry that a mention means, `full` being its name with its territory where it is printed without."""
        if mention.kind == MentionKind.ACRONYM and mention.name in self.introduced - self.local:
            return mention.entry  # the text says what the letters mean
        name = full or mention.name
        candidates = self.chooser.candidates(name) or ([mention.entry] if mention.entry is not None else [])
        if not candidates and mention.acronym:  # "Desarrollo Integral de la Familia (DIF)": the lists have a longer name
            words = set(content(name))
            longer = [e for e in self.chooser.candidates(mention.acronym) if any(words <= set(content(n)) for n in e.labels)]
            return self.chooser.choose(mention.acronym, longer)
        spelt = [e for e in candidates if fold(mention.acronym or "") in map(fold, (*e.acronyms, *e.hidden))]
        chosen = spelt[0] if len(spelt) == 1 else self.chooser.choose(name, candidates)
        local = {mention.name, mention.acronym} & self.local
        return None if chosen is not None and local and not in_state(chosen) else chosen

    def _find(self, mention: OrganizationMention, full: str | None, entry: Entry | None) -> Body | None:
        """The body already known that `mention` names, or None."""
        if entry is not None:
            same = [b for b in self.bodies if b.entry is not None and b.entry.iri == entry.iri]
            if same:
                return same[0]
        name = full or mention.name
        words = content(name)
        solid = _solid(name)
        exact = [b for b in self.bodies if any(_solid(n) == solid for n in b.names)]
        if exact:
            return exact[0]
        if mention.acronym and len(mention.acronym) > 2:
            explained = [b for b in self.bodies if mention.acronym in b.names]
            if explained:
                return explained[0]
        if entry is not None:
            return None
        otherwise = self._written_otherwise(name, words)
        if len(otherwise) == 1:
            return otherwise[0]
        if "numbered" in mention.flags:
            numbered = [b for b in self.bodies if _are_numbered_alike(mention.name, b.name)]
            if len(numbered) == 1:
                return numbered[0]
        if mention.kind == MentionKind.ACRONYM:
            fits = [b for b in self.bodies if any(spells(mention.name, n) for n in b.names if " " in n)]
            fits = fits or [b for b in self.bodies if any(n.partition(" ")[0] == mention.name for n in b.names)]
            return fits[0] if len(fits) == 1 else None
        first, _, rest = mention.name.partition(" ")
        if (
            (first.isupper() or "acronym" in mention.flags)
            and len(first) > 2
            and rest
            and rest.split()[0].isalpha()
            and fold(rest.split()[0]) not in _small() | body_words("sphere")
        ):  # "IMPLAN Torreón" after "(IMPLAN)"
            led = [b for b in self.bodies if first in b.names or any(spells(first, n) for n in b.names if " " in n)]
            if len(led) > 1:  # "IMPLAN Faro" beside "Instituto Municipal de Planeación de Faro" and "de Mirador"
                led = [b for b in led if any(" " in n and content(n)[-len(content(rest)) :] == content(rest) for n in b.names)]
            if len(led) == 1 and (led[0].entry is None or is_called(led[0].entry, rest)):
                return led[0]
        rest, _, last = mention.name.rpartition(" ")
        if (
            last.isupper() and len(last) > 2 and fold(rest.rpartition(" ")[2]) not in _small()
        ):  # "Instituto de Lectura LEE" after "(LEE)"
            led = [b for b in self.bodies if last in b.names]
            if len(led) == 1:
                return led[0]
        # "Jurisdicción Sanitaria" after "Jurisdicción Sanitaria No. 2": the shorter name is the longer one's, if only one fits.
        if (
            full is None and len(words) == 1 and (fold(name) in governments() or words == ("gobierno",))
        ):  # "el Ayuntamiento" after "Ayuntamiento de Tula"
            led = [b for b in self.bodies if content(b.name)[:1] == words]
            if len(led) == 1:
                return led[0]
        enough = len(words) >= 3 or (len(words) == 2 and "standalone" in mention.flags)
        tails = [b for b in self.bodies if enough and any(content(n)[1:] == words for n in b.names)]
        if len(tails) == 1:  # "Protección Civil y Bomberos" after "Dirección de Protección Civil y Bomberos"
            return tails[0]
        longer = [b for b in self.bodies if len(words) >= 2 and any(content(n)[: len(words)] == words for n in b.names)]
        if len(longer) == 1:
            return longer[0]
        variants = [b for b in self.bodies if any(_is_variant(words, content(n)) for n in b.names)]
        return variants[0] if len(variants) == 1 else None

    def _written_otherwise(self, name: str, words: tuple[str, ...]) -> list[Body]:
        """The bodies of that name but for its owner's acronym ("Escuela de Artes de la UAM"), the number of a word, or "local"
        for the state."""
        rest, _, last = name.rpartition(" ")
        owned = last.isupper() and len(last) > 2 and fold(rest.rpartition(" ")[2]) in _small()

        def is_same(other: str) -> bool:
            if _differ_in_number(words, content(other)):
                return True
            if words[-1:] == ("local",) and _is_of_state(other, words[:-1]):
                return True
            owner = " ".join(content(other)[len(words) - 1 :])
            return owned and content(other)[: len(words) - 1] == words[:-1] and spells(last, owner)

        return [b for b in self.bodies if any(map(is_same, b.names))]

    def derived(self, name: str, type: str = "GovernmentOrganization") -> Body:
        """The body of that name, made if the text prints it nowhere; it has no mention of its own then."""
        entry = self.chooser.choose(name)
        for body in self.bodies:
            if (entry is not None and body.entry == entry) or any(content(n) == content(name) for n in body.names):
                return body
        prefixed = [b for b in self.bodies if any(content(n)[: len(content(name))] == content(name) for n in b.names)]
        if len(prefixed) == 1:
            return prefixed[0]
        body = Body(entry.name if entry else name, type, entry, [name] if entry and entry.name != name else [])
        self.bodies.append(body)
        return body

    def generic(self, name: str) -> Body | None:
        """The document's own body of a generic name that :func:`governments` holds, or None."""
        full = self._government(name)
        body = self.derived(full) if full else None
        if body is not None:
            body.call(name)
        return body

    def describe(self, span: Span, body: Body, how: str = "coreference") -> None:
        """Adds a mention by description ("el Instituto")."""
        body.mentions.append(Mention(span, MentionKind.DESCRIPTION, (), how, 0.8))

    def finish(self) -> tuple[list[Organization], list[Mention]]:
        """The organisations in order, keys given, and all their mentions."""
        found, mentions, used = [], [], set()
        for body in self.bodies:
            key = f"org-{slug(body.name)}"
            while key in used:
                key += "-2"
            used.add(key)
            body.key = key
            aliases = list(body.aliases)
            if body.entry is not None:
                aliases += [a for a in body.entry.acronyms if a not in aliases]
            types = tuple(t for t in (body.entry.types if body.entry else (body.type,)) if t != "Organization")
            iri = body.entry.iri if body.entry else None
            found.append(
                Organization(key, body.name, tuple(a for a in aliases if a != body.name), iri, body.confidence or 0.6, types)
            )
            mentions += [
                Mention(m.span, m.kind, (key,), m.resolved_by, m.confidence)
                for m in sorted(body.mentions, key=lambda m: m.span)
            ]
        return found, mentions
