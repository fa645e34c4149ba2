"""What a page says about itself outside its prose: title, description, date of publication, whose site it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from converter.language.text import fold
from converter.readers.aligning import Passage
from converter.readers.frontmatter import is_nobody
from converter.readers.paths import Paths
from converter.readers.site_words import names_a_site, words

_SEPARATOR = re.compile(r"\s+[|\-–—·»«:]{1,2}\s+|\s*[|»]\s*")
_TITLES = ("og:title", "dc.title", "dcterms.title", "twitter:title")
_DESCRIPTIONS = ("description", "og:description", "dc.description")
_DATES = ("article:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "date", "pubdate")
_SITES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "author")
_LOGO = re.compile(r"logo|brand|escudo|banner|cabecera|encabezado", re.IGNORECASE)
_LINKED = re.compile(r'"(?:datePublished|name|publisher|headline|description|alternativeHeadline)"\s*:\s*"')
_MAX_SITE_WORDS = 8
_TITLE_WORDS = 3  # a shorter first part of a title may be initials
_MAX_SITE = 90  # characters; a longer site name or logo text is prose


@dataclass(frozen=True, slots=True)
class Metadata:
    """Empty strings where the page does not say. `sites` are names that stand for whoever runs the site; `places` says
    where each value stands: in an element or attribute, alone or with more, or in the linked data of the page."""

    title: str = ""
    description: str = ""
    date: str = ""
    sites: tuple[str, ...] = ()
    base: str = ""
    places: Mapping[str, Passage] = field(default_factory=dict)


def metadata(root: etree._Element, headline: str) -> Metadata:
    """The metadata of the page under `root`, of which `headline` is the visible one, or empty."""
    values = _meta(root)
    linked = list(_json_ld(root))
    article = next((item for item in linked if _name(item.get("headline"))), {})
    titled = _pick(values, _TITLES) or _name(article.get("headline"))
    head, sections = _split_title(_text(root.find(".//title")), headline or titled)
    names = [*sections, *(values[key] for key in _SITES if key in values)]
    names += [_name(item.get("publisher")) for item in linked]
    names += [_text(named) for named in root.iterfind(".//*[@itemprop='publisher']//*[@itemprop='name']")]
    names += [_squeeze(image.get("alt", "")) for image in root.iter("img") if _is_logo(image)]
    date = _pick(values, _DATES) or next((str(item["datePublished"]) for item in linked if item.get("datePublished")), "")
    title, sites = titled or head, _sites(names, headline)
    description = _pick(values, _DESCRIPTIONS) or _name(article.get("description"))
    description = "" if _is_keywords(description) else description
    places = _places(root, {title, description, date, *sites})
    return Metadata(title, description, date if re.search(r"\d{4}", date) else "", sites, _base(root, values), places)


def _is_keywords(description: str) -> bool:
    """True for a list of words with commas, which says nothing of the text: "Secretaría, Agua, Cedro"."""
    return 2 * description.count(",") > len(description.split())


def _places(root: etree._Element, wanted: set[str]) -> dict[str, Passage]:
    holders = [*_holders(root), *_linked_strings(root)]
    found: dict[str, Passage] = {}
    for wanted_one in filter(None, wanted):
        alone = (passage for value, passage in holders if value == wanted_one)
        within = (_from(passage, wanted_one) for value, passage in holders if wanted_one in value)
        place = next(alone, None) or next(within, None)
        if place is not None:
            found[wanted_one] = place
    return found


def _holders(root: etree._Element) -> Iterator[tuple[str, Passage]]:
    """What the page says of itself, and where."""
    path = Paths().of
    for element in root.iter("title", "meta", "img"):
        attribute = {"meta": "content", "img": "alt"}.get(str(element.tag), "")
        text = element.get(attribute, "") if attribute else "".join(map(str, element.itertext()))
        yield _squeeze(text), Passage(path(element) + (f"/@{attribute}" if attribute else ""), text)


def _linked_strings(root: etree._Element) -> Iterator[tuple[str, Passage]]:
    """The dates, names and headlines in the page's linked data, each as it is spelled there."""
    path = Paths().of
    for script in root.iter("script"):
        if "ld+json" in script.get("type", ""):
            text = script.text or ""
            for key in _LINKED.finditer(text):
                try:
                    value, end = json.JSONDecoder().raw_decode(text, key.end() - 1)
                except ValueError:
                    continue
                yield _squeeze(value), Passage(path(script), text[key.end() : end - 1], key.end())


