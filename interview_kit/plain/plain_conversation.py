"""The interview itself: a line in is a command, and what it did is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interview_kit.audio.recorder_events import Level, RecorderEvent, SourceEnded
from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError, sentence_of
from interview_kit.interface.action import shown_keys
from interview_kit.interface.actions import action_of
from interview_kit.interface.alarms import alarm_notice
from interview_kit.interface.confirmations import answers, consent_items, leaving, striking
from interview_kit.interface.interview_steps import steps_of
from interview_kit.interface.question_search import find_questions
from interview_kit.interface.section_pace import section_times, shown_since
from interview_kit.interface.texts import say
from interview_kit.plain.line_parser import ParsedLine, parse_line
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.spoken_lines import help_lines, question_lines, section_line, status_line
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Answer
from interview_kit.session.interview_state import LIVE, Phase
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.live_captions import CaptionedTalk, LiveCaptions
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.live_transcription import LiveTranscription


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
        self._suggested = ""
        # What wants more than a line; everything else is a step of the session.
        self._own: Mapping[str, Callable[[str], None]] = {
            "jump": self._jump,
            "skip": self._skip,
            "note": self._note,
            "distress": self._distress,
            "confirm": self._confirm,
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
        for topic in talk.suggested:
            self._suggested = topic
            title = self.conductor.guide.topic(topic).title.in_(self._spoken)
            key = shown_keys(action_of("interview.confirm"), self._keymap)[0]
            self._talk.tell("suggest.topic", topic=title, key=key)

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
        steps = steps_of(method, self.conductor.guide, self.conductor.state, parsed.said)
        self._do(*steps, sentence_id=parsed.action.label.in_(self._talk.language))

    def _do(self, *commands: Command, sentence_id: str) -> None:
        """Give commands, and say what came of them: a new question, or that it was noted."""
        question_before = self.conductor.state.question
        events = [event for command in commands for event in self.conductor.do(command)]
        if self.conductor.state.question != question_before:
            self._suggested = ""
            self._say_question(question_before)
        elif events:
            self._talk.tell("talk.done", what=sentence_id)
        else:
            self._talk.tell("talk.nothing")

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
            self._do(ask.Show(question), sentence_id="")

    def _skip(self, reason: str) -> None:
        reason = reason or self._talk.ask("interview.skip_ask")
        steps = steps_of("skip", self.conductor.guide, self.conductor.state, reason)
        self._do(*steps, sentence_id=say("mark.skipped", self._talk.language))

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

    def _confirm(self, _text: str) -> None:
        topic, self._suggested = self._suggested, ""
        if not topic:
            self._talk.tell("suggest.none")
            return
        guide = self.conductor.guide
        topic_title = guide.topic(topic).title.in_(self._spoken)
        steps = steps_of("confirm", guide, self.conductor.state, topic)
        self._do(
            *steps,
            sentence_id=say("suggest.confirmed", self._talk.language, topic=topic_title).rstrip(
                "."
            ),
        )

    def _consent(self, _text: str) -> None:
        language = self._talk.language
        items = consent_items(self.conductor.guide, self.conductor.state, self._spoken, language)
        item = self._talk.choose(say("consent.item", language), items, first=False)
        if not item:
            return
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
            self._last, self._suggested = None, ""
            self._talk.tell("interview.struck")

    def _leave(self, _text: str) -> None:
        language = self._talk.language
        answer_id = self._talk.choose(say("interview.leave_ask", language), leaving(language))
        self._leaving = answer_id != "stay"
        if answer_id == "end":
            self.conductor.do(ask.End())
        elif answer_id == "later":
            self.close()

    # What is said

    def _say_question(self, prefix: str = "") -> None:
        guide, state = self.conductor.guide, self.conductor.state
        if not prefix or guide.section_of(prefix) != guide.section_of(state.question):
            self._talk.say(section_line(guide, state, self._spoken, self._talk.language))
        for line in question_lines(guide, state, self._spoken, self._talk.language):
            self._talk.say(line)

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
