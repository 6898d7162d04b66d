"""One moment of an interview: all that the screen draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.guide.guide import Guide, Section
from interview_kit.interface.recording_status import Status
from interview_kit.session.interview_state import InterviewState


@dataclass(frozen=True, slots=True)
class InterviewMoment:
    """Where the interview stands.

    `language` is that of the conversation. `since_ms` is when the question came up, and `earlier`
    holds the milliseconds under each section's id up to then.
    """

    interview: str
    guide: Guide
    state: InterviewState
    status: Status
    language: str
    elapsed_ms: int
    since_ms: int
    earlier: Mapping[str, int]

    @property
    def section(self) -> Section | None:
        """The section of the question that is shown."""
        return self.guide.section_of(self.state.question) if self.state.question else None

    @property
    def section_ms(self) -> int:
        """How long this section has taken so far."""
        earlier_ms = self.earlier.get(self.section.id, 0) if self.section else 0
        return earlier_ms + max(0, self.elapsed_ms - self.since_ms)

    @property
    def minutes_left(self) -> int:
        """Minutes up to the usual length; negative beyond it."""
        return self.guide.minutes - self.elapsed_ms // 60_000
