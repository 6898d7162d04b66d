"""A draft beside the settled text: where they differ, one of them is wrong.

They are two readings of the same sound, cut in other places, and that they differ is the best sign
that a word was hardly heard. The settled word stays; what the draft has stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words


def with_alternatives(sections: Iterable[Chunk], draft_chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """The settled sections, with what the draft has where it differs, as far as it reaches."""
    reached_frame = max((chunk.end_frame for chunk in draft_chunks), default=0)
    words = [word for chunk in draft_chunks for segment in chunk.segments for word in segment.words]
    for section in sections:
        settled_words = [word for segment in section.segments for word in segment.words]
        if section.end_frame > reached_frame or not settled_words:
            yield section
            continue
        spoken_ms = (settled_words[0].start_ms, settled_words[-1].end_ms)
        compared_words = iter(
            _compared(settled_words, [word for word in words if _is_in(word, spoken_ms)])
        )
        segments = tuple(
            Segment(tuple(next(compared_words) for _word in segment.words))
            for segment in section.segments
        )
        yield replace(section, segments=segments)


def _is_in(word: Word, spoken_ms: tuple[int, int]) -> bool:
    return spoken_ms[0] <= (word.start_ms + word.end_ms) / 2 <= spoken_ms[1]


def _compared(settled: Sequence[Word], draft_words: Sequence[Word]) -> list[Word]:
    """The settled words; of several in a row that differ the first has all that the draft has."""
    words = list(settled)
    sounds = ([_sound(word) for word in text] for text in (settled, draft_words))
    for edit in Levenshtein.opcodes(*sounds):
        instead = "".join(word.text for word in draft_words[edit.dest_start : edit.dest_end])
        if edit.tag == "insert":
            # What only the draft has stands beside a word that both have: the one before, if any.
            place = max(0, edit.src_start - 1)
            shared = words[place].text if words[place].alternative is None else ""
            text = instead + shared if edit.src_start == 0 else shared + instead
            words[place] = replace(words[place], alternative=text)
        elif edit.tag != "equal":
            for place in range(edit.src_start, edit.src_end):
                text = instead if place == edit.src_start else ""
                words[place] = replace(words[place], alternative=text)
    return words


def _sound(word: Word) -> str:
    return " ".join(fold_words(word.text))
