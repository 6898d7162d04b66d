"""Which question of the guide an interviewer asks where, in a transcript that does not say.

What the interviewer says is compared with each question, by its words and those of its probes, by
the cues of its topic, and by its place: a guide is mostly followed in order. The alignment with the
highest sum is found by dynamic programming (Needleman and Wunsch, 1970), questions and turns may be
passed over; a question that is asked out of order needs more likeness. Words count by how rare they
are in the language (Zipf scale of the lexicon) and among the questions of the guide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import JaroWinkler

from interview_kit.guide.cue_words import topics_with_cues
from interview_kit.guide.guide import Guide, Question
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import marks

LEAST = 0.4
"""As alike as a turn must be to a question; from precision and recall on paraphrased interviews
(scripts/bench/questions.py)."""
LEAST_OUT_OF_ORDER = 0.5
"""The same for a question that is asked before one that stands before it in the guide."""
_OF_PROBE, _OF_PROBE_APART = 0.5, 0.3  # a probe is also asked within another question
_OF_KEY_WORD, _LEAST_TELLING = 0.35, 0.25
_OF_CUE, _OF_ANSWER = 0.3, 0.08
_OF_PLACE = 0.06
_OF_NO_MARK = 0.1  # where questions are marked as such, what is not marked is rarely one
_SAME_WORD = 0.9
_RARE, _COMMONEST = 3.0, 7.5
_SENTENCE = re.compile(r"(?<=[.?!…])\s+")


@dataclass(frozen=True, slots=True)
class AlignedQuestion:
    """A question, the turn that it is asked in, and how sure that is, from 0 to 1."""

    turn: int
    question: str
    score: float


def align_questions(
    guide: Guide, language: str, turns: Sequence[Turn]
) -> tuple[AlignedQuestion, ...]:
    """Where the guide's questions are asked, in the order of the turns; each at most once."""
    questions = guide.questions
    asking = [at for at, turn in enumerate(turns) if turn.speaker is Speaker.INTERVIEWER]
    if not asking or not questions:
        return ()
    wordings = _GuideWords(guide, language)
    has_marks = sum("?" in turns[at].text for at in asking) * 3 >= len(asking)
    likeness = []
    for number, at in enumerate(asking):
        text, place = turns[at].text, number / max(1, len(asking) - 1)
        scores = wordings.likeness(text, _answer(turns, at), place)
        if has_marks and "?" not in text:
            scores = [score - _OF_NO_MARK for score in scores]
        likeness.append(scores)
    pairs = _in_order(likeness)
    pairs |= _out_of_order(likeness, pairs)
    return tuple(
        AlignedQuestion(
            turns[asking[row]].number,
            questions[column].id,
            round(min(1.0, likeness[row][column]), 2),
        )
        for row, column in sorted(pairs.items())
    )


def _answer(turns: Sequence[Turn], at: int) -> str:
    """What is said to a turn of the interviewer, up to the next."""
    words_said = []
    for turn in turns[at + 1 :]:
        if turn.speaker is Speaker.INTERVIEWER:
            break
        words_said.append(turn.text)
    return " ".join(words_said)


class _GuideWords:
    """The words of every question of a guide, and how much each of them tells."""

    def __init__(self, guide: Guide, language: str) -> None:
        self._guide, self._language = guide, language
        self._questions = guide.questions
        self._texts = [_words(question.text.in_(language)) for question in self._questions]
        self._sentences = [
            [_words(part) for part in _SENTENCE.split(question.text.in_(language))]
            for question in self._questions
        ]
        self._probes = [
            [_words(probe.text.in_(language)) for probe in question.probes]
            for question in self._questions
        ]
        self._weights = self._telling()
        self._key_words = [self._keys(at) for at in range(len(self._questions))]

    def likeness(self, text: str, answer: str, place: float) -> list[float]:
        """How alike what an interviewer says is to each question, 0 where it is not at all."""
        stretches = _stretches(text)
        topics = set(topics_with_cues(self._guide, text, self._language))
        topics_raised = set(topics_with_cues(self._guide, answer, self._language))
        scores = []
        for at, question in enumerate(self._questions):
            # What is asked within any topic is no sign of one that nobody has named.
            is_apart = bool(question.topic) and question.topic not in topics | topics_raised
            of_probe = _OF_PROBE_APART if is_apart else _OF_PROBE
            score = max(
                (self._alike(at, words, of_probe) for words in stretches if words), default=0.0
            )
            score += _OF_KEY_WORD * self._key_word(at, stretches[-1])
            score += self._of_topic(question, topics, topics_raised)
            if score >= LEAST / 2:
                there = at / max(1, len(self._questions) - 1)
                score += _OF_PLACE * (1 - 2 * abs(there - place))
            scores.append(score)
        return scores

    def _alike(self, at: int, words: Sequence[str], of_probe: float) -> float:
        whole = self._overlap(words, self._texts[at])
        parts = (self._overlap(words, part) for part in self._sentences[at])
        probes = (of_probe * self._overlap(words, probe) for probe in self._probes[at])
        return max(whole, *parts, *probes)

    def _key_word(self, at: int, words_said: Sequence[str]) -> float:
        """How telling the most telling word is that was said of a question, from 0 to 1."""
        return max(
            (telling * _nearest(word, words_said) for word, telling in self._key_words[at].items()),
            default=0.0,
        )

    def _of_topic(
        self, question: Question, topics: Collection[str], topics_raised: Collection[str]
    ) -> float:
        if not question.topic:
            return 0.0
        first = next(each for each in self._questions if each.topic == question.topic)
        if question is not first:
            return 0.0
        return _OF_CUE * (question.topic in topics) + _OF_ANSWER * (question.topic in topics_raised)

    def _overlap(self, words_said: Sequence[str], words_asked: Sequence[str]) -> float:
        """The weight that two stretches of words share (F1)."""
        in_asked = sum(self._weight(word) * _nearest(word, words_said) for word in words_asked)
        in_said = sum(self._weight(word) * _nearest(word, words_asked) for word in words_said)
        of_asked = sum(map(self._weight, words_asked))
        of_said = sum(map(self._weight, words_said))
        if not of_asked or not of_said:
            return 0.0
        recall, precision = in_asked / of_asked, in_said / of_said
        total = recall + precision
        return 2 * recall * precision / total * _certainty(of_asked) if total else 0.0

    def _weight(self, word: str) -> float:
        return self._weights.get(word, 1.0) * _rarity(word, self._language)

    def _keys(self, at: int) -> dict[str, float]:
        """The words that few other questions have, and not everybody says, with their weight."""
        own = dict.fromkeys(self._texts[at], 1.0)
        probes = {word: 0.7 for probe in self._probes[at] for word in probe}
        return {
            word: kind * self._weight(word)
            for word, kind in (probes | own).items()
            if self._weight(word) >= _LEAST_TELLING
        }

    def _telling(self) -> Mapping[str, float]:
        """How much a word tells of which question it is: little where many have it."""
        bags = [
            {*text, *(word for probe in probes for word in probe)}
            for text, probes in zip(self._texts, self._probes, strict=True)
        ]
        counts: dict[str, int] = {}
        for bag in bags:
            for word in bag:
                counts[word] = counts.get(word, 0) + 1
        most = math.log(1 + len(bags))
        return {word: math.log(1 + len(bags) / count) / most for word, count in counts.items()}


