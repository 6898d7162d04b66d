"""The tables behind the screens: actions, texts, colours, and plain text."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.interface.action import shown_keys
from interview_kit.interface.actions import ACTIONS, of_screen
from interview_kit.interface.mark_shapes import SHAPES, SPARED
from interview_kit.interface.terminal_text import plain
from interview_kit.session.interview_events import Mark
from interview_kit.tui.bindings import bindings
from interview_kit.tui.check.check_screen import CheckScreen
from interview_kit.tui.coding.coding_screen import CodingScreen
from interview_kit.tui.corpus.corpus_screen import CorpusScreen
from interview_kit.tui.corpus.filed_screen import FiledScreen
from interview_kit.tui.debrief.debrief_screen import DebriefScreen
from interview_kit.tui.help.help_page import help_page
from interview_kit.tui.home.home_screen import HomeScreen
from interview_kit.tui.interview.interview_screen import InterviewScreen
from interview_kit.tui.overview.overview_screen import OverviewScreen
from interview_kit.tui.prepare.prepare_screen import PrepareScreen
from interview_kit.tui.read.read_screen import ReadScreen
from interview_kit.tui.review.review_screen import ReviewScreen
from interview_kit.tui.text_fit import lines
from interview_kit.tui.themes import PAIRS, PALETTES
from tests.support.painted_letters import contrast

SCREENS = (
    HomeScreen,
    PrepareScreen,
    CheckScreen,
    InterviewScreen,
    DebriefScreen,
    ReadScreen,
    ReviewScreen,
    CorpusScreen,
    FiledScreen,
    CodingScreen,
    OverviewScreen,
)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_action_of_a_screen_has_a_method_and_every_key_one_action(screen: type) -> None:
    table = screen.TABLE
    actions = of_screen(table)
    assert actions
    keys = [key for action in actions for key in action.key.split(",")]
    assert len(keys) == len(set(keys))
    for action in actions:
        assert hasattr(screen, f"action_{action.method}")
    for binding in bindings(table):
        assert binding.id
        assert binding.tooltip


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_help_names_every_key_of_its_screen(language: str) -> None:
    for screen in SCREENS:
        table = screen.TABLE
        page = " ".join(help_page(table, language, {}, 76).plain.split())
        for action in of_screen(table):
            assert action.help.in_(language) in page
            assert shown_keys(action, {})[0] in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_keys_never_run_into_what_they_do(language: str) -> None:
    for screen in SCREENS:
        page_lines = help_page(screen.TABLE, language, {}, 76).plain.split("\n")
        for action in of_screen(screen.TABLE):
            keys = " ".join(shown_keys(action, {}))
            assert any(line == keys or line.startswith(f"{keys} ") for line in page_lines)


def test_a_remapped_key_is_the_one_that_is_shown() -> None:
    action = next(action for action in ACTIONS if action.id == "interview.flag")
    assert shown_keys(action, {"interview.flag": "ctrl+g"}) == ("Ctrl+G",)


@pytest.mark.parametrize("name", PALETTES)
def test_every_text_can_be_read_on_its_ground(name: str) -> None:
    colours = asdict(PALETTES[name])
    for ink, ground in PAIRS:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def test_every_state_of_a_question_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == set(Mark)
    assert len({*SHAPES.values(), SPARED}) == len(Mark) + 1


@given(st.text(max_size=200))
def test_no_text_can_steer_the_terminal(text: str) -> None:
    assert all(one == "\n" or one.isprintable() or one.isspace() for one in plain(text))
    assert "\x1b" not in plain(text)
    assert "\u202e" not in plain(text)


@given(st.text(max_size=200), st.integers(4, 80))
def test_wrapping_keeps_every_letter(text: str, width: int) -> None:
    kept = "".join("".join(lines(text, width)).split())
    assert kept == "".join(plain(text).split())
