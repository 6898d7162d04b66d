"""An interview with sound and words that have times, of which a model was more or less sure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from interview_kit.audio.block_codec import encode_block
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.session import interview_events as did
from interview_kit.vault import blocks, journal, transcripts
from interview_kit.workflow.study.open_study import Study
from tests.support.interview_stages import RATE, prepared

WORD_MS, TURN_MS = 300, 4000
"""How long a word lasts, and from the beginning of a turn to that of the next."""

HeardWord = str | tuple[str, float] | tuple[str, float, str]
"""A word; how sure the model was; what the draft has in its place."""


def heard_transcript(
    study: Study, spoken_turns: Sequence[tuple[Speaker, Sequence[HeardWord]]], code: str = "P01"
) -> str:
    """An interview with these turns, `TURN_MS` apart, and noise for its sound."""
    id = prepared(study, code)
    seconds = len(spoken_turns) * TURN_MS // 1000 + 2
    noise = np.random.default_rng(5).integers(-9000, 9000, (seconds * RATE, 1)).astype(np.int16)
    for second in range(seconds):
        pcm = noise[second * RATE : (second + 1) * RATE].tobytes()
        blocks.append(study.vault, id, encode_block(pcm, second * RATE, RATE, 1))
    journal.append(
        study.vault, id, 0, [did.RecordingStarted(RATE, 1, "tone"), did.QuestionShown("today")]
    )
    journal.append(study.vault, id, seconds * RATE, [did.Ended()])
    run = transcripts.open_run(study.vault, id, "base", {})
    turns = [_turn(number, *each) for number, each in enumerate(spoken_turns, start=1)]
    transcripts.finish_run(study.vault, run, turns)
    return id


def _turn(number: int, speaker: Speaker, heard_words: Sequence[HeardWord]) -> Turn:
    start_ms = (number - 1) * TURN_MS
    words = []
    for at, heard_word in enumerate(heard_words):
        text, probability, alternative = (
            (heard_word, 0.99, None) if isinstance(heard_word, str) else (*heard_word, None)[:3]
        )
        first_ms = start_ms + at * WORD_MS
        end_ms = first_ms + WORD_MS - 50
        words.append(Word(f" {text}", first_ms, end_ms, probability, alternative=alternative))
    text = " ".join(word.text.strip() for word in words)
    return Turn(number, speaker, start_ms, words[-1].end_ms, "today", text, tuple(words))
