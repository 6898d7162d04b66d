"""What was noted, and what becomes of a recording without consent, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli.main import cli
from interview_kit.cli.speaking import speak
from interview_kit.session import interview_events as did
from interview_kit.session.interview_events import Answer, Mark
from interview_kit.vault import journal
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.study.open_study import open_study
from tests.support.interview_stages import RATE, transcribed
from tests.support.passphrase import PASSPHRASE

Run = Callable[..., Result]


@pytest.fixture
def noted(study_folder: Path) -> str:
    """An interview with turns at 1, 2 and 3 s; a flag and a note beside the second, then a skip."""
    with open_study(study_folder, Secret(passphrase=PASSPHRASE)) as study:
        id = transcribed(study)
        journal.append(study.vault, id, 2 * RATE, [did.Flagged(), did.NoteTaken("tears")])
        journal.append(
            study.vault, id, 3 * RATE, [did.QuestionMarked("story", Mark.SKIPPED, "late")]
        )
        return id


@pytest.fixture
def run(study_folder: Path) -> Iterator[Run]:
    def run(*arguments: str, lang: str = "en", code: int = 0) -> Result:
        given = ["--lang", lang, "--study", str(study_folder), *arguments]
        done = CliRunner().invoke(
            cli, given, env={"INTERVIEW_KIT_PASSPHRASE": PASSPHRASE}, standalone_mode=False
        )
        assert (done.exit_code != 0) is bool(code), done.output
        return done

    yield run
    speak("en")


@pytest.mark.parametrize(
    ("lang", "skipped"), [("en", "skipped: late"), ("nl", "overgeslagen: late")]
)
def test_notes_are_listed_in_both_languages(noted: str, run: Run, lang: str, skipped: str) -> None:
    lines = run("notes", noted, lang=lang).output.splitlines()
    assert any(line.endswith("≡ tears") for line in lines)
    assert f"[00:00:03] – {skipped}" in lines


def test_the_json_of_show_and_of_notes_has_every_note_at_its_turn(noted: str, run: Run) -> None:
    turns = json.loads(run("show", noted, "--json").output)
    beside = {turn["number"]: [note["kind"] for note in turn["notes"]] for turn in turns}
    assert beside[2] == ["flag", "note"]
    assert beside[3] == ["skipped"]
    listed = json.loads(run("notes", noted, "--json").output)
    assert listed == [note for turn in turns for note in turn["notes"]]
    assert listed == json.loads(run("notes", "--all", "--json").output)
    assert {"interview", "number", "time_ms", "question", "text", "turn"} <= listed[0].keys()


def test_show_has_each_note_under_its_turn(noted: str, run: Run) -> None:
    lines = run("show", noted).output.splitlines()
    at = next(number for number, line in enumerate(lines) if "tears" in line)
    assert lines[at - 2].startswith("[00:00:02]")


def test_an_interview_without_notes_says_so_and_an_unknown_one_is_refused(
    noted: str, run: Run
) -> None:
    assert "No interview was named" in str(run("notes", code=2).exception)
    assert run("notes", "P99-1", code=2).exception is not None


def test_what_becomes_of_a_recording_is_answered_later(noted: str, run: Run) -> None:
    assert "was not withdrawn" in str(run("consent", "decide", noted, "keep", code=2).exception)
    run("consent", "answer", noted, "record", "no")
    assert "not decided" in run("consent", "show", noted).output
    assert "consent_withdrawn" in run("list").output
    assert "not decided" in str(run("transcribe", noted, "--again", code=2).exception)
    run("consent", "decide", noted, "later")
    assert json.loads(run("consent", "show", noted, "--json").output)["awaits_disposal"]
    run("consent", "decide", noted, "destroy", "--yes")
    report = json.loads(run("consent", "show", noted, "--json").output)
    assert not report["awaits_disposal"]
    answers = {item["item"]: item for item in report["items"]}
    assert answers["record"]["answer"] == Answer.NO.value
    assert answers["record"]["language"] == "nl"
    assert len(answers["record"]["wording"]) == 64
    assert "tears" not in run("notes", noted).output
