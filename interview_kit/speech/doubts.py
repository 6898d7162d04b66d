"""Which words of a transcript should be listened to, and why.

Each word of a machine has a chance of being wrong (`expected_errors`). The worklist holds the words
with the highest chances, as many as hold `AIMED_SHARE` of the errors that are expected and no more
than `MOST_WORDS` of all words; and beside them what shows in another way: credits, a term that was
nearly written, a negation on an unsure word, a spelling that nobody knows. Neighbours are one
place. The bound is that of the machine's text, so that it does not move while it is corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import marks, whole_marks
from interview_kit.model.voice import Voice
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words
from interview_kit.speech.doubt_signs import (
    breaks_sentence,
    contested_words,
    credit_words,
    hurried_words,
    negation_words,
    repeated_words,
    spoken_level,
    voiceless_words,
)
from interview_kit.speech.doubtful_place import DoubtfulPlace, Reason
from interview_kit.speech.expected_errors import (
    Comparison,
    errors_each,
    joined_word,
    word_chances,
)
from interview_kit.speech.sound_alikes import SAME_SPELLING, AlikeSpan, alike_spans
from interview_kit.speech.spell_checker import SpellChecker
from interview_kit.speech.voice_spans import VoiceSpans
from interview_kit.speech.word_places import PlacedWord, placed_words, word_key

AIMED_SHARE = 0.85
"""Of the expected errors, that the doubtful words hold together; a little more than the four fifths
that are promised, since what is expected errs too."""

MOST_WORDS = 0.19
"""Of all words, that are doubted for their chance alone; what shows otherwise comes on top."""

LEAST_CHANCE = 0.08
"""A word that is right more often than this says is not worth the listening."""

LONGEST_PLACE = 6
"""Words at most in one place: what is to be typed anew at once."""

UNSURE_BELOW = 0.6
"""The probability below which it is said that the model was not sure."""

_SENTENCE_ENDS = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What words are judged by.

    `comparison` says what the machine's text is, None where no machine wrote it. `terms` are words
    and names that may have been heard as something else; `voices` are when anybody was heard, and
    `struck_spans` the stretches, in ms, of which nothing is left.
    """

    language: str
    spelling: SpellChecker
    comparison: Comparison | None = None
    terms: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    struck_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptDoubts:
    """The doubtful places of a text in order, those left and those that were `checked`.

    `errors_before` are the errors to be expected in the machine's text, `errors_left` those in what
    is left of it unchanged and unchecked; None where no machine wrote it or no word has a time.
    """

    places: tuple[DoubtfulPlace, ...]
    checked: tuple[DoubtfulPlace, ...] = ()
    errors_before: float | None = None
    errors_left: float | None = None


@dataclass(slots=True)
class _Spot:
    """A word of the text; `word` is None where a person put it in."""

    place: PlacedWord
    word: Word | None
    chance: float = 0.0
    is_checked: bool = False
    reasons: set[Reason] = field(default_factory=set)
    term: AlikeSpan | None = None


def transcript_doubts(
    machine_turns: Sequence[Turn],
    turns: Sequence[Turn],
    checked_words: Collection[tuple[int, str]],
    knowledge: Knowledge,
    checked_turns: Collection[int] = frozenset(),
) -> TranscriptDoubts:
    """The doubtful places of `turns`, which a person made of the machine's.

    `checked_words` are keys (`word_key`) of words that were heard and found right; of
    `checked_turns`, by number, all was checked: no errors are expected there any more.
    """
    chances = _chances(machine_turns, knowledge)
    doubter = _Doubter(chances, checked_words, knowledge, spoken_level(machine_turns))
    places: list[DoubtfulPlace] = []
    checked_places: list[DoubtfulPlace] = []
    chance_left = 0.0
    gaps = VoiceSpans(knowledge.voices).without_words(turns, knowledge.struck_spans)
    for number, turn in enumerate(turns):
        spots = doubter.spots(turn, turns[number - 1] if number else None)
        if turn.number not in checked_turns:
            chance_left += sum(spot.chance for spot in spots if not spot.is_checked)
        for is_checked, place in doubter.places(turn, spots):
            (checked_places if is_checked else places).append(place)
        for start_ms, end_ms in gaps.get(turn.number, ()):
            place = _gap_place(turn, start_ms, end_ms)
            is_checked = (start_ms, "") in checked_words
            (checked_places if is_checked else places).append(place)
    if knowledge.comparison is None or not chances:
        return TranscriptDoubts(tuple(places), tuple(checked_places))
    each = errors_each(knowledge.comparison)
    return TranscriptDoubts(
        tuple(places),
        tuple(checked_places),
        each * sum(chance for (_start_ms, text), chance in chances.items() if text),
        each * chance_left,
    )


