"""Live transcription without a model: it hears what a test says."""

from __future__ import annotations

from collections.abc import Callable

from interview_kit.errors import KitError
from interview_kit.session.interview_events import (
    TopicSuggested,
)
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.live_captions import CaptionedTalk, Tell
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcribe import TranscriptionProgress


class Listener:
    """Live transcription without a model: it hears what the test says."""

    def __init__(self, conductor: Conductor, tell: Tell) -> None:
        self.failure: KitError | None = None
        self.done: list[str] = []
        self._conductor = conductor
        self._tell = tell

    def say(self, said: str) -> None:
        """The participant says something; it is heard at once."""
        found = [e.topic for e in self._conductor.hear(said) if isinstance(e, TopicSuggested)]
        self._tell(CaptionedTalk(said, self._conductor.elapsed_ms, tuple(found)))

    def start(self) -> None:
        self.done.append("start")

    def finish(self, progress: Callable[[TranscriptionProgress], None]) -> int | None:
        del progress  # it is done at once
        self.done.append("finish")
        return 3

    def cancel(self) -> None:
        self.done.append("cancel")

    def close(self) -> None:
        self.done.append("close")


def listening(listeners: list[Listener]) -> Callable[[Study, Conductor, Tell], Listener]:
    """What begins live transcription; every listener is put into `listeners`."""

    def begin(_study: Study, conductor: Conductor, tell: Tell) -> Listener:
        listeners.append(Listener(conductor, tell))
        return listeners[-1]

    return begin
