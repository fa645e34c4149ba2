"""Which body the text around an office speaks of: one named before it, printed like its portfolio, or called by a noun."""

from __future__ import annotations

from dataclasses import dataclass

from converter.language.lexicon import body_words
from converter.language.text import fold
from converter.linking import seats
from converter.linking.organizations import Body, OrganizationLinker
from converter.mentions.analysis import Analysis
from converter.mentions.offices import OfficePhrase
from converter.model import Span


@dataclass(frozen=True, slots=True)
class Context:
    """The bodies that a release names; `main` is the one it is about or from."""

    analysis: Analysis
    organizations: OrganizationLinker
    main: Body | None

    def headed(self, nouns: frozenset[str]) -> list[Body]:
        """The bodies named in the release whose name begins with one of `nouns`."""
        return [b for b in self.organizations.bodies if b.mentions and fold(b.name).split()[0] in nouns]

    def by_topic(self, phrase: OfficePhrase) -> Body | None:
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
        return seats.spelt(phrase.topic or "", self.organizations.bodies)

    def possessor(self, phrase: OfficePhrase) -> Body | None:
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

    def spoken_of(self, phrase: OfficePhrase) -> Body | None:
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
                named = self.headed(frozenset({token.fold}))
                if len(named) == 1:
                    return named[0]
        return None

    def by_noun(self, phrase: OfficePhrase) -> Body | None:
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
