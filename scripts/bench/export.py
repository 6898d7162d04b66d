#!/usr/bin/env python
# ruff: noqa: E402 - pandas is hidden before sqlite-utils looks for it
"""How fast filed interviews become files, and in how much memory: scripts/bench/export.py.

    python scripts/bench/export.py [--interviews 1000] [--turns 300] [--formats jsonl,csv,...]
        [--checked]

A corpus is made up with a quarter, half and all of the interviews. Each format is written from it
to nowhere by a process of its own, which says how much CPU time it took and what its memory
reached: wall-clock time would tell of what else the machine does. The
leak check is timed on its own, on JSON Lines, with made-up names that do not occur; with
--checked each format goes through it instead of nowhere. What a database takes of the memory that
is no process's is its size, in MB of files.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.modules["pandas"] = None  # type: ignore[assignment]  # tests have it, an installation not

from interview_kit.corpus import filed_interviews as filed
from interview_kit.corpus.corpus import Corpus
from interview_kit.export.exporters import BUILT_IN, artefacts, find_exporter
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.leak_check import known_forms
from interview_kit.pseudonym.roster import RosterName, parse_roster
from interview_kit.workflow.publication.file_scan import scan

TALK = """
en toen ging ik naar huis want het was te veel maar later kwam de rust weer terug omdat iemand
luisterde [zus van P07] zei dat het goed was om te wandelen in [plaats 2] elke dag
"""
WORDS = TALK.split()
QUESTIONS = tuple(
    GuideQuestion(f"q{n}", f"Vraag {n} van de leidraad?", f"s{n // 5}", f"Deel {n // 5}")
    for n in range(30)
)


def made_up(number: int, turns: int) -> Record:
    """An interview with turns of 10 to 60 words, the same each time."""
    chance = random.Random(number)
    said = tuple(
        Turn(
            n,
            Speaker.PARTICIPANT if n % 3 else Speaker.INTERVIEWER,
            n * 10_000,
            n * 10_000 + 9_000,
            QUESTIONS[n * len(QUESTIONS) // (turns + 1)].id,
            " ".join(chance.choices(WORDS, k=chance.randint(10, 60))),
        )
        for n in range(1, turns + 1)
    )
    return Record(
        f"P{number}-1", f"P{number}", "nl", "bench", "ab" * 32, "2026-11", turns * 10_000, 1,
        attributes={"gender": "woman"}, questions=QUESTIONS, turns=said,
    )  # fmt: skip


def make_corpus(path: Path, interviews: int, turns: int) -> None:
    """A corpus of made-up interviews."""
    with Corpus.create(path) as corpus:
        for number in range(1, interviews + 1):
            filed.put(corpus, made_up(number, turns))


def one(path: Path, name: str, *, is_checked: bool) -> dict[str, float]:
    """Write one format to nowhere: seconds, megabytes of text and of files, peak memory in MB."""
    forms = known_forms([], made_up_names()) if is_checked else None
    letters = files = 0

    def counted(records: Iterator[Record]) -> Iterator[Record]:
        nonlocal letters
        for record in records:
            letters += sum(len(turn.text.encode()) for turn in record.turns)
            yield record

    with Corpus.open(path) as corpus:
        began = time.process_time()
        for artefact in artefacts(find_exporter(name), counted(filed.records(corpus))):
            if forms is not None:
                assert not scan(artefact.name, artefact.chunks, forms)
                continue
            files += sum(map(len, artefact.chunks))
        seconds = time.process_time() - began
    # Unlike ru_maxrss this starts anew with the program.
    status = Path("/proc/self/status").read_text()
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024
    return {"seconds": seconds, "text": letters / 1e6, "files": files / 1e6, "peak": peak}


def exporter_alone(name: str, interviews: int, turns: int) -> float:
    """Megabytes of text a second where the records are in memory already."""
    records = [made_up(number, turns) for number in range(1, interviews + 1)]
    text = sum(len(turn.text.encode()) for record in records for turn in record.turns) / 1e6
    began = time.process_time()
    for artefact in artefacts(find_exporter(name), records):
        for _ in artefact.chunks:
            pass
    return text / (time.process_time() - began)


def made_up_names() -> tuple[RosterName, ...]:
    """400 names that do not occur."""
    return parse_roster("\n".join(f"buur: Xan{n}drina Ypsil{n}ante" for n in range(400)))


def leak_check(interviews: int, turns: int) -> float:
    """Megabytes of JSON Lines a second through the leak check, with 400 names that do not occur."""
    forms = known_forms([], made_up_names())
    records = [made_up(number, turns) for number in range(1, interviews + 1)]
    (made,) = artefacts(find_exporter("jsonl"), records)
    chunks = list(made.chunks)
    began = time.process_time()
    places = scan("turns.jsonl", chunks, forms)
    assert not places, places[:3]
    return sum(map(len, chunks)) / 1e6 / (time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--turns", type=int, default=300)
    parser.add_argument("--formats", default=",".join(each.name for each in BUILT_IN))
    parser.add_argument("--checked", action="store_true")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(one(Path(given.one[0]), given.one[1], is_checked=given.checked)))
        return
    alone = exporter_alone("jsonl", min(100, given.interviews), given.turns)
    print(f"jsonl, records in memory: {alone:.1f} MB of text a second")
    print(f"leak check of jsonl, 400 names: {leak_check(20, given.turns):.1f} MB a second")
    with tempfile.TemporaryDirectory() as folder:
        sizes = [given.interviews // 4, given.interviews // 2, given.interviews]
        for size in sizes:
            make_corpus(Path(folder) / f"{size}.db", size, given.turns)
        print("| format | interviews | CPU seconds | text MB/s | files MB | peak MB |")
        print("| --- | --- | --- | --- | --- | --- |")
        for name in given.formats.split(","):
            for size in sizes:
                path = Path(folder) / f"{size}.db"
                command = [sys.executable, __file__, "--one", str(path), name]
                command += ["--checked"] * given.checked
                made = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
                print(
                    f"| {name} | {size} | {made['seconds']:.2f} "
                    f"| {made['text'] / made['seconds']:.1f} | {made['files']:.1f} "
                    f"| {made['peak']:.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
