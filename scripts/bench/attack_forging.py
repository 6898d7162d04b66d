#!/usr/bin/env python3
"""Forge a study's plain files: every value of the corpus, its schema, and every file of a backup.

    scripts/bench/attack_forging.py

A study is made with rows in every table that the program writes, released and backed up. Each
change is made with another program, past every trigger; for backups also with the manifest made to
fit.
Noticed means: `audit verify` names a flaw, `restore` refuses and leaves nothing.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from interview_kit.errors import StudyError
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.governance.backup import back_up, restore
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import CORPUS, KEY, create_study, open_with_key
from interview_kit.workflow.study.study_settings import Settings
from tests.support import forgeries
from tests.support.passphrase import PASSPHRASE

NOT_COVERED = forgeries.WRITTEN_BY_OTHERS | forgeries.WATCHED_BY_THE_AUDIT


def main() -> None:
    """Forge, and count what was noticed; exit 1 where what is promised was not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_study(folder / "study", Secret(PASSPHRASE), Settings(name="forged", notes="coders"))
        key = unwrap(read_holders(folder / "study" / KEY), Secret(PASSPHRASE))
        with open_with_key(folder / "study", key) as study:
            forgeries.fill(study, folder / "package")
            made = folder / "usb" / back_up(study, folder / "usb").folder
        is_good = corpus_tries(folder / "study", key) & backup_tries(made, folder)
    sys.exit(not is_good)


def corpus_tries(study: Path, key: bytes) -> bool:
    """Change each value, take a row out of each table, change the schema; what was noticed."""
    corpus = study / CORPUS
    whole = corpus.read_bytes()
    tries = noticed = 0
    passed = []
    for table, column in forgeries.columns(corpus):
        with closing(sqlite3.connect(corpus)) as db:
            has_rows = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for how in ("changed", "row taken out") if has_rows else ():
            if how == "changed":
                could = forgeries.change_value(corpus, table, column)
            else:
                forgeries.delete_row(corpus, table)
                could = True
            tries += could
            if could and flaw(study, key):
                noticed += 1
            elif could:
                passed.append(f"{table}.{column} {how}")
            put_back(study, whole)
    for how, statements in forgeries.SCHEMA_FORGERIES.items():
        forgeries.change_schema(corpus, statements)
        tries += 1
        if flaw(study, key):
            noticed += 1
        else:
            passed.append(how)
        put_back(study, whole)
    unexpected = [place for place in passed if place.partition(".")[0] not in NOT_COVERED]
    print(
        f"{tries} changes to the corpus: {noticed} noticed, {len(passed)} not "
        f"({', '.join(sorted({place.partition('.')[0] for place in passed})) or 'none'})"
    )
    for place in unexpected:
        print(f"NOT NOTICED: {place}")
    return not unexpected


def put_back(study: Path, whole: bytes) -> None:
    """The corpus as it was."""
    for part in study.glob(f"{CORPUS}*"):
        part.unlink()
    (study / CORPUS).write_bytes(whole)


def flaw(study: Path, key: bytes) -> str:
    """What `audit verify` says."""
    with open_with_key(study, key, writing=False) as opened:
        return study_audit.verify(opened).flaw


def backup_tries(made: Path, folder: Path) -> bool:
    """Change a backup in every way, and restore it."""
    tries = refused = 0
    for number, (how, forge) in enumerate(forgeries.backup_forgeries(made)):
        forged, target = folder / "forged" / str(number), folder / "again"
        shutil.copytree(made, forged)
        forge(forged)
        tries += 1
        try:
            restore(forged, Secret(PASSPHRASE), target)
            print(f"RESTORED: {how}")
            shutil.rmtree(target)
        except StudyError:
            refused += not target.exists()
    print(f"{tries} changes to a backup: {refused} refused, nothing left of them")
    return tries == refused


if __name__ == "__main__":
    main()
