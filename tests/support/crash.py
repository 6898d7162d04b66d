"""Killing a program at the n-th statement of what it does to the stores, and looking what is left.

The child is this process forked: it opens the study, counts the statements that SQLite begins, in
the vault and in the corpus together, and ends itself with SIGKILL at the n-th.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from interview_kit.corpus import codings
from interview_kit.corpus import migrations as corpus_migrations
from interview_kit.corpus.corpus import Corpus
from interview_kit.model.coding import Coding
from interview_kit.pseudonym.mention import MentionType
from interview_kit.pseudonym.roster import RosterName
from interview_kit.session.interview_events import Answer
from interview_kit.vault import interviews
from interview_kit.vault.names import Verdict
from interview_kit.vault.vault import Vault
from interview_kit.vault.vault_key import Secret, read_holders, unwrap
from interview_kit.workflow.capture.preparation import prepare_for_later
from interview_kit.workflow.coding.codebook_keeping import merge_codes, take_guide_codes
from interview_kit.workflow.destruction.interview_deletion import delete_interview
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.governance.study_merge import merge
from interview_kit.workflow.pseudonymisation.missed_names import add_mention
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.publication.release import release
from interview_kit.workflow.recovery import recover
from interview_kit.workflow.repair.interview_repair import repair_interview
from interview_kit.workflow.repair.participant_recoding import recode
from interview_kit.workflow.repair.refiling import refile
from interview_kit.workflow.study import study_audit
from interview_kit.workflow.study.open_study import CORPUS, KEY, VAULT, Study, create_study
from interview_kit.workflow.study.study_settings import Settings
from tests.support.releasable_study import filed_interview
from tests.support.silent_transcript import with_transcript

# What differs from one run to the next, and what SQLite keeps for itself.
MOMENTS = {
    "at", "begun_at", "finished_at", "started_at", "applied_at", "created_at", "hash", "before",
}  # fmt: skip
MOMENT = "2026-11-25T10:00:00Z"
# Seals are hashes of the corpus, its moments among them; `verify` looks at them.
INSIDE = ("sqlite_", "turns_search", "seals")


@dataclass(frozen=True, slots=True)
class Operation:
    """Something done to a study: `prepare` makes what it needs, `run` does it."""

    prepare: Callable[[Study], object]
    run: Callable[[Study], object]


def _file(study: Study) -> None:
    file_interview(study.interview("P07-1"))


def _two(study: Study) -> None:
    known = [RosterName("Wilhelmina Zandstra", MentionType.PERSON, "zus", "P07")]
    for code in ("P07", "P08"):
        id = with_transcript(
            study, code, "Mijn zus Wilhelmina Zandstra.", "Er stond een kwibus.",
            roster=known if code == "P07" else (),
        )  # fmt: skip
        pseudonymise(study, id)
        decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)


def _two_filed(study: Study) -> None:
    _two(study)
    for id in ("P07-1", "P08-1"):
        file_interview(study.interview(id))


def _name_found_after(study: Study) -> None:
    _two_filed(study)
    add_mention(study.interview("P07-1"), 2, "kwibus", MentionType.PERSON)


def _open(study: Study) -> None:
    _ = study.corpus


def _old_corpus(study: Study) -> None:
    """A corpus of the first schema in the place of the study's own."""
    path = study.folder / CORPUS
    for each in study.folder.glob(f"{CORPUS}*"):
        each.unlink()
    db = sqlite3.connect(path)
    corpus_migrations.migrations.apply(Database(db), stop_before="v002_versions_states_and_codes")
    db.executescript(
        """
        INSERT INTO participants VALUES ('P07', '{"gender": "woman"}');
        INSERT INTO interviews VALUES ('P07-1', 'P07', 'nl', 'recovery', 'ab', '2026-11', 2500, 2);
        INSERT INTO questions VALUES ('P07-1', 'today', 0, 'o', 'B', '', 'raised', 'Hoe is het?');
        INSERT INTO turns VALUES (5, 'P07-1', 1, 'participant', 0, 900, 'today', 'Goed.');
        INSERT INTO words VALUES (5, 0, ' Goed.', 0, 300, 0.9);
        """
    )
    db.close()


def _two_sites(study: Study) -> None:
    """Beside the study another, with a key of its own, where the same names and codes are used."""
    _two_filed(study)
    folder = study.folder.parent / "other"
    create_study(folder, Secret("another site's words"), Settings(name="other"))
    _other_keys[study.folder.parent] = unwrap(
        read_holders(folder / KEY), Secret("another site's words")
    )
    with _other(study) as other:
        _two_filed(other)


def _merge(study: Study) -> None:
    with _other(study) as other:
        done = merge(study, other, {"P07": "P17", "P08": "P18"})
        assert not done.conflicts, done.conflicts


def _other(study: Study) -> Study:
    parent = study.folder.parent
    folder = parent / "other"
    return Study(folder, Vault.open(folder / VAULT, _other_keys[parent]), None)


_other_keys: dict[Path, bytes] = {}


def _delete(study: Study) -> None:
    if any(row.id == "P07-1" for row in interviews.all_of(study.vault)):
        delete_interview(study.interview("P07-1"))


def _prepare(study: Study) -> None:
    """A form that is kept for another day; whoever finds it there has nothing to type again."""
    if not interviews.all_of(study.vault):
        typed_names = [RosterName("Wilhelmina Zandstra", MentionType.PERSON, "zus", "P07")]
        prepare_for_later(
            study, "P07", {"take-part": Answer.YES},
            interviewer="MB", roster=typed_names, attributes={"gender": "woman"},
        )  # fmt: skip


