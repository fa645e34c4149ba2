"""The authority lists: reading them, finding their labels, and offices with their holders."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from converter.authorities import Authorities, Entry
from converter.authorities.entries import first_day, last_day
from converter.authorities.roles import role_key
from converter.errors import PregonError
from converter.language.text import fold

_PREFIXES = """
@prefix schema: <https://schema.org/> .
@prefix pregon: <https://w3id.org/pregon/def#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ent: <https://w3id.org/pregon/id/org/> .
@prefix per: <https://w3id.org/pregon/id/person/> .
@prefix post: <https://w3id.org/pregon/id/post/> .
@prefix ten: <https://w3id.org/pregon/id/tenure/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_FARO = """
ent:faro a schema:GovernmentOrganization , schema:Organization ;
    schema:name "Instituto Nacional de Faros"@es ; schema:alternateName "Casa de los Faros"@es , "INFARO" ;
    skos:hiddenLabel "Faros"@es .
post:faro-director a org:Post ; schema:name "Director General del INFARO"@es ; pregon:heads ent:faro .
post:faro-vocal a org:Post ; schema:name "Vocal Técnico"@es ; org:postIn ent:faro .
per:ana-luz a schema:Person ; schema:name "Ana Luz Barquero" .
per:leo-mar a schema:Person ; schema:name "Leo Mar Tejado" .
ten:1 a pregon:Tenure ; org:member per:ana-luz ; pregon:post post:faro-director ;
    schema:startDate "2011"^^xsd:gYear ; schema:endDate "2015-06-30"^^xsd:date .
