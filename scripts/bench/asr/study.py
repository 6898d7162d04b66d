"""A study to transcribe in, with a speech model and an interview's sound."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data import Spoken

from interview_kit.guide.guide import ConsentScope
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture.sound_import import import_recording
from interview_kit.workflow.study.open_study import Study, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings

PASSPHRASE = "four plain test words"


@contextmanager
def a_study(folder: Path, *, model: str = "base") -> Iterator[Study]:
    """A new study in a folder of its own under `folder`."""
    place = Path(tempfile.mkdtemp(dir=folder)) / "study"
    create_study(place, Secret(PASSPHRASE), Settings(name="bench", model=model), guides=True)
    with open_study(place, Secret(PASSPHRASE)) as study:
        yield study


def imported(study: Study, spoken: Spoken, folder: Path, language: str) -> str:
    """The id of an interview that holds the sound."""
    consent = (ConsentScope.RECORD, ConsentScope.TAKE_PART)
    path = spoken.write(folder)
    return import_recording(study, path, "P07", language=language, consent=consent).id
