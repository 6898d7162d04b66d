"""What plain mode says and understands, word by word."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.interface.texts import TEXTS as WORDS
from interview_kit.interface.texts.plain_texts import TEXTS
from interview_kit.language.catalogues import languages
from interview_kit.plain.line_parser import ACTIONS, parse_line
from interview_kit.plain.line_terminal import LineTerminal


@given(st.text(max_size=200))
def test_nothing_that_is_said_can_steer_the_terminal(text):
    said: list[str] = []
    LineTerminal("en", lambda: "", said.append, prompts=False).tell("talk.question", text=text)
    assert all(one == "\n" or one.isprintable() for one in "".join(said))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_action_is_understood_by_its_key_its_label_and_its_name(language):
    for action in ACTIONS:
        if not action.numbered:
            assert parse_line(action.label.in_(language).upper(), language).action is action
    assert parse_line("", language).action.method == "asked_next"
    assert (parse_line("7", language).action.method, parse_line("7", language).said) == (
        "probe",
        "7",
    )
    assert parse_line("?", language).action.method == "status"
    assert parse_line("note  She  smiled", language).said == "She smiled"
    for nonsense in ("n n", "12", "p now", "yes please", "\x1b[A"):
        assert parse_line(nonsense, language) is None


def test_plain_mode_knows_nothing_of_the_screen():
    code = (
        "import sys, interview_kit.plain.plain_interview, interview_kit.plain.line_terminal\n"
        "assert 'textual' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_its_sentences_hold_no_shapes():
    for id in TEXTS:
        for language in languages():
            assert not re.search(r"[●○◌‖✕▲△■▮]", WORDS[id].in_(language))
