"""Practice in plain mode: it says so at every prompt, and nothing is stored."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from interview_kit.audio.sound_source import Source
from interview_kit.errors import AudioError
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.plain_practice import practise
from interview_kit.workflow.capture.practice import practice_interview


def no_microphone() -> Source:
    """There is none."""
    raise AudioError("No microphone was found.", "Plug one in.")


@pytest.mark.parametrize(
    ("language", "word", "answer", "end"),
    [
        ("en", "PRACTICE", "I am fine, thank you.", "Nothing of it was stored"),
        ("nl", "OEFENEN", "Goed, dank u.", "Er is niets van bewaard"),
    ],
)
def test_the_voice_answers_in_lines_and_no_file_is_left(
    tmp_path: Path, language: str, word: str, answer: str, end: str
) -> None:
    said: list[str] = []
    answered = Event()

    def write(text: str) -> None:
        said.append(text)
        if answer in text:
            answered.set()

    def read() -> str:
        lines = iter_lines
        line = next(lines, "")
        if line == "wait\n":
            assert answered.wait(60)
            return next(lines, "")
        return line

    iter_lines = iter(["\n", "wait\n", "t looked away\n", "q\n", "2\n"])
    talk = LineTerminal(language, read, write, prompts=True)
    practise(talk, practice_interview(tmp_path, language=language), no_microphone)
    told = "".join(said)
    prompts = [text for text in said if text.endswith("> ")]
    assert prompts
    assert all(word in prompt for prompt in prompts)
    assert end in told
    assert list(tmp_path.iterdir()) == []


def test_an_end_of_input_ends_practice(tmp_path: Path) -> None:
    said: list[str] = []
    talk = LineTerminal("en", lambda: "", said.append, prompts=False)
    practise(talk, practice_interview(tmp_path), no_microphone)
    assert "Practice is over" in "".join(said)
