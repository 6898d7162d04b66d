"""What becomes of a recording whose consent was withdrawn while it was made."""

from __future__ import annotations

import logging

from interview_kit.errors import KitError
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Disposal
from interview_kit.vault.audit_log import AuditAct
from interview_kit.workflow.destruction.struck_content import (
    append_events,
    destroy_struck_sound,
    strikes_in,
)
from interview_kit.workflow.interviews.session_decision import events_of
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import StudyInterview

log = logging.getLogger(__name__)
"""That something failed, never what was recorded."""


def decide_recording(interview: StudyInterview, disposal: str) -> None:
    """Note what the participant wants done with a recording: keep, destroy or later; and do it.

    Destroyed is every sound, word and note of the conversation. What was answered to consent, the
    oral consent and the debrief stay. Raises RefusedError where nothing is to be decided.
    """
    study, state = interview.study, interview.state
    command = ask.DecideRecording(Disposal(disposal))
    frame = interview.clock_end
    events = events_of(interview.guide, state, command, frame)
    append_events(study, interview.id, frame, events, state.rate)
    strikes = strikes_in(events)
    for strike in strikes:
        destroy_struck_sound(study, interview.id, strike)
        study.vault.empty_log()
    if strikes:
        try:
            study.vault.vacuum()
        except KitError as error:  # overwritten it is already
            log.warning("the vault was not rewritten: %s", error.message)
        study_audit.note(study, AuditAct.STRUCK, interview.id)
