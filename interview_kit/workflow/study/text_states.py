"""States: how far the text of an interview is, and since when.

draft → corrected → pseudonymised → checked → filed → released. A text that changes goes back: a
correction after filing leaves the filed version as it is and makes the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from interview_kit.corpus import filed_states as filed_states
from interview_kit.errors import KitError
from interview_kit.vault import approvals, decisions, filings, interviews, names, transcripts
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.names import Verdict
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study


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


def text_status(study: Study, interview: str) -> TextStatus:
    """The state of an interview's text as it is now, '' before there is one, and those it passed.

    `version` is that of the text that is filed, 0 where none is.
    """
    state_dates = passed_states(study, interview)
    filing = filings.latest(study.vault, interview)
    if TextState.FILED in state_dates:
        state_dates |= _released(study, interview)
    approval = approvals.find(study.vault, interview)
    return TextStatus(
        interview,
        next(reversed(state_dates), ""),
        filing.version if filing else 0,
        {state.value: at for state, at in state_dates.items()},
        approval.who if approval and TextState.CHECKED in state_dates else "",
    )


def passed_states(study: Study, interview: str) -> dict[TextState, str]:
    """The states that the text as it is now has passed in the vault, in order, and when."""
    vault, state_dates = study.vault, {}
    filing = filings.latest(vault, interview)
    mark = approvals.fingerprint(vault, interview)
    run = transcripts.current_run(vault, interview)
    if run is None:
        return {TextState.FILED: filing.at} if filing else {}
    state_dates[TextState.DRAFT] = run.started_at
    correction_dates = [correction.at for correction in transcripts.corrections(vault, interview)]
    if correction_dates:
        state_dates[TextState.CORRECTED] = max(correction_dates)
    proposals = names.proposals(vault, interview)
    searched_at = names.searched_at(vault, interview)
    if not searched_at or any(mention.verdict is Verdict.PROPOSED for mention in proposals):
        return state_dates
    state_dates[TextState.PSEUDONYMISED] = searched_at
    approval = approvals.find(vault, interview)
    if approval and approval.fingerprint == mark:
        state_dates[TextState.CHECKED] = approval.at
    if filing and filing.fingerprint in ("", mark):
        state_dates[TextState.FILED] = filing.at
    return state_dates


def approve(study: Study, interview: str, actor: str) -> TextStatus:
    """Note that `who`, as the second person, read the pseudonymised text and found nobody in it.

    It lapses when the text changes. Raises KitError while the text is not ready, without a name,
    and for somebody who decided on its names.
    """
    interviews.get(study.vault, interview)
    actor = actor.strip()
    if not actor:
        raise KitError("Nobody was named.", "Give --who NAME: who read the text.")
    if TextState.PSEUDONYMISED not in passed_states(study, interview):
        raise KitError(
            "The names in {interview} are not all decided on.",
            "interview-kit review {interview}",
            interview=interview,
        )
    deciders = {
        decision.who.casefold()
        for decision in decisions.all_of(study.vault)
        if decision.interview == interview and decision.who
    }
    if actor.casefold() in deciders:
        raise KitError(
            "{who} decided on the names in {interview}.",
            "A second person reads it: give --who NAME.",
            who=actor,
            interview=interview,
        )
    with study.vault.atomic():
        approvals.put(study.vault, interview, actor)
        study_audit.note(study, AuditAct.APPROVED, interview, actor=actor)
    study_audit.anchor(study)
    if TextState.FILED in passed_states(study, interview):
        _tell_corpus(study, interview)
    return text_status(study, interview)


def take_back_approval(study: Study, interview: str, actor: str = "") -> None:
    """Take an approval back. Raises KitError where there is none."""
    with study.vault.atomic():
        if not approvals.remove(study.vault, interview):
            raise KitError(
                "{interview} was not approved.",
                "interview-kit states lists them.",
                interview=interview,
            )
        study_audit.note(study, AuditAct.APPROVAL_WITHDRAWN, interview, actor=actor)
    study_audit.anchor(study)
    filed_states.take_back(study.corpus, interview, TextState.CHECKED)


def _tell_corpus(study: Study, interview: str) -> None:
    at = passed_states(study, interview)[TextState.CHECKED]
    filed_states.put(study.corpus, interview, TextState.CHECKED, study.settings.coarse(at))


def _released(study: Study, interview: str) -> dict[TextState, str]:
    """When the filed version was released, as far as the corpus can say."""
    try:
        states = filed_states.dated(study.corpus, interview)
    except KitError:
        return {}
    return {TextState.RELEASED: states["released"]} if "released" in states else {}
