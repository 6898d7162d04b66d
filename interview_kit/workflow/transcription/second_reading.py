"""What a person made of the machine's text, word by word, for whoever reads it as the second."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview_kit.editing.word_difference import WordDifference, differences
from interview_kit.model.speaker import Speaker
from interview_kit.vault import transcripts
from interview_kit.workflow.study.open_study import StudyInterview


class TurnChange(StrEnum):
    """What became of a turn."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CorrectedTurn:
    """A turn that is not as the machine made it.

    `speaker` is None where the turn is no more, `machine_speaker` where there was none; the
    `differences` go from the machine's text to the one that stands.
    """

    number: int
    start_ms: int
    change: TurnChange
    machine_speaker: Speaker | None
    speaker: Speaker | None
    differences: tuple[WordDifference, ...]
    note: str = ""


def corrected_turns(interview: StudyInterview) -> tuple[CorrectedTurn, ...]:
    """Every turn that a person changed, added, took out or noted something beside, by its time."""
    transcript = transcripts.edited_transcript(interview.vault, interview.id)
    corrected_rows: list[CorrectedTurn] = []
    for turn in transcript.turns:
        machine, note = transcript.machine.get(turn.number), transcript.notes.get(turn.number, "")
        if transcript.is_edited(turn.number) or note:
            corrected_rows.append(
                CorrectedTurn(
                    turn.number,
                    turn.start_ms,
                    TurnChange.CHANGED if machine else TurnChange.ADDED,
                    machine.speaker if machine else None,
                    turn.speaker,
                    differences(machine.text if machine else "", turn.text),
                    note,
                )
            )
    corrected_rows += (
        CorrectedTurn(
            turn.number,
            turn.start_ms,
            TurnChange.REMOVED,
            turn.speaker,
            None,
            differences(turn.text, ""),
        )
        for turn in transcript.machine.values()
        if turn.number not in transcript
    )
    return tuple(sorted(corrected_rows, key=lambda row: row.start_ms))
