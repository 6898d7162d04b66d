"""Where in the sound it is not known which of the words is said, and what nobody wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.text_word import TextWord, WordSource

Span = tuple[int, int]
"""Start and end in ms."""


def widened(
    spans: Sequence[Span], words: Sequence[TextWord], start_ms: int, end_ms: int
) -> tuple[Span, ...]:
    """Spans of a turn's words, each as wide as it is sure to hold its words.

    A word whose time is guessed may be said anywhere between those beside it whose time is known.
    """
    unsure_spans = _unsure_spans(words, start_ms, end_ms)
    return tuple(
        (
            min([start, *(low for low, high in unsure_spans if low <= end and start <= high)]),
            max([end, *(high for low, high in unsure_spans if low <= end and start <= high)]),
        )
        for start, end in spans
    )


def unwritten_spans(transcript: EditedTranscript) -> tuple[Span, ...]:
    """When words were heard that a person took out, and put nothing in their place."""
    words = [word for number in transcript.numbers for word in transcript.words(number)]
    heard_spans = {
        (word.start_ms, word.end_ms) for word in words if word.source is WordSource.HEARD
    }
    typed_spans = [
        (word.start_ms, word.end_ms) for word in words if word.source is not WordSource.HEARD
    ]
    left_numbers = {
        *transcript.rewritten_numbers,
        *(transcript.machine.keys() - {*transcript.numbers}),
    }
    return tuple(
        (word.start_ms, word.end_ms)
        for number in left_numbers & transcript.machine.keys()
        for word in transcript.machine[number].words
        if (word.start_ms, word.end_ms) not in heard_spans
        and word.text.strip()
        and not any(low < word.end_ms and word.start_ms < high for low, high in typed_spans)
    )


def _unsure_spans(words: Sequence[TextWord], start_ms: int, end_ms: int) -> list[Span]:
    """From the end of the word before each run of guessed words to the begin of the one after."""
    spans: list[Span] = []
    for is_typed, group in groupby(
        range(len(words)), lambda index: words[index].source is WordSource.TYPED
    ):
        run = list(group)
        if is_typed:
            low = words[run[0] - 1].end_ms if run[0] else start_ms
            high = words[run[-1] + 1].start_ms if run[-1] + 1 < len(words) else end_ms
            spans.append((low, max(low, high)))
    return spans
