"""The same release in every format, written the way the usual programs write it."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from functools import partial
from html import escape
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.formats.elements import Element, Style
from tests.readers.documents import docx as word_file
from tests.readers.old_word import doc as old_word_file
from tests.readers.test_odt import odt as odt_file

_CENTRED, _JUSTIFIED = 1, 4  # reportlab's numbers for alignments
_WIDE = re.compile(" {3,}")  # blanks that part what stands left from what stands right; reportlab would make them one


def _unbroken(blanks: re.Match[str]) -> str:
    return "\u00a0" * len(blanks.group())


def as_text(release: Sequence[Element]) -> bytes:
    """Plain text, a blank line after each paragraph."""
    marks = {Style.ITEM: "• "}
    return "\n\n".join(marks.get(e.style, "") + "\n".join(e.lines) for e in release).encode()


def as_markdown(release: Sequence[Element]) -> bytes:
    """Markdown with a heading, a list and hard line breaks."""
    marks = {Style.ITEM: "- ", Style.HEADLINE: "# "}
    blocks = []
    for element in release:
        text = ("\\\n" if element.style is Style.PARAGRAPH else " ").join(line.replace("*", "\\*") for line in element.lines)
        bold = element.strong and element.style is Style.PARAGRAPH
        blocks.append(f"**{text}**" if bold else marks.get(element.style, "") + text)
    return "\n\n".join(blocks).encode()


def as_html(release: Sequence[Element]) -> bytes:
    """A page with a menu, the release and a footer."""
    page = (
        '<!DOCTYPE html>\n<html lang="es"><head><meta charset="utf-8"><title>Sala de prensa</title></head>\n<body>'
        '<nav><ul><li><a href="/">Inicio</a></li><li><a href="/contacto">Contacto</a></li></ul></nav>\n<main>\n'
        + _marked_up(release)
        + '\n</main>\n<footer><p><a href="/aviso">Aviso de privacidad</a></p></footer></body></html>\n'
    )
    return page.encode()


def _marked_up(release: Sequence[Element]) -> str:
    body: list[str] = []
    for element in release:
        text = "<br>\n".join(escape(line) for line in element.lines)
        if element.style is Style.ITEM:
            inside = body.pop().removesuffix("</ul>") if body and body[-1].endswith("</ul>") else "<ul>"
            body.append(f"{inside}<li>{text}</li></ul>")
        elif element.style is Style.HEADLINE:
            body.append(f"<h1>{text}</h1>")
        else:
            body.append(f"<p>{f'<strong>{text}</strong>' if element.strong else text}</p>")
    return "\n".join(body)


def as_office(release: Sequence[Element], suffix: str) -> bytes:
    """What LibreOffice writes of the release in the format of `suffix` (apt install libreoffice-writer-nogui)."""
    with TemporaryDirectory() as folder:
        page = Path(folder, "nota.html")
        page.write_text(f'<html><head><meta charset="utf-8"></head><body>{_marked_up(release)}</body></html>', encoding="utf-8")
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--infilter=HTML (StarWriter)", "--convert-to", suffix[1:]]
        subprocess.run([*command, "--outdir", folder, page], check=True, capture_output=True)
        return page.with_suffix(suffix).read_bytes()


def as_docx(release: Sequence[Element]) -> bytes:
    """A Word document with styles for heading and list."""
    styles = {Style.HEADLINE: '<w:pStyle w:val="Ttulo1"/>', Style.ITEM: '<w:pStyle w:val="Vineta"/>'}
    body = []
    for element in release:
        bold = "<w:rPr><w:b/></w:rPr>" if element.strong else ""
        runs = "<w:r><w:br/></w:r>".join(
            f'<w:r>{bold}<w:t xml:space="preserve">{escape(line, quote=False)}</w:t></w:r>' for line in element.lines
        )
        body.append(f"<w:p><w:pPr>{styles.get(element.style, '')}</w:pPr>{runs}</w:p>")
    return word_file("".join(body))


def as_pdf(release: Sequence[Element]) -> bytes:
    """Pages of justified text with a numbered foot, as a word processor prints them. Needs reportlab."""
    layout = import_module("reportlab.platypus")
    style = import_module("reportlab.lib.styles").ParagraphStyle
    width, height = import_module("reportlab.lib.pagesizes").A4
    body = style("body", fontName="Helvetica", fontSize=11, leading=14, alignment=_JUSTIFIED, spaceAfter=9)
    styles = {
        Style.HEADLINE: style("headline", body, fontSize=15, leading=19, alignment=_CENTRED, spaceAfter=12),
        Style.ITEM: style("item", body, leftIndent=36, bulletIndent=18, spaceAfter=4),
        Style.PARAGRAPH: body,
    }
    story = []
    for element in release:
        text = "<br/>".join(_WIDE.sub(_unbroken, escape(line, quote=False)) for line in element.lines)
        text = f"<b>{text}</b>" if element.strong else text
        story.append(layout.Paragraph(text, styles[element.style], bulletText="•" if element.style is Style.ITEM else None))
    buffer = io.BytesIO()

    def foot(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawCentredString(width / 2, 30, f"Página {document.page}")

    pages = layout.SimpleDocTemplate(
        buffer, pagesize=(width, height), leftMargin=72, rightMargin=72, topMargin=72, bottomMargin=72, invariant=1
    )
    pages.build(story, onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue()


def as_scan(release: Sequence[Element], dpi: int = 200) -> bytes:
    """The pages of :func:`as_pdf` as pictures of `dpi` dots an inch, without any text. Needs reportlab."""
    import pypdfium2

    document = pypdfium2.PdfDocument(as_pdf(release))
    pages = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return buffer.getvalue()


#: Suffix -> renderer; these are asked for by name, since one takes seconds.
OFFICE: dict[str, Callable[[Sequence[Element]], bytes]] = {
    f".office{suffix}": partial(as_office, suffix=suffix) for suffix in (".docx", ".odt", ".rtf", ".doc", ".pdf")
}
SCANS: dict[str, Callable[[Sequence[Element]], bytes]] = {".scan.pdf": as_scan}
FORMATS: dict[str, Callable[[Sequence[Element]], bytes]] = {
    ".txt": as_text,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
}


def as_odt(release: Sequence[Element]) -> bytes:
    """An OpenDocument text with a heading and lists."""
    body = []
    for element in release:
        text = "<text:line-break/>".join(escape(line, quote=False) for line in element.lines)
        if element.style is Style.ITEM:
            body.append(f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>")
        elif element.style is Style.HEADLINE:
            body.append(f'<text:h text:outline-level="1">{text}</text:h>')
        else:
            body.append(f'<text:p text:style-name="{"N" if element.strong else "S"}">{text}</text:p>')
    return odt_file("".join(body))


def as_rtf(release: Sequence[Element]) -> bytes:
    """Rich Text as WordPad writes it, letters beyond ASCII by their bytes or numbers."""
    body = []
    for element in release:
        text = "\\line ".join(re.sub(r"[\\{}]|[^\x00-\x7f]", _rtf_letter, line) for line in element.lines)
        mark = "\\bullet\\tab " if element.style is Style.ITEM else ""
        body.append(f"\\pard\\b {text}\\b0\\par\r\n" if element.strong else f"\\pard {mark}{text}\\par\r\n")
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\r\n" + "".join(body) + "}").encode("ascii")


def _rtf_letter(match: re.Match[str]) -> str:
    letter = match[0]
    if letter in "\\{}":
        return f"\\{letter}"
    try:
        return f"\\'{letter.encode('cp1252').hex()}"
    except UnicodeEncodeError:
        return f"\\u{ord(letter)}?"


def as_mail(release: Sequence[Element]) -> bytes:
    """A message of plain text, in a charset of its own."""
    message = _message()
    message.set_content(as_text(release).decode(), charset="utf-8")
    return message.as_bytes()


def as_mailed_page(release: Sequence[Element]) -> bytes:
    """A message whose plain text only points to its page."""
    message = _message()
    message.set_content("Vea este mensaje en su navegador.")
    message.add_alternative(as_html(release).decode(), subtype="html")
    return message.as_bytes()


def _message() -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "RV: Comunicado"
    message["From"] = "Sala de prensa <prensa@sol.example.mx>"
    message["Date"] = "Tue, 04 May 2021 10:00:00 -0500"
    return message


def as_old_word(release: Sequence[Element]) -> bytes:
    """A Word 97 document of bare paragraphs."""
    return old_word_file(*(" ".join(element.lines) for element in release))


def turned_pdf(release: Sequence[Element], quarters: int) -> bytes:
    """The pages of :func:`as_pdf` that a reader is told to turn so many quarters clockwise. Needs reportlab."""
    import pypdfium2

    document, buffer = pypdfium2.PdfDocument(as_pdf(release)), io.BytesIO()
    for page in document:
        page.set_rotation(90 * quarters)
    document.save(buffer)
    return buffer.getvalue()


#: Suffix -> renderer: what is measured only for the way back, its words being those of another format.
FURTHER: dict[str, Callable[[Sequence[Element]], bytes]] = {
    ".odt": as_odt,
    ".rtf": as_rtf,
    ".eml": as_mail,
    ".page.eml": as_mailed_page,
    ".doc": as_old_word,
    ".90.pdf": lambda release: turned_pdf(release, 1),
    ".180.pdf": lambda release: turned_pdf(release, 2),
    ".270.pdf": lambda release: turned_pdf(release, 3),
}
