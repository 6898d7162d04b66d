"""Practice: an interview that is held and leaves nothing behind.

The machine, the guide and the microphone are those of a real interview; what it is told and what it
hears goes nowhere. The participant of the demo answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Signal
from threading import Lock, Thread
from typing import cast

from interview_kit.audio.file_sound import file_sound
from interview_kit.audio.player import Player
from interview_kit.audio.recorder_events import (
    Level,
    RecorderEvent,
    RecorderFailed,
    SourceLost,
    SourceReturned,
)
from interview_kit.audio.silence import SilentSource
from interview_kit.audio.sound_source import Source
from interview_kit.errors import AudioError, KitError
from interview_kit.guide.guide_parser import parse_guide
from interview_kit.model.block import Block
from interview_kit.model.clock import ms_to_frames
from interview_kit.model.moment import utc_now
from interview_kit.session import interview_events as did
from interview_kit.session.interview_commands import Command
from interview_kit.session.interview_events import Answer, ConsentAnswered, Event, Interrupted, Mark
from interview_kit.session.interview_state import LIVE, evolve
from interview_kit.session.journal_entry import JournalEntry
from interview_kit.vault.blocks import Sound
from interview_kit.vault.interviews import Interview
from interview_kit.vault.unfinished_notes import Unfinished
from interview_kit.workflow.capture.conductor import Conductor, Listen
from interview_kit.workflow.capture.live_captions import CaptionedTalk, Tell
from interview_kit.workflow.study.open_study import GUIDES, SETTINGS, Study, StudyInterview
from interview_kit.workflow.study.shipped_files import demo_talk, shipped_guides
from interview_kit.workflow.study.study_settings import Settings, read_settings

ID = "practice"
"""What stands in the place of an interview's id."""
NO_STUDY = cast(Study, None)
"""Practice has none: whatever would store something fails at once."""


def practice_interview(folder: Path, guide: str = "", language: str = "") -> StudyInterview:
    """An interview to practise with; consent is given, and nothing is stored of it.

    `guide` and `language` are those of the study in `folder` where there is one and nothing else
    is said. Raises KitError for a guide there is not.
    """
    is_study = (folder / SETTINGS).is_file()
    settings = read_settings(folder / SETTINGS) if is_study else Settings(language="en")
    paths = tuple(sorted((folder / GUIDES).glob("*.toml"))) if is_study else shipped_guides()
    sources = {path.stem: path for path in paths}
    name = guide or settings.guide
    if name not in sources:
        raise KitError(
            "There is no guide {id} to practise with.",
            "There is: {known}.",
            id=name,
            known=", ".join(sources) or "none",
        )
    source = sources[name].read_text(encoding="utf-8-sig")
    parsed_guide = parse_guide(source, sources[name].name)
    spoken_language = language or settings.language
    row = Interview(
        id=ID,
        participant="P01",
        guide=parsed_guide.id,
        guide_fingerprint=parsed_guide.fingerprint,
        guide_source=source,
        language=spoken_language
        if spoken_language in parsed_guide.languages
        else parsed_guide.languages[0],
        interviewer="",
        created_at=utc_now("milliseconds"),
    )
    entries = tuple(
        JournalEntry(number, 0, utc_now("milliseconds"), ConsentAnswered(item.id, Answer.YES))
        for number, item in enumerate(parsed_guide.consent, start=1)
    )
    return StudyInterview(NO_STUDY, row, entries, Sound(0, 0, 0, 0))


def practice_source(open_source: Callable[[], Source]) -> Source:
    """The microphone, so that its level is seen; silence where there is none."""
    try:
        return open_source()
    except AudioError:
        return SilentSource()


class PracticeConductor(Conductor):
    """Conducts as the real one does and keeps nothing but what the screen shows, in memory."""

    def __init__(
        self,
        interview: StudyInterview,
        listen: Listen,
        on_events: Callable[[tuple[Event, ...]], None],
    ) -> None:
        super().__init__(interview, listen)
        self._on_events = on_events

    def do(self, command: Command) -> tuple[Event, ...]:
        """What `command` caused. Raises RefusedError where it is not possible now."""
        events = super().do(command)
        self._on_events(events)
        return events

    def close(self, *, in_haste: bool = False) -> None:  # noqa: ARG002 - there is nothing to write
        """Let go of the microphone."""
        with self._commands:
            if self._recorder is not None:
                self._stop(self._recorder)
            if self.state.phase in LIVE:
                self._append((Interrupted(),), self.frame)

    def _append(self, events: tuple[Event, ...], frame: int) -> None:
        with self._journal:
            for event in events:
                entry = JournalEntry(len(self._entries) + 1, frame, utc_now("milliseconds"), event)
                self._entries = (*self._entries, entry)
                self.state = evolve(self.state, event)

    def keep_unfinished(self, note: Unfinished) -> None:
        """What is typed is kept nowhere."""

    def drop_unfinished(self) -> None:
        """Nothing was kept."""

    def _commit(self, block: Block) -> None:
        """Sound is heard, and forgotten."""

    def _guard_vault(self) -> None:
        """There is no vault."""

    def _rescue_if_gone(self) -> bool:
        return False

    def _vacuum_after_strike(self) -> None:
        """Nothing was stored that could be struck."""

    def _heard(self, event: RecorderEvent) -> None:
        if isinstance(event, Level | SourceLost | SourceReturned | RecorderFailed):
            self._listen(event)


