"""Interviews are transcribed in a Dask cluster as they are here; a lost machine loses nothing."""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from interview_kit.errors import SpeechError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.chunk import Chunk
from interview_kit.model.reading import Reading
from interview_kit.speech import model_store, speech_cluster
from interview_kit.speech.cluster_answers import chunks_in
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_client import Transcriber
from interview_kit.speech.speech_cluster import Certificates, Cluster, ClusterPlace
from interview_kit.vault import transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.study.open_study import Study, open_study
from interview_kit.workflow.transcription.transcribe import TranscriptionProgress
from interview_kit.workflow.transcription.transcription_queue import Places, transcribe_all
from tests.support import dask_machines
from tests.support.dask_machines import HERE, IN_MEMORY, worker
from tests.support.passphrase import PASSPHRASE

CLIPS = Path("/usr/share/pocketsphinx/test/data/librivox")


pytestmark = pytest.mark.usefixtures("model")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelFolder]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERVIEW_KIT_MODELS", str(tmp_path_factory.mktemp("models")))
        yield model_store.fetch("tiny.en")


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
        consent = (ConsentScope.RECORD, ConsentScope.TAKE_PART)
        path = tmp_path / f"{code}.wav"
        ids.append(import_recording(study, path, code, language="en", consent=consent).id)
    return ids


@pytest.fixture
def one(study_folder: Path, model: ModelFolder) -> str:
    """The one interview of the study, which nobody has open."""
    with open_study(study_folder, Secret(PASSPHRASE)) as opened:
        path = next(CLIPS.glob("*-0880.wav"))
        consent = (ConsentScope.RECORD, ConsentScope.TAKE_PART)
        return import_recording(opened, path, "P01", language="en", consent=consent).id


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return dask_machines.certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def scheduler(tls: Certificates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with dask_machines.scheduler(tls, tmp_path_factory.mktemp("scheduler")) as address:
        yield address


@pytest.fixture(scope="module")
def models(model: ModelFolder) -> Path:
    """The folder that the command line finds its models in."""
    return model.path.parent


def options(address: str, tls: Certificates) -> tuple[object, ...]:
    own = ("--dask-ca", tls.authority, "--dask-cert", tls.certificate, "--dask-key", tls.key)
    return ("--model", "tiny.en", "--dask", address, *own)


def kept(study: Study, interview: str) -> list[Chunk]:
    run = transcripts.current_run(study.vault, interview)
    assert run is not None
    return list(transcripts.chunks(study.vault, run))


def heard_here(
    model: ModelFolder, path: Path, *, reading: Reading = Reading.SETTLED
) -> list[Chunk]:
    sound, rate = soundfile.read(path, dtype="int16")
    with Transcriber(model) as transcriber:
        events = transcriber.transcribe(
            (sound.tobytes(),),
            first_frame=0,
            rate=rate,
            channels=1,
            language="en",
            reading=reading,
        )
        return [event for event in events if isinstance(event, Chunk)]


def test_a_killed_worker_loses_nothing_and_the_words_are_those_heard_here(
    study: Study,
    waiting: list[str],
    model: ModelFolder,
    scheduler: str,
    tls: Certificates,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speech_cluster, "PIECE_S", 6)
    ran = []
    with ExitStack() as stack:
        workers = [
            stack.enter_context(worker(scheduler, tls, tmp_path, **IN_MEMORY)) for _each in range(2)
        ]

        def kill_one(progress: TranscriptionProgress) -> None:
            ran.append(progress)
            if progress.done_ms and workers[0].poll() is None:
                os.kill(workers[0].pid, signal.SIGKILL)
                workers[0].wait()

        with Cluster(scheduler, model, tls) as joined:
            assert joined.places == 2
            places = Places(lambda _at_once: ClusterPlace(joined), joined.places)
            transcribe_all(study, waiting, places, draft=True, progress=kill_one)
        assert workers[0].returncode == -signal.SIGKILL
    # No stretch was heard twice: what was committed before the loss is not asked for again.
    assert len({(step.interview, step.done_ms) for step in ran}) >= len(ran) - len(waiting)
    for id in waiting:
        assert len(kept(study, id)) > 1
        assert kept(study, id) == heard_here(
            model, tmp_path / f"{id[:3]}.wav", reading=Reading.DRAFT
        )
        assert transcripts.turns(study.vault, id)


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
    tls: Certificates,
    tmp_path: Path,
) -> None:
    with (
        worker(scheduler, tls, tmp_path, **environment),
        pytest.raises(SpeechError, match=sentence) as refused,
    ):
        Cluster(scheduler, replace(model, **change), tls)
    assert refused.value.hint


BOMB = """
import os, json
from interview_kit.speech import cluster_worker


class Bomb(Exception):
    def __reduce__(self):
        return exec, ("import os; open('{marker}', 'a').write(f'{{os.getpid()}} ')",)


look = cluster_worker.look


def explode(*_arguments, **_more):
    {way}


def lie(*_arguments, **_more):
    return {lie}


cluster_worker.{function} = {replaced}
"""


