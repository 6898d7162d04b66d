"""Names behind a title: `Dr. Wainwright`, `mevr. van der Bijl`, `prof. J. Kuyper`."""

from __future__ import annotations

import re

from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import is_function_word
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.person_name import PARTICLES
from interview_kit.pseudonym.shapes.pattern import Pattern

_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
_NAME = rf"{_CAPITAL}[^\W\d_]*(?:['’-]{_CAPITAL}[^\W\d_]+)*"
# After an article the title is the person, and what follows begins a sentence: `the dr. Then`.
_TITLE = (
    r"(?<![\w'’-])(?<!\b[Tt]he )(?<!\b[Dd]e )(?<!\ba )(?<!\been )"
    r"(?:[Dd]r|[Dd]rs|[Mm]r|[Mm]rs|[Mm]s|[Pp]rof|[Dd]hr|[Mm]w|[Mm]evr)\.? "
)
_PARTICLE = "|".join(sorted((word for word in PARTICLES if len(word) > 1), key=len, reverse=True))


def titled_names(_language: str) -> tuple[Pattern, ...]:
    """Who is written with a capital behind a title, however little else is said of him."""
    name = rf"(?:{_CAPITAL}\. ?)*(?:(?i:{_PARTICLE}) ){{0,3}}{_NAME}(?: {_NAME})?"
    return (Pattern(MentionType.PERSON, re.compile(rf"{_TITLE}({name})"), 0.9, _is_name),)


def _is_name(text: str) -> bool:
    return not is_function_word(fold_words(text)[-1])
