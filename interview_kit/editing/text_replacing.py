"""Finding words in a text and putting others in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@lru_cache(64)
def pattern_of(words: str, *, whole_words: bool) -> re.Pattern[str]:
    """What finds `words`: any blanks between them, and their capitals only where they have some."""
    parts = r"\s+".join(re.escape(part) for part in words.split())
    if whole_words:
        parts = rf"(?<!\w){parts}(?!\w)"
    has_capitals = words != words.lower()
    return re.compile(parts, 0 if has_capitals else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReplacedWords:
    """Where a text, up to `start` and from `end` on the same, has `words` instead."""

    start: int
    end: int
    words: str


def replacements(
    text: str, old: str, new: str, *, whole_words: bool = True
) -> tuple[ReplacedWords, ...]:
    """Each place of a text that says `old`, with what stands there instead, `new`.

    What is found with a capital, or in capitals, where `old` has none, keeps them.
    """

    def in_its_case(matched_text: str) -> str:
        if old != old.lower():
            return new
        if len(matched_text) > 1 and matched_text.isupper():
            return new.upper()
        return new[:1].upper() + new[1:] if matched_text[:1].isupper() else new

    return tuple(
        ReplacedWords(match.start(), match.end(), in_its_case(match.group()))
        for match in pattern_of(old, whole_words=whole_words).finditer(text)
    )


def replaced(text: str, replaced_words: Sequence[ReplacedWords]) -> str:
    """The text with words replaced; they are in order and apart."""
    for place in reversed(replaced_words):
        text = text[: place.start] + place.words + text[place.end :]
    return text
