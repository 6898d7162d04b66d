"""Interviews are transcribed in a Dask cluster as they are here; a lost machine loses nothing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np
import pytest
import soundfile

from interview_kit.errors import SpeechError
from interview_kit.guide.guide import Scope
from interview_kit.model.stretch import Stretch
from interview_kit.speech import cluster, store
from interview_kit.speech.client import Transcriber
from interview_kit.speech.cluster import Certificates, Cluster, ClusterPlace
from interview_kit.speech.store import ModelFolder
from interview_kit.vault import transcripts
from interview_kit.vault.key import Secret
from interview_kit.workflow.holding.importing import import_recording
from interview_kit.workflow.study import Study, open_study
from interview_kit.workflow.transcribing.queue import Places, transcribe_all
from interview_kit.workflow.transcribing.transcribe import Progress

CLIPS = Path("/usr/share/pocketsphinx/test/data/librivox")
HERE = "127.0.0.1"
IN_MEMORY = {f"DASK_DISTRIBUTED__WORKER__MEMORY__{limit}": "False" for limit in ("TARGET", "SPILL")}


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
    ids = []
    for code, number in (("P01", "0880"), ("P02", "0870")):
        samples, rate = soundfile.read(next(CLIPS.glob(f"*-{number}.wav")), dtype="int16")
        pause = np.zeros(2 * rate, np.int16)
        soundfile.write(
            tmp_path / f"{code}.wav",
            np.concatenate([samples, pause, samples, pause, samples]),
            rate,
        )
        consent = (Scope.RECORD, Scope.TAKE_PART)
        path = tmp_path / f"{code}.wav"
        ids.append(import_recording(study, path, code, language="en", consent=consent).id)
    return ids


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    arguments = ("scheduler", "--host", HERE, "--port", "0", "--no-dashboard")
    with started(arguments, r"Scheduler at:\s+(\S+)", tmp_path_factory.mktemp("s")) as (_, address):
        yield address


@contextmanager
def started(
    arguments: tuple[str, ...], ready: str, folder: Path, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A part of a cluster, and what it says of itself once it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=os.environ | environment,
        process_group=0,
    )
    assert process.stderr is not None
    with process, process.stderr as log:
        try:
            yield process, said(log, ready)
        finally:
            process.kill()


def said(log: IO[str], ready: str) -> str:
    lines = []
    for line in log:
        lines.append(line)
        if found := re.search(ready, line):
            return found[1]
    raise AssertionError("".join(lines))


@contextmanager
def worker(scheduler: str, folder: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    arguments = ("worker", scheduler, "--no-nanny", "--nthreads", "1", "--no-dashboard")
    joined = r"Registered to:\s+(\S+)"
    with started(arguments, joined, folder, **environment) as (process, _address):
        yield process


def words(study: Study, interview: str) -> list[str]:
    return [w.text for turn in transcripts.turns(study.vault, interview) for w in turn.words]


def test_a_killed_worker_loses_nothing_and_the_words_are_those_heard_here(
    study: Study,
    waiting: list[str],
    model: ModelFolder,
    scheduler: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "PIECE_S", 6)
    ran = []
    with ExitStack() as stack:
        workers = [
            stack.enter_context(worker(scheduler, tmp_path, **IN_MEMORY)) for _each in range(2)
        ]

        def kill_one(progress: Progress) -> None:
            ran.append(progress)
            if progress.done_ms and workers[0].poll() is None:
                os.kill(workers[0].pid, signal.SIGKILL)
                workers[0].wait()

        with Cluster(scheduler, model) as joined:
            assert joined.places == 2
            places = Places(lambda _at_once: ClusterPlace(joined), joined.places)
            transcribe_all(study, waiting, places, progress=kill_one)
        assert workers[0].returncode == -signal.SIGKILL
    elsewhere = {id: words(study, id) for id in waiting}
    # No stretch was heard twice: what was committed before the loss is not asked for again.
    assert len({(step.interview, step.done_ms) for step in ran}) >= len(ran) - len(waiting)
    with Transcriber(model) as transcriber:
        for id in waiting:
            run = transcripts.current_run(study.vault, id)
            assert run is not None
            sound, rate = soundfile.read(tmp_path / f"{id[:3]}.wav", dtype="int16")
            here = transcriber.transcribe(
                (sound.tobytes(),), first_frame=0, rate=rate, channels=1, language="en"
            )
            there = list(transcripts.stretches(study.vault, run))
            assert there == [each for each in here if isinstance(each, Stretch)]
            assert len(there) > 1
            assert elsewhere[id]


@pytest.mark.parametrize(
    ("environment", "change", "sentence"),
    [
        (IN_MEMORY, {"sha256": "0" * 64}, "has another SHA-256"),
        (IN_MEMORY, {"name": "small"}, "does not have the speech model"),
        ({}, {}, "to its disk"),
    ],
)
def test_a_worker_that_is_not_fit_gets_no_sound(
    environment: dict[str, str],
    change: dict[str, str],
    sentence: str,
    model: ModelFolder,
    scheduler: str,
    tmp_path: Path,
) -> None:
    with (
        worker(scheduler, tmp_path, **environment),
        pytest.raises(SpeechError, match=sentence) as refused,
    ):
        Cluster(scheduler, replace(model, **change))
    assert refused.value.hint


def test_a_cluster_without_workers_is_refused(model: ModelFolder, scheduler: str) -> None:
    with pytest.raises(SpeechError, match="No worker has joined"):
        Cluster(scheduler, model)


def test_an_address_that_does_not_answer_is_said(
    model: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 0.2)
    with pytest.raises(SpeechError, match="No Dask scheduler answers"):
        Cluster(f"tcp://{HERE}:1", model)


def test_sound_leaves_the_machine_over_tls_only(model: ModelFolder, tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="only over TLS"):
        Cluster("tcp://192.0.2.1:8786", model)
    with pytest.raises(SpeechError, match="only over TLS"):
        Cluster("tls://192.0.2.1:8786", model)
    with pytest.raises(SpeechError, match="only over TLS"):
        Cluster("tcp://192.0.2.1:8786", model, Certificates(*(tmp_path / name for name in "abc")))


def test_without_the_extra_the_command_that_installs_it_is_said(
    model: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SpeechError, match="not installed") as refused:
        Cluster(f"{HERE}:8786", model)
    assert "interview-kit[cluster]" in refused.value.hint
