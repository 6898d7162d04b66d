"""What the draft has otherwise stands beside the settled word, and changes nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.speech.draft_comparison import with_alternatives

pytestmark = pytest.mark.pure

STEP_MS = 500


def chunk(text: str, first_frame: int = 0, end_frame: int = 100) -> Chunk:
    """A word each half second; `_` is half a second without one, and `|` ends a sentence."""
    segments, at_ms = [], 0
    for sentence in text.split("|"):
        words = []
        for word in sentence.split():
            if word != "_":
                words.append(Word(f" {word}", at_ms, at_ms + STEP_MS, 0.9))
            at_ms += STEP_MS
        segments.append(Segment(tuple(words)))
    return Chunk(first_frame, end_frame, "nl", tuple(segments))


def alternatives(settled: str, drafted: str) -> list[str | None]:
    (compared,) = with_alternatives([chunk(settled)], [chunk(drafted)])
    return [word.alternative for segment in compared.segments for word in segment.words]


@pytest.mark.parametrize(
    ("settled", "drafted", "expected"),
    [
        ("ik ging naar huis", "ik ging naar huis", [None] * 4),
        ("Ik ging, naar huis.", "ik ging naar Huis", [None] * 4),
        ("ik ging naar huis", "ik ging na huis", [None, None, " na", None]),
        ("ik ging naar huis", "ik ging _ huis", [None, None, "", None]),
        ("ik ging _ huis", "ik ging naar huis", [None, " ging naar", None]),
        ("hal | doel geslikt", "haldol _ geslikt", [" haldol", "", None]),
    ],
)
def test_a_word_has_what_the_draft_has_in_its_place(
    settled: str, drafted: str, expected: list[str | None]
) -> None:
    assert alternatives(settled, drafted) == expected


def test_nothing_but_the_alternatives_is_changed() -> None:
    settled = chunk("ik ging | naar huis")
    (compared,) = with_alternatives([settled], [chunk("ik ging na huis")])
    words = [[replace(word, alternative=None) for word in part.words] for part in compared.segments]
    assert words == [list(part.words) for part in settled.segments]


def test_a_draft_that_ends_before_a_section_does_says_nothing_of_it() -> None:
    settled = chunk("ik ging naar huis", end_frame=200)
    assert list(with_alternatives([settled], [chunk("ik", end_frame=100)])) == [settled]
    assert list(with_alternatives([settled], [])) == [settled]
