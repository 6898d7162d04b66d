"""From 120 columns on the other half of a screen is of use; at 80 all is as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_kit.audio.recorder_events import Level
from interview_kit.session.interview_events import (
    Event,
    Flagged,
    Mark,
    NoteTaken,
    QuestionMarked,
    Struck,
)
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.home.glance_panel import GlancePanel
from interview_kit.tui.interview.level_meter import LevelMeter
from interview_kit.tui.review.review_screen import ReviewScreen
from interview_kit.tui.review.turn_panel import TurnPanel
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.vault import journal
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import RATE, prepared, proposed, transcribed
from tests.support.pilot import running, shown, until

Launcher = Callable[..., InterviewKit]
WIDE, USUAL = (120, 40), (80, 24)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("Next: read, correct", "raised, not followed up", "questions never asked")),
        ("nl", ("Nu: lezen, verbeteren", "niet op doorgevraagd", "vragen nooit gesteld")),
    ],
)
async def test_the_list_shows_the_interview_under_the_cursor(
    study: Study, launch: Launcher, language: str, parts: tuple[str, ...]
) -> None:
    prepared(study, "P01")
    id = transcribed(study, "P02")
    events: list[Event] = [
        Flagged(),
        NoteTaken("lit up when the dog came in"),
        QuestionMarked("medication", Mark.RAISED),
    ]
    journal.append(study.vault, id, 5 * RATE, events)
    app = launch()
    async with app.run_test(notifications=True, size=WIDE) as pilot:
        app.language = language
        app.screen.draw()
        await until(pilot, lambda: all(part in shown(app) for part in parts))
        assert "lit up when the dog came in" in shown(app)
        assert "00:00:05" in shown(app)
        await pilot.press("down")
        await until(pilot, lambda: "lit up" not in shown(app))
        assert "P01-1" in str(app.screen.query_one(GlancePanel).query_one("Static").render())


async def test_what_was_struck_is_not_shown_beside_the_list(study: Study, launch: Launcher) -> None:
    id = transcribed(study, "P02")
    journal.append(study.vault, id, 5 * RATE, [NoteTaken("about the neighbour")])
    journal.append(study.vault, id, 9 * RATE, [Struck(4 * RATE, 6 * RATE)])
    app = launch()
    async with app.run_test(notifications=True, size=WIDE) as pilot:
        await until(pilot, lambda: "Left open" in shown(app))
        assert "about the neighbour" not in shown(app)


async def test_at_80_columns_the_list_and_the_review_have_the_whole_width(
    study: Study, launch: Launcher
) -> None:
    id = proposed(study)
    app = launch()
    async with app.run_test(notifications=True, size=USUAL) as pilot:
        assert not app.screen.query_one(GlancePanel).display
        assert app.screen.query_one(RowList).size.width >= 75
        app.review(id)
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert not app.screen.query_one(TurnPanel).display
        assert app.screen.query_one(RowList).size.width >= 75
        await pilot.resize_terminal(*WIDE)
        await until(pilot, lambda: app.screen.query_one(TurnPanel).display)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query_one(GlancePanel).display)
        assert "Next: review names" in shown(app)


async def test_the_review_shows_the_whole_turn_with_its_neighbours(
    study: Study, launch: Launcher
) -> None:
    id = proposed(study)
    app = launch(screen="review", interview=id)
    async with app.run_test(notifications=True, size=WIDE) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))

        def beside() -> str:
            return " ".join(
                str(app.screen.query_one(TurnPanel).query_one("Static").render()).split()
            )

        await until(pilot, lambda: "My sister Marijke brought me here from Almere." in beside())
        assert "How are you today?" in beside()
        assert "It began long ago" in beside()
        await pilot.press("down")
        await until(pilot, lambda: "How are you today?" not in beside())
        assert "It began long ago, and Marijke knows all of it." in beside()


async def test_at_80_columns_the_time_that_is_left_has_room_beside_two_meters(
    study: Study, launch: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear = LevelMeter.hear
    loud = Level(0, (-12.0, -90.0), (-20.0, -98.0))
    monkeypatch.setattr(LevelMeter, "hear", lambda meter, _level: hear(meter, loud))
    app = launch(screen="interview", interview=prepared(study))
    async with app.run_test(notifications=True, size=USUAL) as pilot:
        await running(pilot)
        app.language = "nl"  # in which the state takes more room
        await until(pilot, lambda: "OPNAME" in shown(app) and shown(app).count(" dB ") == 2)
        assert "nog 56 min" in shown(app)
