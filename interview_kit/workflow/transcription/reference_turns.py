"""Reference turns: those whose words a person wrote or checked, so that a machine is held to them.

A name that was put in by one key, a word that was put right wherever it is said, a mark that was
taken away and another speaker leave the other words of a turn to the machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from interview_kit.editing.edit import ChangedTurn, Edit, KeptWords, Operation, standing
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import without_marks
from interview_kit.pseudonym.fold import fold_words
from interview_kit.vault import edits, heard_names, transcripts
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.correction_progress import checked_turns
from interview_kit.workflow.transcription.transcribe import IMPORTED_MODEL

_WRITING = frozenset(
    {Operation.WRITE, Operation.INSERT, Operation.TAKE_IN, Operation.CORRECT, Operation.KEEP}
)
"""What a person does who goes through the words of a turn."""


@dataclass(frozen=True, slots=True)
class ReferenceTurns:
    """The turns that are a reference, in order; `omitted` counts others that somebody changed."""

    turns: tuple[Turn, ...]
    omitted: int


def reference_turns(interview: StudyInterview) -> ReferenceTurns:
    """The turns of `interview` that a person wrote or checked; all of an imported transcript."""
    run = interview.text.run
    if run is not None and run.model == IMPORTED_MODEL:
        return ReferenceTurns(interview.turns, 0)
    checked_numbers = {turn.number for turn in checked_turns(interview, interview.turns)}
    numbers = checked_numbers | _written_numbers(interview)
    changed_numbers = {correction.turn for correction in interview.text.text_corrections}
    return ReferenceTurns(
        tuple(turn for turn in interview.turns if turn.number in numbers),
        sum(turn.number in changed_numbers - numbers for turn in interview.turns),
    )


def _written_numbers(interview: StudyInterview) -> set[int]:
    """The turns whose words a person went through, also once these were split or joined."""
    vault, id = interview.vault, interview.id
    transcript = EditedTranscript(transcripts.machine_turns(vault, id))
    name_words = frozenset(
        word
        for suspicion in heard_names.of_interview(vault, id)
        for text in (suspicion.heard_name.form, suspicion.heard_name.words)
        for word in fold_words(text)
    )
    written_numbers: set[int] = set()
    for edit in standing(edits.of_interview(vault, id)).edits:
        texts_before = _texts(transcript, edit.turns)
        transcript.apply([edit])
        texts_after = _texts(transcript, edit.turns)
        written_numbers = {
            *(number for number in written_numbers if number not in edit.turns),
            *(
                number
                for number, change in edit.turns.items()
                if change is not None
                and (
                    _is_inherited(number, change, written_numbers)
                    or _is_written(edit, texts_before[number], texts_after[number], name_words)
                )
            ),
        }
    return written_numbers


def _texts(transcript: EditedTranscript, numbers: Iterable[int]) -> dict[int, str]:
    """The texts of some turns as they stand, '' of those that are not there."""
    return {
        number: transcript.turn(number).text if number in transcript else "" for number in numbers
    }


def _is_inherited(number: int, change: ChangedTurn, written_numbers: Collection[int]) -> bool:
    """Whether all that a turn is made of was written before."""
    pieces = change.pieces or ()
    sources = {piece.turn for piece in pieces if isinstance(piece, KeptWords)} or {number}
    return sources <= set(written_numbers)


def _is_written(edit: Edit, before: str, after: str, name_words: Collection[str]) -> bool:
    """Whether an edit writes words of a turn, more than a name that is heard in the interview."""
    if edit.operation not in _WRITING:
        return False
    words_before, words_after = _words(before), _words(after)
    changed_words = {
        word
        for opcode in Levenshtein.opcodes(words_before, words_after)
        if opcode.tag != "equal"
        for word in (
            *words_before[opcode.src_start : opcode.src_end],
            *words_after[opcode.dest_start : opcode.dest_end],
        )
    }
    return not changed_words <= set(name_words)


def _words(text: str) -> Sequence[str]:
    return fold_words(without_marks(text))
