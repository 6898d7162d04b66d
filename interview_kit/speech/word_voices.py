"""Which voice says each word of a sentence, where voices are told apart by their sound.

A word is said by the voice that speaks during most of it. Where two do, by the one that says what
is beside it in the sentence. A few words within a sentence are another's only where that one says
little else there: times of words blur where people take turns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from interview_kit.model.voice import Voice
from interview_kit.model.word import Word

LEAST_WORDS = 3
"""Fewer words of another voice within a sentence are looked at twice: it seldom changes hands."""

LEAST_SHARE = 0.3
"""They are that voice's if they are so much of what it says there: a short answer, not an edge."""


class VoiceTimes:
    """When each voice speaks. `voices` are at least one."""

    def __init__(self, voices: Iterable[Voice]) -> None:
        self._spans: dict[int, list[Voice]] = {}
        for voice in sorted(voices, key=lambda voice: voice.start_ms):
            self._spans.setdefault(voice.number, []).append(voice)

    def shares(self, word: Word) -> dict[int, int]:
        """The ms that each voice speaks during a word; below zero, how far from it."""
        return {number: self._share(number, word) for number in self._spans}

    def speaking_ms(self, number: int, start_ms: int, end_ms: int) -> int:
        """The length of what a voice says at a time, from its begin to its end."""
        return sum(span.end_ms - span.start_ms for span in self._around(number, start_ms, end_ms))

    def _share(self, number: int, word: Word) -> int:
        spans = self._around(number, word.start_ms, word.end_ms)
        if spans:
            return sum(
                min(span.end_ms, word.end_ms) - max(span.start_ms, word.start_ms) for span in spans
            )
        others = self._spans[number]
        after = bisect_left(others, word.end_ms, key=lambda span: span.start_ms)
        apart = [span.start_ms - word.end_ms for span in others[after : after + 1]]
        apart += [word.start_ms - span.end_ms for span in others[max(0, after - 1) : after]]
        return -min(apart)

    def _around(self, number: int, start_ms: int, end_ms: int) -> list[Voice]:
        """The stretches of a voice that reach into a time."""
        spans = self._spans[number]
        first = bisect_right(spans, start_ms, key=lambda span: span.end_ms)
        last = bisect_left(spans, end_ms, key=lambda span: span.start_ms)
        return spans[first:last]


def voiced_words(words: Sequence[Word], times: VoiceTimes) -> list[tuple[int, Word]]:
    """Each word of a sentence with its voice; `overlap` is set where several speak during it."""
    shares = [times.shares(word) for word in words]
    speaking = [_speaking(word, share) for word, share in zip(words, shares, strict=True)]
    numbers: list[int] = []
    for place, several in enumerate(speaking):
        if len(several) == 1:
            numbers.append(several[0])
            continue
        following = (later[0] for later in speaking[place + 1 :] if len(later) == 1)
        beside = (*numbers[-1:], *following)
        numbers.append(next((voice for voice in beside if voice in several), several[0]))
    marked = [
        replace(word, overlap=word.overlap or len(several) > 1)
        for word, several in zip(words, speaking, strict=True)
    ]
    return list(zip(_without_edges(numbers, words, times), marked, strict=True))


def _speaking(word: Word, share: dict[int, int]) -> list[int]:
    """The voices that speak during half of a word; else the nearest."""
    half = [number for number, ms in share.items() if 2 * ms >= word.end_ms - word.start_ms > 0]
    return half or [max(share, key=lambda number: share[number])]


def _without_edges(numbers: Sequence[int], words: Sequence[Word], times: VoiceTimes) -> list[int]:
    """The voices without those that only seem to change because times blur."""
    settled_numbers: list[int] = []
    for number, group in groupby(numbers):
        count = len(list(group))
        place = len(settled_numbers)
        following_numbers = numbers[place + count :]
        spoken_words = words[place : place + count]
        if count < LEAST_WORDS and not _are_whole(number, spoken_words, times):
            if settled_numbers:
                number = settled_numbers[-1]
            elif following_numbers:
                number = following_numbers[0]
        settled_numbers += [number] * count
    return settled_numbers


def _are_whole(number: int, words: Sequence[Word], times: VoiceTimes) -> bool:
    """Whether some words are most of what their voice says there."""
    start_ms, end_ms = words[0].start_ms, words[-1].end_ms
    return end_ms - start_ms >= LEAST_SHARE * times.speaking_ms(number, start_ms, end_ms)
