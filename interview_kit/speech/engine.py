"""The worker's judgement: which sound to hear, how carefully, and which words to believe.

Everything is decoded along several ways at once; what repeats itself, and what may be misheard
words of the study's, once more in another way. Where there is a voice and no word, there is another
listening. Nothing depends on what was heard before, or is heard beside it: not the text, not the
detector's memory. So a stretch gets the same words live and in a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.model.clock import frames_to_ms, ms_to_frames
from interview_kit.model.stretch import Segment, Stretch
from interview_kit.model.word import Word
from interview_kit.speech.cutter import WINDOW, Cut
from interview_kit.speech.invented import is_credit, without_loops
from interview_kit.speech.parameters import (
    COMPRESSION_MOST,
    HEARD_AGAIN_LEAST,
    LISTENINGS,
    NOBODY,
    UNBELIEVED,
    UNWRITTEN_S,
)
from interview_kit.speech.sound import SPEECH_RATE, levels
from interview_kit.speech.vocabulary import is_better_heard, misheard
from interview_kit.speech.voice import MARGIN_S, SileroVoice, unwritten, voice_around, voiced_span
from interview_kit.speech.whisper import (
    SENTENCE_ENDS,
    Draft,
    Encoded,
    TimedWord,
    Whisper,
)

SENTENCE_GAP_MS = 1_000
"""A sentence ends with its mark, or where nothing is said for this long."""


@dataclass(slots=True, eq=False)
class _Hearing:
    """A stretch while it is heard: its words so far, their times from its begin."""

    cut: Cut
    language: str
    words: list[Word]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Sound to hear: windows `begin` to `end` of a stretch, and some around them."""

    hearing: _Hearing
    begin: int
    end: int

    @property
    def first_sample(self) -> int:
        return max(0, self.begin * WINDOW - int(MARGIN_S * SPEECH_RATE))

    @property
    def last_sample(self) -> int:
        return self.end * WINDOW + int(MARGIN_S * SPEECH_RATE)


class Engine:
    """A loaded model. `folder` has been verified; `threads` is the number of cores to use."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._whisper = Whisper(folder, threads)
        self.voice = SileroVoice()

    def transcribe(
        self, cuts: Sequence[Cut], language: str, hotwords: Sequence[str] = ()
    ) -> list[Stretch]:
        """The words of each stretch; with `language` empty, the model decides on one for each.

        `hotwords` are terms that may be said; the model hears of one where it wrote something like.

        Only what lies between the first voice and the last is decoded, and of its words only those
        stay that are spoken where there is voice.
        """
        hearings = [_Hearing(cut, language, []) for cut in cuts]
        pieces = [
            _Piece(hearing, *span)
            for hearing in hearings
            if (span := voiced_span(hearing.cut.voiced))
        ]
        heard: list[_Piece] = []
        for listening in range(LISTENINGS):
            if not pieces:
                break
            self._hear(pieces, hotwords, again=listening > 0)
            heard += pieces
            pieces = [
                piece
                for hearing in hearings
                for span in unwritten(hearing.cut.voiced, hearing.words, UNWRITTEN_S)
                if (piece := _Piece(hearing, *span)) not in heard
            ]
        return [_stretch(hearing) for hearing in hearings]

    def _hear(self, pieces: Sequence[_Piece], hotwords: Sequence[str], *, again: bool) -> None:
        """Add the words of each piece to its stretch."""
        encoded = [
            self._whisper.encode(piece.hearing.cut.sound[piece.first_sample : piece.last_sample])
            for piece in pieces
        ]
        for piece, states in zip(pieces, encoded, strict=True):
            piece.hearing.language = piece.hearing.language or self._whisper.language(states)
        for language in dict.fromkeys(piece.hearing.language for piece in pieces):
            places = [n for n, piece in enumerate(pieces) if piece.hearing.language == language]
            drafts = self._drafts([encoded[n] for n in places], language, hotwords)
            least = HEARD_AGAIN_LEAST if again else UNBELIEVED
            written = [
                (n, draft)
                for n, draft in zip(places, drafts, strict=True)
                if draft.tokens and not _is_nothing(draft, least)
            ]
            aligned = self._whisper.align(
                [encoded[n] for n, _draft in written], [draft for _n, draft in written], language
            )
            for (n, _draft), words in zip(written, aligned, strict=True):
                _add(pieces[n], words)

    def _drafts(
        self, pieces: Sequence[Encoded], language: str, hotwords: Sequence[str]
    ) -> list[Draft]:
        """The best draft of each piece."""
        drafts = self._whisper.write(pieces, language)
        for n, draft in enumerate(drafts):
            if draft.compression > COMPRESSION_MOST:
                others = self._whisper.write([pieces[n]], language, time_tokens=False)
            elif terms := misheard(draft.text, hotwords):
                prompted = self._whisper.write([pieces[n]], language, hotwords=", ".join(terms))
                others = [
                    other for other in prompted if is_better_heard(other.text, draft.text, terms)
                ]
            else:
                continue
            drafts[n] = max([draft, *others], key=_worth)
        return drafts


def _worth(draft: Draft) -> tuple[bool, float]:
    return draft.compression <= COMPRESSION_MOST, draft.log_probability


def _is_nothing(draft: Draft, least: float) -> bool:
    """Whether a draft is the model's guess at sound without words."""
    return draft.log_probability < least or (
        draft.silence > NOBODY and draft.log_probability < UNBELIEVED
    )


def _add(piece: _Piece, timed: Iterable[TimedWord]) -> None:
    """Put words into a stretch where they were spoken, if there is voice."""
    hearing, offset_s = piece.hearing, piece.first_sample / SPEECH_RATE
    for word in timed:
        start_s, end_s = word.start_s + offset_s, word.end_s + offset_s
        if voice_around(hearing.cut.voiced, start_s, end_s):
            times = (round(start_s * 1000), round(end_s * 1000))
            hearing.words.append(Word(word.text, *times, round(word.probability, 3)))
    hearing.words.sort(key=lambda word: word.start_ms)


def _stretch(hearing: _Hearing) -> Stretch:
    """The words that are believed, on the interview's clock."""
    cut = hearing.cut
    words = without_loops(hearing.words)
    sentences = (tuple(_on_the_clock(word, cut) for word in each) for each in _sentences(words))
    segments = tuple(Segment(each) for each in sentences if not is_credit(_text(each)))
    return Stretch(cut.first_frame, cut.end_frame, hearing.language, segments)


def _on_the_clock(word: Word, cut: Cut) -> Word:
    loudness: tuple[float, ...] = ()
    if cut.samples.shape[1] > 1:
        first, last = (ms_to_frames(ms, cut.rate) for ms in (word.start_ms, word.end_ms))
        loudness = levels(cut.samples[first : max(last, first + 1)])
    begin_ms = frames_to_ms(cut.first_frame, cut.rate)
    return replace(
        word,
        start_ms=begin_ms + word.start_ms,
        end_ms=begin_ms + word.end_ms,
        levels=loudness,
    )


def _sentences(words: Iterable[Word]) -> Iterable[list[Word]]:
    """Words up to a mark that ends a sentence, or a pause."""
    sentence: list[Word] = []
    for word in words:
        if sentence and (
            sentence[-1].text.endswith(SENTENCE_ENDS)
            or word.start_ms - sentence[-1].end_ms > SENTENCE_GAP_MS
        ):
            yield sentence
            sentence = []
        sentence.append(word)
    if sentence:
        yield sentence


def _text(words: Iterable[Word]) -> str:
    return "".join(word.text for word in words)
