"""Agreements, norms and programmes that are the matter of a release: signed, agreed, announced or approved by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from converter.language import grammar
from converter.language.text import Token
from converter.mentions import undertakings
from converter.mentions.agreement_facts import PASSIVE, SIGNING, Draft, governing, state
from converter.mentions.analysis import Analysis
from converter.mentions.described import extent
from converter.mentions.extent import Head, heads_in, nouns, words
from converter.mentions.groups import content, group
from converter.mentions.scenes import Scene, Scenes
from converter.mentions.titles import Titled
from converter.model import (
    Agreement,
    Entity,
    Event,
    Mention,
    MentionKind,
    Part,
    Quantity,
    Span,
)

_FORESEEN = re.compile(r"\b(?:bases (?:para|de)|hacia|buscan?|propon\w+|negocia\w*) (?:un|una|el|la)? ?$")


@dataclass(frozen=True, slots=True)
class AgreementFindings:
    """Agreements in order of first mention, and their mentions."""

    agreements: tuple[Agreement, ...]
    mentions: tuple[Mention, ...]


def find(
    analysis: Analysis,
    titled: Sequence[Titled],
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    quantities: Sequence[Quantity],
    events: Sequence[Event],
) -> AgreementFindings:
    """The agreements of a release. `mentions` and `entities` are what is known by then, events included."""
    scenes = Scenes(analysis, mentions, entities)
    found = [
        Draft(g.best.name, g.forms(), g.best.head, g.best.category, True, list(g.spans))
        for g in group([t for t in titled if t.kind == "agreement"])
        if _is_matter(analysis, scenes, g.spans, g.best.category)
    ]
    taken = [t.span for t in titled]
    definite = _described(analysis, scenes, taken, found)
    _undertaken(analysis, scenes, found)
    for item in found:
        item.spans.sort()
    found = _with_headline(analysis, found)
    _refer_back(definite, found)
    found.sort(key=lambda f: f.spans[0])
    agreements: list[Agreement] = []
    evidence: list[Mention] = []
    for number, item in enumerate(found, start=1):
        key = f"agreement-{number}"
        agreement = state(analysis, scenes, key, item, quantities, events)
        if agreement.acting_through and not agreement.parties and agreements:  # "A través de ..., firmaron también ..."
            agreement = replace(agreement, parties=agreements[-1].parties)
        agreements.append(agreement)
        kind = MentionKind.NAME if item.titled else MentionKind.DESCRIPTION
        evidence += [Mention(s, kind, (key,), "explicit", 0.95 if item.titled else 0.8) for s in item.spans]
        evidence += [Mention(s, MentionKind.DESCRIPTION, (key,), "coreference", 0.7) for s in item.echoes]
    return AgreementFindings(tuple(agreements), tuple(sorted(evidence, key=lambda m: m.span)))


def _is_matter(analysis: Analysis, scenes: Scenes, spans: Sequence[Span], kind: str) -> bool:
    """True for what the headline names, what a verb of signing, agreeing or announcing governs, and a programme that returns.

    A law or programme mentioned in passing is not the matter of the release."""
    if any(analysis.part_at(s.start) in (Part.HEADLINE, Part.SUBHEADLINE) for s in spans):
        return True
    if any(governing(analysis, scenes.at(s.start), s) or _is_signed(analysis, scenes, s) for s in spans):
        return True
    return kind == "programme" and len(spans) > 1


def _is_signed(analysis: Analysis, scenes: Scenes, span: Span) -> bool:
    """ "la firma del convenio", "el convenio firmado"."""
    before = analysis.folded[scenes.at(span.start).span.start : span.start]
    return SIGNING.search(before) is not None or PASSIVE.match(analysis.folded, span.end) is not None


def _is_signed_now(analysis: Analysis, scene: Scene, span: Span) -> bool:
    """True where a verb in the present, past or future says that the agreements are signed: no "firmar convenios"."""
    verb = governing(analysis, scene, span)
    return verb is not None and verb.role == "sign" and not verb.infinitive


@dataclass(frozen=True, slots=True)
class _Noun:
    """The noun of an agreement in lower case with its complements; `span` leaves out its article."""

    head: str
    kind: str
    span: Span
    ends: tuple[int, ...]  # the characters at which it may end, growing
    after: int  # index of the token after it
    plain: bool  # nothing follows the noun
    article: Token | None  # the word before it, adjectives left out
    governed: bool = False  # by a verb or noun of signing, agreeing or announcing
    foreseen: bool = False

    @property
    def definite(self) -> bool:
        """True for "el convenio", "dicho acuerdo": it takes up one named before."""
        return self.plain and self.article is not None and self.article.fold in grammar.folded("definite")

    @property
    def mention(self) -> Span:
        """The span with its article; of "del" and "al" only the article."""
        start = self.article.start if self.article is not None else self.span.start
        contracted = self.article is not None and self.article.fold in ("del", "al")
        return Span(start + 1 if contracted else start, self.span.end)


def _described(analysis: Analysis, scenes: Scenes, taken: Sequence[Span], found: list[Draft]) -> list[_Noun]:
    """Adds the agreements that a noun in lower case and its complement describe as signed or agreed; returns the nouns that
    take one up."""
    definite: list[_Noun] = []
    generic = words("any-agreement")
    for tokens, at in analysis.running_with(nouns("any-agreement")):
        matched = {i: (width, head) for i, width, head in heads_in(tokens, at)}
        for i in at:
            if i not in matched and tokens[i].fold not in generic:
                continue
            if any(s.start <= tokens[i].start < s.end for s in taken):
                continue
            noun = _noun(analysis, scenes, tokens, i, *matched.get(i, (1, None)))
            if noun is not None and noun.definite:
                definite.append(noun)
            elif noun is not None and noun.governed and (noun.kind == "agreement" or (noun.kind == "norm" and not noun.plain)):
                _add(analysis, tokens, noun, found)
    return definite


def _noun(analysis: Analysis, scenes: Scenes, tokens: Sequence[Token], i: int, width: int, head: Head | None) -> _Noun | None:
    first = i - 1 if i > 1 and tokens[i - 1].fold in words("qualifying") else i
    article = tokens[first - 1] if first else None
    if head is None:  # instrumento, documento: only ever take one up
        return _Noun(tokens[i].fold, "", tokens[i].span, (tokens[i].end,), i + 1, True, article)
    if head.sort != "agreement" or _is_phrase(tokens, i, width):
        return None
    plural = tokens[i].fold != head.word.split()[0]
    scene = scenes.at(tokens[i].start)
    ends = extent(tokens, i + width, head, links=7)
    span = Span(tokens[i].start, tokens[ends[-1] - 1].end)
    before = analysis.folded[scene.span.start : span.start]
    foreseen = _FORESEEN.search(before) is not None
    governed = foreseen or _is_signed(analysis, scenes, span) or governing(analysis, scene, span) is not None
    plain = ends[-1] == i + width
    vague = any(t.fold in words("vague") for t in tokens[i : ends[-1]])
    if plural and (plain or vague or head.kind != "agreement" or not _is_signed_now(analysis, scene, span)):
        return None
    characters = tuple(tokens[end - 1].end for end in ends)
    return _Noun(head.word, head.kind, span, characters, ends[-1], plain, article, governed, foreseen)


def _add(analysis: Analysis, tokens: Sequence[Token], noun: _Noun, found: list[Draft]) -> None:
    """Makes `noun` an agreement, or one more mention of an agreement that it launches or repeats."""
    name = analysis.string(noun.span)
    launched = _launches(tokens, noun.after, found)
    twin = launched or next((f for f in found if f.head == noun.head and _alike(f.name, name)), None)
    if twin is None:
        shorter = (analysis.text[noun.span.start : end] for end in noun.ends[:2])
        aliases = tuple(dict.fromkeys(_lower(a) for a in shorter if " " in a and a != name))
        found.append(Draft(_lower(name), aliases, noun.head, noun.kind, False, [noun.span], foreseen=noun.foreseen))
        return
    twin.spans.append(noun.span)
    if launched is None and not twin.titled and len(name) > len(twin.name):
        twin.aliases = (*twin.aliases, *((twin.name,) if " " in twin.name else ()))
        twin.name = _lower(name)


def _undertaken(analysis: Analysis, scenes: Scenes, found: list[Draft]) -> None:
    """Adds what is agreed to be done; the headline's wording is one more mention of what the text tells with the same verb."""
    done: dict[str, Draft] = {}
    for each in sorted(undertakings.find(analysis, scenes), key=lambda u: (u.headline, u.span)):
        item = done.get(each.first)
        if item is None:
            name = analysis.string(each.span)
            item = Draft(_lower(name), (), each.first, "undertaking", False, [])
            done[each.first] = item
            found.append(item)
        item.spans.append(each.span)
        item.verbs[each.span] = each.verb
        item.parties = tuple(dict.fromkeys((*item.parties, *each.parties)))
        item.agreed_by = tuple(dict.fromkeys((*item.agreed_by, *each.by)))
    for inner in found:  # "acordaron sentar las bases para un acuerdo": who agrees to it is party to it
        outer = next((d for d in done.values() if any(s.covers(t) and s != t for s in d.spans for t in inner.spans)), None)
        if outer is not None and inner.kind == "agreement" and not inner.parties:
            inner.parties = outer.parties


