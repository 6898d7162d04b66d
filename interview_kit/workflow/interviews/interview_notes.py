"""The margin notes of interviews: listed, and beside the turns they belong to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from interview_kit.guide.guide import Guide
from interview_kit.model.clock import frames_to_ms
from interview_kit.model.turn import Turn
from interview_kit.session.margin_notes import MarginNote, margin_notes
from interview_kit.workflow.interviews.chosen_interviews import choose
from interview_kit.workflow.study.open_study import Study, StudyInterview


@dataclass(frozen=True, slots=True)
class ListedNote:
    """A margin note of an interview, `time_ms` on its clock; the rest is as `MarginNote` has it.

    `turn` is the number of the turn during which it was made, or that came before it; 0 where
    there is none.
    """

    interview: str
    number: int
    kind: str
    time_ms: int
    at: str
    question: str
    about: str
    detail: str
    text: str
    turn: int


@dataclass(frozen=True, slots=True)
class InterviewNotes:
    """The margin notes of one interview, with the guide and the language that their ids are of."""

    interview: str
    guide: Guide
    language: str
    notes: tuple[MarginNote, ...]
    listed: tuple[ListedNote, ...]


def notes_of(interview: StudyInterview) -> InterviewNotes:
    """Everything that was noted in an interview, in the order of its clock."""
    notes = margin_notes(interview.entries)
    beside = turns_beside(notes, interview.turns, interview.state.rate)
    listed_notes = tuple(
        ListedNote(
            interview.id,
            note.number,
            note.kind.value,
            note_ms(note, interview.state.rate),
            note.at,
            note.question,
            note.about,
            note.detail,
            note.text,
            beside[note.number],
        )
        for note in notes
    )
    return InterviewNotes(interview.id, interview.guide, interview.language, notes, listed_notes)


def notes_of_chosen(
    study: Study, ids: Iterable[str] = (), *, all_of_them: bool = False
) -> tuple[InterviewNotes, ...]:
    """The notes of some interviews, or of all. Raises KitError for an unknown id, or for none."""
    chosen_ids = choose(study, ids, all_of_them=all_of_them)
    return tuple(notes_of(study.interview(id)) for id in chosen_ids)


def note_ms(note: MarginNote, rate: int) -> int:
    """Where a note stands on the clock; 0 before there is sound."""
    return frames_to_ms(note.frame, rate) if rate else 0


def turns_beside(
    notes: Sequence[MarginNote], turns: Sequence[Turn], rate: int
) -> Mapping[int, int]:
    """For the number of each note that of the turn it stands beside; 0 where there are no turns.

    That is the last one that had begun by then, or the first of all.
    """
    starts = [turn.start_ms for turn in turns]
    return {
        note.number: turns[max(0, bisect_right(starts, note_ms(note, rate)) - 1)].number
        if turns
        else 0
        for note in notes
    }
