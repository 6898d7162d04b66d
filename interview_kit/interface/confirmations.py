"""The few things that are asked before something final is done; the first changes nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_kit.guide.guide import Guide
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import say
from interview_kit.model.clock import frames_to_ms, ms_to_frames, timestamp
from interview_kit.session.interview_events import Answer, Disposal
from interview_kit.session.interview_state import InterviewState

STRIKE_MS = 30_000

_SENTENCE_END = re.compile(r"(?<=[.?!])\s")

Options = Sequence[tuple[str, str]]
"""Pairs of what is chosen and the text that offers it."""

LEAVING = {
    "stay": "interview.leave_stay",
    "end": "interview.leave_end",
    "later": "interview.leave_later",
}
ANSWERS = {
    Answer.YES: "prepare.yes",
    Answer.NO: "prepare.no",
    Answer.NOT_ASKED: "prepare.not_asked",
}


DISPOSALS = {
    Disposal.LATER: "consent.later",
    Disposal.KEEP: "consent.keep",
    Disposal.DESTROY: "consent.destroy",
}
"""What may become of a recording without consent, and the text that offers it."""
DECIDED = {
    Disposal.LATER: "consent.is_open",
    Disposal.KEEP: "consent.is_kept",
    Disposal.DESTROY: "consent.is_destroyed",
}
"""What is said once it is decided what becomes of a recording without consent."""


def leaving(language: str) -> Options:
    """Stay, end, or go on later."""
    return [(id, say(text, language)) for id, text in LEAVING.items()]


def disposals(language: str) -> Options:
    """What may become of a recording whose consent was withdrawn; the first changes nothing."""
    return [(disposal.value, say(text, language)) for disposal, text in DISPOSALS.items()]


def striking(since: int, frame: int, rate: int, language: str) -> Options:
    """What can be struck, each as the first frame that goes; empty for nothing.

    `since` is the frame at which the current question came up, `frame` the clock now.
    """
    last = max(0, frame - ms_to_frames(STRIKE_MS, rate))
    time = timestamp(frames_to_ms(max(0, frame - since), rate)) if rate else ""
    return [
        ("", say("interview.strike_no", language)),
        (str(last), say("interview.strike_30", language)),
        (str(since), say("interview.strike_question", language, time=time)),
    ]


def consent_items(
    guide: Guide, state: InterviewState, guide_language: str, language: str
) -> Options:
    """Every consent item by its first sentence, with its answer now.

    `guide_language` is the language of the conversation.
    """
    return [
        (
            item.id,
            say(
                "consent.now",
                language,
                answer=say(ANSWERS[state.answer(item.id)], language),
                text=_SENTENCE_END.split(plain(item.text.in_(guide_language)).strip(), maxsplit=1)[
                    0
                ],
            ),
        )
        for item in guide.consent
    ]


def answers(language: str) -> Options:
    """Yes, no, not asked."""
    return [(answer.value, say(text, language)) for answer, text in ANSWERS.items()]
