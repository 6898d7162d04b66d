"""Practice in plain mode: the interview by lines, a voice that answers, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError, sentence_of
from interview_kit.interface.texts import say
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.plain_conversation import Conversation
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.practice import (
    ID,
    NO_STUDY,
    PracticeConductor,
    PracticeVoice,
    practice_captions,
    practice_source,
)
from interview_kit.workflow.study.open_study import Study, StudyInterview


class PracticeConversation(Conversation):
    """An interview by lines of which nothing is stored."""

    def __init__(
        self, interview: StudyInterview, talk: LineTerminal, keymap: Mapping[str, str] | None = None
    ) -> None:
        self._practised = interview
        super().__init__(NO_STUDY, ID, talk, None, keymap)

    def conduct(self, _study: Study, _interview: str) -> Conductor:
        """A conductor that keeps nothing, with a voice that follows it."""
        conductor = PracticeConductor(
            self._practised, self.listen, lambda events: self.voice.follow(events)
        )
        self._hear_voice = practice_captions(conductor, self.hear)
        self.voice = PracticeVoice(self._practised.language, self._said, self._is_silent)
        return conductor

    def close(self) -> None:
        """Let go of the microphone, and let the voice fall silent."""
        self.voice.hush()
        super().close()

    def _said(self, text: str | None) -> None:
        if text is None:
            self._talk.tell("practice.no_answer")
        else:
            self._talk.tell("practice.voice", text=text)
            self._hear_voice(text)

    def _is_silent(self, error: KitError) -> None:
        self._talk.say(sentence_of(error, self._talk.language))


def practise(
    talk: LineTerminal,
    interview: StudyInterview,
    open_source: Callable[[], Source],
    keymap: Mapping[str, str] | None = None,
) -> None:
    """Hold an interview of which nothing is stored, until it is ended or left, or input ends."""
    talk.mark(say("practice.prompt", talk.language))
    talk.tell("practice.begin")
    conversation = PracticeConversation(interview, talk, keymap)
    try:
        with suppress(EOFError, KeyboardInterrupt):
            conversation.hold(practice_source(open_source))
    finally:
        conversation.close()
        with suppress(OSError):
            talk.tell("practice.over")
