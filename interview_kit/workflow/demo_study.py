"""The demo: an invented interview goes the whole way, through the same rooms as a real one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from interview_kit.audio.file_source import FileSource
from interview_kit.audio.recorder_events import RecorderEvent, RecorderFailed, SourceEnded
from interview_kit.audio.sound_source import Deliver, Report, Source
from interview_kit.errors import AudioError
from interview_kit.guide.guide import ConsentScope
from interview_kit.model.clock import ms_to_frames
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.session import interview_commands as ask
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Secret, Study, create_study
from interview_kit.workflow.study.shipped_files import demo_file
from interview_kit.workflow.study.study_settings import Settings

PARTICIPANT = "P01"
PASSPHRASE = "demo"  # noqa: S105 - the demo study holds nothing but invented speech
ATTRIBUTES = {"gender": "man", "age-group": "age-18-34"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A command that is given when the sound reaches `at_ms`."""

    at_ms: int
    command: ask.Command


class CuedSource:
    """A source that gives commands at exact places of its sound, as an interviewer would."""

    live = False

    def __init__(self, source: Source, cues: list[Cue], do: Callable[[ask.Command], object]):
        self.name, self.rate, self.channels = source.name, source.rate, source.channels
        self._source = source
        self._cues = sorted(cues, key=lambda cue: cue.at_ms)
        self._do = do

    def start(self, deliver: Deliver, report: Report) -> None:
        """Give the sound, cut where a command is due."""
        waiting = [(ms_to_frames(cue.at_ms, self.rate), cue.command) for cue in self._cues]
        width = 2 * self.channels
        frame = 0

        def deliver_cued(pcm: bytes, moment: float) -> None:
            nonlocal frame
            while waiting and waiting[0][0] < frame + len(pcm) // width:
                due, command = waiting.pop(0)
                split_at = (due - frame) * width
                if split_at:
                    deliver(pcm[:split_at], moment)
                    pcm, moment, frame = pcm[split_at:], moment + split_at / width / self.rate, due
                self._do(command)
            deliver(pcm, moment)
            frame += len(pcm) // width

        self._source.start(deliver_cued, report)

    def stop(self) -> None:
        """Give no more."""
        self._source.stop()


@dataclass(frozen=True, slots=True)
class DemoStudy:
    """A demo study, and what is typed in it: `names` is what a roster file would hold."""

    folder: Path
    passphrase: str
    participant: str
    names: str


def make_demo_study(folder: Path) -> DemoStudy:
    """A study for the demo, in English. Raises StudyError where the folder is taken."""
    create_study(folder, Secret(PASSPHRASE), Settings(name="Demo study", language="en"))
    names = demo_file("roster.txt").read_text(encoding="utf-8")
    return DemoStudy(folder, PASSPHRASE, PARTICIPANT, names)


def make_temporary_demo() -> DemoStudy:
    """A study for the demo in a new folder among the temporary ones."""
    return make_demo_study(Path(tempfile.mkdtemp(prefix="interview-kit-")) / "demo-study")


def demo_sound() -> Source:
    """The sound of the demo in the place of a microphone, in real time."""
    return FileSource(demo_file("interview.ogg"), pace="real")


def hold_demo_interview(study: Study) -> str:
    """Walk through the guide while the demo's sound is recorded; the interview's id."""
    roster = parse_roster(demo_file("roster.txt").read_text(encoding="utf-8"), PARTICIPANT)
    interview = prepare(
        study, PARTICIPANT, interviewer="demo", roster=roster, attributes=ATTRIBUTES
    )
    finished = Event()
    failures: list[str] = []

    def listen(event: RecorderEvent) -> None:
        if isinstance(event, RecorderFailed):
            failures.append(event.message)
        if isinstance(event, RecorderFailed | SourceEnded):
            finished.set()

    conductor = Conductor(study.interview(interview.id), listen)
    for item in conductor.guide.consent:
        if item.scope is not ConsentScope.CONTACT:
            conductor.do(ask.AnswerConsent(item.id, Answer.YES))
    sound = FileSource(demo_file("interview.ogg"), pace="fast")
    try:
        conductor.record(CuedSource(sound, _cues(), conductor.do))
        finished.wait()
        conductor.do(ask.End())
    finally:
        conductor.close()
    if failures:
        raise AudioError(failures[0], "Make room on the disk and try again.")
    return interview.id


def _cues() -> list[Cue]:
    """What the interviewer does: show each question as it is asked, then mark it as asked."""
    lines = json.loads(demo_file("interview.json").read_text(encoding="utf-8"))
    question_lines = [line for line in lines if line["speaker"] == "interviewer"]
    show_cues = [Cue(line["start_ms"], ask.Show(line["question"])) for line in question_lines]
    mark_cues = [
        Cue(line["end_ms"], ask.MarkQuestion(line["question"], Mark.ASKED))
        for line in question_lines
    ]
    return show_cues + mark_cues
