"""From guide to corpus and out again, on real speech: by file, and through an audio server."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from interview_kit.workflow.study.shipped_files import demo_file

CLIPS = Path("/usr/share/pocketsphinx/test/data/librivox")
KEYS = {
    "interview", "participant", "turn", "speaker", "start_ms", "end_ms", "question", "text",
}  # fmt: skip
MOST = 0.6
"""The part of the words that a small model hears on any processor; it hears far more."""
NAMES = ("richard", "jansen", "susan", "peter", "robinson", "rotterdam")


def spoken_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


DEMO = json.loads(demo_file("interview.json").read_text())
DEMO_WORDS = spoken_words(" ".join(line["text"] for line in DEMO)) - set(NAMES)
"""What is said in the demo's sound, without its names."""


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def demo(tmp_path_factory, models):
    """The demo study after its walk, and what the walk told."""
    folder = tmp_path_factory.mktemp("demo") / "study"
    told = subprocess.run(
        [sys.executable, "-m", "interview_kit", "demo", "--headless", "--folder", folder],
        env=os.environ | {"INTERVIEW_KIT_MODELS": str(models)},
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return folder, told.stdout


def test_the_demo_walks_from_guide_to_export_and_no_name_is_left(demo):
    folder, told = demo
    assert "P01-1" in told
    turns = [json.loads(line) for line in (folder / "export/turns.jsonl").read_text().splitlines()]
    assert set(turns[0]) >= KEYS
    assert {turn["question"] for turn in turns} >= {"today", "story", "helped", "hindered"}
    text = " ".join(turn["text"] for turn in turns).lower()
    assert len(spoken_words(text) & DEMO_WORDS) >= MOST * len(DEMO_WORDS)
    assert re.search(r"\[\w+ (\d+ )?of p01\]", text)
    with (folder / "export" / "turns.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == len(turns)
    outside = every_byte(folder / "export").lower() + (folder / "corpus.db").read_bytes().lower()
    inside = (folder / "vault.db").read_bytes().lower()
    for name in NAMES:
        assert name.encode() not in outside
        assert name.encode() not in inside
    for turn in turns:
        assert len(turn["text"]) < 10 or turn["text"].lower().encode() not in inside


def test_the_words_of_the_demo_belong_to_their_speaker_and_question(demo):
    folder, _ = demo
    turns = [json.loads(line) for line in (folder / "export/turns.jsonl").read_text().splitlines()]
    for line in DEMO:

        def shared_ms(turn, line=line):
            ends = min(line["end_ms"], turn["end_ms"])
            return ends - max(line["start_ms"], turn["start_ms"])

        turn = max(turns, key=shared_ms)
        assert shared_ms(turn) > 0
        assert (turn["speaker"], turn["question"]) == (line["speaker"], line["question"])


def test_a_human_voice_goes_through_the_audio_server_to_an_export(
    kit, tmp_path, environment, microphone
):
    kit("init", tmp_path / "study", "--language", "en")
    (tmp_path / "names.txt").write_text("brother: John Dashwood\n")
    clip, spoken = _clip("0870", tmp_path)
    recorder = subprocess.Popen(
        [
            *(sys.executable, "-m", "interview_kit", "--study", tmp_path / "study", "record"),
            *("--participant", "p07", "--consent", "recording"),
            *("--roster", tmp_path / "names.txt", "--json"),
        ],
        env=environment | microphone.env,
        stdout=subprocess.PIPE,
        text=True,
    )
    begun = json.loads(recorder.stdout.readline())
    assert begun["interview"] == "P07-1"
    microphone.play(clip)
    recorder.terminate()
    ended = json.loads(recorder.stdout.readline())
    recorder.stdout.close()
    assert recorder.wait() == 0
    assert ended["frames"] > 48000
    assert ended["gaps"] == []

    kit("transcribe", "P07-1")
    heard = json.loads(kit("show", "P07-1", "--json").out)
    words = spoken_words(" ".join(turn["text"] for turn in heard))
    assert len(words & set(spoken)) >= MOST * len(set(spoken))

    kit("pseudonymize", "--all", "--accept")
    kit("file", "--all")
    paths = json.loads(kit("export", tmp_path / "out", "--format", "jsonl", "--json").out)
    turns = [json.loads(line) for line in Path(paths[0]).read_text().splitlines()]
    assert turns
    assert set(turns[0]) >= KEYS
    assert turns[0]["question"] == "today"
    assert b"dashwood" not in every_byte(tmp_path / "out").lower()


def test_an_imported_recording_takes_five_commands(kit, tmp_path):
    kit("init", tmp_path / "study", "--language", "en")
    (tmp_path / "names.txt").write_text(demo_file("roster.txt").read_text())
    imported = kit(
        "import", demo_file("interview.ogg"), "--participant", "P07", "--language", "en",
        "--roster", tmp_path / "names.txt", "--attribute", "gender=man", "--json",
    )  # fmt: skip
    report = json.loads(imported.out)
    assert (report["interview"], report["damaged"], report["notices"]) == ("P07-1", 0, [])
    stages = []
    for step in (["transcribe"], ["pseudonymize", "--accept"], ["file"]):
        kit(*step, "--all")
        stages.append(json.loads(kit("list", "--json").out)[0]["stage"])
    assert stages == ["transcribed", "reviewed", "filed"]
    heard = json.loads(kit("show", "P07-1", "--json").out)
    words = spoken_words(" ".join(turn["text"] for turn in heard)) & DEMO_WORDS
    found = json.loads(kit("search", max(words, key=len), "--json").out)
    assert found[0]["interview"] == "P07-1"
    with closing(sqlite3.connect(tmp_path / "study" / "corpus.db")) as corpus, corpus:
        attributes = corpus.execute("SELECT participant, name, value FROM attributes")
        assert attributes.fetchall() == [("P07", "gender", "man")]
    corpus.close()
    kit("export", tmp_path / "out")
    assert (tmp_path / "out" / "text" / "P07-1.txt").is_file()


def _clip(number: str, folder: Path) -> tuple[Path, list[str]]:
    """A human sentence at the microphone's rate, and its words."""
    if not CLIPS.is_dir():
        pytest.fail("Install the test voices: apt-get install pocketsphinx-testdata")
    source = next(CLIPS.glob(f"*-{number}.wav"))
    target = folder / "clip.wav"
    subprocess.run(["sox", source, "-r", "48000", "-c", "2", target], check=True)
    lines = (CLIPS / "transcription").read_text().splitlines()
    line = next(line for line in lines if line.rstrip(")").endswith(number))
    return target, line.split("<s>")[1].split("</s>")[0].split()
