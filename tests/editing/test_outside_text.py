"""A text from elsewhere goes back onto the words and times that it was made of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.editing.edit import Edit, Operation
from interview_kit.editing.edited_transcript import EditedTranscript
from interview_kit.editing.outside_text import LaidText, OutsideLine, lay
from interview_kit.editing.text_word import WordSource
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.word import Word

ROLES = {"Interviewer": Speaker.INTERVIEWER, "Deelnemer": Speaker.PARTICIPANT}
ASKS, TELLS = ROLES.values()


def spoken_turn(number: int, speaker: Speaker, text: str) -> Turn:
    start = 10_000 * number
    words = tuple(
        Word(f" {word}", start + 400 * at, start + 400 * at + 300, 0.8)
        for at, word in enumerate(text.split())
    )
    return Turn(number, speaker, start, words[-1].end_ms, f"q{number}", text, words)


TURNS = [
    spoken_turn(1, ASKS, "hoe gaat het nu met u"),
    spoken_turn(2, TELLS, "ja goed ik kreeg risperi don en dat hielp wel"),
    spoken_turn(3, ASKS, "en toen"),
    spoken_turn(4, TELLS, "toen ben ik verhuisd naar mijn zus"),
]


def line(text: str, label: str = "", *, is_whole: bool = True) -> OutsideLine:
    return OutsideLine(label, text, is_whole=is_whole)


def laid(*lines: OutsideLine) -> tuple[EditedTranscript, LaidText]:
    transcript = EditedTranscript(TURNS)
    laid_text = lay(transcript, lines, ROLES, 5)
    transcript.apply([Edit(1, "", "", Operation.TAKE_IN, 1, turns=laid_text.changes)])
    return transcript, laid_text


def same(number: int) -> OutsideLine:
    turn = TURNS[number - 1]
    return line(turn.text, "Interviewer" if turn.speaker is ASKS else "Deelnemer")


def read(transcript: EditedTranscript) -> list[tuple[int, Speaker, str]]:
    return [(turn.number, turn.speaker, turn.text) for turn in transcript.turns]


def test_a_text_that_was_not_changed_changes_nothing() -> None:
    assert laid(*map(same, (1, 2, 3, 4)))[1] == LaidText({}, 1.0)


def test_corrected_words_are_laid_on_their_times() -> None:
    better = line("Ja, goed: ik kreeg risperidon en dat hielp.", "Deelnemer")
    transcript, laid_text = laid(same(1), better, same(3), same(4))
    assert laid_text.changes.keys() == {2}
    words = {word.text: word for word in transcript.words(2)}
    assert (words["Ja,"].start_ms, words["Ja,"].source) == (20_000, WordSource.HEARD)
    assert (words["risperidon"].start_ms, words["risperidon"].end_ms) == (21_600, 22_300)
    assert words["risperidon"].source is WordSource.PLACED


def test_turns_are_parted_joined_added_and_taken_out_as_the_file_says() -> None:
    transcript, _ = laid(
        same(1),
        line("ja goed ik kreeg", "Deelnemer"),
        line("waar ging dat over", "Interviewer"),
        line("risperi don en dat hielp wel toen ben ik verhuisd naar mijn zus", "Deelnemer"),
    )
    assert read(transcript) == [
        (1, ASKS, "hoe gaat het nu met u"),
        (2, TELLS, "ja goed ik kreeg"),
        (5, ASKS, "waar ging dat over"),
        (4, TELLS, "risperi don en dat hielp wel toen ben ik verhuisd naar mijn zus"),
    ]
    starts = [turn.start_ms for turn in transcript.turns]
    assert starts == sorted(starts)
    assert transcript.turn(4).start_ms == 21_600


def test_a_speaker_that_was_changed_is_changed_and_one_without_a_label_stays() -> None:
    transcript, laid_text = laid(
        same(1), line(TURNS[1].text, "Interviewer"), line("en toen"), same(4)
    )
    assert laid_text.changes.keys() == {2}
    assert transcript.turn(2).speaker is ASKS


def test_a_label_that_names_no_role_is_whose_most_of_its_words_are() -> None:
    transcript, _ = laid(
        line(TURNS[0].text, "Ans"), line(TURNS[1].text, "Piet"), line(TURNS[2].text, "Ans"),
        line("nou ja", "Ans"), line(TURNS[3].text, "Piet"),
    )  # fmt: skip
    assert read(transcript)[3][1:] == (ASKS, "nou ja")


def test_lines_that_were_only_broken_for_the_screen_are_one_turn_again() -> None:
    cues = [
        line("hoe gaat het", "Interviewer", is_whole=False),
        line("nu met u", "Interviewer", is_whole=False),
        line("ja goed ik kreeg risperi don", "Deelnemer", is_whole=False),
        line("hm", "Deelnemer", is_whole=False),
        line("en dat hielp wel", "Deelnemer", is_whole=False),
        line("en toen", "Interviewer", is_whole=False),
        line(TURNS[3].text, "Deelnemer", is_whole=False),
    ]
    transcript, laid_text = laid(*cues)
    assert laid_text.changes.keys() == {2}
    assert transcript.turn(2).text == "ja goed ik kreeg risperi don hm en dat hielp wel"


VOCABULARY = ("ja", "nee", "ik", "toen", "goed,", "Ja", "risperi", "don", "hoe", "u")
words = st.lists(st.sampled_from(VOCABULARY), max_size=9)
labels = st.sampled_from(("", "Interviewer", "Deelnemer", "X"))
times = st.none() | st.integers(0, 60_000)


@settings(deadline=None)
@given(st.lists(st.tuples(words, labels, st.booleans(), times), max_size=7))
def test_every_word_of_a_file_is_in_the_text_once_in_its_order(
    rows: list[tuple[list[str], str, bool, int | None]],
) -> None:
    lines = [
        OutsideLine(label, " ".join(row), start_ms, is_whole)
        for row, label, is_whole, start_ms in rows
    ]
    transcript, _ = laid(*lines)
    assert [word for turn in transcript.turns for word in turn.text.split()] == [
        word for row, *_ in rows for word in row
    ]
    starts = [turn.start_ms for turn in transcript.turns]
    assert starts == sorted(starts)
    for turn in transcript.turns:
        clock = turn.start_ms
        for word in transcript.words(turn.number):
            assert clock <= word.start_ms <= word.end_ms <= turn.end_ms
            clock = word.end_ms
