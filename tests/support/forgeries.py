"""Ways to forge a study's plain files with other programs, for tests and the bench of attacks."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from interview_kit.model.speaker import Speaker
from interview_kit.session.interview_events import NoteTaken
from interview_kit.vault import journal, transcripts
from interview_kit.vault.names import Verdict
from interview_kit.workflow.destruction.withdrawal import withdraw
from interview_kit.workflow.pseudonymisation.name_review import decide
from interview_kit.workflow.pseudonymisation.pseudonymise import pseudonymise
from interview_kit.workflow.publication.filing import file_interview
from interview_kit.workflow.publication.release import release
from interview_kit.workflow.study.open_study import CORPUS, Study
from interview_kit.workflow.transcription.corrections import correct_turn
from interview_kit.workflow.transcription.transcript_editor import TranscriptEditor
from tests.support.releasable_study import filed_interview

WRITTEN_BY_OTHERS = {
    "codes",
    "codings",
    "lost_codings",
    "coding_acts",
    "coding_act_codes",
    "coding_act_rows",
}
WATCHED_BY_THE_AUDIT = {"audit_head"}


def fill(study: Study, package: Path) -> None:
    """Give every table rows: two versions, attributes, a note, a release, a withdrawal.

    The study gives notes to its coders.
    """
    filed_interview(study, "P08", "Zij was er ook bij.")
    withdraw(study, "P08")
    id = filed_interview(
        study, "P07", "Het was een rustige dag.", "Meer weet ik niet.",
        attributes={"age_group": "40-49"},
    )  # fmt: skip
    turn = transcripts.turns(study.vault, id)[0]
    correct_turn(study.interview(id), turn.number, text="Het was een drukke dag.")
    TranscriptEditor(study.interview(id)).insert("Ja, echt.", Speaker.INTERVIEWER, after=1)
    journal.append(study.vault, id, 100, [NoteTaken("Keek naar buiten.")])
    pseudonymise(study, id)
    decide(study, id, study.interview(id).text.undecided, Verdict.ACCEPTED)
    file_interview(study.interview(id))
    release(study, package, "share")


def columns(corpus: Path) -> list[tuple[str, str]]:
    """Every column of every table of a corpus but those of its search index."""
    with closing(sqlite3.connect(corpus)) as db:
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "_sqlite", "turns_search"))
        ]
        return [
            (table, column[1])
            for table in tables
            for column in db.execute(f"PRAGMA table_info({table})")
        ]


def change_value(corpus: Path, table: str, column: str) -> bool:
    """Change a value of a column, past every trigger, as another program can; whether it could."""

    def change(db: sqlite3.Connection) -> None:
        (value,) = db.execute(f"SELECT {column} FROM {table} ORDER BY 1 LIMIT 1").fetchone()
        new = value + 1000 if isinstance(value, int | float) else f"{value}x"
        db.execute(f"UPDATE {table} SET {column} = ? WHERE {column} IS ?", [new, value])

    try:
        _past_triggers(corpus, change)
    except sqlite3.IntegrityError:
        return False
    return True


def delete_row(corpus: Path, table: str) -> None:
    """Take a row out of a table, past every trigger."""
    _past_triggers(corpus, _delete_first(table))


def _past_triggers(corpus: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    with closing(sqlite3.connect(corpus)) as db:
        triggers = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        change(db)
        for _, sql in triggers:
            db.execute(sql)
        db.commit()


def _delete_first(table: str) -> Callable[[sqlite3.Connection], object]:
    def delete(db: sqlite3.Connection) -> None:
        keys = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[5]]
        values = db.execute(f"SELECT {', '.join(keys)} FROM {table} LIMIT 1").fetchone()
        where = " AND ".join(f"{key} IS ?" for key in keys)
        db.execute(f"DELETE FROM {table} WHERE {where}", values)

    return delete


SCHEMA_FORGERIES: dict[str, str] = {
    "a trigger gone": "DROP TRIGGER turns_are_frozen",
    "a trigger more": "CREATE TRIGGER x AFTER INSERT ON interviews BEGIN DELETE FROM states; END",
    "a view of other words": "DROP VIEW answers; CREATE VIEW answers AS SELECT 'x' AS question",
    "a search index of other words": (
        "INSERT INTO turns_search (turns_search, rowid, text) "
        "SELECT 'delete', id, text FROM turns LIMIT 1;"
        "INSERT INTO turns_search (rowid, text) SELECT id, 'anders' FROM turns LIMIT 1"
    ),
}


def change_schema(corpus: Path, statements: str) -> None:
    """Run statements on a corpus as another program can."""
    with closing(sqlite3.connect(corpus)) as db:
        db.executescript(statements)


Forgery = Callable[[Path], None]


def _list_anew(backup: Path) -> None:
    """Write the hashes of a backup's manifest again, so that they fit."""
    manifest = backup / "manifest-sha256.txt"
    names = [line.partition("  ")[2] for line in manifest.read_text().splitlines()]
    hashes = [(hashlib.sha256((backup / name).read_bytes()).hexdigest(), name) for name in names]
    manifest.write_text("".join(f"{digest}  {name}\n" for digest, name in hashes))


