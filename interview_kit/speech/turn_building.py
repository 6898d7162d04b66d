"""From stretches of words to turns: who spoke, and under which question.

A turn is one speaker's run of speech under one question. A new one begins

- where the speaker changes,
- where the question changes: a segment belongs to the question that was current at its middle,
- after a pause of more than two seconds, so that a turn stays short enough to listen to again.

With two recorded channels the speaker of a word is the role of the louder one, as if both
microphones had been turned up alike (see `balance`), and a word that stands alone against its
neighbours goes with them: crosstalk and a word's uncertain edges make such strays. With one channel
a word is said by the voice that a diarizer heard there; which voice is whose is decided in `roles`.
Without voices everything is said by the role of that channel,
except what resembles the wording of the guide, which the interviewer reads out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.unclear_mark import marked
from interview_kit.model.voice import Voice
from interview_kit.model.word import Word
from interview_kit.speech.channel_balance import evened, imbalance_db
from interview_kit.speech.overlap import mark_overlap
from interview_kit.speech.speaker_roles import Wordings, roles
from interview_kit.speech.word_voices import VoiceTimes, voiced_words

T = TypeVar("T")

PAUSE_MS = 2_000


@dataclass(frozen=True, slots=True)
class _SpeakerRun:
    """What one speaker said within one segment."""

    speaker: Speaker
    question: str
    words: tuple[Word, ...]

    @property
    def start_ms(self) -> int:
        return self.words[0].start_ms

    @property
    def end_ms(self) -> int:
        return self.words[-1].end_ms


def build_turns(
    stretches: Iterable[Chunk],
    question_at: Callable[[int], str],
    channels: tuple[Speaker, ...],
    prompts: Sequence[str] = (),
    *,
    voices: Sequence[Voice] = (),
    unclear_below: float = 0.0,
) -> tuple[Turn, ...]:
    """The turns of an interview, numbered from 1, in the order they were spoken.

    `question_at` gives the id of the question current at a time in ms. `channels` are the roles of
    the recorded channels in order, at least one. `prompts` are the wordings of the guide's
    questions and probes, in the language of the interview. `voices` are those heard in sound of one
    channel, in the order of time. In a turn's text, words with a probability below `unclear_below`
    are marked; its words are as they were heard, and say where several speak at once.
    """
    segments = [part for stretch in stretches for part in stretch.segments if part.words]
    pieces = [
        _SpeakerRun(speaker, question_at((words[0].start_ms + words[-1].end_ms) // 2), words)
        for speaker, words in _spoken(segments, channels, prompts, voices)
    ]
    return tuple(
        _turn(number, run, unclear_below) for number, run in enumerate(_runs(pieces), start=1)
    )


def marked_text(words: Iterable[Word], unclear_below: float) -> str:
    """The words as one line; those too uncertain as `[unclear: word word]`, so that none is lost.

    Of words under 0.2 nine in ten are wrong, on Dutch speech with `base` (docs/BENCHMARKS.md).
    """
    text = ""
    written_words = _written_words(words)
    for unclear, group in groupby(written_words, key=lambda word: word[1] < unclear_below):
        group_text = "".join(word_text for word_text, _probability in group)
        text += f" {marked(group_text.strip())}" if unclear else group_text
    return text.strip()


def _written_words(words: Iterable[Word]) -> list[tuple[str, float]]:
    """Words as they are written, `m'n` in one piece, each with its lowest probability."""
    written_words: list[tuple[str, float]] = []
    for word in words:
        if written_words and not word.text[:1].isspace():
            text, probability = written_words[-1]
            written_words[-1] = (text + word.text, min(probability, word.probability))
        else:
            written_words.append((word.text, word.probability))
    return written_words


SpokenBy = tuple[Speaker, tuple[Word, ...]]


def _spoken(
    segments: Sequence[Segment],
    channels: tuple[Speaker, ...],
    prompts: Sequence[str],
    voices: Sequence[Voice],
) -> Iterator[SpokenBy]:
    """Each segment's words with their speaker, split where the speaker changes."""
    wordings = Wordings(prompts)
    if len(channels) > 1:
        imbalance = imbalance_db(word for segment in segments for word in segment.words)
        return _by_channel(mark_overlap(segments, imbalance), channels, wordings, imbalance)
    if voices:
        return _by_voice(segments, voices, wordings)
    return _by_wording(segments, channels[0], wordings)


def _by_channel(
    segments: Iterable[Segment],
    channels: tuple[Speaker, ...],
    wordings: Wordings,
    imbalance: float,
) -> Iterator[SpokenBy]:
    for segment in segments:
        if all(len(word.levels) == len(channels) for word in segment.words):
            louder = [_louder(evened(word, imbalance), channels) for word in segment.words]
            speakers = _without_strays(louder)
            yield from _split(speakers, segment.words)
        else:
            yield from _by_wording([segment], channels[0], wordings)


def _by_voice(
    segments: Iterable[Segment], voices: Sequence[Voice], wordings: Wordings
) -> Iterator[SpokenBy]:
    times = VoiceTimes(voices)
    spoken_by = [
        (voice, Segment(tuple(word for _voice, word in words)))
        for segment in segments
        for voice, words in groupby(voiced_words(segment.words, times), key=itemgetter(0))
    ]
    whose = roles(spoken_by, wordings)
    for voice, part in spoken_by:
        yield Speaker.INTERVIEWER if wordings.read_out(part) else whose[voice], part.words


def _by_wording(
    segments: Iterable[Segment], otherwise: Speaker, wordings: Wordings
) -> Iterator[SpokenBy]:
    for segment in segments:
        read_out = wordings.read_out(segment)
        yield Speaker.INTERVIEWER if read_out else otherwise, segment.words


def _split(owners: Sequence[T], words: Sequence[Word]) -> Iterator[tuple[T, tuple[Word, ...]]]:
    """Runs of words with the same owner."""
    for owner, group in groupby(zip(owners, words, strict=True), key=itemgetter(0)):
        yield owner, tuple(word for _, word in group)


def _louder(levels: tuple[float, ...], channels: tuple[Speaker, ...]) -> Speaker:
    return channels[levels.index(max(levels))]


def _without_strays(speakers: list[Speaker]) -> list[Speaker]:
    """Each speaker, unless both neighbours agree on another."""
    around = zip(speakers, speakers[1:], speakers[2:], strict=False)
    middle = [
        voice_before if voice_before == voice_after else voice_here
        for voice_before, voice_here, voice_after in around
    ]
    return speakers[:1] + middle + speakers[1:][-1:]


def _runs(pieces: Iterable[_SpeakerRun]) -> Iterator[list[_SpeakerRun]]:
    """Pieces that make one turn together."""
    run: list[_SpeakerRun] = []
    for piece in pieces:
        if run and not _goes_on(run[-1], piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _goes_on(last: _SpeakerRun, piece: _SpeakerRun) -> bool:
    is_same_speaker = (piece.speaker, piece.question) == (last.speaker, last.question)
    return is_same_speaker and piece.start_ms - last.end_ms <= PAUSE_MS


def _turn(number: int, run: list[_SpeakerRun], unclear_below: float) -> Turn:
    words = tuple(word for piece in run for word in piece.words)
    return Turn(
        number,
        run[0].speaker,
        run[0].start_ms,
        run[-1].end_ms,
        run[0].question,
        marked_text(words, unclear_below),
        words,
    )
