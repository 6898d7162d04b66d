"""How many there are of the things that several sentences count: 1 turn, 2 turns."""

from __future__ import annotations

from interview_kit.language.counted_text import CountedText
from interview_kit.language.phrase import Phrase, phrase


def turn_count(count: int) -> Phrase:
    """So many turns."""
    return phrase(CountedText("{count} turn", "{count} turns"), count=count)


def word_count(count: int) -> Phrase:
    """So many words."""
    return phrase(CountedText("{count} word", "{count} words"), count=count)


def name_count(count: int) -> Phrase:
    """So many names."""
    return phrase(CountedText("{count} name", "{count} names"), count=count)


def place_count(count: int) -> Phrase:
    """So many places."""
    return phrase(CountedText("{count} place", "{count} places"), count=count)


def interview_count(count: int) -> Phrase:
    """So many interviews."""
    return phrase(CountedText("{count} interview", "{count} interviews"), count=count)


def file_count(count: int) -> Phrase:
    """So many files."""
    return phrase(CountedText("{count} file", "{count} files"), count=count)