def _certainty(weight: float) -> float:
    """What a question of few telling words lacks: `What else?` is asked anywhere."""
    return min(1.0, 0.5 + weight / 3)


def _stretches(text: str) -> list[list[str]]:
    """The words of each sentence, of each two in a row, and of all."""
    sentences = [_words(part) for part in _SENTENCE.split(text)]
    pairs = [left + right for left, right in pairwise(sentences)]
    return [*sentences, *pairs, [word for sentence in sentences for word in sentence]]


def _words(text: str) -> list[str]:
    return list(fold_words(text))


@lru_cache(maxsize=65536)
def _rarity(word: str, language: str) -> float:
    """From 0.08 for the commonest words to 1 for rare ones, by the Zipf scale."""
    known_marks = marks(word, language)
    frequency = (
        float(known_marks[0]) if known_marks[:1].isdigit() and known_marks[0] != "0" else _RARE
    )
    return max(0.08, min(1.0, (_COMMONEST - frequency) / (_COMMONEST - _RARE)))


def _nearest(word: str, others: Sequence[str]) -> float:
    """How alike a word is to the one of `others` that is most like it."""
    return max((_alike_words(word, other) for other in others), default=0.0)


@lru_cache(maxsize=262144)
def _alike_words(left: str, right: str) -> float:
    """1 for a word and its inflections, less for parts of a compound, else 0."""
    if left == right:
        return 1.0
    left, right = _stem(left), _stem(right)
    if left == right:
        return 0.95
    if min(len(left), len(right)) < 4:
        return 0.0
    shorter, longer = sorted((left, right), key=len)
    if longer.startswith(shorter) or longer.endswith(shorter):
        return 0.8  # a part of a compound; within a word it is another: lang in belangrijk
    alike = JaroWinkler.similarity(left, right)
    return alike if alike >= _SAME_WORD and left[:3] == right[:3] else 0.0


_ENDINGS = ("heden", "ingen", "tjes", "ende", "ing", "ies", "ied", "en", "te", "de", "ed", "es",
            "je", "er", "e", "s", "t", "d", "n", "y")  # fmt: skip


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """A word without its endings, and without the `ge` of a Dutch participle."""
    if word.startswith("ge") and len(word) > 6:
        word = word[2:]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    # lopen, loopt: a vowel is doubled in a closed syllable
    return re.sub(r"([aeou])\1", r"\1", re.sub(r"([bdfgklmnprst])\1$", r"\1", word))


def _in_order(likeness: Sequence[Sequence[float]]) -> dict[int, int]:
    """The pairs of turn and question, both in order, whose sum above LEAST is highest."""
    rows, columns = len(likeness), len(likeness[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            gain = likeness[row - 1][column - 1] - LEAST
            paired = best[row - 1][column - 1] + gain if gain > 0 else 0.0
            best[row][column] = max(best[row - 1][column], best[row][column - 1], paired)
    pairs: dict[int, int] = {}
    row, column = rows, columns
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs[row] = column
    return pairs


def _out_of_order(likeness: Sequence[Sequence[float]], pairs: Mapping[int, int]) -> dict[int, int]:
    """Pairs of turns and questions that are left, each the most like the other by far."""
    late_pairs: dict[int, int] = {}
    taken_columns = set(pairs.values())
    candidates = sorted(
        (
            (score, row, column)
            for row, scores in enumerate(likeness)
            for column, score in enumerate(scores)
            if score >= LEAST_OUT_OF_ORDER
        ),
        reverse=True,
    )
    for score, row, column in candidates:
        is_free = row not in pairs and row not in late_pairs and column not in taken_columns
        if is_free and score == max(likeness[row]):
            late_pairs[row] = column
            taken_columns.add(column)
    return late_pairs
