"""A study of invented interviews, and invented speech."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from interview_kit.corpus import filed_interviews
from interview_kit.speech.resampling import SPEECH_RATE, Resampler
from interview_kit.testing.invented_records import RECORDS
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import create_study, open_study
from interview_kit.workflow.study.shipped_files import demo_file
from interview_kit.workflow.study.study_settings import Settings

PASSPHRASE = "invented"  # noqa: S105 - nothing in the study is anybody's
"""What opens an invented study."""


def make_study(folder: Path) -> Path:
    """Make a study in a new folder, with `RECORDS` in its corpus and an empty vault; the folder."""
    create_study(folder, Secret(PASSPHRASE), Settings(name="Invented study"))
    with open_study(folder, Secret(PASSPHRASE)) as study:
        for record in RECORDS:
            filed_interviews.put(study.corpus, record)
    return folder


def demo_speech(seconds: float) -> NDArray[np.float32]:
    """The beginning of the demo's interview, one channel of floats at 16 kHz: two voices talk."""
    with soundfile.SoundFile(demo_file("interview.ogg")) as file:
        samples = file.read(round(seconds * file.samplerate), dtype="int16", always_2d=True)
        sound = Resampler(file.samplerate).push(samples, last=True)
    return sound[: round(seconds * SPEECH_RATE)]
