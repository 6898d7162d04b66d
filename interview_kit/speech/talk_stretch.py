"""Words of a text in stretches that are heard once more, each with some sound around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interview_kit.speech.believed_words import SENTENCE_ENDS, SENTENCE_GAP_MS

LONGEST_MS = 9_000
"""A stretch of talk that is weighed at once."""

LEAST_MS = 2_500
"""A shorter sentence is weighed with the next: alone it is guessed at."""

BEFORE_MS, AFTER_MS = 300, 400
"""Sound around the words: their times are estimates."""


@dataclass(frozen=True, slots=True)
class TalkWord:
    """A word of a text, with the `probability` that it is right, 0 to 1.

    One that `is_name` is known as a name already, and not asked about.
    """

    text: str
    start_ms: int
    end_ms: int
    probability: float
    is_name: bool = False


def talk_stretches(words: Iterable[TalkWord]) -> Iterator[tuple[TalkWord, ...]]:
    """Words in stretches that are weighed at once: sentences, and short ones together."""
    stretch: list[TalkWord] = []
    for word in words:
        if stretch and _is_over(stretch, word):
            yield tuple(stretch)
            stretch = []
        stretch.append(word)
    if stretch:
        yield tuple(stretch)


def _is_over(stretch: Sequence[TalkWord], word: TalkWord) -> bool:
    length_ms = stretch[-1].end_ms - stretch[0].start_ms
    return (
        word.start_ms - stretch[-1].end_ms > SENTENCE_GAP_MS
        or word.end_ms - stretch[0].start_ms > LONGEST_MS
        or (length_ms >= LEAST_MS and stretch[-1].text.endswith(SENTENCE_ENDS))
    )


def sound_span(stretch: Sequence[TalkWord]) -> tuple[int, int]:
    """From when to when a stretch has to be heard, in ms."""
    return max(0, stretch[0].start_ms - BEFORE_MS), stretch[-1].end_ms + AFTER_MS
