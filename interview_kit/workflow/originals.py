"""What may never leave the vault: every original name the study knows."""

from __future__ import annotations

from interview_kit.pseudonym.leak import Forms, known_forms
from interview_kit.vault import interviews, names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.study import Study


def original_forms(study: Study) -> Forms:
    """The forms of all rostered names and of every entity that is replaced somewhere.

    What a reviewer rejected everywhere is no name, so it may stay.
    """
    replaced = {
        proposal.entity
        for interview in interviews.all_of(study.vault)
        for proposal in names.proposals(study.vault, interview.id)
        if proposal.verdict is not Verdict.REJECTED
    }
    entities = [
        entity
        for entity in names.entities(study.vault)
        if entity.rostered or entity.id in replaced or entity.same_as in replaced
    ]
    return known_forms(entities, names.roster(study.vault))
