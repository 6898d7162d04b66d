"""The interview screen: one look says what to ask and whether sound is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from interview_kit.audio.recorder_events import SourceEnded
from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError
from interview_kit.interface.alarms import alarm_notice
from interview_kit.interface.key_labels import key_labels
from interview_kit.interface.recording_status import Status, status_of
from interview_kit.interface.section_pace import section_times, shown_since
from interview_kit.model.clock import frames_to_ms
from interview_kit.session.interview_state import LIVE
from interview_kit.session.topic_suggestion import open_suggestions
from interview_kit.tui.bindings import bindings
from interview_kit.tui.interview.alarm_line import Alarm
from interview_kit.tui.interview.caption_line import CaptionLine
from interview_kit.tui.interview.interview_keys import InterviewKeys
from interview_kit.tui.interview.interview_moment import InterviewMoment
from interview_kit.tui.interview.level_meter import LevelMeter
from interview_kit.tui.interview.sheet import Sheet
from interview_kit.tui.interview.side_panel import OutlineList, Side
from interview_kit.tui.interview.state_bar import StateBar
from interview_kit.tui.interview.suggestion_line import SuggestionLine
from interview_kit.tui.kit import kit, tell, tell_error, words
from interview_kit.tui.thread_messages import (
    CaptionsChanged,
    LevelChanged,
    SoundChanged,
    WorkDone,
    WorkFailed,
    listen_for,
    words_for,
)
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.live_transcription import LiveTranscription

TICK_SECONDS = 0.5


class InterviewScreen(InterviewKeys):
    """One interview while it is held; every rule is the conductor's."""

    TABLE: ClassVar[str] = "interview"
    BINDINGS: ClassVar[list[BindingType]] = bindings("interview")
    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012

    def __init__(self, study: Study, interview: str, source: Source | None) -> None:
        super().__init__()
        self.conductor = self.conduct(study, interview)
        self.busy = "interview.opening"
        self.since = 0
        self.looked_at = ""
        self._study = study
        self._source = source
        self._is_broken = False
        self._earlier: dict[str, int] = {}
        self._live: LiveTranscription | None = None

    def conduct(self, study: Study, interview: str) -> Conductor:
        """What conducts the interview."""
        return Conductor(study.interview(interview), listen_for(self))

    def compose(self) -> ComposeResult:
        """State and sound above, the question in the middle, keys below."""
        yield StateBar()
        with Horizontal(id="body"):
            yield Sheet()
            yield Side()
        yield Alarm()
        yield SuggestionLine()
        yield CaptionLine()
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Draw, and open the microphone in a thread of the app."""
        self._fit()
        self.draw()
        self.set_interval(TICK_SECONDS, self._tick)
        kit(self).work(self, "record", self._record)

    def on_resize(self) -> None:
        """The question is spaced by the room there is."""
        self._fit()
        self.call_after_refresh(self.draw)

    def _fit(self) -> None:
        self.query_one(Side).fit(len(self.conductor.guide.topics), self.app.size.height)

    @property
    def is_ready(self) -> bool:
        """Whether commands are taken: nothing that takes seconds is under way."""
        return not self.busy

    # Work that may take seconds

    def _record(self) -> None:
        self.conductor.record(self._source or self.sound())

    def sound(self) -> Source:
        """What gives the sound."""
        return kit(self).open_source()

    def leave(self) -> None:
        """It was ended, left, or could not begin."""
        kit(self).interview_left(self.conductor, self.hand_over())

    def listen(self) -> None:
        """Begin live transcription; whatever becomes of it, sound is recorded."""
        open_live = kit(self).live_words
        if open_live is None:
            return
        hearing = self.query_one(CaptionLine)
        hearing.listen()
        try:
            self._live = open_live(self._study, self.conductor, words_for(self))
            self._live.start()
        except KitError as error:
            hearing.fail(error.message)

    def hand_over(self) -> LiveTranscription | None:
        """The live transcription, to be finished and closed by whoever takes it."""
        live, self._live = self._live, None
        return live

    def start(self, name: str, busy: str, do: Callable[[], object]) -> None:
        """Do something in a thread of the app; until it is done no command is taken."""
        self.busy = busy
        self.draw()
        kit(self).work(self, name, do)

    @on(WorkDone)
    def _work_done(self, event: WorkDone) -> None:
        self.busy = ""
        if event.work in {"end", "later"}:
            self.leave()
            return
        if event.work == "record":
            self.listen()
        if event.work == "strike":
            self.forget_words()
            tell(self, words(self, "interview.struck"))
        self.draw()

    @on(WorkFailed)
    def _work_failed(self, event: WorkFailed) -> None:
        self.busy = ""
        tell_error(self, event.error)
        if event.work == "record":
            self.leave()
            return
        self.draw()

    # What comes of itself

    @on(LevelChanged)
    def _level_heard(self, event: LevelChanged) -> None:
        self.query_one(LevelMeter).hear(event.level)

    @on(SoundChanged)
    def _sound_changed(self, event: SoundChanged) -> None:
        over = isinstance(event.event, SourceEnded)
        notice = alarm_notice(event.event, kit(self).language)
        # An end that was asked for is no news.
        if notice is not None and not (
            over and (self.busy or self.conductor.state.phase not in LIVE)
        ):
            self._is_broken = self._is_broken or notice.breaks
            self.query_one(Alarm).tell(notice)
            if notice.mends:
                tell(self, notice.text)
        self.draw()

    @on(CaptionsChanged)
    def _words_heard(self, event: CaptionsChanged) -> None:
        hearing = self.query_one(CaptionLine)
        hearing.hear(event.heard)
        hearing.tick(self.conductor.elapsed_ms, stores=self.status.stores)
        if event.heard.suggested:
            self.draw()

    # What is clicked

    @on(Sheet.ProbeClicked)
    def _probe_clicked(self, event: Sheet.ProbeClicked) -> None:
        self.action_probe(event.number)

    @on(OutlineList.Asked)
    def _outline_clicked(self, event: OutlineList.Asked) -> None:
        """A click looks; one on what is looked at moves there."""
        if event.again and event.key == self.looked_at:
            self.step("asked_next")
        elif event.key in {question.id for question in self.conductor.guide.questions}:
            self.look_at(event.key)

    def forget_words(self) -> None:
        """Take back what is shown of what was said: it is struck."""
        hearing = self.query_one(CaptionLine)
        hearing.forget()
        hearing.tick(self.conductor.elapsed_ms, stores=self.status.stores)
        self.draw()

    # Drawing

    def draw(self) -> None:
        """Bring the whole screen up to what the conductor says."""
        state, guide = self.conductor.state, self.conductor.guide
        entries = self.conductor.entries
        self.since = shown_since(entries)
        self._earlier = dict(section_times(guide, entries, self.since, state.rate))
        moment = self._moment()
        self.query_one(Sheet).show(moment)
        self.query_one(Side).show(moment)
        topics = open_suggestions(guide, state)
        self.query_one(SuggestionLine).show(guide, topics, self.spoken)
        self.query_one(KeyBar).say(
            key_labels(state, looks=bool(self.looked_at), is_suggested=bool(topics))
        )
        self._tick()

    def _tick(self) -> None:
        """What changes with time alone."""
        moment = self._moment()
        side = self.query_one(Side)
        self.query_one(StateBar).show(moment, remaining=not side.display)
        self.query_one(Sheet).tick(moment)
        side.tick(moment)
        hearing = self.query_one(CaptionLine)
        if self._live is not None and self._live.failure is not None:
            hearing.fail(self._live.failure.message)
        hearing.tick(moment.elapsed_ms, stores=moment.status.stores)

    @property
    def status(self) -> Status:
        """What holds of the sound now."""
        opening = self.busy == "interview.opening"
        return status_of(self.conductor.state, opening=opening, is_broken=self._is_broken)

    def _moment(self) -> InterviewMoment:
        state = self.conductor.state
        return InterviewMoment(
            interview=self.conductor.interview.id,
            guide=self.conductor.guide,
            state=state,
            status=self.status,
            language=self.spoken,
            elapsed_ms=self.conductor.elapsed_ms,
            since_ms=frames_to_ms(self.since, state.rate) if state.rate else 0,
            earlier=self._earlier,
            looked_at=self.looked_at,
        )
