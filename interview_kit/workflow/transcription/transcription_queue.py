"""Transcribing several interviews at once: places that hear side by side, one vault.

The places are speech processes here, or in a cluster. A process is single-threaded where there are
as many interviews as cores: two of one thread hear more in an hour than one of two. Only this
program writes in the vault.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Protocol, Self

from interview_kit.errors import KitError, SpeechError
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.turn import Turn
from interview_kit.speech.model_fitness import available_mb, fitting, refuse_too_large
from interview_kit.speech.model_store import ModelFolder
from interview_kit.speech.speech_client import Transcriber
from interview_kit.vault import blocks
from interview_kit.workflow.machine.power import Awake
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.interview_readings import lacks_readings
from interview_kit.workflow.transcription.transcribe import (
    TWO,
    ChunkTranscriber,
    TranscriptionProgress,
    is_transcribed,
    is_worked_on,
    model_for,
    transcribe,
)

PATIENCE_S = 0.25


class Place(ChunkTranscriber, Protocol):
    """Hears one interview after the other, for as long as the context lasts."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_error: object) -> None: ...

    def cancel(self) -> None:
        """End what is heard now, from any thread; the stretches it gave stay given."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where interviews are heard: at most so many `at_once`, each in a place that `start` gives.

    `start` is told how many hear side by side then.
    """

    start: Callable[[int], Place]
    at_once: int


