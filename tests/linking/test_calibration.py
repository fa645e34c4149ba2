"""Scores of the rules become probabilities in one place, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from converter.linking.calibration import Step, calibrated, fitted, probability
from converter.model import (
    Agreement,
    Extraction,
    Mention,
    MentionKind,
    Organization,
    Person,
    Quotation,
    Source,
    Span,
    StatedRole,
    Statement,
)
from converter.pipeline import convert
from converter.settings import Settings

_ANA = Mention(Span(0, 8), MentionKind.NAME, ("person-ana",), "explicit", 0.7)
_SURE_ANA = Mention(Span(20, 28), MentionKind.NAME, ("person-ana",), "explicit", 0.99)
_SHE = Mention(Span(40, 46), MentionKind.DESCRIPTION, ("person-ana",), "coreference", 0.7)
_PACT = Mention(Span(50, 60), MentionKind.NAME, ("agreement-1",), "explicit", 0.95)


def _of(*mentions: Mention) -> Extraction:
    return Extraction(people=(Person("person-ana", "Ana Paz", confidence=0.7),), mentions=mentions)


def test_entity_is_as_sure_as_its_surest_name() -> None:
    found = calibrated(_of(_ANA, _SURE_ANA, _SHE))
    assert found.people[0].confidence == max(m.confidence for m in found.mentions)
    assert found.mentions[0].confidence < found.mentions[1].confidence


def test_what_is_inferred_is_no_surer_than_the_thing() -> None:
    doubtful = _SHE._replace(confidence=0.97)
    found = calibrated(_of(_ANA, doubtful))
    assert found.mentions[1].confidence == found.mentions[0].confidence
    assert calibrated(_of(_SURE_ANA, _SHE)).mentions[1].confidence == 0.7  # no annotation says more of it


def test_agreement_that_nothing_estimated_takes_the_estimate_of_its_mention() -> None:
    found = calibrated(Extraction(agreements=(Agreement("agreement-1", "Convenio Alfa"),), mentions=(_PACT,)))
    assert found.agreements[0].confidence == found.mentions[0].confidence < 1


def test_mention_of_two_things_is_as_sure_as_the_less_sure() -> None:
    body = Organization("org-a", "Comisión Alfa")
    both = Mention(Span(0, 8), MentionKind.NAME, ("person-ana", "org-a"), "explicit", 0.99)
    extraction = replace(_of(both), organizations=(body,))
    alone = [both._replace(refers_to=(key,)) for key in both.refers_to]
    rated = [calibrated(replace(extraction, mentions=(mention,))).mentions[0].confidence for mention in alone]
    assert calibrated(extraction).mentions[0].confidence == min(rated)


def _bare(extraction: Extraction) -> Extraction:
    return replace(
        extraction,
        people=tuple(replace(p, confidence=0) for p in extraction.people),
        mentions=tuple(m._replace(confidence=0) for m in extraction.mentions),
        roles=tuple(replace(r, confidence=0) for r in extraction.roles),
        quotations=tuple(replace(q, confidence=0) for q in extraction.quotations),
        statements=tuple(replace(s, confidence=0) for s in extraction.statements),
    )


def test_only_confidences_change() -> None:
    role, quotation = StatedRole("person-ana", "vocal", confidence=0.5), Quotation("Llueve", "person-ana", confidence=0.97)
    statement = Statement("que llueve", "person-ana", confidence=0.97)
    nobody = _ANA._replace(refers_to=())
    before = replace(_of(_ANA, _SHE, nobody), roles=(role,), quotations=(quotation,), statements=(statement,))
    after = calibrated(before)
    assert _bare(after) == _bare(before)
    assert after.mentions[2] == nobody
    assert after.statements[0].confidence == after.quotations[0].confidence != 0.97


def test_table_rises_and_is_never_certain() -> None:
    assert {kind for kind, _ in fitted()} >= {"person", "organization", "place", "event", "agreement", "role", "quotation"}
    for steps in fitted().values():
        assert all(a.raw < b.raw and a.probability < b.probability for a, b in pairwise(steps))
        assert all(0 < step.probability < 1 and step.cases > 0 for step in steps)


@pytest.mark.parametrize(
    ("raw", "expected"), [(0.3, 0.3), (0.696, 0.8), (0.7, 0.8), (0.894, 0.8), (0.896, 0.95), (0.9, 0.95), (1.0, 0.95)]
)
def test_score_is_taken_to_the_two_places_it_is_printed_with(raw: float, expected: float) -> None:
    assert probability((Step(0.7, 0.8, 50), Step(0.9, 0.95, 50)), raw) == expected


def test_setting_leaves_the_scores_and_finds_the_same() -> None:
    text = (
        b"COMUNICADO\n\nAbren aulas\n\nLa directora de la Escuela Alfa, Ana Ruiz, dijo que ayer llegaron los libros de texto.\n"
    )
    found, raw = (convert(Source("nota.txt", text), Settings(calibrate=flag)).conversion.extraction for flag in (True, False))
    assert found is not None
    assert raw is not None
    assert [m.span for m in found.mentions] == [m.span for m in raw.mentions]
    assert {m.confidence for m in found.mentions} != {m.confidence for m in raw.mentions}
