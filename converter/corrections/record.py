"""The list of corrections: one row each, in a CSV file that is only ever added to.

A row holds on to the text by the words themselves, with those before and after, so it stands however the converter's rules
change. Where the text changed too, it is looked for again; where it is gone, the correction is reported and not applied.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from converter.corrections import ledger
from converter.errors import UsageError
from converter.graph.literals import clean
from converter.model import Span

#: What a correction may be about; "mention" is the name in this one place, the entities are what it names.
KINDS = ("mention", "person", "organization", "place", "event", "agreement", "role", "quotation", "statement")
#: decision -> what its value is. An empty value of link and speaker takes away what is there; withdraw ends earlier ones.
DECISIONS = {"reject": "", "link": "IRI", "name": "name", "speaker": "name or IRI", "withdraw": ""}
SCOPES = ("here", "all")

_CONTEXT = 32  # characters kept before and after the words


@dataclass(frozen=True, slots=True)
class Correction:
    """One row. `document`: the first 12 hexadecimal digits, or all, of the SHA-256 of the document's text; `source`: its
    file name, which finds it again after the text changed; `said`: what the output said; `when`: ISO date."""

    document: str
    source: str
    quote: str
    prefix: str
    suffix: str
    kind: str
    said: str
    decision: str
    value: str = ""
    scope: str = "here"
    who: str = ""
    when: str = ""

    def __post_init__(self) -> None:
        for name, value, known in (
            ("kind", self.kind, KINDS),
            ("decision", self.decision, tuple(DECISIONS)),
            ("scope", self.scope, SCOPES),
        ):
            if value not in known:
                raise UsageError(f"{name} {value!r} is none of {', '.join(known)}")
        if not self.quote.strip():
            raise UsageError("a correction quotes the words it is about; the quote is empty")
        if self.decision in ("name", "link") and self.kind in ("role", "quotation", "statement"):
            raise UsageError(f"a {self.kind} has no {self.decision} to put right; reject it, or give its speaker")
        if self.decision == "speaker" and self.kind not in ("quotation", "statement"):
            raise UsageError(f"a {self.kind} has no speaker; only a quotation or a statement has")
        if self.decision == "name" and (not self.value.strip() or self.kind == "mention"):
            raise UsageError("the decision «name» needs the right name, and an entity that bears it")

    def concerns(self, source: str, digest: str) -> bool:
        """True where the correction is about the document of that file name and SHA-256 of its text."""
        return digest.startswith(self.document) or Path(source).name == self.source

    def anchor(self, text: str) -> Span | None:
        """Where the words stand in `text`; None where they do not, or in several places none of which fits better."""
        places, at = [], text.find(self.quote)
        while at >= 0:
            places.append(Span(at, at + len(self.quote)))
            at = text.find(self.quote, at + 1)
        fits = [
            place for place in places if text[: place.start].endswith(self.prefix) and text[place.end :].startswith(self.suffix)
        ]
        found = fits or places
        return found[0] if len(found) == 1 else None


def make(text: str, source: str, span: Span, correction: Correction) -> Correction:
    """`correction` anchored at `span` of the document's `text`."""
    return replace(
        correction,
        document=digest_of(text)[:12],
        source=Path(source).name,
        quote=text[span.start : span.end],
        prefix=text[max(0, span.start - _CONTEXT) : span.start],
        suffix=text[span.end : span.end + _CONTEXT],
    )


def digest_of(text: str) -> str:
    """SHA-256 of a document's text, hexadecimal; its first 12 digits stand in the document's IRI."""
    return hashlib.sha256(clean(text).encode()).hexdigest()


def load(path: Path) -> tuple[Correction, ...]:
    """The corrections in force, in order: withdrawn ones left out. Raises PregonError with the file and line at fault."""
    try:
        state = path.stat()
    except OSError as error:
        raise UsageError(f"{path}: the corrections cannot be read: {error.strerror or error}") from None
    return _load(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _load(path: Path, changed: int, size: int) -> tuple[Correction, ...]:
    found: list[Correction] = []
    for correction in ledger.read(path, Correction):
        if correction.decision == "withdraw":
            found = [other for other in found if _place(other) != _place(correction)]
        else:
            found.append(correction)
    return tuple(found)


def _place(correction: Correction) -> tuple[str, ...]:
    return correction.document, correction.quote, correction.prefix, correction.suffix, correction.kind
