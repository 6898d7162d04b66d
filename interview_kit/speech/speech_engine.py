"""The worker's judgement: which sound to hear, how carefully, and which words to believe.

Everything is decoded along several ways at once; what repeats itself, and what may be misheard
words of the study's, once more in another way. Where there is a voice and no word, there is another
listening. Nothing depends on what was heard before, or is heard beside it: not the text, not the
detector's memory. So a stretch gets the same words live and in a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from interview_kit.model.chunk import Chunk
from interview_kit.model.heard_name import HeardName
from interview_kit.model.reading import Reading
from interview_kit.model.word import Word
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.spoken_names import SoughtName
from interview_kit.speech.believed_words import believed_chunk
from interview_kit.speech.chunker import WINDOW, ChunkSound, VoiceModel
from interview_kit.speech.decoder import Decoder, best_drafts, is_silence, spoken_language
from interview_kit.speech.decoding_parameters import (
    LOG_PROB_THRESHOLD,
    MAX_DECODINGS,
    REDECODING_LOG_PROB_THRESHOLD,
    UNTRANSCRIBED_VOICE_S,
)
from interview_kit.speech.name_weighing import hear_names
from interview_kit.speech.reading_comparison import with_likelier_words
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.section_reading import read
from interview_kit.speech.talk_stretch import TalkWord
from interview_kit.speech.voice_activity import (
    MARGIN_S,
    SileroVoice,
    untranscribed_voice,
    voice_near,
    voice_span,
)
from interview_kit.speech.whisper import TimedWord, Whisper


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
        self._hear(pieces, hotwords)
        self._hear_again(hearings, pieces, hotwords)
        return [_believed(hearing) for hearing in hearings]

    def settle(
        self, sections: Sequence[ChunkSound], language: str, hotwords: Sequence[str] = ()
    ) -> list[Chunk]:
        """The words of each section, read in windows that begin where a sentence did; see there."""
        return self.read_again(sections, language, hotwords, Reading.SETTLED)

    def read_again(
        self,
        sections: Sequence[ChunkSound],
        language: str,
        hotwords: Sequence[str],
        reading: Reading,
    ) -> list[Chunk]:
        """The same as another of the readings that there are of whole sections."""
        texts = read(self._decoder, sections, language, hotwords, reading)
        hearings = [
            _ChunkDecoding(section, text.language, list(_spoken(section, text.words)))
            for section, text in zip(sections, texts, strict=True)
        ]
        other_hearings = [
            replace(hearing, words=list(_spoken(hearing.cut, text.other_words)))
            for hearing, text in zip(hearings, texts, strict=True)
        ]
        self._hear_again(hearings, [], hotwords)
        familiar_words = frozenset(chain.from_iterable(map(fold_words, hotwords)))
        return [
            with_likelier_words(_believed(hearing), _believed(other), familiar_words)
            for hearing, other in zip(hearings, other_hearings, strict=True)
        ]

    def hear_names(
        self,
        sound: NDArray[np.float32],
        stretch: Sequence[TalkWord],
        names: Sequence[SoughtName],
        language: str,
    ) -> list[HeardName]:
        """The names that may be said in a stretch, where its text has other words; see there."""
        return hear_names(self._decoder, sound, stretch, names, language)

    def align(
        self, sound: NDArray[np.float32], words: Sequence[str], language: str
    ) -> Sequence[tuple[int, int]]:
        """Where in the sound each word is said, in ms; nothing where the model leaves one out."""
        states = self._decoder.encode(self._decoder.features(sound))
        likely_language = spoken_language(self._decoder, states, language)
        draft = self._decoder.draft(" ".join(words), likely_language)
        (timed_words,) = self._decoder.align([states], [draft], likely_language)
        return aligned_spans(words, timed_words)

    def _hear_again(
        self,
        hearings: Sequence[_ChunkDecoding],
        heard: Sequence[_Excerpt],
        hotwords: Sequence[str],
    ) -> None:
        """Hear by itself what has voice and no words, other than what was `heard` by itself."""
        excerpts = list(heard)
        for _listening in range(MAX_DECODINGS - 1):
            pieces = [
                piece
                for hearing in hearings
                for span in untranscribed_voice(
                    hearing.cut.voiced, hearing.words, UNTRANSCRIBED_VOICE_S
                )
                if (piece := _Excerpt(hearing, *span)) not in excerpts
            ]
            if not pieces:
                return
            self._hear(pieces, hotwords, REDECODING_LOG_PROB_THRESHOLD)
            excerpts += pieces

    def _hear(
        self,
        pieces: Sequence[_Excerpt],
        hotwords: Sequence[str],
        least: float = LOG_PROB_THRESHOLD,
    ) -> None:
        """Add the words of each piece to its stretch, where they are at `least` so probable."""
        sounds = (
            piece.hearing.cut.sound[piece.first_sample : piece.last_sample] for piece in pieces
        )
        encoded_sounds = [self._decoder.encode(self._decoder.features(sound)) for sound in sounds]
        for piece, states in zip(pieces, encoded_sounds, strict=True):
            piece.hearing.language = spoken_language(self._decoder, states, piece.hearing.language)
        for language in dict.fromkeys(piece.hearing.language for piece in pieces):
            places = [n for n, piece in enumerate(pieces) if piece.hearing.language == language]
            drafts = best_drafts(
                self._decoder, [encoded_sounds[n] for n in places], language, hotwords
            )
            believed = [
                (n, draft)
                for n, draft in zip(places, drafts, strict=True)
                if draft.tokens and not is_silence(draft, least)
            ]
            timed_words = self._decoder.align(
                [encoded_sounds[n] for n, _draft in believed],
                [draft for _n, draft in believed],
                language,
            )
            for (n, _draft), words in zip(believed, timed_words, strict=True):
                _add(pieces[n].hearing, words, pieces[n].first_sample / SPEECH_RATE)


def load_engine(folder: Path, threads: int) -> WhisperEngine:
    """An engine with the model in `folder`, which has been verified, on so many cores."""
    return WhisperEngine(Whisper(folder, threads), SileroVoice())


def aligned_spans(words: Sequence[str], timed_words: Sequence[TimedWord]) -> list[tuple[int, int]]:
    """The time of each word, of those that the model made of the same letters.

    Nothing where the letters are others.
    """
    owners = [word for word in timed_words for sign in word.text if not sign.isspace()]
    if len(owners) != sum(map(len, words)):
        return []
    spans: list[tuple[int, int]] = []
    at = 0
    for word in words:
        first, last = owners[at], owners[at + len(word) - 1]
        spans.append((round(first.start_s * 1000), round(last.end_s * 1000)))
        at += len(word)
    return spans


def _add(hearing: _ChunkDecoding, timed_words: Iterable[TimedWord], offset_s: float) -> None:
    """Put words into a stretch where they were spoken, if there is voice."""
    hearing.words += _spoken(hearing.cut, timed_words, offset_s)
    hearing.words.sort(key=lambda word: word.start_ms)


def _spoken(
    cut: ChunkSound, timed_words: Iterable[TimedWord], offset_s: float = 0
) -> Iterator[Word]:
    """The words where there is voice, in the order of time."""
    for word in sorted(timed_words, key=lambda word: word.start_s):
        start_s, end_s = word.start_s + offset_s, word.end_s + offset_s
        if voice_near(cut.voiced, start_s, end_s):
            times = (round(start_s * 1000), round(end_s * 1000))
            yield Word(word.text, *times, round(word.probability, 3))


def _believed(hearing: _ChunkDecoding) -> Chunk:
    return believed_chunk(hearing.cut, hearing.language.split(",")[0], hearing.words)
