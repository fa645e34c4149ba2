"""Bytes to text: the charset, the line ends, the characters that are no text, and the wrong decoding of others."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from converter.errors import SourceError
from converter.model import Issue, Severity

# C0 and C1 controls but tab and line feed, lone surrogates, noncharacters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x1b")
# Nothing of these is ever seen: soft hyphens, zero-width spaces, byte order marks inside, bidirectional overrides.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Symbol fonts put their bullets into the private use area.
_PRIVATE_BULLET = re.compile("(?m)^([ \t]*)[\ue000-\uf8ff]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ODD = re.compile("|".join(pattern.pattern for pattern in (_CONTROL, _INVISIBLE, _PRIVATE)))
# What UTF-8 looks like after a single-byte decoding; guards the import and the cost of ftfy.
_MOJIBAKE = re.compile("[ÂÃÅâ][\u0080-¿‚-„†-›€™]|ï»¿")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in NFC with LF line ends, and what had to be done to it. `raw` is what the file holds, but for its line ends;
    `sound` the same, unless a wrong decoding had to be mended or controls left out."""

    text: str
    issues: tuple[Issue, ...] = ()
    raw: str = ""
    sound: str = ""


def decode(data: bytes, name: str) -> Decoded:
    """The text of `data`: strict UTF-8, else UTF-16 with its mark, else UTF-8 with few broken bytes, else windows-1252.

    Raises :class:`SourceError` with code "binary-file" or "undecodable".
    """
    charset, text, broken = _decode(data, name)
    issues = []
    if charset == "cp1252":
        issues.append(Issue(Severity.NOTE, "decoded-windows-1252", "The text is not UTF-8; it was read as windows-1252."))
    if broken:
        issues.append(Issue(Severity.WARNING, "broken-bytes", f"{broken} bytes are not UTF-8 and stand as \ufffd in the text."))
    text = _LINE_END.sub("\n", text)
    controls = len(_CONTROL.findall(text))
    if controls:
        issues.append(Issue(Severity.NOTE, "control-characters", f"{controls} control characters were left out."))
    raw = text
    text, repaired = repair(text)
    if repaired:
        issues.append(Issue(Severity.NOTE, "mojibake-repaired", f"{repaired} lines had been decoded wrongly; repaired."))
    text = clean(text)
    return Decoded(text, tuple(issues), raw, text if repaired or controls else raw)


def clean(text: str) -> str:
    """`text` in NFC without controls and invisible characters; private-use characters at a line's start become bullets."""
    if text.isascii() and text.isprintable():
        return text
    if _ODD.search(text):
        text = _INVISIBLE.sub("", _CONTROL.sub("", text))
        text = _PRIVATE.sub("", _PRIVATE_BULLET.sub(r"\1•", text))
    return unicodedata.normalize("NFC", text)


def repair(text: str) -> tuple[str, int]:
    """`text` with the lines mended that are UTF-8 read as a single-byte charset, and how many they were."""
    if not any(letter in text for letter in "ÂÃÅâï") or not _MOJIBAKE.search(text):
        return text, 0
    import ftfy

    lines = text.split("\n")
    repaired = 0
    for index, line in enumerate(lines):
        if _MOJIBAKE.search(line):
            mended = ftfy.fix_encoding(line)
            if mended != line:
                lines[index], repaired = mended, repaired + 1
    return "\n".join(lines), repaired


def _decode(data: bytes, name: str) -> tuple[str, str, int]:
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        if data.startswith(mark):
            return "utf-16", _strict(data, "utf-16", name), 0
    data = data.removeprefix(b"\xef\xbb\xbf")
    # UTF-16 without a mark: every other byte of Latin text is zero.
    if data.count(0) > len(data) // 3:
        little = data[1::2].count(0) >= data[0::2].count(0)
        return "utf-16", _strict(data, "utf-16-le" if little else "utf-16-be", name), 0
    if len(data) - len(data.translate(None, _CONTROL_BYTES)) > max(8, len(data) // 20):
        raise SourceError("binary-file", f"«{name}» is binary, not text; give a text, HTML, DOCX or PDF file")
    try:
        return "utf-8", data.decode("utf-8"), 0
    except UnicodeDecodeError:
        rest = _UTF8_SEQUENCE.sub(b"", data)
        broken = sum(byte > 0x7F for byte in rest)
        if len(_UTF8_SEQUENCE.findall(data)) > 3 * broken:
            return "utf-8", data.decode("utf-8", errors="replace"), broken
        return "cp1252", _strict(data, "cp1252", name), 0


def _strict(data: bytes, charset: str, name: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise SourceError(
            "undecodable",
            f"«{name}» is text in an unknown charset (byte {data[error.start]:#04x} at {error.start}); save it as UTF-8",
        ) from error
