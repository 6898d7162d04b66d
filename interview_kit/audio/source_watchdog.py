"""Keeps a live source going: notices that it is quiet, late or gone, and opens it again.

A lost device raises nothing. Its stream ends, or simply calls back no more, or drops sound
without a flag; so the rounds without sound are counted and the frames held against the clock.
"""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.audio.recorder_events import Overflow, SourceReturned
from interview_kit.audio.shared_clock import now
from interview_kit.audio.signal_watch import ClockWatch
from interview_kit.audio.sound_queue import SoundQueue
from interview_kit.audio.sound_source import Fault, Source
from interview_kit.errors import AudioError

ROUND_SECONDS = 0.25  # the recorder looks after its source at least that often
QUIET_ROUNDS = 4  # no sound for a second: the device is gone
OPENING_ROUNDS = 8  # a wireless microphone may take its time for the first sound
RETRY_SECONDS = 0.5


class SourceWatchdog:
    """The recorder's hand on its source; everything but `open` belongs to the writer thread."""

    def __init__(self, source: Source, intake: SoundQueue) -> None:
        self._source = source
        self._queue = intake
        self._clock_watch = ClockWatch(source.rate)
        self._is_open = False
        self._lost_at: float | None = None
        self._retry_at = 0.0
        self._quiet_rounds = 0
        self._frames_at_last_look = 0

    def open(self) -> None:
        """Start the source; AudioError where it does not open."""
        self._queue.begin()
        self._clock_watch = ClockWatch(self._source.rate)
        self._quiet_rounds = 0
        self._frames_at_last_look = 0
        self._source.start(self._queue.put, self._queue.report)
        self._is_open = True

    def close(self) -> None:
        """Stop the source for good."""
        self._source.stop()

    def lose(self) -> bool:
        """The device is gone: let go of it and try again soon; whether that is news."""
        self._source.stop()
        self._is_open = False
        self._retry_at = now() + RETRY_SECONDS
        if self._lost_at is not None:
            return False
        self._lost_at = self._queue.last_heard
        return True

    def look(self, idle: bool, frame: int) -> Iterator[SourceReturned | Overflow]:
        """One round, at `frame`; `idle` where nothing came for the whole of it."""
        if not self._source.live:
            return
        if not self._is_open:
            self._reopen()
            return
        self._count_quiet(idle)
        moment, frames = self._queue.hearing()
        if frames and (missing_ms := self._clock_watch.hear(moment, frames)):
            yield Overflow(frame, missing_ms)
        if self._lost_at is not None and self._queue.first_heard is not None:
            gap_ms = round((self._queue.first_heard - self._lost_at) * 1000)
            self._lost_at = None
            yield SourceReturned(frame, gap_ms, self._source.name)

    def _count_quiet(self, idle: bool) -> None:
        """Count rounds, not seconds: after a standstill of this program the sound is still due."""
        heard_frames = self._queue.heard
        quiet = idle and heard_frames == self._frames_at_last_look
        self._quiet_rounds = self._quiet_rounds + 1 if quiet else 0
        self._frames_at_last_look = heard_frames
        if self._quiet_rounds >= (QUIET_ROUNDS if heard_frames else OPENING_ROUNDS):
            self._quiet_rounds = 0
            self._source.stop()  # first, so that nothing is heard of it after the notice
            self._queue.report(Fault.LOST, "no sound came for a second")

    def _reopen(self) -> None:
        if now() < self._retry_at:
            return
        try:
            self.open()
        except (AudioError, OSError):
            self._retry_at = now() + RETRY_SECONDS
