"""A folder of recordings: refused whole where its table has faults, and taken up where it ended."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from interview_kit.interface.import_notices import outcome_notices
from interview_kit.vault import interviews, names, transcripts
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.capture import folder_import
from interview_kit.workflow.capture.folder_import import checked_map, import_folder
from interview_kit.workflow.interviews.interview_overview import overview
from interview_kit.workflow.study.open_study import open_study

PASSPHRASE = "four plain test words"
RATE = 8000


@pytest.fixture
def study(study_folder):
    with open_study(study_folder, Secret(PASSPHRASE)) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    """Three recordings, a roster and a transcript."""
    place = tmp_path / "recordings"
    (place / "more").mkdir(parents=True)
    for seed, name in enumerate(("één.wav", "two.flac", "more/three.wav")):
        sound = np.random.default_rng(seed).integers(-9000, 9000, 3 * RATE).astype(np.int16)
        soundfile.write(place / name, sound, RATE)
    (place / "names.txt").write_text("zus: Anna Bakker\n", encoding="utf-8")
    (place / "said.txt").write_text("I: Hoe gaat het?\nR: Goed hoor.\n", encoding="utf-8")
    return place


def table(folder: Path, *rows: str, encoding: str = "utf-8", name: str = "interviews.csv") -> Path:
    path = folder / name
    path.write_bytes("\r\n".join(rows).encode(encoding))
    return path


def faults(study, folder, *rows, **options):
    found = checked_map(study, folder, table(folder, *rows), **options)
    return [(fault.row, fault.error.message) for fault in found.faults]


def kit(study_folder, *arguments):
    command = [sys.executable, "-m", "interview_kit", "--study", str(study_folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)


FULL = (
    "file;participant;language;date;roster;transcript",
    "één.wav;P01;nl;2026-05-01;names.txt;said.txt",
    "two.flac;p02;;1-4-2026;;",
    ";;;;;",
    "more/three.wav;P01;en;;;",
)


def test_each_file_becomes_an_interview_as_the_table_says(study, folder):
    found = checked_map(study, folder, table(folder, *FULL))
    assert found.faults == ()
    outcomes = import_folder(study, folder, found.rows)
    assert [(each.row, each.became, each.interview) for each in outcomes] == [
        (2, "imported", "P01-1"),
        (3, "imported", "P02-1"),
        (5, "imported", "P01-2"),
    ]
    first, second, third = (interviews.get(study.vault, each.interview) for each in outcomes)
    assert (first.created_at[:10], second.created_at[:10]) == ("2026-05-01", "2026-04-01")
    assert (first.language, third.language) == ("nl", "en")
    assert [name.text for name in names.roster_of(study.vault, "P01")] == ["Anna Bakker"]
    assert transcripts.count_turns(study.vault, "P01-1") == 2
    assert any("2 turns" in notice for notice in outcome_notices(outcomes[0], "en"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_what_spreadsheets_write_is_read(study, folder, encoding, sign):
    rows = ("sep=;" if sign == ";" else "", "Bestand;Deelnemer", '"één.wav";P01')
    written = [row.replace(";", sign) if row != "sep=;" else row for row in rows if row]
    found = checked_map(study, folder, table(folder, *written, encoding=encoding))
    assert not found.faults
    assert [(row.file.name, row.participant) for row in found.rows] == [("één.wav", "P01")]


def test_every_fault_is_told_with_its_row(study, folder):
    assert faults(
        study,
        folder,
        "file,participant,language,date,roster,transcript",
        "none.wav,P01,,,,",
        "two.flac,Anna,,,,",
        "two.flac,P02,frans,31-2-2026,no.txt,no.txt",
        "names.txt,P03,,,,",
        ",P04,,9999-01-01,,",
        "één.wav,P05,,,,,,too much",
    ) == [
        (2, "There is no file none.wav in the folder."),
        (3, "That is no participant code."),
        (4, "frans is the code of no language that can be transcribed."),
        (4, "31-2-2026 is no date; write 2026-05-01."),
        (4, "There is no file no.txt in the folder."),
        (4, "There is no file no.txt in the folder."),
        (5, "names.txt cannot be read as sound."),
        (6, "No recording is named."),
        (6, "9999-01-01 is still to come."),
        (7, "There are 8 cells and 6 columns."),
    ]


def test_a_heading_that_is_none_is_told(study, folder):
    messages = [message for _row, message in faults(study, folder, "file;name;name", "a;b;c")]
    assert messages[0] == "There is no column participant."
    assert any("no use for the column name" in message for message in messages)
    assert any("more than once" in message for message in messages)
    assert faults(study, folder, "file;participant") == [(1, "No recording follows the heading.")]
    assert faults(study, folder, "")[0] == (1, "There is no column file.")


def test_the_same_recording_twice_is_told(study, folder):
    (folder / "copy.flac").write_bytes((folder / "two.flac").read_bytes())
    rows = ("file;participant", "two.flac;P01", "copy.flac;P02", "two.flac;P03")
    assert faults(study, folder, *rows) == [
        (3, "The recording is the same as in row 2."),
        (4, "two.flac stands in row 2 already."),
    ]


def test_a_table_with_faults_writes_nothing(study_folder, folder, monkeypatch):
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    path = table(folder, "file;participant", "één.wav;P01", "none.wav;P02")
    done = kit(study_folder, "import", str(folder), "--map", str(path))
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "row 3: There is no file none.wav in the folder."
    assert "1 fault; nothing was imported" in done.stderr
    told = kit(study_folder, "import", str(folder), "--map", str(path), "--json")
    assert json.loads(told.stdout)["faults"][0]["row"] == 3
    with open_study(study_folder, Secret(PASSPHRASE)) as opened:
        assert overview(opened) == ()


def test_what_was_broken_off_goes_on_and_nothing_comes_in_twice(study, folder, monkeypatch):
    rows = checked_map(study, folder, table(folder, *FULL)).rows
    whole = folder_import.import_recording

    def broken(opened, path, *arguments, **options):
        if path.name == "two.flac":
            raise KeyboardInterrupt
        return whole(opened, path, *arguments, **options)

    monkeypatch.setattr(folder_import, "import_recording", broken)
    with pytest.raises(KeyboardInterrupt):
        import_folder(study, folder, rows)
    assert [each.id for each in overview(study)] == ["P01-1"]
    monkeypatch.undo()
    outcomes = import_folder(study, folder, rows)
    assert [each.became for each in outcomes] == ["already in", "imported", "imported"]
    (folder / "één.wav").rename(folder / "renamed.wav")
    renamed = [row.replace("één.wav", "renamed.wav") for row in FULL]
    again = import_folder(study, folder, checked_map(study, folder, table(folder, *renamed)).rows)
    assert [each.became for each in again] == ["already in"] * 3
    assert len(overview(study)) == 3


def test_a_file_that_is_in_as_somebody_elses_is_no_success(study, folder):
    rows = ("file;participant", "two.flac;P02")
    import_folder(study, folder, checked_map(study, folder, table(folder, *rows)).rows)
    rows = ("file;participant", "two.flac;P03")
    found = checked_map(study, folder, table(folder, *rows))
    (outcome, *_rest) = import_folder(study, folder, found.rows)
    assert (outcome.became, outcome.interview) == ("failed", "P02-1")
    assert "of P02" in outcome_notices(outcome, "en")[0]


def test_files_that_the_table_does_not_name_are_listed(study, folder):
    found = checked_map(study, folder, table(folder, "file;participant", "two.flac;P02"))
    outcomes = import_folder(study, folder, found.rows)
    assert [(each.file, each.became) for each in outcomes[1:]] == [("één.wav", "not in the map")]


def test_a_transcript_that_cannot_be_read_leaves_the_recording_in_and_is_tried_again(study, folder):
    (folder / "said.txt").write_bytes(b"")
    rows = ("file;participant;transcript", "two.flac;P02;said.txt")
    found = checked_map(study, folder, table(folder, *rows))
    (outcome, *_rest) = import_folder(study, folder, found.rows)
    assert (outcome.became, outcome.interview) == ("failed", "P02-1")
    assert any("transcript was not taken in" in each for each in outcome_notices(outcome, "en"))
    (folder / "said.txt").write_text("I: Hoe gaat het?\nR: Goed.\n", encoding="utf-8")
    (outcome, *_rest) = import_folder(study, folder, found.rows)
    assert (outcome.became, outcome.turns) == ("already in", 2)


def test_the_command_prints_what_became_of_each(study_folder, folder, monkeypatch):
    monkeypatch.setenv("INTERVIEW_KIT_PASSPHRASE", PASSPHRASE)
    path = table(folder, *FULL)
    told = kit(study_folder, "import", str(folder), "--map", str(path), "--json")
    assert told.returncode == 0
    assert [each["became"] for each in json.loads(told.stdout)] == ["imported"] * 3
    done = kit(study_folder, "import", str(folder), "--map", str(path))
    assert done.stdout.count("already in") == 3
    refused = kit(study_folder, "import", str(folder))
    assert (refused.returncode, "--map" in refused.stderr) == (2, True)
