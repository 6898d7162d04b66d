"""What can go wrong while sound is recorded, and what is left of it afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from threading import Event
from time import monotonic

import numpy as np
import pytest
import soundfile

from interview_kit.audio.block_codec import encode_block
from interview_kit.audio.file_source import FileSource
from interview_kit.audio.recorder_events import DiskLow, RecorderFailed, SourceEnded
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer
from interview_kit.session.timeline import gaps
from interview_kit.vault import blocks, journal
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.demo_study import Cue, CuedSource
from interview_kit.workflow.interviews.interview_overview import overview, prepare
from interview_kit.workflow.recovery import recover
from interview_kit.workflow.study.open_study import open_study
from tests.support.passphrase import PASSPHRASE
from tests.support.vault_traces import decrypted_pages, likeness, stored

pytestmark = pytest.mark.sound  # it records in real time

RATE = 16000
SECONDS = 20
NAME = "Zwaantje Wiardi"


@pytest.fixture
def noise(tmp_path):
    """Two channels in which every stretch can be told from the others."""
    samples = np.random.default_rng(3).integers(-9000, 9000, (SECONDS * RATE, 2)).astype(np.int16)
    path = tmp_path / "given" / "noise.wav"
    path.parent.mkdir()
    soundfile.write(path, samples, RATE, subtype="PCM_16")
    return path, samples


@pytest.fixture
def environment(tmp_path):
    """A home, a temporary folder and a log of the test's own."""
    for name in ("home", "temp"):
        (tmp_path / name).mkdir()
    return os.environ | {
        "HOME": str(tmp_path / "home"),
        "XDG_STATE_HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "temp"),
        "INTERVIEW_KIT_PASSPHRASE": PASSPHRASE,
    }


