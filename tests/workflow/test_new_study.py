"""A new study is made with what opens it, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from interview_kit.errors import PassphraseError
from interview_kit.workflow.study.open_study import Secret, create_study, open_study
from interview_kit.workflow.study.study_draft import make_study_draft
from interview_kit.workflow.study.study_settings import Settings
from tests.support.passphrase import PASSPHRASE

SETTINGS = Settings(name="study")

KILLED = """
import os, signal, sys
from pathlib import Path
from interview_kit.workflow.study import open_study
open_study.write_settings = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
settings = open_study.Settings(name="study")
open_study.create_study(Path(sys.argv[1]), open_study.Secret("correct horse battery"), settings)
"""
"""A program that is killed once all but the settings of a study is there."""


def test_what_makes_a_study_opens_it(tmp_path: Path) -> None:
    secret, identity = Secret(PASSPHRASE), pyrage.x25519.Identity.generate()
    create_study(tmp_path / "study", secret, SETTINGS, str(identity.to_public()))
    for each in (secret, Secret(identity=str(identity))):
        with open_study(tmp_path / "study", each) as study:
            assert study.settings.name == "study"


def test_an_identity_or_an_empty_passphrase_makes_none(tmp_path: Path) -> None:
    identity = str(pyrage.x25519.Identity.generate())
    with pytest.raises(PassphraseError, match="with a passphrase"):
        create_study(tmp_path / "study", Secret(identity=identity), SETTINGS)
    with pytest.raises(PassphraseError, match="empty"):
        create_study(tmp_path / "study", Secret(), SETTINGS)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_what_a_killed_program_left_beside_a_study_is_cleared_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".study.other").mkdir()
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "study")], check=True)
    [draft] = [path for path in tmp_path.iterdir() if path.name != ".study.other"]
    assert (draft / "vault.db").exists()
    create_study(tmp_path / "study", Secret(PASSPHRASE), SETTINGS)
    assert {path.name for path in tmp_path.iterdir()} == {"study", ".study.other"}
    assert "maker.json" not in {path.name for path in (tmp_path / "study").iterdir()}


def test_the_draft_of_a_program_that_runs_is_left_alone(tmp_path: Path) -> None:
    draft = make_study_draft(tmp_path / "study")
    create_study(tmp_path / "study", Secret(PASSPHRASE), SETTINGS)
    assert draft.exists()


def test_a_secret_does_not_show_itself() -> None:
    assert PASSPHRASE not in repr(Secret(PASSPHRASE, PASSPHRASE))
