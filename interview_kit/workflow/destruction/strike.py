"""Striking after the interview: a stretch is taken back for good."""

from __future__ import annotations

import logging

from interview_kit.errors import KitError
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Struck
from interview_kit.vault.audit_log import AuditAct
from interview_kit.workflow.destruction.struck_content import (
    append_events,
    destroy_struck_sound,
    strikes_in,
)
from interview_kit.workflow.interviews.session_decision import events_of
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import StudyInterview

log = logging.getLogger(__name__)  # that something failed, never what was struck


def strike(interview: StudyInterview, from_seconds: float, to_seconds: float) -> Struck:
    """Destroy the sound and the words of a stretch of an interview, and note that it was done.

    Raises KitError for a stretch that holds nothing, RefusedError where nothing was ever stored.
    """
    study, state = interview.study, interview.state
    # Whole frames outwards: what was named is gone to the last sample.
    command = ask.Strike(int(from_seconds * state.rate), -int(-to_seconds * state.rate // 1))
    events = events_of(interview.guide, state, command, interview.clock_end)
    append_events(study, interview.id, interview.clock_end, events, state.rate)
    strikes = strikes_in(events)
    if not strikes:
        raise KitError("That stretch holds no sound.", "Choose an earlier or longer stretch.")
    for struck in strikes:
        destroy_struck_sound(study, interview.id, struck)
        study.vault.empty_log()
    try:
        study.vault.vacuum()
    except KitError as error:  # overwritten it is already
        log.warning("the vault was not rewritten: %s", error.message)
    study_audit.note(study, AuditAct.STRUCK, interview.id)
    return strikes[0]
