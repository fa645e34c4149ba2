"""How well damaged text is understood: ``python -m tests.benchmarks.ocr_noise [SOURCES GOLD]``.

Damages the text files of SOURCES (the samples) as optical recognition does, with a growing share of wrong characters, converts
them and compares with the annotations of the undamaged text. A name that is damaged counts only where it was put right, so
that the figures fall even for a reader who errs nowhere. Damage is drawn anew for each of SEEDS and the figures are their mean;
the seeds are fixed, so that two runs give the same.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from statistics import mean

from converter.evaluation.evaluation import Scores, compare
from converter.evaluation.gold import Gold
from converter.evaluation.gold import read as read_gold
from converter.evaluation.output import Output
from converter.model import Source, Status
from converter.pipeline import convert

ROOT = Path(__file__).resolve().parents[2]
RATES = (0.0, 0.005, 0.01, 0.02, 0.04, 0.08)
SEEDS = ("", "second", "third")
SHOWN = ("people", "roles", "organizations", "places", "quotes with speaker")
# What printed characters are taken for; a character that is not listed is left out.
_CONFUSIONS = {
    **dict(zip("áéíóúüñ", ("a", "e6", "i", "oé", "u", "ii", "n"), strict=True)),
    **dict(
        zip("oO0lI1SBscebhgqu", ("0", "0", "O", "1", "l", "l", "5", "8", "5", "e", "c", "h", "b", "q", "g", "v"), strict=True)
    ),
    **{"m": ("rn", "in"), "n": ("ri", "u"), "d": ("cl",), "v": ("u",), "r": ("t",), "t": ("f",), "f": ("t",), "i": ("l", "í")},
    **{"a": ("o", "á"), ",": (".",), ".": (",",), " ": ("",), "“": ('"', "*"), "”": ('"', "'")},
}


def damaged(text: str, rate: float, seed: str) -> str:
    """`text` with a share of `rate` of its characters, line ends aside, printed wrong."""
    chance = random.Random(f"{seed} {rate}")
    return "".join(
        chance.choice(_CONFUSIONS.get(each, ("",))) if each != "\n" and chance.random() < rate else each for each in text
    )


def scores(sources: Path, gold: list[Gold], rate: float, seed: str) -> tuple[Scores, int]:
    """The lenient scores at this rate, and how many releases were refused (they count as all missed)."""
    found, refused = [], 0
    for each in gold:
        text = (sources / each.release).read_text(encoding="utf-8")
        result = convert(Source(each.release, damaged(text, rate, each.release + seed).encode()))
        failed = result.conversion.status is Status.FAILED
        refused += failed
        why = "; ".join(issue.message for issue in result.conversion.issues) if failed else None
        found.append((each, None if failed else Output(result.files["turtle"]), why))
    return compare(found).lenient, refused


def main() -> None:
    """Print one line per rate of wrong characters: the mean F1, and how many releases were refused in all."""
    sources, folder = map(Path, sys.argv[1:3]) if len(sys.argv) > 2 else (ROOT / "converter/samples", ROOT / "tests/gold")
    gold = [each for each in read_gold(folder) if Path(each.release).suffix == ".txt"]
    print(
        f"{len(gold)} releases; F1\n{'wrong':>6} {'facts':>6} "
        + " ".join(f"{name:>{len(name)}}" for name in SHOWN)
        + " refused"
    )
    for rate in RATES:
        several = [scores(sources, gold, rate, seed) for seed in (SEEDS if rate else SEEDS[:1])]
        cells = " ".join(f"{mean(found.sets()[name].f1 for found, _ in several):{len(name)}.3f}" for name in SHOWN)
        facts, refused = mean(found.facts_f1() for found, _ in several), sum(refused for _, refused in several)
        print(f"{rate:6.1%} {facts:6.3f} {cells} {refused:7}")


if __name__ == "__main__":
    main()
