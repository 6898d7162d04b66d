"""Kill what changes both stores at every SQL statement, and look what is left.

    python scripts/bench/crash.py [--only NAME]

For each statement: a fresh copy of the study, SIGKILL as the statement begins, both stores checked
(integrity, foreign keys, search index, audit), the operation done again, the stores checked again
and compared with those of a run that nothing disturbed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from interview_kit.workflow.study.open_study import Secret, create_study
from interview_kit.workflow.study.study_settings import Settings
from tests.support.crash import OPERATIONS, Crash

PASSPHRASE = "four plain test words"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=OPERATIONS)
    only = parser.parse_args().only
    flawed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_study(folder / "blank", Secret(PASSPHRASE), Settings(name="study"))
        for number, (each, operation) in enumerate(OPERATIONS.items()):
            if only in (None, each):
                crash = Crash(folder / "blank", folder / str(number), PASSPHRASE, operation)
                flaws = [crash.at(at) for at in range(1, crash.statements + 1)]
                flaws = [flaw for flaw in flaws if flaw]
                flawed += len(flaws)
                print(f"{each}: {crash.statements} kills, {len(flaws)} flaws", flush=True)
                print(*flaws, sep="\n")
    return flawed


if __name__ == "__main__":
    sys.exit(main() > 0)
