"""The commands that correct: by lines, in many places, and in another program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commented_document import AUTHOR, COMMENT, write_commented
from tests.support.passphrase import PASSPHRASE

TALK = """\
Interviewer: How are you now?
Participant: Good. I took risperi don then and that helped, Mary thought so too.
Interviewer: And after that?
Participant: After that I moved to my sister.
"""
Kit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    """The command line in a study with one imported interview."""
    environment = {"HOME": str(tmp_path), "INTERVIEW_KIT_PASSPHRASE": PASSPHRASE}

    def run(
        *arguments: object, expect: int = 0, lines: str = ""
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "interview_kit", "--study", "s", *map(str, arguments)],
            env=os.environ | environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            input=lines,
            check=False,
        )
        assert done.returncode == expect, f"{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    (tmp_path / "talk.txt").write_text(TALK)
    run("init", "s", "--language", "en")
    run("import-transcript", "--participant", "P07", "talk.txt")
    return run


def texts(kit: Kit) -> list[str]:
    return [turn["text"] for turn in json.loads(kit("show", "P07-1", "--json").stdout)]


def test_a_transcript_is_corrected_here_and_elsewhere(kit: Kit, tmp_path: Path) -> None:
    kit("edit", "P07-1", lines="split 2 1\nundo\nredo\nchecked 2\n")
    assert texts(kit)[1] == "Good."
    told = kit("edit", "P07-1", "--changes").stdout
    assert "Turn 5 at 00:00:00: split off turn 2\n  participant: I took risperi don then" in told
    progress = json.loads(kit("edit", "P07-1", "--progress", "--json").stdout)
    assert (progress["checked_turn"], progress["correctors"][0]["changes"]) == (2, 2)
    [checker] = progress["checkers"]
    furthest = {name: progress[name] for name in ("checked_turn", "checked_ms", "checked_percent")}
    assert furthest.items() <= checker.items()
    assert progress["checked_by"] == checker["who"]
    assert not {"readings", "reading"} & progress.keys()  # a reading is a way through the sound
    assert "Checked up to turn 2" in kit("edit", "P07-1", "--progress").stdout

    told = kit("draft", "P07-1", "--to", "d.txt").stderr
    assert "not pseudonymised" in told
    kit("draft", "P07-1", "--to", "d.txt", expect=2)
    assert "says what the transcript says" in kit("edit", "P07-1", "--from", "d.txt").stdout
    path = tmp_path / "d.txt"
    path.write_text(path.read_text().replace("moved to my", "moved in with my"))
    kit("edit", "P07-1", "--from", "d.txt", expect=2)
    seen = json.loads(kit("edit", "P07-1", "--from", "d.txt", "--json").stdout)
    assert (len(seen["changes"]), seen["is_taken"]) == (1, False)
    assert "Taken." in kit("edit", "P07-1", "--from", "d.txt", "--yes").stdout
    assert texts(kit)[-1] == "After that I moved in with my sister."
    aligned = json.loads(kit("edit", "P07-1", "--align", "--json").stdout)
    assert aligned["words"] == aligned["unplaced"] > 0

    turns = json.loads(kit("show", "P07-1", "--json").stdout)
    lines = [f"{turn['speaker']}: {turn['text']}" for turn in turns]
    write_commented(tmp_path / "d.docx", lines)
    told = kit("edit", "P07-1", "--from", "d.docx").stdout
    assert f"Left out, of {AUTHOR} about " in told
    assert COMMENT in told
    (comment,) = json.loads(kit("edit", "P07-1", "--from", "d.docx", "--json").stdout)["comments"]
    assert (comment["author"], comment["text"]) == (AUTHOR, COMMENT)

    kit("replace", "risperi don", "risperidone", expect=2)
    kit("replace", "risperi don", "risperidone", "--all", expect=2)
    told = kit("replace", "risperi don", "risperidone", "--all", "--yes").stdout
    assert "1 place in 1 turn of 1 interview." in told
    assert "risperidone" in texts(kit)[2]
    assert json.loads(kit("replace", "--undo", "--json").stdout)["left"] == []
    assert "risperi don" in texts(kit)[2]

    kit("member-check", "P07-1", expect=2)
    kit("member-check", "P07-1", "--outcome", "agreed")
    assert "agreed" in kit("edit", "P07-1", "--progress").stdout
    kit("edit", "P07-1", "--who", "anna", lines="2 Fine.\n")
    [row] = json.loads(kit("states", "--json").stdout)
    assert (row["corrected_by"][-1], row["member_check"]) == ("anna", "agreed")
    assert "P07-1, the participant of the copy: agreed" in kit("states").stdout
    told = kit("show", "P07-1").stdout
    assert "anna\nThe participant, of the copy: agreed" in told


def test_more_than_one_thing_at_once_is_refused(kit: Kit) -> None:
    kit("edit", "P07-1", "--changes", "--progress", expect=2)
    kit("edit", "P07-1", "--json", expect=2)
    kit("edit", "P08-1", expect=2)
