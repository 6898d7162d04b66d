"""Finding words in a text and putting others in their place."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(64)
def pattern_of(words: str, *, whole_words: bool) -> re.Pattern[str]:
    """What finds `words`: any blanks between them, and their capitals only where they have some."""
    parts = r"\s+".join(re.escape(part) for part in words.split())
    if whole_words:
        parts = rf"(?<!\w){parts}(?!\w)"
    has_capitals = words != words.lower()
    return re.compile(parts, 0 if has_capitals else re.IGNORECASE)


def replaced(text: str, old: str, new: str, *, whole_words: bool = True) -> tuple[str, int]:
    """The text with `new` wherever it says `old`, and how often that was.

    What is found with a capital, or in capitals, where `old` has none, keeps them.
    """

    def in_its_case(match: re.Match[str]) -> str:
        matched_text = match.group()
        if old != old.lower():
            return new
        if len(matched_text) > 1 and matched_text.isupper():
            return new.upper()
        return new[:1].upper() + new[1:] if matched_text[:1].isupper() else new

    return pattern_of(old, whole_words=whole_words).subn(in_its_case, text)
