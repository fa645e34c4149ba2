"""An evaluation as text to read, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from converter.evaluation.calibration import KINDS, expected_error, reliability
from converter.evaluation.evaluation import Evaluation, Scores
from converter.evaluation.measures import Tally
from converter.evaluation.scoring import Disagreement
from converter.files import printable


def as_table(evaluation: Evaluation) -> str:
    """Precision, recall and F1 for each set, accuracy for each field; lenient and strict side by side."""
    lenient, strict = evaluation.lenient, evaluation.strict
    lines = [f"{'':22} {'lenient':^24}   {'strict':^23}", f"{'':22} {'P':>7} {'R':>7} {'F1':>7}   {'P':>7} {'R':>7} {'F1':>7}"]
    strict_sets = strict.sets()
    for name, tally in lenient.sets().items():
        counts = f"tp {tally.tp}  fp {tally.fp}  fn {tally.fn}"
        lines.append(f"{name:22} {_figures(tally)}   {_figures(strict_sets[name])}   {counts}")
    lines.append("")
    strict_fields = strict.fields()
    for name, (share, count) in lenient.fields().items():
        lines.append(f"{name:22} {'':15} {share:7.3f}   {'':15} {strict_fields[name][0]:7.3f}   of {count}")
    lines.append("")
    lines.append(f"{'facts, mean F1':22} {'':15} {lenient.facts_f1():7.3f}   {'':15} {strict.facts_f1():7.3f}")
    lines.append(f"{'facts, all together':22} {_figures(lenient.facts())}   {_figures(strict.facts())}")
    lines.append(f"{'metadata':22} {'':15} {lenient.metadata():7.3f}   {'':15} {strict.metadata():7.3f}")
    lines.append(f"{'spans exact':22} {_share(d.spans for d in lenient.documents)}")
    lines.append(f"{'entities grounded':22} {_share(d.grounded for d in lenient.documents)}")
    return "\n".join(lines)


def _figures(tally: Tally) -> str:
    return f"{tally.precision:7.3f} {tally.recall:7.3f} {tally.f1:7.3f}"


def _share(pairs: Iterable[tuple[int, int]]) -> str:
    good, total = (sum(column) for column in zip(*pairs, strict=True))
    return f"{good} of {total}"


def disagreements(scores: Scores) -> str:
    """Every disagreement: the release, the field, what was expected and found, and where."""
    lines = []
    for document in scores.documents:
        if document.problem is not None:
            lines.append(f"{printable(document.release)}: NO OUTPUT: {printable(document.problem)}")
            continue
        lines += [f"{printable(document.release)}: {_told(item)}" for item in document.disagreements]
    return "\n".join(lines)


def _told(item: Disagreement) -> str:
    parts = [f"{item.field}, {item.kind}:"]
    if item.expected:
        parts.append(f"expected «{printable(item.expected)}»")
    if item.found:
        parts.append(f"found «{printable(item.found)}»")
    if item.place is not None:
        parts.append(f"at {item.place[0]}-{item.place[1]}, line {item.line}: {printable(item.context)}")
    return " ".join(parts)


def calibration(scores: Scores) -> str:
    """A reliability table for mentions of each kind, roles and quotations, each with its expected calibration error."""
    judgements = [judgement for document in scores.documents for judgement in document.judgements]
    lines = []
    for kind in KINDS:
        rows = reliability(judgement for judgement in judgements if judgement.kind == kind)
        lines.append(f"{kind}s: expected calibration error {expected_error(rows):.3f}")
        lines.append(f"    {'confidence':13} {'n':>5} {'claimed':>8} {'right':>8}")
        for row in rows:
            lines.append(f"    {row.low:.2f} to {row.high:.2f}  {row.count:5} {row.confidence:8.3f} {row.accuracy:8.3f}")
    return "\n".join(lines)


def as_json(evaluation: Evaluation) -> str:
    """Everything: totals, each release, the disagreements and the calibration."""
    document = {name: _scores(getattr(evaluation, name)) for name in ("lenient", "strict")}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _scores(scores: Scores) -> dict[str, Any]:
    judgements = [judgement for document in scores.documents for judgement in document.judgements]
    tables = {kind: reliability(j for j in judgements if j.kind == kind) for kind in KINDS}
    return {
        "facts_f1": round(scores.facts_f1(), 4),
        "facts": tally_json(scores.facts()),
        "metadata": round(scores.metadata(), 4),
        "sets": {name: tally_json(tally) for name, tally in scores.sets().items()},
        "fields": {name: {"accuracy": round(share, 4), "n": n} for name, (share, n) in scores.fields().items()},
        "calibration": {
            kind: {"expected_error": round(expected_error(rows), 4), "bins": [asdict(row) for row in rows]}
            for kind, rows in tables.items()
        },
        "releases": [
            {
                "release": document.release,
                "problem": document.problem,
                "sets": {name: tally_json(tally) for name, tally in document.sets.items()},
                "fields": document.fields,
                "spans_exact": document.spans,
                "entities_grounded": document.grounded,
                "disagreements": [asdict(item) for item in document.disagreements],
            }
            for document in scores.documents
        ],
    }


def tally_json(tally: Tally) -> dict[str, float]:
    """Counts and figures, to four digits."""
    figures = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return asdict(tally) | {name: round(value, 4) for name, value in figures.items()}
