"""Recordings made elsewhere: what is damaged is marked, what is no sound leaves nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction

import av
import numpy as np
import pytest
import soundfile

from interview_kit.audio.stored_sound import join, with_gains
from interview_kit.errors import AudioError, KitError
from interview_kit.interface.import_notices import recording_notices
from interview_kit.model.chunk import Chunk
from interview_kit.session.interview_events import Ended, Imported, Overflowed
from interview_kit.session.timeline import channel_layout, gaps
from interview_kit.vault import blocks, diarized_voices, journal, transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.interviews.interview_overview import overview
from interview_kit.workflow.publication.interview_sound import write_interview_sound
from interview_kit.workflow.study.open_study import open_study
from interview_kit.workflow.transcription.interview_channels import has_channel_each, layout_of
from interview_kit.workflow.transcription.speaker_shares import take_channels
from interview_kit.workflow.transcription.transcribe import find_voices
from tests.support.passphrase import PASSPHRASE
from tests.support.synthetic_speech import RATE as SPOKEN_RATE
from tests.support.synthetic_speech import conversation

RATE = 16000


@pytest.fixture
def damaged(tmp_path):
    """An mp3 of six seconds in whose middle something else stands."""
    noise = np.random.default_rng(4).integers(-9000, 9000, (6 * RATE, 1)).astype(np.int16)
    path = tmp_path / "given" / "damaged.mp3"
    path.parent.mkdir()
    soundfile.write(path, noise, RATE)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = np.random.default_rng(1).bytes(3000)
    path.write_bytes(content)
    return path


def kit(study_folder, *arguments):
    command = [sys.executable, "-m", "interview_kit", "--study", str(study_folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_a_damaged_place_is_passed_over_and_stands_in_the_journal(study_folder, damaged):
    told = []
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        id = import_recording(
            study, damaged, "P07", language="nl", progress=lambda *now: told.append(now)
        ).id
        entries = journal.read(study.vault, id)
        kinds = [type(entry.event) for entry in entries]
        assert kinds[0] is Imported
        assert kinds[-1] is Ended
        assert set(kinds[1:-1]) == {Overflowed}
        end = blocks.sound(study.vault, id).end_frame
        assert all(0 < entry.frame < end for entry in entries[1:-1])
        assert end > 3 * RATE
    assert all(done_ms > 0 and total_ms >= 3000 for done_ms, total_ms in told)


def test_the_command_says_that_a_file_is_damaged(study_folder, damaged, monkeypatch):
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    options = ("--participant", "P07", "--language", "nl")
    done = kit(study_folder, "import", str(damaged), *options)
    assert "The file is damaged in" in done.stdout
    told = json.loads(kit(study_folder, "import", str(damaged), *options, "--json").stdout)
    assert told["interview"] == "P07-2"
    assert told["damaged"] > 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"Dit is tekst.\n" * 500, "cannot be read as sound")],
)
def test_what_is_no_sound_leaves_the_study_as_it_was(
    study_folder, tmp_path, monkeypatch, content, sentence
):
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    (tmp_path / "talk.wav").write_bytes(content)
    done = kit(study_folder, "import", str(tmp_path / "talk.wav"), "--participant", "P07")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 2
    with open_study(study_folder, Secret(PASSPHRASE)) as study:
        assert overview(study) == ()


@pytest.fixture
def study(study_folder):
    with open_study(study_folder, Secret(PASSPHRASE)) as opened:
        yield opened


@pytest.fixture
def write(tmp_path):
    """Writes channels of the conversation to a file of the test's own."""
    asks, tells = conversation(tmp_path)

    def write(make, name="talk.flac"):
        channels = make(asks, tells)
        soundfile.write(tmp_path / name, np.stack(channels, axis=1), SPOKEN_RATE)
        return tmp_path / name

    return write


def shifted(sound, frames=9):
    return np.concatenate([np.zeros(frames), sound])[: len(sound)]


