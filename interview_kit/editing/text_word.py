"""The words of a turn's text as a person sees them, each with its place in the sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise

from rapidfuzz.distance import Levenshtein

from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import without_marks
from interview_kit.model.word import Word

_SIGNS = re.compile(r"[\W_]+")


class WordSource(StrEnum):
    """Where a word and its time come from."""

    HEARD = "heard"
    """From the machine, or an imported text that has a time for each word."""
    TYPED = "typed"
    """A person typed it; its time is guessed from its neighbours."""
    PLACED = "placed"
    """A person typed it; its time is that of the word it replaced, or was found in the sound."""


@dataclass(frozen=True, slots=True)
class TextWord:
    """What stands between two blanks of a text, a mark such as `[pause]` too.

    Times are ms on the interview's clock. The rest is that of the machine's `Word`.
    """

    text: str
    start_ms: int
    end_ms: int
    probability: float = 1.0
    source: WordSource = WordSource.TYPED
    levels: tuple[float, ...] = ()
    overlap: bool = False
    alternative: str | None = None

    @property
    def bare(self) -> str:
        """What is compared: the letters and figures, without capitals; of signs alone the signs."""
        return bare(self.text)


def bare(text: str) -> str:
    """A word without capitals and signs; as it is where it has nothing else."""
    return _SIGNS.sub("", text.casefold()) or text


def joined(words: Iterable[TextWord]) -> str:
    """The text that words make."""
    return " ".join(word.text for word in words)


def as_words(words: Iterable[TextWord]) -> tuple[Word, ...]:
    """Words as a turn holds them."""
    return tuple(
        Word(
            f" {word.text}",
            word.start_ms,
            word.end_ms,
            word.probability,
            word.levels,
            word.overlap,
            word.alternative,
        )
        for word in words
    )


def text_words(turn: Turn) -> tuple[TextWord, ...]:
    """The words of a turn's text with the times of the words that were heard.

    Of a turn without timed words every time is guessed.
    """
    tokens = turn.text.split()
    if not turn.words:
        return spread(tokens, turn.start_ms, turn.end_ms)
    if tokens == [word.text.strip() for word in turn.words]:
        return tuple(map(_of_one, tokens, turn.words))
    return _by_letters(turn.text, turn.words) or _by_alignment(tokens, turn)


def spread(
    tokens: Sequence[str], start_ms: int, end_ms: int, source: WordSource = WordSource.TYPED
) -> tuple[TextWord, ...]:
    """Typed words that share a stretch by their letters, each with one for the blank."""
    ends = list(accumulate(len(token) + 1 for token in tokens))
    length = max(end_ms - start_ms, 0)
    places = [start_ms, *(start_ms + length * end // ends[-1] for end in ends)]
    return tuple(
        TextWord(token, start, end, source=source)
        for token, (start, end) in zip(tokens, pairwise(places), strict=True)
    )


def _by_letters(text: str, words: Sequence[Word]) -> tuple[TextWord, ...]:
    """The words where the text says what was heard, marks of unclear words aside; else nothing."""
    owners = [(letter, word) for word in words for letter in word.text if not letter.isspace()]
    spoken_text = without_marks(text)
    if "".join(spoken_text.split()) != "".join(letter for letter, _ in owners):
        return ()
    text_word_list: list[TextWord] = []
    at, end_ms = 0, words[-1].end_ms
    for match in re.finditer(r"\S+", text):
        letters = sum(not sign.isspace() for sign in spoken_text[match.start() : match.end()])
        own_words = [word for _, word in owners[at : at + letters]]
        # What opens a mark stands where the first word in it does.
        clock = owners[at][1].start_ms if at < len(owners) else end_ms
        text_word_list.append(
            _of_heard(match.group(), own_words)
            if own_words
            else TextWord(match.group(), clock, clock, source=WordSource.HEARD)
        )
        at += letters
    return tuple(text_word_list)


def _of_one(text: str, word: Word) -> TextWord:
    return TextWord(
        text,
        word.start_ms,
        max(word.end_ms, word.start_ms),
        word.probability,
        WordSource.HEARD,
        word.levels,
        word.overlap,
        word.alternative,
    )


def _of_heard(text: str, words: Sequence[Word]) -> TextWord:
    return TextWord(
        text,
        words[0].start_ms,
        max(words[-1].end_ms, words[0].start_ms),
        min(word.probability for word in words),
        WordSource.HEARD,
        words[0].levels,
        any(word.overlap for word in words),
        words[0].alternative,
    )


def _by_alignment(tokens: Sequence[str], turn: Turn) -> tuple[TextWord, ...]:
    """The words of a text that says something else than was heard: what is the same has its time.

    By the least number of changes (Levenshtein, by rapidfuzz).
    """
    text_word_list: list[TextWord] = []
    heard_words = [word for word in turn.words if word.text.strip()]
    opcodes = Levenshtein.opcodes(
        [bare(word.text.strip()) for word in heard_words], [bare(token) for token in tokens]
    )
    for opcode in opcodes:
        own_tokens = tokens[opcode.dest_start : opcode.dest_end]
        own_words = heard_words[opcode.src_start : opcode.src_end]
        if opcode.tag == "equal":
            text_word_list += (
                _of_one(token, word) for token, word in zip(own_tokens, own_words, strict=True)
            )
        elif own_tokens:
            clock = text_word_list[-1].end_ms if text_word_list else turn.start_ms
            start_ms = own_words[0].start_ms if own_words else clock
            end_ms = own_words[-1].end_ms if own_words else clock
            text_word_list += spread(own_tokens, start_ms, end_ms)
    return tuple(text_word_list)
