"""Hearing the interview from a place in its transcript on, and where it is."""

from __future__ import annotations

from collections.abc import Callable

from textual.dom import DOMNode
from textual.message import Message
from textual.timer import Timer

from interview_kit.audio.transport import Transport
from interview_kit.errors import KitError
from interview_kit.model.clock import frames_to_ms, ms_to_frames
from interview_kit.tui.kit import tell_error
from interview_kit.workflow.publication.interview_sound import stand_by
from interview_kit.workflow.study.open_study import StudyInterview

LONGEST_MS = 24 * 3600 * 1000
"""What is played where no end is named: more than any interview."""
LOOK_SECONDS = 0.03
"""How often is looked which word sounds: less than the shortest words last."""


class SoundMoved(Message):
    """Where the sound is, in ms; None where it has come to its end."""

    def __init__(self, position_ms: int | None) -> None:
        self.position_ms = position_ms
        super().__init__()

    def can_replace(self, message: Message) -> bool:
        """Only the latest place counts."""
        return isinstance(message, SoundMoved)


class SoundPlayback:
    """One stretch at a time; `target` gets `SoundMoved` while it is heard and when it is over.

    `interview` gives the interview when it is first asked for. `tempo` is how many times as fast as
    it was said the next stretch is heard.
    """

    def __init__(self, target: DOMNode, interview: Callable[[], StudyInterview]) -> None:
        self.tempo = 1.0
        self.is_looped = False
        self._target = target
        self._interview = interview
        self._rate = 0
        self._end_ms = LONGEST_MS
        self._transport: Transport | None = None
        self._timer: Timer | None = None

    @property
    def is_playing(self) -> bool:
        """Whether there is still something to hear."""
        return self.position_ms is not None

    @property
    def position_ms(self) -> int | None:
        """What is heard now; None where nothing is played."""
        frame = None if self._transport is None else self._transport.heard_frame
        return None if frame is None else frames_to_ms(frame, self._rate)

    def stand_by(self) -> None:
        """Open the loudspeaker, so that the first key is answered as fast as the others.

        Raises KitError where there is no sound.
        """
        if self._transport is None:
            interview = self._interview()
            self._rate = interview.sound.rate
            self._transport = stand_by(interview)

    def start(self, start_ms: int, end_ms: int = LONGEST_MS) -> None:
        """Play a stretch in the place of what is played; KitError where there is no sound."""
        self.stand_by()
        assert self._transport is not None
        self._end_ms = end_ms
        self._transport.play(
            ms_to_frames(max(0, start_ms), self._rate),
            ms_to_frames(end_ms, self._rate),
            tempo=self.tempo,
            is_looped=self.is_looped,
        )
        if self._timer is None:
            self._timer = self._target.set_interval(LOOK_SECONDS, self._look)

    def go_on(self, position_ms: int) -> None:
        """Play on from another place of the stretch that is played, or at another tempo."""
        self.start(position_ms, max(self._end_ms, position_ms + 1))

    def stop(self) -> int | None:
        """Be silent; where the sound was, in ms, or None where nothing was played."""
        self._rest()
        frame = None if self._transport is None else self._transport.stop()
        return None if frame is None else frames_to_ms(frame, self._rate)

    def close(self) -> None:
        """Give the loudspeaker back."""
        self._rest()
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def _look(self) -> None:
        position_ms = self.position_ms
        self._target.post_message(SoundMoved(position_ms))
        if position_ms is None:
            self._rest()
            failure = None if self._transport is None else self._transport.failure()
            if isinstance(failure, KitError):
                tell_error(self._target, failure)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
