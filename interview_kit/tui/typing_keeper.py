"""What is being typed on a screen, kept a second after it changed at the latest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

from interview_kit.errors import KitError
from interview_kit.tui.kit import tell_error

KEEP_SECONDS = 1.0
"""How long what is typed may be on the screen alone."""


class TypingKeeper:
    """Calls `keep` while `screen` is open; a KitError is told on the screen."""

    def __init__(self, screen: Screen[Any], keep: Callable[[], object]) -> None:
        self._screen = screen
        self._keep = keep
        self._timer: Timer | None = None

    def keep_soon(self) -> None:
        """Something was typed: keep it within a second."""
        if self._timer is None:
            self._timer = self._screen.set_timer(KEEP_SECONDS, self._keep_typed)

    def _keep_typed(self) -> None:
        self._timer = None
        if self._screen not in self._screen.app.screen_stack:  # kept or put away meanwhile
            return
        try:
            self._keep()
        except KitError as error:
            tell_error(self._screen, error)
