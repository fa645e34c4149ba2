"""The formats: how each is recognised, by content before name, and which module reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from converter.errors import SourceError
from converter.readers import frontmatter
from converter.readers.zips import MAX_MEMBERS, open_zip

_HTML_START = re.compile(rb"\s*(?:<\?php|<!doctype\s+html|<html|<head|<body|<meta|<title|<!--)", re.IGNORECASE)
_HTML_TAG = re.compile(rb"</(?:p|div|h[1-6]|ul|table|section|article)\s*>", re.IGNORECASE)
_MAIL = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:MIME-Version|Message-ID|Received|Return-Path):", re.IGNORECASE)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x00\x0cjP")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4096  # bytes looked at


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of document. `reader` is a module of this package, None where the format is known but not read; then
    `advice` says what to do."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    reader: str | None = None
    advice: str = ""
    refusal: str = "unsupported-format"  # the code of the error where there is no reader
    structure: int = 0  # what it says of its text: 2 what is heading, paragraph and item, 1 where lines end, 0 where they stand
    pictures: bool = False  # its pages may be pictures of text; the reader is told when to recognise that


def _starts(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(magic)


def _members(data: bytes) -> frozenset[str]:
    if not data.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        return frozenset(open_zip(data, "", "", MAX_MEMBERS).namelist())
    except SourceError:
        # A damaged Word file still begins with its first member's name.
        return frozenset(("word/document.xml",)) if b"word/" in data or b"[Content_Types].xml" in data[:200] else frozenset()


def _is_docx(data: bytes) -> bool:
    return any(name.startswith("word/") for name in _members(data))


def _is_odt(data: bytes) -> bool:
    return data.startswith(b"PK") and b"application/vnd.oasis.opendocument.text" in data[:200]


def _is_ole(data: bytes) -> bool:
    return data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def _is_doc(data: bytes) -> bool:
    return _is_ole(data) and _WORD_STREAM in data


def _is_encrypted(data: bytes) -> bool:
    return _is_ole(data) and _ENCRYPTED_PACKAGE in data


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _is_markdown(data: bytes) -> bool:
    head = data[: 4 * _HEAD].decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
    return frontmatter.is_front_matter(head)


def _is_html(data: bytes) -> bool:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    return _HTML_START.match(head) is not None or (head.lstrip().startswith(b"<") and len(_HTML_TAG.findall(head)) > 2)


def _is_xml(data: bytes) -> bool:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<?xml") and b"<html" not in head.lower()


def _is_mail(data: bytes) -> bool:
    return _MAIL.match(data[:_HEAD]) is not None


def _never(data: bytes) -> bool:
    return False


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
_PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".jp2")
_PAGES = (".html", ".htm", ".xhtml", ".php", ".asp", ".aspx")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CONVERT = "open it in its program and save its text as .docx, .pdf or .txt"
_UNLOCK = "open it with its password and save it without"
_UNPACK = "give each document in it, or the archive itself to the command `convert` (in Python: convert_paths)"
_ORIGIN = "give the page or the document it was made from"

# In the order they are tried on the content. Plain text recognises nothing: it is what is left.
FORMATS = (
    Format("PDF", "application/pdf", (".pdf",), _is_pdf, "pdf", pictures=True),
    Format("OpenDocument", _ODT, (".odt", ".ott"), _is_odt, "odt", structure=2),
    Format("Word", _DOCX, (".docx", ".docm"), _is_docx, "docx", structure=2),
    Format("encrypted Office", "application/x-ole-storage", (), _is_encrypted, advice=_UNLOCK, refusal="encrypted"),
    Format("old Word", "application/msword", (".doc", ".dot"), _is_doc, "doc", structure=1),
    Format("old Office", "application/x-ole-storage", (".xls", ".ppt", ".msg"), _is_ole, advice=_CONVERT),
    Format("RTF", "application/rtf", (".rtf",), _starts(b"{\\rtf"), "rtf", structure=1),
    Format("zip archive", "application/zip", (".zip",), _starts(*_ZIP), advice=_UNPACK),
    Format("image", "image/*", _PICTURES, _starts(*_IMAGES), "scan", pictures=True),
    Format("e-mail", "message/rfc822", (".eml", ".mht", ".mhtml"), _is_mail, "mail", structure=1),
    Format("Markdown", "text/markdown", (".md", ".markdown"), _is_markdown, "markdown", structure=2),
    Format("HTML", "text/html", _PAGES, _is_html, "html", structure=2),
    Format("XML", "application/xml", (".xml", ".rss"), _is_xml, advice=_ORIGIN),
    Format("plain text", "text/plain", (".txt", ".text"), _never, "text", structure=1),
)
PLAIN = FORMATS[-1]


def recognise(data: bytes, suffix: str) -> Format:
    """The format of `data`: by its content; where that says nothing, by `suffix` (with its dot), but only for text."""
    for each in FORMATS:
        if each.recognises(data):
            return each
    textual = [each for each in FORMATS if each.media_type.startswith("text/")]
    return next((each for each in textual if suffix.lower() in each.suffixes), PLAIN)


def structure(media_type: str) -> int:
    """:attr:`Format.structure` of the format with this media type; 0 for another."""
    return next((each.structure for each in FORMATS if each.media_type == media_type), 0)
