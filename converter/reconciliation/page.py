"""The page that shows one thing, small enough for the preview of a candidate."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from converter.authorities import Entry
from converter.reconciliation.catalogue import Catalogue
from converter.reconciliation.properties import PROPERTIES

_STYLE = "body{font:13px/1.4 sans-serif;margin:8px}h1{font-size:15px;margin:0 0 4px}dt{color:#555;float:left;clear:left}\
dd{margin:0 0 2px 9em}"
_MANY = 8  # values of one property


def page(catalogue: Catalogue, entry: Entry) -> str:
    """HTML of all that is known of `entry`; everything in it is escaped, and it loads nothing."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in _rows(catalogue, entry))
    head = f'<meta charset="utf-8"><title>{escape(entry.name)}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html><html lang="es"><head>{head}</head><body><h1>{escape(entry.name)}</h1><dl>{rows}</dl></body></html>'


def _rows(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[str, str]]:
    for each in PROPERTIES.values():
        if each.values is None or each.id == "name":
            continue
        values = [_shown(value.get("name") or value["str"]) for value in each.values(catalogue, entry)]
        if values:
            more = [f"and {len(values) - _MANY} more"] if len(values) > _MANY else []
            yield each.name, "<br>".join((*values[:_MANY], *more))


def _shown(value: str) -> str:
    text = escape(value)
    link = value.startswith(("http://", "https://"))
    return f'<a href="{text}" target="_blank" rel="noreferrer">{text}</a>' if link else text
