"""Words that a person typed find their place in the sound, and everything else keeps its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pytest

from interview_kit.audio.block_codec import encode_block
from interview_kit.editing.text_word import WordSource
from interview_kit.vault import blocks, edits
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from interview_kit.workflow.transcription.word_alignment import (
    align_edited_turns,
    waits_for_times,
)
from tests.support.silent_transcript import with_transcript

RATE = 1000


class Aligner:
    """Says of every word that it is said in 50 ms, the last one 100 ms before the end."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, tuple[str, ...]]] = []

    def align(
        self, chunks: Iterable[bytes], words: Sequence[str], **about: object
    ) -> tuple[tuple[int, int], ...]:
        length = sum(len(chunk) // 2 for chunk in chunks)
        self.asked.append((length, tuple(words)))
        starts = [length - 100 - 50 * (len(words) - at) for at in range(len(words))]
        return tuple((start, start + 50) for start in starts)


@pytest.fixture
def interview(study: Study) -> str:
    id = with_transcript(study, "P07", "een twee drie vier vijf", "zes zeven")
    for second in range(130):
        pcm = np.full((RATE, 1), 1000, np.int16).tobytes()
        blocks.append(study.vault, id, encode_block(pcm, second * RATE, RATE, 1))
    return id


def test_only_typed_words_are_looked_for_and_only_between_their_neighbours(
    study: Study, interview: str
) -> None:
    editor = TranscriptEditor(study.interview(interview))
    editor.write(1, "een twee [pause] dertig veertig vijf")
    before = editor.words(1)
    assert waits_for_times(study.interview(interview)) == (1,)
    aligner = Aligner()
    done = align_edited_turns(study.interview(interview), transcriber=aligner)
    assert (done.turns, done.words, done.unplaced) == (1, 3, 0)
    assert aligner.asked == [(800, ("dertig", "veertig"))]
    editor.refresh()
    after = editor.words(1)
    assert [word.source for word in after][2:5] == [WordSource.PLACED] * 3
    assert [after[at] for at in (0, 1, 5)] == [before[at] for at in (0, 1, 5)]
    assert [(word.start_ms, word.end_ms) for word in after[3:5]] == [
        (61_400, 61_450), (61_450, 61_500),
    ]  # fmt: skip
    assert waits_for_times(study.interview(interview)) == ()
    editor.undo()
    assert editor.turn(1).text == "een twee drie vier vijf"


def test_a_turn_that_changes_meanwhile_is_left(study: Study, interview: str) -> None:
    editor = TranscriptEditor(study.interview(interview))
    editor.write(1, "een twee dertig veertig vijf")

    class Meddling(Aligner):
        def align(
            self, chunks: Iterable[bytes], words: Sequence[str], **about: object
        ) -> tuple[tuple[int, int], ...]:
            editor.write(1, "een tweeendertig veertig vijf")
            return super().align(chunks, words, **about)

    done = align_edited_turns(study.interview(interview), transcriber=Meddling())
    assert done.turns == 0
    assert "place" not in [edit.operation for edit in edits.of_interview(study.vault, interview)]


def test_a_model_that_cannot_tell_leaves_the_guess(study: Study, interview: str) -> None:
    class Silent(Aligner):
        def align(
            self, chunks: Iterable[bytes], words: Sequence[str], **about: object
        ) -> tuple[tuple[int, int], ...]:
            return ()

    editor = TranscriptEditor(study.interview(interview))
    editor.write(2, "zes zeven acht negen")
    before = editor.words(2)
    done = align_edited_turns(study.interview(interview), transcriber=Silent())
    assert done.unplaced == 2
    editor.refresh()
    assert [(word.start_ms, word.end_ms) for word in editor.words(2)] == [
        (word.start_ms, word.end_ms) for word in before
    ]
