"""Which words of a sentence the tagger takes for names, given the chances its model gives them.

A missed name costs more than a word too many, because a person looks at every proposal: so little
chance is enough. How little depends on where a word stands (`word_class`): a word of the dictionary
needs far more than one that no list knows. The figures were chosen on the training part of CoNLL
2002 and on the tuning interviews, not on what is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview_kit.pseudonym.contraction import is_contraction
from interview_kit.pseudonym.fold import fold, word_set
from interview_kit.pseudonym.person_name import PARTICLES
from interview_kit.pseudonym.word_class import WordClass, word_class


@dataclass(frozen=True, slots=True)
class Chance:
    """What the model thinks of one word: the chance of each kind of name, and of its beginning."""

    kinds: dict[str, float]
    begin: float
    inside: float

    @property
    def person(self) -> float:
        """The chance that it names a person."""
        return self.kinds.get("PER", 0.0)

    @property
    def place(self) -> float:
        """The chance that it names a place."""
        return self.kinds.get("LOC", 0.0)

    @property
    def any(self) -> float:
        """The chance that it names anything."""
        return self.begin + self.inside


# The least chance of a person, and of any name, at which a word is flagged. Above 1 is never.
_NEVER = 1.1
LEAST: dict[WordClass, tuple[float, float]] = {
    WordClass.CALENDAR: (0.36, _NEVER),
    WordClass.GRAMMAR: (0.126, 0.5),
    WordClass.WORD: (0.08, 0.38),
    WordClass.BOTH: (0.028, 0.58),
    WordClass.BUILT: (0.04, 0.22),
    WordClass.NAME: (0.003, 0.005),
    WordClass.STRANGE: (0.03, 0.01),
}
# In Dutch the models take a word of the dictionary for a name more often than in English.
_LEAST_DUTCH_WORD = 0.1
# Where capitals mean something, one that no sentence start explains says more than the model.
_CAPITAL = 0.01
# `Wil` in the middle of a sentence is hardly `wil`; what English always writes so says nothing.
_CAPITAL_GRAMMAR = 0.002
_ALWAYS_CAPITAL = frozenset(("i", "god", "u"))
_STARTS = frozenset("<.?!:\"'(/–")
_CLITICS = frozenset("ktnms")
_STARTS_BEFORE_CLITIC = _STARTS | {"’", "‘"}
_SURE_BEFORE = 0.3
# Tussenvoegsels that are words of their own far more often.
_PREPOSITIONS = word_set("in aan bij op te")
_APOSTROPHES = frozenset("'’‘")
# `in 't`, its mark a token of its own.
_MOST_PARTICLES = 3
# A verb with what is put before it: `Afbouwen mocht niet`. No surname is made so.
_PREFIXED_VERB = re.compile(
    r"(?:af|op|uit|bij|aan|in|om|door|mee|terug|over|voor|weg|toe|los|vast|samen|vol|ont|her|ver)"
    r"[a-z]{3,}en"
)
# Where a sentence begins with one of these, its capital says nothing.
_IDLE_CAPITAL = (WordClass.WORD, WordClass.GRAMMAR)
_BESIDE = 0.04
_BESIDE_WORD = 0.05


def flagged(words: Sequence[str], chances: Sequence[Chance], language: str) -> list[bool]:
    """For each word whether it is taken for part of a name; marks never are."""
    is_cased = _is_cased(words)
    flags = [
        word[0].isalnum()
        and (
            _is_likely(word, chance, language)
            or (is_cased and _capital_says_so(words, at, chance, language))
        )
        for at, (word, chance) in enumerate(zip(words, chances, strict=True))
    ]
    flags = [
        entry or (words[at][0].isalnum() and _says_so_beside(words, flags, at, chances, language))
        for at, entry in enumerate(flags)
    ]
    return _with_particles(words, flags, chances)


def _with_particles(
    words: Sequence[str], flags: Sequence[bool], chances: Sequence[Chance]
) -> list[bool]:
    """The flags, with tussenvoegsels flagged between parts of a name, and not before a place.

    `Jan` in 't `Veld` is one name; `Fleur` in `Leuven` are two, and in is none of either.
    """
    changed_flags = list(flags)
    for at in range(1, len(words) - 1):
        if not _is_between(words, at) or not changed_flags[at - 1]:
            continue
        end = next(
            (end for end in range(at, len(words)) if not _is_between(words, end)), len(words)
        )
        goes_on = end < len(words) and end - at <= _MOST_PARTICLES and flags[end]
        if fold(words[at]) in _PREPOSITIONS and words[at].islower():
            if _is_in_place_name(words[at], chances[at - 1]):
                continue
            is_apart = not goes_on or _are_two(words[at:end], chances[at - 1], chances[end])
            changed_flags[at:end] = [not is_apart] * (end - at)
        elif not flags[at]:
            has_begun = chances[at - 1].person > _SURE_BEFORE or is_particle(words[at - 1])
            changed_flags[at] = goes_on and (has_begun or words[at] in _APOSTROPHES)
    return changed_flags


def _is_in_place_name(preposition: str, before: Chance) -> bool:
    """Whether the flag of a preposition is right as it is: Bergen `op` Zoom."""
    return before.place > before.person and fold(preposition) != "in"


def _are_two(between: Sequence[str], before: Chance, after: Chance) -> bool:
    """Whether a preposition, with its article if any, stands between two names.

    `Kees` bij `Anna`, `Fleur` in `Leuven`; not in Jan op den Berg, and not in Jan te Braake.
    """
    is_alone = len(between) == 1 and fold(between[0]) != "te"
    return is_alone or after.place > after.person or before.place > before.person


def _is_between(words: Sequence[str], at: int) -> bool:
    """Whether a word, or the mark of `'t`, may stand between parts of a name."""
    return is_particle(words[at]) or (
        words[at] in _APOSTROPHES and at + 1 < len(words) and fold(words[at + 1]) == "t"
    )


def idle_capitals(words: Sequence[str], flags: Sequence[bool], language: str) -> list[int]:
    """The places of words of the dictionary that begin a sentence and were flagged all the same.

    The models were taught on names at such places, where a capital says nothing: what they think of
    the word in small letters is the better guess.
    """
    if not _is_cased(words):
        return []
    return [
        at
        for at, word in enumerate(words)
        if flags[at]
        and word.istitle()
        and _begins_sentence(words, at)
        and word_class(word, language) in _IDLE_CAPITAL
    ]


def is_verb_at_begin(word: str, language: str) -> bool:
    """Whether a word that begins a sentence is a Dutch verb of the dictionary, and no name."""
    return (
        language == "nl"
        and word_class(word, language) is WordClass.WORD
        and _PREFIXED_VERB.fullmatch(fold(word)) is not None
    )


def possible(words: Sequence[str], chances: Sequence[Chance], language: str) -> list[bool]:
    """For each word whether it may be flagged where no chance is better than these."""
    is_cased = _is_cased(words)
    may_be: list[bool] = []
    for at, (word, chance) in enumerate(zip(words, chances, strict=True)):
        likely = (
            _is_likely(word, chance, language)
            or chance.person >= _BESIDE
            or (is_cased and _capital_says_so(words, at, chance, language))
        )
        may_be.append(word[0].isalnum() and (likely or (any(may_be[-1:]) and is_particle(word))))
    return may_be


def _is_likely(word: str, chance: Chance, language: str) -> bool:
    word_kind = word_class(word, language)
    person, whatever = LEAST[word_kind]
    if word_kind is WordClass.WORD and language == "nl":
        person = _LEAST_DUTCH_WORD
    return chance.person >= person or chance.any >= whatever


def _is_cased(words: Sequence[str]) -> bool:
    """Whether there are capitals, and not in most words as in a headline."""
    capitals = sum(word[:1].isupper() for word in words)
    return 0 < capitals <= sum(word.isalpha() and word.islower() for word in words)


def _begins_sentence(words: Sequence[str], at: int) -> bool:
    """Whether a word has its capital from where it stands; Dutch writes `'t Is`, `'k Ben`."""
    return (
        at == 0
        or words[at - 1] in _STARTS
        or (words[at - 1] in _CLITICS and (at == 1 or words[at - 2] in _STARTS_BEFORE_CLITIC))
    )


def _capital_says_so(words: Sequence[str], at: int, chance: Chance, language: str) -> bool:
    word = words[at]
    if not word[0].isupper() or len(word) == 1 or word.isupper() or is_contraction(fold(word)):
        return False
    word_kind = word_class(word, language)
    if _begins_sentence(words, at):
        return word_kind is WordClass.STRANGE
    if word_kind is WordClass.GRAMMAR:
        return chance.any >= _CAPITAL_GRAMMAR and fold(word) not in _ALWAYS_CAPITAL
    return word_kind in (WordClass.NAME, WordClass.STRANGE) or (
        word_kind is not WordClass.CALENDAR and chance.any >= _CAPITAL
    )


def _says_so_beside(
    words: Sequence[str], flags: Sequence[bool], at: int, chances: Sequence[Chance], language: str
) -> bool:
    """Names have several words: beside one that is flagged, less chance is enough."""
    word_kind = word_class(words[at], language)
    return (
        any(flags[max(0, at - 1) : at + 2])
        and chances[at].person >= (_BESIDE_WORD if word_kind is WordClass.WORD else _BESIDE)
        and word_kind is not WordClass.CALENDAR
    )


def is_particle(word: str) -> bool:
    """Whether a word is a tussenvoegsel, as `van` is."""
    return fold(word) in PARTICLES
