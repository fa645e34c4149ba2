"""The lines of a page that give its date of publication and its author: definition lists and by-lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from converter.language.text import fold
from converter.model import BlockKind
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Piece
from converter.readers.frontmatter import is_nobody
from converter.readers.markup import BLOCK_TAGS
from converter.readers.paths import Paths
from converter.readers.site_words import words

_DETAILS = re.compile(r"(?:^|[\s_-])(?:article-info|info|metadata|ficha)(?:$|[\s_-])", re.IGNORECASE)
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|entry-meta|post-meta|posted-on|autor|author)(?:$|[\s_-])", re.IGNORECASE)
_MAX_BYLINE = 150  # characters
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def details(parts: Iterable[etree._Element], date: etree._Element | None) -> tuple[set[etree._Element], list[Piece]]:
    """The elements in `parts` that are details rather than prose, and the pieces they give. `date` is one already known."""
    found: set[etree._Element] = set()
    pieces: list[Piece] = []
    if date is not None:
        found.add(date)
        pieces.append(_piece(BlockKind.DATE, date))
    for part in parts:
        for element in part.iter("*"):
            if element is part or element in found:
                continue
            given = None
            if element.tag == "dl":
                given = _definitions(element)
            elif element.tag in BLOCK_TAGS and _is_byline(element) and found.isdisjoint(element.iterancestors()):
                given = list(_byline(element))
            if given is not None:
                found.add(element)
                pieces += [piece for piece in given if all(piece.text != known.text for known in pieces)]
    return found, pieces


def _definitions(element: etree._Element) -> list[Piece] | None:
    """The pieces of a definition list of details; None where it is a list of something else."""
    labels = words("date-label") | words("author-label")
    terms = [fold(_text(term)).rstrip(" :") for term in element.iter("dt")]
    if not _DETAILS.search(element.get("class", "")) and not any(term in labels for term in terms):
        return None
    pieces, label, term = [], "", element
    for child in element.iter("dt", "dd"):
        if child.tag == "dt":
            label, term = fold(_text(child)).rstrip(" :"), child
        elif label in words("author-label"):
            if not is_nobody(_text(child)):
                pieces.append(_piece(BlockKind.AUTHOR, child))
        elif label in words("kind-label"):
            # Read like a line below the text, as the same list is where a page was saved as text.
            told = Original((_passage(term), _passage(child)))
            pieces.append(Piece(BlockKind.PARAGRAPH, f"Categoría: {_text(child)}", locator=_path(child), original=told))
        elif _YEAR.search(_text(child)):
            pieces.append(_piece(BlockKind.DATE, child))
    return pieces


def _is_byline(element: etree._Element) -> bool:
    marked = _BYLINE.search(element.get("class", "")) or any(
        child.get("itemprop") in ("author", "datePublished") for child in element
    )
    return bool(marked) and len(_text(element)) <= _MAX_BYLINE and element.find(".//h1") is None


def _byline(element: etree._Element) -> Iterator[Piece]:
    for each in element.iter("*"):
        role, text = each.get("itemprop"), _text(each)
        if role == "author" and text and not is_nobody(text):
            yield _piece(BlockKind.AUTHOR, each)
        elif role == "datePublished" or each.tag == "time":
            said = "content" if each.get("content") else "datetime"
            if (_YEAR.search(text) and each.tag != "meta") or not each.get(said):
                said = ""
            printed = each.get(said, "") if said else text
            if _YEAR.search(printed):
                told = Passage(f"{_path(each)}/@{said}", printed) if said else _passage(each)
                yield Piece(BlockKind.DATE, printed, locator=_path(each), original=Original((told,)))


def _piece(kind: BlockKind, element: etree._Element) -> Piece:
    return Piece(kind, _text(element), locator=_path(element), original=Original((_passage(element),)))


def _passage(element: etree._Element) -> Passage:
    return Passage(_path(element), "".join(map(str, element.itertext())))


def _path(element: etree._Element) -> str:
    return Paths().of(element)


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
