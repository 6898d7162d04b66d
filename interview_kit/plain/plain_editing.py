"""Correcting a transcript by lines: a command and a turn, or the number of a turn and its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic

from interview_kit.errors import KitError, sentence_of
from interview_kit.interface.texts import say
from interview_kit.model.clock import timestamp
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import marks
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.workflow.interviews.needed_parts import spoken_turns
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.correction_progress import (
    check_up_to,
    correction_progress,
    note_seconds,
)
from interview_kit.workflow.transcription.second_reading import CorrectedTurn, standing_turn
from interview_kit.workflow.transcription.transcript_editor import (
    Edited,
    SpeakerReach,
    TranscriptEditor,
)

PAGE = 20
"""So many turns are listed at once."""

COMMANDS = (
    "list", "split", "join", "delete", "insert", "speaker", "swap", "mark", "note", "undo", "redo",
    "unclear", "changed", "checked", "help", "stop",
)  # fmt: skip
"""What a line may begin with, in English and in the language of the interface."""


def correct(talk: LineTerminal, interview: StudyInterview, actor: str = "") -> None:
    """Correct an interview by lines, until `stop` or the end of all input.

    Raises KitError where there is no text.
    """
    spoken_turns(interview)
    start_time = monotonic()
    try:
        EditingTalk(talk, interview, actor).run()
    finally:
        note_seconds(interview, monotonic() - start_time, actor)


class EditingTalk:
    """A conversation about one transcript; what is said of a turn changes that turn at once."""

    def __init__(self, talk: LineTerminal, interview: StudyInterview, actor: str = "") -> None:
        self._talk, self._interview, self._actor = talk, interview, actor
        self._editor = TranscriptEditor(interview, actor)
        self._at = self._changed_at = 0
        self._deeds: Mapping[str, Callable[[str], None]] = {
            "list": self._list,
            "split": self._split,
            "join": lambda argument: self._tell(self._editor.join(self._number(argument))),
            "delete": self._delete,
            "insert": self._insert,
            "speaker": self._speaker,
            "swap": self._swap,
            "mark": self._mark,
            "note": self._note,
            "undo": lambda _argument: self._step(self._editor.undo()),
            "redo": lambda _argument: self._step(self._editor.redo()),
            "unclear": lambda _argument: self._next_unclear(),
            "changed": lambda _argument: self._next_changed(),
            "checked": self._check,
            "help": lambda _argument: self._talk.tell("edit.help"),
        }
        self._commands = {
            word: command
            for command in COMMANDS
            for word in (command, say(f"edit.word_{command}", talk.language).casefold())
        }

    def run(self) -> None:
        """Listen, and do what is said."""
        progress = correction_progress(self._interview)
        self._talk.tell("edit.begin", id=self._interview.id, count=len(self._editor.turns))
        own_turns = [row.checked_turn for row in progress.checkers if row.who == self._actor]
        self._at = next(iter(own_turns), progress.checked_turn)
        if self._at:
            reader = self._actor if own_turns else progress.checked_by
            self._talk.tell("edit.checked_to", number=self._at, who=reader)
        with suppress(EOFError):
            while (line := self._talk.line()).casefold() not in self._ends:
                try:
                    self._do(line)
                except KitError as error:
                    self._talk.say(sentence_of(error, self._talk.language))

    @property
    def _ends(self) -> frozenset[str]:
        return frozenset(word for word, command in self._commands.items() if command == "stop")

    def _do(self, line: str) -> None:
        word, _, argument = line.partition(" ")
        if not line:
            self._next()
        elif word.isdecimal():
            self._write(int(word), argument.strip())
        elif command := self._commands.get(word.casefold()):
            self._deeds[command](argument.strip())
        else:
            self._talk.tell("edit.unknown")

    # Looking

    def _next(self) -> None:
        turns = self._turns_behind(self._at)
        if turns:
            self._show(turns[0].number)
        else:
            self._talk.tell("edit.end")

    def _next_unclear(self) -> None:
        """Go to the next turn with words that were hardly heard."""
        for turn in self._turns_behind(self._at):
            if marks(turn.text):
                self._show(turn.number)
                return
        self._talk.tell("edit.no_unclear")

    def _next_changed(self) -> None:
        """Go to the next turn that is not as the machine made it, or was taken out behind it.

        It begins at the first, and again once all were shown: who reads as the second begins there.
        """
        turns = self._editor.turns
        rows_by_turn: dict[int, list[CorrectedTurn]] = {}
        for row in self._editor.corrected_turns:
            rows_by_turn.setdefault(standing_turn(row, turns), []).append(row)
        numbers = [turn.number for turn in self._turns_behind(self._changed_at)] if turns else [0]
        number = next((number for number in numbers if number in rows_by_turn), None)
        self._changed_at = number or 0
        if number is None:
            self._talk.tell("edit.no_changed")
            return
        if number:
            self._show(number)
        for row in rows_by_turn[number]:
            if row.speaker is None:
                self._show_removed(row.number)

    def _show_removed(self, number: int) -> None:
        turn = next(turn for turn in self._editor.removed_turns if turn.number == number)
        self._talk.tell("edit.left_out", text=self._line(turn))
        self._tell_people(number)

    def _tell_people(self, number: int) -> None:
        people = self._editor.people(number)
        if people and people != (self._actor,):
            self._talk.tell("edit.changed_by", people=", ".join(people))

    def _turns_behind(self, at: int) -> tuple[Turn, ...]:
        """The turns behind the one `at`; all of them, where that is no more."""
        turns = self._editor.turns
        places = [place for place, turn in enumerate(turns, 1) if turn.number == at]
        return turns[places[0] :] if places else turns

    def _show(self, number: int) -> None:
        self._at = number
        self._talk.say(self._line(self._editor.turn(number)))
        turn, machine_text = self._editor.turn(number), self._editor.machine_text(number)
        machine_speaker = self._editor.machine_speaker(number)
        if machine_speaker not in (None, turn.speaker):
            speaker = say(f"speaker.{machine_speaker}", self._talk.language)
            self._talk.tell("edit.machine", text=f"{speaker}: {machine_text}")
        elif machine_text not in ("", turn.text):
            self._talk.tell("edit.machine", text=machine_text)
        self._tell_people(number)
        if note := self._editor.notes.get(number):
            self._talk.tell("edit.note_is", text=note)

    def _line(self, turn: Turn) -> str:
        speaker = say(f"speaker.{turn.speaker}", self._talk.language)
        return f"{turn.number} [{timestamp(turn.start_ms)}] {speaker}: {turn.text}"

    def _list(self, argument: str) -> None:
        turns = self._editor.turns
        numbers = [turn.number for turn in turns]
        place = numbers.index(self._number(argument)) if argument else 0
        for turn in turns[place : place + PAGE]:
            self._talk.say(self._line(turn))

    # Changing

    def _write(self, number: int, text: str) -> None:
        if text:
            self._tell(self._editor.write(number, text))
        else:
            self._show(number)

    def _split(self, argument: str) -> None:
        number, after = self._number_and_rest(argument)
        self._tell(self._editor.split(number, self._character(number, after)))

    def _delete(self, argument: str) -> None:
        number = self._number(argument)
        self._tell(self._editor.delete(number))
        self._talk.tell("edit.deleted", number=number)

    def _insert(self, argument: str) -> None:
        number, remainder = self._number_and_rest(argument, may_be_first=True)
        role, text = self._role_and_rest(remainder)
        self._tell(self._editor.insert(text, role, after=number))

    def _speaker(self, argument: str) -> None:
        number, remainder = self._number_and_rest(argument)
        role, reach = self._role_and_rest(remainder)
        reaches = {
            word: reach
            for reach in SpeakerReach
            for word in ("" if reach is SpeakerReach.THIS else reach.value,
                         say(f"edit.reach_{reach}", self._talk.language).casefold())
        }  # fmt: skip
        chosen_reach = reaches.get(reach.casefold())
        if chosen_reach is None:
            raise KitError("{text} is not how far a speaker goes.", "Type: help", text=reach)
        self._tell(self._editor.change_speaker(number, role, chosen_reach))

    def _swap(self, argument: str) -> None:
        role_a, remainder = self._role_and_rest(argument)
        role_b, _ = self._role_and_rest(remainder)
        self._tell(self._editor.swap_speakers(role_a, role_b))

    def _mark(self, argument: str) -> None:
        number, remainder = self._number_and_rest(argument)
        after, _, mark = remainder.partition(" ")
        if not mark.strip():
            raise KitError("No mark was named.", "Type: help")
        self._tell(self._editor.mark(number, self._character(number, after), mark))

    def _note(self, argument: str) -> None:
        number, text = self._number_and_rest(argument)
        self._tell(self._editor.note(number, text))

    def _check(self, argument: str) -> None:
        number = self._number(argument) if argument else self._at
        check_up_to(self._interview, number, self._actor)
        self._talk.tell("edit.checked_now", number=number)

    def _step(self, outcome: Edited | None) -> None:
        if outcome is None:
            self._talk.tell("edit.no_step")
        else:
            self._tell(outcome)

    def _tell(self, outcome: Edited) -> None:
        """Say how the turns read that a change touched."""
        numbers = (*outcome.changed, *outcome.added)
        for number in numbers[:PAGE]:
            self._show(number)
        if outcome.removed:
            removed_numbers = ", ".join(map(str, outcome.removed))
            self._talk.tell("edit.removed", numbers=removed_numbers)
        if len(numbers) > PAGE:
            self._talk.tell("edit.more", count=len(numbers) - PAGE)
        if not numbers and not outcome.removed:
            self._talk.tell("talk.nothing")

    # Understanding

    def _number(self, word: str) -> int:
        if not word.isdecimal():
            raise KitError("{text} is no number of a turn.", "Type: help", text=word or "?")
        return self._editor.turn(int(word)).number

    def _number_and_rest(self, argument: str, *, may_be_first: bool = False) -> tuple[int, str]:
        word, _, remainder = argument.partition(" ")
        if may_be_first and word == "0":
            return 0, remainder.strip()
        return self._number(word), remainder.strip()

    def _character(self, number: int, after: str) -> int:
        """The place in a turn's text after so many of its words."""
        text = self._editor.turn(number).text
        count = int(after) if after.isdecimal() else 0
        words = text.split()
        if not 0 < count <= len(words):
            raise KitError(
                "{text} is no number of words: turn {number} has {count}.",
                "Type: help",
                text=after or "?",
                number=number,
                count=len(words),
            )
        place = 0
        for word in words[:count]:
            place = text.index(word, place) + len(word)
        return place

    def _role_and_rest(self, text: str) -> tuple[Speaker, str]:
        """The speaker that a text begins with, as it is shown or in one word, and what follows."""
        roles: dict[str, Speaker] = {}
        for speaker in Speaker:
            name = say(f"speaker.{speaker}", self._talk.language).casefold()
            roles |= dict.fromkeys((speaker.value, name, name.replace(" ", "")), speaker)
        for name in sorted(roles, key=len, reverse=True):
            after = text[len(name) :]
            if text[: len(name)].casefold() == name and after[:1] in ("", " ", ":"):
                return roles[name], after.removeprefix(":").strip()
        raise KitError(
            "{text} is no speaker.",
            "It is one of {choices}.",
            text=text.partition(" ")[0] or "?",
            choices=", ".join(say(f"speaker.{role}", self._talk.language) for role in Speaker),
        )
