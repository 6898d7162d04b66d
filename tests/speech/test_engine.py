"""The engine repeats itself, and writes only where there is a voice.

What the engine does with what a model writes is shown with a scripted decoder: which words a real
one writes hangs on the processor. With the real one is shown what holds on each.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from interview_kit.model.chunk import Chunk
from interview_kit.model.word import Word
from interview_kit.speech.chunker import WINDOW, Chunker, ChunkSound
from interview_kit.speech.speech_engine import WhisperEngine, load_engine
from interview_kit.speech.voice_activity import SileroVoice, untranscribed_voice
from interview_kit.speech.whisper import Draft, EncodedSound, Whisper
from tests.speech.scripted_decoder import (
    Request,
    ScriptedDecoder,
    all_words,
    draft,
    numbers,
    numbers_spoken,
)

RATE = 16_000
FASTEST_WORDS_S = 5
"""Nobody says more words in a second for long."""


@pytest.fixture(scope="module")
def engine(tiny_en: Path) -> WhisperEngine:
    return load_engine(tiny_en, threads=2)


@pytest.fixture(scope="module")
def silero() -> SileroVoice:
    return SileroVoice()


def cut(samples: NDArray[np.int16], *, voice: bool) -> ChunkSound:
    whole = samples[: len(samples) // WINDOW * WINDOW]
    voiced = np.full(len(whole) // WINDOW, voice)
    return ChunkSound(0, RATE, whole[:, None], (whole / 32_768).astype(np.float32), voiced)


def words_of(stretches: Sequence[Chunk]) -> list[Word]:
    return [word for each in stretches for part in each.segments for word in part.words]


def written(decoder: ScriptedDecoder, sound: ChunkSound, hotwords: Sequence[str] = ()) -> list[str]:
    """The words that an engine with this decoder writes, in their order in the sound."""
    stretches = WhisperEngine(decoder, SileroVoice()).transcribe([sound], "en", hotwords)
    return [word.text.strip() for word in words_of(stretches)]


def test_a_stretch_gets_the_same_words_alone_and_among_others(
    engine: WhisperEngine, reading: NDArray[np.int16]
) -> None:
    noise = np.random.default_rng(0).normal(0, 2_500, 4 * RATE)
    unclear = (reading[: 4 * RATE] + noise).clip(-32_000, 32_000).astype(np.int16)
    pieces = [reading[n * RATE : (n + 4) * RATE] for n in (0, 3, 5)]
    cuts = [cut(piece, voice=True) for piece in (*pieces, reading[: 17 * RATE], unclear)]
    alone = [stretch for each in cuts for stretch in engine.transcribe([each], "en")]
    assert engine.transcribe(cuts, "en") == alone
    assert all(stretch.segments for stretch in alone[:-1])


def test_a_text_is_written_from_half_of_the_positions_and_timed_by_all(
    tiny_en: Path, reading: NDArray[np.int16]
) -> None:
    model = Whisper(tiny_en, threads=1)
    whole = model.encode(model.features((reading[: 6 * RATE] / 32_768).astype(np.float32)))
    states = whole.states.copy()
    states[1::2] = 0
    every_second_alone = EncodedSound(states, whole.frames)
    (written_text,) = model.write([whole], "en")
    assert written_text.text
    assert model.write([every_second_alone], "en") == [written_text]
    times, other_times = (
        model.align([sound], [written_text], "en") for sound in (whole, every_second_alone)
    )
    assert times != other_times


def test_a_stretch_gets_the_same_words_on_one_core_and_on_two(
    engine: WhisperEngine, tiny_en: Path, reading: NDArray[np.int16]
) -> None:
    cuts = [cut(reading[n * RATE : (n + 5) * RATE], voice=True) for n in (0, 5)]
    on_one_core = load_engine(tiny_en, threads=1).transcribe(cuts, "en")
    texts, other_texts = (
        [word.text for word in words_of(stretches)]
        for stretches in (on_one_core, engine.transcribe(cuts, "en"))
    )
    assert texts == other_texts


@pytest.mark.parametrize(
    ("when_told", "is_taken"),
    [
        (draft("started haldol", -0.7), True),
        (draft("started haldol", -0.9), False),
        (draft("started riddles", -0.1), False),
    ],
    ids=["more probable", "less probable", "without the term"],
)
def test_a_term_is_taken_where_it_makes_misheard_words_more_probable(
    when_told: Draft, is_taken: bool
) -> None:
    untold = draft("started hal doel", -0.8)
    decoder = ScriptedDecoder(lambda request: when_told if request.hotwords else untold)
    taken = written(decoder, cut(numbers_spoken(6), voice=True), ("Haldol", "Amsterdam"))
    assert taken == (when_told if is_taken else untold).text.split()
    assert [request.hotwords for request in decoder.requests] == ["", "Haldol"]


def test_a_decoder_is_not_told_of_terms_that_nothing_sounds_like() -> None:
    decoder = ScriptedDecoder()
    written(decoder, cut(numbers_spoken(6), voice=True), ("haloperidol", "Amsterdam"))
    assert [request.hotwords for request in decoder.requests] == [""]


def test_a_model_that_is_told_of_terms_writes_more_of_them(
    engine: WhisperEngine, tmp_path: Path
) -> None:
    sentences = {
        "haloperidol": "The doctor stopped the haloperidol and started again.",
        "quetiapine": "My brother was given quetiapine in the hospital.",
        "olanzapine": "They gave me olanzapine and I slept the whole day.",
        "clozapine": "After a year on clozapine I went back to work.",
    }
    rightly = {"untold": 0, "told": 0}
    for term, sentence in sentences.items():
        path = tmp_path / f"{term}.wav"
        speak = ["espeak-ng", "-v", "en-gb", "-s", "140", "-w", str(path), sentence]
        subprocess.run(speak, check=True)
        samples, rate = soundfile.read(path, dtype="int16")
        cutter = Chunker(engine.voice, 0, rate, 1)
        cuts = [*cutter.feed(samples.tobytes()), *cutter.finish()]
        for told, terms in (("untold", ()), ("told", (term,))):
            text = "".join(word.text for word in words_of(engine.transcribe(cuts, "en", terms)))
            rightly[told] += term in text
    assert rightly["told"] > rightly["untold"]


def test_sound_without_voice_is_not_even_decoded() -> None:
    decoder = ScriptedDecoder()
    assert written(decoder, cut(numbers_spoken(10), voice=False)) == []
    assert decoder.requests == []


def test_words_outside_the_voice_are_dropped() -> None:
    sound = cut(numbers_spoken(14), voice=False)
    sound.voiced[:30] = sound.voiced[-30:] = True  # a second at either end, out of seven
    decoder = ScriptedDecoder()
    assert written(decoder, sound) == [*numbers(1, 3), *numbers(12, 14)]
    assert decoder.requests[0].words == tuple(numbers(1, 14))


def test_voice_that_no_word_stands_for_is_noticed() -> None:
    voiced = np.ones(6 * RATE // WINDOW, np.bool_)
    word = Word(" ja", 2_000, 6_000, 0.9)
    assert [*untranscribed_voice(voiced, [], 2)] == [(0, len(voiced))]
    (before, after) = untranscribed_voice(voiced, [word], 1.5)
    assert before == (0, 1.6 * RATE // WINDOW)
    assert after == (3.6 * RATE // WINDOW + 1, len(voiced))
    assert [*untranscribed_voice(voiced, [word], 2.5)] == []


def forgetful(request: Request) -> Draft:
    """The draft of a decoder that loses all but the last eight words of a piece of sound."""
    return draft(" ".join(request.words[-8:]))


def test_voice_without_words_is_heard_once_more_by_itself() -> None:
    decoder = ScriptedDecoder(forgetful)
    sound = cut(numbers_spoken(24), voice=True)
    assert written(decoder, sound) == numbers(1, 24)
    assert [request.words for request in decoder.requests] == [
        tuple(numbers(1, last)) for last in (24, 16, 8)
    ]
    (stretch,) = WhisperEngine(decoder, SileroVoice()).transcribe([sound], "en")
    assert [word.start_ms for word in words_of([stretch])] == [500 * n for n in range(24)]


def test_no_sound_is_heard_more_often_than_three_times() -> None:
    decoder = ScriptedDecoder(forgetful)
    assert written(decoder, cut(numbers_spoken(38), voice=True)) == numbers(15, 38)
    assert len(decoder.requests) == 3


def test_where_another_listening_gives_nothing_there_is_no_third() -> None:
    decoder = ScriptedDecoder(lambda _request: draft(""))
    assert written(decoder, cut(numbers_spoken(24), voice=True)) == []
    assert len(decoder.requests) == 1


@pytest.mark.parametrize(("log_probability", "first_word"), [(-0.7, 1), (-0.9, 17)])
def test_what_is_only_heard_at_another_listening_must_be_surer(
    log_probability: float, first_word: int
) -> None:
    decoder = ScriptedDecoder(lambda asked: draft(" ".join(asked.words[-16:]), log_probability))
    assert written(decoder, cut(numbers_spoken(32), voice=True)) == numbers(first_word, 32)


@pytest.mark.parametrize(("log_probability", "is_believed"), [(-0.95, True), (-1.05, False)])
def test_an_improbable_draft_is_a_guess(log_probability: float, is_believed: bool) -> None:
    decoder = ScriptedDecoder(lambda asked: draft(" ".join(asked.words), log_probability))
    heard = written(decoder, cut(numbers_spoken(8), voice=True))
    assert heard == (numbers(1, 8) if is_believed else [])


def test_a_draft_that_repeats_itself_is_written_in_another_way() -> None:
    def looping(request: Request) -> Draft:
        if request.time_tokens:
            return draft("the " * 40, -0.1, compression=8.0)
        return draft(all_words(request).text, -0.6, compression=1.2)

    decoder = ScriptedDecoder(looping)
    assert written(decoder, cut(numbers_spoken(8), voice=True)) == numbers(1, 8)
    assert [request.time_tokens for request in decoder.requests] == [True, False]


def test_music_gives_no_words(engine: WhisperEngine) -> None:
    time = np.arange(9 * RATE) / RATE
    beat = 0.5 + 0.5 * np.sin(2 * np.pi * 2 * time)
    chord = beat * sum(2_000 * np.sin(2 * np.pi * pitch * time) for pitch in (220, 277, 330, 440))
    cutter = Chunker(engine.voice, 0, RATE, 1)
    cuts = [*cutter.feed(chord.astype("<i2").tobytes()), *cutter.finish()]
    assert all(stretch.segments == () for stretch in engine.transcribe(cuts, "en"))


def test_a_half_second_said_again_and_again_gives_no_more_words_than_there_is_time_for(
    engine: WhisperEngine, sentence: NDArray[np.int16]
) -> None:
    piece = np.tile(np.append(sentence[RATE : RATE * 3 // 2], np.zeros(RATE // 2, np.int16)), 12)
    stretches = engine.transcribe([cut(piece, voice=True)], "en")
    assert len(words_of(stretches)) <= 12 * FASTEST_WORDS_S


def test_every_detector_begins_without_memory(
    silero: SileroVoice, reading: NDArray[np.int16]
) -> None:
    sound = (reading[: 64 * WINDOW] / 32_768).astype(np.float32)

    def judged(steps: int) -> NDArray[np.float32]:
        detector = silero.listen()
        return np.concatenate([detector(part) for part in np.split(sound, steps)])

    first = judged(8)
    assert first.max() > 0.5
    assert np.array_equal(first, judged(8))
    # In other steps other routines may multiply; what they differ in is far from any threshold.
    assert np.allclose(first, judged(1), atol=1e-3)
