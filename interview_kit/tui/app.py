"""The app: which screen is open, what runs beside it, and how it ends."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ScreenStackError, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.content import Content
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.message_pump import MessagePump
from textual.notifications import SeverityLevel
from textual.screen import Screen

from interview_kit.audio.sound_source import Source
from interview_kit.disk.disk_errors import as_sentence
from interview_kit.errors import KitError, StudyError, sentence_of
from interview_kit.interface.action import shown_keys
from interview_kit.interface.actions import action_of, of_screen
from interview_kit.interface.begun_forms import begun_form
from interview_kit.interface.quality_page import quality_lines
from interview_kit.interface.texts import TEXTS
from interview_kit.model.clock import timestamp
from interview_kit.session.interview_state import LIVE, Phase
from interview_kit.tui.bindings import bindings
from interview_kit.tui.check.check_screen import CheckScreen
from interview_kit.tui.corpus.corpus_screen import CorpusScreen
from interview_kit.tui.crash import CrashError
from interview_kit.tui.debrief.debrief_screen import DebriefScreen
from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.dialogs.reading_dialog import ReadingDialog
from interview_kit.tui.first_steps import FirstSteps
from interview_kit.tui.help.help_page import help_page
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.kit import Kit, KitScreen, tell, tell_error, words
from interview_kit.tui.launch import Launch
from interview_kit.tui.overview.overview_screen import OverviewScreen
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.read.read_screen import ReadScreen
from interview_kit.tui.review.review_screen import ReviewScreen
from interview_kit.tui.themes import themes
from interview_kit.tui.thread_messages import WorkFailed, work_for
from interview_kit.tui.unlock.unlock_screen import UnlockScreen
from interview_kit.tui.welcome.welcome_screen import WelcomeScreen
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.live_captions import LiveCaptions
from interview_kit.workflow.capture.recording import refuse_lost
from interview_kit.workflow.interviews.interview_quality import interview_quality
from interview_kit.workflow.interviews.prepared_interview import lacks_consent, prepared_interview
from interview_kit.workflow.machine.hangup import Hangup
from interview_kit.workflow.study.open_study import SETTINGS, Study
from interview_kit.workflow.study.study_settings import read_settings
from interview_kit.workflow.transcription.live_transcription import LiveTranscription

SWITCH_SECONDS = 0.0005
"""How long a thread has Python to itself while others wait."""
_LOOK_BACK = "look back"  # the work after an interview: whether its sound is what was heard


class InterviewKit(FirstSteps):
    """interview_kit on the screen."""

    TITLE = "interview_kit"
    CSS_PATH = "kit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("app"),
        Binding("ctrl+c", "quit_hint", show=False, system=True),
    ]

    def __init__(self, launch: Launch) -> None:
        super().__init__()
        # A thread that only calculates hands over ten times as often as it would by itself, so
        # that the screen's thread does not wait 5 ms for each of its many turns.
        sys.setswitchinterval(SWITCH_SECONDS)
        self.launch = launch
        self.study = launch.study
        self.open_source = launch.open_source
        self.language = _language(launch)
        self.animation_level = "none"
        self._interview: InterviewScreen | None = None
        self._hangup: Hangup | None = None
        for theme in themes():
            self.register_theme(theme)
        self.theme = f"kit-{launch.theme}"
        self.set_keymap(dict(launch.keymap))

    @property
    def open_study(self) -> Study:
        """The study, once it is open."""
        if self.study is None:
            raise StudyError("The study is not open.", "Type the passphrase first.")
        return self.study

    def on_mount(self) -> None:
        """Begin with the passphrase, or where the launch says."""
        self._listen_for_hangup()
        if self.study is not None:
            self.begin(self.study)
        elif self.launch.screen == "welcome":
            self.push_screen(WelcomeScreen())
        elif self.launch.screen == "practice":
            self.practise()
        else:
            self.push_screen(UnlockScreen())

    def begin(self, study: Study) -> None:
        """The study is open: show where to begin."""
        self.study = study
        self.language = study.settings.language
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(HomeScreen())
        interview = self.launch.interview
        if self.launch.start is not None:
            self.prepare()
        elif interview:
            opening: dict[str, Callable[[str], None]] = {
                "interview": self.go_on,
                "read": self.read,
                "review": self.review,
            }
            if self.launch.screen in opening:
                opening[self.launch.screen](interview)

    @property
    def live_words(self) -> LiveCaptions | None:
        """What begins live transcription, where it can be had and is wanted."""
        wants_captions = self.launch.listen
        if wants_captions is None:
            wants_captions = self.open_study.settings.live == "on"
        return self.launch.live_words if wants_captions else None

    def key(self, id: str) -> str:
        """The first key of an action, as a person reads it."""
        return shown_keys(action_of(id), self.launch.keymap)[0]

    # From screen to screen

    def prepare(self, interview: str = "") -> None:
        """The form of a new interview, or of one that was prepared before."""
        if not interview:
            self.push_screen(PrepareScreen(self.launch.start))
            return
        try:
            prepared_form = prepared_interview(self.open_study.interview(interview))
        except KitError as error:
            tell_error(self, error)
            return
        self.push_screen(PrepareScreen(begun_form(prepared_form, self.language)))

    def go_on(self, interview: str) -> None:
        """Hold an interview, once what has to be asked before is answered."""
        if lacks_consent(self.open_study.interview(interview)):
            self.prepare(interview)
        else:
            self.hold(interview)

    def check_sound(self) -> None:
        """Choose a microphone and listen to the room."""
        self.push_screen(CheckScreen())

    def hold(self, interview: str, source: Source | None = None) -> None:
        """Hold an interview, or go on with one."""
        try:
            screen = InterviewScreen(self.open_study, interview, source)
        except KitError as error:
            tell_error(self, error)
            return
        self._interview = screen
        if isinstance(self.screen, PrepareScreen):
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def interview_left(self, conductor: Conductor, live: LiveTranscription | None) -> None:
        """An interview was ended, left, or could not begin."""
        conductor.close()
        self._interview = None
        if conductor.elapsed_ms:
            time = timestamp(conductor.elapsed_ms)
            tell(self, words(self, "interview.done", id=conductor.interview.id, time=time))
        while len(self.screen_stack) > 2:
            self.pop_screen()
        home = self.screen
        is_ended = conductor.state.phase is Phase.ENDED
        goes_on = is_ended and not conductor.state.awaits_disposal
        if live is not None and goes_on and isinstance(home, HomeScreen):
            home.finish(conductor.interview.id, live)
        elif live is not None:
            self.run_worker(live.close, name="live", thread=True)
        if conductor.elapsed_ms:
            study = self.open_study
            self.work(self, _LOOK_BACK, lambda: refuse_lost(study, conductor))
        if is_ended:
            # Of the app, since the answer comes after the interview's screen is gone.
            self.call_next(self._debrief_after, conductor.interview.id)

    def _debrief_after(self, id: str) -> None:
        self.push_screen(DebriefScreen(self.open_study, id), lambda _: self._look_back_on(id))

    def _look_back_on(self, id: str) -> None:
        """The interviewer's private page after the debrief, where there is text already."""
        interview = self.open_study.interview(id)
        if not interview.state.awaits_disposal and interview.turns:
            self.quality(id)

    @on(WorkFailed)
    def _looked_back(self, event: WorkFailed) -> None:
        if event.work == _LOOK_BACK:
            tell_error(self, event.error)

    def debrief(self, interview: str) -> None:
        """Write down what is to be remembered of an interview that is over."""
        self.push_screen(DebriefScreen(self.open_study, interview))

    def quality(self, id: str) -> None:
        """How an interview was conducted, for the interviewer's eyes."""
        interview = self.open_study.interview(id)
        page = quality_lines(
            interview_quality(interview), interview.guide, interview.language, self.language
        )
        title = words(self, "quality.title", id=id)
        self.push_screen(ReadingDialog(title, Content("\n".join(page))))

    def read(self, interview: str, turn: int = 0) -> None:
        """Read and correct a transcript."""
        self.push_screen(ReadScreen(self.open_study, interview, turn))

    def corpus(self) -> None:
        """Search and read what was filed."""
        self.push_screen(CorpusScreen(self.open_study))

    def overview(self) -> None:
        """How far the study is."""
        self.push_screen(OverviewScreen())

    def review(self, interview: str) -> None:
        """Decide on the replacements in an interview."""
        self.push_screen(ReviewScreen(self.open_study, interview))

    # What runs beside the screen

    def work(self, target: MessagePump, name: str, do: Callable[[], object]) -> None:
        """Do something in a thread of the app; `target` is told how it ended."""
        self.run_worker(work_for(target, name, do), name=name, thread=True)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something in passing, once; a dialog says it itself, since nothing may cover it."""
        for shown_message in list(self._notifications):
            if (shown_message.message, shown_message.severity) == (message, severity):
                self._unnotify(shown_message, refresh=False)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
        if isinstance(self.screen, Dialog):
            self.screen.tell(message)

    # Keys that work everywhere

    def action_help(self) -> None:
        """Every key of the screen."""
        screen = self.screen
        if isinstance(screen, KitScreen):
            page = help_page(
                screen.TABLE, self.language, self.launch.keymap, ReadingDialog.room(self.size.width)
            )
            self.push_screen(ReadingDialog(words(self, "help.title"), page))

    def action_command_palette(self) -> None:
        """Find an action by its name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=words(self, "help.palette")))

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, and round again; the choice is kept."""
        names = [theme.name for theme in themes()]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.launch.keep_theme(self.theme.removeprefix("kit-"))

    def action_quit_hint(self) -> None:
        """Ctrl+C is pressed by habit: it ends nothing."""
        tell(self, words(self, "all.quit_hint"))

    async def action_quit(self) -> None:
        """Close the program; an interview asks first."""
        running = self._interview
        if running is None or running.conductor.state.phase not in LIVE:
            self.exit()
        elif self.screen is running:
            running.action_leave()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: the actions of the screen and of the app."""
        table = screen.TABLE if isinstance(screen, KitScreen) else ""
        for action in (*of_screen(table), *of_screen("app")):
            if action.numbered:
                continue
            node = "app" if action.screen == "app" else "screen"
            key = " ".join(shown_keys(action, self.launch.keymap))
            label = action.label.in_(self.language)
            yield SystemCommand(
                f"{label[:1].upper()}{label[1:]}  {key}",
                action.help.in_(self.language),
                partial(self.call_later, self.run_action, f"{node}.{action.method}"),
            )

    # How it ends

    def let_go(self) -> None:
        """Let go of the microphone; an interview that runs is kept as interrupted."""
        if self._interview is not None:
            self._interview.conductor.close()
            live = self._interview.hand_over()
            if live is not None:
                live.close()

    def on_unmount(self) -> None:
        """However it ends, the recording is kept; only what was opened here is closed here."""
        self.let_go()
        if self.study is not None and self.launch.study is None:
            self.study.close()
        if self._hangup is not None:
            self._hangup.close()

    def get_driver_class(self) -> type[Driver]:
        """The driver whose output is waited for by nobody, where there is one."""
        if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ:
            return super().get_driver_class()
        from interview_kit.tui.terminal_driver import TerminalDriver

        return TerminalDriver

    def _listen_for_hangup(self) -> None:
        """A closed terminal or a request to stop ends as cleanly as a key, and in time."""
        loop = asyncio.get_running_loop()

        def leave() -> None:
            with suppress(RuntimeError):  # it has ended by itself meanwhile
                loop.call_soon_threadsafe(self.exit)

        terminal = None if self.is_headless else getattr(self._driver, "fileno", None)
        self._hangup = Hangup(self._keep_recording, leave, terminal)
        self._hangup.listen()

    def _keep_recording(self) -> None:
        """Let go of the microphone at once, from any thread; what takes long is left for later."""
        if self._interview is not None:
            self._interview.conductor.close(in_haste=True)

    def _handle_exception(self, error: Exception) -> None:
        if self._exit and isinstance(error, NoMatches | ScreenStackError):
            return  # a screen that is being taken down was told something
        # Textual would print a traceback with the values of all variables: names, transcripts.
        self.let_go()
        sentence = as_sentence(error)
        crash = CrashError(
            type(error).__name__,
            TEXTS["all.crash"].in_(self.language)
            if sentence is None
            else sentence_of(sentence, self.language).replace("{", "(").replace("}", ")"),
        )
        crash.__cause__ = error
        super()._handle_exception(crash)


if TYPE_CHECKING:

    def _keeps_to_the_protocol(app: InterviewKit) -> Kit:
        return app


def _language(launch: Launch) -> str:
    if launch.study is not None:
        return launch.study.settings.language
    if launch.screen in {"welcome", "practice"}:
        return launch.language
    try:
        return read_settings(launch.folder / SETTINGS).language
    except (KitError, OSError):
        return "en"
