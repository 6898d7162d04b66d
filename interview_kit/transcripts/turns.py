"""Utterances become turns: lines of one speaker join where no pause or gap parts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.transcripts.transcript import Utterance

PAUSE_MS = 2_000
"""As between the turns of a transcription of our own."""

MS_A_LETTER = 70


def build_turns(
    utterances: Sequence[Utterance],
    roles: Mapping[str, Speaker],
    question_at: Callable[[int], str],
) -> tuple[Turn, ...]:
    """The turns that `utterances` make, numbered from 1.

    `roles` say whose each label is; `question_at` gives the id of the question that was shown at a
    time in ms. A turn without a time has none of its own: it stands where the one before ends.
    """
    timed = any(
        utterance.start_ms is not None or utterance.end_ms is not None for utterance in utterances
    )
    spans = list(_spans(utterances)) if timed else [(0, 0)] * len(utterances)
    turns: list[Turn] = []
    last: Utterance | None = None
    for utterance, (start, end) in zip(utterances, spans, strict=True):
        # Without times nothing says which question was open.
        asked = question_at((start + end) // 2) if timed else ""
        turn = Turn(len(turns) + 1, roles[utterance.label], start, end, asked, utterance.text)
        if last is not None and _goes_on(last, utterance) and _same(turns[-1], turn):
            text = f"{turns[-1].text} {turn.text}"
            turns[-1] = replace(turns[-1], end_ms=max(turns[-1].end_ms, end), text=text)
        else:
            turns.append(turn)
        last = utterance
    return tuple(turns)


def _goes_on(last: Utterance, utterance: Utterance) -> bool:
    """Whether two lines are of one voice with no pause between them."""
    if last.label != utterance.label or not (last.joinable and utterance.joinable):
        return False
    if utterance.start_ms is None and last.end_ms is None:
        return True
    # A program that gives starts alone begins a line where it heard a pause.
    if utterance.start_ms is None or last.end_ms is None:
        return utterance.start_ms is None and utterance.end_ms is None
    return utterance.start_ms - last.end_ms <= PAUSE_MS


def _same(before: Turn, after: Turn) -> bool:
    return before.speaker is after.speaker and before.question == after.question


def _spans(utterances: Sequence[Utterance]) -> Iterator[tuple[int, int]]:
    """Start and end of each utterance; what the file leaves out follows from its neighbours."""
    clock = 0
    following = [None, *(utterance.start_ms for utterance in reversed(utterances))]
    nexts = list(reversed(following))[1:]
    for utterance, after in zip(utterances, nexts, strict=True):
        start = utterance.start_ms if utterance.start_ms is not None else clock
        end = utterance.end_ms
        if end is None:
            end = after if after is not None else start + MS_A_LETTER * len(utterance.text)
        end = max(start, end)
        clock = max(clock, end) if utterance.end_ms is not None else max(clock, start)
        yield start, end
