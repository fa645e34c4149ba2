"""Pictures of pages: PNG, JPEG, TIFF with one or more pages, and the like."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace

from converter.errors import SourceError
from converter.model import Document, Source
from converter.readers import ocr, pages
from converter.readers.assembly import Assembly

_KINDS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "JPEG2000")


def read(source: Source, media_type: str, mode: str = "auto", pace: ocr.Pace | None = None) -> Document:
    """Read the text of a picture; the locator of a block is its page and its box, in points of the levelled
    page; its words stand at pixels of the picture as it is shown (Media Fragments), and on the page of one with several.

    Raises :class:`SourceError` with code "needs-ocr", "damaged", "too-complex", "too-slow" or "no-text", and
    :class:`~converter.errors.MissingProgramError`.
    """
    if mode == "never":
        raise SourceError("needs-ocr", f"«{source.name}» is a picture; convert it with --ocr auto")
    found, media_type = _pages(source, media_type, pace or ocr.Pace())
    if not pages.length(found):
        raise SourceError("no-text", f"no text can be recognised in «{source.name}»; scan it anew, or type it")
    assembly = Assembly(source, media_type)
    pages.add(found, assembly)
    return assembly.document()


def _pages(source: Source, media_type: str, pace: ocr.Pace) -> tuple[list[pages.Page], str]:
    """The pages, and the media type of the kind of picture."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
    from pypdfium2 import PdfMatrix

    faults = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError)
    found = []
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(source.data), formats=_KINDS) as picture:
            several = getattr(picture, "n_frames", 1) > 1
            media_type = picture.get_format_mimetype() or media_type
            for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
                if frame.width * frame.height > ocr.MAX_PIXELS or number > ocr.MAX_PAGES:
                    limit = f"{ocr.MAX_PAGES} pages of {ocr.MAX_PIXELS // 10**6} million pixels"
                    raise SourceError("too-complex", f"«{source.name}» is more than {limit}; scan it less finely, or split it")
                pace.begins()
                dpi = ocr.fineness(frame)
                upright = ImageOps.exif_transpose(frame).convert("RGB" if frame.mode in ("P", "CMYK") else frame.mode)
                larger = ocr.enlarged(upright, dpi)
                shrunk = PdfMatrix().scale(*(upright.width / larger.width,) * 2)
                page = ocr.page(larger, number, pace, shrunk)
                found.append(replace(page, frame=f"page={number}&xywh=" if several else "xywh="))
    except Image.DecompressionBombError as error:
        raise SourceError("too-complex", f"«{source.name}» is too large a picture; scan it less finely") from error
    except faults as error:
        why = "" if isinstance(error, UnidentifiedImageError) else f" ({error})"
        raise SourceError("damaged", f"«{source.name}» is a damaged picture{why}; fetch it again") from error
    return found, media_type
