"""Each rule that `interview_kit.testing` checks: a plug-in that breaks it is told so."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from interview_kit import (
    ANY_LANGUAGE,
    Chunk,
    Detector,
    Diarizer,
    Engine,
    Exporter,
    Mention,
    MentionType,
    ModelFiles,
    Segment,
    Voice,
    Word,
)
from interview_kit.testing import (
    RECORDS,
    check_detector,
    check_diarizer,
    check_engine,
    check_exporter,
)

pytestmark = pytest.mark.pure

TEXT = "En Ali."
ALI = Mention(7, 3, 6, MentionType.PERSON, "Ali", "theirs", 0.9)
SOUND = np.zeros(4 * 16_000, np.float32)
"""Four seconds, as diarizers and engines are given it."""
WINDOW = 512
"""Samples over which a voice detector gives one probability."""


def written(records):
    return (record.interview.encode() for record in records)


EXPORTER = Exporter("theirs", "Theirs", "theirs/{}.txt", written)


def test_an_exporter_that_keeps_the_rules_gives_its_files():
    assert check_exporter(EXPORTER) == {
        "theirs/P07-1.txt": b"P07-1",
        "theirs/P08-1.txt": b"P08-1",
    }
    assert check_exporter(replace(EXPORTER, path="all.txt")) == {"all.txt": b"P07-1P08-1"}


@pytest.mark.parametrize("path", ["../{}.txt", "/{}.txt", "a\\{}.txt", "a/../../{}"])
def test_an_exporter_that_leads_outside_of_its_folder_is_told(path):
    with pytest.raises(AssertionError, match="outside of the export's folder"):
        check_exporter(replace(EXPORTER, path=path))


def test_an_exporter_that_writes_differently_each_time_is_told():
    number = count()
    fickle = replace(EXPORTER, write=lambda _records: iter([str(next(number)).encode()]))
    with pytest.raises(AssertionError, match="give other bytes"):
        check_exporter(fickle)


def test_two_interviews_in_one_file_are_told():
    with pytest.raises(AssertionError, match="two interviews have one file"):
        check_exporter(EXPORTER, [RECORDS[0], RECORDS[0]])


def detector(*mentions, languages=("nl",)):
    return Detector("theirs", languages, lambda _text, _context: mentions)


def test_a_detector_that_keeps_the_rules_gives_its_mentions():
    assert check_detector(detector(ALI), TEXT) == (ALI,)
    assert check_detector(detector(languages=ANY_LANGUAGE), TEXT, "tr") == ()


def test_a_detector_that_finds_something_else_the_second_time_is_told():
    answers = iter([[ALI], []])
    fickle = Detector("theirs", ("nl",), lambda _text, _context: next(answers))
    with pytest.raises(AssertionError, match="gives other mentions"):
        check_detector(fickle, TEXT)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"turn": 1}, "in another turn"),
        ({"start": 4}, "does not say what stands at its place"),
        ({"start": 3, "end": 3, "text": ""}, "does not say what stands at its place"),
        ({"type": "person"}, "of no type"),
        ({"detector": "roster"}, "another detector"),
        ({"score": 1.5}, "not from 0 to 1"),
    ],
)
def test_a_detector_whose_mention_is_wrong_is_told(change, says):
    with pytest.raises(AssertionError, match=says):
        check_detector(detector(replace(ALI, **change)), TEXT)


def test_a_detector_of_another_language_is_told():
    with pytest.raises(AssertionError, match="never asked about en"):
        check_detector(detector(ALI), TEXT, "en")


def diarizer(*voices):
    return Diarizer("theirs", "Theirs", lambda _pieces, _most: voices)


VOICES = (Voice(0, 1000, 0), Voice(1000, 4000, 1))


def test_a_diarizer_that_keeps_the_rules_gives_its_voices():
    assert check_diarizer(diarizer(*VOICES), SOUND) == VOICES


def test_a_diarizer_that_counts_pieces_is_told():
    def listen(pieces, most):
        return [Voice(0, 1 + len(list(pieces)), 0)]

    with pytest.raises(AssertionError, match="in other pieces"):
        check_diarizer(Diarizer("theirs", "Theirs", listen), SOUND)


@pytest.mark.parametrize(
    ("voices", "says"),
    [
        (VOICES[::-1], "order of time"),
        ((Voice(0, 5000, 0),), "outside of the sound"),
        ((Voice(10, 10, 0),), "outside of the sound"),
        ((Voice(0, 1000, 1), Voice(1000, 4000, 0)), "count from 0"),
        ((*VOICES, Voice(2000, 3000, 2)), "more voices"),
    ],
)
def test_a_diarizer_whose_voices_are_wrong_is_told(voices, says):
    with pytest.raises(AssertionError, match=says):
        check_diarizer(diarizer(*voices), SOUND)


class Hearing:
    """A `SpeechEngine` of tests, and the `VoiceModel` that hears a voice everywhere."""

    def __init__(self, *words, are_chunks_missing=False, is_remembering=False):
        self.words = words or (Word(" ding", 0, 90, 0.9),)
        self.are_chunks_missing = are_chunks_missing
        self.is_remembering = is_remembering
        self.voice = self

    def listen(self):
        return lambda sound: np.ones(len(sound) // WINDOW, np.float32)

    def transcribe(self, cuts, language, hotwords=()):
        language = "en" if self.is_remembering and len(cuts) > 1 else language
        segments = (Segment(self.words),)
        chunks = [Chunk(cut.first_frame, cut.end_frame, language, segments) for cut in cuts]
        return chunks[:0] if self.are_chunks_missing else chunks


FILES = ModelFiles("bell.txt", ("bell.txt",), ("nl",))


def engine(hearing, files=FILES):
    return Engine("theirs", "Theirs", lambda _folder: files, lambda _folder, _threads: hearing, ())


def test_an_engine_that_keeps_the_rules_gives_its_chunks(tmp_path):
    chunks = check_engine(engine(Hearing()), tmp_path, SOUND, "nl")
    assert [chunk.language for chunk in chunks] == ["nl", "nl"]


@pytest.mark.parametrize(
    ("hearing", "says"),
    [
        (Hearing(is_remembering=True), "other words beside others"),
        (Hearing(are_chunks_missing=True), "chunks are not the pieces"),
        (Hearing(Word(" dong", 90, 99, 0.9), Word(" ding", 0, 90, 0.9)), "order of time"),
        (Hearing(Word(" ding", 0, 90, 1.5)), "a probability is none"),
    ],
)
def test_an_engine_whose_words_are_wrong_is_told(hearing, says, tmp_path):
    with pytest.raises(AssertionError, match=says):
        check_engine(engine(hearing), tmp_path, SOUND, "nl")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (None, "no model of this engine"),
        (replace(FILES, missing_names=("bell.txt",)), "files are missing"),
    ],
)
def test_an_engine_whose_folder_is_no_model_is_told(files, says, tmp_path):
    with pytest.raises(AssertionError, match=says):
        check_engine(engine(Hearing(), files), tmp_path, SOUND, "nl")
