"""A new text on the words of an old one: what stays keeps its time."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from interview_kit.editing.edit import KeptWords, TypedWords
from interview_kit.editing.text_word import TextWord, bare

Pieces = tuple[KeptWords | TypedWords, ...]


def rewritten(
    turn: int, words: Sequence[TextWord], text: str, span: tuple[int, int], first: int = 0
) -> Pieces:
    """The pieces that make `text` of the words of a turn, with the least number of changes.

    A word that has other signs or capitals is the same word. What is new stands where the words
    were that it replaces, or between its neighbours; `span` is the turn's, in ms. `first` is the
    place of the first of `words` in the turn.
    """
    tokens = text.split()
    pieces: list[KeptWords | TypedWords] = []
    old_from = new_from = 0
    for old_at, new_at, length in _same_words(words, tokens):
        pieces += _changed(words, tokens, (old_from, old_at), (new_from, new_at), span)
        pieces += _kept(turn, words, tokens, (old_at, new_at, length), first)
        old_from, new_from = old_at + length, new_at + length
    return tuple(pieces)


def _same_words(words: Sequence[TextWord], tokens: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where both say the same: place among the words, among the tokens, and how many.

    The last one is empty, at the end of both.
    """
    blocks = Levenshtein.opcodes(
        [word.bare for word in words], [bare(token) for token in tokens]
    ).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _kept(
    turn: int,
    words: Sequence[TextWord],
    tokens: Sequence[str],
    block: tuple[int, int, int],
    first: int,
) -> list[KeptWords | TypedWords]:
    old_at, new_at, length = block
    pieces: list[KeptWords | TypedWords] = []
    run_start = old_at
    for step in range(length):
        if tokens[new_at + step] != words[old_at + step].text:
            if run_start < old_at + step:
                pieces.append(KeptWords(turn, first + run_start, first + old_at + step))
            at = first + old_at + step
            pieces.append(KeptWords(turn, at, at + 1, tokens[new_at + step]))
            run_start = old_at + step + 1
    if run_start < old_at + length:
        pieces.append(KeptWords(turn, first + run_start, first + old_at + length))
    return pieces


def _changed(
    words: Sequence[TextWord],
    tokens: Sequence[str],
    old: tuple[int, int],
    new: tuple[int, int],
    span: tuple[int, int],
) -> list[TypedWords]:
    new_tokens = tokens[new[0] : new[1]]
    if not new_tokens:
        return []
    replaced_words = words[old[0] : old[1]]
    if replaced_words:
        start_ms, end_ms = replaced_words[0].start_ms, replaced_words[-1].end_ms
    else:
        start_ms = words[old[0] - 1].end_ms if old[0] else span[0]
        end_ms = words[old[1]].start_ms if old[1] < len(words) else span[1]
    is_placed = len(new_tokens) == 1 and bool(replaced_words)
    return [TypedWords(" ".join(new_tokens), start_ms, max(end_ms, start_ms), is_placed)]
