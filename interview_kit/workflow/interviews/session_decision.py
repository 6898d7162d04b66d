"""What the interview's machine makes of a command, with a refusal raised as an error."""

from __future__ import annotations

from interview_kit.errors import RefusedError
from interview_kit.guide.guide import Guide
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Event
from interview_kit.session.interview_machine import Refusal, decide
from interview_kit.session.interview_state import InterviewState


def events_of(
    guide: Guide, state: InterviewState, command: Command, frame: int
) -> tuple[Event, ...]:
    """The events that `command` causes at `frame`. Raises RefusedError where it is not possible."""
    decision = decide(guide, state, command, frame)
    if isinstance(decision, Refusal):
        raise RefusedError(decision.message, decision.hint, **decision.values)
    return decision
