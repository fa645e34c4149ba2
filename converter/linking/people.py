"""Who is the same person inside a release: full names, parts of names, damaged names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from converter.authorities import Authorities, Entry
from converter.language.lexicon import lexicon
from converter.language.text import fold, slug
from converter.mentions.analysis import Analysis
from converter.mentions.names import starts_sentence
from converter.mentions.people import PersonMention
from converter.mentions.phrases import LINKS, adjacent, is_capitalised
from converter.model import Mention, MentionKind, Person, Span


@dataclass(slots=True)
class Identity:
    """One person while mentions are gathered; `words` are those of the fullest name."""

    words: tuple[str, ...]
    mentions: list[tuple[Span, str, float]] = field(default_factory=list)  # span, how it was resolved, confidence
    honorifics: list[str] = field(default_factory=list)
    entry: Entry | None = None
    key: str = ""

    @property
    def gender(self) -> str:
        """f or m as the given name or the honorifics tell, else empty."""
        known = lexicon()
        told = [g for h in self.honorifics if (g := _honorific_gender(h))]
        return told[0] if told else known.given.get(self.words[0], "")


def _honorific_gender(honorific: str) -> str:
    from converter.language.text import tokenize

    match = lexicon().honorifics.match(tokenize(honorific + " X")[:-1], 0)
    return match[1] if match else ""


def _close(a: str, b: str) -> bool:
    """Equal, or long words one letter apart: a scanner's error."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


def same_name(short: Sequence[str], long: Sequence[str]) -> bool:
    """True where `short` can be the same person's name as the longer `long`: its words in order, beginning with the same
    given name, or a run of it that ends in the surnames.

    >>> same_name(["cesar", "duarte"], ["cesar", "horacio", "duarte", "jaquez"])
    True
    >>> same_name(["gonzalez", "anaya"], ["jose", "antonio", "gonzalez", "anaya"])
    True
    >>> same_name(["jose", "anaya", "lopez"], ["jose", "antonio", "gonzalez", "anaya"])
    False
    """
    if len(short) > len(long):
        short, long = long, short
    for start in range(len(long) - len(short) + 1):
        if all(_close(a, b) for a, b in zip(short, long[start:], strict=False)):
            return start > 0 or any(a == b for a, b in zip(short, long, strict=False))
    if not (_close(short[0], long[0]) or _initial(short[0], long[0])) or len(short) < 2:
        return False
    if not _close(short[0], long[0]):  # by an initial only: "J. Ríos" is "Juan Ríos Paz", "J. Carlos Ríos" is not "Julia Ríos"
        return all(_close(a, b) for a, b in zip(short[1:], long[1:], strict=False))
    position = 0
    for word in short:
        while position < len(long) and not (_close(word, long[position]) or _initial(word, long[position])):
            position += 1
        if position == len(long):
            return False
        position += 1
    return True


