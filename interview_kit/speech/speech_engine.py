"""The worker's judgement: which sound to hear, how carefully, and which words to believe.

Everything is decoded along several ways at once; what repeats itself, and what may be misheard
words of the study's, once more in another way. Where there is a voice and no word, there is another
listening. Nothing depends on what was heard before, or is heard beside it: not the text, not the
detector's memory. So a stretch gets the same words live and in a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from interview_kit.model.chunk import Chunk
from interview_kit.model.word import Word
from interview_kit.speech.believed_words import believed_chunk
from interview_kit.speech.chunker import WINDOW, ChunkSound, VoiceModel
from interview_kit.speech.decoding_parameters import (
    COMPRESSION_RATIO_THRESHOLD,
    LOG_PROB_THRESHOLD,
    MAX_DECODINGS,
    NO_SPEECH_THRESHOLD,
    REDECODING_LOG_PROB_THRESHOLD,
    UNTRANSCRIBED_VOICE_S,
)
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.vocabulary import is_better_decoding, misheard_terms
from interview_kit.speech.voice_activity import (
    MARGIN_S,
    SileroVoice,
    untranscribed_voice,
    voice_near,
    voice_span,
)
from interview_kit.speech.whisper import Draft, EncodedSound, TimedWord, Whisper


class Decoder(Protocol):
    """A speech model. What it makes of a piece of sound hangs on that piece alone."""

    def encode(self, sound: NDArray[np.float32]) -> EncodedSound:
        """At most 30 s of sound at 16 kHz, as the model's encoder leaves it."""

    def language(self, piece: EncodedSound, among: Sequence[str] = ()) -> str:
        """The likeliest language, a two-letter code; one of those in `among` if there are any."""

    def write(
        self,
        pieces: Sequence[EncodedSound],
        language: str,
        *,
        time_tokens: bool = True,
        hotwords: str = "",
    ) -> list[Draft]:
        """A draft of each piece; `hotwords` are terms that the model is told of."""

    def align(
        self, pieces: Sequence[EncodedSound], drafts: Sequence[Draft], language: str
    ) -> list[list[TimedWord]]:
        """The words of each draft, which is not empty, with their times in its piece."""


@dataclass(slots=True, eq=False)
class _ChunkDecoding:
    """A stretch while it is heard: its words so far, their times from its begin."""

    cut: ChunkSound
    language: str
    words: list[Word]


@dataclass(frozen=True, slots=True)
class _Excerpt:
    """Sound to hear: windows `begin` to `end` of a stretch, and some around them."""

    hearing: _ChunkDecoding
    begin: int
    end: int

    @property
    def first_sample(self) -> int:
        return max(0, self.begin * WINDOW - int(MARGIN_S * SPEECH_RATE))

    @property
    def last_sample(self) -> int:
        return self.end * WINDOW + int(MARGIN_S * SPEECH_RATE)


