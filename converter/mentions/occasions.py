"""Whether a sentence says that the event one of its nouns stands for takes place, and not merely speaks of such events."""

from __future__ import annotations

import re
from collections.abc import Sequence

from converter.language import grammar
from converter.language.text import Token
from converter.mentions.analysis import Analysis
from converter.mentions.extent import words
from converter.mentions.scenes import Scene
from converter.model import Part, Span

_ROLES = ("attend", "head", "hold")
_REACH = 9  # tokens between a verb and the noun it governs
_LEAD = 4  # tokens from "durante" to the noun
# "la sesión, que presidió Ana", "el foro se llevó a cabo", "la firma fue atestiguada"
_BEHIND = re.compile(
    r",?(?: (?:la|el) cual| que| donde| en la que| en el que)?(?: tambien)?"
    r"(?: (?:se|fue|es|sera|ha sido|habia sido|esta|estuvo|estara|quedo))* "
)
_DIVIDER = re.compile(r"[|:–—•-]\s*$")  # parts a frame from the title behind it: "Versión estenográfica | Visita a ..."


def opens_title(analysis: Analysis, position: int) -> bool:
    """True where the headline, or the part of it behind a divider, begins: "Gira de trabajo por el norte"."""
    if analysis.part_at(position) not in (Part.HEADLINE, Part.SUBHEADLINE):
        return False
    sentence = analysis.sentence_at(position)
    return sentence.start == position or _DIVIDER.search(analysis.text, sentence.start, position) is not None


def takes_place(analysis: Analysis, scene: Scene, tokens: Sequence[Token], first: int, span: Span, head: str) -> bool:
    """True where a verb of holding or taking part governs the noun that begins at token `first` and reaches over `span`,
    where "durante", "tras la" or "en el" leads to it, or where such a verb follows it. `head` is the noun of the table."""
    return (
        _is_governed(scene, tokens, first)
        or _is_occasion([t.fold for t in tokens[max(0, first - _LEAD) : first]], tokens[first], head)
        or _is_told(analysis, scene, span)
    )


def _is_governed(scene: Scene, tokens: Sequence[Token], first: int) -> bool:
    start = tokens[first].start
    near = [v for v in scene.verbs if v.role in _ROLES and v.span.end <= start and not v.negated]
    if not near or (near[-1].infinitive and tokens[first].fold.endswith("s")):
        return False  # "impartir talleres" is no news
    between = [t for t in tokens[:first] if t.start >= near[-1].span.end]
    if between and between[-1].fold == "de":
        return False  # "mantienen los plazos de presentación"
    return len(between) <= _REACH and not any(t.text in (";", ".") or t.fold == "que" for t in between)


def _is_occasion(before: Sequence[str], noun: Token, head: str) -> bool:
    lead = list(before)
    while lead and (lead[-1] in grammar.folded("definite", "indefinite") or lead[-1] in ("su", "de", "del", "al")):
        lead.pop()
    if not lead:
        return False
    if words("distant-occasion").intersection(before) or lead[-1] in words("occasion"):
        return True
    singular = not noun.fold.endswith("s") and before[-1] not in ("de", "del", "al")
    return lead[-1] == "en" and singular and head not in words("standing")


def _is_told(analysis: Analysis, scene: Scene, span: Span) -> bool:
    behind = next((v for v in scene.verbs if v.span.start >= span.end), None)
    if behind is None or behind.role not in _ROLES or behind.negated or behind.infinitive:
        return False
    return _BEHIND.fullmatch(analysis.folded, span.end, behind.span.start) is not None
