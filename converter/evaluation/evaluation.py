"""A folder of output against a folder of annotations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from converter.errors import SourceError
from converter.evaluation.gold import Gold, read
from converter.evaluation.measures import Tally, total
from converter.evaluation.output import Output
from converter.evaluation.scoring import DocumentScore, score

#: The sets whose F1 make up the one figure for facts.
FACTS = ("people", "roles", "organizations", "places", "events", "agreements", "quotes with speaker", "publishers")


@dataclass(frozen=True, slots=True)
class Scores:
    """All releases under one comparison (strict or lenient)."""

    documents: tuple[DocumentScore, ...]

    def fields(self) -> dict[str, tuple[float, int]]:
        """Field -> (share of releases that have it right, number of releases it is scored for)."""
        names = dict.fromkeys(name for document in self.documents for name in document.fields)
        values = {name: [d.fields[name] for d in self.documents if name in d.fields] for name in names}
        return {name: (sum(found) / len(found), len(found)) for name, found in values.items()}

    def sets(self) -> dict[str, Tally]:
        """Field -> counts over all releases (micro average)."""
        names = dict.fromkeys(name for document in self.documents for name in document.sets)
        return {name: total(d.sets[name] for d in self.documents if name in d.sets) for name in names}

    def facts(self) -> Tally:
        """Counts over all sets of :data:`FACTS`."""
        sets = self.sets()
        return total(sets[name] for name in FACTS if name in sets)

    def facts_f1(self) -> float:
        """The mean of the F1 of the sets of :data:`FACTS`."""
        sets = self.sets()
        return sum(sets[name].f1 for name in FACTS if name in sets) / len(FACTS)

    def metadata(self) -> float:
        """The mean of the accuracies of the single fields."""
        accuracies = [share for share, _ in self.fields().values()]
        return sum(accuracies) / len(accuracies) if accuracies else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The same output twice: as a reader would compare it, and letter for letter."""

    lenient: Scores
    strict: Scores


def evaluate(gold: Path, output: Path) -> Evaluation:
    """Score ``output/**/<stem>.ttl`` for each annotation in `gold`. A release without one is missed as a whole.

    Raises UsageError for annotations that are not in order.
    """
    return compare((annotation, *_read(annotation, output)) for annotation in read(gold))


def compare(releases: Iterable[tuple[Gold, Output | None, str | None]]) -> Evaluation:
    """Score releases: each with its annotation and its output, or why there is none."""
    pairs = list(releases)
    lenient = tuple(score(annotation, found, False, problem) for annotation, found, problem in pairs)
    strict = tuple(score(annotation, found, True, problem) for annotation, found, problem in pairs)
    return Evaluation(Scores(lenient), Scores(strict))


def _read(gold: Gold, output: Path) -> tuple[Output | None, str | None]:
    names = (f"{Path(gold.release).stem}.ttl", f"{gold.release}.ttl")
    files = [file for name in names for file in sorted(output.rglob(escape(name))) if _is_output(file, output)]
    if not files:
        return None, f"there is no {names[0]}"
    try:
        return Output(files[0].read_bytes()), None
    except (SourceError, OSError) as error:
        return None, f"{files[0].name}: {error}"


def _is_output(file: Path, output: Path) -> bool:
    parents = file.relative_to(output).parts[:-1]
    return parents[:1] != ("failed",) and not any(part.startswith(".") for part in parents)
