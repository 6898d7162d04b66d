"""The participant's copy: whose names stand in it, what it says of itself, and where it goes."""

from __future__ import annotations

import stat
from dataclasses import replace

import docx
import pytest

from interview_kit.errors import KitError, LeakError
from interview_kit.pseudonym.roster import parse_roster
from interview_kit.vault.names import Verdict
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.member_check import write_check_copy
from tests.support.silent_transcript import with_transcript

ROSTER = parse_roster("deelnemer: Pieternel Kwabberdam\nzus: Marieke Jansen\n", "P07")
SAID = "Ik ben Pieternel en mijn zus heet Marieke."


@pytest.fixture
def decided(study):
    id = with_transcript(study, "P07", SAID, "<script>alert('[b]')</script> zei ik.", roster=ROSTER)
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    return id


def text_of(path):
    if path.suffix == ".docx":
        return "\n".join(each.text for each in docx.Document(str(path)).paragraphs)
    return path.read_text()


@pytest.mark.parametrize("suffix", [".html", ".docx"])
@pytest.mark.parametrize(
    ("which", "stand", "gone"),
    [
        ("own", ["Pieternel", "[zus van P07]"], ["Marieke"]),
        ("all", ["Pieternel", "Marieke"], []),
        ("none", ["[zus van P07]"], ["Pieternel", "Marieke"]),
    ],
)
def test_the_names_in_it_are_those_the_study_chose_and_it_says_so(
    study, decided, tmp_path, suffix, which, stand, gone
):
    study.settings = replace(study.settings, check_names=which)
    path = write_check_copy(study.interview(decided), tmp_path / f"copy{suffix}")
    text = text_of(path)
    assert all(name in text for name in stand)
    assert not any(name in text for name in gone)
    assert ("wijst mensen aan" in text) is (which != "none")
    assert "Gepseudonimiseerd" not in text
    assert "om na te lezen" in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "<script>alert" not in path.read_bytes().decode(errors="ignore")


def test_an_undecided_name_stops_a_copy_that_may_not_hold_it(study, tmp_path):
    id = with_transcript(study, "P07", SAID, roster=ROSTER)
    with pytest.raises(KitError, match="not looked for"):
        write_check_copy(study.interview(id), tmp_path / "copy.html")
    pseudonymise(study, id)
    with pytest.raises(KitError, match=r"waits? for a decision"):
        write_check_copy(study.interview(id), tmp_path / "copy.html", "none")
    assert not list(tmp_path.glob("copy*"))
    write_check_copy(study.interview(id), tmp_path / "copy.html", "all")


def test_a_known_name_that_was_kept_by_mistake_stops_it(study, tmp_path):
    id = with_transcript(study, "P07", SAID, roster=ROSTER)
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.REJECTED)
    with pytest.raises(LeakError):
        write_check_copy(study.interview(id), tmp_path / "copy.html", "own")
    assert not list(tmp_path.glob("copy*"))


@pytest.mark.parametrize(
    ("name", "message"),
    [("copy.pdf", "not written as .pdf"), ("taken.html", "already"), ("no/copy.html", "folder")],
)
def test_what_cannot_be_written_is_said_before_anything_is_made(
    study, decided, tmp_path, name, message
):
    (tmp_path / "taken.html").write_text("what the participant wrote")
    with pytest.raises(KitError, match=message):
        write_check_copy(study.interview(decided), tmp_path / name)
    assert (tmp_path / "taken.html").read_text() == "what the participant wrote"
    assert not (tmp_path / "copy.pdf").exists()
