"""Hearing the interview from a place in its transcript on."""

from __future__ import annotations

from textual.dom import DOMNode

from interview_kit.audio.player import Player
from interview_kit.tui.kit import kit
from interview_kit.workflow.publication.interview_sound import play_interview_sound
from interview_kit.workflow.study.open_study import Study

LONGEST_MS = 24 * 3600 * 1000


class SoundPlayback:
    """One player at a time; `target` is told when it has come to its end, as work called `play`."""

    def __init__(self, target: DOMNode, study: Study, interview: str) -> None:
        self._target = target
        self._study = study
        self._interview = interview
        self._player: Player | None = None

    @property
    def is_playing(self) -> bool:
        """Whether there is still something to hear."""
        return self._player is not None and self._player.is_playing

    def start(self, start_ms: int, end_ms: int = LONGEST_MS) -> None:
        """Play to the end, or to `end_ms`. Raises KitError where there is no sound."""
        self.stop()
        player = play_interview_sound(self._study.interview(self._interview), start_ms, end_ms)
        self._player = player
        kit(self._target).work(self._target, "play", player.wait)

    def stop(self) -> bool:
        """Be silent; whether anything was playing."""
        was_playing = self.is_playing
        if self._player is not None:
            self._player.stop()
            self._player = None
        return was_playing
