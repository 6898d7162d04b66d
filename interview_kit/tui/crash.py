"""A crash, in one sentence."""

from __future__ import annotations

from rich.text import Text


class CrashError(Exception):
    """What is left of an error that nobody expected: its kind, and nothing it was about."""

    def __init__(self, kind: str, sentence: str) -> None:
        super().__init__(kind)
        self._said = sentence.format(kind=kind)

    def __rich__(self) -> Text:
        """What the terminal shows after the screen has closed."""
        return Text(self._said)
