"""The audit: whole, append only, free of names, and not to be shortened unnoticed."""

from __future__ import annotations

import json

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from interview_kit.errors import KitError
from interview_kit.vault import audit_log as entries
from interview_kit.vault.audit_log import AuditAct
from interview_kit.vault.vault_key import Secret
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.governance.key_holders import add_holder, remove_holder
from interview_kit.workflow.pseudonymisation.pseudonym_key import destroy_key
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.study import study_audit
from tests.support.passphrase import PASSPHRASE
from tests.support.silent_transcript import with_transcript

SECRET = Secret(PASSPHRASE)


def noted(study, count):
    for number in range(count):
        study_audit.note(study, AuditAct.FILED, f"P{number:02d}-1", actor="els", turns=number)


def forge(study, statement):
    """What somebody who has the key can do with another program."""
    db = study.vault.db
    db.execute("DROP TRIGGER audit_is_not_changed")
    db.execute("DROP TRIGGER audit_is_not_shortened")
    db.execute(statement)


def test_a_whole_audit_is_found_whole(study):
    assert study_audit.verify(study).flaw == ""
    noted(study, 5)
    verdict = study_audit.verify(study)
    assert (verdict.entries, verdict.flaw) == (5, "")
    assert [entry.about for entry in entries.entries(study.vault)][:2] == ["P00-1", "P01-1"]


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_no_entry_is_changed_or_deleted(study, statement):
    noted(study, 1)
    with pytest.raises(sqlcipher.IntegrityError, match="append only"):
        study.vault.db.execute(statement)


@pytest.mark.parametrize(
    ("statement", "flaw"),
    [
        ("UPDATE audit SET who = 'somebody else' WHERE number = 2", "Entry 2 "),
        ("UPDATE audit SET facts = '{}' WHERE number = 3", "Entry 3 "),
        ("DELETE FROM audit WHERE number = 2", "Entry 2 "),
        ("DELETE FROM audit WHERE number > 3", "ends at entry 3"),
        ("DELETE FROM audit", "ends at entry 0"),
    ],
)
def test_what_was_done_to_it_by_other_means_is_found(study, statement, flaw):
    noted(study, 5)
    forge(study, statement)
    assert flaw in study_audit.verify(study).flaw


def test_an_audit_written_anew_to_a_shorter_story_is_found(study):
    noted(study, 5)
    forge(study, "DELETE FROM audit WHERE number > 3")
    for _ in range(3):
        entries.append(study.vault, AuditAct.FILED, "els", "P09-1", {})
    assert "Entry 5 is not the one" in study_audit.verify(study).flaw


def test_a_corpus_that_is_behind_after_a_crash_is_no_flaw(study):
    noted(study, 2)
    entries.append(study.vault, AuditAct.FILED, "els", "P09-1", {})
    assert study_audit.verify(study).flaw == ""


@pytest.mark.parametrize("text", ["Marieke de Vries", "P07-1 Marieke", "<b>", "x" * 81])
def test_nothing_that_could_be_a_name_is_taken(study, text):
    with pytest.raises(KitError, match="ids and numbers"):
        study_audit.note(study, AuditAct.FILED, text)
    with pytest.raises(KitError, match="ids and numbers"):
        study_audit.note(study, AuditAct.FILED, "P07-1", release=text)
    assert study_audit.verify(study).entries == 0


def test_what_matters_is_noted(study, tmp_path):
    one, two = (with_transcript(study, code, "Goedemorgen.") for code in ("P07", "P08"))
    pseudonymise(study, one, two)
    file_interview(study.interview(one))
    file_interview(study.interview(one))
    export(study, tmp_path / "out", ["jsonl"])
    destroy_key(study)
    withdraw(study, "P08")
    add_holder(study.folder, SECRET, "Anna de Wit", passphrase="another four plain words")
    remove_holder(study.folder, SECRET, "Anna de Wit")
    acts = [(entry.act, entry.about) for entry in entries.entries(study.vault)]
    assert acts == [
        ("filed", one), ("exported", ""), ("key destroyed", ""), ("withdrawn", "P08"),
        ("holder added", ""), ("holder removed", ""),
    ]  # fmt: skip
    assert study_audit.verify(study).flaw == ""
    kept = json.dumps([str(entry) for entry in entries.entries(study.vault)])
    assert "Anna" not in kept
