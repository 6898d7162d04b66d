"""Transcribing several interviews at once: places that hear side by side, one vault.

The places are speech processes here, or in a cluster. A process is single-threaded where there are
as many interviews as cores: two of one thread hear more in an hour than one of two. Only this
program writes in the vault.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Protocol, Self

from interview_kit.errors import SpeechError
from interview_kit.model.turn import Turn
from interview_kit.speech.client import Transcriber
from interview_kit.speech.fitness import available_mb, fitting, refuse_too_large
from interview_kit.speech.store import ModelFolder
from interview_kit.vault import blocks
from interview_kit.workflow.study import Study
from interview_kit.workflow.transcribing.transcribe import Hearing, Progress, transcribe

PATIENCE_S = 0.25


class Place(Hearing, Protocol):
    """Hears one interview after the other, for as long as the context lasts."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def cancel(self) -> None:
        """End what is heard now, from any thread; the stretches it gave stay given."""


def places(model: ModelFolder, interviews: int, wanted: int | None = None) -> int:
    """How many interviews to transcribe at once: what cores and memory allow, or what is `wanted`.

    Raises SpeechError where the model does not fit into the memory even once.
    """
    available = available_mb()
    refuse_too_large(model, available)
    room = fitting(model, available)
    most = min(interviews, wanted or os.cpu_count() or 1)
    return max(1, most if room is None else min(most, room))


def processes_here(
    model: ModelFolder, at_once: int, threads: int | None = None
) -> Callable[[], Place]:
    """What starts a speech process on this machine, where so many are to run `at_once`."""
    own = threads or max(1, (os.cpu_count() or 1) // at_once)
    return lambda: Transcriber(model, threads=own)


def transcribe_all(
    study: Study,
    interviews: Sequence[str],
    start: Callable[[], Place],
    *,
    at_once: int,
    progress: Callable[[Progress], None] = lambda _progress: None,
    done: Callable[[str, tuple[Turn, ...]], None] = lambda _interview, _turns: None,
) -> None:
    """Transcribe `interviews`, the longest first, so many `at_once`, and go on where they stopped.

    Each is heard in a place that `start` gives. `progress` and `done` are called from the threads
    that wait for the places. Where one interview fails the others go on, and its error is raised at
    the end. Ctrl-C ends the places; every stretch that was heard is kept.
    """
    queue = _Queue(study, interviews, start, progress, done)
    workers = [threading.Thread(target=queue.work, daemon=True) for _place in range(at_once)]
    for worker in workers:
        worker.start()
    try:
        _wait(workers)
    except BaseException:
        queue.stop()
        raise
    finally:
        for worker in workers:
            worker.join()
    if queue.failures:
        raise queue.failures[0]


def _wait(workers: Iterable[threading.Thread]) -> None:
    for worker in workers:
        while worker.is_alive():
            worker.join(PATIENCE_S)


class _Queue:
    """The interviews that wait, for threads to take from."""

    def __init__(
        self,
        study: Study,
        interviews: Sequence[str],
        start: Callable[[], Place],
        progress: Callable[[Progress], None],
        done: Callable[[str, tuple[Turn, ...]], None],
    ) -> None:
        self.failures: list[BaseException] = []
        self._study = study
        self._start = start
        self._progress = progress
        self._done = done
        self._stopped = threading.Event()
        self._running: list[Place] = []
        lengths = {id: blocks.sound(study.vault, id).end_frame for id in interviews}
        self._waiting = deque(sorted(interviews, key=lambda id: -lengths[id]))

    def work(self) -> None:
        """Transcribe what waits, one after the other; a process that failed is replaced."""
        while self._waiting and not self._stopped.is_set():
            try:
                with self._start() as transcriber:
                    self._running.append(transcriber)
                    self._hear(transcriber)
            except BaseException as error:
                self.failures.append(error)

    def stop(self) -> None:
        """Break off what is heard now; nothing more is taken up."""
        self._stopped.set()
        for transcriber in self._running:
            transcriber.cancel()

    def _hear(self, transcriber: Place) -> None:
        while not self._stopped.is_set():
            try:
                interview = self._waiting.popleft()
            except IndexError:
                return
            self._done(interview, transcribe(self._study, interview, transcriber, self._tell))

    def _tell(self, progress: Progress) -> None:
        if self._stopped.is_set():
            raise SpeechError(
                "The transcription was stopped.", "Started again, it goes on from there."
            )
        self._progress(progress)
