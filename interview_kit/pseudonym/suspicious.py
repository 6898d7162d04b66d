"""Suspicious words: in no word list, and in nobody else's interview. A reader looks at them.

Names that no detector knows are nearly always such words, and there are few of them. Compounds
and inflected forms of known words are left out, and so are medication and illnesses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interview_kit.pseudonym.fold import fold_words, tokens
from interview_kit.pseudonym.hesitation import is_hesitation
from interview_kit.pseudonym.lexicon import is_listed_given_name, marks, not_names
from interview_kit.pseudonym.mention import Mention
from interview_kit.pseudonym.word_class import WordClass, word_class

_SHORTEST = 3
_ENDINGS = (
    "en", "e", "s", "t", "d", "n", "je", "jes", "tje", "tjes", "pje", "pjes", "ing", "ingen",
    "er", "ers", "ed", "ly", "'s", "heid", "heden", "ste", "lijk", "lijke", "achtig", "achtige",
)  # fmt: skip
_BEGINNINGS = ("ge", "be", "ver", "ont", "on", "her", "un", "re")
_LINKS = ("", "s", "en", "e", "n")


@dataclass(frozen=True, slots=True)
class Suspicious:
    """A word to look at, where it is said first, and how often it is said.

    `start` and `end` are code points of the text of turn `turn`.
    """

    turn: int
    start: int
    end: int
    text: str
    count: int


def suspicious(
    turns: Iterable[tuple[int, str]],
    language: str,
    covered_mentions: Sequence[Mention] = (),
    elsewhere: Collection[str] = frozenset(),
) -> tuple[Suspicious, ...]:
    """The distinct suspicious words of an interview, in the order in which they come up.

    `turns` are pairs of number and text; what lies under one of `covered_mentions` is passed
    over, and so are the folded words `elsewhere`.
    """
    by_turn: dict[int, list[Mention]] = {}
    for mention in covered_mentions:
        by_turn.setdefault(mention.turn, []).append(mention)
    first: dict[str, Suspicious] = {}
    for number, text in turns:
        mentions = by_turn.get(number, ())
        for token in tokens(text):
            word = token.folded
            if word in elsewhere or is_known(word, language):
                continue
            if any(place.start < token.end and token.start < place.end for place in mentions):
                continue
            earlier_place = first.get(word)
            first[word] = (
                Suspicious(
                    earlier_place.turn,
                    earlier_place.start,
                    earlier_place.end,
                    earlier_place.text,
                    earlier_place.count + 1,
                )
                if earlier_place
                else Suspicious(number, token.start, token.end, text[token.start : token.end], 1)
            )
    return tuple(first.values())


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of some texts."""
    return frozenset(word for text in texts for word in fold_words(text))


@lru_cache(maxsize=65536)
def is_known(word: str, language: str) -> bool:
    """Whether a folded word is, or is built of, ordinary words of `language` or of English."""
    if len(word) < _SHORTEST or not any(letter.isalpha() for letter in word):
        return True
    if is_hesitation((word,)) or (word,) in not_names():
        return True
    if word_class(word, language) is WordClass.CALENDAR and not is_listed_given_name(word):
        return True
    return _is_word(word, language) or _is_compound(word, language)


def _is_word(word: str, language: str) -> bool:
    bare = word.replace("'", "")
    return any(
        "d" in marks(stem, entry)
        for entry in (language, "en")
        for stem in (word, bare, *_stems(bare))
        if len(stem) >= _SHORTEST
    )


def _stems(word: str) -> Iterable[str]:
    """What may be left of a word without an ending or a beginning, spelt as it would be alone."""
    for ending in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from (stem, f"{stem}en")
            if len(stem) > 2 and stem[-1] == stem[-2]:  # "bommen", "bom"
                yield stem[:-1]
            if len(stem) > 2 and stem[-2] in "aeou":  # "bomen", "boom"
                yield f"{stem[:-1]}{stem[-2:]}"
            yield stem.removesuffix("v") + "f" if stem.endswith("v") else stem
            yield stem.removesuffix("z") + "s" if stem.endswith("z") else stem
    for beginning in _BEGINNINGS:
        if word.startswith(beginning):
            yield word.removeprefix(beginning)


def _is_compound(word: str, language: str) -> bool:
    """Whether it is two known words in one, as Dutch writes them: `hersteltraject`."""
    if language != "nl":
        return False
    for position in range(3, len(word) - 3):
        head, tail = word[:position], word[position:]
        if not _is_word(tail, language):
            continue
        if any(
            head.endswith(link) and "d" in marks(head.removesuffix(link), language)
            for link in _LINKS
        ):
            return True
    return False
