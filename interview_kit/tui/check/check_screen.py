"""The room check: choose a microphone, speak, hear it back, see what is wrong."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from interview_kit.audio.player import Player
from interview_kit.audio.recorder_events import Level
from interview_kit.errors import what_and_hint
from interview_kit.interface.terminal_text import plain
from interview_kit.tui.bindings import bindings
from interview_kit.tui.check.channel_levels import ChannelLevels
from interview_kit.tui.check.room_findings import findings
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.text_fit import shorten
from interview_kit.tui.thread_messages import LevelChanged, WorkDone, WorkFailed, listen_for
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.line_area import Line, Piece
from interview_kit.tui.widgets.row_list import Drawing, Row, RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.capture.room_check import SECONDS, RoomCheck, check_room, play
from interview_kit.workflow.capture.source_choice import SourceChoice, source_choices

MOST_CHOICES = 6
"""How many microphones are seen at once; beyond that the list scrolls."""


class CheckScreen(KitScreen):
    """What is chosen here is what the app records with from then on."""

    TABLE: ClassVar[str] = "check"
    BINDINGS: ClassVar[list[BindingType]] = bindings("check")
    CSS_PATH = "check.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[SourceChoice, ...] = ()
        self._chosen: SourceChoice | None = None
        self._check: RoomCheck | None = None
        self._player: Player | None = None
        self._stop: Event | None = None

    def compose(self) -> ComposeResult:
        """Microphones above, levels below them, then what was found."""
        yield TitleBar(words(self, "check.title"), words(self, "check.nothing_stored"))
        yield RowList()
        yield Static(id="said", markup=False)
        yield ChannelLevels()
        with VerticalScroll(id="found", can_focus=False):
            yield Static(markup=False)
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """See what there is."""
        self.action_look()

    def on_unmount(self) -> None:
        """Whatever still listens or plays has nobody to hear it."""
        self._quiet()

    # What the keys do

    def action_look(self) -> None:
        """Look for microphones."""
        self._say("check.looking")
        kit(self).work(self, "look", partial(source_choices, kit(self).open_source))

    def action_listen(self) -> None:
        """Choose the microphone under the cursor and listen to it."""
        index = self.query_one(RowList).key
        if not isinstance(index, int):
            return
        self._quiet()
        self._chosen = choice = self._choices[index]
        kit(self).open_source = choice.open
        self._show_choices()
        self._found(None)
        self._say("check.listening", done=0, of=round(SECONDS))
        self._stop = stop = Event()
        folder, meter = kit(self).open_study.folder, listen_for(self)

        def listen() -> tuple[Event, RoomCheck]:
            return stop, check_room(folder, choice.open(), SECONDS, meter, stop)

        kit(self).work(self, "listen", listen)

    def action_play(self) -> None:
        """Play what was heard, or be silent again."""
        if self._player is not None:
            self._quiet()
            self._say("check.heard")
        elif self._check is None:
            tell(self, words(self, "check.nothing_heard"))
        else:
            self._player = player = play(self._check)
            self._say("check.playing", key=kit(self).key("check.play"))
            kit(self).work(self, "play", player.wait)

    def action_leave(self) -> None:
        """Back, with the microphone that was chosen."""
        self.dismiss()

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click listens."""
        self.action_listen()

    # What comes of it

    def offer(
        self, microphones: tuple[SourceChoice, ...], chosen: SourceChoice | None = None
    ) -> None:
        """Show the microphones to choose from, and which of them is chosen."""
        self._choices, self._chosen = microphones, chosen
        self._show_choices()
        self._say("check.how" if microphones else "check.none")

    def report(self, check: RoomCheck) -> None:
        """Show what was heard and what is wrong."""
        self._found(check)
        self._say("check.heard")

    @on(LevelChanged)
    def _level_heard(self, event: LevelChanged) -> None:
        if self._stop is not None and self._chosen is not None:
            self.query_one(ChannelLevels).hear(event.level)
            done_seconds = min(round(SECONDS), event.level.frame // self._chosen.rate)
            self._say("check.listening", done=done_seconds, of=round(SECONDS))

    @on(WorkDone)
    def _work_done(self, event: WorkDone) -> None:
        match event.work:
            case "look":
                microphones = cast("tuple[SourceChoice, ...]", event.result)
                self.offer(microphones, next(filter(self._is_chosen, microphones), None))
            case "listen":
                stop, check = cast("tuple[Event, RoomCheck]", event.result)
                if stop is self._stop:  # else another microphone was chosen meanwhile
                    self._stop = None
                    self.report(check)
            case "play" if self._player is not None and not self._player.is_playing:
                self._player = None
                self._say("check.heard")

    @on(WorkFailed)
    def _work_failed(self, event: WorkFailed) -> None:
        self._stop = self._player = None
        self.query_one(ChannelLevels).hear(None)
        sentence, _ = what_and_hint(event.error, kit(self).language)
        self.query_one("#said", Static).update(plain(f"! {sentence}"))
        tell_error(self, event.error)

    def _quiet(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None
        if self._player is not None:
            self._player.stop()
            self._player = None

    # Drawing

    def _say(self, id: str, **values: object) -> None:
        self.query_one("#said", Static).update(words(self, id, **values))

    def _found(self, check: RoomCheck | None) -> None:
        self._check = check
        findings_box = self.query_one("#found Static", Static)
        if check is None:
            self.query_one(ChannelLevels).hear(None)
            findings_box.update("")
        else:
            peaks, means = zip(*((c.peak_dbfs, c.rms_dbfs) for c in check.channels), strict=True)
            self.query_one(ChannelLevels).hear(Level(len(check.samples), peaks, means))
            findings_box.update(findings(check, kit(self).language))

    def _show_choices(self) -> None:
        rows = self.query_one(RowList)
        rows.show([Row(self._drawing(entry), index) for index, entry in enumerate(self._choices)])
        rows.styles.height = min(len(self._choices), MOST_CHOICES)
        rows.focus()

    def _is_chosen(self, choice: SourceChoice) -> bool:
        return self._chosen is not None and choice.name == self._chosen.name

    def _drawing(self, choice: SourceChoice) -> Drawing:
        channels = words(self, "prepare.stereo" if choice.channels > 1 else "prepare.mono")
        text = words(self, "prepare.source", name=choice.name, rate=choice.rate, channels=channels)
        shape, role = ("● ", "strong") if choice is self._chosen else ("○ ", "text")

        def draw(width: int) -> list[Line]:
            return [(Piece(shape, "accent"), Piece(shorten(text, width - len(shape)), role))]

        return draw
