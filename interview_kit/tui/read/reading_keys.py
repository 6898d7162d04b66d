"""What is done with a transcript beside correcting it: finding, notes, questions, names, wiping."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from textual import on

from interview_kit.errors import KitError
from interview_kit.interface.time_span import parse_time_span, time_span_text
from interview_kit.pseudonym.mention import MentionType
from interview_kit.tui.corpus_thread import with_own_corpus
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.find_dialog import FindDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.dialogs.word_picker import WordPicker
from interview_kit.tui.kit import kit, tell, tell_error, words
from interview_kit.tui.read.note_margin import NoteMargin
from interview_kit.tui.read.question_choice import ask_question
from interview_kit.tui.read.sound_keys import SoundKeys
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.workflow.destruction.strike import strike
from interview_kit.workflow.pseudonymisation.missed_names import add_mention

STRIKE = "strike"
"""What wiping is called as work in a thread."""


class ReadingKeys(SoundKeys):
    """The keys of who reads; what is typed is kept before any of them."""

    margin: NoteMargin
    is_striking = False
    _query = ""

    @abstractmethod
    def draw_anew(self, turn: int = 0) -> None:
        """Read everything anew, and show it."""

    @abstractmethod
    def is_left_untold(self, work: str) -> bool:
        """Whether that work could not be done is nothing to be told."""

    def action_find(self) -> None:
        """Go to the next turn that holds what is typed; the words of before stand there."""

        def find(query: str | None) -> None:
            if query and query.strip():
                self._query = query.strip()
                self._find(self._query.casefold())

        dialog = LineDialog(
            words(self, "read.find"), self._query, keys="all.find_keys", is_selected=True
        )
        self.app.push_screen(dialog, find)

    def action_question(self) -> None:
        """Say which question begins at the turn."""
        turn = self.chosen
        if turn is not None and self.settle():
            ask_question(self, self.fresh(), turn, self.draw_anew)

    def action_missed(self) -> None:
        """Point out a name in the turn that was not found."""
        turn = self.chosen
        if turn is None or not self.settle():
            return
        number = turn.number
        kinds = [(kind.value, words(self, f"type.{kind}")) for kind in MentionType]

        def picked(name: str | None) -> None:
            if name:
                self.app.push_screen(
                    ChoiceDialog(words(self, "read.type"), kinds),
                    lambda kind: self._mark_name(number, name, kind) if kind else None,
                )

        text = self.editor.turn(number).text
        self.app.push_screen(WordPicker(words(self, "read.missed"), text), picked)

    def action_strike(self) -> None:
        """Destroy the turn, or a stretch, after one question."""
        turn = self.chosen
        if turn is None or not self.settle():
            return
        stretch = time_span_text(turn.start_ms, turn.end_ms)
        options = [
            ("", words(self, "read.strike_none")),
            ("turn", words(self, "read.strike_turn", stretch=stretch)),
            ("stretch", words(self, "read.strike_stretch")),
        ]

        def chosen(answer_id: str | None) -> None:
            if answer_id == "turn":
                self._strike(turn.start_ms, turn.end_ms)
            elif answer_id == "stretch":
                how, keys = words(self, "read.strike_how"), "read.strike_keys"
                dialog = LineDialog(
                    words(self, "read.strike_times"),
                    stretch,
                    how,
                    keys=keys,
                    check=parse_time_span,
                )
                self.app.push_screen(dialog, typed)

        def typed(text: str | None) -> None:
            if text is not None and text.strip():
                self._strike(*parse_time_span(text.strip()))

        self.app.push_screen(ChoiceDialog(words(self, "read.strike_ask"), options), chosen)

    def action_next_note(self) -> None:
        """To the next turn beside which something was noted."""
        order = self.turn_order
        noted_turns = sorted(
            self.margin.noted_turns, key=lambda noted_number: order.get(noted_number, 0)
        )
        here = order.get(self.number, -1)
        self._go_to_note(
            [noted_number for noted_number in noted_turns if order.get(noted_number, 0) > here]
        )

    def action_earlier_note(self) -> None:
        """To the turn before beside which something was noted."""
        order = self.turn_order
        noted_turns = sorted(
            self.margin.noted_turns, key=lambda noted_number: -order.get(noted_number, 0)
        )
        here = order.get(self.number, -1)
        self._go_to_note(
            [noted_number for noted_number in noted_turns if order.get(noted_number, 0) < here]
        )

    def action_notes(self) -> None:
        """A list of everything that was noted; choosing one goes there."""
        if self.margin.is_empty:
            tell(self, words(self, "notes.none"))
            return

        def chosen(number: str | None) -> None:
            if number is not None:
                self.rows.go_to(self.margin.turn_of(int(number)))

        find_note = FindDialog(words(self, "notes.title"), self.margin.rows)
        self.app.push_screen(find_note, chosen)

    # Doing it

    def _go_to_note(self, noted_turns: Sequence[int]) -> None:
        if noted_turns:
            self.rows.go_to(noted_turns[0])
        else:
            self.told("notes.none" if self.margin.is_empty else "notes.no_more")

    def _find(self, query: str) -> None:
        numbers = [turn.number for turn in self.turns]
        place = self.turn_order.get(self.number, -1) + 1
        for number in numbers[place:] + numbers[:place]:
            if query in self.editor.turn(number).text.casefold():
                self.stop_typing()
                self.rows.go_to(number)
                return
        self.told("read.not_found")

    def _mark_name(self, number: int, text: str, kind: str) -> None:
        try:
            marked_name = add_mention(self.fresh(), number, text, MentionType(kind), actor=self.who)
        except KitError as error:
            tell_error(self, error)
            return
        notice = words(self, "read.marked", count=marked_name.places)
        if marked_name.kin:
            notice += " " + words(self, "read.kin", count=marked_name.kin)
        tell(self, notice)

    def _strike(self, start_ms: int, end_ms: int) -> None:
        """Destroy a stretch in a thread: rewriting the vault takes seconds."""
        if self.is_striking:
            self.told("read.striking")
            return
        self.is_striking = True
        self.stop_typing()
        self.stop_sound()
        self.draw_state()
        study, id = self.study, self.interview_id

        def run() -> str:
            with_own_corpus(
                study,
                lambda own_study: strike(own_study.interview(id), start_ms / 1000, end_ms / 1000),
            )
            return time_span_text(start_ms, end_ms)

        kit(self).work(self, STRIKE, run)

    @on(WorkDone)
    def _struck(self, event: WorkDone) -> None:
        if event.work == STRIKE:
            self.is_striking = False
            self.draw_anew()
            self.told("read.struck", stretch=event.result)

    @on(WorkFailed)
    def _work_failed(self, event: WorkFailed) -> None:
        if event.work == STRIKE:
            self.is_striking = False
        if not self.is_left_untold(event.work):
            tell_error(self, event.error)
        self.draw_state()
