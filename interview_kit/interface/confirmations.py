"""The few things that are asked before something final is done; the first changes nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_kit.guide.guide import Guide
from interview_kit.interface.recording_status import Status
from interview_kit.interface.terminal_text import plain
from interview_kit.interface.texts import say
from interview_kit.model.clock import frames_to_ms, ms_to_frames, timestamp
from interview_kit.session.interview_events import Answer, Disposal
from interview_kit.session.interview_state import InterviewState
from interview_kit.session.loose_ends import LooseEnd, LooseEndKind, loose_ends

STRIKE_MS = 30_000

_SENTENCE_END = re.compile(r"(?<=[.?!])\s")

Options = Sequence[tuple[str, str]]
"""Pairs of what is chosen and the text that offers it."""

STAYING = {
    "rec": "interview.leave_stay",
    "paused": "interview.stay_paused",
    "off": "interview.stay_off",
    "lost": "interview.stay_lost",
    "practice": "practice.stay",
}
"""What staying comes to, by the name of the recording state."""
NOTING = {
    "rec": "interview.note_runs",
    "paused": "interview.note_paused",
    "off": "interview.note_off",
    "lost": "interview.note_lost",
    "practice": "practice.note_runs",
}
"""What happens to the sound while a note is written, by the name of the recording state."""
LEAVING = {"end": "interview.leave_end", "later": "interview.leave_later"}
OPEN_TEXTS = {
    LooseEndKind.CONSENT: "open.consent",
    LooseEndKind.SUGGESTED: "open.suggested",
    LooseEndKind.NOT_FOLLOWED_UP: "open.not_followed_up",
    LooseEndKind.NOT_ASKED: "open.not_asked",
}
"""The sentence for each kind of loose end."""
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


def leaving(status: Status, language: str) -> Options:
    """Stay, and what that comes to now; end; or go on later."""
    stay = STAYING.get(status.name, "prepare.stay")
    return [
        ("stay", say(stay, language)),
        *((id, say(text, language)) for id, text in LEAVING.items()),
    ]


def open_at_leaving(
    guide: Guide, state: InterviewState, guide_language: str, language: str
) -> Sequence[tuple[LooseEnd, str]]:
    """Every loose end with the sentence that names it; `guide_language` is the conversation's."""
    return [
        (
            each,
            say(OPEN_TEXTS[each.kind], language, text=_wording(guide, each, guide_language)),
        )
        for each in loose_ends(guide, state)
    ]


def _wording(guide: Guide, loose_end: LooseEnd, guide_language: str) -> str:
    if loose_end.kind is LooseEndKind.CONSENT:
        item = next(item for item in guide.consent if item.id == loose_end.id)
        return first_sentence(item.text.in_(guide_language))
    if loose_end.kind is LooseEndKind.SUGGESTED:
        return plain(guide.topic(loose_end.id).title.in_(guide_language))
    return plain(guide.question(loose_end.id).text.in_(guide_language))


def first_sentence(text: str) -> str:
    """The first sentence of a text, such as what is asked in a consent item."""
    return _SENTENCE_END.split(plain(text).strip(), maxsplit=1)[0]


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
                text=first_sentence(item.text.in_(guide_language)),
            ),
        )
        for item in guide.consent
    ]


def answers(language: str) -> Options:
    """Yes, no, not asked."""
    return [(answer.value, say(text, language)) for answer, text in ANSWERS.items()]
