"""The form of a new interview. Recording begins only where the participant allowed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import ScreenResume
from textual.widgets import Button, Input, Select, TextArea

from interview_kit.audio.sound_source import Source
from interview_kit.errors import AlikeCodeError, KitError, RefusedError
from interview_kit.guide.guide import Guide
from interview_kit.model.clock import timestamp
from interview_kit.model.participant import participant_code
from interview_kit.session.interview_events import Answer
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.bindings import bindings
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.whose_code import whose_code
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.tui.prepare.consent_answer import ConsentAnswer
from interview_kit.tui.prepare.interview_form import InterviewForm
from interview_kit.tui.prepare.participant_form import ParticipantForm
from interview_kit.tui.side_recording_line import SideRecordingLine
from interview_kit.tui.thread_messages import WorkDone, WorkFailed
from interview_kit.tui.typing_keeper import TypingKeeper
from interview_kit.tui.widgets.key_bar import KeyBar
from interview_kit.tui.widgets.title_bar import TitleBar
from interview_kit.vault import unfinished_forms
from interview_kit.vault.side_recordings import SideRecordingKind
from interview_kit.workflow.capture.preparation import prepare_for_later, prepare_with_consent
from interview_kit.workflow.interviews.earlier_sitting import KnownParticipant, known_participant
from interview_kit.workflow.study.open_study import Study, guide_files


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
        self._is_kept = False
        self._keeper = TypingKeeper(self, self._keep_filled_in)
        self._source: Source | None = None
        self._guide: Guide | None = None
        self._participant: KnownParticipant | None = None

    def compose(self) -> ComposeResult:
        """Who and what on one side, consent on the other; one column where it is narrow."""
        study = kit(self).open_study
        unfinished_form = _unfinished_form(study, self._given)
        taken_over_names = "" if unfinished_form else self._given.names
        self._is_kept = unfinished_form is not None
        self._given = unfinished_form or self._given
        title = "prepare.again" if self._given.interview else "prepare.title"
        yield TitleBar(words(self, title), self._given.interview or study.settings.name)
        with VerticalScroll(id="form", can_focus=False):
            yield InterviewForm(
                self._given,
                _titled_guides(study),
                self._given.guide or study.settings.guide,
                taken_over=taken_over_names,
            )
            yield ParticipantForm(self._given)
        yield SideRecordingLine(
            "prepare.record_consent", SideRecordingKind.CONSENT, "aside.consent"
        )
        yield KeyBar(self.TABLE)

    async def on_mount(self) -> None:
        """Somebody who is known already is recognised at once."""
        await self._code_typed()
        if self._is_kept:
            tell(self, words(self, "prepare.found_again"))

    @on(ScreenResume)
    def _look_for_sound(self) -> None:
        """Look for the microphone, or read the sound file, while the form is filled in."""
        self._source = None
        self.query_one(InterviewForm).look_for_sound()
        kit(self).work(self, "sound", kit(self).open_source)

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
        language = self._given.language or study.settings.language
        self.query_one(InterviewForm).offer_languages(guide, language)

    @on(Select.Changed, "#language")
    async def _language_chosen(self, event: Select.Changed) -> None:
        if self._guide is not None and event.value is not Select.NULL:
            form = self.query_one(ParticipantForm)
            await form.follow(self._guide, str(event.value), self._participant)

    # And it follows the participant, once a code is typed whole

    @on(Input.Blurred, "#participant")
    @on(Input.Submitted, "#participant")
    async def _code_typed(self) -> None:
        participant = self._look_up()
        if participant == self._participant:
            return
        self._participant = participant
        self.query_one(InterviewForm).take_over(participant)
        language = self.query_one(InterviewForm).language
        if self._guide is not None and language:
            await self.query_one(ParticipantForm).follow(self._guide, language, participant)

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def _look_up(self) -> KnownParticipant | None:
        try:
            code = participant_code(self.query_one("#participant", Input).value)
        except KitError:
            return None  # said when the form is kept
        return known_participant(kit(self).open_study, code)

    # What is filled in is kept, for the case that the program breaks off

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(ConsentAnswer.Chosen)
    def _keep_soon(self) -> None:
        self._keeper.keep_soon()

    def _keep_filled_in(self) -> None:
        if not self._is_touched:
            return
        form = NewInterview(
            **self.query_one(InterviewForm).typed,
            interview=self._given.interview,
            attributes=self.query_one(ParticipantForm).attributes,
            answers=self.query_one(ParticipantForm).answers,
        )
        unfinished_forms.put(kit(self).open_study.vault, form)
        self._is_kept = True

    def _put_away(self) -> None:
        self._keep_no_more()
        self.dismiss()

    def _keep_no_more(self) -> None:
        if not self._is_kept:
            return
        try:
            unfinished_forms.drop(kit(self).open_study.vault, self._given.interview)
        except KitError as error:
            tell_error(self, error)
        self._is_kept = False

    # What the keys do

    def action_check_sound(self) -> None:
        """Choose a microphone and listen to the room."""
        if self.query_one(SideRecordingLine).is_recording:
            tell(self, words(self, "aside.first_stop"))
        else:
            kit(self).check_sound()

    def action_record_consent(self) -> None:
        """Record the consent as it is given aloud, or stop."""
        self.query_one(SideRecordingLine).toggle()

    @on(SideRecordingLine.Kept)
    def _consent_recorded(self, event: SideRecordingLine.Kept) -> None:
        tell(self, words(self, "aside.consent_kept", time=timestamp(event.aside.length_ms)))

    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        """Keep the form and begin, if the machine allows it."""
        if self._guide is None:
            return
        aside = self.query_one(SideRecordingLine)
        if aside.is_opening:
            tell(self, words(self, "aside.first_stop"))
            return
        try:
            id = self._keep(self._guide, aside.finish())
        except AlikeCodeError as error:
            self._ask_whose(error, self.action_start)
            return
        except KitError as error:
            self._point_at(error)
            return
        aside.release()
        kit(self).hold(id, self._source)

    def _point_at(self, error: KitError) -> None:
        """Say what is wrong, where it stands."""
        missing_item = ""
        if not self.query_one(InterviewForm).go_to_fault():
            missing_item = self.query_one(ParticipantForm).go_to_missing()
        if missing_item and isinstance(error, RefusedError):
            tell(self, words(self, "prepare.no_consent", item=missing_item), warn=True)
        else:
            tell_error(self, error)

    def _ask_whose(self, error: AlikeCodeError, again: Callable[[], None]) -> None:
        """Ask whether a code that is like another is that one, and do what was to be done."""

        def go_on(code: str, is_new_person: bool) -> None:
            self.query_one(InterviewForm).settle_code(code, is_new_person=is_new_person)
            again()

        self.app.push_screen(*whose_code(self, error, go_on))

    def action_keep(self) -> None:
        """Keep the form for another day; nothing is recorded."""
        aside = self.query_one(SideRecordingLine)
        if self._guide is None:
            return
        if aside.is_opening:
            tell(self, words(self, "aside.first_stop"))
            return
        try:
            id = self._keep(self._guide, aside.finish(), is_for_later=True)
        except AlikeCodeError as error:
            self._ask_whose(error, self.action_keep)
            return
        except KitError as error:
            self._point_at(error)
            return
        aside.release()
        tell(self, words(self, "prepare.kept", id=id))
        self.dismiss()

    def action_leave(self) -> None:
        """Back; what was typed is asked about once."""
        if not (self._is_touched or self.query_one(SideRecordingLine).is_touched):
            self._put_away()
            return
        choice = ChoiceDialog(
            words(self, "prepare.leave_ask"),
            [("stay", words(self, "prepare.stay")), ("leave", words(self, "prepare.leave_yes"))],
        )

        def answered(answer_id: str | None) -> None:
            if answer_id == "leave":
                self._put_away()

        self.app.push_screen(choice, answered)

    @on(WorkDone)
    def _found(self, event: WorkDone) -> None:
        self._source = cast(Source, event.result)
        self.query_one(InterviewForm).show_sound(self._source)

    @on(WorkFailed)
    def _not_found(self, event: WorkFailed) -> None:
        self.query_one(InterviewForm).show_no_sound(event.error)
        tell_error(self, event.error)

    def _keep(
        self, guide: Guide, oral_consent: tuple[int, ...], *, is_for_later: bool = False
    ) -> str:
        """The id of the interview, kept with its consent. Raises KitError with nothing kept."""
        interview_form, participant_form = (
            self.query_one(InterviewForm),
            self.query_one(ParticipantForm),
        )
        code = interview_form.participant
        answers = participant_form.answers
        if is_for_later:
            answers = {id: a for id, a in answers.items() if a is not Answer.NOT_ASKED}
        keep = prepare_for_later if is_for_later else prepare_with_consent
        id = self._given.interview
        study = kit(self).open_study
        kept_id = keep(
            study,
            code,
            answers,
            guide=guide.id,
            language=interview_form.language,
            prepared=study.interview(id) if id else None,
            interviewer=interview_form.interviewer,
            roster=interview_form.roster(code),
            attributes=participant_form.attributes,
            oral_consent=oral_consent,
            is_new_person=True,  # a code like another was asked about
        )
        self._keep_no_more()
        return kept_id

    @property
    def _is_touched(self) -> bool:
        """Whether anything was filled in, also before the program broke off."""
        parts = (self.query_one(InterviewForm), self.query_one(ParticipantForm))
        return self._is_kept or any(part.is_touched for part in parts)


def _unfinished_form(study: Study, start: NewInterview) -> NewInterview | None:
    """What was being filled in when the program broke off; None where it is of somebody else."""
    form = unfinished_forms.kept(study.vault, start.interview)
    if form is None or not start.participant:
        return form
    return form if start.participant.casefold() == form.participant.strip().casefold() else None


def _titled_guides(study: Study) -> list[tuple[str, str]]:
    """The title and the id of every guide.

    The id stands for a title that two guides have, and for that of a faulty one.
    """
    titles_by_id: dict[str, str] = {}
    for path in guide_files(study.folder):
        try:
            titles_by_id[path.stem] = study.guide(path.stem).title.in_(study.settings.language)
        except KitError:  # said once it is chosen
            titles_by_id[path.stem] = ""
    titles = list(titles_by_id.values())
    return [
        (title if title and titles.count(title) == 1 else id, id)
        for id, title in titles_by_id.items()
    ]
