"""A section is read as Whisper reads: in windows that begin where the last sentence ended.

A model writes best what it hears in windows of the length that it was trained with, the last one of
a section too, and cut where a sentence ends rather than where somebody breathes. Within a section
each window waits for the one before it; several sections are read side by side, and none of them
matters to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from interview_kit.model.reading import Reading
from interview_kit.speech.chunker import WINDOW, ChunkSound
from interview_kit.speech.decoder import (
    Decoder,
    best_drafts,
    is_silence,
    repeats_itself,
    spoken_language,
)
from interview_kit.speech.decoding_parameters import (
    HALVES_BEAM_SIZE,
    LOG_PROB_THRESHOLD,
    OTHER_HALF_BEAM_SIZE,
    SECTION_BEAM_SIZE,
)
from interview_kit.speech.resampling import SPEECH_RATE
from interview_kit.speech.voice_activity import MARGIN_S, talk_windows
from interview_kit.speech.whisper import Draft, EncodedSound, TimedWord

FRAME = SPEECH_RATE // 100
"""Samples of a frame of features."""

LONGEST_S = 30
"""A window of the model."""

FIRST_WINDOWS_S = {Reading.SETTLED: LONGEST_S, Reading.SECOND: 15, Reading.THIRD: 22}
"""The first window of a section; where the others begin follows from it."""

SHORTENED_S = 15
"""A window that makes no sense is read again to here: what is beyond may be what confuses."""

LEAST_STEP_S = 1.0
"""A window brings the reading so far at least, or it is given up: else a model that writes the same
word at the begin of each would be asked without end."""

LEAST_VOICE_S = 0.4
"""Less voice than this after the last sentence is no other one."""


@dataclass(frozen=True, slots=True)
class SectionText:
    """What is said in a section: its language, and its words with their times in it.

    `other_words` are of the same windows, written from the other half of what the encoder left.
    """

    language: str
    words: Sequence[TimedWord]
    other_words: Sequence[TimedWord]


@dataclass(slots=True, eq=False)
class _WrittenWindow:
    """A window, as samples of the talk of a section, with the words that were written of it.

    `other_half` are the positions that they were not written from; nothing where all were.
    `other_words` are those of that half, once they are written and where they differ.
    """

    samples: slice
    language: str
    draft: Draft
    words: Sequence[TimedWord]
    other_half: EncodedSound | None
    other_words: Sequence[TimedWord] = ()

    @property
    def cut_s(self) -> float:
        """Where in the window the next one begins, in seconds; endless where none does."""
        return self.words[-1].end_s if self.draft.goes_on and self.words else inf


@dataclass(slots=True, eq=False)
class _SectionReading:
    """The talk of a section while it is read: the section without its long pauses.

    `features` are those of its sound, of which so many samples as `at` says are read. `places` are
    the windows of the detector that are in it, and `voiced` tells of each whether there is voice.
    `languages` are codes with commas between, `language` the one of what was read last.
    """

    features: NDArray[np.float32]
    places: NDArray[np.int64]
    voiced: NDArray[np.bool_]
    languages: str
    language: str = ""
    at: int = 0
    longest_s: int = LONGEST_S
    written_windows: list[_WrittenWindow] = field(default_factory=list)

    @property
    def is_unread(self) -> bool:
        """Whether there is more to read."""
        rest = self.voiced[-(-self.at // WINDOW) :]
        return bool(rest.sum() * WINDOW >= LEAST_VOICE_S * SPEECH_RATE)

    @property
    def end(self) -> int:
        """The sample after the last."""
        return len(self.places) * WINDOW

    @property
    def window(self) -> slice:
        """The samples that are to be read next: from shortly before the next voice on."""
        (voice,) = np.nonzero(self.voiced[self.at // WINDOW :])
        voice_begins = (self.at // WINDOW + int(voice[0])) * WINDOW
        begin = max(self.at, voice_begins - int(MARGIN_S * SPEECH_RATE)) // FRAME * FRAME
        return slice(begin, min(begin + self.longest_s * SPEECH_RATE, self.end))

    def seen(self, window: slice) -> NDArray[np.float32]:
        """The features of a window."""
        return self.features[:, window.start // FRAME : -(-window.stop // FRAME)]

    def take(self, window: _WrittenWindow) -> None:
        """Add a window, and go on where the last of its words ended."""
        self.written_windows.append(window)
        self.skip(window.samples)
        if LEAST_STEP_S <= window.cut_s < inf:
            self.at = min(self.at, window.samples.start + round(window.cut_s * SPEECH_RATE))

    def skip(self, window: slice) -> None:
        """Go on after a window."""
        self.at, self.longest_s = window.stop, LONGEST_S

    @property
    def text(self) -> SectionText:
        """What was read so far."""
        return SectionText(
            self.language or self.languages.split(",")[0],
            [
                word
                for part in self.written_windows
                for word in self._placed(part.words, part.samples)
            ],
            [
                word
                for part in self.written_windows
                for word in self._placed(part.other_words or part.words, part.samples)
            ],
        )

    def _placed(self, words: Iterable[TimedWord], window: slice) -> Iterator[TimedWord]:
        """The words of a window where they are in the section."""
        begin_s = window.start / SPEECH_RATE
        for word in words:
            start_s = self._in_section(begin_s + word.start_s)
            end_s = self._in_section(begin_s + word.end_s, is_end=True)
            yield replace(word, start_s=start_s, end_s=end_s)

    def _in_section(self, at_s: float, *, is_end: bool = False) -> float:
        """A time in the talk as one in the section; an end belongs to what lies before it."""
        sample = round(at_s * SPEECH_RATE)
        place = min(max(sample - is_end, 0) // WINDOW, len(self.places) - 1)
        return float(self.places[place] * WINDOW + sample - place * WINDOW) / SPEECH_RATE


def read(
    decoder: Decoder,
    sections: Sequence[ChunkSound],
    languages: str,
    hotwords: Sequence[str],
    reading: Reading = Reading.SETTLED,
) -> list[SectionText]:
    """What is said in each section.

    `languages` are codes with commas between, of which each window may be another, or empty.
    """
    begun_sections = [_begun(decoder, section, languages, reading) for section in sections]
    while unread_sections := [section for section in begun_sections if section.is_unread]:
        _read_windows(decoder, unread_sections, hotwords, is_written_twice=not reading.is_further)
    _write_other_halves(
        decoder,
        [window for section in begun_sections for window in section.written_windows],
        hotwords,
    )
    return [section.text for section in begun_sections]


def _begun(
    decoder: Decoder, section: ChunkSound, languages: str, reading: Reading
) -> _SectionReading:
    (places,) = np.nonzero(talk_windows(section.voiced))
    sound = section.sound[: len(section.voiced) * WINDOW].reshape(-1, WINDOW)[places].reshape(-1)
    features = decoder.features(sound) if len(places) else np.zeros((1, 0), np.float32)
    return _SectionReading(
        features, places, section.voiced[places], languages, longest_s=FIRST_WINDOWS_S[reading]
    )


def _read_windows(
    decoder: Decoder,
    readings: Sequence[_SectionReading],
    hotwords: Sequence[str],
    *,
    is_written_twice: bool,
) -> None:
    """Read the next window of each."""
    windows = [reading.window for reading in readings]
    pieces = [
        decoder.encode(reading.seen(window), is_filled=True)
        for reading, window in zip(readings, windows, strict=True)
    ]
    for reading, piece in zip(readings, pieces, strict=True):
        reading.language = spoken_language(decoder, piece, reading.languages)
    for language in dict.fromkeys(reading.language for reading in readings):
        places = [n for n, reading in enumerate(readings) if reading.language == language]
        halves = {n: pieces[n].other_half if is_written_twice else None for n in places}
        drafts = best_drafts(
            decoder,
            [pieces[n] for n in places],
            language,
            hotwords,
            HALVES_BEAM_SIZE if any(halves.values()) else SECTION_BEAM_SIZE,
        )
        believed = dict(_believed(zip(places, drafts, strict=True), readings, windows))
        texts = _timed(decoder, [pieces[n] for n in believed], believed, language)
        for n, draft in believed.items():
            readings[n].take(_WrittenWindow(windows[n], language, draft, texts[n], halves[n]))


def _write_other_halves(
    decoder: Decoder, windows: Iterable[_WrittenWindow], hotwords: Sequence[str]
) -> None:
    """Write the words of the other halves, many at once: where a window begins is known by now."""
    halves = [(window, window.other_half) for window in windows if window.other_half]
    for language in dict.fromkeys(window.language for window, _half in halves):
        in_language = [pair for pair in halves if pair[0].language == language]
        drafts = best_drafts(
            decoder,
            [half for _window, half in in_language],
            language,
            hotwords,
            OTHER_HALF_BEAM_SIZE,
        )
        different_drafts = [
            (window, half, draft)
            for (window, half), draft in zip(in_language, drafts, strict=True)
            if draft.tokens and draft.text != window.draft.text and not _is_senseless(draft)
        ]
        timed_words = decoder.align(
            [half for _window, half, _draft in different_drafts],
            [draft for _window, _half, draft in different_drafts],
            language,
            is_coarse=True,
        )
        for (window, _half, _draft), words in zip(different_drafts, timed_words, strict=True):
            window.other_words = [word for word in words if word.start_s < window.cut_s]


def _is_senseless(draft: Draft) -> bool:
    """Whether a draft is a guess at sound without words, or goes round in a circle."""
    return is_silence(draft, LOG_PROB_THRESHOLD) or repeats_itself(draft)


def _timed(
    decoder: Decoder,
    pieces: Sequence[EncodedSound],
    drafts: Mapping[int, Draft],
    language: str,
) -> dict[int, list[TimedWord]]:
    """The words of some drafts, one for each piece and by its place, with their times."""
    timed_words = decoder.align(pieces, list(drafts.values()), language)
    return dict(zip(drafts, timed_words, strict=True))


def _believed(
    drafts: Iterable[tuple[int, Draft]],
    readings: Sequence[_SectionReading],
    windows: Sequence[slice],
) -> Iterable[tuple[int, Draft]]:
    """The drafts that make sense, cut where the last sentence is; other windows are shortened."""
    for n, draft in drafts:
        reading, window = readings[n], windows[n]
        if _is_senseless(draft) and window.stop - window.start > SHORTENED_S * SPEECH_RATE:
            reading.longest_s = SHORTENED_S
        elif is_silence(draft, LOG_PROB_THRESHOLD) or not draft.tokens:
            reading.skip(window)
        elif window.stop < reading.end and draft.finished.tokens:
            yield n, draft.finished
        else:
            yield n, replace(draft, goes_on=False)
