"""The label of a release: what the issuer calls it and the number it bears, alone or in front of the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from converter.language.lexicon import lexicon
from converter.language.text import fold
from converter.layout.banner import is_name
from converter.model import Span
from converter.resources import table

_REACH = 400  # characters in which a label ends
_OCR = re.compile(r"[^\w]{0,3}&?\)?\s*")  # what a scan makes of a logo before the label
_ACRONYMS = re.compile(
    r"\s*[–—-]?\s*(?:de\s+)?(?P<parties>[A-ZÁÉÍÓÚÑ]{2,8}(?:-[A-Z][a-z]+)?(?:\s*[–—,y-]+\s*[A-ZÁÉÍÓÚÑ]{2,8})*)"
    r"(?![^\W\d_]|-\d{1,2}\b(?!\s?\.\s?[-–—]))"  # not "COVID-19"
)
_ISSUED = re.compile(r"\s+(?:de la|del|de)\s+(?P<parties>[A-ZÁÉÍÓÚÑ][^.:;,]+?)\s*")
# Printed forms: 026/2014, 257-2024, 139 BIS, 12-A, 31-2025/OCI.RR.PP/MDF; "No.", "Núm.", "N°", "#" before it.
_SIGLA = r"[-/](?-i:[A-ZÑ]{2,8}(?:\.[0-9A-ZÑ]{2,5})*)(?![a-z])"
_DIGITS = rf"\d{{1,5}}(?:\s?[/-]\s?(?:19|20)?\d{{2}}(?!\d))?(?:{_SIGLA}){{0,3}}"
_NUMBER = re.compile(
    r"\s*[–—:,-]?\s*(?P<mark>(?:n[uú]mero|n[uú]m|nro|no|n)[.:]?\s?[°ºo]?[.:]?|#)?\s*"
    rf"(?P<number>{_DIGITS}(?:\s?bis\b|\s?-\s?[a-c]\b)?)",
    re.I,
)
# "SSA 116/2025", "DGC/045/2023", "B-123/2021": the letters of a series are part of its number. Without a year it takes three
# digits, or the letters are a name ("COVID-19").
_SERIES = re.compile(
    r"\s*[:,–—-]?\s*(?P<mark>(?:n[uú]mero|n[uú]m|nro|no|n)[.:]?\s?[°º]?[.:]?|#)?\s*(?P<number>(?-i:"
    r"[A-ZÑ]{2,6} ?\d{1,5}/(?:19|20)\d{2}|[A-ZÑ]{1,8}[/-]\d{1,5}[/-](?:19|20)?\d{2}|[A-ZÑ]{2,8}[/-]\d{3,5})(?![\d/-]))",
    re.I,
)
_COUNTED = re.compile(r"\s*(?:n[uú]mero|n[uú]m\.?|nro\.?|no\.?)\s+de\s+", re.I)  # "No. de comunicado: 7/2021"
_SPACED = re.compile(r"[^\W\d_](?: [^\W\d_]){5,}")  # "C O M U N I C A D O"
_SEPARATOR = re.compile(r"\s*(?:[.:|,;–—-]\s*)*")
_BARE_NUMBER = re.compile(
    rf"(?:n[uú]mero|n[uú]m|nro|no|n[°º]|n)(?:[.:]\s?|\s|(?<=[°º]))[°ºo]?[.:]?\s*(?P<number>{_DIGITS}(?:\s?bis)?)[\s.:–—-]*",
    re.I,
)
# "248. Inicia ...": the number alone in front of a headline.
_LEADING = re.compile(r"(?P<number>\d{2,4}(?:/\d{2,4})?)\s?[.-]+\s+(?=[“\"«¿¡]?[A-ZÁÉÍÓÚÑ])")
_CODE = re.compile(
    r"(?P<number>[A-Z]{1,4}\s?[-–]\s?\d{2,5}(?:[/-](?:19|20)?\d{2}|\s(?:19|20)\d{2})?|[A-Z]{1,8}/\d{1,5}/(?:19|20)\d{2}|\d{3,5}/(?:19|20)\d{2})\.?"
)
_LETTERS = re.compile(r"[a-z]+")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says. `kind` is a slug of ontology/layout/kinds.tsv, or None where only a number is printed.

    All spans index the text that was parsed. `label_span` is the kind as printed; `rest` is the headline that follows it:
    empty where the label stands alone, the whole text where the label is part of the headline ("Mensaje del ministro ...").
    """

    kind: str | None
    number: str | None
    label_span: Span
    number_span: Span | None
    rest: Span
    joint: bool = False
    parties: Span | None = None  # acronyms of the issuers between kind and number ("Comunicado conjunto SAL-MAR.-")


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    kind: str
    joint: bool
    title: bool
    needs: str
    letters: str  # the whole form without its blanks