@pytest.fixture
def start(environment, study_folder):
    """Start `interview-kit record` in a process; it and what it said first."""
    running = []

    def record(*arguments, folder=study_folder, heard=True, **extra):
        command = [sys.executable, "-m", "interview_kit", "--study", folder, "record", "--json"]
        process = subprocess.Popen(
            [*map(str, command), *map(str, arguments)],
            env=environment | extra,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        running.append(process)
        return process, json.loads(process.stdout.readline()) if heard else None

    yield record
    for process in running:
        process.kill()
        process.communicate()


def new(path, *more):
    return ["--participant", "P07", "--consent", "recording", "--source", path, *more]


def whole(study):
    """Whether the vault's file is in order: every page's seal, and the database."""
    seals = list(study.vault.db.query("PRAGMA cipher_integrity_check"))
    return not seals and next(study.vault.db.query("PRAGMA integrity_check")) == {
        "integrity_check": "ok"
    }


@pytest.mark.parametrize("after_seconds", [0.0, 0.7, 1.6])
def test_a_killed_recording_loses_a_second_and_a_half_at_most_and_goes_on(
    start, noise, study_folder, after_seconds
):
    path, samples = noise
    process, begun = start(*new(path))
    spoken_from = monotonic()
    Event().wait(after_seconds)
    process.kill()
    spoken_seconds = monotonic() - spoken_from
    process.wait()
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        assert whole(study)
        assert recover(study) == ("P07-1",)
        [row] = overview(study)
        assert row.stage == "interrupted"
        kept = stored(study, "P07-1")
        assert np.array_equal(kept, samples[: len(kept)])
        # The first word of the recorder comes when a second is stored already.
        assert len(kept) / RATE > max(0.99, spoken_seconds - 1.5)
    process, _ = start("--resume", begun["interview"], "--source", path, "--pace", "fast")
    ended = json.loads(process.stdout.readline())
    assert [(gap["kind"], gap["frame"]) for gap in ended["gaps"]] == [("interrupted", len(kept))]
    assert ended["frames"] == len(kept) + len(samples)
    assert process.wait() == 0
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        assert whole(study)
        assert np.array_equal(stored(study, "P07-1"), np.concatenate([kept, samples]))


def test_a_recording_from_the_microphone_survives_a_kill(start, noise, study_folder, microphone):
    options = ["--participant", "P07", "--consent", "recording"]
    process, _ = start(*options, **microphone.env)
    process.kill()
    process.wait()
    process, _ = start("--resume", "P07-1", **microphone.env)
    process.terminate()
    ended = json.loads(process.stdout.readline())
    assert process.wait() == 0
    assert process.stderr.read().startswith("P07-1 broke off; 00:00:0")
    [gap] = ended["gaps"]
    assert gap["kind"] == "interrupted"
    assert gap["missing_ms"] > 0
    assert ended["frames"] > gap["frame"] >= 48000
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        assert whole(study)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_recording_cleanly(start, noise, study_folder, name):
    path, samples = noise
    process, _ = start(*new(path))
    process.send_signal(getattr(signal, name))
    ended = json.loads(process.stdout.readline())
    assert process.wait() == 0
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        [row] = overview(study)
        assert row.stage == "recorded"
        kept = stored(study, "P07-1")
    assert ended["frames"] == len(kept) >= RATE
    assert np.array_equal(kept, samples[: len(kept)])


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes, full of nothing yet."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def copied_to(folder, study_folder):
    subprocess.run(["cp", "-r", str(study_folder), str(folder)], check=True)
    return folder / study_folder.name


def long_noise(tmp_path):
    samples = np.random.default_rng(5).integers(-9000, 9000, (30 * RATE, 2)).astype(np.int16)
    soundfile.write(tmp_path / "long.wav", samples, RATE, subtype="PCM_16")
    return tmp_path / "long.wav", samples


def test_a_full_disk_ends_the_recording_with_a_sentence_and_keeps_what_was_stored(
    start, tmp_path, study_folder, small_disk, environment
):
    folder = copied_to(small_disk, study_folder)
    path, samples = long_noise(tmp_path)
    process, _ = start(*new(path, "--pace", "fast"), folder=folder)
    _, said = process.communicate()
    assert process.returncode == 2
    # Whether the last line of the journal still finds room hangs on how large the stores are.
    unnoted = "the interruption was not noted: "
    assert [line for line in said.splitlines() if not line.startswith(unnoted)] == [
        "! The disk is filling up: it has room for less than 1 min of sound.",
        "The disk is full or cannot be written.",
        "What was stored is kept: interview P07-1.",
    ]
    # Read on the full disk, as it is.
    audio = ["audio", "P07-1", "--to", tmp_path / "out.wav"]
    command = [sys.executable, "-m", "interview_kit", "--study", folder, *audio]
    subprocess.run([*map(str, command)], env=environment, check=True, capture_output=True)
    kept, _rate = soundfile.read(tmp_path / "out.wav", dtype="int16")
    assert len(kept) > 3 * RATE
    assert np.array_equal(kept, samples[: len(kept)])
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
    with open_study(folder, Secret(PASSPHRASE)) as study:
        assert whole(study)
        recover(study)
        assert [row.stage for row in overview(study)] == ["interrupted"]


def test_a_disk_that_is_running_low_is_told_once(tmp_path, study_folder, small_disk):
    path, _ = long_noise(tmp_path)
    heard = []
    done = Event()

    def listen(event):
        heard.append(event)
        if isinstance(event, RecorderFailed | SourceEnded):
            done.set()

    with open_study(copied_to(small_disk, study_folder), Secret(PASSPHRASE)) as study:
        conductor = conductor_of(study, listen)
        conductor.record(FileSource(path))
        while not any(isinstance(event, DiskLow) for event in heard):
            assert not done.wait(0.05)
        conductor.do(ask.End())
        conductor.close()
    [low] = [event for event in heard if isinstance(event, DiskLow)]
    assert low.minutes == 1


def conductor_of(study, listen=lambda _event: None):
    interview = prepare(study, "P07", language="nl").id
    conductor = Conductor(study.interview(interview), listen)
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    return conductor


def hold(study, path, *cues):
    """Hold an interview to the end of the sound, giving commands at exact moments."""
    done = Event()
    conductor = conductor_of(
        study, lambda event: done.set() if isinstance(event, SourceEnded) else None
    )
    conductor.record(CuedSource(FileSource(path, pace="fast"), list(cues), conductor.do))
    assert done.wait(30)
    return conductor


def test_no_sample_name_or_word_is_left_in_the_clear(start, noise, tmp_path, study_folder):
    path, samples = noise
    (tmp_path / "given" / "names.txt").write_text(f"zus: {NAME}\n")
    process, _ = start(*new(path, "--roster", tmp_path / "given" / "names.txt"))
    process.kill()
    process.wait()
    process, _ = start("--resume", "P07-1", "--source", path, "--pace", "fast")
    process.stdout.readline()
    assert process.wait() == 0
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        hold(study, path, Cue(1000, ask.TakeNote(f"{NAME} huilde"))).close()
        left = clear_bytes(tmp_path)
    left += clear_bytes(tmp_path)
    assert len(left) > 1_000_000
    for sought in (b"fLaC", b"RIFF", *(word.encode() for word in (*NAME.split(), "huilde"))):
        assert sought not in left
    raw = samples.tobytes()
    for at in range(0, len(raw), RATE):
        assert raw[at : at + 32] not in left


def clear_bytes(tmp_path):
    """What stands in every file the program may have written to."""
    folders = ("study", "home", "temp")
    files = [path for name in folders for path in (tmp_path / name).rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


def test_what_was_off_record_or_struck_is_nowhere_in_the_decrypted_vault(noise, study_folder):
    path, samples = noise
    cues = [
        Cue(4000, ask.GoOffRecord()),
        Cue(7000, ask.GoOnRecord()),
        Cue(15500, ask.Strike(int(8.25 * RATE))),
    ]
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        conductor = hold(study, path, *cues)
        # On the interview's clock three seconds were off record: 8.25 s there is 11.25 s here.
        secrets = {
            "off record": samples[4 * RATE : 7 * RATE],
            "struck": samples[int(11.25 * RATE) : int(15.5 * RATE)],
        }
        kept = stored(study, conductor.interview.id)
        for secret in secrets.values():
            assert likeness(kept, secret[: 2 * RATE]) < 0.05
        assert likeness(kept, samples[: 2 * RATE]) > 0.99
        # While sound may still come in nothing can be rewritten; it is gone from there as well.
        during = decrypted_pages(study_folder, PASSPHRASE)
        conductor.do(ask.End())
        conductor.close()
        after = decrypted_pages(study_folder, PASSPHRASE)
    first_block = encode_block(samples[:RATE].tobytes(), 0, RATE, 2).data
    for pages in (during, after):
        assert flac_found(pages, first_block)
        for second in range(12, 15):  # whole blocks of the struck stretch
            struck = samples[second * RATE : (second + 1) * RATE]
            assert not flac_found(pages, encode_block(struck.tobytes(), 0, RATE, 2).data)


def flac_found(pages, flac):
    """Whether any stretch of an encoded second stands in the pages; its header tells nothing."""
    return any(flac[at : at + 24] in pages for at in range(1000, len(flac) - 24, 997))


def test_the_clock_never_goes_back_over_what_was_struck(noise, study_folder):
    path, _ = noise
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        conductor = hold(study, path)
        conductor.do(ask.Strike(15 * RATE))
        conductor.close()
        done = Event()
        again = Conductor(
            study.interview("P07-1"),
            lambda event: done.set() if isinstance(event, SourceEnded) else None,
        )
        assert again.frame == SECONDS * RATE
        again.record(FileSource(path, pace="fast"))
        assert done.wait(30)
        again.close()
        frames = [block.first_frame for block in blocks.read(study.vault, "P07-1")]
        assert not [frame for frame in frames if 15 * RATE <= frame < SECONDS * RATE]
        assert blocks.sound(study.vault, "P07-1").end_frame == 2 * SECONDS * RATE
        entries = journal.read(study.vault, "P07-1")
        assert [gap.kind for gap in gaps(entries)] == ["struck", "interrupted"]
        assert [e.frame for e in entries if isinstance(e.event, did.Continued)] == [SECONDS * RATE]


def test_a_strike_that_a_crash_broke_off_is_carried_through_at_the_next_start(noise, study_folder):
    path, samples = noise
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        conductor = hold(study, path)
        conductor.do(ask.End())
        conductor.close()
        struck = did.Struck(int(5.5 * RATE), 12 * RATE)
        journal.append(study.vault, "P07-1", conductor.frame, [struck])
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        assert recover(study) == ()
        kept = np.concatenate([samples[: int(5.5 * RATE)], samples[12 * RATE :]])
        assert np.array_equal(stored(study, "P07-1"), kept)
    struck_second = encode_block(samples[7 * RATE : 8 * RATE].tobytes(), 0, RATE, 2).data
    assert not flac_found(decrypted_pages(study_folder, PASSPHRASE), struck_second)


def test_a_strike_before_a_crash_is_cleaned_up_at_the_next_start(noise, study_folder):
    path, _ = noise
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        conductor = hold(study, path)
        conductor.do(ask.Strike(5 * RATE))
        conductor.do(ask.End())
        conductor.close()
        with study.vault.atomic() as db:
            db.execute("DELETE FROM journal WHERE event = 'Ended'")
            db.execute("CREATE TABLE left_over (data BLOB)")
            db.execute("INSERT INTO left_over VALUES (zeroblob(100000))")
            db.execute("DROP TABLE left_over")
        free = "PRAGMA freelist_count"
        assert next(study.vault.db.query(free))["freelist_count"] > 0
        recover(study)
        assert next(study.vault.db.query(free))["freelist_count"] == 0
