#!/usr/bin/env python3
"""Attack a study's files: changed bytes, a vault taken away while recording, disks that refuse.

    scripts/bench/attack_vault.py [--flips 1000] [--takes 50] [--places [--every N]] [--seed 1]

Flips: a vault with a minute of sound, one byte changed, salvaged; what of the sound is lost or
differs. Takes: `record` in a process, whose vault is deleted, cut, moved or replaced; the time to
the alarm and what is kept. Places: every command on a study that is full, read only, unreadable,
empty or missing; needs to be root on Linux, for a small tmpfs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from interview_kit.audio.block_codec import decode_block
from interview_kit.vault import blocks
from interview_kit.vault.interviews import Interview
from interview_kit.vault.pages import Pages
from interview_kit.vault.salvage import salvage
from interview_kit.vault.scan import Scan
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.study.open_study import create_study
from interview_kit.workflow.study.study_settings import Settings

PASSPHRASE = "four plain test words"
RATE, SECONDS = 16000, 60
# Root reads what nobody may read: the commands run without that.
LIKE_A_USER = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
READING = {"list", "show", "states", "search", "answers", "audit list", "vault check", "releases"}
COMMANDS: dict[str, str] = {
    "list": "list",
    "show": "show P07-1",
    "states": "states",
    "search": "search goed",
    "answers": "answers today",
    "audit list": "audit list",
    "audit verify": "audit verify",
    "releases": "releases",
    "vault check": "vault check",
    "vault holders": "vault holders",
    "names list": "names list",
    "consent show": "consent show P07-1",
    "audio": "audio P07-1 --to {out}/a.wav",
    "export": "export {out}/e --format text",
    "release": "release {out}/r --for share --coarsen",
    "backup": "backup {out}/b",
    "import": "import {sound} --participant P08",
    "record": "record --participant P09 --consent recording --source {sound} --pace fast",
    "transcript": "import-transcript P07-1 {talk} --discard-corrections",
    "pseudonymize": "pseudonymize --all --accept",
    "file": "file --all",
    "approve": "approve P07-1 --who Els",
    "strike": "strike P07-1 --from-seconds 1 --to-seconds 2 --yes",
    "retention": "retention apply --yes",
    "withdraw": "withdraw P07 --yes P07",
    "passphrase": "vault passphrase --new-passphrase-file {words}",
    "holders add": "vault holders add two --new-passphrase-file {words}",
    "rekey": "vault rekey",
    "salvage": "vault salvage {out}/s",
    "corpus rebuild": "corpus rebuild",
    "doctor": "doctor",
}


def main() -> None:
    """Run what was asked for; exit 1 where something was lost that should not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=0)
    parser.add_argument("--takes", type=int, default=0)
    parser.add_argument("--places", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="of the places, only each so many-th")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--bytes", type=int, default=0, help="how many bytes a flip changes; one bit if left out"
    )
    arguments = parser.parse_args()
    is_good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rng = random.Random(arguments.seed)
        if arguments.flips:
            is_good &= flips(folder, rng, arguments.flips, arguments.bytes)
        if arguments.takes:
            is_good &= takes(folder, rng, arguments.takes)
        if arguments.places:
            is_good &= places(folder, arguments.every)
    sys.exit(not is_good)


def make_study(folder: Path) -> Path:
    """A study with a minute of sound, a text, names, and a filed interview."""
    rng = np.random.default_rng(3)
    noise = rng.integers(-9000, 9000, RATE * SECONDS).astype(np.int16)
    folder.mkdir(parents=True, exist_ok=True)
    soundfile.write(folder / "minute.wav", noise, RATE, subtype="PCM_16")
    (folder / "talk.txt").write_text(
        "Interviewer: Hoe gaat het?\nParticipant: Goed, mijn zus Marieke woont in Zwolle.\n"
    )
    (folder / "roster.txt").write_text("sister: Marieke\n")
    (folder / "words.txt").write_text("paars olifant tandem rivier\n")
    study = folder / "study"
    create_study(study, Secret(PASSPHRASE), Settings(name="study"))
    for command in (
        f"import {folder}/minute.wav --participant P07 --consent recording --consent share "
        f"--roster {folder}/roster.txt",
        f"import-transcript P07-1 {folder}/talk.txt --speaker Interviewer=interviewer "
        "--speaker Participant=participant",
        "pseudonymize P07-1 --accept",
        "file P07-1",
    ):
        done = run(study, command)
        if done.returncode:
            raise SystemExit(f"{command}: {done.stderr}")
    return study


