"""A word as the machine heard it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its place on the interview's clock.

    `text` carries its own leading space, as Whisper writes it. `probability` is 0 to 1. `levels`
    holds the energy of each recorded channel while the word was spoken, in dBFS (empty where the
    recording has one channel). `overlap` says that another spoke at the same time, as far as that
    can be heard. `alternative` is what another reading of the same sound has where it
    differs: the draft's words, or the settled ones where the draft's are written. It is empty where
    the other has nothing, and None where it is the same or there is no other.
    """

    text: str
    start_ms: int
    end_ms: int
    probability: float
    levels: tuple[float, ...] = ()
    overlap: bool = False
    alternative: str | None = None
