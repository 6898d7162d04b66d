"""What leaves the study from the screen: formats that are marked, and releases that were seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from interview_kit.tui.app import InterviewKit
from interview_kit.tui.export.export_screen import ExportScreen
from interview_kit.tui.export.release_dialog import ReleaseDialog
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.vault import names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.publication.corpus_reading import listed_releases
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import proposed
from tests.support.pilot import shown, until

Launcher = Callable[..., InterviewKit]


@pytest.fixture(autouse=True)
def filed(study: Study) -> str:
    """An interview in the corpus, whose participant agreed to take part and to be recorded."""
    id = proposed(study)
    names.decide(study.vault, id, names.proposals(study.vault, id), Verdict.ACCEPTED)
    file_interview(study.interview(id))
    return id


async def test_marked_formats_are_written_and_no_others(launch: Launcher, tmp_path: Path) -> None:
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("space", "down", "space")  # neither JSON Lines nor CSV
        app.screen.query_one(RowList).go_to(("format", "vtt"))
        await pilot.press("space", "enter")
        app.screen.query_one(Input).value = str(tmp_path / "out")
        await pilot.press("enter")
        await until(pilot, lambda: "2 files written" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    out = tmp_path / "out"
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {"text/P01-1.txt", "vtt/P01-1.vtt", ".interview-kit-export.json"}


@pytest.mark.parametrize(
    ("language", "none"), [("en", "No format is marked"), ("nl", "Er is geen vorm aangekruist")]
)
async def test_nothing_marked_is_said(launch: Launcher, language: str, none: str) -> None:
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        app.language = language
        await pilot.press("e", "space", "down", "space")
        app.screen.query_one(RowList).go_to(("format", "text"))
        await pilot.press("space", "enter")
        await until(pilot, lambda: none in shown(app))


async def test_a_release_is_seen_first_and_written_only_when_that_is_chosen(
    study: Study, launch: Launcher, tmp_path: Path
) -> None:
    app = launch()
    folder = tmp_path / "release"
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        for keys, is_written in ((("enter",), False), (("down", "enter"), True)):
            if isinstance(app.screen, HomeScreen):
                await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, ExportScreen))
            app.screen.query_one(RowList).go_to(("purpose", "coders"))
            await pilot.press("enter")
            app.screen.query_one(Input).value = str(folder)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, ReleaseDialog))
            assert "The smallest group" in shown(app)
            assert not folder.exists()
            await pilot.press(*keys)
            await until(pilot, lambda: isinstance(app.screen, ExportScreen))
            if is_written:
                await until(pilot, lambda: "Released to" in shown(app))
    assert (folder / "bagit.txt").is_file()
    assert [release.purpose for release in listed_releases(study.corpus)] == ["coders"]


async def test_a_purpose_nobody_agreed_to_says_why_and_writes_nothing(
    launch: Launcher, tmp_path: Path
) -> None:
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.press("e")
        app.screen.query_one(RowList).go_to(("purpose", "archive"))
        await pilot.press("enter")
        app.screen.query_one(Input).value = str(tmp_path / "release")
        await pilot.press("enter")
        await until(pilot, lambda: "No interview may be released for archive" in shown(app))
        assert isinstance(app.screen, ExportScreen)
    assert not (tmp_path / "release").exists()


async def test_a_name_that_would_leave_is_told_by_its_place(
    study: Study, launch: Launcher, tmp_path: Path
) -> None:
    from interview_kit.pseudonym.roster import parse_roster

    names.add_to_roster(study.vault, parse_roster("brother: Long Ago", "P01"))
    app = launch()
    async with app.run_test(notifications=True, size=(100, 40)) as pilot:
        await pilot.press("e", "enter")
        app.screen.query_one(Input).value = str(tmp_path / "out")
        await pilot.press("enter")
        await until(pilot, lambda: "A known name would be exported" in shown(app))
    assert not (tmp_path / "out").exists()
