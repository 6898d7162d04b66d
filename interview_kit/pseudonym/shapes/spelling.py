"""Names that are spelled aloud, letter by letter: `K-W-A-K`, `s i o b h a n`, `j, a, n`."""

from __future__ import annotations

import re

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.lexicon import is_common, not_names
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.shapes.pattern import Pattern, shape
from interview_kit.pseudonym.spelling_aloud import NAMED_LETTERS

_LETTER = r"(?:ij|[^\W\d_])"
_DOUBLED = rf"(?:(?:dubbele?|double)[\s-])?{_LETTER}"
_GAP = r"(?:[ ,.…-]{1,3}(?:(?:eh+|uh+|e+hm+|u+hm+|um+|en|and|dan|then)[ ,]{1,2})?)"

# Letters as they are called in either language: `kaa wee aa kaa`, `jay ay en`; and by example.
_CALL = "|".join(sorted(NAMED_LETTERS, key=len, reverse=True))
_CALLED = rf"(?:(?:double|dubbele?)[\s-](?:u|v|you|vee)|(?:griekse|lange|korte)\sij|{_CALL})"
_EXAMPLE = r"(?:\s(?:van|als|as\sin|for|as|like)\s[^\W\d_]{3,12})"
_ANY_LETTER = rf"(?:(?:dubbele?|double)[\s-])?(?:{_CALLED}|{_LETTER}{_EXAMPLE}?)(?![\w'’])"
_LETTER_CALLED = re.compile(rf"\b(?:{_CALLED}\b|{_LETTER}{_EXAMPLE})", re.IGNORECASE)
# Of a run of calls so many must be no everyday words: `oh, I see you` spells nothing.
_FEWEST_CALLED = 2


def spellings() -> tuple[Pattern, ...]:
    """The patterns of four letters and more that stand alone, and of three between hyphens."""
    return (
        shape(MentionType.PERSON, (
            rf"(?<![\w'’.&]){_DOUBLED}(?:{_GAP}{_DOUBLED}){{3,24}}(?![\w'’&])"), 0.7, _is_spelling),
        shape(MentionType.PERSON, (
            rf"(?<![\w'’.&-]){_LETTER}(?:-{_LETTER}){{2,24}}(?![\w'’&-])"), 0.7, _is_spelling),
        shape(MentionType.PERSON, (
            rf"(?<![\w'’.&-]){_ANY_LETTER}(?:{_GAP}{_ANY_LETTER}){{3,24}}(?![\w'’&-])"),
            0.7, _is_called),
    )  # fmt: skip


def _is_spelling(text: str) -> bool:
    """Whether letters stand for a name, and not for what is always said in letters: `w-m-o`."""
    letters = "".join(character for character in fold(text) if character.isalpha())
    return (letters,) not in not_names() and len(set(letters)) > 1


def _is_called(text: str) -> bool:
    """Whether enough letters are called by calls that are no everyday words."""
    calls = {fold(match[0]) for match in _LETTER_CALLED.finditer(text)}
    return sum(not is_common(call) for call in calls) >= _FEWEST_CALLED
