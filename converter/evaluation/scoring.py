"""Scores the graph of one release against its annotation, field by field, and says where the two disagree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rdflib.term import Node

from converter.evaluation.gold import Gold, GoldEntity
from converter.evaluation.locate import Locator
from converter.evaluation.matching import Comparison, Matches
from converter.evaluation.measures import Tally
from converter.evaluation.names import folded, key, plain, same_text
from converter.evaluation.output import Found, FoundQuote, FoundRole, Output, Place
from converter.graph.vocabulary import PREGON, SCHEMA
from converter.linking.calibration import role_basis

CLASSES = {
    "people": SCHEMA.Person,
    "organizations": SCHEMA.Organization,
    "places": SCHEMA.Place,
    "events": SCHEMA.Event,
    "agreements": PREGON.Agreement,
}
KINDS = dict(zip(CLASSES, ("person", "organization", "place", "event", "agreement"), strict=True))
_TITLED = {"events", "agreements"}  # of these, descriptions are welcome and only titles are scored
_HEADLINE, _SUBHEADLINE = 0.95, 0.9  # how similar the texts must be


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`kind` is "missed", "extra" or "wrong"; `place` is where in the source's text, as far as it is known."""

    release: str
    field: str
    kind: str
    expected: str
    found: str
    place: Place | None
    line: int | None
    context: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Something the converter was `confidence` sure of, and whether the annotation agrees. `kind` is that of a mentioned
    entity, role or quotation, `basis` as in :mod:`converter.linking.calibration`, and `thing` the IRI of what is judged."""

    kind: str
    confidence: float
    correct: bool
    basis: str = ""
    thing: str = ""


@dataclass(slots=True)
class DocumentScore:
    """One release: `fields` are right (1) or wrong (0), `sets` are counted; what is not scored for it is in neither."""

    release: str
    fields: dict[str, float] = field(default_factory=dict)
    sets: dict[str, Tally] = field(default_factory=dict)
    disagreements: list[Disagreement] = field(default_factory=list)
    judgements: list[Judgement] = field(default_factory=list)
    spans: tuple[int, int] = (0, 0)  # with the text at their offsets, all
    grounded: tuple[int, int] = (0, 0)  # entities that a mention refers to, all
    problem: str | None = None  # why the release has no output that can be read


def score(gold: Gold, output: Output | None, strict: bool = False, problem: str | None = None) -> DocumentScore:
    """Compare one release. Without `output` everything annotated is missed."""
    return _Scoring(gold, output, Comparison(strict), problem).run()


class _Scoring:
    def __init__(self, gold: Gold, output: Output | None, comparison: Comparison, problem: str | None) -> None:
        self.gold, self.output, self.compare = gold, output, comparison
        self.result = DocumentScore(gold.release, problem=problem)
        self.locator = Locator(output.text if output else "")
        self.organizations = self._aliases(gold.entities["organizations"])
        self.speakers = self._aliases([*gold.entities["people"], *gold.entities["organizations"]])
        self.judged: dict[Node, tuple[str, bool]] = {}  # entity -> its kind, whether it is annotated; without the forgiven

    def _aliases(self, entities: Sequence[GoldEntity]) -> dict[str, frozenset[str]]:
        return {folded(entity.name): self.compare.keys(entity.names) for entity in entities}

    def run(self) -> DocumentScore:
        self._fields()
        self._alternative_headlines()
        for name in CLASSES:
            self._entities(name)
        self._publishers()
        self._quotes()
        if self.output is not None:
            self.result.spans = self.output.exact_spans()
            for mention in self.output.mentions():
                kind, correct = self.judged.get(mention.target, ("", False))
                if kind and mention.basis != "inferred":  # an annotation does not say what "el Instituto" means
                    self.result.judgements.append(
                        Judgement(kind, mention.confidence, correct, mention.basis, str(mention.target))
                    )
        return self.result

    def _say(self, name: str, kind: str, expected: str, found: str, place: Place | None) -> None:
        line, context = self.locator.context(place)
        self.result.disagreements.append(Disagreement(self.gold.release, name, kind, expected, found, place, line, context))

    # ------------------------------------------------------------------ single values
    def _values(self, *predicates: object) -> list[str]:
        return self.output.values(*predicates) if self.output else []  # type: ignore[arg-type]

    def _field(self, name: str, right: bool, expected: str, found: str) -> None:
        self.result.fields[name] = float(right and self.output is not None)
        if not self.result.fields[name]:
            self._say(name, "wrong" if found else "missed", expected, found, self.locator.find([expected]))

    def _fields(self) -> None:
        gold, strict = self.gold, self.compare.strict
        headline = " ".join(self._values(SCHEMA.headline))
        self._field("headline", same_text(headline, gold.headline, _HEADLINE, strict), gold.headline, headline)
        dates = self._values(SCHEMA.datePublished)
        self._field("date", dates == ([gold.date] if gold.date else []), gold.date or "none stated", ", ".join(dates))
        if gold.date_between and self.output is not None:
            bounds = [*self._values(PREGON.notBefore)[:1], *self._values(PREGON.notAfter)[:1]]
            years = [date[:4] for date in (*gold.date_between[:1], *bounds, *gold.date_between[1:])]
            inside = len(bounds) == 2 and years == sorted(years)
            self._field("date bracket", inside, "..".join(gold.date_between), "..".join(bounds))
        numbers = [number.replace(" ", "") for number in self._values(SCHEMA.identifier)]
        wanted = [gold.number.replace(" ", "")] if gold.number else []
        self._field("number", numbers == wanted, gold.number or "none printed", ", ".join(numbers))
        if gold.kind:
            kinds = [folded(value.rsplit("/", 1)[-1].removeprefix("kind-")) for value in self._values(SCHEMA.genre)]
            self._field("kind", any(self._same_kind(folded(gold.kind), kind) for kind in kinds), gold.kind, ", ".join(kinds))
        if gold.place is not None:
            places = self.output.linked(SCHEMA.locationCreated) if self.output else []
            accepted = {plain(name) if strict else key(name) for name in gold.place}
            right = bool(self.compare.found_keys(places) & accepted)
            self._field("place of issue", right, " / ".join(gold.place), ", ".join(place.name for place in places))
        if gold.paragraphs:
            body = "\n".join(self._values(SCHEMA.articleBody))
            count = sum(bool(block.strip()) for block in re.split(r"\n\s*\n", body))
            self._field("paragraphs", count == gold.paragraphs, str(gold.paragraphs), str(count))

    def _same_kind(self, wanted: str, found: str) -> bool:
        if self.compare.strict:
            return found == wanted
        return found == wanted or found.startswith(wanted + " ") or wanted.startswith(found + " ")

    # ------------------------------------------------------------------ sets
    def _alternative_headlines(self) -> None:
        found = self._values(SCHEMA.alternativeHeadline)
        strict = self.compare.strict
        alike = [[same_text(text, have, _SUBHEADLINE, strict) for have in found] for text in self.gold.alternative_headlines]
        hits = sum(any(row) for row in alike)
        self.result.sets["alternative headlines"] = Tally(hits, max(0, len(found) - hits), len(alike) - hits)
        for text, row in zip(self.gold.alternative_headlines, alike, strict=True):
            if not any(row):
                self._say("alternative headlines", "missed", text, "", self.locator.find([text]))
        for j, have in enumerate(found):
            if not any(row[j] for row in alike):
                self._say("alternative headlines", "extra", "", have, self.locator.find([have]))

    def _entities(self, name: str) -> None:
        gold = self.gold.entities[name]
        found = self.output.entities(CLASSES[name]) if self.output else []
        if name in _TITLED:
            wanted = frozenset().union(*(self.compare.keys(entity.names) for entity in gold))
            found = [thing for thing in found if thing.proper or self.compare.keys(thing.names) & wanted]
        matches = self.compare.match(gold, found)
        self.result.sets[name] = matches.tally
        self._report(name, gold, found, matches)
        rated = [(j, True) for j in matches.pairs.values()] + [(j, False) for j in matches.extra]
        # Of descriptions only the right ones are scored; they tell nothing about how often a description is right.
        fair = [(j, right) for j, right in rated if found[j].proper or name not in _TITLED]
        self.judged |= {found[j].node: (KINDS[name], right) for j, right in fair}
        if self.output is not None:
            good, all_ = self.result.grounded
            self.result.grounded = (good + sum(map(self.output.grounded, (f.node for f in found))), all_ + len(found))
        if name == "people":
            self._roles(gold, found, matches)

    def _report(self, name: str, gold: Sequence[GoldEntity], found: Sequence[Found], matches: Matches) -> None:
        for i in matches.missed:
            self._say(name, "missed", gold[i].name, "", self.locator.find(gold[i].names))
        for j in matches.extra:
            self._say(name, "extra", "", found[j].name or "(no name)", found[j].place)

    def _roles(self, people: Sequence[GoldEntity], found: Sequence[Found], matches: Matches) -> None:
        self.result.sets["roles"] = Tally()
        for i, person in enumerate(people):
            have = self.output.roles(found[matches.pairs[i]].node) if self.output and i in matches.pairs else []
            roles = self.compare.match_roles(person.roles, have, self.organizations)
            extra = () if person.optional else roles.extra
            self.result.sets["roles"] += Tally(roles.tally.tp, len(extra), roles.tally.fn)
            got = "; ".join(f"{role.title} ({', '.join(o.name for o in role.organizations) or 'nowhere'})" for role in have)
            for k in roles.missed:
                role = person.roles[k]
                wanted = f"{person.name}: {role.titles[0]} ({next(iter(role.organizations), 'anywhere')})"
                self._say("roles", "missed", wanted, got, self.locator.find(role.titles) or self.locator.find(person.names))
            for j in extra:
                held = ", ".join(organization.name for organization in have[j].organizations) or "nowhere"
                self._say("roles", "extra", "", f"{person.name}: {have[j].title} ({held})", have[j].place)
            rated = [(j, True) for j in roles.pairs.values()]
            rated += [(j, self.compare.holds(person.roles, have[j])) for j in extra]
            for j, right in rated:
                self._judge("role", have[j], right, role_basis(bool(have[j].organizations)))

    def _publishers(self) -> None:
        if self.gold.publishers is None:
            return
        found = self.output.linked(SCHEMA.publisher) if self.output else []
        wanted = [self.compare.organization_keys([name], self.organizations) for name in self.gold.publishers]
        have = [self.compare.keys(thing.names) for thing in found]
        hits = [any(keys & other for other in have) for keys in wanted]
        self.result.sets["publishers"] = Tally(sum(hits), max(0, len(found) - sum(hits)), len(hits) - sum(hits))
        for name, hit in zip(self.gold.publishers, hits, strict=True):
            if not hit:
                self._say("publishers", "missed", name, ", ".join(thing.name for thing in found), self.locator.find([name]))
        for thing, keys in zip(found, have, strict=True):
            if not any(keys & other for other in wanted):
                self._say("publishers", "extra", "", thing.name, thing.place)

    def _quotes(self) -> None:
        gold, found = self.gold.quotes, self.output.quotes() if self.output else []
        matches = self.compare.match_quotes(gold, found)
        right = 0
        for i, quote in enumerate(gold):
            if quote.optional:
                continue
            told = quote.text or f"{quote.starts} … {quote.ends}"
            told = f"{told} ({quote.speaker or 'nobody named'})"
            if i not in matches.pairs:
                self._say("quotes", "missed", told, "", self.locator.find([quote.text or quote.starts]))
                continue
            have = found[matches.pairs[i]]
            correct = self.compare.right_speaker(quote, have, self.speakers)
            right += correct
            self._judge("quotation", have, correct, "attributed")
            if not correct:
                speakers = ", ".join(speaker.name for speaker in have.speakers) or "nobody"
                self._say("quotes with speaker", "wrong", told, speakers, have.place)
        for j in matches.extra:
            self._say("quotes", "extra", "", found[j].text, found[j].place)
            self._judge("quotation", found[j], False, "attributed")
        required = sum(not quote.optional for quote in gold)
        self.result.sets["quotes"] = matches.tally
        self.result.sets["quotes with speaker"] = Tally(right, len(matches.extra), required - right)

    def _judge(self, kind: str, found: FoundRole | FoundQuote, correct: bool, basis: str) -> None:
        if found.confidence is not None:
            self.result.judgements.append(Judgement(kind, found.confidence, correct, basis, str(found.node)))
