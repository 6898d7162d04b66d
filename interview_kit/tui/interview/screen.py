"""The interview screen: one look says what to ask and whether sound is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Static

from interview_kit.audio.events import Back, Clipping, Ended, Failed, FlatLine, Lost, Overflow
from interview_kit.audio.source import Source
from interview_kit.errors import KitError
from interview_kit.model.clock import frames_to_ms, ms_to_frames, timestamp
from interview_kit.session import commands as ask
from interview_kit.session.commands import Command
from interview_kit.session.events import Mark
from interview_kit.session.state import LIVE, Phase
from interview_kit.tui.actions import bindings
from interview_kit.tui.bridge import LevelHeard, SoundChanged, WorkDone, WorkFailed, listen_for
from interview_kit.tui.dialogs.choice import AskChoice
from interview_kit.tui.dialogs.line import AskLine
from interview_kit.tui.dialogs.reading import Reading
from interview_kit.tui.interview.alarm import Alarm
from interview_kit.tui.interview.jump import Jump
from interview_kit.tui.interview.level import Meter
from interview_kit.tui.interview.outline import outline_rows
from interview_kit.tui.interview.pace import section_times, shown_since
from interview_kit.tui.interview.sheet import next_line, probe_list, question_text, section_line
from interview_kit.tui.interview.status import status_of
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.plain import plain
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.rows import Rows
from interview_kit.vault import journal
from interview_kit.workflow.conduct import Conductor
from interview_kit.workflow.study import Study

STRIKE_MS = 30_000
TICK_SECONDS = 0.5


class InterviewScreen(KitScreen):
    """One interview while it is held; every rule is the conductor's."""

    TABLE: ClassVar[str] = "interview"
    BINDINGS: ClassVar[list[BindingType]] = bindings("interview")
    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012

    def __init__(self, study: Study, interview: str, source: Source | None) -> None:
        super().__init__()
        self.conductor = Conductor(study, interview, listen_for(self))
        self._study = study
        self._source = source
        self._language = self.conductor.interview.language
        self._busy = "interview.opening"
        self._broken = False
        self._shown: dict[str, Content] = {}
        self._since = 0
        self._earlier: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        """State and sound above, the question in the middle, keys below."""
        with Horizontal(id="bar"):
            yield Static(id="state", markup=False)
            yield Static(id="time", markup=False)
            yield Static(id="about", markup=False)
            yield Meter()
        yield Alarm()
        with Horizontal(id="body"):
            with VerticalScroll(id="sheet", can_focus=False):
                yield Static(id="section", markup=False)
                yield Static(id="question", markup=False)
                yield Static(id="note", markup=False)
                yield Static(id="probes", markup=False)
                yield Static(id="next", markup=False)
            with Vertical(id="side"):
                yield Digits("", id="clock")
                yield Static(id="left", markup=False)
                outline = Rows(id="outline", centred=True)
                outline.can_focus = False
                yield outline
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Draw, and open the microphone in a thread of the app."""
        self.draw()
        self.set_interval(TICK_SECONDS, self._tick)
        kit(self).work(self, "record", self._record)

    def on_resize(self) -> None:
        """The question is spaced by the room there is."""
        self.call_after_refresh(self.draw)

    @property
    def is_ready(self) -> bool:
        """Whether commands are taken: nothing that takes seconds is under way."""
        return not self._busy

    # What the keys do

    def action_asked_next(self) -> None:
        """The question was asked; on to the next."""
        if self._mark(Mark.ASKED):
            self._do(ask.Next())

    def action_next(self) -> None:
        """On to the next."""
        self._do(ask.Next())

    def action_back(self) -> None:
        """Back to the one before."""
        self._do(ask.Back())

    def action_jump(self) -> None:
        """To any question."""
        jump = Jump(
            words(self, "interview.jump"),
            self.conductor.guide,
            self.conductor.state,
            self._language,
        )
        self._ask(jump, lambda question: self._do(ask.Show(question)))

    def action_probe(self, number: int) -> None:
        """The probe with this number was used."""
        probes = self.conductor.guide.question(self.conductor.state.question).probes
        if number <= len(probes):
            self._do(ask.UseProbe(probes[number - 1].id))

    def action_asked(self) -> None:
        """The question was asked."""
        self._mark(Mark.ASKED)

    def action_raised(self) -> None:
        """The participant raised it unasked."""
        self._mark(Mark.RAISED)

    def action_covered(self) -> None:
        """It has been covered."""
        self._mark(Mark.COVERED)

    def action_refused(self) -> None:
        """The participant does not want to answer."""
        self._mark(Mark.REFUSED)

    def action_reopen(self) -> None:
        """It is still to be asked."""
        self._mark(Mark.OPEN)

    def action_skip(self) -> None:
        """It is skipped, for a reason that may be given."""
        question = self.conductor.state.question
        self._ask(
            AskLine(words(self, "interview.skip_ask")),
            lambda reason: self._do(ask.MarkQuestion(question, Mark.SKIPPED, reason.strip())),
        )

    def action_flag(self) -> None:
        """Mark this moment."""
        if self._do(ask.Flag()):
            time = timestamp(self.conductor.elapsed_ms)
            tell(self, words(self, "interview.flagged", time=time))

    def action_note(self) -> None:
        """Write something down while sound goes on."""
        note = AskLine(words(self, "interview.note_ask"), remark=words(self, "interview.note_runs"))
        self._ask(note, self._take_note)

    def action_pause(self) -> None:
        """Stop storing sound, or go on."""
        paused = self.conductor.state.phase is Phase.PAUSED
        self._do(ask.Resume() if paused else ask.Pause())

    def action_off_record(self) -> None:
        """Store nothing, or store again."""
        off = self.conductor.state.phase is Phase.OFF_RECORD
        self._do(ask.GoOnRecord() if off else ask.GoOffRecord())

    def action_strike(self) -> None:
        """Destroy what was just said, after one question."""
        frame, rate = self.conductor.frame, self.conductor.state.rate
        last = max(0, frame - ms_to_frames(STRIKE_MS, rate))
        first_frames = {"last": last, "question": self._since}
        time = timestamp(frames_to_ms(max(0, frame - self._since), rate)) if rate else ""
        choice = AskChoice(
            words(self, "interview.strike_ask"),
            [
                ("none", words(self, "interview.strike_no")),
                ("last", words(self, "interview.strike_30")),
                ("question", words(self, "interview.strike_question", time=time)),
            ],
        )

        def strike(chosen: str) -> None:
            if chosen in first_frames:
                command = ask.Strike(first_frames[chosen])
                self._start("strike", "interview.striking", lambda: self.conductor.do(command))

        self._ask(choice, strike)

    def action_distress(self) -> None:
        """What the guide says to do in distress."""
        self._do(ask.OpenDistress())
        text = self.conductor.guide.distress.in_(self._language).strip()
        shown = text or words(self, "interview.distress_none")
        spaced = Content(plain(shown).replace("\n", "\n\n"))
        kit(self).push_screen(Reading(words(self, "interview.distress"), spaced))

    def action_leave(self) -> None:
        """End, or leave to go on later, after one question."""
        choice = AskChoice(
            words(self, "interview.leave_ask"),
            [
                ("stay", words(self, "interview.leave_stay")),
                ("end", words(self, "interview.leave_end")),
                ("later", words(self, "interview.leave_later")),
            ],
        )
        self._ask(choice, self._leave)

    # Asking the conductor

    def _do(self, command: Command) -> bool:
        """Whether the conductor did it; a refusal is said."""
        if self._busy:
            tell(self, words(self, self._busy))
            return False
        try:
            events = self.conductor.do(command)
        except KitError as error:
            tell_error(self, error)
            return False
        if events:
            self.draw()
        return True

    def _mark(self, mark: Mark) -> bool:
        return self._do(ask.MarkQuestion(self.conductor.state.question, mark))

    def _take_note(self, text: str) -> None:
        if self._do(ask.TakeNote(text)):
            tell(self, words(self, "interview.noted"))

    def _leave(self, chosen: str) -> None:
        if chosen == "end":
            self._start("end", "interview.ended", lambda: self.conductor.do(ask.End()))
        elif chosen == "later":
            self._start("later", "interview.ended", self.conductor.close)

    def _ask(self, dialog: AskLine | AskChoice | Jump, then: Callable[[str], object]) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                then(answer)

        kit(self).push_screen(dialog, answered)

    # Work that may take seconds, and what the recorder tells

    def _record(self) -> None:
        self.conductor.record(self._source or kit(self).launch.open_source())

    def _start(self, name: str, busy: str, do: Callable[[], object]) -> None:
        self._busy = busy
        self.draw()
        kit(self).work(self, name, do)

    @on(WorkDone)
    def _work_done(self, event: WorkDone) -> None:
        self._busy = ""
        if event.work in {"end", "later"}:
            kit(self).interview_left(self)
            return
        if event.work == "strike":
            tell(self, words(self, "interview.struck"))
        self.draw()

    @on(WorkFailed)
    def _work_failed(self, event: WorkFailed) -> None:
        self._busy = ""
        tell_error(self, event.error)
        if event.work == "record":
            kit(self).interview_left(self)
            return
        self.draw()

    @on(LevelHeard)
    def _level_heard(self, event: LevelHeard) -> None:
        storing = self.conductor.state.phase is Phase.RECORDING
        self.query_one(Meter).hear(event.level if storing else None)

    @on(SoundChanged)
    def _sound_changed(self, event: SoundChanged) -> None:
        alarm = self.query_one(Alarm)
        match event.event:
            case Lost():
                self.query_one(Meter).hear(None)
                alarm.raise_(words(self, "interview.say_lost"))
            case Back(_, gap_ms):
                alarm.lower()
                tell(self, words(self, "interview.say_back", seconds=round(gap_ms / 1000)))
            case FlatLine(_, seconds, channel):
                alarm.raise_(
                    words(self, "interview.say_flat", channel=channel + 1, seconds=seconds),
                    for_seconds=30,
                )
            case Clipping(_, channel):
                text = words(self, "interview.say_clip", channel=channel + 1)
                alarm.raise_(text, for_seconds=5)
            case Overflow():
                alarm.raise_(words(self, "interview.say_overflow"), for_seconds=10)
            case Failed(_, message):
                self._broken = True
                alarm.raise_(words(self, "interview.say_failed", reason=message))
            case Ended() if self.conductor.state.phase in LIVE and not self._busy:
                self._broken = True
                alarm.raise_(words(self, "interview.say_over"))
        self.draw()

    # Drawing

    def draw(self) -> None:
        """Bring the whole screen up to what the conductor says."""
        state, guide = self.conductor.state, self.conductor.guide
        entries = journal.read(self._study.vault, self.conductor.interview.id)
        self._since = shown_since(entries)
        self._earlier = dict(section_times(guide, entries, self._since, state.rate))
        width, height = self.query_one("#sheet").content_size
        # Before the first layout there is no width to wrap to.
        if state.question and width:
            question = guide.question(state.question)
            self._set("#question", question_text(question.text.in_(self._language), width, height))
            self._set("#note", Content(plain(question.note.in_(self._language))))
            self.query_one("#note").display = bool(question.note)
            self._set(
                "#probes",
                probe_list(self, question, state, self._language, width, airy=height >= 28),
            )
            self._set("#next", next_line(self, guide, state, self._language, width))
        outline = self.query_one("#outline", Rows)
        outline.show(outline_rows(self, guide, state, self._language), state.question)
        self._tick()

    def _tick(self) -> None:
        """What changes with time alone."""
        state, guide = self.conductor.state, self.conductor.guide
        status = status_of(state, opening=self._busy == "interview.opening", broken=self._broken)
        chip = self.query_one("#state", Static)
        self._set("#state", Content(words(self, status.text)))
        chip.set_classes(f"-{status.name}")
        elapsed_ms = self.conductor.elapsed_ms
        time = timestamp(elapsed_ms)
        self._set("#time", Content(time))
        self.query_one("#clock", Digits).update(time)
        left = guide.minutes - elapsed_ms // 60_000
        about = "interview.left" if left >= 0 else "interview.beyond"
        remaining = words(self, about, minutes=abs(left))
        self._set("#left", Content(remaining))
        title = guide.title.in_(self._language)
        beside = plain(title) if self.query_one("#side").display else remaining
        self._set("#about", Content(f"{self.conductor.interview.id} · {beside}"))
        if state.question:
            current = guide.section_of(state.question)
            now_ms = elapsed_ms - (frames_to_ms(self._since, state.rate) if state.rate else 0)
            used_ms = self._earlier.get(current.id, 0) + max(0, now_ms)
            self._set("#section", section_line(self, guide, current, used_ms, self._language))

    def _set(self, selector: str, content: Content) -> None:
        """Show `content`, unless it is there already: each update lays the screen out anew."""
        before = self._shown.get(selector)
        if before is None or not content.is_same(before):
            self._shown[selector] = content
            self.query_one(selector, Static).update(content)
