"""The worker process hears real voices, repeats itself exactly, and fails in a sentence."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from interview_kit.errors import SpeechError
from interview_kit.model.chunk import Chunk
from interview_kit.model.reading import Reading
from interview_kit.model.speaker import Speaker
from interview_kit.speech import model_store
from interview_kit.speech.speech_client import DecodingProgress, Transcriber, worker_environment
from interview_kit.speech.turn_building import build_turns

RATE = 16_000


def pieces(samples: NDArray[np.int16], frames: int = RATE) -> Iterator[bytes]:
    for begin in range(0, len(samples), frames):
        yield samples[begin : begin + frames].tobytes()


def transcribe(
    transcriber: Transcriber,
    chunks: Iterable[bytes],
    first_frame: int = 0,
    channels: int = 1,
    *,
    reading: Reading = Reading.DRAFT,
) -> list[Chunk]:
    events = transcriber.transcribe(
        chunks,
        first_frame=first_frame,
        rate=RATE,
        channels=channels,
        language="en",
        reading=reading,
    )
    return [event for event in events if isinstance(event, Chunk)]


def words(stretches: Iterable[Chunk]) -> list[str]:
    text = " ".join(part.text for stretch in stretches for part in stretch.segments)
    return re.findall(r"[a-z]+", text.lower().replace("mr.", "mister"))


@pytest.fixture(scope="module")
def transcriber(tiny_en: Path) -> Iterator[Transcriber]:
    with Transcriber(model_store.verify(tiny_en), threads=2) as worker:
        yield worker


@pytest.fixture(scope="module")
def heard(transcriber: Transcriber, reading: NDArray[np.int16]) -> list[Chunk]:
    return transcribe(transcriber, pieces(reading))


def test_real_speech_becomes_its_words(heard: list[Chunk], reading_text: list[str]) -> None:
    errors = Levenshtein.distance(reading_text, words(heard))
    assert errors / len(reading_text) < 0.15


def test_stretches_cover_the_sound_and_words_lie_within_them(
    heard: list[Chunk], reading: NDArray[np.int16]
) -> None:
    assert len(heard) > 2
    assert [stretch.first_frame for stretch in heard] == [
        0,
        *(stretch.end_frame for stretch in heard[:-1]),
    ]
    assert heard[-1].end_frame == len(reading)
    for stretch in heard:
        for word in (word for part in stretch.segments for word in part.words):
            assert stretch.first_frame <= word.start_ms * RATE // 1000 <= stretch.end_frame
            assert word.start_ms <= word.end_ms
            assert 0 <= word.probability <= 1


def test_a_run_taken_up_at_a_stretch_gives_the_same_words(
    tiny_en: Path, reading: NDArray[np.int16], heard: list[Chunk]
) -> None:
    begin = heard[1].first_frame
    with Transcriber(model_store.verify(tiny_en), threads=2) as fresh:
        assert transcribe(fresh, pieces(reading[begin:], 4_321), begin) == heard[1:]


def test_a_text_settled_from_any_section_on_is_the_same_text(
    tiny_en: Path, transcriber: Transcriber, reading: NDArray[np.int16], reading_text: list[str]
) -> None:
    talk = np.tile(reading, 4)
    sections = transcribe(transcriber, pieces(talk), reading=Reading.SETTLED)
    assert len(sections) > 1
    assert [section.first_frame for section in sections] == [
        0,
        *(section.end_frame for section in sections[:-1]),
    ]
    assert sections[-1].end_frame == len(talk)
    errors = Levenshtein.distance(reading_text * 4, words(sections))
    assert errors / len(reading_text * 4) < 0.15
    begin = sections[1].first_frame
    with Transcriber(model_store.verify(tiny_en), threads=2) as fresh:
        rest = transcribe(fresh, pieces(talk[begin:], 4_321), begin, reading=Reading.SETTLED)
    assert rest == sections[1:]


def test_two_channels_tell_who_spoke(
    transcriber: Transcriber, reading: NDArray[np.int16], heard: list[Chunk]
) -> None:
    half = heard[0].end_frame
    left, right = reading[: 2 * half].copy(), reading[: 2 * half].copy()
    left[half:] //= 20
    right[:half] //= 20
    spoken = transcribe(transcriber, pieces(np.column_stack([left, right])), channels=2)
    turns = build_turns(spoken, lambda _ms: "", (Speaker.INTERVIEWER, Speaker.PARTICIPANT))
    speakers = [turn.speaker for turn in turns]
    assert speakers == sorted(speakers)
    assert set(speakers) == {Speaker.INTERVIEWER, Speaker.PARTICIPANT}


def test_silence_and_noise_give_no_words(transcriber: Transcriber) -> None:
    noise = np.random.default_rng(0).normal(0, 300, 8 * RATE).astype(np.int16)
    stretches = transcribe(transcriber, pieces(np.append(np.zeros(7 * RATE, np.int16), noise)))
    assert stretches[-1].end_frame == 15 * RATE
    assert words(stretches) == []


def test_progress_tells_how_far_the_sound_was_heard(transcriber: Transcriber) -> None:
    chunks = pieces(np.zeros(3 * RATE, np.int16))
    events = transcriber.transcribe(chunks, first_frame=50, rate=RATE, channels=1, language="en")
    told = [event.frame for event in events if isinstance(event, DecodingProgress)]
    assert told == [50 + RATE, 50 + 2 * RATE, 50 + 3 * RATE]


def test_a_worker_that_dies_is_reported(tiny_en: Path, reading: NDArray[np.int16]) -> None:
    with Transcriber(model_store.verify(tiny_en)) as worker:
        events = worker.transcribe(
            pieces(reading), first_frame=0, rate=RATE, channels=1, language="en"
        )
        next(events)
        psutil.Process(worker.pid).kill()
        with pytest.raises(SpeechError) as died:
            list(events)
    assert "kept" in died.value.hint


def test_a_worker_keeps_its_memory_and_what_its_owner_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.tcache_count=7")
    variables = worker_environment(threads=2)
    tunables = variables["GLIBC_TUNABLES"].split(":")
    assert {"glibc.malloc.mmap_max=0", "glibc.malloc.tcache_count=7"} <= set(tunables)
    assert variables["OPENBLAS_NUM_THREADS"] == "2"
    assert variables["PATH"] == os.environ["PATH"]


def test_cancelling_from_another_thread_ends_the_run_without_an_error(
    tiny_en: Path, reading: NDArray[np.int16]
) -> None:
    with Transcriber(model_store.verify(tiny_en)) as worker:
        events = worker.transcribe(
            pieces(reading), first_frame=0, rate=RATE, channels=1, language="en"
        )
        next(events)
        canceller = threading.Thread(target=worker.cancel)
        canceller.start()
        canceller.join()
        list(events)
    assert not psutil.pid_exists(worker.pid)


def test_what_goes_wrong_with_the_sound_reaches_the_caller(tiny_en: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield bytes(2 * RATE)
        raise OSError("the disk is gone")

    with (
        Transcriber(model_store.verify(tiny_en)) as worker,
        pytest.raises(OSError, match="the disk is gone"),
    ):
        transcribe(worker, broken())


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_a_damaged_or_incomplete_model_is_never_loaded(
    tiny_en: Path, tmp_path: Path, name: str
) -> None:
    folder = shutil.copytree(tiny_en, tmp_path / "tiny.en")
    model = model_store.verify(folder)
    if name == "tokenizer.json":
        (folder / name).unlink()
    else:
        with (folder / name).open("r+b") as file:
            file.write(b"?")
    with Transcriber(model) as worker, pytest.raises(SpeechError, match=name):
        transcribe(worker, [])


def test_the_worker_refuses_every_connection() -> None:
    script = (
        "import socket\n"
        "from interview_kit.speech.speech_worker import refuse_connections\n"
        "refuse_connections()\n"
        "socket.create_connection(('127.0.0.1', 9))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "SpeechError: The speech worker does not open connections." in run.stderr


def test_the_worker_log_holds_nothing_that_was_said(
    tiny_en: Path, reading: NDArray[np.int16], tmp_path: Path
) -> None:
    with (
        (tmp_path / "log").open("wb") as log,
        Transcriber(model_store.verify(tiny_en), threads=2, log=log) as worker,
    ):
        spoken = transcribe(worker, pieces(reading[: 8 * RATE]))
    assert words(spoken)
    assert (tmp_path / "log").read_bytes() == b""


@pytest.mark.skipif(not shutil.which("unshare") or os.name != "posix", reason="Linux only")
def test_without_a_network_the_worker_hears_the_same(
    tiny_en: Path, sentence: NDArray[np.int16]
) -> None:
    alone = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*alone, "true"], capture_output=True).returncode:
        pytest.skip("this machine does not allow a namespace without network")
    model = model_store.verify(tiny_en)
    with Transcriber(model) as here, Transcriber(model, before=alone) as there:
        assert transcribe(here, pieces(sentence)) == transcribe(there, pieces(sentence)) != []


def test_no_process_reports_its_use_to_the_maker_of_a_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    asked = "import os, interview_kit; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_worker_makes_no_call_to_the_network(
    tiny_en: Path, reading: NDArray[np.int16], tmp_path: Path
) -> None:
    log = tmp_path / "calls"
    strace = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log)]
    with Transcriber(model_store.verify(tiny_en), before=strace) as traced:
        assert transcribe(traced, pieces(reading[: 6 * RATE]))
    assert log.read_text() == ""