def _chances(machine_turns: Sequence[Turn], knowledge: Knowledge) -> dict[tuple[int, str], float]:
    """For each word of the machine, by its key, the chance that something is wrong there."""
    if knowledge.comparison is None:
        return {word_key(word): 0.0 for turn in machine_turns for word in turn.words}
    return {
        word_key(word): float(chance)
        for turn in machine_turns
        for word, chance in zip(
            turn.words,
            word_chances(
                turn.words,
                knowledge.comparison,
                knowledge.language,
                knowledge.spelling.study_words,
            ),
            strict=True,
        )
    }


def least_doubted(chances: NDArray[np.float64]) -> float:
    """The chance from which on a word is doubted, by the chances of all words of a text."""
    if not len(chances):
        return 1.0
    falling = np.sort(chances)[::-1]
    shares = np.cumsum(falling) / max(falling.sum(), 1e-9)
    count = min(int(np.searchsorted(shares, AIMED_SHARE)) + 1, int(MOST_WORDS * len(falling)))
    return max(float(falling[count - 1]) if count else 1.0, LEAST_CHANCE)


class _Doubter:
    """Goes through the turns of one text."""

    def __init__(
        self,
        chances: Mapping[tuple[int, str], float],
        checked_words: Collection[tuple[int, str]],
        knowledge: Knowledge,
        level: float | None,
    ) -> None:
        self._chances = chances
        self._checked_words = checked_words
        self._knowledge = knowledge
        self._level = level
        self._each = errors_each(knowledge.comparison) if knowledge.comparison else 0.0
        self._voices = VoiceSpans(knowledge.voices)
        self._contested_voices = VoiceSpans(
            voice for voice in knowledge.voices if voice.is_contested
        )
        self._least = least_doubted(np.array(list(chances.values())))

    def spots(self, turn: Turn, turn_before: Turn | None) -> list[_Spot]:
        """The words of a turn's text with why each is doubtful."""
        spots = [self._spot(turn, place) for place in placed_words(turn)]
        self._mark_signs(turn, spots)
        self._mark_spelling(turn, spots)
        self._mark_terms(turn, spots)
        if spots and turn_before is not None and breaks_sentence(turn_before, turn):
            spots[0].reasons.add(Reason.SPEAKER)
        self._mark_halves(spots)
        marked_spans = whole_marks(turn.text)
        for spot in spots:
            self._mark_unsure(spot)
            if any(start <= spot.place.start < end for start, end in marked_spans):
                spot.reasons.add(Reason.UNSURE)
        return spots

    def places(self, turn: Turn, spots: Sequence[_Spot]) -> Iterator[tuple[bool, DoubtfulPlace]]:
        """Runs of doubtful words, and whether each was checked."""
        sentence = [0, *accumulate(_ends_sentence(turn, *pair) for pair in pairwise(spots))]
        numbered_spots = zip(sentence, spots, strict=False)
        for (_sentence, is_doubtful, is_checked), group in groupby(
            numbered_spots,
            key=lambda entry: (entry[0], bool(entry[1].reasons), entry[1].is_checked),
        ):
            run = [spot for _sentence, spot in group]
            for at in range(0, len(run) if is_doubtful else 0, LONGEST_PLACE):
                yield is_checked, _place(turn, run[at : at + LONGEST_PLACE], self._each)

    def _spot(self, turn: Turn, place: PlacedWord) -> _Spot:
        word = None if place.number is None else turn.words[place.number]
        if word is None:
            key = (place.start_ms, " ".join(fold_words(turn.text[place.start : place.end])))
            return _Spot(place, None, is_checked=key in self._checked_words)
        is_checked = word_key(word) in self._checked_words
        if word_key(word) not in self._chances:
            return _Spot(place, None, is_checked=is_checked)
        return _Spot(place, word, self._chances[word_key(word)], is_checked)

    def _mark_signs(self, turn: Turn, spots: Sequence[_Spot]) -> None:
        signs: dict[Reason, Iterator[int]] = {
            Reason.CREDIT: credit_words(turn.words),
            Reason.NO_VOICE: voiceless_words(turn.words, self._level, self._voices),
            Reason.NEGATION: negation_words(turn.words),
            Reason.REPEATED: repeated_words(turn.words),
            Reason.PACE: hurried_words(turn.words),
            Reason.VOICE: contested_words(turn.words, self._contested_voices),
        }
        by_number = {spot.place.number: spot for spot in spots if spot.word is not None}
        for reason, numbers in signs.items():
            for number in numbers:
                if number in by_number:
                    by_number[number].reasons.add(reason)

    def _mark_spelling(self, turn: Turn, spots: Sequence[_Spot]) -> None:
        for start, end in self._knowledge.spelling.misspelt(turn.text):
            for spot in spots:
                if spot.place.start <= start and end <= spot.place.end:
                    spot.reasons.add(Reason.SPELLING)

    def _mark_terms(self, turn: Turn, spots: Sequence[_Spot]) -> None:
        for span in alike_spans(turn.text, self._knowledge.terms):
            written = turn.text[span.start : span.end]
            if span.likeness == SAME_SPELLING and len(fold_words(written)) == len(
                fold_words(span.term)
            ):
                continue
            for spot in spots:
                if span.start <= spot.place.start < span.end:
                    spot.reasons.add(Reason.TERM)
                    spot.term = span

    def _mark_halves(self, spots: Sequence[_Spot]) -> None:
        for first_half, second_half in pairwise(spots):
            if first_half.word is None or second_half.word is None:
                continue
            joined = joined_word(first_half.word, second_half.word, self._knowledge.language)
            if joined:
                span = AlikeSpan(
                    first_half.place.start, second_half.place.end, joined, SAME_SPELLING
                )
                for spot in (first_half, second_half):
                    spot.reasons.add(Reason.HALVES)
                    spot.term = spot.term or span

    def _mark_unsure(self, spot: _Spot) -> None:
        if spot.word is None or spot.chance < self._least:
            return
        if spot.word.alternative is not None:
            spot.reasons.add(Reason.DRAFT)
        if spot.word.probability < UNSURE_BELOW or not spot.reasons:
            spot.reasons.add(Reason.UNSURE)


