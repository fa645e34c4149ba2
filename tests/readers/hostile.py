"""Files made to harm whoever reads them."""

from __future__ import annotations

import zlib


def raw_pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF file of these numbered objects, its cross-reference table right."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (len(objects) + 1, table, len(objects) + 1, trailer, len(data))


def swollen_pdf() -> bytes:
    """A PDF of a few kilobytes whose one page unpacks, twice, to 600 MB."""
    pressed = zlib.compress(zlib.compress(b" " * 600_000_000, 9), 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(pressed), pressed)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream)


def stream(data: bytes, dictionary: bytes = b"") -> bytes:
    """A PDF stream object of `data`."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), dictionary, data)


def one_page(*more: bytes, catalog: bytes = b"", font: bytes = b"", trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of one page with a sentence on it; `more` objects are numbered from 6, the others go into their dictionaries."""
    text = b"BT /F1 12 Tf 72 700 Td (La alcaldesa de Villa Sol abrio hoy la clinica municipal.) Tj ET"
    plain = font or b"/Subtype /Type1 /BaseFont /Helvetica"
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(text),
        b"<< /Type /Font %s >>" % plain,
        *more,
        trailer=trailer,
    )