class PersonLinker:
    """Gathers the person mentions of one analysis; use :func:`link`."""

    def __init__(self, analysis: Analysis, mentions: Sequence[PersonMention], authorities: Authorities) -> None:
        self.analysis, self.authorities = analysis, authorities
        self.identities: list[Identity] = []
        self.of_mention: list[Identity | None] = [None] * len(mentions)
        order = sorted(range(len(mentions)), key=lambda k: (-len(mentions[k].name.words), k))
        for k in order:
            self._gather(k, mentions[k])
        self.identities.sort(key=lambda i: min(m[0] for m in i.mentions))

    def _gather(self, k: int, mention: PersonMention) -> None:
        words = mention.name.words
        fits = [i for i in self.identities if same_name(words, i.words)]
        if len(fits) > 1:
            exact = [i for i in fits if i.words == words]
            fits = exact or fits
        if not fits:
            fits = [Identity(words)]
            self.identities.append(fits[0])
        if len(fits) > 1:  # two people share the part that is printed: nobody is guessed
            return
        identity = fits[0]
        how = "explicit" if words == identity.words else "partial-name"
        identity.mentions.append((mention.span, how, mention.confidence))
        identity.honorifics += [h for h in mention.honorifics if h not in identity.honorifics]
        self.of_mention[k] = identity

    def partial(self, taken: frozenset[int]) -> None:
        """Adds the mentions by surname, or by given name alone, in the text outside `taken` token indexes."""
        known = frozenset(word for identity in self.identities for word in identity.words)
        past = 0
        for i in self.analysis.words.at(known):
            if i >= past and i not in taken and is_capitalised(self.analysis.tokens[i]):
                past = i + self._partial_at(i, taken)
        for identity in self.identities:
            identity.mentions.sort()

    def _partial_at(self, i: int, taken: frozenset[int]) -> int:
        tokens = self.analysis.tokens
        if (
            i
            and is_capitalised(tokens[i - 1])
            and adjacent(tokens, i)
            and i - 1 not in taken
            and not starts_sentence(tokens, i - 1)
        ):
            return 0
        words: list[str] = []
        indexes: list[int] = []
        j = i
        while j < len(tokens) and len(words) < 4 and j not in taken and (j == i or adjacent(tokens, j)):
            if is_capitalised(tokens[j]):
                words.append(tokens[j].fold)
                indexes.append(j)
            elif not (words and tokens[j].fold in LINKS):
                break
            j += 1
        for length in range(len(words), 0, -1):
            run, last = words[:length], indexes[length - 1]
            fits = [identity for identity in self.identities if _is_part(run, identity.words)]
            if len(fits) == 1 and (length > 1 or self._alone(i, run[0], fits[0])):
                fits[0].mentions.append((Span(tokens[i].start, tokens[last].end), "partial-name", 0.9 if length > 1 else 0.75))
                return last - i + 1
        return 0

    def _alone(self, i: int, word: str, identity: Identity) -> bool:
        """True where one capitalised word may stand for the person: no other capital beside it."""
        tokens = self.analysis.tokens
        if i + 1 < len(tokens) and is_capitalised(tokens[i + 1]) and adjacent(tokens, i + 1):
            return False
        known = lexicon()
        if len(word) < 4 or word in known.function_words:
            return False
        if word == identity.words[0]:
            return word in known.given and not any(o is not identity and o.words[0] == word for o in self.identities)
        return not (self.authorities.lookup(word, "place") and i and tokens[i - 1].fold in {"en", "de", "desde", "del"})

    def finish(self) -> tuple[list[Person], list[Mention]]:
        """The people in the order of their first mention, and every mention of theirs."""
        people, mentions, used = [], [], set()
        for identity in self.identities:
            printed = [self.analysis.string(span) for span, _, _ in identity.mentions]
            full = [p for p, (_, how, _) in zip(printed, identity.mentions, strict=True) if how == "explicit"] or printed
            name = max(full, key=lambda p: (not p.isupper(), len(p) - sum(map(str.isascii, p))))
            identity.entry = self._entry(printed, name)
            if identity.entry is not None and fold(identity.entry.name) == fold(name):
                name = identity.entry.name
            key = f"person-{slug(name)}"
            while key in used:
                key += "-2"
            used.add(key)
            identity.key = key
            aliases = [p for p in dict.fromkeys(printed) if p != name and " " in p]
            confidence = max(c for _, _, c in identity.mentions)
            iri = identity.entry.iri if identity.entry else None
            people.append(Person(key, name, tuple(aliases), iri, confidence, tuple(identity.honorifics)))
            for span, how, sure in identity.mentions:
                mentions.append(Mention(span, MentionKind.NAME, (key,), how, sure))
        return people, mentions

    def _entry(self, printed: Sequence[str], name: str) -> Entry | None:
        for label in (name, *printed):
            if " " in label:
                found = self.authorities.lookup(label, "person")
                if len(found) == 1:
                    return found[0]
        return None


def _is_part(run: Sequence[str], words: Sequence[str]) -> bool:
    """A run of surnames of `words`, or its first word alone; never the given names without a surname."""
    if len(run) == 1 and run[0] == words[0]:
        return True
    for start in range(len(words) - len(run) + 1):
        if tuple(words[start : start + len(run)]) == tuple(run) and start + len(run) > 1:
            if len(run) > 1:
                return start + len(run) > 2 or len(words) == 2
            known = lexicon()
            return start >= 1 and (run[0] in known.surnames or run[0] not in known.given)
    return False
