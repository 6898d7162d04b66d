"""Deleting one interview: its sound, words and what was filed of it are destroyed."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.corpus import withdrawn_interviews as filed_deletions
from interview_kit.corpus.withdrawn_interviews import ReleasedInterview
from interview_kit.errors import RefusedError
from interview_kit.session.interview_state import LIVE
from interview_kit.vault import deletions, interviews
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.destruction import interview_rows
from interview_kit.vault.destruction.participant_names import (
    destroy_interview_names,
    destroy_participant_names,
    mentioned_in,
)
from interview_kit.workflow.destruction.withdrawal import files_that_name
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import Study, StudyInterview


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was destroyed, and what is beyond reach.

    `participant_gone` says that it was the only interview of its participant, so that the code,
    the attributes and the names typed for it went along; the code may be given again. `releases`
    held the interview, `files` lie in the study's folder and name it.
    """

    interview: str
    names: int
    participant_gone: bool
    releases: tuple[ReleasedInterview, ...]
    files: tuple[str, ...]


def delete_interview(interview: StudyInterview, *, actor: str = "") -> Deletion:
    """Destroy an interview, in the vault and the corpus; other sittings of the participant stay.

    What is left is its id, which no other interview is given, and the moment. After a crash it is
    carried through at the next opening. Raises RefusedError while the interview is being held.
    """
    study, id = interview.study, interview.id
    if interview.state.phase in LIVE:
        raise RefusedError("The interview {id} is being held.", "End it first.", id=id)
    code = interview.participant
    siblings = [row for row in interviews.all_of(study.vault) if row.participant == code]
    deletions.begin(study.vault, id)
    count = _destroy(study, id, actor)
    return Deletion(
        id,
        count,
        len(siblings) == 1,
        filed_deletions.releases_with(study.corpus, id),
        files_that_name(study.folder, id),
    )


def carry_deletions_through(study: Study) -> None:
    """Finish the deletions that a crash broke off."""
    for id in deletions.unfinished(study.vault):
        _destroy(study, id, "")


def _destroy(study: Study, id: str, actor: str) -> int:
    filed_deletions.destroy_interview(study.corpus, id)
    count = _destroy_in_vault(study, id, actor)
    study.corpus.vacuum()
    study.vault.vacuum()
    study_audit.anchor(study)
    deletions.finish(study.vault, id)
    return count


def _destroy_in_vault(study: Study, id: str, actor: str) -> int:
    vault = study.vault
    rows = [row for row in interviews.all_of(vault) if row.id == id]
    if not rows:
        return 0
    code = rows[0].participant
    has_others = any(row.participant == code and row.id != id for row in interviews.all_of(vault))
    with vault.atomic():
        mentioned_entities = mentioned_in(vault, [id])
        interview_rows.destroy_interviews(vault, [id])
        if has_others:
            count = destroy_interview_names(vault, id, mentioned_entities)
        else:
            count = destroy_participant_names(vault, code, [id], mentioned_entities)
            interviews.remove_participant(vault, code)
        study_audit.note(study, AuditAct.DELETED, id, actor=actor, names=count)
    return count
