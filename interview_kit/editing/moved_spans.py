"""Where stretches of a text stand in another text that was made of it, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

# Words and signs apart, so that a full stop behind a name is no other name.
_TOKENS = re.compile(r"\w+|[^\w\s]")
_NEAR = 3
"""The words on either side of a stretch that make what it means."""


@dataclass(frozen=True, slots=True)
class TurnStretch:
    """Characters `start` to `end` of a turn."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MovedSpan:
    """Where a stretch stands now. `is_same`: its words are the same; `is_near_same`: so are those
    around it, up to the third on either side."""

    span: TurnStretch
    is_same: bool
    is_near_same: bool


@dataclass(frozen=True, slots=True)
class _PlacedToken:
    word: str
    turn: int
    start: int
    end: int


def moved_spans(
    before: Mapping[int, str], after: Mapping[int, str], spans: Iterable[TurnStretch]
) -> dict[TurnStretch, MovedSpan]:
    """Where `spans` of the turns `before` stand in the turns `after`, in the order of the text.

    Turns that were split or joined count as the text that they are together. A stretch of which no
    word is left, or that would reach over two turns, is left out.
    """
    old_tokens, new_tokens = _tokens(before), _tokens(after)
    places: list[int | None] = [None] * len(old_tokens)
    for part in Levenshtein.opcodes(
        [token.word for token in old_tokens], [token.word for token in new_tokens]
    ):
        for old, place in zip(
            range(part.src_start, part.src_end), range(part.dest_start, part.dest_end), strict=False
        ):
            places[old] = place
    moved: dict[TurnStretch, MovedSpan] = {}
    for span in spans:
        within = [
            at
            for at, token in enumerate(old_tokens)
            if token.turn == span.turn and token.start < span.end and span.start < token.end
        ]
        kept = [new for at in within if (new := places[at]) is not None]
        if not kept or new_tokens[kept[0]].turn != new_tokens[kept[-1]].turn:
            continue
        first, last = kept[0], kept[-1]
        target = TurnStretch(new_tokens[first].turn, new_tokens[first].start, new_tokens[last].end)
        is_same = (
            before[span.turn][span.start : span.end]
            == after[target.turn][target.start : target.end]
        )
        moved[span] = MovedSpan(
            target,
            is_same,
            is_same
            and _words(old_tokens, within[0], within[-1]) == _words(new_tokens, first, last),
        )
    return moved


def _tokens(texts: Mapping[int, str]) -> list[_PlacedToken]:
    return [
        _PlacedToken(match[0], turn, match.start(), match.end())
        for turn, text in texts.items()
        for match in _TOKENS.finditer(text)
    ]


def _words(tokens: list[_PlacedToken], first: int, last: int) -> tuple[list[str], list[str]]:
    """The words next to a stretch, on either side; fewer at the edge of its turn."""
    turn = tokens[first].turn
    return (
        [token.word for token in tokens[max(0, first - _NEAR) : first] if token.turn == turn],
        [token.word for token in tokens[last + 1 : last + 1 + _NEAR] if token.turn == turn],
    )
