"""The block of keys and values before a Markdown body, between two lines of ``---`` (YAML) or ``+++`` (TOML), or above the
first blank line without any (MultiMarkdown, Pelican).

Only plain scalars at the top level are read, line by line: real files hold unescaped quotes and the like, on which a
strict YAML parser gives up although the title is plain to see.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

from converter.model import BlockKind
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Assembly, Piece
from converter.resources import table

_FENCED = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<keys>(?:.*\n)*?)(?P=fence)[ \t]*(?:\n|\Z)")
_BARE = re.compile(r"\s*(?P<keys>(?:[^\W\d][\w-]*:[ \t].*\n)+)[ \t]*(?:\n|\Z)")
_ENTRY = re.compile(r"(?P<key>[^\W\d][\w-]*)[ \t]*[:=][ \t]*(?P<value>.*)")
_WORD = re.compile(r"^[\w-]+", re.MULTILINE)
_KEY = re.compile(r"^[^\W\d][\w-]*[ \t]*[:=]", re.MULTILINE)
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\{\{.*?\}\}|\{%.*?%\}")
_COMMENT = re.compile(r"\s+#.*$")
_NOBODY = re.compile(r"(?:admin\w*|webmaster|root|editora?|redacción|staff|anónimo|null|none|.*\bstaff)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A front matter value as printed, without its quotes, and its line, from 1."""

    text: str
    line: int


def split(text: str) -> tuple[dict[str, Value], str, int]:
    """The values by lower-case key, the body, and how many lines stand before the body; no keys where there are none.

    >>> split('---\\ntitle: "Abre el plazo"\\n---\\nTexto')
    ({'title': Value(text='Abre el plazo', line=2)}, 'Texto', 3)
    """
    match = _match(text)
    if match is None:
        return {}, text, 0
    first = text.count("\n", 0, match.start("keys")) + 1
    values: dict[str, Value] = {}
    open_key: str | None = None
    for number, line in enumerate(match["keys"].split("\n"), start=first):
        entry = _ENTRY.fullmatch(line.rstrip())
        if entry is not None:
            raw = _scalar(entry["value"])
            open_key = entry["key"].lower() if _BLOCK_SCALAR.fullmatch(raw) else None
            values.setdefault(entry["key"].lower(), Value("" if open_key else raw, number))
        elif open_key and line.startswith((" ", "\t")):
            before = values[open_key]
            values[open_key] = Value(f"{before.text} {line.strip()}".strip(), before.line)
    if not values:
        return {}, text, 0
    return values, text[match.end() :], text.count("\n", 0, match.end())


def is_front_matter(text: str) -> bool:
    """True where `text` starts with front matter of at least two keys between its lines; without these it may be for people."""
    match = _FENCED.match(text)
    return match is not None and len(_KEY.findall(match["keys"])) > 1


def _match(text: str) -> re.Match[str] | None:
    """The front matter that `text` starts with; without its lines only where a title is among the keys."""
    bare = None if (fenced := _FENCED.match(text)) else _BARE.match(text)
    titled = bare is not None and not {key.lower() for key in _WORD.findall(bare["keys"])}.isdisjoint(_keys()[BlockKind.TITLE])
    return bare if titled else fenced


def emit(values: dict[str, Value], assembly: Assembly, raw: str) -> None:
    """Add the title, summary, date and author blocks that `values` give, by ``ontology/layout/front-matter.tsv``. `raw` is the
    text of the file they stand in."""
    for kind, keys in _keys().items():
        found = next((values[key] for key in keys if key in values and values[key].text), None)
        if found is not None and not (kind is BlockKind.AUTHOR and is_nobody(found.text)):
            whole = Original((Passage("", raw),))
            assembly.add(Piece(kind, _plain(found.text), locator=f"line={found.line}", original=whole, line=found.line))


def is_nobody(author: str) -> bool:
    """True where an author's name is only the account that typed the page in.

    >>> is_nobody("admin"), is_nobody("Dirección de Comunicación Social")
    (True, False)
    """
    return not re.search(r"[^\W\d_]{2}", author) or _NOBODY.fullmatch(author.strip()) is not None


@cache
def _keys() -> dict[BlockKind, tuple[str, ...]]:
    ranked: dict[BlockKind, list[tuple[int, str]]] = {}
    for row in table("layout/front-matter.tsv"):
        ranked.setdefault(BlockKind(row["kind"]), []).append((int(row["rank"]), row["key"]))
    return {kind: tuple(key for _, key in sorted(keys)) for kind, keys in ranked.items()}


def _plain(text: str) -> str:
    """Without the tags, entities and template calls that a content system lets into its fields."""
    inner = _MARKUP.sub(" ", text)  # twice, for a tag inside a tag
    return " ".join(html.unescape(_MARKUP.sub(" ", inner)).split())


def _scalar(raw: str) -> str:
    raw = raw.strip()
    for mark in ('"', "'"):
        if raw.startswith(mark) and raw.count(mark) > 1:
            inner = raw[1 : raw.rindex(mark)]
            return inner.replace("''", "'") if mark == "'" else re.sub(r"\\([\"\\/])", r"\1", inner)
    return _COMMENT.sub("", raw)
