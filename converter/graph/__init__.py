"""The mapping to RDF: the only place that spells a term or mints an IRI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph

    from converter.authorities import Authorities
    from converter.encodings import Encoding
    from converter.model import Extraction, Release

BASE_IRI = "https://w3id.org/pregon/"


def build(
    release: Release,
    extraction: Extraction,
    authorities: Authorities,
    base_iri: str = BASE_IRI,
    encodings: Sequence[Encoding] = (),
) -> Graph:
    """All that `release` says, as one graph whose identifier is its named graph's IRI; `encodings` are its further files.

    Releases, documents and what only the release knows are minted under `base_iri`, an absolute http(s) IRI that ends in a
    slash; authority entries keep their own. No blank nodes, no clock: the same release gives the same triples.
    Raises UsageError for another `base_iri`, PregonError where an authority entry carries an IRI or a type that is none.
    """
    from converter.graph.article import add_article, add_encodings
    from converter.graph.entities import add_entities
    from converter.graph.facts import add_facts
    from converter.graph.identifiers import Identifiers
    from converter.graph.sheet import Sheet

    def series_name(iri: str) -> str | None:
        entry = authorities.get(iri)
        return entry.name if entry else None

    sheet = Sheet(release, Identifiers.of(release, base_iri))
    add_entities(sheet, extraction, series_name)
    add_article(sheet, extraction)
    add_encodings(sheet, encodings)
    add_facts(sheet, extraction)
    sheet.forget_idle((*extraction.organizations, *extraction.places))
    return sheet.graph
