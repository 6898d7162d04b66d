"""The debrief: notes of the interviewer after the end, kept apart from the transcript."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from interview_kit.audio.player import Player
from interview_kit.errors import KitError
from interview_kit.interface.terminal_text import plain
from interview_kit.model.clock import timestamp
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Debriefed
from interview_kit.tui.bindings import bindings
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.side_recording_line import SideRecordingLine
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.vault import journal
from interview_kit.vault.side_recordings import SideRecording, SideRecordingKind
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.side_recording import (
    play_side_recording,
    side_recordings_of,
    transcribe_debrief,
)
from interview_kit.workflow.study.open_study import Study


class DebriefScreen(KitScreen):
    """What was written before, and room to write; nothing that is kept is changed."""

    TABLE: ClassVar[str] = "debrief"
    BINDINGS: ClassVar[list[BindingType]] = bindings("debrief")
    AUTO_FOCUS = "TextArea"
    CSS = """
    DebriefScreen #page { height: 1fr; padding: 1 4; }
    DebriefScreen #ask { width: 100%; max-width: 76; height: auto; margin-bottom: 1;
                         text-style: bold; }
    DebriefScreen #before { width: 100%; max-width: 76; height: auto; color: $quiet;
                            padding-left: 2; border-left: wide $line; margin-bottom: 1; }
    DebriefScreen TextArea { height: auto; min-height: 8; max-width: 80; }
    """

    def __init__(self, study: Study, interview: str) -> None:
        super().__init__()
        self._study = study
        self._interview = interview
        self._player: Player | None = None
        self._cancel: Callable[[], None] = _nothing

    def compose(self) -> ComposeResult:
        """What to write about, what was written, and the room for more."""
        yield TitleBar(words(self, "debrief.title"), self._interview)
        with VerticalScroll(id="page", can_focus=False):
            yield Static(words(self, "debrief.ask"), id="ask", markup=False)
            yield Static(id="before", markup=False)
            yield TextArea(soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)
        yield SideRecordingLine(
            "debrief.record", SideRecordingKind.DEBRIEF, "aside.debrief", self._interview
        )
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Show what there is."""
        self._show_before()

    def on_unmount(self) -> None:
        """Nothing is played or transcribed for a screen that is gone; what was recorded is kept."""
        self._cancel()
        if self._player is not None:
            self._player.stop()

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
        kit(self).work(self, "debrief", run)

    @on(SideRecordingLine.Kept)
    @on(WorkDone)
    def _show_before(self) -> None:
        earlier_notes = self.query_one("#before", Static)
        lines = self._before()
        earlier_notes.update(Content("\n\n".join(lines)))
        earlier_notes.display = bool(lines)

    @on(WorkFailed)
    def _failed(self, event: WorkFailed) -> None:
        tell_error(self, event.error)

    # Writing

    def action_keep(self) -> None:
        """Keep what is written, and go."""
        try:
            Conductor(self._study.interview(self._interview)).do(ask.Debrief(self._text))
        except KitError as error:
            tell_error(self, error)
            return
        if self._text:
            tell(self, words(self, "debrief.kept"))
        self.dismiss()

    def action_leave(self) -> None:
        """Back; what is written is asked about once."""
        if not self._text:
            self.dismiss()
            return
        choice = ChoiceDialog(
            words(self, "debrief.leave_ask"),
            [("stay", words(self, "prepare.stay")), ("leave", words(self, "prepare.leave_yes"))],
        )

        def answered(answer_id: str | None) -> None:
            if answer_id == "leave":
                self.dismiss()

        self.app.push_screen(choice, answered)

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text.strip()

    def _spoken(self) -> tuple[SideRecording, ...]:
        return side_recordings_of(self._study.interview(self._interview), SideRecordingKind.DEBRIEF)

    def _before(self) -> list[str]:
        """What was written and spoken before, oldest first."""
        note_lines = [
            (entry.at, f"{_moment(entry.at)}  {plain(entry.event.text)}")
            for entry in journal.read(self._study.vault, self._interview)
            if isinstance(entry.event, Debriefed)
        ]
        recording_lines = [
            (
                recording.at,
                words(
                    self,
                    "aside.spoken",
                    at=_moment(recording.at),
                    time=timestamp(recording.length_ms),
                )
                + (f"  {plain(recording.text)}" if recording.text else ""),
            )
            for recording in self._spoken()
        ]
        return [line for _, line in sorted([*note_lines, *recording_lines])]


def _moment(at: str) -> str:
    return f"{at[:10]} {at[11:16]}"


def _nothing() -> None:
    """There is nothing to cancel."""
