"""Names of the roster inside longer words, in languages whose endings this program does not know.

Turkish and Finnish hang endings on a name (`Ayşenin`, `Mehmet'e`), Arabic sets small words before
it (`ولأحمد`), and Slavic languages change its last vowel (`Annie` of `Anna`). No grammar is known
here: a word that begins with a name and goes on for a few letters is proposed; a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from interview_kit.pseudonym.fold import fold, tokens
from interview_kit.pseudonym.mention import Mention, MentionType
from interview_kit.pseudonym.person_name import PARTICLES
from interview_kit.pseudonym.roster import RosterName

SHORTEST = 4
"""Letters of a name; too many words begin with a shorter one. Arabic writes no short vowels: 3."""

# Letters.
LONGEST_ENDING = 7
LONGEST_PREFIX = 3
"""Letters behind a name and before it that a word may have more."""

SCORE = 0.6
"""Less than that of a whole word."""

VOWEL_CHANGING = frozenset(("be", "bg", "bs", "cs", "hr", "lt", "lv", "mk", "pl", "ru", "sk", "sl",
                            "sr", "uk"))  # fmt: skip
"""Languages that change the last vowel of a name."""

_VOWELS = "aeiouyаеиоуяюы"
_ARABIC = re.compile("[\u0600-\u06ff]")
_NAMED = (MentionType.PERSON, MentionType.PLACE, MentionType.ORGANISATION)


@lru_cache(maxsize=64)
def _name_words(roster: Sequence[RosterName]) -> tuple[tuple[str, MentionType], ...]:
    """The words of names that are long enough, folded_word, the longest first."""
    words = {
        token.folded: name.type
        for name in roster
        if name.type in _NAMED
        for token in tokens(name.text)
        if len(token.folded) >= SHORTEST - bool(_ARABIC.search(token.folded))
        and token.folded not in PARTICLES
    }
    return tuple(sorted(words.items(), key=lambda item: -len(item[0])))


def match_inflected(
    text: str, turn: int, language: str, roster: Sequence[RosterName], detector: str
) -> Iterator[Mention]:
    """The mentions of roster names that are a part of a longer word in `text`.

    A mention is the name alone where its letters stand, and the whole word where its end changed.
    """
    names = _name_words(tuple(roster))
    for token in tokens(text) if names else ():
        word = text[token.start : token.end]
        for name, kind in names:
            span = _span(word, token.folded, name, language)
            if span is not None:
                start, end = token.start + span[0], token.start + span[1]
                yield Mention(turn, start, end, kind, text[start:end], detector, SCORE)
                break


def _span(word: str, folded_word: str, name: str, language: str) -> tuple[int, int] | None:
    """Where the name stands in a word, as letters of the word; None where it does not."""
    if folded_word == name:
        return None  # by itself it is a matter of the roster's own rules
    if folded_word.startswith(name) and len(folded_word) <= len(name) + LONGEST_ENDING:
        return 0, _letters(word, name)
    at = folded_word.find(name)
    if _ARABIC.search(folded_word) and 0 < at <= LONGEST_PREFIX:
        if len(folded_word) > at + len(name) + LONGEST_ENDING:
            return None
        return _letters(word, folded_word[:at]), _letters(word, folded_word[: at + len(name)])
    stem = name[:-1]
    if (
        language in VOWEL_CHANGING
        and name[-1] in _VOWELS
        and len(stem) >= SHORTEST - 1
        and folded_word.startswith(stem)
        and len(folded_word) <= len(stem) + 3
        and folded_word[len(stem) : len(stem) + 1] in tuple(_VOWELS)
    ):
        return 0, len(word)
    return None


def _letters(word: str, folded_part: str) -> int:
    """How many letters of `word` fold to `folded_part`, marks behind the last one with them."""
    lengths = [at for at in range(len(word) + 1) if fold(word[:at]) == folded_part]
    return lengths[-1] if lengths else len(word)
