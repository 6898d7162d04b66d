"""Transcribing in a Dask cluster: two workers against one, and a worker that is lost.

    python scripts/bench/cluster.py DATA_FOLDER [--only ROW ...] [--rounds 2] [--seconds 60]

Scheduler and workers are processes here, the workers with one thread and a model folder each, over
TLS with certificates made for it; `interview-kit transcribe --all --dask` is run as it is by hand.
DATA_FOLDER is that of scripts/bench/asr; its longest interview is cut into interviews of --seconds
for `ratio`, and of six times that for `lost` (over three minutes, so that one goes out in pieces).
A worker loads its model with the first piece it hears, and that is in the time.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep

sys.path += [
    str(Path(__file__).parent / "asr"),
    str(Path(__file__).parents[2]),
]
from data import Spoken, interviews
from study import PASSPHRASE, a_study, imported

from interview_kit.model.chunk import Chunk
from interview_kit.speech import model_store
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_cluster import Certificates
from interview_kit.vault import transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.interviews.chosen_interviews import choose
from interview_kit.workflow.study.open_study import open_study
from tests.support.dask_machines import IN_MEMORY, certificates, scheduler, worker

INTERVIEWS = 4
LOOK_S = 0.2
Words = dict[str, list[Chunk]]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is heard, with what, and where there is room for it."""

    spoken: Spoken
    seconds: float
    model: ModelFolder
    language: str
    folder: Path
    rounds: int


def ratio(bench: Bench) -> Iterator[str]:
    """The time of one worker over that of two, in turns; the words must be those of here."""
    study = _study(bench, "short", INTERVIEWS, bench.seconds)
    here = _transcribed(_copy(study, "here"), ())
    for number in range(bench.rounds):
        took_s = {}
        for workers in (1, 2):
            place = _copy(study, f"{workers} {number}")
            with _cluster(bench, workers) as (options, _):
                began = monotonic()
                words = _transcribed(place, options)
                took_s[workers] = monotonic() - began
            assert words == here, "other words than here"
        yield (
            f"{INTERVIEWS} interviews of {bench.seconds:g} s: one worker {took_s[1]:.1f} s, "
            f"two {took_s[2]:.1f} s: {took_s[1] / took_s[2]:.2f} x; the words of a run here"
        )


def lost(bench: Bench) -> Iterator[str]:
    """A worker killed while it hears, with a part of its interview already kept."""
    study = _study(bench, "long", 2, 6 * bench.seconds)
    here = _transcribed(_copy(study, "here"), ())
    place = _copy(study, "lost")
    with _cluster(bench, 2) as (options, workers):
        with subprocess.Popen(_command(place, options), env=_environment()) as command:
            kept = _wait_for_stretches(place, command)
            os.killpg(workers[0].pid, signal.SIGKILL)
        assert command.returncode == 0
    said = ", ".join(f"{count} stretches of {id}" for id, count in kept.items())
    same = "the words of a run here" if _words(place) == here else "OTHER WORDS"
    yield f"2 interviews of {6 * bench.seconds:g} s, one of two workers killed after {said}: {same}"


ROWS: dict[str, Callable[[Bench], Iterator[str]]] = {"ratio": ratio, "lost": lost}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DATA_FOLDER")
    parser.add_argument("--only", choices=ROWS, nargs="+", default=list(ROWS), metavar="ROW")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--model", default="base")
    parser.add_argument("--language", default="nl")
    options = parser.parse_args()
    spoken = next(interviews(options.folder))
    model = model_store.verify(options.model)
    with tempfile.TemporaryDirectory() as scratch:
        rest = (model, options.language, Path(scratch), options.rounds)
        for row in options.only:
            for found in ROWS[row](Bench(spoken, options.seconds, *rest)):
                print(found, flush=True)


def _study(bench: Bench, name: str, count: int, seconds: float) -> Path:
    """A study with so many interviews, each another part of the long one."""
    frames = int(seconds * bench.spoken.rate)
    with a_study(bench.folder, model=bench.model.name) as study:
        for number in range(count):
            part = bench.spoken.samples[number * frames : (number + 1) * frames]
            imported(
                study, replace(bench.spoken, name=name, samples=part), bench.folder, bench.language
            )
    return study.folder


@contextmanager
def _cluster(
    bench: Bench, count: int
) -> Iterator[tuple[tuple[str, ...], list[subprocess.Popen[str]]]]:
    """The options that send interviews to a cluster of so many workers, and these."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=bench.folder)))
        tls = certificates(folder)
        address = stack.enter_context(scheduler(tls, folder))
        workers = []
        for number in range(count):
            models = folder / f"models {number}"
            shutil.copytree(bench.model.path, models / bench.model.name)
            own = {**IN_MEMORY, "INTERVIEW_KIT_MODELS": str(models)}
            workers.append(stack.enter_context(worker(address, tls, folder, **own)))
        yield _options(address, tls), workers


def _options(address: str, tls: Certificates) -> tuple[str, ...]:
    files = {"ca": tls.authority, "cert": tls.certificate, "key": tls.key}
    named = (part for name, file in files.items() for part in (f"--dask-{name}", str(file)))
    return ("--dask", address, *named)


def _transcribed(study: Path, options: tuple[str, ...]) -> Words:
    subprocess.run(_command(study, options), check=True, env=_environment())
    return _words(study)


def _command(study: Path, options: tuple[str, ...]) -> list[str]:
    program = [sys.executable, "-m", "interview_kit", "--study", str(study)]
    return [*program, "transcribe", "--all", *options]


def _environment() -> dict[str, str]:
    return os.environ | {"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE}


def _words(folder: Path) -> Words:
    with open_study(folder, Secret(PASSPHRASE)) as study:
        ids = choose(study, (), all_of_them=True)
        runs = {id: transcripts.runs(study.vault, id) for id in ids}
        return {id: list(transcripts.chunks(study.vault, run)) for id, (run,) in runs.items()}


def _wait_for_stretches(folder: Path, command: subprocess.Popen[bytes]) -> dict[str, int]:
    """How many stretches of each interview are kept, once there are some."""
    with open_study(folder, Secret(PASSPHRASE), writing=False) as study:
        ids = choose(study, (), all_of_them=True)
        while command.poll() is None:
            kept = {
                id: sum(1 for _each in transcripts.chunks(study.vault, run))
                for id in ids
                for run in transcripts.runs(study.vault, id)
            }
            if any(kept.values()):
                return kept
            sleep(LOOK_S)
    raise AssertionError("the command ended before anything was kept")


def _copy(study: Path, name: str) -> Path:
    return Path(shutil.copytree(study, study.parent / name))


if __name__ == "__main__":
    main()
