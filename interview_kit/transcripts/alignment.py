"""Typed words laid on the words that a model heard, so that each has a time.

Both texts are of the same talk: they are aligned word for word with the least number of changes
(Levenshtein, by rapidfuzz). A typed word that was heard has the time of the heard one; those
between two such words share the time between them by their letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold

LEAST_MATCHED = 0.3
"""With fewer of the typed words heard at their place it is another talk: unrelated Dutch texts of
50 to 3,000 words share 2 to 10 % of their words in order, a typist's text and `base` over 90 %."""

MS_A_LETTER = 70
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of each text with their times, and which share of them was heard, 0 to 1."""

    words: tuple[tuple[Word, ...], ...]
    matched: float


def align(texts: Sequence[str], heard_words: Sequence[Word], end_ms: int) -> Alignment:
    """The words of each of `texts`, in order, on the clock of the `heard` words.

    No word ends after `end_ms`, where the sound does. Times never go back.
    """
    typed = [(number, word) for number, text in enumerate(texts) for word in text.split()]
    spans = _spans([word for _, word in typed], heard_words)
    matched = sum(span is not None for span in spans)
    timed = _filled([word for _, word in typed], spans, end_ms)
    words: list[list[Word]] = [[] for _ in texts]
    for (number, text), (start, end) in zip(typed, timed, strict=True):
        words[number].append(Word(f" {text}", start, end, 1.0))
    share = matched / len(typed) if typed else 0.0
    return Alignment(tuple(map(tuple, words)), share)


def _spans(typed: Sequence[str], heard_words: Sequence[Word]) -> list[tuple[int, int] | None]:
    """The time of each typed word that was heard at its place; None for the others."""
    here = [_bare(word) for word in typed]
    there = [_bare(word.text) for word in heard_words]
    spans: list[tuple[int, int] | None] = [None] * len(here)
    for block in Levenshtein.opcodes(here, there).as_matching_blocks():
        for step in range(block.size):
            word = heard_words[block.b + step]
            if here[block.a + step]:
                spans[block.a + step] = word.start_ms, word.end_ms
    return spans


def _bare(word: str) -> str:
    return _LETTERS.sub("", fold(word))


def _filled(
    typed: Sequence[str], spans: Sequence[tuple[int, int] | None], end_ms: int
) -> list[tuple[int, int]]:
    """A time for every word: between two that were heard by letters, else at the pace of speech."""
    timed: list[tuple[int, int]] = []
    at, clock = 0, 0
    while at < len(typed):
        span = spans[at]
        if span is not None:
            start = max(span[0], clock)
            timed.append((start, max(span[1], start)))
            clock, at = timed[-1][1], at + 1
            continue
        stop = next((n for n in range(at, len(typed)) if spans[n] is not None), len(typed))
        letters = [len(word) + 1 for word in typed[at:stop]]
        after = spans[stop] if stop < len(typed) else None
        until = max(after[0], clock) if after else min(clock + MS_A_LETTER * sum(letters), end_ms)
        # What was said before the first heard word is said just before it, not from zero on.
        first = max(clock, until - 3 * MS_A_LETTER * sum(letters)) if not timed else clock
        timed.extend(_shared(letters, first, max(until, first)))
        clock, at = max(until, clock), stop
    return timed


def _shared(letters: Sequence[int], start: int, end: int) -> list[tuple[int, int]]:
    total, done = sum(letters), 0
    spans = []
    for count in letters:
        first = start + (end - start) * done // total
        done += count
        spans.append((first, start + (end - start) * done // total))
    return spans
