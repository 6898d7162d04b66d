"""Which words of a sentence the tagger takes for names, given the chances its model gives them.

A missed name costs more than a word too many, because a person looks at every proposal: so little
chance is enough. How little depends on where a word stands (`standing`): a word of the dictionary
needs far more than one that no list knows. The figures were chosen on the training part of CoNLL
2002 and on the tuning interviews, not on what is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.person_name import PARTICLES
from interview_kit.pseudonym.standing import Standing, standing


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
    def any(self) -> float:
        """The chance that it names anything."""
        return self.begin + self.inside


# The least chance of a person, and of any name, at which a word is flagged. Above 1 is never.
_NEVER = 1.1
LEAST: dict[Standing, tuple[float, float]] = {
    Standing.CALENDAR: (0.5, _NEVER),
    Standing.GRAMMAR: (_NEVER, 0.7),
    Standing.WORD: (0.1, 0.7),
    Standing.BOTH: (0.09, 0.3),
    Standing.BUILT: (0.04, 0.3),
    Standing.NAME: (0.004, 0.3),
    Standing.STRANGE: (0.04, 0.002),
}
# Where capitals mean something, one that no sentence start explains says more than the model.
_CAPITAL = 0.02
_STARTS = frozenset("<.?!:\"'(/–")
_SURE_BEFORE = 0.3


def flagged(words: Sequence[str], chances: Sequence[Chance], language: str) -> list[bool]:
    """For each word whether it is taken for part of a name; marks never are."""
    cased = _is_cased(words)
    named = [
        word[0].isalnum()
        and (
            _is_likely(word, chance, language)
            or (cased and _capital_says_so(words, at, chance, language))
        )
        for at, (word, chance) in enumerate(zip(words, chances, strict=True))
    ]
    for at in range(1, len(words) - 1):
        if not named[at] and named[at - 1] and _is_particle(words[at]):
            begun = chances[at - 1].person > _SURE_BEFORE or _is_particle(words[at - 1])
            named[at] = begun and _name_follows(words, named, at)
    return named


def _is_likely(word: str, chance: Chance, language: str) -> bool:
    person, whatever = LEAST[standing(word, language)]
    return chance.person >= person or chance.any >= whatever


def _is_cased(words: Sequence[str]) -> bool:
    """Whether there are capitals, and not in most words as in a headline."""
    capitals = sum(word[:1].isupper() for word in words)
    return 0 < capitals <= sum(word.isalpha() and word.islower() for word in words)


def _capital_says_so(words: Sequence[str], at: int, chance: Chance, language: str) -> bool:
    word = words[at]
    if not word[0].isupper() or len(word) == 1 or word.isupper():
        return False
    stands = standing(word, language)
    if at == 0 or words[at - 1] in _STARTS:
        return stands is Standing.STRANGE
    return stands in (Standing.NAME, Standing.STRANGE) or (
        stands is not Standing.CALENDAR and chance.any >= _CAPITAL
    )


def _is_particle(word: str) -> bool:
    return fold(word) in PARTICLES


def _name_follows(words: Sequence[str], named: Sequence[bool], at: int) -> bool:
    """Whether a name goes on behind one or two particles: `Jan` van der `Berg`."""
    if named[at + 1]:
        return True
    return _is_particle(words[at + 1]) and at + 2 < len(words) and named[at + 2]
