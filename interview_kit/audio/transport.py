"""Playing stretches of stored sound at once, and knowing which frame is heard."""

from __future__ import annotations

import json
import os
import subprocess
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from threading import Condition, Thread
from typing import TYPE_CHECKING, cast

from interview_kit.audio.capture_protocol import (
    MessageKind,
    messages,
    pack,
    pack_begin,
    unpack_heard,
)
from interview_kit.audio.devices import CAPTURE, refusal, unanswered_error
from interview_kit.audio.shared_clock import now
from interview_kit.audio.tempo import at_tempo, lead_frames
from interview_kit.errors import AudioError

if TYPE_CHECKING:
    from typing import BinaryIO

    import numpy as np
    from numpy.typing import NDArray

    Piece = tuple[int, NDArray[np.int16]]
    ReadSound = Callable[[int, int], Iterator[Piece]]

SLOWEST, FASTEST = 0.5, 2.0
"""How many times as fast as it was said sound can be heard."""
AHEAD_SECONDS = 0.6
"""How much is sent before it is heard: what the screen may be busy for without a gap."""
SLICE_SECONDS = 0.1
"""How much is sent at once, so that another key never waits for more."""


@dataclass(slots=True)
class Playing:
    """One stretch that is played; `is_looped`: over and over.

    `places` says which frames of the interview stand where in what was sent: pairs of a count of
    sent frames and a frame of the interview, for each run without a gap. `heard` is a count of
    sent frames and the moment at which they are over.
    """

    number: int
    first_frame: int
    end_frame: int
    tempo: float
    is_looped: bool
    places: list[tuple[int, int]] = field(default_factory=list)
    sent_frames: int = 0
    is_sent: bool = False
    heard: tuple[int, float] | None = None


