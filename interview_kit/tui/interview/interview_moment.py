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

    `language` is that of the conversation. `since_ms` is when the question that is talked about
    came up, and `earlier` holds the milliseconds under each section's id up to then. `looked_at` is
    the id of another question that is only being looked at, or empty.
    """

    interview: str
    guide: Guide
    state: InterviewState
    status: Status
    language: str
    elapsed_ms: int
    since_ms: int
    earlier: Mapping[str, int]
    looked_at: str = ""

    @property
    def seen(self) -> str:
        """The id of the question on the sheet; empty before the start."""
        return self.looked_at or self.state.question

    @property
    def section(self) -> Section | None:
        """The section of the question on the sheet."""
        return self.guide.section_of(self.seen) if self.seen else None

    @property
    def section_ms(self) -> int:
        """How long the section on the sheet has taken so far."""
        if self.section is None:
            return 0
        earlier_ms = self.earlier.get(self.section.id, 0)
        if self.guide.section_of(self.state.question) is not self.section:
            return earlier_ms
        return earlier_ms + max(0, self.elapsed_ms - self.since_ms)

    @property
    def minutes_left(self) -> int:
        """Minutes up to the usual length; negative beyond it."""
        return self.guide.minutes - self.elapsed_ms // 60_000
