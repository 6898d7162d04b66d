"""What a person made of the machine's text, word by word, for whoever reads it as the second."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interview_kit.editing.edit import Edit, standing
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.turn_origins import TurnOrigins
from interview_kit.editing.word_difference import DifferenceKind, WordDifference, differences
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.vault import edits, transcripts
from interview_kit.workflow.study.open_study import StudyInterview


class TurnChange(StrEnum):
    """What became of a turn."""

    CHANGED = "changed"
    SPLIT_OFF = "split off"
    """It is new, and its words were another turn's."""
    JOINED = "joined"
    """It has words of other turns as well."""
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CorrectedTurn:
    """A turn that is not as the machine made it.

    `speaker` is None where the turn is no more, `machine_speaker` where there was none; the
    `differences` go from the machine's text to the one that stands. `origins` are the numbers of
    the machine's turns that it was made of, with `machine_speakers`; `people` who changed it, the
    first one first.
    """

    number: int
    start_ms: int
    change: TurnChange
    machine_speaker: Speaker | None
    speaker: Speaker | None
    differences: tuple[WordDifference, ...]
    note: str = ""
    origins: tuple[int, ...] = ()
    machine_speakers: tuple[Speaker, ...] = ()
    people: tuple[str, ...] = ()


def corrected_turns(interview: StudyInterview) -> tuple[CorrectedTurn, ...]:
    """Every turn that a person changed, added, took out or noted something beside, by its time."""
    vault, id = interview.vault, interview.id
    with vault.one_moment():
        machine_turns = transcripts.machine_turns(vault, id)
        standing_edits = standing(edits.of_interview(vault, id)).edits
    transcript = EditedTranscript(machine_turns)
    transcript.apply(standing_edits)
    return changed_turns(transcript, standing_edits)


def changed_turns(
    transcript: EditedTranscript, laid_edits: Iterable[Edit]
) -> tuple[CorrectedTurn, ...]:
    """What edits that were laid on the machine turns of a transcript made of them, by time.

    A turn of which another was split off is not among them for that alone.
    """
    origins = TurnOrigins(transcript, laid_edits)
    rows = [
        row
        for number in transcript.numbers
        if transcript.is_edited(number) or number in transcript.notes
        if _tells(row := _row_of(transcript, origins, number))
    ]
    for number in origins.removed_numbers:
        turn = transcript.machine[number]
        rows.append(
            CorrectedTurn(
                number,
                turn.start_ms,
                TurnChange.REMOVED,
                turn.speaker,
                None,
                differences(turn.text, ""),
                "",
                (number,),
                (turn.speaker,),
                origins.people(number),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.start_ms))


def standing_turn(row: CorrectedTurn, turns: Sequence[Turn]) -> int:
    """The turn to look at: the row's, or of one that is no more the one before it; 0 for none."""
    if row.speaker is not None:
        return row.number
    earlier_turns = [turn for turn in turns if turn.start_ms <= row.start_ms] or turns[:1]
    return earlier_turns[-1].number if earlier_turns else 0


def _row_of(transcript: EditedTranscript, origins: TurnOrigins, number: int) -> CorrectedTurn:
    turn, own_origins = transcript.turn(number), origins.origins(number)
    if not own_origins:
        change = TurnChange.ADDED
    elif number not in transcript.machine:
        change = TurnChange.SPLIT_OFF
    else:
        change = TurnChange.JOINED if len(own_origins) > 1 else TurnChange.CHANGED
    return CorrectedTurn(
        number,
        turn.start_ms,
        change,
        origins.machine_speaker(number),
        turn.speaker,
        origins.differences(number),
        transcript.notes.get(number, ""),
        own_origins,
        tuple(dict.fromkeys(transcript.machine[origin].speaker for origin in own_origins)),
        origins.people(number),
    )


def _tells(row: CorrectedTurn) -> bool:
    """Whether a row says anything but that another turn was split off this one."""
    return (
        row.change is not TurnChange.CHANGED
        or row.speaker is not row.machine_speaker
        or bool(row.note)
        or any(part.kind is not DifferenceKind.SAME for part in row.differences)
    )
