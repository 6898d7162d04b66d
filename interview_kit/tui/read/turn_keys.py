"""What is done to whole turns: who speaks, joined, taken out, put in, marked, noted; and undone."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from interview_kit.interface.shifted_places import changed_span
from interview_kit.model.speaker import Speaker
from interview_kit.session.timeline import interpreted_language
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.kit import kit, words
from interview_kit.tui.read.correcting import Correcting
from interview_kit.workflow.transcription.corrections import partner
from interview_kit.workflow.transcription.text_replacement import undo_replacement
from interview_kit.workflow.transcription.transcript_editor import (
    Edited,
    SpeakerReach,
    marks_of,
)


class TurnKeys(Correcting):
    """Every change of a turn but that of its words."""

    def action_undo(self) -> None:
        """Take back the last change."""
        self._step(self._undone)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._step(self._redone)

    def action_speaker(self) -> None:
        """Give the turn to the next speaker."""
        turn = self.chosen
        if turn is not None:
            usual = {Speaker.INTERVIEWER, Speaker.PARTICIPANT, Speaker.OTHER}
            if interpreted_language(self.interview.entries):
                usual.add(Speaker.INTERPRETER)
            present = {other_turn.speaker for other_turn in self.turns}
            roles = [role for role in Speaker if role in present | usual]
            after = roles[(roles.index(turn.speaker) + 1) % len(roles)]
            self.change(lambda: self.editor.change_speaker(turn.number, after))

    def action_speaker_reach(self) -> None:
        """Say who speaks, and how far that reaches."""
        turn = self.chosen
        if turn is None:
            return
        names = {role: words(self, f"speaker.{role}") for role in Speaker}
        earlier_name = names[turn.speaker]
        reaches = [
            (reach.value, words(self, f"read.reach_{reach.value}", speaker=earlier_name))
            for reach in (SpeakerReach.ONWARD, SpeakerReach.EVERYWHERE, SpeakerReach.THIS)
        ]

        def take_role(role: str | None) -> None:
            if role is not None:
                self.app.push_screen(
                    ChoiceDialog(words(self, "read.reach"), reaches),
                    lambda reach: take_reach(Speaker(role), reach),
                )

        def take_reach(role: Speaker, reach: str | None) -> None:
            if reach is None:
                return
            edit_outcome = self.change(
                lambda: self.editor.change_speaker(turn.number, role, SpeakerReach(reach))
            )
            count = len(edit_outcome.changed) if edit_outcome is not None else 0
            if count > 1:
                key = kit(self).key("read.undo")
                self.told("read.reached", speaker=names[role], count=count, key=key)

        options = [(role.value, name) for role, name in names.items() if role != turn.speaker]
        self.app.push_screen(ChoiceDialog(words(self, "read.who"), numbered=options), take_role)

    def action_swap(self) -> None:
        """Swap this speaker with the other one, in the whole transcript."""
        turn = self.chosen
        if turn is None:
            return
        other_speaker = partner(self.turns, turn.speaker)
        edit_outcome = self.change(lambda: self.editor.swap_speakers(turn.speaker, other_speaker))
        if edit_outcome is not None:
            names = sorted([turn.speaker, other_speaker], key=list(Speaker).index)
            one, other = (words(self, f"speaker.{role}") for role in names)
            self.told(
                "read.swapped",
                one=one,
                other=other,
                count=len(edit_outcome.changed),
                key=kit(self).key("read.swap"),
            )

    def action_join(self) -> None:
        """Join the turn with the next."""
        if self.number:
            self.change(lambda: self.editor.join(self.number))

    def action_remove(self) -> None:
        """Take out the turn: it was never said."""
        if self.number and self.change(lambda: self.editor.delete(self.number)) is not None:
            self.told("read.removed", key=kit(self).key("read.undo"))

    def action_insert(self) -> None:
        """Put in a turn that was not heard."""
        turn = self.chosen
        if turn is None or not self.settle():
            return
        at_ms = self.insert_ms
        speaker = self.speaker_of_inserted(turn.speaker)

        def take(text: str | None) -> None:
            if text is None or not text.strip():
                return
            edit_outcome = self.change(
                lambda: (
                    self.editor.insert(text, speaker, after=turn.number)
                    if at_ms is None
                    else self.editor.insert(text, speaker, at_ms=at_ms)
                )
            )
            if edit_outcome is not None and edit_outcome.added:
                self.stop_typing()
                self.rows.go_to(edit_outcome.added[0])

        self.app.push_screen(LineDialog(words(self, "read.insert")), take)

    def action_mark(self) -> None:
        """Put in a mark at the cursor; while one reads, at the end of the turn."""
        turn = self.chosen
        if turn is None or not self.settle():
            return
        number = turn.number
        place = len(self.editor.turn(number).text) if self.typed is None else self.place
        options = [(mark, f"[{mark}]") for mark in marks_of(self.fresh())]

        def take(mark: str | None) -> None:
            if mark is None:
                return
            length = len(self.editor.turn(number).text)
            if self.change(lambda: self.editor.mark(number, place, mark)) is None:
                return
            typed_text = self.typed
            if typed_text is not None:  # the cursor goes behind the mark
                self.type_in(number, place + len(typed_text.text) - length)

        self.app.push_screen(ChoiceDialog(words(self, "read.mark"), numbered=options), take)

    def action_note(self) -> None:
        """Write a note beside the turn."""
        turn = self.chosen
        if turn is None:
            return
        number, note_before = turn.number, self.editor.notes.get(turn.number, "")

        def take(text: str | None) -> None:
            if text is not None:
                self.change(lambda: self.editor.note(number, text))

        self.app.push_screen(LineDialog(words(self, "read.note"), note_before), take)

    @property
    @abstractmethod
    def insert_ms(self) -> int | None:
        """When a turn that is put in begins; None for right after the one under the cursor."""

    def speaker_of_inserted(self, speaker: Speaker) -> Speaker:
        """Who most likely says what was not heard after a turn of `speaker`: the other one."""
        return partner(self.turns, speaker)

    def _undone(self) -> Edited | None:
        group = self.editor.last_group
        if group:  # what was replaced in several interviews is taken back in all of them
            undo_replacement(self.study, group, actor=self.who)
            self.refresh_turns()
            return None
        edit_outcome = self.editor.undo()
        if edit_outcome is None:
            self.told("read.nothing_to_undo")
        return edit_outcome

    def _redone(self) -> Edited | None:
        edit_outcome = self.editor.redo()
        if edit_outcome is None:
            self.told("read.nothing_to_redo")
        return edit_outcome

    def _step(self, do: Callable[[], Edited | None]) -> None:
        """Take back or do again, and put the cursor where that was; who types goes on typing."""
        is_typing = self.typed is not None
        if not self.settle():
            return
        texts = {turn.number: turn.text for turn in self.turns}
        edit_outcome = self.change(do)
        changed_turns = [*edit_outcome.changed, *edit_outcome.added] if edit_outcome else []
        if not changed_turns or (self.number in changed_turns and is_typing == bool(self.typed)):
            return
        number = changed_turns[0]
        if is_typing:
            (start, _), _ = changed_span(texts.get(number, ""), self.editor.turn(number).text)
            self.type_in(number, start)
        else:
            self.rows.go_to(number)
