"""Holding an interview in plain mode, from the form to the debrief."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from interview_kit.audio.source import Source
from interview_kit.interface.new_interview import NewInterview
from interview_kit.model.clock import timestamp
from interview_kit.plain.conversation import Conversation
from interview_kit.plain.form import fill_in
from interview_kit.plain.talk import Talk
from interview_kit.session import commands as ask
from interview_kit.session.state import Phase
from interview_kit.workflow.study import Study


def hold(
    talk: Talk,
    study: Study,
    open_source: Callable[[], Source],
    start: NewInterview,
    resumed: str = "",
) -> bool:
    """Hold a new interview, or go on with the one that is `resumed`; whether it was left by hand.

    False where Ctrl-C or the end of the input broke it off: it is then kept as interrupted, and
    that is said. Raises KitError where it cannot begin; before it begins, also EOFError.
    """
    source = open_source()
    conversation = Conversation(study, resumed or fill_in(talk, study, start, source), talk)
    left = False
    try:
        conversation.hold(source)
        left = True
    except (EOFError, KeyboardInterrupt):
        pass
    finally:
        conversation.close()
        # The terminal may be gone; the recording is what matters.
        with suppress(OSError):
            _say_farewell(talk, conversation)
    if conversation.conductor.state.phase is Phase.ENDED:
        debrief(talk, conversation)
    return left


def debrief(talk: Talk, conversation: Conversation) -> None:
    """Ask for what the interviewer wants to remember."""
    talk.tell("talk.debrief")
    text = "\n".join(talk.lines())
    if text:
        conversation.conductor.do(ask.Debrief(text))
        talk.tell("debrief.kept")


def _say_farewell(talk: Talk, conversation: Conversation) -> None:
    conductor = conversation.conductor
    ended = conductor.state.phase is Phase.ENDED
    if conductor.state.phase in {Phase.ENDED, Phase.INTERRUPTED}:
        talk.tell(
            "interview.done" if ended else "talk.interrupted",
            id=conductor.interview.id,
            time=timestamp(conductor.elapsed_ms),
        )
