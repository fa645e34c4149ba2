"""E-mail messages (.eml): subject, date and sender, and the text of the message; what is attached is named: documents among
it are sources of their own (:mod:`converter.readers.archives`)."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

from converter.errors import SourceError
from converter.model import BlockKind, Document, Severity, Source
from converter.readers import html
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Assembly, Piece
from converter.readers.decoding import decode

_PASSED_ON = re.compile(r"^(?:\s*(?:re|rv|fwd?|reenv)\s*:)+\s*", re.IGNORECASE)
_FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError)
_TELLING = 0.5  # of the length of the HTML text; a plain text that is shorter only points to that


def read(source: Source, media_type: str = "message/rfc822") -> Document:
    """Read a message; the locator of a block is its header's name, or its line (plain) or XPath (HTML).

    Raises :class:`SourceError` with code "damaged" or "no-text".
    """
    try:
        message = message_from_bytes(source.data, policy=policy.default)
        assembly = Assembly(source, media_type)
        _body(message, assembly, source)
        if assembly.pieces:
            assembly.pieces[:0] = _headers(message, Assembly(source, media_type))
    except _FAULTS as error:
        raise SourceError("damaged", f"«{source.name}» is a damaged message ({error}); save its text as .txt") from error
    attached = [str(part.get_filename() or part.get_content_type()) for part in _attachments(message)]
    if attached:
        names = ", ".join(attached)[:300]
        note = f"What is attached is no part of this text: {names}. Of a message given as a file, documents are converted too."
        assembly.issue(Severity.WARNING, "attachments", note)
    return assembly.document()


def _headers(message: Message, assembly: Assembly) -> list[Piece]:
    subject = _PASSED_ON.sub("", _header(message, "subject"))
    sender = parseaddr(_header(message, "from"))[0]
    assembly.add(_piece(BlockKind.TITLE, subject, message, "subject"))
    try:
        date = parsedate_to_datetime(_header(message, "date")).date().isoformat()
        assembly.add(_piece(BlockKind.DATE, date, message, "date"))
    except (ValueError, TypeError):
        pass
    assembly.add(_piece(BlockKind.AUTHOR, sender, message, "from"))
    return assembly.pieces


def _piece(kind: BlockKind, text: str, message: Message, name: str) -> Piece:
    return Piece(kind, text, locator=name, original=Original((Passage(f"header.{name}#", _header(message, name)),)))


def _header(message: Message, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _parts(message: Message) -> list[tuple[str, EmailMessage]]:
    """The parts that hold something, without those of messages that are attached, each with its section (RFC 9051)."""
    found: list[tuple[str, EmailMessage]] = []
    waiting: list[tuple[str, Message]] = [("", message)]
    while waiting:
        section, part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inner = [each for each in part.get_payload() if isinstance(each, Message)]
            waiting[:0] = [(f"{section}.{number}".lstrip("."), each) for number, each in enumerate(inner, start=1)]
        elif isinstance(part, EmailMessage):
            found.append((section or "1", part))
    return found


def _attachments(message: Message) -> list[EmailMessage]:
    """What a person attached: pictures within the text are none."""
    return [
        part
        for _, part in _parts(message)
        if part.get_content_disposition() == "attachment" or part.get_content_maintype() in ("application", "message")
    ]


def _text(part: EmailMessage, name: str) -> str:
    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    try:
        return raw.decode(part.get_content_charset("utf-8")).replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):  # what it says of itself is wrong
        return decode(raw, name).text


def _body(message: Message, assembly: Assembly, source: Source) -> None:
    texts = [(section, part) for section, part in _parts(message) if part.get_content_disposition() != "attachment"]
    plain = [
        Passage(f"{section}#", f"{_text(part, source.name)}\n\n")
        for section, part in texts
        if part.get_content_type() == "text/plain"
    ]
    pages = [(section, part) for section, part in texts if part.get_content_type() == "text/html"]
    if pages and _page(pages[0][0], _text(pages[0][1], source.name), sum(len(each.text) for each in plain), assembly, source):
        return
    original, tight = Original(tuple(plain)), False
    for number, line in enumerate("".join(passage.text for passage in plain).split("\n"), start=1):
        if line.strip():
            assembly.add(Piece(BlockKind.LINE, line, locator=f"line={number}", tight=tight, original=original))
        tight = bool(line.strip())


def _page(section: str, text: str, plain: int, assembly: Assembly, source: Source) -> bool:
    """Add the page in that section; nothing, and False, where the plain text is of such a length that it says as much."""
    page = Assembly(source, "text/html")
    if not html.fill(page, text) or plain >= _TELLING * sum(len(piece.text) for piece in page.pieces):
        return False
    html.fill(assembly, text)
    inside = {id(piece.original): piece.original.inside(section) for piece in assembly.pieces if piece.original}
    assembly.pieces[:] = [replace(piece, original=inside.get(id(piece.original))) for piece in assembly.pieces]
    return True
