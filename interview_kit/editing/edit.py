"""An edit: one change of a transcript, as an event that is kept and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from interview_kit.editing.text_word import TextWord
from interview_kit.model.speaker import Speaker


class Operation(StrEnum):
    """What a person did."""

    WRITE = "write"
    SPLIT = "split"
    JOIN = "join"
    DELETE = "delete"
    INSERT = "insert"
    SPEAKER = "speaker"
    SWAP = "swap"
    REPLACE = "replace"
    NOTE = "note"
    TAKE_IN = "take in"
    """A text that was corrected elsewhere was laid on this one."""
    CORRECT = "correct"
    """A correction that an earlier version of the program kept: a turn's whole text and speaker."""
    UNDO = "undo"
    REDO = "redo"
    PLACE = "place"
    """Typed words were found in the sound. It is part of the step before it."""
    QUESTIONS = "questions"
    """Under which question turns are that no machine made; it is never undone."""
    KEEP = "keep"
    """How turns stood when a stretch was struck: what was done before cannot be undone."""


@dataclass(frozen=True, slots=True)
class KeptWords:
    """The words `first` up to `end` of the turn `turn` as it stood before the edit.

    With `text` it is one word, and spelt so from now on.
    """

    turn: int
    first: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class TypedWords:
    """Words that a person typed, said between `start_ms` and `end_ms`.

    `is_placed` says that this is known, as of one word in the place of others.
    """

    text: str
    start_ms: int
    end_ms: int
    is_placed: bool = False


@dataclass(frozen=True, slots=True)
class ChangedTurn:
    """What a turn is after an edit; None stands for what it was before.

    A turn that was not there before has all of it, and stands `after` another one, 0 for the
    first. `text` is a whole text, to be laid on the words there were.
    """

    speaker: Speaker | None = None
    pieces: tuple[KeptWords | TypedWords | TextWord, ...] | None = None
    span: tuple[int, int] | None = None
    after: int | None = None
    question: str | None = None
    text: str | None = None

    @property
    def changes_text(self) -> bool:
        """Whether it says something of the words, and not only who says them."""
        return self.pieces is not None or self.text is not None


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. `turns` has None for a turn that is no more.

    `step` is the first edit of those that are undone together; an undo or redo names the step that
    it takes back or does again. `group` is common to the steps of several interviews, else empty.
    `times` are, for a turn, the place of a word in it with its start and end in ms; `notes` are
    texts beside turns, empty where one is taken away; `questions` are ids of the guide's.
    """

    id: int
    at: str
    who: str
    operation: Operation
    step: int
    group: str = ""
    turns: Mapping[int, ChangedTurn | None] = field(default_factory=dict)
    times: Mapping[int, Sequence[tuple[int, int, int]]] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    questions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StandingEdits:
    """The edits that count, in the order in which they are laid on the machine's turns.

    `done` are their steps, the last one last; `undone` those that a redo would do again, the next
    one last.
    """

    edits: tuple[Edit, ...] = ()
    done: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()


def standing(edits: Iterable[Edit]) -> StandingEdits:
    """What is left of all edits, oldest first, when undo and redo are done.

    An undo takes back the last step, and a redo does again what was last undone. A step that is
    done after an undo takes the place of what was undone.
    """
    first_edits: list[Edit] = []
    last_edits: list[Edit] = []
    edits_by_step: dict[int, list[Edit]] = {}
    done_steps: list[int] = []
    undone_steps: list[int] = []
    for edit in edits:
        if edit.operation is Operation.UNDO:
            done_steps.pop()
            undone_steps.append(edit.step)
        elif edit.operation is Operation.REDO:
            undone_steps.pop()
            done_steps.append(edit.step)
        elif edit.operation is Operation.QUESTIONS:
            last_edits.append(edit)
        elif edit.operation is Operation.KEEP or (
            edit.operation is Operation.PLACE and edit.step == edit.id
        ):
            first_edits.append(edit)
        else:
            edits_by_step.setdefault(edit.step, []).append(edit)
            # What goes on with a step stands next to it: it is the last one.
            if edit.operation is not Operation.PLACE and [edit.step] != done_steps[-1:]:
                undone_steps.clear()
                done_steps.append(edit.step)
    middle_edits = (edit for step in done_steps for edit in edits_by_step[step])
    return StandingEdits(
        (*first_edits, *middle_edits, *last_edits), tuple(done_steps), tuple(undone_steps)
    )
