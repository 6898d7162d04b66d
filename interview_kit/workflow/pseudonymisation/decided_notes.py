"""The notes of an interview as they were decided on, for a study that gives them to its coders."""

from __future__ import annotations

from interview_kit.model.record import FiledNote
from interview_kit.pseudonym.replace import replace_turn
from interview_kit.session.margin_notes import NoteKind, margin_notes, noted_turns
from interview_kit.vault import names
from interview_kit.workflow.interviews.interview_notes import note_ms
from interview_kit.workflow.pseudonymisation.decided_text import replacements_in
from interview_kit.workflow.study.open_study import StudyInterview

_OF_CODERS = frozenset(NoteKind) - {NoteKind.CONSENT}
"""What is of use beside a text; what was answered to consent is for the study alone."""


def pseudonymised_notes(interview: StudyInterview) -> tuple[FiledNote, ...]:
    """The notes as they would be filed: none, unless the study gives them to its coders.

    To be called where nothing is undecided any more: `pseudonymised_turns` sees to that.
    """
    if interview.study.settings.notes != "coders":
        return ()
    entities = {entity.id: entity for entity in names.entities(interview.vault)}
    texts = {
        turn.number: replace_turn(
            turn, replacements_in(interview.text.accepted, turn.number, entities)
        ).text
        for turn in noted_turns(interview.entries, interview.rate)
    }
    return tuple(
        FiledNote(
            note.number,
            note.kind.value,
            note_ms(note, interview.state.rate),
            note.question,
            note.about,
            texts.get(-note.number, ""),
        )
        for note in margin_notes(interview.entries)
        if note.kind in _OF_CODERS
    )