@lru_cache(maxsize=1 << 10)
def _skeleton(word: str) -> str:
    """What survives swapped and doubled letters: typing errors of long words ("comunciado", "esttenografica")."""
    if len(word) < 7:
        return word
    once = re.sub(r"(.)\1", r"\1", word)
    return once[0] + "".join(sorted(once[1:]))


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    """The forms by the skeleton of their first word, the longest first."""
    forms: dict[str, list[_Form]] = {}
    for row in table("layout/kinds.tsv"):
        words = tuple(_skeleton(w) for w in fold(row["form"]).split())
        form = _Form(
            words, row["kind"], row["joint"] == "yes", row["place"] == "title", row["needs"], fold(row["form"]).replace(" ", "")
        )
        forms.setdefault(words[0], []).append(form)
    return {first: tuple(sorted(some, key=lambda f: -len(f.words))) for first, some in forms.items()}


@cache
def spoken_kinds(*how: str) -> frozenset[str]:
    """The kinds of release whose words are spoken, "transcript" or "speech" as ``layout/kinds.tsv`` says."""
    return frozenset(row["kind"] for row in table("layout/kinds.tsv") if row["spoken"] in how)


@cache
def _speakers() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in table("layout/speakers.tsv"))


def _match_form(folded: str, start: int) -> tuple[_Form, int, bool] | None:
    """The longest form at `start`, where it ends, and whether it is in the plural."""
    first = _LETTERS.match(folded, start)
    if first is None:
        return None
    for plural in (False, True):
        forms = _forms().get(_skeleton(_singular(first.group()) if plural else first.group()), ())
        for form in forms:
            end = _end_of(form, folded, start, plural)
            if end is not None:
                return form, end, plural
    return None


def _end_of(form: _Form, folded: str, start: int, plural: bool) -> int | None:
    """Where `form` ends if it stands at `start`, its words with nothing but blanks between them."""
    end = start
    for i, expected in enumerate(form.words):
        word = _LETTERS.match(folded, end if i == 0 else end + 1)
        if word is None or (i and folded[end] != " "):
            return None
        said = _singular(word.group()) if plural else word.group()
        if _skeleton(said) != expected:
            return None
        end = word.end()
    return end


def _singular(word: str) -> str:
    return word[:-2] if word.endswith("nes") else word.removesuffix("s")


@lru_cache(maxsize=128)  # several rules ask for the label of one line
def parse_label(text: str, *, outer: bool = True) -> Label | None:
    """The label that `text` is or opens with, or None where it opens with none; a second label inside is read where `outer`.

    >>> label = parse_label("Comunicado 169 BIS.- Abren una biblioteca")
    >>> label.kind, label.number, label.rest
    ('comunicado', '169 BIS', Span(start=21, end=41))
    """
    counted = _COUNTED.match(text) if outer else None
    if counted is not None:
        inside = parse_label(text[counted.end() :], outer=False)
        return _shifted(inside, counted.end()) if inside is not None and inside.kind and inside.number else None
    opening = _OCR.match(text)
    start = opening.end() if opening else 0
    folded = fold(text[:_REACH])
    found = _match_form(folded, start)
    if found is None:
        return _letter_spaced(text) or _number_alone(text)
    form, end, plural = found
    label = Span(start, end)
    joint = form.joint
    series = None if joint else _SERIES.match(text, end)
    parties = None if series else _ISSUED.fullmatch(text, end)
    if parties and not form.needs and not form.title and is_name(parties["parties"]) and _is_issuer(parties["parties"]):
        whole = Span(len(text.rstrip()), len(text.rstrip()))
        return Label(_joint_kind(form.kind, joint), None, label, None, whole, joint, Span(*parties.span("parties")))
    parties = None if series else _ACRONYMS.match(text, end)
    if parties and not text[label.start : label.end].isupper():
        end = parties.end()
    else:
        parties = None
    number = series or _NUMBER.match(text, end)
    if number and not _is_number(text, number, plural):
        number = None
    if number is None and (plural or form.needs == "number"):
        return None
    if form.needs == "speaker" and number is None and not _speaks(folded, label.end):
        return None
    if number:
        end = number.end()
    after = _SEPARATOR.match(text, end)
    body = after.end() if after else end
    if number is None and not _closes(text, form, end, body):
        return None
    whole = Span(label.start, len(text.rstrip()))
    keeps = form.title and number is None and body < len(text)
    rest = whole if keeps else Span(body, max(body, len(text.rstrip())))
    inner = parse_label(text[body:], outer=False) if number and outer else None
    joint = joint or bool(inner and inner.joint) or re.match(r"conjunt[oa]\b", folded[body:]) is not None
    return Label(
        _joint_kind(form.kind, joint),
        _printed(number.group("number")) if number else None,
        label,
        Span(*number.span("number")) if number else None,
        rest,
        joint,
        Span(*parties.span("parties")) if parties else None,
    )


