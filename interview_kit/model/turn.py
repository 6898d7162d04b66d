"""A turn: one speaker's stretch of talk."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.clock import timestamp
from interview_kit.model.speaker import Speaker
from interview_kit.model.word import Word


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said under one question.

    `number` counts from 1 within the interview and stays with the turn through correction and
    pseudonymisation. `question` is the id of the guide's question, empty before the first.
    `text` may have been corrected; `words` are the machine's, in time order.
    """

    number: int
    speaker: Speaker
    start_ms: int
    end_ms: int
    question: str
    text: str
    words: tuple[Word, ...] = ()

    @property
    def clock(self) -> str:
        """When it starts, as `00:01:05`; its number where its text has no times."""
        return timestamp(self.start_ms) if self.end_ms or self.number < 1 else str(self.number)

    @property
    def overlaps(self) -> bool:
        """Whether another speaks during a part of it, as far as two channels show it."""
        return any(word.overlap for word in self.words)
