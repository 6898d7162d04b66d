"""What was taken for a name and names nobody: sounds, medicines, illnesses, set phrases."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.pseudonym import patterns, roster_match, tagger, word_echo
from interview_kit.pseudonym.contraction import without_clitic
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.hesitation import is_hesitation
from interview_kit.pseudonym.lexicon import is_function_word, not_names
from interview_kit.pseudonym.medicines import is_medicine
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.mention_edges import ROLES
from interview_kit.pseudonym.numbers import is_number
from interview_kit.pseudonym.shapes.initialled_names import ABBREVIATIONS

# Two letters may be somebody: J.L.
_INITIALS = 2


def is_no_name(mention: Mention, text: str) -> bool:
    """Sounds, medication, illnesses and the like, unless a roster or title says it is a person."""
    if is_hesitation(fold_words(mention.text)):
        return True
    if mention.detector in (roster_match.NAME, patterns.NAME):
        return False
    words = fold_words(mention.text)
    if words and all(word in ROLES for word in words) and mention.detector == tagger.NAME:
        return True
    if mention.cue:
        return False
    if len(words) > _INITIALS and "".join(words) in ABBREVIATIONS and max(map(len, words)) == 1:
        return True
    if words and all(map(is_function_word, words)):
        return mention.detector != word_echo.NAME and not word_echo.is_given_name(mention, text)
    while words and is_function_word(words[0]):
        words = words[1:]
    if not words or words in not_names() or ("".join(words),) in not_names():
        return True
    bare_words = (*words[:-1], without_clitic(words[-1]))
    return bare_words in not_names() or all(map(_names_nobody, words))


def _names_nobody(word: str) -> bool:
    """Whether a folded word is a role, a number, a medicine or on the list of what is no name."""
    stem = without_clitic(word)
    return (
        word in ROLES
        or stem in ROLES
        or is_number(word)
        or is_medicine(stem)
        or (stem,) in not_names()
    )


def is_in_phrase(mention: Mention, phrases: Sequence[tuple[int, int]]) -> bool:
    """Whether what was taken for a name is part of a set phrase: `Boxing` of `Boxing Day`."""
    return mention.detector not in (roster_match.NAME, patterns.NAME) and any(
        start <= mention.start and mention.end <= end for start, end in phrases
    )
