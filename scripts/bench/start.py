"""How long the command line takes to answer: `interview-kit --help`, whole process.

python scripts/bench/start.py [--runs 20]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    for name, command in (
        ("python, doing nothing", [sys.executable, "-c", "pass"]),
        ("interview-kit --help", [sys.executable, "-m", "interview_kit", "--help"]),
    ):
        seconds = sorted(_seconds(command) for _ in range(runs + 1))[:-1]
        low, middle, high = seconds[0], statistics.median(seconds), seconds[-1]
        print(f"{name:24} min {low:.3f}  median {middle:.3f}  max {high:.3f} s")


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