def _recode(study: Study) -> None:
    if any(row.id == "P07-1" for row in interviews.all_of(study.vault)):
        recode(study, "P07-1", "P17")
    else:
        refile(study, ["P17-1"])


def _repair(study: Study) -> None:
    repair_interview(study.interview("P07-1"), held_on="2024-03-01", interviewer="Els")


def _code(study: Study) -> None:
    """A passage over two turns by one coder and a turn by another, then two codes made one."""
    take_guide_codes(study.folder, study.corpus)
    passage = [Coding("medication-helped", turn, 0, 5, "anna", MOMENT, "", "a") for turn in (1, 2)]
    codings.add(study.corpus, "P07-1", passage)
    codings.add(
        study.corpus, "P08-1", [Coding("diagnosis", 2, 0, 5, "bram", MOMENT, "een memo", "b")]
    )
    merge_codes(study.folder, "diagnosis-hindered", "diagnosis")


def _to_release(study: Study) -> None:
    for code in ("P07", "P08"):
        filed_interview(study, code, "Er stond een kwibus.", attributes={"age": "40-49"})


def _release(study: Study) -> None:
    """A folder that is there is whole: the release is done then."""
    if not (study.folder / "released").exists():
        release(study, study.folder / "released", "archive")


OPERATIONS = {
    "preparing": Operation(lambda _study: None, _prepare),
    "filing": Operation(_two, _file),
    "filing a text in which a name was found": Operation(_name_found_after, _file),
    "withdrawal": Operation(_two_filed, lambda study: withdraw(study, "P07")),
    "deletion": Operation(_two_filed, _delete),
    "another code": Operation(_two_filed, _recode),
    "repair": Operation(_two_filed, _repair),
    "coding": Operation(_two_filed, _code),
    "release": Operation(_to_release, _release),
    "merge": Operation(_two_sites, _merge),
    "migration": Operation(_old_corpus, _open),
}


class Crash:
    """An operation on a study of its own, killed as often as asked, at a statement each."""

    def __init__(self, blank: Path, folder: Path, passphrase: str, operation: Operation) -> None:
        self._operation = operation
        self._start, self._work = folder / "start", folder / "work"
        self._key = unwrap(read_holders(blank / KEY), Secret(passphrase))
        shutil.copytree(blank, self._start)
        with self._open(self._start) as study:
            operation.prepare(study)
        self._fresh()
        with counted() as count, self._open(self._work) as study:
            operation.run(study)
        self.statements = count[0]
        self._wanted = self._content()

    def at(self, number: int) -> str:
        """Kill at the `number`-th statement, repeat; what is wrong then, '' where nothing is."""
        self._fresh()
        child = os.fork()
        if child == 0:
            try:
                with counted(number), self._open(self._work) as study:
                    self._operation.run(study)
            finally:
                os._exit(3)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            return f"statement {number} was not reached"
        try:
            self._look()
            with self._open(self._work) as study:
                recover(study)
                self._operation.run(study)
            self._look()
        except AssertionError as error:
            return f"statement {number}: {error}"
        if self._content() != self._wanted:
            return f"statement {number}: done again it came to something else"
        return ""

    def _fresh(self) -> None:
        shutil.rmtree(self._work, ignore_errors=True)
        shutil.copytree(self._start, self._work)

    @contextmanager
    def _open(self, folder: Path) -> Iterator[Study]:
        with Study(folder, Vault.open(folder / VAULT, self._key), None) as study:
            yield study

    def _look(self) -> None:
        """Both stores are whole, and so is the audit."""
        with self._open(self._work) as study:
            for db in (study.vault.db, study.corpus.db):
                whole = next(iter(db.execute("PRAGMA integrity_check")))[0]
                assert whole == "ok", whole
                assert not list(db.execute("PRAGMA foreign_key_check")), "a row points nowhere"
            study.corpus.db.execute(
                "INSERT INTO turns_search (turns_search, rank) VALUES ('integrity-check', 1)"
            )
            study.corpus.db.conn.rollback()
            assert not study_audit.verify(study).flaw, study_audit.verify(study).flaw

    def _content(self) -> dict[str, list[Any]]:
        with self._open(self._work) as study:
            stores = {"vault": study.vault.db, "corpus": study.corpus.db}
            return {
                f"{store}.{table}": _rows(db, table)
                for store, db in stores.items()
                for table in db.table_names()
                if not table.startswith(INSIDE)
            }


def _rows(db: Database, table: str) -> list[Any]:
    rows = db.query(f"SELECT * FROM {table}")
    kept = ({key: row[key] for key in row if key not in MOMENTS} for row in rows)
    return sorted(map(str, kept))


@contextmanager
def counted(last: int = 0) -> Iterator[list[int]]:
    """Count the statements of the stores that are opened within.

    With `last` the process kills itself as that one begins.
    """
    count = [0]

    def begun(_statement: str) -> None:
        count[0] += 1
        if count[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)

    connect, init = Vault._connect, Corpus.__init__

    def traced_connect(vault: Vault) -> Any:
        connection = connect(vault)
        connection.set_trace_callback(begun)
        return connection

    def traced_init(corpus: Corpus, path: Path) -> None:
        init(corpus, path)
        corpus.db.conn.set_trace_callback(begun)

    Vault._connect, Corpus.__init__ = traced_connect, traced_init  # type: ignore[method-assign, assignment]
    try:
        yield count
    finally:
        Vault._connect, Corpus.__init__ = connect, init  # type: ignore[method-assign]
