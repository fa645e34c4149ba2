"""Mints every IRI of a release graph, and keeps what is no legal IRI out of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

from rdflib import URIRef

from converter.errors import PregonError, UsageError
from converter.graph.literals import clean
from converter.language.text import slug
from converter.model import Release

_PLAIN = re.compile(r"https?://[A-Za-z0-9._~%!$&'()*+,;=:@/?#-]+")  # what nearly every IRI is made of
_FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]"
)
_HOST = re.compile(r"(?:[^\s/?#\[\]@\\]+@)?(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_FRAGMENT = re.compile(r"[A-Za-z0-9._~-]+")


@lru_cache(maxsize=4096)
def iri(text: str) -> URIRef:
    """`text` as an absolute http(s) IRI. Raises PregonError where it is none: white space, quotes, angle brackets, control
    and invisible direction marks break files that other programs read."""
    if not _PLAIN.fullmatch(text) and (not text.startswith(("http://", "https://")) or _FORBIDDEN.search(text)):
        raise PregonError(f"{text!r} is not an absolute http(s) IRI; mend it in the authority list it comes from")
    return URIRef(text)


def web_address(url: str) -> URIRef | None:
    """A link found in a document as a legal IRI, percent-encoded where needed; None where it is no http(s) address.

    >>> web_address("https://example.org/a b?q=«1»#x")
    rdflib.term.URIRef('https://example.org/a%20b?q=%C2%AB1%C2%BB#x')
    >>> web_address("javascript:alert(1)") is None
    True
    """
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    path, query, fragment = (_encode(part) for part in (parts.path, parts.query, parts.fragment))
    return URIRef(urlunsplit((parts.scheme, host, path, query, fragment)))


def _encode(part: str) -> str:
    bare = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", clean(part))
    return quote(bare, safe="%/?:@!$&'()*+,;=~._-")


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The IRIs of one release: ``key`` is for people to read, ``digest`` (12 hex digits of the text's SHA-256) decides."""

    base: str
    key: str
    digest: str

    @classmethod
    def of(cls, release: Release, base: str) -> Identifiers:
        """Identifiers under `base`, which must be an absolute http(s) IRI that ends in a slash (else UsageError)."""
        if not _PLAIN.fullmatch(base) or not base.endswith("/") or "#" in base or "?" in base:
            raise UsageError(f"the base IRI {base!r} must start with https:// and end with /, without ? or #")
        digest = hashlib.sha256(clean(release.document.text).encode()).hexdigest()[:12]
        return cls(base, _key(release), digest)

    @property
    def release(self) -> URIRef:
        return URIRef(f"{self.base}id/release/{self.key}-{self.digest}")

    @property
    def document(self) -> URIRef:
        return URIRef(f"{self.base}id/document/{self.digest}")

    @property
    def graph(self) -> URIRef:
        return URIRef(f"{self.base}graph/release/{self.key}-{self.digest}")

    def part(self, name: str) -> URIRef:
        """A part or fact of the release: a fragment of its IRI."""
        safe = name if _FRAGMENT.fullmatch(name) else quote(clean(name), safe="")
        return URIRef(f"{self.base}id/release/{self.key}-{self.digest}#{safe}")

    def prefixes(self) -> dict[str, str]:
        """The prefixes that depend on the release."""
        return {"rel": f"{self.base}id/release/", "doc": f"{self.base}id/document/", "r": f"{self.release}#"}


def _key(release: Release) -> str:
    sequence, year = numbering(release.number, release.date)
    if release.number and year:
        printed = re.sub(rf"\W*{year}\W*", " ", release.number) if sequence is not None else release.number
        return f"{year}-{slug(printed)[:40].strip('-')}"
    if release.date:
        year, _, rest = release.date.partition("-")
        return f"{year}-{rest.replace('-', '')}".strip("-")
    return "sf"


def numbering(number: str | None, date: str | None) -> tuple[int | None, str | None]:
    """The sequence number and the year of a printed release number; the year is the date's where none is printed.

    >>> numbering("026/2014", None), numbering("Núm. 45", "2019-03-01")
    ((26, '2014'), (45, '2019'))
    >>> numbering("045/15", "2015-01-02"), numbering("12-B-7", None)
    ((45, '2015'), (None, None))
    """
    dated = date[:4] if date else None
    groups = re.findall(r"\d+", number or "")
    years = [group for group in groups if re.fullmatch(r"(?:19|20)\d\d", group)] if len(groups) > 1 else []
    if not years and dated and len(groups) == 2 and groups[-1] == dated[2:]:
        years, groups = [dated], groups[:-1]
    year = years[-1] if len(years) == 1 else dated
    rest = [group for group in groups if group not in years]
    sequence = int(rest[0]) if len(rest) == 1 and len(rest[0]) <= 9 else None
    return (sequence if sequence else None), year
