"""The worker as the program runs it: its memory over a long interview, kills, connections."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from data import Spoken, chunks
from study import PASSPHRASE, a_study, imported

from interview_kit.model.chunk import Chunk
from interview_kit.model.turn import Turn
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_client import Transcriber
from interview_kit.vault import transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import open_study
from interview_kit.workflow.transcription.transcribe import new_transcriber, transcribe

QUIET_S = 60
Row = tuple[str, str]


def whole_path(spoken: Spoken, folder: Path, model: ModelFolder, language: str, engine_s: float):
    """CPU seconds of `transcribe`: vault, worker, commits, turns; against those of the engine."""
    with a_study(folder) as study:
        interview = imported(study, spoken, folder, language)
        with new_transcriber(model, threads=1) as transcriber:
            list(_stretches(transcriber, spoken.first(1), language))  # loads the model
            before = _cpu_s(transcriber)
            turns = transcribe(study.interview(interview), transcriber)
            took_s = _cpu_s(transcriber) - before
    more = 100 * (took_s / engine_s - 1)
    yield "turns", str(len(turns))
    yield "whole path over the engine alone", f"{took_s:.1f} s, {engine_s:.1f} s: {more:+.1f} %"


def kills(spoken: Spoken, folder: Path, language: str, times: int) -> Iterator[Row]:
    """`transcribe` killed at random moments, again and again, against a run without."""
    with a_study(folder) as study:
        interview = imported(study, spoken, folder, language)
    place = study.folder
    began = time.monotonic()
    copy = place.with_name("copy")
    shutil.copytree(place, copy)
    subprocess.run(_transcribing(copy), check=True, stdout=subprocess.DEVNULL, env=_environment())
    took_s = time.monotonic() - began
    moments, died = random.Random(5), 0
    while died < times:
        process = subprocess.Popen(
            _transcribing(place),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        try:
            process.wait(moments.uniform(0, 2.5 * took_s / times))
            break
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            died += 1
    subprocess.run(_transcribing(place), check=True, stdout=subprocess.DEVNULL, env=_environment())
    same = _kept(place, interview) == _kept(copy, interview)
    yield "killed, and the same words and times", f"{died} times: {'yes' if same else 'NO'}"


def memory(spoken: Spoken, model: ModelFolder, language: str, minutes: float) -> Iterator[Row]:
    """The worker's memory, sampled at each stretch; a minute of quiet after each minute of talk."""
    minute = 60 * spoken.rate
    quiet = np.zeros((QUIET_S * spoken.rate, spoken.samples.shape[1]), np.int16)

    def talk() -> Iterator[bytes]:
        for number in range(int(minutes / 2)):
            begin = number * minute % (len(spoken.samples) - minute)
            yield from chunks(spoken.samples[begin : begin + minute])
            yield from chunks(quiet)

    sizes: list[tuple[float, int]] = []
    with Transcriber(model, threads=1) as transcriber:
        for stretch in _stretches(transcriber, spoken, language, talk()):
            sizes.append((stretch.end_frame / spoken.rate / 60, _memory_mb(transcriber, "VmRSS")))
        peak_mb = _memory_mb(transcriber, "VmHWM")
    marks = [0, 0.25, 0.5, 0.75, 1.0]
    at = [next(mb for end, mb in sizes if end >= mark * minutes * 0.98) for mark in marks]
    found = f"peak {peak_mb} MB; at the first stretch and each quarter {at} MB"
    yield f"memory over {minutes:g} minutes", found


def connections(spoken: Spoken, folder: Path, language: str) -> Iterator[Row]:
    """`transcribe --all` of two channels and of one, as it is and where there is no network.

    There it stands in a namespace with nothing but a loopback interface that is down, and strace
    notes every network call of the program and all its processes.
    """
    mix = spoken.samples.mean(axis=1, keepdims=True).astype(np.int16)
    with a_study(folder) as study:
        ids = [
            imported(study, each, folder, language)
            for each in (spoken, replace(spoken, name="mix", samples=mix))
        ]
    copy = study.folder.with_name("copy")
    shutil.copytree(study.folder, copy)
    log = folder / "calls"
    alone = ["unshare", "--net", "--map-root-user"]
    traced = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log)]
    for before, place in (((), study.folder), ((*alone, *traced), copy)):
        subprocess.run(
            [*before, *_transcribing(place)],
            check=True,
            stdout=subprocess.DEVNULL,
            env=_environment(),
        )
    sockets = re.findall(r"^\d+ +socket\((\w+)", log.read_text(), re.MULTILINE)
    outward = sum(family != "AF_UNIX" for family in sockets)
    heard = [
        [(_kept(place, id), _turns(place, id)) for id in ids] for place in (study.folder, copy)
    ]
    words = sum(len(turn.words) for _stretches, turns in heard[1] for turn in turns)
    yield (
        "sockets that `transcribe` and its processes opened",
        f"{outward}, and {len(sockets) - outward} on this machine; {words} words were written",
    )
    same = "yes" if heard[0] == heard[1] else "NO"
    yield "without a network: the same words, times and speakers", same


def _stretches(
    transcriber: Transcriber, spoken: Spoken, language: str, sound: Iterable[bytes] | None = None
) -> Iterator[Chunk]:
    events = transcriber.transcribe(
        chunks(spoken.samples) if sound is None else sound,
        first_frame=0,
        rate=spoken.rate,
        channels=spoken.samples.shape[1],
        language=language,
    )
    return (event for event in events if isinstance(event, Chunk))


def _cpu_s(transcriber: Transcriber) -> float:
    """CPU seconds of this process and the worker."""
    fields = Path(f"/proc/{transcriber.pid}/stat").read_text().rpartition(")")[2].split()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    ticks = int(fields[11]) + int(fields[12])
    return usage.ru_utime + usage.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def _memory_mb(transcriber: Transcriber, kind: str) -> int:
    status = Path(f"/proc/{transcriber.pid}/status").read_text()
    return int(re.search(rf"{kind}:\s+(\d+)", status)[1]) // 1024


def _transcribing(study: Path) -> list[str]:
    return [sys.executable, "-m", "interview_kit", "--study", str(study), "transcribe", "--all"]


def _environment() -> dict[str, str]:
    return os.environ | {"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE}


def _kept(folder: Path, interview: str) -> list[Chunk]:
    with open_study(folder, Secret(PASSPHRASE)) as study:
        (run,) = transcripts.runs(study.vault, interview)
        return list(transcripts.chunks(study.vault, run))


def _turns(folder: Path, interview: str) -> tuple[Turn, ...]:
    with open_study(folder, Secret(PASSPHRASE)) as study:
        return transcripts.turns(study.vault, interview)
