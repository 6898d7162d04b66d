"""How an interview was conducted: for the interviewer's eyes, made anew each time, never kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz

from interview_kit.guide.guide import Guide
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import spoken_words
from interview_kit.session.interview_events import Mark
from interview_kit.session.interview_machine import is_spared
from interview_kit.session.interview_state import InterviewState
from interview_kit.session.question_form import QuestionForm, question_form, questions_in
from interview_kit.workflow.study.open_study import StudyInterview

AS_WORDED = 80
"""How alike, from 0 to 100, a question of the guide and what was said are: a letter in five may be
heard otherwise, an other question is at about 55."""
SHORT_WORDS = 3
"""A turn of at most so many words ("hm", "yes, go on") is listening, not talking."""
MOST_STRETCHES = 3
"""How many stretches of listening are told."""


@dataclass(frozen=True, slots=True)
class PutQuestion:
    """A question as the interviewer put it, in the turn with this number."""

    turn: int
    start_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class ListeningStretch:
    """The participant talked for `length_ms`, from `start_ms`, without being interrupted."""

    start_ms: int
    length_ms: int


@dataclass(frozen=True, slots=True)
class InterviewQuality:
    """How an interview was conducted.

    `interviewer_share` is that of the words, 0 to 1. `asked` are ids of questions of the guide that
    were asked, `as_worded` those of them that were said as they stand there. `closed` and `leading`
    are the interviewer's own questions, not the guide's. `missed_topics` are ids of topics that
    nobody spoke of as far as the journal says, `never_asked` of questions. What needs a transcript
    is empty where there is none (`turns` is 0).
    """

    interview: str
    turns: int
    interviewer_share: float
    words_per_question: float
    asked: tuple[str, ...]
    as_worded: tuple[str, ...]
    own_questions: int
    closed: tuple[PutQuestion, ...]
    leading: tuple[PutQuestion, ...]
    listening: tuple[ListeningStretch, ...]
    missed_topics: tuple[str, ...]
    never_asked: tuple[str, ...]


def interview_quality(interview: StudyInterview) -> InterviewQuality:
    """How an interview was conducted, by its journal and its transcript as it stands."""
    guide, state, language = interview.guide, interview.state, interview.language
    own_turns = [turn for turn in interview.turns if turn.speaker is Speaker.INTERVIEWER]
    guide_texts = _guide_texts(guide, language)
    put = [
        PutQuestion(turn.number, turn.start_ms, text)
        for turn in own_turns
        for text in questions_in(turn.text)
        if not _is_said(text, guide_texts)
    ]
    forms = [question_form(question.text, language) for question in put]
    asked = tuple(q.id for q in guide.questions if state.mark(q.id) is Mark.ASKED)
    words = _word_counts(interview.turns)
    own_words = words.get(Speaker.INTERVIEWER, 0)
    return InterviewQuality(
        interview=interview.id,
        turns=len(interview.turns),
        interviewer_share=own_words / max(1, sum(words.values())),
        words_per_question=sum(len(spoken_words(q.text)) for q in put) / max(1, len(put)),
        asked=asked,
        as_worded=tuple(
            id for id in asked if _is_asked(guide.question(id).text.in_(language), own_turns)
        ),
        own_questions=len(put),
        closed=_of_form(put, forms, QuestionForm.CLOSED),
        leading=_of_form(put, forms, QuestionForm.LEADING),
        listening=_listening(interview.turns),
        missed_topics=_missed_topics(guide, state),
        never_asked=tuple(
            q.id
            for q in guide.questions
            if state.mark(q.id) is Mark.OPEN and not is_spared(guide, state, q)
        ),
    )


def _guide_texts(guide: Guide, language: str) -> tuple[str, ...]:
    return tuple(
        text.in_(language).casefold()
        for question in guide.questions
        for text in (question.text, *(probe.text for probe in question.probes))
    )


def _is_said(text: str, guide_texts: Iterable[str]) -> bool:
    """Whether a sentence is one of the guide's."""
    said = text.casefold()
    return any(fuzz.partial_ratio(said, wording) >= AS_WORDED for wording in guide_texts)


def _is_asked(wording: str, own_turns: Iterable[Turn]) -> bool:
    """Whether a question of the guide was said about as it stands there, in one turn."""
    wording = wording.casefold()
    return any(
        len(turn.text) * 2 >= len(wording)
        and fuzz.partial_ratio(wording, turn.text.casefold()) >= AS_WORDED
        for turn in own_turns
    )


def _of_form(
    put: Sequence[PutQuestion], forms: Sequence[QuestionForm], form: QuestionForm
) -> tuple[PutQuestion, ...]:
    return tuple(question for question, own in zip(put, forms, strict=True) if own is form)


def _word_counts(turns: Iterable[Turn]) -> dict[Speaker, int]:
    counts: dict[Speaker, int] = {}
    for turn in turns:
        counts[turn.speaker] = counts.get(turn.speaker, 0) + len(spoken_words(turn.text))
    return counts


def _listening(turns: Iterable[Turn]) -> tuple[ListeningStretch, ...]:
    """The longest stretches in which the interviewer said no more than "hm"."""

    def is_listening(turn: Turn) -> bool:
        is_short = len(spoken_words(turn.text)) <= SHORT_WORDS and "?" not in turn.text
        return turn.speaker is not Speaker.INTERVIEWER or is_short

    stretches = []
    for is_quiet, run in groupby(turns, is_listening):
        said = [turn for turn in run if turn.speaker is not Speaker.INTERVIEWER]
        if is_quiet and said:
            start_ms = said[0].start_ms
            stretches.append(ListeningStretch(start_ms, said[-1].end_ms - start_ms))
    longest = sorted(stretches, key=lambda stretch: -stretch.length_ms)[:MOST_STRETCHES]
    return tuple(stretch for stretch in longest if stretch.length_ms > 0)


def _missed_topics(guide: Guide, state: InterviewState) -> tuple[str, ...]:
    return tuple(
        topic.id
        for topic in guide.topics
        if topic.id not in state.suggested
        and all(
            state.mark(question.id) is Mark.OPEN
            for question in guide.questions
            if question.topic == topic.id
        )
    )
