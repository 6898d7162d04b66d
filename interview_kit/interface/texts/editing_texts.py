"""Sentences of correcting a transcript."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.language.counted_text import CountedText

TEXTS: Mapping[str, str] = {
    "edit.begin": CountedText(
        "{id}: {count} turn. Enter for the next one; help names all commands.",
        "{id}: {count} turns. Enter for the next one; help names all commands.",
    ),
    "edit.checked_to": "Checked up to turn {number}, by {who}. You go on from there.",
    "edit.checked_now": "Checked up to turn {number}.",
    "edit.end": "That was the last turn.",
    "edit.no_unclear": "No further turn has words that were hardly heard.",
    "edit.machine": "The machine has: {text}",
    "edit.changed_by": "Changed by: {people}",
    "edit.left_out": "Taken out: {text}",
    "edit.no_changed": "No further turn was changed.",
    "edit.note_is": "Note: {text}",
    "edit.deleted": "Turn {number} was never said; what the machine heard is kept beside.",
    "edit.removed": "Not there any more: {numbers}",
    "edit.more": CountedText("And {count} more turn.", "And {count} more turns."),
    "edit.no_step": "There is nothing to take back or to do again.",
    "edit.unknown": "That is no command; nothing was changed. Type: help",
    "edit.help": (
        "Enter: the next turn\n"
        "12: show turn 12\n"
        "12 and a text: what turn 12 says\n"
        "list 12: the turns from 12 on\n"
        "split 12 5: part turn 12 after its 5th word\n"
        "join 12: put the next turn at the end of turn 12\n"
        "delete 12: turn 12 was never said\n"
        "insert 12 participant and a text: a turn after turn 12 that was not heard\n"
        "speaker 12 interviewer: turn 12 is the interviewer's; with onward all from there on, with "
        "everywhere all of that speaker\n"
        "swap interviewer participant: the other way round, in all turns\n"
        "mark 12 5 laughs: [laughs] after the 5th word\n"
        "note 12 and a text: a note beside turn 12; without a text it goes\n"
        "undo, redo\n"
        "unclear: the next turn with words that were hardly heard\n"
        "changed: the next turn that was changed, with what the machine has\n"
        "checked 12: checked up to turn 12\n"
        "stop: what was changed is kept"
    ),
    "edit.word_list": "list",
    "edit.word_split": "split",
    "edit.word_join": "join",
    "edit.word_delete": "delete",
    "edit.word_insert": "insert",
    "edit.word_speaker": "speaker",
    "edit.word_swap": "swap",
    "edit.word_mark": "mark",
    "edit.word_note": "note",
    "edit.word_undo": "undo",
    "edit.word_redo": "redo",
    "edit.word_unclear": "unclear",
    "edit.word_changed": "changed",
    "edit.word_checked": "checked",
    "edit.word_help": "help",
    "edit.word_stop": "stop",
    "edit.reach_this": "this",
    "edit.reach_onward": "onward",
    "edit.reach_everywhere": "everywhere",
}
