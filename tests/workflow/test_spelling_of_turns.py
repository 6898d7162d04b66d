"""Turns are spelt as their language is; runs keep what the model wrote."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from interview_kit.model.chunk import Chunk, Segment
from interview_kit.model.word import Word
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.vault import transcripts
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.pseudonymisation.name_list import add_names
from interview_kit.workflow.study.open_study import Study
from interview_kit.workflow.transcription.transcribe import IMPORTED_MODEL, turns_of

RATE = 16_000
SECONDS = 6
HEARD = "mijn huis arts vond twee oorzaaken"


def spoken(text: str) -> Chunk:
    """A word each second."""
    words = (
        Word(f" {word}", at * 1000, at * 1000 + 900, 0.9) for at, word in enumerate(text.split())
    )
    return Chunk(0, SECONDS * RATE, "nl", (Segment(tuple(words)),))


@pytest.fixture
def interview(study: Study, tmp_path: Path) -> str:
    noise = np.random.default_rng(3).integers(-9000, 9000, (SECONDS * RATE, 1)).astype(np.int16)
    soundfile.write(tmp_path / "noise.wav", noise, RATE, subtype="PCM_16")
    return import_recording(study, tmp_path / "noise.wav", "P07", language="nl").id


def turns_heard(study: Study, interview: str, model: str) -> tuple[str, ...]:
    run = transcripts.open_run(study.vault, interview, model, {})
    transcripts.append_chunk(study.vault, run, spoken(HEARD))
    (chunk,) = transcripts.chunks(study.vault, run)
    assert chunk.segments[0].text.strip() == HEARD
    return tuple(turn.text for turn in turns_of(study.interview(interview), run))


def test_what_a_model_wrote_by_ear_is_spelt_and_its_run_is_not(
    study: Study, interview: str
) -> None:
    assert turns_heard(study, interview, "base") == ("mijn huisarts vond twee oorzaken",)


def test_what_was_imported_stays_as_it_was(study: Study, interview: str) -> None:
    assert turns_heard(study, interview, IMPORTED_MODEL) == (HEARD,)


def test_names_of_the_roster_stay_as_they_were_heard(study: Study, interview: str) -> None:
    add_names(study, [RosterName("Oorzaaken", MentionType.PERSON, participant="P07")])
    assert turns_heard(study, interview, "base") == ("mijn huisarts vond twee oorzaaken",)
