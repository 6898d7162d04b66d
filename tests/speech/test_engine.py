"""The engine repeats itself, and writes only where there is a voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from interview_kit.model.word import Word
from interview_kit.speech.cutter import WINDOW, Cut, Cutter
from interview_kit.speech.engine import Engine, _unwritten_s

RATE = 16_000


@pytest.fixture(scope="module")
def engine(tiny_en: Path) -> Engine:
    return Engine(tiny_en, threads=2)


def cut(samples: NDArray[np.int16], *, voice: bool) -> Cut:
    whole = samples[: len(samples) // WINDOW * WINDOW]
    voiced = np.full(len(whole) // WINDOW, voice)
    return Cut(0, RATE, whole[:, None], (whole / 32_768).astype(np.float32), voiced)


def test_a_fresh_model_draws_the_same_random_numbers(
    engine: Engine, sentence: NDArray[np.int16]
) -> None:
    def draw() -> list[str]:
        sound = (sentence / 32_768).astype(np.float32)
        segments, _info = engine._load().transcribe(sound, language="en", temperature=1.0)
        return [segment.text for segment in segments]

    assert draw() == draw()


def test_after_random_numbers_were_drawn_the_model_is_a_fresh_one(
    engine: Engine, sentence: NDArray[np.int16]
) -> None:
    before = engine._model
    engine.transcribe(cut(sentence, voice=True), "en")
    assert engine._model is before
    noise = np.random.default_rng(0).normal(0, 2_500, len(sentence))
    unclear = (sentence + noise).clip(-32_000, 32_000).astype(np.int16)
    engine.transcribe(cut(unclear, voice=True), "en")
    assert engine._model is not before


def test_sound_without_voice_is_not_even_decoded(
    engine: Engine, reading: NDArray[np.int16]
) -> None:
    assert engine.transcribe(cut(reading[: 5 * RATE], voice=False), "en").segments == ()


def test_words_outside_the_voice_are_dropped(engine: Engine, reading: NDArray[np.int16]) -> None:
    sound = cut(reading[: 7 * RATE], voice=False)
    sound.voiced[:30] = sound.voiced[-30:] = True
    words = [word for part in engine.transcribe(sound, "en").segments for word in part.words]
    assert words
    assert not any(word.start_ms > 2_000 and word.end_ms < 5_000 for word in words)


def test_voice_that_no_word_stands_for_is_noticed(sentence: NDArray[np.int16]) -> None:
    sound = cut(np.tile(sentence, 3)[: 6 * RATE], voice=True)
    word = Word(" ja", 0, 6_000, 0.9)
    assert _unwritten_s(sound, []) == pytest.approx(6, abs=0.1)
    assert _unwritten_s(sound, [word]) == pytest.approx(4.4, abs=0.1)


def test_music_gives_no_words(engine: Engine) -> None:
    time = np.arange(9 * RATE) / RATE
    beat = 0.5 + 0.5 * np.sin(2 * np.pi * 2 * time)
    chord = beat * sum(2_000 * np.sin(2 * np.pi * pitch * time) for pitch in (220, 277, 330, 440))
    cutter = Cutter(engine.voice, 0, RATE, 1)
    cuts = [*cutter.feed(chord.astype("<i2").tobytes()), *cutter.finish()]
    assert all(engine.transcribe(piece, "en").segments == () for piece in cuts)


def test_a_half_second_said_again_and_again_is_written_no_oftener_than_it_was_said(
    engine: Engine, sentence: NDArray[np.int16]
) -> None:
    piece = np.tile(np.append(sentence[RATE : RATE * 3 // 2], np.zeros(RATE // 2, np.int16)), 12)
    segments = engine.transcribe(cut(piece, voice=True), "en").segments
    assert sum(len(part.words) for part in segments) <= 36


def test_every_detector_begins_without_memory(engine: Engine, reading: NDArray[np.int16]) -> None:
    sound = (reading[: 64 * WINDOW] / 32_768).astype(np.float32)
    busy = engine.voice.listen()
    busy(sound)
    detector = engine.voice.listen()
    in_steps = [detector(part) for part in np.split(sound, 8)]
    assert np.array_equal(np.concatenate(in_steps), engine.voice.listen()(sound))