ten:2 a pregon:Tenure ; org:member per:leo-mar ; pregon:post post:faro-director ; schema:startDate "2015-06-30"^^xsd:date .
"""
_ENT, _POST = "https://w3id.org/pregon/id/org/", "https://w3id.org/pregon/id/post/"


def _list(folder: Path, body: str, name: str = "own.ttl") -> Path:
    path = folder / name
    path.write_text(_PREFIXES + body, encoding="utf-8")
    return path


@pytest.fixture
def faro(tmp_path: Path) -> Authorities:
    return Authorities.load([_list(tmp_path, _FARO)])


def test_own_lists_stand_beside_ours(faro: Authorities) -> None:
    assert faro[_ENT + "faro"].acronym == "INFARO"
    assert faro[_ENT + "imss"].acronym == "IMSS"
    assert len(faro.entries) == len(Authorities.load().entries) + 5


def _labels(authorities: Authorities, text: str) -> list[tuple[str, str, bool]]:
    return [(text[m.span.start : m.span.end], m.entries[0].slug, m.generic) for m in authorities.match(fold(text), text)]


def test_labels_are_found_by_word_and_longest_first(faro: Authorities) -> None:
    found = _labels(faro, "El INFARO, antes Instituto Nacional de Faros; los INFAROS y las casas de los faros.")
    assert found == [("INFARO", "faro", False), ("Instituto Nacional de Faros", "faro", False)]


def test_a_state_may_be_printed_with_its_official_name() -> None:
    text = "El Poder Judicial del Estado de Coahuila de Zaragoza abre."
    (match,) = [m for m in Authorities.load().match(fold(text), text) if m.entries[0].kind == "organization"]
    assert text[slice(*match.span)] == "Poder Judicial del Estado de Coahuila de Zaragoza"


def test_hidden_labels_are_generic(faro: Authorities) -> None:
    assert _labels(faro, "Habló de Faros ayer.") == [("Faros", "faro", True)]


def test_an_acronym_must_be_printed_as_one(faro: Authorities) -> None:
    assert _labels(faro, "Reparó el infaro viejo.") == []
    assert _labels(faro, "Lo dijo la SEP.") == [("SEP", "sep", False)]
    assert _labels(faro, "El 3 de sep. llegó.") == []


@pytest.mark.parametrize(("text", "kind"), [("la secretaria de Energía", "post"), ("la Secretaría de Energía", "organization")])
def test_accents_tell_a_ministry_from_its_head(text: str, kind: str) -> None:
    assert [m.entries[0].kind for m in Authorities.load().match(fold(text), text)] == [kind]


def test_a_name_that_states_share_is_generic() -> None:
    authorities, text = Authorities.load(), "la Secretaría de Salud"
    (match,) = authorities.match(fold(text), text)
    assert match.generic
    area = "https://w3id.org/pregon/id/place/mx-oax"
    chosen = Authorities.choose(match.entries, area)
    assert chosen is not None
    assert chosen.slug == "secretaria-de-salud-oaxaca"
    assert Authorities.choose(match.entries, None) is None


@pytest.mark.parametrize(
    ("role", "post"),
    [
        ("directora general", "faro-director"),
        ("Director General del Instituto Nacional de Faros", "faro-director"),
        ("titular", "faro-director"),
        ("vocal técnica", "faro-vocal"),
        ("vocal", None),
        ("director de obras", None),
    ],
)
def test_an_office_is_one_post_in_all_its_forms(faro: Authorities, role: str, post: str | None) -> None:
    found = faro.post_for(role, _ENT + "faro")
    assert (found.slug if found else None) == post


def test_posts_begin_with_the_head(faro: Authorities) -> None:
    assert [p.slug for p in faro.posts_of(_ENT + "faro")] == ["faro-director", "faro-vocal"]
    assert faro.post_for("ministra", None) is None


@pytest.mark.parametrize(
    ("date", "holders"), [("2013-02", 1), ("2010-12-31", 0), ("2015", 2), ("2015-06-30", 2), ("2020-01-01", 1)]
)
def test_a_changeover_gives_two_holders(faro: Authorities, date: str, holders: int) -> None:
    assert len(faro.holders(_POST + "faro-director", date)) == holders


def test_partial_dates_widen() -> None:
    assert [first_day(d) for d in ("2016", "2016-02", "2016-02-08")] == ["2016-01-01", "2016-02-01", "2016-02-08"]
    assert [last_day(d) for d in ("2015-02", "2016-02", "2016-12")] == ["2015-02-28", "2016-02-29", "2016-12-31"]


def test_role_keys_join_genders_and_keep_offices_apart() -> None:
    assert role_key("La Presidenta Ejecutiva") == role_key("presidente ejecutivo")
    assert role_key("subsecretaria de Cultura") != role_key("secretaria de Cultura")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("ten:9 a pregon:Tenure ; org:member per:nobody ; pregon:post post:imss-director-general .", "not a known person"),
        ('ent:imss a schema:Organization ; schema:name "Otro"@es .', "already described"),
        ('ent:x a schema:Organization ; schema:alternateName "X" .', "no schema:name"),
        ('ent:x a schema:Thing ; schema:name "X"@es .', "no known type"),
        ('post:x a org:Post ; schema:name "X"@es .', "needs org:postIn"),
        ('ent:x a schema:Organization ; schema:name "X"@es ; schema:parentOrganization ent:y .', "no authority list describes"),
        ("ent:x a schema:Organization", "not valid Turtle"),
        (
            'per:x a schema:Person ; schema:name "Xe Ye" . ten:9 a pregon:Tenure ; org:member per:x ; '
            'pregon:post post:imss-director-general ; schema:startDate "2015" ; schema:endDate "2014" .',
            "before it starts",
        ),
    ],
)
def test_a_broken_list_names_file_and_thing(tmp_path: Path, body: str, complaint: str) -> None:
    with pytest.raises(PregonError, match=complaint) as error:
        Authorities.load([_list(tmp_path, body)])
    assert "own.ttl" in str(error.value)


def test_a_missing_list_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PregonError, match="does not exist"):
        Authorities.load([tmp_path / "absent.ttl"])


def test_every_entry_of_ours_has_a_source() -> None:
    authorities = Authorities.load()
    assert [e.iri for e in authorities.entries if not e.source] == []
    assert [t.iri for t in authorities.tenures if not t.source] == []


def test_no_trusted_label_of_ours_names_two_bodies_of_one_country() -> None:
    authorities, seen = Authorities.load(), dict[tuple[str, str | None], Entry]()
    clashes = []
    for entry in authorities.entries:
        if entry.kind not in ("organization", "programme"):
            continue
        for label in {fold(label) for label in (*entry.labels, *entry.acronyms) if label not in entry.hidden}:
            other = seen.setdefault((label, entry.country), entry)
            if other is not entry:
                clashes.append((label, entry.slug, other.slug))
    assert clashes == []


def test_nobody_heads_a_body_while_somebody_else_does() -> None:
    """A day, month or year in which they change belongs to both."""
    authorities = Authorities.load()
    for post in (entry for entry in authorities.entries if entry.heads):
        known = [(last_day(t.start), first_day(t.end), t.iri) for t in authorities.holders(post.iri) if t.start and t.end]
        for (start, end, one), (other_start, other_end, other) in combinations(known, 2):
            assert start >= other_end or other_start >= end, f"{one} and {other} are of the same time"
