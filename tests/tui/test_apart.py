"""On the screen: consent given aloud, a debrief that is spoken, and the participant's copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from interview_kit.audio.file_source import FileSource
from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.vault import side_recordings
from interview_kit.vault.side_recordings import SideRecordingKind
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import transcribed
from tests.support.pilot import shown, until

Launcher = Callable[..., InterviewKit]


def kept(study: Study) -> list[tuple[str, str]]:
    rows = study.vault.db.query("SELECT kind, coalesce(interview, '') AS of FROM asides")
    return [(row["kind"], row["of"]) for row in rows]


def stored(study: Study) -> int:
    return int(next(study.vault.db.query("SELECT count(*) AS n FROM aside_blocks"))["n"])


async def test_consent_given_aloud_goes_with_the_interview_that_comes_of_it(
    study: Study, launch: Launcher, sound: Path
) -> None:
    app = launch(start=NewInterview("P05"), open_source=lambda: FileSource(sound, pace="fast"))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, lambda: "16000 Hz" in shown(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "Consent is being recorded apart" in shown(app))
        await until(pilot, lambda: stored(study))
        app.screen.query("ConsentAnswer").first().focus()
        await pilot.press("y", "y")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert kept(study) == [("consent", "P05-1")]


async def test_a_form_that_is_left_takes_its_oral_consent_with_it(
    study: Study, launch: Launcher, sound: Path
) -> None:
    app = launch(start=NewInterview(), open_source=lambda: FileSource(sound, pace="fast"))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, lambda: "16000 Hz" in shown(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: stored(study))
        await pilot.press("escape", "enter")
        assert kept(study)
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: not kept(study))
        assert not stored(study)


async def test_a_debrief_is_spoken_and_transcribed_when_asked_for(
    study: Study, launch: Launcher, sound: Path
) -> None:
    class Worker:
        def cancel(self) -> None:
            pass

        def transcribe(self, chunks: Any, **_given: Any) -> Iterator[Chunk]:
            frames = sum(len(chunk) for chunk in chunks) // 2
            yield Chunk(0, frames, "en", (Segment((Word(" A heavy talk.", 0, 1, 1.0),)),))

    @contextmanager
    def worker(_study: Study) -> Iterator[Worker]:
        yield Worker()

    id = transcribed(study)
    app = launch(open_source=lambda: FileSource(sound, pace="fast"), transcriber=worker)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("d", "ctrl+t")
        await until(pilot, lambda: "Nothing was spoken yet." in shown(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: stored(study))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: " spoken, 00:0" in shown(app))
        assert kept(study) == [("debrief", id)]
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "A heavy talk." in shown(app))
        (aside,) = side_recordings.of_interview(study.vault, id, SideRecordingKind.DEBRIEF)
        assert aside.text == "A heavy talk."


async def test_leaving_the_debrief_while_it_is_spoken_keeps_what_was_said(
    study: Study, launch: Launcher, sound: Path
) -> None:
    id = transcribed(study)
    app = launch(open_source=lambda: FileSource(sound, pace="fast"))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("d", "ctrl+r")
        await until(pilot, lambda: stored(study))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    assert kept(study) == [("debrief", id)]
    assert stored(study)


async def test_the_participants_copy_goes_where_the_person_says(
    study: Study, launch: Launcher, tmp_path: Path
) -> None:
    transcribed(study)
    study.settings = replace(study.settings, check_names="all")
    app = launch()
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "Every name stands in it" in shown(app))
        await pilot.press("ctrl+u", *str(tmp_path / "copy.html"), "enter")
        await until(pilot, (tmp_path / "copy.html").exists)
    text = (tmp_path / "copy.html").read_text()
    assert "My sister Marijke" in text
