"""A new study is made with what opens it, or not at all."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from interview_kit.errors import PassphraseError
from interview_kit.workflow.study.open_study import Secret, create_study, open_study
from interview_kit.workflow.study.study_settings import Settings
from tests.support.passphrase import PASSPHRASE

SETTINGS = Settings(name="study")


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


def test_a_secret_does_not_show_itself() -> None:
    assert PASSPHRASE not in repr(Secret(PASSPHRASE, PASSPHRASE))
