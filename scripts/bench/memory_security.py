"""What SQLCipher's `cipher_memory_security` costs: every allocation locked and wiped, or not.

    python scripts/bench/memory_security.py [--rounds 5] [--blocks 600]

A vault takes blocks of sound, a commit each as while recording, and gives them back; both ways in
turns. Printed is the median of each, in ms.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from interview_kit.model.block import Block
from interview_kit.model.participant import Participant
from interview_kit.vault import blocks, interviews
from interview_kit.vault.interviews import Interview
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import new_key

BLOCK_BYTES = 30_000  # a second of speech in FLAC


def measured(folder: Path, count: int, *, is_on: bool) -> Iterator[tuple[str, float]]:
    """The parts of the work, and what each took in ms."""
    data, key = os.urandom(BLOCK_BYTES), new_key()
    vault = Vault.create(folder / "vault.db", key)
    vault.db.execute(f"PRAGMA cipher_memory_security = {'ON' if is_on else 'OFF'}")
    state = vault.db.execute("PRAGMA cipher_memory_security").fetchone()
    assert state == (("1",) if is_on else ("0",)), state
    interviews.put_participant(vault, Participant("P07", {}))
    interviews.add(vault, Interview("P07-1", "P07", "g", "f", "s", "nl", "", "2026-01-01"))
    began = time.perf_counter()
    for number in range(count):
        blocks.append(vault, "P07-1", Block(number * 16000, 16000, 16000, 1, data))
    yield "write", 1000 * (time.perf_counter() - began)
    began = time.perf_counter()
    assert sum(1 for _ in blocks.read(vault, "P07-1")) == count
    yield "read", 1000 * (time.perf_counter() - began)
    began = time.perf_counter()
    for _ in range(2000):
        vault.db.execute("SELECT count(*) FROM blocks WHERE first_frame < 100000").fetchone()
    yield "2000 questions", 1000 * (time.perf_counter() - began)
    vault.close()


def main() -> None:
    """Measure, and print what it costs. A process that has it on cannot turn it off again."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--blocks", type=int, default=600)
    parser.add_argument("--one", choices=("on", "off"), help="measure once and print JSON")
    options = parser.parse_args()
    if options.one:
        with tempfile.TemporaryDirectory() as folder:
            print(
                json.dumps(dict(measured(Path(folder), options.blocks, is_on=options.one == "on")))
            )
        return
    took: dict[tuple[str, str], list[float]] = {}
    for _ in range(options.rounds):
        for way in ("off", "on"):
            command = [sys.executable, __file__, "--one", way, "--blocks", str(options.blocks)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            for part, ms in json.loads(done.stdout).items():
                took.setdefault((part, way), []).append(ms)
    for part in dict.fromkeys(part for part, _ in took):
        off, on = (statistics.median(took[part, way]) for way in ("off", "on"))
        print(f"{part:15} off {off:8.1f} ms, on {on:8.1f} ms: {100 * (on / off - 1):+.1f} %")


if __name__ == "__main__":
    main()
