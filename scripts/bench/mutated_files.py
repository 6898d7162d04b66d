#!/usr/bin/env python3
"""Read thousands of damaged files that are no transcripts: no traceback, no hang, no hunger.

    scripts/bench/mutated_files.py [--files 10000] [--studies 50] [--seed 1]

Guides, study.toml, release.toml, keymaps, rosters, maps of recordings, vault.key, manifests of
backups, public keys, signatures and answers of a cluster, each damaged in one to four ways, must be
read, or refused by an error that its caller expects. Nothing may take over 10 s, or 1 GB more than
the program. With --studies so many backups are damaged and restored, and studies damaged and
merged.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from mutated_transcripts import damaged

from interview_kit.deposit.study_description import parse_about
from interview_kit.disk.disk_errors import as_sentence
from interview_kit.disk.signature import new_signing_key, read_public_key, trusted_comment
from interview_kit.errors import KitError
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.interface.keymap import parse_keymap
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.speech.cluster_answers import chunks_in, report_in
from interview_kit.vault.vault_key import (
    Cost,
    Secret,
    new_key,
    read_holders,
    wrap_with_passphrase,
    write_holders,
)
from interview_kit.workflow.capture.interview_map import read_map
from interview_kit.workflow.governance.backup import back_up, restore
from interview_kit.workflow.governance.study_merge import merge
from interview_kit.workflow.study.backup_manifest import read_manifest
from interview_kit.workflow.study.open_study import create_study, open_study
from interview_kit.workflow.study.shipped_files import shipped_guides
from interview_kit.workflow.study.study_settings import Settings, read_settings, write_settings
from tests.support.passphrase import PASSPHRASE
from tests.support.releasable_study import filed_interview

SLOW_S, HUNGRY_BYTES = 10.0, 1 << 30
OTHER = "four other plain words"
Reader = Callable[[Path], object]


def text_of(path: Path) -> str:
    """A file as the program reads text; bytes that are none are replaced here."""
    return path.read_bytes().decode("utf-8-sig", "replace")


def kinds(folder: Path) -> dict[str, tuple[bytes, Reader]]:
    """A sound file of each kind, and what reads it."""
    key = new_signing_key()
    signed = b"what is signed"
    write_settings(folder / "study.toml", Settings(name="Een studie"))
    holder = wrap_with_passphrase("owner", new_key(), PASSPHRASE, Cost(1, 8, 1))
    write_holders(folder / "vault.key", [holder], bytes(16))
    held = (folder / "vault.key").read_bytes()
    (folder / "vault.key.copy").unlink()
    word = {"text": " ja", "start_ms": 0, "end_ms": 9, "probability": 0.5, "levels": [1.0],
            "overlap": False}  # fmt: skip
    chunk = {"event": "stretch", "first_frame": 0, "end_frame": 9, "language": "nl",
             "segments": [[word]]}  # fmt: skip
    report = {"sha256": "0" * 64, "versions": {"a": "1"}, "threads": 1, "spills": False}
    shipped, *_ = shipped_guides()
    guide = parse_guide(shipped.read_text("utf-8"), shipped.name)
    made: dict[str, tuple[bytes, Reader]] = {
        "study.toml": ((folder / "study.toml").read_bytes(), read_settings),
        "release.toml": (
            b'title = "T"\ncreators = ["Visser, Iris"]\nallowed_names = ["Iris Visser"]\n'
            b'[purposes.share]\nk = 3\nformats = ["jsonl"]\n',
            lambda path: parse_about(text_of(path), path.name),
        ),
        "keys.toml": (b'[interview]\nnext = "n"\nskip = "s"\n',
                      lambda path: parse_keymap(text_of(path), path.name)),
        "roster.txt": (b"sister: Marieke\nplace: Zwolle\nname: Jan de Vries\n",
                       lambda path: parse_roster(text_of(path), "P07")),
        "map.csv": (b"file;participant;language;date\na.wav;P07;nl;2026-01-01\nb.wav;P08;en;\n",
                    lambda path: read_map(path, path.parent, guide)),
        "vault.key": (held, read_holders),
        "study.pub": (key.public.as_file(), lambda path: read_public_key(text_of(path))),
        "x.minisig": (key.sign(signed, "a comment"),
                      lambda path: trusted_comment(signed, path.read_bytes(), key.public)),
        "answer.json": (json.dumps([chunk]).encode(),
                        lambda path: chunks_in(path.read_bytes(), 0, 100)),
        "report.json": (json.dumps(report).encode(), lambda path: report_in(path.read_bytes())),
        "manifest-sha256.txt": (
            b"".join(b"0" * 64 + b"  " + name + b"\n" for name in
                     (b"vault.db", b"corpus.db", b"vault.key", b"study.toml", b"guides/a.toml")),
            lambda path: read_manifest(path.parent),
        ),
    }  # fmt: skip
    for shipped in shipped_guides():
        made[shipped.name] = (
            shipped.read_bytes(), lambda path: parse_guide(text_of(path), path.name)
        )  # fmt: skip
    return made


EXPECTED: dict[str, tuple[type[Exception], ...]] = {
    name: (KitError, ValueError, TypeError) if name == "report.json" else (KitError, ValueError)
    for name in ("answer.json", "report.json", "x.minisig")
}


def main() -> int:
    """Damage, read, count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--studies", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = sorted(kinds(folder).items())
        pages = Path("/proc/self/statm").read_text().split()[0]
        limit = int(pages) * resource.getpagesize() + HUNGRY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
        for number in range(options.files):
            kind, (content, read) = made[number % len(made)]
            for _ in range(dice.randrange(1, 5)):
                content = damaged(content, dice)
            (folder / kind).write_bytes(content)
            began = time.perf_counter()
            try:
                read(folder / kind)
                outcomes["read"] += 1
            except EXPECTED.get(kind, (KitError,)):
                outcomes["refused"] += 1
            except Exception as error:
                outcomes["traceback"] += 1
                faults.append(f"{number} {kind}: {error!r:.200} of {content[:400]!r}")
            slowest = max(slowest, time.perf_counter() - began)
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        if options.studies:
            slowest = max(slowest, studies(folder / "s", options.studies, dice, outcomes, faults))
    print(
        f"{options.files} files of {len(made)} kinds, {2 * options.studies} restores and merges: "
        + ", ".join(f"{count} {what}" for what, count in outcomes.items())
        + f"; slowest {slowest:.2f} s"
    )
    for fault in faults[:10]:
        print(fault)
    return 1 if faults or slowest > SLOW_S else 0


