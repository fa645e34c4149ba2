"""The figures that must not drop: measured on annotated releases, pinned together with a digest of these releases.

``python -m converter.evaluation.gate`` measures and says whether all floors hold; with ``--raise`` it pins what got better,
and only with ``--lower`` what got worse. Corpora whose folders are missing are passed over.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from converter.errors import UsageError
from converter.evaluation.evaluation import Evaluation, Scores, compare
from converter.evaluation.gold import read
from converter.evaluation.output import Output
from converter.model import Source, Status
from converter.pipeline import convert

FLOORS = Path("tests/evaluation/floors.json")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated releases and the figures pinned for them; folders are resolved against the project's own."""

    name: str
    sources: Path
    gold: Path
    digest: str
    floors: dict[str, float]

    @property
    def there(self) -> bool:
        """Whether both folders are here."""
        return self.sources.is_dir() and self.gold.is_dir()


def corpora(floors: Path = FLOORS, root: Path = Path()) -> list[Corpus]:
    """The corpora that the file `floors` names, with paths relative to `root`."""
    data = json.loads((root / floors).read_text(encoding="utf-8"))
    return [
        Corpus(name, root / entry["sources"], root / entry["gold"], entry["digest"], entry["floors"])
        for name, entry in data.items()
    ]


def digest(corpus: Corpus) -> str:
    """SHA-256 over the annotations and the releases they are of: figures of other releases are other figures."""
    hashed = sha256()
    for file in (*sorted(corpus.gold.glob("*.json")), *(corpus.sources / gold.release for gold in read(corpus.gold))):
        hashed.update(f"{file.name}\0".encode() + sha256(file.read_bytes()).digest())
    return hashed.hexdigest()


def evaluate_corpus(corpus: Corpus) -> Evaluation:
    """Convert the annotated releases here and now, and score them."""
    return compare((gold, *_converted(corpus.sources / gold.release)) for gold in read(corpus.gold))


def _converted(file: Path) -> tuple[Output | None, str | None]:
    result = convert(Source(file.name, file.read_bytes()))
    if result.conversion.status is Status.FAILED:
        return None, "; ".join(issue.message for issue in result.conversion.issues)
    return Output(result.files["turtle"]), None


def measure(evaluation: Evaluation) -> dict[str, float]:
    """All figures, cut to four digits: F1 of each set, accuracy of each field, strict and lenient, and exact spans."""
    spans = [sum(column) for column in zip(*(d.spans for d in evaluation.lenient.documents), strict=True)]
    figures = {"spans exact": spans[0] / spans[1] if spans[1] else 0.0}
    for name, scores in (("lenient", evaluation.lenient), ("strict", evaluation.strict)):
        figures |= {f"{name} {figure}": value for figure, value in _figures(scores).items()}
    return {name: math.floor(value * 10_000) / 10_000 for name, value in figures.items()}


def _figures(scores: Scores) -> dict[str, float]:
    fields = {name: share for name, (share, _) in scores.fields().items()}
    return {name: tally.f1 for name, tally in scores.sets().items()} | fields | {"facts": scores.facts().f1}


def shortfalls(corpus: Corpus, figures: dict[str, float]) -> list[str]:
    """What is wrong, one line each; nothing where every floor holds and the corpus is the one that was pinned."""
    found = []
    if digest(corpus) != corpus.digest:
        found.append(f"{corpus.name}: releases or annotations changed since the floors were pinned; pin them again")
    for name, floor in corpus.floors.items():
        value = figures.get(name, 0.0)
        if value < floor:
            found.append(f"{corpus.name}: {name} is {value:.4f}, the floor is {floor:.4f}")
    return found


def pin(floors: Path, corpus: Corpus, figures: dict[str, float], lower: bool) -> None:
    """Write the figures of one corpus as its floors; unless `lower`, those that are higher than before only.

    Without `lower`, a corpus that changed is refused with UsageError: other releases, other figures.
    """
    current = digest(corpus)
    if not lower and corpus.digest not in ("", current):
        raise UsageError(f"{corpus.name}: the releases or annotations changed; compare the figures, then pin with --lower")
    kept = {} if lower else corpus.floors
    data: dict[str, Any] = json.loads(floors.read_text(encoding="utf-8"))
    data[corpus.name]["digest"] = current
    data[corpus.name]["floors"] = {name: max(value, kept.get(name, 0.0)) for name, value in sorted(figures.items())}
    floors.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


@click.command()
@click.argument("floors", type=click.Path(exists=True, dir_okay=False, path_type=Path), default=FLOORS)
@click.option("--raise", "higher", is_flag=True, help="Pin the figures that are higher than their floor.")
@click.option("--lower", is_flag=True, help="Pin all figures as they are, the lower ones too.")
def main(floors: Path, higher: bool, lower: bool) -> None:
    """Measure the annotated releases named in FLOORS and compare with the floors pinned there."""
    wrong = []
    for corpus in corpora(floors):
        if not corpus.there:
            click.echo(f"{corpus.name}: not here, passed over", err=True)
            continue
        figures = measure(evaluate_corpus(corpus))
        if higher or lower:
            pin(floors, corpus, figures, lower)
            corpus = next(other for other in corpora(floors) if other.name == corpus.name)
        lenient, strict = figures["lenient facts"], figures["strict facts"]
        click.echo(f"{corpus.name}: facts {lenient:.4f} lenient, {strict:.4f} strict; {len(corpus.floors)} floors")
        wrong += shortfalls(corpus, figures)
    for line in wrong:
        click.echo(line, err=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
