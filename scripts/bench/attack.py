#!/usr/bin/env python3
"""Attack the program in every way that docs/threats.md speaks of, and print what came of it.

    scripts/bench/attack.py [--short] [--only SECTION ...] [--seed 1]

Each section is a bench of its own beside this file, which can be run by itself for more or less.
With --short each tries a little; another seed tries other things where a section tries by chance.
`places` needs to be root on Linux, and is left out otherwise.
Exit 1 where something that is promised did not hold.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Section:
    """What is run: a script beside this one, with what it is told for all and for a little.

    `by_chance` says that it takes a seed.
    """

    script: str
    full: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    needs_root: bool = False
    by_chance: bool = True


SECTIONS: dict[str, Section] = {
    "damage": Section("attack_vault.py", ("--flips", "1000"), ("--flips", "20")),
    "taken away": Section("attack_vault.py", ("--takes", "50"), ("--takes", "9")),
    "places": Section("attack_vault.py", ("--places",), ("--places", "--every", "40"), True),
    "forging": Section("attack_forging.py", by_chance=False),
    "names": Section("attack_names.py", (), ("--names", "200"), by_chance=False),
    "transcripts": Section("mutated_transcripts.py", ("--files", "30000"), ("--files", "500")),
    "other files": Section(
        "mutated_files.py", ("--files", "20000", "--studies", "200"), ("--files", "500")
    ),
    "guides": Section(
        "hostile_guides.py",
        ("--guides", "10000"),
        ("--guides", "100", "--screen", "2", "--plain", "2"),
    ),
}


def main() -> int:
    """Run the sections one after the other, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows, is_good = [], True
    for name in options.only:
        section = SECTIONS[name]
        if section.needs_root and (sys.platform != "linux" or os.geteuid() != 0):
            rows.append((name, "left out", 0.0, "needs to be root on Linux"))
            continue
        command = [
            *(sys.executable, HERE / section.script),
            *(section.short if options.short else section.full),
            *(("--seed", str(options.seed)) if section.by_chance else ()),
        ]
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        is_good &= done.returncode == 0
        verdict = "held" if done.returncode == 0 else "DID NOT HOLD"
        said = done.stdout.strip() or done.stderr.strip()
        rows.append((name, verdict, time.monotonic() - began, said))
        print(f"{name}: {verdict}", file=sys.stderr)
    for name, verdict, took_s, said in rows:
        for number, line in enumerate(said.splitlines()[:40]):
            head = f"{name:12} {verdict:13} {took_s:6.0f} s" if number == 0 else " " * 35
            print(f"{head}  {line}")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
