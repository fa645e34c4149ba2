"""The same release in several files is told, in time that grows with the number of releases."""

from __future__ import annotations

import base64
import random
import zlib
from dataclasses import replace

import pytest

from converter import duplicates
from converter.duplicates import Fingerprint, gathered, look_alikes, one_release, similarity

WORD, HTML, PDF = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text/html", "application/pdf"


def packed(words: str) -> str:
    return base64.b85encode(zlib.compress(words.encode())).decode()


def fingerprint(seed: int, number: str | None = None, date: str | None = None, shared: int = 0) -> Fingerprint:
    """A text of 200 shingles of its own; `shared` of the smallest are those of every other."""
    own = random.Random(seed).sample(range(1000, 2**32), 64 - shared)
    sketch = tuple(sorted([*range(shared), *own]))
    words = packed(f"el agua llega a {seed} casas")
    return Fingerprint(
        number, date, "dateline", "comunicado", ("Instituto",), f"Llega el agua {seed}", (), words, sketch, HTML, False, False
    )


def close(one: Fingerprint, own: int, **changes: object) -> Fingerprint:
    """Another text that has all but `own` of its 64 hashes from `one`."""
    return replace(one, sketch=tuple(sorted([*one.sketch[: 64 - own], *range(2**32, 2**32 + own)])), **changes)  # type: ignore[arg-type]


def test_another_number_is_another_release_however_alike_the_text() -> None:
    one = fingerprint(1, "012/2020", "2020-03-01")
    assert one_release(one, one)
    assert not one_release(one, replace(one, number="013/2020"))
    assert not one_release(one, replace(one, number="012/2019"))
    assert one_release(one, replace(one, number="Núm. 12"))
    assert one_release(one, replace(one, number=None))


def test_number_date_and_issuers_make_up_for_what_differs_in_the_text() -> None:
    one = fingerprint(1, "7", "2020-03-01", shared=44)
    other = fingerprint(2, "7", "2020-03-01", shared=44)
    assert 0.5 < similarity(one.sketch, other.sketch) < 0.9
    assert one_release(one, other)
    assert not one_release(replace(one, number=None), other)
    assert not one_release(replace(one, issuers=("Ayuntamiento",)), other)
    assert not one_release(replace(one, kind="discurso"), other)
    assert one_release(replace(one, issuers=()), replace(other, kind="unstated"))


def test_a_garbled_scan_is_known_by_its_number_and_date() -> None:
    one = fingerprint(1, "7", "2020-03-01", shared=30)
    scan = fingerprint(2, "7", "2020-03-01", shared=30)
    assert not one_release(one, scan)
    assert one_release(one, replace(scan, recognised=True))
    assert not one_release(one, replace(scan, recognised=True, number=None))


def test_without_a_number_all_of_the_text_decides() -> None:
    one = fingerprint(1, None, "2020-03-01")
    assert one_release(one, close(one, 2))
    assert not one_release(one, close(one, 2, packed=packed("el agua llega a 2 casas")))
    assert one_release(one, close(one, 2, packed=packed("el agua llega a 1 casas en Toluca")))
    assert not one_release(one, close(one, 9, headline="Otro titular de la misma plantilla"))


def test_two_days_are_two_releases_unless_the_page_gave_one_of_them() -> None:
    one = fingerprint(1, None, "2020-03-01")
    assert not one_release(one, replace(one, date="2020-03-04"))
    assert one_release(one, replace(one, date="2020-03-04", date_basis="metadata"))
    assert one_release(one, replace(one, date="2020-03"))
    assert one_release(one, replace(one, date=None))


def test_the_same_day_and_headline_tell_where_the_text_is_cut_or_recognised() -> None:
    one = fingerprint(1, None, "2020-03-01")
    assert one_release(one, close(one, 12))
    assert not one_release(one, close(one, 12, packed=packed("el agua llega a 2 casas")))
    scan = close(one, 12, recognised=True, headline="L1ega el agua 1")
    assert one_release(one, scan)
    assert not one_release(one, replace(scan, packed=packed("el agua llega a 9 casas")))


def test_the_best_text_stands_first_and_the_others_with_it() -> None:
    one = fingerprint(1, "7", "2020-03-01")
    found = {
        "a.pdf": replace(one, media_type=PDF),
        "b.tiff": replace(one, media_type="image/tiff", recognised=True),
        "c.html": replace(one, doubtful=True),
        "d.docx": replace(one, media_type=WORD),
        "e.txt": replace(one, media_type="text/plain"),
        "f.txt": fingerprint(2, "8", "2020-03-01"),
    }
    expected = {"d.docx": ("a.pdf", "b.tiff", "c.html", "e.txt"), "f.txt": ()}
    assert gathered(found) == expected
    assert gathered(dict(reversed(found.items()))) == expected


def test_what_may_be_either_of_two_releases_stays_alone() -> None:
    one = fingerprint(1, "7", "2020-03-01")
    found = {"a": one, "b": replace(one, number="8"), "c": replace(one, number=None, media_type=PDF)}
    assert gathered(found) == {"a": (), "b": (), "c": ()}


def test_notes_say_what_differs_from_both_sides() -> None:
    one = replace(fingerprint(1), people=("Ana Paz", "Luis Mar"))
    other = close(one, 20, headline="Otro", people=("Ana Paz",), packed=packed("el agua llega"), date="2020")
    notes = dict(look_alikes({"b": other, "a": one}))
    assert notes["a"].message == (
        "«b» is perhaps the same release: date none, there «2020»; headline «Llega el agua 1», there «Otro»; "
        "people only here «Luis Mar», only there none; 6 words, there 3"
    )
    assert "people only here none, only there «Luis Mar»" in notes["b"].message
    assert {issue.code for issue in notes.values()} == {"similar-release"}
    assert "convert them in one run" in dict(look_alikes({"a": one, "b": one}))["a"].message


def test_thousands_of_releases_that_share_their_boilerplate_are_compared_with_a_few_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = {f"{number:05}": fingerprint(number, str(number + 1), "2020-03-01", shared=20) for number in range(3000)}
    found["copy"] = found["02999"]
    compared: list[Fingerprint] = []
    really = duplicates.one_release

    def same(one: Fingerprint, other: Fingerprint) -> bool:
        compared.append(other)
        return really(one, other)

    monkeypatch.setattr(duplicates, "one_release", same)
    groups = gathered(found)
    assert {head: others for head, others in groups.items() if others} == {"02999": ("copy",)}
    assert len(compared) < 60 * len(found)
