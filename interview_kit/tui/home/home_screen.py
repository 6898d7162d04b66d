"""The home screen: every interview of the study, and the next step of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import ScreenResume
from textual.widgets import Static

from interview_kit.interface.actions import action_of, of_screen
from interview_kit.interface.key_labels import home_labels
from interview_kit.model.clock import timestamp
from interview_kit.tui.bindings import bindings
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.reading_dialog import ReadingDialog
from interview_kit.tui.home.glance_panel import GlancePanel
from interview_kit.tui.home.interview_list import NEXT_STEP, listing
from interview_kit.tui.home.repair_keys import RepairKeys
from interview_kit.tui.home.transcription_panel import TranscriptionPanel
from interview_kit.tui.home.work_panel import WorkPanel
from interview_kit.tui.kit import kit, tell, tell_error, words
from interview_kit.tui.thread_messages import (
    TranscriptionMoved,
    WorkDone,
    WorkFailed,
    progress_for,
)
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.interviews.interview_overview import Overview, overview
from interview_kit.workflow.transcription.live_transcription import LiveTranscription
from interview_kit.workflow.transcription.transcription_queue import untranscribed_interviews


class HomeScreen(RepairKeys):
    """Where one comes from and goes back to."""

    TABLE: ClassVar[str] = "home"
    BINDINGS: ClassVar[list[BindingType]] = bindings("home")
    CSS = """
    HomeScreen #empty { height: 1fr; padding: 2 4; display: none; }
    HomeScreen #empty Static { width: 100%; max-width: 70; height: auto; margin-bottom: 1; }
    HomeScreen #interviews { width: 100%; height: 1fr; }
    HomeScreen.-wide GlancePanel { display: block; }
    HomeScreen .first { text-style: bold; }
    HomeScreen .quiet { color: $quiet; }
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self._interviews: dict[str, Overview] = {}
        self._work = ""
        self._cancel: Callable[[], None] = lambda: None
        self._finishing = ""  # the interview that is heard to its end by its own process

    def compose(self) -> ComposeResult:
        """The list, what to do where it is empty, and the work that goes on."""
        yield TitleBar(words(self, "home.title"), kit(self).open_study.settings.name)
        with Horizontal(id="interviews"):
            yield RowList()
            yield GlancePanel()
        with Vertical(id="empty"):
            yield Static(words(self, "home.none"), classes="first", markup=False)
            yield Static(words(self, "home.first"), markup=False)
            yield Static(words(self, "home.import"), classes="quiet", markup=False)
        yield TranscriptionPanel()
        yield WorkPanel(id="work")
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """What broke off is offered once, when the study is opened."""
        self.call_after_refresh(self._offer)

    def _offer(self) -> None:
        newest_first = reversed(self._interviews.values())
        interrupted_interviews = [
            (
                mention.id,
                words(self, "home.offer_one", id=mention.id, time=timestamp(mention.length_ms)),
            )
            for mention in newest_first
            if mention.stage == "interrupted"
        ]
        if not interrupted_interviews or self.app.screen is not self:
            return
        options = [("", words(self, "home.offer_later")), *interrupted_interviews]

        def answered(id: str | None) -> None:
            if id:
                kit(self).hold(id)

        self.app.push_screen(ChoiceDialog(words(self, "home.offer"), options), answered)

    def on_unmount(self) -> None:
        """The program does not wait for a transcription; what is done is kept."""
        self._cancel()

    @on(ScreenResume)
    def draw(self) -> None:
        """Show every interview as it stands now."""
        study = kit(self).open_study
        # Settings may have changed meanwhile, the language among them.
        title = self.query_one(TitleBar)
        title.title(words(self, "home.title"))
        title.about(study.settings.name)
        self.query_one(KeyBar).refresh()
        overviews = overview(study)
        self._interviews = {mention.id: mention for mention in overviews}
        language = kit(self).language
        labels = {action.method: action.label.in_(language) for action in of_screen("home")}
        rows = self.query_one(RowList)
        rows.show(
            listing(
                self,
                overviews,
                labels,
                {mention.id: self._standing(mention.id) for mention in overviews},
            )
        )
        self.query_one("#interviews").display = bool(overviews)
        self.query_one("#empty").display = not overviews
        if overviews:
            rows.focus()
        self.query_one(KeyBar).say(
            home_labels(
                is_empty=not overviews,
                is_transcribing=self.is_transcribing or bool(self._finishing),
            )
        )
        self._glance()

    def on_row_list_moved(self, _event: RowList.Moved) -> None:
        """Show the interview under the cursor beside the list."""
        self._glance()

    def on_resize(self) -> None:
        """There may be room for it now."""
        self.call_after_refresh(self._glance)

    def _glance(self) -> None:
        panel, overview = self.query_one(GlancePanel), self._under_cursor
        if not panel.display:
            return
        step = NEXT_STEP.get(overview.stage, "") if overview else ""
        language = kit(self).language
        panel.show(overview, action_of(f"home.{step}").label.in_(language) if step else "")

    # What the keys do

    def action_new(self) -> None:
        """The form of a new interview."""
        kit(self).prepare()

    def action_next_step(self) -> None:
        """What the interview under the cursor needs next."""
        overview = self.chosen()
        step = NEXT_STEP.get(overview.stage) if overview else None
        if step is not None:
            getattr(self, f"action_{step}")()

    def action_go_on(self) -> None:
        """Go on with an interview that did not come to its end."""
        overview = self.chosen()
        if overview is None:
            return
        if NEXT_STEP.get(overview.stage) == "go_on":
            kit(self).go_on(overview.id)
        else:
            tell(self, words(self, "home.not_interrupted"))

    def action_change(self) -> None:
        """The form of an interview that is prepared and not begun."""
        overview = self.chosen()
        if overview is not None:
            kit(self).prepare(overview.id)

    def action_debrief(self) -> None:
        """Write down what is to be remembered."""
        overview = self.chosen()
        if overview is None:
            return
        if overview.stage == "new":
            tell(self, words(self, "home.not_over"))
        else:
            kit(self).debrief(overview.id)

    def action_check_sound(self) -> None:
        """Choose a microphone and listen to the room."""
        kit(self).check_sound()

    def action_transcribe(self) -> None:
        """Let the interview wait to be transcribed, or no longer."""
        overview = self.chosen()
        if overview is None:
            return
        queue = self.query_one(TranscriptionPanel)
        queue_state = self._standing(overview.id)
        if queue_state == "home.is_heard":
            tell(self, words(self, "home.heard", id=overview.id))
        elif queue_state == "home.waits":
            queue.take_out(overview.id)
        elif untranscribed_interviews(kit(self).open_study, (overview.id,)):
            self._transcribe((overview.id,))
        else:
            no_sound = overview.stage == "new"
            tell(self, words(self, "home.not_over" if no_sound else "home.is_transcribed"))

    def action_transcribe_all(self) -> None:
        """Transcribe everything that has sound and no text, one after the other."""
        waiting = untranscribed_interviews(kit(self).open_study, self._interviews)
        if waiting:
            self._transcribe(waiting)
        elif not self._interviews:
            tell(self, words(self, "home.none"))
        else:
            tell(self, words(self, "home.all_transcribed"))

    def action_stop(self) -> None:
        """Break the transcription off."""
        if self._finishing:
            self._cancel()  # what comes of it is said when it has ended
            return
        is_stopped = self.query_one(TranscriptionPanel).stop()
        tell(self, words(self, "home.stopped" if is_stopped else "home.nothing_goes_on"))

    def _transcribe(self, interviews: Iterable[str]) -> None:
        # What is left of an interview that was just held is heard by its own process.
        if self._finishing:
            tell(self, words(self, "home.heard", id=self._finishing))
        else:
            self.query_one(TranscriptionPanel).add(interviews)

    def finish(self, interview: str, live: LiveTranscription) -> None:
        """Hear what is left of an interview that is over; `live` is closed then."""
        if self._work or self.query_one(TranscriptionPanel).goes_on:
            # Others are heard already: it waits with them.
            def close() -> str:
                live.close()
                return interview

            kit(self).work(self, _CLOSED, close)
            return

        def run() -> int | None:
            try:
                turn_count = live.finish(progress=progress_for(self))
            finally:
                live.close()
            if live.failure is not None:
                raise live.failure
            return turn_count

        self._cancel = live.cancel
        self._finishing = interview
        self.begin_work(_FINISHED, words(self, "home.finishing", id=interview), run)
        self.draw()

    def _standing(self, interview: str) -> str:
        # The id of the text that says what is being done with an interview, or "".
        if interview == self._finishing:
            return "home.is_heard"
        return self.query_one(TranscriptionPanel).standing(interview)

    def action_export(self) -> None:
        """Write the corpus for coders, or a release for a purpose."""
        kit(self).export()

    def action_corpus(self) -> None:
        """Search and read what was filed."""
        kit(self).corpus()

    def action_settings(self) -> None:
        """See and change what the study has chosen."""
        kit(self).settings()

    def action_leave(self) -> None:
        """Close the program."""
        self.app.exit()

    def on_row_list_clicked(self, _event: RowList.Clicked) -> None:
        """A second click does the next step."""
        self.action_next_step()

    # Work beside the screen

    def begin_work(self, name: str, doing: str, run: Callable[[], object]) -> None:
        """Do something in a thread of its own, unless something else is being done."""
        if self._work:
            tell(self, words(self, "home.busy"))
            return
        self._work = name
        self.query_one("#work", WorkPanel).show(doing)
        kit(self).work(self, name, run)

    @on(TranscriptionPanel.Changed)
    def _transcriptions_changed(self) -> None:
        self.draw()

    @on(TranscriptionMoved)
    def _finishing_moved(self, event: TranscriptionMoved) -> None:
        progress = event.progress
        if progress.interview != self._finishing:
            return
        done_time, total_time = timestamp(progress.done_ms), timestamp(progress.total_ms)
        text_id = "home.voices" if progress.voices else "home.working"
        text = words(self, text_id, id=self._finishing, done=done_time, total=total_time)
        self.query_one("#work", WorkPanel).show(text, progress.done_ms, max(1, progress.total_ms))

    @on(WorkDone)
    def _work_done(self, event: WorkDone) -> None:
        if event.work == _CLOSED:
            self._transcribe((str(event.result),))
            return
        interview, turn_count = self._finishing, event.result
        self._work_over()
        if event.work == _FINISHED and turn_count is None:
            tell(self, words(self, "home.unfinished", id=interview))
        elif event.work == _FINISHED:
            tell(self, words(self, "home.live_transcribed", id=interview, count=turn_count))
        elif isinstance(event.result, Content):
            self.query_one(RowList).go_to(self._newest_import)
            self.app.push_screen(ReadingDialog(words(self, "home.import_done"), event.result))
        else:
            tell(self, str(event.result))

    @on(WorkFailed)
    def _work_failed(self, event: WorkFailed) -> None:
        self._work_over()
        tell_error(self, event.error)

    def _work_over(self) -> None:
        self._work = self._finishing = ""
        self._cancel = lambda: None
        self.query_one("#work", WorkPanel).hide()
        self.draw()

    @property
    def is_transcribing(self) -> bool:
        """Whether anything is being transcribed."""
        return self.query_one(TranscriptionPanel).goes_on

    def chosen(self) -> Overview | None:
        """The interview that a key is for, the one under the cursor; said where there is none."""
        if not self._interviews:
            tell(self, words(self, "home.none"))
        return self._under_cursor

    @property
    def _under_cursor(self) -> Overview | None:
        return self._interviews.get(str(self.query_one(RowList).key))


_CLOSED, _FINISHED = "live closed", "live finished"
"""What ending and finishing live transcription are called as work in a thread."""
