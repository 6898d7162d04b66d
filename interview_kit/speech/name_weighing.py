"""Names in the sound: the model is asked, with a name and without, what it hears.

A model writes what it knows, and of a name that it does not know something else. So where words
that it wrote sound somewhat like a name, two texts are weighed for that sound: the words, and the
words with the name in their place, once while it is told of the name and once while it is not. The
name is believed where its text is the likelier one, and it is itself what the model expects there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from interview_kit.model.heard_name import HeardName
from interview_kit.pseudonym.fold import fold_words
from interview_kit.pseudonym.lexicon import is_common
from interview_kit.pseudonym.spoken_names import (
    MORE_WORDS,
    LikelyPlace,
    SoughtName,
    likely_places,
    span_sounds,
)
from interview_kit.speech.decoder import Decoder
from interview_kit.speech.talk_stretch import TalkWord, sound_span
from interview_kit.speech.whisper import Draft, EncodedSound, WeighedPart

MARKS_BEHIND = re.compile(r"[^\w]*$")
"""What stands behind a word stays behind the name in its place."""

LEAST_SCORE = 0.2
"""A name that is less surely said is none."""

BIAS = 5.75
GAIN_WEIGHT, TOKEN_WEIGHT = 0.067, 0.104
UNTOLD_GAIN_WEIGHT, UNTOLD_TOKEN_WEIGHT = 0.079, 0.518
LIKENESS_WEIGHT, LETTER_WEIGHT = 0.055, 0.112
PROBABILITY_WEIGHT, EVERYDAY_WEIGHT = -3.68, -1.65
"""A logistic regression on words that people said and `base` misheard, taken as names, and on names
by synthetic voices, against names that nobody said (docs/BENCHMARKS.md); scaled so that at 0.5
three or four seconds of an hour are wrong, and some fifteen at 0.2."""

USUAL_LIKENESS = 80
"""The likeness that adds nothing, 0 to 100."""

GAINS = (-15.0, 6.0)
"""A gain beyond these says no more: at the end of a text, words left out cost nothing."""

LEAST_TOKEN_MEAN = -8.0
"""A name whose tokens are less expected than this is none, however much less."""


@dataclass(frozen=True, slots=True)
class _Gain:
    """By how much a text with a name in it is likelier than that without, as logarithms.

    `token_mean` is that of the name's own tokens; `tokens` are those of the whole text.
    """

    total: float
    token_mean: float
    tokens: tuple[int, ...]

    @property
    def clipped_total(self) -> float:
        lowest, highest = GAINS
        return min(max(self.total, lowest), highest)

    @property
    def clipped_token_mean(self) -> float:
        return max(self.token_mean, LEAST_TOKEN_MEAN)


@dataclass(frozen=True, slots=True)
class _Suspicion:
    """A form of a name in the place of some words, before and after it was weighed."""

    name: str
    form: str
    place: LikelyPlace
    score: float = 0.0
    tokens: tuple[int, ...] = ()


def hear_names(
    decoder: Decoder,
    sound: NDArray[np.float32],
    stretch: Sequence[TalkWord],
    names: Sequence[SoughtName],
    language: str,
) -> list[HeardName]:
    """The names that may be said in a stretch, whose `sound` at 16 kHz is that of `sound_span`."""
    longest = MORE_WORDS + max(len(form.split()) for name in names for form in name.forms)
    spans = span_sounds([word.text for word in stretch], longest)
    suspicions = [
        _Suspicion(name.text, form, place)
        for name in names
        for form in name.forms
        for place in likely_places(spans, form)
        if not any(word.is_name for word in stretch[place.first : place.end])
    ]
    if not suspicions:
        return []
    piece = decoder.encode(decoder.features(sound), is_fitted=True)
    weighed_suspicions = [
        suspicion
        for suspicion in _weighed(decoder, piece, stretch, suspicions, language)
        if suspicion.score >= LEAST_SCORE
    ]
    return [
        _heard(decoder, piece, stretch, _in_full(suspicion, weighed_suspicions), language)
        for suspicion in _apart(weighed_suspicions)
    ]


def _weighed(
    decoder: Decoder,
    piece: EncodedSound,
    stretch: Sequence[TalkWord],
    suspicions: Sequence[_Suspicion],
    language: str,
) -> Iterator[_Suspicion]:
    """Each suspicion with its score; the model is told of one name at a time."""
    words = ["".join(word.text for word in stretch)]
    texts_with_name = [_with_name(stretch, suspicion) for suspicion in suspicions]
    untold_gains = _gains(decoder.weigh(piece, [words, *texts_with_name], language))
    told_gains = [
        gain
        for name, group in groupby(
            zip(suspicions, texts_with_name, strict=True), key=lambda pair: pair[0].name
        )
        for gain in _gains(
            decoder.weigh(
                piece, [words, *(text for _suspicion, text in group)], language, hotwords=f"{name}."
            )
        )
    ]
    for suspicion, told, untold in zip(suspicions, told_gains, untold_gains, strict=True):
        place = suspicion.place
        score = _score(told, untold, suspicion, stretch[place.first : place.end])
        yield replace(suspicion, score=score, tokens=told.tokens)


def _gains(weighed_texts: Sequence[Sequence[WeighedPart]]) -> list[_Gain]:
    """What each text gains beside the first, which has no name in it."""
    plain, *texts_with_name = weighed_texts
    return [
        _Gain(
            sum(part.log_probability for part in parts) - plain[0].log_probability,
            parts[1].log_probability / max(1, len(parts[1].tokens)),
            tuple(token for part in parts for token in part.tokens),
        )
        for parts in texts_with_name
    ]


def _score(told: _Gain, untold: _Gain, suspicion: _Suspicion, words: Sequence[TalkWord]) -> float:
    """How surely a name is said, 0 to 1, in the place of some `words`.

    Words that the model was sure of, and those that everybody says, are less likely to be a name.
    """
    probability = sum(word.probability for word in words) / len(words)
    evidence = (
        BIAS
        + GAIN_WEIGHT * told.clipped_total
        + TOKEN_WEIGHT * told.clipped_token_mean
        + UNTOLD_GAIN_WEIGHT * untold.clipped_total
        + UNTOLD_TOKEN_WEIGHT * untold.clipped_token_mean
        + LIKENESS_WEIGHT * (suspicion.place.likeness - USUAL_LIKENESS)
        + LETTER_WEIGHT * len(suspicion.form)
        + PROBABILITY_WEIGHT * probability
        + EVERYDAY_WEIGHT * all(map(is_common, fold_words("".join(word.text for word in words))))
    )
    return 1 / (1 + math.exp(-evidence))


def _with_name(stretch: Sequence[TalkWord], suspicion: _Suspicion) -> tuple[str, str, str]:
    """The text before the name, the name, and the text after it."""
    place = suspicion.place
    mark = MARKS_BEHIND.search(stretch[place.end - 1].text)
    after = "".join(word.text for word in stretch[place.end :])
    before = "".join(word.text for word in stretch[: place.first])
    return before, f" {suspicion.form}", (mark.group() if mark else "") + after


def _apart(suspicions: Iterable[_Suspicion]) -> list[_Suspicion]:
    """The surest suspicions, of which no two share a word."""
    kept_suspicions: list[_Suspicion] = []
    for suspicion in sorted(suspicions, key=lambda entry: entry.score, reverse=True):
        if not any(
            suspicion.place.first < kept_suspicion.place.end
            and kept_suspicion.place.first < suspicion.place.end
            for kept_suspicion in kept_suspicions
        ):
            kept_suspicions.append(suspicion)
    return sorted(kept_suspicions, key=lambda entry: entry.place.first)


def _in_full(suspicion: _Suspicion, others: Iterable[_Suspicion]) -> _Suspicion:
    """The longest form of the name that may be said around the same words: all of it is covered.

    That a surname is said is surer than that the first name is said before it.
    """
    place = suspicion.place
    longer_forms = (
        other
        for other in others
        if other.name == suspicion.name
        and other.place.first <= place.first
        and place.end <= other.place.end
        and len(other.form.split()) > len(suspicion.form.split())
    )
    longest = max(longer_forms, key=lambda other: len(other.form.split()), default=suspicion)
    return replace(longest, score=suspicion.score)


def _heard(
    decoder: Decoder,
    piece: EncodedSound,
    stretch: Sequence[TalkWord],
    suspicion: _Suspicion,
    language: str,
) -> HeardName:
    """The name with its place: where it is aligned, and where the words were that it was taken for.

    Both are estimates, and what is covered should be all of it.
    """
    words = stretch[suspicion.place.first : suspicion.place.end]
    before, form, after = _with_name(stretch, suspicion)
    draft = Draft(suspicion.tokens, before + form + after, 0.0, 0.0, 0.0)
    (timed_words,) = decoder.align([piece], [draft], language)
    sound_begin_ms, _end_ms = sound_span(stretch)
    edges_ms = [words[0].start_ms, words[-1].end_ms]
    end_char = 0
    for word in timed_words:
        end_char += len(word.text)
        if len(before) < end_char and end_char - len(word.text) < len(before) + len(form):
            edges_ms += (sound_begin_ms + round(1000 * at) for at in (word.start_s, word.end_s))
    return HeardName(
        suspicion.name,
        suspicion.form,
        MARKS_BEHIND.sub("", "".join(word.text for word in words)).strip(),
        min(edges_ms),
        max(edges_ms),
        round(suspicion.score, 3),
    )
