"""Measure how fast the leak check reads.

    python scripts/bench/leak_check.py

The project's own marked turns, their names replaced, over and over, as plain text, as markup, as
JSON and among null bytes, searched for 400 names drawn from the lists of the surrogates. Figures
are megabytes a second of processor time on one core.
"""

from __future__ import annotations

import json
import random
import re
import time
from pathlib import Path

from interview_kit.pseudonym.gazetteer import name_lists
from interview_kit.pseudonym.leak_check import find_leaks, known_forms
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName

TURNS = Path(__file__).parents[2] / "tests" / "pseudonym" / "data" / "turns_nl.jsonl"
MARKED = re.compile(r"\{\w+:[^{}]*\}")
NAMES = 400
TIMES = 30


def made_up_names(draw: random.Random) -> list[RosterName]:
    """Full names of all origins."""
    lists = name_lists()
    given = [name for names in lists.given.values() for name in names]
    surnames = [name for names in lists.surnames.values() for name in names]
    return [
        RosterName(f"{draw.choice(given)} {draw.choice(surnames)}", MentionType.PERSON)
        for _ in range(NAMES)
    ]


def files() -> dict[str, bytes]:
    """What an export may look like, by kind."""
    rows = [json.loads(line)["marked"] for line in TURNS.read_text("utf-8").splitlines()]
    turns = [MARKED.sub("[zus van P07]", row) for row in rows] * TIMES
    text = "\n".join(turns)
    markup = "".join(f'<u xml:id="u{at}" who="#P07">{turn}</u>\n' for at, turn in enumerate(turns))
    lines = "\n".join(json.dumps({"turn": at, "text": turn}) for at, turn in enumerate(turns))
    return {
        "text": text.encode(),
        "markup": markup.encode(),
        "json": lines.encode(),
        "null bytes": text.replace("\n", "\x00").encode(),
    }


def main() -> None:
    """Print megabytes a second by kind of file."""
    forms = known_forms((), made_up_names(random.Random(4)))
    print(f"{NAMES} names, {len(forms):,} forms")
    for kind, data in files().items():
        start = time.process_time()
        leaks = find_leaks(data, forms, kind)
        took = time.process_time() - start
        print(f"{kind:12} {len(data) / 1e6 / took:6.1f} MB/s, {len(leaks)} places")


if __name__ == "__main__":
    main()
