"""States: how far the text of an interview is, and since when.

draft → corrected → pseudonymised → checked → filed → released. A text that changes goes back: a
correction after filing leaves the filed version as it is and makes the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from interview_kit.corpus import filed_states as filed_states
from interview_kit.errors import KitError, SameAccountError
from interview_kit.vault import approvals, correction_states, decisions
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.decisions import Decision
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
    """Where a text stands. `passed` says since when, UTC or as coarse as the corpus has it.

    `corrected_by` are who corrected it, the first one first; `member_check` is what the participant
    said of the copy last, empty where nothing is noted.
    """

    interview: str
    state: str
    version: int
    passed: Mapping[str, str]
    checked_by: str = ""
    corrected_by: tuple[str, ...] = ()
    member_check: str = ""


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
        tuple(dict.fromkeys(row.who for row in interview.text.text_corrections if row.who)),
        correction_states.last_member_check(interview.vault, interview.id),
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
    if text.text_corrections:
        state_dates[TextState.CORRECTED] = max(
            correction.at for correction in text.text_corrections
        )
    if not text.searched_at or text.undecided:
        return state_dates
    state_dates[TextState.PSEUDONYMISED] = text.searched_at
    if approval and approval.fingerprint == text.fingerprint:
        state_dates[TextState.CHECKED] = approval.at
    if filing and filing.fingerprint in ("", text.fingerprint):
        state_dates[TextState.FILED] = filing.at
    return state_dates


def approve(interview: StudyInterview, actor: str, *, is_same_account: bool = False) -> TextStatus:
    """Note that `who`, as the second person, read the pseudonymised text and found nobody in it.

    It lapses when the text changes. Raises KitError while the text is not ready, without a name,
    and for somebody who decided on its names, also under another name on the account of this
    machine on which it was done (SameAccountError), unless it is said that two people share it
    (`is_same_account`); that goes into the audit.
    """
    study, id = interview.study, interview.id
    actor = actor.strip()
    shares_account = False
    try:
        check_reader(interview, actor)
    except SameAccountError:
        if not is_same_account:
            raise
        shares_account = True
    with study.vault.atomic():
        approvals.put(study.vault, id, actor)
        study_audit.note(
            study,
            AuditAct.APPROVED,
            id,
            actor=actor,
            same_account=int(shares_account),
        )
    study_audit.anchor(study)
    approved_interview = interview.reread()
    if TextState.FILED in passed_states(approved_interview):
        _tell_corpus(approved_interview)
    return text_status(approved_interview)


def check_reader(interview: StudyInterview, actor: str) -> None:
    """Raise what `approve` raises where `actor` cannot be the second person of an interview."""
    id = interview.id
    actor = actor.strip()
    if not actor:
        raise KitError("Nobody was named.", "Give --who NAME: who read the text.")
    if TextState.PSEUDONYMISED not in passed_states(interview):
        raise KitError(
            "The names in {interview} are not all decided on.",
            "interview-kit review {interview}",
            interview=id,
        )
    own_decisions = _decisions_on(interview)
    deciders = {_folded(decision.who) for decision in own_decisions}
    accounts = {decision.account for decision in own_decisions} - {""}
    account = study_audit.whoever()
    if _folded(actor) in deciders:
        raise KitError(
            "{who} decided on the names in {interview}.",
            "A second person reads it: give --who NAME.",
            who=actor,
            interview=id,
        )
    if account in accounts:
        raise SameAccountError(
            "The names in {interview} were decided on by the account {account}, which is this one.",
            "Approve on the account of who reads it; where two people share this one, say so: "
            "--same-account.",
            interview=id,
            account=account,
        )


def _decisions_on(interview: StudyInterview) -> tuple[Decision, ...]:
    """What was decided on the names of an interview, also for the whole study."""
    entity_ids = {proposal.entity for proposal in interview.text.proposals}
    return tuple(
        decision
        for decision in decisions.all_of(interview.vault)
        if decision.interview == interview.id
        or (not decision.interview and entity_ids & set(decision.entities))
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


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
