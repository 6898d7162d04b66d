"""Voices are told apart by how they sound, and given roles by what they say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from interview_kit.errors import SpeechError
from interview_kit.model.chunk import Segment
from interview_kit.model.speaker import Speaker
from interview_kit.model.voice import Voice
from interview_kit.model.word import Word
from interview_kit.speech.diarizers import DIARIZER, PRESENCE, diarizers, find_diarizer
from interview_kit.speech.overlap import mark_overlap
from interview_kit.speech.speaker_roles import Wordings, roles
from interview_kit.speech.speech_client import VoiceFinder
from tests.support.voice_clips import CLIPS, RATE

ANOTHER = CLIPS.parent / "goforward.raw"
"""Another person, who says one sentence."""


@pytest.fixture(scope="module")
def conversation(sentence: NDArray[np.int16]) -> NDArray[np.int16]:
    """Two people in turn, three times each, with pauses of 0.4 s."""
    other = np.frombuffer(ANOTHER.read_bytes(), "<i2")
    pause = np.zeros(int(0.4 * RATE), np.int16)
    return np.concatenate([part for _ in range(3) for part in (sentence, pause, other, pause)])


@pytest.fixture(params=[name for name in diarizers() if name != PRESENCE])
def diarizer(request: pytest.FixtureRequest) -> str:
    """Each that there is."""
    name: str = request.param
    return name


def found(
    sound: NDArray[np.int16], voices: int, piece: int = RATE, diarizer: str = DIARIZER
) -> tuple[Voice, ...]:
    chunks: Iterator[bytes] = (
        sound[at : at + piece].tobytes() for at in range(0, len(sound), piece)
    )
    with VoiceFinder() as finder:
        events = finder.find(chunks, rate=RATE, channels=1, voices=voices, diarizer=diarizer)
        (voices_found,) = [event for event in events if isinstance(event, tuple)]
    return voices_found


def test_two_people_are_two_voices(
    conversation: NDArray[np.int16], sentence: NDArray[np.int16], diarizer: str
) -> None:
    voices_found = found(conversation, 2, diarizer=diarizer)
    turn_ms = len(conversation) * 1000 // RATE // 3
    first_ms = len(sentence) * 1000 // RATE
    whose = {0: [0, 0], 1: [0, 0]}
    for voice in voices_found:
        in_first = voice.start_ms % turn_ms < first_ms
        whose[voice.number][in_first] += voice.end_ms - voice.start_ms
    first, second = whose[0], whose[1]
    assert first[1] > 20 * first[0]
    assert second[0] > 20 * second[1]


def test_the_same_sound_gives_the_same_voices_in_whatever_pieces_it_comes(
    conversation: NDArray[np.int16], diarizer: str
) -> None:
    voices_found = found(conversation, 2, piece=RATE, diarizer=diarizer)
    assert voices_found == found(conversation, 2, piece=777, diarizer=diarizer)


def test_one_voice_is_all_that_is_found_where_one_is_asked_for(
    conversation: NDArray[np.int16], diarizer: str
) -> None:
    voices_found = found(conversation, 1, diarizer=diarizer)
    assert {voice.number for voice in voices_found} == {0}


def test_silence_holds_no_voice(diarizer: str) -> None:
    assert found(np.zeros(3 * RATE, np.int16), 2, diarizer=diarizer) == ()


def test_two_at_once_are_told_on_one_channel(
    conversation: NDArray[np.int16], sentence: NDArray[np.int16]
) -> None:
    other = np.frombuffer(ANOTHER.read_bytes(), "<i2")
    begin = len(conversation) + RATE
    both = np.zeros(begin + len(sentence) + RATE, np.int16)
    both[: len(conversation)] = conversation
    both[begin : begin + len(sentence)] += sentence // 2
    both[begin + RATE : begin + RATE + len(other)] += other // 2
    voices_found = found(both, 2)
    together_ms = sum(
        max(0, min(a.end_ms, b.end_ms) - max(a.start_ms, b.start_ms))
        for a in voices_found
        for b in voices_found
        if a.number < b.number and a.end_ms > 1_000 * begin // RATE
    )
    assert together_ms > 500 * len(other) // RATE


def test_an_unknown_diarizer_is_refused_with_the_names_of_those_there_are() -> None:
    assert diarizers()[0] == DIARIZER
    with pytest.raises(SpeechError, match="no diarizer guesses") as refusal:
        find_diarizer("guesses")
    assert DIARIZER in refusal.value.hint


def part(text: str) -> Segment:
    return Segment(tuple(Word(f" {word}", 0, 1, 0.9) for word in text.split()))


def test_the_interviewer_is_the_voice_that_reads_the_guide() -> None:
    said = [
        (0, part("Het begon allemaal thuis, toen ik nog jong was, zou u dat begrijpen?")),
        (1, part("Wat heeft u toen geholpen?")),
        (0, part("Wat denkt u zelf?")),
        (0, part("Mijn zus, denk ik, en de hond.")),
    ]
    whose = roles(said, Wordings(["Wat heeft u toen geholpen?"]))
    assert whose == {0: Speaker.PARTICIPANT, 1: Speaker.INTERVIEWER}


def test_without_the_guide_the_interviewer_is_the_voice_that_asks() -> None:
    said = [
        (0, part("Ja.")),
        (1, part("Hoe ging het toen verder, en met wie was u daar?")),
        (0, part("Goed.")),
        (1, part("En nu?")),
    ]
    assert roles(said, Wordings([]))[1] is Speaker.INTERVIEWER


def test_without_a_question_the_interviewer_is_the_voice_that_says_least() -> None:
    said = [(0, part("Ik woonde toen in een klein huis.")), (1, part("Ja ja."))]
    assert roles(said, Wordings([]))[1] is Speaker.INTERVIEWER


def test_a_third_voice_is_another_person() -> None:
    said = [
        (0, part("Ik woonde toen in een klein huis met mijn ouders.")),
        (1, part("En daarna?")),
        (2, part("Hij bedoelt het huis van opa.")),
        (1, part("Wanneer was dat?")),
    ]
    assert roles(said, Wordings([])) == {
        0: Speaker.PARTICIPANT,
        1: Speaker.INTERVIEWER,
        2: Speaker.OTHER,
    }


def spoken(*levels: tuple[float, float]) -> tuple[Segment, ...]:
    words = (Word(" ja", at, at + 200, 0.9, pair) for at, pair in enumerate(levels))
    return (Segment(tuple(words)),)


INTERVIEWER, PARTICIPANT = (-20.0, -40.0), (-45.0, -25.0)


def test_a_word_into_both_channels_is_marked_as_overlap() -> None:
    usual = (INTERVIEWER, PARTICIPANT) * 5
    (segment,) = mark_overlap(spoken(*usual, (-21.0, -24.0)))
    assert [word.overlap for word in segment.words] == [False] * 10 + [True]


def test_a_soft_word_over_a_quiet_other_is_no_overlap() -> None:
    usual = (INTERVIEWER, PARTICIPANT) * 5
    (segment,) = mark_overlap(spoken(*usual, (-44.0, -50.0)))
    assert not any(word.overlap for word in segment.words)


def test_microphones_that_hear_both_alike_mark_no_overlap() -> None:
    (segment,) = mark_overlap(spoken(*((-20.0, -22.0), (-22.0, -20.0)) * 5, (-21.0, -21.0)))
    assert not any(word.overlap for word in segment.words)


def test_whoever_else_speaks_is_numbered_in_the_order_of_speaking() -> None:
    said = [
        (4, part("Wat heeft u toen geholpen?")),
        (2, part("Ik heb veel gelopen, elke dag wel een uur door het park.")),
        (7, part("En ik liep mee.")),
        (9, part("Ik ook, soms.")),
        (7, part("Elke dag.")),
    ]
    whose = roles(said, Wordings(["Wat heeft u toen geholpen?"]))
    assert (whose[4], whose[2]) == (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
    assert (whose[7], whose[9]) == (Speaker.OTHER, Speaker.OTHER_2)


def test_there_is_a_role_for_however_many_voices() -> None:
    said = [(voice, part("Ik zeg ook iets.")) for voice in range(12)]
    assert set(roles(said, Wordings([])).values()) == set(Speaker) - {Speaker.INTERPRETER}