class WhisperEngine:
    """Words by `decoder`; `voice` is the detector that the sound is to be cut with."""

    def __init__(self, decoder: Decoder, voice: VoiceModel) -> None:
        self._decoder = decoder
        self.voice = voice

    def transcribe(
        self, cuts: Sequence[ChunkSound], language: str, hotwords: Sequence[str] = ()
    ) -> list[Chunk]:
        """The words of each stretch; where `language` is empty, or several with commas between,
        the model decides on one of them for each.

        `hotwords` are terms that may be said; the model hears of one where it wrote something like.

        Only what lies between the first voice and the last is decoded, and of its words only those
        stay that are spoken where there is voice.
        """
        hearings = [_ChunkDecoding(chunk_sound, language, []) for chunk_sound in cuts]
        pieces = [
            _Excerpt(hearing, *span)
            for hearing in hearings
            if (span := voice_span(hearing.cut.voiced))
        ]
        excerpts: list[_Excerpt] = []
        for listening in range(MAX_DECODINGS):
            if not pieces:
                break
            self._hear(pieces, hotwords, again=listening > 0)
            excerpts += pieces
            pieces = [
                piece
                for hearing in hearings
                for span in untranscribed_voice(
                    hearing.cut.voiced, hearing.words, UNTRANSCRIBED_VOICE_S
                )
                if (piece := _Excerpt(hearing, *span)) not in excerpts
            ]
        return [
            believed_chunk(hearing.cut, hearing.language.split(",")[0], hearing.words)
            for hearing in hearings
        ]

    def _hear(self, pieces: Sequence[_Excerpt], hotwords: Sequence[str], *, again: bool) -> None:
        """Add the words of each piece to its stretch."""
        encoded_sounds = [
            self._decoder.encode(piece.hearing.cut.sound[piece.first_sample : piece.last_sample])
            for piece in pieces
        ]
        for piece, states in zip(pieces, encoded_sounds, strict=True):
            languages = tuple(filter(None, piece.hearing.language.split(",")))
            if len(languages) != 1:
                piece.hearing.language = self._decoder.language(states, languages)
        for language in dict.fromkeys(piece.hearing.language for piece in pieces):
            places = [n for n, piece in enumerate(pieces) if piece.hearing.language == language]
            drafts = self._drafts([encoded_sounds[n] for n in places], language, hotwords)
            least = REDECODING_LOG_PROB_THRESHOLD if again else LOG_PROB_THRESHOLD
            best_drafts = [
                (n, draft)
                for n, draft in zip(places, drafts, strict=True)
                if draft.tokens and not _is_silence(draft, least)
            ]
            timed_words = self._decoder.align(
                [encoded_sounds[n] for n, _draft in best_drafts],
                [draft for _n, draft in best_drafts],
                language,
            )
            for (n, _draft), words in zip(best_drafts, timed_words, strict=True):
                _add(pieces[n], words)

    def _drafts(
        self, pieces: Sequence[EncodedSound], language: str, hotwords: Sequence[str]
    ) -> list[Draft]:
        """The best draft of each piece."""
        drafts = self._decoder.write(pieces, language)
        for n, draft in enumerate(drafts):
            if draft.compression > COMPRESSION_RATIO_THRESHOLD:
                alternatives = self._decoder.write([pieces[n]], language, time_tokens=False)
            elif terms := misheard_terms(draft.text, hotwords):
                prompted_drafts = self._decoder.write(
                    [pieces[n]], language, hotwords=", ".join(terms)
                )
                alternatives = [
                    alternative
                    for alternative in prompted_drafts
                    if is_better_decoding(alternative.text, draft.text, terms)
                ]
            else:
                continue
            drafts[n] = max([draft, *alternatives], key=_worth)
        return drafts


def load_engine(folder: Path, threads: int) -> WhisperEngine:
    """An engine with the model in `folder`, which has been verified, on so many cores."""
    return WhisperEngine(Whisper(folder, threads), SileroVoice())


def _worth(draft: Draft) -> tuple[bool, float]:
    return draft.compression <= COMPRESSION_RATIO_THRESHOLD, draft.log_probability


def _is_silence(draft: Draft, least: float) -> bool:
    """Whether a draft is the model's guess at sound without words."""
    return draft.log_probability < least or (
        draft.silence > NO_SPEECH_THRESHOLD and draft.log_probability < LOG_PROB_THRESHOLD
    )


def _add(piece: _Excerpt, timed_words: Iterable[TimedWord]) -> None:
    """Put words into a stretch where they were spoken, if there is voice."""
    hearing, offset_s = piece.hearing, piece.first_sample / SPEECH_RATE
    for word in timed_words:
        start_s, end_s = word.start_s + offset_s, word.end_s + offset_s
        if voice_near(hearing.cut.voiced, start_s, end_s):
            times = (round(start_s * 1000), round(end_s * 1000))
            hearing.words.append(Word(word.text, *times, round(word.probability, 3)))
    hearing.words.sort(key=lambda word: word.start_ms)