def places_here(
    model: ModelFolder, place_count: int | None = None, *, threads: int | None = None
) -> Places:
    """Speech processes on this machine: as many as cores and memory allow, or as are `place_count`.

    Raises SpeechError where the model does not fit into the memory even once.
    """
    cores, available = os.cpu_count() or 1, available_mb()
    refuse_too_large(model, available)
    room = fitting(model, available)
    most = place_count or cores
    return Places(
        lambda at_once: Transcriber(model, threads=threads or max(1, cores // at_once)),
        max(1, most if room is None else min(most, room)),
    )


def study_places(study: Study) -> Places:
    """Speech processes on this machine with the model that the study uses."""
    return places_here(model_for(study))


def untranscribed_interviews(
    study: Study, interviews: Iterable[str], readings: int | None = None
) -> tuple[str, ...]:
    """Those of `interviews` that hold sound and have no transcript of all of it.

    Or fewer `readings`, as many as the study asks for unless told otherwise, as long as nobody has
    worked on the text.
    """
    chosen_interviews = (study.interview(id) for id in interviews)
    count = readings or study.settings.readings_count
    return tuple(
        interview.id
        for interview in chosen_interviews
        if interview.sound.blocks
        and (
            not is_transcribed(interview)
            or (lacks_readings(interview, count) and not is_worked_on(interview))
        )
    )


def transcribe_all(
    study: Study,
    interviews: Sequence[str],
    places: Places,
    *,
    voices: int = TWO,
    draft: bool = False,
    readings: int | None = None,
    progress: Callable[[TranscriptionProgress], None] = lambda _progress: None,
    on_done: Callable[[str, tuple[Turn, ...]], None] = lambda _interview, _turns: None,
    on_failed: Callable[[str, KitError], None] | None = None,
) -> None:
    """Transcribe `interviews`, the longest first, and go on where they stopped; see `Queue`.

    At most so many `voices` are told apart where channels do not tell. With `draft` no text is
    settled; else sound is read as often as `readings` or the study says.

    Where one fails the others go on; `on_failed` is told of it, or the first error is raised at
    the end.
    """
    failures: list[KitError] = []
    queue = Queue(
        study,
        lambda: places,
        progress=progress,
        on_done=on_done,
        on_failed=on_failed or (lambda _interview, error: failures.append(error)),
        voices=voices,
        draft=draft,
        readings=readings,
    )
    queue.add(interviews)
    queue.run()
    if failures:
        raise failures[0]


class Queue:
    """Interviews that wait to be transcribed, and the places that hear them.

    More may be added, and those that wait taken out, from any thread and at any time. `progress`,
    `done` and `failed` are called from the threads that wait for the places. Every stretch that
    was heard is kept, whatever ends the queue.
    """

    def __init__(
        self,
        study: Study,
        places: Callable[[], Places],
        *,
        progress: Callable[[TranscriptionProgress], None],
        on_done: Callable[[str, tuple[Turn, ...]], None],
        on_failed: Callable[[str, KitError], None],
        voices: int = TWO,
        draft: bool = False,
        readings: int | None = None,
    ) -> None:
        self._study = study
        self._find_places = places
        self._progress = progress
        self._done = on_done
        self._failed = on_failed
        self._voices = voices
        self._draft = draft
        self._readings = readings
        self._lock = Lock()
        self._is_stopped = Event()
        self._fault: BaseException | None = None
        self._waiting: list[str] = []
        self._heard: dict[str, Place | None] = {}
        self._total_ms: dict[str, int] = {}
        self._done_ms: dict[str, int] = {}

    @property
    def waiting(self) -> tuple[str, ...]:
        """What waits, in the order in which it is taken up: the longest first."""
        return tuple(self._waiting)

    @property
    def heard(self) -> tuple[str, ...]:
        """What is being heard now."""
        return tuple(self._heard)

    @property
    def how_far(self) -> tuple[int, int]:
        """The ms that are heard, and all there are, of everything that was ever in the queue."""
        return sum(self._done_ms.values()), sum(self._total_ms.values())

    def add(self, interviews: Iterable[str]) -> tuple[str, ...]:
        """Let interviews wait; those that are new here."""
        lengths = {id: blocks.sound(self._study.vault, id) for id in interviews}
        with self._lock:
            new = [id for id in lengths if id not in self._waiting and id not in self._heard]
            for id in new:
                sound = lengths[id]
                self._total_ms[id] = frames_to_ms(sound.end_frame, sound.rate) if sound.rate else 0
                self._done_ms.pop(id, None)
            self._waiting = sorted((*self._waiting, *new), key=lambda id: -self._total_ms[id])
        return tuple(new)

    def take_out(self, interview: str) -> bool:
        """Let an interview wait no more; whether it did. What is being heard is heard on."""
        with self._lock:
            if interview not in self._waiting:
                return False
            self._waiting.remove(interview)
            del self._total_ms[interview]
        return True

    def run(self) -> None:
        """Hear everything there is, until nothing waits; the machine stays awake as long.

        Raises SpeechError where there is no place to hear in. Ctrl-C ends the places, and is
        raised on.
        """
        places = self._find_places()
        awake = Awake()
        threads: list[Thread] = []
        try:
            while self._goes_on(threads):
                threads = [worker for worker in threads if worker.is_alive()]
                wanted_threads = min(places.at_once, len(self._waiting) + len(self._heard))
                while len(threads) < wanted_threads:
                    threads.append(
                        Thread(target=self._work, args=(places, wanted_threads), daemon=True)
                    )
                    threads[-1].start()
                for thread in threads[:1]:
                    thread.join(PATIENCE_S)
        except BaseException:
            self.stop()
            raise
        finally:
            for thread in threads:
                thread.join()
            awake.release()
        if self._fault is not None:
            raise self._fault

    def stop(self) -> None:
        """Break off what is heard now, from any thread; nothing more is taken up."""
        self._is_stopped.set()
        with self._lock:
            places = list(self._heard.values())
        for place in places:
            if place is not None:
                place.cancel()

    def _goes_on(self, threads: Sequence[Thread]) -> bool:
        at_work = any(thread.is_alive() for thread in threads)
        return at_work or bool(self._waiting and not self._is_stopped.is_set())

    def _work(self, places: Places, at_once: int) -> None:
        """Hear what waits, one after the other; a place that failed is given up with its thread."""
        interview = self._take()
        if interview is None:
            return
        try:
            with places.start(at_once) as place:
                while interview is not None:
                    turns = self._hear(place, interview)
                    self._done_ms[interview] = self._total_ms[interview]
                    self._heard.pop(interview)
                    self._done(interview, turns)
                    interview = self._take()
        except KitError as error:
            if interview is not None and not self._is_stopped.is_set():
                self._failed(interview, error)
        except BaseException as error:
            self._fault = error
            self.stop()
        finally:
            if interview is not None:
                self._heard.pop(interview, None)

    def _take(self) -> str | None:
        with self._lock:
            if not self._waiting or self._is_stopped.is_set():
                return None
            interview = self._waiting.pop(0)
            self._heard[interview] = None
            return interview

    def _hear(self, place: Place, interview: str) -> tuple[Turn, ...]:
        with self._lock:
            self._heard[interview] = place
        if self._is_stopped.is_set():
            place.cancel()
        row = self._study.interview(interview)
        return transcribe(
            row,
            place,
            self._tell,
            speakers=self._voices,
            draft=self._draft,
            readings=self._readings,
        )

    def _tell(self, progress: TranscriptionProgress) -> None:
        if self._is_stopped.is_set():
            raise SpeechError(
                "The transcription was stopped.", "Started again, it goes on from there."
            )
        if not progress.voices:
            self._done_ms[progress.interview] = progress.done_ms
        self._progress(progress)
