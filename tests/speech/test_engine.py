"""The engine repeats itself, and writes only where there is a voice."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from interview_kit.model.word import Word
from interview_kit.speech.chunker import WINDOW, Chunker, ChunkSound
from interview_kit.speech.speech_engine import WhisperEngine
from interview_kit.speech.voice_activity import untranscribed_voice
from interview_kit.speech.whisper import TimedWord

RATE = 16_000


@pytest.fixture(scope="module")
def engine(tiny_en: Path) -> WhisperEngine:
    return WhisperEngine(tiny_en, threads=2)


def cut(samples: NDArray[np.int16], *, voice: bool) -> ChunkSound:
    whole = samples[: len(samples) // WINDOW * WINDOW]
    voiced = np.full(len(whole) // WINDOW, voice)
    return ChunkSound(0, RATE, whole[:, None], (whole / 32_768).astype(np.float32), voiced)


def test_a_stretch_gets_the_same_words_alone_and_among_others(
    engine: WhisperEngine, reading: NDArray[np.int16]
) -> None:
    noise = np.random.default_rng(0).normal(0, 2_500, 4 * RATE)
    unclear = (reading[: 4 * RATE] + noise).clip(-32_000, 32_000).astype(np.int16)
    pieces = [reading[n * RATE : (n + 4) * RATE] for n in (0, 3, 5)]
    cuts = [cut(piece, voice=True) for piece in (*pieces, unclear, reading[: 17 * RATE])]
    alone = [stretch for each in cuts for stretch in engine.transcribe([each], "en")]
    assert engine.transcribe(cuts, "en") == alone
    assert all(stretch.segments for stretch in alone)


def test_a_term_is_taken_where_it_makes_misheard_words_more_probable(
    engine: WhisperEngine, tmp_path: Path
) -> None:
    said, path = "The doctor stopped the haloperidol and started quetiapine.", tmp_path / "s.wav"
    subprocess.run(["espeak-ng", "-v", "en-gb", "-s", "140", "-w", path, said], check=True)
    samples, rate = soundfile.read(path, dtype="int16")
    cutter = Chunker(engine.voice, 0, rate, 1)
    cuts = [*cutter.feed(samples.tobytes()), *cutter.finish()]
    heard = [
        "".join(
            part.text for each in engine.transcribe(cuts, "en", terms) for part in each.segments
        )
        for terms in ((), ("haloperidol",), ("Amsterdam",))
    ]
    assert ["haloperidol" in text for text in heard] == [False, True, False]
    assert heard[0] == heard[2]


def test_sound_without_voice_is_not_even_decoded(
    engine: WhisperEngine, reading: NDArray[np.int16]
) -> None:
    (stretch,) = engine.transcribe([cut(reading[: 5 * RATE], voice=False)], "en")
    assert stretch.segments == ()


def test_words_outside_the_voice_are_dropped(
    engine: WhisperEngine, reading: NDArray[np.int16]
) -> None:
    sound = cut(reading[: 7 * RATE], voice=False)
    sound.voiced[:30] = sound.voiced[-30:] = True
    (stretch,) = engine.transcribe([sound], "en")
    words = [word for part in stretch.segments for word in part.words]
    assert words
    assert not any(word.start_ms > 2_000 and word.end_ms < 5_000 for word in words)


def test_voice_that_no_word_stands_for_is_noticed() -> None:
    voiced = np.ones(6 * RATE // WINDOW, np.bool_)
    word = Word(" ja", 2_000, 6_000, 0.9)
    assert [*untranscribed_voice(voiced, [], 2)] == [(0, len(voiced))]
    (before, after) = untranscribed_voice(voiced, [word], 1.5)
    assert before == (0, 1.6 * RATE // WINDOW)
    assert after == (3.6 * RATE // WINDOW + 1, len(voiced))
    assert [*untranscribed_voice(voiced, [word], 2.5)] == []


def test_voice_without_words_is_heard_once_more_by_itself(
    engine: WhisperEngine, reading: NDArray[np.int16], monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = cut(reading[: 12 * RATE], voice=True)
    (whole,) = engine.transcribe([sound], "en")
    align, lost = engine._whisper.align, []

    def forget(*given: Any) -> list[list[TimedWord]]:
        (words,) = align(*given)
        if lost:
            return [words]
        lost.extend(words[:-8])
        return [words[-8:]]

    monkeypatch.setattr(engine._whisper, "align", forget)
    (again,) = engine.transcribe([sound], "en")
    assert len(lost) > 8
    written = [
        len([word for part in each.segments for word in part.words]) for each in (whole, again)
    ]
    assert abs(written[0] - written[1]) <= 4


def test_music_gives_no_words(engine: WhisperEngine) -> None:
    time = np.arange(9 * RATE) / RATE
    beat = 0.5 + 0.5 * np.sin(2 * np.pi * 2 * time)
    chord = beat * sum(2_000 * np.sin(2 * np.pi * pitch * time) for pitch in (220, 277, 330, 440))
    cutter = Chunker(engine.voice, 0, RATE, 1)
    cuts = [*cutter.feed(chord.astype("<i2").tobytes()), *cutter.finish()]
    assert all(stretch.segments == () for stretch in engine.transcribe(cuts, "en"))


def test_a_half_second_said_again_and_again_is_written_no_oftener_than_it_was_said(
    engine: WhisperEngine, sentence: NDArray[np.int16]
) -> None:
    piece = np.tile(np.append(sentence[RATE : RATE * 3 // 2], np.zeros(RATE // 2, np.int16)), 12)
    (stretch,) = engine.transcribe([cut(piece, voice=True)], "en")
    assert sum(len(part.words) for part in stretch.segments) <= 36


def test_every_detector_begins_without_memory(
    engine: WhisperEngine, reading: NDArray[np.int16]
) -> None:
    sound = (reading[: 64 * WINDOW] / 32_768).astype(np.float32)
    busy = engine.voice.listen()
    busy(sound)
    detector = engine.voice.listen()
    in_steps = [detector(part) for part in np.split(sound, 8)]
    assert np.array_equal(np.concatenate(in_steps), engine.voice.listen()(sound))