def _is_issuer(name: str) -> bool:
    """ "Comunicado de la Secretaría de Salud", alone on its line, says who issues it."""
    return name.split(maxsplit=1)[0].lower() in lexicon().heads


def _shifted(label: Label, by: int) -> Label:
    """`label` in the coordinates of a text that begins `by` characters earlier."""

    def moved(span: Span | None) -> Span | None:
        return None if span is None else Span(span.start + by, span.end + by)

    start, rest = label.label_span, label.rest
    return replace(
        label,
        label_span=Span(start.start + by, start.end + by),
        number_span=moved(label.number_span),
        rest=Span(rest.start + by, rest.end + by),
        parties=moved(label.parties),
    )


def _joint_kind(kind: str, joint: bool) -> str:
    return f"{kind}-conjunto" if joint and kind == "comunicado" else kind


def _closes(text: str, form: _Form, end: int, body: int) -> bool:
    """True where the words of `form` are a label and not the subject of a sentence ("Boletín meteorológico ...")."""
    if body >= len(text) or form.title:
        return True
    separator = text[end:body]
    if separator.strip():
        return True
    # Without a mark only a new sentence tells the label from a noun.
    opens = text[body]
    return (opens.isupper() and not text[:end].isupper()) or opens.isdigit() or opens in '“"«¿¡'


def _speaks(folded: str, end: int) -> bool:
    words = _LETTERS.findall(folded[end : end + 70])[:8]
    if words[:1] == ["en"]:  # "Comparecencia en la Cámara de Diputados" says where, not who
        return False
    return any(word in _speakers() or word.rstrip("s").removesuffix("e") in _speakers() for word in words)


def _is_number(text: str, match: re.Match[str], plural: bool) -> bool:
    """False for a date ("Comunicado de Prensa 18.3.15"), a year or an amount that only follows the label."""
    after = text[match.end() :]
    digits = match.group("number")
    if match.group("mark"):
        return True
    if re.match(r"\s*[./]\s?\d", after) and not re.match(r"\s*\.\s+\d", after):
        return False
    if re.match(
        r"\s+(?:de\s+)?(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|se[pt]|octubre|noviembre|diciembre)", after, re.I
    ):
        return False
    if _YEAR.fullmatch(digits) and not re.match(r"\s*\.?\s*[-–—]", after):
        return False
    if plural and not re.match(r"\s*[.:]", after):
        return False
    return not after.strip() or re.match(r"\s*[.:|,;–—-]|\s+[\"“«¿¡(]?[A-ZÁÉÍÓÚÑÜ\d]|[A-ZÁÉÍÓÚÑÜ]", after) is not None


def leading_number(text: str) -> Label | None:
    """The number that stands alone in front of a headline ("248. Abren ..."); only a headline may be asked for it."""
    match = _LEADING.match(text)
    if match is None or _YEAR.fullmatch(match.group("number")):
        return None
    return Label(None, match.group("number"), Span(0, 0), Span(*match.span("number")), Span(match.end(), len(text.rstrip())))


def _letter_spaced(text: str) -> Label | None:
    """A label set with a blank after each letter, alone on its line."""
    if not _SPACED.fullmatch(text.strip()):
        return None
    word = fold(text).replace(" ", "")
    form = next((f for forms in _forms().values() for f in forms if f.letters == word), None)
    if form is None or form.needs:
        return None
    end = len(text.rstrip())
    return Label(_joint_kind(form.kind, form.joint), None, Span(0, end), None, Span(end, end), form.joint)


def _number_alone(text: str) -> Label | None:
    """A line that holds nothing but the number: "No. 026/2014", "Núm. 12", or an archive's code "VE-1910"."""
    match = _BARE_NUMBER.fullmatch(text.strip()) or _CODE.fullmatch(text.strip())
    if match is None:
        return None
    shift = len(text) - len(text.lstrip())
    span = Span(match.start("number") + shift, match.end("number") + shift)
    end = len(text.rstrip())
    return Label(None, _printed(match.group("number")), Span(shift, shift), span, Span(end, end))


def _printed(number: str) -> str:
    return re.sub(r"\s*([/–-])\s*", r"\1", number).strip()
