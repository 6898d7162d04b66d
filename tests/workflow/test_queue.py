"""Several interviews are transcribed side by side, and none is lost by what befalls another."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from interview_kit.errors import KitError
from interview_kit.guide.guide import Scope
from interview_kit.speech import store
from interview_kit.speech.client import Transcriber
from interview_kit.speech.fitness import fitting, needed_mb
from interview_kit.speech.store import ModelFolder
from interview_kit.vault import transcripts
from interview_kit.vault.key import Secret
from interview_kit.workflow.holding.importing import import_recording
from interview_kit.workflow.study import Study, open_study
from interview_kit.workflow.transcribing import queue
from interview_kit.workflow.transcribing.queue import places, processes_here, transcribe_all
from interview_kit.workflow.transcribing.transcribe import Progress, is_transcribed, transcribe

CLIPS = Path("/usr/share/pocketsphinx/test/data/librivox")
CONSENT = (Scope.RECORD, Scope.TAKE_PART)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelFolder]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path_factory.mktemp("models")))
        yield store.fetch("tiny.en")


@pytest.fixture
def study(study_folder: Path, model: ModelFolder) -> Iterator[Study]:
    with open_study(study_folder, Secret("four plain test words")) as opened:
        yield opened


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


def words(study: Study, interview: str) -> list[str]:
    return [w.text for turn in transcripts.turns(study.vault, interview) for w in turn.words]


def test_side_by_side_gives_what_one_after_the_other_gives(
    study: Study, waiting: list[str], model: ModelFolder
) -> None:
    finished: list[str] = []
    transcribe_all(
        study,
        waiting,
        processes_here(model, 2),
        at_once=2,
        done=lambda id, _turns: finished.append(id),
    )
    assert sorted(finished) == sorted(waiting)
    together = {id: words(study, id) for id in waiting}
    with Transcriber(model) as transcriber:
        for id in waiting:
            transcribe(study, id, transcriber)
            assert words(study, id) == together[id] != []


def test_a_killed_process_costs_its_interview_a_new_start_and_the_others_nothing(
    study: Study, waiting: list[str], model: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Transcriber] = []
    killed = threading.Event()

    class Watched(Transcriber):
        def __init__(self, model: ModelFolder, *, threads: int) -> None:
            super().__init__(model, threads=threads)
            started.append(self)

    def kill_first(_progress: Progress) -> None:
        if not killed.is_set():
            killed.set()
            started[0]._process.kill()

    monkeypatch.setattr(queue, "Transcriber", Watched)
    with pytest.raises(KitError, match="ended before"):
        transcribe_all(study, waiting, processes_here(model, 1, 1), at_once=1, progress=kill_first)
    left = [id for id in waiting if not is_transcribed(study, id)]
    assert len(left) == 1
    assert len(started) == 2
    transcribe_all(study, left, processes_here(model, 1, 1), at_once=1)
    assert all(is_transcribed(study, id) for id in waiting)


def test_no_more_run_at_once_than_fit_into_the_memory(model: ModelFolder) -> None:
    assert fitting(model, 300 + 3 * needed_mb(model)) == 3
    assert fitting(model, None) is None


def test_no_more_run_at_once_than_there_are_interviews(model: ModelFolder) -> None:
    assert places(model, 1) == 1
    assert places(model, 5, wanted=1) == 1
