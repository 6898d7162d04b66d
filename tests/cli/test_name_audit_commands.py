"""Reading drawn turns on the command line: a slip of the fingers ends nothing."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from interview_kit.cli.main import cli
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.name_audit import draw_turns
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript


@pytest.fixture
def run(study, monkeypatch):
    """Run a command in a study of which a turn was drawn; what it prints."""
    id = with_transcript(study, "P07", "daar stond toen wil bij de deur")
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    draw_turns(study, seed=1)
    study.close()
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)

    def command(*arguments, typed=""):
        chosen = ["--study", str(study.folder), "--lang", "en", *arguments]
        done = CliRunner().invoke(cli, chosen, input=typed, standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done.stdout

    return command


def test_a_name_that_the_turn_does_not_say_is_asked_for_again(run):
    told = run("names", "audit", "read", "--who", "Iris", typed="Willem\nwil\n")
    assert "The turn does not say that." in told
    assert "1 of 1 turns read, 1 name met." in told
    shown = json.loads(run("names", "audit", "show", "--json"))
    assert shown["readers"] == {"Iris": 1}


def test_too_little_overlap_is_said_and_no_number(run):
    told = run("names", "audit", "detectors")
    assert "too little overlap to estimate" in told
    assert "At least" not in told
    assert json.loads(run("names", "audit", "detectors", "--json"))["missed_places"] is None
