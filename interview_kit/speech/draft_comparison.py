"""A draft beside the settled text: where they differ, the likelier words are written.

They are two readings of the same sound, cut in other places, and that they differ is the best sign
that a word was hardly heard. Where fewer errors are to be expected in the draft's words, they take
the place of the settled ones. What is not written stands beside what is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import is_only_name, marks
from interview_kit.speech.expected_errors import Reading, word_chances

LEAST_GAIN = 0.1
"""So many errors fewer must be expected in the draft's words for them to be written."""

LEAST_LETTERS = 0.6
"""And they have at least so large a share of the letters: no draft leaves out what was said."""

SURE = 0.8
"""Words that are all more probable stay, however rare: a medicine that no list has.

The three figures: docs/BENCHMARKS.md, "Two readings".
"""

CONTEXT = 6
"""So many words on either side are there when words are judged."""

MARKS = ".,?!…;:"
"""The marks at the end of a word that are a sentence's and not its own."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """The settled words from `start` up to `end`, and what the draft has in their place.

    One of both may be nothing. `begins_sentence` says whether the draft's words do.
    """

    start: int
    end: int
    draft_words: tuple[Word, ...]
    begins_sentence: bool


def with_likelier_words(
    sections: Iterable[Chunk],
    draft_chunks: Sequence[Chunk],
    familiar_words: Collection[str] = frozenset(),
) -> Iterator[Chunk]:
    """The settled sections with the likelier words of both, as far as the draft reaches.

    `familiar_words` are folded ones that the study knows: its vocabulary and its roster. What only
    one of both heard is as the settled text has it.
    """
    reached_frame = max((chunk.end_frame for chunk in draft_chunks), default=0)
    sentences = [segment.words for chunk in draft_chunks for segment in chunk.segments]
    sentence_begins = frozenset(word for words in sentences for word in words[:1])
    draft_words = [word for words in sentences for word in words]
    for section in sections:
        settled_words = [word for segment in section.segments for word in segment.words]
        if section.end_frame > reached_frame or not settled_words:
            yield section
            continue
        spoken_ms = (settled_words[0].start_ms, settled_words[-1].end_ms)
        beside = [word for word in draft_words if _is_in(word, spoken_ms)]
        differences = _differences(settled_words, beside, sentence_begins)
        places = iter(_written(settled_words, differences, section.language, familiar_words))
        segments = tuple(
            Segment(tuple(word for _place in segment.words for word in next(places)))
            for segment in section.segments
        )
        yield replace(section, segments=tuple(part for part in segments if part.words))


def _written(
    settled: Sequence[Word],
    differences: Iterable[_Difference],
    language: str,
    familiar_words: Collection[str],
) -> list[tuple[Word, ...]]:
    """The words that are written in the place of each settled one.

    Of several in a row that differ the first has all that the other reading has for them.
    """
    places: list[tuple[Word, ...]] = [(word,) for word in settled]
    for difference in differences:
        start, end = difference.start, difference.end
        if start == end:
            # What only the draft has stands beside a word that both have: the one before, if any.
            text = _text(difference.draft_words)
            *words, shared = places[max(0, start - 1)]
            if shared.alternative is None:
                text = text + shared.text if start == 0 else shared.text + text
                places[max(0, start - 1)] = (*words, replace(shared, alternative=text))
        elif _is_likelier(difference, settled, language, familiar_words):
            words = _beside(_in_place(difference, settled), settled[start:end])
            places[start:end] = [tuple(words), *(() for _word in settled[start + 1 : end])]
        else:
            words = _beside(settled[start:end], difference.draft_words)
            places[start:end] = [(word,) for word in words]
    return places


def _beside(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """The words, the first of them with the text of the others beside it."""
    texts = (_text(others), *("" for _word in words[1:]))
    return [replace(word, alternative=text) for word, text in zip(words, texts, strict=True)]


def _differences(
    settled: Sequence[Word], draft_words: Sequence[Word], sentence_begins: frozenset[Word]
) -> Iterator[_Difference]:
    """Where the draft has other words, each with all that differs in a row."""
    sounds = ([_sound(word) for word in text] for text in (settled, draft_words))
    blocks = Levenshtein.opcodes(*sounds)
    start, draft_start = 0, 0
    for edit in (*(block for block in blocks if block.tag == "equal"), None):
        end = len(settled) if edit is None else edit.src_start
        draft_end = len(draft_words) if edit is None else edit.dest_start
        if start < end or draft_start < draft_end:
            others = tuple(draft_words[draft_start:draft_end])
            yield _Difference(start, end, others, sentence_begins.issuperset(others[:1]))
        if edit is not None:
            start, draft_start = edit.src_end, edit.dest_end


def _is_likelier(
    difference: _Difference,
    settled: Sequence[Word],
    language: str,
    familiar_words: Collection[str],
) -> bool:
    """Whether fewer errors are to be expected in the draft's words than in the settled ones."""
    words, others = settled[difference.start : difference.end], difference.draft_words
    before = settled[max(0, difference.start - CONTEXT) : difference.start]
    behind = settled[difference.end : difference.end + CONTEXT]

    ordinary_words = _names((*words, *others), language).union(familiar_words)

    def expected(texts: Sequence[Word]) -> float:
        chances = word_chances(
            [*before, *texts, *behind], Reading.SETTLED, language, ordinary_words
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


def _in_place(difference: _Difference, settled: Sequence[Word]) -> list[Word]:
    """The draft's words with the times, capitals and marks that suit the settled ones beside."""
    replaced_words = settled[difference.start : difference.end]
    earliest_ms = settled[difference.start - 1].end_ms if difference.start else 0
    latest_ms = (
        settled[difference.end].start_ms
        if difference.end < len(settled)
        else max(word.end_ms for word in (*replaced_words, *difference.draft_words))
    )
    words = []
    for word in difference.draft_words:
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
