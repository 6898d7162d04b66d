"""A section ends where its own sound says so, and is read in windows that begin with a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from interview_kit.model.chunk import Chunk
from interview_kit.model.reading import Reading
from interview_kit.model.word import Word
from interview_kit.speech import sections
from interview_kit.speech.chunker import WINDOW, ChunkSound
from interview_kit.speech.decoding_parameters import THINNED_WIDTH_MOST
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.section_reading import read
from interview_kit.speech.sections import SectionBuilder, joined
from interview_kit.speech.speech_engine import WhisperEngine, load_engine
from interview_kit.speech.voice_activity import SileroVoice, talk_windows
from interview_kit.speech.whisper import Draft, EncodedSound, Whisper
from tests.speech.scripted_decoder import (
    Request,
    ScriptedDecoder,
    all_words,
    draft,
    numbers,
    numbers_spoken,
)

SENTENCE_WORDS = 7


def piece(first_frame: int, *parts: tuple[int, bool]) -> ChunkSound:
    """A piece of sound: so many windows, with voice or without, one part after the other."""
    voiced = np.concatenate([np.full(count, is_voice) for count, is_voice in parts])
    sound = np.full(len(voiced) * WINDOW, 0.1, np.float32)
    samples = np.full((len(sound), 1), 3_000, np.int16)
    return ChunkSound(first_frame, SPEECH_RATE, samples, sound, voiced)


def talk(pieces: int) -> Iterator[ChunkSound]:
    """Pieces of about ten seconds of which every third ends in the middle of a word."""
    frame = 0
    for number in range(pieces):
        pause = 0 if number % 3 == 1 else 12
        yield (cut := piece(frame, (300 + number % 5, True), (pause, False)))
        frame = cut.end_frame


def built(cuts: Sequence[ChunkSound]) -> list[ChunkSound]:
    builder = SectionBuilder()
    return [*builder.add(cuts), *builder.finish()]


def spoken(samples: NDArray[np.int16], voiced: NDArray[np.bool_] | None = None) -> ChunkSound:
    whole = samples[: len(samples) // WINDOW * WINDOW]
    if voiced is None:
        voiced = np.ones(len(whole) // WINDOW, np.bool_)
    sound = (whole / 32_768).astype(np.float32)
    return ChunkSound(0, SPEECH_RATE, whole[:, None], sound, voiced)


def words_of(settled: Sequence[Chunk]) -> list[Word]:
    return [word for section in settled for part in section.segments for word in part.words]


def texts(words: Sequence[Word]) -> list[str]:
    return [word.text.strip() for word in words]


def sentences(request: Request) -> Draft:
    """What a model writes that goes on to the end of the sound in the middle of a sentence."""
    whole = all_words(request)
    done = [n for n, word in enumerate(request.words, 1) if int(word) % SENTENCE_WORDS == 0]
    if not done or done[-1] == len(request.words):
        return whole
    return replace(whole, unfinished=len(request.words) - done[-1], goes_on=True)


@pytest.mark.pure
def test_sections_join_without_gap_and_end_at_a_pause() -> None:
    cuts = list(talk(40))
    whole = built(cuts)
    assert len(whole) > 3
    assert [section.first_frame for section in whole] == [
        0,
        *(section.end_frame for section in whole[:-1]),
    ]
    assert whole[-1].end_frame == cuts[-1].end_frame
    for section in whole[:-1]:
        assert talk_windows(section.voiced).sum() >= sections.FILLED
        assert not section.voiced[-sections.PAUSE :].any()


@pytest.mark.pure
def test_sections_are_the_same_from_any_section_on_and_in_whatever_company_pieces_come() -> None:
    cuts = list(talk(40))
    ends = [section.end_frame for section in built(cuts)]
    one_by_one = SectionBuilder()
    found = [section for cut in cuts for section in one_by_one.add([cut])]
    assert [section.end_frame for section in (*found, *one_by_one.finish())] == ends
    for place, end in enumerate(ends[:-1]):
        rest = built([cut for cut in cuts if cut.first_frame >= end])
        assert [section.end_frame for section in rest] == ends[place + 1 :]


@pytest.mark.pure
def test_hours_of_quiet_are_many_sections() -> None:
    quiet = built([piece(n * 140 * WINDOW, (140, False)) for n in range(200)])
    assert max(len(section.voiced) for section in quiet) <= sections.LONGEST + 140


@pytest.mark.pure
def test_a_long_pause_is_no_talk_and_a_short_one_is() -> None:
    second = SPEECH_RATE // WINDOW
    voiced = np.zeros(20 * second, np.bool_)
    voiced[2 * second : 4 * second] = voiced[5 * second : 6 * second] = True
    voiced[15 * second : 17 * second] = True
    kept_s = talk_windows(voiced).sum() / second
    assert kept_s == pytest.approx(4 + 2 + 4 * 0.4, abs=0.2)
    assert not talk_windows(np.zeros(50, np.bool_)).any()


def test_a_window_begins_where_the_last_sentence_ended() -> None:
    decoder = ScriptedDecoder(sentences)
    (settled,) = WhisperEngine(decoder, SileroVoice()).settle([spoken(numbers_spoken(170))], "en")
    assert texts(words_of([settled])) == numbers(1, 170)
    begins = [int(asked.words[0]) for asked in decoder.requests if not asked.is_other_half]
    assert begins[0] == 1
    assert all(begin % SENTENCE_WORDS == 1 for begin in begins)
    assert len(begins) == len(set(begins)) == 3
    for number, word in enumerate(words_of([settled])):
        assert word.start_ms == pytest.approx(500 * number, abs=40)


def test_each_window_is_written_from_both_halves_and_no_word_stands_twice() -> None:
    def in_other_words(request: Request) -> Draft:
        draft_of_half = sentences(request)
        if not request.is_other_half:
            return draft_of_half
        return replace(
            draft_of_half, text=" ".join(f"-{word}" for word in request.words), unfinished=0
        )

    decoder = ScriptedDecoder(in_other_words)
    (text,) = read(decoder, [spoken(numbers_spoken(170))], "en", [])
    assert [asked.is_other_half for asked in decoder.requests] == [False] * 3 + [True] * 3
    assert [word.text.strip() for word in text.words] == numbers(1, 170)
    assert [word.text.strip(" -") for word in text.other_words] == numbers(1, 170)
    assert all(word.text.startswith(" -") for word in text.other_words)


@pytest.mark.parametrize("nonsense", [draft("x", -3.0), draft("the " * 50, compression=9.0)])
def test_where_the_other_half_makes_no_sense_the_first_stands_for_it(nonsense: Draft) -> None:
    def confused(request: Request) -> Draft:
        return nonsense if request.is_other_half else all_words(request)

    (text,) = read(ScriptedDecoder(confused), [spoken(numbers_spoken(40))], "en", [])
    assert list(text.other_words) == list(text.words)


def test_a_further_reading_is_written_once() -> None:
    decoder = ScriptedDecoder()
    read(decoder, [spoken(numbers_spoken(40))], "en", [], Reading.SECOND)
    assert not any(request.is_other_half for request in decoder.requests)


def test_of_a_large_model_all_positions_are_read_and_there_is_no_other_half() -> None:
    wide = EncodedSound(np.zeros((1_500, THINNED_WIDTH_MOST + 1), np.float32), 3_000)
    assert wide.thinned_states.shape == wide.states.shape
    assert wide.other_half is None


def test_sections_side_by_side_get_the_words_that_each_gets_alone() -> None:
    parts = [spoken(numbers_spoken(count)) for count in (170, 40, 110)]
    engine = WhisperEngine(ScriptedDecoder(sentences), SileroVoice())
    assert engine.settle(parts, "en") == [engine.settle([part], "en")[0] for part in parts]


def test_words_behind_a_long_pause_have_their_place_in_the_section() -> None:
    quiet = np.zeros(20 * SPEECH_RATE, np.int16)
    samples = np.concatenate([numbers_spoken(10), quiet, numbers_spoken(20)[10 * 8_000 :]])
    voiced = np.abs(samples[: len(samples) // WINDOW * WINDOW]).reshape(-1, WINDOW).max(axis=1) > 0
    decoder = ScriptedDecoder()
    settled = WhisperEngine(decoder, SileroVoice()).settle([spoken(samples, voiced)], "en")
    words = words_of(settled)
    assert texts(words) == numbers(1, 20)
    assert [asked.is_other_half for asked in decoder.requests] == [False, True]
    assert words[9].end_ms == pytest.approx(5_000, abs=40)
    assert words[10].start_ms == pytest.approx(25_000, abs=40)


@pytest.mark.parametrize("makes_sense", [draft("x", -3.0), draft("the " * 50, compression=9.0)])
def test_a_window_that_makes_no_sense_is_read_again_in_parts(makes_sense: Draft) -> None:
    def confused(request: Request) -> Draft:
        return makes_sense if len(request.words) > 40 else all_words(request)

    settled = WhisperEngine(ScriptedDecoder(confused), SileroVoice()).settle(
        [spoken(numbers_spoken(100))], "en"
    )
    assert texts(words_of(settled)) == numbers(1, 100)


@pytest.mark.parametrize("finished_words", [0, 1])
def test_a_model_that_finishes_next_to_nothing_is_not_asked_without_end(
    finished_words: int,
) -> None:
    def breaks_off(request: Request) -> Draft:
        unfinished = len(request.words) - finished_words
        return replace(all_words(request), unfinished=unfinished, goes_on=True)

    decoder = ScriptedDecoder(breaks_off)
    settled = WhisperEngine(decoder, SileroVoice()).settle([spoken(numbers_spoken(170))], "en")
    assert words_of(settled)
    assert len(decoder.requests) <= 12


def test_a_section_without_voice_is_not_even_read() -> None:
    decoder = ScriptedDecoder()
    quiet = spoken(numbers_spoken(40), np.zeros(20 * SPEECH_RATE // WINDOW, np.bool_))
    (settled,) = WhisperEngine(decoder, SileroVoice()).settle([quiet], "en")
    assert settled.segments == ()
    assert settled.end_frame == quiet.end_frame
    assert decoder.requests == []


def test_a_real_model_settles_the_same_words_alone_and_in_company(
    tiny_en: Path, reading: NDArray[np.int16]
) -> None:
    engine = load_engine(tiny_en, threads=1)
    parts = [spoken(reading), spoken(reading[: 12 * SPEECH_RATE])]
    alone = [engine.settle([part], "en")[0] for part in parts]
    assert engine.settle(parts, "en") == alone
    assert all(section.segments for section in alone)


def test_coarse_times_are_those_of_the_same_words_and_mostly_within_a_fifth_of_a_second(
    tiny_en: Path, reading: NDArray[np.int16]
) -> None:
    whisper = Whisper(tiny_en, threads=1)
    sound = (reading[: 12 * SPEECH_RATE] / 32_768).astype(np.float32)
    piece = whisper.encode(whisper.features(sound), is_filled=True)
    (draft,) = whisper.write([piece], "en")
    (fine_words,) = whisper.align([piece], [draft], "en")
    (coarse_words,) = whisper.align([piece], [draft], "en", is_coarse=True)
    assert [word.text for word in coarse_words] == [word.text for word in fine_words]
    distances_s = [
        abs(coarse.start_s - fine.start_s)
        for coarse, fine in zip(coarse_words, fine_words, strict=True)
    ]
    assert len(distances_s) > 10
    assert np.median(distances_s) <= 0.2


@pytest.mark.pure
def test_pieces_joined_are_their_sound_in_order() -> None:
    cuts = list(talk(3))
    whole = joined(cuts)
    assert np.array_equal(whole.voiced, np.concatenate([cut.voiced for cut in cuts]))
    assert (whole.first_frame, whole.end_frame) == (0, cuts[-1].end_frame)
