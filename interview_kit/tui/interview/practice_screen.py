"""An interview to practise with: the real screen, a voice that answers, and nothing is stored."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from interview_kit.audio.sound_source import Source
from interview_kit.errors import KitError
from interview_kit.interface.recording_status import Status, practice_status
from interview_kit.tui.interview.caption_line import CaptionLine
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.kit import kit, tell, tell_error, words
from interview_kit.tui.thread_messages import listen_for, words_for
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
from interview_kit.workflow.transcription.live_transcription import LiveTranscription


class PracticeScreen(InterviewScreen):
    """Says so in a line of its own as long as it lasts."""

    CSS = """
    PracticeScreen #practice { height: 1; width: 100%; padding: 0 2; background: $pause;
                               color: $pause-ink; text-style: bold; }
    """

    def __init__(self, interview: StudyInterview) -> None:
        self._practised = interview
        super().__init__(NO_STUDY, ID, None)

    def conduct(self, _study: Study, _interview: str) -> Conductor:
        """A conductor that keeps nothing, with a voice that follows it."""
        conductor = PracticeConductor(self._practised, listen_for(self), self._follow)
        self._say = practice_captions(conductor, words_for(self))
        self.voice = PracticeVoice(self._practised.language, self._said, self._is_silent)
        return conductor

    def compose(self) -> ComposeResult:
        """The interview under a line that says what it is."""
        yield Static(words(self, "practice.banner"), id="practice", markup=False)
        yield from super().compose()

    def sound(self) -> Source:
        """The microphone, or silence: practice needs none."""
        return practice_source(kit(self).open_source)

    @property
    def status(self) -> Status:
        """What holds of the sound now: it is never kept."""
        return practice_status(super().status)

    def listen(self) -> None:
        """The voice is heard instead of a transcription."""
        self.query_one(CaptionLine).listen()

    def hand_over(self) -> LiveTranscription | None:
        """Nothing is transcribed; the voice falls silent."""
        self.voice.hush()
        return None

    def leave(self) -> None:
        """Back to where one came from; nothing is left."""
        self.voice.hush()
        kit(self).practice_left(self.conductor)

    def _follow(self, events: tuple[object, ...]) -> None:
        self.voice.follow(events)  # type: ignore[arg-type]

    def _said(self, text: str | None) -> None:
        if text is None:
            self.app.call_later(tell, self, words(self, "practice.no_answer"))
        self._say(text)

    def _is_silent(self, error: KitError) -> None:
        self.app.call_later(tell_error, self, error)
        self.app.call_later(tell, self, words(self, "practice.silent"))
