"""Words of a text that sound like others: joined, split, or spelt as a model heard them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interview_kit.pseudonym.fold import Token, fold_words, tokens
from interview_kit.pseudonym.lexicon import is_common
from interview_kit.pseudonym.phonetics import sounds_like
from interview_kit.speech.vocabulary import NEIGHBOURS

SURE_OF_SEVERAL = 0.8
"""Several words taken as one must sound more alike than a single word."""

SAME_SPELLING = 1.0
"""The likeness of words that are written alike."""

_ENDINGS = ("s", "'s", "je", "tje", "en", "n", "e")


@dataclass(frozen=True, slots=True)
class AlikeSpan:
    """Words of a text from `start` up to `end`, in code points, that sound like `term`.

    `likeness` is 0 to 1, and `SAME_SPELLING` where they are written as it, with whatever blanks.
    """

    start: int
    end: int
    term: str
    likeness: float


def alike_spans(text: str, terms: tuple[str, ...]) -> tuple[AlikeSpan, ...]:
    """Where a text has words that sound like one of `terms`, without overlap, in order.

    Fewer words come before more. An everyday word is taken for itself where it is spelt otherwise,
    and so is a term with an ending.
    """
    words = list(tokens(text))
    candidates = sorted(
        _candidates(words, terms),
        key=lambda entry: (entry[1].likeness < SAME_SPELLING, entry[0], -entry[1].likeness),
    )
    spans: list[AlikeSpan] = []
    for _count, span in candidates:
        if not any(span.start < other.end and other.start < span.end for other in spans):
            spans.append(span)
    return tuple(sorted(spans, key=lambda span: span.start))


def _candidates(words: Sequence[Token], terms: tuple[str, ...]) -> Iterator[tuple[int, AlikeSpan]]:
    """Every few neighbouring words that sound like a term, with how many they are."""
    if not terms:
        return
    for first in range(len(words)):
        for count in range(1, NEIGHBOURS + 1):
            window = words[first : first + count]
            if len(window) < count:
                break
            joined_word = "".join(token.folded for token in window)
            is_everyday = all(is_common(token.folded) for token in window)
            term, likeness = _closest(joined_word, terms, count > 1, is_everyday)
            if likeness:
                yield count, AlikeSpan(window[0].start, window[-1].end, term, likeness)


@lru_cache(maxsize=1 << 18)
def _closest(
    joined_word: str, terms: tuple[str, ...], is_several: bool, is_everyday: bool
) -> tuple[str, float]:
    """The term that a word sounds most like, and how much; '' and 0 where it is none."""
    targets = _targets(terms)
    if joined_word in targets:
        return targets[joined_word], SAME_SPELLING
    closest_term, closest_likeness = "", 0.0
    for target, term in () if is_everyday else targets.items():
        if abs(len(joined_word) - len(target)) > 1 + len(target) // 4:
            continue
        likeness = sounds_like(joined_word, target)
        if likeness > closest_likeness and not _is_inflected(joined_word, target):
            closest_term, closest_likeness = term, likeness
    if is_several and closest_likeness < SURE_OF_SEVERAL:
        return "", 0.0
    return closest_term, closest_likeness


@lru_cache(maxsize=64)
def _targets(terms: tuple[str, ...]) -> dict[str, str]:
    """Each term by its folded words, written as one."""
    return {"".join(fold_words(term)): term for term in terms if fold_words(term)}


def _is_inflected(joined_word: str, target: str) -> bool:
    return joined_word.startswith(target) and joined_word[len(target) :] in _ENDINGS
