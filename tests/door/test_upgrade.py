"""A study that version 0.1.0 made opens, is brought up to date, and says the same as it did.

`tests/data/study-0.1.0.tar.xz` was made by that version's own commands: a sound of four seconds
with an imported transcript, filed; and a second one, of whose two names one was rejected.
"""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

import pytest
import soundfile

from interview_kit import Secret, Study, open_corpus, open_study, records
from interview_kit.vault import names
from interview_kit.vault.names import Verdict
from interview_kit.workflow.governance.backup import back_up
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export_corpus
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.publication.interview_sound import write_interview_sound
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.vault_integrity import refuse_damaged
from tests.support.passphrase import PASSPHRASE

ARCHIVE = Path(__file__).parents[1] / "data" / "study-0.1.0.tar.xz"
SAID = {
    "P07-1": [
        (1, "interviewer", 200, 1000, "Hoe is het vandaag met u?"),
        (2, "participant", 1100, 2400, "Goed, mijn zus Iris bracht me naar Almere."),
        (3, "interviewer", 2500, 3400, "Dag meneer Kwakernaat."),
    ],
    "P08-1": [
        (1, "interviewer", 200, 1000, "Hoe gaat het nu?"),
        (2, "participant", 1100, 2400, "Samen met Fatima uit Zwolle ging het beter."),
    ],
}
FILED = [
    "Hoe is het vandaag met u?",
    "Goed, mijn zus [sister van P07] bracht me naar [plaats 1].",
    "Dag meneer [persoon 1].",
]
DECIDED = {
    "P07-1": [
        ("Iris", Verdict.ACCEPTED),
        ("Almere", Verdict.ACCEPTED),
        ("Kwakernaat", Verdict.ACCEPTED),
    ],
    "P08-1": [("Fatima", Verdict.REJECTED), ("Zwolle", Verdict.PROPOSED)],
}
SAMPLES = "54cc89b1f9abc226c58ddef9959bafcb2e948a9d76c17bced4e6bdd42a570eec"
"""The SHA-256 of the samples that 0.1.0 gave of either sound, int16."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The study as 0.1.0 left it."""
    with tarfile.open(ARCHIVE) as archive:
        # Debian 12 has a Python 3.11 without these filters; the archive is our own.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(tmp_path)
    return tmp_path / "study"


def check_content(study: Study) -> None:
    """What was said, decided, filed and recorded is what it was."""
    for interview in study.interviews():
        turns = [
            (turn.number, str(turn.speaker), turn.start_ms, turn.end_ms, turn.text)
            for turn in interview.turns
        ]
        assert turns == SAID[interview.id]
        proposals = names.proposals(study.vault, interview.id)
        assert [(place.mention.text, place.verdict) for place in proposals] == DECIDED[interview.id]
    (record,) = records(study.corpus)
    assert [turn.text for turn in record.turns] == FILED
    assert (record.interview, record.version, record.attributes) == ("P07-1", 1, {"gender": "man"})


def test_a_study_of_the_version_before_opens_and_says_the_same(folder: Path) -> None:
    with open_study(folder, Secret(PASSPHRASE)) as study:
        check_content(study)
        refuse_damaged(study)
    with open_study(folder, Secret(PASSPHRASE)) as study:
        check_content(study)


def test_it_is_brought_up_to_date_once(folder: Path) -> None:
    with open_study(folder, Secret(PASSPHRASE)) as study:
        tables = schema(study)
        assert (folder / "study.pub").is_file()
    with open_study(folder, Secret(PASSPHRASE)) as study:
        assert schema(study) == tables


def schema(study: Study) -> list[str]:
    """What both stores are made of."""
    query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
    rows = [*study.vault.db.query(query), *study.corpus.db.query(query)]
    return [row["sql"] for row in rows]


def test_its_corpus_opens_without_the_passphrase(folder: Path) -> None:
    with open_corpus(folder) as corpus:
        (record,) = records(corpus)
    assert [turn.text for turn in record.turns] == FILED


def test_its_settings_are_read_and_every_line_stays(folder: Path) -> None:
    before = (folder / "study.toml").read_text("utf-8")
    with open_study(folder, Secret(PASSPHRASE)) as study:
        assert study.settings.name == "Recovery stories"
        assert study.settings.verbatim == "full"
    assert (folder / "study.toml").read_text("utf-8") == before


def test_its_audit_is_whole_and_goes_on(folder: Path, tmp_path: Path) -> None:
    with open_study(folder, Secret(PASSPHRASE)) as study:
        acts = len(study_audit.noted_acts(study))
        back_up(study, tmp_path / "backups")
        assert len(study_audit.noted_acts(study)) == acts + 1
        assert not study_audit.verify(study).flaw


def test_its_sound_can_be_heard(folder: Path, tmp_path: Path) -> None:
    with open_study(folder, Secret(PASSPHRASE)) as study:
        for id in SAID:
            target = tmp_path / f"{id}.flac"
            write_interview_sound(study.interview(id), target)
            samples, _rate = soundfile.read(target, dtype="int16")
            assert hashlib.sha256(samples.tobytes()).hexdigest() == SAMPLES


def test_it_is_worked_on(folder: Path, tmp_path: Path) -> None:
    """What waits is decided, filed and exported."""
    with open_study(folder, Secret(PASSPHRASE)) as study:
        pseudonymise(study, "P08-1")
        undecided = study.interview("P08-1").text.undecided
        decide(study, "P08-1", undecided, Verdict.ACCEPTED)
        file_interview(study.interview("P08-1"))
        export_corpus(study, tmp_path / "out", ["text"])
    text = (tmp_path / "out" / "text" / "P08-1.txt").read_text("utf-8")
    assert "Fatima" in text  # rejected as a name, and so it stays
    assert "Zwolle" not in text
