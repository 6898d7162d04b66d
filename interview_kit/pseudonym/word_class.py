"""Where a word stands between language and names, by what the word lists know of it."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from interview_kit.pseudonym.contraction import is_contraction, without_clitic
from interview_kit.pseudonym.fold import fold, word_set
from interview_kit.pseudonym.lexicon import is_function_word, lexicon

_CALENDAR = word_set(
    "januari februari maart april mei juni juli augustus september oktober november december"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
    " january february march april may june july august october"
    " monday tuesday wednesday thursday friday saturday sunday"
)
_ENDINGS = {
    "nl": ("s", "je", "tje", "en", "e", "er", "de", "te", "t"),
    "en": ("s", "ed", "er", "ing", "ly", "d"),
}
# Listed as names, since they mostly are, and everyday words of the language all the same.
_ALSO_WORDS = {
    "nl": word_set("ken mark"),
    "en": word_set("mark frank jack nick rob sue pat don max bob bill leo harry dirk"),
}
_SHORTEST_PART = 3
_SHORTEST_STRANGE = 4


class WordClass(StrEnum):
    """From the word that surely is none to the word that can hardly be anything but a name."""

    CALENDAR = "calendar"
    """A month or a day of the week."""
    GRAMMAR = "grammar"
    """One of the hundred words that carry every sentence."""
    WORD = "word"
    """In the dictionary and on no list of names."""
    BOTH = "both"
    """In the dictionary and on a list of names: `roos`, `bakker`."""
    BUILT = "built"
    """In no list, but made of words of the dictionary, by ending or as a compound."""
    NAME = "name"
    """On a list of names, or said often enough to be listed, and in no dictionary."""
    STRANGE = "strange"
    """In no list at all and made of nothing that is: most often a name."""


@lru_cache(maxsize=65536)
def word_class(token: str, language: str) -> WordClass:
    """Where `token` stands; what is no word (a number, an abbreviation with marks) is BUILT."""
    folded = fold(token)
    word = without_clitic(folded).replace("'", "")
    if word in _CALENDAR or word.removesuffix("s") in _CALENDAR:
        return WordClass.CALENDAR
    if is_function_word(word) or is_contraction(folded):
        return WordClass.GRAMMAR
    lexicon_entry = lexicon(language).get(word, "")
    if "d" in lexicon_entry:
        return WordClass.BOTH if {"g", "s"} & set(lexicon_entry) else WordClass.WORD
    if lexicon_entry and word in _ALSO_WORDS[language if language in _ALSO_WORDS else "nl"]:
        return WordClass.BOTH
    if lexicon_entry:
        return WordClass.NAME
    if len(word) < _SHORTEST_STRANGE or not word.isalpha() or _is_built(word, language):
        return WordClass.BUILT
    return WordClass.STRANGE


def _is_built(word: str, language: str) -> bool:
    """Whether a word is one of the dictionary with an ending, or two written as one."""
    for ending in _ENDINGS.get(language, ()):
        if word.endswith(ending) and _is_word(word[: -len(ending)], language):
            return True
    return any(
        _is_word(word[at:], language)
        and any(
            _is_word(first, language)
            for first in (word[:at], word[:at].removesuffix("s"), f"{word[:at]}e")
        )
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


def _is_word(word: str, language: str) -> bool:
    return "d" in lexicon(language).get(word, "")