class Transport:
    """A loudspeaker that stands by: what is to be played is heard within a moment of asking.

    `read` gives the frames between two, in runs without a gap or piece by piece, each with its
    first frame; it is called in a thread of the transport's own, and no sound of it touches a disk.
    `play` and `stop` return at once.
    """

    def __init__(self, read: ReadSound, rate: int, channels: int) -> None:
        self._read = read
        self._rate = rate
        self._channels = channels
        self._process: subprocess.Popen[bytes] | None = None
        self._changed = Condition()
        self._number = self._begun = 0
        self._playing: Playing | None = None
        self._is_closed = False
        self._failure: AudioError | None = None
        self._feeder = Thread(target=self._run, name="transport", daemon=True)
        self._feeder.start()

    def play(
        self, first_frame: int, end_frame: int, *, tempo: float = 1.0, is_looped: bool = False
    ) -> None:
        """Play a stretch in the place of what is played."""
        with self._changed:
            self._number += 1
            self._playing = Playing(self._number, first_frame, end_frame, tempo, is_looped)
            self._failure = None
            self._changed.notify_all()

    def stop(self) -> int | None:
        """Be silent; the frame that was heard last, or None where nothing was played."""
        with self._changed:
            frame = self.heard_frame
            self._number += 1
            self._playing = None
            self._changed.notify_all()
        return frame

    @property
    def heard_frame(self) -> int | None:
        """The frame of the interview that is heard now; None where nothing is played any more."""
        with self._changed:
            playing = self._playing
            if playing is None:
                return None
            if playing.heard is None:
                is_empty = playing.is_sent and not playing.sent_frames
                return None if is_empty else playing.first_frame
            count, moment = playing.heard
            count += int((now() - moment) * self._rate)
            if playing.is_sent and count >= playing.sent_frames:
                self._playing = None
                return None
            return self._frame_at(playing, max(0, min(count, playing.sent_frames)))

    def failure(self) -> AudioError | None:
        """Why nothing can be heard, once for each time it was tried."""
        with self._changed:
            failure, self._failure = self._failure, None
        return failure

    def close(self) -> None:
        """Be silent for good; the loudspeaker is free when this returns."""
        with self._changed:
            self._is_closed = True
            self._playing = None
            process = self._process
            self._changed.notify_all()
        if process is not None:
            process.kill()
        self._feeder.join()
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _frame_at(self, playing: Playing, count: int) -> int:
        place = bisect_right(playing.places, count, key=lambda pair: pair[0]) - 1
        if place < 0:
            return playing.first_frame
        sent_before, frame = playing.places[place]
        frame += int((count - sent_before) * playing.tempo)
        return min(frame + lead_frames(self._rate, playing.tempo), playing.end_frame - 1)

    # In the thread of the transport

    def _run(self) -> None:
        process = self._stand_by()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_closed or self._number != self._begun)
                if self._is_closed:
                    break
                self._begun, playing = self._number, self._playing
            if process.poll() is not None and playing is not None:
                _close_stdin(process)
                process = self._stand_by()
            try:
                self._send(process, pack_begin(self._begun))
                if playing is not None:
                    self._feed(process, playing)
            except OSError:
                process.kill()
                self._listener.join()  # what it said last is why
                self._lost(playing)
            except AudioError as error:  # a block is damaged: what follows is not heard
                self._lost(playing, error)
        process.kill()
        _close_stdin(process)

    def _stand_by(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*CAPTURE, "stand_by", json.dumps({"rate": self._rate, "channels": self._channels})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",  # Ctrl-C is for the program
        )
        with self._changed:
            self._process = process
            if self._is_closed:
                process.kill()
        self._listener = Thread(
            target=self._listen, args=(process,), name="loudspeaker", daemon=True
        )
        self._listener.start()
        return process

    def _feed(self, process: subprocess.Popen[bytes], playing: Playing) -> None:
        slice_frames = round(SLICE_SECONDS * self._rate)
        has_sound = True
        while has_sound and self._wants(playing):
            has_sound = False
            for run in _runs(self._read(playing.first_frame, playing.end_frame)):
                frame, pieces = run
                with self._changed:
                    playing.places.append((playing.sent_frames, frame))
                for samples in at_tempo(pieces, self._rate, self._channels, playing.tempo):
                    for start in range(0, len(samples), slice_frames):
                        part = samples[start : start + slice_frames]
                        if not self._wants(playing):
                            return
                        self._send(process, pack(MessageKind.SOUND, part.tobytes()))
                        has_sound = True
                        with self._changed:
                            playing.sent_frames += len(part)
            has_sound = has_sound and playing.is_looped
        with self._changed:
            playing.is_sent = True

    def _wants(self, playing: Playing) -> bool:
        """Whether to send on, once what was sent is nearly heard."""
        ahead = AHEAD_SECONDS * self._rate
        with self._changed:
            while self._playing is playing and not self._is_closed:
                count, moment = playing.heard or (0, now())
                waiting = playing.sent_frames - count - (now() - moment) * self._rate
                if waiting < ahead:
                    return True
                self._changed.wait((waiting - ahead) / self._rate + 0.01)
        return False

    def _send(self, process: subprocess.Popen[bytes], message: bytes) -> None:
        pipe = cast("BinaryIO", process.stdin)
        pipe.write(message)
        pipe.flush()

    def _lost(self, playing: Playing | None, error: AudioError | None = None) -> None:
        with self._changed:
            if playing is not None and self._playing is playing:
                self._playing = None
            if error is not None:
                self._failure = error

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Take in what the process of the loudspeaker says until it ends."""
        failure: AudioError | None = unanswered_error()
        with cast("BinaryIO", process.stdout) as pipe:
            for kind, content in messages(pipe):
                with self._changed:
                    if kind is MessageKind.HEARD:
                        number, count, moment = unpack_heard(content)
                        if self._playing is not None and self._playing.number == number:
                            self._playing.heard = count, moment
                            self._changed.notify_all()
                    elif kind is MessageKind.ERROR:
                        failure = refusal(content)
                    else:
                        failure = None
        with self._changed:
            if process is self._process:
                self._playing = None
                self._failure = failure
                self._changed.notify_all()
        process.kill()  # a device that died may leave it hanging
        process.wait()


def _close_stdin(process: subprocess.Popen[bytes]) -> None:
    """Close the pipe to a process; what it no longer takes is dropped."""
    with suppress(OSError):
        cast("BinaryIO", process.stdin).close()


def _runs(pieces: Iterator[Piece]) -> Iterator[tuple[int, Iterator[NDArray[np.int16]]]]:
    """Pieces put together to runs without a gap, each with its first frame."""
    waiting = next(pieces, None)
    while waiting is not None:
        after: list[Piece] = []
        first_frame = waiting[0]

        def without_gap(piece: Piece, after: list[Piece] = after) -> Iterator[NDArray[np.int16]]:
            end_frame = piece[0]
            for frame, samples in chain([piece], pieces):
                if frame != end_frame:
                    after.append((frame, samples))
                    return
                end_frame = frame + len(samples)
                yield samples

        yield first_frame, without_gap(waiting)
        waiting = after[0] if after else next(pieces, None)
