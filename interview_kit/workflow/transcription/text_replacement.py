"""Find and replace: in one interview, in all of a participant, in the study; undone as one."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from interview_kit.editing import operations
from interview_kit.editing.edit import ChangedTurn, Operation
from interview_kit.editing.text_replacing import ReplacedWords, replaced, replacements
from interview_kit.errors import KitError
from interview_kit.vault import edits, interviews, transcripts
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """Where something is looked for: in one interview, those of one participant, or all."""

    interview: str = ""
    participant: str = ""
    all_of_them: bool = False


@dataclass(frozen=True, slots=True)
class ReplacementPlace:
    """A turn in which something is replaced: how it reads, and how it will.

    `words` are what is replaced in it, in order; nothing for a turn that gets its text back.
    """

    interview: str
    turn: int
    start_ms: int
    before: str
    after: str
    words: tuple[ReplacedWords, ...] = ()

    @property
    def count(self) -> int:
        """How often something is replaced."""
        return max(1, len(self.words))


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is replaced, or would be; `group` names it for an undo once it is done.

    `left` are interviews in which an undo did nothing: something was edited there since.
    """

    places: tuple[ReplacementPlace, ...] = ()
    group: str = ""
    left: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How often."""
        return sum(place.count for place in self.places)

    @property
    def interviews(self) -> tuple[str, ...]:
        """In which interviews, in order."""
        return tuple(dict.fromkeys(place.interview for place in self.places))


def find_replacements(
    study: Study, old: str, new: str, where: TextPlaces, *, whole_words: bool = True
) -> Replacement:
    """Where `old` is said, and what it would become. Nothing is changed.

    Raises KitError for no words, no interview, or more than one kind of place.
    """
    if not old.split() or not new.split():
        raise KitError(
            "Words are replaced by words.", "Take a word out where it stands, by correcting it."
        )
    places: list[ReplacementPlace] = []
    for id in chosen_ids(study, where):
        for turn in transcripts.turns(study.vault, id):
            words = replacements(turn.text, old, new, whole_words=whole_words)
            after = replaced(turn.text, words)
            if after != turn.text:
                places.append(
                    ReplacementPlace(id, turn.number, turn.start_ms, turn.text, after, words)
                )
    return Replacement(tuple(places))


def replace_text(
    study: Study,
    old: str,
    new: str,
    where: TextPlaces,
    *,
    whole_words: bool = True,
    confirm: Callable[[Replacement], bool] = lambda _preview: True,
    actor: str = "",
) -> Replacement:
    """Put `new` wherever `old` is said, once `confirm` has seen where; all of it or nothing.

    Raises as `find_replacements`. Without a place, or a yes, nothing is changed, and the outcome
    has no group.
    """
    preview = find_replacements(study, old, new, where, whole_words=whole_words)
    if not preview.places or not confirm(preview):
        return Replacement(preview.places)
    texts: dict[str, dict[int, str]] = defaultdict(dict)
    for place in preview.places:
        texts[place.interview][place.turn] = place.after
    return Replacement(preview.places, write_as_one(study, texts, actor))


def write_as_one(study: Study, texts: Mapping[str, Mapping[int, str]], actor: str = "") -> str:
    """Give turns of several interviews other texts, all or none; the group that undoes them.

    `texts` are by interview and number of the turn.
    """
    group = uuid.uuid4().hex
    with study.vault.atomic():
        for id, texts_by_turn in texts.items():
            editor = TranscriptEditor(study.interview(id), actor)
            transcript, changes = editor.transcript, dict[int, ChangedTurn | None]()
            for number, text in texts_by_turn.items():
                changes |= operations.write(transcript, number, text)
            editor.take(Operation.REPLACE, changes, group=group)
    return group


def undo_replacement(study: Study, group: str = "", *, actor: str = "") -> Replacement:
    """Take a replacement back in every interview, the last one if none is named.

    Where something was edited since, it stays, and is told. Raises KitError where there is none.
    """
    chosen_group = group or edits.last_group(study.vault)
    ids = edits.in_group(study.vault, chosen_group) if chosen_group else ()
    places: list[ReplacementPlace] = []
    left: list[str] = []
    with study.vault.atomic():
        for id in ids:
            editor = TranscriptEditor(study.interview(id), actor)
            if editor.last_group != chosen_group:
                left.append(id)
                continue
            before = {turn.number: turn for turn in editor.turns}
            edited = editor.undo()
            for number in edited.changed if edited else ():
                turn = editor.turn(number)
                places.append(
                    ReplacementPlace(id, number, turn.start_ms, before[number].text, turn.text)
                )
    if not ids or (not places and not left):
        raise KitError("Nothing was replaced.", "There is nothing to undo.")
    return Replacement(tuple(places), chosen_group, tuple(left))


def chosen_ids(study: Study, where: TextPlaces) -> tuple[str, ...]:
    """The interviews to look in. Raises KitError for none, or more than one kind of place."""
    if sum((bool(where.interview), bool(where.participant), where.all_of_them)) != 1:
        raise KitError(
            "That is more or less than one place to look in.",
            "Give --interview ID, --participant CODE or --all.",
        )
    if where.interview:
        return (study.interview(where.interview).id,)
    rows = interviews.all_of(study.vault)
    ids = tuple(row.id for row in rows if where.all_of_them or row.participant == where.participant)
    if where.participant and not ids:
        raise KitError(
            "There is no participant {participant}.",
            "`interview-kit list` lists the interviews.",
            participant=where.participant,
        )
    return ids
