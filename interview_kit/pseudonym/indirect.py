"""Indirect identifiers: what may give somebody away without a name, `the only vet of the village`.

A job, an office, an illness or an event is one where few have it, and together with a place or with
`the only` it is nearly a name. Rules and lists (`data/indirect.toml`); suspicions for a person to
look at, never replaced unasked. What counts as one follows the k of k-anonymity: rare, known to
others, and lasting (Elliot et al., The Anonymisation Decision-Making Framework, 2020, ch. 2).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from interview_kit.pseudonym.fold import fold
from interview_kit.pseudonym.mention import Mention, MentionType

_LANGUAGES = ("nl", "en")
# How far apart, in code points, two things are said of one person: about a dozen words.
_NEAR = 70
_OF_A_PLACE = (MentionType.PLACE, MentionType.ORGANISATION)


class IndirectKind(StrEnum):
    """What gives somebody away."""

    ONLY_ONE = "the only one"
    """`the only vet`, `de eerste vrouwelijke burgemeester`."""
    JOB_AND_PLACE = "job and place"
    """A job that few have, beside a place."""
    OFFICE = "office"
    """Who leads something that can be looked up: `founder of`."""
    RARE_ILLNESS = "rare illness"
    """An illness that one in two thousand has, or fewer (the EU's measure, Regulation 141/2000)."""
    PUBLIC_EVENT = "public event"
    """What was in the news, or in a book."""


@dataclass(frozen=True, slots=True)
class IndirectIdentifier:
    """A stretch of a turn that may give somebody away; `start` and `end` are code points."""

    turn: int
    start: int
    end: int
    text: str
    kind: IndirectKind


@dataclass(frozen=True, slots=True)
class _Lists:
    only: re.Pattern[str]
    jobs: re.Pattern[str]
    illnesses: re.Pattern[str]
    public: re.Pattern[str]
    offices: re.Pattern[str]
    small_places: re.Pattern[str]


def indirect_identifiers(
    turns: Iterable[tuple[int, str]], language: str, mentions: Sequence[Mention] = ()
) -> tuple[IndirectIdentifier, ...]:
    """What may give somebody away in some turns, (number, text), in order and without overlap.

    `mentions` are the names found in them: a job beside a place says more than a job. Any language
    but Dutch and English gives nothing.
    """
    if language not in _LANGUAGES:
        return ()
    return tuple(
        identifier
        for number, text in turns
        for identifier in _of_turn(
            number, text, _lists(language), [each for each in mentions if each.turn == number]
        )
    )


def _of_turn(
    number: int, text: str, lists: _Lists, mentions: Sequence[Mention]
) -> Iterator[IndirectIdentifier]:
    folded = _folded(text)
    candidates = [
        *_found(lists.offices, folded, IndirectKind.OFFICE),
        *_only_ones(folded, lists),
        *_beside_places(folded, lists, mentions),
        *_found(lists.illnesses, folded, IndirectKind.RARE_ILLNESS),
        *_found(lists.public, folded, IndirectKind.PUBLIC_EVENT),
    ]
    last = -1
    for start, end, kind in sorted(candidates, key=lambda each: (each[0], -each[1])):
        if start >= last:
            last = end
            yield IndirectIdentifier(number, start, end, text[start:end], kind)


def _folded(text: str) -> str:
    """The text without capitals, each letter where it was."""
    return "".join(
        lower if len(lower := fold(letter) or letter) == 1 else letter for letter in text
    )


def _found(
    pattern: re.Pattern[str], text: str, kind: IndirectKind
) -> Iterator[tuple[int, int, IndirectKind]]:
    for match in pattern.finditer(text):
        yield match.start(), match.end(), kind


def _only_ones(text: str, lists: _Lists) -> Iterator[tuple[int, int, IndirectKind]]:
    """`the only` with a job within three words, or with a place it is the only one of."""
    for match in lists.only.finditer(text):
        stretch = text[match.end() : match.end() + _NEAR]
        job = lists.jobs.search(stretch)
        place = lists.small_places.search(stretch)
        few_words_between = job is not None and len(stretch[: job.start()].split()) <= _WORDS
        if few_words_between and job:
            end = place.end() if place and place.start() > job.start() else job.end()
            yield match.start(), match.end() + end, IndirectKind.ONLY_ONE
        elif place and len(stretch[: place.start()].split()) <= _WORDS + 1:
            yield match.start(), match.end() + place.end(), IndirectKind.ONLY_ONE


_WORDS = 3


def _beside_places(
    text: str, lists: _Lists, mentions: Sequence[Mention]
) -> Iterator[tuple[int, int, IndirectKind]]:
    places = [
        *((each.start, each.end) for each in mentions if each.type in _OF_A_PLACE),
        *(match.span() for match in lists.small_places.finditer(text)),
    ]
    for match in lists.jobs.finditer(text):
        if any(
            start - match.end() < _NEAR and match.start() - end < _NEAR for start, end in places
        ):
            yield match.start(), match.end(), IndirectKind.JOB_AND_PLACE


@cache
def _lists(language: str) -> _Lists:
    source = files("interview_kit.pseudonym").joinpath("data", "indirect.toml")
    entries = tomllib.loads(source.read_text("utf-8"))[language]

    def pattern(key: str, endings: Sequence[str] = ()) -> re.Pattern[str]:
        ending = f"(?:{'|'.join(map(re.escape, endings))})?" if endings else ""
        phrases = sorted(map(fold, entries[key]), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))}){ending}(?!\w)")

    return _Lists(
        pattern("only"),
        pattern("jobs", entries["job_endings"]),
        pattern("illnesses"),
        pattern("public"),
        pattern("offices"),
        pattern("small_places"),
    )
