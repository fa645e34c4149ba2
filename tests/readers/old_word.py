"""A Word 97 file made by hand: a compound file of two streams, the text and the table of its pieces."""

from __future__ import annotations

import struct

_SECTOR = 512
_FREE, _LAST, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT_AT = 0x800  # in the first stream, after the block that describes the file


def doc(*paragraphs: str) -> bytes:
    """A .doc file of these paragraphs."""
    text = "".join(f"{paragraph}\r" for paragraph in paragraphs)
    pieces = struct.pack("<LLHLH", 0, len(text), 0, _TEXT_AT, 0)
    table = b"\x02" + struct.pack("<L", len(pieces)) + pieces
    described = bytearray(_TEXT_AT)
    fields = {0x00: ("<H", 0xA5EC), 0x02: ("<H", 0xC1), 0x06: ("<H", 0x0C0A), 0x0A: ("<H", 0x1200), 0x0C: ("<H", 0xBF)}
    fields |= {0x18: ("<L", _TEXT_AT), 0x1C: ("<L", _TEXT_AT + 2 * len(text)), 0x4C: ("<L", len(text))}
    fields |= {0x1A2: ("<L", 0), 0x1A6: ("<L", len(table))}
    for place, (form, value) in fields.items():
        struct.pack_into(form, described, place, value)
    return _compound({"WordDocument": bytes(described) + text.encode("utf-16-le"), "1Table": table})


def _compound(streams: dict[str, bytes]) -> bytes:
    """A compound file: header, one table of sectors, one directory sector, then the streams, each of 4 kB at least."""
    table, body, entries = [_TABLE, _LAST], b"", [_entry("Root Entry", 5, _LAST, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        size = max(4096, -(-len(data) // _SECTOR) * _SECTOR)
        entries.append(_entry(name, 2, len(table), size, right=number + 1 if number < len(streams) else _FREE))
        table += [*range(len(table) + 1, len(table) + size // _SECTOR), _LAST]
        body += data.ljust(size, b"\x00")
    assert len(table) <= _SECTOR // 4
    directory = b"".join(entries).ljust(_SECTOR, b"\x00")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<LLLLLLLLLL", 0, 1, 1, 0, 4096, _LAST, 0, _LAST, 0, 0) + struct.pack("<L", _FREE) * 108
    return header + struct.pack("<128L", *table, *[_FREE] * (128 - len(table))) + directory + body


def _entry(name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\x00\x00"
    links = struct.pack("<LLL", _FREE, right, child)
    place = struct.pack("<LLL", start, size, 0)
    return written.ljust(64, b"\x00") + struct.pack("<HBB", len(written), kind, 1) + links + bytes(36) + place