def _with_headline(analysis: Analysis, found: list[Draft]) -> list[Draft]:
    """The agreements, a bare noun of the headline ("Firman acuerdo Faro y Puerto") being the only one that the text tells."""
    titles = (Part.HEADLINE, Part.SUBHEADLINE)
    parties = [f for f in found if f.kind == "agreement" and not f.foreseen]
    above = [f for f in parties if " " not in f.name and all(analysis.part_at(s.start) in titles for s in f.spans)]
    told = [f for f in parties if all(f is not a for a in above)]
    if len(above) != 1 or len(told) != 1:
        return found
    told[0].spans = sorted((*told[0].spans, *above[0].spans))
    return [f for f in found if f is not above[0]]


def _is_phrase(tokens: Sequence[Token], i: int, width: int) -> bool:
    """ "de acuerdo con" and "llegar a acuerdo" name no agreement."""
    before = tokens[i - 1].fold if i else ""
    after = tokens[i + width].fold if i + width < len(tokens) else ""
    return tokens[i].fold == "acuerdo" and (before in ("de", "a") or (after in ("a", "al", "con") and before == "de"))


def _lower(name: str) -> str:
    return name[0].lower() + name[1:] if len(name) > 1 and not name[1].isupper() else name


def _alike(known: str, name: str) -> bool:
    mine, other = content(name), content(known)
    shared = min(len(mine), len(other), 3)
    return mine[:shared] == other[:shared]


