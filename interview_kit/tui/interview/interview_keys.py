"""What the keys of the interview do: an action asks the conductor, some after one question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.content import Content

from interview_kit.errors import KitError
from interview_kit.interface.confirmations import (
    NOTING,
    answers,
    consent_items,
    leaving,
    open_at_leaving,
    striking,
)
from interview_kit.interface.interview_steps import MOVES, steps_of
from interview_kit.interface.question_search import best_of, search_questions
from interview_kit.interface.recording_status import Status, status_of
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.topic_marks import topic_options
from interview_kit.model.clock import timestamp
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Answer, NoteTaken
from interview_kit.session.interview_state import Phase
from interview_kit.session.loose_ends import LooseEnd, LooseEndKind
from interview_kit.session.topic_suggestion import question_of
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
    frame at which the question that is talked about came up. `looked_at` is the id of another
    question that is only being looked at, or empty: that is no event, and the journal knows nothing
    of it.
    """

    conductor: Conductor
    busy: str
    since: int
    looked_at: str

    @property
    def spoken(self) -> str:
        """The language of the conversation."""
        return self.conductor.interview.language

    @property
    def status(self) -> Status:
        """What holds of the sound now."""
        return status_of(self.conductor.state, opening=False)

    def draw(self) -> None:
        """Bring the screen up to what the conductor says."""

    def forget_words(self) -> None:
        """Show nothing any more of what was said just now."""

    def start(self, name: str, busy: str, do: Callable[[], object]) -> None:
        """Do something that may take seconds."""

    def do(self, *commands: Command) -> bool:
        """Whether the conductor did them all; a refusal is said.

        What was told of the key before goes: it may hold no longer, and it covers the question.
        """
        self.app.clear_notifications()
        if self.busy:
            tell(self, words(self, self.busy))
            return False
        try:
            events = [event for command in commands for event in self.conductor.do(command)]
        except KitError as error:
            tell_error(self, error)
            return False
        looked_at = self.looked_at
        if any(isinstance(command, MOVES) for command in commands):
            self.looked_at = ""
        if events or looked_at != self.looked_at:
            self.draw()
        return True

    def step(self, method: str, text: str = "") -> bool:
        """Do what an action of the table asks of the interview."""
        conductor = self.conductor
        steps = steps_of(method, conductor.guide, conductor.state, text, self.looked_at)
        return self.do(*steps)

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

    def action_look_on(self) -> None:
        """Look at the question after this one."""
        self._look(1)

    def action_look_back(self) -> None:
        """Look at the question before this one."""
        self._look(-1)

    def action_look_away(self) -> None:
        """Look at what is talked about again."""
        self.look_at(self.conductor.state.question)

    def look_at(self, question: str) -> None:
        """Show a question; what is said stays with the one that is talked about."""
        looked_at = "" if question == self.conductor.state.question else question
        if looked_at != self.looked_at:
            self.looked_at = looked_at
            self.draw()

    def _look(self, step: int) -> None:
        ids = [question.id for question in self.conductor.guide.questions]
        seen = self.looked_at or self.conductor.state.question
        if seen in ids:
            self.look_at(ids[min(max(ids.index(seen) + step, 0), len(ids) - 1)])

    def action_jump(self) -> None:
        """To any question, by its words, its section, its topic or a cue."""
        state, guide = self.conductor.state, self.conductor.guide

        def best(query: str) -> object:
            found = best_of(search_questions(guide, query, self.spoken))
            return found.question.id if found else None

        find = partial(outline_rows, self, guide, state, self.spoken)
        seen = self.looked_at or state.question
        jump = FindDialog(words(self, "interview.jump"), find, seen, best)
        self._ask(jump, lambda question: self.step("jump", question))

    # What becomes of a question

    def action_probe(self, number: int) -> None:
        """The probe with this number was used."""
        question = self.conductor.guide.question(self.looked_at or self.conductor.state.question)
        if number > len(question.probes):
            tell(self, words(self, "interview.no_probe", number=number))
            return
        self.step("probe", str(number))

    def action_asked(self) -> None:
        """The question was asked."""
        self.step("asked")

    def action_raised(self) -> None:
        """The participant raised it unasked."""
        self.step("raised")

    def action_topic(self) -> None:
        """The participant raised a topic unasked: which, by its number."""
        guide, state = self.conductor.guide, self.conductor.state
        if not guide.topics:
            tell(self, words(self, "interview.no_topics"))
            return
        options = topic_options(guide, state, self.spoken, kit(self).language)
        dialog = ChoiceDialog(words(self, "interview.topic_ask"), numbered=options)
        self._ask(dialog, lambda topic: self._settle("confirm", topic, "suggest.confirmed"))

    def action_confirm(self) -> None:
        """The participant did raise the topic that is suggested."""
        topic = self.query_one(SuggestionLine).topic
        self._settle("confirm", topic, "suggest.confirmed")

    def action_wave_away(self) -> None:
        """The participant did not raise the topic that is suggested."""
        topic = self.query_one(SuggestionLine).topic
        self._settle("wave_away", topic, "suggest.waved_away")

    def _settle(self, method: str, topic: str, text: str) -> None:
        if not topic:
            tell(self, words(self, "suggest.none"))
            return
        state_before = self.conductor.state
        if self.step(method, topic):
            if self.conductor.state is state_before:
                text = "suggest.already"
            title = self.conductor.guide.topic(topic).title.in_(self.spoken)
            tell(self, words(self, text, topic=title))

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

        def take(text: str | None) -> None:
            if text is None:
                self.conductor.drop_unfinished()
            elif self.do(ask.TakeNote(text, frame)):
                tell(self, words(self, "interview.noted"))

        dialog = LineDialog(
            words(self, "interview.note_ask"),
            remark=words(self, NOTING.get(self.status.name, "interview.note_paused")),
            keep=lambda text: self.conductor.keep_unfinished(NoteTaken(text, frame)),
        )
        self.app.push_screen(dialog, take)

    def action_guidance(self) -> None:
        """What the guide says to the interviewer on what is seen."""
        guide = self.conductor.guide
        question = guide.question(self.looked_at or self.conductor.state.question)
        section = guide.section_of(question.id)
        notes = [
            Content.assemble((f"{plain(part)}\n", "bold"), plain(note))
            for part, note in (
                (section.title.in_(self.spoken), section.note.in_(self.spoken)),
                (question.text.in_(self.spoken), question.note.in_(self.spoken)),
            )
            if note
        ]
        text = Content("\n\n").join(notes)
        if not notes:
            text = Content(words(self, "interview.guidance_none"))
        self.app.push_screen(ReadingDialog(words(self, "interview.guidance"), text))

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
        if self.conductor.state.phase is Phase.OFF_RECORD:
            tell(self, words(self, "interview.is_off", key=kit(self).key("interview.off_record")))
            return
        self.step("pause")

    def action_off_record(self) -> None:
        """Store nothing, or store again."""
        if self.conductor.state.phase is Phase.PAUSED:
            tell(self, words(self, "interview.is_paused", key=kit(self).key("interview.pause")))
            return
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
        self._ask(ChoiceDialog(words(self, "consent.item"), items), self._ask_consent)

    def _ask_consent(self, item: str) -> None:
        question = ChoiceDialog(words(self, "consent.answer"), answers(kit(self).language))
        self._ask(question, lambda answer_id: self._note_consent(item, Answer(answer_id)))

    def _note_consent(self, item: str, answer: Answer) -> None:
        phase_before = self.conductor.state.phase
        if self.do(ask.AnswerConsent(item, answer)):
            answer_text = dict(answers(kit(self).language))[answer.value]
            tell(self, words(self, "consent.noted", answer=answer_text))
            phase = self.conductor.state.phase
            if phase is Phase.CONSENT_WITHDRAWN and phase_before is not phase:
                tell(self, words(self, "consent.stopped"), warn=True)

    def action_leave(self) -> None:
        """End, or leave to go on later, after one question that says what is still open."""
        language = kit(self).language
        loose_ends = open_at_leaving(
            self.conductor.guide, self.conductor.state, self.spoken, language
        )
        # What is open is chosen by its place in the list: ids of one kind may be those of another.
        loose_ends_by_key = {f"open {n}": each for n, (each, _) in enumerate(loose_ends)}

        def leave(answer_id: str) -> None:
            if answer_id == "end":
                self.start("end", "interview.ended", lambda: self.conductor.do(ask.End()))
            elif answer_id == "later":
                self.start("later", "interview.ended", self.conductor.close)
            elif answer_id in loose_ends_by_key:
                self._go_to(loose_ends_by_key[answer_id])

        dialog = ChoiceDialog(
            words(self, "interview.leave_ask"),
            leaving(self.status, language),
            [(f"open {n}", text) for n, (_, text) in enumerate(loose_ends)],
            words(self, "interview.leave_open", count=len(loose_ends))
            if loose_ends
            else words(self, "interview.leave_nothing_open"),
        )
        self._ask(dialog, leave)

    def _go_to(self, loose_end: LooseEnd) -> None:
        """To the question that is open, or to the answer to a consent item."""
        if loose_end.kind is LooseEndKind.CONSENT:
            self._ask_consent(loose_end.id)
            return
        question: str | None = loose_end.id
        if loose_end.kind is LooseEndKind.SUGGESTED:
            about = question_of(self.conductor.guide, loose_end.id)
            question = about.id if about else None
        if question is not None:
            self.step("jump", question)

    def _ask(self, dialog: Dialog[str], on_answer: Callable[[str], object]) -> None:
        def answered(answer: str | None) -> None:
            if answer is not None:
                on_answer(answer)

        self.app.push_screen(dialog, answered)
