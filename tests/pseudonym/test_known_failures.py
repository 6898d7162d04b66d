"""The regression corpus: what must be found, and what is known to be missed today.

A name that is missed somewhere joins `known_failures.json`; when the detectors find it, the last
test here says so, and it moves up to `found`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from interview_kit.pseudonym.detectors import detect

CORPUS = json.loads((Path(__file__).parent / "data" / "known_failures.json").read_text("utf-8"))
MARKED = re.compile(r"\{([^{}]*)\}")


def missed(language: str, marked: str) -> list[str]:
    """The marked names of a sentence that no mention covers whole."""
    text = MARKED.sub(lambda match: match[1], marked)
    found = detect(text, language)
    names = []
    shift = 0
    for match in MARKED.finditer(marked):
        start = match.start() - shift
        shift += 2
        if not any(m.start <= start and start + len(match[1]) <= m.end for m in found):
            names.append(match[1])
    return names


@pytest.mark.parametrize(("language", "marked"), CORPUS["found"])
def test_what_was_found_once_is_found_still(language: str, marked: str) -> None:
    assert missed(language, marked) == []


@pytest.mark.parametrize(("language", "text"), CORPUS["left alone"])
def test_what_is_no_name_is_left_alone(language: str, text: str) -> None:
    assert detect(text, language) == ()


@pytest.mark.parametrize(("language", "marked"), CORPUS["known failures"])
def test_a_known_failure_that_got_better_moves_up(language: str, marked: str) -> None:
    assert missed(language, marked), "found now: move it to `found`"
