"""Every key of the table reaches its action, on every screen; the effects are tested elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_kit.corpus import filed_interviews as filed
from interview_kit.interface.action import Action
from interview_kit.interface.actions import ACTIONS, of_screen
from interview_kit.model.record import Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.session.new_interview import NewInterview
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.coding.coding_screen import CodingScreen
from interview_kit.tui.corpus.filed_screen import FiledScreen
from interview_kit.tui.kit import KitScreen
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import prepared, proposed, transcribed
from tests.support.pilot import running, until

Launcher = Callable[..., InterviewKit]
Opening = Callable[[Study, Launcher], InterviewKit]

OPENINGS: dict[str, Opening] = {
    "home": lambda _study, launch: launch(),
    "prepare": lambda _study, launch: launch(start=NewInterview("P05")),
    "interview": lambda study, launch: launch(screen="interview", interview=prepared(study)),
    "debrief": lambda _study, launch: launch(),
    "welcome": lambda _study, launch: launch(study=None, screen="welcome"),
    "make": lambda _study, launch: launch(),
    "settings": lambda _study, launch: launch(),
    "export": lambda _study, launch: launch(),
    "check": lambda _study, launch: launch(),
    "corpus": lambda _study, launch: launch(),
    "filed": lambda _study, launch: launch(),
    "coding": lambda _study, launch: launch(),
    "overview": lambda _study, launch: launch(),
    "read": lambda study, launch: launch(screen="read", interview=transcribed(study)),
    "review": lambda study, launch: launch(screen="review", interview=proposed(study)),
}


def test_every_screen_of_the_table_is_tried_here() -> None:
    assert {action.screen for action in ACTIONS} - {"app", "plain"} == set(OPENINGS)


@pytest.mark.parametrize("table", OPENINGS)
async def test_every_key_reaches_its_action(
    table: str, study: Study, launch: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = OPENINGS[table](study, launch)
    async with app.run_test() as pilot:
        if table == "interview":
            await running(pilot)
        elif table == "debrief":
            app.debrief(transcribed(study))
        elif table == "check":
            app.check_sound()
        elif table == "make":
            app.make_study()
        elif table == "settings":
            app.settings()
        elif table == "export":
            app.export()
        elif table == "corpus":
            app.corpus()
        elif table == "overview":
            app.overview()
        elif table in ("filed", "coding"):
            turn = Turn(1, Speaker.PARTICIPANT, 0, 900, "today", "It went well.")
            filed.put(
                study.corpus, Record("P01-1", "P01", "en", "g", "f", "2026", 1, 1, turns=(turn,))
            )
            screens = {"filed": FiledScreen, "coding": CodingScreen}
            app.push_screen(screens[table](study.corpus, "P01-1", 1))
        await until(pilot, lambda: getattr(app.screen, "TABLE", "") == table)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, KitScreen)
        called: list[tuple[str, ...]] = []
        for action in of_screen(table):
            monkeypatch.setattr(type(screen), f"action_{action.method}", _noting(action, called))
        for action in of_screen(table):
            for key in action.key.split(","):
                await pilot.press(key)
                assert called[-1:] == [(action.id, key) if action.numbered else (action.id,)]


def _noting(action: Action, called: list[tuple[str, ...]]) -> Callable[..., None]:
    def note(_screen: KitScreen, *number: int) -> None:
        called.append((action.id, *map(str, number)))

    return note
