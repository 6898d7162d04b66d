"""Coding on the screen: turns and chosen words, memos, two coders who do not see each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_kit.coding.report_page import ChartKind, Figure
from interview_kit.corpus import codes
from interview_kit.corpus import filed_interviews as filed
from interview_kit.model.codebook_entry import CodebookEntry
from interview_kit.model.coding import Coding
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.coding.coding_screen import CodingScreen
from interview_kit.tui.overview.overview_screen import OverviewScreen, figure_drawing
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.workflow.study.open_study import Study
from tests.support.filed_record import RECORD
from tests.support.pilot import shown

Launcher = Callable[..., InterviewKit]
TEXT = RECORD.turns[1].text


@pytest.fixture
def corpus(study: Study) -> Study:
    """A filed interview and two codes."""
    filed.put(study.corpus, RECORD)
    with study.corpus.atomic() as db:
        codes.add_missing(db, [CodebookEntry("hope", "Hope"), CodebookEntry("family", "Family")])
    return study


def codings(study: Study) -> tuple[Coding, ...]:
    return filed.record(study.corpus, "P07-1").codings


async def test_a_turn_is_coded_by_a_number_and_taken_back(corpus: Study, launch: Launcher) -> None:
    app = launch(study=corpus)
    async with app.run_test() as pilot:
        app.push_screen(CodingScreen(corpus.corpus, "P07-1", 2))
        await pilot.pause()
        await pilot.press("1")
        (coding,) = codings(corpus)
        assert (coding.code, coding.turn) == ("hope", 2)
        assert TEXT[coding.first_char : coding.end_char] == TEXT
        assert "▪ Hope" in shown(app)
        await pilot.press("1")
        assert len(codings(corpus)) == 1
        await pilot.press("u")
        assert codings(corpus) == ()
        await pilot.press("u")


async def test_words_are_chosen_and_a_code_is_found_by_its_name(
    corpus: Study, launch: Launcher
) -> None:
    app = launch(study=corpus)
    async with app.run_test() as pilot:
        app.push_screen(CodingScreen(corpus.corpus, "P07-1", 2))
        await pilot.pause()
        await pilot.press("w", "right", "right", "right", "shift+right", "left")
        await pilot.press("enter", *"fam", "enter")
        await pilot.pause()
        (coding,) = codings(corpus)
        assert coding.code == "family"
        assert TEXT[coding.first_char : coding.end_char] == "mijn [zus"
        await pilot.press("m", *"later", "enter")
        await pilot.pause()
        assert codings(corpus)[0].memo == "later"
        await pilot.press("u")
        assert codings(corpus)[0].memo == ""
        await pilot.press("x")
        assert codings(corpus) == ()
        await pilot.press("u")
        assert codings(corpus)[0].mark == coding.mark


async def test_a_second_coder_is_blind_until_they_look(corpus: Study, launch: Launcher) -> None:
    app = launch(study=corpus)
    async with app.run_test() as pilot:
        app.push_screen(CodingScreen(corpus.corpus, "P07-1", 2))
        await pilot.pause()
        await pilot.press("1", "k")
        await pilot.pause()
        await pilot.press(*"bram", "enter")  # typed over the name that stands there
        await pilot.pause()
        assert "▪ Hope" not in shown(app)
        await pilot.press("x")
        assert len(codings(corpus)) == 1
        await pilot.press("2")
        assert {coding.coder for coding in codings(corpus)} > {"bram"}
        await pilot.press("v")
        assert "▪ Hope" in shown(app)


async def test_chosen_words_are_left_first_and_then_the_screen(
    corpus: Study, launch: Launcher
) -> None:
    app = launch(study=corpus)
    async with app.run_test() as pilot:
        app.push_screen(CodingScreen(corpus.corpus, "P07-1", 2))
        await pilot.pause()
        await pilot.press("9", "w", "escape")
        assert isinstance(app.screen, CodingScreen)
        await pilot.press("w", "up")
        assert app.screen.query_one(RowList).key == 1
        await pilot.press("escape")
        assert not isinstance(app.screen, CodingScreen)
        assert codings(corpus) == ()


async def test_the_overview_counts_what_the_report_counts(corpus: Study, launch: Launcher) -> None:
    app = launch(study=corpus)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.press("O")
        await pilot.pause()
        assert isinstance(app.screen, OverviewScreen)
        assert "P07-1" in shown(app)
        await pilot.press("escape")
        assert not isinstance(app.screen, OverviewScreen)


@pytest.mark.parametrize(("language", "length"), [("en", "0.5"), ("nl", "0,5")])
def test_the_overview_writes_numbers_as_its_language_does(language: str, length: str) -> None:
    figure = Figure("lengths", "", "", ChartKind.BARS, ("", ""), (("P07-1", 0.5),))
    drawn = figure_drawing(figure, "", language)(80)
    assert length in "".join(piece.text for line in drawn for piece in line)
