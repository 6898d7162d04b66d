"""The transcript: read it, hear it, put it right, point out a name that was missed."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize, ScreenResume

from interview_kit.errors import KitError
from interview_kit.interface.actions import of_screen
from interview_kit.interface.key_labels import HIDDEN
from interview_kit.model.clock import timestamp
from interview_kit.model.turn import Turn
from interview_kit.session.margin_notes import beside_the_talk, margin_notes
from interview_kit.session.timeline import gaps
from interview_kit.speech.verbatim import in_layer
from interview_kit.tui.bindings import bindings
from interview_kit.tui.kit import tell, tell_error, words
from interview_kit.tui.read.change_keys import ChangeKeys
from interview_kit.tui.read.correction_panel import CorrectionPanel
from interview_kit.tui.read.everywhere_keys import EverywhereKeys
from interview_kit.tui.read.note_margin import NoteMargin
from interview_kit.tui.read.reading_keys import ReadingKeys
from interview_kit.tui.read.state_lines import StateLines
from interview_kit.tui.read.text_marks import TextMarks
from interview_kit.tui.read.transcript_list import TranscriptList
from interview_kit.tui.read.transcript_rows import TranscriptRows
from interview_kit.tui.read.turn_keys import TurnKeys
from interview_kit.tui.read.word_times import ALIGN
from interview_kit.tui.sound_playback import SoundPlayback
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.correction_progress import note_seconds, own_checked_turns
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor

LOWEST_FOR_SOUND = 20
"""Lines of a terminal from which on the sound is drawn."""
IDLE_SECONDS = 60
"""Between two keys further apart than this, nobody worked."""


class ReadScreen(StateLines, ChangeKeys, EverywhereKeys, ReadingKeys, TurnKeys):
    """One transcript. What is put right is kept beside what the machine heard."""

    TABLE: ClassVar[str] = "read"
    BINDINGS: ClassVar[list[BindingType]] = bindings("read")

    def __init__(self, study: Study, interview: str, turn: int = 0) -> None:
        super().__init__()
        self.study = study
        self.interview_id = interview
        self.interview = study.interview(interview)
        self.sound = SoundPlayback(self, lambda: self.interview)
        self.marks = TextMarks()
        self._first = turn
        self._last_key = monotonic()
        self._seconds = 0.0

    def compose(self) -> ComposeResult:
        """The turns, one under the other; below them the sound and what is left to do."""
        yield TitleBar(words(self, "read.title"), self.interview_id)
        yield TranscriptList()
        yield CorrectionPanel()
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Show the transcript from the turn that was asked for."""
        language, questions = self.interview.language, self.interview.guide.questions
        self.rows = self.query_one(TranscriptList)
        self.maker = TranscriptRows(
            self, {question.id: question.text.in_(language) for question in questions}
        )
        self.maker.marks = self.marks
        self.editor = TranscriptEditor(self.interview, self.who)
        self._show_size()
        self._read_beside()
        self.draw_turns(self._first or self._turn_after_checked())
        self.look_now()
        if self.has_sound:
            try:
                self.sound.stand_by()
            except KitError as error:
                tell_error(self, error)

    def on_unmount(self) -> None:
        """Nobody listens any more, and all that was typed is kept."""
        try:
            self.keep()
        except KitError as error:
            tell_error(self.app, error)
        self.note_heard()
        self.sound.close()
        self._note_seconds()

    @property
    def has_sound(self) -> bool:
        """Whether there is anything to hear."""
        return bool(self.interview.sound.blocks)

    def is_left_untold(self, work: str) -> bool:
        """Without a model no words are looked for in the sound: guessed times stay."""
        self.can_align = self.can_align and work != ALIGN
        return work == ALIGN

    # What is shown

    def draw_anew(self, turn: int = 0) -> None:
        """Read everything anew, and show it."""
        self.interview = self.fresh()
        self._levels = {}
        self._read_beside()
        self.refresh_turns(turn)

    def refresh_turns(self, turn: int = 0) -> None:
        """Read anew what others wrote in the transcript, and show it."""
        texts = {kept_turn.number: kept_turn.text for kept_turn in self.turns}
        self.editor.refresh()
        self.forget_turns()
        changed_numbers = [
            kept_turn.number
            for kept_turn in self.turns
            if kept_turn.text != texts.get(kept_turn.number)
        ]
        self.follow_texts(changed_numbers, texts)
        self.draw_turns(turn)
        self.turns_changed()

    def draw_turns(self, turn: int = 0) -> None:
        """Show all turns anew, the cursor on `turn` or where it was."""
        turns = tuple(map(self._shown, self.turns))
        self.margin = NoteMargin(
            self,
            self.interview.guide,
            self.interview.language,
            self._notes,
            turns,
            self.rate,
            lambda: self.editor.notes,
        )
        self._noted_lines = self.margin.lines()
        self.maker.notes = {turn.number: self._notes_beside(turn.number) for turn in turns}
        correctors = {
            turn.number: self._correctors(turn.number)
            for turn in turns
            if self.editor.is_corrected(turn.number)
        }
        removed_turns = self.editor.removed_turns
        correctors |= {turn.number: self._correctors(turn.number) for turn in removed_turns}
        rows = self.maker.rows(turns, correctors, removed_turns, self.gaps, self.rate)
        self.rows.show(rows, turn or None)
        last_ms = max((turn.end_ms for turn in turns), default=0)
        length = words(self, "read.turns", count=len(turns), time=timestamp(last_ms))
        self.query_one(TitleBar).about(f"{self.interview_id} · {length}")
        self.draw_state()

    def draw_turn(self, number: int) -> None:
        """Show one turn anew."""
        if self.rows.row_of(number) is None:
            return
        turn = self._shown(self.editor.turn(number))
        self.maker.notes[number] = self._notes_beside(number)
        is_corrected = self.editor.is_corrected(number)
        self.rows.change(self.maker.row(turn, self._correctors(number) if is_corrected else None))

    def draw_state(self) -> None:
        """Show what is true now, and what the keys do now."""
        super().draw_state()
        labels = dict(_TYPING) if self.typed is not None else {}
        if not self.can_take:
            labels["take"] = HIDDEN
        self.query_one(KeyBar).say(labels)

    def shown_text(self, number: int) -> str:
        """The text of a turn as it stands on the screen."""
        return self.marks.text(number, self._shown(self.editor.turn(number)).text)

    def told_time(self, id: str, ms: int) -> None:
        """Say a text with a time in passing."""
        tell(self, words(self, id, time=timestamp(ms)))

    @property
    def insert_ms(self) -> int | None:
        """When a turn that is put in begins: where the sound is, or where a voice has no words."""
        place = self.doubt
        if place is not None and not place.text:
            return place.start_ms
        return self._position_ms

    def _shown(self, turn: Turn) -> Turn:
        """A turn in the layer that the study shows; what is typed in is the full one."""
        shown_turn = in_layer(turn, self.interview.language, self.study.settings.verbatim)
        if shown_turn.text != turn.text:
            self.marks.cleaned.add(turn.number)
        else:
            self.marks.cleaned.discard(turn.number)
        return shown_turn

    def _correctors(self, number: int) -> str:
        """Who changed a turn; nobody where that is who sits here alone."""
        return self.named_people(self.editor.people(number))

    def _notes_beside(self, number: int) -> tuple[str, ...]:
        """What was noted at a turn while it was held, and while it was corrected."""
        own_note = self.editor.notes.get(number)
        return (*self._noted_lines.get(number, ()), *([f"≡ {own_note}"] if own_note else ()))

    def _read_beside(self) -> None:
        """Read what stands in the journal: notes, and where sound is missing."""
        entries = self.interview.entries
        self._notes = beside_the_talk(margin_notes(entries))
        self.gaps, self.rate = gaps(entries), self.interview.rate

    # What happens

    @on(ScreenResume)
    def _resumed(self) -> None:
        self.rows.focus()

    @on(RowList.Moved)
    def _cursor_moved(self) -> None:
        self.worked()
        if self.marks.typed is not None and self.marks.typed[0] != self.number:
            self.stop_typing()
        self.cursor_moved()
        self.draw_state()

    @on(CorrectionPanel.Resized)
    def _panel_resized(self) -> None:
        self.draw_state()

    def on_resize(self, _event: Resize) -> None:
        """Keep the text its room where there is little."""
        self._show_size()

    def worked(self) -> None:
        """Count the time in which somebody works."""
        now = monotonic()
        self._seconds += min(now - self._last_key, IDLE_SECONDS)
        self._last_key = now

    def action_leave(self) -> None:
        """From typing to reading, then back to where one came from."""
        if self.typed is not None:
            self.stop_typing()
        else:
            self.dismiss()

    def _turn_after_checked(self) -> int:
        """Where one left off: the turn after the last that was checked."""
        index = len(own_checked_turns(self.interview, self.turns, self.who))
        return next((turn.number for turn in self.turns[index : index + 1] if index), 0)

    def _show_size(self) -> None:
        shows_sound = self.has_sound and self.app.size.height >= LOWEST_FOR_SOUND
        self.query_one(CorrectionPanel).styles.height = 4 if shows_sound else 2

    def _note_seconds(self) -> None:
        try:
            note_seconds(self.interview, self._seconds, self.who)
        except KitError as error:
            tell_error(self, error)


_TYPING: Mapping[str, str] = {
    action.method: HIDDEN
    for action in of_screen(ReadScreen.TABLE)
    if all(len(key) == 1 or key in ("slash", "enter") for key in action.key.split(","))
}
"""What a letter does while one reads, it does not do while one types."""