def _from(passage: Passage, value: str) -> Passage:
    """`passage` from where `value` begins in it."""
    words = r"\s+".join(map(re.escape, value.split()))
    match = re.search(words, passage.text)
    at = match.start() if match else 0
    return Passage(passage.selector, passage.text[at:], at)


def same(one: str, other: str) -> bool:
    """True where two titles say the same, or one is the other cut short."""
    a, b = (re.sub(r"\W+", " ", fold(text)).strip() for text in (one, other))
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return short == long or (len(short) > 25 and long.startswith(short))


def _meta(root: etree._Element) -> dict[str, str]:
    values: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = _squeeze(meta.get("content", ""))
        if key and content:
            values.setdefault(key.strip().lower(), content)
    return values


def _json_ld(root: etree._Element) -> Iterator[dict[str, object]]:
    for script in root.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        items = data if isinstance(data, list) else [data]
        for item in items:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (each for each in (graph if isinstance(graph, list) else [item]) if isinstance(each, dict))


def _split_title(title: str, headline: str) -> tuple[str, list[str]]:
    """The headline in a page's title element, and the other parts of it.

    >>> _split_title("Abre la biblioteca central - Ayuntamiento de Villa Sol", "Abre la biblioteca central")
    ('Abre la biblioteca central', ['Ayuntamiento de Villa Sol'])
    """
    parts = [part for part in _SEPARATOR.split(title) if part]
    if headline:
        if len(parts) == 1 and len(title.split()) > _MAX_SITE_WORDS:  # another wording of the headline
            return headline, []
        if len(parts) > 1 and not any(same(part, headline) for part in parts) and _alike(parts[0], headline):
            parts = parts[1:]
        elif any(map(names_a_site, parts[1:])) and not names_a_site(parts[0]) and len(parts[0].split()) >= _TITLE_WORDS:
            parts = parts[1:]  # the page's own title, in words that the text does not repeat
        # A dash inside the headline splits it too; a site's short name may stand in a headline and be the site's name still.
        pieces = {fold(part) for part in _SEPARATOR.split(headline)}
        return headline, [part for part in parts if fold(part) not in pieces and not same(part, headline)]
    if len(parts) < 2:
        return title, []
    head = max([part for part in parts if not names_a_site(part)] or parts, key=len)
    return head, [part for part in parts if part is not head]


def _alike(one: str, other: str) -> bool:
    """True where two thirds of the words of `one` stand in `other`: the same headline, worded for another place."""
    words_of, known = fold(one).split(), set(fold(other).split())
    return sum(word in known for word in words_of) * 3 > len(words_of) * 2


def _sites(names: list[str], headline: str) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        folded = fold(name)
        if not name or len(name) > _MAX_SITE or folded in words("section") or same(name, headline) or is_nobody(name):
            continue
        if re.search(r"[^\W\d_]{2}", name) and not re.match(r"(https?:|@|www\.)", folded):
            found.setdefault(folded, name)
    return tuple(found.values())


def _is_logo(image: etree._Element) -> bool:
    around = (image, image.getparent())
    if image.get("alt", "").lower().startswith("logo"):  # describes the picture, names nobody
        return False
    named = " ".join(f"{each.get('class', '')} {each.get('id', '')}" for each in around if each is not None)
    return _LOGO.search(f"{named} {image.get('src', '')}") is not None


def _base(root: etree._Element, values: dict[str, str]) -> str:
    for link in root.iter("base", "link"):
        if (link.tag == "base" or link.get("rel") == "canonical") and link.get("href", "").startswith("http"):
            return link.get("href", "")
    return values["og:url"] if values.get("og:url", "").startswith("http") else ""


def _pick(values: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((values[key] for key in keys if key in values), "")


def _name(value: object) -> str:
    name = value.get("name") if isinstance(value, dict) else value
    return _squeeze(name) if isinstance(name, str) else ""


def _text(element: etree._Element | None) -> str:
    return "" if element is None else _squeeze("".join(map(str, element.itertext())))


def _squeeze(text: str) -> str:
    return " ".join(text.split())
