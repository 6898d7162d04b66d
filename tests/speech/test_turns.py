"""Words become turns with the right speaker under the right question."""

from __future__ import annotations

import pytest

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word
from interview_kit.speech.turn_building import build_turns, marked_text

pytestmark = pytest.mark.pure

BOTH = (Speaker.INTERVIEWER, Speaker.PARTICIPANT)
LEVELS = {"i": (-20.0, -50.0), "p": (-50.0, -20.0), "-": ()}


def segment(text: str, start_ms: int = 0, voices: str = "-") -> Segment:
    """Words of 300 ms each; `voices` says whose each is, the last one's for all that follow."""
    spoken = voices.ljust(len(text.split()), voices[-1])
    return Segment(
        tuple(
            Word(f" {word}", start, start + 300, 0.9, LEVELS[voice])
            for word, voice, start in zip(
                text.split(), spoken, range(start_ms, start_ms + 300_000, 300), strict=False
            )
        )
    )


def turns(
    *segments: Segment,
    channels: tuple[Speaker, ...] = (Speaker.PARTICIPANT,),
    prompts: tuple[str, ...] = (),
    second_question_ms: int = 1_000_000,
) -> tuple[Turn, ...]:
    return build_turns(
        [Chunk(0, 1, "nl", (part,)) for part in segments],
        lambda ms: "hope" if ms >= second_question_ms else "start",
        channels,
        prompts,
    )


def test_a_turn_keeps_its_times_and_words() -> None:
    (turn,) = turns(segment("Het begon thuis.", 5_000), segment("Ik was jong.", 6_500))
    assert (turn.number, turn.start_ms, turn.end_ms) == (1, 5_000, 7_400)
    assert turn.text == "Het begon thuis. Ik was jong."
    assert "".join(word.text for word in turn.words) == f" {turn.text}"


def test_each_channel_is_its_speaker() -> None:
    asked, told = turns(
        segment("Hoe gaat het?", 0, "i"), segment("Best goed.", 1_000, "p"), channels=BOTH
    )
    assert (asked.speaker, told.speaker) == BOTH


def test_a_segment_is_split_where_the_speaker_changes() -> None:
    asked, told = turns(segment("Hoe gaat het? Best goed hoor.", 0, "iiippp"), channels=BOTH)
    assert (asked.text, told.text) == ("Hoe gaat het?", "Best goed hoor.")


def test_a_stray_word_stays_with_its_neighbours() -> None:
    (turn,) = turns(segment("Ik was toen nog jong.", 0, "ppipp"), channels=BOTH)
    assert turn.speaker is Speaker.PARTICIPANT


def test_a_single_word_of_another_speaker_between_segments_is_kept() -> None:
    spoken = turns(
        segment("Ik was jong.", 0, "p"),
        segment("Ja.", 1_000, "i"),
        segment("Heel jong.", 1_500, "p"),
        channels=BOTH,
    )
    assert [turn.text for turn in spoken] == ["Ik was jong.", "Ja.", "Heel jong."]


def test_a_new_question_begins_a_new_turn() -> None:
    spoken = turns(
        segment("Dat was het.", 0), segment("Ik hoop veel.", 1_000), second_question_ms=1_200
    )
    assert [turn.question for turn in spoken] == ["start", "hope"]


def test_a_segment_belongs_to_the_question_of_its_middle() -> None:
    (turn,) = turns(segment("Dat was het wel zo.", 0), second_question_ms=800)
    assert turn.question == "start"


@pytest.mark.parametrize(("pause_ms", "expected"), [(1_900, 1), (2_100, 2)])
def test_a_long_pause_begins_a_new_turn(pause_ms: int, expected: int) -> None:
    spoken = turns(segment("Ja.", 0), segment("En toen.", 300 + pause_ms))
    assert len(spoken) == expected


QUESTION = "Wat heeft u geholpen in de tijd dat het slecht met u ging?"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Wat heeft u geholpen in de tijd dat het slecht met u ging?", Speaker.INTERVIEWER),
        ("Wat heeft u geholpen in de tijd dat slecht met u gaan?", Speaker.INTERVIEWER),
        ("wat heeft u geholpen?", Speaker.INTERVIEWER),
        ("Ja.", Speaker.PARTICIPANT),
        ("in de tijd", Speaker.PARTICIPANT),
        ("Mijn zus heeft me geholpen en de hond ook.", Speaker.PARTICIPANT),
        (
            f"{QUESTION} Tja, daar moet ik even over nadenken, want er was zoveel dat toen "
            "misging dat ik niet goed weet waar ik moet beginnen met vertellen.",
            Speaker.PARTICIPANT,
        ),
    ],
)
def test_with_one_channel_what_the_guide_says_is_the_interviewers(
    text: str, speaker: Speaker
) -> None:
    (turn,) = turns(segment(text), prompts=("Hoe gaat het?", QUESTION))
    assert turn.speaker is speaker


def test_nothing_heard_makes_no_turn() -> None:
    assert build_turns([Chunk(0, 10, "nl", ())], lambda _: "", BOTH, ()) == ()


def test_an_uncertain_word_is_marked_in_the_text_and_stays_in_the_words() -> None:
    sure = segment("Ik woonde in", 0)
    doubtful = Segment(
        tuple(
            Word(text, start, start + 300, 0.1)
            for text, start in ((" Almelo", 900), (" of", 1_200))
        )
    )
    (turn,) = build_turns(
        [Chunk(0, 1, "nl", (sure, doubtful))],
        lambda _ms: "",
        (Speaker.PARTICIPANT,),
        unclear_below=0.2,
    )
    assert turn.text == "Ik woonde in [unclear: Almelo of]"
    assert [word.text for word in turn.words][-2:] == [" Almelo", " of"]


def test_a_mark_does_not_part_what_is_written_as_one_word():
    words = [Word(" met", 0, 300, 0.9), Word(" m", 300, 400, 0.1), Word("'n", 400, 500, 0.9)]
    assert marked_text([*words, Word(" zus", 500, 900, 0.9)], 0.2) == "met [unclear: m'n] zus"
