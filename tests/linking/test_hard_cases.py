"""Names that are easy to link wrongly: the table beside this file says what each must mean, and why."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from converter.authorities import Authorities
from converter.extraction import extract
from converter.model import Document, Extraction, Part, Passage, Reading, Release, Span

_TABLE = Path(__file__).with_name("hard_cases.tsv")
_ID = "https://w3id.org/pregon/id/"


def _cases() -> list[dict[str, str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _release(case: dict[str, str]) -> Release:
    heads, text = re.findall(r"\[(.+?)\] ", case["text"]), re.sub(r"\[.+?\] ", "", case["text"])
    parts = [*((Part.LETTERHEAD, head) for head in heads), (Part.DATELINE, case["dateline"]), (Part.PARAGRAPH, text)]
    whole, passages = "", []
    for part, printed in parts:
        if printed:
            whole += "\n\n" if whole else ""
            passages.append(Passage(part, Span(len(whole), len(whole) + len(printed))))
            whole += printed
    line = next((p.span for p in passages if p.part == Part.DATELINE), None)
    return Release(
        Document("a.txt", "text/plain", "0" * 64, whole, ()),
        Reading(whole, range(len(whole))),
        tuple(passages),
        date=case["date"] or None,
        dateline=line,
        place=line,
        letterheads=tuple(p.span for p in passages if p.part == Part.LETTERHEAD),
    )


def _meant(found: Extraction, release: Release, mention: str, kind: str) -> str:
    """What the mention came to, in the words of the table."""
    printed, _, number = mention.partition("#")
    starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(printed)}(?!\w)", release.reading.text)]
    at = starts[int(number or 1) - 1]
    span = Span(at, at + len(printed))
    if kind == "post":
        posts = {r.post for r in found.roles if any(s.overlaps(span) for s in r.evidence)}
        return " ".join(sorted((post or "post/none").removeprefix(_ID) for post in posts))
    iris = {e.key: e.iri for e in (*found.people, *found.organizations, *found.places)}
    keys = {key for m in found.mentions if m.span.covers(span) for key in m.refers_to}
    return " ".join(sorted((iris[key] or "local").removeprefix(_ID) for key in keys)) or "unresolved"


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["case"])
def test_a_name_means_what_the_table_says(case: dict[str, str]) -> None:
    release = _release(case)
    found = extract(release, Authorities.load())
    kind = case["expected"].partition("/")[0]
    assert _meant(found, release, case["mention"], kind) == case["expected"], case["why"]


def test_the_table_expects_nothing_that_the_lists_do_not_hold() -> None:
    authorities = Authorities.load()
    named = {c["expected"] for c in _cases() if "/" in c["expected"]} - {"post/none"}
    unknown = [name for name in sorted(named) if _ID + name not in authorities]
    assert unknown == []
