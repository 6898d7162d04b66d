"""Times of words that never run backwards, within one turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interview_kit.editing.text_word import TextWord, WordSource


def in_order(words: Sequence[TextWord], start_ms: int, end_ms: int) -> tuple[TextWord, ...]:
    """The words within a turn's bounds, none before the end of the one before it.

    Where two are at odds a typed one gives way to one that was heard or placed, and of those the
    later one; what is at odds with nothing keeps its time.
    """
    limits = [end_ms]
    for word in reversed(words):
        is_guessed = word.source is WordSource.TYPED
        limits.append(limits[-1] if is_guessed else min(limits[-1], max(word.start_ms, start_ms)))
    clock = start_ms
    ordered_words: list[TextWord] = []
    for word, limit in zip(words, reversed(limits[:-1]), strict=True):
        latest = limit if word.source is WordSource.TYPED else end_ms
        start = min(max(word.start_ms, clock), max(latest, clock))
        end = min(max(word.end_ms, start), max(latest, start))
        is_in_order = (start, end) == (word.start_ms, word.end_ms)
        ordered_words.append(word if is_in_order else replace(word, start_ms=start, end_ms=end))
        clock = end
    return tuple(ordered_words)
