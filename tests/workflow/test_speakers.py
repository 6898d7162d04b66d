"""A whole speaker can be mended at once, and voices be told apart again."""

from __future__ import annotations

import pytest

from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.turn import Turn
from interview_kit.model.voice import Voice
from interview_kit.vault import diarized_voices, transcripts
from interview_kit.workflow.interviews.interview_overview import overview, prepare
from interview_kit.workflow.interviews.text_states import text_status
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.correction_progress import correction_progress
from interview_kit.workflow.transcription.corrections import correct_turn, partner, swap_speakers
from interview_kit.workflow.transcription.speaker_shares import diarize, shares
from interview_kit.workflow.transcription.transcribe import refuse_to_lose_corrections

ASKS, TELLS = Speaker.INTERVIEWER, Speaker.PARTICIPANT


@pytest.fixture
def interview(study: Study) -> str:
    """Three turns, the speakers the wrong way round."""
    id = prepare(study, "P07").id
    spoken = ((TELLS, "Hoe gaat het?"), (ASKS, "Goed, met mijn zus ook."), (TELLS, "En nu?"))
    turns = [
        Turn(number, speaker, 1_000 * number, 1_000 * number + 900, "", text)
        for number, (speaker, text) in enumerate(spoken, start=1)
    ]
    run = transcripts.open_run(study.vault, id, "base", {})
    transcripts.finish_run(study.vault, run, turns)
    return id


def speakers(study: Study, interview: str) -> list[Speaker]:
    return [turn.speaker for turn in transcripts.turns(study.vault, interview)]


def test_two_speakers_are_swapped_in_every_turn_and_back(study: Study, interview: str) -> None:
    assert swap_speakers(study.interview(interview), ASKS, TELLS) == 3
    assert speakers(study, interview) == [ASKS, TELLS, ASKS]
    swap_speakers(study.interview(interview), ASKS, TELLS)
    assert speakers(study, interview) == [TELLS, ASKS, TELLS]


def test_a_swap_keeps_corrected_texts(study: Study, interview: str) -> None:
    correct_turn(study.interview(interview), 2, text="Goed, met mijn zus.")
    swap_speakers(study.interview(interview), ASKS, TELLS)
    assert transcripts.turns(study.vault, interview)[1].text == "Goed, met mijn zus."


def test_a_swap_corrects_no_word_and_leaves_what_is_expected_of_them(
    study: Study, interview: str
) -> None:
    run = transcripts.current_run(study.vault, interview)
    assert run is not None
    turns = transcripts.turns(study.vault, interview)
    transcripts.finish_run(study.vault, run, turns, {1: 1.0, 2: 0.5, 3: 0.0})
    draft = overview(study)
    swap_speakers(study.interview(interview), ASKS, TELLS)
    assert overview(study) == draft
    assert (draft[0].stage, draft[0].expected_error_percent) == ("transcribed", 15.0)
    assert correction_progress(study.interview(interview)).correctors == ()
    assert text_status(study.interview(interview)).corrected_by == ()
    with pytest.raises(KitError, match="would lose 3"):
        refuse_to_lose_corrections(study.interview(interview))
    correct_turn(study.interview(interview), 2, text="Goed, met mijn zus.")
    assert overview(study)[0].stage == "corrected"
    [corrector] = correction_progress(study.interview(interview)).correctors
    assert corrector.changes == 1


def test_swapping_who_is_not_there_is_refused(study: Study, interview: str) -> None:
    correct_turn(study.interview(interview), 1, speaker=ASKS)
    correct_turn(study.interview(interview), 3, speaker=ASKS)
    with pytest.raises(KitError, match="says anything"):
        swap_speakers(study.interview(interview), TELLS, Speaker.OTHER)


def test_of_two_speakers_each_is_the_others_partner(study: Study, interview: str) -> None:
    turns = transcripts.turns(study.vault, interview)
    assert (partner(turns, ASKS), partner(turns, TELLS)) == (TELLS, ASKS)


def test_shares_count_what_each_says(study: Study, interview: str) -> None:
    asked, told = shares(study.interview(interview))
    assert (asked.speaker, asked.turns, asked.words) == (ASKS, 1, 5)
    assert (told.speaker, told.turns, told.words) == (TELLS, 2, 5)


def test_voices_are_kept_in_the_place_of_those_before(study: Study, interview: str) -> None:
    diarized_voices.put(study.vault, interview, [Voice(0, 900, 0), Voice(900, 2_000, 1)])
    voice = Voice(0, 2_000, 0, is_contested=True)
    diarized_voices.put(study.vault, interview, [voice])
    assert diarized_voices.of(study.vault, interview) == (voice,)


def test_voices_are_not_told_apart_without_sound(study: Study, interview: str) -> None:
    with pytest.raises(KitError, match="no sound"):
        diarize(study.interview(interview), 2)


def test_of_voices_that_begin_together_the_louder_one_stays_first(
    study: Study, interview: str
) -> None:
    voices = (Voice(0, 900, 1), Voice(900, 2_000, 1), Voice(900, 2_000, 0))
    diarized_voices.put(study.vault, interview, voices)
    assert diarized_voices.of(study.vault, interview) == voices
