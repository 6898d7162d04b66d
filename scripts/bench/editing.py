"""Killing an editor at random moments: every change that was acknowledged is there afterwards.

    .venv/bin/python scripts/bench/editing.py FOLDER [--kills 100] [--seed 1]

FOLDER is made, holds a study of one interview, and is removed. A child corrects it, one random
change after the other (words, splits, joins, undo, redo), and prints a line for each that is kept;
it is killed after a random time, and the text is compared with the last line. The change that was
being made may be there too: what is written survives a program, and the line comes when the disk
has it. Then an interview of 1,500 turns is opened and edited, and
how long that takes is told, in seconds of CPU.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from interview_kit.editing.edit import Edit, standing
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.vault import edits, transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor

SECRET = "an editor that is killed"
VOCABULARY = ["ja", "nee", "toen", "thuis", "ziek", "goed", "risperidon", "zus", "werk", "dat"]
LONGEST_S = 1.5
"""A child is killed after at most so long, from its first change on."""


def filled(study: Study, participant: str, turns: int, words: int) -> str:
    """An interview of so many turns with about so many words each."""
    draw, clock, machine_turns = random.Random(turns), 0, []
    for number in range(1, turns + 1):
        own_words = []
        for _ in range(draw.randint(1, 2 * words - 1)):
            own_words.append(Word(f" {draw.choice(VOCABULARY)}", clock, clock + 300, 0.8))
            clock += 400
        text = "".join(word.text for word in own_words).strip()
        span = own_words[0].start_ms, own_words[-1].end_ms
        machine_turns.append(Turn(number, Speaker.PARTICIPANT, *span, "", text, tuple(own_words)))
    id = prepare(study, participant).id
    run = transcripts.open_run(study.vault, id, "base", {})
    transcripts.finish_run(study.vault, run, machine_turns)
    return id


def state_of(editor: TranscriptEditor | EditedTranscript) -> str:
    """What the text is, in a few letters."""
    parts = [(turn.number, turn.speaker, turn.text) for turn in editor.turns]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def change(editor: TranscriptEditor, draw: random.Random) -> None:
    """One random change."""
    turn = draw.choice(editor.turns)
    words = turn.text.split()
    deed = draw.random()
    if deed < 0.7:
        words.insert(draw.randint(0, len(words)), draw.choice(VOCABULARY))
        editor.write(turn.number, " ".join(words))
    elif deed < 0.8 and len(words) > 1:
        editor.split(turn.number, len(words[0]))
    elif deed < 0.85 and turn is not editor.turns[-1]:
        editor.join(turn.number)
    elif deed < 0.93:
        editor.undo()
    else:
        editor.redo()


def edit(folder: Path, id: str, seed: int) -> None:
    """Change an interview without end, and say after each change how it stands."""
    draw = random.Random(seed)
    with open_study(folder, Secret(SECRET)) as study:
        editor = TranscriptEditor(study.interview(id))
        while True:
            print("making", flush=True)
            change(editor, draw)
            print(state_of(editor), flush=True)


def kill_once(folder: Path, id: str, seed: int) -> tuple[int, bool, bool]:
    """How many changes were acknowledged, whether the last is there, and whether one more is."""
    child = subprocess.Popen(
        [sys.executable, __file__, str(folder), "--edit", id, "--seed", str(seed)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    told = [child.stdout.readline(), child.stdout.readline()]
    time.sleep(random.Random(seed).uniform(0.05, LONGEST_S))
    child.send_signal(signal.SIGKILL)
    told += child.stdout.readlines()
    child.wait()
    states = [line.strip() for line in told if line.endswith("\n") and line.strip() != "making"]
    with open_study(folder, Secret(SECRET)) as study:
        machine_turns = transcripts.machine_turns(study.vault, id)
        all_edits = edits.of_interview(study.vault, id)
    is_there = state_after(machine_turns, all_edits) == states[-1]
    is_later = not is_there and state_after(machine_turns, all_edits[:-1]) == states[-1]
    return len(states), is_there, is_later


def state_after(machine_turns: tuple[Turn, ...], some_edits: tuple[Edit, ...]) -> str:
    """What the text is after some edits, as `state_of` says it."""
    transcript = EditedTranscript(machine_turns)
    transcript.apply(standing(some_edits).edits)
    return state_of(transcript)


def main() -> None:
    """Kill editors, and time one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edit", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.edit:
        edit(options.folder, options.edit, options.seed)
        return
    create_study(options.folder, Secret(SECRET), Settings())
    try:
        with open_study(options.folder, Secret(SECRET)) as study:
            small, large = filled(study, "P07", 40, 8), filled(study, "P08", 1500, 9)
        kill(options.folder, small, options.kills, options.seed)
        measure(options.folder, large)
    finally:
        shutil.rmtree(options.folder)


def kill(folder: Path, id: str, kills: int, seed: int) -> None:
    """Kill editors one after the other, and say what became of what they had done."""
    change_count = kept_count = later_count = 0
    for number in range(kills):
        changes, is_there, is_later = kill_once(folder, id, seed + number)
        change_count += changes
        kept_count += is_there
        later_count += is_later
    print(
        f"{kills} kills, {change_count} changes acknowledged: {kept_count} times the last one was "
        f"there, {later_count} times also the one being made, "
        f"{kills - kept_count - later_count} times something was lost"
    )


def measure(folder: Path, id: str) -> None:
    """Open a long interview before and after a day of correcting, and edit it; CPU seconds."""
    with open_study(folder, Secret(SECRET)) as study:
        interview = study.interview(id)
        begun = time.process_time()
        editor = TranscriptEditor(interview)
        words = sum(len(turn.text.split()) for turn in editor.turns)
        print(f"opened {len(editor.turns)} turns, {words} words: {used(begun)}")
        draw, times = random.Random(2), []
        for _ in range(2000):
            begun = time.process_time()
            change(editor, draw)
            times.append(time.process_time() - begun)
        times.sort()
        print(f"2,000 changes: median {times[1000]:.4f} s, p95 {times[1900]:.4f} s")
        begun = time.process_time()
        TranscriptEditor(interview)
        print(f"opened again with all of them: {used(begun)}")
        begun = time.process_time()
        editor.undo()
        print(f"undone: {used(begun)}")


def used(begun: float) -> str:
    """The CPU time since a moment."""
    return f"{time.process_time() - begun:.3f} s"


if __name__ == "__main__":
    main()
