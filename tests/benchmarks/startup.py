"""How long ``convert --help`` takes, beside a Python that does nothing: ``python -m tests.benchmarks.startup``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import converter": ["-c", "import converter"],
    "convert --help": ["-m", "converter", "convert", "--help"],
}


def seconds(arguments: list[str]) -> float:
    """The wall time of one fresh interpreter."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the median of several runs, in milliseconds, once the files are in the system's cache."""
    for name, arguments in COMMANDS.items():
        seconds(arguments)
        times = [seconds(arguments) for _ in range(RUNS)]
        print(f"{name:<18} {statistics.median(times) * 1000:6.0f} ms (fastest {min(times) * 1000:.0f})")


if __name__ == "__main__":
    main()
