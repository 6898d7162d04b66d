"""A transcript is corrected by lines, in English and in the language of the interface."""

from __future__ import annotations

import pytest

from interview_kit.model.speaker import Speaker
from interview_kit.plain.line_terminal import LineTerminal
from interview_kit.plain.plain_editing import COMMANDS, correct
from interview_kit.vault import correction_states, transcripts
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.silent_transcript import with_transcript


@pytest.fixture
def interview(study: Study) -> str:
    texts = "ik was thuis", "en toen kreeg ik risperi don", "ja [unclear: dat hielp]"
    return with_transcript(study, "P07", *texts)


def talk_about(study: Study, interview: str, language: str, *lines: str) -> str:
    told_lines: list[str] = []
    waiting = [f"{line}\n" for line in lines]
    talk = LineTerminal(
        language, lambda: waiting.pop(0) if waiting else "", told_lines.append, prompts=False
    )
    correct(talk, study.interview(interview), "els")
    return "".join(told_lines)


def texts(study: Study, interview: str) -> list[str]:
    return [turn.text for turn in transcripts.turns(study.vault, interview)]


def test_everything_is_done_by_lines(study: Study, interview: str) -> None:
    told_lines = talk_about(
        study, interview, "en",
        "", "2 en toen kreeg ik risperidon", "split 2 2", "insert 1 interviewer en toen?",
        "join 2", "delete 3", "speaker 1 other", "swap other interviewer", "mark 1 2 laughs",
        "note 2 of risperdal", "undo", "redo", "list", "unclear", "checked 2", "help", "stop",
        "1 niet meer gehoord",
    )  # fmt: skip
    assert texts(study, interview) == [
        "ik was [laughs] thuis", "en toen?", "en toen kreeg ik risperidon",
    ]  # fmt: skip
    assert "The machine has: Participant: ik was thuis" in told_lines
    assert "Note: of risperdal" in told_lines
    assert "Turn 3 was never said" in told_lines
    [place] = correction_states.checked_places(study.vault, interview)
    assert (place.turn, place.who) == (2, "els")
    assert "els" in correction_states.seconds_by_person(study.vault, interview)


def test_words_of_the_language_do_the_same(study: Study, interview: str) -> None:
    talk_about(
        study, interview, "nl",
        "splits 2 2", "samen 2", "nieuw 0 deelnemer dag", "weg 3", "terug", "opnieuw",
        "spreker 1 interviewer verder", "notitie 1 let op", "stop",
    )  # fmt: skip
    assert texts(study, interview) == ["dag", "ik was thuis", "en toen kreeg ik risperi don"]
    editor = TranscriptEditor(study.interview(interview))
    assert dict(editor.notes) == {1: "let op"}
    assert editor.turn(1).speaker == "interviewer"


@pytest.mark.parametrize("line", [
    "vlieg", "9 ja", "split", "split 2", "split 2 99", "split x 1", "join 3", "insert 1 tante ja",
    "insert 1 other", "speaker 1", "speaker 1 other sideways", "swap", "mark 1 1", "note 9 ja",
    "undo", "redo", "delete", "checked 9",
])  # fmt: skip
def test_what_is_no_command_changes_nothing_and_is_answered(
    study: Study, interview: str, line: str
) -> None:
    before = texts(study, interview)
    told_lines = talk_about(study, interview, "en", line, "stop")
    assert len(told_lines.splitlines()) > 1
    assert texts(study, interview) == before


def test_no_two_commands_share_a_word() -> None:
    from interview_kit.interface.texts import say

    for language in ("en", "nl"):
        assert len({say(f"edit.word_{command}", language) for command in COMMANDS}) == len(COMMANDS)


def test_the_second_reader_is_led_from_change_to_change(study: Study, interview: str) -> None:
    jan = TranscriptEditor(study.interview(interview), "jan")
    jan.split(2, len("en toen"))
    jan.change_speaker(4, Speaker.INTERVIEWER)
    jan.delete(3)
    told = talk_about(study, interview, "en", "3", "changed", "changed", "changed", "stop")
    lines = told.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("4 ["))
    assert lines[start : start + 5] == [
        "4 [00:02:00] Interviewer: kreeg ik risperi don",
        "The machine has: Participant: kreeg ik risperi don",
        "Changed by: jan",
        "Taken out: 3 [00:03:00] Participant: ja [unclear: dat hielp]",
        "Changed by: jan",
    ]
    assert lines[start + 5] == "No further turn was changed."
    assert lines[start + 6].startswith("4 [")  # it begins anew
    own = talk_about(study, interview, "nl", "1 ik was ergens thuis", "veranderd", "stop")
    assert own.count("Veranderd door") == 0


def test_a_speaker_is_called_as_it_is_shown(study: Study, interview: str) -> None:
    told = talk_about(
        study, interview, "nl",
        "spreker 1 ander 2", "spreker 2 Ander 3 verder", "wissel ander 2 deelnemer",
        "nieuw 0 Ander 4: dag allemaal", "spreker 1 niemand", "stop",
    )  # fmt: skip
    turns = transcripts.turns(study.vault, interview)
    assert [turn.speaker for turn in turns] == [
        Speaker.OTHER_4, Speaker.PARTICIPANT, Speaker.OTHER_3, Speaker.OTHER_3,
    ]  # fmt: skip
    assert turns[0].text == "dag allemaal"
    assert "niemand is geen spreker. Het is een van Interviewer, Deelnemer, Tolk, Ander," in told
