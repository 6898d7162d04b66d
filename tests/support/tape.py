"""What the audio tests record with: a tape, a source by hand, sound like no other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from interview_kit.audio.recorder import Recorder
from interview_kit.audio.recorder_events import RecorderEvent
from interview_kit.audio.sound_source import Deliver, Report, Source
from interview_kit.audio.stored_sound import join
from interview_kit.model.block import Block

WAIT_SECONDS = 30  # no test waits that long unless something is broken


def noise(seconds: float, seed: int, rate: int = 48000, channels: int = 2) -> NDArray[np.int16]:
    """Sound that is like nothing else and never silent: equality then says where it came from."""
    random = np.random.default_rng(seed)
    samples = random.integers(1000, 9000, (round(seconds * rate), channels))
    signed: NDArray[np.int16] = (samples * random.choice([-1, 1], samples.shape)).astype(np.int16)
    return signed


@dataclass
class Tape:
    """A recorder whose blocks and events are kept in memory, and waited for."""

    source: Source
    first_frame: int = 0
    commit: Callable[[Block], None] | None = None
    blocks: list[Block] = field(default_factory=list)
    events: list[RecorderEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        commit = self.commit or self.blocks.append
        self.recorder = Recorder(self.source, commit, self._hear, self.first_frame)

    def _hear(self, event: RecorderEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def of(self, kind: type) -> list[RecorderEvent]:
        """The events of one kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def until(self, done: Callable[[], object]) -> None:
        """Wait for something that comes with an event: a level is one, fifteen times a second."""
        with self._changed:
            assert self._changed.wait_for(lambda: bool(done()), WAIT_SECONDS), self.events

    def until_frame(self, frame: int) -> None:
        """Wait until so much was taken in."""
        self.until(lambda: self.recorder.frame >= frame)

    def samples(self) -> NDArray[np.int16]:
        """Everything committed, as one array."""
        return np.concatenate(list(join(self.blocks, self.first_frame, self.end_frame, "cut")))

    @property
    def end_frame(self) -> int:
        return self.recorder.committed_frame


class PushedSource:
    """A source whose every piece of sound a test hands over itself."""

    name, rate, channels, live = "pushed", 1000, 1, False

    def start(self, deliver: Deliver, report: Report) -> None:
        self.deliver, self.report = deliver, report

    def stop(self) -> None:
        pass

    def push(self, samples: NDArray[np.int16]) -> None:
        self.deliver(samples.tobytes(), 0.0)
