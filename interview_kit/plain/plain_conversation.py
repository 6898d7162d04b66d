"""The interview itself: a line in is a command, and what it did is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interview_kit.audio.recorder_events import Level, RecorderEvent, SourceEnded
from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError, sentence_of
from interview_kit.interface.alarms import alarm_notice
from interview_kit.interface.confirmations import (
    LEAVING,
    answers,
    consent_items,
    leaving,
    open_at_leaving,
    striking,
)
from interview_kit.interface.interview_steps import MOVES, steps_of
from interview_kit.interface.question_search import find_questions
from interview_kit.interface.recording_status import status_of
from interview_kit.interface.section_pace import section_times, shown_since
from interview_kit.interface.texts import say
from interview_kit.interface.topic_marks import topic_options
from interview_kit.plain.line_parser import ParsedLine, parse_line
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.spoken_lines import (
    help_lines,
    question_lines,
    section_line,
    status_line,
    suggestion_lines,
)
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Answer
from interview_kit.session.interview_state import LIVE, Phase
from interview_kit.session.loose_ends import LooseEnd, LooseEndKind
from interview_kit.session.topic_suggestion import open_suggestions, question_of
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.live_captions import CaptionedTalk, LiveCaptions
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.live_transcription import LiveTranscription

_STORING: Mapping[tuple[Phase, Phase], str] = {
    (Phase.RECORDING, Phase.PAUSED): "talk.paused",
    (Phase.PAUSED, Phase.RECORDING): "talk.resumed",
    (Phase.RECORDING, Phase.OFF_RECORD): "talk.went_off",
    (Phase.OFF_RECORD, Phase.RECORDING): "talk.came_on",
}
"""What is said when one phase gives way to another."""


class Conversation:
    """One interview, held by lines; every rule is the conductor's."""

    def __init__(
        self,
        study: Study,
        interview: str,
        talk: LineTerminal,
        live_words: LiveCaptions | None = None,
        keymap: Mapping[str, str] | None = None,
    ) -> None:
        self.conductor = self.conduct(study, interview)
        self.live: LiveTranscription | None = None
        self._study = study
        self._live_words = live_words
        self._keymap = keymap or {}
        self._last: CaptionedTalk | None = None
        self._talk = talk
        self._spoken = self.conductor.interview.language
        self._level: Level | None = None
        self._is_broken = False
        self._leaving = False
        self._looked_at = ""
        # What wants more than a line; everything else is a step of the session.
        self._own: Mapping[str, Callable[[str], None]] = {
            "jump": self._jump,
            "skip": self._skip,
            "note": self._note,
            "distress": self._distress,
            "look_on": lambda _text: self._look(1),
            "look_back": lambda _text: self._look(-1),
            "look_away": lambda _text: self._look_at(self.conductor.state.question),
            "topic": self._topic,
            "confirm": lambda _text: self._settle("confirm", self._suggested),
            "wave_away": lambda _text: self._settle("wave_away", self._suggested),
            "guidance": lambda _text: self._say_guidance(),
            "consent": self._consent,
            "strike": self._strike,
            "leave": self._leave,
            "say_again": lambda _text: self._say_question(),
            "status": lambda _text: self._say_status(),
            "help": lambda _text: self._say_help(),
        }

    def conduct(self, study: Study, interview: str) -> Conductor:
        """What conducts the interview."""
        return Conductor(study.interview(interview), self.listen)

    def hold(self, source: Source) -> None:
        """Record and take commands until the interview is ended or left.

        Raises KitError where it cannot begin, EOFError where the input ends. The caller closes.
        """
        self.conductor.record(source)
        self._talk.tell("talk.recording", id=self.conductor.interview.id)
        self._listen()
        self._say_question()
        while self.conductor.state.phase in LIVE:
            parsed = parse_line(self._talk.line(), self._talk.language, self._keymap)
            if parsed is None:
                self._talk.tell("talk.unknown")
                continue
            try:
                self._obey(parsed)
            except KitError as error:
                self._talk.say(sentence_of(error, self._talk.language))

    def close(self) -> None:
        """Let go of the microphone; what was not ended is kept as interrupted."""
        self._leaving = True
        self.conductor.close()

    def hear(self, talk: CaptionedTalk) -> None:
        """Talk as it is transcribed; a topic in it is suggested, the words wait to be asked for."""
        if talk.text:
            self._last = talk
        if talk.suggested:
            self._say_suggestions()

    def _listen(self) -> None:
        """Begin live transcription; whatever becomes of it, sound is recorded."""
        if self._live_words is None:
            return
        try:
            self.live = self._live_words(self._study, self.conductor, self.hear)
            self.live.start()
        except KitError as error:
            self._talk.tell("hearing.failed", reason=error.message)

    # Commands

    def _obey(self, parsed: ParsedLine) -> None:
        method = parsed.action.method
        if method in self._own:
            self._own[method](parsed.said)
            return
        guide, state = self.conductor.guide, self.conductor.state
        steps = steps_of(method, guide, state, parsed.said, self._looked_at)
        self._do(*steps, what=parsed.action.label.in_(self._talk.language))

    def _do(self, *commands: Command, what: str) -> bool:
        """Give commands, and say what came of them: a new question, or that it was noted.

        Whether anything did.
        """
        state_before, seen_before = self.conductor.state, self._seen
        events = [event for command in commands for event in self.conductor.do(command)]
        if any(isinstance(command, MOVES) for command in commands):
            self._looked_at = ""
        state = self.conductor.state
        if state.question != state_before.question or self._seen != seen_before:
            self._say_question(seen_before)
        elif state.phase is not state_before.phase:
            self._talk.tell(_STORING[state_before.phase, state.phase])
        elif events:
            self._talk.tell("talk.done", what=what)
        else:
            self._talk.tell("talk.nothing")
        return bool(events)

    @property
    def _seen(self) -> str:
        return self._looked_at or self.conductor.state.question

    def _look(self, step: int) -> None:
        ids = [question.id for question in self.conductor.guide.questions]
        self._look_at(ids[min(max(ids.index(self._seen) + step, 0), len(ids) - 1)])

    def _look_at(self, question: str) -> None:
        seen_before = self._seen
        is_here = question == self.conductor.state.question
        self._looked_at = "" if is_here else question
        if question == seen_before:
            self._talk.tell("talk.nothing")
        elif is_here:
            text = self.conductor.guide.question(question).text.in_(self._spoken)
            self._talk.tell("talk.back_to", text=text)
        else:
            self._say_question(seen_before)

    def _jump(self, query: str) -> None:
        guide = self.conductor.guide
        questions = find_questions(guide, query, self._spoken)
        if not questions:
            self._talk.tell("read.not_found")
            return
        question = questions[0].id
        if len(questions) > 1:
            options = [(mention.id, mention.text.in_(self._spoken)) for mention in questions]
            ask_which = say("interview.jump", self._talk.language)
            question = self._talk.choose(ask_which, options, first=False)
        if question:
            self._do(ask.Show(question), what="")

    def _skip(self, reason: str) -> None:
        reason = reason or self._talk.ask("interview.skip_ask")
        conductor = self.conductor
        steps = steps_of("skip", conductor.guide, conductor.state, reason, self._looked_at)
        self._do(*steps, what=say("mark.skipped", self._talk.language))

    def _note(self, text: str) -> None:
        frame = self.conductor.frame
        text = text or self._talk.ask("interview.note_ask")
        if text:
            self.conductor.do(ask.TakeNote(text, frame))
            self._talk.tell("interview.noted")

    def _distress(self, _text: str) -> None:
        text = self.conductor.guide.distress.in_(self._spoken).strip()
        self._talk.tell("interview.distress")
        self._talk.say(text or say("interview.distress_none", self._talk.language))
        self.conductor.do(ask.OpenDistress())

    @property
    def _suggested(self) -> str:
        """The topic that waits longest for an answer, or ""."""
        topics = open_suggestions(self.conductor.guide, self.conductor.state)
        return topics[0] if topics else ""

    def _topic(self, number: str) -> None:
        guide, language = self.conductor.guide, self._talk.language
        if not guide.topics:
            self._talk.tell("interview.no_topics")
            return
        if number.isdecimal() and 0 < int(number) <= len(guide.topics):
            topic = guide.topics[int(number) - 1].id
        else:
            options = topic_options(guide, self.conductor.state, self._spoken, language)
            topic = self._talk.choose(say("interview.topic_ask", language), options, first=False)
        if topic:
            self._settle("confirm", topic)

    def _settle(self, method: str, topic: str) -> None:
        """Confirm a topic or wave it away, and name the next that waits for an answer."""
        if not topic:
            self._talk.tell("suggest.none")
            return
        guide = self.conductor.guide
        state_before = self.conductor.state
        for command in steps_of(method, guide, state_before, topic):
            self.conductor.do(command)
        done_id = "suggest.confirmed" if method == "confirm" else "suggest.waved_away"
        is_new = self.conductor.state is not state_before
        title = guide.topic(topic).title.in_(self._spoken)
        self._talk.tell(done_id if is_new else "suggest.already", topic=title)
        if self._suggested:
            self._say_suggestions()

    def _consent(self, _text: str) -> None:
        language = self._talk.language
        items = consent_items(self.conductor.guide, self.conductor.state, self._spoken, language)
        item = self._talk.choose(say("consent.item", language), items, first=False)
        if item:
            self._ask_consent(item)

    def _ask_consent(self, item: str) -> None:
        language = self._talk.language
        answer_id = self._talk.choose(
            say("consent.answer", language), answers(language), first=False
        )
        if not answer_id:
            return
        phase_before = self.conductor.state.phase
        self.conductor.do(ask.AnswerConsent(item, Answer(answer_id)))
        self._talk.tell("consent.noted", answer=dict(answers(language))[answer_id])
        phase = self.conductor.state.phase
        if phase is Phase.CONSENT_WITHDRAWN and phase_before is not phase:
            self._talk.tell("consent.stopped")

    def _strike(self, _text: str) -> None:
        frame, rate = self.conductor.frame, self.conductor.state.rate
        since = shown_since(self.conductor.entries)
        options = striking(since, frame, rate, self._talk.language)
        first_frame = self._talk.choose(say("interview.strike_ask", self._talk.language), options)
        if first_frame:
            self.conductor.do(ask.Strike(int(first_frame)))
            self._last = None
            self._talk.tell("interview.struck")

    def _leave(self, _text: str) -> None:
        language = self._talk.language
        guide, state = self.conductor.guide, self.conductor.state
        loose_ends = open_at_leaving(guide, state, self._spoken, language)
        count = len(loose_ends)
        self._talk.tell(
            "interview.leave_open" if count else "interview.leave_nothing_open", count=count
        )
        status = status_of(state, opening=False, is_broken=self._is_broken)
        options = [
            *leaving(status, language),
            *((str(place), text) for place, (_, text) in enumerate(loose_ends)),
        ]
        answer_id = self._talk.choose(say("interview.leave_ask", language), options)
        self._leaving = answer_id in LEAVING
        if answer_id == "end":
            self.conductor.do(ask.End())
        elif answer_id == "later":
            self.close()
        elif answer_id.isdecimal():
            self._go_to(loose_ends[int(answer_id)][0])

    def _go_to(self, loose_end: LooseEnd) -> None:
        """To the question that is open, or to the answer to a consent item."""
        if loose_end.kind is LooseEndKind.CONSENT:
            self._ask_consent(loose_end.id)
            return
        question_id = loose_end.id
        if loose_end.kind is LooseEndKind.SUGGESTED:
            about = question_of(self.conductor.guide, loose_end.id)
            question_id = about.id if about else self.conductor.state.question
        self._do(ask.Show(question_id), what="")

    # What is said

    def _say_question(self, prefix: str = "") -> None:
        guide, state = self.conductor.guide, self.conductor.state
        section = guide.section_of(self._seen)
        if not prefix or guide.section_of(prefix) != section:
            self._talk.say(section_line(guide, self._seen, self._spoken, self._talk.language))
            if section.note:
                self._talk.tell("talk.section_note", text=section.note.in_(self._spoken))
        for line in question_lines(
            guide, state, self._spoken, self._talk.language, self._looked_at
        ):
            self._talk.say(line)

    def _say_suggestions(self) -> None:
        """Every topic that waits for an answer; the keys are for the first."""
        guide, state, language = self.conductor.guide, self.conductor.state, self._talk.language
        for line in suggestion_lines(guide, state, self._spoken, language, self._keymap):
            self._talk.say(line)

    def _say_guidance(self) -> None:
        """What the guide says to the interviewer on what is looked at."""
        guide = self.conductor.guide
        section_note = guide.section_of(self._seen).note
        question_note = guide.question(self._seen).note
        if section_note:
            self._talk.tell("talk.section_note", text=section_note.in_(self._spoken))
        if question_note:
            self._talk.tell("talk.note_is", text=question_note.in_(self._spoken))
        if not section_note and not question_note:
            self._talk.tell("interview.guidance_none")

    def _say_status(self) -> None:
        conductor = self.conductor
        times = section_times(
            conductor.guide, self.conductor.entries, conductor.frame, conductor.state.rate
        )
        section = conductor.guide.section_of(conductor.state.question)
        self._talk.say(
            status_line(
                conductor.guide,
                conductor.state,
                elapsed_ms=conductor.elapsed_ms,
                section_ms=times.get(section.id, 0),
                level=self._level,
                is_broken=self._is_broken,
                guide_language=self._spoken,
                language=self._talk.language,
            )
        )
        if self.live is not None and self.live.failure is not None:
            self._talk.tell("hearing.failed", reason=self.live.failure.message)
        elif self._last is not None:
            seconds = max(0, conductor.elapsed_ms - self._last.until_ms) // 1000
            behind = say("hearing.behind", self._talk.language, seconds=seconds)
            self._talk.tell("talk.heard", behind=behind, text=self._last.text)

    def _say_help(self) -> None:
        for line in help_lines(self._talk.language, self._keymap):
            self._talk.say(line)

    # What the recorder tells, from its own thread

    def listen(self, event: RecorderEvent) -> None:
        """Say what the interviewer has to know of the sound, at once."""
        if isinstance(event, Level):
            self._level = event
            return
        # An end that was asked for is no news.
        if isinstance(event, SourceEnded) and self._leaving:
            return
        notice = alarm_notice(event, self._talk.language)
        if notice is not None:
            self._is_broken = self._is_broken or notice.breaks
            self._talk.say(notice.text if notice.mends else f"! {notice.text}")
