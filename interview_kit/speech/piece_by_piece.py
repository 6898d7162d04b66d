"""An engine of a function from sound to words, which hears one piece after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interview_kit.model.chunk import Chunk
from interview_kit.model.word import Word
from interview_kit.speech.believed_words import believed_chunk
from interview_kit.speech.chunker import WINDOW, ChunkSound, VoiceModel
from interview_kit.speech.engines import Listen
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.voice_activity import MARGIN_S, voice_near, voice_span


class PieceByPiece:
    """The `SpeechEngine` that `listen` makes, with the detector that sound is to be cut with.

    `listen` gives the words in at most 20 s of sound, one channel of floats at 16 kHz, in the order
    of time: given the language, a two-letter code or several with commas between, and words that
    may be said. Times are ms from the begin of the sound; a word carries its leading space.

    Only what lies between the first voice of a piece and the last is heard, and of its words only
    those stay that are spoken where there is voice.
    """

    def __init__(self, listen: Listen, voice: VoiceModel) -> None:
        self._listen = listen
        self.voice = voice

    def transcribe(
        self, cuts: Sequence[ChunkSound], language: str, hotwords: Sequence[str] = ()
    ) -> list[Chunk]:
        """The segments of each piece of sound; see `SpeechEngine`."""
        return [
            believed_chunk(cut, language.split(",")[0], self._words(cut, language, hotwords))
            for cut in cuts
        ]

    def _words(self, cut: ChunkSound, language: str, hotwords: Sequence[str]) -> list[Word]:
        span = voice_span(cut.voiced)
        if span is None:
            return []
        margin = int(MARGIN_S * SPEECH_RATE)
        first_sample = max(0, span[0] * WINDOW - margin)
        sound = cut.sound[first_sample : span[1] * WINDOW + margin]
        offset_ms = round(1000 * first_sample / SPEECH_RATE)
        words = (
            replace(word, start_ms=word.start_ms + offset_ms, end_ms=word.end_ms + offset_ms)
            for word in self._listen(sound, language, hotwords)
        )
        return [
            word
            for word in words
            if voice_near(cut.voiced, word.start_ms / 1000, word.end_ms / 1000)
        ]
