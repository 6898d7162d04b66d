"""Searching the corpus as one types, reading a question with everyone, and going to the turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Input

from interview_kit.corpus import filed_interviews as filed
from interview_kit.interface.actions import of_screen
from interview_kit.model.record import GuideQuestion, Record
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.tui.app import InterviewKit
from interview_kit.tui.corpus.corpus_screen import CorpusScreen
from interview_kit.tui.corpus.filed_screen import FiledScreen
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.widgets.row_list import RowList
from interview_kit.workflow.study.open_study import Study
from tests.support.pilot import shown

Launcher = Callable[..., InterviewKit]
SAID = (
    (Speaker.INTERVIEWER, "today", "How are you?"),
    (Speaker.PARTICIPANT, "today", "Well, the medication helps."),
    (Speaker.PARTICIPANT, "hope", "I hope for a garden."),
)


@pytest.fixture
def corpus(study: Study) -> Study:
    """Two filed interviews with the same questions."""
    for code in ("P01", "P02"):
        turns = [
            Turn(number, who, number * 1000, number * 1000 + 900, question, f"{text} {code}")
            for number, (who, question, text) in enumerate(SAID, start=1)
        ]
        questions = (
            GuideQuestion("today", "How are you today?", "begin", "Beginning", mark="asked"),
            GuideQuestion("hope", "What do you hope for?", "end", "End"),
        )
        record = Record(
            f"{code}-1", code, "en", "g", "ab" * 32, "2026-11", 9000, 1,
            questions=questions, turns=tuple(turns),
        )  # fmt: skip
        filed.put(study.corpus, record)
    return study


def test_every_key_of_both_screens_is_tried_here() -> None:
    tried = {"find", "open", "next_question", "previous_question", "whose", "leave"}
    assert {action.method for action in of_screen("corpus")} == tried
    assert {action.method for action in of_screen("filed")} == {"find", "code", "leave"}


async def test_what_is_typed_is_found_at_once_and_opens_at_its_turn(
    corpus: Study, launch: Launcher
) -> None:
    app = launch(study=corpus)
    async with app.run_test() as pilot:
        await pilot.press("o", "slash", *"garden p02")
        assert "Turns found: 1" in shown(app)
        assert "I hope for a garden. P02" in shown(app)
        await pilot.press("enter")
        assert isinstance(app.screen, FiledScreen)
        assert app.screen.query_one(RowList).key == 3
        assert "P02-1 · version 1 · 2026-11" in shown(app)
        await pilot.press("escape")
        assert isinstance(app.screen, CorpusScreen)


async def test_while_one_types_the_arrows_move_through_what_was_found(
    corpus: Study, launch: Launcher
) -> None:
    app = launch(study=corpus)
    async with app.run_test() as pilot:
        await pilot.press("o", "slash", *"garden", "down")
        assert app.screen.query_one(RowList).key == ("P02-1", 3)
        assert app.screen.query_one(Input).has_focus
        await pilot.press(*" nothing")
        assert "Nothing found." in shown(app)
        await pilot.press("enter")
        assert isinstance(app.screen, CorpusScreen)


async def test_a_question_is_read_with_everyone_or_with_participants_alone(
    corpus: Study, launch: Launcher
) -> None:
    app = launch(study=corpus)
    async with app.run_test() as pilot:
        await pilot.press("o")
        assert "2 of 2" in shown(app)
        await pilot.press("enter")
        page = shown(app)
        assert "P01-1 · 2026-11 · ✓ asked" in page
        assert "the medication helps. P02" in page
        assert "How are you? P01" in page
        await pilot.press("a")
        assert "How are you? P01" not in shown(app)
        await pilot.press("n")
        assert "I hope for a garden. P01" in shown(app)
        await pilot.press("n", "enter")
        assert app.screen.query_one(RowList).key == 3
        await pilot.press("escape", "b")
        assert "the medication helps. P01" in shown(app)


async def test_one_goes_back_step_by_step(corpus: Study, launch: Launcher) -> None:
    app = launch(study=corpus)
    async with app.run_test() as pilot:
        await pilot.press("o", "slash", *"garden", "escape")
        assert app.screen.query_one(Input).value == ""
        assert "Read one question across all interviews" in shown(app)
        await pilot.press("down", "enter", "escape")
        assert app.screen.query_one(RowList).key == "hope"
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_in_a_filed_transcript_one_finds_the_next_turn_with_a_word(
    corpus: Study, launch: Launcher
) -> None:
    app = launch(study=corpus)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("o", "enter", "enter")
        await pilot.press("slash", *"Garden", "enter")
        assert app.screen.query_one(RowList).key == 3
        await pilot.press("slash", *"you", "enter")
        assert app.screen.query_one(RowList).key == 1


async def test_an_empty_corpus_says_so(launch: Launcher) -> None:
    app = launch()
    async with app.run_test() as pilot:
        await pilot.press("o")
        assert "Nothing is filed yet" in shown(app)
        await pilot.press("enter", "n", "a", "slash", *"x", "escape", "escape")
        assert isinstance(app.screen, HomeScreen)
