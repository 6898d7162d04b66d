"""A place that hears a third of an hour of every interview, and then no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import Any, Self

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.speech.model_store import ModelFolder
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcription_queue import Places

PROGRESS_MS = 1_260_000
"""How far it comes."""


class StuckPlace:
    """Hears until it is cancelled; takes the place of a speech process."""

    model = ModelFolder("base", Path(), "test", "0" * 64, 0)

    def __init__(self) -> None:
        self._is_cancelled = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.cancel()

    def cancel(self) -> None:
        """Let go of the interview."""
        self._is_cancelled.set()

    def transcribe(
        self, chunks: Iterable[bytes], *, first_frame: int, rate: int, **_options: Any
    ) -> Iterator[Chunk]:
        """One word, up to PROGRESS_MS, of the first piece of sound."""
        next(iter(chunks))
        word = Word(" yes", 0, 500, 1.0)
        end_frame = first_frame + PROGRESS_MS * rate // 1000
        yield Chunk(first_frame, end_frame, "en", (Segment((word,)),))
        self._is_cancelled.wait()


def stuck_places(_study: Study) -> Places:
    """Two such places."""
    return Places(lambda _at_once: StuckPlace(), 2)