def _appended(name: str, *, listed_anew: bool) -> Forgery:
    def forge(backup: Path) -> None:
        with (backup / name).open("ab") as file:
            file.write(b"\n# x\n")
        if listed_anew:
            _list_anew(backup)

    return forge


def _relisted(change: Callable[[list[str]], list[str]]) -> Forgery:
    def forge(backup: Path) -> None:
        manifest = backup / "manifest-sha256.txt"
        lines = change(manifest.read_text().splitlines())
        manifest.write_text("".join(f"{line}\n" for line in lines))

    return forge


def _linked(name: str) -> Forgery:
    def forge(backup: Path) -> None:
        elsewhere = backup.parent / f"elsewhere-{Path(name).name}"
        shutil.move(backup / name, elsewhere)
        (backup / name).symlink_to(elsewhere)

    return forge


def _removed(name: str) -> Forgery:
    return lambda backup: (backup / name).unlink()


def _added(name: str) -> Forgery:
    def forge(backup: Path) -> None:
        (backup / name).write_bytes(b"x")

    return forge


def _with_line(line: str) -> Forgery:
    return _relisted(lambda lines: [*lines, line])


def _with_other_corpus(backup: Path) -> None:
    change_value(backup / CORPUS, "turns", "text")
    _list_anew(backup)


def backup_forgeries(backup: Path) -> Iterator[tuple[str, Forgery]]:
    """Every way to change a backup: each file, the manifest, links, files more and less."""
    names = sorted(p.relative_to(backup).as_posix() for p in backup.rglob("*") if p.is_file())
    for name in names:
        yield f"{name} changed", _appended(name, listed_anew=False)
        yield f"{name} gone", _removed(name)
        yield f"{name} a link", _linked(name)
        if not name.startswith("manifest-"):
            yield f"{name} changed and listed anew", _appended(name, listed_anew=True)
    yield "corpus.db with other words, listed anew", _with_other_corpus
    for more in ("extra.txt", "guides/extra.toml", "corpus.db-wal", "vault.db-wal", "study.lock"):
        yield f"{more} more", _added(more)
    yield "a line less", _relisted(lambda lines: lines[1:])
    yield "a line twice", _relisted(lambda lines: [*lines, lines[0]])
    yield "no line", _relisted(lambda lines: lines[:0])
    for path in ("../x", "/etc/passwd", "guides/../../x", "C:\\x", "guides\\..\\x", "\x1b[2Jx"):
        line = f"{'0' * 64}  {path}"
        yield f"a line for {path!a}", _with_line(line)
    yield "a folder that is a link", lambda folder: (folder / "more").symlink_to(folder.parent)
