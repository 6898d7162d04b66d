"""A name that may be said where a text has other words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeardName:
    """A name in the sound, by its place on the interview's clock.

    `name` is as it was typed, `form` what of it is said; `words` stand in the text in its place.
    `score` says how surely it is said, 0 to 1.
    """

    name: str
    form: str
    words: str
    start_ms: int
    end_ms: int
    score: float
