"""Whoever can write the plain files of a study or a backup is noticed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pyrage
import pytest

from interview_kit.errors import DamagedError, StudyError
from interview_kit.vault import corpus_seals
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.governance.backup import back_up, restore, restore_checked
from interview_kit.workflow.governance.key_holders import add_holder
from interview_kit.workflow.publication.corpus_export import export
from interview_kit.workflow.publication.corpus_rebuild import rebuild
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import CORPUS, KEY, SETTINGS, open_with_key
from interview_kit.workflow.study.package_check import check_package
from interview_kit.workflow.study.study_settings import change_settings
from tests.support import forgeries
from tests.support.passphrase import PASSPHRASE
from tests.support.releasable_study import filed_interview, opened

SECRET = Secret(PASSPHRASE)


@pytest.fixture
def filled(study_folder, tmp_path):
    """The folder of a study with rows in every table, closed; its release lies beside it."""
    change_settings(study_folder / SETTINGS, {"notes": "coders"})
    with opened(study_folder) as study:
        forgeries.fill(study, tmp_path / "package")
        assert study_audit.verify(study).flaw == ""
    return study_folder


def is_restored(backup, folder):
    try:
        restore(backup, SECRET, folder)
    except StudyError:
        return False
    return True


def flaw(folder):
    with open_with_key(folder, key_of(folder / KEY)) as study:
        return study_audit.verify(study).flaw


@cache
def key_of(path):
    """The vault's key; deriving it for each try would take most of the time."""
    return unwrap(read_holders(path), SECRET)


def test_every_value_of_every_table_that_somebody_changes_is_noticed(filled):
    assert flaw(filled) == ""
    corpus = filled / CORPUS
    whole = corpus.read_bytes()
    passed = []
    for table, column in forgeries.columns(corpus):
        with closing(sqlite3.connect(corpus)) as db:
            if not db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
                assert table in forgeries.WRITTEN_BY_OTHERS
                continue
        if forgeries.change_value(corpus, table, column) and not flaw(filled):
            passed.append((table, column))
        for part in filled.glob(f"{CORPUS}*"):
            part.unlink()
        corpus.write_bytes(whole)
    not_covered = forgeries.WATCHED_BY_THE_AUDIT | forgeries.WRITTEN_BY_OTHERS
    assert {table for table, _ in passed} <= not_covered
    assert flaw(filled) == ""


@pytest.mark.parametrize("table", ["attributes", "states", "earlier_turns", "released", "words"])
def test_a_row_that_is_taken_out_is_noticed_also_after_more_was_filed(filled, table):
    forgeries.delete_row(filled / CORPUS, table)
    assert flaw(filled)
    with opened(filled) as study:
        filed_interview(study, "P09", "Een ander verhaal.")
    assert flaw(filled)


@pytest.mark.parametrize("how", forgeries.SCHEMA_FORGERIES)
def test_a_schema_or_an_index_that_says_something_else_is_noticed(filled, tmp_path, how):
    forgeries.change_schema(filled / CORPUS, forgeries.SCHEMA_FORGERIES[how])
    assert "somebody else changed" in flaw(filled)
    with opened(filled) as study, pytest.raises(DamagedError, match="somebody else"):
        export(study, tmp_path / "out", ["jsonl"])
    assert not list((tmp_path / "out").glob("**/*.jsonl"))


def test_a_crash_while_the_corpus_was_written_is_no_forgery(filled):
    with opened(filled) as study:
        corpus_seals.begin(study.vault, ())
        study.corpus.watcher = None
        study.corpus.db.execute("DELETE FROM states")
        study.corpus.db.conn.commit()
    assert flaw(filled) == ""


def test_a_corpus_made_anew_is_whole_again(filled):
    forgeries.delete_row(filled / CORPUS, "attributes")
    assert flaw(filled)
    with opened(filled) as study:
        for part in filled.glob(f"{CORPUS}*"):
            part.unlink()
        rebuild(study)
    assert flaw(filled) == ""


def test_every_change_to_a_backup_is_refused_and_leaves_nothing(filled, tmp_path):
    with opened(filled) as study:
        made = tmp_path / "usb" / back_up(study, tmp_path / "usb").folder
    restore(made, SECRET, tmp_path / "whole")
    place = tmp_path / "place"
    for number, (how, forge) in enumerate(forgeries.backup_forgeries(made)):
        forged = shutil.copytree(made, place / str(number))
        forge(forged)
        assert not is_restored(forged, place / "study"), how
        assert not (place / "study").exists(), how
    assert not (tmp_path / "x").exists()


def test_every_change_to_a_release_is_found(filled, tmp_path):
    package = tmp_path / "package"
    key = (filled / "study.pub").read_text()
    whole = check_package(package, key, lambda: opened(filled))
    assert whole.signed_as.startswith("interview_kit release share-")
    assert check_package(package, "", lambda: opened(filled)) == whole
    for path in sorted(each for each in package.rglob("*") if each.is_file()):
        if path.name == "study.pub":
            continue
        content = path.read_bytes()
        for change in (content + b"x", b""):
            path.write_bytes(change)
            with pytest.raises(StudyError):
                check_package(package, key, lambda: opened(filled))
        path.unlink()
        with pytest.raises(StudyError):
            check_package(package, key, lambda: opened(filled))
        path.write_bytes(content)
    (package / "data" / "more.txt").write_text("x")
    with pytest.raises(StudyError, match=r"more\.txt"):
        check_package(package, key, lambda: opened(filled))


def test_a_signature_that_was_taken_away_is_told_from_one_that_never_was(filled, tmp_path):
    with opened(filled) as study:
        backup_made = back_up(study, tmp_path)
    backup = Path(backup_made.folder)
    for signature in backup.glob("*.minisig"):
        signature.unlink()
    assert not is_restored(backup, tmp_path / "refused")
    restored = restore(backup, SECRET, tmp_path / "taken", unsigned=True)
    assert restored.key == ""
    assert restored.lost_key == backup_made.key_name


def test_an_age_identity_alone_restores_nothing_that_anybody_could_have_made(filled, tmp_path):
    identity = pyrage.x25519.Identity.generate()
    secret = Secret(identity=str(identity))
    add_holder(filled, SECRET, "archive", recipient=str(identity.to_public()))
    with opened(filled) as study:
        backup = back_up(study, tmp_path)
    place = Path(backup.folder)
    with pytest.raises(StudyError, match="does not tell whose backup"):
        restore_checked(place, lambda: secret, tmp_path / "refused")
    assert not (tmp_path / "refused").exists()
    restore_checked(place, lambda: secret, tmp_path / "named", signed_by=backup.key)
    restore_checked(place, lambda: secret, tmp_path / "unsigned", unsigned=True)
