"""Several interviews are transcribed side by side, and none is lost by what befalls another."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import soundfile

from interview_kit.errors import KitError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.chunk import Chunk
from interview_kit.speech import model_store
from interview_kit.speech.model_fitness import fitting, needed_mb
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_client import Transcriber
from interview_kit.vault import transcripts
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcribe import TranscriptionProgress
from interview_kit.workflow.transcription.transcription_queue import (
    Places,
    Queue,
    places_here,
    transcribe_all,
    untranscribed_interviews,
)

CLIPS = Path("/usr/share/pocketsphinx/test/data/librivox")
CONSENT = (ConsentScope.RECORD, ConsentScope.TAKE_PART)


pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelFolder]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path_factory.mktemp("models")))
        yield model_store.fetch("tiny.en")


@pytest.fixture
def waiting(study: Study, tmp_path: Path) -> list[str]:
    """Three interviews of one sentence each, of different lengths."""
    ids = []
    for code, number in (("P01", "0880"), ("P02", "0870"), ("P03", "0880")):
        samples, rate = soundfile.read(next(CLIPS.glob(f"*-{number}.wav")), dtype="int16")
        soundfile.write(tmp_path / f"{code}.wav", samples, rate)
        ids.append(
            import_recording(
                study, tmp_path / f"{code}.wav", code, language="en", consent=CONSENT
            ).id
        )
    return ids


def kept(study: Study, interview: str) -> list[Chunk]:
    run = transcripts.current_run(study.vault, interview)
    assert run is not None
    return list(transcripts.chunks(study.vault, run))


def test_side_by_side_gives_the_words_that_each_gives_by_itself(
    study: Study, waiting: list[str], model: ModelFolder, tmp_path: Path
) -> None:
    both = threading.Barrier(2, timeout=60)
    threads: list[int] = []

    class Met(Transcriber):
        """Begins only when another one is there to begin."""

        met = False

        def transcribe(self, *given: Any, **more: Any) -> Iterator[Any]:
            if not self.met:
                self.met = both.wait() >= 0
            yield from super().transcribe(*given, **more)

    def start(at_once: int) -> Transcriber:
        threads.append(at_once)
        return Met(model)

    finished: list[str] = []
    transcribe_all(study, waiting, Places(start, 2), on_done=lambda id, _turns: finished.append(id))
    assert sorted(finished) == sorted(waiting)
    assert threads == [2, 2]
    with Transcriber(model) as alone:
        for id in waiting:
            sound, rate = soundfile.read(tmp_path / f"{id[:3]}.wav", dtype="int16")
            events = alone.transcribe(
                (sound.tobytes(),), first_frame=0, rate=rate, channels=1, language="en"
            )
            assert kept(study, id) == [each for each in events if isinstance(each, Chunk)]
            assert transcripts.turns(study.vault, id)


def test_a_killed_process_costs_its_interview_a_new_start_and_the_others_nothing(
    study: Study, waiting: list[str], model: ModelFolder
) -> None:
    started: list[Transcriber] = []

    def start(_at_once: int) -> Transcriber:
        started.append(Transcriber(model))
        return started[-1]

    def kill_first(_progress: TranscriptionProgress) -> None:
        if len(started) == 1:
            psutil.Process(started[0].pid).kill()

    one = Places(start, 1)
    with pytest.raises(KitError, match="ended before"):
        transcribe_all(study, waiting, one, progress=kill_first)
    left = untranscribed_interviews(study, waiting)
    assert len(left) == 1
    assert len(started) == 2
    transcribe_all(study, left, one)
    assert not untranscribed_interviews(study, waiting)


def test_what_is_added_is_heard_and_what_is_taken_out_is_not_and_the_longest_is_first(
    study: Study, waiting: list[str], model: ModelFolder
) -> None:
    done: list[str] = []
    failures: list[KitError] = []
    changed: list[bool] = []

    def as_the_first_begins(_progress: TranscriptionProgress) -> None:
        if queue.waiting == (waiting[0],) and not changed:
            changed.append(True)
            assert queue.add(waiting) == (waiting[2],)
            assert queue.take_out(waiting[0])
            assert not queue.take_out(waiting[1])

    queue = Queue(
        study,
        lambda: Places(lambda _at_once: Transcriber(model), 1),
        progress=as_the_first_begins,
        on_done=lambda id, _turns: done.append(id),
        on_failed=lambda _id, error: failures.append(error),
    )
    queue.add(waiting[:2])
    assert queue.waiting == (waiting[1], waiting[0])
    queue.run()
    assert done == [waiting[1], waiting[2]]
    assert not failures
    assert queue.how_far[0] == queue.how_far[1] > 0
    assert untranscribed_interviews(study, waiting) == (waiting[0],)


def test_stopping_keeps_what_was_heard_and_is_no_failure(
    study: Study, waiting: list[str], model: ModelFolder
) -> None:
    failures: list[KitError] = []
    queue = Queue(
        study,
        lambda: Places(lambda _at_once: Transcriber(model), 1),
        progress=lambda _progress: None,
        on_done=lambda _id, _turns: queue.stop(),
        on_failed=lambda _id, error: failures.append(error),
    )
    queue.add(waiting)
    queue.run()
    assert not failures
    assert untranscribed_interviews(study, waiting) == (waiting[0], waiting[2])


def test_an_interview_without_sound_does_not_wait(study: Study, waiting: list[str]) -> None:
    prepared = prepare(study, "P09").id
    assert prepared not in untranscribed_interviews(study, [*waiting, prepared])


def test_no_more_run_at_once_than_fit_into_the_memory(model: ModelFolder) -> None:
    assert fitting(model, 300 + 3 * needed_mb(model)) == 3
    assert fitting(model, None) is None


def test_as_many_run_at_once_as_there_are_cores_or_as_are_wanted(model: ModelFolder) -> None:
    assert places_here(model).at_once <= (os.cpu_count() or 1)
    assert places_here(model, 1).at_once == 1
