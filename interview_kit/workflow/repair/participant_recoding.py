"""Putting a participant's code right, of one interview or of all that somebody gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.errors import KitError
from interview_kit.model.participant import participant_code
from interview_kit.session.interview_state import LIVE
from interview_kit.vault import interviews, recodings
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.filings import Filing
from interview_kit.workflow.interviews.chosen_interviews import ChosenOutcome
from interview_kit.workflow.interviews.participant_codes import code_for, refuse_withdrawn
from interview_kit.workflow.repair.refiling import refile
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.carried_recodings import carry_recodings_through
from interview_kit.workflow.study.open_study import Study


@dataclass(frozen=True, slots=True)
class Recoded:
    """The new ids of interviews by their old ones, and what became of the filed texts."""

    interviews: Mapping[str, str]
    before: str
    after: str
    refiling: ChosenOutcome[Filing]


def recode(
    study: Study, about: str, new_code: str, *, is_new_person: bool = False, actor: str = ""
) -> Recoded:
    """Give an interview, or every interview of a participant, the code it should have had.

    `about` is the id of an interview or the code of a participant. Attributes and names go along
    where nothing of the old code is left; otherwise the names of the interview are to be looked for
    again. Raises KitError for what is unknown, for a code that cannot be given, and where one is
    being held.
    """
    rows = [
        row for row in interviews.all_of(study.vault) if about.upper() in (row.id, row.participant)
    ]
    if not rows:
        raise KitError(
            "There is no interview and no participant {id}.",
            "interview-kit list shows those there are.",
            id=about,
        )
    before = rows[0].participant
    after = participant_code(new_code)
    if after == before:
        raise KitError("{id} has the code {code} already.", "Give another.", id=about, code=after)
    refuse_withdrawn(study, after)
    code_for(study, after, is_new_person=is_new_person, instead_of=before)
    for row in rows:
        if study.interview(row.id).state.phase in LIVE:
            raise KitError("The interview {id} is being held.", "End it first.", id=row.id)
    ids: dict[str, str] = {}
    with study.vault.atomic():
        first = int(interviews.next_id(study.vault, after).rpartition("-")[2])
        for number, row in enumerate(rows, first):
            ids[row.id] = f"{after}-{number}"
        recodings.recode(study.vault, ids, before, after)
        for old, new in ids.items():
            study_audit.note(study, AuditAct.RECODED, old, actor=actor, after=new)
    carry_recodings_through(study)
    return Recoded(ids, before, after, refile(study, ids.values()))
