"""Replacement: pseudonyms in the place of originals, in a text and in its timed words.

The rule for words: every word owns a stretch of the turn's text, and the stretches tile the text.
Where the text was corrected, the machine's words are aligned with it: a word that is still there
owns itself, a changed run of words shares out the corrected run in order, a word that was deleted
is dropped, an inserted one joins the word before it. So what the machine heard and the
corrector took out is nowhere left. A mention then merges all words it touches into the first,
which carries the pseudonym from the first word's start to the last word's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from difflib import SequenceMatcher
from typing import TypeAlias

from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold

Replacement: TypeAlias = tuple[int, int, str]
"""Start and end in code points of the text, and what comes there instead."""

_CHUNK = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class _TextPiece:
    """A word and the stretch of text it owns."""

    word: Word
    start: int
    end: int


def settle(replacements: Sequence[Replacement], length: int) -> tuple[Replacement, ...]:
    """Replacements in order, without overlap, in a text of `length` code points.

    Where some overlap, their union is replaced once, by the pseudonym of the longest: nothing of
    an original may stay behind. Raises ValueError for one that is empty or outside the text.
    """
    disjoint_replacements: list[Replacement] = []
    longest = 0
    for start, end, pseudonym in sorted(
        replacements, key=lambda replacement: (replacement[0], -replacement[1])
    ):
        if not 0 <= start < end <= length:
            raise ValueError("a replacement lies outside the text")
        if disjoint_replacements and start < disjoint_replacements[-1][1]:
            first, last, earlier_pseudonym = disjoint_replacements[-1]
            disjoint_replacements[-1] = (
                first,
                max(last, end),
                pseudonym if end - start > longest else earlier_pseudonym,
            )
            longest = max(longest, end - start)
        else:
            disjoint_replacements.append((start, end, pseudonym))
            longest = end - start
    return tuple(disjoint_replacements)


def replace(text: str, replacements: Sequence[Replacement]) -> str:
    """`text` with each stretch replaced; overlapping stretches are settled by `settle`."""
    parts: list[str] = []
    position = 0
    for start, end, pseudonym in settle(replacements, len(text)):
        parts += (text[position:start], pseudonym)
        position = end
    return "".join((*parts, text[position:]))


def replace_turn(turn: Turn, replacements: Sequence[Replacement]) -> Turn:
    """The turn with its text and words replaced; number, times, speaker and question stay.

    Afterwards the words, joined, say what the text says (white space aside).
    """
    disjoint_replacements = settle(replacements, len(turn.text))
    words = tuple(_replaced_words(turn.text, _pieces(turn.text, turn.words), disjoint_replacements))
    return changed(turn, text=replace(turn.text, disjoint_replacements), words=words)


def spoken_spans(turn: Turn, replacements: Sequence[Replacement]) -> tuple[tuple[int, int], ...]:
    """When what is replaced was said, as start and end in ms, in order.

    A word that a corrector took out counts too: it is still heard. A turn without timed words is
    one span where anything of it is replaced.
    """
    disjoint_replacements = settle(replacements, len(turn.text))
    pieces = _pieces(turn.text, turn.words)
    if not pieces:
        return ((turn.start_ms, turn.end_ms),) if disjoint_replacements or turn.words else ()
    kept_words = {id(piece.word) for piece in pieces}
    replaced_words = [
        word for word in turn.words if id(word) not in kept_words and word.text.strip()
    ]
    replaced_words += [
        piece.word
        for piece in pieces
        if any(start < piece.end and piece.start < end for start, end, _ in disjoint_replacements)
    ]
    return tuple(sorted((word.start_ms, word.end_ms) for word in replaced_words))


def _replaced_words(
    text: str, pieces: Sequence[_TextPiece], disjoint_replacements: Sequence[Replacement]
) -> list[Word]:
    words: list[Word] = []
    pending = list(disjoint_replacements)
    index = 0
    while index < len(pieces):
        first = last = index
        inside: list[Replacement] = []
        while pending and pending[0][0] < pieces[last].end:
            inside.append(pending.pop(0))
            while pieces[last].end < inside[-1][1]:
                last += 1
        start, end = pieces[first].start, pieces[last].end
        shifted_replacements = [(left - start, right - start, name) for left, right, name in inside]
        content = replace(text[start:end], shifted_replacements)
        words.append(_merged(pieces[first : last + 1], content))
        index = last + 1
    return words


def _merged(pieces: Sequence[_TextPiece], content: str) -> Word:
    first, last = pieces[0].word, pieces[-1].word
    if len(pieces) == 1 and content.strip() == first.text.strip():
        return first
    probability = min(piece.word.probability for piece in pieces)
    return changed(first, text=f" {content.strip()}", end_ms=last.end_ms, probability=probability)


def _pieces(text: str, words: Sequence[Word]) -> list[_TextPiece]:
    """The words that are left in `text`, each with its stretch; the stretches tile the text."""
    chunks = [match.span() for match in _CHUNK.finditer(text)]
    if not words or not chunks:
        return []
    if "".join(word.text for word in words).strip() == text:
        return _untouched(text, words)
    pieces: list[_TextPiece] = []
    last = -1
    owners = _owners([text[start:end] for start, end in chunks], words)
    for (start, end), owner in zip(chunks, owners, strict=True):
        if owner == last:
            pieces[-1] = changed(pieces[-1], end=end)
        else:
            pieces.append(_TextPiece(words[owner], start, end))
        last = owner
    pieces[-1] = changed(pieces[-1], end=len(text))
    return pieces


def _untouched(text: str, words: Sequence[Word]) -> list[_TextPiece]:
    """The pieces of a text that is its words, joined."""
    joined_text = "".join(word.text for word in words)
    position = -(len(joined_text) - len(joined_text.lstrip()))
    pieces: list[_TextPiece] = []
    for word in words:
        start, position = position, position + len(word.text)
        if word.text.strip():
            pieces.append(_TextPiece(word, max(start, 0), min(position, len(text))))
    return pieces


def _owners(chunks: Sequence[str], words: Sequence[Word]) -> list[int]:
    """For each chunk of the text the index of the word that owns it, never decreasing."""
    spoken_words = [fold(word.text.strip()) for word in words]
    chunk_words = [fold(chunk.strip()) for chunk in chunks]
    owners: list[int] = []
    matcher = SequenceMatcher(a=spoken_words, b=chunk_words, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        for offset in range(end - start):
            if first < last:
                owners.append(min(first + offset, last - 1))
            else:
                owners.append(owners[-1] if owners else 0)
    return owners
