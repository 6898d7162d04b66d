"""What the lists say of names: how many places each has, and where nobody looked for them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from interview_kit.cli.main import cli
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript


@pytest.fixture
def run(study, monkeypatch):
    """Run a command in a study of which one text was searched for names; its exit code and text."""
    id = with_transcript(study, "P07", "Mijn zus Marieke kwam.", "Marieke bleef.", "En Sjoerd ook.")
    pseudonymise(study, id)
    with_transcript(study, "P08", "Mijn zus Anneke kwam.")
    study.close()
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)

    def command(*arguments, language="en"):
        chosen = ["--study", str(study.folder), "--lang", language, *arguments]
        done = CliRunner().invoke(cli, chosen, standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done.stdout

    return command


def line_of(told, word):
    return next(line for line in told.splitlines() if word in line).split()


def test_a_list_of_names_says_in_how_many_places_each_stands(run):
    entities = json.loads(run("names", "list", "--json"))["entities"]
    assert {entity["forms"][0]: entity["places"] for entity in entities} == {
        "Marieke": 2,
        "Sjoerd": 1,
    }
    told = run("names", "list")
    assert line_of(told, "Marieke")[-1] == "2"
    assert "places" in told.splitlines()[0]


@pytest.mark.parametrize(
    ("language", "word", "hint"),
    [
        ("en", "not searched", "Names were not looked for everywhere"),
        ("nl", "niet doorzocht", "Niet overal is naar namen gezocht"),
    ],
)
def test_a_text_that_was_not_searched_is_not_said_to_be_decided(run, language, word, hint):
    assert word in next(
        line for line in run("list", language=language).splitlines() if "P08" in line
    )
    told = run("review", language=language)
    rows = {line.split()[0]: line for line in told.splitlines() if line.startswith("P0")}
    assert word in rows["P08-1"]
    assert word not in rows["P07-1"]
    assert f"{hint}: interview-kit pseudonymize P08-1" in told


def test_a_program_reads_null_for_what_was_not_searched(run):
    assert [row["undecided"] for row in json.loads(run("list", "--json"))] == [3, None]
    rows = json.loads(run("review", "--json"))
    assert [(row["interview"], row["undecided"]) for row in rows] == [("P07-1", 3), ("P08-1", None)]


def test_what_is_decided_on_names_is_told_to_a_program(run, tmp_path):
    def told(*arguments):
        return json.loads(run("names", *arguments, "--json"))

    roster = tmp_path / "names.txt"
    roster.write_text("zus: Roos\n", encoding="utf-8")
    assert told("add", str(roster)) == {"added": 1}
    assert told("remove", "Roos", "--why", "nobody") == {"removed": 1}
    taken_back = told("undo")
    assert (taken_back["deed"], taken_back["words"]) == ("taken off", ["Roos"])
    entities = told("list")["entities"]
    first, second = (entity["id"] for entity in entities if entity["forms"])
    assert told("accept", first) == {"decided": 2}
    assert told("reject", first, "--interview", "P07-1") == {"decided": 2}
    assert told("decide", "accepted", "--detector", "tagger")["decided"] >= 1
    assert told("merge", first, second)["id"] == first
    undone = told("undo")
    assert (undone["deed"], undone["entities"]) == ("merged", [first, second])
    assert len(undone["pseudonyms"]) == 2
    assert undone["interviews"] == ["P07-1"]
    assert undone["filed"] == []
    split = told("split", first, "--interview", "P07-1", "--turn", "2")
    assert split["id"] not in {first, second}
    assert split["pseudonym"]
