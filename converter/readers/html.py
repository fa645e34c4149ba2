"""HTML: whole pages and fragments. Nothing is fetched, no entity is expanded, no code is kept."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from converter.errors import SourceError
from converter.language.text import fold
from converter.model import BlockKind, Document, Severity, Source
from converter.readers.aligning import Original
from converter.readers.assembly import Assembly, Piece
from converter.readers.boilerplate import unwanted
from converter.readers.content import Content, find_content
from converter.readers.decoding import decode
from converter.readers.details import details
from converter.readers.markup import Walker
from converter.readers.metadata import Metadata, metadata, same
from converter.readers.site_words import words

# Server code in a page saved from a repository. A block that is not closed runs to the end, as the server reads it.
_SERVER_CODE = re.compile(r"<\?(?:php|=|xml|\s).*?(?:\?>|\Z)|<%(?:(?!<%).)*?%>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"/@\w+$")  # at the end of an XPath
_APART = "metadata"  # the locator of what no element or attribute holds alone, such as half a title or linked data
_TELLING = 100  # characters; a summary that shares so many with the text is no text of its own
_CUT = re.compile(r"(?:\s*\S*(?:…|\.{3}|\[…\]))$")


def read(source: Source, media_type: str = "text/html") -> Document:
    """Read a page or fragment; the locator of a block is an XPath. Raises :class:`SourceError` where it has no text."""
    decoded = decode(source.data, source.name)
    assembly = Assembly(source, media_type, decoded.issues)
    if not fill(assembly, decoded.sound):
        raise SourceError("no-text", f"«{source.name}» is a page without text")
    return assembly.document()


def fill(assembly: Assembly, text: str) -> bool:
    """Add the blocks of a page; False where nothing is left of it without its code."""
    root = parse_html(text, assembly)
    if root is None:
        return False
    skip = unwanted(root)
    content = find_content(root, skip)
    headline = "" if content.headline is None else " ".join("".join(map(str, content.headline.itertext())).split())
    about = metadata(root, headline)
    if not content.certain:
        message = "No part of the page is clearly the release; check what was taken for it."
        assembly.issue(Severity.WARNING, "content-uncertain", message)
    apart, given = details(content.parts, content.date)
    alts = frozenset(image.get("alt", "").strip() for image in root.iter("img"))
    walker = Walker(assembly, skip=frozenset(skip | apart), base=about.base, alts=alts)
    for part in content.parts:
        walker.walk(part)
    if assembly.pieces:
        below = [piece for piece in given if piece.kind is BlockKind.PARAGRAPH]
        assembly.add_before(_front(about, content, [piece for piece in given if piece not in below], assembly.pieces))
        for piece in below:
            assembly.add(piece)
    drop_repeated_summary(assembly)
    return True


def parse_html(text: str, assembly: Assembly) -> etree._Element | None:
    """The tree of `text` without comments, processing instructions and server code; None where nothing is left."""
    text = _SERVER_CODE.sub("", text)
    if not text.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, recover=True
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any("depth" in error.message.lower() for error in parser.error_log):
        message = "The page nests its elements too deeply; what lies deeper is lost."
        assembly.issue(Severity.WARNING, "nested-too-deeply", message)
    return root


def drop_repeated_summary(assembly: Assembly) -> Assembly:
    """Take out a summary that only repeats passages of the text: it is an excerpt a program made."""
    # A summary in an element stands on the page to be read, whatever it repeats.
    summaries = [piece for piece in assembly.pieces if piece.kind is BlockKind.SUMMARY]
    given = [piece for piece in summaries if not piece.locator.startswith("/") or _ATTRIBUTE.search(piece.locator)]
    if not given:
        return assembly
    for summary in given:
        _lift(assembly.pieces, summary)
    body = _words(" ".join(piece.text for piece in assembly.pieces if piece not in given))
    for summary in given:
        start = _CUT.sub("", summary.text)
        start = start if len(start) < _TELLING else start[:_TELLING].rsplit(" ", 1)[0]
        if _words(start) in body:
            assembly.pieces.remove(summary)
    return assembly


def _lift(pieces: list[Piece], summary: Piece) -> None:
    """Make `summary` of the first paragraph that says the same, where it stands apart from the text, beside the headline; an
    excerpt's is but the first of the text."""
    at = [i for i, piece in enumerate(pieces) if piece.kind is BlockKind.PARAGRAPH][:2]
    if len(at) < 2 or _words(pieces[at[0]].text) != _words(summary.text):
        return
    first, second = (pieces[i].locator.rpartition("/")[0] for i in at)
    if pieces[at[0] - 1].kind is BlockKind.HEADING and not second.startswith(first):
        pieces[at[0]] = replace(pieces[at[0]], kind=BlockKind.SUMMARY)


def _words(text: str) -> str:
    return f" {re.sub(r'[^0-9a-zñ]+', ' ', fold(text)).strip()} "


def _front(about: Metadata, content: Content, given: list[Piece], body: list[Piece]) -> list[Piece]:
    """The pieces that stand before the body: what the page says of itself and its prose does not."""

    def piece(kind: BlockKind, text: str) -> Piece:
        place = about.places.get(text)
        alone = place is not None and place.start == 0 and " ".join(place.text.split()) == text
        locator = place.selector if place is not None and alone else _APART
        return Piece(kind, text, locator=locator, original=Original((place,)) if place else None)

    front = []
    repeated = fold(about.title) in words("section") or any(same(about.title, each.text) for each in body)
    if content.headline is None and not repeated:
        front.append(piece(BlockKind.TITLE, about.title))
    front.append(piece(BlockKind.SUMMARY, about.description))
    front += given
    dated = any(each.kind is BlockKind.DATE for each in (*body, *given))
    if about.date and not dated:
        front.append(piece(BlockKind.DATE, about.date))
    known = {fold(each.text) for each in front}
    front += [piece(BlockKind.AUTHOR, site) for site in about.sites if fold(site) not in known]
    return [each for each in front if each.text]
