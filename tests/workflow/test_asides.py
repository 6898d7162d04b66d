"""Oral consent and spoken debrief: out of reach of all that reads an interview."""

from __future__ import annotations

import wave

import pytest

from interview_kit.audio.file_source import FileSource
from interview_kit.errors import AudioError, KitError, RefusedError
from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.session.interview_events import Answer
from interview_kit.vault import blocks, interviews, side_recordings
from interview_kit.vault.side_recordings import SideRecordingKind
from interview_kit.workflow.capture.preparation import prepare_with_consent
from interview_kit.workflow.capture.side_recording import (
    SideRecorder,
    destroy_side_recording,
    side_recordings_of,
    transcribe_debrief,
)
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.publication.interview_sound import write_interview_sound
from interview_kit.workflow.recovery import recover
from interview_kit.workflow.transcription.transcribe import transcribe

RATE, SECONDS = 8000, 3


@pytest.fixture
def source(tmp_path):
    with wave.open(str(tmp_path / "hum.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"\x00\x10\x00\xf0" * (RATE // 2 * SECONDS))
    return FileSource(tmp_path / "hum.wav", pace="fast")


def recorded(study, kind, source, interview=""):
    recording = SideRecorder(study, kind, source, interview)
    assert recording.wait(30)
    return recording.stop()


@pytest.mark.parametrize("kind", SideRecordingKind)
def test_a_recording_apart_is_whole_and_no_part_of_the_interview(study, source, kind, tmp_path):
    interview = prepare(study, "P07", language="en").id
    aside = recorded(study, kind, source, interview)
    assert (aside.interview, aside.length_ms, aside.text) == (interview, SECONDS * 1000, "")
    assert side_recordings_of(study.interview(interview), kind) == (aside,)
    assert not blocks.sound(study.vault, interview).blocks
    with pytest.raises(KitError, match="holds no sound"):
        write_interview_sound(study.interview(interview), tmp_path / "out.flac")
    with pytest.raises(KitError, match="holds no sound"):
        transcribe(study.interview(interview), None)


def test_oral_consent_given_with_the_form_belongs_to_the_interview_that_came_of_it(study, source):
    aside = recorded(study, SideRecordingKind.CONSENT, source)
    answers = dict.fromkeys(("take-part", "record"), Answer.YES)
    id = prepare_with_consent(
        study,
        "P07",
        answers,
        guide="recovery-stories",
        language="en",
        oral_consent=[aside.id],
    )
    assert [
        each.id for each in side_recordings_of(study.interview(id), SideRecordingKind.CONSENT)
    ] == [aside.id]
    recover(study)
    assert side_recordings_of(study.interview(id), SideRecordingKind.CONSENT)


def test_without_consent_the_recording_of_it_is_nobodys_and_a_start_destroys_it(study, source):
    aside = recorded(study, SideRecordingKind.CONSENT, source)
    with pytest.raises(RefusedError):
        prepare_with_consent(
            study,
            "P07",
            {"record": Answer.NO},
            guide="recovery-stories",
            language="en",
            oral_consent=[aside.id],
        )
    recover(study)
    with pytest.raises(KitError):
        side_recordings.get(study.vault, aside.id)
    assert not list(study.vault.db.query("SELECT * FROM aside_blocks"))


def test_what_was_recorded_goes_when_its_interview_goes(study, source):
    interview = prepare(study, "P07", language="en").id
    recorded(study, SideRecordingKind.CONSENT, source, interview)
    interviews.destroy_interview(study.vault, interview)
    assert not list(study.vault.db.query("SELECT * FROM asides"))
    assert not list(study.vault.db.query("SELECT * FROM aside_blocks"))


def test_what_is_forgotten_or_discarded_leaves_nothing(study, source):
    interview = prepare(study, "P07", language="en").id
    destroy_side_recording(study, recorded(study, SideRecordingKind.DEBRIEF, source, interview).id)
    SideRecorder(study, SideRecordingKind.DEBRIEF, source, interview).destroy()
    with pytest.raises(ZeroDivisionError), SideRecorder(study, SideRecordingKind.DEBRIEF, source):
        raise ZeroDivisionError
    assert not list(study.vault.db.query("SELECT * FROM asides"))
    assert not list(study.vault.db.query("SELECT * FROM aside_blocks"))


def test_a_microphone_that_gives_nothing_leaves_nothing_behind(study, tmp_path):
    class Silent:
        name, rate, channels, live = "silent", RATE, 1, True

        def start(self, deliver, report):
            pass

        def stop(self):
            pass

    recording = SideRecorder(study, SideRecordingKind.DEBRIEF, Silent())
    with pytest.raises(AudioError, match="No sound"):
        recording.stop()
    assert not list(study.vault.db.query("SELECT * FROM asides"))


def test_a_debrief_is_transcribed_when_asked_for_and_a_consent_never(study, source):
    class Worker:
        frames = 0

        def transcribe(self, chunks, *, first_frame, rate, channels, language, hotwords):
            assert (first_frame, rate, channels, language) == (0, RATE, 1, "en")
            assert "olanzapine" in hotwords
            self.frames = sum(len(chunk) for chunk in chunks) // 2
            words = (Word(" It", 0, 1, 1.0), Word(" went", 1, 2, 1.0), Word(" well.", 2, 3, 1.0))
            yield Chunk(0, self.frames, "en", (Segment(words),))

    interview = prepare(study, "P07", language="en").id
    debrief = recorded(study, SideRecordingKind.DEBRIEF, source, interview)
    worker = Worker()
    assert transcribe_debrief(study, debrief.id, worker) == "It went well."
    assert worker.frames == RATE * SECONDS
    assert (
        side_recordings_of(study.interview(interview), SideRecordingKind.DEBRIEF)[0].text
        == "It went well."
    )
    consent = recorded(study, SideRecordingKind.CONSENT, source, interview)
    with pytest.raises(KitError, match="never transcribed"):
        transcribe_debrief(study, consent.id, worker)


def test_an_unknown_interview_is_refused_before_anything_is_recorded(study, source):
    with pytest.raises(KitError, match="no interview"):
        SideRecorder(study, SideRecordingKind.CONSENT, source, "P99-1")
    assert not list(study.vault.db.query("SELECT * FROM asides"))


def test_withdrawing_takes_what_was_recorded_apart_with_the_person(study, source):
    interview = prepare(study, "P07", language="en").id
    stays = prepare(study, "P08", language="en").id
    for kind in SideRecordingKind:
        recorded(study, kind, source, interview)
        recorded(study, kind, source, stays)
    withdraw(study, "P07")
    rows = study.vault.db.query("SELECT DISTINCT interview FROM asides")
    assert [row["interview"] for row in rows] == [stays]
    rows = study.vault.db.query("SELECT DISTINCT aside FROM aside_blocks")
    assert len([row["aside"] for row in rows]) == 2
