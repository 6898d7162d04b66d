"""States: how far the text of an interview is, and since when.

draft → corrected → pseudonymised → checked → filed → released. A text that changes goes back: a
correction after filing leaves the filed version as it is and makes the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from interview_kit.corpus import filed_states as filed_states
from interview_kit.errors import KitError
from interview_kit.vault import approvals, decisions
from interview_kit.vault.audit_log import AuditAct
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study, StudyInterview


class TextState(StrEnum):
    """How far a text is."""

    DRAFT = "draft"
    CORRECTED = "corrected"
    PSEUDONYMISED = "pseudonymised"
    CHECKED = "checked"
    FILED = "filed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class TextStatus:
    """Where a text stands. `passed` says since when, UTC or as coarse as the corpus has it."""

    interview: str
    state: str
    version: int
    passed: Mapping[str, str]
    checked_by: str = ""


def text_status(interview: StudyInterview) -> TextStatus:
    """The state of an interview's text as it is now, '' before there is one, and those it passed.

    `version` is that of the text that is filed, 0 where none is.
    """
    state_dates = passed_states(interview)
    filing, approval = interview.text.filing, interview.text.approval
    if TextState.FILED in state_dates:
        state_dates |= _released(interview)
    return TextStatus(
        interview.id,
        next(reversed(state_dates), ""),
        filing.version if filing else 0,
        {state.value: at for state, at in state_dates.items()},
        approval.who if approval and TextState.CHECKED in state_dates else "",
    )


def text_statuses(study: Study, ids: Collection[str] = ()) -> tuple[TextStatus, ...]:
    """The states of some interviews, or of all. Raises KitError for an unknown id."""
    chosen_interviews = map(study.interview, ids) if ids else study.interviews()
    return tuple(text_status(interview) for interview in chosen_interviews)


def passed_states(interview: StudyInterview) -> dict[TextState, str]:
    """The states that the text as it is now has passed in the vault, in order, and when."""
    text, state_dates = interview.text, {}
    filing, approval = text.filing, text.approval
    if text.run is None:
        return {TextState.FILED: filing.at} if filing else {}
    state_dates[TextState.DRAFT] = text.run.started_at
    if text.corrections:
        state_dates[TextState.CORRECTED] = max(correction.at for correction in text.corrections)
    if not text.searched_at or text.undecided:
        return state_dates
    state_dates[TextState.PSEUDONYMISED] = text.searched_at
    if approval and approval.fingerprint == text.fingerprint:
        state_dates[TextState.CHECKED] = approval.at
    if filing and filing.fingerprint in ("", text.fingerprint):
        state_dates[TextState.FILED] = filing.at
    return state_dates


def approve(interview: StudyInterview, actor: str) -> TextStatus:
    """Note that `who`, as the second person, read the pseudonymised text and found nobody in it.

    It lapses when the text changes. Raises KitError while the text is not ready, without a name,
    and for somebody who decided on its names.
    """
    study, id = interview.study, interview.id
    actor = actor.strip()
    if not actor:
        raise KitError("Nobody was named.", "Give --who NAME: who read the text.")
    if TextState.PSEUDONYMISED not in passed_states(interview):
        raise KitError(
            "The names in {interview} are not all decided on.",
            "interview-kit review {interview}",
            interview=id,
        )
    deciders = {
        decision.who.casefold()
        for decision in decisions.all_of(study.vault)
        if decision.interview == id and decision.who
    }
    if actor.casefold() in deciders:
        raise KitError(
            "{who} decided on the names in {interview}.",
            "A second person reads it: give --who NAME.",
            who=actor,
            interview=id,
        )
    with study.vault.atomic():
        approvals.put(study.vault, id, actor)
        study_audit.note(study, AuditAct.APPROVED, id, actor=actor)
    study_audit.anchor(study)
    approved_interview = interview.reread()
    if TextState.FILED in passed_states(approved_interview):
        _tell_corpus(approved_interview)
    return text_status(approved_interview)


def take_back_approval(interview: StudyInterview, actor: str = "") -> TextStatus:
    """Take an approval back. Raises KitError where there is none."""
    study, id = interview.study, interview.id
    with study.vault.atomic():
        if not approvals.remove(study.vault, id):
            raise KitError(
                "{interview} was not approved.",
                "interview-kit states lists them.",
                interview=id,
            )
        study_audit.note(study, AuditAct.APPROVAL_WITHDRAWN, id, actor=actor)
    study_audit.anchor(study)
    filed_states.take_back(study.corpus, id, TextState.CHECKED)
    return text_status(interview.reread())


def _tell_corpus(interview: StudyInterview) -> None:
    study, at = interview.study, passed_states(interview)[TextState.CHECKED]
    filed_states.put(study.corpus, interview.id, TextState.CHECKED, study.settings.coarse(at))


def _released(interview: StudyInterview) -> dict[TextState, str]:
    """When the filed version was released, as far as the corpus can say."""
    try:
        states = filed_states.dated(interview.study.corpus, interview.id)
    except KitError:
        return {}
    return {TextState.RELEASED: states["released"]} if "released" in states else {}