@dataclass(frozen=True, slots=True)
class _Line:
    start_ms: int
    end_ms: int
    text: str


class PracticeVoice:
    """The participant of the demo: answers a question once it is marked as asked.

    It speaks `language`, or English where the demo was not recorded in it. `tell` gets the words as
    they are spoken, and None once for a question that has no answer here; `on_silent` is called
    once where no loudspeaker plays, and the words are then all there is.
    """

    def __init__(
        self,
        language: str,
        tell: Callable[[str | None], None],
        on_silent: Callable[[KitError], None] = lambda _error: None,
    ) -> None:
        self._tell = tell
        self._on_silent = on_silent
        self._sound, lines = demo_talk(language)
        self._answers = _answers(lines)
        self._player: Player | None = None
        self._is_silent = False
        self._hush = Signal()
        self._lock = Lock()
        self._thread: Thread | None = None

    def follow(self, events: tuple[Event, ...]) -> None:
        """Answer what was asked; be quiet where the interview pauses or ends."""
        for event in events:
            match event:
                case did.QuestionMarked(question, Mark.ASKED):
                    self._answer(question)
                case did.Paused() | did.WentOffRecord() | did.Ended():
                    self.hush()

    def hush(self) -> None:
        """Say no more."""
        with self._lock:
            self._hush.set()
            thread, self._thread = self._thread, None
            if self._player is not None:
                self._player.stop()
                self._player = None
        if thread is not None:
            thread.join()

    def _answer(self, question: str) -> None:
        self.hush()
        lines = self._answers.get(question)
        if not lines:
            self._tell(None)
            return
        self._hush = Signal()
        self._thread = Thread(
            target=self._speak, args=(lines, self._hush), name="practice voice", daemon=True
        )
        self._thread.start()

    def _speak(self, lines: Sequence[_Line], hush: Signal) -> None:
        for line in lines:
            self._play(line, hush)
            sentences = re.findall(r"[^.?!]+[.?!]*\s*", line.text)
            letters = max(1, len(line.text))
            for sentence in sentences:
                self._tell(sentence.strip())
                seconds = (line.end_ms - line.start_ms) / 1000 * len(sentence) / letters
                if hush.wait(seconds):
                    return

    def _play(self, line: _Line, hush: Signal) -> None:
        """Begin to play a line. Where nothing plays, that is told once."""
        if self._is_silent:
            return
        try:
            samples, rate = file_sound(self._sound)
        except KitError as error:
            self._fail(error)
            return
        first, end = (ms_to_frames(ms, rate) for ms in (line.start_ms, line.end_ms))
        voice = samples[first:end, -1:]
        with self._lock:
            if hush.is_set():
                return
            player = self._player = Player([voice], rate, 1)
        Thread(target=self._watch, args=(player,), name="practice player", daemon=True).start()

    def _watch(self, player: Player) -> None:
        try:
            player.wait()
        except KitError as error:
            self._fail(error)

    def _fail(self, error: KitError) -> None:
        if not self._is_silent:
            self._is_silent = True
            self._on_silent(error)


def practice_captions(conductor: Conductor, tell: Tell) -> Callable[[str | None], None]:
    """What hands the voice's words to a front end as if they had been heard live.

    The topics in them are suggested as they are in an interview.
    """

    def said(text: str | None) -> None:
        if text is None:
            tell(CaptionedTalk("", conductor.elapsed_ms))
            return
        topics = [
            event.topic for event in conductor.hear(text) if isinstance(event, did.TopicSuggested)
        ]
        tell(CaptionedTalk(text, conductor.elapsed_ms, tuple(topics)))

    return said


def _answers(talk: Path) -> Mapping[str, tuple[_Line, ...]]:
    """What the participant of the demo says, by the question it answers."""
    answers: dict[str, tuple[_Line, ...]] = {}
    for line in json.loads(talk.read_text(encoding="utf-8")):
        if line["speaker"] == "participant":
            said = _Line(line["start_ms"], line["end_ms"], line["text"])
            answers[line["question"]] = (*answers.get(line["question"], ()), said)
    return answers
