"""Putting right what is noted of a participant, also where it was filed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from interview_kit.model.participant import participant_code
from interview_kit.vault import interviews
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.filings import Filing
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome
from interview_kit.workflow.pseudonymisation.attribute_review import Noted, review_attributes
from interview_kit.workflow.repair.refiling import refile
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study


@dataclass(frozen=True, slots=True)
class RepairedAttributes:
    """What is noted of a participant now, and what became of the filed texts."""

    rows: tuple[Noted, ...]
    refiling: ChosenOutcome[Filing]


def repair_attributes(
    study: Study,
    participant: str,
    changes: Mapping[str, str],
    kept_attributes: Collection[str],
    *,
    actor: str = "",
    why: str = "",
) -> RepairedAttributes:
    """What `review_attributes` does, noted in the audit and carried into the corpus."""
    code = participant_code(participant)
    if not changes and not kept_attributes:
        return RepairedAttributes(review_attributes(study, code, {}, ()), ChosenOutcome(()))
    with study.vault.atomic():
        rows = review_attributes(study, code, changes, kept_attributes, who=actor, why=why)
        study_audit.note(
            study,
            AuditAct.ATTRIBUTES_CHANGED,
            code,
            actor=actor,
            attributes=len(changes),
            kept=len(kept_attributes),
        )
    study_audit.anchor(study)
    ids = [row.id for row in interviews.all_of(study.vault) if row.participant == code]
    return RepairedAttributes(rows, refile(study, ids))
