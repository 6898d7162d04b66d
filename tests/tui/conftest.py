"""A real study, a real sound file, and the app on it."""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from interview_kit.audio.file_source import FileSource
from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.entity import Entity
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.session.interview_events import (
    Answer,
    ConsentAnswered,
    Ended,
    QuestionShown,
    RecordingStarted,
    TopicSuggested,
)
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.launch import Launch
from interview_kit.vault import journal, names, transcripts
from interview_kit.vault.names import Proposal
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.conductor import Conductor
from interview_kit.workflow.capture.live_captions import CaptionedTalk, Tell
from interview_kit.workflow.study.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings
from tests.tui.painted import lines_of

PASSPHRASE = "four words and a number 7"
RATE = 16000
ANNA, UTRECHT = "e1", "e2"
SAID = (
    (Speaker.INTERVIEWER, "today", "How are you today?"),
    (Speaker.PARTICIPANT, "today", "My sister Marijke brought me here from Almere."),
    (Speaker.PARTICIPANT, "story", "It began long ago, and Marijke knows all of it."),
)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in English, made once; its passphrase is PASSPHRASE."""
    folder = tmp_path_factory.mktemp("pristine") / "study"
    create_study(folder, PASSPHRASE, Settings(name="Test study", language="en"))
    return folder


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(pristine, tmp_path / "study"))


@pytest.fixture
def study(folder: Path) -> Iterator[Study]:
    with open_study(folder, Secret(passphrase=PASSPHRASE)) as study:
        yield study


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute of a tone."""
    path = tmp_path_factory.mktemp("sound") / "tone.wav"
    samples = array("h", (round(8000 * math.sin(n / 10)) for n in range(RATE)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for _ in range(60):
            file.writeframes(samples.tobytes())
    return path


@pytest.fixture
def launch(study: Study, sound: Path) -> Callable[..., InterviewKit]:
    """The app on the study, with a sound file for a microphone; options go over that."""

    def start(**options: Any) -> InterviewKit:
        given = {
            "folder": study.folder,
            "unlock": lambda passphrase: open_study(study.folder, Secret(passphrase=passphrase)),
            "open_source": lambda: FileSource(sound),
            "transcriber": _no_transcriber,
            "places": _no_transcriber,
            "study": study,
        }
        return InterviewKit(Launch(**(given | options)))

    return start


def _no_transcriber(_study: Study) -> Any:
    raise AssertionError("nothing is transcribed here")


def prepared(study: Study, code: str = "P01", answer: Answer = Answer.YES) -> str:
    """An interview with an answer to every consent item that recording needs."""
    id = prepare(study, code).id
    consent = [ConsentAnswered(item, answer) for item in ("take-part", "record")]
    journal.append(study.vault, id, 0, consent)
    return id


def transcribed(study: Study, code: str = "P01", times: int = 1) -> str:
    """An interview that was held and transcribed; the turns of SAID, `times` over."""
    id = prepared(study, code)
    journal.append(
        study.vault, id, 0, [RecordingStarted(RATE, 1, "tone"), QuestionShown("today"), Ended()]
    )
    run = transcripts.open_run(study.vault, id, "base", {})
    turns = [
        Turn(number, who, number * 1000, number * 1000 + 900, question, text)
        for number, (who, question, text) in enumerate(SAID * times, start=1)
    ]
    transcripts.finish_run(study.vault, run, turns)
    return id


def proposed(study: Study, code: str = "P01") -> str:
    """An interview in which three names were found."""
    id = transcribed(study, code)
    names.put_entities(
        study.vault,
        [
            Entity(ANNA, MentionType.PERSON, "Annelies", ("Marijke",), "sister", code),
            Entity(UTRECHT, MentionType.PLACE, "Deventer", ("Almere",)),
        ],
    )
    found = []
    for number, (_, _, text) in enumerate(SAID, start=1):
        for name, entity, kind in (
            ("Marijke", ANNA, MentionType.PERSON),
            ("Almere", UTRECHT, MentionType.PLACE),
        ):
            start = text.find(name)
            if start >= 0:
                mention = Mention(number, start, start + len(name), kind, name, "test", 1.0)
                found.append(Proposal(mention, entity))
    names.replace_proposals(study.vault, id, found)
    return id


class Listener:
    """Live transcription without a model: it hears what the test says."""

    def __init__(self, conductor: Conductor, tell: Tell) -> None:
        self.failure: KitError | None = None
        self.done: list[str] = []
        self._conductor = conductor
        self._tell = tell

    def say(self, said: str) -> None:
        """The participant says something; it is heard at once."""
        found = [e.topic for e in self._conductor.hear(said) if isinstance(e, TopicSuggested)]
        self._tell(CaptionedTalk(said, self._conductor.elapsed_ms, tuple(found)))

    def start(self) -> None:
        self.done.append("start")

    def finish(self) -> int:
        self.done.append("finish")
        return 3

    def cancel(self) -> None:
        self.done.append("cancel")

    def close(self) -> None:
        self.done.append("close")


def listening(listeners: list[Listener]) -> Callable[[Study, Conductor, Tell], Listener]:
    """What begins live transcription; every listener is put into `listeners`."""

    def begin(_study: Study, conductor: Conductor, tell: Tell) -> Listener:
        listeners.append(Listener(conductor, tell))
        return listeners[-1]

    return begin


async def until(pilot: Pilot[None], done: Callable[[], object]) -> None:
    """Wait for a thread of the app to have done its work."""
    for _ in range(500):
        if done():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not happen")


async def running(pilot: Pilot[None]) -> InterviewScreen:
    """The interview screen, once sound is stored."""
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    screen = pilot.app.screen
    assert isinstance(screen, InterviewScreen)
    await until(pilot, lambda: screen.conductor.frame > 0 and screen.is_ready)
    return screen


def shown(app: InterviewKit) -> str:
    """Everything on the screen, as plain lines."""
    return "\n".join(lines_of(app))
