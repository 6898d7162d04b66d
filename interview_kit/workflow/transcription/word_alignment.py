"""Typed words find their place in the sound."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from interview_kit.editing.text_word import TextWord, WordSource
from interview_kit.model.clock import frames_to_ms, ms_to_frames
from interview_kit.speech.engines import LONGEST_ALIGNED_S
from interview_kit.workflow.interviews.consent import refuse_withdrawn_recording
from interview_kit.workflow.interviews.conversation_language import spoken_languages
from interview_kit.workflow.study.open_study import StudyInterview
from interview_kit.workflow.transcription.transcribe import stored_pcm, study_transcriber
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor

SHORTEST_MS = 20
"""Whisper's step: in less sound than this nothing is looked for, the guess is as good."""

Place = tuple[int, int, int]
"""The place of a word in its turn, with its start and end in ms."""


class WordAligner(Protocol):
    """What finds words in sound: a speech process, as `Transcriber`."""

    def align(
        self,
        chunks: Iterator[bytes],
        words: Sequence[str],
        *,
        rate: int,
        channels: int,
        language: str,
    ) -> tuple[tuple[int, int], ...]:
        """Start and end of each word in ms; nothing where that cannot be told."""


@dataclass(frozen=True, slots=True)
class AlignedWords:
    """What an alignment did: in how many turns, for how many words, and for how many it failed.

    Words that it failed for keep the time that was guessed.
    """

    turns: int
    words: int
    unplaced: int


def waits_for_times(interview: StudyInterview) -> tuple[int, ...]:
    """The edited turns with words whose time is guessed, in order."""
    return _waiting_turns(TranscriptEditor(interview))


def align_edited_turns(
    interview: StudyInterview,
    numbers: Collection[int] = (),
    *,
    transcriber: WordAligner | None = None,
    actor: str = "",
    is_wanted: Callable[[], bool] = lambda: True,
) -> AlignedWords:
    """Look in the sound for the typed words of some turns, or of all that wait.

    Each turn is kept as it is done; one that was edited meanwhile is left for the next time, and
    all are left once `is_wanted` says no. Without a `transcriber` the study's model is loaded.
    Raises SpeechError where the model is missing or the speech process fails.
    """
    refuse_withdrawn_recording(interview)
    editor = TranscriptEditor(interview, actor)
    waiting = [n for n in _waiting_turns(editor) if not numbers or n in numbers]
    turn_count = word_count = unplaced_count = 0
    with ExitStack() as stack:
        for number in waiting:
            if not is_wanted():
                break
            words_before = editor.words(number)
            places: list[Place] = []
            for first, end in _typed_runs(words_before):
                bounds = _bounds(editor, number, first, end)
                spans: dict[int, tuple[int, int]] = {}
                if interview.sound.blocks and _is_aligned(words_before[first:end], bounds):
                    if transcriber is None:
                        transcriber = stack.enter_context(study_transcriber(interview.study))
                    spans = _heard_spans(interview, transcriber, words_before[first:end], bounds)
                places += _places(words_before, (first, end), spans)
                unplaced_count += 0 if spans else end - first
            with interview.vault.atomic():
                editor.refresh()
                if number in {turn.number for turn in editor.turns} and (
                    editor.words(number) == words_before
                ):
                    editor.place({number: places})
                    turn_count, word_count = turn_count + 1, word_count + len(places)
    return AlignedWords(turn_count, word_count, unplaced_count)


def _waiting_turns(editor: TranscriptEditor) -> tuple[int, ...]:
    return tuple(
        number
        for number in editor.rewritten
        if any(word.source is WordSource.TYPED for word in editor.words(number))
    )


def _typed_runs(words: Sequence[TextWord]) -> Iterator[tuple[int, int]]:
    """Where words stand in a row whose time is guessed: the first, and the one after the last."""
    for is_typed, group in groupby(
        range(len(words)), lambda index: words[index].source is WordSource.TYPED
    ):
        run = list(group)
        if is_typed:
            yield run[0], run[-1] + 1


def _bounds(editor: TranscriptEditor, number: int, first: int, end: int) -> tuple[int, int]:
    """Between which moments a run of words was said."""
    turn, words = editor.turn(number), editor.words(number)
    return (
        words[first - 1].end_ms if first else turn.start_ms,
        words[end].start_ms if end < len(words) else turn.end_ms,
    )


def _is_aligned(words: Sequence[TextWord], bounds: tuple[int, int]) -> bool:
    """Whether there is sound enough, and not too much, to look for something that is said."""
    length_ms = bounds[1] - bounds[0]
    return SHORTEST_MS * len(words) < length_ms <= LONGEST_ALIGNED_S * 1000 and any(
        map(_is_spoken, words)
    )


def _is_spoken(word: TextWord) -> bool:
    """Whether a word is said; a mark, or a dash, is not."""
    return "[" not in word.text and "]" not in word.text and any(map(str.isalnum, word.text))


def _heard_spans(
    interview: StudyInterview,
    transcriber: WordAligner,
    words: Sequence[TextWord],
    bounds: tuple[int, int],
) -> dict[int, tuple[int, int]]:
    """Where each spoken word of a run is said, by its place in the run."""
    sound = interview.sound
    first_frame, end_frame = (ms_to_frames(ms, sound.rate) for ms in bounds)
    spoken_places = [index for index, word in enumerate(words) if _is_spoken(word)]
    spans = transcriber.align(
        stored_pcm(interview, first_frame, min(end_frame, sound.end_frame)),
        [words[index].text for index in spoken_places],
        rate=sound.rate,
        channels=sound.channels,
        language=spoken_languages(interview),
    )
    start_ms = frames_to_ms(first_frame, sound.rate)
    return {
        index: (start_ms + start, start_ms + end)
        for index, (start, end) in zip(spoken_places, spans, strict=False)
    }


def _places(
    words: Sequence[TextWord], run: tuple[int, int], spans: dict[int, tuple[int, int]]
) -> Iterator[Place]:
    """The times that a run gets: a mark stands where the word before it ends."""
    clock = words[run[0]].start_ms
    for index in range(*run):
        span = spans.get(index - run[0])
        if span is None and spans:
            span = (clock, clock)
        start, end = span or (words[index].start_ms, words[index].end_ms)
        yield index, start, end
        clock = end
