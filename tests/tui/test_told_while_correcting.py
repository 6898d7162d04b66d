"""What is told below a transcript and in passing while somebody corrects it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_kit.tui.app import InterviewKit
from interview_kit.workflow.study.open_study import Study
from tests.support.heard_transcript import heard_transcript
from tests.support.late_outlook import hold_outlook
from tests.support.pilot import looked, pressed, shown, until
from tests.tui.test_correcting import SAID

Launcher = Callable[..., InterviewKit]


@pytest.fixture
def id(study: Study) -> str:
    return heard_transcript(study, SAID)


async def test_that_doubts_are_looked_for_is_said_whole_until_they_are_drawn(
    study: Study, launch: Launcher, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_waited_for = hold_outlook(monkeypatch)
    async with launch(screen="read", interview=id).run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "Looking for doubtful places…" in shown(pilot.app))
        is_waited_for.set()
        screen = await looked(pilot)
        await until(pilot, lambda: f"{screen.left_count} doubtful" in shown(pilot.app))
        assert "Looking for" not in shown(pilot.app)
        await pilot.resize_terminal(30, 24)
        await until(pilot, lambda: "left" not in shown(pilot.app))
        await pilot.resize_terminal(100, 24)
        await until(pilot, lambda: "left" in shown(pilot.app))


async def test_no_place_is_denied_before_it_is_looked_anew(
    study: Study, launch: Launcher, id: str
) -> None:
    app = launch(screen="read", interview=id)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await looked(pilot)
        await until(pilot, lambda: screen.is_still)
        for _ in range(screen.left_count):
            await pressed(pilot, "f6")
        await pressed(pilot, *"heart", "f6")
        told = ["Looking for doubtful places…", "That was the last doubtful place."]
        await until(pilot, lambda: [one.message for one in app._notifications] == told)


async def test_what_is_said_again_stands_there_once(
    study: Study, launch: Launcher, id: str
) -> None:
    app = launch(screen="read", interview=id)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await looked(pilot)
        await pressed(pilot, "f7", "n", "f7", "n", "f7")
        assert [told.message for told in app._notifications] == [
            "Nothing was noted.",
            "Nothing is doubted here.",
        ]