def hostile(folder: Path, **values: str) -> dict[str, str]:
    """The environment of a worker that is somebody else's by now."""
    script = folder / "hostile.py"
    script.write_text(BOMB.format(**{"marker": folder / "exploded", "lie": "b''", **values}))
    return IN_MEMORY | {"DASK_DISTRIBUTED__WORKER__PRELOAD": json.dumps([str(script)])}


@pytest.mark.parametrize("way", ["return Bomb()", "raise Bomb()", "return [Bomb()]"])
@pytest.mark.parametrize("function", ["look", "hear"])
def test_nothing_that_a_hostile_worker_sends_runs_here(
    function: str, way: str, model: ModelFolder, tls: Certificates, tmp_path: Path
) -> None:
    environment = hostile(tmp_path, function=function, way=way, replaced="explode")
    with (
        dask_machines.scheduler(tls, tmp_path) as address,
        worker(address, tls, tmp_path, **environment),
        pytest.raises(SpeechError, match="something else than plain data"),
        Cluster(address, model, tls) as joined,
        ClusterPlace(joined) as place,
    ):
        list(
            place.transcribe((bytes(32000),), first_frame=0, rate=16000, channels=1, language="en")
        )
    # Dask tries on the worker whether an exception can be unpickled.
    exploded = tmp_path / "exploded"
    assert str(os.getpid()) not in (exploded.read_text().split() if exploded.exists() else ())


NO_ANSWER = "form|chunk|message|bytes|Expecting|deeply|decode"
WORD = {
    "text": " hi", "start_ms": 0, "end_ms": 10, "probability": 0.5, "levels": [], "overlap": False,
    "alternative": None,
}  # fmt: skip
CHUNK = {
    "event": "stretch", "first_frame": 0, "end_frame": 10, "language": "en", "segments": [[WORD]],
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"first_frame": -1},
        {"end_frame": 10**9},
        {"first_frame": True},
        {"language": "en; DROP"},
        {"segments": [[WORD | {"text": "\x1b[2J"}]]},
        {"segments": [[WORD | {"text": "x" * 1001}]]},
        {"segments": [[WORD | {"start_ms": 11}]]},
        {"segments": [[WORD | {"probability": math.nan}]]},
        {"segments": [[WORD | {"levels": ["x"]}]]},
        {"segments": [[WORD | {"more": 1}]]},
        {"segments": [WORD]},
        {"segments": None},
        {"event": "error"},
    ],
)
def test_an_answer_of_another_form_is_none(change: dict[str, object]) -> None:
    assert chunks_in(json.dumps([CHUNK]).encode(), 0, 100)[0].segments[0].words[0].text == " hi"
    with pytest.raises(ValueError, match=NO_ANSWER):
        chunks_in(json.dumps([CHUNK | change]).encode(), 0, 100)
    for answer in (b"", b"[" * 100_000, b"{}", "[]", None, b"[1]", b"\xff"):
        with pytest.raises(ValueError, match=NO_ANSWER):
            chunks_in(answer, 0, 100)


def test_a_cluster_without_workers_is_refused(
    model: ModelFolder, scheduler: str, tls: Certificates
) -> None:
    with pytest.raises(SpeechError, match="No worker has joined"):
        Cluster(scheduler, model, tls)


def test_the_command_sends_all_interviews_out_and_takes_the_same_words_in(
    kit: Callable[..., Any],
    one: str,
    study_folder: Path,
    model: ModelFolder,
    scheduler: str,
    tls: Certificates,
    tmp_path: Path,
) -> None:
    own = shutil.copytree(model.path, tmp_path / "its models" / model.name).parent
    with worker(scheduler, tls, tmp_path, **IN_MEMORY, INTERVIEW_KIT_MODELS=str(own)):
        out = kit("transcribe", "--all", "--json", *options(scheduler, tls)).out
    heard = heard_here(model, next(CLIPS.glob("*-0880.wav")))
    words = sum(len(part.words) for stretch in heard for part in stretch.segments)
    assert json.loads(out)[0]["words"] == words > 0
    with open_study(study_folder, Secret(PASSPHRASE)) as opened:
        assert kept(opened, one) == heard


def test_whoever_has_a_certificate_of_another_authority_gets_a_sentence(
    kit: Callable[..., Any],
    one: str,
    scheduler: str,
    tls: Certificates,
    tmp_path: Path,
) -> None:
    others = dask_machines.certificates(tmp_path)
    for given in (others, replace(tls, authority=others.authority)):
        refused = kit("transcribe", "--all", *options(scheduler, given), expect=2)
        assert "do not trust each other's certificates" in refused.err
    unfit = replace(tls, key=others.key)
    refused = kit("transcribe", "--all", *options(scheduler, unfit), expect=2)
    assert "cannot be used together" in refused.err


def test_an_address_that_does_not_answer_is_said(
    model: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_cluster, "CONNECT_S", 0.2)
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
