"""What the engine asks of a speech model, and the best of what it writes of a piece of sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from interview_kit.speech.decoding_parameters import (
    BEAM_SIZE,
    COMPRESSION_RATIO_THRESHOLD,
    LOG_PROB_THRESHOLD,
    NO_SPEECH_THRESHOLD,
)
from interview_kit.speech.vocabulary import is_better_decoding, misheard_terms
from interview_kit.speech.whisper import Draft, EncodedSound, TimedWord, WeighedPart


class Decoder(Protocol):
    """A speech model. What it makes of a piece of sound hangs on that piece alone."""

    def features(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the model sees of sound at 16 kHz: bands by frames of 10 ms.

        How loud a band is counts from the loudest of all the sound, however long.
        """

    def encode(
        self, features: NDArray[np.float32], *, is_filled: bool = False, is_fitted: bool = False
    ) -> EncodedSound:
        """Features of at most 30 s, as the model's encoder leaves them.

        With `is_filled` silence fills all of the 30 s, as the model was trained with; with
        `is_fitted` as little as can be.
        """

    def language(self, piece: EncodedSound, among: Sequence[str] = ()) -> str:
        """The language, a two-letter code, that is most likely spoken; one of `among`, if any."""

    def write(
        self,
        pieces: Sequence[EncodedSound],
        language: str,
        *,
        time_tokens: bool = True,
        hotwords: str = "",
        beam_size: int = BEAM_SIZE,
    ) -> list[Draft]:
        """A draft of each piece; `hotwords` are terms that the model is told of."""

    def draft(self, text: str, language: str) -> Draft:
        """Text that is known to be said, as a draft of it."""

    def align(
        self,
        pieces: Sequence[EncodedSound],
        drafts: Sequence[Draft],
        language: str,
        *,
        is_coarse: bool = False,
    ) -> list[list[TimedWord]]:
        """The words of each draft, which is not empty, with their times in its piece.

        With `is_coarse` times are as fine as is enough to lay a text beside another.
        """

    def weigh(
        self,
        piece: EncodedSound,
        texts: Sequence[Sequence[str]],
        language: str,
        *,
        hotwords: str = "",
    ) -> list[list[WeighedPart]]:
        """How probable each of some texts is for a piece, part by part."""


def spoken_language(decoder: Decoder, piece: EncodedSound, languages: str) -> str:
    """Which of `languages`, codes with commas between, is spoken; of all, where it is empty."""
    codes = tuple(filter(None, languages.split(",")))
    return codes[0] if len(codes) == 1 else decoder.language(piece, codes)


def best_drafts(
    decoder: Decoder,
    pieces: Sequence[EncodedSound],
    language: str,
    hotwords: Sequence[str],
    beam_size: int = BEAM_SIZE,
) -> list[Draft]:
    """The best draft of each piece, of those without and with the terms that may be misheard."""
    drafts = decoder.write(pieces, language, beam_size=beam_size)
    for n, draft in enumerate(drafts):
        if repeats_itself(draft):
            alternatives = decoder.write(
                [pieces[n]], language, time_tokens=False, beam_size=beam_size
            )
        elif terms := misheard_terms(draft.text, hotwords):
            prompted_drafts = decoder.write(
                [pieces[n]], language, hotwords=", ".join(terms), beam_size=beam_size
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


def repeats_itself(draft: Draft) -> bool:
    """Whether a draft can be compressed further than talk can."""
    return draft.compression > COMPRESSION_RATIO_THRESHOLD


def is_silence(draft: Draft, least: float) -> bool:
    """Whether a draft is the model's guess at sound without words."""
    return draft.log_probability < least or (
        draft.silence > NO_SPEECH_THRESHOLD and draft.log_probability < LOG_PROB_THRESHOLD
    )


def _worth(draft: Draft) -> tuple[bool, float]:
    return not repeats_itself(draft), draft.log_probability