def run(
    study: Path, command: str, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    return subprocess.run(
        [*before, sys.executable, "-m", "interview_kit", "--study", str(study), *command.split()],
        env=os.environ | {"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE, "TERM": "dumb"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )


def flips(folder: Path, rng: random.Random, count: int, width: int) -> bool:
    """Change bytes of a vault, salvage it, and compare what is left of the sound."""
    study = make_study(folder / "flips")
    key = unwrap(read_holders(study / "vault.key"), Secret(PASSPHRASE))
    whole = (study / "vault.db").read_bytes()
    samples, _ = soundfile.read(folder / "flips" / "minute.wav", dtype="int16")
    with Vault.open(study / "vault.db", key) as vault:
        [interview] = [row["id"] for row in vault.db.query("SELECT id FROM interviews")]
        rows = count_rows(vault)
    damaged, target = folder / "damaged.db", folder / "salvaged.db"
    lost_seconds: Counter[float] = Counter()
    wrong = missing = mended = 0
    began = time.monotonic()
    for number in range(count):
        changed = bytearray(whole)
        place = rng.randrange(len(changed) - width)
        for at in range(place, place + max(width, 1)):
            changed[at] ^= 1 << rng.randrange(8) if width == 0 else rng.randrange(1, 256)
        damaged.write_bytes(changed)
        with Pages(damaged, key) as pages, Vault.create(target, key) as vault:
            scan = Scan(pages)
            losses = salvage(scan, vault, stand_in)
            mended += bool(scan.findings.mended)
            kept = 0
            for block in blocks.read(vault, interview):
                expected = samples[block.first_frame : block.end_frame]
                wrong += not np.array_equal(decode_block(block)[:, 0], expected)
                kept += block.frames
            lost_seconds[round((len(samples) - kept) / RATE, 1)] += 1
            missing += count_rows(vault) < rows and not losses
        for path in folder.glob("salvaged.db*"):
            path.unlink()
        if number % 100 == 99:
            print(f"{number + 1} flips, {time.monotonic() - began:.0f} s", file=sys.stderr)
    worst = max(lost_seconds)
    change = f"{width} bytes" if width else "one bit"
    print(
        f"{count} changes of {change} in a vault of {len(whole)} bytes: at most {worst} s of "
        f"{SECONDS} s lost ({dict(sorted(lost_seconds.items()))}), {mended} mended, {wrong} blocks "
        f"other than recorded, {missing} with rows lost and not listed"
    )
    return worst <= 2 and not wrong and not missing


def stand_in(id: str) -> Interview:
    """An interview in the place of one whose row was lost: nothing here looks at it again."""
    return Interview(id, id.rpartition("-")[0], "g", "f", "s", "nl", "", "2026-01-01")


def count_rows(vault: Vault) -> int:
    """The rows of all tables but those that say how the vault was made."""
    return sum(
        vault.db[name].count
        for name in vault.db.table_names()
        if not name.startswith(("sqlite_", "_sqlite_")) and name != "journal"
    )


Take = Callable[[Path], None]


def replaced(study: Path) -> None:
    """A sync program puts a copy in the vault's place."""
    shutil.copy(study / "vault.db", study / "x")
    (study / "x").replace(study / "vault.db")


def overwritten(study: Path) -> None:
    """A backup is copied over the vault."""
    (study / "vault.db").write_bytes((study.parent.parent / "study" / "vault.db").read_bytes())


def cut(size: int) -> Take:
    """Cut the vault short."""
    return lambda study: os.truncate(study / "vault.db", size)


TAKES: dict[str, Take] = {
    "rm vault.db": lambda study: (study / "vault.db").unlink(),
    "rm vault.db*": lambda study: [path.unlink() for path in study.glob("vault.db*")] and None,
    "rm log": lambda study: (study / "vault.db-wal").unlink(),
    "truncated to 0": cut(0),
    "truncated": cut(40000),
    "rm -r study": shutil.rmtree,
    "mv study": lambda study: study.rename(study.with_name("elsewhere")) and None,
    "replaced": replaced,
    "overwritten": overwritten,
}


def takes(folder: Path, rng: random.Random, count: int) -> bool:
    """Take the vault of a running recording away, each way in turn."""
    base = folder / "takes"
    study = make_study(base)
    is_good, alarms = True, []
    for number in range(count):
        name, take = list(TAKES.items())[number % len(TAKES)]
        place = base / "one"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copytree(study, place / "study")
        alarm, kept, code = one_take(place / "study", base / "minute.wav", take, rng)
        alarms.append(alarm)
        good = alarm < 5 and kept > 0.99 and code == 2
        is_good &= good
        if not good:
            print(f"{name}: alarm after {alarm:.1f} s, {kept:.3f} of the sound, exit {code}")
    print(
        f"{count} vaults taken away: alarm after {max(alarms):.1f} s at most, "
        f"{'all sound kept each time' if is_good else 'SOMETHING LOST'}"
    )
    return is_good


def one_take(study: Path, sound: Path, take: Take, rng: random.Random) -> tuple[float, float, int]:
    """Seconds to the alarm, the part of the sound that is in the rescued study, the exit status."""
    command = f"record --participant P09 --consent recording --source {sound} --seconds 9 --json"
    process = subprocess.Popen(
        [sys.executable, "-m", "interview_kit", "--study", str(study), *command.split()],
        env=os.environ | {"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    time.sleep(rng.uniform(1, 3))
    take(study)
    taken = time.monotonic()
    process.stderr.readline()
    alarm = time.monotonic() - taken
    report = json.loads(process.stdout.readline() or "{}")
    process.communicate()
    if "rescued_in" not in report:
        return alarm, 0, process.returncode
    rescued = Path(report["rescued_in"])
    key = unwrap(read_holders(rescued / "vault.key"), Secret(PASSPHRASE))
    with Vault.open(rescued / "vault.db", key) as vault:
        kept = sum(block.frames for block in blocks.read(vault, report["interview"]))
    return alarm, kept / report["frames"] if report["frames"] else 0, process.returncode


Place = Callable[[Path, Path], None]


def full(study: Path, _mount: Path) -> None:
    """Not a byte is left."""
    with suppress_full(), (study.parent / "ballast").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def suppress_full() -> object:
    """What the last write to a full disk raises."""
    from contextlib import suppress

    return suppress(OSError)


def read_only(_study: Path, mount: Path) -> None:
    """The disk takes nothing."""
    subprocess.run(["mount", "-o", "remount,ro", mount], check=True)


def without_rights(name: str, mode: int) -> Place:
    """A file or folder of the study may not be used."""
    return lambda study, _mount: (study / name).chmod(mode)


def emptied(name: str) -> Place:
    """A file of the study holds nothing."""
    return lambda study, _mount: (study / name).write_bytes(b"") and None


def missing(name: str) -> Place:
    """A file of the study is gone."""
    return lambda study, _mount: (study / name).unlink()


PLAIN_FILES = (
    "vault.db", "corpus.db", "vault.key", "vault.key.copy", "study.toml", "study.lock", "study.pub",
    "release.toml", "guides/recovery-stories.toml",
)  # fmt: skip


def replaced_by(name: str, make: Callable[[Path], None]) -> Place:
    """Something that is no file stands where a file should: nobody ever writes in the pipe."""

    def replace(study: Path, _mount: Path) -> None:
        (study / name).unlink(missing_ok=True)
        make(study / name)

    return replace


def endless(path: Path) -> None:
    """A file that never ends."""
    path.symlink_to("/dev/zero")


PLACES: dict[str, Place] = {
    "full": full,
    "read only": read_only,
    **{f"{name} unreadable": without_rights(name, 0) for name in
       ("vault.db", "vault.key", "corpus.db", "study.toml", "guides", "")},
    **{f"{name or 'folder'} not writable": without_rights(name, mode) for name, mode in
       (("vault.db", 0o400), ("corpus.db", 0o400), ("", 0o500))},
    **{f"{name} empty": emptied(name) for name in
       ("vault.db", "corpus.db", "vault.key", "study.toml")},
    **{f"{name} missing": missing(name) for name in
       ("vault.db", "corpus.db", "vault.key", "study.toml")},
    **{f"{name} {what}": replaced_by(name, make) for name in PLAIN_FILES
       for what, make in (("a pipe", os.mkfifo), ("a folder", os.mkdir),
                          ("without end", endless))},
}  # fmt: skip


def places(folder: Path, every: int) -> bool:
    """Every command in every bad place: one sentence and exit 2, or done; never anything else."""
    if os.geteuid() != 0:
        raise SystemExit("--places mounts a small tmpfs: be root.")
    base = folder / "places"
    study = make_study(base)
    folder.chmod(0o755)
    bad = 0
    count = 0
    cases = [(place, name) for place in PLACES for name in COMMANDS][::every]
    for place, spoil in PLACES.items():
        for name, command in COMMANDS.items():
            if (place, name) not in cases:
                continue
            code, said = in_place(base, study, spoil, command)
            count += 1
            lines = [line for line in said.splitlines() if line.strip()]
            fine = code in (0, 2) and "Traceback" not in said and "ERROR CORE" not in said
            if place in ("full", "read only", "folder not writable") and name in READING:
                fine &= code == 0
            if not fine:
                bad += 1
                print(f"{place}: {name}: exit {code}: {' / '.join(lines[-2:])}")
    print(f"{count} cases of {len(COMMANDS)} commands in {len(PLACES)} places: {bad} not as wanted")
    return not bad


def in_place(base: Path, study: Path, spoil: Place, command: str) -> tuple[int, str]:
    """One command on a copy of the study in a small tmpfs, without the rights of root."""
    mount, out = base / "mount", base / "out"
    for each in (mount, out):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", mount], check=True)
    try:
        copy = Path(shutil.copytree(study, mount / "study"))
        spoil(copy, mount)
        filled = command.format(
            out=out, sound=base / "minute.wav", talk=base / "talk.txt", words=base / "words.txt"
        )
        done = run(copy, filled, LIKE_A_USER)
        return done.returncode, done.stdout + done.stderr
    finally:
        subprocess.run(["umount", "-l", mount], check=True)


if __name__ == "__main__":
    main()
