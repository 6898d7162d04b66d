"""Practice: the real screen, a voice that answers, and nothing that stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.audio.sound_source import Source
from interview_kit.errors import AudioError
from interview_kit.session.interview_state import Phase
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.interview.practice_screen import PracticeScreen
from interview_kit.tui.kit import words
from interview_kit.workflow.study.open_study import Study
from tests.support.pilot import running, shown, until

Launcher = Callable[..., InterviewKit]


def no_microphone() -> Source:
    """There is none: practice goes on without."""
    raise AudioError("No microphone was found.", "Plug one in.")


def everything(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with what is in it, but for the marks that readers leave."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files if not path.name.endswith("-shm")}


@pytest.mark.parametrize(
    ("language", "banner", "answer", "over"),
    [
        ("en", "PRACTICE", "I am fine, thank you.", "Nothing of it was stored"),
        ("nl", "OEFENEN", "Goed, dank u.", "Er is niets van bewaard"),
    ],
)
async def test_a_voice_answers_the_banner_stands_and_nothing_is_stored(
    study: Study,
    launch: Launcher,
    tmp_path: Path,
    language: str,
    banner: str,
    answer: str,
    over: str,
) -> None:
    app = launch(open_source=no_microphone)
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        app.language = language
        study.vault.empty_log()
        before = everything(study.folder)
        app.practise()
        screen = await running(pilot)
        assert isinstance(screen, PracticeScreen)
        await pilot.press("enter")
        await until(pilot, lambda: answer in shown(app))
        assert words(screen, "practice.rec") in shown(app)
        assert words(screen, "interview.rec") not in shown(app)
        for keys in (
            ("f",),
            ("t", *"looked away", "enter"),
            ("p",),
            ("p",),
            ("w", "down", "enter"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert banner in shown(app)
        await until(pilot, lambda: screen.is_ready)
        assert screen.conductor.state.notes == 1
        await pilot.press("q", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: over in shown(app))
        assert screen.conductor.state.phase is Phase.ENDED
    study.vault.empty_log()
    assert everything(study.folder) == before
    assert list(study.interviews()) == []


async def test_practice_needs_no_study_and_closes_the_program(
    launch: Launcher, tmp_path: Path
) -> None:
    empty = tmp_path / "nowhere"
    empty.mkdir()
    app = launch(study=None, folder=empty, screen="practice", open_source=no_microphone)
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        await running(pilot)
        await pilot.press("q", "down", "enter")
        await until(pilot, lambda: app.return_code is not None)
    assert app.return_code == 0
    assert list(empty.iterdir()) == []


async def test_a_question_without_an_answer_says_so(launch: Launcher) -> None:
    app = launch(open_source=no_microphone)
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        app.practise()
        await running(pilot)
        await pilot.press("n", "enter")
        await until(pilot, lambda: "has no answer to this question" in shown(app))


async def test_what_the_voice_says_raises_topics_as_in_an_interview(launch: Launcher) -> None:
    app = launch(open_source=no_microphone)
    async with app.run_test(notifications=True, size=(100, 30)) as pilot:
        app.practise()
        screen = await running(pilot)
        screen.voice.follow(())
        screen._said("The medicine made me very tired.")
        await until(pilot, lambda: screen.conductor.state.suggested)
