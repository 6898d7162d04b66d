"""Words are heard while the interview is held, and are the words that a batch would hear."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import wave
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile

from interview_kit.audio.file_source import FileSource
from interview_kit.errors import KitError, SpeechError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.reading import Reading
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.speech import model_store
from interview_kit.speech.speech_client import Transcriber
from interview_kit.vault import blocks, names, transcripts
from interview_kit.workflow.capture.recording import record
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.interviews.text_quality import expected_error_percent
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.live_transcription import LiveTranscription, follow
from interview_kit.workflow.transcription.speaker_shares import diarize
from interview_kit.workflow.transcription.transcribe import model_for, transcribe, use_run
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from interview_kit.workflow.transcription.transcript_import import heard_words
from interview_kit.workflow.transcription.word_alignment import align_edited_turns

CLIPS = Path("/usr/share/pocketsphinx/test/data/librivox")
RATE = 16_000
CONSENT = (ConsentScope.RECORD, ConsentScope.TAKE_PART)


@pytest.fixture(scope="module")
def tiny_en(tmp_path_factory):
    """A folder with tiny.en under the name that studies use."""
    folder = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEW_KIT_MODELS", str(folder))
        yield model_store.fetch("tiny.en")


@pytest.fixture(autouse=True)
def _small_model(study_folder, tiny_en):
    settings = study_folder / "study.toml"
    settings.write_text(settings.read_text().replace('"base"', '"tiny.en"'))


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """Two sentences with a pause after each, 14 s."""
    parts = []
    for number in ("0870", "0880"):
        with wave.open(str(next(CLIPS.glob(f"*-{number}.wav")))) as sound:
            parts += [np.frombuffer(sound.readframes(sound.getnframes()), "<i2")]
        parts += [np.zeros(int(1.8 * RATE), np.int16)]
    path = tmp_path_factory.mktemp("sound") / "reading.wav"
    soundfile.write(path, np.concatenate(parts), RATE, subtype="PCM_16")
    return path


def batch(study, path):
    imported = import_recording(study, path, "P08", language="en", consent=CONSENT).id
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        transcribe(study.interview(imported), transcriber)
    return imported


def runs_of(study, interview, reading=Reading.SETTLED):
    return [run for run in transcripts.runs(study.vault, interview) if run.reading is reading]


def heard_by(study, interview, reading=Reading.SETTLED):
    (run,) = runs_of(study, interview, reading)
    return transcripts.chunks(study.vault, run)


def words_of(chunks):
    return [word for chunk in chunks for segment in chunk.segments for word in segment.words]


def test_words_are_heard_before_the_sound_ends(study, reading):
    whole = import_recording(study, reading, "P08", language="en", consent=CONSENT).id
    interview = prepare(study, "P07", language="en").id
    stored = list(blocks.read(study.vault, whole))
    blocks.append(study.vault, interview, *stored[:-2])
    heard_stretches = []

    def hear(stretch):
        if not heard_stretches:
            blocks.append(study.vault, interview, *stored[-2:])
        heard_stretches.append(stretch)

    with Transcriber(model_store.find("tiny.en")) as transcriber:
        follow(study.interview(interview), transcriber, hear, lambda: bool(heard_stretches))
    assert len(heard_stretches) > 1
    assert heard_stretches[-1].end_frame == stored[-1].end_frame


def test_the_words_of_a_recording_followed_live_are_the_words_of_a_batch(study, reading):
    interview = prepare(study, "P07", language="en").id
    live = LiveTranscription(study.interview(interview))
    source = FileSource(reading, pace="real")
    try:
        *_, report = record(
            study.interview(interview), source, CONSENT, stop=threading.Event(), live=live
        )
    finally:
        live.close()
    assert report.event == "transcribed"
    assert report.turns == len(transcripts.turns(study.vault, interview)) > 0
    assert heard_by(study, interview) == heard_by(study, batch(study, reading))
    (run,) = runs_of(study, interview)
    assert run.live
    assert run.current
    assert all(each.finished for each in transcripts.runs(study.vault, interview))


def test_a_live_draft_to_the_end_is_finished_and_taken_as_it_is(study, reading):
    interview = import_recording(study, reading, "P07", language="en", consent=CONSENT).id
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        follow(study.interview(interview), transcriber, lambda _stretch: None, lambda: True)
        (draft,) = transcripts.runs(study.vault, interview)
        assert (draft.reading, draft.finished, draft.current) == (Reading.DRAFT, True, False)
        assert heard_words(study.interview(interview)) == tuple(
            words_of(transcripts.chunks(study.vault, draft))
        )
        transcribe(study.interview(interview), transcriber)
        settled_words = tuple(words_of(heard_by(study, interview)))
        assert heard_words(study.interview(interview)) == settled_words
        turns = transcribe(study.interview(interview), transcriber, draft=True)
    assert [run.id for run in runs_of(study, interview, Reading.DRAFT)] == [draft.id]
    assert use_run(study.interview(interview), draft.id) == turns


def test_a_live_draft_that_was_cut_short_is_told_as_one_and_gone_on_with(study, reading):
    interview = import_recording(study, reading, "P07", language="en", consent=CONSENT).id
    with pytest.raises(ZeroDivisionError), Transcriber(model_store.find("tiny.en")) as transcriber:
        follow(study.interview(interview), transcriber, lambda _stretch: 1 // 0, lambda: True)
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        transcribe(study.interview(interview), transcriber)
        (draft,) = runs_of(study, interview, Reading.DRAFT)
        assert not draft.finished
        with pytest.raises(KitError, match="did not reach the end"):
            use_run(study.interview(interview), draft.id)
        transcribe(study.interview(interview), transcriber, draft=True)
    (draft,) = runs_of(study, interview, Reading.DRAFT)
    assert draft.finished


def test_the_live_draft_is_kept_beside_the_settled_text_and_differs_from_it_in_marked_words(
    study, reading
):
    interview = import_recording(study, reading, "P07", language="en", consent=CONSENT).id
    drafted = []
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        follow(study.interview(interview), transcriber, drafted.append, lambda: True)
        transcribe(study.interview(interview), transcriber)
    assert heard_by(study, interview, Reading.DRAFT) == tuple(drafted)
    assert [run.current for run in transcripts.runs(study.vault, interview)] == [False, True]
    turns = transcripts.turns(study.vault, interview)
    alone = transcripts.turns(study.vault, batch(study, reading))
    assert [turn.text for turn in turns] == [turn.text for turn in alone]
    settled = words_of(heard_by(study, interview))
    plainly = [word.text.lower().strip(" .,") for word in words_of(drafted)]
    as_drafted = [word.text.lower().strip(" .,") for word in settled] == plainly
    marks = [word.alternative for turn in turns for word in turn.words]
    assert all(mark is None for mark in marks) is as_drafted
    assert all(word.alternative is None for turn in alone for word in turn.words)


def test_a_draft_is_what_was_asked_for_and_settling_it_is_another_transcription(study, reading):
    interview = import_recording(study, reading, "P07", language="en", consent=CONSENT).id
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        transcribe(study.interview(interview), transcriber, draft=True)
        (draft,) = transcripts.runs(study.vault, interview)
        assert (draft.reading, draft.current, draft.finished) == (Reading.DRAFT, True, True)
        transcribe(study.interview(interview), transcriber)
    assert [run.reading for run in transcripts.runs(study.vault, interview)] == [
        Reading.DRAFT,
        Reading.SETTLED,
    ]
    assert transcripts.current_run(study.vault, interview).reading is Reading.SETTLED


def test_a_text_says_how_many_of_its_words_are_probably_wrong(study, reading):
    interview = batch(study, reading)
    by_turn = transcripts.expected_errors(study.vault, interview)
    turns = transcripts.turns(study.vault, interview)
    assert by_turn.keys() == {turn.number for turn in turns}
    percent = expected_error_percent(study.vault, interview)
    assert percent is not None
    assert 0 < percent < 60
    diarize(study.interview(interview), 1)
    assert transcripts.expected_errors(study.vault, interview).keys() == {
        turn.number for turn in transcripts.turns(study.vault, interview)
    }
    correct_turn(study.interview(interview), 1, text="Something else.")
    assert transcripts.expected_errors(study.vault, interview)[1] == 0
    corrected_percent = expected_error_percent(study.vault, interview)
    assert corrected_percent is not None
    assert corrected_percent < percent
    assert expected_error_percent(study.vault, prepare(study, "P09", language="en").id) is None


def test_typed_words_are_found_where_they_were_heard(study, reading):
    interview = batch(study, reading)
    longest_turn = max(transcripts.turns(study.vault, interview), key=lambda turn: len(turn.words))
    editor = TranscriptEditor(study.interview(interview))
    words = editor.words(longest_turn.number)
    texts = [word.text for word in words]
    # All but three at each end are typed anew, first as something else.
    editor.write(longest_turn.number, " ".join([*texts[:3], *["xx yy"] * 4, *texts[-3:]]))
    editor.write(longest_turn.number, " ".join(texts))
    assert {word.source.value for word in editor.words(longest_turn.number)[3:-3]} == {"typed"}
    done = align_edited_turns(study.interview(interview))
    assert (done.turns, done.words, done.unplaced) == (1, len(words) - 6, 0)
    editor.refresh()
    after = editor.words(longest_turn.number)
    errors = [abs(a.start_ms - b.start_ms) for a, b in zip(after[3:-3], words[3:-3], strict=True)]
    assert sorted(errors)[len(errors) // 2] < 150
    assert [*after[:3], *after[-3:]] == [*words[:3], *words[-3:]]


def test_what_was_heard_live_is_taken_over_and_the_rest_heard_afterwards(study, reading):
    interview = import_recording(study, reading, "P07", language="en", consent=CONSENT).id
    with pytest.raises(ZeroDivisionError), Transcriber(model_store.find("tiny.en")) as transcriber:
        follow(
            study.interview(interview),
            transcriber,
            lambda _stretch: 1 // 0,
            lambda: True,
            reading=Reading.SETTLED,
        )
    first = heard_by(study, interview)
    assert len(first) == 1
    progress = []
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        transcribe(study.interview(interview), transcriber, progress.append)
    assert progress[0].done_ms == first[0].end_frame * 1000 // RATE
    assert heard_by(study, interview) == heard_by(study, batch(study, reading))


def test_a_follower_says_how_far_behind_it_is(study, reading):
    interview = import_recording(study, reading, "P07", language="en", consent=CONSENT).id
    told = []
    with Transcriber(model_store.find("tiny.en")) as transcriber:
        follow(study.interview(interview), transcriber, lambda _s: None, lambda: True, told.append)
    assert [step.done_ms for step in told] == sorted(step.done_ms for step in told)
    assert told[-1].done_ms == told[-1].total_ms
    assert all(step.done_ms <= step.total_ms for step in told)


def test_what_is_left_after_the_end_says_how_far_it_is(study, reading):
    interview = import_recording(study, reading, "P07", language="en", consent=CONSENT).id
    told = []
    with closing(LiveTranscription(study.interview(interview))) as live:
        live.start()
        assert live.finish(progress=told.append) == len(transcripts.turns(study.vault, interview))
    assert {step.interview for step in told} == {interview}
    assert all(step.done_ms <= step.total_ms for step in told)
    written = [step for step in told if not step.voices]
    assert written[-1].done_ms == written[-1].total_ms == study.interview(interview).length_ms


def test_a_worker_that_dies_leaves_the_recording_alone(study, reading):
    interview = prepare(study, "P07", language="en").id
    worker = Transcriber(model_store.find("tiny.en"))
    live = LiveTranscription(study.interview(interview), transcriber=worker)
    psutil.Process(worker.pid).kill()
    stop = threading.Event()
    source = FileSource(reading, pace="fast")
    try:
        reports = list(record(study.interview(interview), source, CONSENT, stop=stop, live=live))
    finally:
        live.close()
    assert reports[1].frames == soundfile.info(reading).frames
    assert reports[2].turns is None
    assert reports[2].reason


def test_an_older_run_stays_and_can_be_made_current_again(study, reading):
    interview = batch(study, reading)
    (old,) = transcripts.runs(study.vault, interview)
    before = transcripts.turns(study.vault, interview)
    again = transcripts.open_run(study.vault, interview, "other", {})
    transcripts.finish_run(study.vault, again, before[:1])
    assert [run.current for run in transcripts.runs(study.vault, interview)] == [False, True]
    assert use_run(study.interview(interview), old.id) == before
    assert transcripts.turns(study.vault, interview) == before
    assert transcripts.current_run(study.vault, interview).id == old.id
    with pytest.raises(KitError, match="no transcription 99"):
        use_run(study.interview(interview), 99)


def test_a_run_says_what_decided_about_its_words(study, reading):
    (run,) = transcripts.runs(study.vault, batch(study, reading))
    assert set(run.settings) >= {"sha256", "beam_size", "faster-whisper", "ctranslate2", "prompt"}
    assert "olanzapine" in run.settings["hotwords"]


def test_the_model_is_told_of_the_roster_and_the_run_does_not_keep_it(study, reading):
    interview = import_recording(study, reading, "P07", language="en", consent=CONSENT).id
    names.add_to_roster(
        study.vault,
        (
            RosterName("Marieke de Bos", MentionType.PERSON, "zus", "P07"),
            RosterName("almere buiten", MentionType.PLACE),
            RosterName("Youssef", MentionType.PERSON, "broer", "P08"),
        ),
    )

    class Listening:
        model = model_for(study)

        def transcribe(self, _chunks, *, hotwords, **_):
            self.hotwords = hotwords
            yield from ()

    listening = Listening()
    with pytest.raises(SpeechError, match="was stopped"):
        transcribe(study.interview(interview), listening)
    assert "olanzapine" in listening.hotwords
    assert set(listening.hotwords) >= {"Marieke de Bos", "Almere Buiten"}
    assert "Youssef" not in listening.hotwords
    (run,) = transcripts.runs(study.vault, interview)
    assert "Marieke" not in json.dumps(dict(run.settings))


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or sys.platform == "win32", reason="POSIX")
def test_ctrl_c_ends_a_live_recording_and_its_words_are_there(study_folder, tiny_en, reading):
    settings = study_folder / "study.toml"
    settings.write_text(settings.read_text().replace('"base"', '"tiny.en"'))
    phrase = study_folder.parent / "phrase"
    phrase.write_text("four plain test words\n")
    command = [sys.executable, "-m", "interview_kit", "--study", str(study_folder)]
    asked = ["record", "--participant", "P07", "--language", "en", "--consent", "recording"]
    process = subprocess.Popen(
        [
            *(*command, "--passphrase-file", str(phrase), *asked),
            *("--source", str(reading), "--live", "--json"),
        ],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"XDG_STATE_HOME": str(study_folder.parent)},
    )
    assert json.loads(process.stdout.readline())["event"] == "recording"
    time.sleep(4)  # it plays in real time, and something is to be said before it is stopped
    os.killpg(process.pid, signal.SIGINT)
    reports = [json.loads(line) for line in process.stdout]
    process.wait(60)
    process.stdout.close()
    assert [report["event"] for report in reports] == ["recorded", "transcribed"]
    assert reports[1]["turns"]
