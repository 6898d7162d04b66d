"""Other readings beside the settled text: where they differ, the likelier words are written.

A draft and further readings are of the same sound, cut in other places, and that they differ is the
best sign that a word was hardly heard. Where fewer errors are to be expected in the words of one,
they take the place of what is written so far. What is not written stands beside what is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from rapidfuzz.distance import Levenshtein

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import is_only_name, marks
from interview_kit.speech.expected_errors import Comparison, word_chances

LEAST_GAIN = 0.1
"""So many errors fewer must be expected in other words for them to be written."""

LEAST_LETTERS = 0.6
"""And they have at least so large a share of the letters: no reading leaves out what was said."""

SURE = 0.8
"""Words that are all more probable stay, however rare: a medicine that no list has.

The three figures: docs/BENCHMARKS.md, "Several readings".
"""

CONTEXT = 6
"""So many words on either side are there when words are judged."""

MARKS = ".,?!…;:"
"""The marks at the end of a word that are a sentence's and not its own."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """The written words from `start` up to `end`, and what another reading has in their place.

    One of both may be nothing. `begins_sentence` says whether the other words do.
    """

    start: int
    end: int
    other_words: tuple[Word, ...]
    begins_sentence: bool


@dataclass(frozen=True, slots=True)
class _OtherReading:
    """Words in the order of time, those of them that begin sentences, and how far they reach."""

    words: tuple[Word, ...]
    sentence_begins: frozenset[Word]
    end_frame: int

    def spoken_beside(self, settled: Sequence[Word]) -> _OtherReading:
        """What of it is spoken where some settled words are."""
        spoken_ms = (settled[0].start_ms, settled[-1].end_ms)
        return replace(self, words=tuple(word for word in self.words if _is_in(word, spoken_ms)))


def with_likeliest_words(
    sections: Iterable[Chunk],
    readings: Iterable[Sequence[Chunk]],
    familiar_words: Collection[str] = frozenset(),
) -> Iterator[Chunk]:
    """The settled sections with the likeliest words of all readings, as far as each reaches.

    Each of `readings` is compared with what is written after those before it. `familiar_words` are
    folded ones that the study knows: its vocabulary and its roster. What only one of two heard is
    as the settled text has it.
    """
    others = [_other_reading(chunks) for chunks in readings]
    for section in sections:
        settled = [word for segment in section.segments for word in segment.words]
        if not settled:
            yield section
            continue
        reaching = (other for other in others if section.end_frame <= other.end_frame)
        beside = [other.spoken_beside(settled) for other in reaching]
        words = settled[:]
        sentences = [n for n, segment in enumerate(section.segments) for _word in segment.words]
        for other in beside:
            _write_likelier(words, sentences, other, section.language, familiar_words)
        settled_reading = _OtherReading(tuple(settled), frozenset(), section.end_frame)
        _put_beside(words, [settled_reading, *beside])
        by_sentence = groupby(zip(sentences, words, strict=True), key=lambda pair: pair[0])
        segments = (Segment(tuple(word for _n, word in pairs)) for _n, pairs in by_sentence)
        yield replace(section, segments=tuple(segments))


def with_likelier_words(
    section: Chunk, other: Chunk, familiar_words: Collection[str] = frozenset()
) -> Chunk:
    """The section with the likelier words of two texts of it, and nothing beside them.

    Both are of the same windows, so that they differ in less than readings do: what only the other
    has is no sign of doubt.
    """
    (written,) = with_likeliest_words([section], [[other]], familiar_words)
    segments = (
        Segment(tuple(replace(word, alternative=None) for word in segment.words))
        for segment in written.segments
    )
    return replace(written, segments=tuple(segments))


def _other_reading(chunks: Sequence[Chunk]) -> _OtherReading:
    sentences = [segment.words for chunk in chunks for segment in chunk.segments]
    return _OtherReading(
        tuple(chain.from_iterable(sentences)),
        frozenset(word for words in sentences for word in words[:1]),
        max((chunk.end_frame for chunk in chunks), default=0),
    )


def _write_likelier(
    words: list[Word],
    sentences: list[int],
    other: _OtherReading,
    language: str,
    familiar_words: Collection[str],
) -> None:
    """Put the words of another reading where they are likelier than those written.

    `sentences` are the numbers of those that `words` belong to; what is put in the place of several
    belongs to that of the first.
    """
    for difference in reversed(_differences(words, other)):
        start, end = difference.start, difference.end
        if start < end and _is_likelier(difference, words, language, familiar_words):
            words[start:end] = _in_place(difference, words)
            sentences[start:end] = [sentences[start]] * len(difference.other_words)


def _put_beside(words: list[Word], readings: Iterable[_OtherReading]) -> None:
    """Put beside the words what the first of the readings with other ones has in their place."""
    for other in readings:
        for difference in _differences(words, other):
            start, end = difference.start, difference.end
            alternative = _text(difference.other_words)
            if start == end:
                # What only the other has stands beside a word that both have: the one before.
                start, end = (start - 1, start) if start else (0, 1)
                text = words[start].text
                alternative = text + alternative if difference.start else alternative + text
            if all(word.alternative is None for word in words[start:end]):
                texts = (alternative, *("" for _word in words[start + 1 : end]))
                words[start:end] = [
                    replace(word, alternative=text)
                    for word, text in zip(words[start:end], texts, strict=True)
                ]


def _differences(written_words: Sequence[Word], other: _OtherReading) -> list[_Difference]:
    """Where another reading has other words, each with all that differs in a row."""
    sounds = ([_sound(word) for word in text] for text in (written_words, other.words))
    blocks = Levenshtein.opcodes(*sounds)
    differences = []
    start, other_start = 0, 0
    for edit in (*(block for block in blocks if block.tag == "equal"), None):
        end = len(written_words) if edit is None else edit.src_start
        other_end = len(other.words) if edit is None else edit.dest_start
        if start < end or other_start < other_end:
            words = other.words[other_start:other_end]
            begins_sentence = other.sentence_begins.issuperset(words[:1])
            differences.append(_Difference(start, end, words, begins_sentence))
        if edit is not None:
            start, other_start = edit.src_end, edit.dest_end
    return differences


def _is_likelier(
    difference: _Difference,
    written_words: Sequence[Word],
    language: str,
    familiar_words: Collection[str],
) -> bool:
    """Whether fewer errors are to be expected in the other words than in those written."""
    words, others = written_words[difference.start : difference.end], difference.other_words
    before = written_words[max(0, difference.start - CONTEXT) : difference.start]
    behind = written_words[difference.end : difference.end + CONTEXT]

    ordinary_words = _names((*words, *others), language).union(familiar_words)

    def expected(texts: Sequence[Word]) -> float:
        chances = word_chances(
            [*before, *texts, *behind], Comparison.SETTLED, language, ordinary_words
        )
        return float(chances[len(before) : len(before) + len(texts)].sum())

    return (
        _letters(others) >= LEAST_LETTERS * max(_letters(words), 1)
        and min(word.probability for word in words) < SURE
        and others[0].start_ms < words[-1].end_ms
        and words[0].start_ms < others[-1].end_ms
        and expected(others) + LEAST_GAIN < expected(words)
    )


def _names(words: Iterable[Word], language: str) -> frozenset[str]:
    """The folded words that are written as names, and known as names and as nothing else."""
    return frozenset(
        folded_word
        for word in words
        if word.text.strip()[:1].isupper()
        for folded_word in fold_words(word.text)
        if is_only_name(marks(folded_word, language))
    )


def _in_place(difference: _Difference, written_words: Sequence[Word]) -> list[Word]:
    """The other words with the times, capitals and marks that suit those written beside."""
    replaced_words = written_words[difference.start : difference.end]
    earliest_ms = written_words[difference.start - 1].end_ms if difference.start else 0
    latest_ms = (
        written_words[difference.end].start_ms
        if difference.end < len(written_words)
        else max(word.end_ms for word in (*replaced_words, *difference.other_words))
    )
    words = []
    for word in difference.other_words:
        start_ms = min(max(word.start_ms, earliest_ms), latest_ms)
        earliest_ms = min(max(word.end_ms, start_ms), latest_ms)
        words.append(replace(word, start_ms=start_ms, end_ms=earliest_ms))
    if difference.begins_sentence and replaced_words[0].text.strip()[:1].islower():
        words[0] = replace(words[0], text=_begun(words[0].text, str.lower))
    elif replaced_words[0].text.strip()[:1].isupper():
        words[0] = replace(words[0], text=_begun(words[0].text, str.upper))
    last_text = replaced_words[-1].text
    end_marks = last_text[len(last_text.rstrip(MARKS)) :]
    words[-1] = replace(words[-1], text=words[-1].text.rstrip(MARKS) + end_marks)
    return words


def _begun(text: str, change: Callable[[str], str]) -> str:
    """The text with its first letter changed; `I` stays."""
    place = len(text) - len(text.lstrip())
    is_i = text[place : place + 1] == "I" and not text[place + 1 : place + 2].isalpha()
    return text if is_i else text[:place] + change(text[place : place + 1]) + text[place + 1 :]


def _is_in(word: Word, spoken_ms: tuple[int, int]) -> bool:
    return spoken_ms[0] <= (word.start_ms + word.end_ms) / 2 <= spoken_ms[1]


def _text(words: Iterable[Word]) -> str:
    return "".join(word.text for word in words)


def _letters(words: Iterable[Word]) -> int:
    return sum(map(str.isalnum, _text(words)))


def _sound(word: Word) -> str:
    return " ".join(fold_words(word.text))
