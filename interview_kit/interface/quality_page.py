"""The interviewer's private page on an interview: figures with what they are worth, kindly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_kit.guide.guide import Guide
from interview_kit.interface.texts import say
from interview_kit.model.clock import timestamp
from interview_kit.workflow.interviews.interview_quality import InterviewQuality, PutQuestion

MOST_LINES = 5
"""How many questions of a kind are shown; more would read as a reproach."""


def quality_lines(
    quality: InterviewQuality, guide: Guide, guide_language: str, language: str
) -> Iterator[str]:
    """The page as lines, an empty one between its parts; `guide_language` is the conversation's."""
    yield say("quality.private", language)
    yield ""
    if quality.turns:
        yield from _talk(quality, language)
        if quality.own_questions:
            yield ""
            yield from _own_questions(quality, language)
    else:
        yield say("quality.no_text", language)
    yield ""
    if quality.asked:
        id = "quality.worded" if quality.turns else "quality.asked"
        counts = {"asked": len(quality.asked), "worded": len(quality.as_worded)}
        yield say(id, language, **counts)
    else:
        yield say("quality.none_asked", language)
    yield from _open(
        "quality.never_asked",
        [guide.question(id).text.in_(guide_language) for id in quality.never_asked],
        language,
    )
    yield from _open(
        "quality.missed",
        [guide.topic(id).title.in_(guide_language) for id in quality.missed_topics],
        language,
    )


def _talk(quality: InterviewQuality, language: str) -> Iterator[str]:
    percent = round(100 * quality.interviewer_share)
    yield say("quality.share", language, percent=percent, other=100 - percent)
    yield say("quality.share_low" if percent <= 30 else "quality.share_high", language)
    if quality.listening:
        stretches = ", ".join(
            say(
                "quality.stretch",
                language,
                length=timestamp(stretch.length_ms),
                at=timestamp(stretch.start_ms),
            )
            for stretch in quality.listening
        )
        yield say("quality.listening", language, stretches=stretches)


def _own_questions(quality: InterviewQuality, language: str) -> Iterator[str]:
    open_count = quality.own_questions - len(quality.closed) - len(quality.leading)
    yield say("quality.own", language, count=quality.own_questions, open=open_count)
    yield from _put("quality.closed", quality.closed, language)
    yield from _put("quality.leading", quality.leading, language)
    if quality.closed or quality.leading:
        yield say("quality.rules", language)


def _put(id: str, questions: Sequence[PutQuestion], language: str) -> Iterator[str]:
    if questions:
        yield say(id, language, count=len(questions))
    for question in questions[:MOST_LINES]:
        yield say(
            "quality.put", language, at=timestamp(question.start_ms), text=question.text.strip()
        )


def _open(id: str, texts: Sequence[str], language: str) -> Iterator[str]:
    if texts:
        yield ""
        yield say(id, language, count=len(texts))
        yield from (say("quality.entry", language, text=text) for text in texts[:MOST_LINES])
    if len(texts) > MOST_LINES:
        yield say("quality.more", language, count=len(texts) - MOST_LINES)
