"""The debrief: notes of the interviewer after the end, kept apart from the transcript."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from interview_kit.audio.player import Player
from interview_kit.errors import KitError
from interview_kit.interface.confirmations import DECIDED, disposals
from interview_kit.interface.key_labels import SHOWN
from interview_kit.interface.note_lines import note_line
from interview_kit.interface.terminal_text import plain
from interview_kit.model.clock import timestamp
from interview_kit.model.moment import local_time
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Debriefed, Disposal
from interview_kit.session.margin_notes import beside_the_talk
from interview_kit.tui.bindings import bindings
from interview_kit.tui.corpus_thread import with_own_corpus
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.side_recording_line import SideRecordingLine
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.typing_keeper import TypingKeeper
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.vault import journal
from interview_kit.vault.side_recordings import SideRecording, SideRecordingKind
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.recording_disposal import decide_recording
from interview_kit.workflow.capture.side_recording import (
    play_side_recording,
    side_recordings_of,
    transcribe_debrief,
)
from interview_kit.workflow.interviews.interview_notes import notes_of
from interview_kit.workflow.study.open_study import Study


class DebriefScreen(KitScreen):
    """What was written before, and room to write; nothing that is kept is changed."""

    TABLE: ClassVar[str] = "debrief"
    BINDINGS: ClassVar[list[BindingType]] = bindings("debrief")
    AUTO_FOCUS = "TextArea"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    CSS = """
    DebriefScreen #body { height: 1fr; layout: horizontal; }
    DebriefScreen #page { width: 1fr; height: 1fr; padding: 1 4; }
    DebriefScreen #noted { width: 44; height: 1fr; padding: 1 2; border-left: solid $line;
                           display: none; }
    DebriefScreen #noted.-some { display: block; }
    DebriefScreen #noted Static { height: auto; color: $quiet; }
    DebriefScreen.-narrow #body { layout: vertical; }
    DebriefScreen.-narrow #noted { width: 100%; height: auto; max-height: 40%; padding: 0 4;
                                   border-left: none; border-top: solid $line; }
    DebriefScreen #noted:focus { border-left: solid $accent; }
    DebriefScreen.-narrow #noted:focus { border-left: none; border-top: solid $accent; }
    DebriefScreen #ask { width: 100%; max-width: 76; height: auto; margin-bottom: 1;
                         text-style: bold; }
    DebriefScreen #before { width: 100%; max-width: 76; height: auto; color: $quiet;
                            padding-left: 2; border-left: wide $line; margin-bottom: 1; }
    DebriefScreen TextArea { height: auto; min-height: 8; max-width: 80; }
    DebriefScreen.-narrow TextArea { min-height: 6; }
    """

    def __init__(self, study: Study, interview: str) -> None:
        super().__init__()
        self._study = study
        self._interview = interview
        self._player: Player | None = None
        self._cancel: Callable[[], None] = _nothing
        self._is_transcribing = False
        self._keeper = TypingKeeper(self, self._keep_typed)

    def compose(self) -> ComposeResult:
        """What to write about, what was written, and the room for more."""
        yield TitleBar(words(self, "debrief.title"), self._interview)
        with Container(id="body"):
            with VerticalScroll(id="page", can_focus=False):
                yield Static(words(self, "debrief.ask"), id="ask", markup=False)
                yield Static(id="before", markup=False)
                yield TextArea(soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
            with VerticalScroll(id="noted", can_focus=True):
                yield Static(id="notes", markup=False)
        yield SideRecordingLine(
            "debrief.record", SideRecordingKind.DEBRIEF, "aside.debrief", self._interview
        )
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Show what there is, and ask what only the participant can say."""
        self._show_before()
        self._show_notes()
        if self._study.interview(self._interview).state.awaits_disposal:
            self.call_after_refresh(self._ask_disposal)

    def on_unmount(self) -> None:
        """Nothing is played or transcribed for a screen that is gone; what was recorded is kept."""
        self._cancel()
        if self._is_transcribing:
            tell(self, words(self, "aside.broken_off"))
        if self._player is not None:
            self._player.stop()

    def _show_notes(self) -> None:
        """What was noted in the interview, beside the room to write."""
        margin = notes_of(self._study.interview(self._interview))
        shown_notes = beside_the_talk(margin.notes)
        lines = [
            f"{timestamp(listed.time_ms)} "
            + note_line(note, margin.guide, margin.language, kit(self).language)
            for note, listed in zip(margin.notes, margin.listed, strict=True)
            if note in shown_notes
        ]
        title = words(self, "notes.beside_keys")
        self.query_one("#notes", Static).update(Content(plain("\n".join([title, "", *lines]))))
        self.query_one("#noted").set_class(bool(lines), "-some")

    # A recording whose consent was withdrawn

    def _ask_disposal(self) -> None:
        """Ask what the participant wants done with what was recorded."""
        interview = self._study.interview(self._interview)
        time = timestamp(interview.length_ms)
        question = words(self, "consent.disposal", id=self._interview, time=time)
        options = disposals(kit(self).language)
        self.app.push_screen(ChoiceDialog(question, options), self._dispose)

    def _dispose(self, disposal: str | None) -> None:
        study, id = self._study, self._interview
        chosen = Disposal(disposal or Disposal.LATER)

        def run() -> Disposal:
            with_own_corpus(study, lambda own: decide_recording(own.interview(id), chosen))
            return chosen

        if chosen is Disposal.DESTROY:
            tell(self, words(self, "consent.destroying", id=id))
        kit(self).work(self, "dispose", run)

    # Speaking instead of writing

    def action_record(self) -> None:
        """Speak the debrief, or stop."""
        self.query_one(SideRecordingLine).toggle()

    def action_listen(self) -> None:
        """Play what was spoken last, or be silent."""
        player, self._player = self._player, None
        if player is not None and player.is_playing:
            player.stop()
            return
        recordings = self._spoken()
        if not recordings:
            tell(self, words(self, "aside.none"))
            return
        try:
            self._player = play_side_recording(self._study, recordings[-1].id)
        except KitError as error:
            tell_error(self, error)

    def action_transcribe(self) -> None:
        """Transcribe what was spoken and has no text yet, in a thread."""
        waiting = [recording.id for recording in self._spoken() if not recording.text]
        if not waiting:
            tell(self, words(self, "aside.none"))
            return
        study, open_transcriber = self._study, kit(self).launch.transcriber

        def run() -> None:
            with open_transcriber(study) as transcriber:
                self._cancel = transcriber.cancel
                for id in waiting:
                    transcribe_debrief(study, id, transcriber)

        tell(self, words(self, "aside.transcribing"))
        self._is_transcribing = True
        kit(self).work(self, "debrief", run)

    @on(WorkDone)
    def _work_done(self, event: WorkDone) -> None:
        if event.work == "debrief":
            self._is_transcribing = False
        if isinstance(event.result, Disposal):
            tell(self, words(self, DECIDED[event.result], id=self._interview))
            self._show_notes()
        self._show_before()

    @on(SideRecordingLine.Kept)
    def _show_before(self) -> None:
        earlier_notes = self.query_one("#before", Static)
        lines = self._before()
        earlier_notes.update(Content("\n\n".join(lines)))
        earlier_notes.display = bool(lines)
        spoken = self._spoken()
        is_untold = any(not recording.text for recording in spoken)
        labels = {"transcribe": SHOWN} if is_untold else {}
        self.query_one(KeyBar).say(labels | ({"listen": SHOWN} if spoken else {}))

    @on(WorkFailed)
    def _failed(self, event: WorkFailed) -> None:
        if event.work == "debrief":
            self._is_transcribing = False
        tell_error(self, event.error)

    # Writing

    @on(TextArea.Changed)
    def _keep_soon(self) -> None:
        self._keeper.keep_soon()

    def _keep_typed(self) -> None:
        self._conductor().keep_unfinished(Debriefed(self._text))

    def _conductor(self) -> Conductor:
        return Conductor(self._study.interview(self._interview))

    def action_keep(self) -> None:
        """Keep what is written, and go."""
        try:
            self._conductor().do(ask.Debrief(self._text))
        except KitError as error:
            tell_error(self, error)
            return
        if self._text:
            tell(self, words(self, "debrief.kept"))
        self.dismiss()

    def action_leave(self) -> None:
        """Back; what is written is asked about once."""
        if not self._text:
            self._put_away()
            return
        choice = ChoiceDialog(
            words(self, "debrief.leave_ask"),
            [("stay", words(self, "prepare.stay")), ("leave", words(self, "prepare.leave_yes"))],
        )

        def answered(answer_id: str | None) -> None:
            if answer_id == "leave":
                self._put_away()

        self.app.push_screen(choice, answered)

    def _put_away(self) -> None:
        self._conductor().drop_unfinished()
        self.dismiss()

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text.strip()

    def _spoken(self) -> tuple[SideRecording, ...]:
        return side_recordings_of(self._study.interview(self._interview), SideRecordingKind.DEBRIEF)

    def _before(self) -> list[str]:
        """What was written and spoken before, oldest first."""
        note_lines = [
            (entry.at, f"{local_time(entry.at)}  {plain(entry.event.text)}")
            for entry in journal.read(self._study.vault, self._interview)
            if isinstance(entry.event, Debriefed)
        ]
        recording_lines = [
            (
                recording.at,
                words(
                    self,
                    "aside.spoken",
                    at=local_time(recording.at),
                    time=timestamp(recording.length_ms),
                )
                + (f"  {plain(recording.text)}" if recording.text else ""),
            )
            for recording in self._spoken()
        ]
        return [line for _, line in sorted([*note_lines, *recording_lines])]


def _nothing() -> None:
    """There is nothing to cancel."""
