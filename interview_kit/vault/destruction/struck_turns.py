"""Struck words of turns: as the machine made them, and as they were edited.

How turns were edited before the strike is kept as one edit that holds what is left of them; what
led there may repeat what was struck, and goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from interview_kit.editing.edit import ChangedTurn, Edit, Operation, standing
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.text_word import TextWord, WordSource
from interview_kit.model.turn import Turn
from interview_kit.vault import edits, transcripts
from interview_kit.vault.struck_spans import StruckSpan, turn_outside
from interview_kit.vault.vault import Vault
from interview_kit.vault.word_json import dump_words


def destroy_in_turns(vault: Vault, interview: str, span: StruckSpan) -> list[str]:
    """Take the words within `span` out of the turns of an interview; the texts as they were."""
    before = transcripts.edited_transcript(vault, interview)
    all_edits = edits.of_interview(vault, interview)
    touched_turns = {
        turn.number: turn
        for turn in (*before.machine.values(), *before.turns)
        if span.touches(turn.start_ms, turn.end_ms)
    }
    struck_texts = [turn.text for turn in before.machine.values() if turn.number in touched_turns]
    struck_texts += [turn.text for turn in touched_turns.values()]
    struck_texts += _typed_texts(all_edits)
    edits.forget_names(vault, interview, touched_turns)
    for turn in before.machine.values():
        if span.touches(turn.start_ms, turn.end_ms):
            _destroy_in_machine_turn(vault, interview, turn, span)
    if all_edits:
        edits.destroy(vault, interview)
        kept_edit = _kept(before, transcripts.machine_turns(vault, interview), span)
        if kept_edit.turns or kept_edit.notes:
            last_edit = next(reversed(standing(all_edits).edits), all_edits[-1])
            edits.append(vault, interview, replace(kept_edit, at=last_edit.at, who=last_edit.who))
    return struck_texts


def _typed_texts(all_edits: Sequence[Edit]) -> Iterator[str]:
    """Everything that edits hold in words, also those that were undone."""
    for edit in all_edits:
        yield from edit.notes.values()
        for turn in edit.turns.values():
            if turn is not None:
                yield turn.text or ""
                for piece in turn.pieces or ():
                    yield piece.text


def _destroy_in_machine_turn(vault: Vault, interview: str, turn: Turn, span: StruckSpan) -> None:
    key = [interview, turn.number]
    remaining_turn = turn_outside(turn, [span])
    if remaining_turn is None:
        vault.db.execute("DELETE FROM turns WHERE interview = ? AND number = ?", key)
        return
    vault.db.execute(
        "UPDATE turns SET start_ms = ?, end_ms = ?, text = ?, words = ?, "
        "expected_errors = expected_errors * ? "
        "WHERE interview = ? AND number = ?",
        [
            remaining_turn.start_ms,
            remaining_turn.end_ms,
            remaining_turn.text,
            dump_words(remaining_turn.words),
            len(remaining_turn.words) / max(1, len(turn.words)),
            *key,
        ],
    )


def _kept(before: EditedTranscript, machine_turns: Sequence[Turn], span: StruckSpan) -> Edit:
    """The edit that makes of the machine's turns, as they are now, what is left of `before`."""
    machine = {turn.number: turn for turn in machine_turns}
    changes: dict[int, ChangedTurn | None] = {}
    notes: dict[int, str] = {}
    rewritten_numbers = set(before.rewritten_numbers)
    last_number = 0
    for number in before.numbers:
        turn, is_machine = before.turn(number), number in machine
        is_touched = span.touches(turn.start_ms, turn.end_ms)
        if not is_touched and number in before.notes:
            notes[number] = before.notes[number]
        if number not in rewritten_numbers:
            if not is_machine:
                continue
            if machine[number].speaker is not turn.speaker:
                changes[number] = ChangedTurn(turn.speaker)
        else:
            words = _words_outside(before.words(number), span)
            if not words:
                if is_machine:
                    changes[number] = None
                continue
            bounds = (turn.start_ms, turn.end_ms)
            changes[number] = ChangedTurn(
                turn.speaker,
                words,
                (words[0].start_ms, words[-1].end_ms) if is_touched else bounds,
                None if is_machine else last_number,
                None if is_machine else turn.question,
            )
        last_number = number
    changes |= {number: None for number in machine if number not in before}
    return Edit(0, "", "", Operation.KEEP, 0, turns=changes, notes=notes)


def _words_outside(words: Sequence[TextWord], span: StruckSpan) -> tuple[TextWord, ...]:
    """The words outside; what was typed in one go is inside where any of it is.

    When each of those was said is no more than likely, and they may repeat what was struck.
    """
    remaining_words: list[TextWord] = []
    for is_heard, group in groupby(words, lambda word: word.source is WordSource.HEARD):
        run = list(group)
        runs = [[word] for word in run] if is_heard else [run]
        for part in runs:
            if not span.touches(part[0].start_ms, part[-1].end_ms):
                remaining_words += part
    return tuple(remaining_words)