LAYOUTS = {
    "together": lambda a, b: (a + b, a + b),
    "opposite": lambda a, b: (a + b, -(a + b)),
    "left": lambda a, b: (a + b, 0 * a),
    "right": lambda a, b: (0 * a, a + b),
    "apart": lambda a, b: (a + b / 8, b + a / 8),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_how_the_channels_belong_together_is_found_kept_and_said(study, write, layout):
    recording = import_recording(study, write(LAYOUTS[layout]), "P07", language="en")
    assert recording.layout == layout
    assert channel_layout(journal.read(study.vault, recording.id)) == layout
    assert has_channel_each(study.interview(recording.id)) == (layout == "apart")
    notices = recording_notices(recording, "en")
    assert len(notices) == (layout != "apart")
    assert all("--as two" in notice for notice in notices)


def test_a_recorder_on_the_table_is_one_recording(study, write):
    path = write(lambda a, b: (a + b, 0.7 * shifted(a + b)))
    assert import_recording(study, path, "P07", language="en").layout == "together"


@pytest.mark.parametrize("layout", ["together", "opposite", "left", "right"])
def test_what_is_mixed_into_one_channel_is_never_silence(study, write, layout):
    recording = import_recording(study, write(LAYOUTS[layout]), "P07", language="en")
    sound = blocks.sound(study.vault, recording.id)
    gains = layout_of(study.interview(recording.id)).gains
    pieces = join(blocks.read(study.vault, recording.id), 0, sound.end_frame)
    mixed = np.concatenate([with_gains(piece, gains).mean(axis=1) for piece in pieces])
    assert np.abs(mixed).max() > 3000


@pytest.mark.parametrize("layout", ["together", "opposite", "left"])
def test_voices_on_one_recording_are_told_apart(study, write, layout):
    recording = import_recording(study, write(LAYOUTS[layout]), "P07", language="en")
    find_voices(study.interview(recording.id), 2)
    stored_voices = diarized_voices.of(study.vault, recording.id)
    assert {voice.number for voice in stored_voices} == {0, 1}
    asks, _tells = conversation(write(LAYOUTS[layout]).parent)
    for voice in stored_voices:
        middle = (voice.start_ms + voice.end_ms) * SPOKEN_RATE // 2000
        around = asks[middle - SPOKEN_RATE // 10 : middle + SPOKEN_RATE // 10]
        assert (np.abs(around).max() > 0.01) == (voice.number == 0)


def test_with_a_channel_each_it_is_heard_when_anybody_speaks(study, write):
    id = import_recording(study, write(LAYOUTS["apart"]), "P07", language="en").id
    find_voices(study.interview(id), 2)
    stored_voices = diarized_voices.of(study.vault, id)
    assert {voice.number for voice in stored_voices} == {0}
    length_ms = study.interview(id).length_ms
    assert length_ms / 3 < sum(voice.end_ms - voice.start_ms for voice in stored_voices) < length_ms


def test_a_layout_is_put_right_later(study, write):
    id = import_recording(study, write(LAYOUTS["together"]), "P07", language="en").id
    assert take_channels(study.interview(id), apart=True)
    assert has_channel_each(study.interview(id))
    assert take_channels(study.interview(id), apart=False)
    assert layout_of(study.interview(id)) == "together"


def test_taking_an_upside_down_channel_for_one_recording_asks_for_other_words(study, write):
    id = import_recording(study, write(LAYOUTS["opposite"]), "P07", language="en").id
    run = transcripts.open_run(study.vault, id, "base", {})
    transcripts.finish_run(study.vault, run, ())
    assert not take_channels(study.interview(id), apart=True)
    assert not take_channels(study.interview(id), apart=False)
    assert layout_of(study.interview(id)) == "opposite"


def test_two_channels_of_one_microphone_cannot_be_taken_apart(study, tmp_path):
    noise = np.random.default_rng(4).integers(-9000, 9000, 6 * RATE).astype(np.int16)
    soundfile.write(tmp_path / "a.wav", noise, RATE)
    id = import_recording(study, tmp_path / "a.wav", "P07", language="en").id
    with pytest.raises(KitError, match="one channel"):
        take_channels(study.interview(id), apart=True)


def test_a_file_without_a_sound_in_it_is_said_to_be_silent(study, tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros((3 * RATE, 2), np.int16), RATE)
    recording = import_recording(study, tmp_path / "a.wav", "P07", language="nl")
    assert recording.silent
    (notice,) = recording_notices(recording, "en")
    assert "silent from beginning to end" in notice


def test_a_gap_of_the_file_is_a_gap_of_the_journal_and_of_the_clock(study, tmp_path):
    recording = import_recording(study, call_with_a_gap(tmp_path / "call.webm"), "P07")
    entries = journal.read(study.vault, recording.id)
    (gap,) = gaps(entries)
    sound = blocks.sound(study.vault, recording.id)
    assert gap.kind == "missing"
    assert gap.frame / sound.rate == pytest.approx(2, abs=0.1)
    assert gap.kept_frames / sound.rate == pytest.approx(10, abs=0.05)
    assert study.interview(recording.id).length_ms == pytest.approx(14_000, abs=100)
    (notice,) = recording_notices(recording, "en")
    assert "10.0 s at 00:00:02" in notice
    target = tmp_path / "out.flac"
    write_interview_sound(study.interview(recording.id), target)
    samples, rate = soundfile.read(target)
    assert len(samples) / rate == pytest.approx(14, abs=0.1)
    assert not np.abs(samples[3 * rate : 11 * rate]).any()
    assert np.abs(samples[int(12.5 * rate) :]).max() > 0.1


def call_with_a_gap(path):
    """Four seconds of noise whose time stamps leap by ten in the middle."""
    samples = np.random.default_rng(3).integers(-9000, 9000, 4 * 48000).astype(np.int16)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libopus", rate=48000, layout="mono")
        for place in range(0, len(samples), 960):
            part = samples[place : place + 960].reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
            frame.sample_rate, frame.time_base = 48000, Fraction(1, 48000)
            frame.pts = place + (10 * 48000 if place >= 2 * 48000 else 0)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_words_that_were_not_found_are_said(study_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    soundfile.write(tmp_path / "a.wav", np.zeros(3 * RATE, np.int16), RATE)
    with open_study(study_folder, Secret(PASSPHRASE)) as opened:
        id = import_recording(opened, tmp_path / "a.wav", "P07").id
        run = transcripts.open_run(opened.vault, id, "base", {})
        end = blocks.sound(opened.vault, id).end_frame
        transcripts.append_chunk(opened.vault, run, Chunk(0, end, "nl", ()))
        transcripts.finish_run(opened.vault, run, ())
    for command in (["transcribe", id], ["show", id], ["speakers", id]):
        assert f"No words were found in {id}" in kit(study_folder, *command).stdout


def file_with_tracks(path, *tracks):
    """A file with a mono track of 16-bit samples at 48 kHz for each."""
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("pcm_s16le", rate=48000, layout="mono") for _ in tracks]
        for place in range(0, len(tracks[0]), 4800):
            for stream, samples in zip(streams, tracks, strict=True):
                part = samples[place : place + 4800].reshape(1, -1)
                frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
                frame.sample_rate, frame.pts = 48000, place
                container.mux(stream.encode(frame))
    return path


def track(seed, loudest=9000):
    if not loudest:
        return np.zeros(4 * 48000, np.int16)
    return np.random.default_rng(seed).integers(-loudest, loudest, 4 * 48000).astype(np.int16)


def test_two_tracks_become_two_channels_and_it_is_said_whose(study, tmp_path):
    path = file_with_tracks(tmp_path / "a.mkv", track(1), track(2) * (np.arange(4 * 48000) > 96000))
    recording = import_recording(study, path, "P07")
    assert recording.tracks == (1, 2)
    assert blocks.sound(study.vault, recording.id).channels == 2
    assert "--swap interviewer participant" in recording_notices(recording, "en")[0]


@pytest.mark.parametrize("silent", [1, 2])
def test_a_silent_track_is_left_out_and_said(study, tmp_path, silent):
    tracks = [track(1), track(2)]
    tracks[silent - 1] = track(0, 0)
    recording = import_recording(study, file_with_tracks(tmp_path / "a.mkv", *tracks), "P07")
    assert (recording.tracks, recording.silent_tracks) == ((3 - silent,), (silent,))
    assert blocks.sound(study.vault, recording.id).channels == 1
    (notice,) = recording_notices(recording, "en")
    assert f"Track {silent} of the file is silent" in notice


def test_of_three_tracks_the_two_that_are_not_silent_are_taken(study, tmp_path):
    path = file_with_tracks(tmp_path / "a.mkv", track(1), track(0, 0), track(2))
    assert import_recording(study, path, "P07").tracks == (1, 3)


def test_more_tracks_are_refused_and_nothing_is_kept(study, tmp_path):
    path = file_with_tracks(tmp_path / "a.mkv", track(1), track(2), track(3))
    with pytest.raises(AudioError, match="3 sound tracks"):
        import_recording(study, path, "P07")
    assert overview(study) == ()
    assert import_recording(study, path, "P07", tracks=(3, 1)).tracks == (3, 1)


def test_silence_on_all_tracks_is_said(study, tmp_path):
    path = file_with_tracks(tmp_path / "a.mkv", track(0, 0), track(0, 0))
    (notice,) = recording_notices(import_recording(study, path, "P07"), "en")
    assert "silent from beginning to end" in notice


def test_the_same_mix_on_two_tracks_is_one_recording(study, tmp_path):
    path = file_with_tracks(tmp_path / "a.mkv", track(1), track(1))
    recording = import_recording(study, path, "P07")
    assert recording.layout == "together"
    (notice,) = recording_notices(recording, "en")
    assert "Both channels carry the same voices" in notice


def test_a_file_that_is_in_already_is_imported_and_said(study, tmp_path):
    path = file_with_tracks(tmp_path / "a.mkv", track(1))
    first = import_recording(study, path, "P07")
    assert first.twin == ""
    again = import_recording(study, path, "P08")
    assert again.twin == first.id
    assert f"already, as {first.id}" in " ".join(recording_notices(again, "en"))
