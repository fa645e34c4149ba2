"""Fits ``ontology/evaluation/calibration.tsv``: how often the converter is right for each score of its rules.

``python -m converter.evaluation.calibrate GOLD OUTPUT [GOLD OUTPUT ...]`` takes folders of annotations, each with what the
converter made of the releases under ``calibrate = false``, and best before any rule was written for them: what is known gets
better than what is to come. It prints the table, and to standard error how it does on each set when fitted on the others.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import click

from converter.errors import UsageError
from converter.evaluation.calibration import KINDS, expected_error, reliability
from converter.evaluation.evaluation import evaluate
from converter.evaluation.scoring import Judgement
from converter.linking.calibration import Step, probability

FEWEST = 30  # judgements a step needs, where there are as many: fewer tell more of their releases than of a score
_PRIOR = 20  # judgements that what the rules claim is worth: with less of it, sets held out come out worse
_SUREST = 0.95  # what a claim is taken for at most

_HEAD = """\
# How often the converter is right for each score of its rules: `probability` from the score `raw` up to the next row of the
# same kind and basis (see converter/linking/calibration.py). What has no row keeps its score. Fitted on `cases`, in which a
# thing with one score counts once for each release.
# Speakers of statements are found as those of quotations are, and have their figures.
# Made by python -m converter.evaluation.calibrate; fit it again rather than edit it.
# source: {}
kind\tbasis\traw\tprobability\tcases"""

Block = tuple[float, int, int, float]  # lowest score, how many are right, how many there are, sum of their claims
Curves = Mapping[tuple[str, str], tuple[Step, ...]]


def fit(judgements: Iterable[Judgement]) -> tuple[Step, ...]:
    """Isotonic regression: the steps on which the share of right judgements rises with the confidence claimed.

    Neighbours that do not rise are pooled (pool adjacent violators; Ayer et al. 1955). Each share is taken as if as many more
    judgements as :data:`_PRIOR` had been right as often as the rules claim, and cut to two places: few cases leave the claim as
    it is, and no number of them makes certainty.

    >>> fit([Judgement("role", score, right) for score in (0.7, 0.9) for right in (True,) * 28 + (score > 0.8, False)])
    (Step(raw=0.7, probability=0.84, cases=30), Step(raw=0.9, probability=0.94, cases=30))
    """
    blocks: list[Block] = []
    for block in _gathered(judgements):
        blocks.append(block)
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]):
            blocks.append(_joined(blocks.pop(), blocks.pop()))
    return tuple(Step(block[0], math.floor(_share(block) * 100) / 100, block[2]) for block in blocks)


def _share(block: Block) -> float:
    _, right, cases, claimed = block
    return (right + _PRIOR * claimed / cases) / (cases + _PRIOR)


def _joined(one: Block, other: Block) -> Block:
    return min(one[0], other[0]), one[1] + other[1], one[2] + other[2], one[3] + other[3]


def _gathered(judgements: Iterable[Judgement]) -> list[Block]:
    """A block for each score, the lowest first; neighbours together until they are :data:`FEWEST`."""
    found: list[Block] = []
    for score, same in groupby(sorted(judgements, key=lambda j: -j.confidence), key=lambda j: j.confidence):
        rights = [judgement.correct for judgement in same]
        block = (score, sum(rights), len(rights), len(rights) * min(score, _SUREST))
        found.append(_joined(found.pop(), block) if found and found[-1][2] < FEWEST else block)
    if len(found) > 1 and found[-1][2] < FEWEST:
        found.append(_joined(found.pop(), found.pop()))
    return found[::-1]


def curves(judgements: Iterable[Judgement]) -> Curves:
    """The steps for each kind and basis, in the order of :data:`KINDS`."""
    groups: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in judgements:
        groups.setdefault((judgement.kind, judgement.basis), []).append(judgement)
    return {place: fit(groups[place]) for place in sorted(groups, key=lambda place: (KINDS.index(place[0]), place[1]))}


def held_out(sets: Sequence[Sequence[Judgement]]) -> list[Judgement]:
    """Every judgement with the probability that a fit on the other sets gives it."""
    found = []
    for one in sets:
        fitted = curves(judgement for other in sets if other is not one for judgement in other)
        found += [
            Judgement(j.kind, probability(fitted.get((j.kind, j.basis), ()), j.confidence), j.correct, j.basis) for j in one
        ]
    return found


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--source", default="unknown", help="What the annotated releases are, for the head of the table.")
def main(folders: tuple[Path, ...], source: str) -> None:
    """Fit the table of probabilities on FOLDERS: annotations, output, and so on by turns."""
    if len(folders) % 2:
        raise UsageError("give a folder of output after each folder of annotations")
    sets = []
    for gold, output in zip(folders[::2], folders[1::2], strict=True):
        documents = evaluate(gold, output).lenient.documents
        # A thing that a release names over and over with one score is one case.
        sets.append([judgement for document in documents for judgement in dict.fromkeys(document.judgements)])
    everything = [judgement for one in sets for judgement in one]
    click.echo(_HEAD.format(source))
    for (kind, basis), steps in curves(everything).items():
        for step in steps:
            click.echo(f"{kind}\t{basis}\t{step.raw:g}\t{step.probability:g}\t{step.cases}")
    click.echo(f"{'':13} cases  right  claimed  error  fitted on the other sets: claimed  error", err=True)
    after = held_out(sets)
    for kind in KINDS:
        before = [judgement for judgement in everything if judgement.kind == kind]
        if before:
            right = sum(judgement.correct for judgement in before) / len(before)
            told = f"{_told(before)}  {'':25} {_told(j for j in after if j.kind == kind)}"
            click.echo(f"{kind:13} {len(before):5} {right:6.3f} {told}", err=True)


def _told(judgements: Iterable[Judgement]) -> str:
    """The mean of what is claimed, and the expected calibration error."""
    rows = reliability(judgements)
    claimed = sum(row.confidence * row.count for row in rows) / sum(row.count for row in rows)
    return f"{claimed:8.3f} {expected_error(rows):6.3f}"


if __name__ == "__main__":
    sys.exit(main())
