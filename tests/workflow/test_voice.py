"""Names in the sound: covered where the text replaces them, wherever they were heard."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from interview_kit.audio.block_codec import encode_block
from interview_kit.errors import KitError
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import blocks
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.name_mask import MARGIN_MS
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.interview_sound import write_interview_sound
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.silent_transcript import MS_PER_WORD, with_transcript

RATE = 1000
JAN = RosterName("Jan", MentionType.PERSON, "broer", "P07")


@pytest.fixture
def interview(study):
    """Seventy seconds of a constant level; a minute in: `Toen kwam mijn broer Jan weer binnen.`"""
    id = with_transcript(study, "P07", "Toen kwam mijn broer Jan weer binnen.", roster=[JAN])
    for second in range(70):
        pcm = np.full((RATE, 1), 1000, np.int16).tobytes()
        blocks.append(study.vault, id, encode_block(pcm, second * RATE, RATE, 1))
    pseudonymise(study, id)
    return id


def accept_all(study, interview):
    decide(study, interview, study.interview(interview).text.undecided, Verdict.ACCEPTED)


def silent(study, interview, path, **options):
    """First and last silent frame of what is written."""
    write_interview_sound(study.interview(interview), path, **options)
    samples, _ = soundfile.read(path, dtype="int16")
    (where,) = np.nonzero(samples == 0)
    assert len(where) == 0 or len(where) == where[-1] - where[0] + 1
    return (int(where[0]), int(where[-1])) if len(where) else None


def heard(word):
    """When the word at this place of the turn was said, margins on."""
    start = 60_000 + word * MS_PER_WORD
    return start - MARGIN_MS, start + MS_PER_WORD + MARGIN_MS - 1


def test_a_replaced_name_is_silent_in_the_sound_and_nothing_else_is(study, interview, tmp_path):
    accept_all(study, interview)
    assert silent(study, interview, tmp_path / "a.wav", names="silence") == heard(4)
    assert silent(study, interview, tmp_path / "b.wav") is None


def test_a_name_that_stays_in_the_text_stays_in_the_sound(study, interview, tmp_path):
    decide(study, interview, study.interview(interview).text.undecided, Verdict.REJECTED)
    assert silent(study, interview, tmp_path / "a.wav", names="silence") is None


def test_names_are_not_covered_while_one_is_undecided(study, interview, tmp_path):
    with pytest.raises(KitError, match=r"waits? for a decision"):
        write_interview_sound(study.interview(interview), tmp_path / "a.wav", names="beep")
    assert list(tmp_path.glob("*.wav")) == []


def test_what_a_corrector_took_out_of_the_text_is_silent_too(study, interview, tmp_path):
    correct_turn(study.interview(interview), 1, text="Toen kwam mijn broer weer binnen.")
    pseudonymise(study, interview)
    accept_all(study, interview)
    assert silent(study, interview, tmp_path / "a.wav", names="silence") == heard(4)


def test_a_stretch_keeps_its_covers_in_place(study, interview, tmp_path):
    accept_all(study, interview)
    found = silent(study, interview, tmp_path / "a.wav", from_seconds=61, names="silence")
    first, last = heard(4)
    assert found == (first - 61_000, last - 61_000)


def test_a_name_whose_time_is_guessed_is_silent_wherever_it_may_be(study, interview, tmp_path):
    correct_turn(study.interview(interview), 1, text="Toen kwam toch onze eigen Jan weer binnen.")
    correct_turn(study.interview(interview), 1, text="Toen kwam er wel Jan even weer binnen.")
    pseudonymise(study, interview)
    accept_all(study, interview)
    first, last = silent(study, interview, tmp_path / "a.wav", names="silence")
    assert (first, last) == (heard(2)[0], heard(4)[1])


def test_a_turn_that_was_never_said_is_silent(study, interview, tmp_path):
    editor = TranscriptEditor(study.interview(interview))
    editor.split(1, len("Toen kwam"))
    editor.delete(2)
    pseudonymise(study, interview)
    accept_all(study, interview)
    assert silent(study, interview, tmp_path / "a.wav", names="silence") == (
        heard(2)[0], heard(6)[1],
    )  # fmt: skip
