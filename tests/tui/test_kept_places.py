"""What stays as it was: the cursor on its row, the last line in reach, the look between starts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from interview_kit.cli.kept_theme import keep_theme, kept_theme, theme_file
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.widgets.line_area import Piece
from interview_kit.tui.widgets.row_list import Row, RowList
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import prepared

Launcher = Callable[..., InterviewKit]


async def test_the_cursor_stays_with_its_interview_when_another_is_prepared(
    study: Study, launch: Launcher
) -> None:
    prepared(study, "P01")
    prepared(study, "P02")
    app = launch()
    async with app.run_test() as pilot:
        rows = app.screen.query_one(RowList)
        await pilot.press("down")
        assert rows.key == "P01-1"
        prepared(study, "P03")
        app.screen.draw()
        assert rows.key == "P01-1"
        assert rows.keys == ["P03-1", "P02-1", "P01-1"]


async def test_end_reaches_the_last_line_and_down_goes_through_a_long_row(
    study: Study, launch: Launcher
) -> None:
    def lines(count: int) -> Callable[[int], list[tuple[Piece, ...]]]:
        return lambda _width: [(Piece(f"line {number}"),) for number in range(count)]

    prepared(study, "P01")
    app = launch()
    async with app.run_test(size=(80, 24)) as pilot:
        rows = app.screen.query_one(RowList)
        rows.show([Row(lines(2), "first"), Row(lines(60), "long"), Row(lines(5))])
        await pilot.press("end")
        await pilot.pause()
        assert rows.key == "long"
        assert rows.scroll_offset.y == rows.max_scroll_y == 67 - rows.size.height
        await pilot.press("home")
        await pilot.pause()
        assert (rows.key, rows.scroll_offset.y) == ("first", 0)
        places = []
        for _ in range(6):
            await pilot.press("down")
            await pilot.pause()
            places.append(rows.scroll_offset.y)
        assert rows.key == "long"
        assert places == sorted(places)
        assert places[-1] == rows.max_scroll_y
        assert max(b - a for a, b in pairwise(places)) < rows.size.height


@pytest.fixture
def config_folder(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


async def test_the_look_that_was_chosen_is_that_of_the_next_start(
    study: Study, launch: Launcher, config_folder
) -> None:
    assert kept_theme() == "dark"
    async with launch(theme="dark", keep_theme=keep_theme).run_test() as pilot:
        await pilot.press("f2")
        assert pilot.app.theme == f"kit-{kept_theme()}" == "kit-light"
    theme_file().write_text("purple\n")
    assert kept_theme() == "dark"


def test_a_look_that_cannot_be_kept_stops_nothing(config_folder) -> None:
    theme_file().mkdir(parents=True)
    keep_theme("light")
    assert kept_theme() == "dark"
