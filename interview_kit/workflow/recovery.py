"""Recovery: what a crash left in a study is noted, carried through, or taken out again."""

from __future__ import annotations

from pathlib import Path

from interview_kit.session.interview_events import Interrupted
from interview_kit.session.interview_state import LIVE, Phase
from interview_kit.vault import (
    interviews,
    journal,
    side_recordings,
    unfinished_forms,
    unfinished_notes,
)
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.destruction.interview_deletion import carry_deletions_through
from interview_kit.workflow.destruction.struck_content import destroy_struck_sound, strikes_in
from interview_kit.workflow.destruction.withdrawal import carry_through
from interview_kit.workflow.study.carried_recodings import carry_recodings_through
from interview_kit.workflow.study.open_study import Study, open_study


def open_recovered_study(folder: Path, secret: Secret) -> Study:
    """Open a study, with what a crash left in it mended."""
    study = open_study(folder, secret)
    try:
        recover(study)
    except BaseException:
        study.close()
        raise
    return study


def recover(study: Study) -> tuple[str, ...]:
    """Note what a crash left: the ids of the interviews that were running when the program ended.

    A strike, a withdrawal, a deletion or a change of code that was broken off is carried through.
    An import that did not reach its end is taken out again: its file is still where it was. It is
    known by its empty journal; an interview that is held has its consent there first. An oral
    consent whose form was not kept goes as well. What was being typed is a note.
    """
    carry_through(study)
    carry_deletions_through(study)
    carry_recodings_through(study)
    _finish_notes(study)
    _drop_forms_of_others(study)
    interrupted_ids = []
    shrink = study.vault.owes_vacuum
    for interview in study.interviews():
        strikes = strikes_in(entry.event for entry in interview.entries)
        for strike in strikes:
            shrink |= destroy_struck_sound(study, interview.id, strike)
        if interview.state.phase in LIVE:
            journal.append(study.vault, interview.id, interview.clock_end, [Interrupted()])
            interrupted_ids.append(interview.id)
            shrink |= bool(strikes)
        elif not interview.entries and interview.sound.blocks:
            interviews.destroy_interview(study.vault, interview.id)
    shrink |= side_recordings.destroy_unclaimed(study.vault) > 0
    if shrink:
        study.vault.vacuum()
    return tuple(interrupted_ids)


def _drop_forms_of_others(study: Study) -> None:
    """Keep no form of an interview that is begun meanwhile, or has another code."""
    for id in filter(None, unfinished_forms.interviews_of(study.vault)):
        is_known = any(row.id == id for row in interviews.all_of(study.vault))
        if not is_known or study.interview(id).state.phase is not Phase.NEW:
            unfinished_forms.drop(study.vault, id)


def _finish_notes(study: Study) -> None:
    """Make notes of what was being typed when the program ended."""
    notes = unfinished_notes.listed(study.vault)
    ids = {row.id for row in interviews.all_of(study.vault)} if notes else set()
    for id, note in notes:
        with study.vault.atomic():
            unfinished_notes.drop(study.vault, id)
            if id not in ids:
                continue
            interview = study.interview(id)
            # A crash between the two leaves a note that is kept and unfinished.
            if note not in (entry.event for entry in interview.entries):
                journal.append(study.vault, id, interview.clock_end, [note])
