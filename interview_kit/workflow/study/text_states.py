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
    passed = passed_states(study, interview)
    filing = filings.latest(study.vault, interview)
    if TextState.FILED in passed:
        passed |= _released(study, interview)
    approval = approvals.find(study.vault, interview)
    return TextStatus(
        interview,
        next(reversed(passed), ""),
        filing.version if filing else 0,
        {state.value: at for state, at in passed.items()},
        approval.who if approval and TextState.CHECKED in passed else "",
    )


def passed_states(study: Study, interview: str) -> dict[TextState, str]:
    """The states that the text as it is now has passed in the vault, in order, and when."""
    vault, passed = study.vault, {}
    filing = filings.latest(vault, interview)
    mark = approvals.fingerprint(vault, interview)
    run = transcripts.current_run(vault, interview)
    if run is None:
        return {TextState.FILED: filing.at} if filing else {}
    passed[TextState.DRAFT] = run.started_at
    corrected = [each.at for each in transcripts.corrections(vault, interview)]
    if corrected:
        passed[TextState.CORRECTED] = max(corrected)
    found = names.proposals(vault, interview)
    searched = names.searched_at(vault, interview)
    if not searched or any(each.verdict is Verdict.PROPOSED for each in found):
        return passed
    passed[TextState.PSEUDONYMISED] = searched
    approval = approvals.find(vault, interview)
    if approval and approval.fingerprint == mark:
        passed[TextState.CHECKED] = approval.at
    if filing and filing.fingerprint in ("", mark):
        passed[TextState.FILED] = filing.at
    return passed


def approve(study: Study, interview: str, who: str) -> TextStatus:
    """Note that `who`, as the second person, read the pseudonymised text and found nobody in it.

    It lapses when the text changes. Raises KitError while the text is not ready, without a name,
    and for somebody who decided on its names.
    """
    interviews.get(study.vault, interview)
    who = who.strip()
    if not who:
        raise KitError("Nobody was named.", "Give --who NAME: who read the text.")
    if TextState.PSEUDONYMISED not in passed_states(study, interview):
        raise KitError(
            "The names in {interview} are not all decided on.",
            "interview-kit review {interview}",
            interview=interview,
        )
    deciders = {
        each.who.casefold()
        for each in decisions.all_of(study.vault)
        if each.interview == interview and each.who
    }
    if who.casefold() in deciders:
        raise KitError(
            "{who} decided on the names in {interview}.",
            "A second person reads it: give --who NAME.",
            who=who,
            interview=interview,
        )
    with study.vault.atomic():
        approvals.put(study.vault, interview, who)
        study_audit.note(study, AuditAct.APPROVED, interview, who=who)
    study_audit.anchor(study)
    if TextState.FILED in passed_states(study, interview):
        _tell_corpus(study, interview)
    return text_status(study, interview)


def take_back_approval(study: Study, interview: str, who: str = "") -> None:
    """Take an approval back. Raises KitError where there is none."""
    with study.vault.atomic():
        if not approvals.remove(study.vault, interview):
            raise KitError(
                "{interview} was not approved.",
                "interview-kit states lists them.",
                interview=interview,
            )
        study_audit.note(study, AuditAct.APPROVAL_WITHDRAWN, interview, who=who)
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
