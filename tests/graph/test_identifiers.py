"""What may become an IRI, and what a release's own IRI is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from converter.errors import PregonError
from converter.graph.identifiers import Identifiers, iri, web_address
from converter.writers.terms import iri as written
from tests.graph.invented import TEXT, release

BASE = "https://example.org/prensa/"


@pytest.mark.parametrize("mark", [*'><" \n\t\\{^`', "\x00", "\x1b", "\x85", "\u202e", "\u200f"])
def test_an_authority_iri_with_an_illegal_mark_is_refused(mark: str) -> None:
    with pytest.raises(PregonError, match="authority list"):
        iri(f"https://example.org/a{mark}b")


@pytest.mark.parametrize("text", ["", "a/b", "//example.org/a", "javascript:alert(1)", "file:///etc/passwd", "urn:x:y"])
def test_an_authority_iri_that_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(PregonError):
        iri(text)


def test_an_iri_with_accents_is_legal() -> None:
    assert iri("https://example.org/organización") == URIRef("https://example.org/organización")


@pytest.mark.parametrize(
    ("url", "legal"),
    [
        ('https://example.org/a b>c"d?e=f g#h i', "https://example.org/a%20b%3Ec%22d?e=f%20g#h%20i"),
        ("https://example.org/100%/x%41", "https://example.org/100%25/x%41"),
        ("https://example.org/a[1]", "https://example.org/a%5B1%5D"),
        ("http://año.example.org/ñ", "http://xn--ao-zja.example.org/%C3%B1"),
        ("https://example.org/\u202egpj.x", "https://example.org/%E2%80%AEgpj.x"),
    ],
)
def test_a_link_is_encoded(url: str, legal: str) -> None:
    assert str(web_address(url)) == legal


@pytest.mark.parametrize("url", ["javascript:alert(1)", "mailto:a@x.org", "ftp://x.org", "https://", "/a", "http://[", ""])
def test_a_link_that_is_no_web_address_is_dropped(url: str) -> None:
    assert web_address(url) is None


@given(st.text(max_size=40))
def test_whatever_follows_the_host_the_link_can_be_written(tail: str) -> None:
    address = web_address("https://example.org/" + tail)
    if address is not None:
        assert written(address) == f"<{address}>"
        assert address.isascii()


def test_one_text_one_digest_whatever_the_file() -> None:
    one = Identifiers.of(release(), BASE)
    assert one.digest == Identifiers.of(release(number=None), BASE).digest
    assert one.digest != Identifiers.of(release(TEXT + "!"), BASE).digest
    assert str(one.part("role1")) == f"{one.release}#role1"


@pytest.mark.parametrize(
    ("number", "date", "key"),
    [
        ("026/2014", "2014-05-09", "2014-026"),
        ("45", "2019-03-01", "2019-45"),
        ("DGCS/NI: 45/2015", "2015-01-02", "2015-dgcs-ni-45"),
        (None, "2015-07-24", "2015-0724"),
        (None, "2015-07", "2015-07"),
        (None, "2015", "2015"),
        ("7", None, "sf"),
        (None, None, "sf"),
    ],
)
def test_the_key_is_for_people_to_read(number: str | None, date: str | None, key: str) -> None:
    assert Identifiers.of(release(number=number, number_span=None, date=date), BASE).key == key


def test_a_name_that_is_no_fragment_is_encoded() -> None:
    assert str(Identifiers.of(release(), BASE).part("a b#c")).endswith("#a%20b%23c")
