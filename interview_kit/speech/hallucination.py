"""Words that nobody said: what Whisper writes where it has lost the voice.

Voice detection before the model and beside its words keeps nearly all of them away. What is left
shows in the text itself: the credits of subtitles it was trained on, and loops. A person may
repeat a word too, and that must stay. The difference lies in the alignment: an invented loop sets
in with a word that the model itself did not expect, or has no room in the sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interview_kit.model.word import Word

CREDITS = re.compile(
    r"""
      (ondertitel(s|d|ing)\b.*)?\b(amara\W?org|amara)\b.*
    | ondertitel(d|ing)(\ ?door|\ van|:)?\b.*
    | ondertitels?\ (ingediend|gemaakt|toegevoegd)\b.*
    | (bedankt|dank\ u|dank\ je)(\ wel)?\ voor\ het\ kijken
    | tv\ gelderland(\ \d+)?
    | (subtitles|captions|transcription|transcribed|translated)(\ \w+)?\ by\b.*
    | (thanks|thank\ you)(\ \w+){0,2}\ for\ watching(\ \w+){0,2}
    | (please\ )?(like\ and\ )?subscribe(\ to\ (my|our|the)\ channel)?
    | www\.\S+ | copyright\b.*
    """,
    re.VERBOSE,
)

LOOP_LENGTH = 4
"""Words at most in the phrase that a loop repeats."""

LOOP_TIMES = 4
"""How often a phrase stands in a row before it can be a loop."""

UNEXPECTED = 0.1
"""A loop whose first word has less than this probability was not heard."""

NO_ROOM_MS = 30
"""A word shorter than this was not spoken."""

NO_ROOM_SHARE = 0.25
"""The part of a loop's words without room that makes it an invented one."""

_NO_LETTER = re.compile(r"\W")


def without_loops(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one stretch without invented loops."""
    clean_words: list[Word] = []
    reached = 0
    for start, end in loops(words):
        clean_words += words[reached : start if _is_hallucinated(words[start:end]) else end]
        reached = end
    return (*clean_words, *words[reached:])


def loops(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where a phrase stands several times in a row begins and ends; whoever repeated it."""
    sounds = [_NO_LETTER.sub("", word.text).lower() for word in words]
    place = 0
    while place < len(sounds):
        end = _loop_end(sounds, place)
        if end > place:
            yield place, end
        place = max(end, place + 1)


def is_credit(text: str) -> bool:
    """Whether a sentence is nothing but the credit of a subtitle, in Dutch or English."""
    return CREDITS.fullmatch(text.strip().strip("-–.!?…*()[] ").lower()) is not None


def _loop_end(sounds: Sequence[str], start: int) -> int:
    """Where the loop that begins at `start` ends; `start` itself where none does."""
    for length in range(1, LOOP_LENGTH + 1):
        phrase = sounds[start : start + length]
        end = start + length
        while sounds[end : end + length] == phrase and phrase:
            end += length
        if end - start >= length * LOOP_TIMES:
            return end
    return start


def _is_hallucinated(loop: Sequence[Word]) -> bool:
    without_room = sum(word.end_ms - word.start_ms < NO_ROOM_MS for word in loop)
    return loop[0].probability < UNEXPECTED or without_room >= NO_ROOM_SHARE * len(loop)
