"""Which voice says each word of a sentence, where voices are told apart by their sound.

A word is said by the voice that is the loudest during most of it. A few words within a sentence are
another's only where that one says little else there: times of words blur where people take turns.
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

Span = tuple[int, int]
"""From one ms to another."""


class VoiceTimes:
    """When each voice speaks, and when it is the loudest. `voices` are at least one, in order."""

    def __init__(self, voices: Iterable[Voice]) -> None:
        self._speaking: dict[int, list[Span]] = {}
        self._loudest: dict[int, list[Span]] = {}
        for start_ms, together in groupby(voices, key=lambda voice: voice.start_ms):
            for place, voice in enumerate(together):
                for spans in (self._speaking, self._loudest)[: 1 if place else 2]:
                    _append(spans.setdefault(voice.number, []), (start_ms, voice.end_ms))

    def speaker(self, word: Word) -> int:
        """The voice that is the loudest during most of a word; else the nearest."""
        return max(self._loudest, key=lambda number: _shared_ms(self._loudest[number], word))

    def speakers(self, word: Word) -> int:
        """How many voices speak during half of a word."""
        half_ms = max(1, (word.end_ms - word.start_ms) / 2)
        return sum(_shared_ms(spans, word) >= half_ms for spans in self._speaking.values())

    def stretch_ms(self, number: int, start_ms: int, end_ms: int) -> int:
        """The length of what a voice says at a time, from its begin to its end."""
        spans = _around(self._speaking[number], start_ms, end_ms)
        return sum(end - start for start, end in spans)


def voiced_words(words: Sequence[Word], times: VoiceTimes) -> list[tuple[int, Word]]:
    """Each word of a sentence with its voice; `overlap` is set where several speak during it."""
    numbers = _without_edges([times.speaker(word) for word in words], words, times)
    marked_words = (
        replace(word, overlap=word.overlap or times.speakers(word) > 1) for word in words
    )
    return list(zip(numbers, marked_words, strict=True))


def _append(spans: list[Span], span: Span) -> None:
    """Add a span to those of a voice, as one with the last where it goes on from there."""
    if spans and spans[-1][1] == span[0]:
        spans[-1] = spans[-1][0], span[1]
    else:
        spans.append(span)


def _shared_ms(spans: Sequence[Span], word: Word) -> int:
    """The ms of a word that lie in some spans; below zero, how far it is from them."""
    around = _around(spans, word.start_ms, word.end_ms)
    if around:
        return sum(min(end, word.end_ms) - max(start, word.start_ms) for start, end in around)
    after = bisect_left(spans, word.end_ms, key=lambda span: span[0])
    apart = [start - word.end_ms for start, _end in spans[after : after + 1]]
    apart += [word.start_ms - end for _start, end in spans[max(0, after - 1) : after]]
    return -min(apart)


def _around(spans: Sequence[Span], start_ms: int, end_ms: int) -> Sequence[Span]:
    """The spans that reach into a time."""
    first = bisect_right(spans, start_ms, key=lambda span: span[1])
    last = bisect_left(spans, end_ms, key=lambda span: span[0])
    return spans[first:last]


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
    return end_ms - start_ms >= LEAST_SHARE * times.stretch_ms(number, start_ms, end_ms)