def studies(
    folder: Path, count: int, dice: random.Random, outcomes: Counter[str], faults: list[str]
) -> float:
    """Damage a file of a backup and restore it; damage a file of a study and merge it."""
    create_study(folder / "here", Secret(PASSPHRASE), Settings(name="here"))
    create_study(folder / "there", Secret(OTHER), Settings(name="there"))
    with open_study(folder / "there", Secret(OTHER)) as study:
        filed_interview(study, "P08", "Het was een rustige dag.")
        made = Path(back_up(study, folder / "usb").folder)

    def restored(place: Path) -> None:
        restore(place, Secret(OTHER), folder / "again", unsigned=dice.random() < 0.5)

    def merged(place: Path) -> None:
        with (
            open_study(folder / "here", Secret(PASSPHRASE)) as study,
            open_study(place, Secret(OTHER)) as other,
        ):
            merge(study, other, dry_run=True)

    slowest = 0.0
    for number in range(2 * count):
        source, act = ((made, restored), (folder / "there", merged))[number % 2]
        place = folder / "damaged"
        shutil.copytree(source, place)
        file = dice.choice(sorted(each for each in place.rglob("*") if each.is_file()))
        file.write_bytes(damaged(file.read_bytes(), dice))
        began = time.perf_counter()
        try:
            act(place)
            outcomes["read"] += 1
        except KitError:
            outcomes["refused"] += 1
        except Exception as error:
            if as_sentence(error):  # which every command says in its place
                outcomes["refused"] += 1
            else:
                outcomes["traceback"] += 1
                faults.append(f"{act.__name__} {file.name}: {error!r:.300}")
        slowest = max(slowest, time.perf_counter() - began)
        for left in (place, folder / "again"):
            shutil.rmtree(left, ignore_errors=True)
    return slowest


if __name__ == "__main__":
    sys.exit(main())
