"""Which voice is whose: the interviewer is the one who reads the guide out.

A voice has no name. Of the voices in an interview, one is the interviewer's: by the guide's
wordings, or else by the questions asked, or else because the interviewer says least. Of the others,
the one who says most is the participant; the rest are numbered as they are first heard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from interview_kit.model.chunk import Segment
from interview_kit.model.speaker import OTHERS, Speaker

LIKENESS = ((60, 75.0), (30, 82.0), (16, 90.0))
"""From so many characters on, this much of 100 makes a segment a prompt; shorter ones never are."""

COVERAGE = 0.6
"""The part of a segment that a prompt must fill: an answer may quote the question."""

CLEARLY = 2.0
"""One voice must have so much more of a sign than the next, for the sign to count."""

LEAST_QUESTIONS = 2

Said = tuple[int, Segment]
"""A voice's number, and what it said without a break."""


class Wordings:
    """The wordings of a guide's questions and probes, to be recognised when they are read out."""

    def __init__(self, prompts: Iterable[str]) -> None:
        self._wordings = [utils.default_process(prompt) for prompt in prompts]

    def read_out(self, segment: Segment) -> bool:
        """Whether a segment resembles one of them, and is not much longer."""
        text = utils.default_process(segment.text)
        least = next((least for length, least in LIKENESS if len(text) >= length), None)
        return least is not None and any(
            len(wording) >= COVERAGE * len(text) and fuzz.partial_ratio(text, wording) >= least
            for wording in self._wordings
        )


def roles(spoken_parts: Sequence[Said], wordings: Wordings) -> dict[int, Speaker]:
    """The role of each voice in `spoken_parts`. A single voice is the participant's."""
    words = Counter[int]()
    for voice, segment in spoken_parts:
        words[voice] += len(segment.words)
    if len(words) < 2:
        return dict.fromkeys(words, Speaker.PARTICIPANT)
    evidence = _Evidence(spoken_parts, wordings, words)
    signs = (sign(evidence) for sign in _SIGNS)
    interviewer = next(voice for voice in signs if voice is not None)
    other_voices = [voice for voice, _count in words.most_common() if voice != interviewer]
    rest = sorted(other_voices[1:])  # voices are numbered as they are first heard
    role_by_voice = {voice: OTHERS[min(place, len(OTHERS) - 1)] for place, voice in enumerate(rest)}
    return role_by_voice | {interviewer: Speaker.INTERVIEWER, other_voices[0]: Speaker.PARTICIPANT}


@dataclass(frozen=True, slots=True)
class _Evidence:
    said: Sequence[Said]
    wordings: Wordings
    words: Counter[int]


def _reads_the_guide(evidence: _Evidence) -> int | None:
    read_counts = Counter[int]()
    for voice, segment in evidence.said:
        if evidence.wordings.read_out(segment):
            read_counts[voice] += len(segment.words)
    return _leader(read_counts)


def _asks(evidence: _Evidence) -> int | None:
    question_counts = Counter(voice for voice, part in evidence.said if part.text.endswith("?"))
    if question_counts.total() < LEAST_QUESTIONS:
        return None
    # Of what each says: who talks all the time also asks now and then.
    parts = Counter(voice for voice, _part in evidence.said)
    return _leader({voice: question_counts[voice] / parts[voice] for voice in question_counts})


def _says_least(evidence: _Evidence) -> int | None:
    return min(evidence.words, key=lambda voice: (evidence.words[voice], voice))


_SIGNS: tuple[Callable[[_Evidence], int | None], ...] = (_reads_the_guide, _asks, _says_least)
"""Asked in this order, until one knows."""


def _leader(much: Counter[int] | dict[int, float]) -> int | None:
    """The voice that has clearly more than the next, if there is one."""
    first, second = (*sorted(much.values(), reverse=True), 0, 0)[:2]
    if first <= 0 or first < CLEARLY * second:
        return None
    return max(much, key=lambda voice: much[voice])
