"""From the words of a piece of sound to its segments on the interview's clock.

Invented loops and credits are left out, whichever engine wrote them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.clock import frames_to_ms, ms_to_frames
from interview_kit.model.word import Word
from interview_kit.speech.chunker import ChunkSound
from interview_kit.speech.hallucination import is_credit, without_loops
from interview_kit.speech.resampling import levels

SENTENCE_ENDS = (".", "!", "?", "…", "؟", "。", "۔", "।")
"""The marks that end a sentence, in the scripts that models write."""

SENTENCE_GAP_MS = 1_000
"""A sentence ends with its mark, or where nothing is said for this long."""


def believed_chunk(cut: ChunkSound, language: str, heard_words: Sequence[Word]) -> Chunk:
    """The words that are believed, as segments; their times count from the begin of `cut`."""
    words = without_loops(heard_words)
    sentences = (
        tuple(_on_the_clock(word, cut) for word in sentence) for sentence in _sentences(words)
    )
    segments = tuple(Segment(sentence) for sentence in sentences if not is_credit(_text(sentence)))
    return Chunk(cut.first_frame, cut.end_frame, language, segments)


def _on_the_clock(word: Word, cut: ChunkSound) -> Word:
    loudness: tuple[float, ...] = ()
    if cut.samples.shape[1] > 1:
        first, last = (ms_to_frames(ms, cut.rate) for ms in (word.start_ms, word.end_ms))
        loudness = levels(cut.samples[first : max(last, first + 1)])
    begin_ms = frames_to_ms(cut.first_frame, cut.rate)
    return replace(
        word,
        start_ms=begin_ms + word.start_ms,
        end_ms=begin_ms + word.end_ms,
        levels=loudness,
    )


def _sentences(words: Iterable[Word]) -> Iterable[list[Word]]:
    """Words up to a mark that ends a sentence, or a pause."""
    sentence: list[Word] = []
    for word in words:
        if sentence and (
            sentence[-1].text.endswith(SENTENCE_ENDS)
            or word.start_ms - sentence[-1].end_ms > SENTENCE_GAP_MS
        ):
            yield sentence
            sentence = []
        sentence.append(word)
    if sentence:
        yield sentence


def _text(words: Iterable[Word]) -> str:
    return "".join(word.text for word in words)
