"""The order a person would read a release in: the release first, then who, where and what, the text spans last."""

from __future__ import annotations

import re
from functools import lru_cache

from rdflib import Graph, Literal
from rdflib.term import Node

from converter.graph.vocabulary import IDENTITY, OA, PREGON, RDF_TYPE, SCHEMA

#: Subject -> predicate -> objects.
Described = dict[Node, dict[Node, list[Node]]]

_TYPES = (
    PREGON.PressRelease,
    PREGON.SourceDocument,
    PREGON.Issuance,
    SCHEMA.Person,
    PREGON.StatedRole,
    SCHEMA.Organization,
    SCHEMA.Place,
    SCHEMA.EventSeries,
    SCHEMA.Event,
    PREGON.Agreement,
    PREGON.Signature,
    SCHEMA.Quotation,
    PREGON.ReportedStatement,
    PREGON.Quantity,
    SCHEMA.MediaObject,
    PREGON.SubHeadline,
    PREGON.Paragraph,
    PREGON.ListItem,
    PREGON.Heading,
    PREGON.SpeakerLabel,
    PREGON.Caption,
    PREGON.Tail,
    PREGON.PageFurniture,
    PREGON.Mention,
    PREGON.TextSpan,
    IDENTITY.SharedIdentity,
    IDENTITY.IdentityJudgement,
)
_RANKS: dict[Node, int] = {type_: rank for rank, type_ in enumerate(_TYPES)}

_FIRST = (
    RDF_TYPE,
    SCHEMA.headline,
    SCHEMA.alternativeHeadline,
    SCHEMA.name,
    SCHEMA.description,
    SCHEMA.alternateName,
    SCHEMA.honorificPrefix,
    SCHEMA.genre,
    SCHEMA.identifier,
    SCHEMA.datePublished,
    SCHEMA.dateline,
    SCHEMA.locationCreated,
    SCHEMA.publisher,
    SCHEMA.author,
    SCHEMA.creator,
    SCHEMA.spokenByCharacter,
    SCHEMA.roleName,
    OA.exact,
    OA.start,
    OA.end,
    PREGON.fragment,
    SCHEMA.about,
)
_LAST = (SCHEMA.articleBody, SCHEMA.text, SCHEMA.mentions, SCHEMA.hasPart, SCHEMA.isBasedOn)
_PREDICATES: dict[Node, tuple[int, int]] = {
    **{p: (0, i) for i, p in enumerate(_FIRST)},
    **{p: (2, i) for i, p in enumerate(_LAST)},
}


def natural(text: str) -> tuple[object, ...]:
    """A sort key that puts p2 before p10.

    >>> sorted(["p10", "p2", "p1"], key=natural)
    ['p1', 'p2', 'p10']
    """
    pieces = re.split(r"(\d+)", text)
    return (*((len(piece), piece) if i % 2 else piece for i, piece in enumerate(pieces)), text)


def term_key(term: Node) -> tuple[object, ...]:
    """IRIs before literals, each in natural order; total, so that no order is left to chance."""
    if isinstance(term, Literal):
        return (1, natural(str(term)), term.language or "", str(term.datatype or ""))
    return (0, natural(str(term)))


@lru_cache(maxsize=1024)
def predicate_key(predicate: Node) -> tuple[object, ...]:
    """What names a thing first, what is long last, the rest by IRI."""
    return (*_PREDICATES.get(predicate, (1, 0)), str(predicate))


def described(graph: Graph) -> Described:
    """All that `graph` says, in order."""
    found: Described = {}
    for subject, predicate, object_ in graph:
        found.setdefault(subject, {}).setdefault(predicate, []).append(object_)
    ordered = {}
    for subject in sorted(found, key=lambda subject: (_rank(found[subject]), natural(str(subject)))):
        values = found[subject]
        ordered[subject] = {p: _ordered(values[p]) for p in sorted(values, key=predicate_key)}
    return ordered


def _rank(values: dict[Node, list[Node]]) -> int:
    return min((_RANKS.get(type_, len(_TYPES)) for type_ in values.get(RDF_TYPE, ())), default=len(_TYPES))


def _ordered(objects: list[Node]) -> list[Node]:
    return sorted(objects, key=term_key) if len(objects) > 1 else objects
