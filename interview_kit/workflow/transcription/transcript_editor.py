"""Correcting a transcript: every change is an event that is kept at once, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from interview_kit.editing import operations
from interview_kit.editing.edit import Edit, Operation, standing
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.operations import Changes
from interview_kit.editing.operations import SpeakerReach as SpeakerReach
from interview_kit.editing.text_word import TextWord as TextWord
from interview_kit.editing.text_word import WordSource as WordSource
from interview_kit.editing.turn_origins import TurnOrigins
from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.vault import edits, names, transcripts
from interview_kit.workflow.pseudonymisation.moved_names import moved_proposals
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.second_reading import CorrectedTurn, changed_turns

QUICK_UNDOS = 50
"""So many steps are undone at once; before them the text is put together anew, in about 0.1 s."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What a change, an undo or a redo did: the numbers of turns, each in order."""

    operation: Operation
    changed: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


class TranscriptEditor:
    """The transcript of one interview, open for correcting; for one thread at a time.

    It is read once and followed in memory. Each method is one change, committed when it returns;
    what is wrong raises KitError and changes nothing. `actor` corrects; the account of this machine
    where it is left out.
    """

    _known_origins: TurnOrigins | None = None

    def __init__(self, interview: StudyInterview, actor: str = "") -> None:
        self._vault, self._id = interview.vault, interview.id
        self._actor = actor or study_audit.whoever()
        self.refresh()

    def refresh(self) -> None:
        """Read anew what the vault holds, after something else wrote there."""
        with self._vault.one_moment():
            self._machine = transcripts.machine_turns(self._vault, self._id)
            self._edits = list(edits.of_interview(self._vault, self._id))
        self._earlier: dict[int, EditedTranscript] = {}
        self._fold(self._edits)

    # What there is

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns as they stand, in order."""
        return self._transcript.turns

    @property
    def transcript(self) -> EditedTranscript:
        """A copy of the transcript, to see what a change makes of it."""
        return self._transcript.copy()

    @property
    def new_number(self) -> int:
        """A number that no turn ever had."""
        numbers = [turn.number for turn in self._machine]
        numbers += [number for edit in self._edits for number in edit.turns]
        return max(numbers, default=0) + 1

    @property
    def notes(self) -> Mapping[int, str]:
        """What is noted beside turns, by number."""
        return self._transcript.notes

    @property
    def corrected_turns(self) -> tuple[CorrectedTurn, ...]:
        """Every turn that is not as the machine made it, also those that are no more, by time."""
        return changed_turns(self._transcript, self._standing.edits)

    @property
    def removed_turns(self) -> tuple[Turn, ...]:
        """The machine's turns of which nothing is left, in order."""
        return tuple(self._transcript.machine[number] for number in self._origins.removed_numbers)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._standing.done)

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can be done again."""
        return bool(self._standing.undone)

    @property
    def last_group(self) -> str:
        """What the last step has in common with steps of other interviews; empty for nothing."""
        return self._group_of(self._standing.done[-1]) if self._standing.done else ""

    @property
    def rewritten(self) -> tuple[int, ...]:
        """The turns whose words an edit has touched, in order."""
        return self._transcript.rewritten_numbers

    def turn(self, number: int) -> Turn:
        """The turn with this number. Raises KitError where there is none."""
        if number not in self._transcript:
            raise KitError(
                "Interview {interview} has no turn {number}.",
                "`interview-kit show {interview} --json` has their numbers.",
                interview=self._id,
                number=number,
            )
        return self._transcript.turn(number)

    def words(self, number: int) -> tuple[TextWord, ...]:
        """The words of a turn's text, each with its time. Raises KitError for no turn."""
        self.turn(number)
        return self._transcript.words(number)

    def machine_text(self, number: int) -> str:
        """What the machine heard where a turn stands; empty where it heard nothing."""
        return self._origins.machine_text(number)

    def machine_speaker(self, number: int) -> Speaker | None:
        """Whose a turn was for the machine; None where it heard nothing."""
        return self._origins.machine_speaker(number)

    def people(self, number: int) -> tuple[str, ...]:
        """Who changed a turn, or took it out, the first one first."""
        return self._origins.people(number)

    def is_corrected(self, number: int) -> bool:
        """Whether a turn is not as the machine made it."""
        self.turn(number)
        return self._transcript.is_edited(number)

    # What can be done

    def write(self, number: int, text: str, *, goes_on: bool = False) -> Edited:
        """Give a turn another text; words that stay keep their times.

        With `goes_on` it is part of the step before, if that wrote the same turn.
        """
        self.turn(number)
        if not text.split():
            raise KitError(
                "A turn cannot be emptied.", "Write [unclear] where nothing can be heard."
            )
        changes = operations.write(self._transcript, number, text)
        last_edit = self._edits[-1] if self._edits else None
        is_same_step = (
            goes_on
            and last_edit is not None
            and last_edit.operation is Operation.WRITE
            and last_edit.turns.keys() == {number}
        )
        step = last_edit.step if last_edit is not None and is_same_step else 0
        return self.take(Operation.WRITE, changes, step=step)

    def mark(self, number: int, at: int, mark: str) -> Edited:
        """Put a mark such as `[pause]` in at a character of a turn's text, between words."""
        text = self.turn(number).text
        before, after = text[:at].rstrip(), text[at:].lstrip()
        return self.write(number, f"{before} [{mark.strip('[] ')}] {after}".strip())

    def split(self, number: int, at: int) -> Edited:
        """Part a turn at a character of its text; what follows is a new turn."""
        self.turn(number)
        changes = operations.split(self._transcript, number, at, self.new_number)
        if not changes:
            raise KitError(
                "A turn is parted between its words.",
                "Choose a place that has words on both sides.",
            )
        return self.take(Operation.SPLIT, changes)

    def join(self, number: int) -> Edited:
        """Put the next turn at the end of this one."""
        self.turn(number)
        changes = operations.join(self._transcript, number)
        if not changes:
            raise KitError("There is no turn after turn {number}.", number=number)
        return self.take(Operation.JOIN, changes)

    def delete(self, number: int) -> Edited:
        """Take out a turn that was never said; what the machine heard stays beside."""
        self.turn(number)
        return self.take(Operation.DELETE, {number: None})

    def insert(
        self, text: str, speaker: Speaker, *, at_ms: int | None = None, after: int = 0
    ) -> Edited:
        """Put in a turn that was not heard, at a time or else behind the turn `after`; 0: first."""
        if not text.split():
            raise KitError("A turn cannot be empty.", "Write [unclear] where nothing can be heard.")
        if after:
            self.turn(after)
        changes = operations.insert(
            self._transcript, self.new_number, text, speaker, at_ms=at_ms, after=after
        )
        return self.take(Operation.INSERT, changes)

    def change_speaker(
        self, number: int, speaker: Speaker, reach: SpeakerReach = SpeakerReach.THIS
    ) -> Edited:
        """Give a turn to another speaker: this one, all from here on, or all."""
        self.turn(number)
        changes = operations.change_speaker(self._transcript, number, speaker, reach)
        return self.take(Operation.SPEAKER, changes)

    def swap_speakers(self, speaker_a: Speaker, speaker_b: Speaker) -> Edited:
        """Give every turn of one speaker to the other, and the other way round."""
        exchange = {speaker_a: speaker_b, speaker_b: speaker_a}
        changes = operations.reassign(self._transcript, exchange, self._transcript.numbers)
        return self.take(Operation.SWAP, changes)

    def note(self, number: int, text: str) -> Edited:
        """Note something beside a turn; an empty text takes the note away."""
        self.turn(number)
        new_note = text.strip()
        if new_note == self.notes.get(number, ""):
            return Edited(Operation.NOTE)
        return self.take(Operation.NOTE, {}, notes={number: new_note})

    def undo(self) -> Edited | None:
        """Take back the last step; None where there is none."""
        if not self.can_undo:
            return None
        return self._step(Operation.UNDO, self._standing.done[-1])

    def redo(self) -> Edited | None:
        """Do again what was last taken back; None where there is nothing."""
        if not self.can_redo:
            return None
        return self._step(Operation.REDO, self._standing.undone[-1])

    def take(
        self,
        operation: Operation,
        changes: Changes,
        *,
        step: int = 0,
        group: str = "",
        notes: Mapping[int, str] | None = None,
    ) -> Edited:
        """Do what was made of `transcript`; what has a `step` before is undone with it."""
        if not changes and not notes:
            return Edited(operation)
        new_edit = Edit(
            0, "", self._actor, operation, step, group, turns=changes, notes=notes or {}
        )
        before = self._transcript.copy()
        outcome = self._do(new_edit, lambda: self._transcript.apply([new_edit]))
        if not step:
            self._earlier[self._edits[-1].step] = before
            if len(self._earlier) > QUICK_UNDOS:
                del self._earlier[next(iter(self._earlier))]
        return outcome

    def place(self, times: Mapping[int, Collection[tuple[int, int, int]]]) -> None:
        """Keep where words of turns were found in the sound; part of the last step."""
        step = self._standing.done[-1] if self._standing.done else 0
        places = {number: tuple(rows) for number, rows in times.items()}
        new_edit = Edit(0, "", self._actor, Operation.PLACE, step, times=places)
        self._do(new_edit, lambda: self._transcript.apply([new_edit]))

    # Doing it

    @property
    def _origins(self) -> TurnOrigins:
        if self._known_origins is None:
            self._known_origins = TurnOrigins(self._transcript, self._standing.edits)
        return self._known_origins

    def _group_of(self, step: int) -> str:
        return next(edit.group for edit in self._edits if edit.step == step)

    def _step(self, operation: Operation, step: int) -> Edited:
        new_edit = Edit(0, "", self._actor, operation, step, self._group_of(step))
        earlier = self._earlier.pop(step, None) if operation is Operation.UNDO else None

        def change() -> None:
            if earlier is None:
                self._fold([*self._edits, new_edit])
            else:
                self._transcript = earlier

        return self._do(new_edit, change)

    def _do(self, new_edit: Edit, change: Callable[[], None]) -> Edited:
        """Change what is in memory, and keep it; both or neither."""
        turns_before = {turn.number: turn for turn in self.turns}
        notes_before = dict(self.notes)
        try:
            change()
            turns_after = {turn.number: turn for turn in self.turns}
            self._append(new_edit, turns_before, turns_after)
        except BaseException:
            self._fold(self._edits)
            raise
        common_numbers = [number for number in turns_after if number in turns_before]
        return Edited(
            new_edit.operation,
            tuple(
                number
                for number in common_numbers
                if turns_after[number] != turns_before[number]
                or self.notes.get(number) != notes_before.get(number)
            ),
            tuple(number for number in turns_after if number not in turns_before),
            tuple(number for number in turns_before if number not in turns_after),
        )

    def _append(
        self, new_edit: Edit, turns_before: Mapping[int, Turn], turns_after: Mapping[int, Turn]
    ) -> None:
        """Keep an edit; what is known of names in the turns that it changes goes along."""
        numbers = _changed_texts(turns_before, turns_after)
        with self._vault.atomic():
            proposals = names.proposals(self._vault, self._id) if numbers else ()
            kept_edit = edits.keep(self._vault, self._id, new_edit, numbers)
            for group in _compared_together(numbers, turns_before, turns_after):
                before, after = (
                    {number: turn.text for number, turn in turns.items() if number in group}
                    for turns in (turns_before, turns_after)
                )
                names.add_proposals(
                    self._vault, self._id, moved_proposals(proposals, before, after)
                )
        self._edits.append(kept_edit)
        self._standing = standing(self._edits)
        self._known_origins = None

    def _fold(self, all_edits: Sequence[Edit]) -> None:
        self._standing = standing(all_edits)
        self._transcript = EditedTranscript(self._machine)
        self._transcript.apply(self._standing.edits)
        self._known_origins = None


def _compared_together(
    numbers: Collection[int], before: Mapping[int, Turn], after: Mapping[int, Turn]
) -> list[Collection[int]]:
    """Turns whose words may have gone to one another: all where some came or went, else each."""
    if all(number in before and number in after for number in numbers):
        return [(number,) for number in numbers]
    return [frozenset(numbers)]


def _changed_texts(before: Mapping[int, Turn], after: Mapping[int, Turn]) -> tuple[int, ...]:
    """The turns that say something else, are new, or are no more."""
    return tuple(
        number
        for number in {**before, **after}
        if number not in before or number not in after or before[number].text != after[number].text
    )


def marks_of(interview: StudyInterview) -> tuple[str, ...]:
    """The marks that are put into a text by a key, without brackets: the usual, and the study's."""
    own_marks = interview.study.settings.marks.split(",")
    marks = (*USUAL_MARKS, *(mark.strip("[] ") for mark in own_marks))
    return tuple(dict.fromkeys(mark for mark in marks if mark))


USUAL_MARKS = ("laughs", "unclear", "pause")
"""What transcribers mark most: CGN and Jefferson have a sign for each."""
