"""Transcribing from the list: one key for one interview, one for all that wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any, Self

import pytest

from interview_kit.audio.block_codec import encode_block
from interview_kit.errors import SpeechError
from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.session.interview_events import Ended, RecordingStarted
from interview_kit.speech.model_store import ModelFolder
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.vault import blocks, journal, transcripts
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcribe import TranscriptionProgress, is_transcribed
from interview_kit.workflow.transcription.transcription_queue import Places
from tests.support.interview_stages import RATE, prepared, transcribed
from tests.support.pilot import shown, until
from tests.support.told_listener import Listener

Launcher = Callable[..., InterviewKit]


class Ear:
    """Hears a word a second, each when it is let; takes the place of a speech process."""

    model = ModelFolder("base", Path(), "test", "0" * 64, 0)

    def __init__(self, let: Event) -> None:
        self._let = let
        self._is_cancelled = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.cancel()

    def cancel(self) -> None:
        self._is_cancelled = True
        self._let.set()

    def transcribe(self, chunks: Any, *, first_frame: int, **_given: Any) -> Iterator[Chunk]:
        for frame in range(first_frame, first_frame + sum(map(len, chunks)) // 4, RATE):
            if frame >= RATE:
                self._let.wait()
            if self._is_cancelled:
                return
            word = Word(" yes", frame // 16, frame // 16 + 500, 1.0, (-20.0, -40.0))
            yield Chunk(frame, frame + RATE, "en", (Segment((word,)),))


def recorded(study: Study, code: str, seconds: int) -> str:
    """An interview that was held, with sound in two channels."""
    id = prepared(study, code)
    for second in range(seconds):
        block = encode_block(bytes(4 * RATE), second * RATE, RATE, 2)
        blocks.append(study.vault, id, block)
    journal.append(study.vault, id, 0, [RecordingStarted(RATE, 2, "tone"), Ended()])
    return id


@pytest.fixture
def let() -> Iterator[Event]:
    """When it is set, interviews are heard past their first second."""
    event = Event()
    yield event
    event.set()


@pytest.fixture
def hearing(launch: Launcher, let: Event) -> Callable[[int], InterviewKit]:
    """The app with ears for so many interviews at once."""
    return lambda at_once: launch(places=lambda _study: Places(lambda _n: Ear(let), at_once))


async def test_one_key_in_the_evening_transcribes_all_that_waits(
    study: Study, hearing: Callable[[int], InterviewKit], let: Event
) -> None:
    done = transcribed(study, "P01")
    ids = [recorded(study, f"P0{number}", number) for number in (2, 3, 4)]
    prepared(study, "P05")
    app = hearing(2)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("T")
        await until(pilot, lambda: "waiting: 1" in shown(app))
        lines = shown(app).splitlines()
        stages = {
            id: next(line for line in lines if line.lstrip().startswith(id)) for id in (done, *ids)
        }
        assert "waits to be transcribed" in stages["P02-1"]  # the longest are first
        assert "being transcribed" in stages["P03-1"]
        assert "being transcribed" in stages["P04-1"]
        assert "transcribed" in stages[done]
        assert any("of 00:00:09" in line for line in lines)
        let.set()
        for id in ids:
            await until(pilot, lambda id=id: is_transcribed(study.interview(id)))
        await until(pilot, lambda: "waiting" not in shown(app))
        await pilot.press("T")
        await until(pilot, lambda: "Every interview with sound is transcribed." in shown(app))
    assert [len(transcripts.turns(study.vault, id)) for id in ids] == [1, 1, 1]


async def test_t_lets_one_wait_and_once_more_wait_no_longer(
    study: Study, hearing: Callable[[int], InterviewKit]
) -> None:
    recorded(study, "P01", 2)
    recorded(study, "P02", 2)
    app = hearing(1)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: "P02-1: transcribing" in shown(app))
        await pilot.press("t")
        await until(pilot, lambda: "P02-1 is being transcribed. X stops" in shown(app))
        await pilot.press("down", "t")
        await until(pilot, lambda: "waits to be transcribed" in shown(app))
        await pilot.press("t")
        await until(pilot, lambda: "waits to be transcribed" not in shown(app))


async def test_stopping_keeps_what_was_heard_and_goes_on_from_there(
    study: Study, hearing: Callable[[int], InterviewKit], let: Event
) -> None:
    id = recorded(study, "P01", 3)
    app = hearing(1)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("T")
        await until(pilot, lambda: "00:00:01 of 00:00:03" in shown(app))
        await pilot.press("x")
        await until(pilot, lambda: "All that was heard is kept" in shown(app))
        await until(pilot, lambda: "being transcribed" not in shown(app))
        run = transcripts.current_run(study.vault, id)
        assert run is None or transcripts.reached_frame(study.vault, run) < 3 * RATE
        (kept,) = transcripts.runs(study.vault, id)
        assert transcripts.reached_frame(study.vault, kept) == RATE
        let.set()
        await until(pilot, lambda: not list(app.workers))
        await pilot.press("T")
        await until(pilot, lambda: is_transcribed(study.interview(id)))
        await pilot.press("x")
        await until(pilot, lambda: "Nothing is being transcribed." in shown(app))


async def test_a_text_that_is_there_is_not_made_again(
    study: Study, hearing: Callable[[int], InterviewKit]
) -> None:
    id = transcribed(study)
    before = transcripts.turns(study.vault, id)
    app = hearing(1)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: "This interview is transcribed." in shown(app))
    assert transcripts.turns(study.vault, id) == before


async def test_a_model_that_is_missing_is_said_in_words(study: Study, launch: Launcher) -> None:
    def none(_study: Study) -> object:
        raise SpeechError("The speech model is not installed.", "interview-kit models fetch base")

    recorded(study, "P01", 1)
    app = launch(places=none)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: "The speech model is not installed." in shown(app))
        await until(pilot, lambda: "being transcribed" not in shown(app))


async def test_one_that_fails_is_marked_and_the_others_go_on(
    study: Study, launch: Launcher, let: Event
) -> None:
    class Broken(Ear):
        def transcribe(self, *_given: Any, **_more: Any) -> Iterator[Chunk]:
            raise SpeechError("The speech worker ended before its work was done.", "Once more.")

    ears = iter((Broken(let), Ear(let)))
    let.set()
    recorded(study, "P01", 1)
    recorded(study, "P02", 2)
    app = launch(places=lambda _study: Places(lambda _n: next(ears), 1))
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("T")
        await until(pilot, lambda: is_transcribed(study.interview("P01-1")))
        await until(pilot, lambda: "not transcribed: it failed" in shown(app))
        assert "ended before its work was done" in shown(app)


class Finisher(Listener):
    """Has heard half when the recording ends, and goes on until it is cancelled."""

    def __init__(self, interview: str) -> None:
        super().__init__(None, lambda _heard: None)
        self._interview = interview
        self._is_cancelled = Event()

    def finish(self, progress: Callable[[TranscriptionProgress], None]) -> int | None:
        progress(TranscriptionProgress(self._interview, 60_000, 120_000))
        self._is_cancelled.wait()
        return None

    def cancel(self) -> None:
        self._is_cancelled.set()


async def test_what_is_left_of_an_interview_says_how_far_it_is_and_can_be_stopped(
    study: Study, hearing: Callable[[int], InterviewKit]
) -> None:
    ended = recorded(study, "P01", 2)
    app = hearing(1)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        app.call_later(home.finish, ended, Finisher(ended))
        await until(pilot, lambda: "P01-1: transcribing, 00:01:00 of 00:02:00" in shown(app))
        row = next(line for line in shown(app).splitlines() if line.startswith("  ▌ P01-1"))
        assert row.rstrip().endswith("being transcribed")  # and no next step beside it
        await pilot.press("t")
        await until(pilot, lambda: "X stops, and keeps what was heard." in shown(app))
        await pilot.press("x")
        await until(pilot, lambda: "P01-1 is not transcribed to its end; T goes on." in shown(app))
        await until(pilot, lambda: "00:01:00 of 00:02:00" not in shown(app))


async def test_an_interview_that_ends_meanwhile_waits_with_the_others(
    study: Study, hearing: Callable[[int], InterviewKit]
) -> None:
    recorded(study, "P01", 2)
    ended = recorded(study, "P02", 1)
    app = hearing(1)
    live = Listener(None, lambda _heard: None)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await pilot.press("down", "t")
        await until(pilot, lambda: "P01-1: transcribing" in shown(app))
        home = app.screen
        assert isinstance(home, HomeScreen)
        home.finish(ended, live)
        await until(pilot, lambda: "waits to be transcribed" in shown(app))
        assert live.done == ["close"]
