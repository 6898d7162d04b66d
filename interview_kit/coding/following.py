"""Where a passage stands once the text around it is another: by a diff of the two texts.

A turn that reads as it did keeps its passages. What lies between is compared word by word, and
what differs letter by letter (rapidfuzz, the longest common subsequence). A passage goes where its
letters went; one whose words were corrected goes along and says so; one whose words stand
elsewhere, and there alone, goes there. What is left has no place, and a reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz.distance import Indel

LEAST_KEPT = 0.5
"""Of a passage's letters: with fewer it is another passage."""
MOST_GROWN = 2.0
"""Times its length: a passage that is longer than this took in what was not coded."""

LEAST_ALIKE = 0.6
"""Of two words' letters, in order: with fewer the one is no correction of the other."""

_WORD = re.compile(r"\w+|[^\w\s]|\s+")


class LossReason(StrEnum):
    """Why a passage has no place in a new text."""

    GONE = "gone"
    """Too few of its words are there."""
    AMBIGUOUS = "ambiguous"
    """Its words stand there more than once."""


@dataclass(frozen=True, slots=True)
class TurnText:
    """The text of a turn, under a key that a turn keeps from version to version."""

    key: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of a turn: code points from 0, the end not included."""

    key: int
    first_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where a passage went: nowhere with a `reason`, else to one turn or several."""

    passages: tuple[Passage, ...] = ()
    has_changed: bool = False
    reason: LossReason | None = None


class TextChange:
    """Two states of the turns of one interview, and the way from the one to the other."""

    def __init__(self, before: Sequence[TurnText], after: Sequence[TurnText]) -> None:
        self._before, self._after = _Joined(before), _Joined(after)

    def follow(self, passage: Passage) -> NewPlace:
        """Where a passage of a turn `before` stands `after`.

        Raises KeyError for a turn that was not there, ValueError for characters that it had not.
        """
        text = self._before.texts[passage.key]
        if not 0 <= passage.first_char < passage.end_char <= len(text):
            raise ValueError(passage)
        if self._after.texts.get(passage.key) == text:
            return NewPlace((passage,))
        start = self._before.starts[passage.key] + passage.first_char
        end = self._before.starts[passage.key] + passage.end_char
        quotation = self._before.whole[start:end]
        new_start, new_end, kept_letters = self._mapped(start, end)
        if kept_letters:
            # A word that was marked whole is marked whole, also where it grew.
            new_text = self._after.whole
            while not _is_inside(self._before.whole, start) and _is_inside(new_text, new_start):
                new_start -= 1
            while not _is_inside(self._before.whole, end) and _is_inside(new_text, new_end):
                new_end += 1
        is_same = kept_letters and _words(self._after.whole[new_start:new_end]) == _words(quotation)
        if is_same:
            return NewPlace(self._after.cut(new_start, new_end))
        places = self._after.places_of(quotation)
        if len(places) == 1 and len(self._before.places_of(quotation)) == 1:
            return NewPlace(self._after.cut(*places[0]))
        letters = len("".join(quotation.split()))
        is_alike = kept_letters >= LEAST_KEPT * letters and new_end - new_start <= MOST_GROWN * len(
            quotation
        )
        if kept_letters and is_alike:
            return NewPlace(self._after.cut(new_start, new_end), has_changed=True)
        return NewPlace(reason=LossReason.AMBIGUOUS if len(places) > 1 else LossReason.GONE)

    def _mapped(self, start: int, end: int) -> tuple[int, int, int]:
        """Where the first and the last letter that is still there went, and how many there are."""
        new_start, new_end, kept_letters = -1, -1, 0
        blocks = self._blocks
        at = max(0, bisect_right(blocks, start, key=lambda block: block[0]) - 1)
        for old, new, length in blocks[at:]:
            if old >= end:
                break
            first, last = max(start, old), min(end, old + length)
            if first >= last:
                continue
            piece = self._before.whole[first:last]
            letters = len("".join(piece.split()))
            if not letters:
                continue
            first += len(piece) - len(piece.lstrip())
            last -= len(piece) - len(piece.rstrip())
            kept_letters += letters
            new_start = new + first - old if new_start < 0 else new_start
            new_end = new + last - old
        return new_start, new_end, kept_letters

    @cached_property
    def _blocks(self) -> list[tuple[int, int, int]]:
        """What both texts share, in order: where it was, where it is, how long."""
        turns = Indel.opcodes(self._before.lines, self._after.lines)
        blocks: list[tuple[int, int, int]] = []
        old_at = new_at = 0
        # Stretches that differ lie between turns that do not.
        for block in turns.as_matching_blocks():
            old, new = self._before.offset(block.a), self._after.offset(block.b)
            blocks += _shared(
                self._before.whole[old_at:old], self._after.whole[new_at:new], old_at, new_at
            )
            old_end = self._before.offset(block.a + block.size)
            new_end = self._after.offset(block.b + block.size)
            if block.size:
                blocks.append((old, new, old_end - old))
            old_at, new_at = old_end, new_end
        return blocks


