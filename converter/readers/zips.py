"""Zip files opened so that none can harm: how many members are listed and how much one unpacks to is bounded, whatever
the file says of itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import BinaryIO

from converter.errors import SourceError

MAX_MEMBERS = 5_000
_END = b"PK\x05\x06"  # starts the record that closes a zip file
_END_BYTES = 22 + 65_535  # of that record with the longest comment
_ENTRY_BYTES = 300  # of an entry in the list of members, more than the names of office files and releases need
# lzma and bzip2 may ask for gigabytes before the first byte comes, and no office program writes them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


def open_zip(data: bytes | BinaryIO, name: str, what: str, limit: int) -> zipfile.ZipFile:
    """The zip file `data`, which `what` says the kind of in messages; at most `limit` members.

    Raises :class:`SourceError` with code "damaged" or "too-complex".
    """
    handle = io.BytesIO(data) if isinstance(data, bytes) else data
    crowded = SourceError("too-complex", f"«{name}» holds more than {limit} files, the limit for a {what}; split it")
    try:
        # Listing a million members takes a gigabyte, so the list is measured before it is read.
        if _list_bytes(handle) > limit * _ENTRY_BYTES:
            raise crowded
        archive = zipfile.ZipFile(handle)
    except _FAULTS as error:
        raise SourceError("damaged", f"«{name}» is a damaged {what} ({error}); fetch it again") from error
    if len(archive.filelist) > limit:
        raise crowded
    return archive


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    """The bytes of a member, at most `limit`, counted as they unpack and not as the file says.

    Raises :class:`SourceError` with code "encrypted", "damaged" or "too-complex".
    """
    part = member.filename
    if member.flag_bits & 1:
        raise SourceError("encrypted", f"«{name}» is protected by a password; save it without one")
    if member.compress_type not in _METHODS:
        raise SourceError("damaged", f"«{part}» in «{name}» is packed in an unusual way; pack it anew")
    try:
        with archive.open(member) as handle:
            data = handle.read(limit + 1)
    except _FAULTS as error:
        raise SourceError("damaged", f"«{part}» in «{name}» is damaged ({error}); fetch the file again") from error
    if len(data) > limit:
        raise SourceError("too-complex", f"«{part}» in «{name}» unpacks to more than {limit // 1024**2} MB; save it anew")
    return data


def _list_bytes(handle: BinaryIO) -> int:
    """How long the closing record says that the list of members is; nothing beyond is read of it."""
    size = handle.seek(0, io.SEEK_END)
    handle.seek(max(0, size - _END_BYTES))
    tail = handle.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile("its end is missing")
    length: int = struct.unpack_from("<L", tail, at + 12)[0]
    return length
