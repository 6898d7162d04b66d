"""What the keys of the interview do: an action asks the conductor, some after one question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.content import Content

from interview_kit.errors import KitError
from interview_kit.interface.confirmations import answers, consent_items, leaving, striking
from interview_kit.interface.interview_steps import steps_of
from interview_kit.interface.terminal_text import plain
from interview_kit.model.clock import timestamp
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Answer
from interview_kit.session.interview_state import Phase
from interview_kit.tui.dialogs.choice_dialog import ChoiceDialog
from interview_kit.tui.dialogs.dialog import Dialog
from interview_kit.tui.dialogs.find_dialog import FindDialog
from interview_kit.tui.dialogs.line_dialog import LineDialog
from interview_kit.tui.dialogs.reading_dialog import ReadingDialog
from interview_kit.tui.interview.outline import outline_rows
from interview_kit.tui.interview.suggestion_line import SuggestionLine
from interview_kit.tui.kit import KitScreen, kit, tell, tell_error, words
from interview_kit.workflow.capture.conductor import Conductor


class InterviewKeys(KitScreen):
    """The actions of the interview, on whatever screen shows it.

    `busy` is the id of the text that says why no command is taken now, or empty. `since` is the
    frame at which the question that is shown came up.
    """

    conductor: Conductor
    busy: str
    since: int

    @property
    def spoken(self) -> str:
        """The language of the conversation."""
        return self.conductor.interview.language

    def draw(self) -> None:
        """Bring the screen up to what the conductor says."""

    def forget_words(self) -> None:
        """Show nothing any more of what was said just now."""

    def start(self, name: str, busy: str, do: Callable[[], object]) -> None:
        """Do something that may take seconds."""

    def do(self, *commands: Command) -> bool:
        """Whether the conductor did them all; a refusal is said."""
        if self.busy:
            tell(self, words(self, self.busy))
            return False
        try:
            events = [event for command in commands for event in self.conductor.do(command)]
        except KitError as error:
            tell_error(self, error)
            return False
        if events:
            self.draw()
        return True

    def step(self, method: str, text: str = "") -> bool:
        """Do what an action of the table asks of the interview."""
        return self.do(*steps_of(method, self.conductor.guide, self.conductor.state, text))

    # Through the guide

    def action_asked_next(self) -> None:
        """The question was asked; on to the next."""
        self.step("asked_next")

    def action_next(self) -> None:
        """On to the next."""
        self.step("next")

    def action_back(self) -> None:
        """Back to the one before."""
        self.step("back")

    def action_jump(self) -> None:
        """To any question."""
        state = self.conductor.state
        find = partial(outline_rows, self, self.conductor.guide, state, self.spoken)
        jump = FindDialog(words(self, "interview.jump"), find, state.question)
        self._ask(jump, lambda question: self.step("jump", question))

    # What becomes of a question

    def action_probe(self, number: int) -> None:
        """The probe with this number was used."""
        self.step("probe", str(number))

    def action_asked(self) -> None:
        """The question was asked."""
        self.step("asked")

    def action_raised(self) -> None:
        """The participant raised it unasked."""
        self.step("raised")

    def action_confirm(self) -> None:
        """The participant did raise the topic that is suggested."""
        suggestion = self.query_one(SuggestionLine)
        topic = suggestion.topic
        if not topic:
            tell(self, words(self, "suggest.none"))
        elif self.step("confirm", topic):
            suggestion.fade()
            title = self.conductor.guide.topic(topic).title.in_(self.spoken)
            tell(self, words(self, "suggest.confirmed", topic=title))

    def action_covered(self) -> None:
        """It has been covered."""
        self.step("covered")

    def action_refused(self) -> None:
        """The participant does not want to answer."""
        self.step("refused")

    def action_reopen(self) -> None:
        """It is still to be asked."""
        self.step("reopen")

    def action_skip(self) -> None:
        """It is skipped, for a reason that may be given."""
        self._ask(
            LineDialog(words(self, "interview.skip_ask")), lambda reason: self.step("skip", reason)
        )

    # This moment

    def action_flag(self) -> None:
        """Mark this moment."""
        if self.step("flag"):
            time = timestamp(self.conductor.elapsed_ms)
            tell(self, words(self, "interview.flagged", time=time))

    def action_note(self) -> None:
        """Write something down while sound goes on; it belongs to the moment it is begun."""
        frame = self.conductor.frame

        def take(text: str) -> None:
            if self.do(ask.TakeNote(text, frame)):
                tell(self, words(self, "interview.noted"))

        note = LineDialog(
            words(self, "interview.note_ask"), remark=words(self, "interview.note_runs")
        )
        self._ask(note, take)

    def action_distress(self) -> None:
        """What the guide says to do in distress."""
        self.step("distress")
        text = self.conductor.guide.distress.in_(self.spoken).strip()
        protocol_text = text or words(self, "interview.distress_none")
        spaced_text = Content(plain(protocol_text).replace("\n", "\n\n"))
        self.app.push_screen(ReadingDialog(words(self, "interview.distress"), spaced_text))

    # What is kept

    def action_pause(self) -> None:
        """Stop storing sound, or go on."""
        self.step("pause")

    def action_off_record(self) -> None:
        """Store nothing, or store again."""
        self.step("off_record")

    def action_strike(self) -> None:
        """Destroy what was just said, after one question."""
        rate = self.conductor.state.rate
        options = striking(self.since, self.conductor.frame, rate, kit(self).language)

        def strike(first_frame: str) -> None:
            if first_frame:
                command = ask.Strike(int(first_frame))
                self.forget_words()
                self.start("strike", "interview.striking", lambda: self.conductor.do(command))

        self._ask(ChoiceDialog(words(self, "interview.strike_ask"), options), strike)

    def action_consent(self) -> None:
        """Another answer to a consent item."""
        language = kit(self).language
        items = consent_items(self.conductor.guide, self.conductor.state, self.spoken, language)

        def answer(item: str) -> None:
            question = ChoiceDialog(words(self, "consent.answer"), answers(language))
            self._ask(question, lambda answer_id: self._note_consent(item, Answer(answer_id)))

        self._ask(ChoiceDialog(words(self, "consent.item"), items), answer)

    def _note_consent(self, item: str, answer: Answer) -> None:
        phase_before = self.conductor.state.phase
        if self.do(ask.AnswerConsent(item, answer)):
            answer_text = dict(answers(kit(self).language))[answer.value]
            tell(self, words(self, "consent.noted", answer=answer_text))
            phase = self.conductor.state.phase
            if phase is Phase.CONSENT_WITHDRAWN and phase_before is not phase:
                tell(self, words(self, "consent.stopped"), warn=True)

    def action_leave(self) -> None:
        """End, or leave to go on later, after one question."""

        def leave(answer_id: str) -> None:
            if answer_id == "end":
                self.start("end", "interview.ended", lambda: self.conductor.do(ask.End()))
            elif answer_id == "later":
                self.start("later", "interview.ended", self.conductor.close)

        self._ask(
            ChoiceDialog(words(self, "interview.leave_ask"), leaving(kit(self).language)), leave
        )

    def _ask(self, dialog: Dialog[str], on_answer: Callable[[str], object]) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                on_answer(answer)

        self.app.push_screen(dialog, answered)
