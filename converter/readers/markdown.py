"""Markdown, with or without front matter, with HTML in it or not.

The body goes through a CommonMark parser to HTML and through the same walk as a page does. Each element is put on the
line it has in the source, so that the parser's line numbers are the source's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from converter.model import Document, Source
from converter.readers import frontmatter
from converter.readers.aligning import Original, Passage
from converter.readers.assembly import Assembly
from converter.readers.boilerplate import unwanted
from converter.readers.decoding import decode
from converter.readers.html import drop_repeated_summary, parse_html
from converter.readers.markup import Walker

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Template calls of site generators: Hugo's {{< figure >}} and {{% note %}}, Jekyll's {% include %}, Kramdown's {: .class},
# Pandoc's {width="3in"}.
_SHORTCODE = re.compile(r"\{\{[<%]?.*?[>%]?\}\}|\{%.*?%\}|\{:[^{}\n]*\}|\{[\w.#][^{}\n]*=\"[^{}\n]*\}")
# CommonMark leaves the marks in «**Villa Sol.-**La alcaldesa», where no space follows.
_STRAY_EMPHASIS = re.compile(r"\*{2,}")
_WIDEST_WRAPPED = 120  # characters; prose with longer lines is not wrapped, its line ends mean something


def read(source: Source, media_type: str = "text/markdown") -> Document:
    """Read Markdown; the locator of a block is its line in the file, from 1."""
    decoded = decode(source.data, source.name)
    values, body, offset = frontmatter.split(decoded.text)
    assembly = Assembly(source, media_type, decoded.issues)
    frontmatter.emit(values, assembly, decoded.raw)
    body = _SHORTCODE.sub("", body)
    widest = max(map(len, body.split("\n")))
    root = parse_html(_render(body), assembly)
    if root is not None:
        walker = Walker(
            assembly,
            skip=frozenset(unwanted(root)),
            source=Original((Passage("", decoded.raw),)),
            line_offset=offset,
            wrap=widest if widest <= _WIDEST_WRAPPED else 0,
        )
        walker.walk(root)
    return drop_repeated_summary(assembly).document()


def _render(body: str) -> str:
    parser = _parser()
    tokens = parser.parse(body)
    _undo_false_headings(tokens)
    rendered, line = [], 0
    for index, token in enumerate(tokens):
        for child in token.children or ():
            if child.type == "text":
                child.content = _STRAY_EMPHASIS.sub("", child.content)
        if token.map is not None and token.nesting >= 0 and token.map[0] > line:
            rendered.append("\n" * (token.map[0] - line))
            line = token.map[0]
        html = parser.renderer.render([token], parser.options, {}) if token.type != "paragraph_open" or not token.hidden else ""
        # The renderer's own line ends would push later elements down; those inside raw HTML are the source's.
        html = html if token.type == "html_block" else html.strip("\n")
        line += html.count("\n")
        rendered.append(html)
        if token.type == "inline" and index + 1 < len(tokens) and tokens[index + 1].hidden:
            rendered.append(" ")
    return "".join(rendered)


def _undo_false_headings(tokens: list[Token]) -> None:
    # A line of hyphens under a paragraph is a rule to the people who typed it; CommonMark makes the paragraph a heading.
    for opened, inline, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opened.type == "heading_open" and opened.markup == "-" and ("\n" in inline.content or len(inline.content) > 120):
            opened.tag = closed.tag = "p"


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["code", "fence"])
    parser.add_render_rule("softbreak", _soft_break)
    parser.add_render_rule("image", _nothing)
    return parser


def _soft_break(*_: object) -> str:
    return '<br data-soft="1">\n'


def _nothing(*_: object) -> str:
    return ""
