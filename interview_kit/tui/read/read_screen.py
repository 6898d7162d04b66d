"""The transcript: read it, correct a turn, point out a name that was missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume

from interview_kit.errors import KitError
from interview_kit.interface.time_span import parse_time_span, time_span_text
from interview_kit.model.clock import timestamp
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.mention import MentionType
from interview_kit.session.interview_state import fold
from interview_kit.session.margin_notes import beside_the_talk, margin_notes
from interview_kit.session.timeline import gaps
from interview_kit.tui.bindings import bindings
from interview_kit.tui.corpus_thread import with_own_corpus
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.find_dialog import FindDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.dialogs.text_dialog import TextDialog
from interview_kit.tui.dialogs.word_picker import WordPicker
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.read.note_margin import NoteMargin
from interview_kit.tui.read.transcript_rows import TranscriptRows
from interview_kit.tui.sound_playback import SoundPlayback
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.vault import blocks, interviews, journal, transcripts
from interview_kit.workflow.destruction.strike import strike
from interview_kit.workflow.pseudonymisation.missed_names import add_mention
from interview_kit.workflow.study.open_study import Study, frozen_guide
from interview_kit.workflow.transcription.corrections import (
    correct_turn,
    partner,
    swap_speakers,
    undo_correction,
)


class ReadScreen(KitScreen):
    """One transcript. Corrections are kept beside what the machine heard."""

    TABLE: ClassVar[str] = "read"
    BINDINGS: ClassVar[list[BindingType]] = bindings("read")

    def __init__(self, study: Study, interview: str, turn: int = 0) -> None:
        super().__init__()
        self._study = study
        self._interview = interviews.get(study.vault, interview)
        self._first = turn
        self._turns: dict[int, Turn] = {}
        self._machine: dict[int, Turn] = {}
        self.sound = SoundPlayback(self, study, interview)
        self._striking = False

    def compose(self) -> ComposeResult:
        """The turns, one under the other."""
        yield TitleBar(words(self, "read.title"), self._interview.id)
        yield RowList()
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Show the transcript from the turn that was asked for."""
        language, questions = self._interview.language, frozen_guide(self._interview).questions
        self._maker = TranscriptRows(
            self, {question.id: question.text.in_(language) for question in questions}
        )
        self._load(self._first)

    def on_unmount(self) -> None:
        """Nobody listens any more."""
        self.sound.stop()

    def _load(self, turn: int = 0) -> None:
        vault, id = self._study.vault, self._interview.id
        self._machine = {turn.number: turn for turn in transcripts.machine_turns(vault, id)}
        self._turns = {turn.number: turn for turn in transcripts.turns(vault, id)}
        corrected_turns = frozenset(n for n in self._turns if self._is_corrected(n))
        entries, sound = journal.read(vault, id), blocks.sound(vault, id)
        turns = tuple(self._turns.values())
        rate = sound.rate or fold(entry.event for entry in entries).rate
        self._margin = NoteMargin(
            self,
            frozen_guide(self._interview),
            self._interview.language,
            beside_the_talk(margin_notes(entries)),
            turns,
            rate,
        )
        self._maker.notes = self._margin.lines()
        rows = self._maker.rows(turns, corrected_turns, gaps(entries), rate)
        self.query_one(RowList).show(rows, turn or None)
        self._about()

    def _about(self, doing: str = "") -> None:
        """Say in the title what is going on, or how long the transcript is."""
        last_ms = max((turn.end_ms for turn in self._turns.values()), default=0)
        length = words(self, "read.turns", count=len(self._turns), time=timestamp(last_ms))
        self.query_one(TitleBar).about(f"{self._interview.id} · {doing or length}")

    @on(ScreenResume)
    def _resumed(self) -> None:
        self.query_one(RowList).focus()

    # What the keys do

    def action_edit(self) -> None:
        """Correct the words of the turn."""
        turn = self._chosen()
        if turn is None:
            return
        machine_text = self._machine[turn.number].text
        remark = (
            words(self, "read.machine", text=machine_text) + "\n"
            if machine_text != turn.text
            else ""
        )

        def correct(text: str | None) -> None:
            if text is not None:
                self._correct(turn, text=text)

        self.app.push_screen(TextDialog(words(self, "read.edit"), turn.text, remark), correct)

    def action_speaker(self) -> None:
        """Give the turn to the next speaker."""
        turn = self._chosen()
        if turn is not None:
            heard = {row.speaker for row in self._turns.values()}
            usual = {Speaker.INTERVIEWER, Speaker.PARTICIPANT, Speaker.OTHER}
            speakers = [speaker for speaker in Speaker if speaker in heard | usual]
            following = speakers[(speakers.index(turn.speaker) + 1) % len(speakers)]
            self._correct(turn, speaker=following)

    def action_swap(self) -> None:
        """Swap the turn's speaker with another one in the whole transcript."""
        turn = self._chosen()
        if turn is None:
            return
        other_speaker = partner(tuple(self._turns.values()), turn.speaker)
        count = swap_speakers(
            self._study.interview(self._interview.id), turn.speaker, other_speaker
        )
        self._load(turn.number)
        names = (words(self, f"speaker.{entry}") for entry in (turn.speaker, other_speaker))
        tell(self, words(self, "read.swapped", one=next(names), other=next(names), count=count))

    def action_undo(self) -> None:
        """Take back the last correction of the turn."""
        turn = self._chosen()
        if turn is not None:
            self._changed(undo_correction(self._study.interview(self._interview.id), turn.number))

    def action_missed(self) -> None:
        """Point out a name in the turn that was not found."""
        turn = self._chosen()
        if turn is None:
            return
        kinds = [(kind.value, words(self, f"type.{kind}")) for kind in MentionType]

        def picked(name: str | None) -> None:
            if name:
                self.app.push_screen(
                    ChoiceDialog(words(self, "read.type"), kinds),
                    lambda kind: self._mark(turn, name, kind) if kind else None,
                )

        self.app.push_screen(WordPicker(words(self, "read.missed"), turn.text), picked)

    def action_play(self) -> None:
        """Play the sound from the turn on, or be silent again."""
        turn = self._chosen()
        if self.sound.stop() or turn is None:
            self._about()
            return
        try:
            self.sound.start(turn.start_ms)
        except KitError as error:
            tell_error(self, error)
            return
        self._about(words(self, "read.playing", time=timestamp(turn.start_ms)))

    def action_strike(self) -> None:
        """Destroy the turn, or a stretch, after one question."""
        turn = self._chosen()
        if turn is None:
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
                dialog = LineDialog(words(self, "read.strike_times"), stretch, how, keys=keys)
                self.app.push_screen(dialog, typed)

        def typed(text: str | None) -> None:
            if text is not None:
                try:
                    self._strike(*parse_time_span(text))
                except KitError as error:
                    tell_error(self, error)

        self.app.push_screen(ChoiceDialog(words(self, "read.strike_ask"), options), chosen)

    def action_find(self) -> None:
        """Go to the next turn that holds what is typed."""

        def find(query: str | None) -> None:
            if query and query.strip():
                self._find(query.strip().casefold())

        self.app.push_screen(LineDialog(words(self, "read.find")), find)

    def action_next_note(self) -> None:
        """To the next turn beside which something was noted."""
        self._go_to_note([number for number in self._margin.noted_turns if number > self._place])

    def action_earlier_note(self) -> None:
        """To the turn before beside which something was noted."""
        earlier = [number for number in self._margin.noted_turns if number < self._place]
        self._go_to_note(earlier[::-1])

    def action_notes(self) -> None:
        """A list of everything that was noted; choosing one goes there."""
        if self._margin.is_empty:
            tell(self, words(self, "notes.none"))
            return

        def chosen(number: str | None) -> None:
            if number is not None:
                self.query_one(RowList).go_to(self._margin.turn_of(int(number)))

        find_note = FindDialog(words(self, "notes.title"), self._margin.rows)
        self.app.push_screen(find_note, chosen)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click corrects."""
        self.action_edit()

    # Doing it

    @property
    def _place(self) -> int:
        turn = self._chosen()
        return turn.number if turn else 0

    def _go_to_note(self, noted_turns: Sequence[int]) -> None:
        if noted_turns:
            self.query_one(RowList).go_to(noted_turns[0])
        else:
            tell(self, words(self, "notes.none" if self._margin.is_empty else "notes.no_more"))

    def _chosen(self) -> Turn | None:
        key = self.query_one(RowList).key
        return self._turns.get(key) if isinstance(key, int) else None

    def _correct(
        self, turn: Turn, *, speaker: Speaker | None = None, text: str | None = None
    ) -> None:
        try:
            has_changed = correct_turn(
                self._study.interview(self._interview.id), turn.number, speaker=speaker, text=text
            )
        except KitError as error:
            tell_error(self, error)
            return
        self._changed(has_changed)

    def _strike(self, start_ms: int, end_ms: int) -> None:
        """Destroy a stretch in a thread: rewriting the vault takes seconds."""
        if self._striking:
            tell(self, words(self, "read.striking"))
            return
        self._striking = True
        self.sound.stop()
        self._about(words(self, "read.striking"))
        study, id = self._study, self._interview.id

        def run() -> str:
            with_own_corpus(
                study,
                lambda own_study: strike(own_study.interview(id), start_ms / 1000, end_ms / 1000),
            )
            return time_span_text(start_ms, end_ms)

        kit(self).work(self, "strike", run)

    @on(WorkDone)
    def _work_done(self, event: WorkDone) -> None:
        if event.work == "strike":
            self._striking = False
            self._load()
            tell(self, words(self, "read.struck", stretch=event.result))
        elif event.work == "play" and not self.sound.is_playing and not self._striking:
            self._about()

    @on(WorkFailed)
    def _work_failed(self, event: WorkFailed) -> None:
        if event.work == "strike":
            self._striking = False
        tell_error(self, event.error)
        self._about()

    def _changed(self, turn: Turn) -> None:
        self._turns[turn.number] = turn
        rows = self.query_one(RowList)
        rows.change(self._maker.row(turn, self._is_corrected(turn.number)))

    def _is_corrected(self, number: int) -> bool:
        machine, turn = self._machine[number], self._turns[number]
        return (machine.speaker, machine.text) != (turn.speaker, turn.text)

    def _mark(self, turn: Turn, text: str, kind: str) -> None:
        try:
            marked_name = add_mention(
                self._study.interview(self._interview.id),
                turn.number,
                text,
                MentionType(kind),
                actor=kit(self).launch.who,
            )
        except KitError as error:
            tell_error(self, error)
            return
        notice = words(self, "read.marked", count=marked_name.places)
        if marked_name.kin:
            notice += " " + words(self, "read.kin", count=marked_name.kin)
        tell(self, notice)

    def _find(self, query: str) -> None:
        numbers = list(self._turns)
        position = self._chosen()
        place = numbers.index(position.number) + 1 if position else 0
        for number in numbers[place:] + numbers[:place]:
            if query in self._turns[number].text.casefold():
                self.query_one(RowList).go_to(number)
                return
        tell(self, words(self, "read.not_found"))
