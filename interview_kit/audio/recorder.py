"""The recorder: takes sound from a source, commits it in blocks, and tells what it notices."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread

from interview_kit.audio.block_codec import as_samples, encode_block
from interview_kit.audio.channel_comparison import ChannelComparison
from interview_kit.audio.recorder_events import (
    LayoutJudged,
    Level,
    Missing,
    Overflow,
    RecorderEvent,
    RecorderFailed,
    SourceEnded,
    SourceLost,
)
from interview_kit.audio.shared_clock import now
from interview_kit.audio.signal_watch import SoundWatch
from interview_kit.audio.sound_level import peak_dbfs, rms_dbfs
from interview_kit.audio.sound_queue import BlockBoundary, SoundQueue, SourceNotice
from interview_kit.audio.sound_source import Fault, Source
from interview_kit.audio.source_watchdog import ROUND_SECONDS, SourceWatchdog
from interview_kit.errors import KitError
from interview_kit.language.phrase import phrase
from interview_kit.model.block import Block
from interview_kit.model.channel_layout import ChannelLayout

LEVELS_PER_SECOND = 15
COMPARE_SECONDS = 10  # how often the channels are held beside each other

log = logging.getLogger(__name__)


class Recorder:
    """Stores the sound of a source from `first_frame` on, in blocks of about a second.

    `commit` gets each block, in order, and raises where it cannot keep it. `listen` gets what
    happens on the way. Both are called from the recorder's own thread. What is heard between
    `pause` and `resume` is dropped before it is encoded.
    """

    def __init__(
        self,
        source: Source,
        commit: Callable[[Block], None],
        listen: Callable[[RecorderEvent], None],
        first_frame: int = 0,
    ) -> None:
        self.committed_frame = first_frame
        self._source = source
        self._commit = commit
        self._listen = listen
        self._queue = SoundQueue(source.rate, source.channels, first_frame, source.live)
        self._keeper = SourceWatchdog(source, self._queue)
        self._pcm = bytearray()
        self._frame_bytes = source.channels * 2
        self._block_bytes = source.rate * self._frame_bytes
        self._sound_watch = SoundWatch(source.rate, source.channels)
        self._comparison = ChannelComparison(source.rate) if source.channels == 2 else None
        self._layout = ChannelLayout.APART
        self._compared_frame = first_frame
        self._metered = bytearray()
        self._metered_at = now()
        self._overflow_frame = first_frame - source.rate
        self._thread = Thread(target=self._run, name="recorder", daemon=True)

    @property
    def frame(self) -> int:
        """The interview's clock: frames taken in so far, some of them not yet committed."""
        return self._queue.frame if self._thread.is_alive() else self.committed_frame

    def start(self) -> None:
        """Open the source and store its sound; AudioError where it does not open."""
        self._keeper.open()
        self._thread.start()

    def pause(self) -> int:
        """Store nothing from here on; the frame at which this holds."""
        return self._queue.close()

    def resume(self) -> int:
        """Store sound again; the frame at which it goes on.

        Sound of the pause that is still on its way from the room is dropped as well.
        """
        return self._queue.open()

    def flush(self) -> int:
        """Wait until all sound taken in so far is committed; the frame up to which it is.

        Recording goes on. Not to be called from `commit` or `listen`.
        """
        frame, boundary = self._queue.cut()
        while not boundary.done.wait(ROUND_SECONDS) and self._thread.is_alive():
            pass  # a recording that breaks off will not come to the cut
        return min(frame, self.committed_frame)

    def stop(self) -> int:
        """Commit what was taken in, close the source; the frame after the last one kept."""
        self._queue.end()
        if self._thread.ident is not None:
            self._thread.join()
        return self.committed_frame

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the source has ended or the recording broke off; False where it has not."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """The writer thread."""
        try:
            event = self._write()
        except Exception as error:
            event = RecorderFailed(self.committed_frame, _reason(error))
        self._queue.end()  # before the source is stopped: it may be waiting for room
        self._keeper.close()
        self._compare(whole=True)
        self._tell(event)

    def _write(self) -> RecorderEvent:
        """Work until there is nothing more to store; how it ended."""
        while True:
            item = self._queue.get(ROUND_SECONDS)
            for event in self._keeper.look(item is None, self._taken_frame):
                self._tell(event)
            if isinstance(item, bytes):
                self._take(item)
            elif isinstance(item, BlockBoundary):
                self._flush()
                item.done.set()
                if item.last:
                    return SourceEnded(self.committed_frame)
            elif isinstance(item, SourceNotice):
                if item.fault is Fault.ENDED:
                    self._flush()
                    return _ending(self.committed_frame, item.detail)
                self._note(item)

    def _take(self, pcm: bytes) -> None:
        start = self._taken_frame
        self._pcm += pcm
        while len(self._pcm) >= self._block_bytes:
            self._commit_pcm(self._block_bytes)
        samples = as_samples(pcm, self._source.channels)
        for event in self._sound_watch.see(samples, start):
            self._tell(event)
        if self._comparison is not None:
            self._comparison.add(samples)
            if self._taken_frame - self._compared_frame >= COMPARE_SECONDS * self._source.rate:
                self._compare(whole=False)
        self._meter(pcm)

    def _compare(self, *, whole: bool) -> None:
        """Tell where the channels prove to belong together otherwise than they did so far."""
        self._compared_frame = self._taken_frame
        layout = self._comparison.layout(whole=whole) if self._comparison else None
        if layout is not None and layout != self._layout:
            self._layout = layout
            self._tell(LayoutJudged(self.committed_frame, layout))

    @property
    def _taken_frame(self) -> int:
        """The position after the last frame that left the intake."""
        return self.committed_frame + len(self._pcm) // self._frame_bytes

    def _flush(self) -> None:
        if self._pcm:
            self._commit_pcm(len(self._pcm))

    def _commit_pcm(self, size: int) -> None:
        pcm = bytes(self._pcm[:size])
        block = encode_block(pcm, self.committed_frame, self._source.rate, self._source.channels)
        self._commit(block)
        del self._pcm[:size]
        self.committed_frame = block.end_frame

    def _meter(self, pcm: bytes) -> None:
        self._metered += pcm
        moment = now()
        if moment - self._metered_at < 1 / LEVELS_PER_SECOND:
            return
        samples = as_samples(bytes(self._metered), self._source.channels)
        self._metered.clear()
        self._metered_at = moment
        self._tell(Level(self._taken_frame, peak_dbfs(samples), rms_dbfs(samples)))

    def _note(self, notice: SourceNotice) -> None:
        """The source reports that sound is missing, or that its device is gone."""
        if notice.fault is Fault.OVERFLOW:
            if self._taken_frame - self._overflow_frame >= self._source.rate:
                self._overflow_frame = self._taken_frame
                self._tell(Overflow(self._taken_frame, 0))
        elif notice.fault is Fault.MISSING:
            self._flush()
            start = self.committed_frame
            self.committed_frame += notice.frames
            self._tell(Missing(start, self.committed_frame))
        elif self._keeper.lose():
            self._flush()
            self._tell(SourceLost(self.committed_frame, notice.detail))

    def _tell(self, event: RecorderEvent) -> None:
        """A listener that fails must not end the recording."""
        try:
            self._listen(event)
        except Exception as error:
            log.error("a listener of the recorder failed: %s", type(error).__name__)


def _ending(frame: int, detail: str) -> RecorderEvent:
    return RecorderFailed(frame, detail) if detail else SourceEnded(frame)


def _reason(error: Exception) -> str:
    """Why sound could not be stored, in words that may be shown and logged."""
    if isinstance(error, KitError):
        return error.message
    detail = error.strerror if isinstance(error, OSError) else type(error).__name__
    return phrase("The sound could not be stored: {detail}.", detail=detail)