def _launches(tokens: Sequence[Token], end: int, found: Sequence[Draft]) -> Draft | None:
    """The programme that an agreement sets up: "un acuerdo para poner en marcha el programa ..."."""
    if end >= len(tokens) or tokens[end].fold not in ("para", "sobre", "por"):
        return None
    reach = tokens[min(end + 9, len(tokens) - 1)].end
    return next((f for f in found if f.titled and any(tokens[end].start <= s.start < reach for s in f.spans)), None)


def _refer_back(definite: Sequence[_Noun], found: list[Draft]) -> None:
    """Binds each noun to the last agreement named before it; a signed one that nothing precedes is an agreement itself."""
    for noun in definite:
        earlier = [f for f in found if f.spans[0].start < noun.span.start]
        pool = [f for f in earlier if f.head == noun.head] or (earlier if noun.head in words("any-agreement") else [])
        if pool:
            last = max(pool, key=lambda f: max(s.start for s in (*f.spans, *f.echoes) if s.start < noun.span.start))
            last.echoes.append(noun.mention)
        elif (
            noun.governed and noun.kind == "agreement" and len(found) == 1 and found[0].kind == "agreement"
        ):  # "El acuerdo fue firmado ..." in a summary
            found[0].echoes.append(noun.mention)
        elif noun.governed and noun.kind == "agreement" and all(f.head != noun.head for f in found):
            found.append(Draft(noun.head, (), noun.head, noun.kind, False, [noun.mention]))
