"""How well the same releases are understood in every format: ``python -m tests.formats.table``.

``[SOURCES GOLD]`` are the releases and their annotations. Prints the facts F1 (lenient) of the file as it came and of its
renderings, with ``--office`` also of those that LibreOffice writes, with ``--scan`` also of pages scanned at 200 dots an inch
and recognised; with ``-v`` also what each rendering finds otherwise than the text does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from converter.evaluation.evaluation import Scores, compare
from converter.evaluation.gold import Gold
from converter.evaluation.gold import read as read_gold
from converter.evaluation.output import Output
from converter.evaluation.scoring import DocumentScore
from converter.model import Source, Status
from converter.pipeline import convert
from tests.formats.elements import elements
from tests.formats.rendering import FORMATS, OFFICE, SCANS

ROOT = Path(__file__).resolve().parents[2]
SAMPLES, GOLD = ROOT / "converter" / "samples", ROOT / "tests" / "gold"
RELEASES, RELEASES_GOLD = ROOT.parent / "shared" / "releases", ROOT.parent / "shared" / "gold"
ORIGINAL = "as it came"
#: Suffix -> by how much the facts F1 of a rendering may differ from that of the text.
MARGINS = {".html": 0.01, ".docx": 0.01, ".pdf": 0.02}


@dataclass(frozen=True, slots=True)
class Table:
    """Scores by format: of the files as they came, then by suffix."""

    columns: dict[str, Scores]

    def facts(self, column: str) -> float:
        return self.columns[column].facts_f1()

    def __str__(self) -> str:
        names = list(self.columns)
        sets = list(self.columns[names[0]].sets())
        fields = list(self.columns[names[0]].fields())
        rows = [("", *names), ("facts F1", *(f"{self.facts(name):.3f}" for name in names))]
        rows += [(each, *(f"{scores.sets()[each].f1:.3f}" for scores in self.columns.values())) for each in sets]
        rows += [(each, *(f"{scores.fields()[each][0]:.3f}" for scores in self.columns.values())) for each in fields]
        return "\n".join(f"{first:24}" + "".join(f"{cell:>13}" for cell in cells) for first, *cells in rows)


@cache
def table(
    sources: Path, gold: Path, suffixes: tuple[str, ...] = (".txt", ".md", ".html"), formats: tuple[str, ...] = tuple(FORMATS)
) -> Table:
    """Convert the annotated releases of `sources` with one of `suffixes`, as they came and rendered in `formats`."""
    chosen = [each for each in read_gold(gold) if Path(each.release).suffix in suffixes]
    columns = {ORIGINAL: _scores((each, each.release, (sources / each.release).read_bytes()) for each in chosen)}
    rendered = [(each, elements(each.release, (sources / each.release).read_bytes(), each)) for each in chosen]
    for suffix in formats:
        columns[suffix] = _scores(
            (each, Path(each.release).stem + suffix, (FORMATS | OFFICE | SCANS)[suffix](release)) for each, release in rendered
        )
    return Table(columns)


def _scores(files: Iterable[tuple[Gold, str, bytes]]) -> Scores:
    return compare([(gold, *_converted(name, data)) for gold, name, data in files]).lenient


def _converted(name: str, data: bytes) -> tuple[Output | None, str | None]:
    result = convert(Source(name, data))
    if result.conversion.status is Status.FAILED:
        return None, "; ".join(issue.message for issue in result.conversion.issues)
    return Output(result.files["turtle"]), None


def differences(found: Table) -> Iterator[str]:
    """What a rendering has right or wrong otherwise than the text."""
    text = found.columns[".txt"]
    for suffix, scores in found.columns.items():
        for one, other in zip(text.documents, scores.documents, strict=True):
            mine, theirs = _told(one), _told(other)
            yield from (f"{suffix:6} {one.release}: not {line}" for line in sorted(mine - theirs))
            yield from (f"{suffix:6} {one.release}: but {line}" for line in sorted(theirs - mine))


def _told(score: DocumentScore) -> set[str]:
    return {f"{each.field} {each.kind}: {each.expected[:70]!r} ~ {each.found[:70]!r}" for each in score.disagreements}


def main() -> None:
    """Print the tables of the samples and, where they are there, of the releases beside the checkout."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    formats = (*FORMATS, *(OFFICE if "--office" in sys.argv else ()), *(SCANS if "--scan" in sys.argv else ()))
    folders = [(Path(words[0]), Path(words[1]))] if words else [(SAMPLES, GOLD), (RELEASES, RELEASES_GOLD)]
    for sources, gold in folders:
        if sources.is_dir():
            found = table(sources, gold, formats=formats)
            print(f"{sources.name}: {len(found.columns[ORIGINAL].documents)} releases\n{found}\n")
            if "-v" in sys.argv:
                print("\n".join(differences(found)), end="\n\n")


if __name__ == "__main__":
    main()
