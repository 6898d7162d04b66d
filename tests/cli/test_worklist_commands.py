"""What `doubts`, `alike` and `vocabulary` say and do."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from interview_kit.cli.main import cli
from interview_kit.cli.worklist_commands import REASONS
from interview_kit.errors import KitError
from interview_kit.model.speaker import Speaker
from interview_kit.model.word import Word
from interview_kit.speech.doubtful_place import Reason
from interview_kit.vault import transcripts
from interview_kit.workflow.interviews.interview_overview import prepare
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import said

TEXTS = (
    "toen kreeg ik resperidon van de dokter",
    "en risperi don hielp mij nooit",
    "nog resperidon",
)


@pytest.fixture
def run(study, monkeypatch):
    """Run a command in the study, with one interview in it; what it prints."""
    id = prepare(study, "P07", language="nl").id
    turns = [said(number, Speaker.PARTICIPANT, text) for number, text in enumerate(TEXTS, 1)]
    transcripts.finish_run(study.vault, transcripts.open_run(study.vault, id, "base", {}), turns)
    study.close()
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)

    def command(*arguments):
        chosen = ["--study", str(study.folder), "--lang", "en", *arguments]
        done = CliRunner().invoke(cli, chosen, standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done.stdout

    return command


def test_the_options_know_every_reason():
    assert set(REASONS) == set(map(str, Reason))


def test_doubts_are_listed_with_why_and_ticked_off(run):
    listed = run("doubts", "P07-1")
    assert "[00:01:01] 1:14  toen kreeg ik [resperidon] van de dokter" in listed
    assert "    sounds like a name or a word of the study; " in listed
    assert "; perhaps: risperidon\n" in listed
    assert "3 places are left, 0 are ticked off: 4 of 15 words." in listed
    assert "wrong words about" in listed
    ticked = json.loads(run("doubts", "P07-1", "--tick", "1:14", "--all", "--json"))
    assert [place["ticked"] for place in ticked["places"]] == [True, False, False]
    assert ticked["places"][0]["reasons"][0] == "term"
    assert (ticked["left"], ticked["done"]) == (2, 1)
    assert ticked["errors_left"] < ticked["errors_before"]
    assert "ticked off" in run("doubts", "P07-1", "--all", "--reason", "term")
    assert json.loads(run("doubts", "P07-1", "--untick", "1:14", "--json"))["left"] == 3
    with pytest.raises(KitError):
        run("doubts", "P07-1", "--tick", "1:1")


def test_alike_lists_first_and_changes_when_told(run):
    asked = ("alike", "risperi don", "--to", "risperidon", "--interview", "P07-1")
    assert "P07-1/2:3  en [risperi don → risperidon] hielp mij nooit" in run(*asked)
    assert "resperidon" in run("show", "P07-1")
    assert run(*asked, "--yes", "--leave", "P07-1/1:14") == "2 places put right.\n"
    assert run("show", "P07-1").count("risperidon") == 2
    done = json.loads(run(*asked, "--yes", "--json"))
    assert done["group"]
    assert run(*asked) == "Nothing sounds like that.\n"
    with pytest.raises(KitError):
        run("alike", "risperi don", "--to", "risperidon")


def test_the_vocabulary_is_listed_and_grows(run):
    assert "no terms of its own" in run("vocabulary")
    assert run("vocabulary", "brintellix", "FACT-team") == "brintellix\nFACT-team\n"
    assert json.loads(run("vocabulary", "--json"))["terms"] == ["brintellix", "FACT-team"]


def test_an_offered_term_is_told(run):
    for word in ("resperidon", "risperi don"):
        run("alike", word, "--to", "Wellbutrin", "--interview", "P07-1", "--yes")
    told = run("vocabulary")
    assert "Offered: Wellbutrin, put right 3 times, from: resperidon, risperi don" in told


def test_words_without_a_time_are_said_without_sums(study, monkeypatch):
    id = prepare(study, "P07", language="nl").id
    turn = said(1, Speaker.PARTICIPANT, "ja")
    assert turn.words == (Word(" ja", turn.start_ms, turn.end_ms, 0.9),)
    bare_turn = type(turn)(1, turn.speaker, 0, 900, "", "ja", ())
    run = transcripts.open_run(study.vault, id, "base", {})
    transcripts.finish_run(study.vault, run, [bare_turn])
    study.close()
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    asked = ["--study", str(study.folder), "--lang", "en", "doubts", id]
    said_text = CliRunner().invoke(cli, asked, standalone_mode=False).stdout
    assert said_text == "0 places are left, 0 are ticked off: 0 of 1 words.\n"
