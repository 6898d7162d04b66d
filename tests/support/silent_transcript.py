"""Putting a transcript into a study without sound, for tests of what comes after."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import transcripts
from interview_kit.workflow.interviews.interview_overview import prepare
from interview_kit.workflow.study.open_study import Study

MS_PER_WORD = 400


def said(number: int, speaker: Speaker, text: str, question: str = "story") -> Turn:
    """A turn with evenly timed words."""
    parts = text.split()
    start_ms = number * 60_000
    edges = pairwise(range(start_ms, start_ms + MS_PER_WORD * (len(parts) + 1), MS_PER_WORD))
    words = tuple(
        Word(f" {part}", start, end, 0.9) for part, (start, end) in zip(parts, edges, strict=True)
    )
    return Turn(number, speaker, start_ms, words[-1].end_ms, question, text, words)


def with_transcript(
    study: Study, participant: str, *texts: str, roster: Sequence[RosterName] = ()
) -> str:
    """The id of a new interview in which the participant said `texts`, a turn each."""
    interview = prepare(study, participant, language="nl", roster=roster)
    run = transcripts.open_run(study.vault, interview.id, "base", {})
    turns = [said(number, Speaker.PARTICIPANT, text) for number, text in enumerate(texts, 1)]
    transcripts.finish_run(study.vault, run, turns)
    return interview.id
