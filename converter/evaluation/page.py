"""An evaluation as one HTML page that stands alone: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from converter.evaluation.calibration import KINDS, expected_error, reliability
from converter.evaluation.evaluation import Evaluation, Scores
from converter.evaluation.scoring import DocumentScore

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { padding: .2em .7em; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; padding: .3em 0; }
mark { background: #ffe08a; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_Row = Sequence[str | float]


def as_html(evaluation: Evaluation) -> str:
    """The page: totals, calibration, and each release with its disagreements where they stand in the text."""
    lenient = evaluation.lenient
    facts = f"Facts: mean F1 {lenient.facts_f1():.3f} lenient, {evaluation.strict.facts_f1():.3f} strict. "
    facts += f"Metadata: {lenient.metadata():.3f} lenient, {evaluation.strict.metadata():.3f} strict."
    body = [
        f"<h1>Evaluation of {len(lenient.documents)} releases</h1>",
        f"<p>{escape(facts)} Lenient counts any name of a thing, whatever its case, accents and titles; strict its full name, "
        "letter for letter.</p>",
        _sets(evaluation),
        _fields(evaluation),
        "<h2>Calibration</h2>",
        "<p>How sure the converter was, and how often it was right.</p>",
        *_calibration(lenient),
        "<h2>Releases</h2>",
        *map(_document, lenient.documents),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>Evaluation</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


def _table(header: Sequence[str], rows: Iterable[_Row]) -> str:
    """Numbers are set right, to three digits unless they are counts; text is escaped."""
    heads = "".join(f"<th>{escape(text)}</th>" for text in header)
    lines = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows]
    return f"<table>\n<tr>{heads}</tr>\n" + "\n".join(lines) + "\n</table>"


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    return f'<td class="n">{value if isinstance(value, int) else f"{value:.3f}"}</td>'


def _sets(evaluation: Evaluation) -> str:
    header = ["", "precision", "recall", "F1", "found", "extra", "missed", "strict precision", "strict recall", "strict F1"]
    strict = evaluation.strict.sets()
    rows: list[_Row] = [
        [name, t.precision, t.recall, t.f1, t.tp, t.fp, t.fn, strict[name].precision, strict[name].recall, strict[name].f1]
        for name, t in evaluation.lenient.sets().items()
    ]
    return _table(header, rows)


def _fields(evaluation: Evaluation) -> str:
    strict = evaluation.strict.fields()
    rows: list[_Row] = [[name, share, strict[name][0], count] for name, (share, count) in evaluation.lenient.fields().items()]
    return _table(["", "accuracy", "strict accuracy", "releases"], rows)


def _calibration(scores: Scores) -> list[str]:
    judgements = [judgement for document in scores.documents for judgement in document.judgements]
    parts = []
    for kind in KINDS:
        bins = reliability(judgement for judgement in judgements if judgement.kind == kind)
        parts.append(f"<h3>{escape(kind)}s: expected calibration error {expected_error(bins):.3f}</h3>")
        rows: list[_Row] = [[f"{b.low:.2f} to {b.high:.2f}", b.count, b.confidence, b.accuracy] for b in bins]
        parts.append(_table(["confidence", "number", "claimed", "right"], rows))
    return parts


def _document(document: DocumentScore) -> str:
    name = escape(document.release)
    if document.problem is not None:
        return f"<p><strong>{name}</strong>: no output: {escape(document.problem)}</p>"
    if not document.disagreements:
        return f"<p><strong>{name}</strong>: no disagreement</p>"
    rows = []
    for item in document.disagreements:
        where = "" if item.place is None else f"line {item.line}, {item.place[0]} to {item.place[1]}"
        before, _, rest = item.context.partition("[")
        inside, _, after = rest.partition("]")
        context = f"{escape(before)}<mark>{escape(inside)}</mark>{escape(after)}" if item.context else ""
        cells = "".join(_cell(text) for text in (item.field, item.kind, item.expected, item.found, where))
        rows.append(f"<tr>{cells}<td>{context}</td></tr>")
    heads = "".join(f"<th>{text}</th>" for text in ("field", "", "expected", "found", "where", "text"))
    table = f"<table>\n<tr>{heads}</tr>\n" + "\n".join(rows) + "\n</table>"
    return f"<details><summary><strong>{name}</strong>: {len(rows)} disagreements</summary>\n{table}\n</details>"
