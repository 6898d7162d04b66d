"""Names that are spelled aloud, letter by letter: `K-W-A-K`, `s i o b h a n`, `j, a, n`."""

from __future__ import annotations

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.lexicon import not_names
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.shapes.pattern import Pattern, shape

_LETTER = r"(?:ij|[^\W\d_])"
_DOUBLED = rf"(?:(?:dubbele?|double)[\s-])?{_LETTER}"
_GAP = r"(?:[ ,.…-]{1,3}(?:(?:eh+|uh+|e+hm+|u+hm+|um+|en|and|dan|then)[ ,]{1,2})?)"


def spellings() -> tuple[Pattern, ...]:
    """The patterns of four letters and more that stand alone, and of three between hyphens."""
    return (
        shape(MentionType.PERSON, (
            rf"(?<![\w'’.&]){_DOUBLED}(?:{_GAP}{_DOUBLED}){{3,24}}(?![\w'’&])"), 0.7, _is_spelling),
        shape(MentionType.PERSON, (
            rf"(?<![\w'’.&-]){_LETTER}(?:-{_LETTER}){{2,24}}(?![\w'’&-])"), 0.7, _is_spelling),
    )  # fmt: skip


def _is_spelling(text: str) -> bool:
    """Whether letters stand for a name, and not for what is always said in letters: `w-m-o`."""
    letters = "".join(character for character in fold(text) if character.isalpha())
    return (letters,) not in not_names() and len(set(letters)) > 1
