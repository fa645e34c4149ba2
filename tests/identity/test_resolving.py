from __future__ import annotations

import random

import pytest

from converter.errors import PregonError
from converter.identity import Profile, Reason, Resolution, Verdict, resolve
from converter.identity.decisions import Decision, latest
from converter.identity.explaining import explained
from converter.identity.graph import build
from converter.validation import validate
from converter.writers import write
from tests.identity.support import person

MAYOR = ("alcalde", "Ayuntamiento de Tepic")


def _decided(one: Profile, other: Profile, decision: str) -> Decision:
    return Decision(one.iri, one.name, other.iri, other.name, decision, "las conozco", "Eva", "2024-05-02")


def _together(resolution: Resolution) -> list[set[str]]:
    return [{iri.partition("#")[0].rpartition("/")[2] for iri in members} for members in resolution.identities]


def _mayors() -> list[Profile]:
    names = ("Arturo Salinas Prado", "Arturo Salinas", "ARTURO SALINAS PRADO", "Arturo Salinas")
    return [person(str(i), name, *MAYOR, f"2020-0{i + 1}-01", "Tepic") for i, name in enumerate(names)]


def test_what_goes_together_through_others_is_one() -> None:
    assert _together(resolve(_mayors())) == [{"0", "1", "2", "3"}]


def test_a_short_name_that_fits_two_people_is_neither() -> None:
    rival = person("9", "Arturo Salinas Olmedo", *MAYOR, "2020-02-15", "Tepic")
    resolution = resolve([*_mayors(), rival])
    assert _together(resolution) == [{"0", "2"}]
    doubted = [j for j in resolution.judgements.values() if Reason.SEVERAL_CANDIDATES in j.reasons]
    assert doubted
    assert {judgement.verdict for judgement in doubted} == {Verdict.UNSURE}


def test_the_order_of_what_is_read_makes_no_difference() -> None:
    profiles = [*_mayors(), person("9", "Arturo Salinas Olmedo", *MAYOR, "2020-02-15", "Tepic")]
    expected = resolve(profiles)
    luck = random.Random(3)
    for _ in range(10):
        luck.shuffle(profiles)
        again = resolve(profiles)
        assert (again.judgements, again.identities) == (expected.judgements, expected.identities)


def test_a_person_overrules_the_evidence_both_ways() -> None:
    first, *_, last = profiles = _mayors()
    stranger = person("7", "Leo Mar Tejado", "rector", "Universidad de Lima", "2001-01-01", "Lima")
    apart = resolve(profiles, [_decided(first, person_, "negative") for person_ in profiles[1:]])
    assert _together(apart) == [{"1", "2", "3"}]
    joined = resolve([*profiles, stranger], [_decided(stranger, last, "positive")])
    assert _together(joined) == [{"7", "0", "1", "2", "3"}]


def test_a_negative_decision_also_holds_through_others() -> None:
    first, *_, last = profiles = _mayors()
    resolution = resolve(profiles, [_decided(first, last, "negative")])
    assert not any({"0", "3"} <= members for members in _together(resolution))
    assert any(Reason.AGAINST_A_NEGATIVE in judgement.reasons for judgement in resolution.judgements.values())


def test_decisions_that_contradict_one_another_are_refused() -> None:
    a, b, c, _ = _mayors()
    with pytest.raises(PregonError, match="contradict"):
        resolve(_mayors(), [_decided(a, b, "positive"), _decided(b, c, "positive"), _decided(a, c, "negative")])


def test_the_last_decision_on_two_counts_whatever_their_order() -> None:
    a, b, *_ = _mayors()
    assert latest([_decided(a, b, "negative"), _decided(b, a, "positive")]) == (_decided(b, a, "positive"),)
    assert latest([_decided(a, b, "negative"), _decided(b, a, "withdraw")]) == ()


def test_a_decision_on_somebody_who_is_gone_is_told() -> None:
    gone = _decided(person("8", "Ana Ruiz"), person("9", "Ana Ruiz"), "positive")
    assert resolve(_mayors(), [gone]).missing == (gone,)


def test_the_graph_conforms_and_names_the_fullest_name() -> None:
    profiles = _mayors()
    decisions = [_decided(profiles[0], profiles[3], "positive")]
    report = validate(build(resolve(profiles, decisions), decisions))
    assert report.text == ""
    written = write(report.graph, "trig").decode()
    assert 'schema:name "Arturo Salinas Prado"' in written
    assert 'pregon:decidedBy "Eva"' in written
    assert 'schema:description "las conozco"' in written


def test_pairs_grow_with_the_profiles_and_not_with_their_square() -> None:
    """All in one block: one name, two offices, one source."""

    def pairs(size: int) -> int:
        offices = (MAYOR, ("rector", "Universidad de Lima"))
        return resolve(
            person(str(i), "Arturo Salinas Prado", *offices[i % 2], f"2020-{1 + i % 12:02}-01", "Tepic") for i in range(size)
        ).compared

    assert pairs(400) <= 2.1 * pairs(200)
    assert pairs(400) < 400 * 8


def test_a_judgement_is_explained_in_words() -> None:
    first, *_, last = profiles = _mayors()
    decisions = [_decided(first, last, "negative")]
    told = explained(resolve(profiles, decisions), first.iri, last.iri, decisions)
    assert "negative: they are not the same, because\n  a person decided it\n  Eva, 2024-05-02: las conozco" in told
    far = explained(resolve(profiles), first.iri, profiles[2].iri)
    assert "positive: they are the same, because\n  same full name" in far