def _ends_sentence(turn: Turn, spot: _Spot, next_spot: _Spot) -> bool:
    return not _SENTENCE_ENDS.isdisjoint(turn.text[spot.place.end : next_spot.place.start])


def _place(turn: Turn, run: Sequence[_Spot], errors_each_word: float) -> DoubtfulPlace:
    start, end = _with_marks(turn.text, run[0].place.start, run[-1].place.end)
    reasons = {reason for spot in run for reason in spot.reasons}
    return DoubtfulPlace(
        turn.number,
        start,
        end,
        run[0].place.start_ms,
        max(spot.place.end_ms for spot in run),
        turn.text[start:end],
        tuple(reason for reason in Reason if reason in reasons),
        round(float(1 - np.prod([1 - spot.chance for spot in run])), 3),
        round(errors_each_word * sum(spot.chance for spot in run), 3),
        tuple(dict.fromkeys(_suggestions(turn, run, start, end))),
    )


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with the whole of each mark of which it holds a half, so that none stays behind."""
    for mark_start, mark_end in whole_marks(text):
        words_start = mark_start + len("[unclear: ")
        holds_opening = start < words_start and mark_start < end
        holds_closing = start < mark_end <= end
        if holds_opening or holds_closing or (start, end) == (words_start, mark_end - 1):
            start, end = min(start, mark_start), max(end, mark_end)
    return start, end


def _suggestions(turn: Turn, run: Sequence[_Spot], start: int, end: int) -> Iterator[str]:
    """The term that may belong there, with the words beside it; and what the draft has.

    `start` and `end` are those of the place with its marks; what is suggested has none of them.
    """
    text, first, last = turn.text, run[0].place.start, run[-1].place.end
    for spot in run:
        span = spot.term
        if span is not None and start <= span.start and span.end <= end:
            yield _clear(text, start, span.start) + span.term + _clear(text, span.end, end)
    draft = _draft(turn, run)
    suggestion = _clear(text, start, first) + draft + _clear(text, last, end)
    if draft and suggestion != _clear(text, start, end):
        yield suggestion


def _clear(text: str, start: int, end: int) -> str:
    """A stretch of `text` without what opens and closes marks around words; `[unclear]` stays."""
    halves = [span for span in marks(text) if text[slice(*span)] != "[unclear]"]
    return "".join(
        text[place]
        for place in range(start, end)
        if not any(first <= place < after for first, after in halves)
    )


def _draft(turn: Turn, run: Sequence[_Spot]) -> str:
    """What the draft has in the place of a run of words; '' where that cannot be told."""
    words = [spot.word for spot in run]
    if any(word is None for word in words) or all(
        word.alternative is None for word in words if word is not None
    ):
        return ""
    first, last = run[0].place.number or 0, run[-1].place.number or 0
    # Of several words that differ in a row the first has all that the draft has for them.
    is_cut = turn.words[first].alternative == "" and first > 0
    goes_on = turn.words[last].alternative is not None and any(
        word.alternative == "" for word in turn.words[last + 1 : last + 2]
    )
    if is_cut or goes_on:
        return ""
    text = "".join(
        word.text if word.alternative is None else word.alternative for word in words if word
    )
    return text.strip().rstrip(".,?!…;:")


def _gap_place(turn: Turn, start_ms: int, end_ms: int) -> DoubtfulPlace:
    end = len(turn.text)
    return DoubtfulPlace(turn.number, end, end, start_ms, end_ms, "", (Reason.NO_TEXT,), 1.0, 0.0)