class _Joined:
    """The texts of turns as one, a line each."""

    def __init__(self, turns: Sequence[TurnText]) -> None:
        self.texts = {turn.key: turn.text for turn in turns}
        self._keys = [turn.key for turn in turns]
        self.lines = [f"{turn.text}\n" for turn in turns]
        self._offsets = [0]
        for line in self.lines:
            self._offsets.append(self._offsets[-1] + len(line))
        self.starts = dict(zip(self._keys, self._offsets, strict=False))
        self.whole = "".join(self.lines)

    def offset(self, line: int) -> int:
        return self._offsets[line]

    def places_of(self, quotation: str) -> list[tuple[int, int]]:
        """Where the words of a quotation stand, one after the other, as whole words."""
        words = quotation.split()
        if not words:
            return []
        pattern = r"\s+".join(map(re.escape, words))
        matches = re.finditer(rf"(?<!\w){pattern}(?!\w)", self.whole)
        return [match.span() for match in matches]

    def cut(self, start: int, end: int) -> tuple[Passage, ...]:
        """A stretch of the whole as passages of its turns, without blanks around them."""
        return tuple(self._cut(start, end))

    def _cut(self, start: int, end: int) -> Iterator[Passage]:
        for line in range(bisect_right(self._offsets, start) - 1, len(self._keys)):
            offset, text = self._offsets[line], self.texts[self._keys[line]]
            if offset >= end:
                return
            first, last = max(start - offset, 0), min(end - offset, len(text))
            piece = text[first:last]
            if piece.strip():
                first += len(piece) - len(piece.lstrip())
                last -= len(piece) - len(piece.rstrip())
                yield Passage(self._keys[line], first, last)


def _shared(old: str, new: str, old_at: int, new_at: int) -> Iterator[tuple[int, int, int]]:
    """What two stretches share, word by word, and letter by letter where words are alike."""
    if not old or not new:
        return
    old_words, new_words = _WORD.findall(old), _WORD.findall(new)
    old_places, new_places = _running(old_words), _running(new_words)
    old_last = new_last = 0
    for block in Indel.opcodes(old_words, new_words).as_matching_blocks():
        old_start, new_start = old_places[block.a], new_places[block.b]
        for at, new_place, length in _alike(old[old_last:old_start], new[new_last:new_start]):
            yield old_at + old_last + at, new_at + new_last + new_place, length
        old_last, new_last = old_places[block.a + block.size], new_places[block.b + block.size]
        if block.size:
            yield old_at + old_start, new_at + new_start, old_last - old_start


def _alike(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """The letters that two words share, or a few words, where one is a correction of the other."""
    if old and new and Indel.normalized_similarity(old, new) >= LEAST_ALIKE:
        for block in Indel.opcodes(old, new).as_matching_blocks():
            if block.size:
                yield block.a, block.b, block.size


def _is_inside(text: str, at: int) -> bool:
    """Whether a place is inside of a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _running(words: Sequence[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places


def _words(text: str) -> list[str]:
    return text.split()
