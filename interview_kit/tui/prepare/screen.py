"""The form of a new interview. Recording begins only where the participant allowed it."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static, TextArea

from interview_kit.audio.source import Source
from interview_kit.errors import KitError, RefusedError
from interview_kit.guide.guide import Attribute, Guide
from interview_kit.model.participant import participant_code
from interview_kit.pseudonym.roster import RosterName, parse_roster
from interview_kit.session import commands as ask
from interview_kit.session.events import ConsentAnswered
from interview_kit.session.machine import Refusal, decide
from interview_kit.session.state import fold
from interview_kit.tui.actions import bindings
from interview_kit.tui.bridge import WorkDone, WorkFailed
from interview_kit.tui.dialogs.choice import AskChoice
from interview_kit.tui.kit import KitScreen, kit, tell_error, words
from interview_kit.tui.launch import NewInterview
from interview_kit.tui.plain import plain
from interview_kit.tui.prepare.consent import ConsentAnswer
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.workflow.conduct import Conductor
from interview_kit.workflow.interviews import prepare
from interview_kit.workflow.study import guide_files


class PrepareScreen(KitScreen):
    """Everything that is asked before the first question."""

    TABLE: ClassVar[str] = "prepare"
    BINDINGS: ClassVar[list[BindingType]] = bindings("prepare")
    CSS_PATH = "prepare.tcss"
    AUTO_FOCUS = "#participant"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012

    def __init__(self, start: NewInterview | None = None) -> None:
        super().__init__()
        self._given = start or NewInterview()
        self._source: Source | None = None
        self._guide: Guide | None = None

    def compose(self) -> ComposeResult:
        """Who and what on one side, consent on the other; one column where it is narrow."""
        study = kit(self).open_study
        guides = [path.stem for path in guide_files(study.folder)]
        guide = self._given.guide or study.settings.guide
        yield TitleBar(words(self, "prepare.title"), study.settings.name)
        with VerticalScroll(id="form", can_focus=False):
            with Vertical(id="who"):
                code = Input(self._given.participant, placeholder="P07", id="participant")
                yield self._titled(code, "prepare.participant")
                initials = Input(self._given.interviewer, id="interviewer", max_length=8)
                yield self._titled(initials, "prepare.interviewer")
                yield self._label("prepare.guide")
                yield Select(
                    [(plain(name), name) for name in guides],
                    value=guide if guide in guides else Select.NULL,
                    allow_blank=guide not in guides,
                    id="guide",
                )
                yield self._label("prepare.language")
                yield Select([], id="language")
                yield self._label("prepare.sound")
                yield Static(id="sound", markup=False)
                yield self._label("prepare.names")
                yield Static(words(self, "prepare.names_hint"), classes="hint", markup=False)
                yield TextArea(id="names", tab_behavior="focus", highlight_cursor_line=False)
                yield Static(id="names-said", classes="hint", markup=False)
            with Vertical(id="allowed"):
                yield self._label("prepare.consent")
                yield Static(words(self, "prepare.consent_hint"), classes="hint", markup=False)
                yield Vertical(id="consent")
                yield self._label("prepare.about")
                yield Vertical(id="attributes")
                yield Button(words(self, "prepare.start"), id="start")
        yield KeyBar(self.TABLE)

    def on_mount(self) -> None:
        """Look for the microphone while the form is filled in."""
        self.action_check_sound()

    # The form follows the guide

    @on(Select.Changed, "#guide")
    def _guide_chosen(self, event: Select.Changed) -> None:
        study = kit(self).open_study
        try:
            guide = study.guide(str(event.value))
        except KitError as error:
            self._guide = None
            tell_error(self, error)
            return
        self._guide = guide
        wanted = self._given.language or study.settings.language
        language = self.query_one("#language", Select)
        language.set_options((plain(code), code) for code in guide.languages)
        language.value = wanted if wanted in guide.languages else guide.languages[0]

    @on(Select.Changed, "#language")
    async def _language_chosen(self, event: Select.Changed) -> None:
        if self._guide is None or event.value not in self._guide.languages:
            return
        language = str(event.value)
        answers = {each.item: each.answer for each in self.query(ConsentAnswer)}
        items = [
            ConsentAnswer(item.id, item.text.in_(language), required=item.required)
            for item in self._guide.consent
        ]
        for item in items:
            item.answer = answers.get(item.item, item.answer)
        consent = self.query_one("#consent")
        await consent.remove_children()
        await consent.mount(*items)
        attributes = self.query_one("#attributes")
        await attributes.remove_children()
        for attribute in self._guide.attributes:
            await attributes.mount(*_fields(attribute, language))

    @on(TextArea.Changed, "#names")
    def _names_typed(self) -> None:
        said = self.query_one("#names-said", Static)
        try:
            said.update(words(self, "prepare.names_count", count=len(self._roster(""))))
            said.set_class(False, "-wrong")
        except KitError as error:
            said.update(plain(f"{error.message} {error.hint}"))
            said.set_class(True, "-wrong")

    # What the keys do

    def action_check_sound(self) -> None:
        """Look for the microphone, or read the sound file."""
        self._source = None
        self.query_one("#sound", Static).update(words(self, "prepare.looking"))
        kit(self).work(self, "sound", kit(self).launch.open_source)

    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        """Keep the form and begin, if the machine allows it."""
        try:
            code = participant_code(self.query_one("#participant", Input).value)
            roster = self._roster(code)
            answers = self._consent()
            id = self._keep(code, roster, answers)
        except KitError as error:
            tell_error(self, error)
            return
        kit(self).hold(id, self._source)

    def action_leave(self) -> None:
        """Back; what was typed is asked about once."""
        if not self._is_touched():
            self.dismiss()
            return
        choice = AskChoice(
            words(self, "prepare.leave_ask"),
            [("stay", words(self, "prepare.stay")), ("leave", words(self, "prepare.leave_yes"))],
        )

        def answered(chosen: str | None) -> None:
            if chosen == "leave":
                self.dismiss()

        kit(self).push_screen(choice, answered)

    @on(WorkDone)
    def _found(self, event: WorkDone) -> None:
        source = cast(Source, event.result)
        self._source = source
        channels = words(self, "prepare.stereo" if source.channels > 1 else "prepare.mono")
        text = words(self, "prepare.source", name=source.name, rate=source.rate, channels=channels)
        self.query_one("#sound", Static).update(text)

    @on(WorkFailed)
    def _not_found(self, event: WorkFailed) -> None:
        text = f"{event.error.message} {event.error.hint}"
        self.query_one("#sound", Static).update(plain(f"! {text}"))
        tell_error(self, event.error)

    # From fields to an interview

    def _keep(
        self, code: str, roster: tuple[RosterName, ...], answers: tuple[ConsentAnswered, ...]
    ) -> str:
        """The id of the interview, kept with its consent.

        Raises RefusedError, with nothing kept, where the machine would not start it.
        """
        guide = self._guide
        if guide is None:
            return ""
        start = ask.Start(0, 0, "")
        decision = decide(guide, fold(answers), start, 0)
        if isinstance(decision, Refusal):
            raise RefusedError(decision.message, decision.hint)
        study = kit(self).open_study
        interview = prepare(
            study,
            code,
            guide=guide.id,
            language=str(self.query_one("#language", Select).value),
            interviewer=self.query_one("#interviewer", Input).value.strip(),
            roster=roster,
            attributes=self._attributes(),
        )
        conductor = Conductor(study, interview.id)
        for answered in answers:
            conductor.do(ask.AnswerConsent(answered.item, answered.answer))
        return interview.id

    def _roster(self, participant: str) -> tuple[RosterName, ...]:
        return parse_roster(self.query_one("#names", TextArea).text, participant)

    def _consent(self) -> tuple[ConsentAnswered, ...]:
        return tuple(ConsentAnswered(each.item, each.answer) for each in self.query(ConsentAnswer))

    def _attributes(self) -> dict[str, str]:
        chosen = {
            str(field.name): str(field.value)
            for field in self.query("#attributes Select").results(Select)
            if field.value is not Select.NULL
        }
        typed = {
            str(field.name): field.value.strip()
            for field in self.query("#attributes Input").results(Input)
            if field.value.strip()
        }
        return chosen | typed

    def _is_touched(self) -> bool:
        names = self.query_one("#names", TextArea).text.strip()
        code = self.query_one("#participant", Input).value.strip()
        answered = any(each.answer != "not_asked" for each in self._consent())
        return bool(names or answered or code != self._given.participant)

    def _titled(self, field: Input, id: str) -> Input:
        field.border_title = words(self, id)
        return field

    def _label(self, id: str) -> Static:
        return Static(words(self, id), classes="label", markup=False)


def _fields(attribute: Attribute, language: str) -> tuple[Widget, ...]:
    """A label, and a list of values or a line to type in."""
    label = Static(plain(attribute.title.in_(language)), classes="small", markup=False)
    if not attribute.values:
        return label, Input(name=attribute.id)
    values = [(plain(value.title.in_(language)), value.id) for value in attribute.values]
    return label, Select(values, prompt="–", name=attribute.id)
