"""What is said while an interview is held: it suggests topics, and never stops the sound."""

from __future__ import annotations

import threading
import time
import wave
from typing import Any, cast

import pytest

from interview_kit.audio.file_source import FileSource
from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.session import interview_commands as ask
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer
from interview_kit.speech.model_store import ModelFolder
from interview_kit.vault import blocks, journal
from interview_kit.workflow.capture import live_captions
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.interviews.interview_overview import prepare

RATE = 16000
FRAMES = 4 * RATE


class Worker:
    """A speech process that hears, in each second of sound, the next of `sentences`."""

    def __init__(self, model, sentences):
        self.model = model
        self._sentences = list(sentences)

    def transcribe(self, chunks, *, first_frame, **_):
        frame = first_frame
        for chunk in chunks:
            if chunk and self._sentences:
                said, levels = self._sentences.pop(0)
                if isinstance(said, Exception):
                    raise said
                end = frame + len(chunk) // 4
                at = frame * 1000 // RATE
                words = tuple(
                    Word(f" {word}", at + n, at + n + 1, 0.1, levels)
                    for n, word in enumerate(said.split())
                )
                yield Chunk(frame, end, "en", (Segment(words),))
                frame = end

    def cancel(self):
        pass

    close = cancel


@pytest.fixture
def conductor(study):
    conductor = Conductor(study.interview(prepare(study, "P07", language="en").id))
    for item in conductor.guide.consent:
        conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    yield conductor
    conductor.close()


@pytest.fixture
def stereo(tmp_path):
    with wave.open(str(tmp_path / "hum.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"\x00\x10\x00\xf0" * FRAMES)
    return FileSource(tmp_path / "hum.wav", pace="fast")


def model_of(study):
    return ModelFolder("base", study.folder, "a test", "0" * 64, 1)


def listen(study, conductor, sentences):
    model = model_of(study)
    told = []
    return live_captions.live_captions(
        study, conductor, told.append, cast(Any, Worker(model, sentences))
    ), told


def hold(conductor, live, source):
    """Record all of the source while `live` hears it."""
    conductor.record(source)
    live.start()
    waited = time.monotonic() + 30
    while conductor.committed_frame < FRAMES:
        assert time.monotonic() < waited
        time.sleep(0.01)
    live.finish()
    conductor.do(ask.End())


INTERVIEWER, PARTICIPANT = (-10.0, -40.0), (-40.0, -10.0)


def test_what_the_participant_says_suggests_a_topic_and_what_the_interviewer_says_does_not(
    study, conductor, stereo
):
    sentences = [("Do you take medication?", INTERVIEWER), ("No I do not.", PARTICIPANT)]
    live, told = listen(study, conductor, sentences)
    hold(conductor, live, stereo)
    assert [heard.text for heard in told] == ["Do you take medication?", "No I do not."]
    assert not any(heard.suggested for heard in told)
    assert [heard.until_ms for heard in told] == sorted(heard.until_ms for heard in told)


def test_a_topic_is_in_the_journal_before_the_screen_is_told(study, conductor, stereo):
    sentences = [("They gave me medication.", PARTICIPANT), ("Medication again.", PARTICIPANT)]
    live, told = listen(study, conductor, sentences)
    hold(conductor, live, stereo)
    assert [heard.suggested for heard in told] == [("medication",), ()]
    events = [entry.event for entry in journal.read(study.vault, conductor.interview.id)]
    suggested = [event for event in events if isinstance(event, did.TopicSuggested)]
    assert [(event.topic, event.at_frame) for event in suggested] == [("medication", 0)]


def test_whatever_goes_wrong_with_the_words_the_sound_is_kept(study, conductor, stereo, capfd):
    live, told = listen(study, conductor, [(ValueError("Marijke"), ())])
    hold(conductor, live, stereo)
    assert not told
    assert "stopped" in live.failure.message
    assert blocks.sound(study.vault, conductor.interview.id).end_frame == FRAMES
    printed = capfd.readouterr()
    assert "Marijke" not in printed.out + printed.err + live.failure.message


class HeldBackWorker(Worker):
    """A speech process whose words come only once it is let go: what it holds can be struck."""

    def __init__(self, model, sentences, struck):
        super().__init__(model, sentences)
        self._struck = struck

    def transcribe(self, chunks, *, first_frame, **_):
        for chunk in super().transcribe(chunks, first_frame=first_frame):
            self._struck(chunk)
            yield chunk


def test_what_the_worker_still_holds_is_struck_with_its_stretch(study, conductor, stereo):
    told = []
    conductor.record(stereo)

    def strike_what_is_heard(chunk):
        if chunk.first_frame == 0:
            conductor.do(ask.Strike(0, chunk.end_frame))

    # The second is so near the struck stretch that its place in time is not certain.
    sentences = ("They gave me medication.", "Medication.", "It rained.")
    worker = HeldBackWorker(
        model_of(study), [(said, PARTICIPANT) for said in sentences], strike_what_is_heard
    )
    live = live_captions.live_captions(study, conductor, told.append, cast(Any, worker))
    live.start()
    waited = time.monotonic() + 30
    while len(told) < 3:
        assert time.monotonic() < waited, (told, live.failure)
        time.sleep(0.01)
    conductor.do(ask.End())
    live.close()
    assert [heard.text for heard in told] == ["", "", "It rained."]
    assert not any(heard.suggested for heard in told)
    id = conductor.interview.id
    kept = [row["segments"] for row in study.vault.db.query("SELECT segments FROM stretches")]
    assert not any("medication" in row for row in kept)
    assert not any(
        isinstance(entry.event, did.TopicSuggested) for entry in journal.read(study.vault, id)
    )


def test_nothing_is_heard_any_more_once_consent_is_withdrawn(study, conductor, stereo):
    told = []
    withdrawn = threading.Event()
    conductor.record(stereo)

    def withdraw(chunk):
        if chunk.first_frame == 0:
            conductor.do(ask.AnswerConsent("record", Answer.NO))
            withdrawn.set()

    worker = HeldBackWorker(
        ModelFolder("base", study.folder, "a test", "0" * 64, 1),
        [("They gave me medication.", PARTICIPANT)],
        withdraw,
    )
    live = live_captions.live_captions(study, conductor, told.append, cast(Any, worker))
    live.start()
    assert withdrawn.wait(30)
    conductor.do(ask.End())
    assert live.finish() is None
    live.close()
    assert told == []
    assert next(study.vault.db.query("SELECT count(*) AS n FROM stretches"))["n"] == 0
